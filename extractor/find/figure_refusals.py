"""Numbers that count nothing: positions, names, years, sections, addresses. By the registry ``not_figures``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractor.find.figure_units import unit_after
from patterns.loader import load
from patterns.units import either

_LOOK_BACK = 30


def refused_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans of a text whose digits are no figures whatever stands around them."""
    for pattern in _patterns():
        for match in pattern.finditer(text):
            yield match.span()


def is_refused(text: str, start: int, end: int) -> bool:
    """Whether the words next to the number ``text[start:end]`` make it a name, a position or a period.

    A word such as ``đợt`` or ``tổ`` refuses only where no unit follows: ``tổ 5``, but ``tổ 5 người``.
    """
    if _after().match(text, end):
        return True
    window = max(0, start - _LOOK_BACK)
    if _before(True).search(text, window, start):
        return True
    if not _before(False).search(text, window, start):
        return False
    unit = unit_after(text, end, guess=False)
    return unit is None


@cache
def _patterns() -> tuple[regex.Pattern[str], ...]:
    return tuple(regex.compile(entry["pattern"]) for entry in load("not_figures") if entry.get("pattern"))


@cache
def _before(hard: bool) -> regex.Pattern[str]:
    words = [
        word for entry in load("not_figures") if bool(entry.get("hard")) == hard for word in entry.get("before", ())
    ]
    # "Tổng số 24" counts, "số 24" names
    return regex.compile(rf"(?<!\w)(?<!tổng\s)(?<!Tổng\s)(?:{'|'.join(map(_word, words))})[\s:]{{1,3}}$")


@cache
def _after() -> regex.Pattern[str]:
    words = [word for entry in load("not_figures") for word in entry.get("after", ())]
    return regex.compile(rf"\s{{1,3}}(?:{'|'.join(map(_word, words))})(?!\w)")


def _word(word: str) -> str:
    """A word of the registry: as written or in capitals throughout, a small first letter also as capital."""
    forms = {word, word.upper(), word[0].upper() + word[1:]}
    return either(forms)
