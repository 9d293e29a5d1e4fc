"""What recognition reads as something else in numbers, symbols and dates of instruments, and sets apart or together.

Only there: in running text ``l`` and ``O`` are letters. What is meant stands in the normal form, whose map leads back
to what was read, so that ``raw`` keeps it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter

import regex

from extractor.find.citations.details import date_after, issuer_after
from extractor.find.citations.lead import lead_before
from extractor.find.closed_words import closed_words
from extractor.find.normal import Normal
from patterns.instruments.doc_types import type_of_symbol
from patterns.instruments.misread_symbols import SEPARATOR, meant_symbol, undoubled
from patterns.misread import digit_class, in_digits
from patterns.names.organs import Organ, organ_named
from patterns.phrases import expand

Change = tuple[int, int, str]

# ``35⁄/NQ-CP``: one slash, read twice.
_SLASH = regex.compile(r"\u2044/?|(?<=\d)/{1,2}\u2044?(?=\p{Lu})")
# A spot behind the sign: ``số, 91/2017/NĐ-CP``.
_SPOT = regex.compile(r"(?<=\b[Ss]ố)[,.](?= ?\d{1,5}/)")
# The last letter of a word that a blank is lost behind: ``Công vănsố 12``.
_GLUED = regex.compile(r"(?<=\b(?:văn|định|quyết|tư|thị|báo|cáo|hoạch|trình|luật|lệnh))(?=[Ss][ốôổồỗ][ :.]{0,2}\S?\d)")
# ``24:2024/NĐ-CP``, ``12‹QĐ-UBND``: what a slash is read as behind số and a number, before a year or a type.
_LIKE_SLASH = regex.compile(
    r"(?<=\b[Ss]ố ?\d{1,5})(?P<place>[:;‹“”\"'`])(?=(?:19|20)\d\d/\p{Lu}|(?P<type>\p{Lu}[\p{L}]{1,4})-\p{Lu})"
)
_YEAR_IN_NUMBER = r"(?:(?:19|20)\d\d ?/ ?)?"
# ``45/2010/NĐ_CP``, ``01/2022/TT. BTP``, ``64/QĐ--UBND``, ``12/QĐ- -TTg``.
_HYPHEN = regex.compile(
    rf"\d\p{{L}}? ?/ ?{_YEAR_IN_NUMBER}(?P<type>\p{{Lu}}\p{{L}}{{1,4}})"
    r"(?P<place> ?(?:-(?: ?-){1,2}|[_~=«»:]|\. ) ?)(?=\p{Lu}{2})"
)
_TONE = regex.compile(r"(?<=\d )th[ẳắả]ng(?= \d)")
_YEAR = regex.compile(
    r"(?<=\d,? năm |\d/\d{1,2}/|\d/(?=\d\d ?\d ?\d ?/\p{Lu}))(?P<place>(?:19|20) \d\d|(?:19|20)\d \d)(?!\d)"
)
# ``16/1 1/2013``, ``ngày 1 6/11/2013``.
_SET_APART = regex.compile(
    r"(?<=\d/)(?P<place>1 [0-2])(?=/(?:19|20)\d\d(?!\d))|(?<=[Nn]gày )(?P<place>[0-3] \d)(?=/\d{1,2}/(?:19|20)\d\d)"
)
# A day or number with a letter in it that stands for no digit is written by hand: ``ngày Á2 tháng 03``, ``4Ý/NQ-BCH``.
# What is read of it is left open.
_OPEN = "…"
_MARKED = r"[^\W\d_A-Za-zĐđ]"
_DAY_BY_HAND = regex.compile(
    r"(?:(?<=[Nn]gày )|(?<=[Nn]gày)|(?<!\S)(?![Nn]g))(?P<place>(?=\S{0,3}\p{L})(?=\S{0,3}\d)[^\s/,.()-]{2,4})"
    r"(?= ?tháng \d)"
)
_NUMBER_BY_HAND = regex.compile(
    rf"(?<![\p{{L}}\d/])(?P<place>\d{{1,4}}{_MARKED}\d{{0,4}}|{_MARKED}\d{{1,4}})(?=\s?/\s?(?:(?:19|20)\d\d\s?/\s?)?\p{{Lu}}{{2}})"
)
# A number with its symbol, whose letters may be misread.
_PART = r"(?:(?!ngày)[\p{L}\d&§|!:;©®])"
_SYMBOL = regex.compile(
    rf"(?<![\d.,/-])\d{{1,6}}\p{{L}}? ?[/-] ?{_YEAR_IN_NUMBER}"
    rf"(?P<place>\p{{Lu}}{_PART}{{0,11}}(?: ?[-/] ?\p{{Lu}}{_PART}{{0,11}}){{0,4}})(?<![:;])"
)


def as_meant(text: str, normal: Normal, within: Sequence[tuple[int, int]] | None = None) -> Normal:
    """The normal form of a recognised text with signs, digits and letters where numbers and dates must have them.

    text: as it was read. normal: its normal form. within: the parts of the text that were recognised, as (start, end);
    None where all of it was.
    """
    for changes in (_signs, _digits, closed_words, _years, _by_hand, _symbols):
        found = [change for change in changes(normal.text) if _may_be(text, normal, within, change)]
        normal = normal.changed(sorted(found)) if found else normal
    return normal


def _may_be(text: str, normal: Normal, within: Sequence[tuple[int, int]] | None, change: Change) -> bool:
    """Whether a change says something new of one line of a cell or paragraph, and of what was recognised."""
    at, to, new = change
    start, end = normal.start(at), normal.end(to)
    if normal.text[at:to] == new or "\n" in text[start:end] or "\t" in text[start:end]:
        return False
    if within is None:
        return True
    part = bisect_right(within, start, key=itemgetter(0)) - 1
    return part >= 0 and end <= within[part][1]


def _signs(text: str) -> Iterator[Change]:
    """Slashes and hyphens as such, blanks that are lost before số, spots behind it."""
    yield from ((*found.span(), "/") for found in _SLASH.finditer(text))
    yield from ((*found.span(), "") for found in _SPOT.finditer(text))
    yield from ((*found.span(), " ") for found in _GLUED.finditer(text))
    for found in _LIKE_SLASH.finditer(text):
        if not found["type"] or type_of_symbol(found["type"]):
            yield *found.span("place"), "/"
    yield from (
        (*found.span("place"), "-") for found in _HYPHEN.finditer(text) if type_of_symbol(undoubled(found["type"]))
    )


def _digits(text: str) -> Iterator[Change]:
    """Digits for letters."""
    for place in _places():
        yield from _in_digits(place, text)


def _years(text: str) -> Iterator[Change]:
    """Years and months whose digits stand apart, and the word before a month."""
    yield from ((*found.span(), "tháng") for found in _TONE.finditer(text))
    yield from _in_digits(_YEAR, text)
    yield from _in_digits(_SET_APART, text)


def _by_hand(text: str) -> Iterator[Change]:
    """Days and numbers that are left open, as nobody can say which they are."""
    for place in (_DAY_BY_HAND, _NUMBER_BY_HAND):
        yield from ((*found.span("place"), _OPEN) for found in place.finditer(text))


def _symbols(text: str) -> Iterator[Change]:
    """Symbols by the type word before their number and the issuer behind it."""
    for found in _SYMBOL.finditer(text):
        lead = lead_before(text, found.start())
        meant = meant_symbol(found["place"], lead.word if lead else None, tuple(_issuer(text, found.end())))
        at = found.start("place")
        for read, part in zip(SEPARATOR.split(found["place"]), SEPARATOR.split(meant), strict=True):
            yield at, at + len(read), part
            at += len(read)


def _issuer(text: str, at: int) -> Iterator[Organ]:
    """The organ that is named as the issuer behind a number that ends at an offset."""
    date = date_after(text, at)
    issuer = issuer_after(text, date.end if date else at)
    organ = organ_named(issuer.raw) if issuer else None
    if organ:
        yield organ


@cache
def _places() -> tuple[regex.Pattern[str], ...]:
    """Of a number between its sign and its symbol, in one piece or two (``81 I9/QĐ-SYT``), of a day, month and year."""
    digit = digit_class()
    sign = expand("$NUMBER_SIGN")
    year = rf"{digit}{{4}}(?!\p{{L}}|\d)"
    return (
        regex.compile(
            rf"(?<=\b(?i:{sign})[ :.]{{1,3}})(?P<place>{digit}{{1,5}}|{digit}{{1,3}} {digit}{{1,4}})"
            rf"(?=\s?[/-]\s?(?:{digit}{{4}}\s?/\s?)?\p{{Lu}}[\p{{L}}-])"
        ),
        # whatever stands before it: half a number is none (``sóÁ22|4/QĐ-UBND``)
        regex.compile(rf"(?P<place>\d{digit}\d{{1,3}})(?=\s?/\s?\p{{Lu}}{{2}})"),
        regex.compile(rf"(?<=\d/)(?P<place>{digit}{{4}})(?= ?/ ?\p{{Lu}}[\p{{L}}-])"),
        regex.compile(rf"(?<=\b[Nn]g[àa]y ?)(?P<place>{digit}{{1,2}})(?= ?(?:th[áắẳả]ng|/))"),
        regex.compile(rf"(?<=\b[Nn]g[àa]y ?{digit}{{1,2}}/)(?P<place>{digit}{{1,2}})(?=/{digit}{{4}})"),
        regex.compile(rf"(?<=\b[Nn]g[àa]y ?{digit}{{1,2}}/{digit}{{1,2}}/)(?P<place>{year})"),
        regex.compile(rf"(?<![\p{{L}}\d])(?P<place>{digit}{{2}})(?= ?h ?\d\d(?!\d))"),
        regex.compile(rf"(?<={digit} ?th[áắẳả]ng )(?P<place>{digit}{{1,2}})(?= năm)"),
        regex.compile(rf"(?<=th[áắẳả]ng {digit}{{1,2}} năm )(?P<place>{year})"),
    )


def _in_digits(place: regex.Pattern[str], text: str) -> Iterator[Change]:
    """The digits that are meant in places, without blanks; nothing where what was read holds no digit."""
    for found in place.finditer(text):
        meant = "".join(in_digits(found["place"]).split())
        if meant.isdigit():
            yield *found.span("place"), meant
