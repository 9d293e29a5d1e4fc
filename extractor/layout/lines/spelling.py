"""The texts of lines as they are meant: letters composed, ligatures taken apart, spaced words closed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median

import numpy as np
import regex

from extractor.model.pages import Integers
from patterns.syllables import is_syllable

# Blanks between words are so many times as wide as those between letters where both are drawn alike. Letters set
# apart by blanks still stand closer than words. At .75 words of 7 of 47 documents run together, 3 changes none.
NARROWER = 1.5

# Where all blanks are alike, so many single letters in a row may be a word. ``loại B an toàn`` and ``điểm a, b, c``
# are words of one letter.
MIN_LETTERS = 3

# No syllable has more letters than ``nghiêng``. It bounds the search.
LONGEST_SYLLABLE = 7

_ALONE = re.compile(
    r" (?=[b-df-hj-np-tv-xđB-DF-HJ-NP-TV-XĐ][ .,;:)hHgGuUrR])"
    r"(?:[bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX]|[cgknptCGKNPT][hH]|[nN][gG][hH]?|[qQ][uU]|[tT][rR])[ .,;:)]"
)
"""The beginning of a syllable without its rest."""

_LETTERS = regex.compile(r"^[^\p{L}\d]*(\p{L}+)[^\p{L}\d]*$")


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank of a line: its place in the text, its width in points, and whether it was drawn or is only a gap."""

    at: int
    width: float
    drawn: bool


def may_be_spaced(*lines: str) -> bool:
    """Whether consonants stand alone somewhere in some lines. Quick, as it is asked of every page."""
    return _ALONE.search(f" {' '.join(lines)} ") is not None


def blanks_within_words(text: str, blanks: Sequence[Blank]) -> set[int]:
    """The places of the blanks that part the letters of a word; ``blanks`` are all those of the line."""
    for narrow in _readings(blanks):
        closed = _spaces_closed(text, blanks, narrow)
        if closed:
            return closed | _single_letters(text, blanks, {blank.at for blank in blanks} - narrow)
    return _single_letters(text, blanks, set())


def _readings(blanks: Sequence[Blank]) -> Iterator[set[int]]:
    """Which blanks may be those between letters: gaps where others are drawn, then the narrow ones."""
    drawn = [blank.width for blank in blanks if blank.drawn]
    if drawn:
        limit = NARROWER * median(drawn)
        yield {blank.at for blank in blanks if not blank.drawn and blank.width <= limit}
    widths = sorted(max(blank.width, 0.01) for blank in blanks)
    for narrow, wide in pairwise(widths):
        if wide >= NARROWER * narrow:
            yield {blank.at for blank in blanks if blank.width <= narrow}


def _spaces_closed(text: str, blanks: Sequence[Blank], narrow: set[int]) -> set[int]:
    """The narrow blanks within words; none where each part of every such word is a syllable of its own."""
    closed: set[int] = set()
    proven = False
    for start, end in _stretches(text, [blank.at for blank in blanks if blank.at not in narrow]):
        within = {at for at in narrow if start < at < end}
        word = _word(text[start:end]) if within else None
        if word and is_syllable(word):
            closed |= within
            proven = proven or any(not is_syllable(_word(part) or part) for part in text[start:end].split())
    return closed if proven else set()


def _stretches(text: str, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    for before, after in pairwise([-1, *cuts, len(text)]):
        yield before + 1, after


def _word(text: str) -> str | None:
    """The letters of a stretch without its blanks and the signs around it; None where it holds other signs."""
    found = _LETTERS.match(text.replace(" ", ""))
    return found[1] if found else None


def _single_letters(text: str, blanks: Sequence[Blank], walls: set[int]) -> set[int]:
    """The blanks within runs of single letters that spell syllables (``Q U Y Ế T Đ Ị N H``); none runs over a wall."""
    closed: set[int] = set()
    parts = list(_stretches(text, [blank.at for blank in blanks]))
    at = 0
    while at < len(parts):
        end = at
        while end < len(parts) and _is_letter(text, *parts[end]) and (end == at or parts[end][0] - 1 not in walls):
            end += 1
        if end - at >= MIN_LETTERS:
            ends = _syllable_ends("".join(text[start] for start, _ in parts[at:end]))
            closed |= {parts[at + each][1] for each in range(end - at - 1) if ends and each + 1 not in ends}
        at = max(end, at + 1)
    return closed


def _is_letter(text: str, start: int, end: int) -> bool:
    return end - start == 1 and text[start].isalpha()


def _syllable_ends(letters: str) -> set[int]:
    """Where the syllables end that letters spell, as few as may be and none of one letter; empty where they spell
    none."""
    ends: list[set[int] | None] = [set()]
    for end in range(1, len(letters) + 1):
        found = [
            {*before, end}
            for start in range(max(end - LONGEST_SYLLABLE, 0), end - 1)
            if (before := ends[start]) is not None and is_syllable(letters[start:end])
        ]
        ends.append(min(found, key=len, default=None))
    return ends[-1] or set()


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
