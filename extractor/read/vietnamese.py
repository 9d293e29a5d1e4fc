"""How Vietnamese a text is: what tells a good text layer from a poor one, and a page that was read from one that was
not. A text of the file and one that OCR reads are judged alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import normalize

import numpy as np
import regex

from extractor.model.pages import Characters
from extractor.read.legacy.decode import apart
from extractor.read.legacy.verdicts import Sense, sense
from extractor.read.quality import visible
from patterns.syllables import is_syllable

# Of a text in the letters of Vietnamese only: letters of another script are no words that could be misspelt.
_WORDS = regex.compile(r"\p{Latin}[\p{Latin}\p{M}]+")

# Fewer words tell nothing about a text: a page with a number, a name and a place is whole (test_vietnamese.py).
MIN_WORDS = 20

# Of the words of a good layer in small letters at least so many are syllables: 998 of 1,000 digital pages have .93 and
# more, and pages in two languages .63. Layers under scans that were made for another language, or by an OCR that knows
# Vietnamese badly, have .10 to .70 (test_vietnamese.py).
MIN_SYLLABLES = 0.8

# What is read sideways, upside down or in another script has one word in ten that is a syllable, pages in English two
# to three; the worst page that was read right, a list filled in by hand, six (test_vietnamese.py).
MIN_READ = 0.2

# The share of syllables among all words, capitals included, and how sure the engine is of them: together pages in other
# scripts have .14 to .51, in English 1.1, and of 240 scans at hand the worst that is Vietnamese, a form filled in by
# hand, .93 (test_vietnamese.py).
GUESSED = 0.7

# Of the words with marks that are syllables: with fewer broken ones a short text is right to the letter. Stamps of
# digital signatures have none or a joined one or two, layers under scans one in five and more (test_vietnamese.py).
MAX_BROKEN = 0.2

LETTER = 4
"""Bytes of a letter in an array of texts."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words of a text, counted.

    ``words`` are those of two letters and more that are not all capitals, as abbreviations are; ``syllables`` those of
    them that Vietnamese can spell. ``proven`` have letters beyond ASCII and are syllables, capitals included;
    ``broken`` have such letters and are none. ``runs`` are all words of two letters, capitals included, ``read`` the
    syllables among them.
    """

    words: int = 0
    syllables: int = 0
    proven: int = 0
    broken: int = 0
    runs: int = 0
    read: int = 0

    @property
    def share(self) -> float:
        """The share of syllables among the words; 1 where there are no words."""
        return self.syllables / self.words if self.words else 1.0

    @property
    def balance(self) -> int:
        """Words that can be nothing but Vietnamese, less those that cannot be."""
        return self.proven - self.broken

    @property
    def is_good(self) -> bool:
        """Whether the text is spelt like Vietnamese. One of a few words is."""
        return self.words < MIN_WORDS or self.share >= MIN_SYLLABLES

    @property
    def is_proven(self) -> bool:
        """Whether the text is Vietnamese for certain, be it long or short."""
        return self.is_good and self.broken < MAX_BROKEN * self.proven

    @property
    def is_nonsense(self) -> bool:
        """Whether hardly a word can be Vietnamese, and most have letters that no other language would have."""
        return self.words >= MIN_WORDS and self.share < MIN_READ and self.balance < 0

    def is_guessed(self, confidence: float) -> bool:
        """Whether an engine that was as sure of its words (0 to 1) has read what it does not know: another script."""
        return self.runs >= MIN_WORDS and self.read / self.runs + confidence < GUESSED


def spelling(text: str) -> Spelling:
    """The spelling of a text in NFC."""
    words = _WORDS.findall(text)
    small = [word for word in words if not word.isupper()]
    senses = list(map(sense, words))
    return Spelling(
        words=len(small),
        syllables=sum(map(is_syllable, small)),
        proven=senses.count(Sense.VIETNAMESE),
        broken=senses.count(Sense.NONSENSE),
        runs=len(words),
        read=sum(map(is_syllable, words)),
    )


def spelling_of(glyphs: Characters) -> Spelling:
    """The spelling of what is seen of a page's glyphs, whoever read them."""
    return spelling(running_text(glyphs))


def running_text(glyphs: Characters) -> str:
    """What is seen of a page's glyphs in drawing order, in NFC, with a line end where two stand apart."""
    glyphs = visible(glyphs)
    if not len(glyphs):
        return ""
    parted = np.flatnonzero(apart(glyphs)) + 1
    if glyphs.text.dtype.itemsize > LETTER:  # ligatures, letters with their marks
        text = "\n".join("".join(letters) for letters in np.split(glyphs.text, parted))
    else:
        text = np.insert(glyphs.text.view(np.uint32), parted, ord("\n")).tobytes().decode("utf-32-le", "replace")
    return normalize("NFC", text)
