"""Workbooks for Excel and LibreOffice: values with types, nothing that is calculated or followed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

from extractor.export.inert import xml_text

# Limits of the format (Excel specifications and limits). Both are the program's, and a file beyond them does not open.
MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767

# What stands at the end of a cell that is longer.
CUT = " […]"

# Excel counts days from 1900 and has a 29 February 1900 that never was; earlier days are text.
FIRST_DAY = date(1900, 3, 1)

# Widths in digits of the sheet's font. Narrower than 8 no day fits; wider than 60 a single column fills a screen.
NARROWEST, WIDEST = 8, 60
# So many rows say how wide their column is; a sheet is written row by row and widths stand before them.
ROWS_OF_WIDTHS = 200

# What makes two workbooks of the same values the same bytes.
MADE_ON = datetime(2000, 1, 1)


@dataclass(slots=True)
class Sheet:
    """What became of a table: the sheets that hold it, its rows, and how many cells were cut."""

    names: list[str] = field(default_factory=list)
    rows: int = 0
    cut: int = 0


class Workbook:
    """A workbook that is written row by row to a file at ``target``, or into memory; ``close`` finishes it."""

    def __init__(self, target: Path | io.BytesIO) -> None:
        import xlsxwriter

        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._file = _Archive(target) if isinstance(target, Path) else None
        self._book = xlsxwriter.Workbook(self._file or target, options)
        self._book.set_properties({"created": MADE_ON})
        self._head = self._book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._heading = self._book.add_format({"bold": True, "font_size": 14})
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._names: set[str] = set()

    def add(self, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Sheet:
        """Writes a table under a frozen head that filters: ``rows`` with a cell for each of ``heads``.

        ``title`` names the sheet; more rows than a sheet takes go on in further ones.
        """
        sheet = Sheet()
        waiting = iter(rows)
        while True:
            first = list(islice(waiting, ROWS_OF_WIDTHS))
            if sheet.names and not first:
                return sheet
            self._fill(sheet, title, heads, chain(first, islice(waiting, MOST_ROWS - 1 - len(first))), first)

    def page(self, title: str) -> Any:
        """An empty sheet for text, with wide wrapped columns."""
        sheet = self._book.add_worksheet(self._name(title))
        sheet.set_column(0, 2, 26, self._wrapped)
        sheet.set_column(3, 3, 80, self._wrapped)
        return sheet

    def say(self, page: Any, lines: Sequence[Sequence[str]]) -> None:
        """Writes ``lines`` on a ``page``, the first of them as its heading; a line with one cell is a heading too."""
        for number, line in enumerate(lines):
            for place, cell in enumerate(line):
                large = self._heading if number == 0 else self._head if len(line) == 1 else None
                page.write_string(number, place, xml_text(cell), large)

    def close(self) -> None:
        """Finishes the file. Raises ``OSError`` where it could not be written."""
        self._book.close()
        if self._file:
            self._file.close()

    def _fill(
        self, sheet: Sheet, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], first: list[Sequence[Any]]
    ) -> None:
        drawn = self._book.add_worksheet(self._name(title))
        sheet.names.append(drawn.get_name())
        for place, width in enumerate(_widths(heads, first)):
            drawn.set_column(place, place, width)
        drawn.freeze_panes(1, 1)
        for place, head in enumerate(heads):
            drawn.write_string(0, place, xml_text(head), self._head)
        number = 0
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                sheet.cut += self._write(drawn, number, place, cell)
        sheet.rows += number
        if heads:
            drawn.autofilter(0, 0, number, len(heads) - 1)

    def _write(self, drawn: Any, row: int, place: int, cell: Any) -> bool:
        """Writes a cell by its type; whether it was cut."""
        if cell is None or cell == "":
            return False
        if isinstance(cell, bool):
            drawn.write_boolean(row, place, cell)
        elif isinstance(cell, int) or (isinstance(cell, float) and abs(cell) < float("inf")):
            drawn.write_number(row, place, cell)
        elif isinstance(cell, date) and cell >= FIRST_DAY:
            drawn.write_datetime(row, place, cell, self._day)
        else:
            shown, cut = _fitting(xml_text(str(cell)))
            drawn.write_string(row, place, shown)
            return cut
        return False

    def _name(self, title: str) -> str:
        """A name for a sheet as Excel allows it: 31 letters, none of a path, unlike the others."""
        plain = "".join(" " if letter in "[]:*?/\\" else letter for letter in xml_text(title)).strip(" '") or "Sheet"
        number, name = 1, plain[:31].strip(" '")
        while name.casefold() in self._names:
            number += 1
            name = f"{plain[:26].rstrip()} ({number})"
        self._names.add(name.casefold())
        return name


class _Archive:
    """A file that tells of its first failure when it is closed.

    An archive whose writes fail complains a second time, with a traceback, when it is thrown away.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._failed: OSError | None = None

    def write(self, part: bytes) -> int:
        if self._failed is None:
            try:
                self._file.write(part)
                self._file.flush()
            except OSError as error:
                self._failed = error
        return len(part)

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, place: int, whence: int = 0) -> int:
        return 0 if self._failed else self._file.seek(place, whence)

    def flush(self) -> None:
        """What is written is flushed."""

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        with suppress(OSError) if self._failed else nullcontext():
            self._file.close()
        if self._failed:
            raise self._failed


def as_xlsx(heads: Sequence[str], rows: Iterable[Sequence[Any]], title: str) -> bytes:
    """A workbook of one sheet: ``heads`` over ``rows``, ``title`` its name.

    Text stays text whatever it begins with, numbers and days (``datetime.date``) are such, None is an empty cell.
    """
    file = io.BytesIO()
    book = Workbook(file)
    book.add(title, heads, rows)
    book.close()
    return file.getvalue()


def _fitting(text: str) -> tuple[str, bool]:
    """A text that fits into a cell, and whether it was cut. Excel counts letters as UTF-16 does."""
    if len(text) * 2 <= MOST_LETTERS or len(text.encode("utf-16-le")) // 2 <= MOST_LETTERS:
        return text, False
    room = (MOST_LETTERS - len(CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + CUT, True


def _widths(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[int]:
    """The width of each column: nine of ten cells of the first rows fit, as far as the screen does."""
    for place, head in enumerate(heads):
        # Lines of a cell are long or many; a head may wrap at its blanks.
        lengths = sorted(len(str(row[place] or "").split("\n")[0]) for row in rows if place < len(row))
        usual = lengths[len(lengths) * 9 // 10] if lengths else 0
        longest_word = max((len(word) for word in head.split()), default=0)
        yield max(NARROWEST, min(WIDEST, max(usual, longest_word) + 2))
