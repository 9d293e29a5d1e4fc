"""Page furniture: page numbers, running heads, lines that stand on every page. Not part of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from extractor.layout.landmarks import landmark, may_be
from extractor.layout.lines.line import Line
from extractor.model.pages import Page

# Furniture stands at the top or foot of a page, nearer to it than this share of its longer side. On A4 that is 27
# mm; decree 30/2020/NĐ-CP asks for margins of 20 to 25 mm. At .045
# nine of 47 documents keep page numbers and running heads (test_furniture.py), at .18 two lose lines of text.
MARGIN_SHARE = 0.09

# Nearer than this a number that runs with the pages is furniture, too (test_furniture.py); .28 changes none of 47
# documents.
INNER_SHARE = 0.14

# In a document of fewer pages what stands on two of them is furniture, else on three. An address that stands once is
# text. 3 and 12 read all of 47 documents alike.
FEW_PAGES = 6

# The left column of a head may begin so many points over the motto, and is no running head. 10 and 40 read all of 47
# documents alike.
HEAD_STEP = 20.0

# Lines that stand alike at the top or foot of many pages and are text all the same: "PHỤ LỤC" over each form.
_TITLES = ("annex", "table-label", "part", "recipients")

_NUMBER = r"\d{1,4}(?:\s*/\s*\d{1,4})?"
_ROMAN = r"(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3})"
_PAGE_NUMBER = regex.compile(rf"[-–—\s]*+(?:trang|page|tr\.)?\s*+{_NUMBER}[-–—\s]*+", regex.IGNORECASE)
_ROMAN_NUMBER = regex.compile(rf"[-–—\s]*+(?:trang|page|tr\.)?\s*+{_ROMAN}[-–—\s]*+", regex.IGNORECASE)
_NUMBER_AT_AN_END = regex.compile(
    rf"^({_NUMBER})\s+|(?<!\W)\W*+\b(?:trang|page|tr\.)?\s*\b({_NUMBER})$", regex.IGNORECASE
)
_PATH = regex.compile(r"(?:file:///|[A-Z]:\\|\\\\)\S.*")

_Key = tuple[str, ...]
"""Place of a line, its text without a number that runs with the pages, and that number less the page's."""


def without_furniture(pages: Sequence[Page], lines: Sequence[list[Line]]) -> list[list[Line]]:
    """The lines of each page without its furniture: known by its form, its words, or by standing on several pages."""
    candidates = [_candidates(page, of_page) for page, of_page in zip(pages, lines, strict=True)]
    seen = Counter(key for of_page in candidates for key in set(of_page.values()))
    needed = 2 if len(pages) < FEW_PAGES else 3
    repeated = {key for key, count in seen.items() if count >= (3 if key[0] == "inner" else needed)}
    return [
        [line for line in of_page if (key := keys.get(line)) is None or not _is_furniture(line, key, repeated)]
        for of_page, keys in zip(lines, candidates, strict=True)
    ]


def _candidates(page: Page, lines: Sequence[Line]) -> dict[Line, _Key]:
    """The lines of the margins with what tells them; a head of a document that begins there is none."""
    keyed = [(line, key) for line in lines if (key := _key(page, line))]
    mottoes = (line.top for line, _ in keyed if may_be("motto-state", line.text) or may_be("motto-party", line.text))
    head = min(mottoes, default=page.height) - HEAD_STEP
    return {line: key for line, key in keyed if key[0] != "top" or line.top < head}


def is_page_number(text: str) -> bool:
    """Whether a line in the margin is a page number and nothing else."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def _key(page: Page, line: Line) -> _Key | None:
    """What tells a line in the margin; None elsewhere.

    A number at an end that runs with the pages does not count, on whichever side it stands; one that does not
    ("Biểu mẫu 3") is the line's own.
    """
    place = _place(page, line)
    if place is None or (place == "inner" and not is_page_number(line.text)):
        return None
    if _ROMAN_NUMBER.fullmatch(line.text):
        return place, "roman"
    number = _NUMBER_AT_AN_END.search(line.text)
    if number is None:
        return place, line.text.casefold()
    text = "" if is_page_number(line.text) else f"{line.text[: number.start()]} {line.text[number.end() :]}"
    printed = int((number[1] or number[2]).partition("/")[0])
    return place, " ".join(text.casefold().split()), str(printed - page.number)


def _place(page: Page, line: Line) -> str | None:
    """``top``, ``bottom``, ``inner`` for a little further from them, or None."""
    side = max(page.width, page.height)
    to_top, to_foot = line.bottom, page.height - line.top
    if to_top < MARGIN_SHARE * side:
        return "top"
    if to_foot < MARGIN_SHARE * side:
        return "bottom"
    return "inner" if min(to_top, to_foot) < INNER_SHARE * side else None


def _is_furniture(line: Line, key: _Key, repeated: set[_Key]) -> bool:
    if key[0] == "inner":
        return key in repeated
    if is_page_number(line.text) or _PATH.fullmatch(line.text):
        return True
    if may_be("running-head", line.text):
        return True
    return key in repeated and landmark(line.text) not in _TITLES
