"""Parts of a whole that are listed below it, one a paragraph: ``18 cơ quan, gồm:`` and then ``- 06 cấp sở;``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.find.figures.mentions import COUNT
from extractor.find.figures.parts import may_be_part, opens_parts
from extractor.model.facts import Figure
from patterns.phrases import compiled

# How an item of a list begins; items of one list begin alike.
_ITEM = compiled(r"\s*(?P<sign>$BULLET|[a-zđ]\)|\d{1,2}[.)]|\(\d{1,2}\))\s*(?=\S)")
# Letters between a whole and the end of its paragraph, the words that announce the list among them; 40 and 200 find
# the same.
_MOST_BETWEEN = 80


class Paragraph(NamedTuple):
    """A paragraph in normal form; ``first`` to ``last`` are its figures, ``end`` is where the last one ends in it."""

    text: str
    first: int
    last: int
    end: int


def listed_parts(paragraphs: Sequence[Paragraph], figures: Sequence[Figure]) -> dict[int, int]:
    """For each figure that is a listed part the index of its whole."""
    found: dict[int, int] = {}
    whole: int | None = None
    sign: str | None = None
    for paragraph in paragraphs:
        item = _ITEM.match(paragraph.text)
        kind = None if item is None else item["sign"] if len(item["sign"]) == 1 else "letter or number"
        if whole is not None and kind and sign in (None, kind):
            sign = kind
            part = _part(figures[paragraph.first : paragraph.last], figures[whole])
            if part is not None:
                found[paragraph.first + part] = whole
        elif whole is not None and not kind:
            whole = sign = None
        if whole is None and _opens(paragraph, figures):
            whole = paragraph.last - 1
    return found


def _opens(paragraph: Paragraph, figures: Sequence[Figure]) -> bool:
    """Whether a paragraph ends in a whole and the words and the colon that announce its parts."""
    if paragraph.last == paragraph.first or not paragraph.text.rstrip().endswith(":"):
        return False
    whole = figures[paragraph.last - 1]
    behind = paragraph.text[paragraph.end :]
    return _is_level(whole) and len(behind) < _MOST_BETWEEN and opens_parts(behind)


def _part(figures: Sequence[Figure], whole: Figure) -> int | None:
    """Which of the figures of a paragraph is its part of the whole: the one with the same unit, else the first.

    ``- Cải cách thể chế: 08 tiêu chí và 26 tiêu chí thành phần`` has 26 of ``95 tiêu chí thành phần``.
    """
    same = next((at for at, figure in enumerate(figures) if figure.unit == whole.unit and _is_level(figure)), 0)
    fits = bool(figures) and _is_level(figures[same]) and may_be_part(figures[same].unit, whole.unit)
    return same if fits else None


def _is_level(figure: Figure) -> bool:
    return figure.method == COUNT and not figure.change and not figure.link
