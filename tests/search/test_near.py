"""What may have been meant where nothing is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from extractor.search.full_text import read_query
from extractor.search.near import MOST_SUGGESTED, missing_words, suggestions
from extractor.store.database import open_read_only
from tests.documents import first_quarter, page_text
from tests.store.databases import ingest

TEXTS = (
    "Tỷ lệ giải ngân vốn đầu tư công đạt 95%.",
    "Vốn đầu tư công đã giải ngân; dự án giải nan.",
    "Thực hiện giải ngân theo Quyết định số 4951/QĐ-UBND.",
    "Tinh giản biên chế, cải cách hành chính.",
    "Tiếp tục giải ngân vốn trong quý sau; giải ngân nhanh.",
    "Công tác giải ngân được đẩy nhanh.",
    "Kết quả giải ngân của các sở.",
)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("near") / "r.db"
    pages = tuple(page_text(number, text) for number, text in enumerate(TEXTS, 1))
    ingest(path, [replace(first_quarter(), pages=pages)])
    with closing(open_read_only(path)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giai nagn", "giai ngan"),
        ("giải ngâm", "giải ngân"),
        ("đầu tư côgn", "đầu tư công"),
        ('"dau tu cogn"', '"dau tu cong"'),
        ("cai cahc hanh chinh", "cai cach hanh chinh"),
        ("tinh giam bien che", "tinh gian bien che"),
        ("4591/QĐ-UBND", "4951/QĐ-UBND"),
        ("nghj quyet", None),
        ("quyettt", "quyet"),
        ("xyzzy", None),
        ("", None),
        ('"*', None),
    ],
)
def test_a_typing_error_is_answered_with_what_was_meant(
    connection: sqlite3.Connection, typed: str, meant: str | None
) -> None:
    found = [each.text for each in suggestions(connection, typed)]
    assert found[:1] == ([meant] if meant else [])
    assert len(found) <= MOST_SUGGESTED


def test_what_is_printed_seldom_beside_it_is_no_suggestion(connection: sqlite3.Connection) -> None:
    (meant,) = suggestions(connection, "giai nagn")
    assert (meant.text, meant.hits) == ("giai ngan", 6)


def test_a_paragraph_that_is_pasted_stays_quick(connection: sqlite3.Connection) -> None:
    assert suggestions(connection, "khoong cos chuwx nafo " * 200) == ()


def _looks(connection: sqlite3.Connection, typed: str) -> int:
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    missing = missing_words(connection, read_query(typed))
    connection.set_trace_callback(None)
    assert len(missing) == len(typed.split())
    return len(asked)


def test_a_word_without_end_has_none_near(connection: sqlite3.Connection) -> None:
    assert _looks(connection, "x" * 500) < 20 < _looks(connection, "x" * 20)


def test_of_many_words_that_stand_nowhere_few_are_looked_up(connection: sqlite3.Connection) -> None:
    eight = " ".join(f"xyz{letter}zy" for letter in "abcdefgh")
    forty = " ".join(f"xyz{letter}z{other}" for letter in "abcdefgh" for other in "abcde")
    assert _looks(connection, forty) < 1.5 * _looks(connection, eight)
