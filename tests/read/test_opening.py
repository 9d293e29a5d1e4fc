"""pdfplumber behind pdfium: which pages it is asked for, and what is said of a page that neither can read."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractor.model.pages import Characters, Page
from extractor.options import Options
from extractor.read import reference as plumber
from extractor.read.adapter import UnsureError
from extractor.read.pages import read_pages
from extractor.read.pdfium import page as pdfium
from extractor.read.pdfium.objects import MAX_DEPTH
from tests.read.content_files import content_file, in_forms, with_entries


def read(path: Path) -> tuple[list[str], list[str]]:
    """The texts of the pages that could be read, and what is said of the others."""
    pages = read_pages(path, Options(ocr="never"))
    return [text(page) for page in pages.pages], [failure.error for failure in pages.failures]


def text(page: Page) -> str:
    return "".join(page.characters.text.tolist())


def letters(page: Page) -> Characters:
    return page.characters.take(page.characters.text != " ")


def doubt(path: Path, number: int = 1) -> str:
    """Why pdfium passes a page on."""
    with pdfium.open_file(path) as file, pytest.raises(UnsureError) as caught:
        file.read_page(number)
    return str(caught.value)


def three_pages(path: Path) -> Path:
    canvas = Canvas(str(path), pagesize=(595, 842))
    for number in "123":
        canvas.drawString(80, 700, f"page {number}")
        canvas.showPage()
    canvas.save()
    return path


def test_glyphs_without_a_known_meaning_are_left_to_pdfplumber(tmp_path):
    path = content_file(tmp_path / "a.pdf", b"BT /F1 12 Tf 80 700 Td (Report) Tj /F2 12 Tf <00010002> Tj ET")
    assert "without a known meaning" in doubt(path)
    assert read(path) == (["Report\ufffd\ufffd"], [])


def letter_by_letter(letters: str) -> bytes:
    return b" ".join(b"(%c) Tj 8 0 Td" % ord(letter) for letter in letters)


def test_text_that_pdfium_leaves_out_is_left_to_pdfplumber(tmp_path):
    """pdfium drops text objects without width, as in text squeezed flat under a scan."""
    squeezed = letter_by_letter("So lieu bao cao nam nay")
    path = content_file(tmp_path / "a.pdf", b"BT /F1 12 Tf 80 700 Td (Report) Tj 0 Tz 0 -20 Td " + squeezed + b" ET")
    assert "give no characters" in doubt(path)
    assert read(path) == (["ReportSo lieu bao cao nam nay"], [])


def word_by_word(matrix: bytes) -> bytes:
    """A line of words with blanks, squeezed as in a justified line, each word drawn for itself."""
    words = b" ".join(b"(%s) Tj ( ) Tj" % word for word in [b"bao", b"cao", b"nam"] * 5)
    return b"q " + matrix + b" cm BT /F1 12 Tf -1 Tw 40 400 Td " + words + b" ET Q"


@pytest.mark.parametrize("matrix", [b"1 0 0 1 0 0", b"0 1 -1 0 595 0", b"0 -1 1 0 0 842"], ids=["level", "up", "down"])
def test_the_blanks_of_sideways_text_are_those_that_pdfplumber_reads(tmp_path, matrix):
    path = content_file(tmp_path / "a.pdf", word_by_word(matrix))
    with pdfium.open_file(path) as fast, plumber.open_file(path) as reference:
        read, expected = fast.read_page(1), reference.read_page(1)
    assert text(read).strip() == text(expected).strip()
    assert text(read).split()[:3] == ["bao", "cao", "nam"]
    for side in ("x0", "top", "x1", "bottom"):
        places, wanted = (getattr(letters(page), side) for page in (read, expected))
        assert places == pytest.approx(wanted, abs=0.5)


@pytest.mark.parametrize("matrix", [b"1 0 0 1 0 0", b"0 1 -1 0 595 0", b"0 -1 1 0 0 842"], ids=["level", "up", "down"])
def test_a_hyphen_at_a_line_end_stays_one(tmp_path, matrix):
    """pdfium puts a code of its own in its place, and the advance tells which hyphen it was."""
    lines = b"BT /F1 12 Tf 40 400 Td 14 TL (Ke hoach so 214/KH-) Tj T* (UBND ngay) Tj ET"
    path = content_file(tmp_path / "a.pdf", b"q " + matrix + b" cm " + lines + b" Q")
    (page,) = read_pages(path, Options(ocr="never")).pages
    assert "214/KH-" in text(page)


def test_a_page_upside_down_is_left_to_pdfplumber_which_keeps_the_order_of_words(tmp_path):
    path = content_file(tmp_path / "a.pdf", word_by_word(b"-1 0 0 -1 595 842"))
    assert "upside down" in doubt(path)
    (found,), failures = read(path)
    assert (found.split()[:3], failures) == (["bao", "cao", "nam"], [])


def test_a_crop_box_beside_the_sheet_costs_no_text(tmp_path):
    """To pdfium such a page is without size; viewers show the sheet."""
    path = content_file(tmp_path / "a.pdf", b"BT /F1 12 Tf 80 700 Td (Report) Tj ET")
    beside = with_entries(path, tmp_path / "b.pdf", CropBox=pikepdf.Array([5000, 8000, 6000, 9000]))
    assert "no size" in doubt(beside)
    (page,) = read_pages(beside, Options(ocr="never")).pages
    assert (page.width, page.height) == (595, 842)
    assert text(page) == "Report"


def test_whatever_pdfplumber_raises_of_a_page_is_said_in_words(tmp_path):
    """pdfminer asserts that an octal code is no more than a byte; pdfium takes its lower part."""
    path = content_file(tmp_path / "a.pdf", b"BT /F1 12 Tf 80 700 Td (Report \\444) Tj ET")
    assert read(path) == (["Report $"], [])
    pages = read_pages(path, Options(ocr="never", backend="pdfplumber"))
    assert "octal" in pages.failures[0].error


def test_copies_drawn_to_look_bold_are_no_text_left_out(tmp_path):
    copies = b" ".join(
        b"1 0 0 1 %.1f %d Tm (row %d) Tj" % (80 + 0.2 * copy, 700 - 20 * row, row)
        for row in range(20)
        for copy in range(4)
    )
    path = content_file(tmp_path / "a.pdf", b"BT /F1 12 Tf " + copies + b" ET")
    assert read(path) == (["".join(f"row {row}" for row in range(20))], [])


def test_a_page_that_pdfium_cannot_open_is_left_to_pdfplumber(tmp_path):
    """Junk among the kids of the page tree: pdfium counts it as a page, and the last page is out of its reach."""
    with pikepdf.open(three_pages(tmp_path / "a.pdf")) as pdf:
        pdf.Root.Pages.Kids[1] = pdf.make_indirect(pikepdf.Array([]))
        pdf.Root.Pages.Count = 2
        pdf.save(tmp_path / "b.pdf")
    assert "cannot be opened" in doubt(tmp_path / "b.pdf", 2)
    assert read(tmp_path / "b.pdf") == (["page 1", "page 3"], [])


def of_no_type(path: Path) -> Path:
    """The second of three pages says that it is none; pdfplumber skips it, and so its second page is the third."""
    with pikepdf.open(three_pages(path)) as pdf:
        pdf.pages[1].obj["/Type"] = pikepdf.Name.Nothing
        pdf.save(path.with_name("b.pdf"))
    return path.with_name("b.pdf")


def test_a_page_that_neither_can_read_is_read_from_a_file_of_its_own(tmp_path):
    assert read(of_no_type(tmp_path / "a.pdf")) == (["page 1", "page 2", "page 3"], [])


def test_a_page_that_none_can_read_is_named_and_no_other_page_stands_in_for_it(tmp_path, monkeypatch):
    monkeypatch.setattr("extractor.read.pages.read_anew", lambda damage, number: iter(()))
    texts, errors = read(of_no_type(tmp_path / "a.pdf"))
    assert texts == ["page 1", "page 3"]
    assert errors == [
        "the page cannot be read: the page cannot be opened; by pdfplumber: 2 pages in place of 3",
    ]


def test_a_page_without_characters_is_an_empty_page(tmp_path):
    assert read(content_file(tmp_path / "a.pdf", b"")) == ([""], [])
    assert read(content_file(tmp_path / "b.pdf", b"80 500 300 0.5 re f")) == ([""], [])


def test_a_page_beyond_all_measure_is_refused_and_not_tried_again_by_the_slower_one(tmp_path):
    path = content_file(tmp_path / "a.pdf", b"BT /F1 1 Tf 80 700 Td (deep) Tj ET")
    texts, (error,) = read(in_forms(path, tmp_path / "b.pdf", [1, 0, 0, 1, 0, 0], depth=MAX_DEPTH + 1))
    assert (texts, error) == ([], "the page cannot be read: forms nested without end")


@pytest.mark.parametrize("backend", ["pdfium", "pdfplumber"])
def test_half_a_character_is_an_unknown_letter(tmp_path, backend):
    """A changed byte in a Unicode map leads to one half of a pair of UTF-16, which no text can be written with."""
    meanings = {1: "a", 2: "b"}
    path = content_file(tmp_path / "a.pdf", b"BT /F2 12 Tf 80 700 Td <00010002> Tj ET", meanings=meanings)
    with pikepdf.open(path) as pdf:
        font = pdf.pages[0].Resources.Font.F2
        font.ToUnicode = pdf.make_stream(font.ToUnicode.read_bytes().replace(b"<0062>", b"<dfb0>"))
        pdf.save(tmp_path / "b.pdf")
    (page,) = read_pages(tmp_path / "b.pdf", Options(ocr="never", backend=backend)).pages
    assert not any("\ud800" <= letter <= "\udfff" for letter in text(page))
    assert text(page).startswith("a")
