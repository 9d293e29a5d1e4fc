"""Content that is not made of operators and operands: a reader stops there, or swallows what follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from extractor.model.pages import Pages
from extractor.options import Options
from extractor.read.damage.drawn import Part
from extractor.read.damage.grammar import DEEPEST, is_content, mended
from extractor.read.damage.page import Inspector
from extractor.read.pages import read_pages
from tests.benchmarks.costs import costs_at_most, seconds
from tests.read.content_files import content_file

LINES = 30
TEXT = b"".join(b"q BT /F1 10 Tf 1 0 0 1 50 %d Tm (So lieu cua tinh) Tj ET Q\n" % (800 - 20 * n) for n in range(LINES))
MIDDLE = len(TEXT) // 2 // len(TEXT.split(b"\n")[0]) * len(TEXT.split(b"\n")[0])
LETTERS = 13


def read(path: Path) -> Pages:
    return read_pages(path, Options(ocr="never"))


def letters(found: Pages) -> int:
    return sum(map(str.isalpha, "".join(found.pages[0].characters.text.tolist())))


@pytest.mark.parametrize(
    "content",
    [
        TEXT,
        b"",
        b"(a (b) \\) c (d (e) f)) Tj",
        b"/F1+0 12 Tf [(a)-2.5<00 4A>.5] TJ T* % (remark BT\n0 0 m 1 1 l b*",
        b"/Span <</ActualText <feff0041> /E (BT)>> BDC BT (a) ' ET EMC",
        b"q BI /W 2 /H 2 /BPC 8 /CS /G ID \x80(\xff\x00 EI Q",
        b"q BI /W 80 /H 80 /BPC 8 /CS /G ID " + b"\x80(BT<\xff[" * 914 + b" EI Q BT ET",
    ],
)
def test_what_honest_content_holds_is_content(content: bytes) -> None:
    assert is_content(content)


@pytest.mark.parametrize(
    "content",
    [
        TEXT[:-30],
        TEXT + b"BT (a",
        TEXT.replace(b"BT", b"BI", 1),
        TEXT.replace(b"Tj", b"Tx", 1),
        TEXT.replace(b"/F1", b"<F1", 1),
        TEXT.replace(b"1 0 0", b"1 \x80 0", 1),
        TEXT.replace(b"(", b" ", 1),
        TEXT.replace(b") Tj", b" Tj", 1),
        TEXT.replace(b"ET", b"", 1),
    ],
)
def test_what_no_program_writes_is_none(content: bytes) -> None:
    assert not is_content(content)


@pytest.mark.parametrize(("depth", "told"), [(DEEPEST, True), (DEEPEST + 1, False)])
def test_strings_hold_brackets_a_few_deep(depth: int, told: bool) -> None:
    assert is_content(b"(a " * (depth + 1) + b")" * (depth + 1) + b" Tj") == told


@pytest.mark.parametrize("piece", [b"\\(", b"(", b"(a", b"(\\(", b"((a)", b"BI ", b"BI ID ", b"<0", b"/a 1 "])
@pytest.mark.parametrize(
    "reader",
    [
        is_content,
        mended,
        lambda content: Part(content, {}).roughly,
        lambda content: Part(content, {}).glyphs,
        lambda content: Part(content, {}).fonts_chosen(),
    ],
    ids=["is content", "mended", "roughly", "glyphs", "fonts"],
)
def test_content_costs_its_length_whatever_it_repeats(reader: Callable[[bytes], object], piece: bytes) -> None:
    def of_length(count: int) -> Callable[[], object]:
        return lambda: reader(b"(" + piece * count)

    assert seconds(of_length(8_000)) < 0.02 or costs_at_most(9.0, of_length(8_000), of_length(2_000))


def test_what_is_mended_can_be_read_to_its_end() -> None:
    assert is_content(mended(TEXT.replace(b"1 0 0 1 50 700 Tm", b"BI \x80 Tx <", 1)[:-8]))
    assert mended(TEXT) == TEXT


@pytest.mark.parametrize("broken", [b"BI ", b"BI /W 9 "])
def test_a_picture_without_an_end_swallows_no_text(tmp_path: Path, broken: bytes) -> None:
    """pdfium and poppler look for its end up to that of the page."""
    found = read(content_file(tmp_path / "a.pdf", TEXT[:MIDDLE].rsplit(b"\n", 1)[0] + b"\n" + broken + b"\n" + TEXT))
    assert letters(found) >= 0.9 * LETTERS * LINES
    assert [(each.page, each.error) for each in found.failures] == [
        (1, "parts of the page may be missing or wrong: its content is damaged")
    ]


def test_content_that_ends_within_a_text_is_named(tmp_path: Path) -> None:
    found = read(content_file(tmp_path / "a.pdf", TEXT[: MIDDLE - 9]))
    assert 0 < letters(found) < 0.6 * LETTERS * LINES
    assert [each.page for each in found.failures] == [1]


@pytest.mark.parametrize("subtype", [None, "/Nothing"])
def test_a_drawn_object_that_is_neither_form_nor_picture_is_missing(tmp_path: Path, subtype: str | None) -> None:
    path = content_file(tmp_path / "a.pdf", b"/X Do")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        form = pdf.make_stream(TEXT, BBox=Array([0, 0, 595, 842]), Resources=pdf.pages[0]["/Resources"])
        if subtype:
            form["/Subtype"] = Name(subtype)
        pdf.pages[0]["/Resources"] = Dictionary(XObject=Dictionary(X=form))
        pdf.save(path)
    (failure,) = read(path).failures
    assert failure.page == 1
    assert "content of it is missing" in failure.error


@pytest.mark.parametrize(("drawn", "count"), [(TEXT, 1), (b"0 0 m 9 9 l S", 0)])
def test_text_that_a_pattern_shows_is_not_lost_without_a_word(tmp_path: Path, drawn: bytes, count: int) -> None:
    """No reader looks for text in what a surface is tiled with; hatchings have none."""
    path = content_file(tmp_path / "a.pdf", b"/Pattern cs /P scn 0 0 595 842 re f")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        tile = pdf.make_stream(drawn, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, XStep=595, YStep=842)
        tile["/BBox"], tile["/Resources"] = Array([0, 0, 595, 842]), page["/Resources"]
        page["/Resources"] = Dictionary(Pattern=Dictionary(P=tile))
        pdf.save(path)
    assert [each.page for each in read(path).failures] == [1] * count


def test_a_form_that_forms_draw_many_times_is_counted_as_often_and_looked_at_once() -> None:
    with pikepdf.new() as pdf:
        form = pdf.make_stream(b"BT (a) Tj ET", Subtype=Name.Form)
        for _ in range(9):
            objects = Dictionary(XObject=Dictionary(X=form))
            form = pdf.make_indirect(pdf.make_stream(b"/X Do " * 10, Subtype=Name.Form, Resources=objects))
        page = pdf.add_blank_page()
        page.obj.Resources = Dictionary(XObject=Dictionary(X=form))
        page.obj.Contents = pdf.make_stream(b"/X Do")
        found = Inspector(pdf).inspect(1)
        assert (found.part.roughly, found.part.glyphs, found.faults) == (10**9, 10**9, [])


def test_a_form_that_draws_itself_ends() -> None:
    with pikepdf.new() as pdf:
        form = pdf.make_indirect(pdf.make_stream(b"BT (ab) Tj ET " + b"/X Do " * 30, Subtype=Name.Form))
        form.Resources = Dictionary(XObject=Dictionary(X=form))
        page = pdf.add_blank_page()
        page.obj.Resources = Dictionary(XObject=Dictionary(X=form))
        page.obj.Contents = pdf.make_stream(b"/X Do")
        assert Inspector(pdf).inspect(1).part.glyphs == 2
