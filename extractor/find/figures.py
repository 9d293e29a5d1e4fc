"""Finds figures in running text: each number with what it counts, how it is meant and when."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile

import regex

from extractor.find import figure_clauses as clauses
from extractor.find.dates import find_dates
from extractor.find.figure_refusals import is_refused, refused_spans
from extractor.find.figure_units import Unit, unit_after, unit_in
from extractor.find.normal import Normal, normalise
from extractor.find.numbers import PRINTED, decimal_habit, read_number
from extractor.model import Date, Figure
from patterns.loader import load
from patterns.units import family

_ONE = rf"(?>\d{{1,3}}(?: \d{{3}})+(?![\d.,]?\d)|{PRINTED})(?![.,]?\d)"
_NUMBER = regex.compile(
    rf"(?<![\w/\0]|\d[.,]|[\p{{L}}\d]-)(?<first>{_ONE})(?:\s?(?<join>[/÷-])\s?(?<second>{_ONE}))?(?<percent>\s?[%‰])?"
    rf"(?!\s?[/-]\s?[\p{{Lu}}\d])"
)
_DAY_AND_MONTH = regex.compile(r"(?:0?\d|[12]\d|3[01])/(?:0?\d|1[0-2])")
_UNGROUPED = regex.compile(r"\d{4,}")
_STATES_COUNT = regex.compile(r"(?:[:(]|đạt|là|được|thực hiện|hoàn thành)\s{0,3}$", regex.IGNORECASE)
_LOOK_BACK = 24
_KNOWN, _GUESSED, _BARE = 1.0, 0.8, 0.5


@dataclass(frozen=True, slots=True)
class _Mention:
    """A number as printed, or the two of a fraction or a range, with the unit behind; offsets index the normal form.

    ``unit`` is None where none is printed; ``unit_span`` is then empty and stands at the end of the number.
    """

    readings: tuple[tuple[int, int, float], ...]
    unit: str | None
    unit_span: tuple[int, int]
    method: str
    confidence: float

    @property
    def start(self) -> int:
        return self.readings[0][0]


def find_figures(text: str, taken: Sequence[tuple[int, int]] = (), *, decimal: str | None = None) -> tuple[Figure, ...]:
    """The figures of a running text, in order; offsets index the given text.

    ``taken`` are spans (citations, dates) whose digits are no figures; ``decimal`` is the document's sign for
    decimals, by default that of the text. Paragraphs of the text end in ``\\n``.
    """
    habit = decimal or decimal_habit([text])
    waiting = deque(sorted(taken))
    figures: list[Figure] = []
    start = 0
    for paragraph in text.splitlines(keepends=True):
        end = start + len(paragraph)
        while waiting and waiting[0][1] <= start:
            waiting.popleft()
        if any(character.isdigit() for character in paragraph) or _zero_words().search(paragraph):
            inside = _within(waiting, start, end)
            figures.extend(
                _in_source(text, start, normal, figure) for normal, figure in _read(paragraph, inside, habit)
            )
        start = end
    return tuple(figures)


def _within(spans: Iterable[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The spans (sorted) that begin before ``end``, as offsets from ``start``."""
    return [(first - start, last - start) for first, last in takewhile(lambda span: span[0] < end, spans)]


def _in_source(text: str, start: int, normal: Normal, figure: Figure) -> Figure:
    first, last = start + normal.start(figure.start), start + normal.end(figure.end)
    return replace(figure, start=first, end=last, raw=" ".join(text[first:last].split()))


def _read(paragraph: str, taken: Sequence[tuple[int, int]], decimal: str) -> Iterator[tuple[Normal, Figure]]:
    normal = normalise(paragraph)
    text = normal.text
    dates = find_dates(text)
    spans = [(_offset(normal, first), _offset(normal, last)) for first, last in taken]
    masked = _masked(text, [*spans, *((date.start, date.end) for date in dates), *refused_spans(text)])
    mentions = sorted([*_numbers(text, masked, decimal), *_zeros(text, masked)], key=_start)
    for sentence in clauses.sentences(text):
        own_dates = dates[slice(*(bisect_left(dates, at, key=_start) for at in sentence))]
        inside = mentions[slice(*(bisect_left(mentions, at, key=_start) for at in sentence))]
        for figure in _figures(text, sentence, inside, own_dates):
            yield normal, figure


def _start(found: _Mention | Date) -> int:
    return found.start


def _offset(normal: Normal, source: int) -> int:
    """Where a character of the source stands in the normal form: the map is monotone, so by halving."""
    low, high = 0, len(normal.text)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if normal.start(middle) < source else (low, middle)
    return low


