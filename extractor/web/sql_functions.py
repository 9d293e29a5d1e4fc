"""Comparison of Vietnamese words without accents, as SQL functions of the reading room."""

from __future__ import annotations

import re

from patterns import spelling


def fold(text: str | None) -> str | None:
    """The text in lower case without marks, đ as d; NULL stays NULL."""
    return None if text is None else spelling.fold(str(text))


def holds_words(text: str | None, words: str | None) -> int:
    """1 where every word of ``words`` is a word of ``text``, accents, case and order aside; else 0.

    Signs part words, so ``qd 4951 ubnd`` finds ``4951/QĐ-UBND``. A word without digits may be the beginning of
    one (``thanh h`` finds Thanh Hóa), a number must be whole. No words are in no text.
    """
    wanted, present = _words(words), _words(text)
    return int(bool(wanted) and all(_among(word, present) for word in wanted))


def _among(word: str, present: list[str]) -> bool:
    return word in present or (word.isalpha() and any(other.startswith(word) for other in present))


def _words(text: str | None) -> list[str]:
    return re.findall(r"\w+", fold(text) or "")
