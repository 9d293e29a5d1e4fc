"""Who cites an instrument: counted by relation, year, place and location, and listed document by document."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from extractor.query.corrections import Corrected, corrections_of
from extractor.query.instrument.excerpts import Excerpt, end_of, excerpt, noted
from extractor.query.instrument.names import CITING, YEAR, CitingDocument
from extractor.store.database import fetch

# Mentions of one document that a list shows; who wants all of a document opens it there.
MENTIONS_SHOWN = 5
FACETS = ("relation", "year", "place", "location")
# A relation in the passive names the other instrument: "được sửa đổi bởi 107/2021/NĐ-CP" (relations.toml).
BY = " bởi "


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names the instrument: ``raw`` as printed, ``excerpt`` of its ``sentence``, the article meant.

    ``noted`` are the words that a footnote belongs to, where it has a sentence of its own.
    """

    citation_id: str
    page: int
    location: str
    footnote_number: str | None
    relation: str | None
    raw: str
    sentence: str | None
    pinpoint: str | None
    status: str
    noted: str | None
    excerpt: Excerpt
    corrections: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentMentions:
    """A document with the first of its mentions; ``total`` counts all of them."""

    document: CitingDocument
    total: int
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Mentions of one document that have location and relation in common."""

    document_id: str
    location: str
    relation: str
    year: str
    place: str
    order: tuple[str, str, str]
    count: int


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of an instrument that fit what is asked.

    ``total`` mentions in ``documents`` documents fit. ``facets`` are mentions by value for each of ``FACETS``, with
    the choices of the other facets; ``by_year`` and ``by_relation`` count all, whatever is asked.
    """

    total: int
    documents: int
    facets: Mapping[str, Mapping[str, int]]
    by_year: Mapping[str, int]
    by_relation: Mapping[str, int]
    document_ids: tuple[str, ...]


Choice = Mapping[str, Sequence[str]]


def count_mentions(connection: sqlite3.Connection, instrument_id: str, choice: Choice | None = None) -> Mentions:
    """The mentions of an instrument, its own head left out, counted.

    ``connection`` is that of a database, ``instrument_id`` names the instrument, ``choice`` has for each of ``FACETS``
    the values that are asked for, none is all of them. Documents are in the order of their periods, the latest first.
    """
    groups, asked = _groups(connection, instrument_id), choice or {}
    fitting = [group for group in groups if _fits(group, asked)] if any(asked.values()) else groups
    order = {group.document_id: group.order for group in fitting}
    return Mentions(
        total=sum(group.count for group in fitting),
        documents=len(order),
        facets={name: _counted(groups, name, {**asked, name: ()}) for name in FACETS},
        by_year=dict(sorted(_counted(groups, "year", {}).items())),
        by_relation=_counted(groups, "relation", {}),
        document_ids=tuple(sorted(sorted(order), key=lambda one: order[one], reverse=True)),
    )


def list_mentions(
    connection: sqlite3.Connection,
    instrument_id: str,
    document_ids: Sequence[str],
    choice: Choice | None = None,
    most: int = MENTIONS_SHOWN,
) -> tuple[DocumentMentions, ...]:
    """The first mentions of an instrument in each of several documents.

    ``connection`` is that of a database, ``instrument_id`` names the instrument, ``document_ids`` the documents in
    their order, ``choice`` narrows as in ``count_mentions``, ``most`` is how many of each document are given.
    """
    listed = []
    for document_id in document_ids:
        rows = fetch(connection, _MENTIONS, _values(instrument_id, document_id, choice or {}, most))
        document = CitingDocument(**fetch(connection, _DOCUMENT, (document_id,))[0])
        total = rows[0]["total"] if rows else 0
        corrected = corrections_of(connection, (row["citation_id"] for row in rows))
        listed.append(DocumentMentions(document, total, tuple(_with_excerpts(rows, corrected))))
    return tuple(listed)


