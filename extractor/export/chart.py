"""Line charts as SVG: panels under one another on one axis of time, gaps left open, doubtful values hollow.

Drawn by hand, as the libraries leave out what a comparison must show or bring what a file must not have. pygal gives
the same bytes only with its scripts and ids switched off; it has one panel a picture, and only circles for values, so
that without colour nobody can tell series apart. matplotlib is asked for by the notebooks only, has no tooltips, and
altair draws with JavaScript. What is here needs no library and no network, and says the source of each value.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

# Sizes are units of the view box: at 960 across text of 12 reads well on a page of A4 and on a screen.
WIDTH = 960
# Room around the panels: for values (99.999.999), for the legend, for title and heading, for years and quarters.
LEFT, RIGHT, TOP, BOTTOM = 84, 252, 64, 46
# Where titles and headings begin.
EDGE = 24
# Height of a chart's only panel, of one of several, and the space between two, with its years and heading.
ONE_PANEL, OF_SEVERAL, BETWEEN = 360, 170, 62
# Colours that people who see no red or green can tell apart as well (after Okabe and Ito).
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#444444", "#8b3a3a")
# The next eight series have the next shape.
SHAPES = ("circle", "square", "triangle", "diamond")
# A sign of a value: large enough to tell a hollow one from a full one, small enough for a month a year over ten years.
RADIUS = 3.6
# About so many values are named on an axis.
TICKS = 5
# Between two names of years under the axis; a name is 28 across.
NEAREST = 38
# Years up to which the axis shows quarters: with more their names run into each other.
MONTHS_SHOWN = 4
# Characters that have room: a title across the chart, a name in the legend.
LONGEST_TITLE, LONGEST_NAME = 110, 32
# Names in the legend, which would make the chart taller than a page with more; the rest are counted in words.
MOST_NAMES = 40
# Pixels from name to name: half as much again as the letters are high, so that two lines do not touch.
LEGEND_LINE = 18


@dataclass(frozen=True, slots=True)
class Mark:
    """A point: ISO day, name of the period, value (None: a gap).

    ``doubted`` is drawn hollow; ``stands`` is false for a value that another one of the day replaces: the line does
    not pass through it. ``joined`` says whether the line comes here from the mark before; where it is false for a
    gap, the line ends before it. ``source`` is what a reader is told of its place.
    """

    day: str
    period: str
    value: float | None
    doubted: bool = False
    stands: bool = True
    joined: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Points in order of time. Lines of one ``name`` have one colour; ``computed`` ones are dashed."""

    name: str
    marks: tuple[Mark, ...]
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines that share one axis of values, in ``unit``; ``heading`` says what they have in common."""

    heading: str
    unit: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Style:
    colour: str
    shape: str


def line_chart(title: str, panels: Sequence[Panel], breaks: Sequence[tuple[str, str]] = ()) -> str:
    """The SVG of a chart with a ``title`` and one or more ``panels``, drawn under one another on one axis of time.

    ``breaks`` are days (ISO) with what happened then in words, drawn as upright lines. An axis of values begins at 0,
    or just below the values where they lie close together. Raises ``ValueError`` without any value.
    """
    drawn = [panel for panel in panels if any(map(_has_value, panel.lines))]
    if not drawn:
        raise ValueError("a chart needs at least one value")
    days = [mark.day for panel in drawn for line in panel.lines for mark in line.marks]
    names = list(dict.fromkeys(line.name for panel in drawn for line in panel.lines if _has_value(line)))
    styles = {
        name: _Style(COLOURS[n % len(COLOURS)], SHAPES[n // len(COLOURS) % len(SHAPES)]) for n, name in enumerate(names)
    }
    height = ONE_PANEL if len(drawn) == 1 else OF_SEVERAL
    planes = [
        _Plane(min(days), max(days), TOP + number * (height + BETWEEN), height, _ticks(*_range(list(_values(panel)))))
        for number, panel in enumerate(drawn)
    ]
    parts = [_text(EDGE, 26, _short(title, LONGEST_TITLE), size=16, weight="bold")]
    for panel, plane in zip(drawn, planes, strict=True):
        parts += [*_axes(plane, panel), *_breaks(plane, breaks)]
        parts += _gaps(plane, panel)
        for line in panel.lines:
            if line.name in styles:
                parts += _line(plane, line, styles[line.name], panel.unit)
    legend, legend_end = _legend(drawn, styles)
    return _svg(title, [*parts, *legend], max(planes[-1].bottom + BOTTOM, legend_end + 20))


def _svg(title: str, parts: Sequence[str], height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img"'
        f' font-family="Segoe UI, Roboto, Noto Sans, DejaVu Sans, sans-serif" fill="#222">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="{WIDTH}" height="{height:g}" fill="white"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where a panel lies. Its axis of time covers whole years."""

    first: str
    last: str
    top: float
    height: float
    ticks: list[float]

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def years(self) -> range:
        return range(int(self.first[:4]), int(self.last[:4]) + 1)

    def x(self, day: str) -> float:
        start = date(self.years[0], 1, 1)
        whole = (date(self.years[-1] + 1, 1, 1) - start).days
        return round(LEFT + ((date.fromisoformat(day) - start).days + 1) / whole * (WIDTH - LEFT - RIGHT), 1)

    def start_of(self, year: int) -> float:
        return self.x(f"{year - 1}-12-31")

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return round(self.bottom - (value - low) / (high - low) * self.height, 1)


