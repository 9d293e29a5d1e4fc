"""The start page: what is in the collection, what came last, where to begin."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import DatabaseError
from extractor.query.collection import collection_of
from extractor.query.documents import Choice, DocumentLine, choose, latest
from extractor.query.indicators import find_indicators
from extractor.query.instruments import look_up
from extractor.query.state.totals import Totals, totals
from extractor.store.database import open_read_only
from extractor.store.runs import unfinished
from extractor.web.views import Asked, View

# Latest documents: they fit beside the counts without scrolling.
LATEST = 6


@dataclass(frozen=True, slots=True)
class Start:
    """The numbers of the collection, and the documents issued last; what is ``unfinished`` of the last run."""

    totals: Totals
    latest: tuple[DocumentLine, ...]
    unfinished: str = ""


def start_page(connection: sqlite3.Connection) -> Start:
    """What the start page shows of a database."""
    return Start(totals(connection), latest(connection, LATEST), unfinished(connection))


# Words that ask both indexes for something; what they find is not shown.
FIRST_WORDS = "quyết định 1"


def prepare(database: Path) -> None:
    """Reads what the first readers ask for, the start page, the whole list and what a search needs, before they do.

    ``database`` is the file; one that is being written is left to them.
    """
    with suppress(sqlite3.Error, DatabaseError), closing(open_read_only(database)) as connection:
        start_page(connection)
        choose(connection, Choice())
        collection_of(connection)
        # The registries that words are looked up in, too.
        look_up(connection, FIRST_WORDS)
        find_indicators(connection, FIRST_WORDS)


def answer(connection: sqlite3.Connection, asked: Asked) -> Start:
    """The start page of the database at an address of its own, with its JSON."""
    return start_page(connection)


VIEW = View("start", "start", "index.html", answer)
