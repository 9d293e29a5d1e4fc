"""The citation index: all instruments, found by words, narrowed by facets, ordered by how often they are cited."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from extractor.export.inert import csv_bytes
from extractor.language.catalogue import Words
from extractor.query.citation_index import (
    SORTS,
    Choices,
    Entry,
    Found,
    Sought,
    as_rows,
    count_choices,
    find,
    list_entries,
)
from extractor.query.instrument.versions import MOST_UNCITED, laws_like
from extractor.web.listing import Facet, Paging, facet, paging
from extractor.web.views import Asked, View
from extractor.web.workbooks import FILES, workbook_form

PATH = "instruments"
YES, NO = "yes", "no"
# How the list may be ordered; by fit only where words are asked for.
FIT = "fit"
COLUMNS = (
    *("instrument_id", "name", "title", "issuer", "issued_on", "times_cited", "cited_in", "first_citing_period"),
    *("last_citing_period", "findings", "document_id", "key"),
)


@dataclass(frozen=True, slots=True)
class Order:
    """An order of the list: what a reader sees, whether it is this one, the address that chooses it."""

    label: str
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Index:
    """A page of the index. ``near`` says that nothing fits the ``words`` and the entries only come near them, ``cut``
    that more instruments fit them equally well; ``uncited`` are laws so called that no document here cites.
    """

    words: str
    near: bool
    cut: bool
    uncited: tuple[str, ...]
    entries: tuple[Entry, ...]
    facets: tuple[Facet, ...]
    orders: tuple[Order, ...]
    paging: Paging
    narrowed: bool
    csv_address: str


def answer(connection: sqlite3.Connection, asked: Asked) -> Index:
    """The part of the index that is asked for; as a file all of it."""
    sought = _sought(asked)
    found = find(connection, sought) or None
    choices = count_choices(connection, sought, found)
    pages = paging(asked, PATH, choices.total)
    part = {} if asked.place.get("form") in FILES else {"first": max(0, pages.first - 1), "most": _shown(pages)}
    others = {name: list(given) for name, given in asked.args.items() if name != "page"}
    return Index(
        words=sought.words,
        near=bool(found and found.near),
        cut=bool(found and found.cut),
        uncited=laws_like(sought.words)[:MOST_UNCITED] if found and found.near else (),
        entries=list_entries(connection, sought, found, **part),
        facets=_facets(asked, choices),
        orders=_orders(asked, sought, found),
        paging=pages,
        narrowed=any(asked.many(name) for name in ("type", "issuer", "year", "held", "findings")),
        csv_address=asked.address(f"{PATH}.csv", **others),
    )


def _shown(pages: Paging) -> int:
    return pages.last - pages.first + 1 if pages.total else 0


def _sought(asked: Asked) -> Sought:
    words = asked.one("q")
    orders = (FIT, *SORTS) if words else tuple(SORTS)
    order = asked.one("sort", orders[0])
    return Sought(
        words=words,
        types=asked.many("type"),
        issuers=asked.many("issuer"),
        # SQLite holds 64 bits; no year has more than four digits.
        years=tuple(int(year) for year in asked.many("year") if year.isascii() and year.isdigit() and len(year) <= 4),
        held=_either(asked, "held"),
        doubtful=_either(asked, "findings"),
        order=order if order in orders else orders[0],
    )


def _either(asked: Asked, name: str) -> bool | None:
    """Yes or no; None for neither, for both and for what is neither."""
    chosen = set(asked.many(name)) & {YES, NO}
    return (YES in chosen) if len(chosen) == 1 else None


def _facets(asked: Asked, choices: Choices) -> tuple[Facet, ...]:
    words = asked.words
    return (
        facet(asked, PATH, "type", words("Type"), ((kind, kind, count) for kind, count in choices.types)),
        facet(asked, PATH, "issuer", words("Issued by"), ((name, name, count) for name, count in choices.issuers)),
        facet(asked, PATH, "year", words("Year of issue"), ((str(year), str(year), n) for year, n in choices.years)),
        _two(asked, "held", words("In this collection"), (words("held"), words("only cited")), choices.held),
        _two(asked, "findings", words("Agreement"), (words("with contradictions"), words("without")), choices.doubtful),
    )


def _two(asked: Asked, name: str, title: str, labels: tuple[str, str], counts: tuple[int, int]) -> Facet:
    """A facet of yes and no."""
    counted = zip((YES, NO), labels, counts, strict=True)
    return facet(asked, PATH, name, title, [each for each in counted if each[2] or each[0] in asked.many(name)])


def _orders(asked: Asked, sought: Sought, found: Found | None) -> tuple[Order, ...]:
    labels = _order_words(asked.words)
    others = {name: list(given) for name, given in asked.args.items() if name not in ("page", "sort")}
    return tuple(
        Order(label, name == sought.order, asked.address(PATH, **others, sort=name))
        for name, label in labels.items()
        if found or name != FIT
    )


def _order_words(words: Words) -> dict[str, str]:
    return {
        FIT: words("best fit"),
        "cited": words("most cited"),
        "date": words("latest"),
        "identifier": words("number"),
    }


def _as_csv(index: Index, asked: Asked) -> bytes:
    """All entries as CSV."""
    return csv_bytes(COLUMNS, as_rows(index.entries))


FORMS = {
    "csv": ("text/csv; charset=utf-8", _as_csv),
    "xlsx": workbook_form(
        "citation_index",
        COLUMNS,
        lambda words: words("Citation index"),
        lambda index, asked: as_rows(index.entries),
    ),
}
VIEW = View("instruments", "instruments", "instruments.html", answer, FORMS)
