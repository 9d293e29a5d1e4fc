"""A plain line chart as SVG: one line a series, time from left to right."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

WIDTH, HEIGHT = 900, 460
LEFT, RIGHT, TOP, BOTTOM = 90, 230, 50, 70
COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b", "#e377c2")
TICKS = 5

Point = tuple[str, str, float]
"""ISO day, the name of the period, value."""


def line_chart(title: str, unit: str, series: Mapping[str, Sequence[Point]]) -> str:
    """The SVG of some series, each a name and its points in order of time.

    The value axis begins at 0 unless a value lies below it. Raises ``ValueError`` without any point.
    """
    points = [point for line in series.values() for point in line]
    if not points:
        raise ValueError("a chart needs at least one value")
    days = {point[0]: point[1] for point in sorted(points)}
    first, last = min(days), max(days)
    ticks = _ticks(min(0.0, *(point[2] for point in points)), max(0.0, *(point[2] for point in points)))
    low, high = ticks[0], ticks[-1]

    def place(day: str, value: float) -> tuple[float, float]:
        share = _days(first, day) / (_days(first, last) or 1)
        x = LEFT + (share if first != last else 0.5) * (WIDTH - LEFT - RIGHT)
        y = HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM)
        return round(x, 1), round(y, 1)

    parts = [_text(LEFT, 28, f"{title} ({unit})" if unit else title, size=16)]
    for value in ticks:
        y = place(first, value)[1]
        parts.append(f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="#ddd"/>')
        parts.append(_text(LEFT - 8, y + 4, _printed(value), anchor="end"))
    for day, name in days.items():
        parts.append(_text(place(day, low)[0], HEIGHT - BOTTOM + 16, name, anchor="end", turned=True))
    for index, (name, line) in enumerate(series.items()):
        marks = [(*place(day, value), f"{period}: {_printed(value)}") for day, period, value in line]
        parts += _line(name, index, marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _line(name: str, index: int, points: Sequence[tuple[float, float, str]]) -> list[str]:
    colour = COLOURS[index % len(COLOURS)]
    path = " ".join(f"{x},{y}" for x, y, _ in points)
    y = TOP + 18 * index
    parts = [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>']
    for x, top, said in points:
        parts.append(f'<circle cx="{x}" cy="{top}" r="3.5" fill="{colour}"><title>{escape(said)}</title></circle>')
    parts.append(f'<rect x="{WIDTH - RIGHT + 20}" y="{y}" width="12" height="12" fill="{colour}"/>')
    parts.append(_text(WIDTH - RIGHT + 38, y + 11, name))
    return parts


def _ticks(low: float, high: float) -> list[float]:
    """Round values at equal steps (1, 2 or 5 times a power of ten) from at or below ``low`` to at or above ``high``."""
    rough = (high - low) / TICKS or 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    return [number * step for number in range(math.floor(low / step), max(1, math.ceil(high / step)) + 1)]


def _text(x: float, y: float, text: str, *, size: int = 12, anchor: str = "start", turned: bool = False) -> str:
    turn = f' transform="rotate(-40 {x} {y})"' if turned else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}"{turn}>{escape(text)}</text>'


def _printed(value: float) -> str:
    """As Vietnamese reports print numbers: dots for thousands, a comma for decimals."""
    written = f"{value:,.2f}".rstrip("0").rstrip(".")
    return written.translate(str.maketrans(",.", ".,"))


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
