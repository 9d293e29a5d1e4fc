"""Whose figures form one series: provinces over their merger of 1 July 2025, and other organs for themselves."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import regex

from extractor.query.comparison.notes import MERGED_WITH, PART_OF, Note, note
from extractor.resolve.places import place_slug
from extractor.search.words import words
from patterns.figures.units import either
from patterns.loader import load
from patterns.names.provinces import MERGER, provinces
from patterns.spelling import fold

# Organs that report on administrative reform for a whole province: the department drafts what the committee sends.
FOR_THE_PROVINCE = ("ubnd", "snv")


COMMITTEE = "ubnd"

# Entries of ``scopes.toml``.
OWN, OF_PROVINCE = "own", "province"


class Series(NamedTuple):
    """Whose values follow one another. ``place`` is the slug of a province, None where the organ has none."""

    name: str
    place: str | None
    key: str


def series_of(
    place: str | None, issuer: str | None, issuer_key: str | None, file_name: str, title: str | None = None
) -> Series:
    """The series of a report: that of its province for a report on all of it, else that of its issuer there.

    ``place`` is the slug of the province, ``issuer`` the organ's full name, ``issuer_key`` its key (``snv@ha-tinh``);
    each may be None. ``file_name`` names a series of which nothing else is known. ``title`` is that of the report: its
    words say whether a department speaks of the province (``trên địa bàn tỉnh``) or of itself (``của Sở Nội vụ``).
    """
    organ, _, unit = (issuer_key or "").partition("@")
    province = provinces().get(place or "")
    scope = scope_of(title or "")
    for_all = organ in FOR_THE_PROVINCE and (organ == COMMITTEE or scope != OWN)
    if province and "/" not in unit and (for_all or scope == OF_PROVINCE or not issuer):
        return Series(str(province["name"]), place, province.id)
    name = issuer or (str(province["name"]) if province else place or file_name)
    shown = f"{name} ({province['name']})" if province and str(province["name"]) not in name else name
    return Series(shown, place, f"{place or ''}/{issuer_key or name}")


@lru_cache(maxsize=1 << 14)
def place_series(place: str, whole: Series) -> Series:
    """The series of a place or organ that a row or column names in a report of the series ``whole``.

    ``place`` is the slug of a province, which has the series of its own reports, or a name as printed.
    """
    if province := provinces().get(place):
        return Series(str(province["name"]), place, province.id)
    return Series(f"{place} ({whole.name})", whole.place, f"{whole.key}/{fold(place)}")


@lru_cache(maxsize=1 << 14)
def scope_of(title: str) -> str | None:
    """Whom the words of a title speak of, the first of them where it names both; None where they say nothing."""
    found = [(match.start(), name) for name, pattern in _scopes() if (match := pattern.search(title))]
    return min(found)[1] if found else None


@cache
def _scopes() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    return tuple(
        (entry.id, regex.compile(rf"(?<!\w)(?:{either(entry['words'])})(?!\w)", regex.IGNORECASE))
        for entry in load("scopes")
    )


def province_name(place: str) -> str:
    """The name of a province by its slug."""
    return str(provinces()[place]["name"])


def asked_place(asked: str) -> str | None:
    """The slug of the province that a person means by a slug or a name, None where it is none."""
    slug = "-".join(words(asked))
    return slug if slug in provinces() else place_slug(asked)


@lru_cache(maxsize=1 << 14)
def merged_after(place: str | None, end: str) -> bool:
    """Whether a period belongs to the time in which the province is another one than before 1 July 2025."""
    entry = provinces().get(place or "")
    return bool(entry and (entry.get("second") or entry.get("into")) and end >= MERGER)


def members(place: str) -> tuple[str, ...]:
    """The provinces that are one since the merger, the one that goes on first; none for a province that stayed."""
    entry = provinces().get(place)
    return (place, *entry["merged_with"]) if entry and entry.get("merged_with") else ()


def successor(place: str) -> str:
    """The province that goes on for this one."""
    entry = provinces().get(place)
    return str(entry["into"]) if entry and entry.get("into") else place


def break_of(place: str) -> Note:
    """What happened to the province on 1 July 2025, in words."""
    entry = provinces()[place]
    if entry.get("into"):
        return note(PART_OF, province=province_name(str(entry["into"])))
    others = ", ".join(map(province_name, entry.get("merged_with", ())))
    return note(MERGED_WITH, others=others)
