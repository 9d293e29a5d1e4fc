"""The tree of sections, and the sentences each in its section."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extractor.layout.body.headings import TOP_RANK, UNNUMBERED_RANK, Heading, heading, kind_of
from extractor.layout.body.running_text import Body, Paragraph
from extractor.layout.landmarks import landmark
from extractor.layout.tables.captions import says
from extractor.model.layout import PageText, Region, Section, Sentence
from extractor.provenance import locate_all
from patterns.loader import load
from patterns.phrases import compiled

_BULLET = compiled(r"\s*$BULLET\s+")
_NAMED = "Điều|Khoản|Mục|Chương|Phần|Bảng|Biểu|Hình"
_LABEL = compiled(rf"(?:(?:{_NAMED})\s+[\dIVX]+[a-zđ]?|$ROMAN_LABEL|$DECIMAL_LABEL|\p{{L}})[.)]\s*")
"""What a paragraph is numbered with: its stop ends no sentence."""


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of ``text[start:end]``, one paragraph, without the bullet before the first.

    A closing quotation mark or bracket behind the full stop belongs to the sentence; abbreviations, initials, dates
    and the paragraph's own number end none.
    """
    bullet = _BULLET.match(text, start, end)
    at = bullet.end() if bullet else start
    label = _LABEL.match(text, at, end)
    spans = []
    for gap in _sentence_end().finditer(text, label.end() if label else at, end):
        spans.append((at, gap.start()))
        at = gap.end()
    if at < end:
        spans.append((at, end))
    return spans


@cache
def _sentence_end() -> regex.Pattern[str]:
    """The blanks between two sentences."""
    words = "|".join(regex.escape(word) for word in sorted(abbreviations(), key=len, reverse=True))
    return regex.compile(
        r"(?:(?<=[.!?…])|(?<=[.!?…][”’»\"')\]]{1,2}))"
        rf"(?<!(?<![\p{{L}}\d.])(?:(?:{words})\.\s?){{1,4}})"
        r"(?<!(?:\p{Lu}\p{Ll}*\s|\p{Lu}\.\s?)\p{Lu}\.)"
        r"(?<![“\"](?:Điều\s)?\d{1,3}[a-zđ]?\.)"
        rf"(?<![.!?;:]\s(?:(?:{_NAMED})\s[\dIVX]{{1,5}}[a-zđ]?|\d{{1,2}})\.)"
        r"\s++(?=[\p{Lu}“\"‘«(–-]|(?<!(?<!\d)\d{1,2}\.\s+)\d)"
    )


@cache
def abbreviations() -> frozenset[str]:
    """The abbreviations of the registry, without their full stop."""
    return frozenset(word for entry in load("abbreviations") for word in entry["words"])


# A label has at most so many centred paragraphs of title under it. The long titles of annexes; what follows is text.
MAX_TITLE_LINES = 4

# An article that ends in a colon holds the parts ("A", "I") of what it approves. A decision that approves a plan
# (test_sections.py).
HOLDING_RANK = 65

# That of "A." between those of "I." and "1.". Reports number A, B over I, II, and others I over A
# (test_sections.py).
LETTER_BELOW_RANK = 85

_QUOTES = regex.compile("[“”]")
_LAST_NUMBER = regex.compile(r"(\d+|[IVX]+|[a-zđA-HĐ])$")
# The letters that number points, in the order of the Vietnamese alphabet, which has no f, j, w and z; ă, â, ê, ô, ơ and
# ư number none.
_LETTERS = "abcdđeghiklmnopqrstuvxy"

_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@dataclass(frozen=True, slots=True)
class _Open:
    """A section that is open: its rank, kind, label and index."""

    rank: int
    kind: str
    label: str
    index: int


@dataclass(frozen=True, slots=True)
class _Begun:
    """A section whose place on its page is not looked up yet; its heading is ``start`` to ``end`` of the body."""

    parent: int | None
    level: int
    heading: Heading
    start: int
    end: int


