"""What is known of a citation while it is read: offsets into the normal form, and where its parts came from."""

from __future__ import annotations

from typing import NamedTuple

from patterns.doc_types import DocType
from patterns.symbols import Symbol


class Draft(NamedTuple):
    """A citation in the normal form (a named tuple: thousands are made and changed in a long text).

    ``start``/``end`` are its span, ``tail`` is where the phrase with its issuer ends. ``word`` is the type of the
    word printed for this item, ``kind`` the type it has; ``elided`` says that the item leans on the one before,
    ``heads`` that its issuer stands between type word and number and holds for the list.
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
