"""The patterns for names of organs and what stands around them, made of the registries on first use.

All are matched at a known place of a normal text (``find.normal``), within a bounded reach: none searches ahead.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import regex

from patterns.loader import load
from patterns.names.mentions import fields_of, mention_words, mentioned_names, word_pattern
from patterns.names.provinces import provinces, spellings
from patterns.phrases import compiled, part_words
from patterns.spelling import names_pattern, old_tones

_CITY = r"(?:thành phố|$CITY_SHORT)"
_BELOW = rf"(?:{_CITY}|$UNIT_LEVEL)"
_LEVEL = r"(?:$LEVEL|$CITY_SHORT)"


@cache
def field_heads() -> tuple[str, ...]:
    """Heads that are not repeated in a list: ``Sở Nội vụ, Tài chính``, ``các Bộ: Công an, Tư pháp``."""
    return part_words("FIELD_HEAD")


@cache
def lower_field_heads() -> tuple[str, ...]:
    """Those heads in small letters."""
    return tuple(head.lower() for head in field_heads())


@cache
def first_words() -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    """Where a name may begin: a pattern for words, and what must stand behind each word that begins a name.

    A name begins with a capital letter, or with a head in small letters. Behind a head of fields, or of names that
    the registry need not hold, may stand anything.
    """
    lower_heads = (*lower_field_heads(), "ủy", "uỷ")
    behind: dict[str, set[str]] = {head: {""} for head in lower_heads}
    for name in (*mentioned_names(), *mention_words("kind"), *mention_words("stands-for")):
        first, _, rest = name.partition(" ")
        seconds = {""} if first in field_heads() or not rest else {f" {word}" for word in _printed(rest.split()[0])}
        for word in _printed(first):
            if not word[0].islower():
                behind.setdefault(word, set()).update(seconds)
    return (
        re.compile("|".join([*_capitalised(behind), *(rf"{head}(?!\w)" for head in lower_heads)])),
        {word: () if "" in seconds else tuple(sorted(seconds)) for word, seconds in behind.items()},
    )


def _capitalised(words: Iterable[str]) -> Iterator[str]:
    """A pattern a capital letter for words that begin like some, by their second letter: that spares half of all."""
    second: dict[str, set[str]] = defaultdict(set)
    for word in words:
        if word[0].isupper() and len(word) > 1:
            second[word[0]].add(word[1])
    return (rf"{first}[{''.join(sorted(letters))}]\w*" for first, letters in second.items())


def _printed(word: str) -> set[str]:
    """A word in small letters, with a capital, all in capitals, with either place of its tone mark."""
    spelled = {word.lower(), old_tones(word)}
    return {word, *spelled, *(each.capitalize() for each in spelled), *(each.upper() for each in spelled)}


@cache
def known_name() -> regex.Pattern[str]:
    """The longest name of the registry at a place."""
    # not before a sign and a capital: ``UBND/VX``, ``SNV-CCHC`` are symbols
    return regex.compile(rf"(?i:{names_pattern(mentioned_names())})(?![\w/]|-\p{{Lu}}|&)")


@cache
def field(head: str) -> regex.Pattern[str]:
    """A further field of a head: ``, Tài chính`` after ``Sở Nội vụ``; its own name in the group ``field``.

    It is none where the name of an organ of its own begins there (``begins_name``).
    """
    following = rf"(?! (?:{_LEVEL})(?!\w)| \p{{Lu}})(?!\w|-)"
    return compiled(rf"(?:,| và|;|:) (?=\p{{Lu}})(?P<field>(?i:{names_pattern(fields_of(head))})){following}")


@cache
def begins_name() -> regex.Pattern[str]:
    """The name of an organ, whatever stands behind it."""
    return regex.compile(rf"(?i:{names_pattern(mentioned_names())})(?!\w)")


@cache
def standing_in() -> regex.Pattern[str]:
    """A person who stands for an organ that is not printed."""
    return regex.compile(rf"(?i:{word_pattern('stands-for')})(?!\w)")


@cache
def role_before() -> tuple[regex.Pattern[str], tuple[str, ...]]:
    """The words of a head or standing body that end before an organ, and with what such words end."""
    words = [word for entry in load("offices") for word in entry["words"]]
    role = rf"(?i:{names_pattern(words)})"
    ends = {f"{word.split()[-1]} " for word in words}
    return (
        regex.compile(rf"(?r)(?<!\w)(?P<role>(?:(?i:phó) )?{role}(?:,? {role}){{0,2}}) "),
        tuple(sorted(ends | {end.lower() for end in ends} | {end.upper() for end in ends})),
    )


@cache
def before() -> regex.Pattern[str]:
    """What stands before a name: ``many`` (``các``, ``34``) or ``thing`` (``Luật Tổ chức``)."""
    thing, many = word_pattern("named-after"), word_pattern("many")
    return regex.compile(rf"(?r)(?<!\w)(?:(?P<thing>(?i:{thing}))|(?P<many>(?i:{many})|(?<!\.)\d[\d.]*+(?<!\.))) ")


@cache
def other_thing() -> regex.Pattern[str]:
    """What makes a name part of another behind it: ``Chính phủ điện tử``."""
    return regex.compile(rf" (?i:{word_pattern('other-thing')})(?!\w)")


@cache
def no_kind() -> regex.Pattern[str]:
    """What begins like the name of an organ and is none: ``Ban Giám đốc``, ``Hội An``."""
    return regex.compile(rf"(?i:{word_pattern('no-kind')})(?!\w)")


@cache
def _province() -> str:
    return names_pattern(name for province in provinces().values() for name in spellings(province))


@cache
def _unit() -> str:
    """The name of a district or commune."""
    after = "|".join(mention_words("after-place"))
    capital = rf"(?:(?!(?:{after})(?!\w))\p{{Lu}}[\p{{Ll}}’']*)"
    return rf"(?:{capital}(?:[ -]{capital}){{0,3}}|\d{{1,2}}(?![\d/.,%]))"


@cache
def locality() -> regex.Pattern[str]:
    """The level or place behind a name.

    ``many``: of all of a kind (``các huyện``, ``tỉnh, thành phố``); ``named``: with a name, of a district or commune in
    ``unit``; else the level alone.
    """
    # ``các huyện``, ``tỉnh, thành phố`` and ``10 huyện`` are many; ``huyện Nga Sơn`` behind a number is one
    unit = _unit()
    levels = rf"(?:\d[\d.]* )?(?i:{_LEVEL}),? (?:và )?{_LEVEL}(?!\w| {unit}| ủy| uỷ)|\d[\d.]* (?i:{_LEVEL})(?!\w)"
    many = rf"(?:(?i:{word_pattern('collective')})(?!\w)|{levels})"
    province = rf"(?:(?i:{_province()})(?!\w))"
    above = rf"(?:,? (?:thuộc )?(?i:tỉnh|{_CITY}) {province})?"
    named = (
        rf"(?:(?i:tỉnh) {province}|(?i:{_BELOW}) ?(?:{province}|(?P<unit>{unit})(?!\w)){above}|(?=\p{{Lu}}){province})"
    )
    return compiled(rf" (?:(?P<many>{many})|(?P<named>{named})|(?P<level>(?i:{_LEVEL}))(?!\w))")


@cache
def further_place() -> regex.Pattern[str]:
    """A further province of a list: ``, tỉnh Đắk Nông`` after ``HĐND tỉnh Bình Thuận``."""
    return compiled(rf"(?:,| và) (?P<named>(?i:$PROVINCE_LEVEL) (?i:{_province()}))(?!\w)")


@cache
def committee_place() -> regex.Pattern[str]:
    """The place behind a Party committee, which is named without a level: ``Huyện ủy Nga Sơn``."""
    return regex.compile(rf" (?P<named>{_unit()})")


@cache
def unknown_name() -> regex.Pattern[str]:
    """A name that begins like that of an organ, as far as it reads like a name."""
    kinds = mention_words("kind")
    # up to ten words: with six the ends of banks and associations are lost in 10 of 158 documents
    head = rf"(?:(?i:{names_pattern(kinds)}) (?=\p{{Lu}})|(?i:{word_pattern('kind-in-small-letters')}) )"
    stop = rf"(?:(?i:{word_pattern('end')}|{_LEVEL})(?!\w)|(?:{'|'.join(kinds)}|UBND|HĐND)(?!\w))"
    word = rf"(?!{stop})(?>[\p{{L}}&][\p{{L}}\d&]*(?:-[\p{{L}}&]+)?)"
    return compiled(rf"{head}{word}(?:(?: - | ){word}){{0,9}}(?<! và)")


@cache
def short_form() -> regex.Pattern[str]:
    """A short form that is brought in behind a name: ``(sau đây gọi tắt là Ban Quản lý)``."""
    lead = r"[ ,]{0,2}\(?(?:sau đây )?(?:được )?"
    short = r"[\"“]?(?P<short>[\p{L}&-][\p{L}& -]{0,50}?)[\"”]?\)"
    return regex.compile(rf"{lead}(?i:{word_pattern('short-for')}):? {short}")
