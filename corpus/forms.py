"""The annex: ruled statistical forms, set row by row over as many pages as they need."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus import paper
from corpus.flow import Composer, Line, Style, break_lines, set_line
from corpus.paper import Rule, centred
from corpus.passage import Passage
from corpus.typefaces import BOLD, REGULAR

WIDTHS = (38.0, 190.0, 74.0, 62.0, 91.0)
PADDING = 3.5
CELL = Style(REGULAR, 11, 14, justified=False)
CENTRE = Style(REGULAR, 11, 14, justified=False, middle=True)
BOLD_CELL = Style(BOLD, 11, 14, justified=False)
BOLD_CENTRE = Style(BOLD, 11, 14, justified=False, middle=True)
HEADINGS = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a form. ``name`` is that of its figure, null in headings; ``value_kind`` as in the database."""

    stt: str
    label: str
    unit: str
    value_raw: str
    value: float | None
    value_kind: str
    note: Passage
    name: str | None = None
    bold: bool = False
    merged: int = 0
    """0: a note of its own; 1: first row of a merged note cell; 2: a further row of it."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form. ``group`` is the heading over the last two columns, empty for a head of one row."""

    number: int
    label: str
    title: str
    rows: tuple[Row, ...]
    group: str = ""
    repeat_head: bool = True


@dataclass
class Placement:
    """The pages of the rows, by form number and position."""

    pages: dict[tuple[int, int], int] = field(default_factory=dict)


def _edges() -> list[float]:
    edges = [paper.LEFT]
    for width in WIDTHS:
        edges.append(edges[-1] + width)
    return edges


EDGES = _edges()


def _cell(composer: Composer, lines: list[Line], style: Style, column: int, top: float, height: float) -> None:
    y = top + (height - len(lines) * style.leading) / 2
    for line in lines:
        y += style.leading
        composer.add(*set_line(line, style, EDGES[column] + PADDING, y - 4, WIDTHS[column] - 2 * PADDING))


def _break(text: str | Passage, style: Style, column: int) -> list[Line]:
    passage = text if isinstance(text, Passage) else Passage(text, "cell")
    return break_lines(passage, style, WIDTHS[column] - 2 * PADDING)


def _columns(row: Row) -> list[tuple[list[Line], Style]]:
    centre, left = (BOLD_CENTRE, BOLD_CELL) if row.bold else (CENTRE, CELL)
    styles = (centre, left, centre, centre)
    texts = (row.stt, row.label, row.unit, row.value_raw)
    return [(_break(text, style, at), style) for at, (text, style) in enumerate(zip(texts, styles, strict=True))]


def _heights(group: list[Row]) -> list[float]:
    """The heights of rows that share a note; the last grows where the note needs more than they take."""

    def height(*cells: list[Line]) -> float:
        return max(map(len, cells)) * CELL.leading + 2 * PADDING - 1

    heights = [height(*(lines for lines, _ in _columns(row))) for row in group]
    heights[-1] += max(0.0, height(_break(group[0].note, CELL, 4)) - sum(heights))
    return heights


def _verticals(composer: Composer, top: float, bottom: float, first: int = 0) -> None:
    composer.add(*(Rule(x, top, x, bottom) for x in EDGES[first:]))


def _head(composer: Composer, form: Form) -> None:
    top, row = composer.y, 19.0
    height = 2 * row if form.group else row
    composer.add(Rule(EDGES[0], top, EDGES[-1], top))
    composer.add(Rule(EDGES[0], top + height, EDGES[-1], top + height))
    composer.add(*(Rule(x, top, x, top + height) for x in (*EDGES[:4], EDGES[5])))
    for column, heading in enumerate(HEADINGS):
        low = form.group and column > 2
        y = top + (row * 1.5 if low else height / 2) + 4
        composer.add(centred(heading, (EDGES[column] + EDGES[column + 1]) / 2, y, BOLD, 11))
    if form.group:
        composer.add(Rule(EDGES[3], top + row, EDGES[5], top + row), Rule(EDGES[4], top + row, EDGES[4], top + height))
        composer.add(centred(form.group, (EDGES[3] + EDGES[5]) / 2, top + row / 2 + 4, BOLD, 11))
    else:
        composer.add(Rule(EDGES[4], top, EDGES[4], top + height))
    composer.y = top + height


def _groups(rows: tuple[Row, ...]) -> list[list[Row]]:
    """Rows that share a note cell stay together on a page."""
    groups: list[list[Row]] = []
    for row in rows:
        if row.merged == 2:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def set_form(composer: Composer, form: Form, placement: Placement) -> None:
    """Set a form from the composer's place on; its head comes again on a new page where ``repeat_head`` says so."""
    if composer.room() < 170:
        composer.new_page()
    middle = (EDGES[0] + EDGES[-1]) / 2
    for text in (form.label, form.title):
        composer.y += 17
        composer.add(centred(text, middle, composer.y - 4, BOLD, 12.5))
    composer.y += 5
    _head(composer, form)
    position = 0
    for group in _groups(form.rows):
        heights = _heights(group)
        if composer.room() < sum(heights):
            composer.new_page()
            if form.repeat_head:
                _head(composer, form)
            else:
                composer.add(Rule(EDGES[0], composer.y, EDGES[-1], composer.y))
        top = composer.y
        for row, height in zip(group, heights, strict=True):
            placement.pages[form.number, position] = composer.page
            position += 1
            _set_row(composer, row, height, last=row is group[-1])
        note = group[0].note
        _cell(composer, _break(note, CELL, 4), CELL, 4, top, composer.y - top)
        composer.place(note)
    composer.y += 14


def _set_row(composer: Composer, row: Row, height: float, *, last: bool) -> None:
    top = composer.y
    for column, (lines, style) in enumerate(_columns(row)):
        _cell(composer, lines, style, column, top, height)
    _verticals(composer, top, top + height)
    composer.add(Rule(EDGES[0], top + height, EDGES[-1] if last else EDGES[4], top + height))
    composer.y = top + height
