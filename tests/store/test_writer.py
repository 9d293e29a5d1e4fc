import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from extractor.across.corpus_pass import run_corpus_pass
from extractor.errors import DatabaseError
from extractor.model.document import Document
from extractor.model.pages import Failure
from extractor.store.database import open_read_only
from extractor.store.dump import dump, stored_tables
from extractor.store.keys import document_keys
from extractor.store.writer import Writer
from tests.documents import first_half, first_quarter, other_province, sample_documents, sha256_of
from tests.search.hits import search
from tests.store.databases import dumped, ingest, query

BROKEN = Failure("read", None, "the file ends in the middle", "download it again")
TIMEOUT = Failure("guard", None, "gave up after 300 seconds", "raise --timeout")


def test_whole_rows_of_a_document(sample_db: Path) -> None:
    ident = document_keys([sha256_of("first")])[sha256_of("first")].id
    (document,) = query(
        sample_db,
        "SELECT id, file_name, path, page_count, doc_type, number, symbol, identifier, instrument_key, issuer, place,"
        " issued_on, title, period_kind, period_start, period_end, period_label, as_of, signer, family, text_layer,"
        " status, extractor_version, options_key FROM documents WHERE sha256 = ?",
        sha256_of("first"),
    )
    assert document == (
        ident,
        "thanh-hoa-2024-q1.pdf",
        "2024/thanh-hoa-2024-q1.pdf",
        2,
        "Báo cáo",
        "45",
        "BC-UBND",
        "45/BC-UBND",
        "vn:ubnd@thanh-hoa:bc:d2024:45",
        "Ủy ban nhân dân tỉnh Thanh Hóa",
        "thanh-hoa",
        "2024-03-15",
        "Công tác cải cách hành chính quý I năm 2024",
        "Q1",
        "2024-01-01",
        "2024-03-31",
        "quý I năm 2024",
        "2024-03-14",
        None,
        "cchc",
        "digital",
        "ok",
        "0.1.0",
        "options",
    )
    note = query(
        sample_db,
        "SELECT id, number, text, page, page_end, marker_page, marker_before, section_id, confidence, boxes"
        " FROM footnotes WHERE document_id = ?",
        ident,
    )
    assert note == [
        (
            f"{ident}-n1",
            "1",
            "Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.",
            1,
            1,
            1,
            "Sở Nội vụ đã tiếp nhận 1.274 hồ sơ",
            f"{ident}-s1",
            0.98,
            "[[1,72.0,208.0,450.0,220.0]]",
        )
    ]
    rows = query(
        sample_db,
        "SELECT position, stt, label, unit, value_raw, value, value_kind, note, level, parent_id, is_heading, cells,"
        " text FROM table_rows WHERE document_id = ? ORDER BY rowid",
        ident,
    )
    assert rows[1:] == [
        (
            2,
            "1.",
            "Số kế hoạch đã ban hành",
            "Kế hoạch",
            "12",
            12.0,
            "number",
            "gồm kế hoạch\nbổ sung",
            0,
            None,
            0,
            '["1.","Số kế hoạch đã ban hành","Kế hoạch","12","gồm kế hoạch\\nbổ sung"]',
            "1. | Số kế hoạch đã ban hành | Kế hoạch | 12 | gồm kế hoạch bổ sung",
        ),
        (
            3,
            "1.1.",
            "Số kế hoạch đã hoàn thành",
            "Kế hoạch",
            "-",
            None,
            "dash",
            "",
            1,
            f"{ident}-r2",
            0,
            '["1.1.","Số kế hoạch đã hoàn thành","Kế hoạch","-",""]',
            "1.1. | Số kế hoạch đã hoàn thành | Kế hoạch | - | ",
        ),
    ]


