"""Writes the rows of instruments that are made of counts: themselves, their keys, their links, what is told of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping

from extractor.across.checks import (
    EARLY,
    ENDED,
    ON_WEEKEND,
    OTHER_LAW,
    TWO_DATES,
    Subject,
    Told,
    contradictions,
    told_of,
)
from extractor.across.counted import ISSUED
from extractor.across.instrument_links import wanted_links
from extractor.across.instruments import instrument_row
from extractor.across.look_ups import LookUps
from extractor.across.one_instrument import OneInstrument
from extractor.across.organs.organisations import organ_of
from extractor.across.rows import InstrumentRow
from extractor.store.keys import instrument_id
from patterns.instruments.laws import Law


class InstrumentRows:
    """Makes instruments one by one, within the transaction of the pass.

    connection: its own. look_ups: what is printed of them. one: which keys are one. anew: nothing that follows from
    those that are stored is kept.
    """

    def __init__(self, connection: sqlite3.Connection, look_ups: LookUps, one: OneInstrument, *, anew: bool) -> None:
        self._connection = connection
        self._anew = anew
        self._look_ups = look_ups
        self._one = one

    def replace(self, key: str) -> set[str]:
        """Make an instrument anew, or delete it where nothing prints it any more; return the organs it may rename."""
        printed = self._look_ups.printed(key)
        row = self._connection.execute(_STORED, (key,)).fetchone()
        stored = InstrumentRow(*row) if row else None
        before = None if self._anew else stored
        if not printed.is_known:
            if stored is None:
                return set()
            self._replace_told(key, {})
            self._connection.execute("DELETE FROM pass_links WHERE subject = ?", (key,))
            self._connection.execute("DELETE FROM instruments WHERE key = ?", (key,))
            self._moved(key)
            return self._replace_issued(before, None)
        asked = self._look_ups.asked(key)
        told = told_of(printed, asked)
        now = instrument_row(printed, contradictions(printed, told, asked), self._one.also(key))
        if stored is None:
            self._connection.execute(_INSERT, now)
        elif now != stored:
            self._connection.execute(_UPDATE, (*now[1:], now.id))
        self._replace_keys(now, key)
        self._replace_told(key, told)
        if before is None or _acting(before) != _acting(now):
            self._replace_wanted(now, printed.law)
        if before is None:
            self._moved(key)
        return self._replace_issued(before, now)

    def finish(self) -> None:
        """Link what came or changed, once all instruments are there."""
        self._connection.execute(_UNLINK)
        self._connection.execute(_LINK)

    def _replace_keys(self, row: InstrumentRow, key: str) -> None:
        keys = {key, *(other for other in json.loads(row.also) if not self._one.is_shared(other, key))}
        known = {each for (each,) in self._connection.execute(_KEYS, (row.id,))}
        gone, come = ((each, row.id) for each in known - keys), ((each, row.id) for each in keys - known)
        self._connection.executemany("DELETE FROM instrument_keys WHERE key = ? AND instrument_id = ?", gone)
        self._connection.executemany("REPLACE INTO instrument_keys (key, instrument_id) VALUES (?, ?)", come)

    def _replace_told(self, key: str, now: Mapping[Subject, Told]) -> None:
        """Keep what is told of an instrument ``now``, and note the documents where it is told otherwise than before."""
        before = dict(told_about(self._connection, key))
        for subject in sorted({*now, *before}):
            if now.get(subject) == before.get(subject):
                continue
            for told in filter(None, (before.get(subject), now.get(subject))):
                self._note_documents(key, subject, told)
            if told_now := now.get(subject):
                values = (key, *subject, json.dumps(told_now, ensure_ascii=False))
                self._connection.execute("REPLACE INTO pass_told (key, what, value, told) VALUES (?, ?, ?, ?)", values)
            else:
                self._connection.execute(_FORGET_TOLD, (key, *subject))

    def _note_documents(self, key: str, subject: Subject, told: Told) -> None:
        ident = instrument_id(key)
        if subject.what in (TWO_DATES, ENDED):
            self._connection.execute(_DATED, {"key": key, "id": ident, "day": subject.value})
        elif subject.what == EARLY:
            self._connection.execute(_EARLIER, {"key": key, "id": ident, "day": told.day})
        elif subject.what == ON_WEEKEND:
            self._connection.execute("INSERT OR IGNORE INTO temp.told VALUES (?, ?)", (told.document_id, key))
        elif subject.what == OTHER_LAW:
            places = self._look_ups.asked(key).wrong.get(subject.value, ())
            pairs = {(place.document_id, key) for place in places}
            self._connection.executemany("INSERT OR IGNORE INTO temp.told VALUES (?, ?)", sorted(pairs))

    def _replace_wanted(self, row: InstrumentRow, law: Law | None) -> None:
        self._connection.execute("DELETE FROM pass_links WHERE subject = ?", (row.key,))
        wanted = ((row.key, *link, source) for link, source in wanted_links(row, law).items())
        query = "INSERT INTO pass_links (subject, relation, object, source) VALUES (?, ?, ?, ?)"
        self._connection.executemany(query, wanted)
        self._moved(row.key)

    def _moved(self, key: str) -> None:
        self._connection.execute("INSERT OR IGNORE INTO temp.moved VALUES (?)", (key,))

    def _replace_issued(self, before: InstrumentRow | None, now: InstrumentRow | None) -> set[str]:
        """Take back the name that an instrument gave its organ, and add that which it gives it now."""
        then, told = (organ_of(row) if row else None for row in (before, now))
        for organ, change in ((then, -1), (told, 1)):
            if organ and then != told:
                key, name = organ
                self._connection.execute(_COUNT_ISSUED, (key, ISSUED, name, change, change))
                self._connection.execute(_FORGET_ISSUED, (key, ISSUED, name))
        return {organ[0] for organ in (then, told) if organ and then != told}


def told_about(connection: sqlite3.Connection, key: str) -> Iterator[tuple[Subject, Told]]:
    """What is told of an instrument, as it is kept."""
    for what, value, kept in connection.execute(_TOLD, (key,)).fetchall():
        statement, explanation, ids, *rest = json.loads(kept)
        yield Subject(what, value), Told(statement, explanation, tuple(ids), *rest)


def _acting(row: InstrumentRow) -> tuple[str | None, ...]:
    """What its links follow from."""
    return row.title, row.title_from, row.issued_on, row.identifier


_COLUMNS = ", ".join(InstrumentRow._fields)
_STORED = f"SELECT {_COLUMNS} FROM instruments WHERE key = ?"
_INSERT = f"INSERT INTO instruments ({_COLUMNS}) VALUES ({', '.join('?' * len(InstrumentRow._fields))})"
_UPDATE = f"UPDATE instruments SET {', '.join(f'{name} = ?' for name in InstrumentRow._fields[1:])} WHERE id = ?"
_KEYS = "SELECT key FROM instrument_keys WHERE instrument_id = ?"
_TOLD = "SELECT what, value, told FROM pass_told WHERE key = ? ORDER BY what, value"
_FORGET_TOLD = "DELETE FROM pass_told WHERE key = ? AND what = ? AND value = ?"
_DATED = """
INSERT OR IGNORE INTO temp.told
SELECT document_id, :key FROM citations WHERE instrument_id = :id AND issued_on = :day AND location <> 'header'
UNION ALL SELECT id, :key FROM documents WHERE instrument_id = :id AND issued_on = :day
"""
_EARLIER = """
INSERT OR IGNORE INTO temp.told
SELECT document_id, :key FROM citations JOIN documents ON documents.id = document_id
WHERE citations.instrument_id = :id AND location <> 'header' AND citations.issued_on IS NULL
AND citations.identifier IS NOT NULL AND documents.issued_on < :day
"""
# Of what came or changed, and of what acts on such.
_LINKED = """
SELECT key FROM temp.moved UNION SELECT subject FROM pass_links WHERE object IN (SELECT key FROM temp.moved)
"""
_UNLINK = f"""
DELETE FROM instrument_links
WHERE subject_id IN (SELECT id FROM instruments WHERE key IN ({_LINKED}))
"""
_LINK = f"""
INSERT INTO instrument_links (subject_id, relation, object_id, source)
SELECT acting.id, relation, acted.id, source FROM pass_links
JOIN instruments AS acting ON acting.key = subject JOIN instruments AS acted ON acted.key = object
WHERE subject IN ({_LINKED})
"""
_COUNT_ISSUED = """
INSERT INTO pass_tallies (owner, what, value, times, documents) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET times = times + excluded.times, documents = documents + excluded.documents
"""
_FORGET_ISSUED = "DELETE FROM pass_tallies WHERE owner = ? AND what = ? AND value = ? AND times = 0"
