"""The page of the list of documents."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
import rispy
from playwright.sync_api import Page

from extractor.language.catalogue import words_of
from extractor.web.pages.documents import period_kind
from tests.reader import axe, no_overflow, walk

Get = Callable[..., Any]


def test_the_list_says_what_each_document_is(get: Get, base: str) -> None:
    page = get(f"{base}/-/documents?lang=en").text
    assert "<strong>3 documents</strong>" in page
    assert "Báo cáo 45/BC-UBND" in page
    assert "for quarter I of 2024" in page
    assert "read in part" in page


def test_facets_choose_and_let_go(get: Get, base: str) -> None:
    page = get(f"{base}/-/documents?place=lam-dong").text
    assert "<strong>1 tài liệu</strong>" in page
    (chosen,) = re.findall(r'<a href="([^"]+)" class="chosen"', page)
    assert "place=" not in chosen


def test_a_search_keeps_the_choices(get: Get, base: str) -> None:
    page = get(f"{base}/-/documents?place=thanh-hoa&q=98/bc").text
    assert "<strong>1 tài liệu</strong>" in page
    assert '<input type="hidden" name="place" value="thanh-hoa">' in page


def test_what_fits_nothing_is_said(get: Get, base: str) -> None:
    page = get(f"{base}/-/documents", q="<script>alert(1)</script>", lang="en").text
    assert "No document is like this." in page
    assert "<script>alert" not in page


def test_json_has_counts_and_documents(get: Get, base: str) -> None:
    found = get(f"{base}/-/documents.json?sort=name").json()
    assert [each["file_name"][:3] for each in found["documents"]] == ["lam", "tha", "tha"]
    assert found["paging"]["total"] == 3


@pytest.mark.parametrize(
    ("kind", "vi", "en"),
    [
        ("Q1", "quý I", "quarter I"),
        ("H2", "6 tháng cuối năm", "second half"),
        ("M05", "tháng 5", "May"),
        ("9M", "9 tháng đầu năm", "first nine months"),
        ("Y", "cả năm", "whole year"),
        ("multi", "nhiều năm", "several years"),
        ("later", "later", "later"),
    ],
)
def test_a_kind_of_period_needs_no_year(kind: str, vi: str, en: str) -> None:
    assert period_kind(kind, words_of("vi")) == vi
    assert period_kind(kind, words_of("en")) == en


def test_what_is_chosen_is_taken_along_whole(get: Get, base: str) -> None:
    written = get(f"{base}/-/documents.csv?place=thanh-hoa").content.decode("utf-8-sig")
    chosen = list(csv.DictReader(io.StringIO(written)))
    assert [row["identifier"] for row in chosen] == ["98/BC-UBND", "45/BC-UBND"]
    references = rispy.loads(get(f"{base}/-/documents.ris?place=thanh-hoa").text)
    assert [entry["title"].split("chính ")[-1] for entry in references] == ["6 tháng đầu năm 2024", "quý I năm 2024"]
    whole = get(f"{base}/-/documents.csl.json?place=thanh-hoa").json()
    assert [entry["id"] for entry in whole] == [row["id"] for row in chosen]
    assert f'href="{base}/-/documents.csv?place=thanh-hoa"' in get(f"{base}/-/documents?place=thanh-hoa&page=1").text


def test_the_list_holds_in_a_browser(page: Page, base: str) -> None:
    page.goto(f"{base}/-/documents")
    axe(page)
    walk(page)
    no_overflow(page)
    page.locator(".facets a[href*=place]", has_text="tỉnh Lâm Đồng").click()
    page.locator("ol.documents a.what").click()
    page.wait_for_url("**/document/*")
