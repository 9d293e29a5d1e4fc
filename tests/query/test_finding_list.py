"""The list of findings: the gravest first, facets with true counts, neighbours, and the marks of one finding."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from extractor.query.facets import count_facets
from extractor.query.finding import read_finding
from extractor.query.finding_list import _ALL, FACETS, Choice, findings_like, neighbours
from extractor.store.database import open_read_only
from extractor.verdicts.book import Judged, Verdict, book_of, write_verdict


@pytest.fixture
def connection(sample_db: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The sample with a note, and a check of a kind and severity that only a later version knows."""
    path = Path(shutil.copy(sample_db, tmp_path / "reports.db"))
    with closing(sqlite3.connect(path)) as other, other:
        columns = [row[1] for row in other.execute("PRAGMA table_info(checks)")]
        for kind, severity in (("date", "note"), ("shading", "faint")):
            own = {"id": f"id || '{kind}'", "kind": f"'{kind}'", "severity": f"'{severity}'"}
            values = ", ".join(own.get(column, column) for column in columns)
            other.execute(f"INSERT INTO checks SELECT {values} FROM checks WHERE kind = 'rate'")
    with closing(open_read_only(path)) as opened:
        yield opened


def kinds(connection: sqlite3.Connection, choice: Choice) -> list[str]:
    return [finding.kind for finding in findings_like(connection, choice, 0, 50).findings]


def test_an_error_comes_first_and_what_is_not_known_last(connection: sqlite3.Connection) -> None:
    assert kinds(connection, Choice()) == ["rate", "identity", "shading"]


def test_notes_are_listed_where_they_are_asked_for_and_counted_always(connection: sqlite3.Connection) -> None:
    assert kinds(connection, Choice(severity=frozenset({"note"}))) == ["date"]
    counts = findings_like(connection, Choice(), 0, 50).counts
    assert counts.total == 3
    assert counts.facets[FACETS.index("severity")] == {"error": 1, "suspicion": 1, "faint": 1, "note": 1}
    assert counts.facets[FACETS.index("kind")] == {"rate": 1, "identity": 1, "shading": 1}


def test_a_facet_counts_what_the_others_leave() -> None:
    rows = [(("a", "x"), 2), (("b", "x"), 3), (("b", "y"), 5)]
    counts = count_facets(rows, [frozenset({"a"}), frozenset()])
    assert counts.total == 2
    assert counts.facets == ({"a": 2, "b": 8}, {"x": 2})


def test_a_part_of_the_list_and_the_neighbours_agree(connection: sqlite3.Connection) -> None:
    choice = Choice()
    ids = [finding.check_id for finding in findings_like(connection, choice, 0, 50).findings]
    assert [finding.check_id for finding in findings_like(connection, choice, 1, 1).findings] == [ids[1]]
    assert neighbours(connection, choice, ids[0]) == (None, ids[1], 1)
    assert neighbours(connection, choice, ids[1]) == (ids[0], ids[2], 2)
    assert neighbours(connection, Choice(kind=frozenset({"rate"})), ids[1]) == (None, None, 0)
    assert neighbours(connection, choice, "gone") == (None, None, 0)


def test_a_verdict_is_a_facet(connection: sqlite3.Connection) -> None:
    row = connection.execute("SELECT document_id, kind, statement FROM checks WHERE kind = 'rate'").fetchone()
    write_verdict(book_of(connection), Judged(*row), Verdict("reported", "", "", "2025-01-01T00:00:00+00:00"))
    assert kinds(connection, Choice(verdict=frozenset({"reported"}))) == ["rate"]
    assert kinds(connection, Choice(verdict=frozenset({"none"}))) == ["identity", "shading"]
    (found,) = findings_like(connection, Choice(verdict=frozenset({"reported"})), 0, 5).findings
    assert found.verdict is not None
    assert found.verdict.verdict == "reported"


def test_every_number_and_citation_of_a_finding_is_marked_on_its_page(connection: sqlite3.Connection) -> None:
    seen = 0
    for check_id, figure_ids, citation_ids in connection.execute(
        "SELECT id, figure_ids, citation_ids FROM checks WHERE NOT holds"
    ).fetchall():
        finding = read_finding(connection, check_id)
        assert finding is not None
        parts = (*finding.figures, *finding.citations)
        assert [part.id for part in parts] == json.loads(figure_ids) + json.loads(citation_ids)
        for part in parts:
            marks = [
                (page.page, *mark.box)
                for page in finding.pages
                if page.document_id == part.document_id
                for mark in page.marks
                if mark.number == part.number
            ]
            assert marks == [tuple(box) for box in part.boxes]
            seen += len(marks)
    assert seen >= 6
    assert read_finding(connection, "gone") is None


def test_one_number_with_two_dates_is_marked_in_both_reports(connection: sqlite3.Connection) -> None:
    (check_id,) = connection.execute("SELECT id FROM checks WHERE kind = 'identity'").fetchone()
    finding = read_finding(connection, check_id)
    assert finding is not None
    assert [page.file_name for page in finding.pages] == ["thanh-hoa-2024-h1.pdf", "thanh-hoa-2024-q1.pdf"]


def test_the_list_reads_no_check_that_holds(sample_db: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sample_db, tmp_path / "plain.db"))
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("DELETE FROM sqlite_stat1")  # which says that the sample is small enough to read it all
    with closing(open_read_only(path)) as opened:
        plan = " ".join(row[3] for row in opened.execute(f"EXPLAIN QUERY PLAN {_ALL}"))
    assert "USING COVERING INDEX checks_failing" in plan


def test_the_findings_of_one_document(connection: sqlite3.Connection) -> None:
    (document,) = connection.execute("SELECT document_id FROM checks WHERE kind = 'identity'").fetchone()
    assert kinds(connection, Choice(document=document)) == ["identity"]
    assert kinds(connection, Choice(document="gone")) == []
