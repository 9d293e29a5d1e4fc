"""Pages as lists of marks, and the PDF made of them. Coordinates are points from the top left of an A4 page."""

from __future__ import annotations

import io
from dataclasses import dataclass

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus import typefaces

WIDTH, HEIGHT = A4
MILLIMETRE = 72 / 25.4
LEFT = 30 * MILLIMETRE
RIGHT = WIDTH - 20 * MILLIMETRE
TOP = 20 * MILLIMETRE
BOTTOM = HEIGHT - 20 * MILLIMETRE
MEASURE = RIGHT - LEFT

MARK = "(số liệu minh họa)"
"""Stands on every page, so that no sheet of the corpus can be taken for a real report."""


@dataclass(frozen=True, slots=True)
class Print:
    """Text at a baseline."""

    x: float
    y: float
    face: str
    size: float
    text: str
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float = 0.5


Mark = Print | Rule


def centred(text: str, middle: float, y: float, face: str, size: float, grey: float = 0.0) -> Print:
    """Text whose middle stands at ``middle``."""
    return Print(middle - typefaces.width(text, face, size) / 2, y, face, size, text, grey)


def furniture(number: int) -> list[Mark]:
    """What every page carries: its number at the top from the second on, the mark at the very bottom."""
    marks: list[Mark] = [centred(MARK, WIDTH / 2, HEIGHT - 9 * MILLIMETRE, typefaces.ITALIC, 8.5, grey=0.35)]
    if number > 1:
        marks.append(centred(str(number), WIDTH / 2, 14 * MILLIMETRE, typefaces.REGULAR, 13))
    return marks


def _draw(canvas: Canvas, marks: list[Mark]) -> None:
    for mark in marks:
        if isinstance(mark, Rule):
            canvas.setLineWidth(mark.weight)
            canvas.line(mark.x0, HEIGHT - mark.y0, mark.x1, HEIGHT - mark.y1)
            continue
        text = canvas.beginText(mark.x, HEIGHT - mark.y)
        text.setFont(mark.face, mark.size)
        text.setFillGray(mark.grey)
        text.textOut(mark.text)
        canvas.drawText(text)


def to_pdf(pages: list[list[Mark]], title: str) -> bytes:
    """A PDF of the pages, the same bytes for the same pages: no clock, no random identifier."""
    typefaces.register()
    rl_config.useA85 = 0
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1, lang="vi")
    canvas.setTitle(title)
    canvas.setAuthor("trichluc: số liệu minh họa")
    for number, marks in enumerate(pages, 1):
        _draw(canvas, [*marks, *furniture(number)])
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
