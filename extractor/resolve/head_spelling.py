"""Spelling of heads: letters that stand apart are joined, capitals become the usual case of names."""

from __future__ import annotations

from functools import cache

import regex

from patterns.loader import load
from patterns.organs import organ_named, organ_names
from patterns.spelling import name_pattern

_DASHES = regex.compile(r"[\u2010-\u2015\u2212]")
_OF_PLACE = regex.compile(
    r"(?i:(?<=^|\s)(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu))\s+(?<name>\S.*)$"
)
_UNIT_WORDS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")


def respaced(number: str) -> str:
    """A printed number without blanks and with plain hyphens: ``1 8 1 /BC - SNV`` → ``181/BC-SNV``."""
    return str(_DASHES.sub("-", "".join(number.split())))


@cache
def head_words() -> tuple[tuple[regex.Pattern[str], bool], ...]:
    """Patterns of the words with which organs begin, the longest first, and whether the next word has a capital."""
    words = [(word, bool(entry["capital"])) for entry in load("organ_heads") for word in entry["words"]]
    words.sort(key=lambda word: -len(word[0]))
    return tuple((regex.compile(rf"(?i:{name_pattern(word)})(?!\w)"), capital) for word, capital in words)


def begins_organ(line: str) -> bool:
    """Whether a line of a head begins the name of an organ, rather than going on with the one above."""
    return any(pattern.match(line) for pattern, _ in head_words())


def usual_case(name: str) -> str:
    """A name in capitals as it is written in running text; a name that has small letters stays.

    Known organs are spelled by the registry; else the head word and the one behind it have capitals. The name of a
    place behind ``tỉnh``, ``huyện`` … has capitals throughout: ``SỞ NỘI VỤ`` → ``Sở Nội vụ``.
    """
    name = " ".join(name.split())
    if not name.isupper():
        return name
    place = _OF_PLACE.search(name)
    front = name[: place.start()].rstrip() if place else name
    spelled = _organ_in_usual_case(front) if front else ""
    if not place:
        return spelled
    word = next(unit for unit in _UNIT_WORDS if place.group().lower().startswith(unit))
    return f"{spelled} {word} {_titled(place['name'])}".strip()


def _organ_in_usual_case(name: str) -> str:
    known = organ_names().fullmatch(name)
    organ = organ_named(name) if known else None
    if organ:
        return next(
            (spelling for spelling in (organ.name, *organ.names) if spelling.casefold() == name.casefold()), organ.name
        )
    for pattern, capital in head_words():
        head = pattern.match(name)
        if head:
            rest = name[head.end() :].strip().lower()
            return f"{_capitalised(head.group().lower())} {_capitalised(rest) if capital else rest}".strip()
    return _capitalised(name.lower())


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _titled(words: str) -> str:
    return " ".join(_capitalised(word) for word in words.lower().split())
