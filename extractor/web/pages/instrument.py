"""An instrument: what it is, who cites it where, what it does to others and they to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass

from extractor.export.finding_words import statement
from extractor.export.inert import csv_bytes
from extractor.export.references import Reference, as_bibtex, as_csl_json, as_ris, instrument_reference
from extractor.language.catalogue import Words
from extractor.language.printed import printed_place
from extractor.query.instrument.mentions import (
    FACETS,
    MENTIONS_SHOWN,
    Choice,
    DocumentMentions,
    Mentions,
    count_mentions,
    list_mentions,
    relation_kind,
)
from extractor.query.instrument.record import Record, find_id, read_record
from extractor.query.instrument.relations import Relation, list_relations
from extractor.query.instrument.versions import Version, list_versions
from extractor.query.instruments import CitingPlace, places_citing
from extractor.web.listing import Facet, Paging, facet, paging
from extractor.web.views import Absent, Asked, Elsewhere, Form, View
from extractor.web.workbooks import FILES, workbook_form

# Documents of one page: each has up to five sentences, and a reader skims four screens.
DOCUMENTS_SHOWN = 20
# Mentions of the one document that is asked for; the most in any report that was read are 71 (test_instrument_page.py).
ALL_SHOWN = 500
# Values of a facet; provinces are 63, and who wants the last of them opens the documents of the place.
VALUES_SHOWN = 20
# Years without a citation between the first and the last are shown as gaps, unless a misprinted year makes them
# centuries (test_instrument_page.py).
MOST_YEARS = 60
# In an address, of documents that have neither period nor date.
NO_YEAR = "none"
# Of a mention in a file.
COLUMNS = (
    *("citation_id", "document_id", "file_name", "place", "period_kind", "period_start", "page", "location"),
    *("footnote_number", "relation", "raw", "sentence", "status"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A year with its mentions; ``share`` is per cent of the longest bar, ``address`` narrows the list to the year."""

    year: str
    count: int
    share: float
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Headed:
    """Relations of one kind under their heading."""

    heading: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class InstrumentPage:
    """What the page of an instrument shows; ``mentions`` are those of the documents of this page of the list.

    ``total`` mentions fit the choice, in as many documents as ``paging`` counts; ``narrowed`` says that there is one.
    ``versions`` are all laws of its title. ``told`` are the findings in the reader's words, ``every`` has all mentions
    that fit, for a file of them.
    """

    record: Record
    versions: tuple[Version, ...]
    relations: tuple[Headed, ...]
    bars: tuple[Bar, ...]
    total: int
    facets: tuple[Facet, ...]
    paging: Paging
    mentions: tuple[DocumentMentions, ...]
    narrowed: bool
    csv_address: str
    told: tuple[str, ...]
    every: tuple[CitingPlace, ...] = ()


def answer(connection: sqlite3.Connection, asked: Asked) -> InstrumentPage:
    """The page of the instrument that the address names."""
    instrument_id = asked.place["instrument"]
    record = read_record(connection, instrument_id)
    if not record:
        raise Absent(asked.words("There is no instrument {name} in this collection.", name=instrument_id))
    path = f"instrument/{instrument_id}"
    choice = {name: ["" if value == NO_YEAR else value for value in asked.many(name)] for name in FACETS}
    counted = count_mentions(connection, instrument_id, choice)
    only = tuple(one for one in counted.document_ids if one == asked.one("document"))
    pages = paging(asked, path, len(only or counted.document_ids), DOCUMENTS_SHOWN)
    shown = (only or counted.document_ids)[max(0, pages.first - 1) : pages.last]
    mentions = list_mentions(connection, instrument_id, shown, choice, ALL_SHOWN if only else MENTIONS_SHOWN)
    years = facet(asked, path, "year", asked.words("Year"), _years(counted.by_year, asked.words))
    return InstrumentPage(
        record=record,
        versions=list_versions(connection, instrument_id),
        relations=tuple(
            Headed(heading(asked.words, each.relation, each.active), each)
            for each in list_relations(connection, instrument_id)
        ),
        bars=_bars(years),
        total=sum(each.total for each in mentions) if only else counted.total,
        facets=_facets(asked, path, counted.facets),
        paging=pages,
        mentions=mentions,
        narrowed=bool(only) or any(choice.values()),
        csv_address=asked.address(f"{path}.csv", **{name: asked.many(name) for name in FACETS}),
        told=tuple(statement(each.statement, asked.words) for each in record.findings),
        every=_every(connection, instrument_id, counted, choice) if asked.place.get("form") in FILES else (),
    )


def _every(
    connection: sqlite3.Connection, instrument_id: str, counted: Mentions, choice: Choice
) -> tuple[CitingPlace, ...]:
    documents, relations, locations = frozenset(counted.document_ids), choice["relation"], choice["location"]
    return tuple(
        place
        for place in places_citing(connection, instrument_id)
        if place.document_id in documents
        and (not relations or relation_kind(place.relation) in relations)
        and (not locations or place.location in locations)
    )


