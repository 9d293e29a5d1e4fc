"""What is cut out of a page for a fact: its lines, the row of a table, the head over it."""

from __future__ import annotations

from dataclasses import replace

from extractor.export.evidence.cutting import AROUND, NEAR_HEAD, OFF, cuttings
from extractor.export.evidence.sheet import HEAD, PLACE
from extractor.query.facts import Box, Cell, Fact, Source

SIZES = {("d", 1): (595.0, 842.0), ("d", 2): (595.0, 842.0)}
SOURCE = Source(
    id="d", sha256="0" * 64, file_name="a.pdf", path="a.pdf", names=("a.pdf",), page_count=2, doc_type=None,
    identifier=None, issuer=None, place=None, issued_on=None, title=None, period_kind=None, period_start=None,
    period_end=None, period_label=None, text_layer="digital", extractor_version="1",
)  # fmt: skip
ROW: Box = (1, 80.0, 400.0, 540.0, 420.0)
CELL = Cell(
    table_id="d-t1", table_label="Biểu 1", table_title=None, table_boxes=((1, 80.0, 100.0, 540.0, 700.0),),
    first_row=(1, 80.0, 140.0, 540.0, 160.0), stt="7", row_label="Số hồ sơ", row_boxes=(ROW,), cells=(), head="Số liệu",
)  # fmt: skip


def fact(*boxes: Box, kind: str = "figures", cell: Cell | None = None) -> Fact:
    return Fact(
        id="d-f1", kind=kind, document=SOURCE, page=boxes[0][0] if boxes else None, page_end=1, raw="12", boxes=boxes,
        location="body", sentence=None, footnote=None, cell=cell, about=None, method=None, confidence=None, columns={},
    )  # fmt: skip


def test_lines_around_a_fact_are_shown_from_margin_to_margin() -> None:
    (found,) = cuttings(fact((1, 200.0, 300.0, 240.0, 313.0)), SIZES)
    assert found.box == (1, OFF, 300 - AROUND, 595 - OFF, 313 + AROUND)
    assert found.marks == ((1, 200.0, 300.0, 240.0, 313.0),)


def test_what_stands_in_the_margin_is_not_cut_off() -> None:
    (found,) = cuttings(fact((1, 4.0, 2.0, 240.0, 14.0)), SIZES)
    assert found.box[1] <= 4.0 and found.box[2] == 0.0


def test_a_fact_that_runs_over_a_page_end_has_a_cut_out_of_each_page() -> None:
    found = cuttings(fact((1, 80.0, 800.0, 500.0, 813.0), (2, 80.0, 60.0, 300.0, 73.0)), SIZES)
    assert [each.box[0] for each in found] == [1, 2]
    assert [len(each.marks) for each in found] == [1, 1]
    assert found[0].box[4] == 842.0


def test_a_cell_is_shown_in_its_row_under_the_head_of_its_table() -> None:
    head, row = cuttings(fact((1, 400.0, 404.0, 420.0, 414.0), cell=CELL), SIZES)
    assert (head.shows, row.shows) == (HEAD, PLACE)
    assert head.box[2] < 100.0 and head.box[4] == 140.0  # the caption over it, and no row
    assert row.box[2] <= ROW[2] and ROW[4] <= row.box[4] < ROW[4] + 20
    assert head.marks == () and len(row.marks) == 1


def test_a_row_near_the_head_is_one_cut_out_with_it() -> None:
    near = (1, 80.0, 140.0 + NEAR_HEAD - 10, 540.0, 240.0)
    found = cuttings(fact(near, cell=replace(CELL, row_boxes=(near,))), SIZES)
    assert len(found) == 1
    assert found[0].box[2] < 100.0 and found[0].box[4] >= 240.0


def test_a_row_on_the_next_page_has_the_head_from_the_page_before() -> None:
    row: Box = (2, 80.0, 60.0, 540.0, 80.0)
    of_two = replace(CELL, row_boxes=(row,), table_boxes=(*CELL.table_boxes, (2, 80.0, 60.0, 540.0, 300.0)))
    head, place = cuttings(fact((2, 400.0, 64.0, 420.0, 74.0), cell=of_two), SIZES)
    assert (head.box[0], place.box[0]) == (1, 2)


def test_a_table_without_a_head_shows_the_row_alone() -> None:
    bare = replace(CELL, first_row=(1, 80.0, 100.0, 540.0, 120.0))
    (found,) = cuttings(fact((1, 400.0, 404.0, 420.0, 414.0), cell=bare), SIZES)
    assert found.shows == PLACE
    (found,) = cuttings(fact((1, 400.0, 404.0, 420.0, 414.0), cell=replace(CELL, first_row=None)), SIZES)
    assert found.shows == PLACE


def test_a_whole_table_is_shown_without_a_mark() -> None:
    (found,) = cuttings(fact((1, 80.0, 100.0, 540.0, 700.0), kind="tables"), SIZES)
    assert found.marks == () and found.box[4] == 700.0


def test_a_fact_without_a_place_has_no_cut_out() -> None:
    assert cuttings(fact(), SIZES) == ()


def test_a_high_row_is_shown_whole() -> None:
    row: Box = (1, 80.0, 160.0, 540.0, 790.0)
    (found,) = cuttings(fact(row, kind="table_rows", cell=replace(CELL, row_boxes=(row,), first_row=None)), SIZES)
    assert found.box[2] <= row[2] and found.box[4] >= row[4]
