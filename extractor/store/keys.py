"""Ids of rows: text made from content, so that the same input gives the same rows in the same order.

An id must come back as it is from JSON, JavaScript, CSV, pandas and Excel. The rules:

* ``documents.id`` is the first 12 hex digits of the SHA-256, and more where two documents share these or where a reader
  could take them for a number: digits alone (``048291357026``), or with one ``e`` or ``d`` among them
  (``12e456789012``, the exponent of C and of Fortran). Two documents that share digits both get a longer id, so it
  does not matter which of them came first.
* A fact's id is that of its document, a hyphen, the letter of its table and a running number: ``7f3a9c21b0de-c17``.
* What the whole corpus shares (instruments, organs, indicators) has a letter and 13 hex digits of its key's SHA-256.

Text sorts ``c10`` before ``c2``. Rows of facts therefore have a hidden integer rowid in the order of documents and
running numbers: ``ORDER BY rowid`` is their order, whenever they were written. Every rowid is below 10**15, so that a
spreadsheet could hold even these.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractor.errors import DatabaseError

LETTERS = {
    "pages": "p",
    "sections": "s",
    "footnotes": "n",
    "tables": "t",
    "table_columns": "o",
    "table_rows": "r",
    "citations": "c",
    "dates": "d",
    "figures": "f",
    "mentions": "m",
    "instrument_relations": "a",
    "checks": "k",
}
"""Table of facts → the letter in their ids."""

# Digits of a document's id. 48 bits: of 100,000 documents two share them once in 50,000 corpora, and then both get more
# digits (test_keys.py).
DOCUMENT_DIGITS = 12

# Digits of an id that the corpus shares. 52 bits, one less than JavaScript holds in a number: the ids of schema 2 were
# numbers of 53, and their new ones are made of them without a look at the key (test_migration.py).
KEY_DIGITS = 13

# Rows that a document may have in one table. A PDF of 3,000 pages full of tables has 200,000 cells; 2**19 rows for each
# of 4 documents in each of 2**28 families stay below 10**15, the 15 digits of a spreadsheet (test_keys.py).
ROWS = 1 << 19

# From so many on the checks of a document are those of the pass over the corpus, and from the second on those of its
# series of reports. Each pass deletes its own and writes them anew without touching those that the document has of
# itself, which are fewer than the 200,000 cells above.
CORPUS_ROWS = 300_000
SERIES_ROWS = 400_000

# Documents whose SHA-256 begins with so many equal digits (28 bits) share a range of rowids; there is room for four. Of
# 100,000 documents about 19 pairs share them, and five once in 10**10 corpora (test_keys.py).
_FAMILY_DIGITS = 7
_FAMILY = 4

_NUMBER = re.compile(r"\d*[de]?\d*")


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """What a document is known by: ``id`` is ``documents.id``, from ``rowid`` on its facts are numbered."""

    id: str
    rowid: int

    def fact_id(self, table: str, number: int) -> str:
        """The id of the ``number``-th row (from 1) of the document in a table of facts."""
        return f"{self.id}-{LETTERS[table]}{number}"

    def fact_rowid(self, number: int) -> int:
        """The rowid of that row. Raises ``DatabaseError`` for more rows than a document may have."""
        if number >= ROWS:
            raise DatabaseError(
                f"document {self.id} has more than {ROWS - 1} rows in one table",
                "split the PDF into smaller files and ingest these",
            )
        return self.rowid + number


def family_of(sha256: str) -> str:
    """The digits by which the documents are found that a new one may meet: those of its rowids."""
    return sha256[:_FAMILY_DIGITS]


def document_keys(digests: Iterable[str]) -> dict[str, DocumentKey]:
    """The keys of documents by their SHA-256, whatever the order in which they come.

    All documents of a family that a database holds must be given: what is one's key depends on the others.
    Raises ``DatabaseError`` for more documents of one family than there is room for.
    """
    families: dict[str, list[str]] = defaultdict(list)
    for sha256 in sorted(set(digests)):
        families[family_of(sha256)].append(sha256)
    found = {}
    for family, members in families.items():
        if len(members) > _FAMILY:
            raise DatabaseError(
                f"more than {_FAMILY} documents have a SHA-256 that begins with {family}",
                "keep some of them in a database of their own with --db",
            )
        for place, sha256 in enumerate(members):
            others = [other for other in members if other != sha256]
            found[sha256] = DocumentKey(_document_id(sha256, others), (int(family, 16) * _FAMILY + place) * ROWS)
    return found


def running_number(fact_id: str) -> int:
    """The running number in the id of a fact: by it the facts of one document and table come in their order."""
    return int(fact_id.rpartition("-")[2][1:])


def fact_order(fact_id: str) -> tuple[str, int]:
    """What facts of one table are sorted by: their document, then the running number."""
    return fact_id.partition("-")[0], running_number(fact_id)


def instrument_id(key: str) -> str:
    """The id of the instrument with this key."""
    return _key_id("i", key)


def organisation_id(key: str) -> str:
    """The id of the organ with this key."""
    return _key_id("o", key)


def indicator_id(key: str) -> str:
    """The id of the indicator with this key."""
    return _key_id("n", key)


def print_id(key: str) -> str:
    """The id of a print of an indicator."""
    return _key_id("p", key)


def failure_id(file: str, stage: str, page: int | None, number: int) -> str:
    """The id of a failure.

    file: the SHA-256, or the path where the bytes could not be read. stage: where it failed. page: None for the whole
    file. number: the place among the failures of the file, from 0.
    """
    return _key_id("x", f"failure|{file}|{stage}|{page}|{number}")


def _document_id(sha256: str, others: Iterable[str]) -> str:
    """The shortest beginning that is no number and that no other document has; all where there is none."""
    for length in range(DOCUMENT_DIGITS, len(sha256)):
        beginning = sha256[:length]
        if not _NUMBER.fullmatch(beginning) and not any(other.startswith(beginning) for other in others):
            return beginning
    return sha256


@lru_cache(maxsize=1 << 16)  # the same instruments and organs are cited by most documents
def _key_id(letter: str, key: str) -> str:
    return f"{letter}{hashlib.sha256(key.encode()).hexdigest()[:KEY_DIGITS]}"
