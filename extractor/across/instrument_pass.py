"""Instruments and organs after documents came, changed or went: what these touch is made anew, and nothing else.

First what the documents print of keys is counted; then each says which instruments it cites, and so do those whose
open keys what has come may close; then the instruments, organs and findings whose counts have changed are made of the
counts. A pass from nothing is the same, with all documents uncounted.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from extractor.across.contributions import of_instruments, of_organs, of_printed_keys
from extractor.across.counted import CALLED, DATED, KEY, NUMBERED, OPEN, STATED, STATES
from extractor.across.document_checks import replace_checks
from extractor.across.evidence import identities, may_stand_for
from extractor.across.facts import Facts, as_entry, of_entry
from extractor.across.findings import OF_INSTRUMENTS
from extractor.across.instrument_rows import InstrumentRows
from extractor.across.ledger import INSTRUMENTS, enter, entry
from extractor.across.look_ups import LookUps
from extractor.across.one_instrument import OneInstrument, Profile, depends_on_others, is_full, number_of
from extractor.across.organs.rows import replace_organisations
from extractor.across.stored_facts import Stored, stored_facts, write_links
from extractor.across.tallies import Tallies

# For speed: documents that are held from one step to the next. What comes in a day is read once, an archive is not.
_MOST_HELD = 64
# For memory: keys of touched instruments that are held before they are noted.
_MOST_TOUCHED = 10_000


class _Read(NamedTuple):
    """A document as the last pass has counted it, and as it is stored now; None where it was or is not there."""

    counted: Facts | None
    stored: Stored | None


def settle_instruments(connection: sqlite3.Connection, uncounted: Iterable[str]) -> None:
    """Bring instruments, organs, their findings and all links to them up to date, within the transaction of the pass.

    ``uncounted`` are the SHA-256 of the documents that came, changed or went.
    """
    settling = _Settling(connection)
    settling.begin(uncounted)
    settling.count_printed_keys()
    settling.find_affected()
    settling.settle_documents()
    settling.make_rows()


class _Settling:
    """One pass; what is still to be done stands in tables that only this connection sees, however much it is."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tallies = Tallies(connection)
        self._one = OneInstrument(self._tallies.values())
        self._is_all = False
        self._touched: set[str] = set()
        self._organs: set[str] = set()
        self.read = lru_cache(maxsize=_MOST_HELD)(self._read)

    def begin(self, uncounted: Iterable[str]) -> None:
        """Note what is to be counted; where that is all, what was counted is forgotten."""
        for statement in _TABLES:
            self._connection.execute(statement)
        self._connection.executemany("INSERT INTO temp.affected VALUES (?)", ((sha256,) for sha256 in uncounted))
        [counted] = self._connection.execute(_IS_SOME_COUNTED).fetchone()
        self._is_all = not counted
        if self._is_all:
            for statement in _FORGET_ALL:
                self._connection.execute(statement)

    def count_printed_keys(self) -> None:
        """Count the printed keys anew; what others must know of those is kept as it was before."""
        if not self._is_all:
            for sha256 in self._affected():
                self._keep_profiles(self.read(sha256))
                # All of them before the first comes: the id of one that is gone may be that of another now.
                self._forget_printed(self.read(sha256))
        for sha256 in self._affected():
            read = self.read(sha256)
            self._tallies.replace(
                of_printed_keys(read.counted) if read.counted else {},
                of_printed_keys(read.stored.facts) if read.stored else {},
            )
            self._note_printed(read)
        self._tallies.flush()
        self._one = OneInstrument(self._tallies.values())

    def find_affected(self) -> None:
        """Add the documents whose citations may be of other instruments now that other keys are printed."""
        for key, before in self._connection.execute("SELECT key, profile FROM temp.before ORDER BY key").fetchall():
            own, *known = json.loads(before)
            for printed in self._to_ask_again(key, Profile(own, *map(tuple, known)), self._one.profile(key)):
                self._connection.execute(_ADD_PRINTING, (printed,))

    def settle_documents(self) -> None:
        """Have each document say which instruments it cites, link its rows to these, and count what it prints."""
        for sha256 in self._affected():
            counted, stored = self.read(sha256)
            facts = self._settle(stored) if stored else None
            self._touch(counted, facts)
            for count in (of_instruments, of_organs):
                self._tallies.replace(count(counted) if counted else {}, count(facts) if facts else {})
            enter(self._connection, INSTRUMENTS, [(sha256, as_entry(facts) if facts else None)])
        self._note_touched()
        self._tallies.flush()

    def make_rows(self) -> None:
        """Make the instruments, organs and findings that are touched."""
        look_ups = LookUps(self._connection, self._tallies, self._one)
        rows = InstrumentRows(self._connection, look_ups, self._one, anew=self._is_all)
        for (key,) in self._connection.execute("SELECT key FROM temp.touched ORDER BY key").fetchall():
            self._organs |= rows.replace(key)
        self._note_touched()
        rows.finish()
        replace_organisations(self._connection, self._tallies)
        replace_checks(self._connection, look_ups)

    def _read(self, sha256: str) -> _Read:
        counted = None if self._is_all else entry(self._connection, INSTRUMENTS, sha256)
        return _Read(of_entry(counted) if counted is not None else None, stored_facts(self._connection, sha256))

    def _affected(self) -> Iterator[str]:
        # the order of their ids and rows; a list, as a statement that is open would see what is written meanwhile
        return iter(
            [sha256 for (sha256,) in self._connection.execute("SELECT sha256 FROM temp.affected ORDER BY sha256")]
        )

    def _keep_profiles(self, read: _Read) -> None:
        keys: set[str] = set()
        for facts in (read.counted, read.stored and read.stored.facts):
            for owner, what, value in of_printed_keys(facts) if facts else ():
                keys.add(value if what in (KEY, OPEN, NUMBERED) else owner)
                if what in (CALLED, STATED, STATES, DATED):
                    keys.add(value)
        tied = sorted(set().union(*(self._one.tied(key) for key in keys)))
        profiles = ((key, json.dumps(self._one.profile(key))) for key in tied)
        self._connection.executemany("INSERT OR IGNORE INTO temp.before VALUES (?, ?)", profiles)
        self._connection.executemany("INSERT OR IGNORE INTO temp.touched VALUES (?)", ((key,) for key in tied))

    def _forget_printed(self, read: _Read) -> None:
        if read.counted:
            gone = [(key, read.counted.document.id) for key in _asking(read.counted)]
            self._connection.executemany("DELETE FROM pass_printed WHERE key = ? AND document_id = ?", gone)

    def _note_printed(self, read: _Read) -> None:
        """Keep which documents print keys of which the corpus says what they name."""
        if read.stored:
            facts = read.stored.facts
            come = [(key, facts.document.id) for key in _asking(facts)]
            self._connection.executemany("INSERT OR IGNORE INTO pass_printed (key, document_id) VALUES (?, ?)", come)

    def _to_ask_again(self, key: str, before: Profile, now: Profile) -> Iterator[str]:
        """The printed keys that a key, of which this was known before and is known now, lets name something else."""
        if before.own != now.own:
            yield key
        if is_full(key) and _closing(before) != _closing(now):
            values = self._tallies.values()
            yield from (each for each in values(number_of(key), OPEN) if may_stand_for(each, key))
        # A law that nobody prints is none of the corpus, but one of those that its title may mean all the same.
        if (bool(before.printed_as), before.days) != (bool(now.printed_as), now.days):
            yield from (titled for titled in self._tallies.values()(key, CALLED) if self._one.several(titled))

    def _settle(self, stored: Stored) -> Facts:
        found = identities(stored.facts, self._one)
        own = stored.facts.document.instrument_key
        facts = replace(stored.facts, keys=found.keys, own=own and self._one.of(own))
        write_links(self._connection, stored, facts, found)
        return facts

    def _touch(self, counted: Facts | None, facts: Facts | None) -> None:
        keys = frozenset[str]().union(*(each.instruments for each in (counted, facts) if each))
        self._touched.update(keys)
        self._organs.update(*(each.organs for each in (counted, facts) if each))
        if len(self._touched) > _MOST_TOUCHED:
            self._note_touched()
        if facts and not self._is_all:
            pairs = ((facts.document.id, key) for key in sorted(keys))
            self._connection.executemany("INSERT OR IGNORE INTO temp.told VALUES (?, ?)", pairs)

    def _note_touched(self) -> None:
        for table, keys in (("touched", self._touched), ("organs", self._organs)):
            rows = ((key,) for key in sorted(keys))
            self._connection.executemany(f"INSERT OR IGNORE INTO temp.{table} VALUES (?)", rows)
            keys.clear()


