"""Names of places and organs as they stand alone, in a cell or a head: ``Huyện Nga Sơn``, ``TP. Vinh``, ``Sở Y tế``."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from patterns.figures.units import either
from patterns.loader import entry_of
from patterns.names.mentions import organs_named
from patterns.names.provinces import provinces, spellings
from patterns.phrases import compiled, part_words
from patterns.spelling import fold
from patterns.tables.labels import bare

_BRACKETED_END = regex.compile(r"\s*\([^()]*\)\W*$")
# Names of districts and communes have one to five words; those of wards may be a number (Phường 12).
_NAME = r"\p{Lu}[\p{L}’']*(?:(?:[ -]|\s[-–]\s)\p{Lu}[\p{L}’']*){0,5}"
_LEVEL = r"(?i:$LEVEL|$CITY_SHORT|thôn|bản|ấp|buôn|khu phố|tổ dân phố|khóm|TX\.?|TT\.?|H\.|P\.|X\.)"
_UNIT = compiled(rf"{_LEVEL}\s?(?:{_NAME}|\d{{1,2}})(?:\s\d{{1,2}})?")
_ALONE = regex.compile(_NAME)
# Spellings of provinces of so few letters (``HN``) are short forms that mean other things in a table.
_SHORT = 2


@lru_cache(maxsize=1 << 13)
def bare_name(text: str) -> str:
    """A name without the number in front and the brackets behind it."""
    return bare(_BRACKETED_END.sub("", text))


@lru_cache(maxsize=1 << 13)
def province_of(text: str, *, with_level: bool = False) -> str | None:
    """The slug of the province that a text names and nothing else; ``with_level`` only where it says that it is one."""
    names = _provinces_by_level() if with_level else _provinces()
    return names.get(fold(bare_name(text)))


@lru_cache(maxsize=1 << 13)
def is_place_or_organ(text: str) -> bool:
    """Whether a text is the name of a place or an organ, by its level, its head, or the registry."""
    name = bare_name(text)
    if _UNIT.fullmatch(name) or province_of(name, with_level=True):
        return True
    if name.casefold() in _kinds_of_schools():
        return False
    # In capitals a head may begin any sentence: "BAN HÀNH KẾ HOẠCH".
    return bool(organs_named(name)) or (not name.isupper() and _organ().fullmatch(name) is not None)


@lru_cache(maxsize=1 << 13)
def is_proper_name(text: str) -> bool:
    """Whether every word of a text begins with a capital, as in names of places: ``Phan Rang - Tháp Chàm``."""
    name = bare_name(text)
    return not (name.isupper() and len(name.split()) == 1 and len(name) < _LONGEST_ACRONYM) and bool(
        _ALONE.fullmatch(name)
    )


# Letters of an acronym that stands for a kind of thing in a table (``NNP``, ``HTX``), and is no name in capitals.
_LONGEST_ACRONYM = 5


@cache
def _organ() -> regex.Pattern[str]:
    heads = either(entry_of("row_names", "organs")["words"])
    return compiled(rf"(?:{heads})\s+(?:\p{{Lu}}|(?:$LEVEL|các|nhân dân)\s)[^.;:]{{1,80}}|(?:{heads})\s(?:$LEVEL)")


@cache
def _kinds_of_schools() -> frozenset[str]:
    return frozenset(word.casefold() for word in part_words("SCHOOL"))


@cache
def _provinces() -> dict[str, str]:
    named = {fold(name): entry.id for entry in provinces().values() for name in spellings(entry) if len(name) > _SHORT}
    return named | _provinces_by_level()


@cache
def _provinces_by_level() -> dict[str, str]:
    return {
        f"{level} {fold(name)}": entry.id
        for entry in provinces().values()
        for name in spellings(entry)
        for level in (("thanh pho", "tp", "tp.") if entry.get("city") else ("tinh",))
    }
