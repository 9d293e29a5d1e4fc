"""What lies over the picture of a page: boxes around the print, not around the size of its type."""

from __future__ import annotations

from extractor.facsimile.frames import HIGHEST_LINE
from extractor.web.overlay import OFF_PRINT, rectangles

# Two lines of 13 points whose font reaches .46 of a size below the line: their boxes stand 3 points below the print.
UPPER, LOWER = (60.0, 97.0, 500.0, 108.0), (60.0, 113.0, 500.0, 124.0)
BOX = (80.0, 100.5, 160.0, 113.5)


def test_a_box_is_drawn_off_the_print_of_its_line() -> None:
    _, _, _, bottom = UPPER
    high = bottom - UPPER[1] + 2 * OFF_PRINT
    assert f'y="{UPPER[1] - OFF_PRINT:.2f}" width="80.00" height="{high:.2f}"' in rectangles([BOX], [LOWER, UPPER])


def test_tables_and_what_was_recognised_keep_their_boxes() -> None:
    table = (60.0, 90.0, 500.0, 90.0 + HIGHEST_LINE)
    assert 'y="90.00"' in rectangles([table], [UPPER])
    assert 'y="100.50" width="80.00" height="13.00"' in rectangles([BOX], [UPPER], lifted=False)
