"""What the text of a cell is by its form."""

import pytest

from extractor.layout.tables.cell_forms import are_counted, is_column_number, is_number, is_row_number, is_value


@pytest.mark.parametrize("text", ["7", "1.250", "12,5%", "12,5 %", "0,3‰", "-3", "–3", "+4,1", "1 250 000"])
def test_numbers(text):
    assert is_number(text) and is_value(text)


@pytest.mark.parametrize("text", ["", "x", "-", "12 xã", "%", "II", "1.2a", "2023-2024", "01/6"])
def test_other_texts(text):
    assert not is_number(text)
    assert is_value(text) is (text == "-")


@pytest.mark.parametrize("text", ["1", "12.", "1.2", "1.2.3.", "II", "IV.", "I.2", "A", "Đ.", "a", "b)", "đ)"])
def test_row_numbers(text):
    assert is_row_number(text)


@pytest.mark.parametrize("text", ["", "-", "1.250,5", "Xã", "ab", "2024", "(1)", "a.b"])
def test_what_numbers_no_row(text):
    assert not is_row_number(text)


def test_column_numbers_stand_in_brackets():
    assert is_column_number("(3)") and is_column_number("(3) = (2)/(1)")
    assert not any(map(is_column_number, ("3", "A", "(a)", "(123)", "(3) xã")))


def test_rows_counted_one_by_one():
    assert are_counted(["1", "2.", "3)"])
    assert not any(map(are_counted, ([], ["1"], ["1", "3"], ["2", "1"], ["1", "", "2"], ["1", "2", "x"])))
