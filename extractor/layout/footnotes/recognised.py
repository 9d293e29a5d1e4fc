"""Notes of recognised pages: OCR often takes their numbers for other signs, and sees neither rule nor raised type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import regex

from extractor.layout.footnotes.markers import Label, Marker
from extractor.layout.footnotes.sequence import IN_ORDER
from extractor.layout.landmarks import landmark
from extractor.layout.lines.line import Line
from patterns.misread import raised_signs

# Half of the lines of notes are smaller than this share of the text's size; OCR measures a line but roughly
# (test_recognised.py). At .43 no notes are found, 1.7 does no harm to the drawn ones.
SMALL = 0.85

# They follow each other at less than this share of the pitch of the text; over the first there is more room.
# At .4 no block is found, 1.6 finds the drawn ones all the same (test_recognised.py).
CLOSE = 0.8

# A page with fewer lines has no pitch that could tell its notes. At 12 short pages lose theirs (test_recognised.py).
MIN_LINES = 6

# At least this share of the lines of a block begin a note. Recipients in small type are a list of signs too. .13
# and .5 find the drawn ones (test_recognised.py).
LABELLED = 0.25


@cache
def _signs() -> str:
    escaped: str = regex.escape(raised_signs())
    return escaped


@cache
def _marker() -> regex.Pattern[str]:
    signs = _signs()
    return regex.compile(
        rf"(?P<opens>“)|(?<=[\p{{L}})]|(?<!\d)20\d\d)(?:(?P<number>\d{{1,2}})|\s?(?P<sign>[{signs}][\d{signs}]{{0,2}}))"
        r"(?=[;,.:]|$|\s)"
    )


@cache
def _label() -> regex.Pattern[str]:
    return regex.compile(rf"(?P<label>[\d{_signs()}]{{1,3}})\s+(?=[\p{{Lu}}“\d])")


def note_lines(lines: Sequence[Line], size: float) -> tuple[int, int] | None:
    """The lines at the foot of a recognised page that are notes, from first to last (exclusive).

    ``size`` is that of the text. A line by itself under the notes is none of them.
    """
    if len(lines) < MIN_LINES:
        return None
    feet = np.array([line.bottom for line in lines])
    pitches = np.diff(feet)
    pitch = float(np.median(pitches))
    last = len(lines) - int(pitches[-1] >= pitch and not _label().match(lines[-1].text))
    wide = np.flatnonzero(pitches[: last - 1] >= CLOSE * pitch)
    first = int(wide[-1]) + 1 if len(wide) else 0
    block = lines[first:last]
    if first == 0 or pitches[first - 1] < pitch or np.median([line.size for line in block]) >= SMALL * size:
        return None
    labelled = sum(_label().match(line.text) is not None for line in block)
    if not _label().match(block[0].text) or labelled < LABELLED * len(block):
        return None
    return None if any(landmark(line.text) == "recipients" for line in block) else (first, last)


def recognised_labels(lines: Sequence[Line], last: str) -> list[Label | None]:
    """The label of each line that begins a note: counted through from where most of the legible numbers say.

    ``last`` is the number of the note before the block, whose successor counts as well.
    """
    found = [_label().match(line.text) for line in lines]
    printed = [match["label"] for match in found if match]
    votes = Counter({int(last) + 1 if last.isdigit() else 1: IN_ORDER})
    for at, label in enumerate(printed):
        if label.isdigit() and int(label) > at:
            votes[int(label) - at] += 1
    numbers = iter(range(max(votes, key=lambda number: votes[number]), 1000))
    return [Label(str(next(numbers)), match.end(), raised=False, bracketed=False) if match else None for match in found]


def recognised_markers(lines: Sequence[Line], numbers: Sequence[str]) -> list[Marker]:
    """The markers of the notes ``numbers`` of a page in its lines, with the number each stands for.

    Legible ones in order hold the others in place: between two of them as many illegible ones are taken as notes lack
    a marker there, and none where their counts differ.
    """
    found = _possible_markers(lines)
    matched: list[Marker] = []
    at = noted = 0
    for place, note in [*_legible(found, numbers), (len(found), len(numbers))]:
        between = [mark for mark in found[at:place] if not mark.label.isdigit()]
        if len(between) == note - noted:
            matched += (replace(mark, label=number) for mark, number in zip(between, numbers[noted:note], strict=True))
        if place < len(found):
            matched.append(found[place])
        at, noted = place + 1, note + 1
    return matched


def _possible_markers(lines: Sequence[Line]) -> list[Marker]:
    """Numbers and signs behind a word in order; a sign that closes a quotation is none."""
    found: list[Marker] = []
    quoted = 0
    for line in lines:
        for match in _marker().finditer(line.text):
            if match["opens"]:
                quoted += 1
            elif quoted and match["sign"] and match["sign"][0] in '”"':
                quoted -= 1
            else:
                label = match["number"] or match["sign"]
                start, end = match.span()
                found.append(Marker(line=line, start=start, end=end, label=label, cut=(start, end)))
    return [mark for mark in found if not (mark.label.isdigit() and mark.doubtful) or _is_behind_year(mark)]


def _is_behind_year(mark: Marker) -> bool:
    return mark.line.text[max(mark.start - 4, 0) : mark.start].isdigit()


def _legible(found: Sequence[Marker], numbers: Sequence[str]) -> list[tuple[int, int]]:
    """Markers and notes (as places in their lists) of the same number, in order."""
    pairs: list[tuple[int, int]] = []
    note = 0
    for place, mark in enumerate(found):
        if mark.label in numbers[note:]:
            note = numbers.index(mark.label, note) + 1
            pairs.append((place, note - 1))
    return pairs
