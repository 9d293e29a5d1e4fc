"""Finds figures in running text: each number with what it counts, how it is meant, when, and what it belongs to."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.find.dates import changed, dates_in
from extractor.find.figures import clauses
from extractor.find.figures.changes import CHANGE_WORDS, Change, change, opening_base, says_change, says_scope, scope
from extractor.find.figures.links import Link, links
from extractor.find.figures.mentions import BARE, GUESSED, RATE, Mention, Reading, has_digits, may_count, mentions_in
from extractor.find.figures.parts import PART, Paragraph, Sentence, listed_parts
from extractor.find.figures.readings import settled
from extractor.find.figures.refusals import refused_spans
from extractor.find.figures.units import Unit, counted_in
from extractor.find.normal import Normal, normalise
from extractor.find.numbers import decimal_habit
from extractor.model.facts import Date, Figure
from patterns.units import family


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph in normal form with the way back to the given text.

    ``source`` is the whole given text, ``normal`` its normal form, ``start`` where the paragraph begins in that.
    ``text`` is the paragraph's normal form, ``dates`` are those in it. ``decimal`` is the document's sign for decimals,
    None where that is not known; ``year`` the one of periods that are named without (``quý II``).
    """

    source: str
    normal: Normal
    start: int
    text: str
    dates: Sequence[Date]
    decimal: str | None
    year: int | None

    def print_of(self, reading: Reading) -> tuple[str, int, int]:
        """The print of a number, line breaks as one blank, and its span in the given text."""
        first, last = self.normal.start(self.start + reading.start), self.normal.end(self.start + reading.end)
        return " ".join(self.source[first:last].split()), first, last


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
) -> tuple[Figure, ...]:
    """The figures of ``text``, as ``find_figures`` returns them, where its normal form is known already.

    ``normal`` is the text's normal form, ``dates`` are those in that, in order; ``taken`` is sorted. ``decimal`` is the
    document's sign for decimals, None where it shows none. Periods that are named without a year (``quý II``) are those
    of ``year``, None where that is not known.
    """
    figures: list[Figure] = []
    paragraphs: list[Paragraph] = []
    waiting, to_come = deque(taken), deque(dates)
    before: Sequence[Figure] | None = None
    start = at = 0
    for printed in text.splitlines(keepends=True):
        end = start + len(printed)
        to = normal.offset(end)
        inside = _until(waiting, start, end) if waiting else []
        named = _dates_until(to_come, to) if to_come else []
        plain, first, last = normal.text[at:to], len(figures), 0
        is_taken = bool(inside) and inside[0][0] <= start and inside[0][1] >= end
        if not is_taken and may_count(printed):
            spans = [(normal.offset(begins) - at, normal.offset(ends) - at) for begins, ends in inside]
            named = [_from(date, at, to) for date in named]
            paragraph = _Paragraph(
                source=text, normal=normal, start=at, text=plain, dates=named, decimal=decimal, year=year
            )
            sentences = list(_sentences_with_figures(paragraph, spans, before))
            figures += (figure for sentence, _ in sentences for figure in sentence)
            before, last = sentences[-1] if sentences else ((), 0)
        elif not is_taken and printed.strip():
            before = ()
        paragraphs.append(Paragraph(plain, first, len(figures), last))
        start, at = end, to
    for part, whole in listed_parts(paragraphs, figures).items():
        figures[part] = replace(figures[part], link=PART, linked=whole - part)
    return tuple(figures)


