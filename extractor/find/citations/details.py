"""Reads the details beside a number: its date, its issuer and the article that it is cited for."""

from __future__ import annotations

from typing import NamedTuple

from extractor.find.citations.dates import PrintedDate, date_after, date_before
from extractor.find.citations.issuers import Issuer, issuer_after, issuer_before
from extractor.find.citations.lead import pinpoint_before
from patterns.organs import organ_named
from patterns.symbols import Symbol

# After these verbs the organ before them is the issuer where the symbol names none; after ``có``, ``tại``, ``gửi`` only
# where the symbol names it.
_ISSUING = ("ban hành", "ra", "ký", "ký ban hành")
# Characters before an acting organ in which its day begins: ``Ngày 05/11/2025, Sở Nội vụ có Công văn``. With 15 the day
# is lost in one of 158 documents (test_citations.py), 100 changes nothing.
_DAY_BEFORE = 40
_NO_DATE = PrintedDate(0, None, None)


class Details(NamedTuple):
    """Date, issuer and article beside a number.

    ``end`` is the end of the citation's span, ``tail`` the end of the phrase with its issuer; ``date`` is empty where
    none is printed, ``dated`` is True where one is.
    """

    end: int
    tail: int
    date: PrintedDate
    dated: bool
    issuer: str | None
    pinpoint: str | None


def details(text: str, start: int, end: int, *, symbol: Symbol | None, year: int | None, issuer: str | None) -> Details:
    """The details beside a number.

    ``text`` is in normal form; ``start`` and ``end`` are the offsets of the number with its type word; ``symbol`` is
    None for a bare number; ``year`` is the one printed in the number or symbol, None without one; ``issuer`` is one
    printed before the number, None without one.
    """
    date = date_after(text, end)
    tail = end
    if date is not None:
        tail = date.end
        if phrase := issuer_after(text, tail):
            issuer, tail = phrase.raw, phrase.end
        end = end if date.outside else date.end
    elif phrase := issuer_after(text, end):
        date = _date_behind(text, phrase)
        issuer, tail = phrase.raw, max(phrase.end, date.end if date else 0)
        end = date.end if date and not date.outside else end
    if (issuer is None or date is None) and (acting := issuer_before(text, start)):
        issuer = issuer or _fitting(acting, symbol)
        if date is None and year is None:
            date = date_before(text, max(0, acting[0].start - _DAY_BEFORE), start)
    dated = date is not None and not date.same
    return Details(
        end=end,
        tail=tail,
        date=date or _NO_DATE,
        dated=dated,
        issuer=issuer,
        pinpoint=pinpoint_before(text, start),
    )


def _date_behind(text: str, phrase: Issuer) -> PrintedDate | None:
    """The date after an issuer phrase; a year alone there qualifies what follows."""
    date = date_after(text, phrase.end + (len(" ban hành") if phrase.verb else 0))
    if date is None or date.source == "qualifier":
        return None
    return date._replace(outside=True) if phrase.verb else date


def _fitting(acting: tuple[Issuer, str], symbol: Symbol | None) -> str | None:
    """The organ before the verb, where the verb makes it the issuer or the symbol names it."""
    issuer, verb = acting
    held = symbol.holders if symbol else ()
    if verb in _ISSUING and not held:
        return issuer.raw
    named = organ_named(issuer.raw)
    return issuer.raw if named and any(named.fits(holder) for holder in held) else None
