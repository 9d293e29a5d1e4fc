"""Whether the text layer of a page can be used, or the page must be read anew from its picture."""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

from extractor.model.pages import FLAG_HIDDEN, Characters, Mask, Page

Codes = NDArray[np.uint32]

_MARKED = (
    "ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
    "ĂÂĐÊÔƠƯÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ"
)
_VIETNAMESE_BLOCK = (0x1EA0, 0x1EF9)
_LATIN1 = (0xA1, 0xFF)
_COMBINING = (0x0300, 0x036F)
_PRIVATE_USE = (0xE000, 0xF8FF)
# Codes of no letter, to which a wrong Unicode map of a font leads; tab and line ends, between them, are blanks.
_CONTROLS = ((0x01, 0x08), (0x0E, 0x1F))

# Arrows, mathematics, frames, dingbats: a page has some of them, and none has more of them than letters.
_SYMBOLS = (0x2190, 0x2BFF)

UNKNOWN = 0xFFFD
"""The code of the sign for a letter that nobody knows."""

# Fewer letters tell nothing about the quality of a text layer: a page with a number and a place name is whole, while a
# single line of a report can be judged (test_quality.py). From 15 to 120 no document at hand changes.
MIN_LETTERS = 40

# So many shapes as large as letters, with no text, are a text that was turned into outlines, and not a logo: 240 and 12
# of them in test_pages.py. From 30 to 400 no document at hand changes.
MIN_SHAPES = 100

# Running Vietnamese has marks on about a quarter of its letters; a layer under a scan with fewer was made by a model
# for another language. At .03 such layers are told only by their words (test_quality.py).
MIN_MARKED_SHARE = 0.10

# Glyphs that follow each other within a line are nearer than so many times their size; what is further is another
# line. Generous: 1.2 and 4 tell the same of every document at hand.
STEP = 2.0

# So many glyphs before and behind the middle one tell on most pages that all stand in lines; the other pages are
# looked at whole. For speed alone.
GLANCE = 100

# Text runs aslant where it leaves the nearer side of the page by this share of its way (17 degrees): a scan askew by 2
# degrees must be read, a page at 45 cannot be (test_pages.py). From .05 to .6 no document at hand changes.
ASLANT = 0.3

# A page with more glyphs of no meaning is no text: one stray code in a line does no harm, one letter in ten garbled
# leaves few words whole (test_quality.py). From .01 to .2 no document at hand changes.
MAX_UNMAPPED_SHARE = 0.05

# Different codes of the private area. Fonts of signs have fewer on a page: bullets, boxes, ticks; fonts of letters have
# more in one line (test_quality.py).
MIN_CODES = 6

# Letters and digits of a page that nobody sees: a sheet whose margin was cut off has 74, drafts with white numbers of
# items or pages 18 and less; a paragraph has more. Fewer are said where they are such a share of what is shown
# (test_quality.py).
MANY_UNSEEN, UNSEEN_SHARE = 120, 0.1

# A page whose largest picture covers this share of it is taken for a scan: a logo is none (test_quality.py). From .2 to
# .5 no document at hand changes, but one scanned form covers less than .85 of its sheet.
PICTURE_SHARE = 0.5

# A page without a letter of its own is read from a picture of this share of it: a screenshot of a short table has .19,
# a crest or a rule drawn as a picture less than .03 (test_quality.py).
MIN_PICTURE_SHARE = 0.05


def picture_share(page: Page) -> float:
    """The share of the page that its largest picture covers, 0 to 1."""
    if not len(page.images):
        return 0.0
    x0, top, x1, bottom = np.clip(page.images, 0, [page.width, page.height] * 2).T
    return float(((x1 - x0) * (bottom - top)).max() / (page.width * page.height))


def is_pictured(page: Page) -> bool:
    """Whether pictures cover most of the page, in one piece or in strips: its letters may have been read from them."""
    if not len(page.images):
        return False
    x0, top, x1, bottom = np.clip(page.images, 0, [page.width, page.height] * 2).T
    return bool(((x1 - x0) * (bottom - top)).sum() >= PICTURE_SHARE * page.width * page.height)


def unusable(page: Page) -> str | None:
    """Why the page's text cannot be used, in words, or None where it can.

    A page without letters, drawn as shapes or not, and without a picture is an empty page, which is usable.
    """
    glyphs = visible(page.characters)
    codes = _codes(glyphs.text)
    letters = _letters(codes)
    if not letters and picture_share(page) >= MIN_PICTURE_SHARE:
        return "a picture without text"
    unmapped = _meaningless(codes) + int(np.count_nonzero(codes == UNKNOWN))
    if unmapped + letters >= MIN_LETTERS and unmapped > MAX_UNMAPPED_SHARE * len(codes):
        return "glyphs without a meaning"
    if letters < MIN_LETTERS:
        return "letters drawn as shapes" if page.letter_shapes >= MIN_SHAPES else None
    if not _count(codes, _VIETNAMESE_BLOCK) and _count(codes, _LATIN1) / letters > 2 * MIN_MARKED_SHARE:
        return "a legacy encoding that is not known"
    return None


