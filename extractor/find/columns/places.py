"""The place or organ that the head of a column names: ``Cần Thơ › Diện tích (ha)``, ``Phường Bích Động``."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from patterns.figures.units import either
from patterns.loader import entry_of
from patterns.names.provinces import provinces, spellings
from patterns.phrases import compiled
from patterns.spelling import fold
from patterns.tables.columns import PATH

# Letters: a shorter spelling of a province ("HN") is an abbreviation of anything in a head (test_reader.py).
SHORTEST_NAME = 2

_BRACKETS = regex.compile(r"\s*\([^()]*\)\s*$")
_NAME = regex.compile(r"\p{Lu}[\p{L}'’]*(?:[ -]\p{Lu}[\p{L}'’]*){0,4}")


@lru_cache(maxsize=1 << 12)
def place_in(head: str) -> str | None:
    """The place that a step of a head names: the slug of a province, else the step as printed; None for none."""
    steps = [_BRACKETS.sub("", " ".join(step.split())) for step in head.split(PATH)]
    outermost = next((at for at, step in enumerate(steps) if _over_places().search(step)), len(steps))
    for at in reversed(range(len(steps))):
        if place := _place(steps[at], under_places=outermost < at):
            return place
    return None


def _place(step: str, *, under_places: bool) -> str | None:
    if slug := _provinces().get(fold(step)):
        return slug
    if _named().fullmatch(step) or (under_places and _NAME.fullmatch(step)):
        return step
    return None


@cache
def _named() -> regex.Pattern[str]:
    """A level of administration or a kind of organ with a name: ``Phường Bích Động``, ``TP. Cà Mau``, ``Sở Nội vụ``."""
    organs = "|".join(entry_of("place_heads", "organs")["words"])
    levels = r"(?i:$UNIT_LEVEL|tỉnh|thành phố|$CITY_SHORT)\.?"
    return compiled(
        rf"(?:{levels}\s+(?:\p{{Lu}}|\d)|(?:{organs})\s+(?:{levels}\s+)?\p{{Lu}})[\p{{L}}\d .'’&,–-]{{0,40}}"
    )


@cache
def _over_places() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either(entry_of('place_heads', 'over')['words'])})(?!\w)", regex.IGNORECASE)


@cache
def _provinces() -> dict[str, str]:
    """The slug of a province by its folded name, with its level or without."""
    found: dict[str, str] = {}
    for entry in provinces().values():
        for name in spellings(entry):
            if len(name) > SHORTEST_NAME:
                # "TP. Cà Mau" is the city within the province of that name.
                for level in ("", "thanh pho ", "tp ", "tp. ", "tp.") if entry.get("city") else ("", "tinh "):
                    found.setdefault(level + fold(name), entry.id)
    return found
