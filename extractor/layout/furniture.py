"""Page furniture: page numbers, running heads, stamps that stand on every page. Not part of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from extractor.layout.lines import Line
from extractor.model import Page

MARGIN_SHARE = 0.09
"""Furniture stands in the uppermost or lowest share of a page."""

_PAGE_NUMBER = regex.compile(r"[-–—\s]*(?:trang|page|tr\.)?\s*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*", regex.IGNORECASE)
_NUMBER_AT_AN_END = regex.compile(r"^(\d{1,4})\s+|\s+(\d{1,4})$")


def without_furniture(pages: Sequence[Page], lines: Sequence[list[Line]]) -> list[list[Line]]:
    """The lines of each page without its furniture."""
    candidates = [
        {id(line): key for line in of_page if (key := _key(page, line))}
        for page, of_page in zip(pages, lines, strict=True)
    ]
    seen = Counter(key for of_page in candidates for key in set(of_page.values()))
    needed = 2 if len(pages) < 4 else 3
    return [
        [line for line in of_page if not _is_furniture(line, keys.get(id(line)), seen, needed)]
        for of_page, keys in zip(lines, candidates, strict=True)
    ]


def _key(page: Page, line: Line) -> tuple[str, str] | None:
    """Place and text of a line in the margin, None elsewhere.

    A number at an end that runs with the pages counts as one text; one that does not ("Biểu mẫu 3") is the line's own.
    """
    if line.bottom < MARGIN_SHARE * page.height:
        place = "top"
    elif line.top > (1 - MARGIN_SHARE) * page.height:
        place = "bottom"
    else:
        return None
    text = _NUMBER_AT_AN_END.sub(lambda number: f"#{int(number[1] or number[2]) - page.number}", line.text)
    return place, text.casefold()


def _is_furniture(line: Line, key: tuple[str, str] | None, seen: Counter[tuple[str, str]], needed: int) -> bool:
    if key is None:
        return False
    return bool(_PAGE_NUMBER.fullmatch(line.text)) or seen[key] >= needed
