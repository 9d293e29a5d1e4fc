"""The Datasette plugin of the reading room: its SQL functions, routes, links, and the figures of its start page.

It uses only hooks that Datasette 0.65 and 1.0 share; of named queries 1.0 learns otherwise (``room.py``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pluggy
from datasette import NotFound, Response
from datasette.utils import tilde_encode
from markupsafe import Markup

from extractor.export.finding_words import statement
from extractor.export.inert import visible
from extractor.language.catalogue import LANGUAGES, words_of
from extractor.language.messages import said
from extractor.language.numbers import printed_number
from extractor.language.printed import printed_day, printed_long_day, printed_period, printed_place
from extractor.query.failed import ranges
from extractor.query.periods import kind_between
from extractor.web import originals, verdicts
from extractor.web.bounds.bodies import with_small_bodies, with_small_pieces
from extractor.web.bounds.methods import with_known_methods
from extractor.web.bounds.permits import confine
from extractor.web.bounds.sheets import with_inert_sheets
from extractor.web.bounds.strangers import with_own_pages_only
from extractor.web.bounds.visits import with_visits
from extractor.web.cells import label_of, reader_page, show
from extractor.web.functions import add_functions
from extractor.web.headers import Application, with_headers
from extractor.web.metadata import column_texts, columns_shown, described, named_queries, queries_in, result_heads
from extractor.web.pages import (
    basket,
    compare,
    document,
    documents,
    evidence,
    fact,
    failures,
    finding,
    findings,
    indicator,
    indicators,
    instrument,
    instruments,
    neighbourhood,
    page,
    report,
    search,
    start,
)
from extractor.web.refusals import nothing, refusal, with_sql_refused
from extractor.web.views import View, handler, language_of, route, shown_databases

hookimpl = pluggy.HookimplMarker("datasette")

# The pages that people read, by the addresses below /DATABASE/-/.
VIEWS: tuple[View, ...] = (
    basket.VIEW,
    compare.VIEW,
    document.VIEW,
    documents.VIEW,
    evidence.VIEW,
    fact.VIEW,
    failures.VIEW,
    finding.VIEW,
    findings.VIEW,
    indicator.VIEW,
    indicators.VIEW,
    instrument.VIEW,
    instrument.BY_KEY,
    instruments.VIEW,
    neighbourhood.VIEW,
    page.VIEW,
    start.VIEW,
    report.VIEW,
    search.VIEW,
)

STYLE_SHEET = "reading-room/room.css"

# Times that a page of Datasette may take the time of a statement: rows, their number and each facet are one
# (test_facets_of_everything_end).
MOST_STATEMENTS = 2


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Adds the SQL functions of the room, and holds statements to what they may do and to their limits."""
    confine(conn)
    add_functions(conn)


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> Any:
    """Turns places into links to the page, and makes lists and long numbers readable.

    Datasette calls it for each cell: the ``value`` in a ``column`` of a ``row`` (a mapping of all its cells). ``table``
    is None for the result of a query; ``database`` is the name of the database, ``datasette`` the server. Returns None
    for a cell that Datasette is to show itself.
    """
    if database not in shown_databases(datasette):
        return None
    return show(row, column, value, table, datasette.urls.database(database))


@hookimpl
def extra_css_urls(datasette: Any) -> list[str]:
    """The style sheet of the reading room, served from the package."""
    return [datasette.urls.path(STYLE_SHEET)]


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """All views, the pictures of pages and the PDFs.

    What Datasette tells of itself below ``/-/`` has no page here.
    """
    return [
        (r"^/-/(?!static/).*$", nothing),
        (r"^/reading-room/sheets/exhibits\.css$", evidence.style_sheet),
        (verdicts.PATTERN, verdicts.take),
        *(route(view) for view in VIEWS),
        *originals.routes(),
        # What no view answers. Datasette would look for a table named "-"; its newer line has its page for SQL there.
        (r"^/(?P<database>[^/]+)/-/(?!query\b).*$", _no_view),
        # Before Datasette's own, which counts the rows of every table each time.
        (r"^/$", first_page),
    ]


