"""The indicators of the database as a list."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from extractor.language.catalogue import Words
from extractor.query.indicator.listing import FACETS, Listed, count_indicators, list_page
from extractor.query.indicators import Indicator, near_indicators
from extractor.web.listing import PAGE_SIZE, Facet, Paging, facet, paging
from extractor.web.views import Asked, View

# In an address, of indicators without family or unit.
NONE = "none"
# Near indicators that are named where none fits.
MOST_NEAR = 8


@dataclass(frozen=True, slots=True)
class Indicators:
    """A page of the list; ``near`` are indicators with like words where none fits."""

    text: str
    facets: tuple[Facet, ...]
    paging: Paging
    indicators: tuple[Listed, ...]
    near: tuple[Indicator, ...]


def answer(connection: sqlite3.Connection, asked: Asked) -> Indicators:
    """The indicators that fit what is asked for."""
    text = asked.one("q")
    choice = {name: ["" if value == NONE else value for value in asked.many(name)] for name in FACETS}
    counted = count_indicators(connection, text, choice)
    pages = paging(asked, "indicators", counted.total, PAGE_SIZE)
    titles = {"family": asked.words("Field"), "unit": asked.words("Unit"), "origin": asked.words("Known from")}
    return Indicators(
        text=text,
        facets=tuple(
            facet(
                asked,
                "indicators",
                name,
                titles[name],
                [(value or NONE, _label(name, value, asked.words), count) for value, count in counted.facets[name]],
            )
            for name in FACETS
        ),
        paging=pages,
        indicators=list_page(connection, text, choice, pages.first, PAGE_SIZE),
        near=near_indicators(connection, text)[:MOST_NEAR] if text and not counted.total else (),
    )


def _label(name: str, value: str, words: Words) -> str:
    if name == "origin":
        return origin_said(value, words)
    return value or words("none")


def origin_said(origin: str, words: Words) -> str:
    """Where an indicator is known from."""
    return {
        "registry": words("the registry"),
        "corpus": words("these reports only"),
        "user": words("your own decisions"),
    }.get(origin, origin)


VIEW = View("indicators", "indicators", "indicators.html", answer)
