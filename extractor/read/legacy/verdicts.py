"""Which encoding the fonts of a page are in, judged by what their words decode to: Vietnamese, or nonsense."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import product

import regex

from extractor.read.legacy.codes import Arrival, Encoding, arrivals, encodings, named_encoding
from patterns.syllables import is_syllable

_LETTERS = regex.compile(r"[^\W\d_]+")
_ABBREVIATION = regex.compile(r"[A-ZĐ]{2,}[a-z]?")
_WITH_BARRED = regex.compile(r"(?<=[A-Z])Đ|Đ(?=[A-Z])")
_CAPITALS = regex.compile(r"[A-Z]")
_SMALL = regex.compile(r"[a-z]")
_UNICODE_ONLY = regex.compile(r"[ăđĩũơưĂĐĨŨƠƯ\u1EA0-\u1EF9\u0300-\u036F]")


class Sense(Enum):
    """What the letters beyond ASCII in a word tell: Vietnamese, no Vietnamese, nothing."""

    VIETNAMESE = 1
    NONSENSE = -1
    SILENT = 0


@lru_cache(maxsize=1 << 14)
def sense(text: str) -> Sense:
    """Whether every run of letters that is not ASCII is a syllable; single letters and abbreviations are silent."""
    found = Sense.SILENT
    for letters in _LETTERS.findall(text):
        if letters.isascii() or len(letters) == 1 or _ABBREVIATION.fullmatch(letters):
            continue
        if not is_syllable(letters):
            return Sense.NONSENSE
        found = Sense.VIETNAMESE
    return found


def is_unicode(text: str) -> bool:
    """Whether a word has letters that no code below U+0100 can be taken for."""
    return _UNICODE_ONLY.search(text) is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read a font: its encoding, and how its codes arrive."""

    encoding: Encoding
    arrival: Arrival

    def of(self, glyphs: tuple[str, ...]) -> list[str]:
        """The letters of a word, one element a glyph; empty for an accent that belongs to the glyph before."""
        codes = [self.arrival.code_of(glyph) for glyph in glyphs]
        letters = self.encoding.decode(codes, glyphs)
        if self.encoding.hyphened:
            letters = _with_hyphens_read(letters, self.encoding.hyphened)
        return _with_capitals(letters) if self.encoding.small_tones else letters


def _with_hyphens_read(letters: list[str], hyphened: str) -> list[str]:
    """A hyphen is a letter where that makes a syllable of what is none without it (``t-`` but not ``QĐ-``)."""
    for at, letter in enumerate(letters):
        if letter != "-":
            continue
        before, after = "".join(letters[:at]), "".join(letters[at + 1 :])
        left = _LETTERS.search(before[::-1])
        right = _LETTERS.match(after)
        start = left.group()[::-1] if left and left.start() == 0 else ""
        end = right.group() if right else ""
        if after[:1].isdigit() or not is_syllable(start + hyphened + end) or len(start + end) == 0:
            continue
        if not all(part == "" or (len(part) > 1 and is_syllable(part)) for part in (start, end)):
            letters = [*letters[:at], hyphened, *letters[at + 1 :]]
    return letters


def _with_capitals(letters: list[str]) -> list[str]:
    """The letters beyond ASCII stand for capitals in a word whose other letters are capitals."""
    word = "".join(letters)
    if len(_CAPITALS.findall(word)) < 2 or _SMALL.search(word):
        return letters
    return [letter.upper() for letter in letters]


Word = tuple[str, ...]
"""The texts of the glyphs of one word."""

FontReadings = Mapping[str, Reading]
"""How to read fonts, by their names."""

# So many different words prove an encoding, if few others speak against it. With one, an opening quotation mark of a
# gazette in Unicode became a letter; with eight, short pages in a legacy font stay undecoded (test_decode.py).
ENOUGH = 3

# So many words of an encoding for each one of Unicode prove it: a few words of another language in a long page of
# Unicode decode to syllables by chance (test_decode.py). A quotation that was pasted in is longer. .02 and .1 change
# nothing at hand.
AGAINST = 0.05

