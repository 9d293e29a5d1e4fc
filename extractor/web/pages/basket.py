"""The basket: what a reader picked, in an order of the reader's, to be taken along or made a sheet of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from extractor.export.evidence.wording import document_words, kind_words, place_words
from extractor.export.finding_words import statement
from extractor.export.inert import csv_bytes
from extractor.language.catalogue import Words
from extractor.query.basket import Picked, fill_basket
from extractor.query.picks import FINDING, INSTRUMENT
from extractor.web.views import Asked, Elsewhere, View
from extractor.web.workbooks import workbook_form

# Letters of a note: a paragraph, which fits into an address too.
LONGEST_NOTE = 600

COLUMNS = (
    "id", "kind", "printed", "value", "unit", "period_start", "period_end", "sentence", "file_name", "document",
    "page", "place", "sha256", "address",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the basket: what it is and where it stands in words, and its page in the room."""

    picked: Picked
    kind: str
    document: str
    place: str
    address: str


@dataclass(frozen=True, slots=True)
class BasketPage:
    """What the page shows. ``is_emptied`` is true where the reader has just cleared the basket, ``is_kept`` where what
    the address names is the basket from now on.
    """

    lines: tuple[Line, ...]
    gone: tuple[str, ...]
    over: int
    note: str
    is_emptied: bool
    is_kept: bool
    longest_note: int = LONGEST_NOTE


def answer(connection: sqlite3.Connection, asked: Asked) -> BasketPage:
    """The basket that the address names: ``?id=…&id=…``; ``remove``, ``up`` and ``down`` change it by an id.

    Raises ``Elsewhere`` for the address of the changed one.
    """
    named = list(dict.fromkeys(asked.many("id")))
    note = asked.one("note")[:LONGEST_NOTE]
    if (changed := _changed(named, asked)) is not None:
        kept = {"id": changed, "kept": 1, "note": note or None} if changed else {"clear": 1}
        raise Elsewhere(asked.address("basket", **kept))
    basket = fill_basket(connection, named)
    return BasketPage(
        lines=tuple(_line(each, asked) for each in basket.picked),
        gone=basket.gone,
        over=basket.over,
        note=note,
        is_emptied=bool(asked.one("clear")) and not named,
        is_kept=bool(asked.one("kept")),
    )


def _changed(named: list[str], asked: Asked) -> list[str] | None:
    """The ids after what the reader does with one of them; None where nothing is done."""
    for deed, step in (("remove", 0), ("up", -1), ("down", 1)):
        if (ident := asked.one(deed)) and ident in named:
            at = named.index(ident)
            rest = [each for each in named if each != ident]
            return rest if deed == "remove" else [*rest[: max(at + step, 0)], ident, *rest[max(at + step, 0) :]]
    return None


def _line(picked: Picked, asked: Asked) -> Line:
    if picked.fact is None:
        if picked.kind == INSTRUMENT:
            return Line(picked, asked.words("Instrument"), "", "", asked.address(f"instrument/{picked.id}"))
        address = asked.address("compare", indicator=picked.id)
        return Line(picked, asked.words("Indicator"), "", "", address)
    is_finding = picked.kind == FINDING
    title = statement(picked.title, asked.words) if is_finding else picked.title
    return Line(
        picked=replace(picked, title=title),
        kind=asked.words("Finding") if is_finding else kind_words(picked.fact, asked.words),
        document=document_words(picked.fact.document, asked.words),
        place=place_words(picked.fact, asked.words),
        address=asked.address(f"{'finding' if is_finding else 'fact'}/{picked.id}"),
    )


def rows(page: BasketPage, words: Words) -> Iterator[tuple[Any, ...]]:
    """The lines as rows of ``COLUMNS``."""
    for line in page.lines:
        fact = line.picked.fact
        known = fact.columns if fact else {}
        yield (
            line.picked.id, line.kind, line.picked.title, known.get("value"), known.get("unit"),
            known.get("period_start"), known.get("period_end"), fact.sentence if fact else None,
            fact.document.file_name if fact else None, line.document or None, fact.page if fact else None,
            line.place or None, fact.document.sha256 if fact else None, line.address,
        )  # fmt: skip


def as_csv(page: BasketPage, asked: Asked) -> bytes:
    """The basket as CSV that a spreadsheet opens with its letters right and runs nothing of."""
    return csv_bytes(COLUMNS, _named(page, asked))


def _named(page: BasketPage, asked: Asked) -> Iterator[dict[str, Any]]:
    return (dict(zip(COLUMNS, row, strict=True)) for row in rows(page, asked.words))


FORMS = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": workbook_form(
        "figures",
        COLUMNS,
        lambda words: words("Basket"),
        _named,
    ),
}
VIEW = View("basket", "basket", "basket.html", answer, FORMS)
