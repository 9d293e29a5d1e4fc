"""The comparison and the indicators as a reader at a browser has them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.reader import PHONE, axe, no_overflow, walk

ASKED = "số kế hoạch đã ban hành"


def test_a_point_of_the_chart_opens_its_cell(page: Page, base: str) -> None:
    page.goto(f"{base}/-/compare?indicator={ASKED}")
    point = page.locator("figure.chart svg a").first
    said = point.locator("title").text_content() or ""
    assert "12 Kế hoạch" in said
    point.click()
    expect(page).to_have_url(re.compile(r"/-/(page|fact)/"))
    expect(page.locator("main")).to_contain_text("12")


def test_a_comparison_has_its_evidence_sheet(page: Page, base: str) -> None:
    page.goto(f"{base}/-/compare?indicator={ASKED}&from=2024-H1")
    page.click("a.evidence-sheet")
    expect(page).to_have_url(re.compile(r"/-/evidence\?.*from=2024-H1"))
    expect(page.locator("main")).to_contain_text("20")


def test_words_that_are_typed_are_completed(page: Page, base: str) -> None:
    page.goto(f"{base}/-/compare")
    page.fill("#indicator", "ke hoach da")
    expect(page.locator("#indicator-names option")).not_to_have_count(0)
    key = page.locator("#indicator-names option").first.get_attribute("value") or ""
    page.fill("#indicator", key)
    page.keyboard.press("Enter")
    expect(page.locator("figure.chart svg")).to_be_visible()


@pytest.mark.parametrize("address", ["compare", f"compare?indicator={ASKED}", "compare?indicator=zzzz", "indicators"])
def test_pages_are_for_everyone(page: Page, base: str, address: str) -> None:
    page.goto(f"{base}/-/{address}")
    axe(page)
    no_overflow(page)
    walk(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    no_overflow(page)


def test_the_page_of_an_indicator_is_for_everyone(page: Page, base: str) -> None:
    page.goto(f"{base}/-/indicators?q={ASKED}")
    page.locator("table.listing th a").first.click()
    expect(page.locator("table.matrix")).to_be_visible()
    axe(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    no_overflow(page)
