"""Instruments as a reader sees them in a browser: for everyone, by keyboard, on a phone; and labels that never meet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from extractor.web.room import reading_room
from tests.query.cited import DECREE, UNCITED, collection, id_of
from tests.reader import axe, no_overflow, open_page, open_room, walk

ADDRESSES = (
    f"instrument/{id_of(DECREE)}",
    f"instrument/{id_of(UNCITED)}?lang=en",
    "instruments",
    "instruments?q=30/2021/nd-cp&lang=en",
    f"neighbourhood/{id_of(DECREE)}",
)


@pytest.fixture(scope="module")
def cited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a room on a collection about one decree."""
    path: Path = tmp_path_factory.mktemp("cited") / "cited.db"
    collection(path).close()
    with open_room(reading_room(path)) as address:
        yield address


@pytest.fixture
def reader(browser: Any, cited: str) -> Iterator[Page]:
    with open_page(browser, cited) as page:
        yield page


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_for_everyone(reader: Page, address: str) -> None:
    reader.goto(f"/cited/-/{address}")
    axe(reader)
    walk(reader, "main")
    no_overflow(reader)


def test_a_decree_is_followed_from_the_index_to_who_cites_it(reader: Page) -> None:
    reader.goto("/cited/-/instruments")
    reader.fill("#instrument-q", "nd 30 2020")
    reader.press("#instrument-q", "Enter")
    reader.click("text=Nghị định số 30/2020/NĐ-CP")
    assert reader.locator("h1").inner_text() == "Nghị định số 30/2020/NĐ-CP"
    assert reader.locator(".citing mark").count() == 5
    reader.click(".bars >> text=2023")
    assert reader.locator(".citing > li").count() == 1
    reader.click("text=Sơ đồ các văn bản liên quan")
    reader.locator("svg a", has_text="99/2023").click()
    assert reader.locator("h1").inner_text() == "Nghị định số 99/2023/NĐ-CP"


def test_labels_of_the_picture_never_meet(reader: Page) -> None:
    reader.goto(f"/cited/-/neighbourhood/{id_of(DECREE)}")
    boxes = reader.evaluate(
        "() => [...document.querySelectorAll('.neighbourhood svg text')].map(each => {"
        " const box = each.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom] })"
    )
    assert len(boxes) == 1 + 4 + 7  # the middle, the headings, the neighbours
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_a_phone_shows_the_table_in_place_of_the_picture(reader: Page) -> None:
    reader.set_viewport_size({"width": 360, "height": 740})
    reader.goto(f"/cited/-/neighbourhood/{id_of(DECREE)}")
    assert not reader.locator(".neighbourhood svg").is_visible()
    assert reader.locator("table.listing tbody tr:not(.group)").count() == 7
