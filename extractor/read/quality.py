"""Whether the text layer of a page can be used, or the page must be read anew from its picture."""

from __future__ import annotations

import unicodedata

import numpy as np
import regex

from extractor.model import Page

_WORD = regex.compile(r"\p{L}+")
_MARKED = regex.compile(
    r"[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", regex.IGNORECASE
)
_VIETNAMESE_BLOCK = regex.compile(r"[\u1EA0-\u1EF9]")
_LATIN1 = regex.compile(r"[\u00A1-\u00FF]")
_UNMAPPED = regex.compile(r"\(cid:\d+\)|[\uE000-\uF8FF\uFFFD]")

MIN_LETTERS = 40
"""Fewer letters tell nothing about the quality of a text layer."""

MIN_LETTERS_OVER_PICTURE = 300
"""A scan with fewer letters holds the stamp of a digital signature or a watermark, no text."""

MIN_MARKED_SHARE = 0.10
"""Running Vietnamese has marks on about a quarter of its letters; a layer without them was made by a wrong model."""

MAX_UNMAPPED_SHARE = 0.05
PICTURE_SHARE = 0.5
"""A page whose pictures cover this share of it is taken for a scan."""


def picture_share(page: Page) -> float:
    """The share of the page that its largest picture covers, 0 to 1."""
    if not len(page.images):
        return 0.0
    x0, top, x1, bottom = np.clip(page.images, 0, [page.width, page.height] * 2).T
    return float(((x1 - x0) * (bottom - top)).max() / (page.width * page.height))


def unusable(page: Page) -> str | None:
    """Why the page's text cannot be used, in words, or None where it can.

    A page without letters and without a picture is an empty page, which is usable.
    """
    text = unicodedata.normalize("NFC", "".join(page.characters.text.tolist()))
    letters = sum(map(len, _WORD.findall(text)))
    scanned = picture_share(page) >= PICTURE_SHARE
    if scanned and letters < MIN_LETTERS_OVER_PICTURE:
        return "a picture without text"
    if letters < MIN_LETTERS:
        return None
    if len(_UNMAPPED.findall(text)) > MAX_UNMAPPED_SHARE * len(text):
        return "glyphs without a meaning"
    marked = len(_MARKED.findall(text)) / letters
    if scanned and marked < MIN_MARKED_SHARE:
        return "a text layer without Vietnamese letters under a picture"
    if not _VIETNAMESE_BLOCK.search(text) and len(_LATIN1.findall(text)) / letters > 2 * MIN_MARKED_SHARE:
        return "a legacy encoding (TCVN3 or VNI)"
    return None
