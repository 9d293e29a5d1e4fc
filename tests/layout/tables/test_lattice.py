import numpy as np
import pytest

from extractor.layout.tables.lattice import MAX_EDGES, TooManyEdgesError, find_grids
from tests.layout.printed import ruled


def edges(*lists):
    return np.array([edge for each in lists for edge in each], dtype=float).reshape(-1, 4)


def test_a_full_grid_has_a_cell_for_each_crossing():
    grid = find_grids(edges(ruled([80, 120, 300, 500], [100, 120, 150])))[0]
    assert (len(grid.xs), len(grid.ys), len(grid.cells)) == (4, 3, 6)
    assert [(cell.row, cell.column) for cell in grid.cells] == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]


def test_a_merged_cell_spans_rows_and_columns():
    lines = [(80, y, 300, y) for y in (100, 120, 140)] + [(x, 100, x, 140) for x in (80, 300, 400)]
    lines += [(300, 100, 400, 100), (300, 140, 400, 140), (190, 120, 190, 140)]
    cells = {(cell.row, cell.column): (cell.row_end, cell.column_end) for cell in find_grids(edges(lines))[0].cells}
    assert cells == {(0, 0): (1, 2), (0, 2): (2, 3), (1, 0): (2, 1), (1, 1): (2, 2)}


def test_edges_that_differ_by_a_hair_are_one():
    lines = [*ruled([80, 200, 300], [100, 120, 140]), (80.4, 120.7, 300.2, 120.7)]
    assert len(find_grids(edges(lines))[0].cells) == 4


def test_a_frame_around_text_is_no_table():
    assert find_grids(edges(ruled([80, 500], [100, 700]))) == []
    assert find_grids(edges(ruled([80, 500], [100, 200, 300, 400]))) == []
    assert find_grids(edges(ruled([80, 300, 500], [100, 200]))) == []


def test_a_single_row_of_several_cells_is_the_rest_of_a_table():
    assert len(find_grids(edges(ruled([80, 120, 300, 500], [50, 75])))[0].cells) == 3


def test_two_tables_on_a_page_come_from_top_to_bottom():
    grids = find_grids(edges(ruled([80, 200, 300], [500, 520, 540]), ruled([80, 200, 300], [100, 120, 140])))
    assert [grid.top for grid in grids] == [100, 500]


def test_a_page_of_hatching_is_refused_in_words():
    with pytest.raises(TooManyEdgesError, match="ruling lines"):
        find_grids(np.zeros((MAX_EDGES + 1, 4)))
