"""What stands around an instrument: those related to it, those cited with it, the documents that cite it most."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from extractor.query.instrument.names import CITING, NAMED, CitingDocument, Named, named
from extractor.query.instrument.relations import list_relations
from extractor.store.database import fetch

# Neighbours of a kind: nine lines of two on each half of a side fill a screen without scrolling.
NEIGHBOURS = 9
# Documents in which others are counted: those that cite the instrument most. A decree is cited by thousands, each of
# which cites a hundred others, and the ones cited with it are the same by a part of them (test_neighbourhood.py).
DOCUMENTS_COUNTED = 300


@dataclass(frozen=True, slots=True)
class Related:
    """An instrument that does something to the one in the middle, or (``active``) to which that one does it."""

    instrument: Named
    relation: str
    active: bool
    times: int


@dataclass(frozen=True, slots=True)
class Together:
    """An instrument that ``documents`` documents cite beside the one in the middle."""

    instrument: Named
    documents: int


@dataclass(frozen=True, slots=True)
class Citing:
    """A document that cites the instrument in the middle ``times`` times."""

    document: CitingDocument
    times: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """An instrument and what stands around it, each kind by number, the greatest first.

    ``counted`` are the documents in which ``together`` was counted.
    """

    instrument: Named
    related: tuple[Related, ...]
    together: tuple[Together, ...]
    citing: tuple[Citing, ...]
    counted: int


def read_neighbourhood(connection: sqlite3.Connection, instrument_id: str) -> Neighbourhood | None:
    """The neighbourhood of an instrument, None where there is no such one."""
    rows = fetch(connection, f"SELECT {NAMED} FROM instruments WHERE id = ?", (instrument_id,))
    if not rows:
        return None
    related = _related(connection, instrument_id)
    known = {each.instrument.instrument_id for each in related}
    together = [
        (row.pop("documents"), named(row))
        for row in fetch(connection, _TOGETHER, (instrument_id, DOCUMENTS_COUNTED, instrument_id, 3 * NEIGHBOURS))
    ]
    others = [Together(one, documents) for documents, one in together if one.instrument_id not in known]
    citing = [
        (row.pop("times"), CitingDocument(**row)) for row in fetch(connection, _CITING, (instrument_id, NEIGHBOURS))
    ]
    return Neighbourhood(
        instrument=named(rows[0]),
        related=related,
        together=tuple(others[:NEIGHBOURS]),
        citing=tuple(Citing(document, times) for times, document in citing),
        counted=fetch(connection, _COUNTED, (instrument_id, DOCUMENTS_COUNTED))[0]["counted"],
    )


def _related(connection: sqlite3.Connection, instrument_id: str) -> tuple[Related, ...]:
    """The related instruments of both directions, of each those said most often; who does two things is there twice."""
    every = [
        Related(other.instrument, each.relation, each.active, other.times)
        for each in list_relations(connection, instrument_id)
        for other in each.others
    ]
    every.sort(key=lambda one: -one.times)
    return tuple(one for active in (False, True) for one in [x for x in every if x.active == active][:NEIGHBOURS])


_MOST_CITING = """
SELECT document_id, sum(count) AS times FROM citation_edges WHERE instrument_id = ?
GROUP BY document_id ORDER BY times DESC, document_id LIMIT ?
"""

_TOGETHER = f"""
SELECT documents, {NAMED}
FROM (
    SELECT citation_edges.instrument_id AS other_id, count(DISTINCT citation_edges.document_id) AS documents
    FROM ({_MOST_CITING}) AS most CROSS JOIN citation_edges ON citation_edges.document_id = most.document_id
    WHERE citation_edges.instrument_id <> ? GROUP BY 1
    ORDER BY documents DESC, other_id LIMIT ?
) CROSS JOIN instruments ON instruments.id = other_id
ORDER BY documents DESC, instruments.citation_rank, instruments.id
"""

_CITING = f"""
SELECT most.times, {CITING} FROM ({_MOST_CITING}) AS most CROSS JOIN documents ON documents.id = most.document_id
ORDER BY most.times DESC, documents.id
"""

_COUNTED = f"SELECT count(*) AS counted FROM ({_MOST_CITING})"
