"""What is known of a citation while it is read: offsets into the normal form, and where its parts came from."""

from __future__ import annotations

from typing import NamedTuple

from patterns.instruments.doc_types import DocType
from patterns.instruments.symbols import Symbol

# Confidences put the ways of reading in an order. They are set by judgement: no rule of the program reads them, only
# people's queries do. Of the citations in 172 documents from the web the share that resolves falls with them: 98 % of
# those with a symbol, 2 of 6 bare numbers in court and fund reports.
# A number with a symbol (``acceptance.confidence`` takes away from it).
SYMBOL = 0.99
# A name in place of the number, or a type word that lost marks: what is named is plain, the print may be another's.
NAME = 0.9
# A sign or blank within the number is lost (``43/2014NĐ-CP``, ``Quyết định2242/QĐ-TTg``).
NO_BLANK = 0.9
# A number that has its symbol from a neighbour, or none and an issuer or a day beside it; a law by a title that the
# registry of laws lacks.
LEANING = 0.8
# A number glued to its type (``TT40/2021``), which case numbers and codes of goods look like too.
GLUED = 0.7


# How numbers without a symbol are read (``method``).
BARE = "bare-number"


class Draft(NamedTuple):
    """A citation in the normal form (a named tuple: thousands are made and changed in a long text).

    ``start``/``end`` are its span, ``tail`` is where the phrase with its issuer ends. ``word`` is the type of the
    word printed for this item, ``kind`` the type it has. ``elided`` is True where the item leans on the one before,
    ``heads`` where its issuer stands between type word and number and holds for the list, ``acting`` where it stands
    before its verb and does so too. ``symbol_year`` is the year
    in the number or symbol, ``year`` any year that is known; ``dated`` is True where a day is printed or taken over,
    ``same_day`` where ``cùng ngày`` is printed. The other fields are those of ``Citation``.
    """

    start: int
    end: int
    tail: int
    method: str
    number: str | None = None
    symbol: Symbol | None = None
    identifier: str | None = None
    word: DocType | None = None
    kind: DocType | None = None
    elided: bool = False
    symbol_year: int | None = None
    year: int | None = None
    year_source: str | None = None
    issued_on: str | None = None
    date_error: str | None = None
    dated: bool = False
    same_day: bool = False
    issuer: str | None = None
    heads: bool = False
    acting: bool = False
    pinpoint: str | None = None
    title: str | None = None
    via: str | None = None
    range_end: str | None = None
    lang: str | None = None
    confidence: float = 1.0


class Refused(NamedTuple):
    """What looks like the number of an instrument and is none: its span, and the entry of a registry that says why."""

    start: int
    end: int
    rule: str
