"""Cells among ruling lines, held against the finder of pdfplumber, which is the field's reference."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pdfplumber import table as plumber_table

from extractor.errors import UnreadableFileError
from extractor.options import Options
from extractor.read.pages import read_pages
from extractor.ruled.lattice import TOLERANCE, cell_groups
from tests.layout.printed import ruled

CORPUS = Path(__file__).parents[2] / "corpus" / "reports"


def edge(x0: float, top: float, x1: float, bottom: float) -> dict[str, object]:
    """An edge as pdfplumber's finder takes it."""
    box = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return box | {"orientation": "v" if x1 - x0 < bottom - top else "h", "object_type": "line"}


def found_by_pdfplumber(edges: np.ndarray) -> set[frozenset[tuple[float, ...]]]:
    """The groups of two and more cells; edges are rounded before they cross, as equal ones must be equal floats."""
    merged = plumber_table.merge_edges([edge(*row) for row in edges.tolist()], *[TOLERANCE] * 4)
    rounded = [each | {name: round(each[name], 2) for name in ("x0", "x1", "top", "bottom")} for each in merged]
    cells = plumber_table.intersections_to_cells(plumber_table.edges_to_intersections(rounded, TOLERANCE, TOLERANCE))
    return {frozenset(group) for group in plumber_table.cells_to_tables(cells)}


def found(edges: np.ndarray) -> set[frozenset[tuple[float, ...]]]:
    return {frozenset(group) for group in cell_groups(edges) if len(group) > 1}


def boxes(rows: Iterable[tuple[float, float, float, float]]) -> np.ndarray:
    return np.array(list(rows), dtype=float).reshape(-1, 4)


@st.composite
def forms(draw: st.DrawFn) -> np.ndarray:
    """Ruled tables as word processors draw them: each cell by its sides, some merged, places a hair apart."""
    columns = draw(st.lists(st.integers(0, 40), min_size=2, max_size=6, unique=True))
    rows = draw(st.lists(st.integers(0, 60), min_size=2, max_size=7, unique=True))
    xs, ys = [80.0 + 11 * x for x in sorted(columns)], [90.0 + 11 * y for y in sorted(rows)]
    sides = [(xs[x], y, xs[x + 1], y) for y in ys for x in range(len(xs) - 1)]
    sides += [(x, ys[y], x, ys[y + 1]) for x in xs for y in range(len(ys) - 1)]
    left_out = draw(st.sets(st.integers(0, len(sides) - 1), max_size=len(sides) // 3))
    hair = st.sampled_from((0.0, 0.0, 0.12, 0.48, -0.24, 1.5))
    drawn = []
    for at, (x0, top, x1, bottom) in enumerate(sides):
        if at not in left_out:
            dx, dy = draw(hair), draw(hair)
            drawn.append((x0 + dx, top + dy, x1 + dx, bottom + dy))
    return boxes(drawn)


lines = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(1, 30), st.booleans())


@settings(max_examples=200)
@given(forms())
def test_tables_drawn_cell_by_cell_are_those_of_pdfplumber(edges):
    assert found(edges) == found_by_pdfplumber(edges)


@settings(max_examples=200)
@given(st.lists(lines, max_size=40))
@example([(0, 0, 9, False), (0, 4, 9, False), (0, 0, 4, True), (9, 0, 4, True), (3, 1, 2, True)])
def test_lines_at_random_cross_as_in_pdfplumber(drawn):
    rows = ((7.3 * x, 5.9 * y, 7.3 * (x if up else x + far), 5.9 * (y + far if up else y)) for x, y, far, up in drawn)
    edges = boxes(rows)
    assert found(edges) == found_by_pdfplumber(edges)


def test_two_tables_that_share_no_corner_are_two_groups():
    edges = boxes([*ruled([80, 200, 300], [100, 120, 140]), *ruled([80, 200, 300], [500, 520, 540])])
    assert sorted(len(group) for group in cell_groups(edges)) == [4, 4]


def test_rules_of_one_direction_enclose_nothing():
    assert cell_groups(boxes([(80, y, 300, y) for y in (100, 120, 140)])) == []
    assert cell_groups(boxes([])) == []


def assert_like_pdfplumber(paths: Iterable[Path]) -> None:
    compared = 0
    for path in paths:
        try:
            pages = read_pages(path, Options(ocr="never")).pages
        except UnreadableFileError:
            continue
        for page in pages:
            compared += len(page.edges) > 0
            assert found(page.edges) == found_by_pdfplumber(page.edges), f"{path.name}, page {page.number}"
    assert compared > 5


def test_the_sample_reports_have_the_tables_of_pdfplumber():
    assert_like_pdfplumber(sorted(CORPUS.glob("*.pdf")))


@pytest.mark.parametrize("kind", ["seed", "simulated", "real"])
def test_the_reference_reports_have_the_tables_of_pdfplumber(gold_folder, kind):
    assert_like_pdfplumber(sorted((gold_folder / kind).glob("*.pdf")))
