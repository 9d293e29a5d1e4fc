"""The pictures of the documentation show what their captions say; ``TRICHLUC_PICTURES=docs/pictures`` draws them anew.

A page of the documentation names a picture as ``![caption](pictures/NAME.png)``. What stands in double quotes in the
caption stands on the page of the room that is pictured.
"""

from __future__ import annotations

import io
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.reader import open_page

HOME = Path(__file__).parents[2]
DOCS = HOME / "docs"
PAGES = [HOME / "README.md", *DOCS.rglob("*.md")]
NAMED = re.compile(r"!\[([^\]]*)\]\((?:docs/)?pictures/([\w-]+)\.png\)")
QUOTED = re.compile(r'"([^"]+)"')

WIDTH = 1100
# With all of them a page of the site comes in a second over a slow line.
MOST_BYTES = 150_000
# Fewer colours put stripes into the shades of letters (looked at: 32 are too few, 256 look the same).
COLOURS = 96


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture shows: the first ``height`` pixels of the page at this ``address``.

    ``parts`` of the address stand in braces, each with the question to the database that finds it.
    """

    address: str
    height: int = 900
    parts: tuple[tuple[str, str], ...] = ()


_REPORT = (("id", "select id from documents where file_name = 'cao-bang_2024_q1.pdf'"),)
_DECREE = (("id", "select id from instruments where key = 'vn:cp:nd:2018:61'"),)
_RATE = (("id", "select id from checks where not holds and kind = 'rate'"),)

PICTURES = {
    "start": Picture("/?lang=en", 980),
    "phong-doc": Picture("/?lang=vi", 980),
    "search": Picture("/reports/-/search?q=chuyen+doi+so&lang=en", 820),
    "page": Picture("/reports/-/page/{id}/2?q=thu+tuc+hanh+chinh&lang=en", 1000, parts=_REPORT),
    "trang": Picture("/reports/-/page/{id}/2?q=thu+tuc+hanh+chinh&lang=vi", 900, parts=_REPORT),
    "document": Picture("/reports/-/document/{id}?lang=en", 1000, parts=_REPORT),
    "instrument": Picture("/reports/-/instrument/{id}?lang=en", 1100, parts=_DECREE),
    "neighbourhood": Picture("/reports/-/neighbourhood/{id}?lang=en", 720, parts=_DECREE),
    "comparison": Picture("/reports/-/compare?indicator=tthc&lang=en", 1150),
    "finding": Picture("/reports/-/finding/{id}?lang=en", 1500, parts=_RATE),
    "evidence": Picture("/reports/-/evidence?id={id}&lang=en", 1000, parts=_RATE),
}


@pytest.fixture
def reader(browser: Any, room_of_corpus: str) -> Iterator[Page]:
    """A page of that room; the test fails where it does anything wrong."""
    with open_page(browser, room_of_corpus) as page:
        page.set_viewport_size({"width": WIDTH, "height": 900})
        yield page


def captions() -> dict[str, list[str]]:
    """The captions of each picture that a page of the documentation names."""
    found: dict[str, list[str]] = {}
    for page in PAGES:
        for caption, name in NAMED.findall(page.read_text(encoding="utf-8")):
            found.setdefault(name, []).append(caption)
    return found


def test_every_picture_is_named_drawn_and_small() -> None:
    assert captions().keys() == PICTURES.keys()
    assert {path.stem for path in (DOCS / "pictures").iterdir()} == PICTURES.keys()
    for path in (DOCS / "pictures").iterdir():
        assert path.stat().st_size <= MOST_BYTES, path.name


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_what_its_caption_says(name: str, reader: Page, sample_corpus: Path) -> None:
    picture = PICTURES[name]
    reader.goto(address_of(picture, sample_corpus))
    reader.wait_for_load_state("networkidle")
    shown = " ".join(reader.locator("body").inner_text().split())
    values = reader.locator("input[type=search], input[type=text]").evaluate_all("all => all.map(each => each.value)")
    for caption in captions()[name]:
        quoted = QUOTED.findall(caption)
        assert quoted, f"the caption of {name} quotes nothing that could be looked for"
        for words in quoted:
            assert words in shown or words in values, f"the page of {name} does not say {words!r}"
    if folder := os.environ.get("TRICHLUC_PICTURES"):
        draw(reader, picture, Path(folder) / f"{name}.png")


def address_of(picture: Picture, database: Path) -> str:
    """The address with its parts from the database."""
    with closing(sqlite3.connect(database)) as connection:
        return picture.address.format(**{name: connection.execute(sql).fetchone()[0] for name, sql in picture.parts})


def draw(page: Page, picture: Picture, path: Path) -> None:
    """Writes what the page shows, in few colours."""
    page.set_viewport_size({"width": WIDTH, "height": picture.height})
    page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0) }")
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    path.parent.mkdir(parents=True, exist_ok=True)
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
