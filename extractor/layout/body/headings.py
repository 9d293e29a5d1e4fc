"""Headings: what a paragraph is numbered with, and whether its type sets it off from numbered text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import regex

from patterns.instruments.doc_types import doc_types
from patterns.loader import load

# A longer paragraph is no heading, whatever its type. About four lines. At 160 three of 47 documents lose headings, 640
# adds none.
MAX_HEADING = 320

# A heading without a number, or in plain type, is not longer. A numbered line of text is longer (test_sections.py,
# numbered text is no heading). At 60 and at 240 one of 47 documents is read otherwise.
MAX_PLAIN = 120

# So many capital letters are no abbreviation. ``UBND`` and ``HĐND`` in a plain line do not make it a heading. 3 and 12
# read all of 47 documents alike.
MIN_CAPITALS = 6

# A further document in the file (an attached plan) ends all sections before: it is above every rank of the registry
# (headings.toml).
DOCUMENT_RANK = 5

# A heading without a number stands in the numbered section before it, below all numbers of the registry, but above the
# dashes of lists; without a numbered section it takes the place of "I.", between 70 and 80. One in small letters stands
# a rank below one in capitals (test_sections.py).
UNNUMBERED_RANK, TOP_RANK = 150, 75

_OPEN_END = regex.compile(r"[\p{L}\d)”\"%]$")
_PLAIN_END = regex.compile(r"[\p{L}\d)”\"%:]$")
_DOCUMENT_TAIL = regex.compile(r"\s+(?:SỐ|TỔNG|CHI TIẾT)\b.*")
"""What may follow the type in the title of a further document: ``BÁO CÁO TỔNG HỢP``, ``KẾ HOẠCH CHI TIẾT``."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says: its rank (small is high), label ("II", "1.1", "a") and title.

    It is ``length`` characters of its paragraph long. ``below`` tells that its title may stand in the lines under it,
    ``plain`` that nothing but its shortness sets it off.
    """

    kind: str
    rank: int
    label: str
    title: str
    length: int
    below: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set: the length of its bold beginning, whether it is centred, whether it is one line that ends
    short of the margin."""

    bold_lead: int = 0
    centred: bool = False
    one_short_line: bool = False


@dataclass(frozen=True, slots=True)
class _Kind:
    id: str
    rank: int
    needs: str
    below: bool
    pattern: regex.Pattern[str]


def heading(text: str, look: Look) -> Heading | None:
    """The heading that a paragraph is or begins with, or None.

    In bold type or capitals the whole paragraph is one; of a bold beginning it is that, up to its colon or full stop.
    A numbered paragraph in plain type is one only if it is short and ends open, and that is for the caller to confirm
    (``plain``).
    """
    for kind in _kinds():
        if found := kind.pattern.match(text):
            return _numbered(text, look, kind, found)
    return _document(text, look) or _unnumbered(text, look)


def kind_of(text: str) -> str | None:
    """The kind of number that a text begins with, as in the registry of headings."""
    return next((kind.id for kind in _kinds() if kind.pattern.match(text)), None)


def _numbered(text: str, look: Look, kind: _Kind, found: regex.Match[str]) -> Heading | None:
    title = text[found.end() :]
    bold = look.bold_lead >= len(text)
    placed = kind.below and look.centred
    whole = bold or (kind.needs != "bold" and (placed or _is_capitals(text)))
    numbered, below = Heading(kind=kind.id, rank=kind.rank, label=found["label"], title="", length=0), kind.below
    if kind.needs == "place":
        whole = bold or placed or not title
        if not whole:
            return None
    if whole and len(text) <= MAX_HEADING:
        return replace(numbered, title=title.strip(" .:"), length=len(text), below=below)
    if kind.needs == "nothing":
        return _article(text, look, kind, found)
    run_in = text[found.end() : look.bold_lead]
    if regex.search(r"\p{L}{2}", run_in) and _ends_run_in(text, look.bold_lead):
        return replace(numbered, title=run_in.rstrip(" .:"), length=look.bold_lead)
    if (
        kind.needs == "type"
        and look.one_short_line
        and len(text) <= MAX_PLAIN
        and _PLAIN_END.search(text)
        and title[:1].isupper()
    ):
        return replace(numbered, title=title.strip(" .:"), length=len(text), below=below, plain=True)
    return None


def _ends_run_in(text: str, lead: int) -> bool:
    """Whether a bold beginning ends with a colon or full stop, or one in plain type follows it."""
    return text[:lead].rstrip()[-1:] in (".", ":") or text[lead : lead + 1] in (".", ":")


def _is_capitals(text: str) -> bool:
    """Whether a text is in capitals and longer than an abbreviation."""
    return text.isupper() and sum(map(str.isalpha, text)) >= MIN_CAPITALS


def _article(text: str, look: Look, kind: _Kind, found: regex.Match[str]) -> Heading:
    """An article is known by its word; the rest of its paragraph is a title where it does not end like a sentence."""
    is_title = len(text) <= MAX_HEADING and _OPEN_END.search(text) is not None
    end = len(text) if is_title else max(found.end(), look.bold_lead)
    title = text[found.end() : end].rstrip(" .:")
    return Heading(
        kind=kind.id,
        rank=kind.rank,
        label=found["label"],
        title=title,
        length=end,
        plain=look.bold_lead == 0,
    )


def _document(text: str, look: Look) -> Heading | None:
    if not (look.centred and text.isupper() and _DOCUMENT_TAIL.sub("", text) in _document_words()):
        return None
    return Heading(kind="document", rank=DOCUMENT_RANK, label=text, title="", length=len(text), below=True)


def _unnumbered(text: str, look: Look) -> Heading | None:
    """A short paragraph in bold that does not end like one of a list."""
    bold = look.bold_lead >= len(text)
    enacts = text.isupper() and text.endswith(":")
    if not bold or enacts or len(text) > MAX_PLAIN or not text[:1].isupper() or regex.search(r"[.;,]$", text):
        return None
    rank = UNNUMBERED_RANK if _is_capitals(text) else UNNUMBERED_RANK + 1
    return Heading(kind="unnumbered", rank=rank, label="", title=text.rstrip(" :"), length=len(text))


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            entry.id,
            entry["rank"],
            entry["needs"],
            entry.get("below", False),
            regex.compile(rf"(?P<label>{entry['label']})(?:{entry['end']})(?:(?=\S)|$)"),
        )
        for entry in load("headings")
    )


@cache
def _document_words() -> frozenset[str]:
    return frozenset(name.upper() for kind in doc_types().values() for name in (kind.name, *kind.words))
