"""Indicators (chỉ tiêu) of all forms, tables and texts: those of the registry, the user's own, and those that the
corpus makes, one for each label and unit under one row. What a cell of a table counts is told by ``cells.py``.

The key of a label depends on this label alone (its words, its unit, what it stands under), never on what else the
database holds: documents that come later rename nothing.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from extractor.across.indicators.cells import (
    Cell,
    counted,
    in_text,
    names_in_text,
    names_something,
    registered,
    says_enough,
)
from extractor.across.indicators.decisions import Decisions, Print
from extractor.across.indicators.document_rows import CELLS, Assigned, DocumentRows
from extractor.across.indicators.groups import Labelled, same_as
from extractor.across.indicators.match import Context, Match, alike
from extractor.across.rows import FigureRow, IndicatorPrintRow, IndicatorRow, TableRow
from extractor.model.facts import FORM_VALUE
from extractor.store.keys import indicator_id, print_id
from patterns.figures.indicators import VALUE_KINDS, Indicator, family_of, indicators
from patterns.figures.measures import same_kind
from patterns.tables.columns import PATH
from patterns.tables.counted import is_all, is_general
from patterns.tables.labels import bare

# Letters of a key; what is longer ends in a digest of the whole. Keys are typed in decisions and stand in addresses,
# and labels of tables can be a paragraph. Twelve hexadecimal digits are 48 bits: enough for a million labels.
LONGEST_KEY, DIGEST = 200, 12


class Link(NamedTuple):
    """The indicator of a row or figure, and how well its label fits, 0 to 1."""

    indicator_id: str | None
    score: float | None


class IndicatorLinks(NamedTuple):
    """The links of one document's rows and figures, by the id of the row or figure."""

    of_row: dict[str, Link]
    of_figure: dict[str, Link]


@dataclass(slots=True)
class _Known:
    """What was seen of one indicator."""

    prints: Counter[Assigned] = field(default_factory=Counter)
    print_documents: Counter[Assigned] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    families: set[str | None] = field(default_factory=set)
    parents: set[str | None] = field(default_factory=set)
    documents: array[int] = field(default_factory=lambda: array("l"))


# The link of a row or figure that belongs to none.
NONE = Link(None, None)


@lru_cache(maxsize=1 << 16)
def indicator_key(label: str, unit: str | None, under: str | None = None) -> str:
    """The key that a label makes: small letters, marks kept, blanks single, no numbering in front, ``|`` before the
    unit and what it stands under in front. A long one ends in a digest.
    """
    front = f"{bare(under).casefold()}{PATH}" if under else ""
    key = f"{front}{bare(label).casefold()}|{' '.join(normalize('NFC', unit or '').split()).casefold()}"
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - DIGEST - 1]}…{hashlib.sha256(key.encode()).hexdigest()[:DIGEST]}"


