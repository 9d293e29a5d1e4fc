"""Values of an indicator in documents without a period."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from extractor.query.indicator import undated
from extractor.query.indicator.record import read_indicator
from tests.query.compared import ON_TIME, Cell, Paper, make_reports

PAPERS = [
    Paper("ha-tinh", "Y", 2022, [Cell(ON_TIME, "%", "98", 98.0)]),
    Paper("thanh-hoa", "Y", 2023, [Cell(ON_TIME, "%", "97,4", 97.4)]),
]


def found(path: Path) -> tuple[undated.Undated, ...]:
    with closing(sqlite3.connect(path)) as connection:
        (key,) = connection.execute("SELECT key FROM indicators WHERE times = 2").fetchone()
        record = read_indicator(connection, key)
        assert record is not None
        return undated.list_undated(connection, record.indicator)


def test_what_no_comparison_has_is_listed_with_its_page(tmp_path: Path) -> None:
    path = make_reports(tmp_path / "reports.db", PAPERS)
    assert found(path) == ()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE documents SET period_start = NULL, period_end = NULL WHERE place = 'thanh-hoa'")
    (one,) = found(path)
    assert (one.raw, one.page) == ("97,4", 3)


def test_a_long_list_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_reports(tmp_path / "reports.db", PAPERS)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE documents SET period_start = NULL, period_end = NULL")
    monkeypatch.setattr(undated, "MOST", 1)
    assert len(found(path)) == 1