def test_citations_and_checks_point_to_what_they_stand_in(sample_db: Path) -> None:
    assert query(
        sample_db,
        "SELECT f.number, c.identifier, c.relation, substr(p.text, c.char_start + 1, c.char_end - c.char_start) = c.raw"
        " FROM citations c JOIN footnotes f ON f.id = c.footnote_id"
        " JOIN pages p ON p.document_id = c.document_id AND p.number = c.page",
    ) == [("1", "30/2020/NĐ-CP", "dẫn chiếu", 1)]
    assert query(
        sample_db,
        "SELECT figures.value, figures.unit FROM checks, json_each(checks.figure_ids)"
        " JOIN figures ON figures.id = json_each.value WHERE checks.kind = 'rate' ORDER BY json_each.key",
    ) == [(99.65, "%"), (1274.0, "hồ sơ")]


def test_a_figure_stands_in_a_column_of_its_rows_table(sample_db: Path) -> None:
    joined = """
    SELECT DISTINCT table_rows.label, table_columns.head, table_columns.role, table_columns.position FROM figures
    JOIN table_columns ON table_columns.id = table_column_id
    JOIN table_rows ON table_rows.id = table_row_id AND table_rows.table_id = table_columns.table_id
    """
    assert query(sample_db, joined) == [("Số kế hoạch đã ban hành", "Số liệu", "measure", 4)]
    assert query(
        sample_db, "SELECT count(*) FROM figures WHERE (table_row_id IS NULL) <> (table_column_id IS NULL)"
    ) == [(0,)]
    per_table = "SELECT n_cols = count(*) FROM tables JOIN table_columns ON table_id = tables.id GROUP BY tables.id"
    assert {same for (same,) in query(sample_db, per_table)} == {1}


def test_views(sample_db: Path) -> None:
    assert query(
        sample_db,
        "SELECT identifier, issuer, issued_on, times_cited, cited_in, first_citing_period, last_citing_period,"
        " anomalies FROM citation_index WHERE key = 'vn:ubnd@thanh-hoa:qd:d2023:4951'",
    ) == [
        (
            "4951/QĐ-UBND",
            "Ủy ban nhân dân tỉnh Thanh Hóa",
            "2023-12-25",
            3,
            2,
            "2024-01-01/2024-03-31",
            "2024-01-01/2024-06-30",
            1,
        )
    ]
    assert query(
        sample_db,
        "SELECT place, period_kind, period_start, period_end, indicator, label, unit, value, page, file_name"
        " FROM figures_by_period WHERE location = 'table' AND figure_id IS NOT NULL ORDER BY period_end",
    ) == [
        (
            "thanh-hoa",
            "Q1",
            "2024-01-01",
            "2024-03-31",
            "Số kế hoạch đã ban hành",
            "Số kế hoạch đã ban hành",
            "Kế hoạch",
            12.0,
            2,
            "thanh-hoa-2024-q1.pdf",
        ),
        (
            "thanh-hoa",
            "H1",
            "2024-01-01",
            "2024-06-30",
            "Số kế hoạch đã ban hành",
            "Số kế hoạch đã ban hành",
            "Kế hoạch",
            20.0,
            2,
            "thanh-hoa-2024-h1.pdf",
        ),
    ]
    assert query(sample_db, "SELECT kind, severity, file_name FROM audit_findings ORDER BY kind") == [
        ("identity", "suspicion", "thanh-hoa-2024-h1.pdf"),
        ("rate", "error", "thanh-hoa-2024-q1.pdf"),
    ]
    assert query(sample_db, "SELECT footnote_number, sentence FROM citation_contexts WHERE location = 'footnote'") == [
        ("1", "Sở Nội vụ đã tiếp nhận 1.274 hồ sơ, tỷ lệ đúng hạn đạt 99,65%.")
    ]
    assert query(
        sample_db,
        "SELECT label, value, value_kind, raw, page FROM figures_by_period WHERE figure_id IS NULL",
    ) == [("Số kế hoạch đã hoàn thành", None, "dash", "-", 2)]


def test_the_database_is_sound(sample_db: Path) -> None:
    assert query(sample_db, "PRAGMA integrity_check") == [("ok",)]
    assert query(sample_db, "PRAGMA foreign_key_check") == []
    assert query(sample_db, "PRAGMA journal_mode") == [("delete",)]
    assert [file.name for file in sample_db.parent.iterdir()] == ["reports.db"]


