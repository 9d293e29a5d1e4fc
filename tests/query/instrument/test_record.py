"""The catalogue card of an instrument."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.query.instrument.names import instrument_name
from extractor.query.instrument.record import PRINTS_READ, PrintedDate, find_id, read_record
from tests.query.cited import DECREE, LAW, UNCITED, collection, id_of


@pytest.mark.parametrize(
    ("doc_type", "identifier", "title", "year", "name"),
    [
        ("Nghị định", "30/2020/NĐ-CP", "Về công tác văn thư", 2020, "Nghị định số 30/2020/NĐ-CP"),
        ("Luật", "31/2024/QH15", "Đất đai", 2024, "Luật Đất đai số 31/2024/QH15"),
        ("Luật", None, "Đất đai", 2013, "Luật Đất đai năm 2013"),
        ("Luật", None, "Luật Đất đai năm 2013", 2013, "Luật Đất đai năm 2013"),
        ("QCVN", "QCVN 01:2021/BXD", None, 2021, "QCVN 01:2021/BXD"),
        (None, "30c/NQ-CP", None, 2011, "30c/NQ-CP"),
        ("Kết luận", None, None, None, "vn:key"),
    ],
)
def test_an_instrument_is_called_as_in_print(
    doc_type: str | None, identifier: str | None, title: str | None, year: int | None, name: str
) -> None:
    called = instrument_name(
        doc_type=doc_type, identifier=identifier, number=None, title=title, year=year, key="vn:key"
    )
    assert called == name


@pytest.mark.parametrize(
    ("doc_type", "identifier", "key", "name"),
    [
        ("Đề án", "06/QĐ-TTg", "vn:ttg:qd:d2022:6", "Quyết định số 06/QĐ-TTg"),
        ("Quy định", "368-QĐ/TW", "vn:bch-tw:qd:d2025:368", "Quy định số 368-QĐ/TW"),
        ("Đề án", None, "vn:ttg:qd:d2022:6", "Đề án số 06"),
    ],
)
def test_what_a_decision_issues_is_called_by_the_decision(
    doc_type: str, identifier: str | None, key: str, name: str
) -> None:
    called = instrument_name(doc_type=doc_type, identifier=identifier, number="06", title=None, year=2022, key=key)
    assert called == name


def test_a_record_says_where_it_is_and_under_which_names(tmp_path: Path) -> None:
    record = read_record(collection(tmp_path / "a.db"), id_of(DECREE))
    assert record is not None
    assert record.instrument.name == "Nghị định số 30/2020/NĐ-CP"
    assert record.own_document is not None
    assert record.own_document.document_id == "c00000000001"
    assert record.keys == ("vn:cp:nd:x:30",)
    # Its own head is no print of others.
    assert [(each.printed, each.times) for each in record.prints] == [("Nghị định 30", 5)]


def test_dates_that_contradict_each_other_have_their_places(tmp_path: Path) -> None:
    record = read_record(collection(tmp_path / "a.db"), id_of(DECREE))
    assert record is not None
    assert record.dates == (
        # four citations and its own head
        PrintedDate("2020-03-05", 5, "a00000000001-c1"),
        PrintedDate("2020-05-03", 1, "b00000000001-c5"),
    )
    assert [each.check_id for each in record.findings] == ["b00000000001-k300001"]


def test_a_citation_that_is_not_settled_is_possible(tmp_path: Path) -> None:
    record = read_record(collection(tmp_path / "a.db"), id_of(DECREE))
    assert record is not None
    assert (record.possible_total, record.possible[0].raw) == (1, "Nghị định số 30")


def test_what_is_never_cited_has_a_record_and_what_is_not_there_none(tmp_path: Path) -> None:
    connection = collection(tmp_path / "a.db")
    record = read_record(connection, id_of(UNCITED))
    assert record is not None
    assert (record.prints, record.keys, record.dates, record.possible) == ((), (), (), ())
    assert read_record(connection, "i0000000000000") is None
    assert find_id(connection, f" {LAW.upper()} ") == id_of(LAW)
    assert find_id(connection, "") is None


def test_prints_are_read_of_the_first_mentions_only(tmp_path: Path) -> None:
    assert PRINTS_READ >= 1000
    plan = collection(tmp_path / "a.db").execute(
        "EXPLAIN QUERY PLAN SELECT key FROM citations WHERE instrument_id = 'i' AND location <> 'header' LIMIT 1000"
    )
    assert "citations_instrument" in plan.fetchone()[3]
