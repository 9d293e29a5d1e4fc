"""Statistical forms: their rows as a tree by their numbering, and the sums, rates and ranges over them.

Numbering alone makes no whole: rows below a row are its parts where its label says ``Tổng số`` or their labels narrow
its own. A rate stands over the two counts below it, or beside the fraction in its note.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import regex

from extractor.audit.checks import RANGE, RATE, SUSPICION
from extractor.audit.passages import Operand, Passage, operand
from extractor.audit.verdicts import LIKELY, bound_check, rate_check, sum_check
from extractor.audit.words import Relation, relations, says
from extractor.model.document import Check, Document
from extractor.model.facts import FORM_VALUE
from extractor.model.layout import Row
from patterns.figures.signs import sign
from patterns.figures.units import is_counted

# Words behind ``Số`` that say which things are counted: "Số ĐVSNCL thuộc …", "Số cơ quan …". One and three find the
# same on the reference reports.
_NOUN = 2

# What may stand between and behind the parts in a note that is nothing but a list. Eighty letters keep a match within
# one noun phrase; other lengths were not tried.
_LIST_GAP = regex.compile(r"[^.;]{0,80}[;,]\s*(?:và\s+)?|[^.;]{0,80}\svà\s+")
_LIST_END = regex.compile(r"[^.;\d]{0,80}[.;]?\s*")

# Letters behind a number within which ``còn lại`` makes it the rest ("26 nhiệm vụ còn lại"): fifteen are too few for a
# unit of two words before it, a hundred find the same.
_REST_FOLLOWS = 40

# Sums of rows that must be right, and as many as are wrong, for the forms of a document to name all parts of their
# wholes; of others only a miss that looks like a slip is an error (test_tables.py).
_LEAST_KEPT = 2

# A rate that misses by more points is suspicious rather than wrong: the two rows below it may be other counts. No rate
# of the reference reports misses by 10 to 40.
_FAR = 20


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


def sums_in_forms(forms: Sequence[Form]) -> Iterator[Check]:
    """Sum checks over the rows of all forms."""
    over_children = {
        row.index: check
        for form in forms
        for row in form.rows
        for check in _over_children(row, form.below.get(row.index, []))
    }
    kept = sum(check.holds for check in over_children.values())
    is_kept = kept >= max(_LEAST_KEPT, len(over_children) - kept)
    for form in forms:
        for row in form.rows:
            below = form.below.get(row.index, [])
            yield from _over_children(row, below, complete=True) if is_kept else _of_row(over_children, row)
            yield from _over_note(row)
            yield from _over_fractions(row, below)
        for level in form.below.values():
            if len(level) < 2:
                continue
            yield from _with_rest(level)
            for relation in relations("rows"):
                yield from _over_siblings(relation, level)


def _of_row(checks: Mapping[int, Check], row: FormRow) -> Iterator[Check]:
    if row.index in checks:
        yield checks[row.index]


def _over_children(row: FormRow, below: Sequence[FormRow], *, complete: bool = False) -> Iterator[Check]:
    """A count and the counts numbered below it, where they are its parts; ``complete`` says that they are all."""
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
    yield sum_check(row.value, parts, complete=complete)


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
    if (
        is_list
        and all(part.family == row.value.family for part in note.operands)
        and all(part.is_exact for part in note.operands)
    ):
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
    note = row.note.operands if row.note else ()
    found = [(part, whole) for part, whole in pairwise(note) if part.link == "numerator" and part.to == whole.index]
    return found[0] if len(found) == 1 else None


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


def rates_in_forms(forms: Sequence[Form]) -> Iterator[Check]:
    """Rate checks and range checks over the rows of all forms."""
    for form in forms:
        for row in form.rows:
            yield from _range(row)
            if (row.row.unit or "").strip() == "%":
                pair = _counts_below(form.below.get(row.index, [])) or fraction(row)
                yield from _rate(row, pair) if pair else ()


def _counts_below(below: Sequence[FormRow]) -> tuple[Operand, Operand] | None:
    """Part and whole: the only two counts below a rate; the whole is the one whose label says so, else the first."""
    counts = [row for row in below if row.value and not row.value.is_rate]
    if len(counts) != 2 or len(below) > 2:
        return None
    first, second = counts
    if first.value is None or second.value is None or first.value.family != second.value.family:
        return None
    # Forms print the part below its whole: "Tổng số hồ sơ", then "đúng hạn"; some print it above.
    reverse = bool(sign("whole-label").search(second.label)) and not sign("whole-label").search(first.label)
    return (first.value, second.value) if reverse else (second.value, first.value)


def _rate(row: FormRow, pair: tuple[Operand, Operand]) -> Iterator[Check]:
    part, whole = pair
    if whole.value == 0:
        return
    # Where the labels do not say which of two counts is the whole, the rate does.
    if row.value is not None and part.value > whole.value and (check := rate_check(row.value, whole, part)).holds:
        yield check
        return
    exceeds = None if sign("may-exceed").search(row.label) else bound_check(whole, [part])
    if exceeds:
        yield exceeds
    elif row.value is not None:
        check = rate_check(row.value, part, whole)
        # Two counts below a rate are its own by their order alone.
        is_far = check.difference is not None and abs(check.difference) > _FAR
        yield rate_check(row.value, part, whole, gravest=SUSPICION) if is_far else check
    elif row.is_blank:
        expected = float(round(100 * part.value / whole.value, 2))
        yield Check(
            kind=RATE,
            statement=f"a rate is given for {row.label}",
            expected=expected,
            actual=None,
            difference=None,
            holds=False,
            severity=SUSPICION,
            page=row.row.page,
            figures=(part.index, whole.index),
            explanation=f"the rate is blank beside {part.raw}/{whole.raw}",
            confidence=LIKELY,
        )


def _range(row: FormRow) -> Iterator[Check]:
    """A rate of a part above 100, a negative count, a count that is not whole.

    No error, as each may be meant: children of other places at school, a change, a mean of a year.
    """
    value = row.value
    if value is None:
        return
    if value.is_rate and value.value > 100 and not sign("may-exceed").search(row.label):
        yield _out_of_range(row, value, f"{row.label}: {value.raw} % is not more than 100 %", 100.0)
    elif value.value < 0 and not value.is_rate:
        yield _out_of_range(row, value, f"{row.label}: {value.raw} is not negative", 0.0)
    elif is_counted(value.unit) and not value.is_whole_number:
        yield _out_of_range(row, value, f"{row.label}: {value.raw} {value.unit} is a whole number", None)


def _out_of_range(row: FormRow, value: Operand, statement: str, expected: float | None) -> Check:
    difference = float(value.value) - expected if expected is not None else None
    return Check(
        kind=RANGE,
        statement=statement,
        expected=expected,
        actual=float(value.value),
        difference=difference,
        holds=False,
        severity=SUSPICION,
        page=row.row.page,
        figures=(value.index,),
        confidence=LIKELY,
    )
