"""What a key leaves open, and which keys of the corpus close it.

A key is ``vn:organ[@place]:series:year:number``. Its place may be open (``?``, ``a|b``), its organ unknown
(``?``), its year not printed (``x``); a year from a date is ``d2023``, one that is part of the symbol ``2023``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import zip_longest
from typing import NamedTuple

from patterns.instruments.doc_types import doc_types
from patterns.names.organs import organ_of_code

# What a key leaves open: no slug has a ``?``, no year is ``x``.
UNKNOWN, NO_YEAR = "?", "x"
# In place of the organ where an instrument is known by its title alone: two laws may share one, within one year.
TITLED = "title"


class KeyParts(NamedTuple):
    """The parts of a key; ``place`` is None for organs that need none."""

    organ: str
    place: str | None
    series: str
    year: str
    number: str

    @property
    def places(self) -> tuple[str, ...]:
        """The places that it may be; one empty for organs that need none."""
        return tuple((self.place or "").split("|"))

    @property
    def open_place(self) -> bool:
        """Whether organ or place may be one of several."""
        return self.organ == UNKNOWN or self.unknown_place or "|" in (self.place or "")

    @property
    def unknown_place(self) -> bool:
        """Whether the province or the unit below it is not known (``?``, ``?/nga-son``, ``thanh-hoa/?``)."""
        return UNKNOWN in (self.place or "").split("/")

    @property
    def open_year(self) -> bool:
        """Whether the year is not known."""
        return self.year == NO_YEAR

    @property
    def known(self) -> bool:
        """Whether the key names one instrument."""
        return not self.open_place and not self.open_year

    @property
    def calendar_year(self) -> int | None:
        """The year as a number."""
        digits = self.year.removeprefix("d")
        return int(digits) if digits.isdigit() else None


def titled_key(series: str, year: int | None, title: str) -> str:
    """The key of an instrument that is known by its title.

    series: the code of its type. year: in which it was passed, None where that is not known. title: its words as
    ``title_key`` of the registry of laws gives them.
    """
    return f"vn:{TITLED}:{series}:{NO_YEAR if year is None else year}:{title}"


@lru_cache(maxsize=4096)
def key_parts(key: str) -> KeyParts | None:
    """The parts of a key, None for one of another form."""
    parts = key.split(":", 4)
    if len(parts) != 5 or parts[0] != "vn":
        return None
    organ, _, place = parts[1].partition("@")
    return KeyParts(organ, place or None, *parts[2:])


class CandidateIndex:
    """Which known keys an open key may stand for."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._known: dict[tuple[str, str], list[tuple[KeyParts, str]]] = defaultdict(list)
        self._found: dict[str, tuple[tuple[str, str], ...]] = {}
        # sorted: candidates come in one order, whatever that of the corpus
        for key in sorted(set(keys)):
            parts = key_parts(key)
            if parts and parts.known:
                self._known[parts.series, parts.number].append((parts, key))

    def of(self, key: str) -> tuple[tuple[str, str], ...]:
        """``(known key, reason)`` for each; nothing where both place and year are unknown, as that says nothing."""
        if key not in self._found:
            self._found[key] = tuple(self._search(key))
        return self._found[key]

    @staticmethod
    def reason(wanted: KeyParts) -> str:
        """What an open key leaves open, in words."""
        if wanted.open_year:
            return "the year is not printed"
        if wanted.organ == UNKNOWN:
            return "the organ is not printed"
        if wanted.unknown_place:
            return "the place is not printed"
        return f"the place may be {' or '.join(wanted.places)}"

    def _search(self, key: str) -> Iterator[tuple[str, str]]:
        wanted = key_parts(key)
        if wanted is None or wanted.known or ((wanted.organ == UNKNOWN or wanted.unknown_place) and wanted.open_year):
            return
        reason = self.reason(wanted)
        for parts, known in self._known.get((wanted.series, wanted.number), ()):
            if _place_fits(wanted, parts) and _year_fits(wanted, parts):
                yield known, reason


def is_later(key: str, until: int | None) -> bool:
    """Whether the key's instrument is of a year after this one; False where either year is not known."""
    parts = key_parts(key)
    year = parts.calendar_year if parts else None
    return year is not None and until is not None and year > until


def organ_key(key: str) -> str | None:
    """The key of the organ that issued an instrument, ``ubnd@thanh-hoa``; None where it is open or a title's."""
    parts = key_parts(key)
    if parts is None or parts.open_place or parts.organ == TITLED:
        return None
    return f"{parts.organ}@{parts.place}" if parts.place else parts.organ


def key_with_year(parts: KeyParts) -> str | None:
    """The key that an instrument of a dated key has by its whole number, where all of its kind hold their year.

    ``126/NĐ-CP`` of 2024 is ``126/2024/NĐ-CP``: the Government numbers its decrees in one series.
    """
    if parts.series not in _year_since() or not parts.year.startswith("d"):
        return None
    year = parts.calendar_year
    if year is None or not _holds_year(parts, year):
        return None
    return f"vn:{parts.organ}:{parts.series}:{year}:{parts.number}"


def _holds_year(parts: KeyParts, year: int) -> bool:
    since = _year_since().get(parts.series)
    if since is None or year < since or parts.place:
        return False
    organ = organ_of_code(parts.organ)
    return organ is not None and not organ.party


@cache
def _year_since() -> Mapping[str, int]:
    return {kind.code: kind.year_since for kind in doc_types().values() if kind.year_since}


def _place_fits(wanted: KeyParts, parts: KeyParts) -> bool:
    if wanted.organ == UNKNOWN:
        return True
    if wanted.organ != parts.organ:
        return False
    return wanted.place == UNKNOWN or any(_names(place, parts.place or "") for place in wanted.places)


def _names(wanted: str, place: str) -> bool:
    """Whether a place may be what is wanted, level by level: ``thanh-hoa/?`` any unit of the province."""
    levels = list(zip_longest(wanted.split("/"), place.split("/")))
    return all(known is not None and sought in (UNKNOWN, known) for sought, known in levels)


def _year_fits(wanted: KeyParts, parts: KeyParts) -> bool:
    if not wanted.open_year:
        return wanted.year == parts.year
    return parts.year.startswith("d") or _holds_year(parts, parts.calendar_year or 0)
