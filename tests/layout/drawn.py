"""PDFs drawn for the tests of layout: text and rules at places counted from the top left, read back from the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus import typefaces
from extractor.layout.document import lay_out
from extractor.model.layout import Layout, Table
from extractor.options import Options
from extractor.read.pages import read_pages

A4 = (595.0, 842.0)


class Sheet:
    """One page under the pen; ``size`` is that of the page before it is turned."""

    def __init__(self, canvas: Canvas, size: tuple[float, float]) -> None:
        self.canvas = canvas
        self.width, self.height = size

    def text(self, x: float, y: float, text: str, size: float = 11, *, bold: bool = False, at: str = "left") -> None:
        """A run whose baseline is ``y``; ``x`` is its left end, its middle or its right end."""
        face = typefaces.BOLD if bold else typefaces.REGULAR
        self.canvas.setFont(face, size)
        draw = {"left": "drawString", "middle": "drawCentredString", "right": "drawRightString"}[at]
        getattr(self.canvas, draw)(x, self.height - y, text)

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """A drawn line."""
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def frame(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """The outline of a box."""
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top)

    def bar(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A filled box without outline."""
        self.canvas.setFillGray(0.6)
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def levels(self, ys: Sequence[float], x0: float, x1: float) -> None:
        """Level rules."""
        for y in ys:
            self.rule(x0, y, x1, y)

    def uprights(self, xs: Sequence[float], top: float, bottom: float) -> None:
        """Upright rules."""
        for x in xs:
            self.rule(x, top, x, bottom)

    def cells(
        self, xs: Sequence[float], y: float, rows: Sequence[Sequence[str]], pitch: float = 20, *, bold: int = 0
    ) -> None:
        """Rows of text, the first with its baseline at ``y``; numbers end at the right end of their column."""
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                for line, part in enumerate(text.split("\n")):
                    number = part.replace(".", "").replace(",", "").isdigit() and column > 0
                    x = xs[column + 1] - 4 if number else xs[column] + 4
                    self.text(x, y + at * pitch + 12 * line, part, 10, bold=at < bold, at="right" if number else "left")

    def ruled(
        self, xs: Sequence[float], top: float, rows: Sequence[Sequence[str]], pitch: float = 20, *, bold: int = 0
    ) -> float:
        """A full grid with its text, the first ``bold`` rows in bold type; gives its bottom."""
        ys = [top + pitch * at for at in range(len(rows) + 1)]
        self.levels(ys, xs[0], xs[-1])
        self.uprights(xs, top, ys[-1])
        self.cells(xs, top + 14, rows, pitch, bold=bold)
        return ys[-1]

    def body(self, y: float, lines: int = 1) -> None:
        """Full lines of running text."""
        text = "Ủy ban nhân dân tỉnh đã chỉ đạo các sở, ban, ngành và địa phương tổ chức thực hiện"
        for at in range(lines):
            self.text(70, y + 18 * at, text, 11.5)

    @contextmanager
    def turned(self, angle: int, x: float, y: float):
        """What is drawn inside is turned clockwise about its own top left corner, which comes to stand at x, y."""
        self.canvas.saveState()
        self.canvas.translate(x, self.height - y)
        self.canvas.rotate(-angle)
        self.canvas.translate(0, -self.height)
        yield
        self.canvas.restoreState()


Draw = Callable[[Sheet], None]


def written(path: Path, *pages: Draw, size: tuple[float, float] = A4, rotate: int = 0) -> Path:
    """A file with these pages; ``rotate`` is their /Rotate entry."""
    if not typefaces.available():
        pytest.skip(f"needs the typeface {typefaces.PIN}")
    typefaces.register()
    canvas = Canvas(str(path), pagesize=size)
    for draw in pages:
        draw(Sheet(canvas, size))
        canvas.showPage()
    canvas.save()
    if rotate:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            for page in pdf.pages:
                page.rotate(rotate, relative=False)
            pdf.save(path)
    return path


def read(path: Path) -> Layout:
    """The file as it is laid out."""
    return lay_out(read_pages(path, Options(ocr="never")))


def layout_of(folder: Path, *pages: Draw) -> Layout:
    """A file with these pages, written in a folder, as it is laid out."""
    return read(written(folder / "t.pdf", *pages))


def between_text(draw: Draw, below: float = 560) -> Draw:
    """A page with running text over 150 and from ``below`` on, and what is drawn between."""

    def page(sheet: Sheet) -> None:
        sheet.body(80, 3)
        draw(sheet)
        sheet.body(below, 5)

    return page


def form_rows(layout: Layout) -> list[tuple[str | None, ...]]:
    """Number, label, unit, value and note of each row."""
    return [(row.stt, row.label, row.unit, row.value_raw, row.note) for row in layout.rows]


def rows(layout: Layout, table: int = 0) -> list[tuple[str, ...]]:
    """The cells of a table, row by row."""
    return [row.texts for row in layout.rows if row.table == table]


def headers(layout: Layout) -> list[tuple[str, ...]]:
    """The header of each table."""
    return [each.header for each in layout.tables]


def body(layout: Layout) -> str:
    """The running text."""
    return next(region.text for region in layout.regions if region.kind == "body")


def only(layout: Layout) -> Table:
    """The one table of a document."""
    (table,) = layout.tables
    return table
