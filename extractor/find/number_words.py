"""Reads numbers that are written in words: ``một trăm hai mươi``, ``hai mươi mốt``, ``nửa``. By ``number_words``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from patterns.loader import load

# Words of one number: amounts of money written out in land and court papers have up to eleven.
_LONGEST = 12


# What closes a group: "nghìn", "triệu", "tỷ"; "mươi" and "trăm" stand within one.
_THOUSAND = 1000


@cache
def alone() -> frozenset[str]:
    """Words that count by themselves before a unit."""
    return _field("alone")


@cache
def multipliers() -> tuple[str, ...]:
    """Words that multiply what stands before them: ``mươi``, ``trăm``, ``triệu``."""
    return tuple(_numbers("times"))


def word_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans of a text in which number words stand one behind the other."""
    for found in _run().finditer(text):
        start = found.start()
        if not (start and (text[start - 1].isalnum() or text[start - 1] == "-")):
            yield found.span()


def read_words(text: str) -> float | None:
    """The value of a run of number words, or None where they make no number (``hai ba``, ``trăm``)."""
    words = text.lower().split()
    if not words or len(words) > _LONGEST:
        return None
    if words[-1] in _field("fraction"):
        return 0.5 if not words[:-1] or (len(words) == 2 and words[0] in _field("article")) else None
    return _value(words)


def _value(words: list[str]) -> float | None:
    """Groups such as ``hai trăm linh năm nghìn`` are closed by multipliers from a thousand on, ever smaller ones."""
    digits, times = _numbers("words"), _numbers("times")
    total, group, digit, last = 0.0, 0.0, None, 0.0
    closed = float("inf")
    for word in words:
        if word in _field("joins"):
            continue
        if word in _field("half"):
            if not last:
                return None
            total += last / 2
            continue
        if word in digits:
            # "mười hai" adds up; any other two digits ("hai ba") are two numbers.
            if digit is not None and digit != 10:
                return None
            digit = digits[word] + (digit or 0)
            continue
        factor = times.get(word)
        if factor is None:
            return None
        if factor < _THOUSAND:
            if digit is None:
                return None
            group, digit, last = group + digit * factor, None, 0.0
            continue
        group += digit or 0
        if not group or factor >= closed:
            return None
        total, group, digit, closed, last = total + group * factor, 0.0, None, factor, factor
    return total + group + (digit or 0) or None


@cache
def _numbers(field: str) -> Mapping[str, float]:
    return {word: float(value) for entry in load("number_words") for word, value in entry.get(field, {}).items()}


@cache
def _field(field: str) -> frozenset[Any]:
    return frozenset(word for entry in load("number_words") for word in entry.get(field, ()))


@cache
def _run() -> re.Pattern[str]:
    """Number words with one blank between, the first as it is written inside or at the beginning of a sentence."""
    first = [word for word in _numbers("words") if word not in _field("further")]
    begins = "|".join(form for word in first for form in (word, word.capitalize()))
    further = "|".join((*_numbers("words"), *_numbers("times"), *_field("joins"), *_field("half")))
    articles = [f"{form} " for word in _field("article") for form in (word, word.capitalize())]
    halves = "|".join(f"{article}{word}" for word in _field("fraction") for article in (*articles, ""))
    letters = "".join(sorted({form[0] for form in f"{halves}|{begins}".split("|")}))
    run = rf"(?:{halves})(?!\w)|(?:{begins})(?: (?:{further})(?!\w)){{0,{_LONGEST - 1}}}(?!\w)"
    return re.compile(rf"(?=[{letters}])(?:{run})")  # a set of letters is looked for faster than many words
