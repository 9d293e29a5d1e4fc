"""Names of organs as recognition reads them: wrong marks and letters, blanks lost (``SƠ Y TE``, ``UBNDTỈNH AN GIANG``).

Known names come from the registries, others are spelled as the body of the document spells them, whose small letters
are read better than capitals.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex
from rapidfuzz import process
from rapidfuzz.distance import OSA

from extractor.resolve.head.running_words import RunningWords
from patterns.loader import entry_of, load
from patterns.names.organs import organs
from patterns.names.provinces import level_of, provinces, spellings
from patterns.phrases import part_words, with_words
from patterns.spelling import letters, new_tones

# Of 1, for two names without marks and blanks: one wrong letter in eight. Sở Nội vụ and Sở Ngoại vụ have .78, a
# chi cục and its cục .8 (test_likeness.py).
ALIKE = 0.87

# A line of a head that names an organ has up to 80 letters where it takes the whole width; a longer one is a paragraph
# whose lines run together (test_likeness.py).
LONGEST = 120

_WORD = regex.compile(r"[\p{L}\d]+")


def rightly_spelled(line: str, body: RunningWords) -> str:
    """A line in capitals that names an organ or place, with the letters that it is known to have; else as it is.

    ``body`` is the running text of the document.
    """
    if not line.isupper() or len(line) > LONGEST:
        return line
    return (_known(line) or _begun(line, body)).upper()


def _known(line: str) -> str | None:
    """The name of the registries that a line is, alone or before the name of a province."""
    whole = _by_letters().get(letters(line))
    if whole:
        return line if new_tones(line) in _lower_names() else whole
    key = letters(line)
    for place_key, place in _places():
        front = key[: -len(place_key)]
        if key.endswith(place_key) and (organ := _by_letters().get(front) or _like(front, line)):
            return f"{organ} {place}"
    return _like(key, line)


def _like(key: str, line: str) -> str | None:
    """The one name of the registries whose letters are nearest to these and hardly differ from them.

    ``line`` is the one that they are of; where all its words are words of names it is none that is misread, but the
    beginning of a longer name: ``BỘ NÔNG NGHIỆP`` / ``VÀ PHÁT TRIỂN NÔNG THÔN``.
    """
    if _words_of_names().issuperset(_WORD.findall(new_tones(line))):
        return None
    found = process.extract(key, _by_letters().keys(), scorer=OSA.normalized_similarity, score_cutoff=ALIKE, limit=2)
    if not found or (len(found) > 1 and found[0][1] == found[1][1]):
        return None
    return _by_letters()[found[0][0]]


def _begun(line: str, body: RunningWords) -> str:
    """A line with the words that organs begin with, and the level of a place behind them, rightly spelled."""
    words = line.split()
    for width in range(len(words), 0, -1):
        begin = _begins().get(letters(" ".join(words[:width])))
        if begin is None:
            continue
        rest = words[width:]
        for of_level in range(min(2, len(rest) - 1), 0, -1):
            if level := _levels().get(letters(" ".join(rest[:of_level]))):
                return f"{begin} {level} {spelled_in(body, rest[of_level:])}".strip()
        whole = _spelled(body, words)
        return whole if whole != " ".join(words) else f"{begin} {_spelled(body, rest)}".strip()
    return _spelled(body, words)


def _spelled(body: RunningWords, words: Sequence[str]) -> str:
    """Words as the body spells them, else as the names of the registries do."""
    in_body = spelled_in(body, words)
    return spelled_in(_names(), words, alone=False) if in_body == " ".join(words) else in_body


def spelled_in(text: RunningWords, words: Sequence[str], *, alone: bool = True) -> str:
    """``words`` as ``text`` spells them: the longest stretches in it first, of several spellings the commonest.

    A word by itself only where ``alone`` is true, and neither the text nor any name has one that is spelled like it.
    """
    spelled: list[str] = []
    at = 0
    while at < len(words):
        known = not alone or new_tones(words[at]) in _words_of_names() or text.holds(new_tones(words[at]))
        width, printed = text.spelled(words[at:], 2 if known else 1)
        spelled.append(printed or words[at])
        at += width or 1
    return " ".join(spelled)


@cache
def _by_letters() -> dict[str, str]:
    """Names of organs, and of provinces with the word before them, by their letters."""
    names = [name for organ in organs().values() for name in (organ.name, *organ.names)]
    committees = [f"{word} {body}" for word in part_words("COMMITTEE") for body in ("ủy", "đoàn")]
    parts = entry_of("offices", "body")["words"]
    return {letters(name): name for name in reversed([*names, *committees, *parts, *(place for _, place in _places())])}


@cache
def _names() -> RunningWords:
    """All names of organs, as a text."""
    return RunningWords("\n".join(name for organ in organs().values() for name in (organ.name, *organ.names)))


@cache
def _words_of_names() -> frozenset[str]:
    return frozenset(_WORD.findall(new_tones("\n".join(_by_letters().values()))))


@cache
def _lower_names() -> frozenset[str]:
    return frozenset(new_tones(name) for name in _by_letters().values())


@cache
def _places() -> tuple[tuple[str, str], ...]:
    """Provinces with the word before them, and without, by their letters; the longest first."""
    named = [
        name
        for entry in provinces().values()
        for spelling in spellings(entry)
        for name in (f"{level_of(entry)} {spelling}", spelling)
    ]
    return tuple(sorted(((letters(name), name) for name in named), key=lambda each: -len(each[0])))


@cache
def _begins() -> dict[str, str]:
    words = [word for entry in load("organ_heads") for word in with_words(entry["words"])]
    return {letters(word): word for word in [*words, *_by_letters().values()]}


@cache
def _levels() -> dict[str, str]:
    return {letters(level): level for level in part_words("LEVEL")}
