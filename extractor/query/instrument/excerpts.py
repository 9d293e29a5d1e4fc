"""The words around a citation: its sentence with the printed words apart, cut where lists run on for a page."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Letters before and after the words: two lines of a book each. A "sentence" that is a list of fifteen laws has 2,500,
# and the verb of a citation stands within 200 before it (test_excerpts.py).
BEFORE, AFTER = 200, 160
CUT = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """``before``, ``marked`` and ``after`` are one text; ``marked`` is what is printed of the citation."""

    before: str
    marked: str
    after: str


def excerpt(sentence: str | None, raw: str, start: int = 0) -> Excerpt:
    """The sentence around the printed words.

    ``sentence`` is the text around a citation, None where there is none, ``raw`` what is printed of it; blanks may
    differ between them. It is looked for from ``start`` on, as one sentence may name an instrument twice.
    """
    text = " ".join((sentence or "").split())
    place = _place(text, raw, start) or _place(text, raw, 0)
    if not place:
        return Excerpt("", raw, f" {CUT} {_begin(text, AFTER)}" if text else "")
    first, last = place
    return Excerpt(_end(text[:first], BEFORE), text[first:last], _begin(text[last:], AFTER))


def noted(sentence: str, before: str | None) -> str:
    """What a footnote belongs to: the ``sentence`` of its marker, as far as the words ``before`` that where known."""
    text = " ".join(sentence.split())
    place = _place(text, before or "", 0)
    return _end(text[: place[1]] if place else text, BEFORE)


def end_of(sentence: str | None, raw: str, start: int = 0) -> int:
    """Where the printed words end in a sentence without double blanks; 0 where they are not in it.

    ``sentence``, ``raw`` and ``start`` are those of ``excerpt``.
    """
    place = _place(" ".join((sentence or "").split()), raw, start)
    return place[1] if place else 0


def _place(text: str, raw: str, start: int) -> tuple[int, int] | None:
    words = raw.split()
    if not words:
        return None
    # Markers of notes and broken symbols ("TT- BTP") have blanks in one of the two only.
    found = re.compile(r"\s*".join(re.escape(word) for word in words)).search(text, start)
    return (found.start(), found.end()) if found else None


def _begin(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return f"{text[:most].rsplit(' ', 1)[0]} {CUT}"


def _end(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return f"{CUT} {text[-most:].split(' ', 1)[-1]}"
