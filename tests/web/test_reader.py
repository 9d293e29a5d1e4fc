"""The browser of the tests notices what a page may not do; else all tests with it would prove nothing."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.reader import axe, no_overflow, open_page, walk

LOADED = "new Promise(done => { const image = new Image(); image.onerror = done; image.src = '%s' })"


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("document.body.insertAdjacentHTML('beforeend', '<p onclick=\"alert(1)\">')", "Content Security Policy"),
        ("console.error('it broke')", "it broke"),
        ("setTimeout(() => { throw new Error('it fell') })", "it fell"),
        ("fetch('/reading-room/none.css')", "404"),
        (LOADED % "http://elsewhere.example/x.png", "another host"),
    ],
)
def test_a_page_that_does_wrong_fails(browser: Any, home: str, deed: str, said: str) -> None:
    with pytest.raises(AssertionError, match=said), open_page(browser, home) as page:
        page.goto("/")
        # What is said last on the console is heard after all that was said before.
        with page.expect_console_message(lambda heard: heard.text == "done"):
            page.evaluate(f"async () => {{ await ({deed}); setTimeout(() => console.log('done')) }}")


def test_axe_and_width_and_keyboard_are_judged(page: Page, base: str) -> None:
    page.goto(f"{base}/-/failures")
    axe(page)
    no_overflow(page)
    walk(page)
    page.evaluate("() => { document.querySelector('main').innerHTML = '<input><p style=\"width: 900px\">wide</p>' }")
    with pytest.raises(AssertionError, match="label"):
        axe(page)
    with pytest.raises(AssertionError, match="px wide"):
        no_overflow(page)
    page.evaluate("() => { document.querySelector('main').innerHTML = '<button>x</button>' }")
    page.evaluate("() => { document.querySelector('main button').style.outline = 'none' }")
    with pytest.raises(AssertionError, match="shows no focus"):
        walk(page, "main")