class Indicators:
    """Gathers the indicators of a corpus, document by document; what it keeps grows with the labels only.

    ``repeated`` are label and unit of the figures in running text that are printed in more than one document: only
    these make indicators of their own.
    """

    def __init__(
        self, decisions: Decisions | None = None, repeated: frozenset[tuple[str, str | None]] = frozenset()
    ) -> None:
        self._decisions = decisions or Decisions()
        self._repeated = repeated
        self._known: dict[str, _Known] = defaultdict(_Known)
        self._of_cells: set[str] = set()
        self._assigned: dict[tuple[Print, str | None, float | None], Assigned] = {}
        self._number = 0

    def add(self, family: str | None, rows: Sequence[TableRow], figures: Sequence[FigureRow]) -> IndicatorLinks:
        """Take up one document and return the indicator of each of its rows and figures.

        ``family`` is that of the document, None where it has none. ``rows`` come after those that they stand under;
        ``figures`` are those of text, notes and forms.
        """
        self._number += 1
        seen: set[Assigned] = set()
        known = DocumentRows({row.id: row for row in rows})
        for row in rows:
            known.of_row[row.id] = self._row(row, known)
            if found := known.of_row[row.id]:
                self._count(found, family, row.value_kind in VALUE_KINDS, seen)
                above = known.of_row.get(row.parent_id or "")
                self._known[found.key].parents.add(above.key if above else None)
        of_figure: dict[str, Assigned | None] = {}
        for figure in figures:
            found = self._figure(figure, known)
            of_figure[figure.id] = found
            # The value of a form's row is counted with its row.
            if found and not (figure.method == FORM_VALUE and known.of_row.get(figure.table_row_id or "")):
                self._count(found, family, True, seen)
        for key in {each.key for each in seen}:
            self._known[key].documents.append(self._number)
        return IndicatorLinks(
            {ident: _link(found) for ident, found in known.rows_of_cells(figures, of_figure).items()},
            {ident: _link(found) for ident, found in of_figure.items()},
        )

    def rows(self) -> list[IndicatorRow]:
        """One row an indicator, by id. Parent and family of what the corpus makes only where all prints agree."""
        stands_for = self._same_as()
        members: dict[str, list[str]] = defaultdict(list)
        for key, leader in stands_for.items():
            members[leader].append(key)
        return sorted(self._indicator_row(key, stands_for.get(key), members.get(key, ())) for key in self._known)

    def prints(self) -> list[IndicatorPrintRow]:
        """One row a label of an indicator, by id."""
        found: dict[str, IndicatorPrintRow] = {}
        for key, known in self._known.items():
            for each, times in known.prints.items():
                row = IndicatorPrintRow(
                    id=print_id(f"{each.under}{PATH}{each.label}|{each.unit}|{key}"),
                    indicator_id=indicator_id(key),
                    label=each.label,
                    under=each.under,
                    unit=each.unit,
                    score=each.score,
                    times=times,
                    documents=known.print_documents[each],
                )
                # One label may fit better here than there, by what it stands under.
                if other := found.get(row.id):
                    row = row._replace(
                        score=max(row.score, other.score),
                        times=row.times + other.times,
                        documents=max(row.documents, other.documents),
                    )
                found[row.id] = row
        return sorted(found.values())

    def _row(self, row: TableRow, rows: DocumentRows) -> Assigned | None:
        """The indicator of a form's row. The row of any other table has that of its cells, which come later."""
        parent = rows.by_id.get(row.parent_id or "")
        context = rows.contexts.get(parent.id, frozenset()) if parent else _of_title(row.title)
        label = bare(row.label or "")
        rows.contexts[row.id] = context
        if not label:
            return None
        known = None if row.is_heading else registered(rows.labels_of(row), (), row.unit, context)
        found = None
        if row.value_kind is not None and not row.is_heading:
            taken = known if says_enough(label, row.unit) else None
            under = _under(parent, rows.of_row) if parent and _may_be_part(row, rows.of_row.get(parent.id)) else None
            whole = PATH.join((bare(parent.label or ""), label)) if parent and is_all(label) else label
            if taken or (row.place is None and names_something(whole)):
                found = self._assign(Print(label, row.unit, under, context), taken)
        named = found.key if found else known.key if known else None
        if named not in indicators():
            named = _heading(label, context)
        rows.contexts[row.id] = context | {named} if named else context
        return found

    def _figure(self, figure: FigureRow, rows: DocumentRows) -> Assigned | None:
        """The indicator of a figure: that of a form's row for its value, else one of its own words (a note)."""
        row = rows.by_id.get(figure.table_row_id or "")
        if row is None:
            return self._of_text(figure)
        # The value of a form's row is the row's; what else stands in the row, as in its note, has a label of its own.
        if figure.method == FORM_VALUE and (found := rows.of_row.get(row.id)):
            return found
        if figure.method in CELLS:
            return self._of_cell(figure, row, rows)
        label = bare(figure.label or (row.label or "" if not row.is_heading else ""))
        if not label:
            return None
        own_row = rows.of_row.get(row.id)
        unit = figure.unit or row.unit
        if own_row and indicator_key(label, unit) == indicator_key(own_row.label, own_row.unit):
            return own_row
        under = own_row.key if own_row and own_row.key in indicators() else row.label
        # A note to a row is not looked up in the registry: it speaks of a part of it.
        return self._assign(Print(label, unit, bare(under or "") or None, frozenset()), None)

    def _of_text(self, figure: FigureRow) -> Assigned | None:
        label = bare(figure.label or "")
        if not label or figure.location == "table":
            return None
        known = in_text(label, figure.unit, figure.change)
        found = self._assign(Print(label, figure.unit, None, frozenset()), known)
        # A label of its own that only one report prints is never compared, and most labels of sentences are such.
        own = found.key == indicator_key(label, figure.unit)
        repeated = (figure.label, figure.unit) in self._repeated and not figure.change
        return None if own and not (repeated and names_in_text(label, figure.unit)) else found

    def _of_cell(self, figure: FigureRow, row: TableRow, rows: DocumentRows) -> Assigned | None:
        cell = Cell(
            labels=rows.labels_of(row, figure),
            head=figure.head or "",
            unit=figure.unit,
            title=row.title,
            is_place=row.place is not None,
            place=row.place or figure.place,
            change=figure.change,
        )
        told = counted(cell, rows.contexts.get(row.id, frozenset()))
        if told is None:
            return None
        found = self._assign(Print(told.label, figure.unit, told.under, frozenset()), told.found)
        self._of_cells.add(found.key)
        return found

    def _assign(self, printed: Print, known: Match | None) -> Assigned:
        """The indicator of a label; ``known`` is that of the registry, if it has one."""
        asked = (printed, known.key if known else None, known.score if known else None)
        found = self._assigned.get(asked)
        if found is None:
            found = self._assigned[asked] = self._decide(printed, known)
        return found

    def _decide(self, printed: Print, known: Match | None) -> Assigned:
        label, unit, under = printed.label, printed.unit, printed.under
        if pinned := self._decisions.pinned(printed):
            return Assigned(pinned, 1.0, label, unit, under)
        key = known.key if known else indicator_key(label, unit, under)
        return Assigned(self._decisions.settled(key, printed), known.score if known else 1.0, label, unit, under)

    def _count(self, found: Assigned, family: str | None, counts: bool, seen: set[Assigned]) -> None:
        known = self._known[found.key]
        known.labels[found.label] += 1
        known.units[" ".join((found.unit or "").split())] += 1
        known.families.add(family)
        if counts:
            known.prints[found] += 1
            if found not in seen:
                known.print_documents[found] += 1
                seen.add(found)

    def _same_as(self) -> dict[str, str]:
        # Only what the corpus makes is grouped: the registry and the user have said what is one.
        made = [
            Labelled(key, *self._first_print(known), len(known.documents), key in self._of_cells)
            for key, known in self._known.items()
            if key not in indicators() and key not in self._decisions.own
        ]
        return same_as(made)

    def _first_print(self, known: _Known) -> tuple[str, str | None, str | None]:
        under = min((each.under or "" for each in known.prints), default="")
        return most_frequent(known.labels), most_frequent(known.units) or None, under or None

    def _indicator_row(self, key: str, leader: str | None, members: Iterable[str]) -> IndicatorRow:
        known = self._known[key]
        documents = set(known.documents).union(*(self._known[each].documents for each in members))
        times = sum(self._known[each].prints.total() for each in (key, *members))
        in_registry = indicators().get(key)
        given = in_registry or self._decisions.own.get(key)
        return IndicatorRow(
            id=indicator_id(key),
            key=key,
            name=given.name if given else most_frequent(known.labels),
            name_en=given.name_en or None if given else None,
            unit=(given.unit if given else None) or most_frequent(known.units) or None,
            family=family_of(in_registry) if in_registry else _only(known.families),
            form=given.form if given else None,
            origin="registry" if in_registry else "user" if given else "corpus",
            time=given.time if given else None,
            better=given.better if given else None,
            numerator=given.numerator if given else None,
            denominator=given.denominator if given else None,
            parent_id=self._parent(key, given),
            same_as_id=_id(leader),
            times=times,
            documents=len(documents),
        )

    def _parent(self, key: str, given: Indicator | None) -> str | None:
        parent = given.parent if given else _only(self._known[key].parents)
        return _id(parent) if parent in self._known and parent != key else None


