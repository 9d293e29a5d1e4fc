"""Spelling of heads: letters that stand apart are joined, capitals become the usual case of names."""

from __future__ import annotations

from functools import cache

import regex

from patterns.loader import load
from patterns.names.organs import organ_named, organ_names, organs
from patterns.names.provinces import level_of, provinces
from patterns.phrases import compiled, part_words, with_words
from patterns.spelling import fold, name_pattern

_DASHES = regex.compile(r"[\u2010-\u2015\u2212]")
_OF_PLACE = compiled(
    r"(?i:(?<=^|\s)(?<!hợp tác )(?P<level>$LEVEL))\s+"
    r"(?<name>(?!(?i:[uủ]ỷ|ủy|hội|đoàn|đội)(?!\w))\S.*)$"
)
# A rule of dots, dashes or bars, however it is set or recognised (``¯¯¯¯``).
_RULE = regex.compile(r"[^\p{L}\p{N}]*")
# Names that keep their capitals anywhere in the name of an organ; those of provinces only stand at its end.
_NAMES = ("Việt Nam", "Hồ Chí Minh", "miền Bắc", "miền Trung", "miền Nam")
# An abbreviation has no vowel (CCHC, KHĐT); in capitals it looks like any other word.
_NO_VOWEL = regex.compile(r"(?=.*[a-z].*[a-z])[^aeiouy]+")
# ``TỈNH ỦY HÀ TĨNH``, ``HUYỆN ĐOÀN NGA SƠN``: what follows is the name of the place.
_OF_COMMITTEE = compiled(r"(?i:$COMMITTEE (?:ủy|uỷ|đoàn))\s+(?<name>\S.*)")


def is_rule(line: str) -> bool:
    """Whether a line has neither letter nor digit: it parts the lines about it."""
    return _RULE.fullmatch(line) is not None


def respaced(number: str) -> str:
    """A printed number without blanks and with plain hyphens: ``1 8 1 /BC - SNV`` → ``181/BC-SNV``."""
    return str(_DASHES.sub("-", "".join(number.split())))


@cache
def head_words() -> tuple[tuple[regex.Pattern[str], str, bool], ...]:
    """Patterns of the words with which organs begin, the longest first, the words, and whether a capital follows."""
    words = [(word, bool(entry["capital"])) for entry in load("organ_heads") for word in with_words(entry["words"])]
    words.sort(key=lambda word: -len(word[0]))
    return tuple((regex.compile(rf"(?i:{name_pattern(word)})(?!\w)"), word, capital) for word, capital in words)


def begins_organ(line: str) -> bool:
    """Whether a line of a head begins the name of an organ, rather than going on with the one above."""
    return _any_head_word().match(line) is not None


def is_organ_head(name: str) -> bool:
    """Whether a name is only the head of one, which stands alone for no organ: ``VĂN PHÒNG``."""
    return name.casefold() in _bare_heads()


@cache
def _bare_heads() -> frozenset[str]:
    return frozenset(word.casefold() for part in ("ORGAN_HEAD", "BODY_HEAD") for word in part_words(part))


@cache
def _any_head_word() -> regex.Pattern[str]:
    return regex.compile("|".join(pattern.pattern for pattern, _, _ in head_words()))


def names_organ(text: str) -> bool:
    """Whether a text begins like the name of an organ or a place, whatever its marks: those of stamps are misread."""
    return _organ_beginnings().match(fold(text)) is not None


@cache
def _organ_beginnings() -> regex.Pattern[str]:
    words = [
        *(word for entry in load("organ_heads") for word in with_words(entry["words"])),
        *part_words("LEVEL"),
        "cổng",
    ]
    return regex.compile(rf"\W*(?:{'|'.join(regex.escape(fold(word)) for word in words)})(?!\w)")


def usual_case(name: str) -> str:
    """A name in capitals as it is written in running text; a name that has small letters stays.

    Known organs are spelled by the registry; else the head word and the one behind it have capitals. The name of a
    place behind ``tỉnh``, ``huyện`` … has capitals throughout: ``SỞ NỘI VỤ`` → ``Sở Nội vụ``. Abbreviations stay.
    """
    name = " ".join(name.split())
    return _with_abbreviations(_with_places(_in_usual_case(name)), name) if name.isupper() else name


