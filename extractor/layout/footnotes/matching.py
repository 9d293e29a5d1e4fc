"""Which marker belongs to which note: by label and page, in order, so that m² is told from a marker 2."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.layout.footnotes.blocks import NoteDraft
from extractor.layout.footnotes.markers import Marker, markers, unstacked
from extractor.layout.footnotes.recognised import recognised_markers
from extractor.layout.footnotes.sequence import marks_in_order
from extractor.layout.lines.line import Line
from extractor.layout.page import PageParts
from extractor.layout.tables.drafts import TableDraft

# What a marker counts that may be a power, where a sure one counts 1. With .5 or more two powers would outweigh a
# marker. Among 47 documents there is no such page: .2 and .8 read them alike.
DOUBTFUL = 0.4

# So many pairs of markers and notes are compared at once; no document needs more. Both lists could be made as long
# as one likes.
MAX_COMPARED = 200_000

PagedMarkers = Sequence[tuple[int, Marker]]
"""Markers with the number of their page, in reading order."""


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """``first`` has the first marker of each note that has one, by the note's index; ``every`` also those that cite a
    note again."""

    first: Mapping[int, Marker]
    every: tuple[Marker, ...]


def candidates(parts: Sequence[PageParts]) -> list[tuple[int, Marker]]:
    """All that may be markers outside the notes, in reading order."""
    found: list[tuple[int, Marker]] = []
    for part in parts:
        head = part.head.lines if part.head else ()
        signature = part.signature.lines if part.signature else ()
        body = [line for element in part.body for line in _lines_in(element)]
        marks = [mark for line in head for mark in markers(line)]
        marks += [mark for line in body for mark in part.marks.get(line, ())]
        marks += [mark for line in signature for mark in markers(line)]
        if part.page.text_layer == "ocr":
            marks = _recognised(part, marks)
        found += [(part.page.number, mark) for mark in marks]
    return found


def _recognised(part: PageParts, marks: Sequence[Marker]) -> list[Marker]:
    """The markers of a recognised page: misread ones by the notes below it, signs where no number of those is read."""
    numbers = [label.text for _, label in part.notes.lines if label]
    if numbers and not any(label.raised for _, label in part.notes.lines if label):
        return recognised_markers([element for element in part.body if isinstance(element, Line)], numbers)
    return marks_in_order(marks, numbers)


def _lines_in(element: Line | TableDraft) -> list[Line]:
    if isinstance(element, TableDraft):
        return [line for row in element.rows for cell in row.cells for line in cell.lines]
    return [element]


def match_markers(candidates: PagedMarkers, drafts: Sequence[NoteDraft]) -> Matches:
    """The markers of the notes among the candidates.

    A marker stands on the page of its note, else on the page before, where the note was pushed over, else on any page
    before (notes at the end). What is left and bears the label of a matched note cites that again.
    """
    if not drafts:
        return Matches({}, ())
    marks = _one_by_one(candidates, drafts)
    matched: dict[int, int] = {}
    for shift in (0, 1):
        for mark_group, note_group in _by_page(marks, drafts, matched, shift):
            matched |= _in_order(mark_group, note_group, marks, drafts)
    left = [at for at in range(len(marks)) if at not in matched]
    noted = set(matched.values())
    unmarked = [at for at in range(len(drafts)) if at not in noted]
    if left and unmarked:
        matched |= _in_order(left, unmarked, marks, drafts)
    first = {note: marks[at][1] for at, note in sorted(matched.items(), reverse=True)}
    every = sorted([*matched, *_further(marks, drafts, matched)])
    return Matches(first, tuple(marks[at][1] for at in every))


def _one_by_one(candidates: PagedMarkers, drafts: Sequence[NoteDraft]) -> list[tuple[int, Marker]]:
    labels = {draft.number for draft in drafts}
    near: dict[int, set[str]] = defaultdict(set)
    for draft in drafts:
        near[draft.page].add(draft.number)
        near[draft.page - 1].add(draft.number)
    return [(page, mark) for page, stack in candidates for mark in unstacked(stack, near.get(page, labels))]


def _by_page(
    marks: PagedMarkers, drafts: Sequence[NoteDraft], matched: Mapping[int, int], shift: int
) -> list[tuple[list[int], list[int]]]:
    """What is unmatched so far, page by page: markers, and notes ``shift`` pages behind."""
    noted = set(matched.values())
    groups: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for at, draft in enumerate(drafts):
        if at not in noted:
            groups[draft.page - shift][1].append(at)
    for at, (page, _) in enumerate(marks):
        if at not in matched and page in groups:
            groups[page][0].append(at)
    return [group for group in groups.values() if all(group)]


def _in_order(
    mark_group: Sequence[int], note_group: Sequence[int], marks: PagedMarkers, drafts: Sequence[NoteDraft]
) -> dict[int, int]:
    """The heaviest matching of markers and notes in which both keep their order, and then what fits out of order."""
    labels = {drafts[at].number for at in note_group}
    mark_group = [at for at in mark_group if marks[at][1].label in labels][: MAX_COMPARED // len(note_group)]
    weights = [DOUBTFUL if marks[at][1].doubtful else 1.0 for at in mark_group]
    best = [[0.0] * (len(note_group) + 1) for _ in range(len(mark_group) + 1)]
    for i in reversed(range(len(mark_group))):
        for j in reversed(range(len(note_group))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if _fits(marks[mark_group[i]], drafts[note_group[j]]):
                best[i][j] = max(best[i][j], weights[i] + best[i + 1][j + 1])
    found: dict[int, int] = {}
    i = j = 0
    while i < len(mark_group) and j < len(note_group):
        fits = _fits(marks[mark_group[i]], drafts[note_group[j]])
        if fits and best[i][j] == weights[i] + best[i + 1][j + 1]:
            found[mark_group[i]] = note_group[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found | _out_of_order(mark_group, note_group, marks, drafts, found)


def _out_of_order(
    mark_group: Sequence[int],
    note_group: Sequence[int],
    marks: PagedMarkers,
    drafts: Sequence[NoteDraft],
    found: Mapping[int, int],
) -> dict[int, int]:
    """Sure markers of notes that have none, as the cells of a table are not always read in the order of its notes."""
    noted = set(found.values())
    more: dict[int, int] = {}
    for note in note_group:
        free = (at for at in mark_group if at not in found and at not in more and not marks[at][1].doubtful)
        if (
            note not in noted
            and (mark := next((at for at in free if _fits(marks[at], drafts[note])), None)) is not None
        ):
            more[mark] = note
    return more


def _fits(mark: tuple[int, Marker], draft: NoteDraft) -> bool:
    page, marker = mark
    by_form = marker.small or draft.bracketed or not marker.label.isdigit()
    return page <= draft.page and marker.label == draft.number and by_form


def _further(marks: PagedMarkers, drafts: Sequence[NoteDraft], matched: Mapping[int, int]) -> list[int]:
    """Small markers that cite a note again: one of their page, or the only one of that number before."""
    count = Counter(draft.number for draft in drafts)
    first: dict[str, int] = {}
    pages: set[tuple[int, str]] = set()
    for at, note in sorted(matched.items()):
        pages.add((drafts[note].page, drafts[note].number))
        first.setdefault(drafts[note].number, at)
    return [
        at
        for at, (page, mark) in enumerate(marks)
        if at not in matched
        and mark.small
        and not mark.doubtful
        and ((page, mark.label) in pages or (count[mark.label] == 1 and first.get(mark.label, at) < at))
    ]
