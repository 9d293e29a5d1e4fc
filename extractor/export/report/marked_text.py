"""The text of pages with the facts marked in it, without the lines that stand in tables."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.store.database import fetch

# What is marked, the first of those that overlap: a citation holds a date, a number may stand in a name.
MARKED = ("citations", "figures", "dates", "mentions")

# In the row under a head that numbers its columns: ``3``, ``(4)``, ``5=4/3``, ``(7)=(6)/(5)*100``.
_COLUMN_NUMBER = re.compile(r"[\d()=+*/x:-]+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. ``kind`` is the table of the fact that it is, "" for plain text; ``id`` is the fact's."""

    text: str
    kind: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page as printed."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class PageText:
    """A page: its ``number``, its lines but those of tables, and the ids of the tables that begin on it."""

    number: int
    lines: tuple[Line, ...]
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact in the text of a page: from ``start`` to ``end`` (exclusive); ``table`` is the one that it stands in."""

    start: int
    end: int
    kind: str
    id: str
    table: str | None


def marked_pages(connection: sqlite3.Connection, document: str) -> tuple[PageText, ...]:
    """The text of all pages of a document that were read."""
    pages = connection.execute("SELECT number, text FROM pages WHERE document_id = ? ORDER BY number", (document,))
    marks = _marks(connection, document)
    tables = _tables(connection, document)
    found = []
    for number, text in pages.fetchall():
        own = marks.get(number, [])
        of_page = {ident: words for ident, (first, last, words) in tables.items() if first <= number <= last}
        gone = [span for ident, words in of_page.items() for span in _span_of_table(text, ident, words, own)]
        begins = tuple(ident for ident, (first, *_) in tables.items() if first == number)
        found.append(PageText(number, tuple(_lines(text, own, gone)), begins))
    return tuple(found)


def _lines(text: str, marks: Sequence[Mark], gone: Sequence[tuple[int, int]]) -> Iterator[Line]:
    shown = _apart(marks)
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if line.strip() and not any(start <= at and end <= last for start, last in gone):
            yield Line(tuple(_runs(text, at, end, shown)))
        at = end + 1


def _runs(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Run]:
    """The runs of a line; a fact that runs over its end is marked on both lines."""
    at = start
    for mark in marks:
        first, last = max(mark.start, at), min(mark.end, end)
        if first >= last:
            continue
        if first > at:
            yield Run(text[at:first])
        yield Run(text[first:last], mark.kind, mark.id)
        at = last
    if at < end:
        yield Run(text[at:end])


def _apart(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in the order of the text; of those that overlap the first kind, then the longer one."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda each: (MARKED.index(each.kind), each.start - each.end, each.start)):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda each: each.start)


def _span_of_table(text: str, ident: str, words: str, marks: Iterable[Mark]) -> Iterator[tuple[int, int]]:
    """The lines of a page that stand in a table: around its facts, as far as its words reach.

    ``text`` is that of the page, ``ident`` the id of the table, ``words`` all that is printed in it, ``marks`` the
    facts of the page. A table without facts keeps its lines in the text: nothing says where they are.
    """
    inside = [mark for mark in marks if mark.table == ident]
    if not inside:
        return
    start = text.rfind("\n", 0, min(mark.start for mark in inside)) + 1
    end = _end_of_line(text, max(mark.end for mark in inside))
    while start > 0 and _stands_in(text[text.rfind("\n", 0, start - 1) + 1 : start], words):
        start = text.rfind("\n", 0, start - 1) + 1
    while end < len(text) and _stands_in(text[end + 1 : _end_of_line(text, end + 1)], words):
        end = _end_of_line(text, end + 1)
    yield start, end


def _end_of_line(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _stands_in(line: str, words: str) -> bool:
    """Whether all words of a line are printed in the table, which ``words`` has as one text, or number its columns."""
    own = line.split()
    return bool(own) and all(f" {word} " in words or _COLUMN_NUMBER.fullmatch(word) for word in own)


def _marks(connection: sqlite3.Connection, document: str) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    for kind in MARKED:
        column = "figures.table_row_id" if kind == "figures" else f"{kind}.table_row_id"
        # Names of a list of ours. The offsets of a fact over a page end hold for its first and last page; it is marked
        # on the first, to its end.
        rows = fetch(
            connection,
            f"SELECT {kind}.id, {kind}.page, {kind}.page_end, char_start, char_end, table_rows.table_id"
            f" FROM {kind} LEFT JOIN table_rows ON table_rows.id = {column}"
            f" WHERE {kind}.document_id = ? ORDER BY {kind}.rowid",
            (document,),
        )
        for row in rows:
            end = row["char_end"] if row["page_end"] == row["page"] else 1 << 30
            mark = Mark(row["char_start"], end, kind, row["id"], row["table_id"])
            found.setdefault(row["page"], []).append(mark)
    return found


def _tables(connection: sqlite3.Connection, document: str) -> dict[str, tuple[int, int, str]]:
    """The tables of a document: first and last page, and all their words with a blank around each."""
    rows = fetch(connection, _TABLES, (document,))
    return {
        row["id"]: (row["page"], row["page_end"], f" {' '.join(_words(row['header']) + _words(row['cells']))} ")
        for row in rows
    }


def _words(listed: str | None) -> list[str]:
    return [word for text in json.loads(listed or "[]") for word in str(text).split()]


_TABLES = """
SELECT id, page, page_end, header,
       (SELECT json_group_array(replace(text, ' | ', ' ')) FROM table_rows WHERE table_id = tables.id) AS cells
FROM tables WHERE document_id = ? ORDER BY rowid
"""
