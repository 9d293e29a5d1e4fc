"""The page of an instrument."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.language.catalogue import words_of
from extractor.web.pages import instrument
from extractor.web.room import reading_room
from extractor.web.views import Absent, Asked, Elsewhere
from tests.query.cited import AMENDING, DECREE, UNCITED, collection, id_of

Get = Callable[..., Any]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("cited") / "cited.db"
    collection(made).close()
    return made


@pytest.fixture(scope="module")
def room(path: Path) -> Iterator[Get]:
    """A GET request to a room on the collection."""
    datasette = reading_room(path)
    with asyncio.Runner() as loop:
        loop.run(datasette.invoke_startup())
        yield lambda address: loop.run(datasette.client.get(f"/cited/-/{address}"))


def asked(place: dict[str, str], **args: list[str]) -> Asked:
    return Asked("cited", "/cited/-", words_of("en"), place, args)


def test_the_years_are_bars_with_gaps(tmp_path: Path) -> None:
    page = instrument.answer(collection(tmp_path / "a.db"), asked({"instrument": id_of(DECREE)}))
    assert [(bar.year, bar.count, bar.share) for bar in page.bars] == [
        ("2021", 1, 33.3), ("2022", 0, 0.0), ("2023", 3, 100.0), ("2024", 1, 33.3),
    ]  # fmt: skip
    assert page.bars[2].address == f"/cited/-/instrument/{id_of(DECREE)}?year=2023"


def test_a_misprinted_year_makes_no_centuries_of_gaps(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with collection(path):
        pass
    import sqlite3

    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE documents SET issued_on = '0201-06-01' WHERE id = 'b00000000001'")
    page = instrument.answer(sqlite3.connect(path), asked({"instrument": id_of(DECREE)}))
    assert [bar.year for bar in page.bars] == ["201", "2023", "2024"]


def test_what_is_chosen_narrows_the_documents(tmp_path: Path) -> None:
    page = instrument.answer(collection(tmp_path / "a.db"), asked({"instrument": id_of(DECREE)}, year=["2023"]))
    assert (page.total, page.paging.total, page.narrowed) == (3, 1, True)
    assert [each.document.document_id for each in page.mentions] == ["a00000000001"]
    relation = next(facet for facet in page.facets if facet.name == "relation")
    assert [(value.label, value.count) for value in relation.values] == [("căn cứ", 2), ("được sửa đổi bởi", 1)]


def test_one_document_shows_all_of_its_mentions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instrument, "MENTIONS_SHOWN", 1)
    connection, place = collection(tmp_path / "a.db"), {"instrument": id_of(DECREE)}
    assert [len(each.mentions) for each in instrument.answer(connection, asked(place)).mentions] == [1, 1, 1]
    page = instrument.answer(connection, asked(place, document=["a00000000001"]))
    assert (page.total, page.paging.total, [len(each.mentions) for each in page.mentions]) == (3, 1, [3])
    assert instrument.answer(connection, asked(place, document=["?"])).paging.total == 3


def test_relations_are_headed_in_the_language_of_the_reader(tmp_path: Path) -> None:
    connection = collection(tmp_path / "a.db")
    page = instrument.answer(connection, asked({"instrument": id_of(DECREE)}))
    assert [each.heading for each in page.relations] == ["Amended by", "Replaces"]
    assert instrument.heading(words_of("vi"), "sửa đổi", True) == "Sửa đổi"
    assert instrument.heading(words_of("vi"), "một quan hệ mới", True) == "một quan hệ mới"


def test_a_key_leads_to_the_page_and_an_unknown_one_is_said(tmp_path: Path) -> None:
    connection = collection(tmp_path / "a.db")
    with pytest.raises(Elsewhere, match=f"/cited/-/instrument/{id_of(AMENDING)}"):
        instrument.by_key(connection, asked({}, key=[AMENDING]))
    for key in ("vn:cp:nd:1900:1", ""):
        with pytest.raises(Absent):
            instrument.by_key(connection, asked({}, key=[key]))
    with pytest.raises(Absent):
        instrument.answer(connection, asked({"instrument": "i0"}))


def test_the_page_says_what_a_librarian_asks_and_titles_are_inert(room: Get) -> None:
    page = room(f"instrument/{id_of(DECREE)}")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text
    told = ("Nghị định số 30/2020/NĐ-CP", "Được sửa đổi bởi", "chỗ có thể viện dẫn", "05/3/2020", "Còn gọi là")
    for text in (*told, "Nghị định số 30</span>"):
        assert text in page.text
    assert "<mark>Nghị định số 30/2020/NĐ-CP</mark>" in page.text
    assert '/cited/-/fact/a00000000001-c1"' in page.text
    assert '/cited/-/finding/b00000000001-k300001"' in page.text


def test_an_instrument_that_nobody_cites_has_its_page(room: Get) -> None:
    assert "Chưa có tài liệu nào trong kho viện dẫn" in room(f"instrument/{id_of(UNCITED)}").text
    assert room("instrument/i0000000000000").status_code == 404
    assert room("instrument?key=").status_code == 404
    assert room(f"instrument?key={DECREE}").headers["location"].endswith(f"/instrument/{id_of(DECREE)}")


def test_findings_are_told_in_the_words_of_the_reader(room: Get) -> None:
    address = f"instrument/{id_of(DECREE)}"
    assert "30/2020/NĐ-CP ở đây ghi ngày 03/5/2020, còn 1 trong 2 chỗ ghi ngày 05/3/2020" in room(address).text
    assert "is dated 3 May 2020 here and 5 March 2020 in 1 of 2 places" in room(f"{address}?lang=en").text


def test_other_pages_tell_findings_alike(room: Get) -> None:
    told = "30/2020/NĐ-CP ở đây ghi ngày 03/5/2020, còn 1 trong 2 chỗ ghi ngày 05/3/2020"
    for address in ("finding/b00000000001-k300001", "findings", "document/b00000000001"):
        assert told in room(address).text


def test_all_mentions_that_fit_are_a_file(room: Get) -> None:
    rows = list(csv.DictReader(io.StringIO(room(f"instrument/{id_of(DECREE)}.csv").content.decode("utf-8-sig"))))
    assert len(rows) == 5
    assert {row["relation"] for row in rows} == {"căn cứ", "thực hiện", "được sửa đổi bởi 99/2023/NĐ-CP"}
    narrowed = room(f"instrument/{id_of(DECREE)}.csv?year=2023&location=body").content.decode("utf-8-sig")
    assert [row["citation_id"] for row in csv.DictReader(io.StringIO(narrowed))] == [
        "a00000000001-c1",
        "a00000000001-c2",
    ]
    page = room(f"instrument/{id_of(DECREE)}?year=2023").text
    assert f'/cited/-/instrument/{id_of(DECREE)}.csv?year=2023"' in page


def test_mentions_and_findings_can_be_picked(room: Get) -> None:
    page = room(f"instrument/{id_of(DECREE)}").text
    for ident in ("a00000000001-c1", "b00000000001-k300001", id_of(DECREE)):
        assert f'data-basket="{ident}"' in page


def test_the_page_as_json_and_as_a_reference(room: Get) -> None:
    shown = room(f"instrument/{id_of(DECREE)}.json").json()
    assert (shown["total"], shown["record"]["key"]) == (5, DECREE)
    assert "30/2020/NĐ-CP" in room(f"instrument/{id_of(DECREE)}.ris").text
    assert room(f"instrument/{id_of(DECREE)}.csl.json").json()[0]["id"] == id_of(DECREE)
    assert room(f"instrument/{id_of(DECREE)}.bib").text.startswith("@legislation")