def test_counts_of_a_run(tmp_path: Path) -> None:
    with Writer(tmp_path / "a.db") as writer:
        writer.begin_run("options", "0.1.0")
        for document in sample_documents():
            writer.write(document, "options")
        writer.write_failure("broken.pdf", sha256_of("broken"), BROKEN, "options")
        run_corpus_pass(writer.connection)
        assert writer.finish_run({"ingested": 3}) == {
            "documents": 3,
            "pages": 5,
            "citations": 11,
            "instruments": 6,
            "footnotes": 1,
            "figures": 5,
            "tables": 2,
            "partial_documents": 1,
            "failed_files": 1,
        }
    assert query(tmp_path / "a.db", "SELECT id, counts FROM runs") == [(1, '{"ingested": 3}')]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_documents_does_not_matter(tmp_path: Path, sample_db: Path, order: tuple[int, ...]) -> None:
    ingest(tmp_path / "a.db", [sample_documents()[index] for index in order])
    assert dumped(tmp_path / "a.db") == dumped(sample_db)


def test_a_second_run_changes_nothing(tmp_path: Path, sample_db: Path) -> None:
    ingest(tmp_path / "a.db", sample_documents()[:2])
    ingest(tmp_path / "a.db", sample_documents()[2:])
    ingest(tmp_path / "a.db", sample_documents())
    ingest(tmp_path / "a.db", [])
    assert [line for line in dumped(tmp_path / "a.db") if "no content stream" not in line] == [
        line for line in dumped(sample_db) if "no content stream" not in line
    ]


def test_replacing_a_document_leaves_nothing_of_the_old_one(tmp_path: Path) -> None:
    old = first_quarter()
    new = replace(old, footnotes=(), citations=old.citations[:1], failures=(), extractor_version="0.2.0")
    ingest(tmp_path / "replaced.db", [old])
    ingest(tmp_path / "replaced.db", [new], version="0.2.0")
    ingest(tmp_path / "fresh.db", [new], version="0.2.0")
    assert dumped(tmp_path / "replaced.db") == dumped(tmp_path / "fresh.db")
    assert query(tmp_path / "replaced.db", "SELECT key FROM instruments") == [("vn:ubnd@thanh-hoa:bc:d2024:45",)]
    assert query(tmp_path / "replaced.db", "PRAGMA foreign_key_check") == []


def test_done_and_failed(tmp_path: Path) -> None:
    first, second, third = sample_documents()
    with Writer(tmp_path / "a.db") as writer:
        writer.begin_run("one", "0.1.0")
        writer.write(first, "one")
        writer.write(third, "one")
        writer.write_failure("x/broken.pdf", sha256_of("broken"), BROKEN, "one")
        writer.write_failure("x/gone.pdf", None, BROKEN, "one")
        assert writer.done() == {first.sha256: ("0.1.0", "one"), third.sha256: ("0.1.0", "one")}
        assert writer.failed() == {sha256_of("broken"): ("0.1.0", "one"), "x/gone.pdf": ("0.1.0", "one")}
        writer.write(replace(second, sha256=sha256_of("broken"), path="x/broken.pdf"), "one")
        writer.write(replace(second, path="x/gone.pdf"), "one")
        assert writer.failed() == {}


def test_attempts_of_a_failure_are_counted_and_the_last_outcome_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    for failure in (BROKEN, BROKEN, TIMEOUT):
        with Writer(path) as writer:
            writer.begin_run("options", "0.1.0")
            writer.write_failure("broken.pdf", sha256_of("broken"), failure, "options")
            run_corpus_pass(writer.connection)
            writer.finish_run({})
    assert query(path, "SELECT run_id, path, sha256, stage, page, error, hint, attempts FROM failures") == [
        (1, "broken.pdf", sha256_of("broken"), "guard", None, "gave up after 300 seconds", "raise --timeout", 3)
    ]


