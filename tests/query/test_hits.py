"""Counts, facets and order of hits."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.errors import UsageError
from extractor.query import hits as module
from extractor.query.hits import FACETS, FIT, NEWEST, Question, find_hits, inner_hits, named
from extractor.query.periods import span_between
from extractor.store.database import open_read_only
from tests.documents import first_quarter, page_text
from tests.store.databases import ingest


@pytest.fixture
def connection(sample_db: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_read_only(sample_db)) as opened:
        yield opened


def test_totals_count_all_and_hits_are_a_part(connection: sqlite3.Connection) -> None:
    everything = find_hits(connection, Question("cua"), 1000)
    assert everything.total == len(everything.hits) == sum(everything.kinds.values())
    assert everything.reports == len({hit.report.id for hit in everything.hits})
    for order in (FIT, NEWEST):
        parts = [
            hit.id
            for first in range(0, everything.total, 2)
            for hit in find_hits(connection, Question("cua", order=order), 2, first).hits
        ]
        assert sorted(parts) == sorted(hit.id for hit in everything.hits)
        assert parts == [hit.id for hit in find_hits(connection, Question("cua", order=order), 1000).hits]


def test_facets_count_what_a_choice_would_leave(connection: sqlite3.Connection) -> None:
    asked = Question("nghi dinh", kinds=("page",))
    counts = find_hits(connection, asked).facets.facets
    for value, number in counts[FACETS.index("place")].items():
        assert find_hits(connection, replace(asked, places=frozenset({str(value)}))).total == number
    chosen = find_hits(connection, replace(asked, places=frozenset({"lam-dong"})))
    assert chosen.facets.facets[FACETS.index("place")] == counts[FACETS.index("place")]
    assert sum(chosen.facets.facets[FACETS.index("issuer")].values()) == chosen.total == 1


def test_words_in_most_reports_come_by_time(connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_RANKED", 1)
    found = find_hits(connection, Question("quyet dinh"), 1000)
    assert found.order == NEWEST
    days = [hit.report.issued_on or hit.report.period_end or "" for hit in found.hits]
    assert days == sorted(days, reverse=True)


def test_the_phrase_comes_before_words_that_are_apart(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    texts = (
        "Số hồ của tỉnh. Sơ kết.",
        "Hồ điều hòa; số liệu.",
        "Tiếp nhận hồ sơ.",
        "Hồ sơ đúng hạn.",
        "Số nhà ven hồ.",
    )
    ingest(path, [replace(first_quarter(), pages=tuple(page_text(n, text) for n, text in enumerate(texts, 1)))])
    with closing(open_read_only(path)) as opened:
        asked = Question("ho so", kinds=("page",), order=NEWEST)
        assert [hit.page for hit in find_hits(opened, asked).hits] == [3, 4, 1, 2, 5]
        paged = [hit.page for first in range(5) for hit in find_hits(opened, asked, 1, first).hits]
        assert paged == [3, 4, 1, 2, 5]
        assert [hit.snippet for hit in find_hits(opened, asked, 1).hits] == ["Tiếp nhận [hồ sơ]."]


def test_notes_and_rows_of_a_page_are_named_with_it(connection: sqlite3.Connection) -> None:
    asked = Question("nghi dinh", kinds=("page",))
    pages = find_hits(connection, asked).hits
    inner = inner_hits(connection, asked, pages)
    (page_id,) = inner
    assert [(hit.kind, hit.number) for hit in inner[page_id]] == [("footnote", "1")]
    (page,) = [page for page in pages if page.id == page_id]
    assert page.report.file_name == "thanh-hoa-2024-q1.pdf"


@pytest.mark.parametrize(("start", "end", "number"), [("2024", None, 2), (None, "2023", 0), ("2024-Q2", "2024-Q2", 0)])
def test_a_report_whose_period_touches_the_span_is_meant(
    connection: sqlite3.Connection, start: str | None, end: str | None, number: int
) -> None:
    found = find_hits(connection, Question("nghi dinh", kinds=("page",), span=span_between(start, end)))
    assert found.total == number


def test_names_are_taken_without_accents(connection: sqlite3.Connection) -> None:
    assert named(connection, "place", ["Thanh Hoa"]) == {"thanh-hoa"}
    assert named(connection, "place", ["lam-dong", "tỉnh Thanh Hóa"]) == {"lam-dong", "thanh-hoa"}
    assert named(connection, "issuer", ["thanh hoa"]) == {"Ủy ban nhân dân tỉnh Thanh Hóa"}
    with pytest.raises(UsageError, match="Huế"):
        named(connection, "place", ["Huế"])
