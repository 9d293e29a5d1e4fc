"""What commands print: tables and JSON to standard output, notes to standard error."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.terminal.language import spoken
from extractor.errors import UsageError
from extractor.export.inert import inert_cell, one_line, visible

if TYPE_CHECKING:
    from rich.text import Text

# Eight heights: all that Unicode has for a line of text.
BLOCKS = "▁▂▃▄▅▆▇█"
# A text that is a link as a whole (``cli/terminal/links.py``).
_LINK = re.compile(r"\x1b\]8;;(?P<address>[^\x1b]*)\x1b\\(?P<text>[^\x1b]*)\x1b\]8;;\x1b\\")

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
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


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
        click.echo(f"\n{title}")
    click.echo("\t".join(columns))
    # Blanks, tabs and line ends within a cell become one blank: a line is a row, a tab parts cells, nothing is quoted.
    for row in rows:
        click.echo("\t".join(one_line(_shown(cell)) for cell in row))


def shown_to_a_person() -> bool:
    """Whether results go to a terminal, and not into a file or another program."""
    return sys.stdout.isatty()


def terminal_width() -> int:
    """Signs of a line of the terminal."""
    return shutil.get_terminal_size().columns


def write_csv(names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """CSV with a line of names; a column that a row lacks is empty. No spreadsheet takes a cell for a formula."""
    writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: inert_cell(cell) for name, cell in row.items()} for row in rows)


def write_line(text: str) -> None:
    """A line of the result."""
    click.echo(text)


def write_file(path: Path, content: bytes, option: str) -> None:
    """Writes a file that the user named by an ``option``: ``content``, all of it, to ``path``.

    Raises ``UsageError`` where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}", f"Give another file to {option}") from error


def note(text: str) -> None:
    """A line for the person at the terminal, in their language; no part of the result."""
    click.echo(visible(spoken(text)), err=True)


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
    from rich.console import Console
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
    Console().print(table)


def _linked(cell: str, style: str = "") -> Text:
    """The cell without what a terminal obeys."""
    from rich.text import Text

    found = _LINK.fullmatch(cell)
    return Text(visible(found["text"]), f"link {found['address']}") if found else Text(visible(cell), style)


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
