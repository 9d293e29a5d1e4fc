"""Reads printed numbers: dot for thousands, comma for decimals, and the mixed habits that occur; and numbers in words.

The rules are those of Vietnamese administrative print: groups have three digits, a zero before an integer is
padding, three digits after a single sign are thousands unless the unit is ``%`` or the document uses that sign
for decimals. Words (``một trăm hai mươi``, ``hai mươi mốt``, ``nửa``) are those of the registry ``number_words``.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from patterns.figures.units import is_counted
from patterns.loader import load

# Words of one number: amounts of money written out in land and court papers have up to eleven.
_LONGEST = 12


# What closes a group: "nghìn", "triệu", "tỷ"; "mươi" and "trăm" stand within one.
_THOUSAND = 1000


@cache
def alone() -> frozenset[str]:
    """Words that count by themselves before a unit."""
    return _field("alone")


@cache
def multipliers() -> tuple[str, ...]:
    """Words that multiply what stands before them: ``mươi``, ``trăm``, ``triệu``."""
    return tuple(_numbers("times"))


def word_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans of a text in which number words stand one behind the other."""
    for found in _run().finditer(text):
        start = found.start()
        if not (start and (text[start - 1].isalnum() or text[start - 1] == "-")):
            yield found.span()


def read_words(text: str) -> float | None:
    """The value of a run of number words, or None where they make no number (``hai ba``, ``trăm``)."""
    words = text.lower().split()
    if not words or len(words) > _LONGEST:
        return None
    if words[-1] in _field("fraction"):
        return 0.5 if not words[:-1] or (len(words) == 2 and words[0] in _field("article")) else None
    return _value_of_words(words)


def _value_of_words(words: list[str]) -> float | None:
    """Groups such as ``hai trăm linh năm nghìn`` are closed by multipliers from a thousand on, ever smaller ones."""
    digits, times = _numbers("words"), _numbers("times")
    total, group, digit, last = 0.0, 0.0, None, 0.0
    closed = float("inf")
    for word in words:
        if word in _field("joins"):
            continue
        if word in _field("half"):
            if not last:
                return None
            total += last / 2
            continue
        if word in digits:
            # "mười hai" adds up; any other two digits ("hai ba") are two numbers.
            if digit is not None and digit != 10:
                return None
            digit = digits[word] + (digit or 0)
            continue
        factor = times.get(word)
        if factor is None:
            return None
        if factor < _THOUSAND:
            if digit is None:
                return None
            group, digit, last = group + digit * factor, None, 0.0
            continue
        group += digit or 0
        if not group or factor >= closed:
            return None
        total, group, digit, closed, last = total + group * factor, 0.0, None, factor, factor
    return total + group + (digit or 0) or None


@cache
def _numbers(field: str) -> Mapping[str, float]:
    return {word: float(value) for entry in load("number_words") for word, value in entry.get(field, {}).items()}


@cache
def _field(field: str) -> frozenset[Any]:
    return frozenset(word for entry in load("number_words") for word in entry.get(field, ()))


@cache
def _run() -> re.Pattern[str]:
    """Number words with one blank between, the first as it is written inside or at the beginning of a sentence."""
    first = [word for word in _numbers("words") if word not in _field("further")]
    begins = "|".join(form for word in first for form in (word, word.capitalize()))
    further = "|".join((*_numbers("words"), *_numbers("times"), *_field("joins"), *_field("half")))
    articles = [f"{form} " for word in _field("article") for form in (word, word.capitalize())]
    halves = "|".join(f"{article}{word}" for word in _field("fraction") for article in (*articles, ""))
    letters = "".join(sorted({form[0] for form in f"{halves}|{begins}".split("|")}))
    run = rf"(?:{halves})(?!\w)|(?:{begins})(?: (?:{further})(?!\w)){{0,{_LONGEST - 1}}}(?!\w)"
    return re.compile(rf"(?=[{letters}])(?:{run})")  # a set of letters is looked for faster than many words


# A number as it stands in running text; a source for patterns of other modules.
PRINTED = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?(?![\d])|\d+(?:[.,]\d+)?"
_INTEGER = re.compile(r"\d+")
_DECIMAL = re.compile(r"(\d+)[.,]\d+")
_GROUPED = re.compile(r"(\d{1,3})([.,])\d{3}(?:\2\d{3})*(?:(?!\2)[.,]\d+)?")
_SINGLE_GROUP = re.compile(r"\d{1,3}[.,]\d{3}")
# Groups parted by blanks, as in "1 274 500": also by the narrow ones of typesetting.
_BLANK_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?")
_BLANKS = re.compile(r"[ \u00a0\u2009\u202f]")
# A cell that says that there is nothing: dashes of any length, dots, a slash.
_DASH = re.compile(r"[-\u2010-\u2015\u2212_.…/\s]+")
# A number with a sign in it, and whether it is a rate or measured: what may vote on the sign of the document.
# Without the measures, three amounts of the sample pages become a thousand times as much ("393,469").
_VOTING = re.compile(
    r"(?P<number>\d(?<![\d.,/-].)(?:\d{0,2}(?:[.,]\d{3})+(?:[.,]\d+)?(?!\d)|\d*[.,]\d+))(?P<percent>\s?[%‰])?"
    r"(?![\d/]|[.,]\d)(?P<measured>\s?(?:nghìn|ngàn|triệu|tỷ|tỉ|ha|km|m2|tấn|kg|điểm)\b)?"
)
_SIGNS = ("+", "-", "\u2212", "\u2013")
# What a form asks for as a code, in the cell for the unit: "Có = 1; Không = 0".
_CODES = re.compile(r"(?P<word>[^=;,\d][^=;,\n]*?|\d+\s[^=;,\d][^=;,\n]*?)\s*=\s*(?P<code>\d+)")
_TAIL = re.compile(r"(?P<number>[\d.,]+)\s+(?P<noun>[^\W\d].*)", re.DOTALL)


