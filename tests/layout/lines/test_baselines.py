"""Lines that an engine tells: believed, and parted only between the cells of a grid."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extractor.layout.lines.line import lines_by_area, lines_of
from extractor.model.pages import Characters
from tests.layout.printed import Print, characters


def told(*prints: Print, lines: list[int]) -> Characters:
    """Runs of text, each with the number of its line."""
    numbers = [number for run, number in zip(prints, lines, strict=True) for _ in run.text]
    return replace(characters(*prints), line=np.array(numbers, dtype=np.int32))


# Two lines whose feet differ by so little that by their places they are one.
OVER, UNDER = Print("Căn cứ Luật", 100, 200), Print("Xét đề nghị", 103, 202)


def test_lines_told_apart_are_not_woven_into_one_another() -> None:
    assert len(lines_of(characters(OVER, UNDER))) == 1
    assert [line.text for line in lines_of(told(OVER, UNDER, lines=[0, 1]))] == ["Căn cứ Luật", "Xét đề nghị"]


def test_a_line_told_as_one_is_not_parted_where_its_words_stand_askew() -> None:
    left, right = Print("Số: 12", 100, 200), Print("/QĐ-UBND", 142, 212)
    assert [line.text for line in lines_of(told(left, right, lines=[4, 4]))] == ["Số: 12/QĐ-UBND"]
    assert len(lines_of(characters(left, right))) == 2


def test_a_line_over_two_cells_is_a_line_in_each() -> None:
    glyphs = told(Print("Tổng", 100, 200), Print(" ", 150, 200), Print("125", 300, 200), lines=[7, 7, 7])
    areas = (glyphs.x0 > 200).astype(np.int32)
    first, second = lines_by_area(glyphs, areas, 2)
    assert [line.text for line in first] == ["Tổng"]
    assert [line.text for line in second] == ["125"]


def test_lines_of_blanks_alone_are_none() -> None:
    found = lines_of(told(Print("  ", 100, 100), Print("Điều 1", 100, 200), lines=[0, 1]))
    assert [line.text for line in found] == ["Điều 1"]
