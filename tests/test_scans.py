"""Whole papers that are printed, written on by hand, scanned, and read by Tesseract."""

from __future__ import annotations

import cmath
import math
from itertools import chain
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter

from extractor import extract
from extractor.model.document import Document
from patterns.spelling import fold
from tests.papers import paper
from tests.read.ocr.test_tesseract import has_vietnamese
from tests.scanner import Scan
from tests.scanner import scanned as scan_of

DPI = 200
SCALE = DPI / 72

OFF = 1.5
"""Points between the middle of a box and that of what is printed there, at most."""

PARTS = [
    {
        "head": ["UBND TỈNH KIÊN GIANG", "*SỞ Y TẾ", "Số: {number}/QĐ-SYT"],
        "right": [
            "*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "*Độc lập - Tự do - Hạnh phúc",
            "/Kiên Giang, ngày {day} tháng 12 năm 2017",
        ],
    },
    {"title": ["QUYẾT ĐỊNH", "Về việc thành lập Tổ thẩm định giá thuốc", "GIÁM ĐỐC SỞ Y TẾ"]},
    {
        "text": [
            "Căn cứ Quyết định số 1675/QĐ-UBND ngày 09 tháng 8 năm 2017 của Ủy ban nhân dân tỉnh Kiên Giang;",
            "Xét đề nghị của Trưởng phòng Tổ chức cán bộ Sở Y tế,",
        ]
    },
]

# Strokes that look like a written 4 and 7, on a square of one.
WRITTEN = (
    ((0.6, 0.0), (0.0, 0.7), (0.9, 0.6), (0.6, 0.3), (0.55, 1.0)),
    ((1.1, 0.1), (1.8, 0.0), (1.3, 1.0), (1.2, 0.5), (1.7, 0.45)),
)

pytestmark = pytest.mark.skipif(not has_vietnamese(), reason="Tesseract with Vietnamese data is not installed")


def scanned(folder: Path, number: str, day: str, by_hand: tuple[tuple[float, float], ...] = ()) -> Document:
    """The paper as it is read from its scan; ``by_hand`` are places, in points, at which a number is written."""
    parts = [
        {kind: [line.format(number=number, day=day) for line in lines] for kind, lines in part.items()}
        for part in PARTS
    ]
    picture = pypdfium2.PdfDocument(paper({"parts": parts}))[0].render(scale=SCALE).to_pil().convert("L")
    pen = ImageDraw.Draw(picture)
    for x, y in by_hand:
        for stroke in WRITTEN:
            pen.line([(SCALE * (x + 16 * right), SCALE * (y + 18 * down)) for right, down in stroke], 40, 4)
    path = folder / "scan.pdf"
    Image.Image.filter(picture, ImageFilter.GaussianBlur(0.7)).save(path, resolution=DPI)
    return extract(path)


def test_printed_numbers_and_days_are_read(tmp_path: Path) -> None:
    found = scanned(tmp_path, "2325", "25")
    identity = found.identity
    assert (identity.doc_type, identity.identifier, identity.issued_on) == ("Quyết định", "2325/QĐ-SYT", "2017-12-25")
    assert (identity.issuer, identity.place) == ("Sở Y tế", "kien-giang")
    assert fold(identity.title or "") == "ve viec thanh lap to tham dinh gia thuoc"
    assert [each.fact.identifier for each in found.citations if each.location == "body"] == ["1675/QĐ-UBND"]


def test_numbers_and_days_by_hand_are_no_numbers(tmp_path: Path) -> None:
    found = scanned(tmp_path, "         ", "      ", ((143, 80), (414, 80)))
    identity = found.identity
    assert (identity.doc_type, identity.issuer) == ("Quyết định", "Sở Y tế")
    assert (identity.number, identity.identifier, identity.issued_on) == (None, None, None)
    assert not [each for each in found.citations if each.location == "header"]
    assert not [each for each in found.dates if each.location == "header" and each.fact.precision == "day"]


def test_what_is_marked_on_a_page_askew_lies_on_its_words(tmp_path: Path) -> None:
    parts = [
        {kind: [line.format(number="2325", day="25") for line in lines] for kind, lines in part.items()}
        for part in PARTS
    ]
    sheet = paper({"parts": parts})
    turn = 1.8
    found = []
    for at, how in enumerate((Scan(), Scan(turn=turn))):
        path = tmp_path / f"{at}.pdf"
        path.write_bytes(scan_of(sheet, how))
        found.append(extract(path))
    middle = complex(found[0].pages[0].width, found[0].pages[0].height) / 2
    level, askew = ([each.place.boxes for each in document.citations] for document in found)
    assert len(level) == len(askew) == 2
    for (_, *before), (_, *after) in zip(chain(*level), chain(*askew), strict=True):
        first, second = (complex(box[0] + box[2], box[1] + box[3]) / 2 - middle for box in (before, after))
        # ``turn`` is counter-clockwise, and y runs down the page
        assert abs(first * cmath.exp(-1j * math.radians(turn)) - second) < OFF
        assert abs(first - second) > 2 * OFF, "the page is far enough askew to tell"
