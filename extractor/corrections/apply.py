"""Applies a file of corrections to a database: what an earlier one changed is put back first, so the file alone counts.

The row of a fact holds the corrected value, ``corrections`` what was read. What follows from a correction (the key of
a citation, the row of a figure) is a row of ``corrections`` too, so all can be put back.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractor.across.corpus_pass import run_corpus_pass
from extractor.corrections.fields import refusal
from extractor.corrections.file import Correction
from extractor.corrections.following import Change, as_text, following
from extractor.corrections.target import Prints, RefusedError, Target, WaitingError, find_target
from extractor.store.database import fetch, fetch_one, insert, transaction
from extractor.store.full_text import folded_words

APPLIED, WAITING, REFUSED = "applied", "waiting", "refused"
WITHDRAWN = "withdrawn"
FOLLOWS = "follows from "
"""Begins the remark of a change that follows from a correction of another field."""

# 52 bits, as all ids that are made from a text.
_ID_DIGITS = 13
# The first letter of the ids of those that are applied to a fact, and of those of which only the line is known.
_OF_FACT, _OF_LINE = "k", "w"


@dataclass(slots=True)
class _Group:
    """The corrections of one row."""

    target: Target
    corrections: list[Correction] = field(default_factory=list)


def apply_corrections(connection: sqlite3.Connection, corrections: Iterable[Correction]) -> Counter[str]:
    """Makes these the corrections of a database, in one transaction.

    Returns how many are applied, waiting, refused, and how many of those before were withdrawn. What depends on the
    whole corpus is made anew by ``run_corpus_pass`` afterwards.
    """
    with transaction(connection):
        before = fetch(connection, "SELECT * FROM corrections")
        put_back(connection, before)
        connection.execute("DELETE FROM corrections")
        # Of two for one fact the one that waits: it has no print, and goes by this id alone.
        of_facts = [row for row in before if row["id"].startswith(_OF_FACT)]
        of_facts.sort(key=lambda row: bool(row["state"] == WAITING))
        known = {(row["fact"], row["field"]): row["id"] for row in of_facts}
        rows = _Applied(connection, known).rows(corrections)
        insert(connection, "corrections", rows)
        _have_counted_anew(connection, (*before, *rows))
        _fold_notes(connection, rows)
    counts = Counter(row["state"] for row in rows if not _is_following(row))
    counts[WITHDRAWN] = _withdrawn(before, rows)
    return counts


def _have_counted_anew(connection: sqlite3.Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """The next pass counts the documents anew of which facts are put back or corrected."""
    query = "INSERT OR IGNORE INTO pass_uncounted SELECT sha256 FROM documents WHERE id = ?"
    changed = {row["document_id"] for row in rows if row["state"] == APPLIED and row["document_id"]}
    connection.executemany(query, ((ident,) for ident in sorted(changed)))


def correct_corpus(connection: sqlite3.Connection, corrections: Iterable[Correction]) -> Counter[str]:
    """Makes these the corrections of a database, then what depends on all documents; returns what
    ``apply_corrections`` does.

    In this order: a corrected document is counted by the pass that follows.
    """
    counts = apply_corrections(connection, corrections)
    run_corpus_pass(connection)
    return counts


def _withdrawn(before: list[dict[str, Any]], rows: list[dict[str, Any]]) -> int:
    """How many corrections that were applied are not among those of now.

    The same fact and field is the same correction, whatever it says now; and so is one that says the same, as a new
    version may number facts anew.
    """
    places = {(row["fact"], row["field"]) for row in rows}
    known = {(row["fact"], row["field"]) for row in before}
    applied = [row for row in before if row["state"] == APPLIED and not _is_following(row)]
    gone = Counter(_said(row) for row in applied if (row["fact"], row["field"]) not in places)
    new = Counter(_said(row) for row in rows if not _is_following(row) and (row["fact"], row["field"]) not in known)
    return (gone - new).total()


def _said(row: dict[str, Any]) -> tuple[str | None, ...]:
    return tuple(row[name] for name in ("field", "value", "reason", "made_by", "made_on"))


def _is_following(row: dict[str, Any]) -> bool:
    return (row["remark"] or "").startswith(FOLLOWS)


def put_back(connection: sqlite3.Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Gives every field that rows of ``corrections`` have corrected what was read, within the transaction.

    A document that was read again has lost its link (``document_id``): its rows hold what was read already.
    """
    stored = [row for row in rows if row["state"] == APPLIED and row["document_id"]]
    for row in stored:
        _set(connection, Change(row["table_name"], row["fact"], row["field"], row["read_value"]))
    _fold_notes(connection, stored)


def _set(connection: sqlite3.Connection, change: Change) -> None:
    # Numbers come as text: SQLite makes them what their column holds.
    connection.execute(f'UPDATE "{change.table}" SET "{change.field}" = ? WHERE id = ?', (change.value, change.id))


