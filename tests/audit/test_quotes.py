"""Columns that the text quotes, and what it prints otherwise than they do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.audit.document import audit
from extractor.audit.grids import grids
from extractor.audit.passages import passages
from extractor.audit.quotes import quoted_columns
from extractor.model.document import Document, Identity, Period
from tests.audit.made import marked, measure, table, verdicts

YEAR = Period(kind="Y", start="2024-01-01", end="2024-12-31", label="năm 2024")
COLUMNS = (
    measure("Kế hoạch năm 2024", "ha", scenario="plan", period_start="2024-01-01", period_end="2024-12-31"),
    measure("Thực hiện năm 2024", "ha", scenario="actual", period_start="2024-01-01", period_end="2024-12-31"),
    measure("Thực hiện năm 2023", "ha", scenario="actual", period_start="2023-01-01", period_end="2023-12-31"),
)
ROWS = (
    ("Đất khu công nghiệp", "224,80", "177,61", "104,20"),
    ("Đất giao thông", "70,55", "60,90", "58,30"),
    ("Đất ở đô thị", "72,90", "63,78", "51,14"),
)


def read(text: str) -> Document:
    """A document of a year with a sentence beside the table."""
    document = table(COLUMNS, *ROWS)
    figures = [*document.figures, *marked(text)]
    return replace(document, figures=tuple(figures), identity=Identity(period=YEAR))


def quoted(document: Document) -> list[str | None]:
    return [form.head for form in quoted_columns(tuple(grids(document)), passages(document), YEAR)]


def test_two_numbers_of_a_column_under_words_of_their_rows_quote_it() -> None:
    assert quoted(read("Đất khu công nghiệp [177,61|ha]; đất giao thông [60,90|ha].")) == ["Thực hiện năm 2024"]
    assert quoted(read("Đất khu công nghiệp [177,61|ha]; đất giao thông [61,90|ha].")) == []
    assert quoted(read("Đường sắt [177,61|ha]; cảng biển [60,90|ha].")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Đất khu công nghiệp [224,80|ha]; đất giao thông [70,55|ha].",
        "Đất khu công nghiệp [104,20|ha]; đất giao thông [58,30|ha].",
    ],
    ids=["plan", "the year before"],
)
def test_plans_and_other_years_are_no_outcome_of_the_report(text: str) -> None:
    assert quoted(read(text)) == []


def test_a_slip_beside_quoted_numbers_is_an_error() -> None:
    text = "Đất khu công nghiệp [177,61|ha]; đất giao thông [60,90|ha]; đất ở đô thị [{}|ha]."
    assert verdicts([each for each in audit(read(text.format("73,78"))) if not each.holds]) == [
        ("agreement", False, 63.78, 73.78)
    ]
    assert [each for each in audit(read(text.format("63,78"))) if not each.holds] == []


def test_a_plan_of_the_text_is_not_held_against_the_outcome() -> None:
    text = "Đất khu công nghiệp [177,61|ha]; đất giao thông [60,90|ha]; đất ở đô thị [73,78|ha|scenario=plan]."
    assert [each for each in audit(read(text)) if not each.holds] == []