class _Outline:
    """The sections so far and those that are still open."""

    def __init__(self, text: str) -> None:
        self._quotes = [mark.start() for mark in _QUOTES.finditer(text)]
        self._text = text
        self.sections: list[_Begun] = []
        self.open: list[_Open] = []
        self.series: dict[tuple[int | None, int], Heading] = {}
        self._letters_below = False

    @property
    def current(self) -> int | None:
        return self.open[-1].index if self.open else None

    def is_quoted(self, at: int) -> bool:
        """Whether a place stands within quotation marks that open before: the new wording of an amended text."""
        before = bisect_left(self._quotes, at)
        return before > 0 and self._text[self._quotes[before - 1]] == "“"

    def has_open(self, kind: str) -> bool:
        return any(each.kind == kind for each in self.open)

    def follows(self, found: Heading) -> bool:
        """Whether a number is the first of its kind here, or the next after a heading of that kind and type."""
        kept = [each for each in self.open if each.rank < found.rank]
        parent = kept[-1] if kept else None
        before = self.series.get((parent.index if parent else None, found.rank))
        if "." in found.label and not (parent and parent.label == found.label.rpartition(".")[0]):
            return False
        if before and not before.plain:
            return False
        return _position(found.label) == (_position(before.label) + 1 if before else 1)

    def add(self, found: Heading, start: int, end: int, *, holds: bool) -> None:
        """Opens a section; an article that ``holds`` a text of its own keeps the parts of that under it."""
        found = self._ranked(found)
        self._close_for(found)
        parent = self.current
        self.series[parent, found.rank] = found
        rank = HOLDING_RANK if holds else found.rank
        self.open.append(_Open(rank, found.kind, found.label, len(self.sections)))
        self.sections.append(_Begun(parent, len(self.open), found, start, end))

    def _ranked(self, found: Heading) -> Heading:
        """A series of letters that begins within "I." stands below it, and so do those within "II."."""
        if found.kind != "letter":
            return found
        if _position(found.label) == 1:
            self._letters_below = self.has_open("roman") and not self._has_higher_letter()
        below = self._letters_below and self.has_open("roman")
        return replace(found, rank=LETTER_BELOW_RANK) if below else found

    def _has_higher_letter(self) -> bool:
        return any(each.kind == "letter" and each.rank < LETTER_BELOW_RANK for each in self.open)

    def _close_for(self, found: Heading) -> None:
        """Ends what a heading ends: all of its rank and below, and for an article the one before with all in it."""
        articles = [at for at, each in enumerate(self.open) if each.kind == found.kind == "article"]
        if articles:
            del self.open[articles[0] :]
        while self.open and self.open[-1].rank >= found.rank:
            self.open.pop()


def _position(label: str) -> int:
    """The place of a label in its series: 3 for "III", "c", "1.3"; 0 where it has none."""
    last = _LAST_NUMBER.search(label)
    if last is None:
        return 0
    number = last[1]
    if number.isdigit():
        return int(number)
    if number in _ROMANS:
        return _ROMANS.index(number) + 1
    return _LETTERS.find(number.lower()) + 1


def structure(
    body: Body, pages: Mapping[int, PageText], papers: Collection[int] = ()
) -> tuple[tuple[Section, ...], tuple[Sentence, ...]]:
    """The sections of a body as a tree, each before what it holds, and all its sentences.

    body: the running text. pages: the texts of the pages by their numbers. papers: the pages on which a further paper
    begins under a head of its own; its type word is a heading though the first paper has none.
    """
    region, paragraphs = body.region, body.paragraphs
    outline = _Outline(region.text)
    sentences: list[Sentence] = []
    taken = 0
    for at, paragraph in enumerate(paragraphs):
        found = _heading(region.text, paragraphs, at, outline) if at >= taken else None
        if found and found.kind == "document" and not (outline.sections or paragraph.page in papers):
            found = None
        if found:
            end = paragraph.start + found.length
            if found.below and not found.title:
                taken = _title_end(region.text, paragraphs, at + 1)
                found, end = _with_title(found, region.text, paragraphs[at + 1 : taken], end)
            holds = found.kind == "article" and region.text[paragraph.end - 1] == ":"
            outline.add(found, paragraph.start, end, holds=holds)
        spans = sentence_spans(region.text, paragraph.start, paragraph.end)
        sentences += [Sentence(start, end, outline.current) for start, end in spans]
    return _placed_sections(outline.sections, region, pages), tuple(sentences)


