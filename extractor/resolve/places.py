"""Places and organs in issuer phrases: slugs of provinces and of units below them, and full names of organs."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from patterns.loader import load
from patterns.names.organs import organ_named
from patterns.names.provinces import LAST_DAY_BEFORE, MERGER, provinces, spellings
from patterns.phrases import compiled, expand
from patterns.spelling import fold, slug

_UNIT_LEVEL = r"(?i:$UNIT_LEVEL|$UNIT_COMMITTEE (?:ủy|uỷ))"
_CITY_LEVEL = r"(?i:thành phố|$CITY_SHORT|thành (?:ủy|uỷ))"
# Names of districts and communes have one to five words; those of wards may be a number (Phường 12).
_NAME = r"(?:\p{Lu}\p{L}*(?:(?: |-)\p{Lu}\p{L}*){0,4}|\d{1,2}(?!\d))"
_UNIT = compiled(rf"(?<!\p{{L}})(?:(?P<unit>{_UNIT_LEVEL})|(?P<city>{_CITY_LEVEL})) ?(?P<name>{_NAME})")
_LEVEL_WORD = compiled(r"(?<!\p{L})(?P<level>(?i:thành phố|$UNIT_LEVEL|$UNIT_COMMITTEE(?= (?:ủy|uỷ))))(?!\p{L})")
_OLD_SPELLING = regex.compile(r"\bUỷ\b")


@cache
def _province_names() -> tuple[regex.Pattern[str], dict[str, str]]:
    slugs: dict[str, str] = {}
    for entry in provinces().values():
        for name in spellings(entry):
            slugs.setdefault(slug(name), entry.id)
    names = sorted(slugs, key=lambda name: (-len(name), name))
    joined = "|".join(name.replace("-", "[ .–-]+") for name in names)
    below = expand("$unit_level")
    return regex.compile(rf"(?<![a-z0-9])(?P<below>{below} )?(?P<name>{joined})(?![a-z0-9])"), slugs


# a document names few places, often; the bound keeps a long run from growing
@lru_cache(maxsize=4096)
def place_slug(text: str) -> str | None:
    """The slug of the province that a phrase names: ``UBND tỉnh Bắc Giang`` → ``bac-giang``; None where it names none.

    A province's name after ``huyện``, ``xã`` and the like is the name of that unit, not of the province.
    """
    pattern, slugs = _province_names()
    last = None
    # the last one: a phrase goes from the smaller unit to the province
    for found in pattern.finditer(fold(text)):
        if not found["below"]:
            last = slugs[slug(found["name"])]
    return last


@lru_cache(maxsize=4096)
def unit_slug(text: str) -> str | None:
    """The slug of the district or commune that a phrase names first: ``UBND huyện Nga Sơn`` → ``nga-son``."""
    for found in _UNIT.finditer(text):
        name = slug(found["name"])
        province = provinces().get(name)
        # a city that is a province of its own is no unit of one
        if found["city"] and (name == "hcm" or (province and province.get("city"))):
            continue
        return f"{slug(found['unit'] or 'thanh-pho')}-{name}" if name.isdigit() else name
    return None


def unit_name(text: str) -> str | None:
    """The district or commune that a phrase names first, as printed: ``huyện Nga Sơn``, also for ``Huyện ủy Nga Sơn``.

    None where ``unit_slug`` is None.
    """
    for found in _UNIT.finditer(text):
        if unit_slug(found.group()):
            level = regex.sub(r"\s+(?:ủy|uỷ)$", "", (found["unit"] or "thành phố").lower())
            return f"{level} {found['name']}"
    return None


def own_unit(*organs: str) -> str | None:
    """The district or commune whose paper it is, by the names of its issuing organ and of those above it.

    Only organs that stand for a unit say so: a health centre of a district is no organ of that district's committee.
    """
    for name in organs:
        organ = organ_named(name)
        if organ and organ.level in ("unit", "any") and (unit := unit_name(name)):
            return unit
    return None


def names_other_level(text: str, own: str) -> bool:
    """Whether a phrase says a level below the province, without a name, that is not the level of one's own unit.

    ``text`` is an issuer phrase or the name of an organ, ``own`` the name of the unit: ``UBND huyện`` in a paper of
    ``xã Nga An`` is not its own.
    """
    found = _LEVEL_WORD.search(text)
    return bool(found) and not own.startswith(found["level"].lower())


def says_province(text: str) -> bool:
    """Whether a phrase puts its organ at the level of the province: it names one, or says ``tỉnh`` without a name."""
    words = fold(text).split()
    return "tinh" in words or (unit_slug(text) is None and place_slug(text) is not None)


def generation(slug_: str, day: str | None, year: int | None, citing_day: str | None) -> str:
    """The slug of the province as it was when an act was issued.

    ``slug_`` is that of its name, with or without the end ``_2``; ``day`` is the ISO day of the act and ``year`` its
    year, ``citing_day`` the ISO day of the document that cites it, each None where it is not known. A province that
    was merged on 1 July 2025 under its own name has a second generation, ``slug_2``. Where neither day nor year
    decides, and the citing document is not older, both stand: ``a|a_2``.
    """
    first = slug_.removesuffix("_2")
    entry = provinces().get(first)
    if entry is None or not entry.get("second"):
        return first
    if day:
        return first if day < MERGER else f"{first}_2"
    # of the year of the merger alone nothing is known: half of it is before
    if year and year != int(MERGER[:4]):
        return first if year < int(MERGER[:4]) else f"{first}_2"
    return first if citing_day and citing_day < MERGER else f"{first}|{first}_2"


def former(slug_: str, day: str | None, year: int | None) -> str:
    """The slug that a province had when an act was issued, where it has been renamed since.

    ``slug_`` is that of its present name; ``day`` is the ISO day of the act and ``year`` its year, each None where it
    is not known.
    Thừa Thiên Huế is thành phố Huế from 1 January 2025 on (Nghị quyết 175/2024/QH15).
    """
    entry = provinces().get(slug_)
    since = entry.get("valid_from") if entry else None
    issued = day or (str(year) if year else None)
    if since is None or issued is None or issued >= since[: len(issued)]:
        return slug_
    return next((each.id for each in provinces().values() if each.get("into") == slug_), slug_)


def validity(place: str) -> tuple[str | None, str | None]:
    """First and last day of a province, as a key has it (``binh-thuan``, ``lam-dong_2``, ``thanh-hoa/nga-son``).

    None where it has always been there, or still is, or is not one province of the registry.
    """
    province = place.partition("/")[0]
    entry = provinces().get(province.removesuffix("_2"))
    if entry is None:
        return None, None
    if province.endswith("_2"):
        return MERGER, None
    return None, entry.get("valid_to") or (LAST_DAY_BEFORE if entry.get("second") else None)


@cache
def _short_forms() -> tuple[tuple[regex.Pattern[str], str], ...]:
    ends = {True: r" ?(?=\p{Lu})", False: r"\b"}
    return tuple(
        (compiled(rf"\b(?:{entry['short']}){ends[bool(entry.get('before_name'))]}"), entry["full"])
        for entry in load("short_forms")
    )


def full_issuer(printed: str) -> str:
    """The full name of an organ as printed in a head or a phrase.

    ``UBND tỉnh Bắc Giang`` → ``Ủy ban nhân dân tỉnh Bắc Giang``; capitals of a head get the usual case.
    """
    text: str = " ".join(printed.split())
    for pattern, long in _short_forms():
        text = pattern.sub(long, text)
    if printed.isupper() or text.isupper():
        from extractor.resolve.head.spelling import usual_case  # reads the registry of organs, others need names only

        text = usual_case(text)
    text = _OLD_SPELLING.sub("Ủy", text)
    return f"{text[:1].upper()}{text[1:]}"
