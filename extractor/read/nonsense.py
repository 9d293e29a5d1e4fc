"""Whether the letters of a page, or of one of its fonts, spell no words: what a font leaves that names wrong letters.

Such a page is drawn right, so that OCR can read it. Judged are words in small letters, as names may be of any language,
and those in capitals for themselves. A text in another language is text, and so is one that is typed badly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from unicodedata import normalize

import numpy as np
import regex
from numpy.typing import NDArray

from extractor.model.pages import FLAG_HIDDEN, Characters, Mask, Page
from extractor.read.adapter import family
from extractor.read.legacy.codes import named_encoding
from extractor.read.legacy.decode import apart
from extractor.read.legacy.verdicts import Sense, sense
from extractor.read.vietnamese import running_text
from patterns.phrases import part_words
from patterns.syllables import is_syllable

# So many different words that no language spells, and such a share of the words in small letters, are no misprints: of
# 1,600 digital pages at hand none has three; a map with three letters exchanged leaves some, one with all a half
# (test_nonsense.py).
ENOUGH, SHARE = 5, 0.03

# Fewer will do where they are so many of the words: on the last page of a file there are few (test_nonsense.py).
FEW, SHARE_OF_FEW = 3, 0.2

# So large a share of consonants that stand alone means that letters are lost between them: with every second letter .2.
# Only of whole pages: a font of a few heads of columns that lost four of its letters is right for the rest, and its
# page has .05 (test_nonsense.py).
FRAGMENTS = 0.1

# So many words with marks that are no syllables are no French, which has one in six, but Vietnamese in a code that is
# not known, which has two in three (test_nonsense.py).
FOREIGN = 0.5

# Of words in capitals so many: names of peoples whose language is not Vietnamese are a third of those in a list of them
# (test_nonsense.py).
CAPITALS = 0.5

# Different signs without a blank between them: codes of glyphs, taken for letters, are signs and digits for the most
# part. Formulas have three, markup and lists of a program four (test_nonsense.py).
MANY_SIGNS = 5

# Letters. Units and the parts of syllables have no more without a vowel (test_nonsense.py).
LONGEST_FRAGMENT = 3

# Letters, as ``nghiêng`` has. For speed alone.
LONGEST_SYLLABLE = 7

# Addresses, whose parts are no words: ``sgtvt@tinh.gov.vn``.
_ADDRESS = regex.compile(r"[\w.]@\p{L}|://|www\.|\.(?:vn|com|org|net|html?|pdf|docx?|xlsx?)\b", regex.IGNORECASE)
# Not what stands behind an apostrophe, as names have it: ``Ea H'đing``.
_RUN = regex.compile(r"(?<!['’\p{L}\p{M}])\p{Latin}[\p{Latin}\p{M}]*")
_VIETNAMESE_ONLY = regex.compile(r"[ăđơưĂĐƠƯ\u1EA0-\u1EF9]")
_VOWEL = regex.compile(r"[aeiouyæœøı]")
# What codes of a byte arrive as.
_CODES = regex.compile(r"[\x00-\xFF]+")
# Letters of the peoples of the highlands, who write their languages with those of Vietnamese besides.
_HIGHLAND = regex.compile(r"[ĕĭŏŭčƀĔĬŎŬČɃ\u0306]")
# Letters with marks of other languages than these: a shifted map has both kinds.
_STRANGE = regex.compile(r"[\u0100-\u017F--[ĂăĐđĨĩŨũĔĕĬĭŎŏŬŭČčĈĉŇňŃńÑñ]]", regex.VERSION1)
_MIXED = regex.compile(r"\p{Ll}\p{Lu}")
# ``eOffice``, ``kWh``.
_MADE_OF_TWO = regex.compile(r"\p{Ll}{1,2}(?:\p{Lu}\p{Ll}*)+")

# What stands in a word in place of a letter: a glyph of an unknown letter, a code of no letter, a sign that prose
# does not set between letters, a digit, a hyphen behind consonants alone.
_NO_LETTER = r"[\p{Co}\p{Cc}\uFFFD\xAD]"
_HOLE = regex.compile(
    rf"\p{{Ll}}{_NO_LETTER}|{_NO_LETTER}\p{{Ll}}|{_NO_LETTER}{{2}}"
    r"|\p{L}[^\p{L}\s]*[!#$?@^`][^\p{L}\s]*\p{L}"
    r"|\p{Ll}\d+\p{Ll}|\p{Ll}-{2,}|-{2,}\p{Ll}"
    r"|(?<![\p{L}\p{M}])[bcdđghklmnpqrstvx]+-(?=\p{Ll}|$)|(?:^|\p{Ll})-[bcdđghklmnpqrstvx]+(?![\p{L}\p{M}])"
)

# Scripts whose letters touch no others in any text: a map that leads far away scatters the letters of Vietnamese over
# several of them, over parts of Chinese letters, and over codes that are none.
_FAR = (
    *("Arabic", "Armenian", "Balinese", "Bengali", "Buginese", "Canadian_Aboriginal", "Cham", "Cherokee", "Coptic"),
    *("Devanagari", "Ethiopic", "Georgian", "Glagolitic", "Gujarati", "Gurmukhi", "Hebrew", "Javanese", "Kannada"),
    *("Khmer", "Lao", "Malayalam", "Mongolian", "Myanmar", "Nko", "Ogham", "Ol_Chiki", "Oriya", "Runic", "Sinhala"),
    *("Sundanese", "Syriac", "Tai_Le", "Tamil", "Telugu", "Thaana", "Thai", "Tibetan", "Tifinagh", "Yi"),
)
_SCATTERED = regex.compile(
    "|".join(rf"\p{{{far}}}(?=\p{{L}})\P{{{far}}}|(?=\p{{L}})\P{{{far}}}\p{{{far}}}" for far in _FAR)
    + r"|\p{Greek}\p{Cyrillic}|\p{Cyrillic}\p{Greek}"
    + r"|\p{L}[\u2E80-\u2FDF\p{Cn}]|[\u2E80-\u2FDF\p{Cn}]\p{L}"
)
# Text of these alone needs no search. For speed alone.
_NEAR = regex.compile(r"[\x00-\u036F\u1E00-\u1EFF\u2000-\u206F]*")

_SIGNS = frozenset("!#$%&*<=>?@[]^`{|}~")

_OPERATORS = frozenset("=+×÷*<>≤≥^_|±√/")

# Such are left of words that have lost letters; units and formulas have none of them.
_CUT = regex.compile(r"[ckt]h|ngh?|[gnp]h|tr|[ăđơư\u1EA0-\u1EF9]")

_TONES = "\u0300\u0301\u0303\u0309\u0323"


class _Told(Enum):
    """What a run of glyphs without a blank tells: a word in small letters, or none in any language; one with marks as
    Vietnamese has none, though another language may; consonants alone; a word in capitals, or none."""

    WORD = auto()
    NONSENSE = auto()
    FOREIGN = auto()
    FRAGMENT = auto()
    CAPITALS = auto()
    NO_CAPITALS = auto()
    NOTHING = auto()


# In the order of how many there are, which is quicker.
_HARMLESS = (_Told.WORD, _Told.NOTHING, _Told.CAPITALS)


@dataclass(frozen=True, slots=True)
class Nonsense:
    """The glyphs of a page that spell nothing; ``words`` are some of what they seem to be, as they stand there."""

    glyphs: Mask
    words: frozenset[str]


def nonsense_of(page: Page) -> Nonsense | None:
    """What of a page's own text spells nothing: all of it, or the glyphs of some fonts. None for most pages."""
    told = [kind for kind in map(_told, set(running_text(page.characters).split())) if kind not in _HARMLESS]
    alone = told.count(_Told.FRAGMENT)
    if len(told) - alone < FEW and alone < ENOUGH:
        return None
    known = page.text_layer == "legacy" or any(map(named_encoding, page.fonts))
    families = [family(font) for font in page.fonts]
    of_family = np.array([families.index(each) for each in families])[page.characters.font]
    chunks = _chunks(page.characters, of_family)
    words = _spelling_nothing(chunks, known)
    bad = np.zeros(len(of_family), dtype=bool)
    for one in np.unique(of_family):
        own = [chunk for chunk in chunks if chunk.font == one and chunk.kind != _Told.FRAGMENT]
        if found := _spelling_nothing(own, known):
            words |= found
            bad |= of_family == one
    if not words:
        return None
    left = {-1, *of_family[~bad].tolist()}
    if not bad.any() or _spelling_nothing([chunk for chunk in chunks if chunk.font in left], known):
        bad[:] = True
    return Nonsense(bad, frozenset(words))


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Glyphs without a blank, what they tell, and the number of their family of fonts; -1 where they have several."""

    text: str
    kind: _Told
    font: int


def _chunks(glyphs: Characters, of_family: NDArray[np.intp]) -> list[_Chunk]:
    texts, fonts = [""], [-1]
    parted = [True, *apart(glyphs).tolist()]
    hidden = glyphs.flags & FLAG_HIDDEN != 0
    blank = (np.char.isspace(glyphs.text) | hidden).tolist()
    for letters, begins, is_blank, font in zip(glyphs.text.tolist(), parted, blank, of_family.tolist(), strict=True):
        if (begins or is_blank) and texts[-1]:
            texts.append("")
            fonts.append(-1)
        if not is_blank:
            fonts[-1] = font if not texts[-1] or fonts[-1] == font else -1
            texts[-1] += letters
    texts = [normalize("NFC", text) for text in texts]
    kinds = [
        _Told.NOTHING if kind == _Told.FRAGMENT and _stands_for_itself(before, text, after) else kind
        for before, text, after, kind in zip(["", *texts[:-1]], texts, [*texts[1:], ""], map(_told, texts), strict=True)
    ]
    return list(map(_Chunk, texts, kinds, fonts))


def _spelling_nothing(chunks: Sequence[_Chunk], known: bool) -> set[str]:
    """The words by which runs of glyphs are nonsense, none where they are not.

    ``known`` says that the text is Vietnamese for certain, so that no word of another language is expected in it.
    """
    of: dict[_Told, list[str]] = {kind: [] for kind in _Told}
    for chunk in chunks:
        of[chunk.kind].append(chunk.text)
    small = sum(len(of[kind]) for kind in (_Told.WORD, _Told.NONSENSE, _Told.FOREIGN, _Told.FRAGMENT))
    capitals = len(of[_Told.CAPITALS]) + len(of[_Told.NO_CAPITALS])
    coded = [*filter(_CODES.fullmatch, of[_Told.FOREIGN])]
    wrong = of[_Told.NONSENSE] + (coded if known else [])
    alone = of[_Told.FRAGMENT]
    for found, enough, least in (
        (wrong, ENOUGH, SHARE * small),
        (wrong, FEW, SHARE_OF_FEW * small),
        (coded, ENOUGH, FOREIGN * small),
        (of[_Told.NO_CAPITALS], ENOUGH, CAPITALS * capitals),
        (alone if len({*filter(_CUT.fullmatch, alone)}) > 1 else [], ENOUGH, FRAGMENTS * small),
    ):
        if len({*found}) >= enough and len(found) >= least:
            highland = sum(len(_HIGHLAND.findall(chunk.text)) for chunk in chunks)
            strange = sum(len(_STRANGE.findall(chunk.text)) for chunk in chunks)
            return set() if highland > SHARE * small + strange else {*found}
    return set()


def _stands_for_itself(before: str, chunk: str, after: str) -> bool:
    if before.endswith((",", ";")) or before.lower() in part_words("BEFORE_ITEM_LETTER"):
        return True
    beside = before[-1:] + after[:1]
    if any(each.isdigit() or each in _OPERATORS for each in beside):
        return True
    return is_syllable(before + chunk) or is_syllable(chunk + after)


@lru_cache(maxsize=1 << 15)
def _told(chunk: str) -> _Told:
    if chunk.isdigit() or _ADDRESS.search(chunk):
        return _Told.NOTHING
    if _HOLE.search(chunk) or len(_SIGNS.intersection(chunk)) >= MANY_SIGNS:
        return _Told.NONSENSE
    if not _NEAR.fullmatch(chunk) and _SCATTERED.search(chunk):
        return _Told.NONSENSE
    kinds = [_told_by_run(run) for run in _RUN.findall(chunk.replace("ð", "đ").replace("Ð", "Đ"))]
    for kind in (_Told.NO_CAPITALS, _Told.NONSENSE, _Told.FOREIGN):
        if kind in kinds:
            return kind
    if _Told.FRAGMENT in kinds and not chunk.isalpha():
        return _Told.NOTHING
    return next((kind for kind in kinds if kind != _Told.NOTHING), _Told.NOTHING)


def _told_by_run(run: str) -> _Told:
    """What letters without anything between them tell. A name tells nothing but that it is a word."""
    if run.isupper():
        wrong = len(run) > 1 and sense(run) == Sense.NONSENSE and not _is_badly_typed(run)
        return _Told.NO_CAPITALS if wrong else _Told.CAPITALS if len(run) > 1 else _Told.NOTHING
    if run[0].isupper():
        return _Told.WORD
    if len(run) == 1 and _VIETNAMESE_ONLY.search(run):
        return _Told.FRAGMENT
    if is_syllable(run):
        return _Told.WORD if len(run) > 1 else _Told.NOTHING
    if not _VOWEL.search(normalize("NFD", run)):
        if len(run) > LONGEST_FRAGMENT:
            return _Told.NONSENSE
        return _Told.FRAGMENT if run.islower() else _Told.NOTHING
    if sense(run) == Sense.NONSENSE and not _is_badly_typed(run):
        return _Told.NONSENSE if _VIETNAMESE_ONLY.search(run) else _Told.FOREIGN
    if _MIXED.search(run) and not _MADE_OF_TWO.fullmatch(run) and not _is_badly_typed(run):
        return _Told.NONSENSE
    return _Told.WORD if len(run) > 1 else _Told.NOTHING


def _is_badly_typed(run: str) -> bool:
    """Whether letters are syllables without the blanks between them, or one with its tone over another vowel.

    One letter is no such syllable: with them ``hộú`` would be two.
    """
    run = run.lower()
    ends = {0}
    for end in range(2, len(run) + 1):
        starts = (start for start in range(max(end - LONGEST_SYLLABLE, 0), end - 1) if start in ends)
        if any(_is_syllable_of_sorts(run[start:end]) for start in starts):
            ends.add(end)
    return len(run) in ends


def _is_syllable_of_sorts(run: str) -> bool:
    if is_syllable(run):
        return True
    apart = normalize("NFD", run)
    tones = [each for each in apart if each in _TONES]
    if len(tones) != 1:
        return False
    level = normalize("NFC", apart.replace(tones[0], ""))
    return any(is_syllable(normalize("NFC", level[: at + 1] + tones[0] + level[at + 1 :])) for at in range(len(level)))
