"""Findings as a list with facets, a part at a time, the gravest first; and the neighbours of one of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from extractor.audit.checks import KINDS, NOTE, SEVERITIES
from extractor.query.collection import Collection, Report, collection_of
from extractor.query.facets import Counts, count_facets, fits
from extractor.query.findings import NO_VERDICT
from extractor.query.kept import kept
from extractor.store.database import fetch
from extractor.verdicts.book import Judged, Verdict, last_of, readable_history

FACETS = ("severity", "kind", "verdict", "place", "year")
"""What a list can be narrowed by, in the order in which it is shown."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings are wanted: values of each of ``FACETS``, none for any; ``document`` is an id, "" for all.

    Notes are wanted only where their severity is named.
    """

    severity: frozenset[str] = frozenset()
    kind: frozenset[str] = frozenset()
    verdict: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    year: frozenset[str] = frozenset()
    document: str = ""


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A line of the list: columns of ``checks``, the ``report`` it is of, and the last ``verdict`` on it."""

    check_id: str
    severity: str
    kind: str
    statement: str
    expected: float | None
    actual: float | None
    difference: float | None
    page: int | None
    confidence: float
    report: Report
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class FindingList:
    """A part of a list: ``counts`` has the total and the facets in the order of ``FACETS``.

    ``unread`` says why the verdicts could not be read, "" where they were.
    """

    counts: Counts
    findings: tuple[ListedFinding, ...]
    unread: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A check that does not hold, as far as lists need all of them."""

    rowid: int
    document_id: str
    values: tuple[str, ...]


def findings_like(connection: sqlite3.Connection, choice: Choice, first: int, number: int) -> FindingList:
    """The findings from the ``first`` (0) on, ``number`` of them, of those that are chosen; an error first.

    ``connection`` is one to a finished database, ``choice`` says which are wanted.
    """
    collection, (history, unread) = collection_of(connection), readable_history(connection)
    given = last_of(history)
    lines = _lines(connection, choice.document, given)
    chosen = _chosen(choice, lines)
    counts = count_facets(((line.values, 1) for line in lines), chosen)
    rowids = [line.rowid for line in _wanted(lines, chosen)[first : first + number]]
    return FindingList(counts, _listed(connection, rowids, collection, given), unread)


def neighbours(connection: sqlite3.Connection, choice: Choice, check_id: str) -> tuple[str | None, str | None, int]:
    """The ids of the findings before and behind one in a list, and its place in it (from 1, 0 where it is not in it).

    ``connection`` is one to a finished database, ``choice`` is that of the list, ``check_id`` names the finding.
    """
    row = connection.execute("SELECT rowid FROM checks WHERE id = ?", (check_id,)).fetchone()
    given = last_of(readable_history(connection)[0])
    lines = _lines(connection, choice.document, given)
    order = [line.rowid for line in _wanted(lines, _chosen(choice, lines))]
    if row is None or row[0] not in order:
        return None, None, 0
    place = order.index(row[0])
    ids = [_id_at(connection, order[at]) if 0 <= at < len(order) else None for at in (place - 1, place + 1)]
    return ids[0], ids[1], place + 1


def _id_at(connection: sqlite3.Connection, rowid: int) -> str:
    return str(connection.execute("SELECT id FROM checks WHERE rowid = ?", (rowid,)).fetchone()[0])


def _lines(connection: sqlite3.Connection, document: str, given: dict[Judged, Verdict]) -> list[_Line]:
    """The checks that do not hold, in their order, of one document or ("") of all."""
    lines = kept(connection, _read_lines)
    if document:
        lines = [line for line in lines if line.document_id == document]
    if verdicts := _by_rowid(connection, given):
        place = FACETS.index("verdict")
        lines = [
            replace(line, values=(*line.values[:place], verdicts[line.rowid], *line.values[place + 1 :]))
            if line.rowid in verdicts
            else line
            for line in lines
        ]
    return lines


def _read_lines(connection: sqlite3.Connection) -> list[_Line]:
    collection = collection_of(connection)
    newest = {report.id: place for place, report in enumerate(collection.reports)}
    gravest, known = list(SEVERITIES), set(KINDS)
    lines = []
    for rowid, severity, kind, of, page, confidence in connection.execute(_ALL):
        report = collection.by_id.get(of)
        if report is None:  # it was written since the list of documents was read
            continue
        grave = gravest.index(severity) if severity in gravest else len(gravest)
        values = (severity, kind, NO_VERDICT, report.place or "", report.year)
        order = (grave, kind not in known, -confidence, newest[of], page or 0, rowid)
        lines.append((order, _Line(rowid, of, values)))
    return [line for _, line in sorted(lines, key=lambda one: one[0])]


def _by_rowid(connection: sqlite3.Connection, given: dict[Judged, Verdict]) -> dict[int, str]:
    """The verdicts by the rowids of the checks that they are on."""
    return {
        rowid: verdict.verdict
        for judged, verdict in given.items()
        for (rowid,) in connection.execute(_OF_JUDGED, judged)
    }


def _chosen(choice: Choice, lines: Iterable[_Line]) -> tuple[frozenset[Hashable], ...]:
    severities = choice.severity or frozenset(line.values[0] for line in lines) - {NOTE}
    # An empty choice means any; where there are notes alone, none is wanted.
    return (severities or frozenset({""}), choice.kind, choice.verdict, choice.place, choice.year)


def _wanted(lines: Iterable[_Line], chosen: Sequence[frozenset[Hashable]]) -> list[_Line]:
    return [line for line in lines if fits(line.values, chosen)]


def _listed(
    connection: sqlite3.Connection, rowids: Sequence[int], collection: Collection, given: dict[Judged, Verdict]
) -> tuple[ListedFinding, ...]:
    rows = {row["rowid"]: row for row in fetch(connection, _SHOWN, (json.dumps(rowids),))}
    found = []
    for rowid in rowids:
        row = rows.get(rowid, {})
        report = collection.by_id.get(row.pop("document_id", ""))
        if report is None:  # it was deleted since the list was read
            continue
        del row["rowid"]
        judged = Judged(report.id, row["kind"], row["statement"])
        found.append(ListedFinding(**row, report=report, verdict=given.get(judged)))
    return tuple(found)


# ``holds = 0`` and not ``NOT holds``: only so SQLite answers from the index alone.
_ALL = """
SELECT rowid, severity, kind, document_id, page, confidence FROM checks
WHERE holds = 0
"""

_OF_JUDGED = "SELECT rowid FROM checks WHERE document_id = ? AND kind = ? AND statement = ? AND NOT holds"

_SHOWN = """
SELECT rowid, id AS check_id, severity, kind, statement, expected, actual, difference, page, confidence, document_id
FROM checks WHERE rowid IN (SELECT value FROM json_each(?))
"""
