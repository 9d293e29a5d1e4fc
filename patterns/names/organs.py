"""The registry of organs as values: names, symbols, whether their keys need a place, and when they existed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from patterns.loader import Entry, load
from patterns.spelling import fold, names_pattern

_FLAGS = ("place", "place_when_local", "named", "everywhere", "term", "party", "joint")


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ; ``id`` is its part of a key. Dates are ISO days, months or years.

    Those that issue instruments have ``symbols``; the fields are explained in ``organs.toml``.
    """

    id: str
    name: str
    names: tuple[str, ...]
    symbols: tuple[str, ...]
    kind: str
    place: bool = False
    place_when_local: bool = False
    named: bool = False
    everywhere: bool = False
    level: str | None = None
    term: bool = False
    party: bool = False
    joint: bool = False
    valid_from: str | None = None
    valid_to: str | None = None
    successor: str | None = None
    of: str | None = None

    @property
    def placed(self) -> bool:
        """Whether it exists in many places."""
        return self.place or self.place_when_local

    def fits(self, other: Organ) -> bool:
        """Whether both are one organ, or one is the other's head or standing part."""
        return self is other or self.of == other.id or other.of == self.id

    def existed(self, day: str) -> bool:
        """Whether the organ existed on an ISO day, month or year (compared as far as both are known)."""
        # As text: ISO days, months and years compare as far as both go, and an organ of unknown begin has always
        # existed.
        starts, ends = self.valid_from or "", self.valid_to or ""
        return day[: len(starts)] >= starts[: len(day)] and (not ends or day[: len(ends)] <= ends[: len(day)])


@cache
def organs() -> dict[str, Organ]:
    """All organs by id."""
    return {entry.id: _organ(entry) for entry in load("organs")}


def organ_of_code(code: str) -> Organ | None:
    """The organ that a key's organ part stands for; a term number may end it (``qh15``)."""
    organ = organs().get(code)
    # Only organs with terms: ``qh15`` is the 15th National Assembly, ``c07`` an organ of its own.
    numbered = organs().get(code.rstrip("0123456789"))
    return organ or (numbered if numbered and numbered.term else None)


@cache
def _by_symbol() -> tuple[dict[str, list[tuple[Organ, str]]], dict[str, list[tuple[Organ, str]]]]:
    exact: dict[str, list[tuple[Organ, str]]] = {}
    folded: dict[str, list[tuple[Organ, str]]] = {}
    for organ in organs().values():
        for symbol in organ.symbols:
            for index, key in ((exact, symbol.casefold()), (folded, fold(symbol))):
                held = index.setdefault(key, [])
                if all(organ is not known for known, _ in held):
                    held.append((organ, symbol))
    return exact, folded


@lru_cache(maxsize=4096)
def organs_of_symbol(part: str) -> tuple[tuple[Organ, str], ...]:
    """The organs that a part of a symbol may stand for, each with the part rightly spelled (``HDND`` → ``HĐND``)."""
    exact, folded = _by_symbol()
    found = exact.get(part.casefold()) or folded.get(fold(part)) or ()
    # Management boards are founded for each project, with symbols of their own (``BQLDA``, ``BQLKKT``): no list holds
    # them.
    board = organs().get("bql") if not found and part.startswith("BQL") else None
    return ((board, part),) if board else tuple(found)


@cache
def organ_names_pattern(*, placed: bool | None = None) -> str:
    """A pattern for the name of any organ, with or without capitals.

    ``placed`` narrows it to organs that exist in many places (True) or once (False). Organs without a symbol issue no
    numbered instruments: they are only mentioned (``patterns.names.mentions``).
    """
    issuing = (organ for organ in organs().values() if organ.symbols)
    chosen = (o for o in issuing if placed is None or placed == o.placed)
    return rf"(?<!\w)(?i:{names_pattern(name for organ in chosen for name in (organ.name, *organ.names))})(?!\w)"


@cache
def organ_names() -> regex.Pattern[str]:
    """``organ_names_pattern`` for all organs, ready for use."""
    return regex.compile(organ_names_pattern())


@cache
def _by_name() -> dict[str, Organ]:
    found: dict[str, Organ] = {}
    for organ in organs().values():
        for name in (organ.name, *organ.names):
            found.setdefault(name_key(name), organ)
    return found


def name_key(name: str) -> str:
    """What names are compared by: their folded words, whatever stands between (``Sở GD&ĐT`` → ``so gd&dt``)."""
    return " ".join(regex.findall(r"[a-z0-9&]+", fold(name)))


@lru_cache(maxsize=4096)
def organ_named(phrase: str) -> Organ | None:
    """The organ that an issuer phrase names: ``Chủ tịch UBND tỉnh Bắc Ninh`` → the People's Committee."""
    found = organ_names().search(phrase)
    return _by_name().get(name_key(found.group())) if found else None


def _organ(entry: Entry) -> Organ:
    return Organ(
        id=entry.id,
        name=entry["name"],
        names=tuple(entry.get("names", ())),
        symbols=tuple(entry.get("symbols", ())),
        kind=entry["kind"],
        **{flag: entry.get(flag, False) for flag in _FLAGS},
        **{field: entry.get(field) for field in ("of", "level", "valid_from", "valid_to", "successor")},
    )
