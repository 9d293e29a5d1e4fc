"""Papers of other offices as PDFs: head, title, text, signature, stamps and running lines at their usual places."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus import typefaces
from corpus.typefaces import BOLD, ITALIC, REGULAR

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 85.0, 540.0, 60.0, 780.0
LEFT_MIDDLE, RIGHT_MIDDLE = 165.0, 420.0
LEADING = 18.0

SIZE = 14.0


@dataclass
class Pen:
    """Sets lines on the pages of a PDF; ``y`` is the baseline of the next line, from the top."""

    canvas: Canvas
    y: float = TOP

    def put(self, x: float, y: float, text: str, face: str = REGULAR, size: float = SIZE, middle: bool = False) -> None:
        self.canvas.setFont(face, size)
        draw = self.canvas.drawCentredString if middle else self.canvas.drawString
        draw(x, HEIGHT - y, text)

    def column(self, middle: float, y: float, lines: list[str], size: float = 11.0) -> float:
        """Centred lines, one under the other; ``*`` before a line makes it bold, ``/`` italic. Gives the end."""
        faces = {"*": BOLD, "/": ITALIC}
        for line in lines:
            face = faces.get(line[:1], REGULAR) if len(line) > 1 else REGULAR
            self.put(middle, y, line[1:] if face != REGULAR else line, face, size, middle=True)
            y += 16
        return y

    def paragraph(self, text: str) -> None:
        line, x = "", LEFT + 28
        for word in text.split():
            longer = f"{line} {word}".strip()
            if x + typefaces.width(longer, REGULAR, SIZE) > RIGHT:
                self.line(x, line)
                line, x = word, LEFT
            else:
                line = longer
        self.line(x, line)

    def line(self, x: float, text: str) -> None:
        if self.y > BOTTOM:
            self.turn()
        self.put(x, self.y, text)
        self.y += LEADING

    def turn(self) -> None:
        """The next page."""
        self.canvas.showPage()
        self.y = TOP + 20


def paper(spec: dict[str, Any]) -> bytes:
    """The PDF of a paper: its parts in order, each a table with one of the keys of ``PARTS``."""
    typefaces.register()
    buffer = BytesIO()
    pen = Pen(Canvas(buffer, pagesize=A4, invariant=1))
    for part in spec["parts"]:
        kind = next(key for key in PARTS if key in part)
        PARTS[kind](pen, part)
    pen.canvas.save()
    return buffer.getvalue()


def _head(pen: Pen, part: dict[str, Any]) -> None:
    ends = [pen.column(LEFT_MIDDLE, pen.y, part["head"]), pen.column(RIGHT_MIDDLE, pen.y, part["right"])]
    pen.y = max(ends) + 24


def _title(pen: Pen, part: dict[str, Any]) -> None:
    if part.get("tight"):
        pen.y -= 10
    for line in part["title"]:
        pen.put(part.get("center", (LEFT + RIGHT) / 2), pen.y, line, BOLD, SIZE, middle=True)
        pen.y += LEADING
    pen.y += 10


def _middle(pen: Pen, part: dict[str, Any]) -> None:
    for line in part["middle"]:
        pen.put((LEFT + RIGHT) / 2, pen.y, line, REGULAR, SIZE, middle=True)
        pen.y += LEADING


def _addressed(pen: Pen, part: dict[str, Any]) -> None:
    """A word, and the lines of a list right of it."""
    word, *lines = part["addressed"]
    pen.put(LEFT + 100, pen.y, word)
    for line in lines:
        pen.put(LEFT + 200, pen.y, line)
        pen.y += LEADING


def _corner(pen: Pen, part: dict[str, Any]) -> None:
    """The left column of a head without the right one."""
    pen.y = pen.column(LEFT_MIDDLE, pen.y, part["corner"]) + 24


def _text(pen: Pen, part: dict[str, Any]) -> None:
    for text in part["text"] * part.get("times", 1):
        pen.paragraph(text)


def _signature(pen: Pen, part: dict[str, Any]) -> None:
    if pen.y > BOTTOM - 150:
        pen.turn()
    y = pen.y + 12
    *capacity, name = part["signature"]
    right = pen.column(430, y, [f"*{line}" for line in capacity])
    pen.column(430, right + 60, [f"*{name}"])
    *beside, other = part.get("beside", [""])
    left = pen.column(LEFT_MIDDLE, y, [f"*{line}" for line in beside])
    if other:
        pen.column(LEFT_MIDDLE, right + 60, [f"*{other}"])
        left = right + 100
    for at, line in enumerate(part.get("recipients", [])):
        pen.put(LEFT, left + 13 * at, line, REGULAR, 12 if at == 0 else 11)
    pen.y = max(right + 100, left + 13 * len(part.get("recipients", [])))


def _stamp(pen: Pen, part: dict[str, Any]) -> None:
    x, y = part["at"]
    for at, line in enumerate(part["stamp"]):
        pen.put(x, y + at * part.get("size", 8) * 1.15, line, REGULAR, part.get("size", 8))


def _hidden(pen: Pen, part: dict[str, Any]) -> None:
    line = pen.canvas.beginText(LEFT, HEIGHT - pen.y)
    line.setFont(REGULAR, SIZE)
    line.setTextRenderMode(3)
    line.textOut(part["hidden"])
    pen.canvas.drawText(line)
    pen.canvas._code.append("0 Tr")


def _field(pen: Pen, part: dict[str, Any]) -> None:
    """A form field that is filled in: its text is in the appearance of its widget alone."""
    x, y = part["at"]
    pen.canvas.acroForm.textfield(
        name=f"field{x}",
        value=part["field"],
        x=x,
        y=HEIGHT - y - 4,
        width=30,
        height=14,
        fontSize=11,
        borderWidth=0,
        fillColor=None,
        forceBorder=False,
    )


def _page(pen: Pen, part: dict[str, Any]) -> None:
    if part["page"]:
        pen.turn()
    if "down_to" in part:
        pen.y = part["down_to"]


PARTS = {
    "head": _head,
    "title": _title,
    "middle": _middle,
    "addressed": _addressed,
    "corner": _corner,
    "text": _text,
    "signature": _signature,
    "stamp": _stamp,
    "hidden": _hidden,
    "field": _field,
    "page": _page,
}
