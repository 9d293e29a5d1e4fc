"""Papers that are drawn right and say wrong letters: their fonts have a damaged map to Unicode, or none."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from extractor.model.pages import Pages
from extractor.options import Options
from extractor.read.pages import read_pages
from extractor.read.vietnamese import spelling_of
from tests.papers import paper
from tests.read.ocr.test_tesseract import has_vietnamese

TEXT = (
    "Thực hiện Kế hoạch cải cách hành chính năm 2024, Ủy ban nhân dân tỉnh báo cáo kết quả: các sở, ban, ngành đã hoàn "
    "thành 95 nhiệm vụ được giao, giải quyết đúng hạn 12.345 hồ sơ thủ tục hành chính; mức độ hài lòng của người dân, "
    "doanh nghiệp đối với sự phục vụ của cơ quan hành chính nhà nước đạt 91,5%, tăng so với cùng kỳ năm trước."
)
ENTRY = re.compile(rb"<([0-9A-Fa-f]+)>(?=\s*(?:\n|endbfchar|endbfrange|$))")


def wrong(folder: Path, change: Callable[[int, int], int] | None) -> Path:
    """A page whose fonts say ``change(code, place)`` in place of each code of Unicode; None: they say nothing."""
    path = folder / "paper.pdf"
    path.write_bytes(paper({"parts": [{"text": [TEXT], "times": 3}]}))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for font in {each.objgen: each for each in pdf.pages[0].Resources.Font.values()}.values():
            if "/ToUnicode" not in font:
                continue
            if change is None:
                del font["/ToUnicode"]
                continue
            place = iter(range(10_000))
            said = ENTRY.sub(
                lambda entry: b"<%04X>" % change(int(entry.group(1)[:4], 16), next(place)),  # noqa: B023
                font.ToUnicode.read_bytes(),
            )
            font.ToUnicode = pdf.make_stream(said)
        pdf.save(path)
    return path


WRONG = {
    "shifted": lambda code, _: code + 1,
    "to the private area": lambda code, _: 0xE000 + code % 0x1000,
    "of another font": lambda _, place: ord("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệ"[place % 51]),
    "half lost": lambda code, place: code if place % 2 else 0x20,
    "none": None,
}


def text_of(pages: Pages) -> str:
    return "".join(pages.pages[0].characters.text.tolist())


def test_the_paper_itself_is_read_as_it_is(tmp_path):
    found = read_pages(wrong(tmp_path, lambda code, _: code), Options(ocr="never"))
    assert "giải quyết đúng hạn 12.345 hồ sơ" in text_of(found)
    assert (found.failures, found.pages[0].text_reason) == ((), None)


@pytest.mark.parametrize("map_", WRONG, ids=str)
def test_without_ocr_a_wrong_map_is_a_failure_of_its_page_and_no_text(tmp_path, map_):
    found = read_pages(wrong(tmp_path, WRONG[map_]), Options(ocr="never"))
    assert text_of(found).strip() == ""
    (failure,) = found.failures
    assert (failure.stage, failure.page) == ("ocr", 1)
    assert failure.error.startswith("no usable text: ")


@pytest.mark.skipif(not has_vietnamese(), reason="needs Tesseract with Vietnamese data")
@pytest.mark.parametrize("map_", ["shifted", "to the private area"])
def test_what_is_drawn_is_read_where_the_map_is_wrong(tmp_path, map_):
    found = read_pages(wrong(tmp_path, WRONG[map_]), Options())
    assert (found.failures, found.pages[0].text_layer) == ((), "ocr")
    assert found.pages[0].text_reason.startswith("read from the picture: ")
    assert spelling_of(found.pages[0].characters).share > 0.9
    assert "12.345" in text_of(found)
