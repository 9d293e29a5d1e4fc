"""What all documents print of indicators, counted in the database: what each adds is added, and taken back just so."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from extractor.across.indicators.document_rows import Assigned
from extractor.across.indicators.gather import Contribution
from extractor.across.indicators.indicator_rows import Known, Seen
from extractor.store.keys import indicator_id
from patterns.figures.indicators import indicators

# For memory: changes of counts that wait to be written at once, and labels whose number is known. The labels of ten
# thousand reports are fewer.
_MOST_WAITING = _MOST_KEPT = 1 << 16

_NONE = ""
"""Stands for the parent of what has none; for a report of no family."""

_FAMILY, _PARENT = "family", "parent"


class PrintEntry(NamedTuple):
    """A label as a document has it: its number, and how often it is met, with a value, and in cells.

    ``is_first`` of the labels of its indicator; ``in_document`` says that the document has a value of that.
    """

    number: int
    met: int
    times: int
    cells: int
    is_first: int
    in_document: int


class Entry(NamedTuple):
    """What the ledger keeps of a document. ``parents`` has the numbers of a label and of one of the row above, and how
    often; ``texts`` are labels and units of running text that count where a second document prints them.
    """

    family: str | None
    prints: tuple[PrintEntry, ...]
    parents: tuple[tuple[int, int, int], ...]
    texts: tuple[tuple[str, str], ...]


def entry_of(stored: Any) -> Entry | None:
    """What ``ledger.entry`` returns, as it was entered."""
    if stored is None:
        return None
    family, prints, parents, texts = stored
    return Entry(family, tuple(PrintEntry(*each) for each in prints), _tuples(parents), _tuples(texts))


class Counts:
    """The counts, within the transaction of the pass; what is added is read only after ``finish``.

    ``touched`` are the ids of the indicators whose counts changed.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.touched: set[str] = set()
        self._numbers: dict[Assigned, int] = {}
        self._ids: dict[int, str] = {}
        query = "SELECT indicator_id, leader_id FROM pass_labels WHERE leader_id <> indicator_id"
        self._leaders: dict[str, str] = dict(map(tuple, connection.execute(query)))
        self._leading = frozenset(self._leaders.values())
        self._begin()

    def entered(self, added: Contribution, family: str | None) -> Entry:
        """What a document of a ``family`` adds, as the ledger keeps it."""
        prints: list[PrintEntry] = []
        first: dict[str, int] = {}
        numbered = {self._number(printed): printed for printed in added.prints}
        for number, printed in sorted(numbered.items()):
            each = added.prints[printed]
            is_first = printed.key not in first
            first.setdefault(printed.key, number)
            in_document = is_first and printed.key in added.documents
            prints.append(PrintEntry(number, each.met, each.times, each.cells, int(is_first), int(in_document)))
        parents = sorted(
            (first[key], 0 if above is None else first[above], times) for (key, above), times in added.parents.items()
        )
        return Entry(family, tuple(prints), tuple(parents), tuple(sorted(added.texts)))

    def replace(self, before: Entry | None, now: Entry | None) -> None:
        """Take back what a document has added before, and add what it adds now."""
        if before == now:
            return
        grouped: Counter[str] = Counter()
        for sign, entry in ((-1, before), (1, now)):
            if entry is not None:
                self._add(sign, entry)
                # A document counts once for a group, whichever of its labels it prints.
                for leader in self._groups(entry):
                    grouped[leader] += sign
        for leader, change in grouped.items():
            self._grouped[leader] += change
        if len(self._prints) + len(self._values) > _MOST_WAITING:
            self._flush()

    def finish(self) -> None:
        """Write what waits, and forget labels that nobody prints any more."""
        self._flush()
        gone = [(ident,) for ident in self.touched]
        self._connection.executemany("DELETE FROM pass_prints WHERE indicator_id = ? AND met = 0", gone)
        self._connection.executemany("DELETE FROM pass_indicator_values WHERE indicator_id = ? AND times = 0", gone)
        self._connection.executemany(
            "DELETE FROM pass_indicators WHERE id = ?1 "
            "AND NOT EXISTS (SELECT 1 FROM pass_prints WHERE indicator_id = ?1)",
            gone,
        )

    def _begin(self) -> None:
        self._prints: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        self._indicators: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._values: Counter[tuple[str, str, str]] = Counter()
        self._grouped: Counter[str] = Counter()

    def _add(self, sign: int, entry: Entry) -> None:
        for each in entry.prints:
            ident = self._id(each.number)
            counted = self._prints[each.number]
            for place, change in enumerate((each.met, each.times, int(each.times > 0), each.cells)):
                counted[place] += sign * change
            known = self._indicators[ident]
            known[0] += sign * each.times
            known[1] += sign * each.in_document
            if each.is_first:
                self._values[ident, _FAMILY, _NONE if entry.family is None else entry.family] += sign
        for number, above, times in entry.parents:
            self._values[self._id(number), _PARENT, self._id(above) if above else _NONE] += sign * times

    def _groups(self, entry: Entry) -> set[str]:
        """The leaders of the groups of several that a document has values of, as they were before this pass."""
        idents = (self._id(each.number) for each in entry.prints if each.in_document)
        return {self._leaders.get(ident, ident) for ident in idents} & self._leading

    def _number(self, printed: Assigned) -> int:
        number = self._numbers.get(printed)
        if number is None:
            if len(self._numbers) > _MOST_KEPT:
                self._numbers.clear()
            number = self._numbers[printed] = self._stored_number(printed)
        return number

    def _stored_number(self, printed: Assigned) -> int:
        ident = indicator_id(printed.key)
        values = (ident, printed.label, printed.unit, printed.under, printed.score)
        found = self._connection.execute(
            'SELECT number FROM pass_prints WHERE indicator_id = ? AND label = ? AND unit IS ? AND "under" IS ? '
            "AND score = ?",
            values,
        ).fetchone()
        if found:
            return int(found[0])
        self._connection.execute("INSERT OR IGNORE INTO pass_indicators (id, key) VALUES (?, ?)", (ident, printed.key))
        cursor = self._connection.execute(
            'INSERT INTO pass_prints (indicator_id, label, unit, "under", score) VALUES (?, ?, ?, ?, ?)', values
        )
        return int(cursor.lastrowid or 0)

    def _id(self, number: int) -> str:
        ident = self._ids.get(number)
        if ident is None:
            if len(self._ids) > _MOST_KEPT:
                self._ids.clear()
            query = "SELECT indicator_id FROM pass_prints WHERE number = ?"
            ident = self._ids[number] = self._connection.execute(query, (number,)).fetchone()[0]
        return ident

    def _flush(self) -> None:
        prints = [(*counted, number) for number, counted in self._prints.items() if any(counted)]
        self._connection.executemany(
            "UPDATE pass_prints SET met = met + ?, times = times + ?, documents = documents + ?, cells = cells + ? "
            "WHERE number = ?",
            prints,
        )
        known = {ident: counted for ident, counted in self._indicators.items() if any(counted)}
        self._connection.executemany(
            "UPDATE pass_indicators SET times = times + ?, documents = documents + ? WHERE id = ?",
            [(*counted, ident) for ident, counted in known.items()],
        )
        values = [(*value, times) for value, times in self._values.items() if times]
        self._connection.executemany(
            "INSERT INTO pass_indicator_values (indicator_id, what, value, times) VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET times = times + excluded.times",
            values,
        )
        self._connection.executemany(
            "UPDATE pass_labels SET group_documents = group_documents + ? WHERE indicator_id = ?",
            [(change, leader) for leader, change in self._grouped.items() if change],
        )
        self.touched.update(self._id(each[-1]) for each in prints)
        self.touched.update(known)
        self.touched.update(each[0] for each in values)
        self._begin()


