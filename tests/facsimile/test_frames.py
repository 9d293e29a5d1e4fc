"""Frames lie around the print, not around the size of its type, and cut-outs end between lines."""

from __future__ import annotations

import pytest

from extractor.facsimile.frames import GAP, HIGHEST_LINE, LIFT, MOST_ADDED, around_print, between_lines

# Two lines of 13 points whose font reaches .46 of a size below the line: their boxes stand 3 points below the print.
UPPER, LOWER = (60.0, 97.0, 500.0, 108.0), (60.0, 113.0, 500.0, 124.0)
BOX = (80.0, 100.5, 160.0, 113.5)


def test_a_box_is_as_high_as_the_print_of_its_line() -> None:
    assert around_print(BOX, [LOWER, UPPER]) == (80.0, 97.0, 160.0, 108.0)
    assert around_print(BOX, [LOWER, UPPER], 2.0) == (80.0, 95.0, 160.0, 110.0)


@pytest.mark.parametrize(
    ("box", "lines"),
    [
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


def test_a_box_on_a_page_whose_lines_run_down_is_as_wide_as_their_print() -> None:
    (x0, top, x1, bottom), lines = BOX, [(line[1], line[0], line[3], line[2]) for line in (UPPER, LOWER)]
    assert around_print((top, x0, bottom, x1), lines) == (97.0, 80.0, 108.0, 160.0)
    level = (300.0, 700.0, 340.0, 713.0)
    assert around_print(level, lines) == level


@pytest.mark.parametrize(("box", "lines"), [(BOX, []), ((60.0, 90.0, 500.0, 90.0 + HIGHEST_LINE), [UPPER])])
def test_boxes_of_scans_and_tables_stay(
    box: tuple[float, float, float, float], lines: list[tuple[float, float, float, float]]
) -> None:
    assert around_print(box, lines) == box


def test_a_cut_out_ends_between_lines() -> None:
    assert between_lines((30.0, 100.0, 560.0, 120.0), [UPPER, LOWER]) == (30.0, 97.0 - GAP, 560.0, 124.0 + GAP)
    assert between_lines((30.0, 90.0, 560.0, 110.0), [UPPER, LOWER]) == (30.0, 90.0, 560.0, 110.0)


def test_a_line_that_the_grown_cut_out_would_cut_is_shown_too() -> None:
    beside = (510.0, 90.0, 540.0, 99.0)
    assert between_lines((30.0, 100.0, 560.0, 110.0), [UPPER, beside])[1] == 90.0 - GAP


def test_what_stands_beside_or_is_high_does_not_widen_a_cut_out() -> None:
    part = (30.0, 100.0, 50.0, 120.0)
    assert between_lines(part, [UPPER, LOWER]) == part
    high = (30.0, 100.0 - MOST_ADDED - 1, 560.0, 120.0 + MOST_ADDED + 1)
    assert between_lines(part, [high]) == part