def _axes(plane: _Plane, panel: Panel) -> Iterator[str]:
    head = ", ".join(filter(None, (panel.heading, panel.unit)))
    yield _text(EDGE, plane.top - 12, _short(head, LONGEST_TITLE), size=12.5, colour="#555")
    for value in plane.ticks:
        y = plane.y(value)
        yield f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="#e4e4e4"/>'
        yield _text(LEFT - 8, y + 4, _printed(value), anchor="end")
    yield f'<line x1="{LEFT}" y1="{plane.bottom}" x2="{WIDTH - RIGHT}" y2="{plane.bottom}" stroke="#555"/>'
    yield from _years(plane)


def _years(plane: _Plane) -> Iterator[str]:
    """A stroke where each year begins, its name in the middle of it; of many years each second, fifth … has a name."""
    width = plane.start_of(plane.years[0] + 1) - LEFT
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if step * width >= NEAREST)
    for year in (*plane.years, plane.years[-1] + 1):
        x = plane.start_of(year)
        yield f'<line x1="{x}" y1="{plane.top}" x2="{x}" y2="{plane.bottom + 6}" stroke="#e4e4e4"/>'
        if year in plane.years and year % step == 0:
            yield _text(round(x + width / 2, 1), plane.bottom + 20, str(year), anchor="middle")
    if len(plane.years) <= MONTHS_SHOWN:
        for year in plane.years:
            for quarter, month in enumerate((1, 4, 7, 10), 1):
                left = plane.x(f"{year}-{month:02}-01")
                yield f'<line x1="{left}" y1="{plane.bottom}" x2="{left}" y2="{plane.bottom + 3}" stroke="#999"/>'
                middle = plane.x(f"{year}-{month + 1:02}-15")
                yield _text(middle, plane.bottom + 33, f"Q{quarter}", size=10, anchor="middle", colour="#777")


def _breaks(plane: _Plane, breaks: Sequence[tuple[str, str]]) -> Iterator[str]:
    for day, said in breaks:
        if not plane.first < day <= plane.last:
            continue
        x = plane.x(day)
        yield (
            f'<line class="break" x1="{x}" y1="{plane.top - 4}" x2="{x}" y2="{plane.bottom}" stroke="#555"'
            f' stroke-dasharray="3 3"><title>{escape(said)}</title></line>'
        )
        if plane.top == TOP:
            yield _text(x, plane.top - 8, said, size=10.5, anchor="end" if x > (LEFT + WIDTH - RIGHT) / 2 else "start")


def _gaps(plane: _Plane, panel: Panel) -> Iterator[str]:
    """Small crosses at the foot for the periods that some series lacks."""
    lacking: dict[tuple[str, str], list[str]] = {}
    for line in panel.lines:
        for mark in line.marks:
            if mark.value is None:
                said = f"{line.name}: {mark.source}" if mark.source else line.name
                lacking.setdefault((mark.day, mark.period), []).append(said)
    for (day, period), series in lacking.items():
        x, y = plane.x(day), plane.bottom - 5
        yield (
            f'<path class="gap" d="{_cross(x, y)}" stroke="#888" fill="none">'
            f"<title>{escape(f'{period}, no value: ' + '; '.join(series))}</title></path>"
        )


def _line(plane: _Plane, line: Line, style: _Style, unit: str) -> Iterator[str]:
    dashed = ' stroke-dasharray="6 4"' if line.computed else ""
    for run in _runs(line.marks):
        if len(run) > 1:
            path = " ".join(f"{plane.x(mark.day)},{plane.y(mark.value or 0.0)}" for mark in run)
            yield (
                f'<polyline points="{path}" fill="none" stroke="{style.colour}" stroke-width="1.8"'
                f' stroke-linejoin="round"{dashed}/>'
            )
    standing = {mark.day: mark.value for mark in line.marks if mark.stands and mark.value is not None}
    for mark in line.marks:
        if mark.value is None:
            continue
        x, y = plane.x(mark.day), plane.y(mark.value)
        if not mark.stands and (other := standing.get(mark.day)) is not None:
            yield f'<line class="tie" x1="{x}" y1="{y}" x2="{x}" y2="{plane.y(other)}" stroke="{style.colour}"/>'
        said = f"{line.name}, {mark.period}: {_printed(mark.value)} {unit}".rstrip()
        yield _symbol(x, y, style, mark.doubted, f"{said} ({mark.source})" if mark.source else said)


