"""Rows of documents and citations with few fields filled, and what the pass over the corpus makes of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from extractor.across.instrument_pass import settle_instruments
from extractor.across.ledger import all_counted, uncounted
from extractor.across.rows import (
    CandidateRow,
    CheckRow,
    CitationRow,
    DocumentRow,
    EdgeRow,
    InstrumentRow,
    OrganisationRow,
)
from extractor.resolve.keys import key_parts
from extractor.store.database import transaction
from extractor.store.keys import ROWS, running_number
from extractor.store.migration import schema

DECISION = "vn:ubnd@thanh-hoa:qd:d2023:4951"


class MentionRow(NamedTuple):
    """A mention of an organ in a document."""

    document_id: Any
    organisation_key: str
    name: str


class Settled(NamedTuple):
    """What the pass has made: its rows, with the numbers of documents and citations that the test has given."""

    instruments: list[InstrumentRow]
    instrument_keys: list[tuple[str, str]]
    instrument_links: list[tuple[str, str, str, str]]
    organisations: list[OrganisationRow]
    edges: list[EdgeRow]
    candidates: list[CandidateRow]
    checks: list[CheckRow]
    citation_instrument: dict[int, str | None]
    citation_status: dict[int, str]
    citation_evidence: dict[int, str | None]
    document_instrument: dict[int, str | None]
    document_issuer: dict[int, str | None]
    mention_organisation: list[str | None]


def document(ident: int, **fields: Any) -> DocumentRow:
    standard = dict.fromkeys(DocumentRow._fields)
    named = {"id": ident, "file_name": f"report-{ident}.pdf", "text_layer": "digital"}
    return DocumentRow(**{**standard, **named, **fields})


def citation(ident: int, document_id: int, key: str | None = DECISION, **fields: Any) -> CitationRow:
    standard = dict.fromkeys(CitationRow._fields)
    parts = key_parts(key) if key else None
    status = "resolved" if parts and parts.known else "unresolved"
    named = {"id": ident, "document_id": document_id, "key": key, "status": status, "location": "body", "page": 1}
    return CitationRow(**{**standard, **named, **fields})


def settled(
    documents: Iterable[DocumentRow], citations: Sequence[CitationRow], mentions: Sequence[MentionRow] = ()
) -> Settled:
    """What one pass makes of these rows."""
    archive = Archive()
    for row in documents:
        archive.put(row, [each for each in citations if each.document_id == row.id], mentions)
    archive.settle()
    return archive.settled()


class Archive:
    """A database in memory of rows that no PDF stands behind; documents and citations have numbers."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.deserialize(_empty())
        self.connection.row_factory = sqlite3.Row
        self.connection.execute("PRAGMA foreign_keys = ON")

    def put(
        self, row: DocumentRow, citations: Iterable[CitationRow], mentions: Iterable[MentionRow] = (), sha256: str = ""
    ) -> None:
        """Store a document in place of the one with its number."""
        with transaction(self.connection):
            self.connection.execute("DELETE FROM documents WHERE id = ?", (_id(row.id),))
            stored = {**row._asdict(), "id": _id(row.id), "sha256": sha256 or _sha256(row.id)}
            self._insert("documents", {**_DOCUMENT, **stored})
            for each in citations:
                named = {**each._asdict(), "id": _fact(row.id, each.id), "document_id": _id(row.id)}
                self._insert("citations", {**_FACT, **named, "rowid": _rowid(row.id) + each.id})
            for number, mention in enumerate(mentions, 1):
                if mention.document_id == row.id:
                    named = {**mention._asdict(), "id": f"{_id(row.id)}-m{number}", "document_id": _id(row.id)}
                    self._insert("mentions", {**_FACT, **named, **_MENTION, "rowid": _rowid(row.id) + number})

    def remove(self, ident: int) -> None:
        """Delete a document."""
        with transaction(self.connection):
            self.connection.execute("DELETE FROM documents WHERE id = ?", (_id(ident),))

    def settle(self) -> None:
        """The pass over instruments and organs."""
        with transaction(self.connection):
            settle_instruments(self.connection, uncounted(self.connection))
            all_counted(self.connection)

    def settled(self) -> Settled:
        """What the passes have made."""
        rows = self.connection.execute
        citations = rows("SELECT id, key, instrument_id, status, evidence FROM citations ORDER BY rowid").fetchall()
        return Settled(
            instruments=[
                InstrumentRow(*row)._replace(document_id=_number(row["document_id"]))
                for row in rows(f"SELECT {', '.join(InstrumentRow._fields)} FROM instruments ORDER BY id")
            ],
            instrument_keys=[tuple(row) for row in rows("SELECT * FROM instrument_keys ORDER BY key")],
            instrument_links=[tuple(row) for row in rows("SELECT * FROM instrument_links ORDER BY 1, 2, 3")],
            organisations=[
                OrganisationRow(*row)
                for row in rows(f"SELECT {', '.join(OrganisationRow._fields)} FROM organisations ORDER BY id")
            ],
            edges=[
                EdgeRow(_number(ident), *rest)
                for ident, *rest in rows("SELECT * FROM citation_edges ORDER BY document_id, instrument_id, relation")
            ],
            candidates=[
                CandidateRow(running_number(ident), *rest)
                for ident, *rest in rows("SELECT * FROM citation_candidates ORDER BY citation_id, key")
            ],
            checks=[_check(row) for row in rows(f"SELECT {', '.join(CheckRow._fields)} FROM checks ORDER BY rowid")],
            citation_instrument={running_number(row["id"]): row["instrument_id"] for row in citations},
            citation_status={running_number(row["id"]): row["status"] for row in citations},
            citation_evidence={running_number(row["id"]): row["evidence"] for row in citations if row["evidence"]},
            document_instrument=self._of_documents("instrument_id"),
            document_issuer=self._of_documents("issuer_id"),
            mention_organisation=[ident for (ident,) in rows("SELECT organisation_id FROM mentions ORDER BY rowid")],
        )

    def _of_documents(self, column: str) -> dict[int, str | None]:
        found = self.connection.execute(f"SELECT id, {column} FROM documents ORDER BY id")
        return {_number(ident): value for ident, value in found}

    def _insert(self, table: str, row: dict[str, Any]) -> None:
        columns = ", ".join(f'"{column}"' for column in row)
        self.connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})", [*row.values()]
        )


_DOCUMENT = {
    "path": "report.pdf",
    "page_count": 1,
    "status": "ok",
    **dict.fromkeys(("extractor_version", "options_key", "extracted_at"), ""),
}
_MENTION = {"organ_known": 1, "location": "body", "page": 1}
_FACT = {"page_end": 1, "raw": "", "char_start": 0, "char_end": 0, "boxes": "[]", "method": "", "confidence": 1.0}


@cache
def _empty() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema())
    return connection.serialize()


def _sha256(ident: int) -> str:
    return f"{ident:07}{'a' * 57}"


def _id(ident: int) -> str:
    return _sha256(ident)[:12]


def _number(ident: str | None) -> Any:
    return ident and int(ident[:7])


def _fact(document_id: int, ident: int) -> str:
    return f"{_id(document_id)}-c{ident}"


def _rowid(document_id: int) -> int:
    return int(f"{document_id:07}", 16) * 4 * ROWS


def _check(row: sqlite3.Row) -> CheckRow:
    ids = tuple(map(running_number, json.loads(row["citation_ids"])))
    check = CheckRow(*row)._replace(citation_ids=ids, figure_ids=())
    return check._replace(document_id=_number(check.document_id))
