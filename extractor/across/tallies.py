"""Additive counts over documents: what each adds is added when it comes, and taken back just so when it goes."""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

Tally = tuple[str, str, str]
"""Whose count it is (a key), what is counted, and the value that is counted."""

# For memory: counts that wait to be written at once. Those of a thousand reports are fewer.
_MOST_WAITING = 200_000
# For speed: values of this many owners are kept between two looks; those of the laws are asked again and again.
_MOST_KEPT = 1 << 15


class Count(NamedTuple):
    """How many times a value is counted, and in how many documents."""

    times: int
    documents: int


class Values(Protocol):
    """The values that are counted for an owner, in their order: all that the thinking must know of the corpus."""

    def __call__(self, owner: str, what: str) -> Collection[str]: ...


class Tallies:
    """The table ``pass_tallies``, within the transaction of the pass; what is added is read only after ``flush``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._times: dict[Tally, int] = {}
        self._documents: Counter[Tally] = Counter()

    def replace(self, old: Mapping[Tally, int], new: Mapping[Tally, int]) -> None:
        """Take back what one document has added before, and add what it adds now: how often each is said."""
        if old:
            self._replace(old, new)
        else:
            # most documents are new: this way costs a third of looking each up
            known = self._times
            for tally, times in new.items():
                known[tally] = known.get(tally, 0) + times
            self._documents.update(new.keys())
        if len(self._times) > _MOST_WAITING:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        # in their order: the table is stored by it
        waiting = [(*tally, times, self._documents[tally]) for tally, times in sorted(self._times.items())]
        self._connection.executemany(_ADD, waiting)
        self._connection.executemany(_FORGET, (each[:3] for each in waiting if each[4] < 0))
        self._times.clear()
        self._documents.clear()

    def values(self) -> Values:
        """What is counted now, kept for those who ask again; to be asked for anew after ``flush``."""

        @lru_cache(maxsize=_MOST_KEPT)
        def values(owner: str, what: str) -> tuple[str, ...]:
            return tuple(value for (value,) in self._connection.execute(_VALUES, (owner, what)))

        return values

    def counts(self, owner: str, kinds: Sequence[str]) -> dict[str, dict[str, Count]]:
        """The counts of an owner, of each of some kinds by value."""
        found: dict[str, dict[str, Count]] = {kind: {} for kind in kinds}
        query = f"{_COUNTS} ({', '.join('?' * len(kinds))})"
        for kind, value, times, documents in self._connection.execute(query, (owner, *kinds)):
            found[kind][value] = Count(times, documents)
        return found

    def beginning(self, owner: str, what: str, start: str, limit: int = -1) -> dict[str, Count]:
        """The counts of the values that begin so, in their order.

        owner: whose. what: is counted. start: of the values. limit: how many at most, all where it is below zero.
        """
        # behind all that begin so: no text has the last sign of Unicode
        bounds = (owner, what, start, f"{start}{chr(sys.maxunicode)}", limit)
        return {value: Count(*count) for value, *count in self._connection.execute(_BEGINNING, bounds)}

    def documents_before(self, owner: str, what: str, value: str) -> int:
        """In how many documents smaller values are counted, where each document has one of them.

        owner: whose. what: is counted. value: the first that is not asked for.
        """
        [documents] = self._connection.execute(_BEFORE, (owner, what, value)).fetchone()
        return int(documents)

    def most(self, owner: str, what: str, limit: int) -> dict[str, Count]:
        """The values that most documents have, of equals the first in the alphabet.

        owner: whose. what: is counted. limit: how many values at most.
        """
        return {value: Count(*count) for value, *count in self._connection.execute(_MOST, (owner, what, limit))}

    def _replace(self, old: Mapping[Tally, int], new: Mapping[Tally, int]) -> None:
        for tally, times in new.items():
            before = old.get(tally, 0)
            if times != before:
                self._add(tally, times - before, 0 if before else 1)
        for tally, times in old.items():
            if tally not in new:
                self._add(tally, -times, -1)

    def _add(self, tally: Tally, times: int, documents: int) -> None:
        self._times[tally] = self._times.get(tally, 0) + times
        self._documents[tally] += documents


_ADD = """
INSERT INTO pass_tallies (owner, what, value, times, documents) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET times = times + excluded.times, documents = documents + excluded.documents
"""
_FORGET = "DELETE FROM pass_tallies WHERE owner = ? AND what = ? AND value = ? AND documents = 0"
_VALUES = "SELECT value FROM pass_tallies WHERE owner = ? AND what = ? ORDER BY value"
_COUNTS = "SELECT what, value, times, documents FROM pass_tallies WHERE owner = ? AND what IN"
_BEGINNING = """
SELECT value, times, documents FROM pass_tallies WHERE owner = ? AND what = ? AND value >= ? AND value < ?
ORDER BY value LIMIT ?
"""
_BEFORE = "SELECT coalesce(sum(documents), 0) FROM pass_tallies WHERE owner = ? AND what = ? AND value < ?"
_MOST = """
SELECT value, times, documents FROM pass_tallies WHERE owner = ? AND what = ?
ORDER BY documents DESC, value LIMIT ?
"""
