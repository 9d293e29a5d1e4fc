"""The head of a document: what it is, who issued it, when, of which period; and which one a text names."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.store.database import fetch
from patterns.spelling import fold

# A list that a person reads through; who gets more is told to type more.
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a document, with what the file says of itself. Days are ISO, ``place`` is a slug or an organ's.

    ``signed_by`` and ``signed_at`` are those of the digital signature. ``confidence`` says of the fields that were read
    how often such are right. ``other_names`` are further paths of the same bytes. ``instrument_id`` is the document as
    an instrument, which others cite ``times_cited`` times in ``cited_in`` documents.
    """

    id: str
    sha256: str
    file_name: str
    path: str
    page_count: int
    doc_type: str | None
    number: str | None
    symbol: str | None
    identifier: str | None
    issuer: str | None
    issuer_kind: str | None
    place: str | None
    issued_on: str | None
    title: str | None
    period_kind: str | None
    period_start: str | None
    period_end: str | None
    period_label: str | None
    as_of: str | None
    signer: str | None
    signed_by: str | None
    signed_at: str | None
    family: str | None
    text_layer: str
    status: str
    extractor_version: str
    instrument_id: str | None
    instrument_key: str | None
    times_cited: int
    cited_in: int
    confidence: Mapping[str, float]
    other_names: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether anything of a head was read."""
        return any((self.doc_type, self.identifier, self.issuer, self.issued_on, self.title))

    @property
    def unread(self) -> tuple[str, ...]:
        """Which of ``number`` and ``issued_on`` a head that has a symbol lacks: blank, by hand, or read unsurely."""
        fields = {"number": self.number, "issued_on": self.issued_on}
        return tuple(field for field, value in fields.items() if self.symbol and value is None)


@dataclass(frozen=True, slots=True)
class Named:
    """A document in a few words, to choose among several."""

    id: str
    file_name: str
    doc_type: str | None
    identifier: str | None
    issuer: str | None
    issued_on: str | None
    title: str | None


def read_head(connection: sqlite3.Connection, document: str) -> Head | None:
    """The head of the document with this id, None where there is none."""
    rows = fetch(connection, _HEAD, (document,))
    if not rows:
        return None
    names = tuple(path for (path,) in connection.execute(_NAMES, (rows[0]["sha256"], rows[0]["path"])))
    # What a user has corrected was not read; parts of the period have one confidence.
    corrected = {
        "period" if field.startswith("period_") else field for (field,) in connection.execute(_CORRECTED, (document,))
    }
    read = json.loads(rows[0]["confidence"])
    confidence = {field: sure for field, sure in read.items() if field not in corrected}
    return Head(**{**rows[0], "confidence": confidence}, other_names=names)


def documents_named(connection: sqlite3.Connection, text: str) -> tuple[Named, ...]:
    """The documents that a text names, at most one more than ``MOST_NAMED``, by file name.

    An id, whole or its beginning, or a SHA-256; else a file name or number as it is; else a part of either, case and
    accents aside.
    """
    wanted = text.strip()
    if not wanted:
        return ()
    for statement, values in (
        (_BY_ID, (wanted.lower(),)),
        # ``g`` is behind all digits of hexadecimal numbers; a longer id than ours may be a SHA-256 in full
        (_BY_BEGINNING, (wanted.lower(), f"{wanted.lower()}g")),
        (_BY_NAME, (wanted,) * 4),
    ):
        if found := _named(connection, statement, values):
            return found
    return _by_part(connection, fold(wanted))


def _by_part(connection: sqlite3.Connection, wanted: str) -> tuple[Named, ...]:
    # In Python: SQLite's ``lower`` knows the letters of ASCII only.
    found = [
        row["id"]
        for row in fetch(connection, "SELECT id, path, identifier FROM documents ORDER BY file_name, id")
        if wanted in fold(row["path"]) or wanted in fold(row["identifier"] or "")
    ]
    return tuple(one for ident in found[: MOST_NAMED + 1] for one in _named(connection, _BY_ID, (ident,)))


def _named(connection: sqlite3.Connection, statement: str, values: Sequence[str]) -> tuple[Named, ...]:
    return tuple(Named(**row) for row in fetch(connection, f"{_NAMED} {statement} LIMIT {MOST_NAMED + 1}", values))


_HEAD = """
SELECT documents.id, sha256, file_name, path, page_count, documents.doc_type, documents.number, documents.symbol,
       documents.identifier, documents.issuer, organisations.kind AS issuer_kind, documents.place, documents.issued_on,
       documents.title, period_kind, period_start, period_end, period_label, as_of, signer, signed_by, signed_at,
       family, head_confidence AS confidence, text_layer, status, extractor_version, documents.instrument_id,
       instrument_key, coalesce(times_cited, 0) AS times_cited, coalesce(cited_in, 0) AS cited_in
FROM documents
LEFT JOIN organisations ON organisations.id = documents.issuer_id
LEFT JOIN instruments ON instruments.id = documents.instrument_id
WHERE documents.id = ?
"""

_CORRECTED = "SELECT field FROM corrections WHERE fact = ? AND state = 'applied'"

_NAMES = "SELECT path FROM sources WHERE sha256 = ? AND path <> ? ORDER BY path"

_NAMED = "SELECT id, file_name, doc_type, identifier, issuer, issued_on, title FROM documents"
_BY_ID = "WHERE id = ?"
_BY_BEGINNING = "WHERE sha256 >= ? AND sha256 < ? ORDER BY file_name, id"
_BY_NAME = "WHERE file_name = ? OR path = ? OR file_name = ? || '.pdf' OR identifier = ? ORDER BY file_name, id"
