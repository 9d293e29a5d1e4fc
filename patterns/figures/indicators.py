"""The registry of indicators, and what their labels are compared by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from patterns.loader import Entry, load

# The family of reports (registry ``families``) that the seven forms belong to.
FAMILY = "cải cách hành chính"

# Kinds of cells of a form that say something of an indicator, be it that there is none.
VALUE_KINDS = ("number", "code", "dash", "blank")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator or heading of the registry; its files say what the fields hold.

    ``sector`` tells the two kinds apart: those of administrative reform, which have none, are read by words that are
    alike, those of all other reports only where label and print have the same words.
    """

    key: str
    name: str
    name_en: str = ""
    unit: str | None = None
    form: int | None = None
    heading: bool = False
    parent: str | None = None
    variants: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    time: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    better: str | None = None
    change: str | None = None
    sector: str | None = None


@cache
def indicators() -> Mapping[str, Indicator]:
    """All indicators and headings by key, in the order of the files. Raises ``ValueError`` for a key that is none."""
    known = {entry.id: _indicator(entry) for entry in load("indicators")}
    for each in known.values():
        for other in (each.parent, each.numerator, each.denominator):
            if other is not None and other not in known:
                raise ValueError(f"patterns/indicators*.toml, {each.key}: there is no {other}")
    return known


def family_of(each: Indicator) -> str:
    """The family of reports that an indicator is of: its sector, administrative reform where it has none."""
    return each.sector or FAMILY


def above(key: str) -> tuple[str, ...]:
    """The key's parent, its parent and so on."""
    found: list[str] = []
    while (each := indicators().get(key)) and each.parent and each.parent not in found:
        key = each.parent
        found.append(key)
    return tuple(found)


def _indicator(entry: Entry) -> Indicator:
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in entry.fields.items()
    }
    return Indicator(entry.id, **fields)
