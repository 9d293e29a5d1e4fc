"""What stands around an instrument."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from extractor.query.instrument import neighbourhood
from extractor.query.instrument.neighbourhood import read_neighbourhood
from tests.query.cited import AMENDING, DECREE, LAW, PLAN, UNCITED, collection, id_of


def test_neighbours_are_related_cited_together_and_citing(tmp_path: Path) -> None:
    around = read_neighbourhood(collection(tmp_path / "a.db"), id_of(DECREE))
    assert around is not None
    assert [(one.instrument.instrument_id, one.relation, one.active) for one in around.related] == [
        (id_of(AMENDING), "sửa đổi", False),
        (id_of(UNCITED), "thay thế", True),
    ]
    # The amending decree is cited with it, too, and is shown once.
    assert {(one.instrument.instrument_id, one.documents) for one in around.together} == {
        (id_of(LAW), 1),
        (id_of(PLAN), 1),
    }
    assert [(one.document.document_id, one.times) for one in around.citing] == [
        ("a00000000001", 3),
        ("a00000000002", 1),
        ("b00000000001", 1),
    ]
    assert around.counted == 3


def test_only_documents_that_cite_it_most_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbourhood, "DOCUMENTS_COUNTED", 1)
    around = read_neighbourhood(collection(tmp_path / "a.db"), id_of(DECREE))
    assert around is not None
    assert (around.counted, around.together) == (1, ())


def test_what_stands_alone_has_no_neighbours(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    collection(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM instrument_relations")
    around = read_neighbourhood(connection, id_of(UNCITED))
    assert around is not None
    assert (around.related, around.together, around.citing, around.counted) == ((), (), (), 0)
    assert read_neighbourhood(connection, "i0") is None
