"""Digits and signs that recognition reads as others or sets apart, in numbers of instruments and in dates of scans.

Only there: in running text ``l`` and ``O`` are letters. The text that is meant has the length of the one that was read,
so that every offset holds in both.
"""

from __future__ import annotations

from functools import cache

import regex

from patterns.misread import digit_class, in_digits
from patterns.phrases import expand

_FRACTION_SLASH = "\u2044"
_YEAR = regex.compile(r"(?<=\d,? năm )(?<place>(?:19|20) \d\d|(?:19|20)\d \d)(?!\d)")
# ``16/1 1/2013``, ``ngày 1 6/11/2013``, and a spot behind the sign: ``số, 91/2017/NĐ-CP``.
_SET_APART = regex.compile(
    r"(?<=\d/)(?<place>1 [0-2])(?=/(?:19|20)\d\d(?!\d))|(?<=[Nn]gày )(?<place>[0-3] \d)(?=/\d{1,2}/(?:19|20)\d\d)"
)
_SPOT = regex.compile(r"(?<=\b[Ss]ố)[,.](?= ?\d{1,5}/)")
_TONE = regex.compile(r"(?<=\d )th[ẳắả]ng(?= \d)")


def as_meant(text: str) -> str:
    """The text of a recognised page with digits where numbers and dates must have them; as long as it was."""
    text = _SPOT.sub(" ", text.replace(_FRACTION_SLASH, "/"))
    for place in (*_places(), _YEAR, _SET_APART):
        text = place.sub(_in_digits, text)
    return str(_TONE.sub("tháng", text))


@cache
def _places() -> tuple[regex.Pattern[str], ...]:
    """Of a number between its sign and its symbol, in one piece or two (``81 I9/QĐ-SYT``), of a day, of a month."""
    digit = digit_class()
    sign = expand("$NUMBER_SIGN")
    return (
        regex.compile(
            rf"(?<=\b(?i:{sign})[ :.]{{1,3}})(?<place>{digit}{{1,5}}|{digit}{{1,3}} {digit}{{1,4}})"
            r"(?=\s?[/-]\s?(?:(?:19|20)\d\d\s?/\s?)?\p{Lu}[\p{L}-])"
        ),
        regex.compile(rf"(?<=\b[Nn]g[àa]y ?)(?<place>{digit}{{1,2}})(?= ?(?:th[áắẳả]ng|/))"),
        regex.compile(rf"(?<=\d ?th[áắẳả]ng )(?<place>{digit}{{1,2}})(?= năm)"),
    )


def _in_digits(found: regex.Match[str]) -> str:
    """The digits that are meant, those set apart behind their blank; as it was read where no digit is among them."""
    read = str(found["place"])
    meant = in_digits(read)
    return "".join(meant.split()).rjust(len(read)) if meant.replace(" ", "").isdigit() else read
