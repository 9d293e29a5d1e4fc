"""The row of column numbers in the head of a table: ``A``, ``(1)``, ``3=2/1``, ``(7) = (4)+(5)-(6)``, ``5=(4/3)*100``.

It stands on the ground floor because ``layout`` tells that row by it and ``find`` reads what it defines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import regex

_REFERENCE = r"\d{1,2}[a-z]?|[A-Za-z]"
_CELL = regex.compile(
    rf"[(\[]?(?P<number>{_REFERENCE})[)\]]?(?:=(?P<formula>[\dA-Za-z()\[\]+\-–−*/×:.,;%…]{{1,60}}))?[)\]]?"
)
_RANGE = regex.compile(r"(?P<first>\d{1,2})\)?\+\(?(?:\.{2,}|…)\)?\+\(?(?P<last>\d{1,2})")
_SIGN_OF_PERCENT = regex.compile(r"\(?%\)?")
_TOKEN = regex.compile(r"100(?!\d)|\d{1,2}[a-z]?|[A-Za-z]|[()+*/-]")
_AS_PLAIN = str.maketrans({"[": "(", "]": ")", "–": "-", "−": "-", "×": "*", "x": "*", "X": "*", ":": "/"})
_BLANKS = regex.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Formula:
    """What a column is made of, by the numbers of other columns.

    ``terms`` are those that it is the sum of, with the sign of each; ``ratio`` is numerator and base, with ``grows``
    where their rate of growth is meant (``(3-2)/2``). Only one of both is filled.
    """

    terms: tuple[tuple[str, int], ...] = ()
    ratio: tuple[str, str] | None = None
    grows: bool = False


@lru_cache(maxsize=1 << 10)
def column_number(text: str) -> tuple[str, str | None] | None:
    """The number in a text that may number a column, and the formula behind it; None in other texts.

    The number is without its brackets (``3``, ``A``); the formula is None where none is printed.
    """
    # A narrow cell breaks a formula anywhere: ``9=10+1 1``.
    found = _CELL.fullmatch(_BLANKS.sub("", text))
    return (found["number"], found["formula"]) if found else None


@lru_cache(maxsize=1 << 10)
def read_formula(formula: str) -> Formula | None:
    """What a printed formula says (``2/1``, ``4+5-6``, ``(4)/(3)*100``); None where it is no sum and no ratio."""
    plain = _SIGN_OF_PERCENT.sub("", formula.strip(".,;").translate(_AS_PLAIN))
    plain = _RANGE.sub(_spelt_out, plain.replace("()", ""))
    # An opening bracket before the number of the column closes here: ``(3=4+5)``.
    if plain.count(")") > plain.count("("):
        plain = plain[: plain.rindex(")")] + plain[plain.rindex(")") + 1 :]
    tokens = _TOKEN.findall(plain)
    if "".join(tokens) != plain:
        return None
    reader = _Reader(tokens)
    value = reader.sum()
    return _formula(value) if value is not None and reader.at == len(tokens) else None


def _spelt_out(found: regex.Match[str]) -> str:
    """``3+...+6`` as ``3+4+5+6``."""
    return "+".join(map(str, range(int(found["first"]), int(found["last"]) + 1)))


@dataclass(frozen=True, slots=True)
class _Sum:
    """References with their factors, and a constant."""

    of: Mapping[str, int] = field(default_factory=dict)
    constant: int = 0

    def plus(self, other: _Sum, sign: int) -> _Sum:
        names = dict.fromkeys((*self.of, *other.of))
        of = {name: self.of.get(name, 0) + sign * other.of.get(name, 0) for name in names}
        return _Sum({name: factor for name, factor in of.items() if factor}, self.constant + sign * other.constant)


@dataclass(frozen=True, slots=True)
class _Ratio:
    """Numerator over base; ``less`` is what is taken off (100 of an index)."""

    numerator: _Sum
    base: _Sum
    less: int = 0


class _Reader:
    """Reads a formula from its tokens, left to right; each method returns None for what makes no sum or ratio."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self.at = 0

    def _next(self, *wanted: str) -> str | None:
        """The next token, if it is one of those wanted; it is passed."""
        if self.at < len(self._tokens) and self._tokens[self.at] in wanted:
            self.at += 1
            return self._tokens[self.at - 1]
        return None

    def sum(self) -> _Sum | _Ratio | None:
        """Products with plus and minus between."""
        value = self._product()
        while value is not None and (sign := self._next("+", "-")):
            other = self._product()
            value = _added(value, other, 1 if sign == "+" else -1) if other is not None else None
        return value

    def _product(self) -> _Sum | _Ratio | None:
        value = self._part()
        while value is not None and (sign := self._next("*", "/")):
            other = self._part()
            value = _multiplied(value, other, sign) if other is not None else None
        return value

    def _part(self) -> _Sum | _Ratio | None:
        if self._next("("):
            value = self.sum()
            return value if self._next(")") else None
        if self.at == len(self._tokens) or self._tokens[self.at] in ")+*/-":
            return None
        self.at += 1
        token = self._tokens[self.at - 1]
        return _Sum(constant=100) if token == "100" else _Sum({token: 1})


def _added(left: _Sum | _Ratio, right: _Sum | _Ratio, sign: int) -> _Sum | _Ratio | None:
    if isinstance(left, _Sum) and isinstance(right, _Sum):
        return left.plus(right, sign)
    # What is taken off a ratio is all of it: 100 of per cents, 1 of a quotient, which is read as column 1.
    if (
        isinstance(left, _Ratio)
        and isinstance(right, _Sum)
        and sign < 0
        and right in (_Sum(constant=100), _Sum({"1": 1}))
    ):
        return _Ratio(left.numerator, left.base, less=1)
    return None


def _multiplied(left: _Sum | _Ratio, right: _Sum | _Ratio, sign: str) -> _Sum | _Ratio | None:
    hundred = _Sum(constant=100)
    if sign == "*":
        return right if left == hundred else left if right == hundred else None
    if isinstance(left, _Sum) and isinstance(right, _Sum):
        return left if right == hundred else _Ratio(left, right)
    return None


def _formula(value: _Sum | _Ratio) -> Formula | None:
    if isinstance(value, _Sum):
        signs = set(value.of.values())
        plain = len(value.of) > 1 and not value.constant and signs <= {1, -1} and 1 in signs
        return Formula(terms=tuple(value.of.items())) if plain else None
    if list(value.base.of.values()) != [1] or value.base.constant or value.numerator.constant:
        return None
    (base,) = value.base.of
    of = dict(value.numerator.of)
    grows = bool(value.less) or (len(of) > 1 and of.pop(base, 0) == -1)
    if list(of.values()) != [1]:
        return None
    (numerator,) = of
    return Formula(ratio=(numerator, base), grows=grows) if numerator != base else None
