"""What an instrument is called in a line, and the documents that name it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extractor.resolve.key_names import name_of_key
from extractor.resolve.keys import key_parts
from extractor.store.database import fetch
from patterns.instruments.doc_types import doc_types, type_of_name

# The series of decisions in keys.
_DECISION = "qd"


@dataclass(frozen=True, slots=True)
class Named:
    """An instrument as others speak of it: ``name`` says type and number (a law its title), ``title`` its subject."""

    instrument_id: str
    name: str
    title: str | None
    issuer: str | None
    issued_on: str | None
    times_cited: int
    document_id: str | None


@dataclass(frozen=True, slots=True)
class CitingDocument:
    """The head of a document that names an instrument; ``year`` is the one for which it counts ("" where none)."""

    document_id: str
    file_name: str
    name: str | None
    title: str | None
    issuer: str | None
    place: str | None
    issued_on: str | None
    period_kind: str | None
    period_start: str | None
    period_end: str | None
    period_label: str | None
    year: str


def instrument_name(
    *, doc_type: str | None, identifier: str | None, number: str | None, title: str | None, year: int | None, key: str
) -> str:
    """``Nghị định số 29/2023/NĐ-CP``, ``Luật Đất đai số 31/2024/QH15``, ``Luật Đất đai năm 2013``.

    Of what has neither number nor title it is what the key says.

    ``doc_type``, ``identifier``, ``number``, ``title``, ``year`` and ``key`` are those of the instrument. Only types
    that are cited by their titles have them in their names.
    """
    # Some prints have the type before the title, and standards have theirs in the identifier (QCVN 01:2021/BXD).
    kind, printed = _numbered_type(doc_type, identifier, key) or "", identifier or number
    if title and (kind in _titled() or not printed):
        called = title if title.casefold().startswith(kind.casefold()) else f"{kind} {_within(title)}"
        numbered = f" số {printed}" if printed else f" năm {year}" if year and str(year) not in title else ""
        return f"{called.strip()}{numbered}"
    if not printed:
        return name_of_key(key)
    if identifier and kind and identifier.startswith(kind):
        return identifier
    return f"{kind} số {printed}" if kind else printed


def _within(title: str) -> str:
    """A title behind the type: ``Luật sửa đổi, bổ sung …``, as laws that amend are called."""
    return f"s{title[1:]}" if title.startswith("Sửa đổi") else title


def _numbered_type(doc_type: str | None, identifier: str | None, key: str) -> str | None:
    """The type that an identifier numbers: schemes and charters are issued by a decision, and have its number
    (``Đề án 06`` is ``Quyết định số 06/QĐ-TTg``)."""
    parts, known = key_parts(key), type_of_name(doc_type)
    if identifier and known and parts and parts.series == _DECISION != known.code:
        return doc_types()[_DECISION].name
    return doc_type


@cache
def _titled() -> frozenset[str]:
    return frozenset(kind.name for kind in doc_types().values() if kind.title)


def named(row: dict[str, object]) -> Named:
    """The instrument of a row that has the columns of ``NAMED``."""
    shown = {name: row.pop(name) for name in ("instrument_id", "issuer", "issued_on", "times_cited", "document_id")}
    return Named(name=instrument_name(**row), title=row["title"], **shown)  # type: ignore[arg-type]


def instrument_names(connection: sqlite3.Connection, idents: Iterable[str]) -> dict[str, str]:
    """What the instruments of these ids are called, by id."""
    rows = fetch(
        connection,
        f"SELECT {NAMED} FROM instruments WHERE id IN (SELECT value FROM json_each(?))",  # columns of this module
        (json.dumps(list(idents)),),
    )
    return {one.instrument_id: one.name for one in map(named, rows)}


NAMED = """
    instruments.id AS instrument_id, instruments.key, instruments.doc_type, instruments.identifier,
    instruments.number, instruments.year, instruments.title,
    COALESCE((SELECT name FROM organisations WHERE id = instruments.issuer_id), instruments.issuer) AS issuer,
    instruments.issued_on, instruments.times_cited, instruments.document_id
"""
"""The columns of ``instruments`` that make a ``Named``."""

YEAR = """
    COALESCE(CASE WHEN substr(documents.period_start, 1, 4) = substr(documents.period_end, 1, 4)
        THEN substr(documents.period_end, 1, 4) END,
    substr(documents.issued_on, 1, 4), substr(documents.period_end, 1, 4), '')
"""
"""The year for which a citing document counts: that of its period; a plan for ten years counts when it is issued."""

CITING = f"""
    documents.id AS document_id, documents.file_name,
    NULLIF(trim(COALESCE(documents.doc_type, '') || COALESCE(' số ' || documents.identifier, '')), '') AS name,
    documents.title, documents.issuer, documents.place, documents.issued_on, documents.period_kind,
    documents.period_start, documents.period_end, documents.period_label, {YEAR} AS year
"""
"""The columns of ``documents`` that make a ``CitingDocument``."""
