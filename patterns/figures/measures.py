"""What a printed unit measures, and how values of one unit become values of another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from patterns.figures.units import NOT_COUNTED, family, printed_units
from patterns.loader import load

COUNT, CODE, RATE = "count", "code", "rate"

# A unit that lists codes (``1 = có, 0 = không``): its values are answers, not amounts.
_CODE = re.compile(r"\w\s*=\s*\d")


@dataclass(frozen=True, slots=True)
class Measure:
    """``kind`` is ``rate``, ``money``, ``measure``, ``time``, ``count`` or ``code``; a value times ``factor`` is one in
    ``noun``."""

    kind: str
    noun: str
    factor: float = 1.0

    @property
    def dimension(self) -> str:
        """What figures must share to be values of one indicator: the kind, and of amounts the noun (``ha``, ``km``).

        Of counts any noun goes with any other: which things are counted is said by the indicator.
        """
        return self.kind if self.kind in (COUNT, CODE, RATE) else self.noun


@lru_cache(maxsize=1 << 12)
def measure(unit: str | None) -> Measure | None:
    """What a unit measures: ``Triệu đồng`` is money, a million ``đồng``; a noun that is not known is counted.

    None where no unit is printed.
    """
    written = " ".join((unit or "").casefold().split())
    if not written:
        return None
    if _CODE.search(written):
        return Measure(CODE, written)
    known = printed_units().fullmatch(written)
    noun = " ".join((known["noun"] or "").split()) if known else written
    factor = _scales()[" ".join(known["scale"].split())] if known and known["scale"] else 1.0
    kind = family(noun)
    factor *= _of_forms("times").get(noun, 1.0)
    meant = _of_forms("same").get(noun, noun)
    # An unknown noun is most likely a thing that is counted: amounts have few units, and the registry has them.
    return Measure(kind if kind in NOT_COUNTED and kind != "scale" else COUNT, meant, factor)


def is_rate(unit: str | None) -> bool:
    """Whether values of this unit are rates: they differ in percentage points and have no sum."""
    known = measure(unit)
    return known is not None and known.kind == RATE


def same_kind(one: str | None, other: str | None) -> bool:
    """Whether figures in these units can be values of one indicator; a unit that is not printed fits all."""
    mine, theirs = measure(one), measure(other)
    if mine is None or theirs is None:
        return True
    return mine.dimension == theirs.dimension


def converted(value: float, unit: str | None, wanted: str | None) -> float | None:
    """A ``value`` in the printed ``unit`` as one in the unit ``wanted``; None where they cannot be brought together.

    Counts of different nouns are taken as one: which things are counted is said by the indicator.
    """
    mine, theirs = measure(unit), measure(wanted)
    if mine is None or theirs is None or mine == theirs:
        return value
    if not same_kind(unit, wanted) or (mine.kind == RATE and mine.noun != theirs.noun):
        return None
    if mine.factor == theirs.factor:
        return value
    # Twelve digits are more than any report prints, and cut what binary fractions add: 0,1 triệu đồng are 100000.
    return float(f"{value * mine.factor / theirs.factor:.12g}")


@cache
def _of_forms(field: str) -> Mapping[str, Any]:
    """What a field of the registry says of printed forms, by the form in small letters."""
    return {form.casefold(): said for entry in load("units") for form, said in entry.get(field, {}).items()}


@cache
def _scales() -> Mapping[str, float]:
    (entry,) = (entry for entry in load("units") if entry["family"] == "scale")
    return dict(zip(entry["forms"], entry["factors"], strict=True))
