"""Numbers in a paragraph in normal form, in digits or words, that count something: value, readings, unit behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

import regex

from extractor.find.figures.refusals import is_refused
from extractor.find.figures.units import Unit, unit_after
from extractor.find.numbers import PRINTED, alone, multipliers, other_reading, read_number, read_words, word_spans
from patterns.figures.units import family, is_counted
from patterns.loader import load, needed
from patterns.syllables import is_syllable

COUNT, RATE, FRACTION, RANGE, NONE, WORDS = (
    "figure.count", "figure.rate", "figure.fraction", "figure.range", "figure.none", "figure.words",
)  # fmt: skip
# How sure a figure is: with a unit of the registry, with a noun that the segmenter found, without any. An order,
# measured on nothing.
KNOWN, GUESSED, BARE = 1.0, 0.8, 0.5

# A number with its groups in one piece, never a part of it: "(?>" gives nothing back.
_ONE = rf"(?>\d{{1,3}}(?: \d{{3}})+(?:,\d{{1,2}})?(?![\d.,]?\d)|{PRINTED})(?![.,]?\d)"
_NUMBER = regex.compile(
    rf"(?<![\w\0]|[^\p{{Ll}}]/|\d[.,]|[\p{{L}}\d]-)(?<first>{_ONE})(?:\s?(?<join>[/÷-])\s?(?<second>{_ONE}))?(?<percent>\s?[%‰])?"
    rf"(?!\s?[/-]\s?[\p{{Lu}}\d])"
)
_DAY_AND_MONTH = re.compile(r"(?:0?\d|[12]\d|3[01])/(?:0?\d|1[0-2])")
_DIGIT = re.compile("[0-9]")
# Long numbers without groups are years, codes and house numbers, unless a unit or a verb says that they count. From
# three digits on, counts are lost ("652 …"); from six on, years that a marker of a note is glued to become figures
# ("20226").
_UNGROUPED = re.compile(r"\d{4,}")
# "4.0" names an industrial revolution; no count is printed with a zero behind the point.
_VERSION = re.compile(r"\d\.0")
# Abbreviations before a number that is one of a list of names ("SIPAS, PAPI, 766": sentences.toml), and the one that a
# number belongs to ("ASEM 5"). Up to sixteen letters find the same on the sample pages. From two letters on, the second
# refuses 82 numbers more in lists of students ("MMT&TT 22"); no test says which is right.
_IN_NAMES = regex.compile(r"(?r)(?<!\w)\p{Lu}{2,8},\s")
_AFTER_NAME = regex.compile(r"(?r)(?<!\w)(?<name>\p{Lu}{3,8})\s")
_STATES_COUNT = regex.compile(r"(?r)(?:[:(]|đạt|là|được|thực hiện|hoàn thành)\s{0,3}", regex.IGNORECASE)
_MINUS = re.compile(r"[^\W\d_][:,(]? -$")
_UP_TO = re.compile(r"\s{0,3}(?:(?:đến|tới)|-)\s{0,3}")
_FROM = regex.compile(r"(?ri)(?<!\w)(?<!tăng\s)(?<!giảm\s)từ\s{1,3}")
# Characters of a number that belongs to an abbreviation before it. With one, 206 running numbers behind the courses of
# students become figures ("KTMT 20"); with four, marks behind a title in capitals are lost ("TÀI CHÍNH CÔNG 8,0").
_LONGEST_OF_NAME = 2
# Letters before a number in which a name that it belongs to, or ``từ`` of a range, stands; and those before a
# minus. Half and twice as many find the same.
_LOOK_BACK, _MINUS_REACH = 24, 4
# Nouns that name a kind with a number word before them: ``mô hình hai cấp``, ``điểm hai``. Without them the sample
# pages have nineteen figures more, such as the two levels of local government.
_NEVER_ALONE = frozenset({"cấp", "khâu", "bước", "loại", "điểm", "bên", "mặt", "hình thức", "bản", "ca", "hội", "ban"})


# What a number of so many is said per: "đồng/01 giấy phép", "máy/100 dân".
_ROUND = re.compile(r"0*10*|10{1,2}(?:\.000)*|1(?:\.000)+")
_COUNTED_BEFORE = regex.compile(r"(?r)\d(?: \p{Ll}+){1,3}/")


_LETTERS = re.compile(r"[^\W\d_]+")
# Letters on each side of a number in which words tell noise from text, and how many there must be: with three, codes
# and formulas of forms become noise; scans of lists of names and of stamps have ten and more (test_figures.py).
_NOISE_REACH, _FEWEST_WORDS = 48, 5
# Share of the words in so many letters from which on a paragraph needs no look at its parts, for speed: 1 and .6, 100
# and 400 letters refuse the same numbers on the sample pages.
_CLEAN, _SAMPLE = 0.85, 200


class Reading(NamedTuple):
    """A number of a mention: its span and value, and what else its print may mean (None where nothing else)."""

    start: int
    end: int
    value: float
    other: float | None = None


class Mention(NamedTuple):
    """A number as printed, or the two of a fraction or a range, with the unit behind; offsets index the normal form.

    ``unit`` is None where none is printed; ``unit_span`` is then empty and stands at the end of the number.
    """

    readings: tuple[Reading, ...]
    unit: str | None
    unit_span: tuple[int, int]
    method: str
    confidence: float

    @property
    def start(self) -> int:
        return self.readings[0].start

    @property
    def end(self) -> int:
        """Where number and unit end."""
        return self.unit_span[1]


def mentions_in(text: str, masked: str, decimal: str | None) -> list[Mention]:
    """The mentions of a paragraph in order.

    ``text`` is the paragraph in normal form; ``masked`` is the same with NUL for all that is no figure whatever it
    looks like (dates, citations). ``decimal`` is the document's sign for decimals, None where it shows none.
    """
    found = list(_numbers(text, masked, decimal)) if has_digits(masked) else []
    if _has_number_words(masked):
        found = sorted([*found, *_zeros(text, masked), *_in_words(text, masked)], key=itemgetter(0))
    return _ranged(text, found)


def may_count(text: str) -> bool:
    """Whether a text can have mentions: it has a digit, or words for a number or none."""
    return has_digits(text) or _has_number_words(text)


def has_digits(text: str) -> bool:
    """Whether a text has a digit."""
    return _DIGIT.search(text) is not None


def _has_number_words(text: str) -> bool:
    return _number_words().search(text) is not None


@cache
def _number_words() -> re.Pattern[str]:
    """What stands in all words for none and in all numbers in words, without a first letter that may be a capital."""
    zero = [word for entry in load("qualifiers") for word in entry.get("zero", ())]
    words = {f"{word[1:]} " for word in (*zero, *alone(), *multipliers())}
    # One pattern: with twenty words it takes a quarter of the time of looking for one after the other.
    return needed((*sorted(words - {"a ", "ai ", "ốn "}), "ba ", "Ba ", "hai ", "Hai ", "bốn ", "Bốn "))


def _numbers(text: str, masked: str, decimal: str | None) -> Iterator[Mention]:
    is_clean: bool | None = None
    for match in _NUMBER.finditer(masked):
        start, end = match.span()
        percent = match["percent"] is not None
        unit = None if percent else unit_after(text, end)
        if text[start - 1 : start] == "/" and not _counts_beside(text, start, match.group(), unit):
            continue
        if not percent and (is_refused(text, start, end) or _names_something(text, match, unit)):
            continue
        if not (unit and unit.known):
            is_clean = _is_clean(text) if is_clean is None else is_clean
            if not is_clean and _is_noise(text, start, end):
                continue
        readings = _readings(text, match, unit, decimal)
        if not readings:
            continue
        joined = {"/": FRACTION, None: None}.get(match["join"], RANGE)
        if percent:
            yield Mention(
                readings=readings,
                unit=match["percent"].strip(),
                unit_span=(end, end),
                method=joined or RATE,
                confidence=KNOWN,
            )
            continue
        confidence = KNOWN if unit and unit.known else GUESSED if unit else BARE
        yield Mention(
            readings, unit.text if unit else None, (end, unit.end if unit else end), joined or COUNT, confidence
        )


def _is_clean(text: str) -> bool:
    """Whether nearly all words of a text are words, so that there is no noise in it."""
    words = _LETTERS.findall(text, 0, _SAMPLE)
    return sum(map(is_syllable, words)) >= _CLEAN * len(words)


def _is_noise(text: str, start: int, end: int) -> bool:
    """Whether most words around a number are none, as where a scan makes letters of a stamp or of handwriting."""
    words = _LETTERS.findall(text[max(0, start - _NOISE_REACH) : end + _NOISE_REACH])
    return len(words) >= _FEWEST_WORDS and 2 * sum(map(is_syllable, words)) < len(words)


def _counts_beside(text: str, start: int, printed: str, unit: Unit | None) -> bool:
    """Whether a number behind a slash counts something of its own: ``11 vụ/46 bị can``, but ``12 máy/100 dân``."""
    if unit is None or not unit.known or not is_counted(unit.text) or _ROUND.fullmatch(printed):
        return False
    return _COUNTED_BEFORE.match(text, max(0, start - _LOOK_BACK), start) is not None


def _readings(text: str, match: regex.Match[str], unit: Unit | None, decimal: str | None) -> tuple[Reading, ...]:
    """Span and readings of each number of a match; a percent sign belongs to a single number's span.

    Things that are counted are whole: there three digits behind a sign are thousands, whatever the document's habit.
    """
    if match["second"] is None:
        spans: Sequence[tuple[int, int]] = (match.span(),)
    else:
        spans = (match.span("first"), match.span("second"))
    measured = unit.text if unit and unit.known else None
    counted = is_counted(measured)
    if counted:
        decimal = None
    found = []
    for start, end in spans:
        printed = text[start:end]
        if measured == "điểm" and match["percent"] is None:
            value = read_number(f"{printed}%", decimal=decimal)
            other = None
        else:
            value = read_number(printed, decimal=decimal)
            other = None if counted else other_reading(printed, decimal=decimal)
        if value is None:
            continue
        if _is_negative(text, start, match):
            found.append(Reading(start - 1, end, -value))
        else:
            found.append(Reading(start, end, value, other))
    return tuple(found)


def _is_negative(text: str, start: int, match: regex.Match[str]) -> bool:
    """A minus stands glued to a rate or a decimal behind a word: ``tăng trưởng -2,5%``."""
    if text[start - 1 : start] != "-" or match["second"] is not None:
        return False
    return match["percent"] is not None and bool(_MINUS.search(text, max(0, start - _MINUS_REACH), start))


def _names_something(text: str, match: regex.Match[str], unit: Unit | None) -> bool:
    """Digits glued to letters that are no unit (``5G``), days such as ``30/4``, versions (``4.0``), names in a list of
    names (``SIPAS, PAPI, 766``), long numbers without groups or unit."""
    if text[match.end() : match.end() + 1].isalnum() and not (unit and unit.known):
        return True
    if unit and (unit.known or not _UNGROUPED.fullmatch(match.group())):
        return False
    begins = max(0, match.start() - _LOOK_BACK)
    is_short = unit is None and len(match.group()) <= _LONGEST_OF_NAME
    name = _AFTER_NAME.match(text, begins, match.start()) if is_short else None
    if name and match.group()[0] != "0" and family(name["name"]) is None:
        return True
    if _VERSION.fullmatch(match.group()) or _IN_NAMES.match(text, begins, match.start()):
        return True
    is_name = bool(_UNGROUPED.fullmatch(match.group())) or bool(
        match["second"] and _DAY_AND_MONTH.fullmatch(match.group())
    )
    return is_name and not _STATES_COUNT.match(text, begins, match.start())


def _zeros(text: str, masked: str) -> Iterator[Mention]:
    """``không có TTHC …``: none of them, the figure 0."""
    for match in _zero_words().finditer(masked):
        unit = unit_after(text, match.end(), guess=False)
        if unit:
            yield Mention(
                (Reading(match.start(), match.end(), 0.0),), unit.text, (match.end(), unit.end), NONE, GUESSED
            )


@cache
def _zero_words() -> regex.Pattern[str]:
    entries = [entry for entry in load("qualifiers") if entry.get("zero")]
    words = "|".join(word.replace(" ", r"\s{1,3}") for entry in entries for word in entry["zero"])
    unless = "|".join(word.replace(" ", r"\s") for entry in entries for word in entry.get("unless", ()))
    return regex.compile(rf"(?<!\w)(?<!(?:{unless})\s)(?:{words})(?=\s)", regex.IGNORECASE)


def _in_words(text: str, masked: str) -> Iterator[Mention]:
    """Numbers in words before a known unit; the scale of ``hai tỷ đồng`` belongs to the number, not to the unit."""
    for start, end in word_spans(masked):
        words = text[start:end]
        unit = unit_after(text, end, guess=False)
        if unit is None or text[end : end + 1] != " " or is_refused(text, start, end):
            continue
        single = " " not in words
        if single and (words.lower() not in alone() or unit.text.lower() in _NEVER_ALONE):
            continue
        value = read_words(words)
        if value is not None and (value != 0.5 or " " in unit.text):
            yield Mention((Reading(start, end, value),), unit.text, (end, unit.end), WORDS, GUESSED)


def _ranged(text: str, mentions: list[Mention]) -> list[Mention]:
    """Mentions with ``từ 5 đến 10 ngày`` as a range: two numbers side by side, the unit perhaps behind the second."""
    for at, (first, second) in enumerate(pairwise(mentions)):
        join = _UP_TO.fullmatch(text, first.end, second.start)
        if not join or len(first.readings) + len(second.readings) > 2:
            continue
        if join.group().strip() != "-" and not _FROM.match(text, max(0, first.start - _LOOK_BACK), first.start):
            continue
        unit = first.unit or second.unit
        mentions[at] = first._replace(unit=unit, method=RANGE, confidence=second.confidence)
        mentions[at + 1] = second._replace(method=RANGE)
    return mentions
