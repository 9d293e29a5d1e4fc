"""Search in the reading room: hits to read, facets, what the words may name, advice, and any input."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

Get = Callable[..., Any]


@pytest.fixture
def search(get: Get, base: str) -> Get:
    return lambda query, form="": get(f"{base}/-/search{form}?{query}")


def test_hits_are_read_and_opened_with_their_words_marked(search: Get, base: str) -> None:
    page = search("q=quyet+dinh").text
    assert "<mark>Quyết định</mark>" in page
    (address,) = set(re.findall(rf'href="({base}/-/page/a7937b64b8ca/1\?q=quyet\+dinh)"', page))
    assert address
    assert "quý I/2024" in page
    assert "Báo cáo" in page


def test_what_is_typed_with_accents_is_exact_and_phrases_end_at_punctuation(search: Get, get: Get, base: str) -> None:
    def pages(typed: str) -> int:
        return {tab["kind"]: tab["count"] for tab in search(f"q={quote(typed)}", ".json").json()["tabs"]}["page"]

    assert pages("nghị định") == pages("nghi dinh") == 2
    assert pages("nghì định") == 0
    assert pages('"chỉ đạo, điều hành"') == pages('"chi dao, dieu hanh"') == 2
    assert pages('"chỉ đạo điều hành"') == pages('"chi dao dieu hanh"') == 0

    # The named query finds the same.
    for typed, found in (("nghị định", 3), ("nghì định", 0), ('"chỉ đạo điều hành"', 0)):
        rows = get(f"{base}/search.json?_shape=array&q={quote(typed)}").json()
        assert len(rows) == found, typed
        assert all("‹Nghị định›" in row["excerpt"] for row in rows)


def test_a_typing_error_is_answered_with_what_was_meant(search: Get, base: str) -> None:
    page = search("q=nghi+dnih").text
    assert "Có phải bạn muốn tìm:" in page
    assert f'href="{base}/-/search?q=nghi+dinh"' in page
    assert search("q=nghi+dnih", ".json").json()["meant"] == [
        {"text": "nghi dinh", "pages": 2, "address": f"{base}/-/search?q=nghi+dinh"}
    ]


def test_counts_are_those_of_all_kinds(search: Get) -> None:
    shown = search("q=nghi+dinh", ".json").json()
    counted = {tab["kind"]: tab["count"] for tab in shown["tabs"]}
    assert counted == {"page": 2, "footnote": 1, "table": 0}
    (note,) = search("q=nghi+dinh&kind=footnote", ".json").json()["hits"]
    assert "/-/fact/a7937b64b8ca-n" in note["address"]
    on_page = [hit for hit in shown["hits"] if hit["inner"]]
    assert [hit["inner"][0]["kind"] for hit in on_page] == ["footnote"]


def test_facets_narrow_and_count(search: Get) -> None:
    shown = search("q=nghi+dinh", ".json").json()
    (places,) = [facet for facet in shown["facets"] if facet["name"] == "place"]
    assert {value["value"]: value["count"] for value in places["values"]} == {"thanh-hoa": 1, "lam-dong": 1}
    narrowed = search("q=nghi+dinh&place=lam-dong", ".json").json()
    assert [hit["report"]["file_name"] for hit in narrowed["hits"]] == ["lam-dong-2024-q1.pdf"]
    assert narrowed["paging"]["total"] == 1


def test_a_period_is_asked_for(search: Get) -> None:
    assert search("q=nghi+dinh&from=2025", ".json").json()["paging"]["total"] == 0
    assert search("q=nghi+dinh&from=2024-Q1&to=2024-Q1", ".json").json()["paging"]["total"] == 2
    wrong = search("q=nghi+dinh&from=yesterday")
    assert wrong.status_code == 400
    assert "2023-H1" in wrong.text


def test_the_instrument_that_is_meant_stands_on_top(search: Get, base: str) -> None:
    page = search("q=qd+4951+ubnd+2023").text
    assert re.search(rf'class="meant".*href="{base}/-/instrument/i\w+".*4951/QĐ-UBND', page, re.S)
    assert 'class="meant"' not in search("q=quyet+dinh").text


def test_nothing_found_says_which_word_is_missing_and_what_is_near(search: Get, base: str) -> None:
    page = search("q=nghi+dimhh").text
    assert "Không đâu có chữ “dimhh”." in page
    assert "“nghi”" not in page
    near = search("q=quyeet").text
    assert f'href="{base}/-/search?q=quyet"' in near
    assert "không cùng trên một trang" in search("q=nghi+hoan+thanh+lam").text or "Không đâu có chữ" in page


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", '"', '""', "*", "***", "( ) : ^ - AND OR NOT", "NEAR(", "'; DROP TABLE pages; --", "\x00", "\ud800"),
        *("a" * 20_000, "đ " * 5_000, '"' + "x y " * 3_000, "<script>alert(1)</script>", "‮abc", "²³"),
    ],
)
def test_any_input_is_answered(search: Get, typed: str) -> None:
    page = search("q=" + quote(typed, errors="surrogatepass"))
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert len(page.text) < 100_000


def test_numbers_of_pages_beyond_the_last_lead_to_it(search: Get) -> None:
    far = search("q=nghi+dinh&page=999999", ".json").json()
    assert len(far["hits"]) == 2


def test_hits_can_be_taken_along(search: Get) -> None:
    rows = list(csv.DictReader(io.StringIO(search("q=nghi+dinh", ".csv").content.decode("utf-8-sig"))))
    assert {row["file_name"] for row in rows} == {"thanh-hoa-2024-q1.pdf", "lam-dong-2024-q1.pdf"}
    assert all("Nghị định" in row["excerpt"] for row in rows)


def test_english_is_english(search: Get) -> None:
    page = search("q=nghi+dinh&lang=en").text
    assert "Rows of tables" in page
    assert "Dòng của bảng" not in page
