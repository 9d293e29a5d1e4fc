"""Words for findings: kinds, severities, verdicts, what a finding says in a sentence, how to check it by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from extractor.audit.checks import (
    AGREEMENT,
    DATE,
    DIFFERENCE,
    ERROR,
    HANDWRITING,
    IDENTITY,
    NOTE,
    PERIOD,
    RANGE,
    RATE,
    RESTATED,
    ROUNDING,
    SUM,
    SUSPICION,
)
from extractor.audit.verdicts import CUT_OFF, SWAPPED
from extractor.language.catalogue import Words
from extractor.language.messages import said
from extractor.language.numbers import printed_number
from extractor.language.printed import printed_day
from extractor.query.findings import NO_VERDICT
from extractor.verdicts.book import FALSE, REPORTED, TRUE, WITHDRAWN

_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
# Small words within what a check says, beside what a report prints.
_PAGE, _MORE = re.compile(r"\b(p\.|page) (\d+)(?=[,;)]|$)"), re.compile(r"(?<=, )(\d+) more(?=;|$)")
_MANY_MORE = re.compile(r"(?<=, )(\d+) or more others(?=;|$)")
_NUMBERS, _IS = re.compile(r"\((\d+) numbers\)"), re.compile(r"(?<=\d) is (?=\d+[.,]\d+ ?%)")
# A statement is what holds in other reports; under the head of a finding it would be read as a fact.
_HOLDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r" is not (?=dated after|cited before|more than|negative)"), " should not be "),
    (re.compile(r" is (?=dated in the year of|given for|the same in both|a whole number$)"), " should be "),
    (re.compile(r" exists$"), " should exist"),
    (re.compile(r" is printed$"), " should be printed"),
    (re.compile(r" existed (?=when it issued)"), " should have existed "),
    (re.compile(r" does not (?=fall between)"), " should not "),
    (re.compile(r" (?=have the same figures$)"), " should "),
)
# What the program has reckoned has a decimal point, what a report prints a comma (test_finding_words.py).
_RECKONED = re.compile(r"\b((?:comes? to|is|and|with) -?\d+)\.(\d+)(?: (?=%)|(?=, |; |$| the sum))")

# Parts that are tried as one: names in one bracket have a semicolon or two, and each further one is tried with all
# shapes of messages (test_a_name_of_semicolons_takes_no_time).
MOST_JOINED = 12


def kind_word(kind: str, words: Words) -> str:
    """A kind of check in words; one that this version does not know as it is."""
    return {
        SUM: words("Sum"),
        DIFFERENCE: words("Difference"),
        RATE: words("Rate"),
        AGREEMENT: words("Text and table"),
        RANGE: words("Impossible value"),
        DATE: words("Date"),
        IDENTITY: words("One number, two dates"),
        PERIOD: words("Falls within the year"),
        RESTATED: words("Restated later"),
        HANDWRITING: words("Written by hand"),
    }.get(kind, kind)


def severity_word(severity: str, words: Words) -> str:
    """How grave a finding is, in words; a severity that this version does not know as it is."""
    return {
        ERROR: words("Error"),
        ROUNDING: words("Rounding"),
        SUSPICION: words("Suspicion"),
        NOTE: words("Note"),
    }.get(severity, severity)


def severity_meaning(severity: str, words: Words) -> str:
    """What a severity means for who prints it; "" for one that this version does not know."""
    return {
        ERROR: words("One of the numbers is wrong: no other reading is left."),
        ROUNDING: words("The numbers differ in the last decimal only; some offices cut decimals off."),
        SUSPICION: words("There may be a good reason: another scope, another time, parts that are not all named."),
        NOTE: words("No contradiction: something unusual that is most often right."),
    }.get(severity, "")


def verdict_word(verdict: str, words: Words) -> str:
    """What a reader said of a finding, in words."""
    return {
        TRUE: words("True: the report is wrong here"),
        FALSE: words("False: the report is right"),
        REPORTED: words("Reported to the office"),
        WITHDRAWN: words("Withdrawn"),
        NO_VERDICT: words("Not judged yet"),
    }.get(verdict, verdict)


def sentence(kind: str, expected: float | None, actual: float | None, words: Words) -> str:
    """What a finding says, in one sentence; "" where only its own statement tells (dates, kinds not known).

    ``kind`` is that of the check, ``expected`` and ``actual`` its numbers, in the language of ``words``.
    """
    told = _SENTENCES.get(kind)
    if told is None or expected is None or actual is None:
        return ""
    return told(words, printed_number(expected, words.language), printed_number(actual, words.language))


def statement(text: str, words: Words) -> str:
    """The statement of a finding, or what its check noted, in the language of ``words``.

    What a report prints stays as it is; days are as the reader prints them. A statement that does not hold says what
    should be.
    """
    if words.language == "en":
        for holds, should in _HOLDS:
            text = holds.sub(should, text)
    else:
        text = _IS.sub(" = ", _RECKONED.sub(r"\1,\2", text))
        text = "; ".join(_parts_said(text.split("; "), words))
        text = _PAGE.sub(lambda found: words("p. {page}", page=found[2]), text)
        text = _MORE.sub(lambda found: words("and {number} more places", number=found[1]), text)
        text = _MANY_MORE.sub(lambda found: words("and {number} or more further places", number=found[1]), text)
        text = _NUMBERS.sub(lambda found: words("({number} numbers)", number=found[1]), text)
    return _DAY.sub(lambda day: printed_day(day[0], words.language), text)


def _parts_said(parts: Sequence[str], words: Words) -> Iterator[str]:
    """The parts of what a check noted, each said.

    Names of figures may hold semicolons: what is in brackets belongs together, up to the first bracket after which it
    is known.
    """
    at = 0
    while at < len(parts):
        further = range(at + 2, min(at + MOST_JOINED, len(parts)) + 1)
        ends = [at + 1, *(end for end in further if parts[end - 1].endswith((")", "…")))]
        tried = (("; ".join(parts[at:end]), end) for end in ends)
        known = ((told, end) for text, end in tried if (told := said(text, words)) != text)
        told, at = next(known, (parts[at], at + 1))
        yield told


_SENTENCES: Mapping[str, Callable[[Words, str, str], str]] = {
    SUM: lambda words, expected, actual: words(
        "{actual} is printed, but the numbers it is made of come to {expected}.", actual=actual, expected=expected
    ),
    DIFFERENCE: lambda words, expected, actual: words(
        "{actual} is printed, but reckoned from the numbers beside it, it is {expected}.",
        actual=actual,
        expected=expected,
    ),
    RATE: lambda words, expected, actual: words(
        "A rate of {actual} % is printed, but the two counts give {expected} %.", actual=actual, expected=expected
    ),
    AGREEMENT: lambda words, expected, actual: words(
        "The text prints {actual}, the table {expected}.", actual=actual, expected=expected
    ),
    PERIOD: lambda words, expected, actual: words(
        "A figure that counts from January on falls: {expected} before, {actual} here.",
        actual=actual,
        expected=expected,
    ),
    RESTATED: lambda words, expected, actual: words(
        "The same figure has two values: {expected} in one report, {actual} in this one.",
        actual=actual,
        expected=expected,
    ),
}


def by_hand(kind: str, words: Words) -> str:
    """How a reader checks a finding of this kind with the page before them."""
    return {
        SUM: words(
            "Add up the parts that are marked and compare with the total. See whether a part is missing that the "
            "report names elsewhere, and whether one thing is counted twice."
        ),
        DIFFERENCE: words(
            "Reckon the marked number from the two others. See whether all three are of the same time and scope."
        ),
        RATE: words(
            "Divide the first count by the second, times 100, and round as the rate is rounded. See whether the rate "
            "is of another whole that the report names."
        ),
        AGREEMENT: words(
            "Read the sentence and the row of the table. See whether both speak of the same time, place and scope."
        ),
        RANGE: words("Read the number on the page, then the head of its column and its unit."),
        DATE: words("Read the date on the page, then look the instrument up in the official gazette."),
        IDENTITY: words("Compare the dates on all marked pages, then look the instrument up in the official gazette."),
        PERIOD: words("Compare both reports. See whether what is counted was defined anew between them."),
        RESTATED: words("Compare both reports. See whether the later one says that it corrects the earlier one."),
        HANDWRITING: words("Read the marked place on the page: the program leaves blank what is written by hand."),
    }.get(kind, words("Read what is marked on the page. A later version of this program knows this kind of check."))


def slips(explanation: str, words: Words) -> tuple[str, ...]:
    """What a finding's ``explanation`` says of how the mistake may have come about."""
    known = {
        SWAPPED: words("Two neighbouring digits are swapped."),
        "one digit differs": words("One digit differs."),
        "a digit is lost": words("A digit is lost."),
        "there is a digit too many": words("There is a digit too many."),
        CUT_OFF: words("The rate was cut off instead of rounded."),
        "the page is a picture": words("The page is a picture: a digit may have been misread."),
    }
    return tuple(said for mark, said in known.items() if mark in explanation)