def relation_kind(relation: str | None) -> str:
    """``được sửa đổi bởi`` for ``được sửa đổi bởi 107/2021/NĐ-CP``; other relations as they are, "" for none."""
    if not relation or BY not in relation:
        return relation or ""
    return relation[: relation.index(BY) + len(BY)].strip()


def _with_excerpts(rows: Iterable[dict[str, Any]], corrected: Mapping[str, tuple[Corrected, ...]]) -> Iterator[Mention]:
    """The mentions in their order; the second one in a sentence is marked behind the first."""
    sentence, end = None, 0
    for row in rows:
        start = end if row["sentence"] == sentence else 0
        sentence, end = row["sentence"], end_of(row["sentence"], row["raw"], start)
        del row["total"]
        before = row.pop("marker_before")
        row["noted"] = noted(row["noted"], before) if row["noted"] else None
        corrections = corrected.get(row["citation_id"], ())
        yield Mention(**row, excerpt=excerpt(sentence, row["raw"], start), corrections=corrections)


def _groups(connection: sqlite3.Connection, instrument_id: str) -> list[_Group]:
    return [
        _Group(
            document_id=row["document_id"],
            location=row["location"],
            relation=relation_kind(row["relation"]),
            year=row["year"],
            place=row["place"] or "",
            order=(row["period_end"] or row["issued_on"] or "", row["period_start"] or "", row["file_name"]),
            count=row["count"],
        )
        for row in fetch(connection, _GROUPS, (instrument_id,))
    ]


def _fits(group: _Group, asked: Choice) -> bool:
    return all(not values or getattr(group, name) in values for name, values in asked.items())


def _counted(groups: Iterable[_Group], name: str, asked: Choice) -> dict[str, int]:
    """Mentions by the value of a facet, the most frequent first."""
    chosen: Counter[str] = Counter()
    value, free = attrgetter(name), not any(asked.values())
    for group in groups:
        if free or _fits(group, asked):
            chosen[value(group)] += group.count
    return dict(sorted(chosen.items(), key=lambda pair: (-pair[1], pair[0])))


def _values(instrument_id: str, document_id: str, asked: Choice, most: int) -> dict[str, object]:
    relations, locations = asked.get("relation") or (), asked.get("location") or ()
    return {
        "instrument": instrument_id,
        "document": document_id,
        "most": most,
        # Newlines part values: no relation or location has one.
        "relations": "\n".join(["", *relations, ""]) if relations else None,
        "locations": "\n".join(["", *locations, ""]) if locations else None,
    }


_GROUPS = f"""
SELECT cited.*, {YEAR} AS year, place, period_start, period_end, issued_on, file_name
FROM (
    SELECT document_id, location, relation, count(*) AS count FROM citations
    WHERE instrument_id = ? AND location <> 'header' GROUP BY document_id, location, relation
) AS cited
CROSS JOIN documents ON documents.id = cited.document_id
"""

_DOCUMENT = f"SELECT {CITING} FROM documents WHERE id = ?"

_MENTIONS = f"""
SELECT citations.id AS citation_id, citations.page, location, footnotes.number AS footnote_number, relation,
       citations.raw, COALESCE(citations.sentence, footnotes.sentence) AS sentence, pinpoint, status,
       CASE WHEN citations.sentence <> footnotes.sentence THEN footnotes.sentence END AS noted, marker_before,
       count(*) OVER () AS total
FROM citations LEFT JOIN footnotes ON footnotes.id = citations.footnote_id
WHERE instrument_id = :instrument AND location IN ('body', 'footnote', 'table') AND citations.document_id = :document
  AND (:locations IS NULL OR instr(:locations, char(10) || location || char(10)))
  AND (:relations IS NULL OR instr(:relations, char(10) || CASE WHEN instr(relation, '{BY}')
       THEN substr(relation, 1, instr(relation, '{BY}') + {len(BY) - 2}) ELSE COALESCE(relation, '') END || char(10)))
ORDER BY citations.page, citations.rowid LIMIT :most
"""
