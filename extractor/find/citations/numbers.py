"""Reads citations that print a number: with a symbol, with a year alone, or bare beside an issuer or a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import regex

from extractor.find.citations.acceptance import confidence, method, needs_issuer, refusal, type_of
from extractor.find.citations.details import Details, date_after, details, issuer_between
from extractor.find.citations.drafts import BARE, GLUED, LEANING, Draft, Refused
from extractor.find.citations.lead import (
    Lead,
    forbidden,
    lead_before,
    numbers_before,
    pinpoint_before,
    so_before,
    word_before,
)
from extractor.find.citations.titles import title_before
from patterns.instruments.doc_types import DocType, by_short, doc_types
from patterns.instruments.symbols import Symbol, read_symbol
from patterns.loader import holds
from patterns.names.organs import organ_named, organs_of_symbol

# Letters that stand for digits within a number in scanned text.
_MISREAD = str.maketrans("OolISB", "001158")
_NUMBER = r"(?P<number>(?:[OolI](?=[\dOolI]*\d))?\d(?:[\dOolI]|[SB](?=\d)){0,5}(?:\.\d{1,2})?\p{L}?)"
# A part of a symbol: an assembly with its term after a blank (``QH 15``), a unit with a number in it (``K4ĐT``), else
# up to 24 letters, some digits, and parts in capitals behind ``.`` or ``&`` (``HHTTGT&DN``). The blank before its day
# may be lost (``SYTngày 20``).
_PART = (
    r"(?:(?:QH|UBTVQH|HĐNN) \d{1,2}(?!\d)|\p{Lu}{1,3}\d{1,2}\p{Lu}{1,6}(?!\p{L})"
    r"|(?:(?!ngày \d)\p{L}){1,24}\d{0,4}(?:(?:[.&]|&amp;)\p{Lu}[\p{Lu}\d]*(?!\p{Ll}))*)"
)
# Behind a sign with a blank beside it capitals must follow: a dash between words has blanks too.
_JOIN = r"(?:[/-]|(?: [/-]|[/-] )(?=\p{Lu}\p{Ll}?\p{Lu}))"
# What must follow a number that has no symbol.
_DAY_OR_ISSUER = r"(?=,? (?:của|ngày)| (?:năm [0-9]{4} của|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}))"
# The last digit of what may be a number, and how it goes on: by a symbol, with a blank or nothing before it, or without
# one.
_NUMBER_END = re.compile(
    r"[0-9](?=[^0-9.)%:;])(?:(?P<spaced> (?=[A-ZĐ]{2,8}[/-][A-ZĐ]))"
    r"|(?P<glued>(?=[A-ZĐ]{2,5}[/-][A-ZĐ]))"
    rf"|[^\W\d_]?(?:(?P<joined>(?= ?[/-] ?[^\W\d_]))|(?P<bare>{_DAY_OR_ISSUER})))"
)
# A number that is left blank before its year is no number: ``số .../2026/NĐ-CP``.
_BLANK = r"[^\d\p{L}\n]/(?=(?:19|20)\d\d ?[/-])"
_CORE = regex.compile(
    rf"(?<![\d.,])(?<!\d[/-])(?<!{_BLANK}){_NUMBER} ?(?P<join>[/-]) ?(?:(?P<year>(?:19|20)\d\d) ?(?P<join2>[/-]) ?)?"
    rf"(?P<symbol>{_PART}(?: - (?=\p{{Lu}}{{2}}){_PART})?(?:{_JOIN}{_PART}){{0,6}})"
)
# What nearly all of them look like, without anything odd in or about it: it costs a tenth, and where it fits ``_CORE``
# reads the same (test_citations.py).
_PLAIN_PART = r"[A-ZĐ][A-Za-zĐđ]{0,23}"
_PLAIN_CORE = re.compile(
    r"(?<=[ (\t])(?P<number>[0-9]{1,6})(?P<join>/)(?:(?P<year>(?:19|20)[0-9]{2})(?P<join2>/))?"
    rf"(?P<symbol>(?:{_PLAIN_PART}-){{0,6}}{_PLAIN_PART}[0-9]{{0,4}})(?![\w/&-]|\.[^\W\d_]| [/\d-])"
)
_SPACED = regex.compile(rf"(?<![\d.,/-]){_NUMBER}(?P<join> )(?P<symbol>\p{{Lu}}{{2,8}}[/-]\p{{Lu}}{{1,8}})(?!\p{{L}})")
# The first digit of the term of an assembly as scans misread it: ``UBTVQHI5``.
_MISREAD_TERM = re.compile(r"(?<=QH)[Il](?=[0-9]$)")
# A number whose slash is lost, before a symbol of type and organ: ``43/2014NĐ-CP``, ``2242 QĐ-TTg``.
_SLASHLESS = regex.compile(
    rf"(?<![\d.,/-])(?P<number>\d{{1,5}})(?:(?P<join>[/-])(?P<year>(?:19|20)\d\d))? ?"
    rf"(?P<symbol>\p{{Lu}}{{2,5}}(?:{_JOIN}{_PART}){{1,3}})"
)
# An organ whose hyphen is lost: ``12/QĐ UBND``.
_ORGAN_APART = regex.compile(r" (?P<organ>\p{Lu}\p{L}{1,9})(?![\p{L}\d/-])")
_BARE = re.compile(
    r"[0-9](?<![\w.,/-].)(?P<rest>[0-9]{0,4}[^\W\d_]?)(?:/(?P<year>(?:19|20)[0-9]{2}))?" + _DAY_OR_ISSUER
)
# ``Sắc lệnh số 13``, ``Sắc luật 03``: these are cited by number alone, without issuer or day.
_OLD_DECREE = re.compile(r"(?<=ắc )l(?:ệnh|uật) (?:số )?(?P<number>[0-9]{1,4})(?![\w/-])")
# Before a number they make it a year, a day, an amount or an article: ``năm 2024 của``, ``có 35 ngày``.
_NO_BARE = ("năm ", "tháng ", "ngày ", "từ ", "đến ", "có ", "Điều ", "khoản ")
# Abbreviated types that are printed glued to number and year: ``TT40/2021``.
_GLUED = regex.compile(
    r"(?<![\p{L}\d])(?P<word>TTLT|TT|NĐ|QĐ|NQ|CT)(?P<number>\d{1,4})/(?P<year>(?:19|20)\d\d)(?![\p{L}\d/-])"
)


class Printed(NamedTuple):
    """A number and its symbol as they stand in the text; ``join`` and ``join2`` are the signs around its year.

    ``mended`` where a sign between them is lost and put back.
    """

    start: int
    end: int
    number: str
    join: str
    year: str | None
    join2: str | None
    symbol: str
    mended: bool = False


def numbered(text: str) -> Iterator[Draft | Refused]:
    """All that prints a number in a normal form, citations and what is refused, unsorted.

    Lists and aliases are not yet looked at.
    """
    ends = 0
    for anchor in _NUMBER_END.finditer(text):
        at = _number_start(text, anchor.start())
        if anchor.lastgroup == "joined":
            found = (_PLAIN_CORE.match(text, at) or _CORE.match(text, at)) if at >= ends else None
            if found:
                ends = found.end()
                number, join, year, join2, symbol = found.groups()
                yield _with_symbol(text, Printed(at, ends, number, join, year, join2, symbol))
        elif anchor.lastgroup == "spaced":
            found = _SPACED.match(text, at)
            if found and _is_led(text, found):
                yield _with_symbol(text, Printed(at, found.end(), found["number"], "", None, None, found["symbol"]))
            elif read := _slashless(text, at):
                yield read
        elif anchor.lastgroup == "glued":
            if read := _slashless(text, at):
                yield read
        elif (bare := _BARE.match(text, at)) and (read := _bare(text, at, bare.end("rest"), bare["year"])):
            yield read
    if "ắc l" in text:
        for old in _OLD_DECREE.finditer(text):
            if read := _bare(text, *old.span("number"), None):
                yield read
    if "/19" in text or "/20" in text:
        yield from map(_glued, _GLUED.finditer(text))
    words, pattern = _standards()
    if holds(text, words):
        yield from (_standard(text, found) for found in pattern.finditer(text))


@cache
def _standards() -> tuple[tuple[str, ...], regex.Pattern[str]]:
    """The words of standards (``QCVN``), and the pattern of their numbers, in which the year follows a colon."""
    words = tuple(short for kind in doc_types().values() if kind.standard for short in kind.short)
    return words, regex.compile(
        rf"(?<!\p{{L}})(?P<word>{'|'.join(words)})"
        r"(?: số)?:? ?(?P<number>\d{1,5}(?:-\d{1,3})?) ?: ?(?P<year>(?:19|20)\d\d)"
        r"(?:/(?P<symbol>\p{Lu}{2,10}))?(?!\p{L})"
    )


def _number_start(text: str, at: int) -> int:
    """Where the number begins whose last digit, or the last digit of the year behind it, is at an offset."""
    start = _digits_start(text, at)
    if at - start == 3:
        before = start - 1
        while before > 0 and text[before] in "/- " and start - before < 4:
            before -= 1
        if text[before + 1 : start].strip() in ("/", "-"):
            before -= text[before].isalpha()
            if before >= 0 and text[before].isdecimal():
                return _digits_start(text, before)
    return start


def _digits_start(text: str, at: int) -> int:
    while at and (text[at - 1].isdecimal() or (text[at - 1] in ".OolISB" and text[at - 2 : at - 1].isdecimal())):
        at -= 1
    misread = at > 1 and text[at - 1] in "OolI" and not text[at - 2].isalpha()
    return at - 1 if misread else at


def _mended(number: str) -> str:
    """A number with digits for the letters that a scan put within it (``1O5`` → ``105``); a suffix stays."""
    return number if number[:-1].isdecimal() and number[-1] not in "OolI" else number.translate(_MISREAD)


def _is_led(text: str, found: regex.Match[str]) -> bool:
    """Whether a type word stands before a number that only a blank parts from its symbol, which names no type."""
    lead = lead_before(text, found.start())
    return bool(lead and lead.word and read_symbol(found["symbol"], lead.word.id).type is None)


def _slashless(text: str, at: int) -> Draft | Refused | None:
    """A number at an offset whose slash is lost; only with a type word before it and a symbol of a known organ."""
    found = _SLASHLESS.match(text, at)
    lead = lead_before(text, at) if found else None
    if not found or not lead or not lead.word:
        return None
    symbol = read_symbol(found["symbol"].replace(" ", ""), lead.word.id)
    if not symbol.holders or not (symbol.type or symbol.unit):
        return None
    year = found["year"]
    join = found["join"] or "/"
    return _with_symbol(text, Printed(at, found.end(), found["number"], join, year, "/", found["symbol"], mended=True))


def _with_symbol(text: str, printed: Printed) -> Draft | Refused:
    """The citation of a number with a symbol, or why it is none."""
    lead = lead_before(text, printed.start)
    if lead is None:
        return Refused(printed.start, printed.end, "refusals/glued")
    if lead.word is None and (friend := forbidden(text, printed.start)):
        return Refused(printed.start, printed.end, f"false_friends/{friend}")
    symbol, end, mended = _whole_symbol(text, printed, lead)
    issuer = title = None
    if lead.word is None:
        lead, issuer = _with_issuer_between(text, lead)
    if _may_be_law(symbol, lead.word):
        lead, title = title_before(text, lead, printed.start, end)
    kind = type_of(lead.word, symbol)
    if reason := refusal(printed.symbol, printed.join, lead, symbol, kind):
        return Refused(lead.start, end, f"refusals/{reason}")
    year = int(printed.year) if printed.year else None
    around = details(text, lead.start, end, symbol=symbol, year=year, issuer=issuer)
    if not around.issuer and needs_issuer(symbol):
        return Refused(lead.start, end, "refusals/no-issuer")
    number = _mended(printed.number)
    between = f"{printed.join}{year}{printed.join2}" if year else printed.join
    return _with_details(
        lead.start,
        year,
        around,
        method=method(lead, symbol),
        number=number,
        symbol=symbol,
        identifier=f"{number}{between}{symbol.text}",
        word=lead.word,
        kind=kind,
        heads=issuer is not None,
        title=title,
        lang="en" if lead.english or around.date.english else None,
        confidence=confidence(lead, symbol, mended=mended),
    )


def _may_be_law(symbol: Symbol, word: DocType | None) -> bool:
    """Whether a number is of the series of laws and ordinances, and no such word stands right before it."""
    coded = symbol.type is None or symbol.type.title
    return bool(coded and symbol.holders and symbol.holders[0].term and not (word and word.title))


def _whole_symbol(text: str, printed: Printed, lead: Lead) -> tuple[Symbol, int, bool]:
    """The symbol of a number, where it ends, and whether a sign of it is put back or a digit of it is doubtful."""
    word = lead.word.id if lead.word else None
    # stamps of mail offices print ``&`` as web pages have it
    plain = printed.symbol.replace(" ", "").replace("&amp;", "&")
    symbol = read_symbol(_MISREAD_TERM.sub("1", plain) if "QH" in plain else plain, word)
    end = printed.end
    if symbol.glued and (date := date_after(text, end)) and date.source == "date":
        # a note is marked behind the day: digits before it are those of the unit that drafted the letter
        digits = text[end - symbol.glued : end] if symbol.unit else ""
        unit = f"{symbol.unit}{digits}" if symbol.unit else None
        return replace(symbol, text=symbol.text + digits, unit=unit, glued=0), end, True
    apart = _ORGAN_APART.match(text, end) if lead.word and needs_issuer(symbol) else None
    if apart and organs_of_symbol(apart["organ"]):
        return read_symbol(f"{symbol.text}-{apart['organ']}", word), apart.end(), True
    return symbol, end - symbol.glued, printed.mended


def _with_issuer_between(text: str, lead: Lead) -> tuple[Lead, str | None]:
    """``Quyết định của Ban Bí thư số 100``: the type word before an issuer that stands before the number."""
    between = issuer_between(text, lead.start)
    word = word_before(text, between.start - 1) if between else None
    if not between or not word:
        return lead, None
    return Lead(word.start, word.word, so=True), between.raw


def _bare(text: str, start: int, number_end: int, printed_year: str | None) -> Draft | Refused | None:
    """A number without a symbol: only with a type word, and an issuer or a day of issue behind it."""
    lead = None if text.endswith(_NO_BARE, 0, start) else lead_before(text, start)
    if lead is None:
        return None
    first = start if lead.word else min((at for at, _, _ in numbers_before(text, start)), default=start)
    head = lead if lead.word else lead_before(text, first)
    if head is None or head.word is None or not head.word.bare_number or head.english:
        return None
    word = head.word
    year = int(printed_year) if printed_year else None
    end = number_end + (len("/2020") if year else 0)
    around = details(text, lead.start, end, symbol=None, year=year, issuer=None)
    named = organ_named(around.issuer) if around.issuer else None
    dated = (around.date.iso or around.date.error) and (year or text.startswith("số ", so_before(text, first)))
    if not (named or dated or (word.bare and lead.word)):
        return Refused(lead.start, end, "refusals/bare-number")
    return _with_details(
        lead.start,
        year,
        around,
        method=BARE,
        number=text[start:number_end],
        word=lead.word,
        kind=word,
        lang="en" if around.date.english else None,
        confidence=LEANING,
    )


def _with_details(
    start: int,
    year: int | None,
    around: Details,
    *,
    method: str,
    number: str,
    word: DocType | None,
    kind: DocType | None,
    confidence: float,
    symbol: Symbol | None = None,
    identifier: str | None = None,
    heads: bool = False,
    title: str | None = None,
    lang: str | None = None,
) -> Draft:
    """A citation with the day, issuer and pinpoint printed about it.

    start: where it begins. year: that of its symbol or number. around: what stands about it. method, number, word,
    kind, confidence, symbol, identifier, heads, title and lang are those of the draft.
    """
    date = around.date
    return Draft(
        start=start,
        end=around.end,
        tail=around.tail,
        method=method,
        number=number,
        symbol=symbol,
        identifier=identifier,
        word=word,
        kind=kind,
        symbol_year=year,
        year=year or date.year,
        year_source="symbol" if year else date.source if date.year else None,
        issued_on=date.iso,
        date_error=date.error,
        dated=around.dated,
        same_day=date.same,
        issuer=around.issuer,
        heads=heads,
        acting=around.acting,
        pinpoint=around.pinpoint,
        title=title,
        lang=lang,
        confidence=confidence,
    )


def _glued(found: regex.Match[str]) -> Draft:
    """``TT40/2021``: a type abbreviation glued to number and year."""
    kind = by_short()[found["word"]]
    year = int(found["year"])
    return Draft(
        start=found.start(),
        end=found.end(),
        tail=found.end(),
        method="glued",
        number=found["number"],
        word=kind,
        kind=kind,
        symbol_year=year,
        year=year,
        year_source="symbol",
        confidence=GLUED,
    )


def _standard(text: str, found: regex.Match[str]) -> Draft:
    """``QCVN 123:2024/BGTVT``: the type stands in the number."""
    kind = by_short()[found["word"]]
    lead = word_before(text, found.start() - 1) if found.start() else None
    start = lead.start if lead and lead.word is kind else found.start()
    symbol = read_symbol(found["symbol"], kind.id) if found["symbol"] else None
    tail = f"/{symbol.text}" if symbol else ""
    year = int(found["year"])
    return Draft(
        start=start,
        end=found.end(),
        tail=found.end(),
        method="standard",
        number=found["number"],
        symbol=symbol,
        identifier=f"{found['word']} {found['number']}:{year}{tail}",
        word=kind,
        kind=kind,
        symbol_year=year,
        year=year,
        year_source="symbol",
        pinpoint=pinpoint_before(text, start),
    )
