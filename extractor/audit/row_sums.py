"""Sums in statistical forms: by numbering and label, between rows of one level, and with the parts in notes.

Numbering alone makes no whole: rows below a row are its parts where its label says ``Tổng số`` or their labels
narrow its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from extractor.audit.form_rows import Form, FormRow
from extractor.audit.operands import Operand
from extractor.audit.verdicts import bound_check, sum_check
from extractor.audit.words import Relation, relations, says
from extractor.model.document import Check
from patterns.signs import sign

_LIST_GAP = regex.compile(r"[^.;]{0,80}[;,]\s*(?:và\s+)?|[^.;]{0,80}\svà\s+")
_LIST_END = regex.compile(r"[^.;\d]{0,80}[.;]?\s*")

_REST_FOLLOWS = 40
"""Letters behind a number within which ``còn lại`` makes it the rest."""


def sums_in_forms(forms: Sequence[Form]) -> Iterator[Check]:
    """Sum checks over the rows of all forms."""
    for form in forms:
        for row in form.rows:
            below = form.below.get(row.index, [])
            yield from _over_children(row, below)
            yield from _over_note(row)
            yield from _over_fractions(row, below)
        for level in form.below.values():
            if len(level) < 2:
                continue
            yield from _with_rest(level)
            for relation in relations("rows"):
                yield from _over_siblings(relation, level)


def _over_children(row: FormRow, below: Sequence[FormRow]) -> Iterator[Check]:
    """A count and the counts numbered below it, where they are its parts."""
    if len(below) < 2 or row.value is None or row.value.is_rate:
        return
    counted = [child for child in below if (child.row.unit or "").strip() != "%" and not child.row.is_heading]
    parts = [child.value for child in counted if child.value and child.value.family == row.value.family]
    are_parts = row.label.lower().startswith("tổng") or all(_narrows(child, row) for child in counted)
    if (
        not are_parts
        or len(parts) < 2
        or len(parts) + sum(child.row.value_kind == "dash" for child in counted) < len(counted)
    ):
        return
    yield sum_check(row.value, parts)


def _narrows(child: FormRow, parent: FormRow) -> bool:
    """Whether a label narrows its parent's: it names no noun of its own, or the same."""
    return child.noun is None or child.noun == parent.noun


def _over_note(row: FormRow) -> Iterator[Check]:
    """A note that is nothing but a list of parts: ``99 TTHC mới; 354 TTHC sửa đổi, bổ sung.``"""
    note = row.note
    if note is None or row.value is None or row.value.is_rate or len(note.operands) < 2:
        return
    is_list = (
        not note.gaps[0].strip(" -–:(")
        and all(_LIST_GAP.fullmatch(gap) for gap in note.gaps[1:-1])
        and bool(_LIST_END.fullmatch(note.gaps[-1]))
    )
    if is_list and all(part.family == row.value.family for part in note.operands) and all(note.plain):
        yield sum_check(row.value, note.operands)


def _with_rest(level: Sequence[FormRow]) -> Iterator[Check]:
    """A note that names the rest (``26 nhiệm vụ còn lại …``): with it, the rows behind the whole make the whole."""
    ends = [at for at, row in enumerate(level) if row.value and row.note and len(row.note.operands) == 1]
    wholes = [at for at, row in enumerate(level) if says(sign("whole-label"), row.label)] if ends else []
    for position in ends:
        last, note, before = level[position], level[position].note, bisect_left(wholes, position) - 1
        if note is None or last.value is None or note.gaps[0].strip() or before < 0:
            continue
        rest = note.operands[0]
        if not sign("rest").search(note.gaps[1][:_REST_FOLLOWS]):
            continue
        whole, parts = level[wholes[before]].value, [row.value for row in level[wholes[before] + 1 : position + 1]]
        known = [part for part in parts if part]
        if whole and len(known) == len(parts) and {part.family for part in (*known, rest)} == {whole.family}:
            yield sum_check(whole, [*known, rest])


def _over_fractions(row: FormRow, below: Sequence[FormRow]) -> Iterator[Check]:
    """Fractions in notes (``Gửi đi a/b``): those of the rows below add up, numerators and denominators."""
    own = fraction(row) if len(below) > 1 else None
    parts = [found for child in below if (found := fraction(child))] if own else []
    if own is None or len(parts) < 2 or len(parts) < len(below):
        return
    for side in (0, 1):
        yield sum_check(own[side], [part[side] for part in parts])


def fraction(row: FormRow) -> tuple[Operand, Operand] | None:
    """Numerator and denominator of the only fraction in a row's note."""
    if row.note is None or len(row.note.fractions) != 1:
        return None
    at = next(iter(row.note.fractions))
    return row.note.operands[at], row.note.operands[at + 1]


def _over_siblings(relation: Relation, level: Sequence[FormRow]) -> Iterator[Check]:
    """A relation of the registry between a row and the rows behind it on one level, up to the next such row."""
    wholes = [at for at, row in enumerate(level) if relation.whole and says(relation.whole, row.label)]
    for position, end in pairwise([*wholes, len(level)]):
        row = level[position]
        if row.value is None:
            continue
        chosen = [other for other in level[position + 1 : end] if relation.parts[0].search(other.label)]
        parts = [other.value for other in chosen if other.value]
        if len(parts) < 2 or any(other.is_blank for other in chosen):
            continue
        check = sum_check(row.value, parts) if relation.kind == "sum" else bound_check(row.value, parts)
        if check:
            yield check
