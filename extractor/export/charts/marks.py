"""What a chart of series shows: marks on lines, lines in panels, breaks in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A point: ISO day, value (None: a gap), and what a reader is told of it.

    ``doubted`` is drawn hollow; ``stands`` is false for a value that another one of the day replaces: the line does
    not pass through it. ``joined`` says whether the line comes here from the mark before; where it is false for a
    gap, the line ends before it. ``scenario`` is ``estimate``, ``plan``, ``forecast``, ``sum``, or "" for what was
    done. ``under`` are the lines of the name that stands under the axis, ``address`` is where a click leads.
    """

    day: str
    value: float | None
    said: str
    doubted: bool = False
    stands: bool = True
    joined: bool = True
    scenario: str = ""
    under: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Marks in order of time. Lines of one ``name`` have one sign and one colour in all panels."""

    name: str
    marks: tuple[Mark, ...]

    @property
    def has_value(self) -> bool:
        return any(mark.value is not None for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines that share one axis of values; ``heading`` says what they have in common."""

    heading: str
    lines: tuple[Line, ...]

    @property
    def marks(self) -> Iterator[Mark]:
        return (mark for line in self.lines for mark in line.marks)


@dataclass(frozen=True, slots=True)
class Break:
    """A ``day`` (ISO) from which on values are of something else, with what happened in words."""

    day: str
    said: str


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """A chart: panels under one another on one axis of time. ``remarks`` are lines under the title."""

    title: str
    panels: tuple[Panel, ...]
    breaks: tuple[Break, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def has_value(self) -> bool:
        return any(line.has_value for panel in self.panels for line in panel.lines)
