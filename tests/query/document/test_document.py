"""One document as one value: what the sample documents hold comes out, each part to the extent that is asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from extractor.query.document.contents import at_marker
from extractor.query.document.head import documents_named
from extractor.query.document.page import PARTS, DocumentParts, Extent, read_document
from extractor.query.document.tables import head_rows, read_table
from extractor.store.database import open_read_only
from tests.documents import sha256_of

FIRST, SECOND, THIRD = (sha256_of(name)[:12] for name in ("first", "second", "third"))


@pytest.fixture
def connection(sample_db: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_read_only(sample_db)) as opened:
        yield opened


@pytest.fixture
def first(connection: sqlite3.Connection) -> DocumentParts:
    found = read_document(connection, FIRST)
    assert found
    return found


def test_the_head_says_what_the_document_is(first: DocumentParts) -> None:
    head = first.head
    assert (head.doc_type, head.identifier, head.issued_on) == ("Báo cáo", "45/BC-UBND", "2024-03-15")
    assert head.is_known
    assert head.times_cited == 1  # by the report on the first half


def test_each_instrument_stands_once_with_its_mentions(connection: sqlite3.Connection, first: DocumentParts) -> None:
    assert [(each.identifier, each.in_body, each.in_notes) for each in first.cited] == [
        ("4951/QĐ-UBND", 1, 0),
        ("30/2020/NĐ-CP", 0, 1),
    ]
    second = read_document(connection, SECOND)
    assert second
    report, decision, unknown = second.cited
    assert report.document_id == FIRST  # it is in this collection
    assert (decision.times, set(decision.relations)) == (2, {"thực hiện", "dẫn chiếu"})
    assert (unknown.instrument_id, unknown.raw) == (None, "Kế hoạch số 02")


def test_a_table_is_a_table_with_the_figures_in_its_cells(first: DocumentParts) -> None:
    (table,) = first.shown_tables
    assert [column.heads for column in table.columns][3] == ("Số liệu",)
    assert [cell.text for cell in table.rows[1].cells][:4] == ["1.", "Số kế hoạch đã ban hành", "Kế hoạch", "12"]
    assert [cell.figure_id is not None for cell in table.rows[1].cells] == [False, False, False, True, False]
    assert table.total == 3


def test_a_note_comes_with_its_sentence_parted_at_the_marker(first: DocumentParts) -> None:
    (note,) = first.notes
    assert note.before.endswith("1.274 hồ sơ")
    assert note.after == ", tỷ lệ đúng hạn đạt 99,65%."
    assert note.section == "I CHỈ ĐẠO, ĐIỀU HÀNH"


def test_figures_of_tables_are_not_among_those_of_the_text(first: DocumentParts) -> None:
    assert [figure.raw for figure in first.figures] == ["1.274 hồ sơ", "99,65%"]


def test_a_page_that_was_not_read_is_among_the_pages(connection: sqlite3.Connection) -> None:
    third = read_document(connection, THIRD)
    assert third
    assert [(page.number, page.text_layer, page.failures) for page in third.pages] == [(1, "ocr", 0), (2, None, 1)]
    assert [failure.error for failure in third.failures] == ["the page has no content stream"]


def test_counts_are_those_of_the_rows(connection: sqlite3.Connection) -> None:
    for document in (FIRST, SECOND, THIRD):
        found = read_document(connection, document, Extent(dict.fromkeys(PARTS, (1000, 0))))
        assert found
        assert found.counts == {part: len(getattr(found, part)) for part in PARTS}


def test_a_part_is_fetched_to_its_extent(connection: sqlite3.Connection) -> None:
    found = read_document(connection, SECOND, Extent({"cited": (1, 1)}))
    assert found
    assert [each.identifier for each in found.cited] == ["4951/QĐ-UBND"]
    assert (found.pages, found.shown_tables) == ((), ())


def test_no_statement_reads_a_whole_table_of_facts(sample_db: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    own.write_bytes(sample_db.read_bytes())
    with closing(sqlite3.connect(own)) as connection:
        # The statistics say that three documents are quickest read whole.
        connection.executescript("DELETE FROM sqlite_stat1; ANALYZE sqlite_schema;")
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        read_document(connection, FIRST)
        connection.set_trace_callback(None)
        plans = [row[3] for statement in asked for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    facts = ("citations", "figures", "dates", "mentions", "footnotes", "tables", "table_rows", "sections", "checks")
    assert [plan for plan in plans if plan in {f"SCAN {table}" for table in facts}] == []


def test_there_is_no_document_and_no_table_of_another_one(connection: sqlite3.Connection) -> None:
    assert read_document(connection, "0") is None
    assert read_table(connection, SECOND, f"{FIRST}-t1", 10) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (FIRST, [FIRST]),
        (FIRST[:5].upper(), [FIRST]),
        (sha256_of("first"), [FIRST]),
        ("thanh-hoa-2024-q1.pdf", [FIRST]),
        ("thanh-hoa-2024-q1", [FIRST]),
        ("45/BC-UBND", [FIRST]),
        ("THANH-HÓA", [SECOND, FIRST]),
        ("98/bc", [SECOND]),
        ("", []),
        ("no such", []),
    ],
)
def test_a_document_is_named_by_id_file_or_number(connection: sqlite3.Connection, text: str, found: list[str]) -> None:
    assert [each.id for each in documents_named(connection, text)] == found


@pytest.mark.parametrize(
    ("sentence", "words", "parts"),
    [
        ("Đã tiếp nhận 1.274 hồ sơ, đạt 99%.", "tiếp nhận 1.274 hồ sơ", ("Đã tiếp nhận 1.274 hồ sơ", ", đạt 99%.")),
        ("Đạt 99%.", "của năm trước. Đạt 99%", ("Đạt 99%", ".")),
        ("Đạt 99%.", "khác", ("Đạt 99%.", "")),
        ("", "", ("", "")),
    ],
)
def test_a_sentence_is_parted_behind_the_words_before_the_marker(
    sentence: str, words: str, parts: tuple[str, str]
) -> None:
    assert at_marker(sentence, words) == parts


def test_heads_that_neighbours_share_are_one_cell() -> None:
    heads = [("STT",), ("Năm 2023", "Chỉ tiêu"), ("Năm 2023", "Nhập học"), ("Ghi chú",)]
    assert head_rows(heads) == (
        (("STT", 1, 2), ("Năm 2023", 2, 1), ("Ghi chú", 1, 2)),
        (("Chỉ tiêu", 1, 1), ("Nhập học", 1, 1)),
    )


def test_equal_heads_of_two_columns_stay_two() -> None:
    assert head_rows([("Số",), ("Số",)]) == ((("Số", 1, 1), ("Số", 1, 1)),)
    assert head_rows([]) == ()
