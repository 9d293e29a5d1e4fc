"""Paragraphs, sentences and headings of the body."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.layout.lines import Line
from extractor.layout.zones import Margins

INDENT = 8.0
"""A line that begins so many points right of the margin begins a paragraph."""

SHORT_SHARE = 0.12
"""A line that ends this share of the measure before the margin ends its paragraph."""

WIDE_PITCH = 2.0
"""Lines farther apart than so many times their size do not belong together."""

_ITEM = regex.compile(r"(?:[-–+•*●]|\d{1,2}(?:\.\d{1,2}){0,4}[.)]|[a-zđ][.)]|[IVX]{1,5}[.)])\s", regex.VERSION1)
_SENTENCE_END = regex.compile(
    r"(?<=[.!?…])(?<!\b(?:TP|Tp|TX|ThS|TS|PGS|GS|BS|KS|Ths|tr|Tr|St|No)\.)\s+(?=[\p{Lu}\d“\"(-])"
)
_CLOSED = ".;:!?…”"
"""What a paragraph ends with; a full line that ends otherwise goes on, however the next one is indented."""

_BULLET = regex.compile(r"\s*[-–+•*●]\s+")
_HEADINGS = (
    (
        1,
        regex.compile(
            r"(?P<label>(?:Phần|PHẦN)\s+(?:thứ\s+|THỨ\s+)?\w{1,6}|[IVX]{1,5})[.:)]?\s+(?P<title>\S.{0,300})",
            regex.DOTALL,
        ),
    ),
    (2, regex.compile(r"(?P<label>\d{1,2})[.)]\s*(?P<title>\p{L}.{0,300})", regex.DOTALL)),
    (3, regex.compile(r"(?P<label>\d{1,2}\.\d{1,2})[.)]?\s+(?P<title>\S.{0,300})", regex.DOTALL)),
    (4, regex.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2}){2,3})[.)]?\s+(?P<title>\S.{0,300})", regex.DOTALL)),
    (5, regex.compile(r"(?P<label>[a-zđ])\)\s*(?P<title>\S.{0,300})", regex.DOTALL)),
)
_ANNEX = regex.compile(
    r"(?P<label>Phụ lục(?:\s+(?:số\s+)?(?:\d{1,2}|[IVX]{1,5}))?)[.:]?\s*(?P<title>.{0,300})",
    regex.IGNORECASE | regex.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says: its level (1 the highest), its label ("II", "1.1", "a") and its title."""

    level: int
    label: str
    title: str


def starts_paragraph(line: Line, before: Line | None, text: Margins, before_text: Margins, *, same_page: bool) -> bool:
    """Whether a line begins a paragraph, seen from the line before it (perhaps on the page before)."""
    if before is None:
        return True
    measure = max(before_text.right - before_text.left, 1.0)
    if before.x1 < before_text.right - SHORT_SHARE * measure:
        return True
    if line.bold != before.bold and (line.bold or before.x0 > before_text.left + INDENT):
        return True
    if abs(line.size - before.size) > 1.5:
        return True
    if same_page and line.bottom_of_type - before.bottom_of_type > WIDE_PITCH * line.size:
        return True
    if line.x0 <= text.left + INDENT:
        return False
    if _ITEM.match(line.text):
        return True
    hanging = line.text[:1].islower() or abs(line.x0 - before.x0) < 2
    return not (hanging and before.text[-1:] not in _CLOSED)


def heading(paragraph: str, *, bold: bool, centred: bool) -> Heading | None:
    """The heading that a paragraph is, or None. A numbered paragraph in plain type is no heading."""
    if centred and (annex := _ANNEX.fullmatch(paragraph)):
        return Heading(1, annex["label"], annex["title"])
    capitals = paragraph.isupper()
    if not (bold or capitals) or len(paragraph) > 320:
        return None
    for level, pattern in _HEADINGS:
        if found := pattern.fullmatch(paragraph):
            return Heading(level, found["label"], found["title"])
    return None


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of ``text[start:end]``, one paragraph, without the bullet before the first."""
    bullet = _BULLET.match(text, start, end)
    at = bullet.end() if bullet else start
    spans = []
    for gap in _SENTENCE_END.finditer(text, at, end):
        spans.append((at, gap.start()))
        at = gap.end()
    if at < end:
        spans.append((at, end))
    return spans
