"""đ for searching and sorting: Unicode treats it as a letter of its own, so no setting of FTS5 folds it to d."""

from __future__ import annotations

from unicodedata import normalize

_D = str.maketrans("đĐ", "dD")

_LETTER_MARKS = {"\u0306": "~", "\u0302": "~~", "\u031b": "~~~"}
"""Breve, circumflex and horn make letters of their own: a ă â, e ê, o ô ơ, u ư."""
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
"""Huyền, hỏi, ngã, sắc, nặng; a syllable without mark comes first."""


def folded_words(text: str) -> str:
    """The words of a text that hold a đ, with d in its place: what the index needs beside the text itself."""
    return " ".join(word.translate(_D) for word in text.split() if "đ" in word or "Đ" in word)


def sort_key(text: str) -> str:
    """A string whose code points order Vietnamese as dictionaries do: ``d`` before ``đ``, tones only in a tie."""
    letters: list[str] = []
    tones: list[str] = []
    for char in normalize("NFD", text.casefold().replace("đ", "d~")):
        if char in _TONES:
            tones[-1:] = [_TONES[char]]
        else:
            letters.append(_LETTER_MARKS.get(char, char))
            tones.append("0")
    return f"{''.join(letters)}\t{''.join(tones)}"
