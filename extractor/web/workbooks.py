"""The list of a page as a workbook to take along: the ending ``xlsx`` of its address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from extractor.export.relations import DAY_COLUMNS, Column, read_day
from extractor.export.spreadsheet import as_xlsx
from extractor.export.workbook import heads
from extractor.language.catalogue import Words
from extractor.web.metadata import column_texts
from extractor.web.views import Asked, Form

# The forms of a page that hold all rows of its list and not a page of them.
FILES = ("csv", "xlsx")
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_form(
    table: str,
    columns: Sequence[str],
    title: Callable[[Words], str],
    rows: Callable[[Any, Asked], Iterable[Mapping[str, Any]]],
) -> Form:
    """A form of a page for ``View.forms``.

    ``columns`` are taken from the ``rows`` that the answer of the page has; their heads are what is said of the columns
    of ``table``, in the reader's language, as is the ``title`` of the sheet. Days are days.
    """

    def as_bytes(shown: Any, asked: Asked) -> bytes:
        texts = column_texts(table, asked.words.language)
        said = heads([Column(name, "text", texts.get(name, "")) for name in columns])
        found = ([_cell(name, row[name]) for name in columns] for row in rows(shown, asked))
        return as_xlsx(said, found, title(asked.words))

    return MEDIA_TYPE, as_bytes


def _cell(name: str, cell: Any) -> Any:
    return (read_day(cell) or cell) if name in DAY_COLUMNS else cell
