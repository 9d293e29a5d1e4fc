"""Labels of indicators as words that can be compared: in full, without numbering, brackets and what says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import normalize

import regex

from patterns.loader import entry_of, load
from patterns.phrases import compiled
from patterns.segmenter import LONGEST, segment
from patterns.spelling import new_tones

# What a label begins with before its words: ``1.2.``, ``IV)``, ``a)``, a bullet. Six steps and three digits a step are
# more than any form has; a bound at all keeps the pattern quick on a row of numbers.
_NUMBERING = compiled(r"^(?:(?:\d{1,3}(?:\.\d{1,3}){0,5}|[IVXLC]{1,6}|\p{L})[.)]\s*(?=\p{L})|(?:$BULLET|—)\s*)+")
# A syllable that says little (``của``, ``số``) counts a quarter of another, a word of several syllables half of one on
# top of its syllables. Over the 1,586 labels of all tables at hand twice or half as much changes the indicator of one
# to three labels each way, none of them for the better beyond doubt; where weak syllables count in full, eleven change
# and eight lose theirs. The larger weights also fail test_indicators.py.
WEAK_WEIGHT, WORD_WEIGHT = 0.25, 0.5
_BRACKETS = regex.compile(r"\([^()]*(?:\)|$)")
_SIGNS = regex.compile(r"[^\p{L}\p{M}\d]+")
# A year only dates a label (``năm 2024``) and is no part of what it measures; ``so với năm 2020`` says what it is
# compared with, and is.
_YEAR = regex.compile(r"(?<!so với năm )(?<=năm )(?:19|20)\d\d(?!\d)")
_NUMBER = regex.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Words:
    """A label for comparing. ``named`` are the alternatives that it names, as (group, alternative)."""

    text: str
    syllables: Mapping[str, int]
    weight: float
    numbers: tuple[str, ...]
    named: frozenset[tuple[str, str]]


# The pass over a corpus asks for each label many times; some 270 reports have 1,586 different ones.
@lru_cache(maxsize=1 << 16)
def bare(label: str) -> str:
    """A label without numbering in front and end signs, blanks single, NFC."""
    text: str = _NUMBERING.sub("", " ".join(normalize("NFC", label).split()))
    return text.rstrip(" .:;,")


@lru_cache(maxsize=1 << 16)
def plain(label: str) -> str:
    """The words of a label in full and in small letters, marks kept, without brackets and phrases that say nothing.

    A label of nothing else keeps them.
    """
    text = new_tones(bare(label)[:LONGEST])
    short = _in_full(_BRACKETS.sub(" ", text)) or _in_full(text)
    rest = " ".join(_empty().sub(" ", short).split())
    return rest or short


@lru_cache(maxsize=1 << 16)
def words_of(label: str) -> Words:
    """A label for comparing."""
    text = plain(label)
    syllables = Counter(text.split())
    numbers = tuple(sorted(_NUMBER.findall(_YEAR.sub("", text))))
    return Words(text, syllables, _weigh(syllables), numbers, _named(text))


def likeness(one: Words, other: Words) -> float:
    """How alike two labels are, 0 to 1: the share of syllables and words that both have; 0 where they exclude each
    other.
    """
    # Dice's coefficient, not the distance of strings: printed labels differ by words left out and moved, not by
    # letters.
    if one.text == other.text:
        return 1.0
    if differ(one, other):
        return 0.0
    return shared(one, other, _weigh(Counter(one.syllables) & Counter(other.syllables)))


def shared(one: Words, other: Words, common: float) -> float:
    """How alike ``one`` and ``other`` are, 0 to 1; ``common`` is the weight of the syllables that both have.

    Words of several syllables that both have count beside them.
    """
    mine, theirs = compounds(one.text), compounds(other.text)
    both = common + WORD_WEIGHT * len(mine & theirs)
    whole = one.weight + other.weight + WORD_WEIGHT * (len(mine) + len(theirs))
    return 2 * both / whole if whole else 0.0


def differ(one: Words, other: Words) -> str | None:
    """Why two labels cannot be prints of one indicator, however alike: numbers, or the group of alternatives."""
    if one.numbers != other.numbers:
        return "numbers"
    if one.named == other.named:
        return None
    for group in {group for group, _ in one.named ^ other.named}:
        mine, theirs = ({name for kind, name in each.named if kind == group} for each in (one, other))
        if _is_strict(group) or (mine and theirs and not mine & theirs):
            return group
    return None


@lru_cache(maxsize=1 << 16)
def compounds(text: str) -> frozenset[str]:
    """The words of several syllables of a plain label."""
    return frozenset(word.lower() for word in segment(text) if " " in word)


@cache
def weak_words() -> frozenset[str]:
    """Syllables that say little."""
    return frozenset(word for entry in load("indicator_words") for word in entry.get("weak", ()))


def weight(syllable: str) -> float:
    """What a syllable counts."""
    return WEAK_WEIGHT if syllable in weak_words() else 1.0


def _weigh(syllables: Mapping[str, int]) -> float:
    return sum(weight(syllable) * count for syllable, count in syllables.items())


def _in_full(text: str) -> str:
    spaced = " ".join(_SIGNS.sub(" ", text).split())
    pattern, full = _forms()
    return str(pattern.sub(lambda found: full[found[0]], spaced))


@cache
def short_forms() -> Mapping[str, str]:
    """What labels print short, and in full, in small letters."""
    return {
        new_tones(short): new_tones(long)
        for entry in load("indicator_words")
        for short, long in entry.get("forms", {}).items()
    }


@cache
def _forms() -> tuple[regex.Pattern[str], Mapping[str, str]]:
    return either(short_forms()), short_forms()


@cache
def _empty() -> regex.Pattern[str]:
    return either(new_tones(phrase) for entry in load("indicator_words") for phrase in entry.get("empty", ()))


@lru_cache(maxsize=1 << 16)
def _named(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(
        (group, names[found[0]])
        for group, (pattern, names) in _alternatives().items()
        for found in pattern.finditer(text)
        if names[found[0]] != "none"
    )


@cache
def _alternatives() -> dict[str, tuple[regex.Pattern[str], dict[str, str]]]:
    groups = {}
    for entry in load("indicator_words"):
        names = {
            new_tones(phrase): name for name, phrases in entry.get("alternatives", {}).items() for phrase in phrases
        }
        if names:
            groups[entry.id] = (either(names), names)
    return groups


@cache
def _is_strict(group: str) -> bool:
    return bool(entry_of("indicator_words", group).get("strict"))


def either(phrases: Iterable[str]) -> regex.Pattern[str]:
    """A pattern for any of some phrases as whole words, the longest first."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return regex.compile(rf"(?<!\w)(?:{'|'.join(map(regex.escape, longest_first))})(?!\w)")
