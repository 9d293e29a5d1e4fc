"""Type, number and subject of a document: ``Số: 109/BC-UBND``, the lines of its title, or ``V/v`` below the number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.model.layout import Head
from extractor.resolve.head.spelling import begins_organ, is_rule, respaced
from patterns.instruments.doc_types import by_folded_word, by_word
from patterns.instruments.symbols import read_symbol
from patterns.loader import load
from patterns.phrases import compiled
from patterns.spelling import fold
from patterns.tables.columns import YEAR

_NUMBER_LINE = compiled(r"\s*(?:$NUMBERED_TYPE\s+)?$NUMBER_SIGN\s*[.:]?\s*(?<rest>.*)", regex.IGNORECASE)
_IDENTIFIER = regex.compile(
    r"(?<number>\d+[a-zđ]?(?:\.\d+)?)?[.…_]*(?:[/-](?<year>(?:19|20)\d\d))?"
    r"(?<separator>[/-])(?<symbol>\p{L}[\p{L}\d&.,]*(?:[-/][\p{L}\d&.,]+)*)"
)
# Until about 1990 offices left out the sign between number and symbol: ``Số 12 TC/CĐTC``, ``Số 217 HĐBT``.
_UNSIGNED = regex.compile(
    r"(?<number>\d{1,5}[a-zđ]?)\s+(?<symbol>\p{Lu}[\p{L}&]{0,7}(?:[/-]\p{Lu}[\p{L}&]{0,7}){0,3})[.,]?\s*"
)
# Đ as scans give it, with its look-alike before or behind it; HĐĐT has it twice.
_BARRED = regex.compile("ĐÐ+|Ð+Đ?")

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
        unsigned = _UNSIGNED.fullmatch(named["rest"]) if named else None
        old = read_symbol(unsigned["symbol"]) if unsigned else None
        if unsigned and old and old.known:
            return HeadNumber(unsigned["number"], None, old.text, f"{unsigned['number']}{old.text}")
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


_ABOUT = regex.compile(r"^\s*V\s?/\s?v\s*[.:]?\s*(?:việc\s+)?(?=\S)", regex.IGNORECASE)
# The number behind ``PHỤ LỤC`` on its line is no part of the title below.
_ANNEX_NUMBER = regex.compile(r"^(?:số\s+)?(?:[IVX]{1,5}|\d{1,3})[a-z]?\s*[.:]?\s*$", regex.IGNORECASE)
# Words of a type that heads a paper (``Văn bản hợp nhất`` has four). With 8 the rubric over laws in the gazette (VĂN
# BẢN QUY PHẠM PHÁP LUẬT) becomes a type; 2 changes nothing on 158 documents.
_LONGEST_TYPE = 4


@dataclass(frozen=True, slots=True)
class Title:
    """The Vietnamese name of the type and the subject line without it; None where not printed."""

    doc_type: str | None = None
    subject: str | None = None


def is_subject(line: str) -> bool:
    """Whether a line of the head is the subject of a letter: ``V/v báo cáo quý I``."""
    return _ABOUT.match(line) is not None


def is_type_line(line: str) -> bool:
    """Whether a line of a title begins with the word of a type: ``BÁO CÁO``, ``Phụ lục III``."""
    return _leading_type(line)[0] is not None


def read_title(head: Head) -> Title:
    """Type and subject. A document with ``V/v`` and no type word is a Công văn."""
    lines = [line.strip() for line in head.title if not is_rule(line)]
    for at, line in enumerate(lines):
        doc_type, rest = _leading_type(line)
        if doc_type:
            return Title(doc_type, _subject(filter(None, [_ANNEX_NUMBER.sub("", rest), *lines[at + 1 :]])))
    about = _about(head.left)
    if about:
        return Title("Công văn", about)
    return Title(None, _subject(lines))


def _leading_type(line: str) -> tuple[str | None, str]:
    """The type that a line in capitals begins with, and what follows it on the line; ``Phụ lục III`` needs none."""
    words = line.rstrip(":").split()
    for width in range(min(_LONGEST_TYPE, len(words)), 0, -1):
        front = " ".join(words[:width])
        kind = by_word().get(front.casefold()) or by_folded_word().get(fold(front))
        rest = " ".join(words[width:])
        if kind and not kind.generic and len(front) > 2 and (front.isupper() or not rest or _ANNEX_NUMBER.match(rest)):
            return kind.name, rest
    return None, ""


def _subject(lines: Iterable[str]) -> str | None:
    """The subject line up to the authority, the preamble or the first heading, as one line."""
    kept: list[str] = []
    for line in lines:
        if ends_subject(line) or (kept and _is_issuing_organ(line, kept)):
            break
        kept.append(line)
    return " ".join(" ".join(kept).split()) or None


def ends_subject(line: str) -> bool:
    """Whether a line stands no longer for the subject: preamble, first heading, the authority in capitals."""
    return _end().match(line) is not None


@cache
def _end() -> regex.Pattern[str]:
    words = [regex.escape(word) for entry in load("title_ends") for word in entry.get("words", ())]
    patterns = [entry["pattern"] for entry in load("title_ends") if entry.get("pattern")]
    return regex.compile(rf"\s*(?:(?:{'|'.join(words)})(?!\w)|{'|'.join(patterns)})")


def _is_issuing_organ(line: str, kept: Sequence[str]) -> bool:
    """The organ in capitals under the subject (``HỘI ĐỒNG NHÂN DÂN TỈNH …``); not where the subject names it itself."""
    # No organ is named by a year: "CẢI CÁCH / TỔ CHỨC BỘ MÁY NĂM 2025" is one subject (test_head.py).
    if YEAR.search(line):
        return False
    unfinished = regex.search(r"(?i:(?<!\w)(?:của|và|do|với|cho|tại|,))\s*$", kept[-1])
    return line.isupper() and begins_organ(line) and not unfinished


def _about(lines: Sequence[str]) -> str | None:
    """The subject of a letter: from ``V/v`` to the end of the left column."""
    for at, line in enumerate(lines):
        if _ABOUT.match(line):
            return " ".join(" ".join([_ABOUT.sub("", line), *lines[at + 1 :]]).split())
    return None
