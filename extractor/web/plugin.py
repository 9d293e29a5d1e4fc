"""The Datasette plugin of the reading room. Uses only hooks that Datasette 0.65 and 1.0 share."""

from __future__ import annotations

import json
import sqlite3
from functools import partial
from typing import Any

import pluggy
from markupsafe import Markup

from extractor.search.full_text import match_expression, without_markers
from extractor.search.instruments import find_instruments
from extractor.web.cells import show
from extractor.web.metadata import columns_shown, named_queries, queries, tables
from extractor.web.pagemap import page_map
from extractor.web.sql_functions import fold, holds_words
from extractor.web.start_page import start_page

hookimpl = pluggy.HookimplMarker("datasette")

STYLE_SHEET = "reading-room/room.css"


def match_query(words: str | None) -> str:
    """What a user typed as an expression of FTS5; the empty phrase, which is nowhere, where there are no words."""
    return match_expression(words or "") or '""'


def found_instruments(conn: sqlite3.Connection, words: str | None) -> str:
    """What a user typed as a JSON list of ``[id, fit]``, best first: ``found``, or where nothing fits ``near``."""
    found = find_instruments(conn, words or "")
    return json.dumps([*((ident, "found") for ident in found.best), *((ident, "near") for ident in found.near)])


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Adds the SQL functions ``fold(text)``, ``holds_words(text, words)``, ``match_query(words)``,
    ``find_instruments(words)``, ``without_markers(excerpt)``; only a database of trichluc knows its instruments.
    """
    conn.create_function("find_instruments", 1, partial(found_instruments, conn))
    conn.create_function("fold", 1, fold, deterministic=True)
    conn.create_function("holds_words", 2, holds_words, deterministic=True)
    conn.create_function("match_query", 1, match_query, deterministic=True)
    conn.create_function("without_markers", 1, partial(without_markers, closing="›"), deterministic=True)


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> Any:
    """Places become links to the page, lists and long numbers become readable."""
    return show(row, column, value, table, datasette.urls.database(database)) if database in _ours(datasette) else None


@hookimpl
def extra_css_urls(datasette: Any) -> list[str]:
    """The style sheet of the reading room, served from the package."""
    return [datasette.urls.path(STYLE_SHEET)]


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """``/DATABASE/-/page/DOCUMENT/NUMBER``: a page with its text and a map of what was read where."""
    return [(r"^/(?P<database>[^/]+)/-/page/(?P<document>[^/]+)/(?P<number>\d+)$", page_map)]


@hookimpl
def extra_template_vars(datasette: Any, view_name: str, database: str | None) -> Any:
    """What the templates need beyond Datasette's own variables: the start page's figures, labels of parameters."""

    async def variables() -> dict[str, Any]:
        ours = _ours(datasette)
        room: dict[str, Any] = {
            "room_queries": queries(),
            "room_tables": tables(),
            "room_columns": columns_shown,
            "room_database": ours[0] if ours else None,
        }
        if view_name == "index" and ours:
            room["start"] = await start_page(datasette.get_database(ours[0]))
        return room

    return variables


@hookimpl
def canned_queries(datasette: Any, database: str) -> dict[str, dict[str, Any]]:
    """The named queries."""
    return named_queries() if database in _ours(datasette) else {}


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """The named queries in the menu of every page."""
    ours = _ours(datasette)
    if not ours:
        return []
    return [
        {"href": datasette.urls.query(ours[0], name), "label": Markup("{} · {}").format(query["vi"], query["en"])}
        for name, query in queries().items()
    ]


def _ours(datasette: Any) -> list[str]:
    return [name for name in datasette.databases if not name.startswith("_")]