def _masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with NUL for the characters of the spans, so that offsets stay."""
    pieces, position = [], 0
    for start, end in sorted(spans):
        if end > position:
            begin = max(start, position)
            pieces += [text[position:begin], "\0" * (end - begin)]
            position = end
    return "".join([*pieces, text[position:]])


def _numbers(text: str, masked: str, decimal: str) -> Iterator[_Mention]:
    for match in _NUMBER.finditer(masked):
        start, end = match.span()
        readings = tuple(_readings(match, decimal))
        if not readings:
            continue
        joined = {"/": "figure.fraction", None: None}.get(match["join"], "figure.range")
        if match["percent"]:
            yield _Mention(readings, "%", (end, end), joined or "figure.rate", _KNOWN)
            continue
        unit = unit_after(text, end)
        if is_refused(text, start, end) or _names_something(text, match, unit):
            continue
        confidence = _KNOWN if unit and unit.known else _GUESSED if unit else _BARE
        yield _Mention(
            readings,
            unit.text if unit else None,
            (end, unit.end if unit else end),
            joined or "figure.count",
            confidence,
        )


def _names_something(text: str, match: regex.Match[str], unit: Unit | None) -> bool:
    """Digits glued to letters that are no unit (``5G``), days such as ``30/4``, long numbers without groups or unit."""
    if text[match.end() : match.end() + 1].isalnum() and not (unit and unit.known):
        return True
    if unit and (unit.known or not _UNGROUPED.fullmatch(match.group())):
        return False
    is_name = bool(_UNGROUPED.fullmatch(match.group())) or bool(
        match["second"] and _DAY_AND_MONTH.fullmatch(match.group())
    )
    return is_name and not _STATES_COUNT.search(text, max(0, match.start() - _LOOK_BACK), match.start())


def _readings(match: regex.Match[str], decimal: str) -> Iterator[tuple[int, int, float]]:
    """Span and value of each number of a match; a percent sign belongs to a single number's span."""
    if match["second"] is None:
        value = read_number(match.group(), decimal=decimal)
        if value is not None:
            yield *match.span(), value
        return
    for group in ("first", "second"):
        value = read_number(match[group], decimal=decimal)
        if value is not None:
            yield *match.span(group), value


def _zeros(text: str, masked: str) -> Iterator[_Mention]:
    """``không có TTHC …``: none of them, the figure 0."""
    for match in _zero_words().finditer(masked):
        unit = unit_after(text, match.end(), guess=False)
        if unit:
            yield _Mention(((*match.span(), 0.0),), unit.text, (match.end(), unit.end), "figure.none", _GUESSED)


@cache
def _zero_words() -> regex.Pattern[str]:
    entries = [entry for entry in load("qualifiers") if entry.get("zero")]
    words = "|".join(word.replace(" ", r"\s{1,3}") for entry in entries for word in entry["zero"])
    unless = "|".join(word.replace(" ", r"\s") for entry in entries for word in entry.get("unless", ()))
    return regex.compile(rf"(?<!\w)(?<!(?:{unless})\s)(?:{words})(?=\s)", regex.IGNORECASE)


def _figures(
    text: str, sentence: tuple[int, int], mentions: Sequence[_Mention], dates: Sequence[Date]
) -> Iterator[Figure]:
    """The figures of one sentence; a number without unit takes that of its whole."""
    whole: str | None = None
    measured: str | None = None
    for index, mention in enumerate(mentions):
        label = clauses.label(text, _around(text, sentence, mentions, index, dates))
        unit = mention.unit
        if mention.method == "figure.rate":
            label = clauses.rate_label(label, measured)
        else:
            unit = unit or whole or unit_in(text[sentence[0] : mention.start])
            measured = label
            whole = unit if family(unit) else whole
        qualifier = clauses.qualifier(text, sentence[0], mention.start, mention.unit_span[1])
        times = clauses.time_of(dates, text, sentence, mention.start)
        confidence = mention.confidence if unit == mention.unit else _GUESSED
        for start, end, value in mention.readings:
            yield Figure("", start, end, value, unit, qualifier, label, *times, mention.method, confidence)


def _around(
    text: str, sentence: tuple[int, int], mentions: Sequence[_Mention], index: int, dates: Sequence[Date]
) -> clauses.Surroundings:
    mention = mentions[index]
    followed = index + 1 < len(mentions)
    left = mentions[index - 1].unit_span[1] if index else clauses.beginning(text, dates, sentence[0], mention.start)
    right = mentions[index + 1].start if followed else sentence[1]
    return clauses.Surroundings(
        (left, mention.start), mention.unit_span, (mention.unit_span[1], right), index > 0, followed
    )
