"""SQL of a reader's own: off, in words, wherever Datasette takes some; on where whoever opens the room says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor.language.catalogue import words_of
from extractor.web.metadata import queries
from extractor.web.room import reading_room

Get = Callable[..., Any]

OFF = "Questions in SQL are switched off. Who opens the room switches them on: trichluc serve --sql"

TAKING = {
    "a question": ("{base}", {"sql": "select 42 as answer"}),
    "a question of the newer line": ("{base}/-/query", {"sql": "select 42 as answer"}),
    "a condition": ("{base}/documents", {"_where": "42 = 42"}),
    "a condition beside a filter": ("{base}/documents", {"status": "ok", "_where": "1 or 42"}),
    "an empty condition": ("{base}/documents", {"_where": ""}),
    "a name that Datasette does not quote": ("{base}/documents", {"_search": "x", "_fts_pk": "1 = 1 or rowid"}),
    "a table that is no index": ("{base}/documents", {"_search": "x", "_fts_table": "x) or 42 = 42 --"}),
}


@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
@pytest.mark.parametrize("what", TAKING)
def test_sql_is_off_and_every_form_says_how_to_switch_it_on(get: Get, base: str, what: str, ending: str) -> None:
    path, arguments = TAKING[what]
    answer = get(path.format(base=base) + ending, **arguments)
    assert answer.status_code == 403, answer.text
    assert "trichluc serve --sql" in answer.text
    if ending == "":
        assert words_of("vi")(OFF) in answer.text
        assert OFF in get(path.format(base=base), lang="en", **arguments).text


def test_the_pages_offer_no_sql_and_say_so(get: Get, base: str) -> None:
    page = get(base).text
    assert "<textarea" not in page
    assert "trichluc serve --sql" in page
    for address in (f"{base}/documents", f"{base}/most_cited"):
        shown = get(address).text
        assert "?sql=" not in shown
        assert "/query?" not in shown


def test_what_is_left_is_all_that_a_reader_needs_without_sql(get: Get, base: str) -> None:
    for address in (
        f"{base}/documents?file_name__contains=a&_sort_desc=page_count",
        f"{base}/citations?_facet=relation&_size=3",
        f"{base}/citations.csv?_stream=on",
        f"{base}/citations.json?_shape=array",
        f"{base}/pages?_search=ho+so",
        f"{base}/documents?_facet_date=period_start",
        f"{base}/citations?_through=%7B%22table%22%3A%22documents%22%2C%22column%22%3A%22id%22%2C%22value%22%3A%22x%22%7D",
        *(f"{base}/{name}.csv" for name in queries()),
    ):
        assert get(address).status_code in (200, 400 if "_through" in address else 200), address


def test_a_value_is_no_sql(get: Get, base: str) -> None:
    for arguments in (
        {"_sort": "(select 1)"},
        {"_col": "(select 1)"},
        {"file_name__exact": "' or 42 = 42 --"},
    ):
        answer = get(f"{base}/documents.json", _shape="objects", **arguments)
        assert answer.status_code == 400 or not answer.json()["rows"], arguments


def test_switched_on_there_is_a_field_and_an_answer(get_sql: Get, base: str) -> None:
    assert "<textarea" in get_sql(base).text
    assert get_sql(f"{base}.json", sql="select 42 as answer", _shape="array").json() == [{"answer": 42}]
    assert get_sql(f"{base}/documents.json", _where="1 = 0", _shape="array").json() == []
    assert "42" in get_sql(f"{base}.csv", sql="select 42 as answer").text


def test_switched_on_more_rows_than_are_shown_are_told(get_sql: Get, base: str) -> None:
    many = "with recursive n(x) as (select 1 union all select x + 1 from n limit 3000) select x from n"
    assert get_sql(f"{base}.json", sql=many).json()["truncated"]
    wide = many.replace("select x from n", f"select {', '.join('x' * 100)} from n")
    found = get_sql(f"{base}.json", sql=wide, _shape="arrays").json()
    assert found["truncated"]
    assert len(found["rows"]) == 400


def test_switched_on_what_cannot_be_stopped_is_said_like_what_takes_long(get_sql: Get, base: str) -> None:
    answer = get_sql(f"{base}.json", sql="select instr(hex(zeroblob(2000000)), hex(zeroblob(1000000)) || '1')")
    assert answer.status_code == 400
    assert get_sql(f"{base}.json", sql="select 1 as one", _shape="array").json() == [{"one": 1}]


def test_a_room_is_opened_without_sql_unless_said(sample_db: Path) -> None:
    assert reading_room(sample_db).setting("default_allow_sql") is False
