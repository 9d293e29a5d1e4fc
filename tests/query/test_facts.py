"""Any fact by its id, and what ids and keys stand for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from extractor.query.facts import boxes_of, fact, facts, kind_of
from extractor.query.picks import DOCUMENT, FACT, FINDING, INDICATOR, INSTRUMENT, near_ids, pick
from extractor.store.database import open_read_only
from extractor.store.keys import LETTERS
from tests.documents import sha256_of

FIRST = sha256_of("first")[:12]


@pytest.fixture
def connection(sample_db: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_read_only(sample_db)) as opened:
        yield opened


def test_a_figure_of_the_text_comes_with_its_sentence_and_document(connection: sqlite3.Connection) -> None:
    found = fact(connection, f"{FIRST}-f1")
    assert found is not None
    assert (found.kind, found.raw, found.page, found.location) == ("figures", "1.274 hồ sơ", 1, "body")
    assert found.sentence == "Sở Nội vụ đã tiếp nhận 1.274 hồ sơ, tỷ lệ đúng hạn đạt 99,65%."
    assert found.document.identifier == "45/BC-UBND"
    assert found.document.names == ("2024/thanh-hoa-2024-q1.pdf",)
    assert [box[0] for box in found.boxes] == [1]


def test_a_number_in_a_table_comes_with_row_head_and_indicator(connection: sqlite3.Connection) -> None:
    found = fact(connection, f"{FIRST}-f3")
    assert found is not None and found.cell is not None and found.about is not None
    assert (found.cell.table_label, found.cell.row_label, found.cell.head) == (
        "Biểu mẫu 1",
        "Số kế hoạch đã ban hành",
        "Số liệu",
    )
    assert found.cell.first_row is not None and found.cell.first_row[2] < found.cell.row_boxes[0][2]
    assert found.about.kind == "indicators"


def test_a_citation_in_a_note_names_the_note_and_its_instrument(connection: sqlite3.Connection) -> None:
    found = fact(connection, f"{FIRST}-c3")
    assert found is not None and found.about is not None
    assert (found.location, found.footnote) == ("footnote", "1")
    assert (found.about.key, found.about.name) == ("vn:cp:nd:2020:30", "Nghị định 30/2020/NĐ-CP")


def test_each_table_of_facts_answers_by_its_ids(connection: sqlite3.Connection) -> None:
    for table in LETTERS:
        for (ident,) in connection.execute(f"SELECT id FROM {table} LIMIT 2"):
            found = fact(connection, ident)
            assert found is not None and found.kind == table and found.id == ident
            assert found.raw, ident


def test_facts_come_in_the_order_asked_for_and_what_is_gone_is_left_out(connection: sqlite3.Connection) -> None:
    asked = [f"{FIRST}-f2", f"{FIRST}-c1", f"{FIRST}-f999", "nonsense", f"{FIRST}-f1", f"{FIRST}-f2"]
    assert [each.id for each in facts(connection, asked)] == [f"{FIRST}-f2", f"{FIRST}-c1", f"{FIRST}-f1"]


@pytest.mark.parametrize("ident", ["", "f1", f"{FIRST}-z1", f"{FIRST}-f0", f"{FIRST}-f1; drop table figures", "é-f1"])
def test_what_has_not_the_form_of_an_id_is_of_no_table(ident: str) -> None:
    assert kind_of(ident) is None


def test_boxes_that_are_none_are_no_boxes() -> None:
    assert boxes_of(None) == boxes_of("no json") == boxes_of("[[1, 2]]") == ()
    assert boxes_of("[[1, 2, 3, 4, 5]]") == ((1, 2.0, 3.0, 4.0, 5.0),)


def test_ids_and_keys_stand_for_facts_findings_instruments_and_indicators(connection: sqlite3.Connection) -> None:
    indicator = connection.execute("SELECT key FROM indicators LIMIT 1").fetchone()[0]
    wanted = {
        f"{FIRST}-f1": FACT,
        f"{FIRST}-k1": FINDING,
        "vn:cp:nd:2020:30": INSTRUMENT,
        indicator: INDICATOR,
        FIRST: DOCUMENT,
    }
    found = {asked: pick(connection, f" {asked} ") for asked in wanted}
    assert {asked: each.kind if each else None for asked, each in found.items()} == wanted
    assert pick(connection, f"{FIRST}-f999") is None
    assert pick(connection, "vn:cp:nd:2020:31") is None


def test_for_what_is_not_there_something_near_is_named(connection: sqlite3.Connection) -> None:
    assert near_ids(connection, f"{FIRST}-f999") == (f"{FIRST}-f3",)
    assert near_ids(connection, "vn:cp:nd:2020:31")[0] == "vn:cp:nd:2020:30"
    assert near_ids(connection, f"{FIRST[:10]}99") == (FIRST,)
    assert near_ids(connection, "%") == ()