# A font with more words in Unicode than this share of those that are legacy has both, and is judged word by word. At
# .02 a single word of Unicode among legacy ones was decoded as well (test_decode.py).
MIXED = 0.1


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the different words of a font say about one way to read it.

    ``gained`` become Vietnamese by it, ``lost`` were Vietnamese and are not any more, ``spoilt`` are not Vietnamese
    in either way; ``unicode`` can be nothing but Unicode. ``abbreviated`` become abbreviations with Đ (``Q§-UBND``).
    """

    reading: Reading
    gained: int = 0
    lost: int = 0
    spoilt: int = 0
    unicode: int = 0
    abbreviated: int = 0

    @property
    def balance(self) -> int:
        """Words for it less words against it."""
        return self.gained - self.lost - self.spoilt

    @property
    def proves(self) -> bool:
        """Whether the words alone decide for it. A font may have Unicode as well, but not nearly all of it."""
        clear = self.gained >= 2 * self.spoilt and self.gained > self.lost
        return clear and self.gained >= max(ENOUGH, AGAINST * self.unicode)

    @property
    def supports(self) -> bool:
        """Whether the words agree where something else speaks for it already; a lone symbol follows its neighbours."""
        return self.gained + self.abbreviated > self.unicode and self.gained >= 2 * (self.spoilt + self.lost)

    @property
    def allows(self) -> bool:
        """Whether no more words speak against it than for it."""
        return self.balance >= 0 and self.gained >= self.unicode

    @property
    def mixed(self) -> bool:
        """Whether the font has Unicode as well, so that each word must be judged."""
        return self.unicode + self.lost > MIXED * self.gained


def verdicts(words: Mapping[str, Iterable[Word]], before: FontReadings) -> dict[str, Evidence]:
    """For each font that is in a legacy encoding the way to read it. ``words`` are the different words of each font.

    A font with too few words follows what it was ``before``, else its name, else what the other fonts are in.
    """
    weighed = {
        font: _weighed([word for word in of_font if not "".join(word).isascii()]) for font, of_font in words.items()
    }
    found = {font: best for font, each in weighed.items() if (best := _best(each)) and best.proves}
    usual = {reading.encoding.name for reading in (*before.values(), *(each.reading for each in found.values()))}
    for font, each in weighed.items():
        if font not in found and (best := _best(_expected(font, each, before)) or _best(_supported(each, usual))):
            found[font] = best
    return found


def _expected(font: str, weighed: list[Evidence], before: FontReadings) -> list[Evidence]:
    """What a font was before, or its name speaks for, where its words allow it."""
    if font in before:
        return [one for one in weighed if one.reading == before[font] and one.allows]
    name = named_encoding(font)
    return [one for one in weighed if one.reading.encoding.name == name and one.allows]


def _supported(weighed: list[Evidence], usual: set[str]) -> list[Evidence]:
    return [one for one in weighed if one.reading.encoding.name in usual and one.supports]


def _best(weighed: Iterable[Evidence]) -> Evidence | None:
    return max(weighed, key=lambda one: one.balance, default=None)


def _weighed(words: list[Word]) -> list[Evidence]:
    """The evidence for each way to read a font, up to one that turns most of its words into Vietnamese."""
    weighed: list[Evidence] = []
    for encoding, arrival in product(encodings(), arrivals()):
        evidence = _evidence(Reading(encoding, arrival), words)
        weighed.append(evidence)
        if evidence.proves and evidence.balance > len(words) / 2:
            break
    return weighed


def _evidence(reading: Reading, words: list[Word]) -> Evidence:
    gained = lost = spoilt = unicode = abbreviated = 0
    for word in words:
        printed = "".join(word)
        if is_unicode(printed):
            unicode += 1
            continue
        decoded = "".join(reading.of(word))
        before, after = sense(printed), sense(decoded)
        if after == Sense.VIETNAMESE:
            gained += before != Sense.VIETNAMESE
        elif before == Sense.VIETNAMESE:
            lost += 1
        elif after == Sense.NONSENSE:
            spoilt += 1
        elif _WITH_BARRED.search(decoded) and "Đ" not in printed:
            abbreviated += 1
    return Evidence(reading, gained, lost, spoilt, unicode, abbreviated)


def capitals_only(encoding: Encoding, font: str) -> bool:
    """Whether a font prints capitals from the codes of small letters."""
    return encoding.capital_fonts is not None and encoding.capital_fonts.match(font) is not None
