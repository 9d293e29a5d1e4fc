"""Operands of checks: a printed figure with its value as a decimal, its decimals, its page and its index."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extractor.model.document import Document
from extractor.model.facts import Figure
from patterns.units import family

_DECIMALS = re.compile(r"[.,](\d+)$")


@dataclass(frozen=True, slots=True)
class Operand:
    """A printed figure. ``index`` is that in ``Document.figures``; ``label`` the phrase it measures."""

    index: int
    raw: str
    value: Decimal
    decimals: int
    unit: str | None
    family: str | None
    label: str
    page: int

    @property
    def is_rate(self) -> bool:
        return self.family == "rate"

    @property
    def is_whole_number(self) -> bool:
        return self.value == self.value.to_integral_value()


def operand(document: Document, index: int) -> Operand | None:
    """The figure of this index as an operand; None where it has no value."""
    located = document.figures[index]
    figure = located.fact
    if figure.value is None:
        return None
    return Operand(
        index, figure.raw, decimal_of(figure.value), decimals(figure), figure.unit, family(figure.unit),
        figure.label or "", located.place.page,
    )  # fmt: skip


@lru_cache(maxsize=1 << 12)
def decimal_of(value: float) -> Decimal:
    """A value as the decimal that was printed."""
    return Decimal(int(value)) if value.is_integer() else Decimal(str(value))


def decimals(figure: Figure) -> int:
    """How many decimals are printed: ``99,65%`` 2, ``1.274`` as a count 0."""
    if figure.value is None or not ("," in figure.raw or "." in figure.raw):
        return 0
    printed = _DECIMALS.search(figure.raw.rstrip("%‰ "))
    if not printed:
        return 0
    reads_as_group = len(printed[1]) == 3 and figure.value == int(figure.value) and figure.value >= 1000
    return 0 if reads_as_group else len(printed[1])
