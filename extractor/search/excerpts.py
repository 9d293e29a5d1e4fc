"""The words of a text around what was found, the found ones apart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.search.full_text import Query, without_markers
from extractor.search.marks import Word, places_of, words_in

# Words of an excerpt, two lines of a screen; so many more where the sentence ends there. Sentences of reports are long,
# and one of more than that is cut (test_an_excerpt_is_the_sentence).
LENGTH, MOST_MORE = 32, 28

# Words before the first that is found where its sentence begins further in front: enough to see what is said of it.
_BEFORE = 7

# What ends a sentence, between two words, and words whose dot ends none: abbreviations, initials, numbers of headings.
_ENDS = regex.compile(r"[.!?…]")
_SHORT = regex.compile(r"(?i:tp|tx|tt|ts|ths|gs|pgs|bs)|\p{Lu}|\d{1,2}")

CUT = "…"

# Signs within the numbers of instruments, and blanks.
_JOINING = " /-–"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an excerpt; ``found`` where it is what was asked for."""

    text: str
    found: bool = False


def excerpt(text: str, query: Query, length: int = LENGTH) -> tuple[Piece, ...]:
    """The place of a text where most of a query is found, as pieces; its beginning where nothing is.

    ``text`` may have several lines, which become one; ``length`` is how many words are shown. The sentence is shown
    whole where it is not much longer.
    """
    shown = " ".join(without_markers(text).split())
    words = words_in(shown)
    spans = places_of(query, words)
    first, last = _shown_words(words, spans, shown, length)
    if not words:
        return (Piece(shown[:200]),) if shown else ()
    begin = 0 if first == 0 else words[first].start
    # With the signs behind the last word: the full stop of a sentence.
    end = len(shown) if last == len(words) else (shown + " ").index(" ", words[last - 1].end)
    marked = _joined([(words[a].start, words[b - 1].end) for a, b in spans if a >= first and b <= last], shown)
    pieces = [Piece(f"{CUT} ")] if begin else []
    place = begin
    for start, stop in marked:
        pieces += [Piece(shown[place:start]), Piece(shown[start:stop], True)]
        place = stop
    pieces.append(Piece(shown[place:end] + (f" {CUT}" if end < len(shown) else "")))
    return tuple(piece for piece in pieces if piece.text)


def with_marks(pieces: tuple[Piece, ...], opening: str, closing: str) -> str:
    """An excerpt of ``pieces`` as plain text, with the marks ``opening`` and ``closing`` around what was found."""
    return "".join(f"{opening}{piece.text}{closing}" if piece.found else piece.text for piece in pieces)


def _shown_words(words: Sequence[Word], spans: list[tuple[int, int]], text: str, length: int) -> tuple[int, int]:
    """The first word that is shown and the one behind the last."""
    most = length + MOST_MORE
    window = _window(spans, length)
    found = [span for span in spans if span[0] >= window and span[1] <= window + length]
    if not found:
        return window, min(len(words), window + length)
    begins = [0, *(at for at in range(1, len(words)) if _begins(words, at, text)), len(words)]
    start = begins[bisect_right(begins, found[0][0]) - 1]
    end = begins[min(len(begins) - 1, bisect_right(begins, found[-1][1] - 1))]
    # What begins less far in front than the sentence shows more around it.
    is_whole = end - start <= most or found[-1][1] - start <= length
    first = start if window and is_whole else window
    last = end if length <= end - first <= most else first + length
    return first, min(len(words), last)


def _begins(words: Sequence[Word], at: int, text: str) -> bool:
    """Whether a sentence begins with the word ``at``."""
    before, word = words[at - 1], words[at]
    gap = text[before.end : word.start]
    return bool(
        _ENDS.search(gap) and " " in gap and not word.printed[0].islower() and not _SHORT.fullmatch(before.printed)
    )


def _window(spans: list[tuple[int, int]], length: int) -> int:
    """The first word of the window with most of what is found, the first of equals; phrases count each word."""
    if not spans:
        return 0
    starts = [start for start, _ in spans]
    sizes = [0]
    for start, end in spans:
        sizes.append(sizes[-1] + (end - start) ** 2 + 1)
    reach = length - _BEFORE
    best = max(range(len(spans)), key=lambda at: (sizes[bisect_right(starts, starts[at] + reach - 1)] - sizes[at], -at))
    return max(0, starts[best] - _BEFORE)


def _joined(places: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Places that overlap, or have only a blank or the signs of a number between them, as one: a phrase or a number
    (``4951/QĐ-UBND``) has one mark."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and (start <= joined[-1][1] or not text[joined[-1][1] : start].strip(_JOINING)):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
