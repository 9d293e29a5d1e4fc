"""What every page of the room owes to everyone: a title, its language, headings, axe, a phone, the keyboard.

A view of ``VIEWS`` is walked here without a word said about it, as long as the named parts of its address are in
``PARTS``; what it shows for arguments is walked where ``ARGUMENTS`` has some.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from extractor.language.catalogue import LANGUAGES, words_of
from extractor.web.plugin import VIEWS
from extractor.web.room import reading_room
from tests.printed_reports import REPORT, PrintedReports
from tests.reader import axe, no_overflow, open_page, open_room, walk

PARTS = {
    "document": f"select id from documents where file_name = '{REPORT}'",
    "instrument": "select id from instruments order by times_cited desc limit 1",
    "check": "select id from checks where not holds order by rowid limit 1",
    "fact": "select id from figures order by rowid limit 1",
    "indicator": "select id from indicators order by times desc limit 1",
    "number": "select 1",
    "page": "select 1",
}
"""Named parts of addresses, each with what finds one in the database."""

ARGUMENTS = {
    "instrument_by_key": ("key", "select key from instruments order by times_cited desc limit 1"),
    "search": ("q", "select 'ho so'"),
    "compare": ("indicator", "select key from indicators order by times desc limit 1"),
    "evidence": ("id", "select id from citations order by rowid limit 1"),
}
"""What a view is asked, where it is nothing without: the name of an argument, and what finds its value."""

PLAIN = {
    "start": "/",
    "data": "/{base}",
    "table": "/{base}/citations",
    "view": "/{base}/citation_contexts?_facet=relation",
    "filtered": "/{base}/documents?file_name__contains=a&_sort_desc=page_count",
    "row": "/{base}/documents/{document}",
    "query": "/{base}/most_cited",
    "sql": "/{base}?sql=select+id%2C+raw+from+figures",
    "absent": "/{base}/none",
    "wrong": "/{base}?sql=selec",
}
"""Datasette's own pages."""

PART = re.compile(r"\(\?P<(\w+)>[^)]*\)")
"""A named part of an address."""
OPTIONAL = re.compile(r"\(\?:([^()]*)\)\?")
"""What an address may do without, its named parts filled in."""

_TEXTS = """language => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const texts = []
  while (walker.nextNode()) {
    const place = walker.currentNode.parentElement
    if (place.closest('[lang]').lang === language && !place.closest('script, style')) {
      texts.push(walker.currentNode.textContent.trim())
    }
  }
  return texts.filter(text => text)
}"""


@pytest.fixture(scope="module")
def room_of_papers(printed: PrintedReports) -> Iterator[str]:
    """A served room on a database with its PDFs."""
    with open_room(reading_room(printed.db, sql=True)) as address:
        yield address


@pytest.fixture
def opened(browser: Any, room_of_papers: str) -> Iterator[Page]:
    """A page of that room."""
    with open_page(browser, room_of_papers) as page:
        yield page


def address_of(name: str, papers: PrintedReports) -> str:
    """The address of a view or plain page with parts and arguments from the database."""
    with closing(sqlite3.connect(papers.db)) as connection:

        def first(sql: str) -> str:
            return quote(str(connection.execute(sql).fetchone()[0]))

        if name in PLAIN:
            return PLAIN[name].format(base=papers.db.stem, document=first(PARTS["document"]))
        pattern = next(view.pattern for view in VIEWS if view.name == name)
        path = OPTIONAL.sub(r"\1", PART.sub(lambda part: first(PARTS[part[1]]), pattern))
        argument = ARGUMENTS.get(name)
        return f"/{papers.db.stem}/-/{path}" + (f"?{argument[0]}={first(argument[1])}" if argument else "")


NAMES = sorted({*(view.name for view in VIEWS), *PLAIN})


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_what_it_is_in_one_language(opened: Page, printed: PrintedReports, name: str) -> None:
    address = address_of(name, printed)
    for language in LANGUAGES:
        answer = opened.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        assert answer is not None
        assert answer.status == {"absent": 404, "wrong": 400}.get(name, 200)
        assert opened.locator("html").get_attribute("lang") == language
        title = opened.title().removesuffix(" · Trích lục").strip()
        assert title, "no title"
        assert "select" not in title.lower()
        levels = opened.locator("h1, h2, h3, h4, h5, h6").evaluate_all("all => all.map(each => +each.tagName[1])")
        assert levels.count(1) == 1, f"{levels.count(1)} headings of the first level"
        assert all(after <= before + 1 for before, after in pairwise(levels)), levels
        foreign = foreign_texts(opened, language)
        assert not foreign, f"{language}: {foreign[:5]}"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_can_be_used_by_everyone(opened: Page, printed: PrintedReports, name: str) -> None:
    opened.goto(address_of(name, printed))
    axe(opened)
    walk(opened)
    no_overflow(opened)
    axe(opened)


FILES = sorted((view.name, ending) for view in VIEWS for ending, form in view.forms.items() if "html" in form[0])


@pytest.mark.parametrize(("name", "ending"), FILES)
def test_a_page_to_take_along_is_whole_and_runs_nothing(
    opened: Page, printed: PrintedReports, name: str, ending: str
) -> None:
    path, _, arguments = address_of(name, printed).partition("?")
    answer = opened.goto(f"{path}.{ending}?{arguments}")
    assert answer is not None
    assert "script-src" not in answer.headers["content-security-policy"]
    assert opened.evaluate("() => document.styleSheets[0].cssRules.length") > 0
    assert opened.locator("script, link, iframe, object").count() == 0


def test_paper_gets_the_page_without_what_is_for_the_screen(opened: Page, printed: PrintedReports) -> None:
    opened.goto(address_of("documents", printed))
    opened.emulate_media(media="print")
    assert not opened.locator(".room-header").is_visible()
    assert not opened.locator("form").first.is_visible()
    assert opened.locator("h1").is_visible()
    assert opened.evaluate("() => getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_the_first_stop_of_the_keyboard_leads_to_the_content(opened: Page, printed: PrintedReports) -> None:
    opened.goto(address_of("failures", printed))
    opened.keyboard.press("Tab")
    skip = opened.locator(".skip")
    assert skip.evaluate("link => link === document.activeElement && link.getBoundingClientRect().top >= 0")
    opened.keyboard.press("Enter")
    assert opened.evaluate("() => document.activeElement.id") == "content"


def test_the_page_one_is_on_is_marked(opened: Page, printed: PrintedReports) -> None:
    opened.goto(address_of("failures", printed))
    assert opened.locator("nav [aria-current=page]").inner_text() == "Chưa đọc được"


def foreign_texts(page: Page, language: str) -> list[str]:
    """What stands on a page, as its own language, of the texts of the other one; each part of ``a · b`` by itself."""
    known = words_of("vi").texts
    others = known.values() if language == "en" else known.keys()
    strange = {text for text in others if " " in text and "{" not in text and known.get(text) != text}
    found = page.evaluate(_TEXTS, language)
    return [part for text in found for part in (text, *text.split(" · ")) if part in strange]
