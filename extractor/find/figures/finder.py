"""Finds figures in running text: each number with what it counts, how it is meant, when, and what it belongs to."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractor.find.dates import dates_in
from extractor.find.figures import clauses, scenarios, times
from extractor.find.figures.changes import CHANGE_WORDS, SHARE, Change, says_change, says_scope, scope
from extractor.find.figures.comparisons import bases_of, changes_of
from extractor.find.figures.links import Link, links
from extractor.find.figures.mentions import (
    BARE,
    COUNT,
    GUESSED,
    KNOWN,
    RATE,
    Mention,
    Reading,
    has_digits,
    may_count,
    mentions_in,
)
from extractor.find.figures.paragraphs import (
    NOTHING,
    Carried,
    Passage,
    dates_until,
    masked,
    opened,
    outside,
    paragraph_ends,
    shifted,
    spans_until,
    within,
)
from extractor.find.figures.parts import PART, Paragraph, Sentence, listed_parts, opens_sentence
from extractor.find.figures.readings import settled
from extractor.find.figures.reasons import counting
from extractor.find.figures.refusals import refused_spans
from extractor.find.figures.units import Unit, counted_in
from extractor.find.normal import Normal, normalise
from extractor.find.numbers import decimal_habit
from extractor.model.facts import Date, Figure
from patterns.figures.scenarios import ACTUAL, PLAN
from patterns.figures.units import family


def find_figures(text: str, taken: Sequence[tuple[int, int]] = (), *, decimal: str | None = None) -> tuple[Figure, ...]:
    """The figures of a running text, in order; offsets index the given text.

    ``taken`` are spans (citations, dates) whose digits are no figures; ``decimal`` is the document's sign for
    decimals, by default that of the text. Paragraphs of the text end in ``\\n``.
    """
    normal = normalise(text)
    return figures_in(text, sorted(taken), decimal or decimal_habit([text]), normal, dates_in(normal.text))


def figures_in(
    text: str,
    taken: Sequence[tuple[int, int]],
    decimal: str | None,
    normal: Normal,
    dates: Sequence[Date],
    year: int | None = None,
    recognised: Sequence[tuple[int, int]] = (),
) -> tuple[Figure, ...]:
    """The figures of ``text``, as ``find_figures`` returns them, where its normal form is known already.

    ``normal`` is the text's normal form, ``dates`` are those in that, in order; ``taken`` is sorted. ``decimal`` is the
    document's sign for decimals, None where it shows none. Periods that are named without a year (``quý II``) are those
    of ``year``, None where that is not known. ``recognised`` are the parts of the text that were read from a
    picture, in which a number needs a reason to be a figure.
    """
    figures: list[Figure] = []
    paragraphs: list[Paragraph] = []
    waiting, to_come = deque(taken), deque(dates)
    before: Sequence[Figure] | None = None
    carried = NOTHING
    start = at = 0
    for end in paragraph_ends(text):
        printed = text[start:end]
        to = normal.offset(end)
        inside = spans_until(waiting, start, end) if waiting else []
        named = dates_until(to_come, to) if to_come else []
        plain, first, last = normal.text[at:to], len(figures), 0
        is_taken = bool(inside) and inside[0][0] <= start and inside[0][1] >= end
        counts, opens = not is_taken and may_count(printed), printed.rstrip().endswith(":")
        if carried is not NOTHING:
            carried = within(carried, plain)
        spans: list[tuple[int, int]] = []
        if counts or opens:
            spans = [(normal.offset(begins) - at, normal.offset(ends) - at) for begins, ends in inside]
            named = [shifted(date, at, to) for date in named]
        if counts:
            paragraph = Passage(
                source=text,
                normal=normal,
                start=at,
                text=plain,
                dates=named,
                decimal=decimal,
                year=year,
                carried=carried,
                recognised=recognised,
            )
            sentences = list(_sentences_with_figures(paragraph, spans, before))
            figures += (figure for sentence, _ in sentences for figure in sentence)
            before, last = sentences[-1] if sentences else ((), 0)
        elif not is_taken and printed.strip():
            before = ()
        paragraphs.append(Paragraph(plain, first, len(figures), last))
        if opens and not is_taken:
            carried = opened(plain, outside(named, spans), year) or carried
        start, at = end, to
    for part, whole in listed_parts(paragraphs, figures).items():
        figures[part] = replace(figures[part], link=PART, linked=whole - part)
    return tuple(figures)


def _sentences_with_figures(
    paragraph: Passage, taken: Sequence[tuple[int, int]], before: Sequence[Figure] | None
) -> Iterator[tuple[Sequence[Figure], int]]:
    """The figures of each sentence of a paragraph, and where the last one ends in its normal form.

    ``taken`` are spans of the normal form whose digits are no figures, ``before`` the figures of the sentence before
    the paragraph, None where the text begins with it. A sentence without figures comes too, so that the one behind it
    does not take its whole from further up.
    """
    text, dates, last = paragraph.text, paragraph.dates, 0
    left = masked(text, [*taken, *((date.start, date.end) for date in dates)])
    if has_digits(left):
        left = masked(left, list(refused_spans(text, left)))
    mentions = mentions_in(text, left, paragraph.decimal)
    if not mentions:
        return
    starts = [mention.start for mention in mentions]
    dates = outside(dates, taken)
    days = [date.start for date in dates]
    for sentence in clauses.sentences(text):
        inside = mentions[bisect_left(starts, sentence[0]) : bisect_left(starts, sentence[1])]
        figures: Sequence[Figure] = ()
        if inside:
            own_dates = dates[bisect_left(days, sentence[0]) : bisect_left(days, sentence[1])]
            figures = list(_figures(paragraph, sentence, inside, own_dates, before))
            last = inside[-1].readings[-1].end
        yield figures, last
        before = figures


class _Told(NamedTuple):
    """A mention and what its sentence says of it; ``base`` is the mention that it is compared with, None without."""

    mention: Mention
    unit: str | None
    label: str | None
    moved: Change | None
    scenario: str | None
    when: times.When
    base: int | None


def _figures(
    paragraph: Passage,
    span: tuple[int, int],
    mentions: Sequence[Mention],
    dates: Sequence[Date],
    before: Sequence[Figure] | None,
) -> Iterator[Figure]:
    """The figures of one sentence; a number without unit takes that of its whole.

    ``mentions`` and ``dates`` are those of the sentence, ``before`` are the figures of the sentence before it.
    """
    text, decimal = paragraph.text, paragraph.decimal
    lowered = text[slice(*span)].lower()
    has_target, has_scope = clauses.says_target(lowered), says_scope(lowered)
    units, labels = _units_and_labels(text, span, mentions, dates)
    mentions, units, labels = counting(paragraph, mentions, units, labels)
    changes = changes_of(text, span, mentions) if says_change(lowered) else [None] * len(mentions)
    readings = [reading for mention in mentions for reading in mention.readings]
    # Links come before values: what adds up decides how "1,274" is read.
    # A share is a rate of what it is part of, not the difference to it.
    moves = [None if moved and moved.kind == SHARE else moved for moved in changes]
    sentence = Sentence(text, span, mentions, units, moves)
    tied = {link.at: link for link in links(sentence, before)} if len(readings) > 1 else {}
    if tied:
        _label_changes(mentions, changes, tied, labels)
    values, proven = settled(readings, list(tied.values()))
    at, firsts = 0, _firsts(mentions)
    for told in _told(paragraph, sentence, changes, labels, dates, tied, lowered, before):
        mention, moved, when = told.mention, told.moved, told.when
        is_aim = has_target and told.scenario == PLAN
        qualifier = clauses.qualifier(text, span[0], mention.start, mention.end, is_aim)
        accumulates = scope(text, span[0], mention.start) if has_scope else None
        for reading in mention.readings:
            link = tied.get(at)
            raw, first, last = paragraph.print_of(reading)
            yield Figure(
                raw=raw,
                start=first,
                end=last,
                value=values[at],
                unit=told.unit,
                qualifier=qualifier,
                label=told.label,
                period_start=when.start,
                period_end=when.end,
                as_of=when.as_of,
                method=mention.method,
                confidence=_confidence(mention, told.unit, reading, decimal, at in proven),
                scope=accumulates,
                change=moved.kind if moved else None,
                base=moved.base if moved else None,
                link=link.kind if link else None,
                linked=link.to - at if link and link.to is not None else None,
                time_from=when.time_from,
                scenario=told.scenario,
                base_at=None if told.base is None else firsts[told.base] - at,
            )
            at += 1


def _told(
    paragraph: Passage,
    sentence: Sentence,
    changes: Sequence[Change | None],
    labels: Sequence[str | None],
    dates: Sequence[Date],
    tied: Mapping[int, Link],
    lowered: str,
    before: Sequence[Figure] | None,
) -> Iterator[_Told]:
    """The mentions of a sentence with what it says of each. ``lowered`` is the sentence in lower case."""
    text, span, mentions = sentence.text, sentence.span, sentence.mentions
    carried = paragraph.carried
    if before and (before[0].scenario or before[0].time_from) and opens_sentence(sentence):
        carried = _of_whole(before[0])
    said: Sequence[scenarios.Said | None] = [None] * len(mentions)
    if carried.scenario or scenarios.says_scenario(lowered):
        said = scenarios.scenarios(text, span, mentions, changes, lowered, carried.scenario)
    whens = times.times(text, span, mentions, changes, said, dates, lowered, year=paragraph.year, carried=carried.when)
    bases = bases_of(text, mentions, changes, tied)
    meant = _inherited(mentions, said, tied)
    if dates:
        meant = [_of_the_future(*known, paragraph.year) for known in zip(meant, whens, strict=True)]
    told = zip(mentions, sentence.units, labels, changes, meant, whens, strict=True)
    for at, (mention, unit, label, moved, scenario, when) in enumerate(told):
        yield _Told(mention, unit, label, moved, scenario, when, base=bases.get(at))


def _of_the_future(scenario: str | None, when: times.When, year: int | None) -> str | None:
    """The scenario of a figure: what is of a year behind that of the document is planned, unless it says more."""
    is_future = year is not None and when.start is not None and int(when.start[:4]) > year
    return PLAN if is_future and scenario in (None, ACTUAL) else scenario


def _of_whole(whole: Figure) -> Carried:
    """What the sentence before one that opens with ``Trong đó`` says of the whole, and so of its parts."""
    meant = whole.scenario if whole.scenario != ACTUAL else None
    return Carried(meant, times.When(whole.period_start, whole.period_end, whole.as_of, whole.time_from))


def _firsts(mentions: Sequence[Mention]) -> list[int]:
    """For each mention the index of its first figure in the sentence."""
    firsts, count = [], 0
    for mention in mentions:
        firsts.append(count)
        count += len(mention.readings)
    return firsts


def _inherited(
    mentions: Sequence[Mention], said: Sequence[scenarios.Said | None], tied: Mapping[int, Link]
) -> list[str | None]:
    """The scenario of each mention: its own, else that of the figure it is tied to."""
    meant = [each.scenario if each else None for each in said]
    if not tied or not any(meant):
        return meant
    owner = [at for at, mention in enumerate(mentions) for _ in mention.readings]
    for figure, at in enumerate(owner):
        link = tied.get(figure)
        if link and meant[at] is None and link.to is not None and link.to >= 0 and link.kind != "base":
            whole = meant[owner[link.to]]
            # "giải ngân 88 trên kế hoạch 677 triệu đồng (13%)": the rate is no plan because the base is one
            meant[at] = None if link.kind == "rate" and whole == PLAN else whole
    return meant


def _confidence(mention: Mention, unit: str | None, reading: Reading, decimal: str | None, proven: bool) -> float:
    confidence = mention.confidence if unit == mention.unit else GUESSED
    undecided = reading.other is not None and decimal is None and not proven
    return min(confidence, BARE) if undecided else confidence


def _units_and_labels(
    text: str, sentence: tuple[int, int], mentions: Sequence[Mention], dates: Sequence[Date]
) -> tuple[list[str | None], list[str | None]]:
    whole: str | None = None
    measured: str | None = None
    counted: Unit | None = None
    if any(mention.unit is None for mention in mentions):
        counted = counted_in(text, *sentence)
    named = counted is not None
    units: list[str | None] = []
    labels: list[str | None] = []
    for index, mention in enumerate(mentions):
        label = clauses.label(text, _around(text, sentence, mentions, index, dates))
        unit = mention.unit
        if mention.method == RATE:
            label = clauses.rate_label(label, measured)
        else:
            if unit is None and named and (own := _counted_in_clause(text, sentence[0], mention)):
                unit = own
            unit = unit or whole or (counted.text if counted and counted.end <= mention.start else None)
            measured = label
            # "có ít nhất 01 (một) năm, đạt từ 46 trở lên": a noun that is no unit for sure is one for its own number
            is_sure = mention.confidence == KNOWN or mention.method != COUNT
            whole = unit if family(unit) and (is_sure or mention.unit is None) else whole
        units.append(unit)
        labels.append(label)
    return units, labels


def _counted_in_clause(text: str, begins: int, mention: Mention) -> str | None:
    """What the clause of a number without unit says that it counts: ``số vụ việc giảm 16,9% (44/53)``."""
    clause = max(begins, text.rfind(";", begins, mention.start) + 1)
    if text.find("số", clause, mention.start) < 0 and text.find("Số", clause, mention.start) < 0:
        return None
    found = counted_in(text, clause, mention.start)
    return found.text if found else None


def _label_changes(
    mentions: Sequence[Mention], changes: Sequence[Change | None], tied: Mapping[int, Link], labels: list[str | None]
) -> None:
    """Gives a change that is tied to a level the label of that."""
    owner = [at for at, mention in enumerate(mentions) for _ in mention.readings]
    for figure, at in enumerate(owner):
        moved, link = changes[at], tied.get(figure)
        if moved and link and link.kind == "change" and link.to is not None and moved.kind in CHANGE_WORDS:
            labels[at] = clauses.change_label(labels[at], labels[owner[link.to]], CHANGE_WORDS[moved.kind])


def _around(
    text: str, sentence: tuple[int, int], mentions: Sequence[Mention], index: int, dates: Sequence[Date]
) -> clauses.Surroundings:
    mention = mentions[index]
    followed = index + 1 < len(mentions)
    before = times.behind(text, dates, mentions[index - 1].end) if index else 0
    left = min(before, mention.start) if index else clauses.beginning(text, dates, sentence[0], mention.start)
    right = mentions[index + 1].start if followed else sentence[1]
    return clauses.Surroundings((left, mention.start), mention.unit_span, (mention.end, right), index > 0, followed)
