import numpy as np
import pytest

from extractor.ruled.lattice import MAX_EDGES, TooManyEdgesError, find_grids
from tests.layout.drawn import body, layout_of
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


def test_a_page_of_crosses_is_refused_in_words():
    places = [(x, y) for x in range(0, 800, 10) for y in range(0, 800, 10)]
    crosses = [edge for x, y in places for edge in ((x, y + 2, x + 4, y + 2), (x + 2, y, x + 2, y + 4))]
    with pytest.raises(TooManyEdgesError, match="ruling lines"):
        find_grids(np.array(crosses, dtype=float))


def test_a_large_sheet_drawn_cell_by_cell_is_a_table():
    xs, ys = range(20, 1220, 25), range(20, 2270, 10)
    sides = [(left, y, left + 25, y) for left in xs[:-1] for y in ys] + [
        (x, top, x, top + 10) for top in ys[:-1] for x in xs
    ]
    boxes = [(x0, y0 + width, x1, y1 + width) for x0, y0, x1, y1 in sides for width in (0, 0.5)]
    (grid,) = find_grids(np.array(boxes, dtype=float))
    assert len(grid.cells) == (len(xs) - 1) * (len(ys) - 1)


def test_what_stands_in_a_table_that_is_not_read_is_no_running_text(tmp_path):
    def draw(sheet):
        sheet.body(80, 3)
        for x in range(70, 540, 8):
            for y in range(150, 800, 8):
                sheet.rule(x, y + 2, x + 4, y + 2)
                sheet.rule(x + 2, y, x + 2, y + 4)
        for at in range(10):
            for column, text in enumerate([f"Xã số {at}", "1.234", "5.678"]):
                sheet.text(80 + 150 * column, 200 + 20 * at, text, 9)

    layout = layout_of(tmp_path, draw)
    assert layout.tables == ()
    assert "ruling lines" in layout.failures[0].error
    assert "1.234" in layout.pages[0].text
    assert "1.234" not in body(layout)
    assert "Ủy ban nhân dân tỉnh đã chỉ đạo" in body(layout)
