"""What labels and heads say of the thing that is counted, without period, scenario and place: words to be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from patterns.loader import load
from patterns.names.persons import person_name
from patterns.periods import find_phrases
from patterns.spelling import new_tones
from patterns.tables.columns import PATH, YEAR
from patterns.tables.labels import bare, either, short_forms, weak_words

_BRACKETS = regex.compile(r"\(([^()]*)(?:\)|$)")
_OPTIONAL = regex.compile(r"\[[^\[\]]*\]")
_WORD = regex.compile(r"[\p{L}\p{M}\d]+")
# Numbers and letters that name a thing (``BOD5``, ``PM2,5``, ``T1``) or stand in brackets for its unit hold no lower
# case word; what is left of a head without one measures nothing.
_LETTERS = regex.compile(r"\p{L}{2}")

# The number of an act, a day, a year: a phrase with one of them speaks of one time only.
_CITED = regex.compile(r"\d/|số \d|(?<!\d)(?:19|20)\d\d(?!\d)")

Wording = frozenset[str]
"""The words of a label that tell what is counted; two prints with the same ones are one indicator."""


@lru_cache(maxsize=1 << 16)
def wordings(label: str) -> tuple[Wording, ...]:
    """The words of a label: with those in brackets, and without them where they narrow nothing."""
    text = new_tones(bare(label))
    found = [_wording(text)]
    inside = " ".join(_BRACKETS.findall(text))
    if inside and not narrows(inside):
        found.append(_wording(_BRACKETS.sub(" ", text)))
    return tuple(dict.fromkeys(each for each in found if each))


class Registered(NamedTuple):
    """The words of a print of the registry: those that a label must have, and all that it may have."""

    needed: Wording
    allowed: Wording

    def fits(self, words: Wording) -> bool:
        """Whether a label of these words is such a print."""
        return self.needed <= words <= self.allowed


def registered_words(text: str) -> Registered:
    """The words of a print of the registry; what stands in square brackets may be left out."""
    small = new_tones(text)
    return Registered(_wording(_OPTIONAL.sub(" ", small)), _wording(small))


@lru_cache(maxsize=1 << 16)
def narrows(text: str) -> frozenset[str]:
    """The phrases of a text that make another indicator of what stands under it: ``nữ``, ``nông thôn``."""
    return frozenset(found[0] for found in _phrases("narrow").finditer(new_tones(text)))


@lru_cache(maxsize=1 << 14)
def compares(head: str) -> bool:
    """Whether a column under this head holds comparisons of what the rows count."""
    return _phrases("compares").search(new_tones(head)) is not None


@lru_cache(maxsize=1 << 14)
def is_clause(text: str) -> bool:
    """Whether words of running text are a clause that names nothing, or cite an act or a year."""
    return _phrases("clause").match(new_tones(text)) is not None or _CITED.search(text) is not None


@lru_cache(maxsize=1 << 14)
def is_person(text: str) -> bool:
    """Whether a label is the name of a person, in three words at least: streets and places have two."""
    words = (person_name(text) or "").split()
    return len(words) > 2 and words[0].lower() in _all("surnames")


@lru_cache(maxsize=1 << 14)
def is_all(text: str) -> bool:
    """Whether a text stands for all there is and names nothing: ``Tổng số``; so does one without words."""
    return not (text := " ".join(_WORD.findall(new_tones(text)))) or text in _all("all")


@lru_cache(maxsize=1 << 14)
def is_general(text: str) -> bool:
    """Whether a text names a kind of number only, so that what is counted must be said elsewhere: ``Số tiền``."""
    return is_all(text) or " ".join(_WORD.findall(new_tones(text))) in _all("general")


@lru_cache(maxsize=1 << 14)
def measured(head: str) -> tuple[str, ...]:
    """What a head or the title of a table measures, from its outer to its inner head, without time and scenario.

    ``Kế hoạch vốn năm 2024 › Tổng số`` → ``vốn``; nothing where it only says when, or as planned or as done.
    """
    parts = [_rest(part) for part in head.split(PATH.strip())]
    found: list[str] = []
    for part in parts:
        words = _wording(part)
        # What an outer head says already is not said twice: ``Vốn › Vốn ngân sách``.
        if words and not any(words <= _wording(other) for other in found):
            found = [other for other in found if not _wording(other) <= words]
            found.append(part)
    return tuple(found)


def without_unit(label: str, unit: str | None) -> str:
    """A label without the unit that it ends in, as the labels of figures in running text do."""
    text = new_tones(label)
    return label[: -len(unit) - 1] if unit and text.endswith(f" {new_tones(unit)}") else label


@lru_cache(maxsize=1 << 14)
def told(label: str) -> str:
    """What the label of a figure in running text counts, without scenario, time and the words that lead to the number.

    ``Thu ngân sách trên địa bàn ước`` → ``thu ngân sách trên địa bàn``.
    """
    words = " ".join(measured(label)).split()
    while words and words[-1] in _all("leads"):
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=1 << 12)
def subject(title: str) -> str:
    """What a title says that its table counts: ``TỔNG HỢP KẾT QUẢ TIẾP CÔNG DÂN NĂM 2023`` → ``tiếp công dân``."""
    left = " ".join(_phrases("head").sub(" ", _without_time(_NUMBERED.sub("", title))).split())
    while (begins := _phrases("title").match(left)) and begins.end() < len(left):
        left = left[begins.end() :].strip()
    return " ".join(_stripped(left.split()))


# The number of an annex or section in front of its title: "Phụ lục IV", "II."
_NUMBERED = regex.compile(
    r"^\s*(?:(?:phụ lục|biểu|bảng)\s+(?:số\s+)?(?:[IVX]+|\d+)\b[.:]?|[IVX]+\.)\s*", regex.IGNORECASE
)


@lru_cache(maxsize=1 << 14)
def _rest(part: str) -> str:
    text = _without_time(part)
    # The rate of what was disbursed is no capital.
    if "tỷ lệ" not in text:
        text = _meant().sub(lambda found: _meanings()[found[0]], text)
    words = _stripped(_phrases("head").sub(" ", text).split())
    left = " ".join(words)
    return left if _LETTERS.search(left) and not set(words) <= _all("alone") and not is_all(left) else ""


def _without_time(text: str) -> str:
    """The words of a text in small letters, without brackets and periods."""
    pieces: list[str] = []
    end = 0
    for phrase in find_phrases(text):
        # The word stays: with the one in front it is what is left out, ``cuối năm``.
        pieces += (text[end : phrase.start], " năm ")
        end = phrase.end
    left = "".join((*pieces, text[end:]))
    return " ".join(_WORD.findall(YEAR.sub(" ", _BRACKETS.sub(" ", new_tones(left)))))


def _stripped(words: list[str]) -> list[str]:
    joins = _all("joins")
    first, behind = 0, len(words)
    while first < behind and (words[first] in joins or words[first].isdigit()):
        first += 1
    while behind > first and (words[behind - 1] in joins or words[behind - 1].isdigit()):
        behind -= 1
    return words[first:behind]


@lru_cache(maxsize=1 << 16)
def _wording(text: str) -> Wording:
    words = " ".join(_WORD.findall(text))
    pattern, full = _forms()
    words = pattern.sub(lambda found: full[found[0]], words)
    words = _phrases("empty").sub(" ", words)
    strong = [word for word in words.split() if word not in weak_words() and not YEAR.fullmatch(word)]
    return frozenset(strong)


@cache
def _forms() -> tuple[regex.Pattern[str], dict[str, str]]:
    full = dict(short_forms())
    for entry in load("counted_words"):
        full |= {new_tones(short): new_tones(long) for short, long in entry.get("forms", {}).items()}
    return either(full), full


@cache
def _meanings() -> Mapping[str, str]:
    return {new_tones(said): meant for entry in load("counted_words") for said, meant in entry.get("meant", {}).items()}


@cache
def _meant() -> regex.Pattern[str]:
    return either(_meanings())


@cache
def _phrases(field: str) -> regex.Pattern[str]:
    return either(_all(field))


@cache
def _all(field: str) -> frozenset[str]:
    phrases: Iterable[str] = (each for entry in load("counted_words") for each in entry.get(field, ()))
    return frozenset(new_tones(each) for each in phrases)
