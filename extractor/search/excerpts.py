"""The words of a text around what was found, the found ones apart."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from extractor.search.full_text import Query, without_markers
from extractor.search.marks import places_of, words_in

# Words of an excerpt: two lines of a screen.
LENGTH = 32

# Words before the first that is found: enough to see what is said of it.
_BEFORE = 7

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

    ``text`` may have several lines, which become one; ``length`` is how many words are shown at most.
    """
    shown = " ".join(without_markers(text).split())
    words = words_in(shown)
    spans = places_of(query, words)
    first = _window(spans, length)
    last = min(len(words), first + length)
    if not words:
        return (Piece(shown[:200]),) if shown else ()
    begin = 0 if first == 0 else words[first].start
    end = len(shown) if last == len(words) else words[last - 1].end
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
