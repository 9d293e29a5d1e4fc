"""The page of the citation index."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extractor.language.catalogue import words_of
from extractor.web.pages import instruments
from extractor.web.views import Asked
from tests.query.cited import DECREE, collection, id_of

Get = Callable[..., Any]


def asked(place: dict[str, str] | None = None, **args: list[str]) -> Asked:
    return Asked("cited", "/cited/-", words_of("en"), place or {}, args)


def test_all_are_listed_with_facets_and_orders(tmp_path: Path) -> None:
    index = instruments.answer(collection(tmp_path / "a.db"), asked())
    assert (index.paging.total, len(index.entries), index.narrowed) == (5, 5, False)
    assert {facet.name: [(v.label, v.count) for v in facet.values] for facet in index.facets}["held"] == [
        ("held", 1), ("only cited", 4),
    ]  # fmt: skip
    assert [order.label for order in index.orders if order.chosen] == ["most cited"]
    assert "best fit" not in [order.label for order in index.orders]


def test_senseless_choices_are_no_choices(tmp_path: Path) -> None:
    connection = collection(tmp_path / "a.db")
    for args in (
        {"sort": ["fit"]},
        {"held": ["yes", "no"]},
        {"held": ["?"]},
        {"page": ["-1"]},
        {"year": ["²", "9" * 99]},
    ):
        assert instruments.answer(connection, asked(**args)).paging.total == 5
    assert instruments.answer(connection, asked(type=["<b>"])).entries == ()


def test_the_file_has_all_rows_and_no_formula(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "a.db"
    collection(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE instruments SET title = '=1+1' WHERE key = ?", (DECREE,))
    index = instruments.answer(connection, asked({"form": "csv"}, page=["9"]))
    rows = list(csv.DictReader(io.StringIO(instruments._as_csv(index, asked()).decode("utf-8-sig"))))
    assert len(rows) == 5
    assert rows[0]["title"] == "'=1+1"
    assert rows[0]["instrument_id"] == id_of(DECREE)


def test_near_ones_are_said_to_be_near(get: Get, base: str) -> None:
    assert "gần giống" in get(f"{base}/-/instruments?q=30/2019/nd-cp").text
    nothing = get(f"{base}/-/instruments?q=%3Cscript%3Ezzz")
    assert nothing.status_code == 200
    assert "<script>zzz" not in nothing.text


def test_a_law_that_nobody_cites_is_said_to_be_known(get: Get, base: str) -> None:
    """By half its name, without accents, and mistyped."""
    for words in ("luat can bo cong chuc", "luật cán bộ công chúc 2008"):
        page = get(f"{base}/-/instruments?q={words}")
        assert "Không có tài liệu nào ở đây viện dẫn Luật Cán bộ, công chức số 22/2008/QH12." in page.text
    assert "ở đây viện dẫn" not in get(f"{base}/-/instruments?q=nd 61 2018").text


def test_the_page_links_to_instruments_and_files(get: Get, base: str) -> None:
    page = get(f"{base}/-/instruments?type=Nghị định&lang=en")
    assert f'href="{base}/-/instruments.csv?type=' in page.text
    entry = get(f"{base}/-/instruments.json?type=Nghị định").json()["entries"][0]["instrument"]
    assert f'href="{base}/-/instrument/{entry["instrument_id"]}"' in page.text
    written = get(f"{base}/-/instruments.csv").content.decode("utf-8-sig")
    assert written.startswith("instrument_id,name,title,issuer,issued_on")
