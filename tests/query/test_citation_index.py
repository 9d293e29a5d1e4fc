"""The citation index: words, facets, order."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.query.citation_index import Sought, count_choices, find, list_entries
from extractor.store.database import fetch
from tests.query.cited import AMENDING, DECREE, LAW, PLAN, UNCITED, collection, id_of


def keys(path: Path, sought: Sought) -> list[str]:
    connection = collection(path)
    return [entry.key for entry in list_entries(connection, sought, find(connection, sought))]


@pytest.mark.parametrize(
    ("sought", "listed"),
    [
        (Sought(), [DECREE, AMENDING, LAW, PLAN, UNCITED]),
        (Sought(order="date"), [PLAN, AMENDING, DECREE, LAW, UNCITED]),
        (Sought(order="identifier"), [DECREE, UNCITED, PLAN, AMENDING, LAW]),
        (Sought(types=("Luật", "Kế hoạch")), [LAW, PLAN]),
        (Sought(years=(2020, 2023)), [DECREE, AMENDING]),
        (Sought(types=("Nghị định",), order="date"), [AMENDING, DECREE, UNCITED]),
        (Sought(held=True), [DECREE]),
        (Sought(doubtful=False, types=("Nghị định",)), [AMENDING, UNCITED]),
        (Sought(words="nd 30 2020", order="fit"), [DECREE]),
        (Sought(words="30/2021/nd-cp", order="fit"), [DECREE]),
    ],
)
def test_what_is_asked_for_is_listed_in_its_order(tmp_path: Path, sought: Sought, listed: list[str]) -> None:
    found = keys(tmp_path / "a.db", sought)
    # Of those cited equally often the index knows no order of ours.
    assert found == listed or (sorted(found) == sorted(listed) and {LAW, PLAN} <= set(found))


def test_a_number_of_another_year_only_comes_near(tmp_path: Path) -> None:
    connection = collection(tmp_path / "a.db")
    near = find(connection, Sought(words="30/2021/nd-cp"))
    assert near is not None
    assert (near.near, near.ids) == (True, (id_of(DECREE),))
    fits = find(connection, Sought(words="30/2020/nd-cp"))
    assert fits is not None
    assert not fits.near
    assert find(connection, Sought()) is None


def test_a_facet_counts_with_the_choices_of_the_others(tmp_path: Path) -> None:
    connection = collection(tmp_path / "a.db")
    choices = count_choices(connection, Sought(types=("Nghị định",), held=False), None)
    assert choices.total == 2
    assert dict(choices.types) == {"Nghị định": 2, "Kế hoạch": 1, "Luật": 1}
    assert choices.years == ((2023, 1), (2011, 1))
    assert choices.held == (1, 2)
    assert choices.doubtful == (0, 2)


def test_organs_of_one_name_are_one_choice(tmp_path: Path) -> None:
    connection = collection(tmp_path / "a.db")
    assert count_choices(connection, Sought(), None).issuers == (("Quốc hội", 2),)
    of_it = list_entries(connection, Sought(issuers=("Quốc hội",)), None)
    assert {entry.key for entry in of_it} == {LAW, UNCITED}


def test_a_part_of_the_list_is_that_part(tmp_path: Path) -> None:
    connection = collection(tmp_path / "a.db")
    whole = list_entries(connection, Sought(order="identifier"), None)
    assert list_entries(connection, Sought(order="identifier"), None, 1, 2) == whole[1:3]
    assert list_entries(connection, Sought(), None, 99, 5) == ()


def test_facets_are_counted_without_looking_rows_up(tmp_path: Path) -> None:
    connection = collection(tmp_path / "a.db")
    for column in ("doc_type", "+issuer_id", "+year", "document_id IS NOT NULL"):
        sql = f"EXPLAIN QUERY PLAN SELECT {column}, count(*) FROM instruments WHERE anomalies > 0 GROUP BY 1"
        assert "COVERING INDEX instruments_facets" in fetch(connection, sql)[0]["detail"]
