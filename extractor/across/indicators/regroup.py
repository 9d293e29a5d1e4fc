"""The groups of labels in the database: each label that came, went or changed is put among those that it is alike."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from extractor.across.indicators.groups import ALIKE, Labelled, handles, led, likeness_of
from extractor.store.database import fetch_one
from patterns.figures.indicators import VALUE_KINDS

_LABEL = 'key, label, unit, "under", documents, of_cells'


class Moved(NamedTuple):
    """A label: the id of what stood for it (itself, where it stood alone) and of what does now, None where it was or is
    not there; and how many documents have it.
    """

    before: str | None
    now: str | None
    documents: int


def relabel(connection: sqlite3.Connection, ident: str, now: Labelled | None) -> frozenset[str]:
    """Store the label of an indicator, and find which others it is alike.

    connection: within the transaction of the pass. ident: of the indicator. now: None where it is not to be grouped.
    Returns the ids of those whose group must be settled anew.
    """
    row = connection.execute(f"SELECT {_LABEL} FROM pass_labels WHERE indicator_id = ?", (ident,)).fetchone()
    before = _labelled(row) if row else None
    if before == now:
        return frozenset()
    if before and now and before._replace(documents=now.documents) == now:
        connection.execute("UPDATE pass_labels SET documents = ? WHERE indicator_id = ?", (now.documents, ident))
        return frozenset((ident,))
    known = {ident, *_alike(connection, ident)}
    if before:
        pairs = [(one, other) for each in known for one, other in ((ident, each), (each, ident))]
        connection.executemany("DELETE FROM pass_label_pairs WHERE one_id = ? AND other_id = ?", pairs)
        connection.executemany(
            "DELETE FROM pass_label_handles WHERE handle = ? AND indicator_id = ?",
            [(handle, ident) for handle in handles(before)],
        )
    if now is None:
        # It still says what it stood under, until its group is settled.
        connection.execute("UPDATE pass_labels SET key = ? WHERE indicator_id = ?", (_GONE, ident))
        return frozenset(known)
    connection.execute(_STORE, (ident, *now))
    return frozenset(known | _find_pairs(connection, ident, now))


def settle_groups(connection: sqlite3.Connection, unsettled: Iterable[str]) -> dict[str, Moved]:
    """Settle the groups of labels, and of all that are alike by steps.

    connection: within the transaction of the pass. unsettled: the ids that ``relabel`` told. Returns what stood and
    stands for each label that was looked at.
    """
    found: dict[str, Moved] = {}
    for ident in sorted(unsettled):
        if ident not in found:
            found |= _settle(connection, ident)
    changed = {ident: each for ident, each in found.items() if each.before != each.now}
    connection.executemany(
        "UPDATE pass_labels SET leader_id = ? WHERE indicator_id = ?",
        [(each.now, ident) for ident, each in changed.items()],
    )
    connection.executemany(
        "DELETE FROM pass_labels WHERE indicator_id = ? AND key = ?",
        [(ident, _GONE) for ident, each in changed.items() if each.now is None],
    )
    for leader in sorted({leader for each in changed.values() for leader in each[:2] if leader}):
        _count_group(connection, leader)
    return found


def leader_of(connection: sqlite3.Connection, ident: str) -> str | None:
    """What stands for an indicator (its id), itself where it stands alone; None for one that is not grouped."""
    found: str | None = fetch_one(connection, "SELECT leader_id FROM pass_labels WHERE indicator_id = ?", (ident,))
    return found


def members_of(connection: sqlite3.Connection, leader: str) -> list[str]:
    """The ids of the indicators that one stands for, without its own."""
    query = "SELECT indicator_id FROM pass_labels WHERE leader_id = ? AND leader_id <> indicator_id"
    return [ident for (ident,) in connection.execute(query, (leader,))]


def parted_or_joined(moved: Mapping[str, Moved]) -> set[str]:
    """The ids of the labels of which figures can be compared with others now than before.

    ``moved`` are the labels that were looked at. Where two groups become one, or one two, those of the smaller part:
    every such comparison has one of them on one side.
    """
    parts: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    for ident, each in moved.items():
        if each.before and each.now:
            parts[each.before, each.now].append(ident)
    found: set[str] = set()
    for side in (0, 1):
        of_one: dict[str | None, list[list[str]]] = defaultdict(list)
        for part, idents in parts.items():
            of_one[part[side]].append(idents)
        for several in of_one.values():
            largest = max(several, key=lambda idents: sum(moved[ident].documents for ident in idents))
            found.update(ident for idents in several if idents is not largest for ident in idents)
    return found


def _settle(connection: sqlite3.Connection, ident: str) -> dict[str, Moved]:
    """A label with all that are alike by steps, from one to the next."""
    labels: dict[str, Labelled] = {}
    before: dict[str, str | None] = {}
    alike: dict[str, dict[str, float]] = {}
    waiting = [ident]
    while waiting:
        each = waiting.pop()
        if each in before:
            continue
        row = connection.execute(_STORED, (each,)).fetchone()
        if row is None:
            continue
        before[each] = row[-1]
        if row[0] != _GONE:
            labels[each] = _labelled(row)
            alike[each] = _alike(connection, each)
            waiting += alike[each]
    ids = {label.key: each for each, label in labels.items()}
    by_key = {
        label.key: {labels[other].key: like for other, like in alike[each].items()} for each, label in labels.items()
    }
    leaders = {ids[key]: ids[leader] for key, leader in led(labels.values(), by_key).items()}
    return {
        each: Moved(
            before=stood,
            now=leaders.get(each, each) if each in labels else None,
            documents=labels[each].documents if each in labels else 0,
        )
        for each, stood in before.items()
    }


def _find_pairs(connection: sqlite3.Connection, ident: str, label: Labelled) -> frozenset[str]:
    own = [(handle, ident) for handle in handles(label)]
    near = {
        row[0]: _labelled(row[1:])
        for handle, _ in own
        for row in connection.execute(
            f"SELECT indicator_id, {_LABEL} FROM pass_label_handles JOIN pass_labels USING (indicator_id) "
            "WHERE handle = ?",
            (handle,),
        )
    }
    pairs = [
        (*pair, likeness)
        for other, known in near.items()
        if (likeness := likeness_of(label, known)) >= ALIKE
        for pair in ((ident, other), (other, ident))
    ]
    connection.executemany("INSERT INTO pass_label_pairs (one_id, other_id, likeness) VALUES (?, ?, ?)", pairs)
    connection.executemany("INSERT INTO pass_label_handles (handle, indicator_id) VALUES (?, ?)", own)
    return frozenset(other for _, other, _ in pairs)


def _count_group(connection: sqlite3.Connection, leader: str) -> None:
    """Count the documents of a group whose members changed; documents that come and go are counted as they do."""
    members = [leader, *members_of(connection, leader)]
    count = None
    if len(members) > 1:
        marks = ", ".join("?" * len(members))
        kinds = ", ".join(f"'{kind}'" for kind in VALUE_KINDS)
        query = (
            f"SELECT count(*) FROM (SELECT document_id FROM figures WHERE indicator_id IN ({marks}) "
            f"UNION SELECT document_id FROM table_rows WHERE indicator_id IN ({marks}) AND value_kind IN ({kinds}))"
        )
        count = connection.execute(query, (*members, *members)).fetchone()[0]
    connection.execute("UPDATE pass_labels SET group_documents = ? WHERE indicator_id = ?", (count, leader))


def _alike(connection: sqlite3.Connection, ident: str) -> dict[str, float]:
    return dict(
        map(tuple, connection.execute("SELECT other_id, likeness FROM pass_label_pairs WHERE one_id = ?", (ident,)))
    )


def _labelled(row: Sequence[Any]) -> Labelled:
    return Labelled._make((*row[:5], bool(row[5])))


# Stands for the key of a label that is not grouped any more.
_GONE = ""

_STORED = f"SELECT {_LABEL}, leader_id FROM pass_labels WHERE indicator_id = ?"
_STORE = f"""
INSERT INTO pass_labels (indicator_id, {_LABEL}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
    key = excluded.key, label = excluded.label, unit = excluded.unit, "under" = excluded."under",
    documents = excluded.documents, of_cells = excluded.of_cells
"""
