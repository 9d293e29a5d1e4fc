"""Numbers and days written by hand into the head of a scan stay blank; printed ones are read."""

from __future__ import annotations

import pytest

from extractor.audit.checks import HANDWRITING, NOTE
from extractor.audit.document import audit
from extractor.find.document import find_all
from extractor.layout.document import lay_out
from extractor.model.document import Document
from extractor.model.layout import Layout
from extractor.model.pages import Pages
from extractor.resolve.document import Source, resolve
from tests.layout.recognised import Read, scan

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def layout(number: str, day: str) -> Layout:
    page = scan(
        (Read("UBND TỈNH KIÊN GIANG", 80, 70), Read(MOTTO[0], 300, 70)),
        (Read("SỞ Y TẾ", 120, 86), Read(MOTTO[1], 320, 86)),
        (Read(number, 90, 110), Read(day, 300, 110)),
        Read("QUYẾT ĐỊNH", 267, 140),
        Read("Về việc kiện toàn Ban Chỉ đạo", 210, 156),
        Read("Căn cứ Quyết định số 1675/QĐ-UBND ngày 09 tháng 8 năm 2017 của Ủy ban nhân dân tỉnh;", 80, 200, 10),
        Read("Theo đề nghị của Chánh Văn phòng Sở tại Tờ trình số 15/TTr-VP ngày 12 tháng 8 năm 2017,", 80, 216, 10),
    )
    return lay_out(Pages((page,), 1))


def record(laid: Layout) -> Document:
    return resolve(laid, find_all(laid), Source("0" * 64, "scan.pdf", 1, "1"))


@pytest.mark.parametrize(
    "number", ["Số: [5h] /QĐ-SYT", "[Só:4232/QĐ-SYT]", "Số: [49] JŸ/QĐ-SYT", "[Sá:‡4B/QĐ-SYT]", "Số [:552/QĐ-SYT]"]
)
def test_a_number_by_hand_is_left_blank_and_cites_nothing(number: str) -> None:
    found = record(layout(number, "Kiên Giang, ngày 25 tháng 12 năm 2017"))
    assert (found.identity.number, found.identity.identifier, found.identity.key) == (None, None, None)
    assert [each.fact.identifier for each in found.citations] == ["1675/QĐ-UBND", "15/TTr-VP"]
    assert found.identity.issued_on == "2017-12-25"


@pytest.mark.parametrize(
    ("day", "left"),
    [
        ("Kiên Giang, ngày [46] tháng 12 năm 2017", "ngày tháng 12 năm 2017"),
        ("Kiên Giang, [ngày22] tháng 12 năm 2017", "ngày tháng 12 năm 2017"),
        ("Kiên Giang, ngày [2tháng] 3 năm 2018", "ngày tháng 3 năm 2018"),
        ("Lâm Đồng, [4] [6tháng] 10 năm 2025", "Lâm Đồng, tháng 10 năm 2025"),
        ("Kiên Giang, ngày 12 tháng [3] năm 2018", "ngày 12 tháng năm 2018"),
        ("Bà Rịa - Vũng Tàu, ngày [3ytháng] [O2] năm 2025", "ngày tháng năm 2025"),
    ],
)
def test_a_day_by_hand_is_left_blank(day: str, left: str) -> None:
    laid = layout("Số: 2325/QĐ-SYT", day)
    assert " ".join(laid.head.right[-1].replace("tháng", " tháng ").split()).endswith(left)
    found = record(laid)
    assert found.identity.identifier == "2325/QĐ-SYT"
    assert found.identity.issued_on is None
    assert not [each.fact.raw for each in found.dates if each.location == "header" and each.fact.precision == "day"]


def test_digits_by_hand_on_a_line_of_their_own_are_no_number() -> None:
    page = scan(
        (Read("UBND TỈNH KIÊN GIANG", 80, 70), Read(MOTTO[0], 300, 70)),
        (Read("SỞ Y TẾ", 120, 86), Read(MOTTO[1], 320, 86)),
        (Read("Số: /QĐ-SYT", 90, 110), Read("Kiên Giang, ngày 25 tháng 12 năm 2017", 300, 110)),
        Read("[43]", 110, 122),
        Read("QUYẾT ĐỊNH", 267, 140),
        Read("Về việc kiện toàn Ban Chỉ đạo", 210, 156),
        Read("Căn cứ Quyết định số 1675/QĐ-UBND ngày 09 tháng 8 năm 2017 của Ủy ban nhân dân tỉnh;", 80, 200, 10),
    )
    found = record(lay_out(Pages((page,), 1)))
    assert (found.identity.number, found.identity.symbol) == (None, "QĐ-SYT")


def test_a_year_is_printed_however_unsure_the_engine_is() -> None:
    found = record(layout("Số: /QĐ-SYT", "Kiên Giang, ngày tháng năm [2024]"))
    assert [each.fact.first for each in found.dates if each.location == "header"] == ["2024-01-01"]


def test_the_text_of_the_page_keeps_what_was_read() -> None:
    assert "Số: 5h /QĐ-SYT" in layout("Số: [5h] /QĐ-SYT", "Kiên Giang, ngày 25 tháng 12 năm 2017").pages[0].text


def text_of(line: str) -> Layout:
    page = scan(
        Read("Căn cứ Quyết định số 1675/QĐ-UBND ngày 09 tháng 8 năm 2017 của Ủy ban nhân dân tỉnh;", 80, 200, 10),
        Read(line, 80, 216, 10),
        Read("Xét đề nghị của Trưởng phòng Nghiệp vụ Y và Trưởng phòng Tổ chức cán bộ Sở Y tế,", 80, 232, 10),
    )
    return lay_out(Pages((page,), 1))


@pytest.mark.parametrize(
    ("line", "cited"),
    [
        ("Căn cứ Kế hoạch số [32] /KH-SYT, ngày 06 tháng 11 năm 2017 của Sở Y tế;", []),
        ("Căn cứ Kế hoạch số 2084/KH-SYT ngày [46] tháng 11 năm 2017 của Sở Y tế;", [("2084/KH-SYT", None)]),
        ("Căn cứ Kế hoạch số 2084 /KH-SYT ngày 06 tháng 11 năm 2017 của Sở Y tế;", [("2084/KH-SYT", "2017-11-06")]),
        # Behind a letter it is a misread symbol: nobody writes one by hand.
        ("Căn cứ Kế hoạch số [2084/KH-SYT] ngày 06 tháng 11 năm 2017 của Sở Y tế;", [("2084/KH-SYT", "2017-11-06")]),
    ],
)
def test_numbers_and_days_written_into_the_text_are_left_blank(line: str, cited: list[tuple[str, str | None]]) -> None:
    found = record(text_of(line))
    assert [(each.fact.identifier, each.fact.issued_on) for each in found.citations[1:]] == cited


def test_what_is_left_blank_is_a_note_with_its_place() -> None:
    line = "Căn cứ Kế hoạch số [32] /KH-SYT, ngày [46] tháng 11 năm 2017 của Sở Y tế;"
    found = record(text_of(line))
    (note,) = [check for check in audit(found) if check.kind == HANDWRITING]
    assert (note.severity, note.holds, note.page, len(note.boxes)) == (NOTE, False, 1, 2)
    assert note.explanation == (
        "not read, left blank: Căn cứ Kế hoạch số … /KH-SYT, ngày … tháng 11 năm 2017 của Sở Y tế;"
    )
    assert all(abs(bottom - 216) < 3 for *_, bottom in note.boxes)
    assert not [check for check in audit(record(layout("Số: 2/QĐ-SYT", "ngày 3"))) if check.kind == HANDWRITING]
