"""The versions of a law: all laws of its title, by the registry, each with the instrument that it is here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.query.instrument.names import NAMED, Named, named
from extractor.resolve.keys import titled_key
from extractor.search.candidates import alike
from extractor.search.words import words
from extractor.store.database import fetch
from patterns.instruments.doc_types import DocType, type_of_name

if TYPE_CHECKING:
    from patterns.instruments.laws import Law

# Versions that are listed: no title of the registry has more than nine, and the list is for a reader.
MOST_VERSIONS = 20

# Laws of the registry that nobody cites: a title has nine versions at most, and words of many titles name none.
MOST_UNCITED = 9


@dataclass(frozen=True, slots=True)
class Version:
    """A law of a title: ``name`` as a reader calls it, ``issued_on`` ISO.

    ``instrument`` is what is known of it here, None where no document of the collection cites it; ``cited_in`` counts
    those that do, ``file_name`` is the document of the collection that is the law itself.
    """

    name: str
    year: int | None
    issued_on: str | None
    instrument: Named | None
    cited_in: int
    file_name: str | None


def list_versions(connection: sqlite3.Connection, instrument_id: str) -> tuple[Version, ...]:
    """All laws with the title of an instrument, itself among them, the youngest first.

    Empty for what is not cited by its title, and for a title that only one law has.
    """
    found = fetch(connection, "SELECT doc_type, title FROM instruments WHERE id = ?", (instrument_id,))
    kind = type_of_name(found[0]["doc_type"]) if found else None
    if kind is None or not kind.title or not found[0]["title"]:
        return ()
    known = _versions(connection, kind, found[0]["title"])
    versions = sorted(known, key=lambda one: (one.issued_on or str(one.year or ""), one.name), reverse=True)
    return tuple(versions[:MOST_VERSIONS]) if len(versions) > 1 else ()


def laws_like(text: str) -> tuple[str, ...]:
    """The names of the laws of the registry that hold all words of a text, the youngest first; of those whose whole
    title is asked for, where there are any, only these. Words may be mistyped where no law has them as they are."""
    from patterns.instruments.laws import laws

    wanted = set(words(text))
    known = [(law, {*words(law.name), *words(law.number or ""), str(law.year)}) for law in laws().values()]
    for is_word in (str.__eq__, _is_meant):
        found = [
            law for law, held in known if wanted and all(any(is_word(one, each) for each in held) for one in wanted)
        ]
        whole = [
            law for law in found if all(any(is_word(one, each) for one in wanted) for each in set(words(law.title)))
        ]
        if found:
            return tuple(_called(law) for law in reversed(whole or found))
    return ()


def _is_meant(typed: str, word: str) -> bool:
    return typed == word or (word.isalpha() and alike(typed, word))


def are_one_title(connection: sqlite3.Connection, ids: Sequence[str]) -> bool:
    """Whether several instruments are the versions of one law."""
    rows = fetch(
        connection,
        "SELECT doc_type, title FROM instruments WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    titles = {_titled(row["doc_type"], row["title"]) for row in rows}
    return len(titles) == 1 and None not in titles


def _titled(doc_type: str | None, title: str | None) -> tuple[str, str] | None:
    from patterns.instruments.laws import title_key

    kind = type_of_name(doc_type)
    return (kind.id, title_key(kind, title)) if kind and kind.title and title else None


def _versions(connection: sqlite3.Connection, kind: DocType, title: str) -> list[Version]:
    """The laws of a title, those of the registry and those that only the collection knows."""
    # Only for what is cited by its title: reading the registry takes a tenth of a second.
    from patterns.instruments.laws import law_numbered, laws_titled, title_key

    laws = laws_titled(kind, title)
    by_key = {titled_key(kind.code, law.year, title_key(kind, law.title)): law for law in laws}
    asked = {
        "keys": json.dumps(list(by_key)),
        "numbers": json.dumps([law.number for law in laws if law.number]),
        "doc_type": kind.name,
        "title": title,
    }
    here, others = {}, []
    for row in fetch(connection, _HERE, asked):
        law = law_numbered(row["identifier"]) if row["identifier"] else by_key.get(row["key"])
        if law in laws:
            here[law.id if law else ""] = row
        elif title_key(kind, row["title"]) == title_key(kind, title):
            others.append(row)
    known = [_version(here.get(law.id), _called(law), law.year, law.issued_on) for law in laws]
    return [*known, *(_version(row, "", row["year"], row["issued_on"]) for row in others)]


def _called(law: Law) -> str:
    return f"{law.name} số {law.number}" if law.number else f"{law.name} năm {law.year}"


def _version(row: dict[str, Any] | None, called: str, year: int | None, day: str | None) -> Version:
    if row is None:
        return Version(called, year, day, None, 0, None)
    cited_in, file_name = row.pop("cited_in"), row.pop("file_name")
    one = named(row)
    return Version(called or one.name, year, one.issued_on or day, one, cited_in, file_name)


_HERE = f"""
SELECT {NAMED}, cited_in, file_name
FROM instruments LEFT JOIN documents ON documents.id = instruments.document_id
WHERE instruments.id IN (
    SELECT instrument_id FROM instrument_keys WHERE key IN (SELECT value FROM json_each(:keys))
    UNION SELECT id FROM instruments WHERE identifier IN (SELECT value FROM json_each(:numbers))
    UNION SELECT id FROM instruments WHERE doc_type = :doc_type AND title = :title
)
"""
