"""Rows of statistical forms with their values as operands, as a tree by their numbering."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from extractor.audit.operands import Operand, operand
from extractor.audit.passages import Passage
from extractor.model.document import Document
from extractor.model.facts import FORM_VALUE
from extractor.model.layout import Row
from patterns.signs import sign

_NOUN = 2
"""Words behind ``Số`` that say which things are counted."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row with a label; ``value`` is None where no number is printed. ``note`` are the figures of its note."""

    index: int
    row: Row
    value: Operand | None
    note: Passage | None

    @property
    def label(self) -> str:
        return self.row.label or ""

    @property
    def is_blank(self) -> bool:
        return self.row.value_kind == "blank"

    @property
    def noun(self) -> str | None:
        """What the label counts (``Số ĐVSNCL thuộc …`` → ``đvsncl thuộc``), None where it only narrows its parent."""
        return _noun(self.label)


@lru_cache(maxsize=1 << 14)
def _noun(label: str) -> str | None:
    counted = sign("counted").match(label)
    return " ".join(label[counted.end() :].casefold().split()[:_NOUN]) or None if counted else None


@dataclass(frozen=True, slots=True)
class Form:
    """The rows of one table, and which rows stand below which (None: at the top)."""

    rows: tuple[FormRow, ...]
    below: dict[int | None, list[FormRow]] = field(default_factory=dict)


def forms(document: Document, passages: tuple[Passage, ...]) -> tuple[Form, ...]:
    """The statistical forms, their labelled rows as trees."""
    values = {
        located.row: found
        for index, located in enumerate(document.figures)
        if located.row is not None and located.fact.method == FORM_VALUE and (found := operand(document, index))
    }
    notes = {passage.row: passage for passage in passages if passage.row is not None}
    tables: dict[int, list[FormRow]] = defaultdict(list)
    for index, row in enumerate(document.rows):
        if row.label and row.value_kind is not None:
            tables[row.table].append(FormRow(index, row, values.get(index), notes.get(index)))
    return tuple(_form(rows) for rows in tables.values())


def _form(rows: list[FormRow]) -> Form:
    below: dict[int | None, list[FormRow]] = defaultdict(list)
    for row in rows:
        below[row.row.parent].append(row)
    return Form(tuple(rows), dict(below))
