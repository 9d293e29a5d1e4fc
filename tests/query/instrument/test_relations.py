"""What an instrument does to others and they to it."""

from __future__ import annotations

from pathlib import Path

from extractor.query.instrument.relations import list_relations
from tests.query.cited import AMENDING, DECREE, UNCITED, collection, id_of


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
