"""Indicators (chỉ tiêu) of all forms, tables and texts: those of the registry, the user's own, and those that the
corpus makes, one for each label and unit under one row. What a cell of a table counts is told by ``cells.py``.

The key of a label depends on this label alone (its words, its unit, what it stands under), never on what else the
database holds: documents that come later rename nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
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
from extractor.across.indicators.match import Context, Match, alike
from extractor.across.rows import FigureRow, TableRow
from extractor.model.facts import FORM_VALUE
from extractor.store.keys import indicator_id
from patterns.figures.indicators import VALUE_KINDS, indicators
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
class Printed:
    """How often a document prints a label of an indicator: in all, with a value, and in cells of tables."""

    met: int = 0
    times: int = 0
    cells: int = 0


@dataclass(slots=True)
class Contribution:
    """What one document adds to what is known of indicators.

    ``parents`` says how often an indicator (a key) stands under another or under none, ``documents`` are the keys that
    it has a row or figure of, ``texts`` the labels and units of running text that count where a second document prints
    them.
    """

    prints: dict[Assigned, Printed] = field(default_factory=lambda: defaultdict(Printed))
    parents: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    texts: set[tuple[str, str]] = field(default_factory=set)


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
    """Finds the indicators of one document after the other; each depends on this document alone, but for ``repeated``.

    ``repeated`` says whether another document, too, prints a label and unit in running text: only these make
    indicators of their own.
    """

    def __init__(
        self, decisions: Decisions | None = None, repeated: Callable[[str, str], bool] = lambda label, unit: False
    ) -> None:
        self._decisions = decisions or Decisions()
        self._repeated = repeated
        self._decided = lru_cache(maxsize=1 << 16)(self._decide)
        self._text = lru_cache(maxsize=1 << 16)(self._read_text)

    def of_document(
        self, rows: Sequence[TableRow], figures: Sequence[FigureRow]
    ) -> tuple[IndicatorLinks, Contribution]:
        """The indicator of each row and figure of a document, and what it adds to them.

        ``rows`` come after those that they stand under; ``figures`` are those of text, notes and forms.
        """
        added = Contribution()
        known = DocumentRows({row.id: row for row in rows})
        for row in rows:
            known.of_row[row.id] = found = self._row(row, known)
            if found:
                _count(added, found, row.value_kind in VALUE_KINDS)
                above = known.of_row.get(row.parent_id or "")
                added.parents[found.key, above.key if above else None] += 1
        of_figure: dict[str, Assigned | None] = {}
        for figure in figures:
            of_figure[figure.id] = found = self._figure(figure, known, added)
            if found:
                added.documents.add(found.key)
                # The value of a form's row is counted with its row.
                if not (figure.method == FORM_VALUE and known.of_row.get(figure.table_row_id or "")):
                    _count(added, found, True)
        links = IndicatorLinks(
            {ident: _link(found) for ident, found in known.rows_of_cells(figures, of_figure).items()},
            {ident: _link(found) for ident, found in of_figure.items()},
        )
        return links, added

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
                found = self._decided(Print(label, row.unit, under, context), taken)
        named = found.key if found else known.key if known else None
        if named not in indicators():
            named = _heading(label, context)
        rows.contexts[row.id] = context | {named} if named else context
        return found

    def _figure(self, figure: FigureRow, rows: DocumentRows, added: Contribution) -> Assigned | None:
        """The indicator of a figure: that of a form's row for its value, else one of its own words (a note)."""
        row = rows.by_id.get(figure.table_row_id or "")
        if row is None:
            return self._of_text(figure, added)
        # The value of a form's row is the row's; what else stands in the row, as in its note, has a label of its own.
        if figure.method == FORM_VALUE and (found := rows.of_row.get(row.id)):
            return found
        if figure.method in CELLS:
            return self._of_cell(figure, row, rows, added)
        label = bare(figure.label or (row.label or "" if not row.is_heading else ""))
        if not label:
            return None
        own_row = rows.of_row.get(row.id)
        unit = figure.unit or row.unit
        if own_row and indicator_key(label, unit) == indicator_key(own_row.label, own_row.unit):
            return own_row
        under = own_row.key if own_row and own_row.key in indicators() else row.label
        # A note to a row is not looked up in the registry: it speaks of a part of it.
        return self._decided(Print(label, unit, bare(under or "") or None, frozenset()), None)

    def _of_text(self, figure: FigureRow, added: Contribution) -> Assigned | None:
        if not figure.label or figure.location == "table":
            return None
        found, is_own = self._text(figure.label, figure.unit, figure.change)
        if not is_own or figure.unit is None:
            return found
        added.texts.add((figure.label, figure.unit))
        return found if self._repeated(figure.label, figure.unit) else None

    def _read_text(self, printed: str, unit: str | None, change: str | None) -> tuple[Assigned | None, bool]:
        """The indicator of a figure of running text, and whether it is one where a second document prints its label.

        printed: its label. unit, change: its own.
        """
        label = bare(printed)
        if not label:
            return None, False
        found = self._decided(Print(label, unit, None, frozenset()), in_text(label, unit, change))
        if found.key != indicator_key(label, unit):
            return found, False
        # A label of its own that only one report prints is never compared, and most labels of sentences are such.
        is_own = not change and unit is not None and names_in_text(label, unit)
        return (found, True) if is_own else (None, False)

    def _of_cell(self, figure: FigureRow, row: TableRow, rows: DocumentRows, added: Contribution) -> Assigned | None:
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
        found = self._decided(Print(told.label, figure.unit, told.under, frozenset()), told.found)
        added.prints[found].cells += 1
        return found

    def _decide(self, printed: Print, known: Match | None) -> Assigned:
        """The indicator of a label; ``known`` is that of the registry, if it has one."""
        label, unit, under = printed.label, printed.unit, printed.under
        if pinned := self._decisions.pinned(printed):
            return Assigned(pinned, 1.0, label, unit, under)
        key = known.key if known else indicator_key(label, unit, under)
        return Assigned(self._decisions.settled(key, printed), known.score if known else 1.0, label, unit, under)


def _count(added: Contribution, found: Assigned, with_value: bool) -> None:
    printed = added.prints[found]
    printed.met += 1
    if with_value:
        printed.times += 1
        added.documents.add(found.key)


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


def _link(found: Assigned | None) -> Link:
    return Link(indicator_id(found.key), found.score) if found else NONE
