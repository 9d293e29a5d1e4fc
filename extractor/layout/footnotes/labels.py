"""What a note begins with, and what the notes so far let the next page expect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import regex

from extractor.layout.footnotes.markers import SIGNS, SUPERSCRIPTS, Label, Marker, markers, parts_of_stack
from extractor.layout.footnotes.sequence import counted
from extractor.layout.lines.line import Line
from patterns.phrases import signs

_MAY_BEGIN = regex.compile(rf"[\[(]?(?:[\d{SUPERSCRIPTS}{SIGNS}]|(?:[ivx]{{1,5}}|[a-zđ])(?!\p{{Ll}}))")
_PLAIN = regex.compile(
    r"(?P<open>[\[(]?)(?P<label>\d{1,3})(?:[\])][.:]?\s*|[.:]\s*(?=\p{L})|[.:]?\s+|(?=\p{Lu}\p{Ll}))(?=\S)"
)
_SIGN = regex.compile(rf"(?P<open>\(?)(?P<label>[{SIGNS}]{{1,4}})\)?[.:]?\s*(?=\S)")
_LETTER = regex.compile(r"(?P<open>[\[(]?)(?P<label>[a-zđ])[\])]\s*(?=\S)")
_BRACKETED = regex.compile(r"(?<=[.;!?…”\"/)]\s)[\[(](?P<label>\d{1,3})[\])](?=\s)")
# Ems between two notes on one line. Short notes set side by side, without full stops: at 2 they are one note
# (test_notes.py).
WIDE_GAP = 1.0

_NEW_NOTE = regex.compile(r"[.;!?…”\"/)]\s*$")


@dataclass(frozen=True, slots=True)
class WaitingMarker:
    """Where a marker stands that waits for its note: the page, and the type size of its line."""

    page: int
    size: float


Waiting = Mapping[str, WaitingMarker]
"""Markers by their label; those in full size by their label in brackets."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """What the pages before say about the notes of the next.

    ``seen`` is the last page that was looked at, ``last`` the label of the last note, ``page`` where that ended (0:
    none), ``is_open`` whether it lacks its full stop, ``reach`` where its last line ends, ``size`` its type; ``raised``
    whether labels stand raised, so that plain numbers are text; ``waiting`` the markers without a note; ``at_end``
    whether the notes stand together at the end.
    """

    seen: int = 0
    last: str = "0"
    page: int = 0
    is_open: bool = False
    reach: float = 0.0
    size: float = 0.0
    raised: bool = False
    at_end: bool = False
    waiting: Waiting = field(default_factory=dict)

    @property
    def expected(self) -> str:
        """The next number in order, empty after a sign or letter."""
        return str(int(self.last) + 1) if self.last.isdigit() else ""


def waiting_on(page: int, marks: Sequence[Marker]) -> dict[str, WaitingMarker]:
    """The markers of a page that no one would take for a power, by label."""
    found: dict[str, WaitingMarker] = {}
    for mark in marks:
        if mark.doubtful:
            continue
        marker = WaitingMarker(page, mark.line.size)
        for label in (mark.label, *parts_of_stack(mark.label)):
            found[label if mark.small or not label.isdigit() else f"({label})"] = marker
    return found


def marker_for(label: Label, waiting: Waiting) -> WaitingMarker | None:
    """The marker that waits for a note with this label."""
    return waiting.get(label.text) or (waiting.get(f"({label.text})") if label.bracketed else None)


def label_of(line: Line) -> Label | None:
    """The label that a line begins with, if it begins with what may be one."""
    if not _MAY_BEGIN.match(line.text):
        return None
    small = next((mark for mark in markers(line) if mark.small and mark.start == 0), None)
    if small is not None and (rest := line.text[small.end :].lstrip(" .:")):
        return Label(small.label, len(line.text) - len(rest), raised=True, bracketed=line.text[0] in "([")
    for pattern in (_PLAIN, _SIGN, _LETTER):
        if found := pattern.match(line.text):
            return Label(found["label"], found.end(), raised=False, bracketed=bool(found["open"]))
    return None


def accepted(label: Label | None, before: Numbering, waiting: Waiting, *, in_block: bool) -> Label | None:
    """The label of a line, if a note may begin with it; else None.

    It stands raised, or a marker waits for it, or it is the next in order. label: what the line begins with, None for
    what may be no label. before: what the notes so far let expect. waiting: the markers without a note so far.
    in_block: whether something else (a rule, small type) says that notes stand here; only then order is enough.
    """
    if label is None or (label.raised and label.text.isdigit()):
        return label
    marker = marker_for(label, waiting)
    if marker:
        return label if label.raised or not before.raised or marker.page > before.seen else None
    in_order = label.text == before.expected and not before.raised
    return label if in_order and in_block else None


def read_block(
    lines: Sequence[Line], before: Numbering, waiting: Waiting, *, recognised: bool = False
) -> list[tuple[Line, Label | None]]:
    """The lines of a block, each with the label of the note that begins there or None; a line with two notes is parted.

    lines: those of the block, from top to bottom. before: what the pages before let expect. waiting: the markers
    without a note, by their label. recognised: whether the page was read from its picture, so that numbers may be
    misread; their order says then what is printed.

    Where numbers stand raised, plain ones begin paragraphs of a note; elsewhere they count up.
    """
    labels = [label_of(line) for line in lines]
    if recognised:
        labels = counted([line.text for line in lines], labels, before.last)
    raised = any(label and label.raised and label.text.isdigit() for label in labels)
    read: list[tuple[Line, Label | None]] = []
    last = before
    for whole, its_label in zip(lines, labels, strict=True):
        for line in _parted(whole, last, waiting):
            printed = its_label if line is whole else label_of(line)
            label = accepted(printed, last, waiting, in_block=True)
            if label and not label.raised and label.text.isdigit() and raised:
                label = None
            if label and not label.raised and last is not before and not _follows(label.text, last.last):
                label = None
            if label:
                last = replace(last, last=label.text)
            read.append((line, label))
    return read


def _follows(label: str, last: str) -> bool:
    return int(label) > int(last) if label.isdigit() and last.isdigit() else label != last


def _parted(line: Line, last: Numbering, waiting: Waiting) -> list[Line]:
    """The line, parted where a further note begins within it: a label next in order for which a marker waits, raised
    or in brackets behind a full stop, or raised behind a wide gap."""
    starts = [0]
    number = int(last.last) if last.last.isdigit() else None
    for start, label, marker in _labels_within(line):
        if start == 0:
            number = int(label)
        elif number is not None and int(label) == number + 1 and marker in waiting:
            starts.append(start)
            number += 1
    if len(starts) == 1:
        return [line]
    return [line.part(start, end) for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True)]


def _labels_within(line: Line) -> list[tuple[int, str, str]]:
    """What may be labels in a line: where each begins, its number, and what its marker is known by."""
    first = _PLAIN.match(line.text)
    found = [(0, first["label"], first["label"])] if first and first["open"] else []
    found += [(match.start(), match["label"], f"({match['label']})") for match in _BRACKETED.finditer(line.text)]
    small = (mark for mark in markers(line) if mark.small and mark.label.isdigit())
    found += [
        (mark.start, mark.label, mark.label)
        for mark in small
        if mark.start == 0 or (_is_before_note(mark) and (_is_behind_stop(mark) or _is_behind_gap(mark)))
    ]
    return sorted(found)


def _is_before_note(mark: Marker) -> bool:
    return mark.line.text[mark.end :].lstrip()[:1].isalnum()


def _is_behind_stop(mark: Marker) -> bool:
    return _NEW_NOTE.search(mark.line.text, 0, mark.start) is not None


def _is_behind_gap(mark: Marker) -> bool:
    line, before = mark.line, len(mark.line.text[: mark.start].rstrip()) - 1
    return bool(line.x0s[mark.start] - line.x1s[before] > WIDE_GAP * line.size)


def numbering_after(
    read: Sequence[tuple[Line, Label | None]], before: Numbering, waiting: Waiting, page: int, *, at_end: bool
) -> Numbering:
    """What the page after ``page`` may expect of its notes.

    read: the lines of the notes on ``page`` with their labels, as ``read_block`` returns them. before: what that page
    expected itself. waiting: the markers for which it had no note when they were read, with its own. at_end: whether
    its notes stand together at the end of the document.
    """
    labels = [label for _, label in read if label]
    noted = {name for label in labels for name in (label.text, f"({label.text})", *parts_of_stack(label.text))}
    still = {name: marker for name, marker in waiting.items() if name not in noted}
    if not read:
        return replace(before, seen=page, is_open=False, at_end=False, waiting=still)
    last = read[-1][0]
    return Numbering(
        seen=page,
        last=labels[-1].text if labels else before.last,
        page=page,
        is_open=last.text[-1:] not in signs("NOTE_END"),
        reach=last.x1,
        size=last.size,
        raised=before.raised or any(label.raised for label in labels),
        at_end=at_end,
        waiting=still,
    )
