"""The number of a document from its head: ``Số: 109/BC-UBND``, ``Số 02-HD/TU``, ``Luật số: 43/2024/QH15``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.resolve.head.spelling import respaced
from patterns.phrases import compiled
from patterns.symbols import read_symbol

_NUMBER_LINE = compiled(r"\s*(?:$NUMBERED_TYPE\s+)?$NUMBER_SIGN\s*[.:]?\s*(?<rest>.*)", regex.IGNORECASE)
_IDENTIFIER = regex.compile(
    r"(?<number>\d+[a-zđ]?(?:\.\d+)?)?[.…_]*(?:[/-](?<year>(?:19|20)\d\d))?"
    r"(?<separator>[/-])(?<symbol>\p{L}[\p{L}\d&.,]*(?:[-/][\p{L}\d&.,]+)*)"
)
# Đ as scans give it; no symbol has it twice.
_BARRED = regex.compile("[ĐÐ]{2}|Ð")

# Digits that were filled in may stand alone on a line over their symbol (test_head.py).
_LONE_NUMBER = regex.compile(r"\s*(\d[\d ]{0,6})\s*")
# A number written by hand on a scan, which OCR cannot read; the symbol behind it is printed (test_head.py). From 5
# to 40 characters for 14 the heads of 158 documents are the same.
_UNREADABLE = regex.compile(r"\s*S[^/]{0,14}/\s*(?<symbol>\p{Lu}\p{L}{0,4}-\p{Lu}\p{L}{1,9})\s*")


@dataclass(frozen=True, slots=True)
class HeadNumber:
    """Number, year in the number, symbol and both as one string; None where left blank or not printed."""

    number: str | None = None
    year: int | None = None
    symbol: str | None = None
    identifier: str | None = None


def read_head_number(lines: Sequence[str]) -> HeadNumber:
    """The number from the left column's lines. Digits and symbol may be set apart; a number may stand alone above.

    Of a number that cannot be read only the symbol is given.
    """
    lines = [_BARRED.sub("Đ", line) for line in lines]
    for line in lines:
        named = _NUMBER_LINE.match(line)
        found = _IDENTIFIER.match(respaced(named["rest"])) if named else None
        if found:
            return _head_number(found, lines)
    symbol = next((found["symbol"] for line in lines if (found := _UNREADABLE.fullmatch(line))), None)
    return HeadNumber(symbol=read_symbol(symbol).text if symbol else None)


def _head_number(found: regex.Match[str], lines: Sequence[str]) -> HeadNumber:
    symbol = read_symbol(found["symbol"].rstrip(".,")).text
    year = int(found["year"]) if found["year"] else None
    alone = next((match[1] for line in lines if (match := _LONE_NUMBER.fullmatch(line))), None)
    number = found["number"] or ("".join(alone.split()) if alone else None)
    if number is None:
        return HeadNumber(number=None, year=year, symbol=symbol)
    middle = f"{found['separator']}{year}" if year else ""
    return HeadNumber(number, year, symbol, f"{number}{middle}{found['separator']}{symbol}")
