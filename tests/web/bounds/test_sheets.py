"""CSV of Datasette's own: no cell is a formula, and nothing else is changed."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.export.inert import inert_cell
from extractor.web.bounds.sheets import CutOffError, Rows, with_inert_sheets
from extractor.web.bounds.visits import VISIT, Visit
from extractor.web.room import reading_room
from tests.web.bounds.test_statements import told

Get = Callable[..., Any]
CELLS = st.lists(st.lists(st.text(alphabet='ab=+-@"\r\n,\t ă', max_size=6), min_size=2, max_size=3), max_size=6)


@given(CELLS, st.integers(1, 9))
def test_rows_in_pieces_of_any_length_are_the_same_rows(rows: list[list[str]], length: int) -> None:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    sent, made = file.getvalue().encode(), Rows()
    pieces = [made.inert(sent[at : at + length]) for at in range(0, len(sent), length)]
    came = list(csv.reader(io.StringIO(b"".join([*pieces, made.inert(b"", is_last=True)]).decode(), newline="")))
    assert len(came) == len(rows)
    for got, meant in zip(came, rows, strict=True):
        for cell, given_cell in zip(got, meant, strict=True):
            assert cell == inert_cell(given_cell)
            assert not cell.startswith(("=", "@"))


def test_a_row_is_sent_as_soon_as_it_is_whole() -> None:
    rows = Rows()
    assert rows.inert(b'a,"b\n') == b""
    assert rows.inert(b'c"\r\n=d,') == b'a,"b\nc"\r\n'
    assert rows.inert(b"e\r\n") == b"'=d,e\r\n"


def test_a_cell_may_be_a_whole_page() -> None:
    page = "x" * 200_000
    assert Rows().inert(f"{page},1\r\n".encode()) == f"{page},1\r\n".encode()


@pytest.fixture
def hostile(sample_db: Path, tmp_path: Path) -> Path:
    """A database in which a heading and a raw text are formulas."""
    own = tmp_path / "reports.db"
    own.write_bytes(sample_db.read_bytes())
    with closing(sqlite3.connect(own)) as connection, connection:
        connection.execute("UPDATE citations SET raw = '=cmd|'' /C calc''!A0'")
        connection.execute("UPDATE documents SET title = '@SUM(1)', signer = '-5', place = '+84 912'")
    return own


@pytest.mark.parametrize("arguments", ["", "?_stream=on", "?_size=max&_labels=on", "?_header=off", "?_dl=on"])
def test_no_cell_of_a_table_is_a_formula(hostile: Path, arguments: str) -> None:
    async def story(room: Any) -> list[str]:
        return [
            (await room.client.get(f"/reports/{table}.csv{arguments}")).text for table in ("citations", "documents")
        ]

    citations, documents = told(hostile, story)
    cells = [cell for text in (citations, documents) for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=cmd|' /C calc'!A0" in cells
    assert {"'@SUM(1)", "-5", "'+84 912"} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]


def test_rows_that_are_all_there_are_all_there(get: Get, base: str, ask: Callable[..., Any]) -> None:
    rows = list(csv.DictReader(io.StringIO(get(f"{base}/citations.csv", _stream="on").text)))
    assert len(rows) == ask("select count(*) from citations")
    assert {row["id"] for row in rows} == {row["id"] for row in get(f"{base}/citations.json", _shape="array").json()}


def test_rows_that_end_in_an_error_are_cut_off(sample_db: Path) -> None:
    async def failing(scope: Any, receive: Any, send: Any) -> None:
        kind = [(b"content-type", b"text/plain; charset=utf-8")]
        await send({"type": "http.response.start", "status": 200, "headers": kind})
        await send({"type": "http.response.body", "body": b"a\r\n1\r\n", "more_body": True})
        VISIT.set(Visit("/reports/citations.csv", failed=True))
        await send({"type": "http.response.body", "body": b"interrupted"})

    async def story(_: Any) -> list[bytes]:
        came: list[bytes] = []

        async def send(message: Any) -> None:
            came.append(message.get("body", b""))

        scope = {"type": "http", "path": "/reports/citations.csv"}
        with pytest.raises(CutOffError):
            await with_inert_sheets(failing)(scope, None, send)
        return came

    assert b"interrupted" not in b"".join(told(sample_db, story))


def test_named_queries_are_inert_too(hostile: Path) -> None:
    room = reading_room(hostile)
    assert room is not None

    async def story(room: Any) -> str:
        return str((await room.client.get("/reports/instrument.csv?q=nd+30+2020")).text)

    assert "'=cmd" in told(hostile, story)
