"""From operands to checks: what a sum, a rate, a difference or a bound comes to, and how grave a miss is.

Counts are compared exactly. A rate holds where it is rounded half up at its printed decimals; cut off there it is
``rounding``. Sums of rounded amounts may miss by half a unit of the last decimal for each part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from extractor.audit.checks import ERROR, RATE, ROUNDING, SUM, SUSPICION
from extractor.audit.passages import Operand
from extractor.model.document import Check

# How sure a verdict is: a slip of the keyboard that can be named; arithmetic over figures that say what they are;
# figures that belong together by their order alone; what may well have a good reason. An order, measured on nothing.
SLIP, SURE, LIKELY, OPEN = 0.98, 0.9, 0.7, 0.4

# Parts that come to less than half of their whole or more than one and a half of it were not meant to add up, even
# where the words say so: "gồm" before a list that goes on in a table.
_HALF = Decimal("0.5")

# Parts that may not be all: a rest of 2 % of the whole is hardly ever left unnamed ("55 văn bản, trong đó cấp tỉnh 39,
# cấp huyện 15"). One digit that differs is a slip from three digits on and where the rest would be small: "444 phản
# ánh, trong đó 369 …, 25 …" is one, "500 hồ sơ, trong đó 300 …, 100 …" leaves a hundred unnamed (test_verdicts.py).
_NEAR, _NEARLY, _LONG = Decimal("0.02"), Decimal("0.15"), 3

# Numbers that end in a zero are one digit apart by chance (test_verdicts.py).
_ROUND = 10

# Digits from which on a number may be mistyped: any two of one digit differ in one.
_LEAST_DIGITS = 2

# Words of a label in a statement, so that it stays one line.
_MOST_WORDS = 12

# A part of more than twice its whole counts something else: learners of five courses (test_verdicts.py).
_TWICE = 2

# What an explanation says; ``habit_of_rates`` counts the two ends.
SWAPPED = "two neighbouring digits are swapped"
CUT_OFF, ROUNDED = "cut off instead of rounded", "rounded, not cut off"


def sum_check(
    whole: Operand, parts: Sequence[Operand], *, kind: str = SUM, gravest: str = ERROR, complete: bool = True
) -> Check:
    """``whole`` against the sum of its ``parts``.

    ``kind`` is that of the check, ``gravest`` the severity of a miss that is no rounding. ``complete`` says that the
    parts are known to be all of the whole; where they may leave some out, only a miss that looks like a slip is an
    error.
    """
    total = sum((part.value for part in parts), Decimal(0))
    missed = whole.value - total
    slip = mistyped(whole.value, total)
    finest = max(operand.decimals for operand in (whole, *parts))
    # Whole and parts are each off by half a unit at most.
    slack = (
        Decimal(len(parts) + 1) * Decimal("0.5").scaleb(-finest) if finest or _is_rounded_amount(whole) else Decimal(0)
    )
    severity = ROUNDING if 0 < abs(missed) <= slack else gravest
    if severity == ERROR and not _is_wrong(whole, total, complete=complete):
        severity = SUSPICION
    sure = SLIP if missed and slip else OPEN if severity == SUSPICION else SURE
    return Check(
        kind=kind,
        statement=f"{amount(whole)} ({named(whole)}) = {' + '.join(part.raw for part in parts)}",
        expected=float(total),
        actual=float(whole.value),
        difference=float(missed),
        holds=missed == 0,
        severity=severity,
        page=whole.page,
        figures=(whole.index, *(part.index for part in parts)),
        explanation="" if missed == 0 else _explained(whole, parts, total),
        confidence=sure,
    )


def _is_wrong(whole: Operand, total: Decimal, *, complete: bool) -> bool:
    """Whether no other reading is left than that whole or parts are printed wrongly.

    ``total`` is what the parts come to, ``complete`` as in ``sum_check``.
    """
    missed, slip = whole.value - total, mistyped(whole.value, total)
    if complete:
        return bool(slip) or abs(missed) <= _HALF * abs(whole.value)
    # A slip is no evidence between round numbers, and what is named behind "trong đó" may overlap: "200 đại biểu, trong
    # đó 120 đại biểu nữ, 90 đại biểu là đảng viên".
    if missed and whole.value % _ROUND == total % _ROUND == 0:
        return False
    if abs(missed) <= _NEAR * abs(whole.value):
        return True
    if total > whole.value or slip == SWAPPED:
        return bool(slip)
    is_long = len(plain_number(whole.value)) == len(plain_number(total)) >= _LONG
    return bool(slip) and is_long and missed <= _NEARLY * whole.value


def bound_check(whole: Operand, parts: Sequence[Operand]) -> Check | None:
    """A part that exceeds its whole; None where it does not, because that says nothing more."""
    total = sum((part.value for part in parts), Decimal(0))
    if total <= whole.value:
        return None
    is_far = total > _TWICE * whole.value
    added = " + ".join(part.raw for part in parts)
    return Check(
        kind=SUM,
        statement=f"{added} ({named(parts[0])}) is not more than {whole.raw} ({named(whole)})",
        expected=float(whole.value),
        actual=float(total),
        difference=float(total - whole.value),
        holds=False,
        severity=SUSPICION if is_far else ERROR,
        page=whole.page,
        figures=(whole.index, *(part.index for part in parts)),
        explanation="a part is greater than its whole",
        confidence=OPEN if is_far else SURE,
    )


def rate_check(rate: Operand, part: Operand, whole: Operand, *, gravest: str = ERROR) -> Check:
    """The printed ``rate`` against 100·``part``/``whole``, which must not be 0.

    ``gravest`` is the severity of a miss that is no rounding.
    """
    # Half up, as offices and spreadsheets round; Python's ``round`` takes the even neighbour.
    exact = 100 * part.value / whole.value
    last = Decimal(1).scaleb(-rate.decimals)
    rounded = exact.quantize(last, ROUND_HALF_UP)
    holds = rounded == rate.value or _within_rounding(rate, part, whole)
    is_cut = exact.quantize(last, ROUND_DOWN) == rate.value
    return Check(
        kind=RATE,
        statement=f"{rate.raw.rstrip('% ')}% ({named(rate)}) = {part.raw}/{whole.raw}",
        expected=float(rounded),
        actual=float(rate.value),
        difference=float(rate.value - rounded),
        holds=holds,
        severity=ROUNDING if is_cut and not holds else gravest,
        page=rate.page,
        figures=(rate.index, part.index, whole.index),
        explanation=_shown_rate(part, whole, exact, holds=holds, is_cut=is_cut),
        confidence=OPEN if gravest == SUSPICION else SURE,
    )


def habit_of_rates(checks: Sequence[Check]) -> Iterator[Check]:
    """The checks again; rates that are cut off say whether that is the habit of the document."""
    cut = sum(check.explanation.endswith(CUT_OFF) for check in checks)
    told = cut + sum(check.explanation.endswith(ROUNDED) for check in checks)
    for check in checks:
        if check.explanation.endswith(CUT_OFF):
            habit = f"{check.explanation}, as {cut} of the {told} rates of this document that tell"
            yield replace(check, explanation=habit)
        else:
            yield check


def _shown_rate(part: Operand, whole: Operand, exact: Decimal, *, holds: bool, is_cut: bool) -> str:
    """How a rate was reckoned; nothing for one that holds either way."""
    if holds and is_cut:
        return ""
    how = f", {ROUNDED}" if holds else f", {CUT_OFF}" if is_cut else ""
    return f"{part.raw}/{whole.raw} is {exact:.4f} %{how}"


def mistyped(one: Decimal, other: Decimal) -> str | None:
    """The slip of the keyboard that makes one number of the other, in words; None where no single slip does.

    One digit that is another, two neighbouring digits swapped, a digit lost or typed twice over; numbers of one digit
    are alike by chance.
    """
    mine, theirs = plain_number(one), plain_number(other)
    if min(len(mine), len(theirs)) < _LEAST_DIGITS or mine == theirs:
        return None
    if len(mine) == len(theirs):
        at = [place for place, (a, b) in enumerate(zip(mine, theirs, strict=True)) if a != b]
        if len(at) == 1:
            return "one digit differs"
        is_swap = len(at) == 2 and at[1] == at[0] + 1 and mine[at[0]] == theirs[at[1]] and mine[at[1]] == theirs[at[0]]
        return SWAPPED if is_swap else None
    shorter, longer = sorted((mine, theirs), key=len)
    if len(longer) == len(shorter) + 1 and any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))):
        return "a digit is lost" if len(mine) < len(theirs) else "there is a digit too many"
    return None


def _explained(whole: Operand, parts: Sequence[Operand], total: Decimal) -> str:
    text = f"the parts come to {plain_number(total)}, {whole.raw} is printed"
    names = "; ".join(f"{part.raw} {named(part)}" for part in parts)
    slip = mistyped(whole.value, total)
    return f"{text} ({names})" + (f"; {slip} between {whole.raw} and {plain_number(total)}" if slip else "")


def plain_number(value: Decimal) -> str:
    """A number without zeros at its end, a point for the decimals."""
    return f"{value.normalize():f}"


def amount(operand: Operand) -> str:
    """The print with its unit."""
    return f"{operand.raw} {operand.unit}" if operand.unit and operand.unit not in operand.raw else operand.raw


def named(operand: Operand) -> str:
    """What an operand counts, in few words."""
    words = operand.label.split()
    return " ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")


def _within_rounding(rate: Operand, part: Operand, whole: Operand) -> bool:
    """Whether amounts that are rounded themselves may give the rate: 1,4 of 3,9 tỷ USD is 34 to 38 %."""
    if not (part.decimals and whole.decimals) or part.family != whole.family:
        return False
    slack, half = Decimal("0.5").scaleb(-max(part.decimals, whole.decimals)), Decimal("0.5").scaleb(-rate.decimals)
    least = 100 * (part.value - slack) / (whole.value + slack) - half
    most = 100 * (part.value + slack) / max(whole.value - slack, slack) + half
    return least <= rate.value <= most


def _is_rounded_amount(whole: Operand) -> bool:
    return whole.family == "money" and (whole.unit or "").casefold() != "đồng"
