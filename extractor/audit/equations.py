"""Equations between numbers of a table: what a cell should hold by the others, and by how much rounding may miss it.

Every operand is off by half a unit of its last digit, but for things that are counted: these are exact. What is
reckoned from such operands is a span, and a print holds where it lies in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import product

from extractor.audit.passages import Operand
from extractor.audit.verdicts import SWAPPED, mistyped
from patterns.figures.units import is_counted

# One sign with three digits behind it stands for thousands or decimals.
_TWO_READINGS = re.compile(r"[+-]?\d{1,3}[.,]\d{3}")
_THOUSAND = 1000

# Digits of a number from which on a slip of the keyboard explains a miss: of two digits, one in five random pairs is a
# slip (test_equations.py).
LEAST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Equation:
    """``whole`` against what ``parts`` come to; ``row`` and ``column`` are the cell of the whole.

    ``kind`` is that of the check, ``words`` how the parts are put together, in signs and prints. ``expected`` is what
    should stand there, rounded as the whole is, ``missed`` by how much the whole is off, ``slack`` by how much it may
    be. ``is_cut`` says that the whole is cut off where it should be rounded. ``is_complete`` says that each part is
    printed, as a number or as none. ``signs`` are those of the parts of a sum, ``scale`` and ``less`` those of a ratio,
    as in ``division``; of the other kind they are empty and 0.
    """

    kind: str
    row: int
    column: int
    whole: Operand
    parts: tuple[Operand, ...]
    words: str
    expected: Decimal
    missed: Decimal
    slack: Decimal
    is_cut: bool = False
    is_complete: bool = True
    signs: tuple[int, ...] = ()
    scale: int = 0
    less: int = 0

    @property
    def holds(self) -> bool:
        """Whether rounding explains the miss, if there is one."""
        return abs(self.missed) <= self.slack

    @property
    def is_telling(self) -> bool:
        """Whether it would hardly hold by chance: two parts or more that count, and a whole of two digits."""
        has_parts = sum(part.value != 0 for part in self.parts) > 1
        return has_parts and len(digits(self.whole.value, self.whole.decimals)) > 1

    @property
    def slip(self) -> str | None:
        """The slip of the keyboard that explains the miss, in words; None where none does or the number is short."""
        return self._slip if self.length >= LEAST_DIGITS else None

    @property
    def is_swapped(self) -> bool:
        """Whether two digits are swapped, of a number of two digits as well."""
        return self._slip == SWAPPED

    @property
    def length(self) -> int:
        """The digits of the whole, or of what should stand there where these are fewer."""
        return min(len(digits(each, self.whole.decimals)) for each in (self.whole.value, self.expected))

    @property
    def _slip(self) -> str | None:
        return mistyped(*(Decimal(digits(each, self.whole.decimals)) for each in (self.whole.value, self.expected)))

    def holds_with(self, index: int, value: Decimal) -> bool:
        """Whether it holds where the figure ``index`` has this ``value`` in place of its own."""
        if index == self.whole.index:
            return abs(value - self.expected) <= self.slack
        parts = [replace(part, value=value) if part.index == index else part for part in self.parts]
        if not self.signs:
            found = division(
                self.kind, (self.row, self.column), self.whole, parts[0], parts[1], scale=self.scale, less=self.less
            )
            return found is not None and found.holds
        total = sum((sign * part.value for part, sign in zip(parts, self.signs, strict=True)), Decimal(0))
        return min(abs(self.whole.value - total), abs(self.whole.value - self._signed * total)) <= self.slack

    @property
    def _signed(self) -> int:
        """-1 where the whole is printed without the sign that it has, else 1."""
        total = sum((sign * part.value for part, sign in zip(self.parts, self.signs, strict=True)), Decimal(0))
        return 1 if total == self.expected else -1

    @property
    def cells(self) -> tuple[int, ...]:
        """The figures in it, the whole first."""
        return (self.whole.index, *(part.index for part in self.parts))


def digits(value: Decimal, decimals: int = 0) -> str:
    """The digits of a number with so many decimals, without sign, point and zeros in front."""
    scaled = abs(value).scaleb(decimals).quantize(Decimal(1), ROUND_HALF_UP)
    return str(scaled)


def rounding_of(operand: Operand) -> Decimal:
    """By how much a print may be off: half a unit of its last digit, nothing for things that are counted."""
    if not operand.decimals and is_counted(operand.unit):
        return Decimal(0)
    return Decimal("0.5").scaleb(-operand.decimals)


def addition(
    kind: str,
    at: tuple[int, int],
    whole: Operand,
    terms: Sequence[tuple[Operand, int]],
    *,
    is_complete: bool = True,
    is_signed: bool = True,
) -> Equation:
    """``whole`` = the sum of its ``terms``, each a part with its sign (+1 or -1).

    ``kind`` is that of the check, ``at`` row and column of the whole; ``is_complete`` as in ``Equation``. Where not
    ``is_signed`` the whole is printed without its sign: ``giảm 356``.
    """
    total = sum((sign * part.value for part, sign in terms), Decimal(0))
    if not is_signed and (whole.value < 0) != (total < 0):
        total = -total
    slack = sum((rounding_of(part) for part, _ in terms), rounding_of(whole))
    words = "".join(_signed(part, sign) for part, sign in terms).removeprefix(" + ").strip()
    return Equation(
        kind=kind,
        row=at[0],
        column=at[1],
        whole=whole,
        parts=tuple(part for part, _ in terms),
        words=words,
        expected=total,
        missed=whole.value - total,
        slack=slack,
        is_complete=is_complete,
        signs=tuple(sign for _, sign in terms),
    )


def _signed(part: Operand, sign: int) -> str:
    printed = f"({part.raw})" if part.raw[:1] in "+-−" else part.raw
    return f" {'-' if sign < 0 else '+'} {printed}"


def division(
    kind: str, at: tuple[int, int], rate: Operand, part: Operand, base: Operand, *, scale: int = 100, less: int = 0
) -> Equation | None:
    """``rate`` = ``scale`` · ``part`` / ``base`` - ``less``; None where the base may be nothing.

    ``kind`` is that of the check, ``at`` row and column of the rate. ``less`` is 100 for a growth, 0 for a ratio; with
    a negative ``scale`` and ``less`` it is a decline.
    """
    around = [(each.value - half, each.value + half) for each in (part, base) for half in (rounding_of(each),)]
    if around[1][0] <= 0 <= around[1][1]:
        return None
    spanned = [scale * above / beneath - less for above, beneath in product(*around)]
    exact = scale * part.value / base.value - less
    half = rounding_of(rate)
    last = Decimal(1).scaleb(-rate.decimals)
    low, high = min(spanned) - half, max(spanned) + half
    holds = low <= rate.value <= high
    rounded = exact.quantize(last, ROUND_HALF_UP)
    return Equation(
        kind=kind,
        row=at[0],
        column=at[1],
        whole=rate,
        parts=(part, base),
        words=f"{part.raw}/{base.raw}" + (" - 100 %" if less else ""),
        expected=rounded,
        missed=rate.value - rounded,
        slack=abs(rate.value - rounded) if holds else max(exact - low if rate.value < exact else high - exact, half),
        scale=scale,
        less=less,
        is_cut=not holds and exact.quantize(last, ROUND_DOWN) == rate.value,
    )


def has_other_reading(equation: Equation) -> bool:
    """Whether it holds where one of its numbers is read the other way round: ``1.234`` as thousands or decimals."""
    values = [(equation.whole, -1), *((part, 1) for part in equation.parts)]
    for operand, _ in values:
        if not _TWO_READINGS.fullmatch(operand.raw.strip("% ")):
            continue
        other = operand.value / _THOUSAND if abs(operand.value) >= _THOUSAND else operand.value * _THOUSAND
        change = abs(other - operand.value)
        if abs(abs(equation.missed) - change) <= equation.slack:
            return True
    return False
