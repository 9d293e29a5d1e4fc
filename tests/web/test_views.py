"""The frame of all pages: language, JSON, errors in words, headers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest

from extractor.store.keys import instrument_id
from extractor.web.views import View, taken_along


def test_a_page_is_vietnamese_and_english_is_one_click_away(get: Callable[..., Any], base: str) -> None:
    page = get(f"{base}/-/failures")
    assert '<html lang="vi">' in page.text
    assert "Những gì chưa đọc được" in page.text
    assert f'href="{base}/-/failures?lang=en"' in page.text
    english = get(f"{base}/-/failures?lang=en")
    assert "What could not be read" in english.text
    assert "chưa đọc được" not in english.text
    assert "trichluc-language=en" in english.headers["set-cookie"]


def test_a_page_has_its_json(get: Callable[..., Any], base: str) -> None:
    answer = get(f"{base}/-/failures.json")
    assert answer.headers["content-type"].startswith("application/json")
    assert {"failures", "paging"} <= set(answer.json())


def test_no_script_may_stand_in_a_page(get: Callable[..., Any], base: str) -> None:
    for address in (f"{base}/-/failures", f"{base}/documents", "/"):
        policy = get(address).headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "style-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy


def test_an_argument_may_have_any_name(get: Callable[..., Any], base: str) -> None:
    for name in ("path", "self", "base", "lang", "page"):
        assert get(f"{base}/-/documents?{name}=x&{name}=y").status_code == 200
        assert get(f"{base}/-/instruments?{name}=x").status_code == 200


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("instrument/{decree}.csl.json", "Nghị-định-số-30-2020-NĐ-CP.csl.json"),
        ("compare.xlsx?indicator=số+kế+hoạch+đã+ban+hành", "Số-kế-hoạch-đã-ban-hành.xlsx"),
        ("documents.csv", "documents.csv"),
    ],
)
def test_a_file_to_take_along_says_what_it_is_of(get: Callable[..., Any], base: str, address: str, name: str) -> None:
    answer = get(f"{base}/-/{address.format(decree=instrument_id('vn:cp:nd:2020:30'))}")
    kept, _, called = answer.headers["content-disposition"].partition("; filename*=UTF-8''")
    assert (answer.status_code, kept, unquote(called)) == (200, "attachment", name)


def test_the_name_of_a_file_is_short_and_leads_nowhere() -> None:
    view = View("documents", "documents", "documents.html", lambda connection, asked: None, called=str)
    header = taken_along(view, "../" + "ậ" * 99, "csv")["content-disposition"]
    name = unquote(header.partition("''")[2])
    assert name == "ậ" * 80 + ".csv"
    assert "documents.csv" in taken_along(view, "///", "csv")["content-disposition"]


def test_a_question_that_makes_no_sense_is_refused_in_the_readers_language(get: Callable[..., Any], base: str) -> None:
    answer = get(f"{base}/-/search", q="a", **{"from": "zz"})
    assert answer.status_code == 400
    assert "không phải là một kỳ. Hãy viết 2023" in answer.text
    assert "is no period. Write 2023" in get(f"{base}/-/search", q="a", lang="en", **{"from": "zz"}).text


def test_a_value_without_end_is_cut(get: Callable[..., Any], base: str, ask: Callable[..., Any]) -> None:
    document = ask("select id from documents limit 1")
    (said,) = re.findall("“(x+)”", get(f"{base}/-/page/{document}/1", fact="x" * 20_000).text)
    # A note of the basket is read whole, nothing of a megabyte is.
    assert 700 < len(said) < 1_500