def most_frequent(counted: Counter[str]) -> str:
    """The value seen most often; of equals the first in order, so that the order of rows does not matter."""
    return min(counted, key=lambda value: (-counted[value], value))


def _may_be_part(row: TableRow, above: Assigned | None) -> bool:
    """Whether a row can be a part of the row above: not of what a sector measures in another unit, as where rows of a
    table without levels follow each other.
    """
    known = indicators().get(above.key) if above else None
    if known is None or not known.sector or is_general(bare(row.label or "")):
        return True
    return same_kind(row.unit, known.unit)


def _under(parent: TableRow | None, of_row: Mapping[str, Assigned | None]) -> str | None:
    """What a key says of the row above: the key of the registry, so that its wording does not matter, or its label."""
    if parent is None:
        return None
    found = of_row.get(parent.id)
    return found.key if found and found.key in indicators() else bare(parent.label or "") or None


@lru_cache(maxsize=1 << 14)
def _heading(label: str, context: Context) -> str | None:
    found = alike(label, None, context, heading=True)
    return found.key if found else None


def _of_title(title: str | None) -> Context:
    named = _heading(bare(title), frozenset()) if title else None
    return frozenset({named}) if named else frozenset()


def _only(values: set[str | None]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None


def _id(key: str | None) -> str | None:
    return None if key is None else indicator_id(key)


def _link(found: Assigned | None) -> Link:
    return Link(indicator_id(found.key), found.score) if found else NONE