def seen_of(connection: sqlite3.Connection, ident: str) -> list[Seen]:
    """The labels of an indicator: connection: that of the database. ident: its id."""
    key = key_of(connection, ident)
    query = (
        'SELECT score, label, unit, "under", met, times, documents, cells FROM pass_prints WHERE indicator_id = ? '
        "AND met > 0"
    )
    return [
        Seen(Assigned(key or "", score, label, unit, under), *counts)
        for score, label, unit, under, *counts in connection.execute(query, (ident,))
    ]


def key_of(connection: sqlite3.Connection, ident: str) -> str | None:
    """The key of an indicator, None where no document has it."""
    row = connection.execute("SELECT key FROM pass_indicators WHERE id = ?", (ident,)).fetchone()
    return None if row is None else str(row[0])


def documents_of(connection: sqlite3.Connection, ident: str) -> int:
    """How many documents have a value of an indicator."""
    row = connection.execute("SELECT documents FROM pass_indicators WHERE id = ?", (ident,)).fetchone()
    return 0 if row is None else int(row[0])


def known_of(connection: sqlite3.Connection, ident: str) -> Known | None:
    """All that is known of an indicator, None where no document has it; its group must be settled before."""
    row = connection.execute(_KNOWN, (ident,)).fetchone()
    if row is None:
        return None
    key, times, documents, leader, of_group, of_members = row
    values: Mapping[str, list[str | None]] = {_FAMILY: [], _PARENT: []}
    for what, value in connection.execute(_VALUES, (ident,)):
        values[what].append(value or None)
    given = indicators().get(key)
    return Known(
        key=key,
        seen=seen_of(connection, ident),
        families=values[_FAMILY],
        parents=_parent_of_registry(connection, given.parent) if given else values[_PARENT],
        times=times + of_members,
        documents=documents if of_group is None else of_group,
        leader=leader,
    )


def _parent_of_registry(connection: sqlite3.Connection, parent: str | None) -> tuple[str, ...]:
    ident = indicator_id(parent) if parent else None
    return (ident,) if ident and key_of(connection, ident) is not None else ()


def _tuples(lists: Iterable[Iterable[Any]]) -> tuple[Any, ...]:
    return tuple(map(tuple, lists))


_KNOWN = """
SELECT pass_indicators.key, times, pass_indicators.documents, nullif(leader_id, id), group_documents,
       (SELECT coalesce(sum(members.times), 0) FROM pass_labels AS led JOIN pass_indicators AS members
        ON members.id = led.indicator_id
        WHERE led.leader_id = pass_indicators.id AND led.leader_id <> led.indicator_id)
FROM pass_indicators LEFT JOIN pass_labels ON indicator_id = id WHERE id = ?
"""
_VALUES = "SELECT what, value FROM pass_indicator_values WHERE indicator_id = ? AND times > 0"
