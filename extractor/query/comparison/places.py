"""Whose figures form one series: provinces over their merger of 1 July 2025, and other organs for themselves."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from extractor.resolve.places import place_slug
from extractor.search.words import words
from patterns.provinces import MERGER, provinces

# Organs that report on administrative reform for a whole province: the department drafts what the committee sends.
FOR_THE_PROVINCE = ("ubnd", "snv")


class Series(NamedTuple):
    """Whose values follow one another. ``place`` is the slug of a province, None where the organ has none."""

    name: str
    place: str | None
    key: str


def series_of(place: str | None, issuer: str | None, issuer_key: str | None, file_name: str) -> Series:
    """The series of a report: that of its province for a report on all of it, else that of its issuer there.

    ``place`` is the slug of the province, ``issuer`` the organ's full name, ``issuer_key`` its key (``snv@ha-tinh``);
    each may be None. ``file_name`` names a series of which nothing else is known.
    """
    organ, _, unit = (issuer_key or "").partition("@")
    province = provinces().get(place or "")
    if province and "/" not in unit and (organ in FOR_THE_PROVINCE or not issuer):
        return Series(str(province["name"]), place, province.id)
    name = issuer or (str(province["name"]) if province else place or file_name)
    shown = f"{name} ({province['name']})" if province and str(province["name"]) not in name else name
    return Series(shown, place, f"{place or ''}/{issuer_key or name}")


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


def break_of(place: str) -> str:
    """What happened to the province on 1 July 2025, in words."""
    entry = provinces()[place]
    if entry.get("into"):
        return f"part of {province_name(str(entry['into']))} since 1 July 2025"
    others = ", ".join(map(province_name, entry.get("merged_with", ())))
    return f"with {others} since 1 July 2025: not comparable with what stands before"
