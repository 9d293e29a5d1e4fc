"""What is known of a request, and how much it may ask at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from extractor.web.bounds.visits import VISIT, Visit, with_visits

Get = Callable[..., Any]


def seen(path: str, query: str = "") -> Visit | None:
    """The visit that an application sees; None where it is not asked."""
    visits: list[Visit | None] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        visits.append(VISIT.get())

    async def told(message: Any) -> None:
        pass

    scope = {"type": "http", "path": path, "query_string": query.encode()}
    asyncio.run(with_visits(application, 100)(scope, None, told))
    assert VISIT.get() is None
    return visits[0] if visits else None


@pytest.mark.parametrize(
    ("path", "query", "holds", "is_question"),
    [
        ("/reports", "sql=select+1", True, True),
        ("/reports.csv", "sql=select+1", True, True),
        ("/reports/-/query.json", "", True, True),
        ("/reports/documents", "_where=1", True, False),
        ("/reports/documents", "_search=x&_fts_pk=rowid", True, False),
        ("/reports/documents", "file_name__contains=sql", False, False),
        ("/reports/-/search", "q=select+1", False, False),
    ],
)
def test_sql_of_a_reader_is_known_by_its_argument(path: str, query: str, holds: bool, is_question: bool) -> None:
    visit = seen(path, query)
    assert visit is not None
    assert (visit.holds_sql, visit.is_sql) == (holds, is_question)
    assert visit.since == visit.came


def test_rows_that_are_streamed_are_known() -> None:
    visit = seen("/reports/documents.csv", "_stream=on")
    assert visit is not None
    assert visit.streams
    assert visit.since is None
    assert visit.milliseconds == 100


def test_an_address_may_ask_for_a_basket_and_not_for_everything() -> None:
    assert seen("/reports/-/basket", "&".join(["id=x"] * 1_010)) is not None
    assert seen("/reports/-/basket", "&".join(["id=x"] * 2_000)) is None


def test_too_many_fields_are_refused_in_words(get: Get, base: str) -> None:
    answer = get(f"{base}/-/basket?" + "&".join(["id=x"] * 2_000))
    assert answer.status_code == 400
    assert "quá nhiều" in answer.text
