"""What the room refuses: in words, in the reader's language, without a trace, a path of a file or a way to write."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor.web.room import reading_room

Get = Callable[..., Any]


@pytest.mark.parametrize(
    ("address", "status", "vietnamese", "english"),
    [
        ("/none", 404, "Không có gì ở địa chỉ này", "There is nothing at this address"),
        ("{base}/none", 404, "Không có gì ở địa chỉ này", "There is nothing at this address"),
        ("{base}/documents/none", 404, "Không có gì ở địa chỉ này", "There is nothing at this address"),
        ("{base}/documents?_sort=none", 400, "Không trả lời được", "This cannot be answered"),
    ],
)
def test_a_wrong_address_is_refused_in_words(
    get: Get, base: str, address: str, status: int, vietnamese: str, english: str
) -> None:
    answer = get(address.format(base=base))
    assert answer.status_code == status
    assert vietnamese in answer.text
    assert english not in answer.text
    joint = "&" if "?" in address else "?"
    assert english in get(f"{address.format(base=base)}{joint}lang=en").text


def test_wrong_sql_says_what_sqlite_says(get_sql: Get, base: str) -> None:
    answer = get_sql(base, sql="select x from nowhere")
    assert "no such table: nowhere" in answer.text


@pytest.mark.parametrize(
    "sql",
    [
        "pragma database_list",
        "attach database 'x.db' as x",
        "select load_extension('x')",
        "vacuum into 'x.db'",
        "insert into sources values ('a', 'b')",
        "with x as (select 1) delete from documents",
        "select writefile('x', 'y')",
        "select readfile('/etc/hostname')",
        "select edit('x')",
        "explain delete from documents; drop table documents",
    ],
)
def test_sql_reads_the_database_only(get_sql: Get, base: str, sql: str) -> None:
    assert 'class="notice"' in get_sql(base, sql=sql).text
    assert get_sql(f"{base}.json", sql=sql).status_code == 400


def test_sql_does_not_tell_where_the_file_is(get_sql: Get, base: str) -> None:
    found = get_sql(f"{base}.json", sql="select name, file from pragma_database_list", _shape="array")
    # Beside it "temp", once a page has sorted something large.
    assert {"name": "main", "file": None} in found.json()
    assert {row["file"] for row in found.json()} == {None}


def test_sql_has_a_limit_of_time(get_sql: Get, base: str) -> None:
    endless = "with recursive n(x) as (select 1 union all select x + 1 from n) select sum(x) from n"
    answer = get_sql(base, sql=endless, _timelimit="20")
    assert answer.status_code == 400
    assert "mất quá nhiều thời gian" in answer.text


@pytest.mark.parametrize(
    "page", ["databases", "versions", "plugins", "settings", "config", "metadata", "threads", "actor", "permissions"]
)
def test_what_datasette_tells_of_itself_is_not_shown(get: Get, page: str) -> None:
    for address in (f"/-/{page}", f"/-/{page}.json"):
        assert get(address).status_code == 404


def test_no_answer_names_the_folder_of_the_database(get: Get, base: str, sample_db: Path) -> None:
    for address in ("/", "/.json", base, f"{base}.json", f"{base}/documents", f"{base}/documents.json", "/none.json"):
        assert str(sample_db.parent) not in get(address).text, address


def test_text_of_a_question_is_inert(get_sql: Get, base: str) -> None:
    hostile = "<script>alert(1)</script>"
    for address in (
        base + "/search?q=" + hostile,
        base + "?sql=select '" + hostile + "'",
        f"{base}/{hostile}",
        f"{base}/documents?_search={hostile}&file_name__contains={hostile}",
        f"{base}/documents?_sort={hostile}",
    ):
        assert "<script>alert" not in get_sql(address).text


def test_nothing_is_written_by_what_the_newer_line_offers(sample_db: Path) -> None:
    room = reading_room(sample_db)
    before = sample_db.read_bytes()

    async def statuses() -> list[int]:
        await room.invoke_startup()
        paths = ("-/create", "-/execute-write", "-/queries/store", "documents/-/insert", "documents/-/drop")
        sent = {"table": "x", "sql": "drop table documents", "row": {"id": "x"}, "confirm": True}
        return [(await room.client.post(f"/{sample_db.stem}/{path}", json=sent)).status_code for path in paths]

    assert all(status in (403, 404, 405) for status in asyncio.run(statuses()))
    assert sample_db.read_bytes() == before


def test_a_wrong_or_slow_question_is_no_fault_of_the_room_in_any_form(get_sql: Get, base: str) -> None:
    endless = "with recursive n(x) as (select 1 union all select x + 1 from n) select sum(x) from n"
    for ending in ("", ".json", ".csv"):
        assert get_sql(f"{base}{ending}", sql=endless, _timelimit="20").status_code == 400, ending
        assert get_sql(f"{base}{ending}", sql="select x from nowhere").status_code in (200, 400), ending
        assert get_sql(f"{base}/documents{ending}", _facet="none").status_code in (200, 400), ending


@pytest.mark.parametrize(
    "question",
    [
        "_through=null",
        "_through={",
        "_through=[]",
        "_through=%7B%22table%22:%22none%22,%22column%22:%22x%22,%22value%22:1%7D",
        "_timelimit=soon",
        "_ttl=" + "9" * 5_000,
        "_size=many",
        "_facet=%7B",
        "_facet_size=" + "9" * 5_000,
        "_labels=perhaps&_json_infinity=perhaps",
        "_next=%00&_sort=none",
        "id__arraycontains=%7B",
        "id__date=1/0",
        "rowid__gt=" + "9" * 5_000,
    ],
)
def test_a_wrong_argument_is_no_fault_of_the_room(get: Get, base: str, question: str) -> None:
    for ending in ("", ".json", ".csv"):
        answer = get(f"{base}/documents{ending}?{question}")
        assert answer.status_code in (200, 400), ending
        assert "Traceback" not in answer.text


def test_a_fault_of_the_room_stays_one(get: Get, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("extractor.web.plugin.show", broken)
    assert get(f"{base}/documents?_size=1").status_code == 500


@pytest.mark.parametrize("folder", ["reading-room", "-/static"])
def test_a_name_that_no_file_can_have_is_not_found(get: Get, folder: str) -> None:
    assert get(f"/{folder}/{'a' * 5_000}").status_code == 404
