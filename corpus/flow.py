"""Lines, paragraphs and footnotes set on pages, with a record of where every passage came to stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus import paper, typefaces
from corpus.paper import Mark, Print, Rule
from corpus.passage import Passage

UNIT = re.compile(r"\S+?(?<=[A-ZĐ])-(?=[A-ZĐ])|\S+")
"""What is never broken: a word, or the part of a symbol up to its hyphen."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a passage is set. ``indent`` is that of the first line, ``after`` the blank below, in points."""

    face: str
    size: float
    leading: float
    indent: float = 0.0
    after: float = 0.0
    justified: bool = True
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """``text[start:end]`` of a passage; ``spaced`` where a blank follows."""

    start: int
    end: int
    width: float
    spaced: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Units that stand on one line of ``measure`` points, set in by ``indent``."""

    passage: Passage
    units: tuple[Unit, ...]
    indent: float
    last: bool

    @property
    def start(self) -> int:
        return self.units[0].start

    @property
    def end(self) -> int:
        return self.units[-1].end

    @property
    def notes(self) -> list[Passage]:
        """The notes whose markers stand on this line."""
        return [
            note
            for (offset, _), note in zip(self.passage.markers, self.passage.notes, strict=True)
            if self.start < offset <= self.end
        ]


@dataclass(frozen=True, slots=True)
class Placed:
    """A stretch of a passage and the page it stands on."""

    passage: Passage
    start: int
    end: int
    page: int


def pieces(passage: Passage, start: int, end: int) -> Iterator[tuple[str, bool]]:
    """The text of a stretch with its markers between, as pairs of text and "is a marker"."""
    for offset, number in passage.markers:
        if start < offset <= end:
            if passage.text[start:offset]:
                yield passage.text[start:offset], False
            yield str(number), True
            start = offset
    if start < end:
        yield passage.text[start:end], False


def marker_size(size: float) -> float:
    return round(size * 0.64, 1)


def _unit(passage: Passage, start: int, end: int, style: Style) -> Unit:
    advance = sum(
        typefaces.width(text, style.face, marker_size(style.size) if is_marker else style.size)
        for text, is_marker in pieces(passage, start, end)
    )
    return Unit(start, end, advance, passage.text[end : end + 1] == " ")


def break_lines(passage: Passage, style: Style, measure: float) -> list[Line]:
    """Greedy line breaking."""
    blank = typefaces.width(" ", style.face, style.size)
    lines: list[Line] = []
    row: list[Unit] = []
    indent, used = style.indent, 0.0
    for found in UNIT.finditer(passage.text):
        unit = _unit(passage, found.start(), found.end(), style)
        if row and used + unit.width > measure - indent:
            lines.append(Line(passage, tuple(row), indent, False))
            row, indent, used = [], 0.0, 0.0
        row.append(unit)
        used += unit.width + (blank if unit.spaced else 0)
    if row:
        lines.append(Line(passage, tuple(row), indent, True))
    return lines


def set_line(line: Line, style: Style, x: float, y: float, measure: float) -> Iterator[Mark]:
    """The marks of a line whose baseline is at ``y``, from ``x``."""
    blank = typefaces.width(" ", style.face, style.size)
    blanks = sum(unit.spaced for unit in line.units[:-1])
    natural = sum(unit.width for unit in line.units) + blanks * blank
    free = measure - line.indent - natural
    stretch = free / blanks if style.justified and not line.last and blanks else 0.0
    x += line.indent + (free / 2 if style.middle else 0.0)
    for position, unit in enumerate(line.units):
        for text, is_marker in pieces(line.passage, unit.start, unit.end):
            size = marker_size(style.size) if is_marker else style.size
            yield Print(x, y - (style.size * 0.34 if is_marker else 0), style.face, size, text)
            x += typefaces.width(text, style.face, size)
        if unit.spaced and position < len(line.units) - 1:
            yield Print(x, y, style.face, style.size, " ")
            x += blank + stretch


NOTE = Style(typefaces.REGULAR, 10, 12.6, after=0.5)
NOTE_RULE = 9.0
"""Height that the rule over the notes takes."""


@dataclass
class Composer:
    """Fills pages from the top; footnotes of a page are set from its bottom when it is full."""

    pages: list[list[Mark]] = field(default_factory=lambda: [[]])
    y: float = paper.TOP
    placed: list[Placed] = field(default_factory=list)
    _notes: list[Passage] = field(default_factory=list)

    @property
    def page(self) -> int:
        return len(self.pages)

    def add(self, *marks: Mark) -> None:
        self.pages[-1].extend(marks)

    def place(self, passage: Passage, start: int = 0, end: int | None = None) -> None:
        """Record that a stretch of a passage stands on the page at hand."""
        self.placed.append(Placed(passage, start, len(passage.text) if end is None else end, self.page))

    def room(self, *more: Passage) -> float:
        """Points left on the page when these notes are added to it."""
        notes = [*self._notes, *more]
        height = sum(note_height(note) for note in notes) + (NOTE_RULE if notes else 0)
        return float(paper.BOTTOM - height - self.y)

    def new_page(self) -> None:
        self._set_notes()
        self.pages.append([])
        self.y = paper.TOP

    def finish(self) -> None:
        self._set_notes()

    def flow(self, passage: Passage, style: Style, keep: float = 0.0) -> None:
        """Set a passage over lines and pages; ``keep`` points must be free below its last line."""
        lines = break_lines(passage, style, paper.MEASURE)
        for number, line in enumerate(lines):
            needed = style.leading + (keep if line.last else 0)
            if number == 0 and len(lines) > 1:
                needed += style.leading
            if self.room(*line.notes) < needed:
                self.new_page()
            self.y += style.leading
            self.add(*set_line(line, style, paper.LEFT, self.y - style.leading * 0.28, paper.MEASURE))
            self.place(passage, line.start, line.end)
            self._notes += line.notes
        self.y += style.after

    def _set_notes(self) -> None:
        notes, self._notes = self._notes, []
        if not notes:
            return
        y = paper.BOTTOM - sum(note_height(note) for note in notes)
        self.add(Rule(paper.LEFT, y - 5, paper.LEFT + 150, y - 5, 0.6))
        for note in notes:
            y = self._set_note(note, y)

    def _set_note(self, note: Passage, y: float) -> float:
        number = note.where.removeprefix("footnote ")
        size = marker_size(NOTE.size)
        self.add(Print(paper.LEFT, y + 6, NOTE.face, size, number))
        self.add(Print(paper.LEFT + typefaces.width(number, NOTE.face, size), y + 9.4, NOTE.face, NOTE.size, " "))
        for line in break_lines(note, note_style(note), paper.MEASURE):
            y += NOTE.leading
            self.add(*set_line(line, NOTE, paper.LEFT, y - 3.2, paper.MEASURE))
        self.place(note)
        return y + NOTE.after


def note_style(note: Passage) -> Style:
    """The style of a note: its first line stands behind its number."""
    number = note.where.removeprefix("footnote ")
    indent = typefaces.width(number, NOTE.face, marker_size(NOTE.size)) + typefaces.width(" ", NOTE.face, NOTE.size)
    return Style(NOTE.face, NOTE.size, NOTE.leading, indent=indent)


def note_height(note: Passage) -> float:
    return len(break_lines(note, note_style(note), paper.MEASURE)) * NOTE.leading + NOTE.after
