"""How a cell of a table or a query result is shown: links to the page, readable lists, grouped digits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape

from extractor.web.metadata import tables

# Tables whose rows have a place on a page. The name comes from the address of a page, and goes into SQL: what is not
# here cannot be marked there (test_cells.py).
FACTS = ("citations", "dates", "figures", "footnotes", "table_rows", "tables", "sections", "mentions")

# Views have no ids: the table of the fact that a row shows, and the column that holds its id.
_FACT_OF_VIEW = {"citation_contexts": ("citations", "citation_id"), "figures_by_period": ("figures", "figure_id")}
# Datasette makes links of foreign keys on the pages of tables only; in views and queries the name of a column tells.
_TABLE_OF_COLUMN = {
    "instrument_id": "instruments",
    "footnote_id": "footnotes",
    "table_row_id": "table_rows",
    "table_id": "tables",
    "indicator_id": "indicators",
    "same_as_id": "indicators",
    "section_id": "sections",
    "issuer_id": "organisations",
    "organisation_id": "organisations",
}
_PAGE_OF_TABLE = {"documents": "document", "instruments": "instrument", "checks": "finding"}
_LIST_COLUMNS = ("cells", "header")
_GROUPED_COLUMNS = ("value", "expected", "actual", "difference")
_NARROW_BLANK = "\u202f"

# Numbers below stay whole, as most of them are years (test_cells.py); from five digits on a reader needs groups.
_GROUPED_FROM = 10_000


def show(row: Mapping[str, Any], column: str, value: Any, table: str | None, base: str) -> Markup | str | None:
    """What stands in the cell instead of the bare value, None to leave it to Datasette.

    ``row`` maps names of columns to cells, ``column`` and ``value`` are the cell that is shown. ``table`` is None for
    the result of a query, ``base`` the address of the database (``/reports``).
    """
    if value is None or value == "" or isinstance(value, Mapping | bytes):
        return None
    if column.endswith("boxes"):
        return _boxes(row, value, table, base)
    if column in ("page", "marker_page"):
        return _page(row, value, table, base)
    if column in _LIST_COLUMNS:
        return _list(value)
    if column in _GROUPED_COLUMNS and isinstance(value, int | float):
        return grouped(value)
    if column == "key" and table in (None, "instruments", "citation_index", "citation_contexts"):
        return Markup('<a href="{}/-/instrument?{}">{}</a>').format(base, urlencode({"key": value}), value)
    if column == "excerpt":
        return Markup(str(escape(value)).replace("‹", "<mark>").replace("›", "</mark>"))
    if column in ("file_name", "cited_in") and table is None and "document_id" in row.keys():  # noqa: SIM118
        return Markup('<a href="{}/documents/{}">{}</a>').format(base, row["document_id"], value)
    if column == "document_id":
        return _row_link(base, "documents", value)
    if column in _TABLE_OF_COLUMN:
        return _row_link(base, _TABLE_OF_COLUMN[column], value)
    return None


def label_of(table: str, row: Any) -> str:
    """What a row of a table is called: its label column (``tables.toml``); "" where it has none, or nothing there.

    ``row`` gives its cells by name.
    """
    column = tables().get(table, {}).get("label_column")
    return str(row[column] or "") if column else ""


def reader_page(table: str, ident: object) -> str:
    """The page of the reading room that shows a row, below ``/DATABASE/-/``; "" where there is none."""
    page = "fact" if table in FACTS else _PAGE_OF_TABLE.get(table)
    return f"{page}/{ident}" if page else ""


def grouped(value: float) -> str:
    """A number of five digits or more in groups of three by narrow blanks, which neither language reads as decimals."""
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"
    return text.replace(",", _NARROW_BLANK if abs(value) >= _GROUPED_FROM else "")


def page_address(base: str, document: object, page: object, table: str | None = None, fact: object = None) -> str:
    """The address of a page, with one fact marked on it where table and id are given.

    ``base`` is the address of the database, ``document`` an id of ``documents``, ``page`` a number from 1. ``table`` is
    the table of the fact to mark and ``fact`` its id there; None for a page without a mark.
    """
    mark = f"?fact={fact}" if table in FACTS and fact is not None else ""
    return f"{base}/-/page/{document}/{page}{mark}"


def _row_link(base: str, table: str, value: object) -> Markup:
    """A link to a row that Datasette has not labelled: it does so on the pages of tables only."""
    return Markup('<a href="{}/{}/{}">{}</a>').format(base, table, value, value)


def _page(row: Mapping[str, Any], value: Any, table: str | None, base: str) -> Markup | None:
    document = _value(row, "document_id")
    if document is None:
        return None
    return Markup('<a class="place" href="{}">tr.&nbsp;{}</a>').format(
        page_address(base, document, value, *_fact(row, table)), value
    )


def _boxes(row: Mapping[str, Any], value: Any, table: str | None, base: str) -> Markup | None:
    boxes = parsed_boxes(value)
    document = _value(row, "document_id")
    if not boxes or document is None:
        return None
    pages = sorted({int(box[0]) for box in boxes})
    return Markup(" ").join(
        Markup('<a class="place" title="{}" href="{}">tr.&nbsp;{}</a>').format(
            value, page_address(base, document, page, *_fact(row, table)), page
        )
        for page in pages
    )


def _fact(row: Mapping[str, Any], table: str | None) -> tuple[str | None, object]:
    """The table and id of the fact of a row; a query names them by columns called ``fact`` and ``fact_id``."""
    if table is None:
        return _value(row, "fact"), _value(row, "fact_id")
    kind, column = _FACT_OF_VIEW.get(table, (table, "id"))
    if (fact := _value(row, column)) is None and table == "figures_by_period":  # a cell that holds no figure
        return "table_rows", _value(row, "table_row_id")
    return kind, fact


def parsed_boxes(value: object) -> list[list[float]]:
    """The boxes of a JSON cell, or none where it holds something else."""
    try:
        boxes = json.loads(str(value))
    except ValueError:
        return []
    if not isinstance(boxes, list):
        return []
    # ``marker_box`` is one box, all other columns are lists of boxes.
    if len(boxes) == 5 and all(isinstance(side, int | float) for side in boxes):
        return [boxes]
    return [box for box in boxes if isinstance(box, list) and len(box) == 5]


def _list(value: Any) -> Markup | None:
    try:
        cells = json.loads(str(value))
    except ValueError:
        return None
    if not isinstance(cells, list):
        return None
    shown = (Markup('<span class="cell">{}</span>').format(cell or "\u00a0") for cell in cells)
    return Markup('<span class="cells">{}</span>').format(Markup("").join(shown))


def _value(row: Mapping[str, Any], name: str) -> Any:
    """The cell of this name; Datasette gives a foreign key as a mapping of value and label."""
    value = row[name] if name in row.keys() else None  # noqa: SIM118 - a sqlite3.Row iterates over values
    return value["value"] if isinstance(value, Mapping) else value
