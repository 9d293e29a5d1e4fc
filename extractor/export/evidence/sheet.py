"""The values that an evidence sheet is made of: parts, exhibits, cut-outs."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.query.facts import Box, Source

# What a cut-out shows: the head of a table, or the place of the fact itself.
HEAD, PLACE = "head", "place"


@dataclass(frozen=True, slots=True)
class Cutting:
    """A part of a page to be cut out: ``box`` around what is ``shown``, with the ``marks`` that lie in it.

    Both are ``[page, x0, top, x1, bottom]``. ``are_lines`` says that each mark is one of a line of print.
    """

    shows: str
    box: Box
    marks: tuple[Box, ...] = ()
    are_lines: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """A mark on a picture, in per cent of its width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class CutOut:
    """A cutting with its picture: ``address`` is a data: URI, ``width`` and ``height`` are pixels."""

    cutting: Cutting
    address: str
    width: int
    height: int
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of what is known: its name in the language of the sheet, its text.

    ``printed`` is the text of a document or a Vietnamese term; what is not is in the language of the sheet.
    """

    name: str
    text: str
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A fact with what shows it. ``number`` counts from 1 through the sheet.

    ``kind`` is what it is, in words, ``raw`` the print. ``sentence`` is the text around it in three parts, the middle
    one the print itself. ``entries`` say what it means, ``place`` where it stands. ``absent`` says why there is no
    picture, "" where there is one. ``address`` is that in the reading room. ``repeats`` is the number of the exhibit
    that shows the same fact in full.
    """

    number: int
    id: str
    kind: str
    raw: str
    source: Source
    page: int | None
    place: str
    sentence: tuple[str, str, str] | None
    entries: tuple[Entry, ...]
    how_read: str
    by_hand: str
    address: str
    cut_outs: tuple[CutOut, ...] = ()
    absent: str = ""
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table of a series: a period with its value, or why there is none; ``exhibit`` is a number."""

    series: str
    period: str
    value: str
    printed: str
    remark: str
    exhibit: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """What was picked at once: a finding, a series, the mentions of an instrument, or facts one by one.

    ``kind`` is that of the pick, ``title`` what it is, ``printed`` whether that is the text of a document. ``notes``
    say what was left out.
    """

    kind: str
    title: str
    printed: bool
    entries: tuple[Entry, ...]
    exhibits: tuple[Exhibit, ...]
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """An evidence sheet. ``made_on`` is a day (ISO), or None so that two of them are the same bytes.

    ``notes`` say what was left out of it, ``note`` is that of its maker.
    """

    language: str
    database: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...]
    made_on: str | None
    version: str
    note: str = ""

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """All exhibits in their order."""
        return tuple(exhibit for part in self.parts for exhibit in part.exhibits)
