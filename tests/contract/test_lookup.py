"""Loose queries on the database of the sample corpus: each names one instrument that its reports cite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from extractor.query.instruments import citing_places, look_up
from extractor.store.database import open_read_only

QUERIES = {
    "kh 41 ubnd ha tinh 2024": "vn:ubnd@ha-tinh:kh:d2024:41",
    "ke hoach so 41 cua uy ban nhan dan tinh Ha Tinh": "vn:ubnd@ha-tinh:kh:d2024:41",
    "29/2023/nd-cp": "vn:cp:nd:2023:29",
    "nghi dinh 029 nam 2023": "vn:cp:nd:2023:29",
    "de an 06": "vn:ttg:qd:d2022:6",
    "06/QĐ-TTg ngày 06/01/2022": "vn:ttg:qd:d2022:6",
    "chi thi 6 ha tinh": "vn:ubnd@ha-tinh:ct:d2024:6",
    "chi thi 04 cao bang": "vn:ubnd@cao-bang:ct:d2024:4",
    "chi thi 04 thu tuong chinh phu": "vn:ttg:ct:d2024:4",
    "4/2024/QĐ-UBND": "vn:ubnd@ha-tinh:qd:2024:4",
    "nq 18 tw": "vn:tw:nq:d2017:18",
    "18-NQ/TƯ": "vn:tw:nq:d2017:18",
    "nghi quyet 12 tinh uy": "vn:tu@ha-tinh:nq:d2022:12",
    "35 ubtvqh15": "vn:ubtvqh15:nq:2023:35",
    "cong van 4415 ha tinh": "vn:ubnd@ha-tinh:cv:d2024:4415",
    "749 ttg 2020": "vn:ttg:qd:d2020:749",
    "quyet dihn 749 ttg": "vn:ttg:qd:d2020:749",
    "ke hoahc 214 cao bnag": "vn:ubnd@cao-bang:kh:d2024:214",
    "luat dau tu cong": "vn:qh14:so:2019:39",
    "luat giao dich dien tu 2023": "vn:qh15:so:2023:20",
    "20 qh15": "vn:qh15:so:2023:20",
    "bao cao 312 ha tinh": "vn:ubnd@ha-tinh:bc:d2024:312",
}


@pytest.fixture
def connection(sample_corpus: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_read_only(sample_corpus)) as opened:
        yield opened


@pytest.mark.parametrize("text", QUERIES)
def test_a_loose_query_names_one_instrument(connection: sqlite3.Connection, text: str) -> None:
    found = look_up(connection, text)
    assert [one.key for one in found.best] == [QUERIES[text]]
    places = citing_places(connection, found.best[0])
    assert len(places) == found.best[0].times_cited
    assert citing_places(connection, found.best[0], 1) == places[:1]


def test_every_instrument_is_found_by_its_key_and_its_identifier(connection: sqlite3.Connection) -> None:
    for key, identifier in connection.execute("SELECT key, identifier FROM instruments").fetchall():
        assert [one.key for one in look_up(connection, key).best] == [key]
        if identifier:
            assert key in [one.key for one in look_up(connection, identifier).best], identifier


@pytest.mark.parametrize("text", ["kh 14 ubnd ha tinh 2024", "92/2023/NĐ-CP", "qd 794 ttg"])
def test_changed_digits_give_no_other_number_as_the_best(connection: sqlite3.Connection, text: str) -> None:
    found = look_up(connection, text)
    assert found.best == ()
    assert found.near
