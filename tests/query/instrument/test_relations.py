"""What an instrument does to others and they to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from extractor.query.instrument.relations import list_relations
from tests.query.cited import AMENDING, DECREE, PLAN, UNCITED, collection, id_of


def test_what_is_done_to_it_comes_first_with_its_evidence(tmp_path: Path) -> None:
    connection = collection(tmp_path / "a.db")
    amended, replaces = list_relations(connection, id_of(DECREE))
    assert (amended.relation, amended.active, amended.total) == ("sửa đổi", False, 1)
    (other,) = amended.others
    assert (other.instrument.instrument_id, other.times) == (id_of(AMENDING), 1)
    assert (other.evidence[0].citation_id, other.evidence[0].page) == ("a00000000001-c3", 2)
    assert other.evidence[0].excerpt.marked.startswith("Nghị định số 99/2023/NĐ-CP sửa đổi")
    assert (replaces.relation, replaces.active) == ("thay thế", True)
    assert replaces.others[0].instrument.name == "Nghị định số 34/2011/NĐ-CP"


def test_the_other_end_sees_the_same_relation(tmp_path: Path) -> None:
    connection = collection(tmp_path / "a.db")
    (amends,) = list_relations(connection, id_of(AMENDING))
    assert (amends.relation, amends.active, amends.others[0].instrument.instrument_id) == (
        "sửa đổi",
        True,
        id_of(DECREE),
    )
    (replaced,) = list_relations(connection, id_of(UNCITED))
    assert not replaced.active


def in_the_text_of_the_decree(path: Path, **act: str) -> sqlite3.Connection:
    """The collection, in which the text of the decree itself does something to the plan."""
    collection(path).close()
    said = {"relation": "bãi bỏ", "relation_from": "clause", "sentence": "", "doc_type": "Nghị định", **act}
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "UPDATE documents SET instrument_id = :decree, doc_type = :doc_type WHERE id = 'c00000000001'",
            {"decree": id_of(DECREE), **said},
        )
        connection.execute(
            "UPDATE citations SET document_id = 'c00000000001', relation = :relation, relation_from = :relation_from,"
            " sentence = :sentence WHERE id = 'a00000000002-c9'",
            said,
        )
    return sqlite3.connect(path)


def test_what_the_text_of_an_instrument_does_is_a_relation_seen_from_both_ends(tmp_path: Path) -> None:
    with closing(in_the_text_of_the_decree(tmp_path / "a.db")) as connection:
        (repealed,) = list_relations(connection, id_of(PLAN))
        assert (repealed.relation, repealed.active, repealed.others[0].times) == ("bãi bỏ", False, 1)
        assert repealed.others[0].instrument.instrument_id == id_of(DECREE)
        assert repealed.others[0].evidence[0].citation_id == "a00000000002-c9"
        done = {each.relation for each in list_relations(connection, id_of(DECREE)) if each.active}
    assert done == {"bãi bỏ", "thay thế"}


@pytest.mark.parametrize(
    "act",
    [
        {"doc_type": "Báo cáo"},  # a report says what others do
        {"doc_type": "Văn bản hợp nhất"},  # its notes repeat what others do
        {"relation": "thực hiện"},
        {"relation_from": "list", "sentence": "bãi bỏ Luật A đã được sửa đổi theo Kế hoạch số 41/KH-UBND"},
    ],
)
def test_what_is_no_act_of_the_text_is_no_relation(tmp_path: Path, act: dict[str, str]) -> None:
    with closing(in_the_text_of_the_decree(tmp_path / "a.db", **act)) as connection:
        assert list_relations(connection, id_of(PLAN)) == ()
