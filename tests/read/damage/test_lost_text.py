"""Text that the content of a page draws and its reader does not find."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array

from extractor.model.pages import Page
from extractor.options import Options
from extractor.read.damage.file import ENOUGH_OF_PICTURE, FOUND, MIN_DRAWN, Doubt
from extractor.read.damage.rescue import best_reading
from extractor.read.pages import read_pages
from tests.read.content_files import content_file
from tests.read.damage.mutants import as_it_is, letters, pages, read, said, with_content

WHOLE = pages()


def test_a_whole_paper_has_no_failure(tmp_path: Path) -> None:
    found = read(tmp_path / "a.pdf", WHOLE)
    assert said(found) == []
    assert min(letters(found).values()) > 300


def test_a_changed_byte_of_deflated_content_is_named_though_all_letters_are_there(tmp_path: Path) -> None:
    whole = letters(read(tmp_path / "a.pdf", WHOLE))
    found = read(tmp_path / "b.pdf", with_content(WHOLE, 2, lambda code: code[:-1] + bytes([code[-1] ^ 1])))
    assert letters(found) == whole
    assert said(found) == [(2, "parts of the page may be missing or wrong: its content is damaged")]


def test_content_that_lacks_nothing_but_its_sum_is_whole(tmp_path: Path) -> None:
    assert said(read(tmp_path / "a.pdf", with_content(WHOLE, 2, lambda code: code[:-4]))) == []


def test_content_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = letters(read(tmp_path / "a.pdf", WHOLE))
    found = read(tmp_path / "b.pdf", with_content(WHOLE, 2, lambda code: code[: -len(code) // 8]))
    assert {number for number in whole if letters(found)[number] != whole[number]} == {2}
    assert letters(found)[2] > 0
    ((number, error),) = said(found)
    assert number == 2
    assert "its content is damaged" in error


def test_a_number_that_no_decoder_takes_costs_no_text_and_hides_no_other_page(tmp_path: Path) -> None:
    """qpdf raises no error of its own for a negative number of columns, and pdfium leaves the page blank."""
    odd = pikepdf.Dictionary(Predictor=12, Columns=-5)
    once = with_content(WHOLE, 2, lambda code: code, DecodeParms=odd)
    found = read(tmp_path / "a.pdf", with_content(once, 3, lambda code: code[: len(code) // 2]))
    assert letters(found)[2] == letters(read(tmp_path / "b.pdf", WHOLE))[2]
    assert [number for number, _ in said(found)] == [2, 3]


def test_content_that_is_not_there_is_named(tmp_path: Path) -> None:
    def lose(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = 51
        pdf.pages[1].Contents = Array([pdf.pages[1].Contents, 51])
        del pdf.pages[2].Contents

    found = read(tmp_path / "a.pdf", as_it_is(WHOLE, lose))
    missing = "content of it is missing"
    assert said(found) == [
        (1, f"nothing is left of the page: {missing}"),
        (2, f"parts of the page may be missing or wrong: {missing}"),
        (3, f"nothing is left of the page: {missing}"),
    ]


def test_a_page_that_draws_nothing_is_blank_and_no_failure(tmp_path: Path) -> None:
    def blank(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].Contents = pdf.make_stream(b"q Q BT ( ) Tj ET")
        pdf.add_blank_page()

    found = read(tmp_path / "a.pdf", as_it_is(WHOLE, blank))
    assert said(found) == []
    assert letters(found)[4] == 0


def test_a_font_that_is_missing_is_named(tmp_path: Path) -> None:
    def lose(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary())

    found = read(tmp_path / "a.pdf", as_it_is(WHOLE, lose))
    assert (2, "a font of it is missing") in [(number, error.split(": ")[1]) for number, error in said(found)]
    assert {number for number, _ in said(found)} == {2}


def test_what_pdfium_reads_counts_where_the_other_reader_finds_a_tenth(tmp_path: Path) -> None:
    """pdfium does not know a glyph of one font; pdfminer gives up the line after a matrix that is none."""
    line = b" ".join(b"(%d ban) Tj" % number for number in range(100, 140))
    path = content_file(tmp_path / "a.pdf", b"BT /F1 12 Tf x 0 0 1 80 700 Tm " + line + b" /F2 12 Tf <0001> Tj ET")
    found = read_pages(path, Options(ocr="never"))
    assert letters(found)[1] >= 40 * len("100ban")


def test_text_drawn_twice_to_look_bold_is_no_text_lost(tmp_path: Path) -> None:
    """pdfium leaves the copies out, and pdfminer finds them where letters stand already."""
    rows = b" ".join(
        b"1 0 0 1 %.1f %d Tm (dong so %d) Tj" % (80 + 0.2 * copy, 700 - 20 * row, row)
        for row in range(20)
        for copy in range(4)
    )
    found = read_pages(content_file(tmp_path / "a.pdf", b"BT /F1 12 Tf " + rows + b" ET"), Options(ocr="never"))
    assert said(found) == []


@pytest.mark.parametrize(("share", "is_doubted"), [(FOUND - 0.1, True), (FOUND + 0.04, False)])
def test_three_quarters_of_what_is_drawn_are_enough(tmp_path: Path, share: float, is_doubted: bool) -> None:
    (page, *_) = read(tmp_path / "a.pdf", WHOLE).pages
    assert Doubt(len(page.characters) / share).lacks_text(page) == is_doubted


def test_a_few_blanks_that_no_reader_finds_are_nothing_lost(tmp_path: Path) -> None:
    path = content_file(tmp_path / "a.pdf", b"BT /F1 12 Tf 0 Tz 80 700 Td ( ) Tj ( ) Tj ( ) Tj ( ) Tj ( ) Tj ( ) Tj ET")
    found = read_pages(path, Options(ocr="never"))
    assert said(found) == []
    blank = found.pages[0]
    assert not Doubt(MIN_DRAWN - 1).lacks_text(blank)
    assert Doubt(MIN_DRAWN).lacks_text(blank)
    assert 10 < MIN_DRAWN < 40


def part(page: Page, share: float) -> Page:
    """The page with this share of its glyphs."""
    return replace(page, characters=page.characters.take(slice(int(share * len(page.characters)))))


@pytest.mark.parametrize(("share", "is_taken"), [(0.45, False), (0.65, True)])
def test_the_reader_that_finds_clearly_more_counts(tmp_path: Path, share: float, is_taken: bool) -> None:
    """Two readers of half a page differ by a letter here and there."""
    (page, *_) = read(tmp_path / "a.pdf", WHOLE).pages
    doubt = Doubt(len(page.characters))
    best, left = best_reading(part(page, 0.4), doubt, [part(page, share)])
    assert len(best.characters) == int((share if is_taken else 0.4) * len(page.characters))
    assert left == doubt
    assert best_reading(part(page, 0.4), doubt, [page]) == (page, None)


@pytest.mark.parametrize(("share", "said_first"), [(0.4, "only a part is left"), (0.6, "parts of the page may be")])
def test_ocr_that_finds_most_of_a_page_but_its_blanks_has_read_it(
    tmp_path: Path, share: float, said_first: str
) -> None:
    (page, *_) = read(tmp_path / "a.pdf", WHOLE).pages
    recognised = replace(part(page, share), text_layer="ocr")
    failure = Doubt(len(page.characters), ("its content is damaged",)).failure(recognised)
    assert failure.error.startswith(said_first)
    assert 0.4 < ENOUGH_OF_PICTURE < 0.6