def _placed_sections(begun: Sequence[_Begun], region: Region, pages: Mapping[int, PageText]) -> tuple[Section, ...]:
    places = locate_all(pages, ((region, each.start, each.end) for each in begun))
    return tuple(
        Section(
            parent=each.parent,
            level=each.level,
            label=each.heading.label,
            title=each.heading.title,
            page=place.page,
            start=each.start,
            raw=place.raw,
            boxes=place.boxes,
        )
        for each, place in zip(begun, places, strict=True)
    )


def _heading(text: str, paragraphs: Sequence[Paragraph], at: int, outline: _Outline) -> Heading | None:
    paragraph = paragraphs[at]
    found = heading(text[paragraph.start : paragraph.end], paragraph.look)
    if found is None or (paragraph.of_head and found.kind == "unnumbered"):
        return None
    after = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
    if found.kind == "unnumbered":
        return _placed(found, paragraph, after, outline)
    if found.kind == "dash" and landmark(found.title) is not None:
        return None
    if found.kind == "article":
        return None if found.plain and outline.is_quoted(paragraph.start) else found
    if found.plain and (after is None or not _is_plain_heading(found, text, after, outline)):
        return None
    return found


def _placed(found: Heading, paragraph: Paragraph, after: Paragraph | None, outline: _Outline) -> Heading | None:
    """A heading without a number: not a title in the middle, a caption, a signature, nor one line of several."""
    if paragraph.look.centred or paragraph.on_right or paragraph.before_table or after is None:
        return None
    if landmark(found.title) is not None:
        return None
    if after.look.bold_lead >= after.end - after.start:
        return None
    numbered = any(each.kind != "unnumbered" for each in outline.open)
    rank = found.rank if numbered else found.rank - UNNUMBERED_RANK + TOP_RANK
    return replace(found, rank=rank)


def _is_plain_heading(found: Heading, text: str, after: Paragraph, outline: _Outline) -> bool:
    """A numbered line in plain type is a heading if it counts on from one like it and no list goes on behind it."""
    if outline.has_open("article") or not outline.follows(found):
        return False
    return kind_of(text[after.start : after.end]) != found.kind


def _title_end(text: str, paragraphs: Sequence[Paragraph], first: int) -> int:
    """The end of the paragraphs under a label that are its title: centred, or in bold capitals over the measure."""
    at = first
    while at < min(len(paragraphs), first + MAX_TITLE_LINES):
        paragraph = paragraphs[at]
        words = text[paragraph.start : paragraph.end]
        bold, capitals = paragraph.look.bold_lead, words.isupper()
        set_off = (bold > 0 or capitals) if paragraph.look.centred else capitals and bold >= len(words)
        if not set_off or says("under-title", words) or _begins_section(words, paragraph):
            break
        if landmark(words) in ("motto-state", "motto-below", "motto-party"):
            break
        at += 1
    return at


def _begins_section(words: str, paragraph: Paragraph) -> bool:
    found = heading(words, paragraph.look)
    return found is not None and found.kind not in ("unnumbered", "document")


def _with_title(found: Heading, text: str, title: Sequence[Paragraph], end: int) -> tuple[Heading, int]:
    words = " ".join(text[each.start : each.end] for each in title)
    end = title[-1].end if title else end
    return replace(found, title=words, plain=False), end


def section_at(sections: Sequence[Section], at: int) -> int | None:
    """The section that an offset of the body region closes or stands in; a section that begins there is not meant."""
    index = bisect_left(sections, at, key=lambda section: section.start) - 1
    return index if index >= 0 else None