def _until(waiting: deque[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The spans (sorted) that reach into a stretch; those that end before it are dropped."""
    while waiting and waiting[0][1] <= start:
        waiting.popleft()
    found = []
    for span in waiting:
        if span[0] >= end:
            break
        found.append(span)
    return found


def _dates_until(to_come: deque[Date], to: int) -> list[Date]:
    """The dates that begin before ``to``; they are taken out."""
    found = []
    while to_come and to_come[0].start < to:
        found.append(to_come.popleft())
    return found


def _from(date: Date, at: int, to: int) -> Date:
    """A date with offsets from ``at``, cut at ``to``."""
    return changed(date, date.raw, date.start - at, min(date.end, to) - at, date.role)


def _sentences_with_figures(
    paragraph: _Paragraph, taken: Sequence[tuple[int, int]], before: Sequence[Figure] | None
) -> Iterator[tuple[Sequence[Figure], int]]:
    """The figures of each sentence of a paragraph, and where the last one ends in its normal form.

    ``taken`` are spans of the normal form whose digits are no figures, ``before`` the figures of the sentence before
    the paragraph, None where the text begins with it. A sentence without figures comes too, so that the one behind it
    does not take its whole from further up.
    """
    text, dates, last = paragraph.text, paragraph.dates, 0
    masked = _masked(text, [*taken, *((date.start, date.end) for date in dates)])
    if has_digits(masked):
        masked = _masked(masked, list(refused_spans(text, masked)))
    mentions = mentions_in(text, masked, paragraph.decimal)
    if not mentions:
        return
    starts = [mention.start for mention in mentions]
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


def _masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with NUL for the characters of the spans, so that offsets stay."""
    if not spans:
        return text
    pieces, position = [], 0
    for start, end in sorted(spans):
        if end > position:
            begin = max(start, position)
            pieces += [text[position:begin], "\0" * (end - begin)]
            position = end
    return "".join([*pieces, text[position:]])


def _figures(
    paragraph: _Paragraph,
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
    changes = _changes(text, span, mentions) if says_change(lowered) else [None] * len(mentions)
    readings = [reading for mention in mentions for reading in mention.readings]
    # Links come before values: what adds up decides how "1,274" is read.
    sentence = Sentence(text, span, mentions, units, changes)
    tied = {link.at: link for link in links(sentence, before)} if len(readings) > 1 else {}
    if tied:
        _label_changes(mentions, changes, tied, labels)
    values, proven = settled(readings, list(tied.values()))
    at = 0
    for mention, unit, label, moved in zip(mentions, units, labels, changes, strict=True):
        qualifier = clauses.qualifier(text, span[0], mention.start, mention.end, has_target)
        start, end, as_of = clauses.time_of(dates, text, span, mention.start, mention.end, paragraph.year)
        said = scope(text, span[0], mention.start) if has_scope else None
        for reading in mention.readings:
            link = tied.get(at)
            raw, first, last = paragraph.print_of(reading)
            yield Figure(
                raw=raw,
                start=first,
                end=last,
                value=values[at],
                unit=unit,
                qualifier=qualifier,
                label=label,
                period_start=start,
                period_end=end,
                as_of=as_of,
                method=mention.method,
                confidence=_confidence(mention, unit, reading, decimal, at in proven),
                scope=said,
                change=moved.kind if moved else None,
                base=moved.base if moved else None,
                link=link.kind if link else None,
                linked=link.to - at if link and link.to is not None else None,
                time_from="sentence" if start or as_of else None,
            )
            at += 1


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
    units: list[str | None] = []
    labels: list[str | None] = []
    for index, mention in enumerate(mentions):
        label = clauses.label(text, _around(text, sentence, mentions, index, dates))
        unit = mention.unit
        if mention.method == RATE:
            label = clauses.rate_label(label, measured)
        else:
            unit = unit or whole or (counted.text if counted and counted.end <= mention.start else None)
            measured = label
            whole = unit if family(unit) else whole
        units.append(unit)
        labels.append(label)
    return units, labels


def _changes(text: str, sentence: tuple[int, int], mentions: Sequence[Mention]) -> list[Change | None]:
    """What makes figures changes; those without a base of their own have that which opens the sentence."""
    found: list[Change | None] = []
    for index, mention in enumerate(mentions):
        limit = mentions[index + 1].start if index + 1 < len(mentions) else sentence[1]
        begins = mentions[index - 1].end if index else sentence[0]
        found.append(change(text, begins, mention.start, mention.end, mention.unit, limit))
    if any(each and not each.base for each in found):
        base = opening_base(text, sentence, mentions[0].start)
        found = [each._replace(base=base) if each and not each.base else each for each in found]
    return found


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
    before = clauses.behind(text, dates, mentions[index - 1].end) if index else 0
    left = min(before, mention.start) if index else clauses.beginning(text, dates, sentence[0], mention.start)
    right = mentions[index + 1].start if followed else sentence[1]
    return clauses.Surroundings((left, mention.start), mention.unit_span, (mention.end, right), index > 0, followed)
