"""Which times others make up: quarters of their months, a year of quarters, wherever they stand."""

from __future__ import annotations

from extractor.audit.spans import Span, made_up

MONTHS: tuple[Span, ...] = (("2023-01-01", "2023-01-31"), ("2023-02-01", "2023-02-28"), ("2023-03-01", "2023-03-31"))
FIRST: Span = ("2023-01-01", "2023-03-31")
REST: Span = ("2023-04-01", "2023-12-31")
YEAR: Span = ("2023-01-01", "2023-12-31")


def test_a_quarter_is_made_of_its_months_before_and_behind_it() -> None:
    before = dict(enumerate((*MONTHS, FIRST)))
    behind = dict(enumerate((FIRST, *MONTHS)))
    assert list(made_up(3, before)) == [[0, 1, 2]]
    assert list(made_up(0, behind)) == [[1, 2, 3]]
    assert list(made_up(1, before)) == []


def test_a_year_is_made_of_long_spans_and_of_short_ones() -> None:
    spans = dict(enumerate((*MONTHS, FIRST, REST, YEAR)))
    assert list(made_up(5, spans)) == [[3, 4], [0, 1, 2, 4]]


def test_of_two_blocks_each_quarter_has_the_months_beside_it() -> None:
    spans = dict(enumerate((*MONTHS, FIRST, *MONTHS, FIRST)))
    assert [0, 1, 2] in made_up(3, spans)
    assert [4, 5, 6] in made_up(7, spans) and [0, 1, 2] not in made_up(7, spans)


def test_a_day_that_is_left_out_makes_no_sum() -> None:
    spans = dict(enumerate((MONTHS[0], MONTHS[2], FIRST)))
    assert list(made_up(2, spans)) == []
