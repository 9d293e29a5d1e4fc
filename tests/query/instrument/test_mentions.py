"""Who cites an instrument, counted and listed."""

from __future__ import annotations

from pathlib import Path

from extractor.query.instrument.mentions import count_mentions, list_mentions, relation_kind
from tests.query.cited import DECREE, UNCITED, collection, id_of


def test_mentions_are_counted_by_year_relation_place_and_location(tmp_path: Path) -> None:
    counted = count_mentions(collection(tmp_path / "a.db"), id_of(DECREE))
    assert (counted.total, counted.documents) == (5, 3)
    assert counted.by_year == {"2021": 1, "2023": 3, "2024": 1}
    assert counted.by_relation == {"căn cứ": 2, "thực hiện": 2, "được sửa đổi bởi": 1}
    assert counted.facets["place"] == {"ha-tinh": 4, "cao-bang": 1}
    assert counted.facets["location"] == {"body": 4, "footnote": 1}
    # The latest period first; a plan stands where its period ends.
    assert counted.document_ids == ("b00000000001", "a00000000002", "a00000000001")


def test_a_facet_counts_with_the_choices_of_the_others(tmp_path: Path) -> None:
    counted = count_mentions(collection(tmp_path / "a.db"), id_of(DECREE), {"relation": ["căn cứ"], "year": []})
    assert (counted.total, counted.documents) == (2, 1)
    assert counted.facets["relation"] == {"căn cứ": 2, "thực hiện": 2, "được sửa đổi bởi": 1}
    assert counted.facets["year"] == {"2023": 2}
    assert counted.by_year == {"2021": 1, "2023": 3, "2024": 1}


def test_a_document_shows_the_first_of_its_mentions_and_counts_all(tmp_path: Path) -> None:
    connection = collection(tmp_path / "a.db")
    (listed,) = list_mentions(connection, id_of(DECREE), ["a00000000001"], most=2)
    assert (listed.total, [each.citation_id for each in listed.mentions]) == (3, ["a00000000001-c1", "a00000000001-c2"])
    (passive,) = list_mentions(connection, id_of(DECREE), ["a00000000001"], {"relation": ["được sửa đổi bởi"]})
    assert (passive.total, passive.mentions[0].page) == (1, 2)
    assert (passive.mentions[0].footnote_number, passive.mentions[0].noted) == ("7", "Tỉnh đã ban hành kế hoạch.")
    assert listed.mentions[0].noted is None
    (noted,) = list_mentions(connection, id_of(DECREE), ["a00000000001"], {"location": ["footnote"]})
    assert noted.total == 1


def test_the_second_citation_of_a_sentence_is_marked_at_its_own_place(tmp_path: Path) -> None:
    (listed,) = list_mentions(collection(tmp_path / "a.db"), id_of(DECREE), ["a00000000001"])
    first, second = (each.excerpt for each in listed.mentions[:2])
    assert (first.before, first.marked) == ("Căn cứ ", "Nghị định số 30/2020/NĐ-CP")
    assert second.before.endswith("và Điều 5 ")
    assert second.after == ", tỉnh lập kế hoạch."


def test_nobody_cites_what_is_not_cited(tmp_path: Path) -> None:
    counted = count_mentions(collection(tmp_path / "a.db"), id_of(UNCITED), {"year": ["2020"]})
    assert (counted.total, counted.documents, counted.by_year) == (0, 0, {})


def test_a_relation_in_the_passive_is_one_kind() -> None:
    assert relation_kind("được sửa đổi bởi 107/2021/NĐ-CP") == "được sửa đổi bởi"
    assert relation_kind("thực hiện") == "thực hiện"
    assert relation_kind(None) == ""
