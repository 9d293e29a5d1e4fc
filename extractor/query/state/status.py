"""What is in a database, and what could not be read."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from extractor.options import rules_of
from extractor.store.database import fetch, fetch_one
from patterns.instruments.symbols import read_symbol
from patterns.own.rules import in_use

# The tables that are counted, in the order in which a reader meets what they hold.
FACT_TABLES = (
    "citations", "dates", "figures", "footnotes", "tables", "table_rows", "sections", "mentions", "checks",
)  # fmt: skip

# Unknown organs that are named: the most frequent are those worth an entry in the registry.
MAX_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Batch:
    """The documents of one issuer and period."""

    issuer: str | None
    period_kind: str | None
    period_start: str | None
    documents: int


@dataclass(frozen=True, slots=True)
class UnknownOrgan:
    """An organ that the registry does not know, as printed in symbols, or named in the text: a candidate."""

    organ: str
    times: int
    example: str


@dataclass(frozen=True, slots=True)
class OtherRules:
    """A document that was read with other rules of the user's own than those in use; "" stands for none."""

    document: str
    path: str
    rules: str


@dataclass(frozen=True, slots=True)
class Status:
    """Counts of what is in a database.

    ``versions`` maps an extractor's version to its documents, ``rules`` the digest of the user's own rules that they
    were read with. ``other_rules`` are the documents whose rules are not those of this process.
    """

    documents: int
    partial: int
    pages: int
    instruments: int
    facts: Mapping[str, int]
    text_layers: Mapping[str, int]
    versions: Mapping[str, int]
    rules: Mapping[str, int]
    other_rules: tuple[OtherRules, ...]
    batches: tuple[Batch, ...]
    failed_files: int
    failures: int
    unknown_organs: tuple[UnknownOrgan, ...]
    size_bytes: int


@dataclass(frozen=True, slots=True)
class FailureRow:
    """A file, page or stage that could not be read. ``page`` None: the whole file."""

    path: str
    page: int | None
    stage: str
    error: str
    hint: str
    attempts: int
    stored: bool


def read_status(connection: sqlite3.Connection) -> Status:
    """All counts of one database."""
    failures = list_failures(connection)
    return Status(
        documents=fetch_one(connection, "SELECT count(*) FROM documents"),
        partial=fetch_one(connection, "SELECT count(*) FROM documents WHERE status = 'partial'"),
        pages=fetch_one(connection, "SELECT count(*) FROM pages"),
        instruments=fetch_one(connection, "SELECT count(*) FROM instruments"),
        facts={table: fetch_one(connection, f"SELECT count(*) FROM {table}") for table in FACT_TABLES},
        text_layers=_counts(connection, "text_layer"),
        versions=_counts(connection, "extractor_version"),
        rules=_rules(connection),
        other_rules=_other_rules(connection),
        batches=tuple(Batch(**row) for row in fetch(connection, _BATCHES)),
        failed_files=len({failure.path for failure in failures if not failure.stored}),
        failures=len(failures),
        unknown_organs=_unknown_organs(connection),
        size_bytes=_size(connection),
    )


def list_failures(connection: sqlite3.Connection) -> tuple[FailureRow, ...]:
    """All failures by path and page; ``stored`` where the rest of the file is in the database."""
    return tuple(FailureRow(**{**row, "stored": bool(row["stored"])}) for row in fetch(connection, _FAILURES))


def _unknown_organs(connection: sqlite3.Connection) -> tuple[UnknownOrgan, ...]:
    """The unknown organs of citations and mentions, most frequent first; the example is the first print by alphabet."""
    times: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for row in fetch(connection, _UNKNOWN):
        symbol = read_symbol(row["symbol"]) if row["symbol"] else None
        organ = symbol.organs[0] if symbol and symbol.organs else row["issuer"] or row["symbol"]
        times[organ] += row["times"]
        # Not the first that comes: the example shall not depend on the order in which files were read.
        examples[organ] = min(row["example"], examples.get(organ, row["example"]))
    ordered = sorted(times, key=lambda organ: (-times[organ], organ))
    return tuple(UnknownOrgan(organ, times[organ], examples[organ]) for organ in ordered[:MAX_CANDIDATES])


def _counts(connection: sqlite3.Connection, column: str) -> dict[str, int]:
    rows = fetch(
        connection, f"SELECT {column} AS name, count(*) AS documents FROM documents GROUP BY {column} ORDER BY {column}"
    )
    return {row["name"]: row["documents"] for row in rows}


def _rules(connection: sqlite3.Connection) -> dict[str, int]:
    keys = fetch(connection, "SELECT options_key, count(*) AS documents FROM documents GROUP BY options_key")
    counts: Counter[str] = Counter()
    for row in keys:
        counts[rules_of(row["options_key"])] += row["documents"]
    return dict(sorted(counts.items()))


def _other_rules(connection: sqlite3.Connection) -> tuple[OtherRules, ...]:
    now = in_use().digest
    rows = fetch(connection, "SELECT id, path, options_key FROM documents ORDER BY path")
    read = (OtherRules(row["id"], row["path"], rules_of(row["options_key"])) for row in rows)
    return tuple(each for each in read if each.rules != now)


def _size(connection: sqlite3.Connection) -> int:
    pages: int = fetch_one(connection, "PRAGMA page_count")
    page_bytes: int = fetch_one(connection, "PRAGMA page_size")
    return pages * page_bytes


_BATCHES = """
SELECT issuer, period_kind, period_start, count(*) AS documents
FROM documents
GROUP BY issuer, period_kind, period_start
ORDER BY issuer IS NULL, issuer, period_start, period_kind
"""

_UNKNOWN = """
SELECT symbol, issuer, count(*) AS times, min(raw) AS example
FROM citations
WHERE organ_known = 0
GROUP BY symbol, issuer
UNION ALL
SELECT NULL, name, count(*), min(raw)
FROM mentions
WHERE organ_known = 0
GROUP BY name
"""

_FAILURES = """
SELECT failures.path, failures.page, failures.stage, failures.error, failures.hint, failures.attempts,
       documents.id IS NOT NULL AS stored
FROM failures LEFT JOIN documents ON documents.sha256 = failures.sha256
ORDER BY failures.path, failures.page IS NOT NULL, failures.page, failures.stage, failures.id
"""
