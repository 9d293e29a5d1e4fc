"""A database is looked over as a whole when it has grown, not with every report."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from extractor.errors import DatabaseError
from extractor.store import upkeep
from extractor.store.database import open_database
from extractor.store.writer import Writer
from tests.documents import sample_documents
from tests.store.databases import ingest, query

FIRST, SECOND, THIRD = sample_documents()
LOOKS = ("PRAGMA quick_check(1)", "ANALYZE")


def looks(path: Path) -> list[str]:
    """How the database is looked over by a run that changes nothing."""
    seen: list[str] = []
    with closing(open_database(path)) as connection:
        connection.set_trace_callback(seen.append)
        upkeep.check(connection, path)
        upkeep.analyse(connection)
    return [statement for statement in seen if statement in LOOKS]


def grow(path: Path, share: float) -> None:
    """Add so many times its size of rows that nothing asks for."""
    with closing(open_database(path)) as connection:
        [size] = connection.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()
        connection.execute("INSERT INTO pass_state VALUES (hex(randomblob(8)), zeroblob(?))", (int(size * share),))


def test_a_small_database_is_always_looked_over(sample_db: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sample_db, tmp_path / "a.db"))
    assert path.stat().st_size * 20 < upkeep.SMALL < path.stat().st_size * 60
    assert looks(path) == looks(path) == list(LOOKS)


def test_what_has_not_grown_is_not_looked_over_again(
    sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "SMALL", 0)
    path = Path(shutil.copy(sample_db, tmp_path / "a.db"))
    assert looks(path) == list(LOOKS)
    grow(path, 0.1)
    assert looks(path) == []
    grow(path, 0.15)  # with the tenth before more than a fifth
    assert looks(path) == list(LOOKS)
    assert looks(path) == []


def test_a_file_that_is_cut_off_needs_no_look(sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "SMALL", 0)
    path = Path(shutil.copy(sample_db, tmp_path / "a.db"))
    looks(path)
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(DatabaseError, match="is damaged"):
        Writer(path)


def test_totals_are_those_of_the_rows_whatever_comes_and_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    for documents in ([FIRST, SECOND], [THIRD, FIRST]):
        ingest(path, documents)
    with closing(open_database(path)) as connection:
        connection.execute("DELETE FROM documents WHERE sha256 = ?", (SECOND.sha256,))
        told = upkeep.totals(connection)
    assert told == {table: query(path, f"SELECT count(*) FROM {table}")[0][0] for table in upkeep.TOLD}
