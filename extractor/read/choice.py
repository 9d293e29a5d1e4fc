"""Which text of a page counts: its own, or what an OCR engine reads in its picture; with the reason in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from extractor.errors import MissingPartError
from extractor.model.pages import Characters, Failure, Mask, Page
from extractor.options import Options
from extractor.read.nonsense import Nonsense, nonsense_of
from extractor.read.ocr.engine import RecognitionError
from extractor.read.quality import (
    MIN_LETTERS,
    MIN_MARKED_SHARE,
    PICTURE_SHARE,
    letters_of,
    much_unseen,
    picture_share,
    unreadable,
    unusable,
    visible,
)
from extractor.read.vietnamese import Spelling, running_text, spelling_of
from patterns.spelling import fold

# A scan with fewer letters may hold the stamp of a digital signature or a watermark, and no text: at 100, two signed
# scans were taken for pages of text that say who signed, and nothing else (test_choice.py).
MIN_LETTERS_OVER_PICTURE = 300

# Points around the middle of a glyph of the page within which what OCR reads is that glyph: half a line. The places of
# recognised letters are those of their words, divided (test_choice.py).
NEAR = 8.0

# A picture holds more than its page says where so many letters and digits stand where the page has none, and so large
# a share of what the page has: the emblem behind a table of numbers is read as some letters, too (test_choice.py).
MORE = 0.25

# A picture beside the text of a page that takes this share of it may be a pasted sheet, and it is said that it was not
# read: stamps with a signature have .11 and less (test_choice.py).
PASTED_SHARE = 0.15

# Words that spell nothing are what is drawn where so many of them are read there as well, but for their marks: of a
# language that OCR does not know most, of wrong letters none (test_choice.py).
SAME = 0.5

# Nonsense is what the engine is not sure of besides: sheets on their side and other scripts have .2 to .5, while a line
# whose blanks are lost has .9, and its days can be read for all that (test_choice.py).
SURE = 0.7


@dataclass(frozen=True, slots=True)
class _Doubt:
    """Why the page's picture is read, in words; ``certain`` says that its own text does not count in any case.

    ``nonsense`` is what of its text spells nothing, where that is the reason.
    """

    reason: str
    certain: bool = False
    nonsense: Nonsense | None = None


def is_read_from_picture(page: Page, options: Options) -> bool:
    """Whether the picture of the page is read, be it to see that its own text is better."""
    return options.ocr != "never" and _doubt(page, options) is not None


def with_usable_text(page: Page, options: Options, recognised: Callable[[Page], Page]) -> tuple[Page, Failure | None]:
    """The page with its own text, or as OCR reads its picture, whichever is the better; and what could not be read.

    page: as it was read. options: whether OCR may be used. recognised: gives a page as it is read from its picture, or
    raises ``RecognitionError`` or ``MissingPartError``.

    A page whose text is wrong and that OCR cannot read comes without text, as wrong text is worse than none.
    """
    doubt = _doubt(page, options)
    if doubt is None:
        return _with_lines(page)
    if options.ocr == "never":
        return _unrecognised(page, doubt, "no usable text", "run again without `--ocr never`")
    try:
        read = recognised(page if _is_right(page, doubt) else _without_text(page))
    except (RecognitionError, MissingPartError) as error:
        return _unrecognised(page, doubt, error.message, error.next_step)
    return _chosen(page, read, doubt)


def with_lost_text(page: Page, lost: str, options: Options, recognised: Callable[[Page], Page]) -> Page:
    """The page as OCR reads its picture where that has clearly more than is left of its text, else the page itself.

    page: as far as it could be read. lost: why that may not be all, in words. options: whether OCR may be used.
    recognised: as in ``with_usable_text``.
    """
    if options.ocr == "never" or page.text_layer == "ocr":
        return page
    try:
        read = recognised(_without_text(page))
    except (RecognitionError, MissingPartError):  # the page is said to be damaged in any case
        return page
    own, seen = (letters_of(each.characters.text)[0] for each in (page, read))
    if seen < own + max(MIN_LETTERS, MORE * own) or spelling_of(read.characters).is_nonsense:
        return page
    return replace(read, text_reason=f"read from the picture: {lost}")


def doubtful(page: Page) -> str | None:
    """Why the page's picture may hold more or better text than its text layer, in words; None for other pages.

    What lies under a picture of most of the page may have been recognised in it, by whoever made the file; or it is a
    stamp or a page number, and the text is in the picture.
    """
    if picture_share(page) < PICTURE_SHARE:
        return None
    letters, marked = letters_of(visible(page.characters).text)
    if letters < MIN_LETTERS_OVER_PICTURE:
        return "a picture with little text"
    if marked < MIN_MARKED_SHARE:
        return "a text layer without Vietnamese letters under a picture"
    if not spelling_of(page.characters).is_good:
        return "a text layer of broken words under a picture"
    return None


def _doubt(page: Page, options: Options) -> _Doubt | None:
    if options.ocr == "force":
        return _Doubt("asked for", certain=True)
    if reason := unusable(page):
        return _Doubt(reason, certain=True)
    if picture_share(page) >= PICTURE_SHARE:
        reason = doubtful(page)
        return _Doubt(reason) if reason else None
    nonsense = nonsense_of(page)
    return _Doubt("letters that spell no words", nonsense=nonsense) if nonsense else None


def _is_right(page: Page, doubt: _Doubt) -> bool:
    """Whether what the page has of letters, be it little, is right to the letter: that of a stamp, or of a heading."""
    return not (doubt.certain or doubt.nonsense) and spelling_of(page.characters).is_proven


def _with_lines(page: Page) -> tuple[Page, Failure | None]:
    """The page itself; without its text where that stands in no lines, which OCR would not find either."""
    lineless = unreadable(page)
    if lineless is None:
        if PASTED_SHARE <= picture_share(page) < PICTURE_SHARE and len(page.characters):
            return _kept(page, "a picture beside it was not read"), None
        if unseen := much_unseen(page):
            return replace(page, text_reason=f"{unseen} letters on it that nobody sees were left out"), None
        return page, None
    hint = "look at the page in a viewer; print it upright to a new PDF, and ingest that"
    return _without_text(page), Failure("read", page.number, f"the page cannot be read: {lineless}", hint)


def _unrecognised(page: Page, doubt: _Doubt, error: str, next_step: str) -> tuple[Page, Failure]:
    """The page that OCR did not read, and the failure: its own text counts where it is Vietnamese for all that."""
    failure = Failure("ocr", page.number, f"{error}: {doubt.reason}", next_step)
    return _without_doubtful(page, doubt, "its picture was not read"), failure


def _without_doubtful(page: Page, doubt: _Doubt, reason: str) -> Page:
    """The page with what of its own text counts where its picture tells nothing; ``reason`` says why it was kept."""
    if doubt.nonsense:
        page = replace(page, characters=page.characters.take(~doubt.nonsense.glyphs))
    own = spelling_of(page.characters)
    right = own.is_good and (own.balance > 0 or doubt.nonsense is not None)
    kept = not doubt.certain and len(page.characters) > 0 and right and unreadable(page) is None
    return _kept(page, reason) if kept else _without_text(page)


def _chosen(page: Page, read: Page, doubt: _Doubt) -> tuple[Page, Failure | None]:
    """The page as it was read from its picture, or itself: both judged by how Vietnamese their texts are."""
    own = spelling_of(page.characters) if unreadable(page) is None else Spelling()
    seen = spelling_of(read.characters)
    if doubt.nonsense and _says_the_same(doubt.nonsense, read):
        return _kept(page, "its picture says the same"), None
    if doubt.certain or doubt.nonsense or _is_better(page, own, read, seen):
        if doubt.reason != "asked for" and _is_gibberish(seen, read.ocr_confidence or 0):
            hint = "look at the page in a viewer: it may be in another script, or too pale, or stand askew"
            error = "what OCR reads on the page is no Vietnamese"
            return _without_text(page), Failure("ocr", page.number, f"{error}: {doubt.reason}", hint)
        return replace(read, text_reason=f"read from the picture: {doubt.reason}"), None
    return _kept(page, "its picture holds no more" if own.is_good else "its picture reads no better"), None


def _is_gibberish(seen: Spelling, confidence: float) -> bool:
    """Whether what an engine has read, and is so sure of, is what it makes of another script or of noise."""
    return (seen.is_nonsense and confidence < SURE) or seen.is_guessed(confidence)


def _says_the_same(nonsense: Nonsense, read: Page) -> bool:
    """Whether what looks like nonsense is what is drawn: a language, or names, that nobody knows here."""
    words = {_bare(word) for word in nonsense.words} - {""}
    drawn = {_bare(word) for word in running_text(read.characters).split()}
    return len(words & drawn) > SAME * max(len(words), 1)


def _bare(word: str) -> str:
    """The letters of a word without marks, which OCR may miss."""
    return "".join(filter(str.isalpha, fold(word)))


def _is_better(page: Page, own: Spelling, read: Page, seen: Spelling) -> bool:
    """Whether what was read from the picture of a doubtful page is better than its own text.

    page, own: the page and how its text is spelt. read, seen: the same as OCR reads it.
    """
    if not (own.words or own.proven or own.broken) or not own.is_good:
        return seen.balance >= own.balance
    more = int(np.char.isalnum(read.characters.text[elsewhere(read.characters, page.characters)]).sum())
    return more >= max(MIN_LETTERS, MORE * len(page.characters))


def elsewhere(glyphs: Characters, others: Characters) -> Mask:
    """Which glyphs stand where none of the others does."""
    steps = _steps(others)
    taken = {(x + right, y + down) for x, y in set(steps) for right in (-1, 0, 1) for down in (-1, 0, 1)}
    return np.array([step not in taken for step in _steps(glyphs)], dtype=bool)


def _steps(glyphs: Characters) -> list[tuple[int, int]]:
    """The square of ``NEAR`` points that each glyph stands in."""
    x, y = (np.floor(middle / NEAR).astype(int).tolist() for middle in glyphs.middles)
    return list(zip(x, y, strict=True))


def _kept(page: Page, reason: str) -> Page:
    return replace(page, text_reason=f"its own text was kept: {reason}")


def _without_text(page: Page) -> Page:
    return replace(page, characters=page.characters.take(slice(0)))
