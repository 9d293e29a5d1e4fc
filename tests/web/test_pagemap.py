"""The map of a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from extractor.web.pagemap import marked_parts

Get = Callable[..., Any]
Ask = Callable[..., Any]

CITED = "raw = 'Quyết định số 4951/QĐ-UBND ngày 25/12/2023'"


def address_of(base: str, ask: Ask, page: int = 1) -> str:
    """The map of a page of the document that holds the citation."""
    return f"{base}/-/page/{ask(f'select document_id from citations where {CITED}')}/{page}"


def test_a_marked_fact_is_marked_in_the_text_and_on_the_sheet(get: Get, base: str, ask: Ask) -> None:
    fact = ask(f"select id from citations where {CITED}")
    page = get(address_of(base, ask), mark=f"citations:{fact}").text
    assert '<mark id="mark">Quyết định số 4951/QĐ-UBND ngày 25/12/2023</mark>' in page
    (box,) = re.findall(r'<rect class="on-citations marked" x="([\d.]+)" y="([\d.]+)"', page)
    x, y = ask(f"select json_extract(boxes, '$[0]') from citations where {CITED}").strip("[]").split(",")[1:3]
    assert (float(box[0]), float(box[1])) == (float(x), float(y))


def test_an_unmarked_page_shows_all_that_was_read_on_it(get: Get, base: str, ask: Ask) -> None:
    page = get(address_of(base, ask)).text
    drawn = re.findall(r'<rect class="on-(\w+)"', page)
    assert {"citations", "figures", "dates", "footnotes"} == set(drawn)
    assert "<mark" not in page


def test_a_page_leads_to_its_neighbours(get: Get, base: str, ask: Ask) -> None:
    first, second = address_of(base, ask, 1), address_of(base, ask, 2)
    assert f'href="{second}"' in get(first).text
    assert f'href="{first}"' in get(second).text


@pytest.mark.parametrize("mark", ["runs:1", "citations:0", "citations", "documents:1; drop table pages:1"])
def test_a_mark_that_is_not_there_is_not_found(get: Get, base: str, ask: Ask, mark: str) -> None:
    assert get(address_of(base, ask), mark=mark).status_code == 404


@pytest.mark.parametrize("place", ["0/1", "nothing/1", "0/99999999999999999999"])
def test_a_document_that_is_not_there_is_not_found(get: Get, base: str, place: str) -> None:
    assert get(f"{base}/-/page/{place}").status_code == 404


def test_a_page_that_could_not_be_read_is_not_found(get: Get, base: str, ask: Ask) -> None:
    document = ask("select id from documents where file_name = 'lam-dong-2024-q1.pdf'")
    answer = get(f"{base}/-/page/{document}/2")
    assert answer.status_code == 404


def fact(**fields: Any) -> dict[str, Any]:
    """A fact over the end of page 1: from offset 4 there to offset 3 of page 2."""
    return {"page": 1, "page_end": 2, "char_start": 4, "char_end": 3, **fields}


def test_a_fact_over_a_page_end_is_marked_on_both_pages() -> None:
    assert marked_parts("0123456", fact(), 1) == ("0123", "456", "")
    assert marked_parts("0123456", fact(), 2) == ("", "012", "3456")


@pytest.mark.parametrize(
    ("given", "number"),
    [(None, 1), (fact(char_start=None), 1), (fact(), 3), (fact(page_end=1, char_start=5, char_end=2), 1)],
)
def test_a_fact_that_is_not_on_the_page_marks_nothing(given: dict[str, Any] | None, number: int) -> None:
    assert marked_parts("0123456", given, number) == ("0123456", "", "")
