"""Indicators as a list, and one of them with where it is reported."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extractor.language.catalogue import words_of
from extractor.store.database import open_read_only
from extractor.web.pages import indicator, indicators
from extractor.web.views import Absent, Asked, Elsewhere
from tests.query.compared import ON_TIME, Cell, Paper, make_reports, staff

PAPERS = [
    Paper("ha-tinh", "Y", 2022, [staff(1), Cell(ON_TIME, "%", "98", 98.0)]),
    Paper("ha-tinh", "H1", 2023, [staff(2), Cell("Số cái chưa ai biết", "cái", "7", 7.0)]),
    Paper("thanh-hoa", "Y", 2023, [staff(3)]),
]


def asked(place: dict[str, str] | None = None, **args: str) -> Asked:
    return Asked("reports", "/reports/-", words_of("en"), place or {}, {name: [value] for name, value in args.items()})


@pytest.fixture
def connection(tmp_path: Path) -> Any:
    with closing(open_read_only(make_reports(tmp_path / "reports.db", PAPERS))) as opened:
        yield opened


def test_the_list_is_narrowed_and_its_counts_are_true(connection: Any) -> None:
    all_of_them = indicators.answer(connection, asked())
    counts = {facet.name: {each.value: each.count for each in facet.values} for facet in all_of_them.facets}
    assert all_of_them.paging.total == sum(counts["origin"].values())
    for name, values in counts.items():
        for value, count in values.items():
            assert indicators.answer(connection, asked(**{name: value})).paging.total == count
    (unknown,) = indicators.answer(connection, asked(origin="corpus")).indicators
    assert (unknown.name, unknown.unit, unknown.documents) == ("Số cái chưa ai biết", "cái", 1)
    assert all_of_them.indicators[0].key == "bien-che-co-mat"


def test_words_find_names_and_prints_with_accents_or_without(connection: Any) -> None:
    for text in ("bien che", "Biên chế", "dung han"):
        assert indicators.answer(connection, asked(q=text)).indicators
    nothing = indicators.answer(connection, asked(q="biên chế xyzzy có mặt"))
    assert nothing.indicators == ()
    assert [each.key for each in nothing.near] == ["bien-che-co-mat"]


def test_an_indicator_says_who_reports_it_when(connection: Any) -> None:
    with pytest.raises(Elsewhere) as other:
        indicator.answer(connection, asked(key="bien-che-co-mat"))
    ident = str(other.value).rsplit("/", 1)[1]
    page = indicator.answer(connection, asked({"indicator": ident}))
    assert page.years == ("2022", "2023")
    assert [(row.reporting.name, [count for count, _ in row.cells]) for row in page.rows] == [
        ("Hà Tĩnh", [1, 1]),
        ("Thanh Hóa", [0, 1]),
    ]
    assert page.rows[1].address == "/reports/-/compare?indicator=bien-che-co-mat&place=thanh-hoa"
    assert page.rows[1].cells[1][1].endswith("&place=thanh-hoa&from=2023&to=2023")
    assert page.labels[0].documents == 3


def test_what_is_not_there_is_said(connection: Any) -> None:
    with pytest.raises(Absent, match="no indicator zzz"):
        indicator.answer(connection, asked({"indicator": "zzz"}))


def test_pages_in_the_room(get: Callable[..., Any], base: str) -> None:
    page = get(f"{base}/-/indicators", q="kế hoạch")
    assert "Số kế hoạch đã ban hành" in page.text
    listed = get(f"{base}/-/indicators.json").json()["indicators"]
    one = next(each for each in listed if each["name"] == "Số kế hoạch đã ban hành")
    page = get(f"{base}/-/indicator/{one['id']}")
    assert page.status_code == 200
    assert "Thanh Hóa" in page.text
    assert f"{base}/-/compare?indicator=" in page.text
    assert get(f"{base}/-/indicator/zzz").status_code == 404
    assert get(f"{base}/-/indicator").status_code == 404


@pytest.mark.parametrize("text", ["%", "_", '"><script>alert(1)</script>', "' OR 1=1", "x" * 3000])
def test_any_words_get_a_list_and_are_inert(get: Callable[..., Any], base: str, text: str) -> None:
    page = get(f"{base}/-/indicators", q=text)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
