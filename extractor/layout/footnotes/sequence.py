"""Numbers of notes and markers that were misread in a picture: their order says what was printed.

Notes count up by one, on a page and from page to page. What was read must look like what is put in its place: a digit
that touches a letter is lost, one digit is taken for another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import regex

from extractor.layout.footnotes.markers import Label, Marker
from patterns.misread import raised_signs

# So many numbers in a row may be missing between two that were read. More is a misread number, not a lost note
# (test_sequence.py).
MOST_LOST = 2

# What the number that follows the last note counts as a witness, where each number that was read counts 1: two that
# agree outvote it, as where each page counts anew (test_sequence.py).
IN_ORDER = 1.5


@cache
def _misread() -> regex.Pattern[str]:
    signs = regex.escape(raised_signs())
    return regex.compile(rf"(?=\p{{L}}{{0,2}}[\d{signs}])[\d{signs}\p{{L}}]{{1,3}}\s+(?=[\p{{Lu}}“\d])")


def counted(texts: Sequence[str], labels: Sequence[Label | None], last: str) -> list[Label | None]:
    """The labels of the lines of a block, with the numbers that their order says for those that were misread.

    texts: the lines. labels: what each begins with, None where that may be no label. last: the number of the note
    before the block.
    """
    found = _corrected(labels, last)
    known = [at for at, label in enumerate(found) if label and label.raised and label.text.isdigit()]
    for before, after in pairwise(known):
        first, next_number = (int(label.text) for at in (before, after) if (label := found[at]))
        between = [(at, misread) for at in range(before + 1, after) if (misread := _misread().match(texts[at]))]
        if len(between) == next_number - first - 1:
            for number, (at, misread) in enumerate(between, first + 1):
                found[at] = Label(str(number), misread.end(), raised=True, bracketed=False)
    return found


def _corrected(labels: Sequence[Label | None], last: str) -> list[Label | None]:
    places = [at for at, label in enumerate(labels) if label and label.raised and label.text.isdigit()]
    read = [int(label.text) for at in places if (label := labels[at])]
    found = list(labels)
    for at, was, number in zip(places, read, _in_order(read, int(last) + 1 if last.isdigit() else 0), strict=True):
        label = labels[at]
        if label and number != was and _is_like(str(was), str(number)):
            found[at] = replace(label, text=str(number))
    return found


def _in_order(read: Sequence[int], expected: int) -> list[int]:
    """Numbers that count up, as many as were read: the most of these that agree, and between them one by one."""
    agreeing = _agreeing([number - at for at, number in enumerate(read)], expected)
    if not agreeing:
        return list(read)
    ordered = list(read)
    known = min(agreeing)
    for at in range(known - 1, -1, -1):
        ordered[at] = ordered[at + 1] - 1
    for at in range(known + 1, len(read)):
        if at not in agreeing:
            ordered[at] = ordered[at - 1] + 1
    return ordered


def _agreeing(steps: Sequence[int], expected: int) -> set[int]:
    """The largest set of places at which ``steps`` (a number less its place) go on from one another.

    ``expected`` is where the first is to begin, 0 where nothing says so.
    """
    best: list[tuple[float, int]] = []
    for at, step in enumerate(steps):
        begins = IN_ORDER if expected and 0 <= step - expected <= MOST_LOST else 0.0
        weight, before = begins, -1
        for earlier in range(at):
            if 0 <= step - steps[earlier] <= MOST_LOST and best[earlier][0] > weight:
                weight, before = best[earlier][0], earlier
        best.append((weight + 1, before))
    if not best:
        return set()
    at = max(range(len(best)), key=lambda place: best[place][0])
    found: set[int] = set()
    while at >= 0:
        found.add(at)
        at = best[at][1]
    return found


def _is_like(read: str, printed: str) -> bool:
    """Whether a number may have been read for another: a digit is lost at its end, or one is another."""
    if len(read) < len(printed):
        return printed.startswith(read) or printed.endswith(read)
    return len(read) == len(printed) and sum(a != b for a, b in zip(read, printed, strict=True)) == 1


def marks_in_order(marks: Sequence[Marker], numbers: Sequence[str]) -> list[Marker]:
    """The markers of a recognised page, with the number of a note for those that were misread.

    marks: what may be markers on the page, in reading order. numbers: those of the notes below, in order. Markers that
    were read well hold the others in place: one between them that looks like a note without a marker there is its.
    """
    found = list(marks)
    at = noted = 0
    for place, note in [*_read_well(marks, numbers), (len(marks), len(numbers))]:
        free = numbers[noted:note]
        for between in range(at, place):
            mark = marks[between]
            if not (mark.small and mark.label.isdigit()) or mark.doubtful or mark.label in numbers:
                continue
            like = next((number for number in free if _is_like(mark.label, number)), None)
            if like is not None:
                found[between] = replace(mark, label=like)
                free = free[free.index(like) + 1 :]
        at, noted = place + 1, note + 1
    return found


def _read_well(marks: Sequence[Marker], numbers: Sequence[str]) -> list[tuple[int, int]]:
    """Markers and notes (as places in their lists) of the same number, in order: as many as there can be."""
    labels = [mark.label if mark.small and not mark.doubtful else "" for mark in marks]
    best = [[0] * (len(numbers) + 1) for _ in range(len(marks) + 1)]
    for i in range(len(marks) - 1, -1, -1):
        for j in range(len(numbers) - 1, -1, -1):
            both = 1 + best[i + 1][j + 1] if labels[i] == numbers[j] else 0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(marks) and j < len(numbers):
        if labels[i] == numbers[j] and best[i][j] == 1 + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
