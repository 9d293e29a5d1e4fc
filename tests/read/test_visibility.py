"""What both adapters flag as hidden, or as drawn by a widget."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from extractor.model.pages import FLAG_HIDDEN, FLAG_WIDGET, Page
from extractor.read import reference as plumber
from extractor.read.pdfium import page as pdfium
from tests.read.content_files import content_file, with_entries

SHOWN = b"BT /F1 12 Tf 80 700 Td (shown) Tj "
BOTH = pytest.mark.parametrize("reader", [pdfium, plumber], ids=["pdfium", "pdfplumber"])


def page(path: Path, reader: ModuleType) -> Page:
    with reader.open_file(path) as file:
        return file.read_page(1)


def flagged(read: Page, flag: int) -> str:
    """The glyphs that have a flag."""
    return "".join(read.characters.take(read.characters.flags & flag > 0).text.tolist())


@BOTH
@pytest.mark.parametrize(
    ("content", "hidden"),
    [
        pytest.param(SHOWN + b"3 Tr (secret) Tj 7 Tr (clip) Tj ET", "secretclip", id="without ink"),
        pytest.param(SHOWN + b"2 Tr (outlined) Tj ET", "", id="outlined"),
        pytest.param(SHOWN + b"1 g (grey) Tj 1 1 1 rg (rgb) Tj 0 0 0 0 k (cmyk) Tj ET", "greyrgbcmyk", id="white"),
        pytest.param(b"0 0 1 rg 90 600 200 20 re f " + SHOWN + b"1 g 20 -95 Td (on blue) Tj ET", "", id="on a colour"),
        pytest.param(
            b"1 g 90 600 200 20 re f " + SHOWN + b"20 -95 Td (on white) Tj ET", "shownon white", id="white on white box"
        ),
        pytest.param(SHOWN + b"600 0 Td (beyond) Tj ET", "beyond", id="beside the sheet"),
        pytest.param(SHOWN + b"1 0 0 0 80 600 Tm (flat) Tj ET", "flat", id="squeezed to nothing"),
    ],
)
def test_what_a_reader_of_the_page_cannot_see_is_hidden(tmp_path, reader, content, hidden):
    assert flagged(page(content_file(tmp_path / "a.pdf", content), reader), FLAG_HIDDEN) == hidden


@BOTH
def test_what_lies_outside_the_crop_box_is_hidden(tmp_path, reader):
    path = content_file(tmp_path / "a.pdf", SHOWN + b"200 0 Td (cropped) Tj ET")
    read = page(with_entries(path, tmp_path / "b.pdf", CropBox=Array([60, 0, 200, 842])), reader)
    assert flagged(read, FLAG_HIDDEN) == "cropped"
    assert (read.width, read.height) == (140, 842)
    assert read.characters.x0[0] == pytest.approx(20, abs=0.1)


@BOTH
def test_text_without_ink_under_a_picture_of_the_page_is_the_text_of_a_scan(tmp_path, reader):
    path = content_file(tmp_path / "a.pdf", b"q 595 0 0 842 0 0 cm /I Do Q BT /F1 12 Tf 3 Tr 80 700 Td (scanned) Tj ET")
    with pikepdf.open(path) as pdf:
        picture = pdf.make_stream(b"\xff", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
        picture["/ColorSpace"], picture["/BitsPerComponent"] = Name.DeviceGray, 8
        pdf.pages[0]["/Resources"]["/XObject"] = Dictionary(I=picture)
        pdf.save(tmp_path / "b.pdf")
    assert flagged(page(tmp_path / "b.pdf", reader), FLAG_HIDDEN) == ""


def annotated(path: Path, target: Path, subtype: str, flags: int) -> Path:
    """A copy with an annotation that draws ``181``."""
    with pikepdf.open(path) as pdf:
        look = pdf.make_stream(b"BT /F1 12 Tf 1 2 Td (181) Tj ET", Type=Name.XObject, Subtype=Name.Form)
        look["/BBox"], look["/Resources"] = Array([0, 0, 60, 20]), pdf.pages[0]["/Resources"]
        mark = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=Array([110, 735, 170, 755]), F=flags)
        mark["/AP"] = Dictionary(N=look)
        pdf.pages[0]["/Annots"] = Array([pdf.make_indirect(mark)])
        pdf.Root["/AcroForm"] = Dictionary(Fields=pdf.pages[0]["/Annots"])
        pdf.save(target)
    return target


@BOTH
@pytest.mark.parametrize("subtype", ["/Widget", "/Stamp"])
def test_what_a_widget_or_a_stamp_draws_is_flagged(tmp_path, reader, subtype):
    """Beside a glyph of the page itself that stands within the same place."""
    path = content_file(tmp_path / "a.pdf", SHOWN + b"32 38 Td (0) Tj ET")
    read = page(annotated(path, tmp_path / "b.pdf", subtype, 4), reader)
    assert flagged(read, FLAG_WIDGET) == "181"
    assert read.characters.x0[read.characters.flags & FLAG_WIDGET > 0][0] == pytest.approx(111, abs=0.1)


@BOTH
def test_a_hidden_widget_stays_out(tmp_path, reader):
    path = content_file(tmp_path / "a.pdf", SHOWN + b"ET")
    read = page(annotated(path, tmp_path / "b.pdf", "/Widget", 2), reader)
    assert "".join(read.characters.text.tolist()) == "shown"
