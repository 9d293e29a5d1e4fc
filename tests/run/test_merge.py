"""Databases of different people joined: the same as one ingest of all files, and nothing of a user's own mixed in."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.across.corpus_pass import run_corpus_pass
from extractor.corrections.apply import apply_corrections
from extractor.corrections.file import read_corrections
from extractor.errors import DatabaseError, UsageError
from extractor.model.document import Document
from extractor.model.pages import Failure
from extractor.run import merge as merging
from extractor.run.merge import Joined, merge
from extractor.store.database import OlderDatabaseError, open_database
from extractor.store.merging import Donor
from extractor.store.writer import Writer
from extractor.verdicts.book import book_beside
from tests.documents import first_half, first_quarter, other_province, sha256_of
from tests.store.databases import dumped, ingest, query

Q1, H1, OTHER = first_quarter(), first_half(), other_province()
BROKEN = Failure("read", None, "it is no PDF", "open it in a viewer")


def told(summary: merging.MergeSummary) -> list[tuple[int, int, int, int]]:
    return [(each.taken, each.newer, each.older, each.failed) for each in summary.joined]


def facts(path: Path) -> list[str]:
    return [line for line in dumped(path) if "no content stream" not in line]


@pytest.fixture
def two(tmp_path: Path) -> list[Path]:
    """Two databases with one report in common."""
    ingest(tmp_path / "a.db", [Q1, H1])
    ingest(tmp_path / "b.db", [OTHER, Q1])
    return [tmp_path / "a.db", tmp_path / "b.db"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_result_is_that_of_one_ingest(tmp_path: Path, two: list[Path], order: Sequence[int]) -> None:
    summary = merge([two[index] for index in order], tmp_path / "both.db")
    assert sum(each.taken for each in summary.joined) == summary.counts["documents"] == 3
    ingest(tmp_path / "once.db", [Q1, H1, OTHER])
    assert dumped(tmp_path / "both.db") == dumped(tmp_path / "once.db")
    assert query(tmp_path / "both.db", "PRAGMA foreign_key_check") == []
    assert query(tmp_path / "both.db", "SELECT count(*) FROM pages_fts WHERE pages_fts MATCH 'hoa'")[0][0] > 0


def test_a_database_takes_in_another(tmp_path: Path, two: list[Path]) -> None:
    before = two[1].read_bytes()
    assert told(merge([two[1]], two[0])) == [(1, 0, 0, 0)]
    ingest(tmp_path / "once.db", [Q1, H1, OTHER])
    # A failure says in which run it was first seen.
    assert facts(two[0]) == facts(tmp_path / "once.db")
    assert two[1].read_bytes() == before
    assert told(merge([two[1]], two[0])) == [(0, 0, 0, 0)]


def test_a_file_under_two_names_has_both(tmp_path: Path) -> None:
    ingest(tmp_path / "a.db", [replace(Q1, path="x/quarter.pdf", file_name="quarter.pdf")])
    ingest(tmp_path / "b.db", [replace(Q1, path="a/q1.pdf", file_name="q1.pdf")])
    merge([tmp_path / "a.db", tmp_path / "b.db"], tmp_path / "both.db")
    assert query(tmp_path / "both.db", "SELECT path, file_name FROM documents") == [("a/q1.pdf", "q1.pdf")]
    assert query(tmp_path / "both.db", "SELECT path FROM sources") == [("x/quarter.pdf",)]


def family(document: Document, end: str) -> Document:
    """The document with a SHA-256 that shares all digits of its id with others."""
    return replace(document, sha256=f"7f3a9c21b0de44aa{end * 48}", path=f"{end}.pdf")


def test_documents_that_share_digits_get_the_ids_of_one_ingest(tmp_path: Path) -> None:
    """Each is alone in its own database and has a short id there."""
    documents = [family(H1, "2"), family(Q1, "1"), family(OTHER, "0")]
    for number, document in enumerate(documents):
        ingest(tmp_path / f"{number}.db", [document])
    merge([tmp_path / f"{number}.db" for number in range(3)], tmp_path / "all.db")
    ingest(tmp_path / "once.db", documents)
    assert dumped(tmp_path / "all.db") == dumped(tmp_path / "once.db")


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_of_two_readings_the_newer_is_kept(tmp_path: Path, order: str) -> None:
    old = replace(Q1, checks=(), extractor_version="0.9.1")
    new = replace(Q1, extractor_version="0.10.0")
    ingest(tmp_path / "a.db", [old], version="0.9.1")
    ingest(tmp_path / "b.db", [new, H1], version="0.10.0")
    summary = merge([tmp_path / f"{name}.db" for name in order], tmp_path / "both.db")
    assert told(summary) == ([(1, 0, 0, 0), (1, 1, 0, 0)] if order == "ab" else [(2, 0, 0, 0), (0, 0, 1, 0)])
    ingest(tmp_path / "once.db", [new, H1], version="0.10.0")
    assert dumped(tmp_path / "both.db") == dumped(tmp_path / "once.db")
    assert summary.ways == 1 + (H1.extractor_version != "0.10.0")


def test_of_two_readings_the_whole_one_is_kept(tmp_path: Path) -> None:
    lost = Failure("read", 2, "the page is gone", "look for it")
    ingest(tmp_path / "a.db", [replace(Q1, failures=(lost,))])
    ingest(tmp_path / "b.db", [replace(Q1, failures=())])
    assert told(merge([tmp_path / "b.db"], tmp_path / "a.db")) == [(0, 1, 0, 0)]
    assert query(tmp_path / "a.db", "SELECT status FROM documents") == [("ok",)]
    assert query(tmp_path / "a.db", "SELECT * FROM failures") == []


def with_failures(path: Path, documents: list[Document], *failed: tuple[str, str | None]) -> None:
    with Writer(path) as writer:
        writer.begin_run("options", "0.1.0")
        for document in documents:
            writer.write(document, "options")
        for name, sha256 in failed:
            writer.write_failure(name, sha256, BROKEN, "options")
        writer.write_sources({document.sha256: [document.path] for document in documents})
        run_corpus_pass(writer.connection)
        writer.finish_run({})


def test_failures_come_along_where_no_document_is_known(tmp_path: Path) -> None:
    broken = ("x/broken.pdf", sha256_of("broken"))
    with_failures(tmp_path / "a.db", [], broken, ("x/q1.pdf", Q1.sha256), ("x/shut.pdf", None), (H1.path, None))
    with_failures(tmp_path / "b.db", [Q1, H1])
    summary = merge([tmp_path / "b.db", tmp_path / "a.db"], tmp_path / "both.db")
    assert told(summary) == [(2, 0, 0, 0), (0, 0, 0, 1)]
    failed = "SELECT path, sha256 FROM failures WHERE page IS NULL ORDER BY path"
    assert query(tmp_path / "both.db", failed) == [broken, ("x/shut.pdf", None)]
    merge([tmp_path / "a.db", tmp_path / "b.db"], tmp_path / "turned.db")
    assert dumped(tmp_path / "turned.db") == dumped(tmp_path / "both.db")


CORRECTIONS = f"""
[[correction]]
document = "{Q1.path}"
field = "title"
value = "Một tên khác"
reason = "typing error"
who = "Lan"
when = 2026-11-30
"""


def test_what_belongs_to_a_user_is_left_behind_and_told(tmp_path: Path, two: list[Path]) -> None:
    """The facts come as they were read, and not as the user of the other database corrected them."""
    (tmp_path / "mine.toml").write_text(CORRECTIONS, encoding="utf-8")
    with closing(open_database(two[0])) as connection:
        assert apply_corrections(connection, read_corrections(tmp_path / "mine.toml"))["applied"] == 1
        connection.execute("INSERT INTO indicator_decisions (kind, target, line) VALUES ('pin', 'x', 1)")
        assert connection.execute("SELECT title FROM documents WHERE sha256 = ?", (Q1.sha256,)).fetchone()[0] == (
            "Một tên khác"
        )
    book_beside(two[0]).touch()
    summary = merge(two, tmp_path / "both.db")
    left = [(each.corrections, each.decisions, each.has_verdicts) for each in summary.joined]
    assert left == [(1, 1, True), (0, 0, False)]
    ingest(tmp_path / "once.db", [Q1, H1, OTHER])
    assert dumped(tmp_path / "both.db") == dumped(tmp_path / "once.db")


def test_corrections_beside_the_joined_database_are_applied(tmp_path: Path, two: list[Path]) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/corrections.toml").write_text(CORRECTIONS, encoding="utf-8")
    summary = merge(two, tmp_path / "out/both.db")
    assert summary.corrections["applied"] == 1
    titles = "SELECT count(*) FROM documents WHERE title = 'Một tên khác'"
    assert query(tmp_path / "out/both.db", titles) == [(1,)]


@pytest.mark.parametrize("last", [0, 1, 2])
def test_an_interruption_costs_nothing(
    tmp_path: Path, two: list[Path], monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    """Whole documents only, searchable at once; the same command goes on."""
    done = []
    take = Donor.take

    def interrupted(self: Donor, sha256: str) -> str:
        if len(done) == last:
            raise KeyboardInterrupt
        done.append(sha256)
        return take(self, sha256)

    with monkeypatch.context() as broken_off:
        broken_off.setattr(Donor, "take", interrupted)
        summary = merge(two, tmp_path / "both.db")
    assert summary.interrupted and summary.counts["documents"] == last
    assert not merge(two, tmp_path / "both.db").interrupted
    ingest(tmp_path / "once.db", [Q1, H1, OTHER])
    assert dumped(tmp_path / "both.db") == dumped(tmp_path / "once.db")


def test_a_document_is_taken_wholly_or_not_at_all(
    tmp_path: Path, two: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as filled:
        filled.setattr(Donor, "_take_failures", full)
        with pytest.raises(DatabaseError, match="disk is full") as raised:
            merge(two, tmp_path / "both.db")
    assert "the same command goes on" in raised.value.next_step
    assert query(tmp_path / "both.db", "SELECT count(*) FROM documents") == [(0,)]


def test_what_makes_no_sense_is_refused_before_anything_is_written(tmp_path: Path, two: list[Path]) -> None:
    first, second = two
    (tmp_path / "link.db").symlink_to(first)
    with pytest.raises(UsageError, match=r"link\.db is named twice"):
        merge([first, tmp_path / "link.db"], tmp_path / "both.db")
    with pytest.raises(UsageError, match=r"b\.db is joined into itself"):
        merge([first, second], second)
    with pytest.raises(DatabaseError, match="there is no database at"):
        merge([first, tmp_path / "none.db"], tmp_path / "both.db")
    (tmp_path / "no.db").write_text("no database", encoding="utf-8")
    with pytest.raises(DatabaseError, match="is not a SQLite database"):
        merge([first, tmp_path / "no.db"], tmp_path / "both.db")
    assert not (tmp_path / "both.db").exists()


@pytest.mark.parametrize(("version", "said"), [(1, "an older version"), (99, "a newer version")])
def test_another_schema_is_refused(tmp_path: Path, two: list[Path], version: int, said: str) -> None:
    with closing(sqlite3.connect(two[1])) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(DatabaseError, match=said) as refused:
        merge(two, tmp_path / "both.db")
    assert isinstance(refused.value, OlderDatabaseError) == (version == 1)
    assert not (tmp_path / "both.db").exists()


def test_a_damaged_database_is_refused(tmp_path: Path, two: list[Path]) -> None:
    content = bytearray(two[1].read_bytes())
    content[20 * 4096 : 60 * 4096] = bytes(40 * 4096)
    two[1].write_bytes(content)
    with pytest.raises(DatabaseError, match="is damaged"):
        merge(two, tmp_path / "both.db")
    assert not (tmp_path / "both.db").exists()


def test_a_database_of_a_run_that_was_cut_off_gives_what_it_has(tmp_path: Path) -> None:
    """Killed: its documents wait in a log beside it, and nothing depends on all of them yet."""
    writer = Writer(tmp_path / "open.db")
    writer.begin_run("options", "0.1.0")
    writer.write(Q1, "options")
    for file in tmp_path.glob("open.db*"):
        shutil.copy(file, tmp_path / file.name.replace("open", "cut"))
    writer.close()
    assert merge([tmp_path / "cut.db"], tmp_path / "both.db").joined == (
        Joined(database=str(tmp_path / "cut.db"), files=1, taken=1),
    )
    ingest(tmp_path / "once.db", [Q1])
    assert dumped(tmp_path / "both.db") == dumped(tmp_path / "once.db")
