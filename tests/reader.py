"""A reader at a browser: a room that is served, pages that may do nothing wrong, what a page owes to everyone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect, sync_playwright

from extractor.web.room import listen, server_config
from tests.browser import BROWSER
from tests.patience import PATIENCE

# What a page is to show may come late on a busy machine, where Playwright's own five seconds are too few; a wrong
# expectation is seen in two minutes.
expect.set_options(timeout=120_000)

PHONE = {"width": 360, "height": 740}
"""The narrowest phones in use."""
DESK = {"width": 1200, "height": 900}

# What axe calls minor and moderate is advice; these two keep somebody out.
_GRAVE = ("serious", "critical")

_AXE = "() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"

_WIDE = """() => {
  const most = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= most) return []
  const clipped = each => each.closest('.scroll, svg, pre') && !each.matches('.scroll, svg, pre')
  return [...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > most + 1 && !clipped(each))
    .map(each => each.tagName.toLowerCase() + '.' + each.getAttribute('class')).slice(0, 8)
    .concat(['the page is ' + document.documentElement.scrollWidth + ' px wide'])
}"""

_STOPS = """within => {
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
  const seen = each => each.checkVisibility({visibilityProperty: true}) && !each.disabled && each.tabIndex >= 0
    && !(each.type === 'radio' && !each.checked)
  const stops = [...document.querySelectorAll(within)].flatMap(
    place => [...(place.matches(wanted) ? [place] : []), ...place.querySelectorAll(wanted)]).filter(seen)
  stops.forEach((each, place) => { each.dataset.stop = place })
  const named = each => each.getAttribute('href') || each.name || each.id || each.className
  return stops.map(each => each.tagName.toLowerCase() + ' ' + named(each))
}"""

_HELD = """() => {
  const held = document.activeElement
  if (!held || held === document.body) return null
  const look = getComputedStyle(held)
  const shown = (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== 'none'
  return [held.dataset.stop === undefined ? -1 : Number(held.dataset.stop), shown]
}"""


@contextmanager
def open_room(room: Any) -> Iterator[str]:
    """A ``reading_room`` that is served on a free port: its address without a slash at the end."""
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(server_config(room.app(), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


@contextmanager
def open_browser() -> Iterator[Any]:
    """Debian's Chromium. No event loop can run in this thread meanwhile: keep it open for no longer than needed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(browser: Any, home: str, downloads: Path | None = None) -> Iterator[Page]:
    """A page of the room at ``home`` in a fresh ``browser`` profile; at the end it must have done nothing wrong.

    Wrong is an error on the console (what the content security policy refuses comes there too), a request to another
    host, an answer of 500 or above, and a picture, script or style that is not there. ``downloads`` takes its files.
    """
    faults: list[str] = []
    context = browser.new_context(base_url=home, viewport=DESK, locale="vi-VN", accept_downloads=downloads is not None)
    context.set_default_timeout(PATIENCE * 1000)
    context.on("console", lambda said: _hear(said, faults))
    context.on("weberror", lambda error: faults.append(f"script: {error.error}"))
    context.on("request", lambda request: _watch(request.url, home, faults))
    context.on("response", lambda response: _judge(response, faults))
    try:
        yield context.new_page()
    finally:
        context.close()
    assert not faults, "\n".join(faults)


def _hear(said: Any, faults: list[str]) -> None:
    # What is not there is judged by its answer: the page of a 404 itself may well be looked at.
    if said.type == "error" and not said.text.startswith("Failed to load resource"):
        faults.append(f"console: {said.text}")


def _watch(address: str, home: str, faults: list[str]) -> None:
    parts = urlsplit(address)
    if parts.scheme not in ("data", "blob") and f"{parts.scheme}://{parts.netloc}" != home:
        faults.append(f"another host: {address}")


def _judge(response: Any, faults: list[str]) -> None:
    if response.status >= 500 or (response.status >= 400 and not response.request.is_navigation_request()):
        faults.append(f"{response.status}: {response.url}")


def axe(page: Page) -> None:
    """Asserts that axe finds nothing serious or critical on the page as it stands."""
    page.evaluate(AXE_SCRIPT)
    grave = [each for each in page.evaluate(_AXE) if each["impact"] in _GRAVE]
    said = [
        f"{each['id']}: {each['help']}\n    {node['html'][:160]}\n    {node['failureSummary']}"
        for each in grave
        for node in each["nodes"][:3]
    ]
    assert not grave, f"{page.url}\n" + "\n".join(said)


def no_overflow(page: Page) -> None:
    """Asserts that nothing but a table in its own ``.scroll`` is wider than a phone; leaves the page so narrow."""
    page.set_viewport_size(PHONE)
    wide = page.evaluate(_WIDE)
    assert not wide, f"{page.url} at {PHONE['width']} px: {', '.join(wide)}"


def walk(page: Page, within: str = "body") -> None:
    """Asserts that the Tab key reaches every link and control below ``within``, and that each shows its focus."""
    page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0) }")
    stops = page.evaluate(_STOPS, within)
    reached: set[int] = set()
    # Once around and the two stops of the browser itself; a trap would never end.
    for _ in range(page.evaluate("() => document.querySelectorAll('*').length")):
        page.keyboard.press("Tab")
        held = page.evaluate(_HELD)
        if held is not None and held[0] >= 0:
            assert held[1], f"{page.url}: {stops[held[0]]} shows no focus"
            reached.add(held[0])
        if len(reached) == len(stops):
            return
    missed = [name for place, name in enumerate(stops) if place not in reached]
    raise AssertionError(f"{page.url}: Tab does not reach {', '.join(missed[:8])}")
