"""Operands of checks: a printed figure with its value as a decimal, its decimals, its page, its index and its link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extractor.model.document import Document
from extractor.model.facts import Figure
from patterns.units import family

# ``Figure.method`` of the two figures of a range (``5 - 7 ngày``): neither is meant exactly.
RANGE = "figure.range"

# Kinds of links that lead from a part to its whole, see ``Figure.link``.
_PART_LINKS = frozenset({"part", "component", "some", "joined"})
_DECIMALS = re.compile(r"[.,](\d+)$")


@dataclass(frozen=True, slots=True)
class Operand:
    """A printed figure. ``index`` is that in ``Document.figures``; ``label`` the phrase it measures.

    ``is_exact`` says that the number is meant exactly: no ``hơn``, no ``khoảng``, no target, no end of a range.
    ``link`` is ``Figure.link``, ``to`` the index of the figure that it leads to, None where that stands in another
    text or there is no link. ``change`` is ``Figure.change``.
    """

    index: int
    raw: str
    value: Decimal
    decimals: int
    unit: str | None
    family: str | None
    label: str
    page: int
    is_exact: bool = True
    link: str | None = None
    to: int | None = None
    change: str | None = None

    @property
    def is_rate(self) -> bool:
        return self.family == "rate"

    @property
    def is_whole_number(self) -> bool:
        return self.value == self.value.to_integral_value()

    @property
    def is_ratio(self) -> bool:
        """Whether it is the rate of a count to a base that the words name: ``bằng 40,5% kế hoạch giao``."""
        return self.link == "change" and self.change == "ratio"

    @property
    def is_part(self) -> bool:
        """Whether its link leads to a whole."""
        return self.link in _PART_LINKS


def operand(document: Document, index: int) -> Operand | None:
    """The figure of this index as an operand; None where it has no value."""
    located = document.figures[index]
    figure = located.fact
    if figure.value is None:
        return None
    return Operand(
        index=index,
        raw=figure.raw,
        value=decimal_of(figure.value),
        decimals=decimals(figure),
        unit=figure.unit,
        family=family(figure.unit),
        label=figure.label or "",
        page=located.place.page,
        is_exact=figure.qualifier is None and figure.method != RANGE,
        link=figure.link,
        to=index + figure.linked if figure.linked is not None else None,
        change=figure.change,
    )


@lru_cache(maxsize=1 << 12)
def decimal_of(value: float) -> Decimal:
    """A value as the decimal that was printed."""
    # Of the text of the float, not of the float: Decimal(0.1) has fifty digits.
    return Decimal(int(value)) if value.is_integer() else Decimal(str(value))


def decimals(figure: Figure) -> int:
    """How many decimals are printed: ``99,65%`` 2, ``1.274`` as a count 0."""
    if figure.value is None or not ("," in figure.raw or "." in figure.raw):
        return 0
    printed = _DECIMALS.search(figure.raw.rstrip("%‰ "))
    if not printed:
        return 0
    # Three digits behind a sign are a group of thousands or decimals, and the value says how they were read: "1.274" is
    # one thousand, "0.274" and "1,274" read as a decimal are not.
    reads_as_group = len(printed[1]) == 3 and figure.value == int(figure.value) and figure.value >= 1000
    return 0 if reads_as_group else len(printed[1])
