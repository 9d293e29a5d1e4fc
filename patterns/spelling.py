"""Spelling of Vietnamese names: folding to plain letters, and patterns that accept both places of a tone mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import regex

# Open syllables whose tone stands on the first vowel (``hòa``) or on the second (``hoà``): offices print both, often on
# one page, and names are compared in the first spelling.
_TONE_PLACES = (
    ("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"),
    ("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("õe", "oẽ"), ("ọe", "oẹ"),
    ("ùy", "uỳ"), ("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"),
)  # fmt: skip


_OLD_TONES = dict(_TONE_PLACES)
_NEW_TONES = {old: new for new, old in _TONE_PLACES}
_OLD_TONE = re.compile(rf"(?:{'|'.join(_NEW_TONES)})(?!\w)")
_NEW_TONE = re.compile(rf"(?:{'|'.join(_OLD_TONES)})(?!\w)")
_OLD_TONES_OF_ANY_CASE = {
    cased(new): cased(old) for new, old in _TONE_PLACES for cased in (str.lower, str.capitalize, str.upper)
}
_NEW_TONE_OF_ANY_CASE = re.compile(rf"(?:{'|'.join(_OLD_TONES_OF_ANY_CASE)})(?!\w)")
_NO_LETTER = re.compile(r"[^a-z0-9&]+")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_DASHES = (" - ", " – ")
_PIECES = re.compile("|".join((*_OLD_TONES, *_DASHES, ".")))
_Tree = dict[str, "_Tree"]


class _Bare(dict[int, str]):
    """What stands for each character without its marks; filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFD", chr(code))
        bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
        self[code] = bare
        return bare


# ``đ`` is a letter of its own, which NFD does not take apart; ``ð`` (eth) looks the same and stands in its place in
# some files.
_BARE = _Bare({ord("đ"): "d", ord("ð"): "d"})


def in_lower_case(text: str) -> str:
    """A text in lower case with every letter at its place; ``İ`` alone would become two."""
    return text.replace("İ", "I").lower()


# Names, heads and labels repeat through a corpus.
@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case without marks, đ (and its look-alike ð) as d, blanks single: ``Ủy ban`` → ``uy ban``."""
    return " ".join(text.casefold().translate(_BARE).split())


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case, without marks and blanks: ``SỞ Y TÉ`` → ``soyte``."""
    return _NO_LETTER.sub("", fold(text))


@lru_cache(maxsize=1 << 16)
def slug(text: str) -> str:
    """Folded words joined by hyphens: ``Bà Rịa - Vũng Tàu`` → ``ba-ria-vung-tau``."""
    return "-".join(_PLAIN_WORD.findall(fold(text)))


def new_tones(text: str) -> str:
    """Small letters, the marks of open syllables where the new spelling has them: ``Uỷ ban`` → ``ủy ban``."""
    return _OLD_TONE.sub(lambda found: _NEW_TONES[found[0]], text.lower())


def old_tones(text: str) -> str:
    """Small letters, the marks of open syllables where the old spelling has them: ``Ủy ban`` → ``uỷ ban``."""
    return _NEW_TONE.sub(lambda found: _OLD_TONES[found[0]], text.lower())


def both_tones(text: str) -> tuple[str, ...]:
    """A text as it is and, where that is another, with the marks of open syllables in their old place, case kept."""
    old = _NEW_TONE_OF_ANY_CASE.sub(lambda found: _OLD_TONES_OF_ANY_CASE[found[0]], text)
    return (text,) if old == text else (text, old)


def name_pattern(name: str) -> str:
    """A pattern for a name, to be matched without case: any run of blanks, any dash, either place of a tone mark."""
    return names_pattern([name])


def names_pattern(names: Iterable[str]) -> str:
    """A pattern for any of several names, read as ``name_pattern`` reads one; of those that fit, for the longest.

    What names begin with stands once, so that the hundreds of names of organs are told apart in few steps.
    """
    # A tree of letters, not alternatives: ``regex`` tries those one by one at every place of a text.
    tree: _Tree = {}
    for name in names:
        branch = tree
        for piece in _PIECES.findall(_with_new_tones(" ".join(name.lower().split()))):
            branch = branch.setdefault(piece, {})
        branch[""] = {}
    return _branches(tree)


def _with_new_tones(name: str) -> str:
    for new, old in _TONE_PLACES:
        name = name.replace(old, new)
    return name


def _branches(tree: _Tree) -> str:
    """The pattern of a tree of letters; the empty piece says that a name ends there, and comes last."""
    branches = [_piece(piece) + _branches(rest) for piece, rest in tree.items() if piece]
    if len(branches) == 1 and "" not in tree:
        return branches[0]
    joined = f"(?:{'|'.join(branches)})" if branches else ""
    return f"{joined}?" if branches and "" in tree else joined


def _piece(piece: str) -> str:
    if piece == " ":
        return r"\s+"
    if piece in _DASHES:
        return r"\s?[-–]\s?"
    old = _OLD_TONES.get(piece)
    return f"(?:{piece}|{old})" if old else regex.escape(piece)