def test_failed_pages_are_stored_and_go_when_the_document_is_read_again(tmp_path: Path) -> None:
    path, document = tmp_path / "a.db", other_province()
    ingest(path, [document])
    assert query(path, "SELECT path, stage, page, error, hint, attempts FROM failures") == [
        (
            "lam-dong-2024-q1.pdf",
            "read",
            2,
            "the page has no content stream",
            "open the file in a viewer and save it again",
            1,
        )
    ]
    assert query(path, "SELECT status FROM documents") == [("partial",)]
    ingest(path, [replace(document, failures=())])
    assert query(path, "SELECT count(*) FROM failures") == [(0,)]


def test_a_failure_spares_a_document_of_the_same_reading_and_deletes_an_older_one(tmp_path: Path) -> None:
    path, document = tmp_path / "a.db", other_province()
    ingest(path, [document])
    with Writer(path) as writer:
        writer.begin_run("options", "0.1.0")
        writer.write_failure(document.path, document.sha256, TIMEOUT, "options")
        assert writer.done() == {document.sha256: ("0.1.0", "options")}
        assert writer.failed() == {}
        run_corpus_pass(writer.connection)
        writer.finish_run({})
    assert query(path, "SELECT page, stage FROM failures ORDER BY page") == [(None, "guard"), (2, "read")]
    with Writer(path) as writer:
        writer.begin_run("options", "0.2.0")
        writer.write_failure(document.path, document.sha256, TIMEOUT, "options")
        assert writer.done() == {}
        assert writer.failed() == {document.sha256: ("0.2.0", "options")}
        run_corpus_pass(writer.connection)
        writer.finish_run({})
    assert query(path, "SELECT count(*) FROM pages") == [(0,)]
    assert query(path, "SELECT page, stage FROM failures") == [(None, "guard")]


@pytest.mark.parametrize("before", [True, False])
def test_names_of_the_same_bytes(tmp_path: Path, before: bool) -> None:
    path, document = tmp_path / "a.db", replace(first_half(), path="m/report.pdf", file_name="report.pdf")
    calls: list[Callable[[Writer], None]] = [
        lambda writer: writer.write_sources({document.sha256: ["z.pdf", "b/copy.pdf"]}),
        lambda writer: writer.write(document, "options"),
    ]
    with Writer(path) as writer:
        writer.begin_run("options", "0.1.0")
        for call in calls if before else reversed(calls):
            call(writer)
        writer.write_sources({document.sha256: ["m/report.pdf"]})
        run_corpus_pass(writer.connection)
        writer.finish_run({})
    assert query(path, "SELECT path, file_name FROM documents") == [("b/copy.pdf", "copy.pdf")]
    assert query(path, "SELECT sha256, path FROM sources") == [
        (document.sha256, "m/report.pdf"),
        (document.sha256, "z.pdf"),
    ]


def test_names_of_a_file_that_failed(tmp_path: Path) -> None:
    path, sha256 = tmp_path / "a.db", sha256_of("broken")
    with Writer(path) as writer:
        writer.begin_run("options", "0.1.0")
        writer.write_failure("b.pdf", sha256, BROKEN, "options")
        writer.write_sources({sha256: ["c.pdf", "a.pdf"]})
        run_corpus_pass(writer.connection)
        writer.finish_run({})
    assert query(path, "SELECT path FROM failures") == [("a.pdf",)]
    assert query(path, "SELECT path FROM sources") == [("b.pdf",), ("c.pdf",)]


def test_text_is_composed_and_half_characters_of_file_names_are_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    odd = replace(first_half(), path="Tha\u0300nh \udce9.pdf", file_name="Tha\u0300nh \udce9.pdf")
    ingest(path, [odd])
    assert query(path, "SELECT path, file_name FROM documents") == [("Th\u00e0nh ?.pdf", "Th\u00e0nh ?.pdf")]


