"""What one document adds to the counts over all: of the keys that it prints, of instruments, of organs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from operator import attrgetter

from extractor.across.counted import (
    CALLED,
    CITED,
    DATED,
    DAY,
    FLAGGED,
    HEAD,
    ISSUER_ON,
    KEY,
    KEY_DAY,
    KEY_FILE,
    KEY_IDENTIFIER,
    KEY_URL,
    MAJORITY,
    MENTIONED,
    NUMBERED,
    OPEN,
    OWN,
    PARTING,
    PERIOD,
    PLACES,
    SPELLING,
    STATED,
    STATES,
    TITLED_IN,
    UNDATED,
    WORDING,
    WRONG,
    YEAR,
)
from extractor.across.facts import Facts
from extractor.across.one_instrument import key_of_law, laws_of_title, number_of
from extractor.across.rows import CitationRow
from extractor.across.tallies import Tally
from extractor.resolve.keys import TITLED, key_parts, key_with_year, titled_key
from patterns.instruments.doc_types import type_of_name
from patterns.instruments.laws import is_numbered_as_law, law_numbered, laws_called, laws_titled, title_key
from patterns.spelling import fold

# As ``date.weekday`` counts.
SATURDAY = 5

_said = attrgetter(*MAJORITY)


def of_printed_keys(facts: Facts) -> Mapping[Tally, int]:
    """What a document adds to what is known of printed keys, whichever instruments they are."""
    document, found = facts.document, defaultdict[Tally, int](int)
    for row in facts.citations:
        if row.key:
            _printed(found, row.key, row.issued_on, row.identifier)
            if row.url and (parts := key_parts(row.key)) and parts.known:
                found[row.key, KEY_URL, row.url] += 1
            if row.title and row.number:
                _stated(found, row.key, row.doc_type, row.title)
    if key := document.instrument_key:
        _printed(found, key, document.issued_on, document.identifier)
        found[key, KEY_FILE, PARTING.join((document.symbol or "", document.issued_on or ""))] += 1
        if document.title:
            _stated(found, key, document.doc_type, document.title)
    return found


def of_instruments(facts: Facts) -> Mapping[Tally, int]:
    """What a document adds to what is known of instruments."""
    document, found = facts.document, defaultdict[Tally, int](int)
    pages: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    heads: dict[str, int] = {}
    titled = defaultdict[str, int](int)
    for key, row in facts.cited():
        titled[key] += bool(row.title)
        _cited(found, key, row, document.issued_on)
        if row.issued_on:
            pages[key, row.issued_on].add(row.page)
    for key, times in titled.items():
        if times:
            found[key, TITLED_IN, ""] = times
        if document.period_start:
            found[key, PERIOD, f"{document.period_start}/{document.period_end}"] = 1
    for key, row in facts.heads():
        heads[key] = row.page
        found[key, HEAD, ""] += 1
        for column in MAJORITY:
            if value := getattr(row, column):
                found[key, f"{HEAD} {column}", value] += 1
    if facts.own:
        key = facts.own
        found[key, OWN, ""] += 1
        for column in MAJORITY:
            if value := getattr(document, column):
                found[key, column, value] += 1
        if document.issued_on:
            found[key, DAY, document.issued_on] += 1
            pages[key, document.issued_on].add(heads.get(key, 1))
    for (key, day), on in pages.items():
        found[key, PLACES, day] = len(on)
        if is_weekend(day):
            found[key, ISSUER_ON, f"{day}{PARTING}{document.issuer or ''}"] = 1
    return found


def of_organs(facts: Facts) -> Mapping[Tally, int]:
    """What a document adds to the names of organs."""
    found = {(key, MENTIONED, name): times for (key, name), times in facts.mentions.items()}
    if key := facts.issuer_key:
        named = key, MENTIONED, facts.document.issuer or key
        found[named] = found.get(named, 0) + 1
    return found


def is_weekend(day: str) -> bool:
    """Whether an ISO day is a Saturday or a Sunday."""
    return date.fromisoformat(day).weekday() >= SATURDAY


def _printed(found: defaultdict[Tally, int], key: str, day: str | None, identifier: str | None) -> None:
    """One print of a key: found: is added to. key: the printed one. day, identifier: printed with it."""
    parts = key_parts(key)
    found[number_of(key), KEY, key] += 1
    if day:
        found[key, KEY_DAY, day] += 1
    if identifier:
        found[key, KEY_IDENTIFIER, identifier] += 1
    if parts is None:
        return
    if not parts.known:
        found[number_of(key), OPEN, key] += 1
    elif parts.organ == TITLED:
        called = laws_of_title(parts)
        for law in called:
            found[law, CALLED, key] += 1
        if len(called) == 1:
            found[number_of(min(called)), NUMBERED, min(called)] += 1
    elif dated := key_with_year(parts):
        found[dated, DATED, key] += 1


def _stated(found: defaultdict[Tally, int], key: str, name: str | None, title: str) -> None:
    """A number that is printed with a title: found: is added to. key: of the number. name: of its type."""
    kind, parts = type_of_name(name), key_parts(key)
    if kind and kind.title and parts and parts.known and parts.organ != TITLED:
        titled = titled_key(kind.code, parts.calendar_year, title_key(kind, title))
        found[titled, STATED, key] += 1
        found[key, STATES, titled] += 1


def _cited(found: defaultdict[Tally, int], key: str, row: CitationRow, written: str | None) -> None:
    """One citation: found: is added to. key: of its instrument. row: its own. written: the day of its document."""
    found[key, CITED, ""] += 1
    for column, value in zip(MAJORITY, _said(row), strict=True):
        if value:
            found[key, column, value] += 1
    if row.year:
        found[key, YEAR, str(row.year)] += 1
    if row.issued_on:
        found[key, DAY, row.issued_on] += 1
    elif row.identifier and written:
        found[key, UNDATED, written] += 1
    if row.date_error or row.issuer_conflict:
        found[key, FLAGGED, ""] += 1
    if row.title:
        plain = fold(row.title)
        found[key, WORDING, plain] += 1
        found[key, SPELLING, f"{plain}{PARTING}{row.title}"] += 1
        if wrong := _title_of_another(key, row):
            found[key, WRONG, PARTING.join((wrong, row.document_id, f"{row.page:09}", row.id))] += 1


def _title_of_another(key: str, row: CitationRow) -> str | None:
    """The title, as in keys, that a citation prints with a law's number, where it is that of another law and no part of
    this one's: an amending law is called by the law that it amends.

    ``key`` is that of its instrument.
    """
    law = law_numbered(row.identifier) if row.identifier and is_numbered_as_law(row.identifier) else None
    if law is None:
        return None
    own, printed = title_key(law.kind, law.title), title_key(law.kind, row.title)
    if printed in own or own in printed or law in laws_called(law.kind, row.title, law.year or 0):
        return None
    # last: the key of a law is read by the whole finder, which a pass over one report need not load
    return printed if laws_titled(law.kind, row.title) and key_of_law(law) == key else None
