"""The texts of lines as they are meant: letters composed, ligatures taken apart, spaced words closed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import accumulate

import numpy as np
import regex

from extractor.layout.lines.letter_spacing import Blank, blanks_within_words, may_be_spaced
from extractor.model.pages import Integers

SOFT_HYPHEN = "\u00ad"

Blanks = Callable[[str, Integers], list[Blank]]
"""The blanks of a line, from its text and the glyphs that its characters came from."""

_CLUSTER = regex.compile(r"\P{M}\p{M}*|\p{M}+")
_ODD = re.compile(rf"[{SOFT_HYPHEN}\ufb00-\ufb06]")


def spelled(texts: list[str], sources: Integers, blanks: Blanks) -> tuple[list[str], Integers]:
    """The texts of lines as they are meant, and for each of their characters end to end the glyph that it came from.

    texts: those of the lines of a page as printed. sources: the index of the glyph of each of their characters, -1 for
    a blank. blanks: finds the blanks of one line, with their widths; called only where letters stand alone. A composed
    letter comes from the glyph of its base, the letters of a ligature from the same one.
    """
    whole = "".join(texts)
    if not unicodedata.is_normalized("NFC", whole) or _ODD.search(whole):
        texts, sources = _line_by_line(texts, sources, lambda text, _: _composed(text))
    if may_be_spaced(*texts):
        texts, sources = _line_by_line(texts, sources, lambda text, of_line: _closed(text, of_line, blanks))
    return texts, sources


def _line_by_line(
    texts: list[str], sources: Integers, change: Callable[[str, Integers], tuple[str, list[int]]]
) -> tuple[list[str], Integers]:
    """Each line changed by a function that returns its new text and, for each character, its place in the old one."""
    changed: list[str] = []
    kept: list[int] = []
    start = 0
    for text in texts:
        end = start + len(text)
        new, places = change(text, sources[start:end])
        changed.append(new)
        kept += [start + place for place in places]
        start = end
    return changed, sources[kept]


def _composed(text: str) -> tuple[str, list[int]]:
    """NFC without ligatures; a soft hyphen is a hyphen where it is seen, at the line's end, and nothing elsewhere."""
    composed = unicodedata.normalize("NFC", text)
    heads = [at for at, letter in enumerate(text) if not unicodedata.combining(letter)]
    if len(heads) == len(composed) and not _ODD.search(text):
        return composed, heads
    pieces: list[str] = []
    places: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        letters = unicodedata.normalize("NFC", cluster.group())
        if letters[0] == SOFT_HYPHEN:
            letters = "-" if cluster.end() == len(text) else letters[1:]
        elif _ODD.match(letters):
            letters = unicodedata.normalize("NFKC", letters)
        pieces.append(letters)
        places += [cluster.start()] * len(letters)
    return "".join(pieces), places


def _closed(text: str, sources: Integers, blanks: Blanks) -> tuple[str, list[int]]:
    within = blanks_within_words(text, blanks(text, sources)) if may_be_spaced(text) else set()
    places = [at for at in range(len(text)) if at not in within]
    return "".join(text[at] for at in places) if within else text, places


def starts_of(texts: list[str]) -> Integers:
    """Where each text begins when they stand end to end."""
    return np.array([0, *accumulate(map(len, texts[:-1]))], dtype=np.int32)
