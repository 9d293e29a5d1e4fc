"""The list of documents: narrowed by what they are, with true counts of every choice."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from extractor.audit.checks import NOTE
from extractor.query.facets import count_facets, fits
from extractor.query.kept import kept
from extractor.store.database import fetch
from patterns.spelling import fold

# By what the list is narrowed, in the order in which a reader thinks of it; each is a field of ``Entry``.
FACETS = ("doc_type", "place", "year", "period_kind", "issuer", "family", "text_layer", "status")
facets_of = attrgetter(*FACETS)
# What stands for a facet of which a document says nothing.
UNKNOWN = "-"

# Orders of the list: the newest issue first, the newest period first, names from A on.
SORTS = ("date", "period", "name")


class Entry(NamedTuple):
    """A document as the list is narrowed and ordered by it; "-" where a facet is not known.

    ``day`` is that of issue, else the last of its period. ``words`` are its title, number, organ and file name, folded.
    """

    id: str
    doc_type: str
    place: str
    year: str
    period_kind: str
    issuer: str
    family: str
    text_layer: str
    status: str
    day: str
    period_start: str
    file_name: str
    words: str


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in a line of the list. ``findings`` are those that are no notes, ``failures`` what was not read."""

    id: str
    file_name: str
    page_count: int
    doc_type: str | None
    identifier: str | None
    issuer: str | None
    place: str | None
    issued_on: str | None
    title: str | None
    period_kind: str | None
    period_start: str | None
    period_end: str | None
    period_label: str | None
    text_layer: str
    status: str
    instrument_key: str | None
    findings: int
    failures: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The documents before and after another one in its series, None at its ends."""

    earlier: DocumentLine | None
    later: DocumentLine | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which documents: ``words`` that each must have, and by facet the values of which each must have one."""

    words: str = ""
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The ids of the documents of a choice, in the order asked for, and for each facet its values with their counts.

    The count of a value is how many documents there are with it and all other choices, the most frequent first and the
    unknown last.
    """

    ids: tuple[str, ...]
    counted: Mapping[str, tuple[tuple[str, int], ...]]


def choose(connection: sqlite3.Connection, choice: Choice, sort: str = SORTS[0]) -> Chosen:
    """The documents of a ``choice`` in the database behind ``connection``; ``sort`` is one of ``SORTS``."""
    # Most readers begin with the whole list.
    if sort == SORTS[0] and not choice.words and not any(choice.facets.values()):
        return kept(connection, _unnarrowed)
    return _chosen(kept(connection, entries), choice, sort)


def _unnarrowed(connection: sqlite3.Connection) -> Chosen:
    return _chosen(kept(connection, entries), Choice(), SORTS[0])


def _chosen(documents: Sequence[Entry], choice: Choice, sort: str) -> Chosen:
    words = fold(choice.words).split()
    chosen = [frozenset(choice.facets.get(name, ())) for name in FACETS]
    rows = [(facets_of(entry), entry) for entry in documents if all(word in entry.words for word in words)]
    counts = count_facets(((values, 1) for values, _ in rows), chosen)
    found = [entry for values, entry in rows if fits(values, chosen)]
    counted = {name: _ordered(counter) for name, counter in zip(FACETS, counts.facets, strict=True)}
    return Chosen(tuple(entry.id for entry in _sorted(found, sort)), counted)


def lines(connection: sqlite3.Connection, ids: Iterable[str]) -> tuple[DocumentLine, ...]:
    """The documents with these ids, in their order."""
    return tuple(DocumentLine(**row) for row in fetch(connection, _LINES, (NOTE, json.dumps(tuple(ids)))))


def neighbours(connection: sqlite3.Connection, document: str) -> Neighbours:
    """The documents before and after one in its series: those of one organ and place, type, field and kind of period.

    A document without an organ or a period is in no series.
    """
    every = kept(connection, entries)
    own = next((entry for entry in every if entry.id == document), None)
    if own is None or UNKNOWN in (own.issuer, own.period_kind):
        return Neighbours(None, None)
    series = sorted((entry for entry in every if _series(entry) == _series(own)), key=attrgetter("period_start", "id"))
    at = series.index(own)
    around = [series[at - 1].id if at else "", series[at + 1].id if at + 1 < len(series) else ""]
    found = {line.id: line for line in lines(connection, filter(None, around))}
    return Neighbours(*(found.get(ident) for ident in around))


_series = attrgetter("issuer", "place", "doc_type", "family", "period_kind")


def latest(connection: sqlite3.Connection, number: int) -> tuple[DocumentLine, ...]:
    """The ``number`` documents issued last."""
    return lines(connection, (entry.id for entry in kept(connection, entries)[:number]))


def entries(connection: sqlite3.Connection) -> tuple[Entry, ...]:
    """All documents, the newest first; those without a day come last."""
    return tuple(_entry(row) for row in fetch(connection, _ENTRIES))


def _entry(row: dict[str, str | None]) -> Entry:
    words = fold(" ".join(filter(None, (row.pop("title"), row.pop("identifier"), row["issuer"], row["path"]))))
    row.pop("path")
    known = {name: row[name] or UNKNOWN for name in FACETS if name != "year"}
    year = (row["period_start"] or row["day"] or UNKNOWN)[:4]
    others = {name: row[name] or "" for name in ("id", "day", "period_start", "file_name")}
    return Entry(**known, **others, year=year, words=words)


def _sorted(found: list[Entry], sort: str) -> list[Entry]:
    if sort == "period":
        return sorted(found, key=attrgetter("period_start"), reverse=True)
    return sorted(found, key=attrgetter("file_name", "id")) if sort == "name" else found


def _ordered(counter: Mapping[Hashable, int]) -> tuple[tuple[str, int], ...]:
    counted = ((str(value), count) for value, count in counter.items())
    return tuple(sorted(counted, key=lambda each: (each[0] == UNKNOWN, -each[1], each[0])))


_ENTRIES = """
SELECT id, doc_type, place, period_kind, issuer, family, text_layer, status, title, identifier, path, file_name,
       coalesce(issued_on, period_end) AS day, period_start
FROM documents
ORDER BY day IS NULL, day DESC, id
"""

_LINES = """
SELECT documents.id, file_name, page_count, doc_type, identifier, issuer, place, issued_on, title, period_kind,
       period_start, period_end, period_label, text_layer, status, instrument_key,
       (SELECT count(*) FROM checks WHERE document_id = documents.id AND holds = 0 AND severity <> ?) AS findings,
       (SELECT count(*) FROM failures WHERE failures.sha256 = documents.sha256) AS failures
FROM json_each(?) AS wanted CROSS JOIN documents ON documents.id = wanted.value
ORDER BY wanted.key
"""