def _runs(marks: Sequence[Mark]) -> list[list[Mark]]:
    """The stretches that one line passes through."""
    runs: list[list[Mark]] = [[]]
    for mark in marks:
        if mark.stands and not mark.joined:
            runs.append([])
        if mark.stands and mark.value is not None:
            runs[-1].append(mark)
    return [run for run in runs if run]


def _symbol(x: float, y: float, style: _Style, hollow: bool, said: str) -> str:
    fill = "white" if hollow else style.colour
    drawn = f'fill="{fill}" stroke="{style.colour}" stroke-width="1.5"'
    r = RADIUS
    title = f"<title>{escape(said)}</title>" if said else ""
    if style.shape == "circle":
        return f'<circle class="value" cx="{x}" cy="{y}" r="{r}" {drawn}>{title}</circle>'
    corners = {
        "square": ((-r, -r), (r, -r), (r, r), (-r, r)),
        "triangle": ((0, -r - 1), (r + 1, r), (-r - 1, r)),
        "diamond": ((0, -r - 1), (r + 1, 0), (0, r + 1), (-r - 1, 0)),
    }[style.shape]
    path = " ".join(f"{x + right:g},{y + down:g}" for right, down in corners)
    return f'<polygon class="value" points="{path}" {drawn}>{title}</polygon>'


def _cross(x: float, y: float) -> str:
    return f"M{x - 2.5:g} {y - 2.5:g}l5 5m0 -5l-5 5"


def _legend(panels: Sequence[Panel], styles: dict[str, _Style]) -> tuple[list[str], float]:
    """The names of the series and what the other signs mean; the place under it."""
    lines = [line for panel in panels for line in panel.lines]
    computed = {line.name for line in lines if line.computed}
    x, y, parts = WIDTH - RIGHT + 22, TOP + 6, []
    for name, style in list(styles.items())[:MOST_NAMES]:
        dashed = ' stroke-dasharray="4 3"' if name in computed else ""
        parts.append(
            f'<line x1="{x}" y1="{y}" x2="{x + 20}" y2="{y}" stroke="{style.colour}" stroke-width="1.8"{dashed}/>'
        )
        parts += [_symbol(x + 10, y, style, False, ""), _text(x + 27, y + 4, _short(name, LONGEST_NAME))]
        y += LEGEND_LINE
    if len(styles) > MOST_NAMES:
        parts.append(_text(x, y + 4, f"and {len(styles) - MOST_NAMES} more"))
        y += LEGEND_LINE
    y += 10
    marks = [mark for line in lines for mark in line.marks]
    grey = _Style("#444", "circle")
    if any(mark.doubted for mark in marks):
        parts += [_symbol(x + 10, y, grey, True, ""), _text(x + 27, y + 4, "reports differ: all values", colour="#555")]
        y += LEGEND_LINE
    if any(mark.value is None for mark in marks):
        parts.append(f'<path d="{_cross(x + 10, y)}" stroke="#888" fill="none"/>')
        parts.append(_text(x + 27, y + 4, "no value, or no report", colour="#555"))
        y += LEGEND_LINE
    return parts, y


def _values(panel: Panel) -> Iterator[float]:
    return (mark.value for line in panel.lines for mark in line.marks if mark.value is not None)


def _has_value(line: Line) -> bool:
    return any(mark.value is not None for mark in line.marks)


def _range(values: Sequence[float]) -> tuple[float, float]:
    """From 0, unless all values lie in a small part of what that would show."""
    low, high = min(values), max(values)
    if low > 0 and high - low < high / 4:
        room = (high - low) / 5 or high / 100
        return low - room, high
    return min(0.0, low), max(0.0, high)


def _ticks(low: float, high: float) -> list[float]:
    """Round values at equal steps (1, 2 or 5 times a power of ten) from at or below ``low`` to at or above ``high``."""
    rough = (high - low) / TICKS or 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [float(f"{number * step:.12g}") for number in range(first, max(first + 1, last) + 1)]


def _text(
    x: float, y: float, text: str, *, size: float = 12, anchor: str = "start", colour: str = "", weight: str = ""
) -> str:
    more = (f' fill="{colour}"' if colour else "") + (f' font-weight="{weight}"' if weight else "")
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" text-anchor="{anchor}"{more}>{escape(text)}</text>'


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _printed(value: float) -> str:
    """As Vietnamese reports print numbers: dots for thousands, a comma for decimals."""
    written = f"{value:,.2f}".rstrip("0").rstrip(".")
    return written.translate(str.maketrans(",.", ".,"))