def _asking(facts: Facts) -> Sequence[str]:
    return sorted(filter(depends_on_others, facts.printed_keys))


def _closing(profile: Profile) -> tuple[object, ...]:
    """What lets a full key close an open one."""
    return bool(profile.printed_as), min(profile.days, default=""), profile.files, profile.urls


_TABLES = (
    *(f"DROP TABLE IF EXISTS temp.{name}" for name in ("affected", "before", "touched", "organs", "told", "moved")),
    "CREATE TEMP TABLE affected (sha256 TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE before (key TEXT PRIMARY KEY, profile TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TEMP TABLE touched (key TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE organs (key TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE told (document_id TEXT, key TEXT, PRIMARY KEY (document_id, key)) WITHOUT ROWID",
    "CREATE TEMP TABLE moved (key TEXT PRIMARY KEY) WITHOUT ROWID",
)
_IS_SOME_COUNTED = "SELECT EXISTS (SELECT 1 FROM documents WHERE sha256 NOT IN (SELECT sha256 FROM temp.affected))"
_FORGET_ALL = (
    "DELETE FROM pass_tallies",
    "DELETE FROM pass_printed",
    "DELETE FROM pass_told",
    "DELETE FROM pass_links",
    f"DELETE FROM pass_ledger WHERE part = '{INSTRUMENTS}'",
    f"DELETE FROM checks WHERE {OF_INSTRUMENTS}",
    "INSERT INTO temp.touched SELECT key FROM instruments",
    "INSERT INTO temp.organs SELECT key FROM organisations",
)
_ADD_PRINTING = """
INSERT OR IGNORE INTO temp.affected
SELECT sha256 FROM pass_printed JOIN documents ON documents.id = document_id WHERE key = ?
"""
