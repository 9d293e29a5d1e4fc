"""A page with what was read on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from extractor.query.pages import on_page, page_of
from extractor.store.database import open_read_only
from tests.printed_reports import CITED, MARKUP, REPORT, PrintedReports


@pytest.fixture
def connection(printed: PrintedReports) -> Iterator[sqlite3.Connection]:
    """The database, opened for reading."""
    with closing(open_read_only(printed.db)) as opened:
        yield opened


def document(connection: sqlite3.Connection, path: str) -> str:
    """The id of the document at this path."""
    return str(connection.execute("select id from documents where path = ?", [path]).fetchone()[0])


def test_a_page_has_its_facts_in_reading_order(connection: sqlite3.Connection) -> None:
    page = page_of(connection, document(connection, REPORT), 1)
    assert page is not None
    assert {fact.kind for fact in page.facts} >= {"citations", "figures", "dates", "footnotes", "sections", "mentions"}
    cited = [fact.raw for fact in page.facts if fact.kind == "citations"]
    assert cited == ["Số: 45/BC-UBND", CITED, "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020"]
    tops = [min(box[1] for box in on_page(fact, 1)) for fact in page.facts if on_page(fact, 1)]
    assert tops == sorted(tops, key=round)


def test_a_note_has_its_marker_among_its_boxes(connection: sqlite3.Connection) -> None:
    page = page_of(connection, document(connection, REPORT), 1)
    assert page is not None
    (note,) = (fact for fact in page.facts if fact.kind == "footnotes")
    marker = on_page(note, 1)[-1]
    assert 265 < marker[1] < 280
    assert all(box[1] > 700 for box in on_page(note, 1)[:-1])


def test_what_does_not_add_up_is_on_the_page_of_its_numbers_and_what_holds_is_not(
    connection: sqlite3.Connection,
) -> None:
    ident = document(connection, REPORT)
    first, second = page_of(connection, ident, 1), page_of(connection, ident, 2)
    assert first is not None
    assert second is not None
    assert [fact for fact in first.facts if fact.kind == "checks"] == []
    (finding,) = (fact for fact in second.facts if fact.kind == "checks")
    assert finding.raw.startswith("1.284 hồ sơ")
    assert len(on_page(finding, 2)) >= 4


def test_a_page_that_did_not_come_in_says_why(connection: sqlite3.Connection) -> None:
    page = page_of(connection, document(connection, MARKUP), 2)
    assert page is not None
    assert page.read is None
    assert page.facts == ()
    assert "cannot be read" in page.lost[0].error


@pytest.mark.parametrize("number", [0, 3, 10**9])
def test_a_page_that_the_document_does_not_have_is_not_there(connection: sqlite3.Connection, number: int) -> None:
    assert page_of(connection, document(connection, REPORT), number) is None
    assert page_of(connection, "0" * 12, 1) is None


def test_facts_are_found_by_their_document(connection: sqlite3.Connection) -> None:
    from extractor.query.pages import _IDS

    plan = connection.execute(f"EXPLAIN QUERY PLAN {_IDS}", {"document": "x", "number": 1}).fetchall()
    assert [step[3] for step in plan if step[3].startswith("SCAN") and "json_each" not in step[3]] == []
