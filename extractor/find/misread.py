"""Digits that recognition reads as letters or sets apart, in the numbers of instruments and in dates of scans.

Only there: in running text ``l`` and ``O`` are letters. The text that is meant has the length of the one that was read,
so that every offset holds in both.
"""

from __future__ import annotations

import regex

_TO_DIGITS = str.maketrans("OoIl|SŠB", "00111558")
_DIGIT = r"[\dOoIl|SŠB]"
# What stands between the sign and the symbol, in one piece or two: ``81 I9/QĐ-SYT``, ``1 20/2020/NĐ-CP``.
_NUMBER = regex.compile(
    rf"(?<=\b(?i:s[ốôổồóoò])[ :.]{{1,3}})(?<place>{_DIGIT}{{1,5}}|{_DIGIT}{{1,3}} {_DIGIT}{{1,4}})"
    r"(?=\s?[/-]\s?(?:(?:19|20)\d\d\s?/\s?)?\p{Lu}[\p{L}-])"
)
_DAY = regex.compile(rf"(?<=\b[Nn]g[àa]y ?)(?<place>{_DIGIT}{{1,2}})(?= ?(?:th[áắẳả]ng|/))")
_MONTH = regex.compile(rf"(?<=\d ?th[áắẳả]ng )(?<place>{_DIGIT}{{1,2}})(?= năm)")
_YEAR = regex.compile(r"(?<=\d,? năm )(?<place>(?:19|20) \d\d|(?:19|20)\d \d)(?!\d)")
_TONE = regex.compile(r"(?<=\d )th[ẳắả]ng(?= \d)")


def as_meant(text: str) -> str:
    """The text of a recognised page with digits where numbers and dates must have them; as long as it was."""
    for place in (_NUMBER, _DAY, _MONTH, _YEAR):
        text = place.sub(_in_digits, text)
    return str(_TONE.sub("tháng", text))


def _in_digits(found: regex.Match[str]) -> str:
    """The digits that are meant, those set apart behind their blank; as it was read where no digit is among them."""
    read = found["place"]
    if not any(map(str.isdigit, read)):
        return str(read)
    meant = "".join(read.translate(_TO_DIGITS).split())
    return meant.rjust(len(read))
