"""The documents of the collection, narrowed by type, place, year, period, organ, field, text and state."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields

from extractor.export.inert import csv_bytes
from extractor.export.references import Reference, as_bibtex, as_csl_json, as_ris, report_reference
from extractor.language.catalogue import Words
from extractor.language.printed import PERIODS, printed_period, printed_place
from extractor.query.documents import FACETS, SORTS, UNKNOWN, Choice, DocumentLine, choose, lines
from extractor.web.listing import PAGE_SIZE, Facet, Paging, facet, paging
from extractor.web.views import Asked, View
from extractor.web.workbooks import workbook_form

PATH = "documents"

# Values of a facet that are offered: all provinces and most offices of one. Rarer ones are found by words.
MOST_VALUES = 70

# Documents in a file to take along: more than a reference manager holds with ease, and made in a second.
MOST_IN_FILE = 20_000

# A year that has every kind of period, to name the kinds without one.
_ANY_YEAR = "2000"


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of the list, and the address that chooses it, "" where it is chosen."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Documents:
    """A page of the list of documents; ``words`` are those asked for, ``sort`` is one of ``SORTS``.

    ``forms`` are endings of further forms of what is chosen, with their addresses.
    """

    words: str
    sort: str
    facets: tuple[Facet, ...]
    paging: Paging
    documents: tuple[DocumentLine, ...]
    sorts: tuple[Sort, ...]
    forms: tuple[tuple[str, str], ...]
    narrowed: bool


def answer(connection: sqlite3.Connection, asked: Asked) -> Documents:
    """The documents that are asked for by words (``q``) and facets, in the order of ``sort``."""
    choice = Choice(asked.one("q"), {name: asked.many(name) for name in FACETS})
    sort = asked.one("sort") if asked.one("sort") in SORTS else SORTS[0]
    found = choose(connection, choice, sort)
    paged = paging(asked, PATH, len(found.ids), PAGE_SIZE)
    whole = asked.place.get("form") in FORMS
    shown = found.ids[:MOST_IN_FILE] if whole else found.ids[max(paged.first - 1, 0) : paged.last]
    return Documents(
        words=choice.words,
        sort=sort,
        facets=tuple(_facets(asked, found.counted)),
        paging=paged,
        documents=lines(connection, shown),
        sorts=tuple(Sort(name, "" if name == sort else _address(asked, sort=name)) for name in SORTS),
        forms=tuple((name, _in_form(asked, name)) for name in FORMS),
        narrowed=bool(choice.words or any(choice.facets.values())),
    )


def _facets(asked: Asked, counted: Mapping[str, tuple[tuple[str, int], ...]]) -> Iterator[Facet]:
    titles = facet_titles(asked.words)
    for name in FACETS:
        chosen = asked.many(name)
        values = counted[name]
        # A facet with one value for all narrows nothing.
        if len(values) < 2 and not chosen:
            continue
        if name == "year":
            values = tuple(sorted(values, reverse=True))  # "-" sorts before all digits
        shown = [*values[:MOST_VALUES], *(each for each in values[MOST_VALUES:] if each[0] in chosen)]
        # What is chosen and fits nothing any more can still be let go.
        shown += [(value, 0) for value in chosen if value not in dict(values)]
        yield facet(asked, PATH, name, titles[name], [(v, label(name, v, asked.words), n) for v, n in shown])


def facet_titles(words: Words) -> dict[str, str]:
    """What each facet is called."""
    return {
        "doc_type": words("Type"),
        "place": words("Place"),
        "year": words("Year"),
        "period_kind": words("Reporting period"),
        "issuer": words("Issuing organ"),
        "family": words("Field"),
        "text_layer": words("Text layer"),
        "status": words("State"),
    }


def label(name: str, value: str, words: Words) -> str:
    """What a reader sees of a ``value`` of the facet ``name``, in the language of ``words``."""
    if value == UNKNOWN:
        return words("not known")
    if name == "place":
        return printed_place(value)
    if name == "period_kind":
        return period_kind(value, words)
    if name == "text_layer":
        return text_layer(value, words)
    if name == "status":
        return {"ok": words("read in full"), "partial": words("read in part")}.get(value, value)
    return value


def text_layer(value: str, words: Words) -> str:
    """Where the text of a document comes from, in words."""
    return {
        "digital": words("text of the file"),
        "ocr": words("recognised from a picture"),
        "legacy": words("decoded from an old encoding"),
        "mixed": words("several kinds of pages"),
    }.get(value, value)


def period_kind(kind: str, words: Words) -> str:
    """A kind of period without its year: ``quý I``, ``6 tháng đầu năm``."""
    if kind == "multi":
        return words("several years")
    if kind == "Y":
        return words("whole year")
    if kind not in PERIODS and not kind[1:].isdigit():
        return kind
    day = f"{_ANY_YEAR}-{kind[1:]}-01" if kind.startswith("M") else f"{_ANY_YEAR}-01-01"
    printed = printed_period(kind, day, day, words.language)
    for ending in (f"/{_ANY_YEAR}", f" of {_ANY_YEAR}", f" {_ANY_YEAR}"):
        printed = printed.removesuffix(ending)
    return printed


def _address(asked: Asked, **changed: str) -> str:
    kept = {name: list(values) for name, values in asked.args.items() if name != "page"}
    return asked.address(PATH, **{**kept, **changed})


def _in_form(asked: Asked, form: str) -> str:
    kept = {name: list(values) for name, values in asked.args.items() if name not in ("page", "lang")}
    return asked.address(f"{PATH}.{form}", **kept)


def _references(written: Callable[[Iterable[Reference]], str]) -> Callable[[Documents, Asked], bytes]:
    return lambda shown, asked: written(
        report_reference(asdict(each), asked.words) for each in shown.documents
    ).encode()


def _csv(shown: Documents, asked: Asked) -> bytes:
    return csv_bytes(COLUMNS, map(asdict, shown.documents))


COLUMNS = tuple(each.name for each in fields(DocumentLine))

# All that is chosen, not a page of it: for a spreadsheet, and for a reference manager.
FORMS = {
    "csv": ("text/csv; charset=utf-8", _csv),
    "xlsx": workbook_form(
        "documents",
        COLUMNS,
        lambda words: words("Documents"),
        lambda shown, asked: map(asdict, shown.documents),
    ),
    "ris": ("application/x-research-info-systems; charset=utf-8", _references(as_ris)),
    "bib": ("application/x-bibtex; charset=utf-8", _references(as_bibtex)),
    "csl.json": ("application/vnd.citationstyles.csl+json; charset=utf-8", _references(as_csl_json)),
}

VIEW = View("documents", PATH, "documents.html", answer, FORMS)
