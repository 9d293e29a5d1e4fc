"""Text in the encodings from before Unicode (TCVN3, VNI …), decoded font by font and word by word.

Such a file has the bytes of the old encoding; they arrive as the Latin letters and signs that have these codes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import compress
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from extractor.model.pages import Characters, Mask, Page
from extractor.read.adapter import family
from extractor.read.legacy.codes import arrivals, encodings, named_encoding
from extractor.read.legacy.verdicts import (
    Evidence,
    FontReadings,
    Sense,
    Word,
    capitals_only,
    is_unicode,
    sense,
    verdicts,
)
from extractor.read.quality import UNKNOWN

# What pages in Unicode have that can be codes too: a page with nothing else beyond ASCII is not looked into. For speed
# alone.
ORDINARY = "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝđĐ–—‘’“”…•°±²³×÷½\u00a0\ufb01\ufb02"

# Glyphs further apart than this share of their size belong to two words: the blank of most fonts is as wide. Printed
# blanks part words as well, so that the gap seldom decides: .1 and .5 read every document at hand alike.
APART = 0.25

# So do glyphs whose sizes differ by more than this share: a word and the number of its footnote, which stands right
# behind it at about .65 of its size (test_decode.py).
OTHER_SIZE = 0.15

SYMBOL_CODES = slice(0xF080, 0xF100)
"""Where fonts with a symbol map put their codes beyond ASCII."""

NUMBER = "(cid:"
"""So pdfminer begins the text of a glyph that it knows by its number only."""

_NUMBER_CODES = np.array(list(map(ord, NUMBER)), dtype=np.uint32)

NOTHING_BEFORE: FontReadings = MappingProxyType({})

Spans = list[NDArray[np.intp]]


def decoded(page: Page, before: FontReadings = NOTHING_BEFORE) -> tuple[Page, FontReadings]:
    """The page with its legacy words in Unicode (the page itself where it has none), and how its fonts are read.

    ``before`` is what came out for the pages before; it decides for fonts that have few words on this page. A letter
    and the accent drawn over it become one glyph at the place of the letter; all other glyphs stay, but the number of a
    glyph is no text: it gives way to the sign of an unknown letter.
    """
    read, readings = _with_legacy_words(page, before)
    return _without_numbers(read), readings


def _with_legacy_words(page: Page, before: FontReadings) -> tuple[Page, FontReadings]:
    if not _is_suspicious(page, before):
        return page, before
    letters: list[str] = page.characters.text.tolist()
    spans = _words(page)
    words = {font: {tuple(letters[at] for at in span) for span in of_font} for font, of_font in spans.items()}
    found = verdicts(words, before)
    used: Counter[str] = Counter()
    for font, evidence in found.items():
        changed = _decode(letters, spans[font], evidence, font)
        used[evidence.reading.encoding.name] += changed + (font in before)
    if not used.total():
        return page, before
    read = replace(
        page,
        characters=_with_letters(page.characters, letters),
        text_layer="legacy",
        encoding=used.most_common(1)[0][0],
    )
    proven = {font: each.reading for font, each in found.items() if each.proves and not each.mixed}
    return read, {**before, **proven}


def _without_numbers(page: Page) -> Page:
    """Of ``(cid:43)`` the digits would be read as figures."""
    text = page.characters.text
    if not _has_numbers(text):
        return page
    letters = [chr(UNKNOWN) if letter.startswith(NUMBER) else letter for letter in text.tolist()]
    return replace(page, characters=_with_letters(page.characters, letters))


def _has_numbers(text: NDArray[np.str_]) -> bool:
    """Whether some glyph is known by its number only."""
    if not len(text):
        return False
    start = text.view(np.uint32).reshape(len(text), -1)[:, : len(NUMBER)]
    return start.shape[1] == len(NUMBER) and bool((start == _NUMBER_CODES).all(axis=1).any())


def _is_suspicious(page: Page, before: FontReadings) -> bool:
    """Whether there is anything on the page that no ordinary page has."""
    if any(named_encoding(font) or family(font) in before for font in page.fonts):
        return True
    text = page.characters.text
    if not len(text):
        return False
    if _has_numbers(text):
        return True
    first = text.view(np.uint32).reshape(len(text), -1)[:, 0]
    return bool(_suspicious()[np.minimum(first, 0xFFFF)].any())


@cache
def _suspicious() -> Mask:
    """For each character of the first plane whether it can be a code and is not met on ordinary pages."""
    table = np.zeros(0x10000, dtype=bool)
    known = {code for encoding in encodings() for sequence in encoding.table for code in sequence}
    for arrival in arrivals():
        table[[ord(text) for text, code in arrival.codes.items() if code in known and len(text) == 1]] = True
    table[SYMBOL_CODES] = True
    table[:0x80] = False
    table[[ord(letter) for letter in ORDINARY]] = False
    return table


def _words(page: Page) -> dict[str, Spans]:
    """The glyphs of each font by words: in drawing order, parted at blanks, at gaps, where font or size change."""
    characters = page.characters
    fonts = [family(font) for font in page.fonts]
    names = sorted(set(fonts))
    numbers = {name: number for number, name in enumerate(names)}
    font = np.array([numbers[name] for name in fonts], dtype=np.int32)[characters.font]
    blank = np.char.strip(characters.text) == ""
    resized = np.abs(np.diff(characters.size)) > OTHER_SIZE * characters.size[1:]
    parted = (font[1:] != font[:-1]) | blank[1:] | blank[:-1] | resized | apart(characters)
    words: dict[str, Spans] = {name: [] for name in names}
    for span in np.split(np.arange(len(characters)), np.flatnonzero(parted) + 1):
        if not blank[span[0]]:
            words[names[font[span[0]]]].append(span)
    return words


def apart(characters: Characters) -> Mask:
    """For each glyph but the last whether the next stands away from it, in whatever direction the line runs."""
    across = np.maximum(
        characters.x0[1:] - characters.x1[:-1],
        characters.x0[:-1] - characters.x1[1:],
    )
    down = np.maximum(
        characters.top[1:] - characters.bottom[:-1],
        characters.top[:-1] - characters.bottom[1:],
    )
    far: Mask = np.maximum(across, down) > APART * characters.size[1:]
    return far


def _decode(letters: list[str], spans: Spans, evidence: Evidence, font: str) -> int:
    """Put the words of one font into ``letters`` as decoded; the number of words that changed."""
    reading = evidence.reading
    words = [tuple(letters[at] for at in span) for span in spans]
    read = {word: reading.of(word) for word in set(words)}
    legacy = _legacy_words(words, read) if evidence.mixed else [not is_unicode("".join(word)) for word in words]
    capitals = capitals_only(reading.encoding, font)
    changed = 0
    for span, word in compress(zip(spans, words, strict=True), legacy):
        of_word = [letter.upper() for letter in read[word]] if capitals else read[word]
        changed += tuple(of_word) != word
        for at, letter in zip(span.tolist(), of_word, strict=True):
            letters[at] = letter
    return changed


def _legacy_words(words: list[Word], read: dict[Word, list[str]]) -> list[bool]:
    """For each word of a font that has both whether it is legacy; one that can be either is what its nearest is."""
    known = {word: _is_legacy("".join(word), "".join(of_word)) for word, of_word in read.items()}
    decided = [(at, legacy) for at, word in enumerate(words) if (legacy := known[word]) is not None]
    places = np.array([at for at, _ in decided])
    after = np.searchsorted(places, np.arange(len(words)))
    before = np.maximum(after - 1, 0)
    after = np.minimum(after, len(decided) - 1)
    nearer = np.where(
        np.abs(places[after] - np.arange(len(words))) < np.abs(np.arange(len(words)) - places[before]), after, before
    )
    return [decided[at][1] for at in nearer.tolist()]


def _is_legacy(printed: str, read: str) -> bool | None:
    """Whether a word can be legacy only; None where it can be either or neither."""
    if is_unicode(printed):
        return False
    as_printed, as_read = sense(printed), sense(read)
    if (as_printed == Sense.VIETNAMESE) == (as_read == Sense.VIETNAMESE):
        return None
    return as_read == Sense.VIETNAMESE


def _with_letters(characters: Characters, letters: list[str]) -> Characters:
    """The glyphs with these texts; one without text is an accent, and the glyph before it takes its room too."""
    text = np.array(letters, dtype=np.str_)
    accents = np.flatnonzero(text == "")
    boxes = {}
    for side, wider in (("x0", np.minimum), ("top", np.minimum), ("x1", np.maximum), ("bottom", np.maximum)):
        boxes[side] = getattr(characters, side).copy()
        boxes[side][accents - 1] = wider(boxes[side][accents - 1], boxes[side][accents])
    return replace(characters, text=text, **boxes).take(text != "")
