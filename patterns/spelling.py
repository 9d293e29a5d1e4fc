"""Spelling of Vietnamese names: folding to plain letters, and patterns that accept both places of a tone mark."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

_TONE_PLACES = (
    ("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"),
    ("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("õe", "oẽ"), ("ọe", "oẹ"),
    ("ùy", "uỳ"), ("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"),
)  # fmt: skip


_BARRED = str.maketrans("đð", "dd")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case without marks, đ (and its look-alike ð) as d, blanks single: ``Ủy ban`` → ``uy ban``."""
    bare = unicodedata.normalize("NFD", text.casefold().translate(_BARRED))
    return " ".join("".join(char for char in bare if not unicodedata.combining(char)).split())


def slug(text: str) -> str:
    """Folded words joined by hyphens: ``Bà Rịa - Vũng Tàu`` → ``ba-ria-vung-tau``."""
    return "-".join(regex.findall(r"[a-z0-9]+", fold(text)))


def name_pattern(name: str) -> str:
    """A pattern for a name, to be matched without case: any run of blanks, any dash, either place of a tone mark."""
    words = (r"\s+".join(map(regex.escape, part.split())) for part in name.lower().split(" - "))
    pattern = r"\s?[-–]\s?".join(words)
    for old, new in _TONE_PLACES:
        pattern = pattern.replace(old, f"(?:{old}|{new})")
    return pattern
