"""What lies over the picture of a page: boxes around the print, not around the size of its type."""

from __future__ import annotations

import pytest

from extractor.web.overlay import HIGHEST_LINE, LIFT, OFF_PRINT, around_print, rectangles

# Two lines of 13 points whose font reaches .46 of a size below the line: their boxes stand 3 points below the print.
UPPER, LOWER = (60.0, 97.0, 500.0, 108.0), (60.0, 113.0, 500.0, 124.0)
BOX = (80.0, 100.5, 160.0, 113.5)


def test_a_box_is_as_high_as_the_print_of_its_line() -> None:
    assert around_print(BOX, [LOWER, UPPER]) == (80.0, 97.0 - OFF_PRINT, 160.0, 108.0 + OFF_PRINT)


@pytest.mark.parametrize(
    ("box", "lines"),
    [
        (BOX, []),
        (BOX, [(300.0, 97.0, 500.0, 108.0)]),  # beside it, in another column
        (BOX, [(60.0, 200.0, 500.0, 211.0)]),
        ((100.0, 98.0, 104.0, 106.0), [UPPER]),  # a footnote marker
    ],
)
def test_a_box_without_a_line_of_its_own_is_drawn_a_little_higher(
    box: tuple[float, float, float, float], lines: list[tuple[float, float, float, float]]
) -> None:
    x0, top, x1, bottom = box
    assert around_print(box, lines) == pytest.approx((x0, top - LIFT * (bottom - top), x1, bottom))


def test_tables_and_what_was_recognised_keep_their_boxes() -> None:
    table = (60.0, 90.0, 500.0, 90.0 + HIGHEST_LINE)
    assert 'y="90.00"' in rectangles([table], [UPPER])
    assert 'y="100.50" width="80.00" height="13.00"' in rectangles([BOX], [UPPER], lifted=False)
