"""The databases of the benchmarks, made small, are such as the queries expect: ids, ranges of rowids, indexes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from extractor.query.collection import collection_of
from extractor.store.database import fetch_one, open_read_only
from extractor.store.keys import ROWS
from tests.benchmarks import compare_database, lookup_database, room_database

MADE: dict[str, Callable[[Path, Path], None]] = {
    "compare": lambda path, _: compare_database.make_database(path, compare_database.Sizes(12, 240)),
    "lookup": lambda path, _: lookup_database.make_database(
        path, lookup_database.Sizes(citations=60, instruments=400, documents=12)
    ),
    "room": lambda path, source: room_database.make_database(path, source, 12),
}


@pytest.mark.parametrize("name", MADE)
def test_rows_lie_in_the_ranges_of_their_documents(name: str, sample_db: Path, tmp_path: Path) -> None:
    path = tmp_path / "made.db"
    MADE[name](path, sample_db)
    with closing(open_read_only(path)) as connection:
        collection = collection_of(connection)
        assert len({report.block for report in collection.reports}) == 12
        table = "pages" if name != "compare" else "table_rows"
        for report in collection.reports:
            found = fetch_one(
                connection,
                f"SELECT count(*) FROM {table} WHERE document_id = ? AND rowid / ? <> ?",
                (report.id, ROWS, report.block),
            )
            assert found == 0
        assert fetch_one(connection, f"SELECT count(*) FROM {table}") >= 12