async def _no_view(request: Any, datasette: Any) -> Any:
    raise NotFound(request.path)


async def first_page(request: Any, datasette: Any) -> Any:
    """The start page of the database that is served."""
    if not (ours := shown_databases(datasette)):
        return Response.html(await datasette.render_template("index.html", {"shown": None}, request=request))
    request.scope["url_route"] = {"kwargs": {"database": tilde_encode(ours[0])}}
    return await handler(start.VIEW)(request, datasette)


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """What templates take from ``extra_template_vars``, for the pages of errors, which Datasette makes without them."""
    env.globals |= {**_language(None), "room_base": None, "room_database": None}
    env.finalize = _as_shown


def _as_shown(value: Any) -> Any:
    """What a template writes: text of documents has marks that turn the direction of a line, and escape sequences."""
    if not isinstance(value, str):
        return value
    shown = visible(value)
    return Markup(shown) if isinstance(value, Markup) else shown


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Application], Application]:
    """The headers of the room on every answer, those of Datasette's own pages too; what is asked of it is bounded."""
    most = MOST_STATEMENTS * datasette.setting("sql_time_limit_ms")

    def wrapped(application: Application) -> Application:
        bounded = with_inert_sheets(with_sql_refused(with_small_bodies(application), datasette))
        readers = with_known_methods(with_own_pages_only(with_visits(bounded, most)))
        return with_headers(with_small_pieces(readers))

    return wrapped


@hookimpl
def extra_template_vars(datasette: Any, view_name: str, request: Any) -> Any:
    """What the templates need beyond Datasette's own variables: words, signs of numbers, the start page's figures.

    ``datasette`` is the server, ``view_name`` the kind of page (``index`` is the start page), ``request`` is None for a
    page that is no answer to one.
    """

    async def variables() -> dict[str, Any]:
        ours = shown_databases(datasette)
        room: dict[str, Any] = {
            **_language(request),
            "room_base": f"{datasette.urls.database(ours[0])}/-" if ours else None,
            "room_database": ours[0] if ours else None,
            "verdict_mark": partial(verdicts.mark_of, datasette),
        }
        if view_name == "index" and ours:
            room["shown"] = await datasette.get_database(ours[0]).execute_fn(start.start_page)
        return room

    return variables


@hookimpl
def canned_queries(datasette: Any, database: str) -> dict[str, dict[str, Any]]:
    """The named queries."""
    return named_queries() if database in shown_databases(datasette) else {}


@hookimpl(tryfirst=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Errors in words, in the reader's language.

    ``datasette`` is the server, ``request`` what was asked, ``exception`` what came of it.
    """
    return refusal(datasette, request, exception)


def _language(request: Any) -> dict[str, Any]:
    """The words of the reader's language, and the address of this page in the other one."""
    language = language_of(request)
    other = next(each for each in LANGUAGES if each != language)
    given = [] if request is None else [(name, value) for name in request.args for value in request.args.getlist(name)]
    path = "" if request is None else request.path
    return {
        "_": words_of(language),
        "words": words_of(language),
        "room_tables": described(language),
        "room_queries": queries_in(language),
        "room_heads": result_heads(language),
        "room_columns": columns_shown,
        "room_columns_said": partial(column_texts, language=language),
        "room_label": label_of,
        "room_page": reader_page,
        "day": partial(printed_day, language=language),
        "said": partial(said, words=words_of(language)),
        "statement_of_finding": partial(statement, words=words_of(language)),
        "long_day": partial(printed_long_day, language=language),
        "kind_between": kind_between,
        "page_ranges": ranges,
        "stage_name": partial(failures.stage_name, words=words_of(language)),
        "text_layer": partial(documents.text_layer, words=words_of(language)),
        "number": partial(printed_number, language=language),
        "period": partial(printed_period, language=language),
        "place_name": printed_place,
        "other_language": other,
        "other_language_address": f"{path}?{urlencode([*((n, v) for n, v in given if n != 'lang'), ('lang', other)])}",
    }
