"""Figures in the cells of tables that are no statistical forms: each with its row's label and its column's path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.find.dates import dates_in, days_of
from extractor.find.figures.units import unit_in
from extractor.find.normal import normalise
from extractor.find.numbers import other_reading, read_number
from extractor.model.facts import CELL_VALUE, Figure
from extractor.model.layout import Row, Table
from patterns.loader import load
from patterns.units import either, family, is_counted

_VALUE = r"-?\d[\d.,]*(?:\s\d{3})*(?:\s?[%‰])?"
_CELL = re.compile(rf"(?P<first>{_VALUE})(?:\s?/\s?(?P<second>{_VALUE}))?(?:\s?\((?P<third>{_VALUE})\))?")
_LETTER = re.compile(r"[^\W\d_]")
_BRACKETED = re.compile(r"\(\s*(?:đơn vị(?: tính)?\s*:\s*|đvt\s*:\s*)?([^()\d]{1,40})\)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_POINTS = re.compile(r"(?:tổng )?(?:số )?điểm(?: số)?(?!\w)", re.IGNORECASE)
_PATH = " › "
_FEW = 0.5
_SURE, _GUESSED = 0.9, 0.5


@dataclass(frozen=True, slots=True)
class Column:
    """What the head says of a column of numbers: its path, its unit, its time (ISO days)."""

    path: str
    unit: str | None
    start: str | None
    end: str | None
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Grid:
    """Of a table the column with the labels of its rows, and by their index the columns whose numbers are figures."""

    label: int
    columns: dict[int, Column]


def grid_of(table: Table, rows: Sequence[Row], year: int | None) -> Grid | None:
    """How the figures of a table are read; None for a form, and where no column names the rows.

    Periods named without a year are those of ``year``.
    """
    if table.is_form or not rows:
        return None
    label = next((at for at in range(table.n_cols) if _names_rows(table, rows, at)), None)
    if label is None:
        return None
    title = table.title or ""
    columns = {
        at: _column(_head(table, at), title, year)
        for at in range(table.n_cols)
        if at != label and _measures(table, rows, at)
    }
    return Grid(label, columns) if columns else None


def figures_in_row(text: str, row: Row, grid: Grid, decimal: str | None) -> Iterator[Figure]:
    """The figures of a row; offsets index ``text``, that of its region."""
    label = row.cells[grid.label] or next((cell for cell in row.cells if _LETTER.search(cell)), "")  # "Tổng" in front
    at = 0
    for column, cell in enumerate(row.cells):
        found = text.find(cell, at) if cell else -1
        if found < 0:
            continue
        at = found + len(cell)
        if column in grid.columns and (match := _CELL.fullmatch(cell.strip())):
            shift = found + len(cell) - len(cell.lstrip())
            yield from _figures(match, shift, label, grid.columns[column], decimal)


def _figures(match: re.Match[str], shift: int, label: str, column: Column, decimal: str | None) -> Iterator[Figure]:
    """The number of a cell, the two of a fraction, and a rate in brackets behind them."""
    groups = [name for name in ("first", "second", "third") if match[name]]
    named = _PATH.join(" ".join(part.split()) for part in (label, column.path) if part.strip())
    for at, name in enumerate(groups):
        printed = match[name]
        unit = printed[-1] if printed[-1] in "%‰" else column.unit
        sign = None if is_counted(unit) else decimal
        value = read_number(printed, decimal=sign)
        if value is None or (unit is None and _YEAR.fullmatch(printed)):
            return
        link, linked = None, None
        if name == "first" and match["second"]:
            link, linked = "numerator", 1
        elif name == "third":
            link, linked = "rate", -at
        unsure = not is_counted(unit) and decimal is None and other_reading(printed, decimal=sign) is not None
        yield Figure(
            printed, shift + match.start(name), shift + match.end(name), value, unit, None, named,
            column.start, column.end, column.as_of, CELL_VALUE, _GUESSED if unsure or unit is None else _SURE,
            link=link, linked=linked, time_from="head" if column.end or column.as_of else None,
        )  # fmt: skip


def _head(table: Table, column: int) -> str:
    return table.header[column] if column < len(table.header) else ""


def _names_rows(table: Table, rows: Sequence[Row], column: int) -> bool:
    texts = [row.cells[column] for row in rows if row.cells[column].strip()]
    worded = sum(len(_LETTER.findall(text)) > 3 for text in texts)
    return worded > _FEW * max(len(texts), 1) and not _no_measure().fullmatch(_head(table, column).strip())


def _measures(table: Table, rows: Sequence[Row], column: int) -> bool:
    last = _head(table, column).rsplit(_PATH.strip(), 1)[-1].strip()
    if _no_measure().match(last):
        return False
    texts = [text for row in rows if _LETTER.search(text := row.cells[column].strip()) or text]
    numbers = sum(_CELL.fullmatch(text) is not None for text in texts)
    return numbers > _FEW * max(len(texts), 1)


def _column(path: str, title: str, year: int | None) -> Column:
    steps = [step.strip() for step in path.split(_PATH.strip())]
    bracketed = [found[1].strip() for found in _BRACKETED.finditer(f"{path} {title}")]
    unit = next((text for text in (*reversed(steps), *bracketed) if family(text)), None) or unit_in(path)
    if unit is None and _POINTS.match(steps[-1]):
        unit = "điểm"
    return Column(path, unit, *_time(path, year))


def _time(text: str, year: int | None) -> tuple[str | None, str | None, str | None]:
    for date in dates_in(normalise(text).text):
        first, last = days_of(date, year)
        if last and (date.role == "as_of" or date.precision == "day"):
            return None, None, last
        if last:
            return first, last, None
    return None, None, None


@cache
def _no_measure() -> regex.Pattern[str]:
    words = [word for entry in load("not_measures") for word in entry["words"]]
    return regex.compile(rf"(?:{either(words)})(?!\w)(?!\s+mục)", regex.IGNORECASE)
