"""Periods as people write them."""

from __future__ import annotations

import pytest

from extractor.errors import UsageError
from extractor.query.periods import Span, parse_span, period_name, span_between


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-Y", "2023-01-01", "2023-12-31"),
        ("2024-h1", "2024-01-01", "2024-06-30"),
        ("2024-H2", "2024-07-01", "2024-12-31"),
        ("2024-Q3", "2024-07-01", "2024-09-30"),
        ("2024-9M", "2024-01-01", "2024-09-30"),
        ("2024-M02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2023-06-30", "2023-06-30", "2023-06-30"),
        (" 5/3/2020 ", "2020-03-05", "2020-03-05"),
    ],
)
def test_a_period_is_its_days(written: str, first: str, last: str) -> None:
    assert parse_span(written) == Span(first, last)


@pytest.mark.parametrize("written", ["", "23", "2023-Q5", "2023-13", "2023-02-30", "31/4/2020", "H1 2023", "2023-"])
def test_what_is_no_period_is_refused_with_examples(written: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_span(written)
    assert "2023-H1" in refused.value.next_step


@pytest.mark.parametrize(
    ("kind", "start", "label", "name"),
    [
        ("H1", "2024-01-01", "6 tháng đầu năm 2024", "2024-H1"),
        ("Y", "2023-01-01", "năm 2023", "2023"),
        ("multi", "2021-01-01", "giai đoạn 2021 - 2025", "giai đoạn 2021 - 2025"),
        (None, None, None, ""),
    ],
)
def test_names_of_periods(kind: str | None, start: str | None, label: str | None, name: str) -> None:
    assert period_name(kind, start, label) == name


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(UsageError):
        span_between("2024", "2021")
    assert span_between("2024", "2024-H1") == Span("2024-01-01", "2024-06-30")
