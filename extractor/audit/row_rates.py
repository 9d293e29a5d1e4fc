"""Rates in statistical forms against the two counts below them, or the fraction in their note; and their range."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.audit.checks import ERROR, RANGE, RATE, SUSPICION
from extractor.audit.form_rows import Form, FormRow
from extractor.audit.operands import Operand
from extractor.audit.row_sums import fraction
from extractor.audit.verdicts import LIKELY, SURE, bound_check, rate_check
from extractor.model.document import Check
from patterns.signs import sign
from patterns.units import is_counted

_FAR = 20
"""A rate that misses by more points is suspicious rather than wrong: the rows may not belong together."""


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
    reverse = bool(sign("whole-label").search(second.label)) and not sign("whole-label").search(first.label)
    return (first.value, second.value) if reverse else (second.value, first.value)


def _rate(row: FormRow, pair: tuple[Operand, Operand]) -> Iterator[Check]:
    part, whole = pair
    if whole.value == 0:
        return
    exceeds = None if sign("may-exceed").search(row.label) else bound_check(whole, [part])
    if exceeds:
        yield exceeds
    elif row.value is not None:
        check = rate_check(row.value, part, whole)
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
    """A rate of a part above 100, a negative count, a count that is not whole."""
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
        severity=ERROR,
        page=row.row.page,
        figures=(value.index,),
        confidence=SURE,
    )
