"""What stands in a document: its sections, notes, days, organs, and its pages."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from extractor.store.database import fetch


@dataclass(frozen=True, slots=True)
class Section:
    """A heading; ``level`` is 1 for the highest."""

    id: str
    level: int
    label: str
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote. ``before`` and ``after`` are the sentence of its marker, parted at the marker.

    Both are "" for a note without a marker; where the marker has no place in the sentence it stands at its end.
    """

    id: str
    number: str
    text: str
    page: int
    marker_page: int | None
    before: str
    after: str
    section: str | None


@dataclass(frozen=True, slots=True)
class Day:
    """A date or period as printed, ``times`` times with this meaning; ``id`` and ``page`` are those of the first."""

    id: str
    raw: str
    start: str | None
    end: str | None
    role: str | None
    page: int
    times: int


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ that is named ``times`` times; ``id`` and ``page`` are those of the first mention."""

    id: str
    organisation_id: str | None
    name: str
    page: int
    times: int
    existed: bool | None


@dataclass(frozen=True, slots=True)
class PageLine:
    """A page: its size in points, where its text comes from, how sure its recognition is, how much failed there.

    Of a page that was not read only the number and the failures are known.
    """

    number: int
    width: float | None
    height: float | None
    text_layer: str | None
    ocr_confidence: float | None
    failures: int


def sections(connection: sqlite3.Connection, document: str, limit: int, offset: int = 0) -> tuple[Section, ...]:
    """The headings of a document, read by ``connection``: ``limit`` behind the first ``offset``, in their order."""
    return tuple(Section(**row) for row in fetch(connection, _SECTIONS, (document, limit, offset)))


def notes(connection: sqlite3.Connection, document: str, limit: int, offset: int = 0) -> tuple[Note, ...]:
    """The notes of a document, read by ``connection``: ``limit`` behind the first ``offset``, with their sentences."""
    return tuple(_note(row) for row in fetch(connection, _NOTES, (document, limit, offset)))


def days(connection: sqlite3.Connection, document: str, limit: int, offset: int = 0) -> tuple[Day, ...]:
    """The days that a document names, read by ``connection``: ``limit`` behind the first ``offset``, each once."""
    return tuple(Day(**row) for row in fetch(connection, _DAYS, (document, limit, offset)))


def organs(connection: sqlite3.Connection, document: str, limit: int, offset: int = 0) -> tuple[Organ, ...]:
    """The organs that a document names, read by ``connection``: ``limit`` behind the first ``offset``.

    Those that are named most often come first.
    """
    return tuple(
        Organ(**{**row, "existed": None if row["existed"] is None else bool(row["existed"])})
        for row in fetch(connection, _ORGANS, (document, limit, offset))
    )


def pages(connection: sqlite3.Connection, document: str, limit: int, offset: int = 0) -> tuple[PageLine, ...]:
    """The pages of a document, read by ``connection``: ``limit`` behind the first ``offset``, those not read too."""
    named = {"document": document, "limit": limit, "offset": offset}
    return tuple(PageLine(**row) for row in fetch(connection, _PAGES, named))


@dataclass(frozen=True, slots=True)
class TextReason:
    """Why the text of some pages is what it is: read from the picture, kept, left out in part."""

    reason: str
    pages: tuple[int, ...]


def text_reasons(connection: sqlite3.Connection, document: str) -> tuple[TextReason, ...]:
    """The reasons of all pages of a document that have one, by the first page of each; read by ``connection``."""
    pages: dict[str, list[int]] = {}
    for reason, number in connection.execute(_TEXT_REASONS, (document,)):
        pages.setdefault(reason, []).append(number)
    return tuple(TextReason(reason, tuple(numbers)) for reason, numbers in pages.items())


def page_text(connection: sqlite3.Connection, document: str, number: int) -> str | None:
    """The text of page ``number`` of a document, read by ``connection``; None for a page that was not read."""
    row = connection.execute("SELECT text FROM pages WHERE document_id = ? AND number = ?", (document, number))
    found = row.fetchone()
    return None if found is None else str(found[0])


def _note(row: dict[str, Any]) -> Note:
    sentence, words = row.pop("sentence") or "", row.pop("marker_before") or ""
    before, after = at_marker(sentence, words)
    return Note(**row, before=before, after=after)


def at_marker(sentence: str, words: str) -> tuple[str, str]:
    """A sentence parted behind the ``words`` that stand before a marker; whole and "" where they are not in it."""
    # The words may begin in the sentence before: then their end is looked for, down to the last word.
    parts = words.split()
    for start in range(len(parts)):
        tail = " ".join(parts[start:])
        if (at := sentence.find(tail)) >= 0:
            return sentence[: at + len(tail)], sentence[at + len(tail) :]
    return sentence, ""


_SECTIONS = """
SELECT id, level, label, title, page FROM sections WHERE document_id = ? ORDER BY rowid LIMIT ? OFFSET ?
"""

_NOTES = """
SELECT footnotes.id, number, text, footnotes.page, marker_page, marker_before, sentence,
       nullif(trim(sections.label || ' ' || sections.title), '') AS section
FROM footnotes LEFT JOIN sections ON sections.id = section_id
WHERE footnotes.document_id = ?
ORDER BY footnotes.rowid LIMIT ? OFFSET ?
"""

# ``min`` decides which row the bare columns come from (https://sqlite.org/lang_select.html#bareagg).
_DAYS = """
SELECT id, raw, start, "end", role, page, times FROM (
    SELECT id, raw, start, "end", role, page, count(*) AS times, min(rowid) AS first
    FROM dates WHERE document_id = ? GROUP BY lower(raw), start, "end", role
) ORDER BY first LIMIT ? OFFSET ?
"""

_ORGANS = """
SELECT id, organisation_id, name, page, times, existed FROM (
    SELECT id, organisation_id, name, page, existed, count(*) AS times, min(rowid) AS first
    FROM mentions WHERE document_id = ? GROUP BY organisation_key
) ORDER BY times DESC, first LIMIT ? OFFSET ?
"""

_TEXT_REASONS = """
SELECT text_reason, number FROM pages WHERE document_id = ? AND text_reason IS NOT NULL ORDER BY number
"""

_PAGES = """
WITH RECURSIVE numbers(number) AS (
    SELECT 1 UNION ALL SELECT number + 1 FROM numbers
    WHERE number < (SELECT page_count FROM documents WHERE id = :document)
)
SELECT numbers.number, width, height, text_layer, ocr_confidence,
       (SELECT count(*) FROM failures
        WHERE failures.sha256 = (SELECT sha256 FROM documents WHERE id = :document) AND failures.page = numbers.number)
       AS failures
FROM (SELECT number FROM numbers LIMIT :limit OFFSET :offset) AS numbers
LEFT JOIN pages ON pages.document_id = :document AND pages.number = numbers.number
ORDER BY numbers.number
"""
