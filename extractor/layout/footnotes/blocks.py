"""The block of notes on a page, where it begins and ends; the blocks of all pages → whole notes.

A rule, smaller type, labels like those of the markers above, and the notes of the page before decide together: each
alone also stands on pages without notes (rules under the recipients, annexes in small type, numbered lists).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.layout.footnotes.labels import (
    Numbering,
    Waiting,
    accepted,
    label_of,
    marker_for,
    numbering_after,
    read_block,
    waiting_on,
)
from extractor.layout.footnotes.markers import Label, Marker
from extractor.layout.footnotes.recognised import note_lines, recognised_labels
from extractor.layout.landmarks import landmark
from extractor.layout.lines.line import Line
from extractor.model.pages import Floats, Page, Rectangle
from extractor.ruled.edges import ending_together, level_spans
from patterns.phrases import compiled

# Notes are set below this share of the body's size. 12 points under a text of 13 are .92; annexes in small type are
# told by what else stands with it. At .47 no notes are found, at 1.86 text under a rule becomes notes (test_notes.py).
NOTE_SIZE = 0.93

# The rule over the notes: longer than so many points, shorter than this share of the page. That over the rest of a
# note from the page before may be as wide as the text. Word draws 144 points, and the whole measure over the rest of
# a note (test_notes.py). At .25 of the page one of 47 documents loses a rule; rules of 25 points and more change none.
MIN_RULE, MAX_RULE_SHARE = 50.0, 0.5

# A rule on which a line stands that is shorter than this share of the page is an underline. "Nơi nhận:" underlined over
# the recipients in small type. .15 and .6 read all of 47 documents alike.
MAX_UNDERLINE_SHARE = 0.3

# Notes of one size differ by less, in points. .3 and 1.2 read all of 47 documents alike.
SAME_TYPE = 0.6

# A full line ends beyond this share of the right end of all lines. At .44 small annexes behind a note without a full
# stop become notes, at 1.76 no note goes on over the page (test_notes.py).
FULL_LINE = 0.88

# A line so many points under a table belongs to it. Notes of a table in the form of footnotes. 15 and 60 read
# all of 47 documents alike, and so do half and twice of the three that follow.
NEAR_TABLE = 30.0

# A line may begin so many points over the rule or the table that it stands under. Boxes of glyphs reach over their
# print.
OVERLAP = 2.0

# The rule over the notes begins left of this share of the page. Those under the motto stand to the right.
RULE_START = 0.3

# A line whose foot is nearer to a rule, in points, is underlined by it.
ON_RULE = 3.0

# What no note begins with. ``*`` is not among it: it is a bullet, but a note's sign too.
_LIST_ITEM = compiled(r"(?!\*)$BULLET\s|(?:\d{1,2}|$ROMAN_LABEL)[.)]\s|[a-zđ]\)\s|Điều\s\d")

_ENDS = ("annex", "recipients", "motto-state", "motto-party")


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Lines ``first`` to ``last`` (exclusive) of a page are notes; ``lines`` are these with the labels they begin with,
    parted where a note begins within a line. ``numbering`` is for the next page."""

    first: int
    last: int
    lines: tuple[tuple[Line, Label | None], ...]
    numbering: Numbering

    @property
    def only_lines(self) -> tuple[Line, ...]:
        """The lines without labels."""
        return tuple(line for line, _ in self.lines)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A page with all that the search for its block looks at.

    ``marks`` are what may be markers on it, ``rules`` its ruling lines outside tables and ``tables`` the boxes of its
    tables (x0, top, x1, bottom), ``size`` that of the document's text.
    """

    page: Page
    lines: Sequence[Line]
    marks: Sequence[Marker]
    rules: Floats
    tables: Sequence[Rectangle]
    size: float
    before: Numbering

    def waiting(self, first: int) -> Waiting:
        """The markers above line ``first``, and those that wait on the pages before."""
        in_block = set(self.lines[first:])
        above = [mark for mark in self.marks if mark.line not in in_block]
        return {**self.before.waiting, **waiting_on(self.page.number, above)}

    @property
    def runs_on(self) -> bool:
        """Whether notes stand on the page before, so that one may go on here."""
        return 0 < self.before.page == self.page.number - 1

    def is_under_table(self, line: Line) -> bool:
        """Whether a line stands directly under a table."""
        return any(-OVERLAP < line.top - box[3] < NEAR_TABLE for box in self.tables)


def note_block(scene: Scene) -> Block:
    """The notes of a page."""
    first, last, at_end = _extent(scene)
    waiting = scene.waiting(first)
    recognised = scene.page.text_layer == "ocr"
    if recognised and first == len(scene.lines) and (found := note_lines(scene.lines, scene.size)):
        return _recognised_block(scene, *found)
    read = read_block(scene.lines[first:last], scene.before, waiting, recognised=recognised)
    after = numbering_after(read, scene.before, waiting, scene.page.number, at_end=at_end)
    return Block(first, last, tuple(read), after)


def _recognised_block(scene: Scene, first: int, last: int) -> Block:
    """Notes whose numbers were read as signs."""
    lines = scene.lines[first:last]
    read = list(zip(lines, recognised_labels(lines, scene.before.last), strict=True))
    after = numbering_after(read, scene.before, scene.waiting(first), scene.page.number, at_end=False)
    return Block(first, last, tuple(read), after)


def _extent(scene: Scene) -> tuple[int, int, bool]:
    """First and last line, and whether the notes stand together at the end."""
    if scene.before.at_end and scene.runs_on:
        return 0, _end(scene, 0), True
    count = len(scene.lines)
    first = _under_rule(scene)
    if first is not None:
        return first, count, False
    for at in range(1, count):
        if landmark(scene.lines[at - 1].text) == "note-heading" and not scene.is_under_table(scene.lines[at - 1]):
            label = label_of(scene.lines[at])
            if label and (label.raised or marker_for(label, scene.waiting(at))):
                return at, _end(scene, at), True
    first = _by_type(scene)
    if first < count:
        return first, count, False
    first = _by_raised_labels(scene)
    return first, _end(scene, first), False


def _end(scene: Scene, first: int) -> int:
    """Where notes at the end of a document end: at the first line of an annex or a signature."""
    rest = range(first, len(scene.lines))
    return next((at for at in rest if landmark(scene.lines[at].text) in _ENDS), len(scene.lines))


def _under_rule(scene: Scene) -> int | None:
    """The first line under the rule over the notes."""
    for y, wide in _rules(scene):
        below = [at for at, line in enumerate(scene.lines) if line.top > y - OVERLAP]
        if not below or below[-1] - below[0] + 1 != len(below) or any(box[1] > y for box in scene.tables):
            continue
        first = below[0]
        small = all(scene.lines[at].size <= NOTE_SIZE * scene.size for at in below)
        waiting = scene.waiting(first)
        label = accepted(label_of(scene.lines[first]), scene.before, waiting, in_block=small and not wide)
        if label and (label.raised or (first > 0 and (small or _is_near(scene, label, waiting)))):
            return first
        if _runs_on_under(scene, first, small=small, wide=wide):
            return first
    return None


def _runs_on_under(scene: Scene, first: int, *, small: bool, wide: bool) -> bool:
    """Whether a note of the page before goes on under a rule over line ``first``: in its type if that is smaller than
    the text, else only where it lacks its full stop; so does one that fills the page."""
    if not scene.runs_on or _has_recipients(scene, first):
        return False
    if scene.before.is_open and not wide:
        return True
    like_before = abs(scene.lines[first].size - scene.before.size) < SAME_TYPE
    return small and like_before and (first > 0 or scene.before.is_open)


def _has_recipients(scene: Scene, first: int) -> bool:
    return any(landmark(line.text) == "recipients" for line in scene.lines[first:])


def _is_near(scene: Scene, label: Label, waiting: Waiting) -> bool:
    """Whether the marker of a label stands on this page or the one before."""
    marker = marker_for(label, waiting)
    return marker is not None and marker.page >= scene.page.number - 1


def _rules(scene: Scene) -> list[tuple[float, bool]]:
    """Heights of the horizontal rules that begin at the left, from the lowest up, and whether they are wide.

    Of rules that begin and end together only the lowest counts: what stands between them is a table.
    """
    if not len(scene.rules):
        return []
    width = scene.page.width
    lowest = [
        (float(span[0]), float(span[1]), float(ys.max())) for span, ys in ending_together(level_spans(scene.rules))
    ]
    found = {
        (y, x1 - x0 >= MAX_RULE_SHARE * width) for x0, x1, y in lowest if x1 - x0 > MIN_RULE and x0 < RULE_START * width
    }
    return sorted((rule for rule in found if rule[1] or not _is_underline(scene, rule[0])), reverse=True)


def _is_underline(scene: Scene, y: float) -> bool:
    return any(
        abs(line.bottom_of_type - y) < ON_RULE and line.x1 - line.x0 < MAX_UNDERLINE_SHARE * scene.page.width
        for line in scene.lines
    )


def _by_type(scene: Scene) -> int:
    """The first line of the notes where no rule tells: of the small lines at the foot of the page that with a label.

    The rest of a note from the page before stands over it.
    """
    count = len(scene.lines)
    first = count
    while first > 0 and scene.lines[first - 1].size <= NOTE_SIZE * scene.size:
        first -= 1
    waiting = scene.waiting(first)
    of_table = False
    start = count
    for at in range(first, count):
        line = scene.lines[at]
        of_table = of_table or (landmark(line.text) == "table-note" and scene.is_under_table(line))
        label = accepted(label_of(line), scene.before, waiting, in_block=False)
        if label and (label.raised or (not of_table and _is_smaller(scene, line, label, waiting))):
            start = at
            break
    return first if first < start and _goes_on(scene, first) else start


def _by_raised_labels(scene: Scene) -> int:
    """The first line of notes as large as the text, without a rule: a raised number for which a marker waits above it,
    a sentence behind it, and no items of a list below. On top of a page several are those at the end of the document.
    """
    for at, line in enumerate(scene.lines):
        label = label_of(line)
        marker = scene.waiting(at).get(label.text) if label and _begins_large_note(label, line) else None
        if marker and (marker.page == scene.page.number if at else _are_several(scene)):
            rest = scene.lines[at:]
            return len(scene.lines) if any(map(_is_item, rest)) or scene.is_under_table(line) else at
    return len(scene.lines)


def _begins_large_note(label: Label, line: Line) -> bool:
    unbracketed = label.raised and label.text.isdigit() and not label.bracketed
    return unbracketed and line.text[label.skip : label.skip + 1].isupper()


def _are_several(scene: Scene) -> bool:
    labels = [label.text for line in scene.lines if (label := label_of(line)) and _begins_large_note(label, line)]
    return len(labels) > 1 and all(label in scene.before.waiting for label in labels)


def _is_item(line: Line) -> bool:
    return _LIST_ITEM.match(line.text) is not None


def _is_smaller(scene: Scene, line: Line, label: Label, waiting: Waiting) -> bool:
    """Whether a line with a plain label is set smaller than that of its marker, which stands here or a page before."""
    marker = marker_for(label, waiting)
    return marker is not None and _is_near(scene, label, waiting) and line.size <= NOTE_SIZE * marker.size


def _goes_on(scene: Scene, first: int) -> bool:
    """Whether the last note, whose last line is full and lacks the full stop, goes on from line ``first`` on."""
    lines = scene.lines[first:]
    return (
        scene.runs_on
        and scene.before.is_open
        and scene.before.reach > FULL_LINE * max(line.x1 for line in scene.lines)
        and abs(lines[0].size - scene.before.size) < SAME_TYPE
        and not any(landmark(line.text) in (*_ENDS, "table-note") for line in lines)
    )


@dataclass(frozen=True, slots=True, eq=False)
class NoteDraft:
    """A note as (page, line) pairs; the first line's text begins with the note's label up to ``skip``."""

    number: str
    page: int
    lines: tuple[tuple[int, Line], ...]
    skip: int
    bracketed: bool


def note_drafts(blocks: Sequence[tuple[int, Sequence[tuple[Line, Label | None]]]]) -> list[NoteDraft]:
    """The notes of all blocks (page, lines with labels) in order; a line without a label goes on with the last note."""
    drafts: list[NoteDraft] = []
    for page, lines in blocks:
        for line, label in lines:
            if label:
                drafts.append(NoteDraft(label.text, page, ((page, line),), label.skip, label.bracketed))
            elif drafts:
                drafts[-1] = replace(drafts[-1], lines=(*drafts[-1].lines, (page, line)))
    return drafts