def unreadable(page: Page) -> str | None:
    """Why no line of the page can be read, in words, whatever letters it holds, and None where lines can.

    Text that runs aslant, or is seen in a mirror, has no lines; nor does OCR find any.
    """
    glyphs = page.characters
    middle = len(glyphs) // 2
    if _lineless(glyphs.take(slice(max(middle - GLANCE, 0), middle + GLANCE))) is None:
        return None
    return _lineless(glyphs)


def _lineless(glyphs: Characters) -> str | None:
    """How most of the glyphs stand, told by the steps from one to the next; None where they stand in lines."""
    if len(glyphs) < MIN_LETTERS:
        return None
    x, y = glyphs.middles
    across, down = np.abs(np.diff(x)), np.abs(np.diff(y))
    near = (across + down > 0) & (across + down < STEP * glyphs.size[1:])
    most = max(np.count_nonzero(near) / 2, MIN_LETTERS / 2)
    slope = ASLANT * np.maximum(across, down)
    if np.count_nonzero(near & (np.minimum(across, down) > slope)) > most:
        return "its text runs aslant"
    mirrored = near & ~glyphs.upright[1:] & (down < slope)
    return "its text is mirrored" if np.count_nonzero(mirrored) > most else None


def visible(glyphs: Characters) -> Characters:
    """The glyphs that a reader sees."""
    hidden = glyphs.flags & FLAG_HIDDEN != 0
    return glyphs.take(~hidden) if hidden.any() else glyphs


def much_unseen(page: Page) -> int:
    """How many letters and digits the page holds and does not show; 0 where they are few, as on most pages."""
    hidden = page.characters.flags & FLAG_HIDDEN != 0
    if not hidden.any():
        return 0
    letters = np.char.isalnum(page.characters.text)
    unseen, shown = int(np.count_nonzero(letters & hidden)), int(np.count_nonzero(letters & ~hidden))
    return unseen if unseen >= min(MANY_UNSEEN, max(MIN_LETTERS, UNSEEN_SHARE * shown)) else 0


def letters_of(text: NDArray[np.str_]) -> tuple[int, float]:
    """How many letters the texts of glyphs have, and which share of them bears a mark of Vietnamese."""
    codes = _codes(text)
    letters = _letters(codes)
    return letters, float(_marked()[np.minimum(codes, 0xFFFF)].sum()) / max(letters, 1)


def _letters(codes: Codes) -> int:
    return int(np.char.isalpha(codes.view("<U1")).sum())


def _codes(text: NDArray[np.str_]) -> Codes:
    """The code points of all glyphs one after the other, letters composed with their marks."""
    if not text.size:
        return np.zeros(0, dtype=np.uint32)
    codes = np.ascontiguousarray(text).view(np.uint32)
    codes = codes[codes > 0]
    if _count(codes, _COMBINING):
        composed = unicodedata.normalize("NFC", "".join(text.tolist()))
        return np.frombuffer(composed.encode("utf-32-le"), dtype=np.uint32)
    return codes


def _meaningless(codes: Codes) -> int:
    """How many codes are of no letter. A few different ones in the private area are bullets and boxes to tick."""
    own = _various(codes, _PRIVATE_USE)
    symbols = _various(codes, _SYMBOLS)
    if symbols <= np.count_nonzero(codes <= _VIETNAMESE_BLOCK[1]) - np.count_nonzero(codes == ord(" ")):
        symbols = 0
    return own + symbols + sum(_count(codes, span) for span in _CONTROLS)


def _various(codes: Codes, span: tuple[int, int]) -> int:
    """How many codes are of a span, none where they are a few different ones."""
    found = codes[(codes >= span[0]) & (codes <= span[1])]
    return len(found) if len(found) >= MIN_CODES and len(np.unique(found)) >= MIN_CODES else 0


def _count(codes: Codes, span: tuple[int, int]) -> int:
    return int(np.count_nonzero((codes >= span[0]) & (codes <= span[1])))


@cache
def _marked() -> Mask:
    """For each character of the first plane whether it is a letter with a mark of Vietnamese."""
    table = np.zeros(0x10000, dtype=bool)
    table[[ord(letter) for letter in _MARKED]] = True
    return table
