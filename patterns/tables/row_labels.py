"""Labels of table rows: which count all other rows, which open parts of another, which say nothing alone
(``row_labels.toml``)."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from patterns.figures.units import either
from patterns.loader import entry_of
from patterns.periods import find_phrases
from patterns.phrases import with_words
from patterns.spelling import fold
from patterns.tables.labels import bare

_BRACKETED_END = regex.compile(r"\s*\([^()]{0,40}\)\W*$")
# A year, or a span of two, with a mark of a note beside it: "2021 (*)", "2021 - 2025".
_YEAR = regex.compile(r"[\s(*]*(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?[\s.)*:]*")
# Letters beside a period that say nothing else: brackets, a colon, "ước" (test_contents.py).
LONGEST_MARK = 5
# The mark of a part: a dash, a plus, a bullet, a small letter (``a)``). Numbers head rows that are counted themselves.
_MARK_OF_PART = regex.compile(r"\s*(?:[-–—+*•∙●]|\p{Ll}[.)])\s*(?=\S)")


def is_total(label: str) -> bool:
    """Whether a label says that its row counts all others (``Tổng cộng``)."""
    return fold(label).strip(" .:;()") in _totals()


@lru_cache(maxsize=1 << 14)
def opens_parts(label: str) -> bool:
    """Whether a label opens parts of the row above: ``Trong đó: nữ``, ``Chia ra:``."""
    return _beginning("opener").match(bare(label)) is not None


@lru_cache(maxsize=1 << 14)
def without_opener(label: str) -> str:
    """A label without the words that open parts: ``nữ`` of ``Trong đó: nữ``, "" of ``Chia ra:``."""
    text = bare(label)
    found = _beginning("opener").match(text)
    return bare(text[found.end() :].lstrip(" :,-–")) if found else label


@lru_cache(maxsize=1 << 14)
def says_nothing_alone(label: str, number: str = "") -> bool:
    """Whether a label says what it counts only with what it stands under.

    ``label`` is that of a row, ``number`` the row number beside it: marks of parts (``-``, ``a)``) make a label such a
    part, unless it begins with a word for what is counted.
    """
    if opens_parts(label) or opens_parts(number) or names_a_part(label):
        return True
    is_marked = _MARK_OF_PART.match(label) is not None or _MARK_OF_PART.match(f"{number} x") is not None
    return is_marked and not tells_measure(label)


def names_a_part(label: str) -> bool:
    """Whether a label is no more than a word for a part, a kind of number or a scenario: ``Nữ``, ``Tỷ lệ (%)``."""
    return fold(_BRACKETED_END.sub("", bare(label))) in _parts()


def tells_measure(label: str) -> bool:
    """Whether a label begins with a word for what is counted or measured: ``Số hồ sơ``, ``Diện tích lúa``."""
    return _beginning("measuring").match(bare(label)) is not None


@lru_cache(maxsize=1 << 14)
def is_time(text: str) -> bool:
    """Whether a label is a year or names a period, with at most a mark beside it: ``2019``, ``Quý I/2024``."""
    if _YEAR.fullmatch(text):
        return True
    phrases = find_phrases(text) if any(map(str.isdigit, text)) or "quý" in text.casefold() else ()
    covered = sum(phrase.end - phrase.start for phrase in phrases)
    return covered > 0 and len(text.strip()) - covered <= LONGEST_MARK


@cache
def _totals() -> frozenset[str]:
    return frozenset(map(fold, with_words(entry_of("row_labels", "total")["words"])))


@cache
def _parts() -> frozenset[str]:
    return frozenset(map(fold, with_words(entry_of("row_labels", "part")["words"])))


@cache
def _beginning(id_: str) -> regex.Pattern[str]:
    words = with_words(entry_of("row_labels", id_)["words"])
    return regex.compile(rf"(?:{either(words)})(?!\w)", regex.IGNORECASE)
