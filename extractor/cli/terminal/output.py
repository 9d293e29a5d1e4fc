"""What commands print: tables and JSON to standard output, notes to standard error."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.terminal.door import behind_door, console, link_in, put_line
from extractor.cli.terminal.language import spoken
from extractor.cli.terminal.log import current_log
from extractor.errors import UsageError, reason_of
from extractor.export.inert import inert_cell, shown, shown_json, shown_line

if TYPE_CHECKING:
    from rich.text import Text

# Eight heights: all that Unicode has for a line of text.
BLOCKS = "▁▂▃▄▅▆▇█"

# Where click keeps what is known of a run that is not finished: all contexts of one call share it.
UNFINISHED = "trichluc.unfinished"


def write_json(value: Any) -> None:
    """One JSON value on standard output; dataclasses become objects, letters stay as they are.

    An object says of a run that is not finished in ``unfinished_run``; a list stays a list.
    """
    context = click.get_current_context(silent=True)
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, dict) and context and UNFINISHED in context.meta:
        value = {**value, "unfinished_run": context.meta[UNFINISHED]}
    put_line(shown_json(json.dumps(value, ensure_ascii=False, indent=1, default=_plain)))


def write_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "", worded: Sequence[str] = ()
) -> None:
    """A table: drawn where a person reads it, else one tab-separated line a row under a line of names.

    ``columns`` are the names, ``rows`` have a cell for each; None is empty. A table with a ``title`` follows another
    one: there is an empty line and the title before it. Names, title and the cells of the ``worded`` columns are the
    program's own words, and printed in the language of the user.
    """
    if worded:
        own = [column in worded for column in columns]
        rows = ([spoken(_shown(cell)) if mine else cell for cell, mine in zip(row, own, strict=True)] for row in rows)
    columns, title = [spoken(column) for column in columns], spoken(title)
    if shown_to_a_person():
        _draw(columns, rows, title)
        return
    if title:
        put_line(f"\n{shown_line(title)}")
    put_line("\t".join(map(shown_line, columns)))
    # Blanks, tabs and line ends within a cell become one blank: a line is a row, a tab parts cells, nothing is quoted.
    for row in rows:
        put_line("\t".join(shown_line(_shown(cell)) for cell in row))


def shown_to_a_person() -> bool:
    """Whether results go to a terminal, and not into a file or another program."""
    return sys.stdout.isatty()


def terminal_width() -> int:
    """Signs of a line of the terminal."""
    return shutil.get_terminal_size().columns


def write_csv(names: Sequence[str], rows: Iterable[Mapping[str, Any]], *, raw: bool = False) -> None:
    """CSV with a line of ``names``; a column that one of the ``rows`` lacks is empty.

    No spreadsheet takes a cell for a formula, unless ``raw`` wants them without the apostrophe.
    """
    writer = csv.writer(behind_door(sys.stdout), lineterminator="\n")
    for cells in (names, *(map(row.get, names) for row in rows)):
        writer.writerow(cells if raw else map(inert_cell, cells))


def write_line(text: str) -> None:
    """A line of the result."""
    put_line(text)


def write_file(path: Path, content: bytes, option: str) -> None:
    """Writes a file that the user named by an ``option``: ``content``, all of it, to ``path``.

    Raises ``UsageError`` where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {reason_of(error)}", f"Give another file to {option}") from error


def note(text: str) -> None:
    """A line for the person at the terminal, in their language, or of the log; no part of the result."""
    if log := current_log():
        log.write("note", reason=text)
    else:
        put_line(spoken(text), err=True)


def sparkline(values: Sequence[float | None], bar: int = 0) -> str:
    """Numbers as a line of blocks, the least as the lowest block and the greatest as the highest.

    ``values`` hold at least one number; None is a gap, shown as a dot. Before the value at position ``bar`` stands a
    bar; 0 is none.
    """
    numbers = [value for value in values if value is not None]
    low, step = min(numbers), (max(numbers) - min(numbers)) / (len(BLOCKS) - 1) or 1.0
    drawn = ["·" if value is None else BLOCKS[round((value - low) / step)] for value in values]
    return "".join((*drawn[:bar], "|" if bar else "", *drawn[bar:]))


def _draw(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str) -> None:
    # Not at the top: rich is slow to import, and a pipe needs none of it (test_main.py).
    from rich import box
    from rich.table import Table

    # ``Text`` throughout, as rich would read "[1]" in a sentence, or in the name of a place, as markup.
    named = _linked(title, "table.title") if title else None
    table = Table(box=box.SIMPLE_HEAD, title=named, title_justify="left", pad_edge=False)
    for column in columns:
        # Folded, not cut: what is printed must be there to the last letter.
        table.add_column(_linked(column), overflow="fold")
    for row in rows:
        # A link is none of the signs that fill a column.
        table.add_row(*(_linked(_shown(cell)) for cell in row))
    console().print(table)


def _linked(cell: str, style: str = "") -> Text:
    """The cell, what acts in it written out before its width is measured."""
    from rich.text import Text

    address, text = link_in(cell)
    return Text(shown(text), f"link {address}" if address else style)


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    # Values are stored as floats; a report prints 36, not 36.0.
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Path):
        return value.as_posix()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