def by_key(connection: sqlite3.Connection, asked: Asked) -> None:
    """Leads from the key of an instrument to its page."""
    found = find_id(connection, asked.one("key"))
    if not found:
        raise Absent(asked.words("There is no instrument {name} in this collection.", name=asked.one("key")))
    raise Elsewhere(asked.address(f"instrument/{found}"))


def heading(words: Words, relation: str, active: bool) -> str:
    """What stands over the others of a relation.

    ``words`` are those of the reader, ``relation`` the verb as in the database, ``active`` says that the instrument
    does it to the others.
    """
    known = {
        "sửa đổi": (words("Amends"), words("Amended by")),
        "thay thế": (words("Replaces"), words("Replaced by")),
        "bãi bỏ": (words("Repeals"), words("Repealed by")),
        "đính chính": (words("Corrects"), words("Corrected by")),
        "hợp nhất": (words("Consolidates"), words("Consolidated by")),
        "hướng dẫn": (words("Gives guidance on"), words("Guidance given by")),
        "thực hiện": (words("Carries out"), words("Carried out by")),
        "căn cứ": (words("Based on"), words("Is the basis of")),
        "ban hành": (words("Promulgates"), words("Promulgated by")),
        "kèm theo": (words("Has attached"), words("Attached to")),
        "trả lời": (words("Answers"), words("Answered by")),
        "theo đề nghị": (words("On the proposal of"), words("Proposes")),
    }
    return known.get(relation, (relation, f"{relation} ←"))[not active]


def location_words(words: Words) -> Mapping[str, str]:
    """Where a citation stands, by its location in the database."""
    return {"body": words("Running text"), "footnote": words("Footnotes"), "table": words("Tables")}


def _facets(asked: Asked, path: str, counted: Mapping[str, Mapping[str, int]]) -> tuple[Facet, ...]:
    titles = {
        "relation": asked.words("Relation"),
        "place": asked.words("Province"),
        "location": asked.words("Where it stands"),
    }
    where = location_words(asked.words)
    facets = []
    for name, title in titles.items():
        chosen = asked.many(name)
        values = [
            (value, printed_place(value) if name == "place" else where.get(value, value), count)
            for place, (value, count) in enumerate(counted[name].items())
            if value and (place < VALUES_SHOWN or value in chosen)
        ]
        facets.append(facet(asked, path, name, title, values))
    return tuple(facets)


def _years(counted: Mapping[str, int], words: Words) -> list[tuple[str, str, int]]:
    """All years from the first to the last with their mentions; those of no year at the end."""
    known = sorted(int(year) for year in counted if year.isdigit())
    years = [str(year) for year in range(known[0], known[-1] + 1)] if known else []
    if len(years) > MOST_YEARS:
        years = [str(year) for year in known]
    listed = [(year, year, counted.get(year, 0)) for year in years]
    return [*listed, (NO_YEAR, words("without a year"), counted[""])] if counted.get("") else listed


def _bars(years: Facet) -> tuple[Bar, ...]:
    most = max((value.count for value in years.values), default=0) or 1
    return tuple(
        Bar(value.label, value.count, round(100 * value.count / most, 1), value.chosen, value.address)
        for value in years.values
    )


def _as_csv(page: InstrumentPage, asked: Asked) -> bytes:
    """All mentions that fit as CSV."""
    return csv_bytes(COLUMNS, (asdict(place) for place in page.every))


def _form(written: Callable[[Iterable[Reference]], str]) -> Callable[[InstrumentPage, Asked], bytes]:
    """The reference of the instrument in a format of reference managers."""

    def as_bytes(page: InstrumentPage, asked: Asked) -> bytes:
        record = page.record
        row = {**asdict(record.instrument), "key": record.key, "doc_type": record.doc_type}
        reference = instrument_reference({**row, "identifier": record.identifier}, asked.words)
        return written([reference]).encode()

    return as_bytes


# Endings of the address → what a browser is told of the file.
FORMS: Mapping[str, Form] = {
    "csv": ("text/csv; charset=utf-8", _as_csv),
    "xlsx": workbook_form(
        "citation_contexts",
        COLUMNS,
        lambda words: words("Citations"),
        lambda page, asked: (asdict(place) for place in page.every),
    ),
    "ris": ("application/x-research-info-systems; charset=utf-8", _form(as_ris)),
    "bib": ("application/x-bibtex; charset=utf-8", _form(as_bibtex)),
    "csl.json": ("application/vnd.citationstyles.csl+json; charset=utf-8", _form(as_csl_json)),
}


def _called(page: InstrumentPage) -> str:
    return page.record.instrument.name


VIEW = View("instrument", r"instrument/(?P<instrument>i[0-9a-z]+)", "instrument.html", answer, FORMS, called=_called)
BY_KEY = View("instrument_by_key", r"instrument", "instrument.html", by_key)
