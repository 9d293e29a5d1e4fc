"""Parts of a whole that are listed below it, one a paragraph: ``18 cơ quan, gồm:`` and then ``- 06 cấp sở;``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.find.figures.mentions import COUNT
from extractor.find.figures.parts import may_be_part, opens_parts
from extractor.model.facts import Figure
from patterns.phrases import compiled

_ITEM = compiled(r"\s*(?P<sign>$BULLET|[a-zđ]\)|\d{1,2}[.)]|\(\d{1,2}\))\s*(?=\S)")
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
            part = paragraph.first if paragraph.last > paragraph.first else None
            if part is not None and _is_part(figures[part], figures[whole]):
                found[part] = whole
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
    is_level = whole.method == COUNT and not whole.change and whole.link is None
    return is_level and len(behind) < _MOST_BETWEEN and opens_parts(behind)


def _is_part(figure: Figure, whole: Figure) -> bool:
    is_level = figure.method == COUNT and not figure.change and not figure.link
    return is_level and may_be_part(figure.unit, whole.unit)
