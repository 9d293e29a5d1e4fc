"""Numbers of notes that were misread: their order says what was printed."""

from __future__ import annotations

import pytest

from extractor.layout.footnotes.markers import Label
from extractor.layout.footnotes.sequence import counted


def labels(*numbers: str) -> list[Label | None]:
    return [Label(number, len(number), raised=True, bracketed=False) if number else None for number in numbers]


def numbers(*read: str, last: str = "0", texts: dict[int, str] | None = None) -> list[str]:
    lines = [(texts or {}).get(at, f"{number} Kế hoạch") for at, number in enumerate(read)]
    return [label.text if label else "" for label in counted(lines, labels(*read), last)]


@pytest.mark.parametrize(
    ("read", "last", "printed"),
    [
        ("18 19 20 4 22", "17", "18 19 20 4 22"),
        ("18 19 20 2 22", "17", "18 19 20 21 22"),
        ("8 9 70 11", "7", "8 9 10 11"),
        ("3 24", "22", "23 24"),
        ("1 2 3", "9", "1 2 3"),
        ("12 14", "11", "12 14"),
        ("12 13 18", "11", "12 13 14"),
        ("12 13 25", "11", "12 13 25"),
    ],
)
def test_a_misread_number_is_that_of_its_place(read: str, last: str, printed: str) -> None:
    assert numbers(*read.split(), last=last) == printed.split()


def test_lines_of_a_note_between_keep_none() -> None:
    assert numbers("8", "", "", "9", last="7") == ["8", "", "", "9"]


def test_signs_between_two_numbers_are_the_notes_that_are_missing_there() -> None:
    texts = {1: "?Í Kê khai ngày ký", 2: "ngày có hiệu lực"}
    assert numbers("20", "", "", "22", last="19", texts=texts) == ["20", "21", "", "22"]


def test_signs_that_are_more_than_the_missing_notes_are_text() -> None:
    texts = {1: "* Kê khai ngày ký", 2: "* Số hợp đồng"}
    assert numbers("20", "", "", "22", last="19", texts=texts) == ["20", "", "", "22"]