def twins(document: Document) -> list[Document]:
    """The document and two of other bytes: one shares 14 digits of the SHA-256 with it, one only those of rowids."""
    digest = document.sha256
    near = digest[:14] + ("0" if digest[14] != "0" else "1") * 50
    far = digest[:7] + ("0" if digest[7] != "0" else "1") * 57
    return [
        replace(document, sha256=other, path=f"{number}.pdf", file_name=f"{number}.pdf")
        for number, other in enumerate((digest, near, far))
    ]


def test_documents_that_begin_alike_are_stored_alike_whatever_their_order(tmp_path: Path) -> None:
    found = set()
    for number, order in enumerate(permutations(twins(first_quarter()))):
        path = tmp_path / f"{number}.db"
        ingest(path, [*order[:1], other_province()])
        ingest(path, order[1:])
        ingest(path, order[:2])
        found.add("\n".join(dumped(path)))
        assert query(path, "PRAGMA foreign_key_check") == []
        assert query(
            path, "SELECT count(*) FROM checks, json_each(figure_ids) AS f JOIN figures ON figures.id = f.value"
        ) == [(6,)]
        with closing(open_read_only(path)) as connection:
            assert len(search(connection, "tiếp nhận")) == len(search(connection, "tiep nhan")) == 3
    assert len(found) == 1
    digest = first_quarter().sha256
    ids = {
        ident for (ident,) in query(tmp_path / "0.db", "SELECT id FROM documents WHERE sha256 LIKE ?", f"{digest[:7]}%")
    }
    assert {digest[:15], digest[:12]} & ids == {digest[:15]}


def test_a_document_that_is_alone_again_gets_its_short_id_back(tmp_path: Path) -> None:
    document, near, far = twins(first_quarter())
    ingest(tmp_path / "alone.db", [document])
    with Writer(tmp_path / "a.db") as writer:
        writer.begin_run("options", "0.1.0")
        for one in (near, document, far):
            writer.write(one, "options")
        for one in (near, far):
            writer.write_failure(one.path, one.sha256, BROKEN, "others")
        run_corpus_pass(writer.connection)
        writer.finish_run({})
    for table in ("pages", "table_rows", "citations", "checks"):
        ids = f"SELECT id, rowid FROM {table}"
        assert query(tmp_path / "a.db", ids) == query(tmp_path / "alone.db", ids)


def test_runs_are_taken_up_only_if_open_and_alike(tmp_path: Path) -> None:
    def run(options: str, version: str, finish: bool) -> int:
        with Writer(tmp_path / "a.db") as writer:
            ident = writer.begin_run(options, version)
            if finish:
                run_corpus_pass(writer.connection)
                writer.finish_run({})
        return ident

    assert run("one", "0.1.0", finish=False) == 1
    assert run("one", "0.1.0", finish=False) == 1
    assert run("two", "0.1.0", finish=False) == 2
    assert run("two", "0.2.0", finish=True) == 3
    assert run("two", "0.2.0", finish=True) == 4


def test_a_reader_does_not_keep_a_run_from_finishing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    ingest(path, sample_documents()[:1])
    with Writer(path) as writer:
        writer.begin_run("options", "0.1.0")
        reader = sqlite3.connect(path)
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM documents").fetchone() == (1,)
        writer.write(sample_documents()[1], "options")
        run_corpus_pass(writer.connection)
        assert writer.finish_run({})["documents"] == 2
        reader.close()
    assert query(path, "SELECT count(*) FROM runs WHERE finished_at IS NULL") == [(0,)]


def test_nothing_is_written_outside_a_run(tmp_path: Path) -> None:
    with Writer(tmp_path / "a.db") as writer, pytest.raises(DatabaseError, match="begin_run"):
        writer.write(first_half(), "options")


def test_every_table_of_the_dump_is_one_of_ours(sample_db: Path) -> None:
    connection = open_read_only(sample_db)
    lines = [json.loads(line) for line in dump(connection)]
    named = {line[0] for line in lines if line[0] in {*stored_tables(connection), "runs"}}
    assert {"documents", "pages", "citation_edges", "sources"} <= named <= {*stored_tables(connection)}
    assert not [table for table in stored_tables(connection) if "fts" in table]
    assert "runs" not in named
    connection.close()