def _fold_notes(connection: sqlite3.Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Words with đ are found as the notes read now; the text itself is in the index as soon as it changes."""
    notes = (row["fact"] for row in rows if (row["table_name"], row["field"]) == ("footnotes", "text"))
    for ident in dict.fromkeys(notes):
        text = fetch_one(connection, "SELECT text FROM footnotes WHERE id = ?", (ident,))
        if text is not None:
            connection.execute("UPDATE footnotes SET folded = ? WHERE id = ?", (folded_words(text), ident))


class _Applied:
    """The rows of ``corrections`` in the making; ``known`` are the ids of those before, by fact and field."""

    def __init__(self, connection: sqlite3.Connection, known: Mapping[tuple[str | None, str], str]) -> None:
        self._connection = connection
        self._prints = Prints(connection)
        self._known = known
        self._rows: list[dict[str, Any]] = []
        self._groups: dict[tuple[str, str], _Group] = {}

    def rows(self, corrections: Iterable[Correction]) -> list[dict[str, Any]]:
        """Applies the corrections and returns a row for each, and for what follows from them."""
        for each in corrections:
            self._take(each)
        for group in self._groups.values():
            self._apply(group)
        return sorted(self._rows, key=lambda row: (row["line"], row["remark"] or "", row["field"]))

    def _take(self, correction: Correction) -> None:
        """Finds the row that a correction means, or says why there is none."""
        try:
            target = find_target(self._prints, correction)
            self._refuse(correction, target)
        except WaitingError as error:
            self._note(correction, None, WAITING, str(error))
        except RefusedError as error:
            self._note(correction, None, REFUSED, str(error))
        else:
            group = self._groups.setdefault((target.table, target.id), _Group(target))
            group.corrections.append(correction)

    def _refuse(self, correction: Correction, target: Target) -> None:
        if wrong := refusal(target.table, correction.field, correction.value):
            raise RefusedError(wrong)
        group = self._groups.get((target.table, target.id))
        earlier = [each for each in group.corrections if each.field == correction.field] if group else []
        if earlier:
            raise RefusedError(f"line {earlier[0].line} corrects `{correction.field}` of {target.id} already")
        # Without its print an id alone may mean another fact after a new version has numbered them anew.
        known = self._known.get((target.id, correction.field))
        if correction.printed is None and target.table != "documents" and known not in (None, _id(target, correction)):
            raise WaitingError(f"{target.id} prints something else now ({target.printed}): give `print` as well")

    def _apply(self, group: _Group) -> None:
        target = group.target
        corrected = {each.field: each.value for each in group.corrections}
        try:
            further = [*following(self._connection, target, corrected)]
        except RefusedError as error:
            for each in group.corrections:
                self._note(each, target, REFUSED, str(error))
            return
        for each in group.corrections:
            self._note(each, target, APPLIED, None)
            _set(self._connection, Change(target.table, target.id, each.field, each.value))
        for change in further:
            self._follow(group.corrections[0], target, change)

    def _follow(self, correction: Correction, target: Target, change: Change) -> None:
        if (change.table, change.id) != (target.table, target.id) and (change.table, change.id) in self._groups:
            return  # the user corrects that row too
        read = fetch_one(self._connection, f'SELECT "{change.field}" FROM "{change.table}" WHERE id = ?', (change.id,))
        _set(self._connection, change)
        row = self._row(correction, APPLIED, f"{FOLLOWS}{correction.field}")
        ident = f"{_OF_FACT}{_digest(change.id, change.field, FOLLOWS)}"
        place = {"document_id": target.document_id, "table_name": change.table, "fact": change.id}
        self._rows.append(
            row | place | {"id": ident, "field": change.field, "read_value": as_text(read), "value": change.value}
        )

    def _note(self, correction: Correction, target: Target | None, state: str, remark: str | None) -> None:
        row = self._row(correction, state, remark)
        if target:
            read = as_text(target.row.get(correction.field))
            row |= {"id": _id(target, correction), "document_id": target.document_id, "read_value": read}
            row |= {"table_name": target.table, "fact": target.id}
        self._rows.append(row)

    def _row(self, correction: Correction, state: str, remark: str | None) -> dict[str, Any]:
        return {
            "id": self._kept(correction, state)
            or f"{_OF_LINE}{_digest(str(correction.line), correction.field, state)}",
            "document_id": None,
            "table_name": correction.table,
            "fact": correction.fact,
            "field": correction.field,
            "read_value": None,
            "value": correction.value,
            "reason": correction.reason,
            "made_by": correction.who,
            "made_on": correction.when,
            "line": correction.line,
            "state": state,
            "remark": remark,
        }

    def _kept(self, correction: Correction, state: str) -> str | None:
        """The id that a correction without print had: while it waits, it says which print its fact had."""
        if state != WAITING or correction.printed is not None:
            return None
        known = self._known.get((correction.fact, correction.field))
        return None if any(row["id"] == known for row in self._rows) else known


def _id(target: Target, correction: Correction) -> str:
    """The id of an applied correction: it changes with the print of its fact."""
    return f"{_OF_FACT}{_digest(target.id, correction.field, target.printed)}"


def _digest(*parts: str) -> str:
    return hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:_ID_DIGITS]