def _with_places(spelled: str) -> str:
    """The name with capitals in the country's and Hồ Chí Minh's name, and in that of a province at its end."""
    named = _places_within().sub(lambda found: _with_capitals(found.group()), spelled)
    return str(named)


def _with_capitals(place: str) -> str:
    """A place with its capitals; the number of a school may follow (``Hà Nội 2``)."""
    name = place.rstrip(" 0123456789")
    return _places_by_small_letters()[name] + place[len(name) :]


@cache
def _places_within() -> regex.Pattern[str]:
    names = "|".join(regex.escape(entry["name"].lower()) for entry in provinces().values())
    within = "|".join(name.lower() for name in _NAMES)
    return regex.compile(rf"(?<!\w)(?:{within})(?!\w)|(?<!\w)(?:{names})(?: \d+)?$")


@cache
def _places_by_small_letters() -> dict[str, str]:
    return {name.lower(): name for name in (*_NAMES, *(entry["name"] for entry in provinces().values()))}


def _with_abbreviations(spelled: str, name: str) -> str:
    """The spelled name with words without a vowel as printed: ``BAN CHỈ ĐẠO CCHC`` → ``Ban Chỉ đạo CCHC``."""
    words, printed = spelled.split(), name.split()
    if len(words) != len(printed):
        return spelled
    return " ".join(old if _NO_VOWEL.fullmatch(fold(old)) else new for new, old in zip(words, printed, strict=True))


def _in_usual_case(name: str) -> str:
    province = _misread_province(name)
    if province:
        front, place = name[: -len(province)].rstrip(), province
        return f"{_organ_in_usual_case(front) if front else ''} {place}".strip()
    place = _OF_PLACE.search(name)
    front = name[: place.start()].rstrip() if place else name
    spelled = _organ_in_usual_case(front) if front else ""
    if not place:
        return spelled
    return f"{spelled} {place['level'].lower()} {_titled(place['name'])}".strip()


def _organ_in_usual_case(name: str) -> str:
    committee = _OF_COMMITTEE.fullmatch(name)
    if committee:
        words = name[: committee.start("name")].strip().lower()
        return f"{_capitalised(words)} {_titled(committee['name'])}"
    known = organ_names().fullmatch(name)
    organ = organ_named(name) if known else None
    if organ:
        return next(
            (spelling for spelling in (organ.name, *organ.names) if spelling.casefold() == name.casefold()), organ.name
        )
    # OCR loses marks in capitals (``SỞ Y TẺ``): a name that is known without them is that organ's
    misread = _organs_without_marks().get(fold(name))
    if misread:
        return misread
    for pattern, word, capital in head_words():
        head = pattern.match(name)
        if head:
            rest = name[head.end() :].strip().lower()
            return f"{word} {_capitalised(rest) if capital else rest}".strip()
    return _capitalised(name.lower())


def _misread_province(name: str) -> str | None:
    """The province at the end of a name, rightly spelled, where its marks are wrong (``TỈNH LÂM ĐÒNG``); else None."""
    found = _provinces_without_marks()[0].search(fold(name))
    right = _provinces_without_marks()[1][found.group()] if found else None
    return right if right and right.upper() != name[-len(right) :] else None


@cache
def _provinces_without_marks() -> tuple[regex.Pattern[str], dict[str, str]]:
    named = (f"{level_of(entry)} {entry['name']}" for entry in provinces().values())
    spelled = {fold(each): each for each in named}
    return regex.compile(rf"(?<!\w)(?:{'|'.join(map(regex.escape, spelled))})$"), spelled


@cache
def _organs_without_marks() -> dict[str, str]:
    return {fold(name): organ.name for organ in organs().values() for name in (organ.name, *organ.names)}


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _titled(words: str) -> str:
    return " ".join(_capitalised(word) for word in words.lower().split())
