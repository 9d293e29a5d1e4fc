"""From operands to checks: what a sum, a rate, a difference or a bound comes to, and how grave a miss is.

Counts are compared exactly. A rate holds where it is rounded half up at its printed decimals; cut off there it is
``rounding``. Sums of rounded amounts may miss by half a unit of the last decimal for each part.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from extractor.audit.operands import Operand
from extractor.model import Check

ERROR, ROUNDING, SUSPICION = "error", "rounding", "suspicion"


def sum_check(whole: Operand, parts: Sequence[Operand], *, kind: str = "sum", gravest: str = ERROR) -> Check:
    """``whole`` against the sum of its parts; ``gravest`` is the severity of a miss that is no rounding."""
    total = sum((part.value for part in parts), Decimal(0))
    missed = whole.value - total
    finest = max(operand.decimals for operand in (whole, *parts))
    slack = (
        Decimal(len(parts) + 1) * Decimal("0.5").scaleb(-finest) if finest or _is_rounded_amount(whole) else Decimal(0)
    )
    severity = ROUNDING if 0 < abs(missed) <= slack else gravest
    if severity == ERROR and abs(missed) * 2 > abs(whole.value) and not _is_mistyped(whole, total):
        severity = SUSPICION
    return Check(
        kind,
        f"{whole.raw} {whole.unit or ''} ({_short(whole)}) = {' + '.join(part.raw for part in parts)}",
        float(total),
        float(whole.value),
        float(missed),
        missed == 0,
        severity,
        whole.page,
        (whole.index, *(part.index for part in parts)),
        "" if missed == 0 else _explained(whole, parts, total),
    )


def bound_check(whole: Operand, parts: Sequence[Operand]) -> Check | None:
    """A part that exceeds its whole; None where it does not, because that says nothing more."""
    total = sum((part.value for part in parts), Decimal(0))
    if total <= whole.value:
        return None
    return Check(
        "sum",
        f"{' + '.join(part.raw for part in parts)} ({_short(parts[0])}) is not more than {whole.raw} ({_short(whole)})",
        float(whole.value),
        float(total),
        float(total - whole.value),
        False,
        ERROR,
        whole.page,
        (whole.index, *(part.index for part in parts)),
        "a part is greater than its whole",
    )


def rate_check(rate: Operand, part: Operand, whole: Operand, *, gravest: str = ERROR) -> Check:
    """A printed rate against 100·part/whole; the whole must not be 0."""
    exact = 100 * part.value / whole.value
    last = Decimal(1).scaleb(-rate.decimals)
    rounded = exact.quantize(last, ROUND_HALF_UP)
    holds = rounded == rate.value
    is_cut = exact.quantize(last, ROUND_DOWN) == rate.value
    return Check(
        "rate",
        f"{rate.raw.rstrip('% ')}% ({_short(rate)}) = {part.raw}/{whole.raw}",
        float(rounded),
        float(rate.value),
        float(rate.value - rounded),
        holds,
        ROUNDING if is_cut and not holds else gravest,
        rate.page,
        (rate.index, part.index, whole.index),
        ""
        if holds
        else f"{part.raw}/{whole.raw} is {exact:.4f} %" + (", cut off instead of rounded" if is_cut else ""),
    )


def swapped(whole: Operand, total: Decimal) -> bool:
    """Whether two neighbouring digits of the whole, put the other way round, give the total."""
    digits = str(whole.value.to_integral_value())
    return whole.is_whole_number and any(
        Decimal(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]) == total for at in range(len(digits) - 1)
    )


def _is_mistyped(whole: Operand, total: Decimal) -> bool:
    """Whether whole and total differ by two swapped digits or by one digit: a slip rather than another measure."""
    printed, summed = (f"{value.normalize():f}" for value in (whole.value, total))
    one_digit = len(printed) == len(summed) and sum(a != b for a, b in zip(printed, summed, strict=True)) == 1
    return one_digit or swapped(whole, total)


def _explained(whole: Operand, parts: Sequence[Operand], total: Decimal) -> str:
    text = f"the parts come to {total.normalize():f}, {whole.raw} is printed"
    names = "; ".join(f"{part.raw} {_short(part)}" for part in parts)
    hint = f"; with two neighbouring digits of {whole.raw} swapped it would be right" if swapped(whole, total) else ""
    return f"{text} ({names}){hint}"


def _is_rounded_amount(whole: Operand) -> bool:
    return whole.family == "money" and (whole.unit or "").casefold() != "đồng"


def _short(operand: Operand) -> str:
    words = operand.label.split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")
