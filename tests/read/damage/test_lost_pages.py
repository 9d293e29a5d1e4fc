"""Pages that a damaged file has lost, and files that are whole for all that is wrong with them."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name

from extractor.read.damage.page import MAX_COUNT, Inspector
from tests.hostile.files import from_objects
from tests.read.damage.mutants import letters, pages, read, said, without_object

WHOLE = pages()


def without_catalog(source: bytes) -> bytes:
    """The table of objects and the trailer are noise: pdfium finds no catalog, and qpdf looks for it."""
    at = source.rindex(b"xref\n0 ")
    return source[:at] + source[at:].replace(b"/Root", b"/Ro\xfft").replace(b"0000000", b"00\xff0000")


@pytest.mark.parametrize(
    "change",
    [
        lambda source: b"\x00\x01 sent by a server\r\n" + source,
        lambda source: re.sub(rb"startxref\n\d+", b"startxref\n17", source),
        lambda source: source + b"\r\n\r\n" + bytes(40),
    ],
    ids=["bytes before the header", "a wrong place of the table", "bytes behind the end"],
)
def test_a_file_that_has_lost_nothing_is_not_said_to_be_damaged(tmp_path: Path, change) -> None:
    found = read(tmp_path / "a.pdf", change(WHOLE))
    assert said(found) == []
    assert letters(found) == letters(read(tmp_path / "b.pdf", WHOLE))


def test_a_file_that_opens_only_repaired_says_so(tmp_path: Path) -> None:
    found = read(tmp_path / "a.pdf", without_catalog(WHOLE))
    assert said(found) == [(None, "the file is damaged and was repaired: all 3 pages are left")]
    assert letters(found) == letters(read(tmp_path / "b.pdf", WHOLE))


def test_a_repaired_file_with_fewer_pages_than_it_names_says_how_many(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(WHOLE)) as pdf:
        (number, _) = pdf.pages[1].objgen
    found = read(tmp_path / "a.pdf", without_catalog(without_object(WHOLE, number)))
    assert (None, "the file is damaged and was repaired: 2 of 3 pages are left") in said(found)


def test_a_file_with_fewer_pages_than_its_page_tree_holds_says_how_many(tmp_path: Path) -> None:
    found = read(tmp_path / "a.pdf", re.sub(rb"/Count 3", b"/Count 1", WHOLE))
    assert [page.number for page in found.pages] == [1]
    assert said(found) == [(None, "the file is damaged: 1 of 3 pages are left")]


def test_a_number_of_pages_that_no_file_has_is_no_number_of_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(WHOLE)
    with pikepdf.open(path) as pdf:
        for number, named in ((3, 3), (MAX_COUNT - 1, MAX_COUNT - 1), (MAX_COUNT, 0), (-1, 0)):
            pdf.Root.Pages.Count = number
            assert Inspector(pdf).pages_named == named
        pdf.Root.Pages.Count = Name.Three
        assert Inspector(pdf).pages_named == 0
    assert 10_000 < MAX_COUNT < 40_000


def test_an_object_that_qpdf_reads_as_none_is_damage_of_the_page_that_needs_it(tmp_path: Path) -> None:
    """pdfium gives the first page without a word; the second needs other objects."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 7 0 R >> >> /Contents %s >>"
    content = b"BT /F 12 Tf 72 700 Td (bao cao cai cach hanh chinh nam 2024) Tj ET"
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    tree = b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>"
    source = from_objects(
        b"<< /Type /Catalog /Pages 2 0 R >>", tree, page % b"5 0 P", page % b"6 0 R", stream, stream, font
    )
    found = read(tmp_path / "a.pdf", source)
    assert said(found) == [(1, "nothing is left of the page: content of it is missing")]
    assert letters(found)[2] > 0
