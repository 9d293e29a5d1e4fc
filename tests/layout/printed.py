"""Pages set by hand for the tests of layout: text at a place, half an em a letter, no PDF needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractor.layout.document import lay_out
from extractor.model.layout import Layout
from extractor.model.pages import FLAG_BOLD, Characters, Page, Pages

A4 = (595.0, 842.0)


@dataclass(frozen=True)
class Print:
    """A run of text: ``foot`` is the bottom of its glyphs, ``raised`` lifts it (points)."""

    text: str
    x: float
    foot: float
    size: float = 14.0
    bold: bool = False


def width(text: str, size: float = 14.0) -> float:
    """How wide a run is set."""
    return len(text) * size / 2


def characters(*prints: Print) -> Characters:
    """The glyphs of the runs in drawing order."""
    glyphs = [
        (
            letter,
            run.x + at * run.size / 2,
            run.foot - run.size,
            run.x + (at + 1) * run.size / 2,
            run.foot,
            run.size,
            run.bold,
        )
        for run in prints
        for at, letter in enumerate(run.text)
    ]
    columns = list(zip(*glyphs, strict=True)) if glyphs else [()] * 7
    count = len(glyphs)
    return Characters(
        text=np.array(columns[0], dtype=np.str_),
        x0=np.array(columns[1], dtype=float),
        top=np.array(columns[2], dtype=float),
        x1=np.array(columns[3], dtype=float),
        bottom=np.array(columns[4], dtype=float),
        size=np.array(columns[5], dtype=float),
        upright=np.ones(count, dtype=bool),
        font=np.zeros(count, dtype=np.int32),
        flags=np.array([FLAG_BOLD if bold else 0 for bold in columns[6]], dtype=np.uint8),
    )


def page(number: int, *prints: Print, edges: Sequence[tuple[float, float, float, float]] = ()) -> Page:
    """An A4 page with runs of text and drawn lines (x0, top, x1, bottom)."""
    return Page(
        number=number,
        width=A4[0],
        height=A4[1],
        rotation=0,
        characters=characters(*prints),
        fonts=("Serif",),
        edges=np.array(edges, dtype=float).reshape(-1, 4),
        images=np.zeros((0, 4)),
    )


def right(text: str, foot: float, middle: float = 430, size: float = 12) -> Print:
    """A line in bold type that is centred in the right column of a head or signature block."""
    return Print(text, middle - width(text, size) / 2, foot, size, bold=True)


def laid_out(*pages: Page) -> Layout:
    """The pages as one document."""
    return lay_out(Pages(tuple(pages), len(pages)))


def ruled(xs: Sequence[float], ys: Sequence[float]) -> list[tuple[float, float, float, float]]:
    """The lines of a full grid."""
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]
