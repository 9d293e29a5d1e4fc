"""The row of column numbers in the head of a table: numbers, and formulas that name them."""

from __future__ import annotations

import pytest

from patterns.tables.formulas import Formula, column_number, read_formula


@pytest.mark.parametrize(
    ("printed", "number", "formula"),
    [
        ("A", "A", None),
        ("(1)", "1", None),
        ("3=2/1", "3", "2/1"),
        ("(3) = (2)/(1)", "3", "(2)/(1)"),
        ("9=10+1 1", "9", "10+11"),
        ("5 = (4)/(3) x 100%", "5", "(4)/(3)x100%"),
    ],
)
def test_a_number_of_a_column_and_its_formula(printed: str, number: str, formula: str | None) -> None:
    assert column_number(printed) == (number, formula)


@pytest.mark.parametrize("text", ["MS", "2023", "1.250", "(3) xã", "Tổng số", "", "="])
def test_other_cells_number_no_column(text: str) -> None:
    assert column_number(text) is None


@pytest.mark.parametrize(
    ("formula", "terms"),
    [
        ("4+5", (("4", 1), ("5", 1))),
        ("4+5)", (("4", 1), ("5", 1))),
        ("4+5-6", (("4", 1), ("5", 1), ("6", -1))),
        ("3-(4+5)", (("3", 1), ("4", -1), ("5", -1))),
        ("2+...+5", (("2", 1), ("3", 1), ("4", 1), ("5", 1))),
        ("(7)–(8)", (("7", 1), ("8", -1))),
    ],
)
def test_sums_and_differences(formula: str, terms: tuple[tuple[str, int], ...]) -> None:
    assert read_formula(formula) == Formula(terms=terms)


@pytest.mark.parametrize(
    "formula", ["2/1", "(2)/(1)", "2:1", "2/1*100", "2/1x100%", "[(2)/(1)]x100", "2*100/1", "2/1%"]
)
def test_ratios(formula: str) -> None:
    assert read_formula(formula) == Formula(ratio=("2", "1"))


@pytest.mark.parametrize("formula", ["(2-1)/1", "(2-1)/1*100", "2/1*100-100", "2/1-1"])
def test_rates_of_growth(formula: str) -> None:
    assert read_formula(formula) == Formula(ratio=("2", "1"), grows=True)


@pytest.mark.parametrize("formula", ["3", "5/(3+4)", "2*3", "(3+", "3+3", "2/2", "-3", "2+", "/1", "100", "2;3"])
def test_what_is_no_sum_and_no_ratio_of_two(formula: str) -> None:
    assert read_formula(formula) is None