def read_number(raw: str, *, decimal: str | None = None) -> float | None:
    """The value of one printed number (a ``%`` sign may follow), or None where the print is no number.

    ``decimal`` is the document's sign for decimals (see `decimal_habit`); it decides prints such as ``1,274``
    that have one sign with three digits behind it. Row numbers (``1.5.2``) and broken groups give None.
    """
    return _number(raw, decimal)


@lru_cache(maxsize=1 << 13)
def _number(raw: str, decimal: str | None) -> float | None:
    printed = raw.strip()
    percent = printed.endswith(("%", "‰"))
    printed = printed.rstrip("%‰").strip()
    # The column "Tăng (+), giảm (-)" prints both signs, the minus as a hyphen, a minus or an en dash.
    signed = printed[:1] in _SIGNS and printed[1:2].isdigit()
    negative = signed and printed[0] != "+"
    printed = printed[1:] if signed else printed
    if _BLANK_GROUPED.fullmatch(printed):
        printed = _BLANKS.sub("", printed)
    value = _value(printed, percent, decimal)
    if value is not None and not math.isfinite(value):
        return None
    return -value if negative and value else value


def _value(printed: str, percent: bool, decimal: str | None) -> float | None:
    if _INTEGER.fullmatch(printed):
        return float(printed)
    grouped = _GROUPED.fullmatch(printed)
    if grouped and not (_SINGLE_GROUP.fullmatch(printed) and (percent or grouped[1] == "0" or grouped[2] == decimal)):
        return float(printed.replace(grouped[2], "").replace(",", "."))
    if _DECIMAL.fullmatch(printed):
        return float(printed.replace(",", "."))
    return None


def other_reading(raw: str, *, decimal: str | None = None) -> float | None:
    """What else a print such as ``1,274`` may mean, that has one sign with three digits behind it; else None.

    That is the decimal reading where ``read_number`` takes the digits for thousands, and the other way round.
    """
    grouped = _GROUPED.fullmatch(raw) if len(raw) > len("274") else None
    if not grouped or grouped[1] == "0" or not _SINGLE_GROUP.fullmatch(raw):
        return None
    return float(raw.replace(grouped[2], "" if grouped[2] == decimal else "."))


def decimal_habit(texts: Iterable[str]) -> str | None:
    """The sign that a document uses for decimals, by majority of its unambiguous numbers; None in doubt.

    Dotted decimals count only with ``%`` or a measure behind, because ``2.1`` is mostly the number of a section;
    ``1,274 tỷ`` may mean either and does not count.
    """
    # A grouped number votes for the other sign: who writes 1.274.500 has the comma left for decimals.
    votes: Counter[str] = Counter()
    for text in texts:
        for found in _VOTING.finditer(text):
            number = found["number"]
            grouped = _GROUPED.fullmatch(number)
            if grouped and grouped[1] != "0" and not found["percent"]:
                if found["measured"] and _SINGLE_GROUP.fullmatch(number):
                    continue
                votes["," if grouped[2] == "." else "."] += 1
            elif "," in number:
                votes[","] += 1
            elif "." in number and (found["percent"] or found["measured"]):
                votes["."] += 1
    if votes["."] == votes[","]:
        return None
    return "." if votes["."] > votes[","] else ","


def read_value(
    value_raw: str, unit: str, label: str, *, decimal: str | None, is_heading: bool = False
) -> tuple[float | None, str]:
    """Value and ``value_kind`` of the value cell of a statistical form.

    ``value_raw`` is the cell as printed; ``decimal`` is the document's sign for decimals, None where it is not known.
    ``unit`` and ``label`` are the row's other cells: a unit such as ``Có = 1; Không = 0`` makes the value a
    ``code``, a rate reads three digits behind one sign as decimals. ``is_heading`` marks rows that only name a
    section; without a value they are ``none`` where a blank cell of other rows is ``blank``.
    """
    printed = " ".join(value_raw.split())
    if not printed:
        return None, "none" if is_heading and not unit.strip() else "blank"
    if _DASH.fullmatch(printed):
        return None, "dash"
    codes = {_word(found["word"]): float(found["code"]) for found in _CODES.finditer(unit)} if "=" in unit else None
    if codes:
        code = codes.get(_word(printed), read_number(printed))
        return (code, "code") if code is not None else (None, "text")
    # "Số …" is a count although its row says "%": there three digits behind a sign stay thousands.
    is_rate = unit.strip() in ("%", "‰") and not label.lstrip().lower().startswith(("số ", "tổng số"))
    value = read_number(printed + "%" if is_rate else printed, decimal=None if is_counted(unit.strip()) else decimal)
    if value is None:
        value = _with_noun(printed, unit, decimal)
    return (value, "number") if value is not None else (None, "text")


def _with_noun(printed: str, unit: str, decimal: str | None) -> float | None:
    """``45 người`` in a row whose unit is ``Người``: the number; with any other noun the cell is a text."""
    tail = _TAIL.fullmatch(printed)
    if tail and _word(tail["noun"]) == _word(unit):
        return read_number(tail["number"], decimal=decimal)
    return None


def _word(text: str) -> str:
    return " ".join(text.split()).casefold()
