"""The list of documents: every choice with a true count, in the order asked for, and kept until the file changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from extractor.query.documents import FACETS, Choice, choose, entries, latest, lines, neighbours
from extractor.query.kept import kept
from extractor.store.database import open_read_only
from tests.documents import sha256_of

FIRST, SECOND, THIRD = (sha256_of(name)[:12] for name in ("first", "second", "third"))


@pytest.fixture
def connection(sample_db: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_read_only(sample_db)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("words", "facets", "found"),
    [
        ("", {}, [SECOND, THIRD, FIRST]),
        ("thanh hoa", {}, [SECOND, FIRST]),
        ("HÀNH CHÍNH 45/bc", {}, [FIRST]),
        ("", {"place": ["lam-dong"]}, [THIRD]),
        ("", {"period_kind": ["Q1", "H1"], "doc_type": ["Báo cáo"]}, [SECOND, THIRD, FIRST]),
        ("", {"status": ["partial"], "place": ["thanh-hoa"]}, []),
        ("<script>", {}, []),
    ],
)
def test_documents_are_narrowed_by_words_and_facets(
    connection: sqlite3.Connection, words: str, facets: dict[str, list[str]], found: list[str]
) -> None:
    assert list(choose(connection, Choice(words, facets)).ids) == found


def test_a_count_is_what_the_choice_would_show(connection: sqlite3.Connection) -> None:
    chosen: dict[str, list[str]] = {"place": ["thanh-hoa"]}
    counted = choose(connection, Choice("", chosen)).counted
    for name in FACETS:
        for value, count in counted[name]:
            with_it = choose(connection, Choice("", {**chosen, name: [value]}))
            assert len(with_it.ids) == count, (name, value)
    assert dict(counted["place"]) == {"thanh-hoa": 2, "lam-dong": 1}


def test_a_document_that_says_nothing_is_chosen_as_unknown(sample_db: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    own.write_bytes(sample_db.read_bytes())
    with closing(sqlite3.connect(own)) as connection:
        with connection:
            connection.execute("UPDATE documents SET issuer = NULL WHERE id = ?", (FIRST,))
        found = choose(connection, Choice("", {"issuer": ["-"]}))
    assert found.ids == (FIRST,)
    assert found.counted["issuer"][-1] == ("-", 1)


def test_the_order_is_the_one_asked_for(connection: sqlite3.Connection) -> None:
    assert choose(connection, Choice(), "name").ids == (THIRD, SECOND, FIRST)
    assert choose(connection, Choice(), "period").ids[-1] in (FIRST, SECOND, THIRD)
    assert [line.id for line in latest(connection, 1)] == [SECOND]


def test_a_line_counts_findings_and_failures(connection: sqlite3.Connection) -> None:
    first, third = lines(connection, (FIRST, THIRD))
    assert (
        first.findings
        == connection.execute(
            "SELECT count(*) FROM checks WHERE document_id = ? AND NOT holds AND severity <> 'note'", (FIRST,)
        ).fetchone()[0]
    )
    assert (first.failures, third.failures, third.status) == (0, 1, "partial")


def test_what_is_kept_is_read_again_after_a_change(sample_db: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    own.write_bytes(sample_db.read_bytes())
    with closing(sqlite3.connect(own)) as connection:
        first = kept(connection, entries)
        assert kept(connection, entries) is first
        with connection:
            connection.execute("UPDATE documents SET place = 'hue' WHERE id = ?", (FIRST,))
        assert "hue" in {entry.place for entry in kept(connection, entries)}


def test_a_write_to_the_log_of_a_database_is_seen(sample_db: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    own.write_bytes(sample_db.read_bytes())
    with closing(sqlite3.connect(own)) as writer, closing(sqlite3.connect(own)) as reader:
        writer.execute("PRAGMA journal_mode = WAL")
        kept(reader, entries)
        with writer:
            writer.execute("DELETE FROM documents WHERE id = ?", (FIRST,))
        assert FIRST not in {entry.id for entry in kept(reader, entries)}


def test_a_document_has_neighbours_in_the_series_of_its_organ(sample_db: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    own.write_bytes(sample_db.read_bytes())
    with closing(sqlite3.connect(own)) as connection:
        assert neighbours(connection, FIRST).later is None  # a half year is another series
        with connection:
            connection.execute(
                "UPDATE documents SET period_kind = 'Q1', period_start = '2025-01-01' WHERE id = ?", (SECOND,)
            )
        later = neighbours(connection, FIRST).later
        earlier = neighbours(connection, SECOND).earlier
    assert later is not None
    assert earlier is not None
    assert (later.id, earlier.id) == (SECOND, FIRST)


def test_a_document_without_a_period_is_in_no_series(sample_db: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    own.write_bytes(sample_db.read_bytes())
    with closing(sqlite3.connect(own)) as connection:
        with connection:
            connection.execute("UPDATE documents SET period_kind = NULL, issuer = 'x', family = NULL")
        assert neighbours(connection, FIRST) == neighbours(connection, "none")


def test_a_database_that_is_moved_away_while_it_is_open_is_still_read(sample_db: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    own.write_bytes(sample_db.read_bytes())
    with closing(open_read_only(own)) as connection:
        own.rename(tmp_path / "other.db")
        assert len(kept(connection, entries)) == 3
