"""The text of pages with facts marked in it, and without the lines of tables."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from extractor.export.report.marked_text import Line, PageText, Run, marked_pages
from extractor.store.database import open_read_only
from tests.documents import sha256_of
from tests.export.evidence.sheets import ids
from tests.printed_reports import PrintedReports

FIRST = sha256_of("first")[:12]


def pages_of(database: Path, document: str) -> tuple[PageText, ...]:
    with closing(open_read_only(database)) as connection:
        return marked_pages(connection, document)


def text_of(line: Line) -> str:
    return "".join(run.text for run in line.runs)


def test_facts_are_marked_where_they_stand(sample_db: Path) -> None:
    first, _ = pages_of(sample_db, FIRST)
    (line,) = [each for each in first.lines if "1.274" in text_of(each)]
    assert line.runs == (
        Run("Sở Nội vụ", "mentions", f"{FIRST}-m1"),
        Run(" đã tiếp nhận "),
        Run("1.274 hồ sơ", "figures", f"{FIRST}-f1"),
        Run("1, tỷ lệ đúng hạn đạt "),
        Run("99,65%", "figures", f"{FIRST}-f2"),
        Run("."),
    )


def test_a_day_in_a_citation_is_part_of_it(sample_db: Path) -> None:
    first, _ = pages_of(sample_db, FIRST)
    (line,) = [each for each in first.lines if "Thực hiện" in text_of(each)]
    assert [(run.kind, run.text) for run in line.runs if run.kind] == [
        ("citations", "Quyết định số 4951/QĐ-UBND ngày 25/12/2023")
    ]


def test_no_letter_of_a_page_without_tables_is_lost(sample_db: Path) -> None:
    with closing(open_read_only(sample_db)) as connection:
        printed = connection.execute("SELECT text FROM pages WHERE document_id = ? AND number = 1", (FIRST,)).fetchone()
    first, _ = pages_of(sample_db, FIRST)
    assert [text_of(line) for line in first.lines] == [line for line in printed[0].split("\n") if line]


def test_the_lines_of_a_table_stand_in_the_table_only(printed: PrintedReports) -> None:
    document = ids(printed, "f1")[0].partition("-")[0]
    _, second = pages_of(printed.db, document)
    assert second.tables == (f"{document}-t1",)
    lines = [text_of(line) for line in second.lines]
    assert not [line for line in lines if "Đất đai" in line or "Tổng cộng" in line or "Lĩnh vực" in line]
    assert any("KẾT QUẢ GIẢI QUYẾT HỒ SƠ" in line for line in lines)


def test_the_row_that_numbers_columns_is_of_the_table(printed: PrintedReports, tmp_path: Path) -> None:
    document = ids(printed, "f1")[0].partition("-")[0]
    numbered = tmp_path / "reports.db"
    numbered.write_bytes(printed.db.read_bytes())
    row = "(1) (2) 3 4=3/2\n"
    with closing(sqlite3.connect(numbered)) as connection, connection:
        at = "instr(text, '1' || char(9) || 'Đất đai')"
        connection.execute(
            f"UPDATE pages SET text = substr(text, 1, {at} - 1) || ? || substr(text, {at})"
            " WHERE document_id = ? AND number = 2",
            (row, document),
        )
        connection.execute(
            "UPDATE figures SET char_start = char_start + ?, char_end = char_end + ?"
            " WHERE document_id = ? AND page = 2",
            (len(row), len(row), document),
        )
    before, after = (pages_of(database, document)[1] for database in (printed.db, numbered))
    assert [text_of(line) for line in before.lines] == [text_of(line) for line in after.lines]
