"""Which indicator of the registry a label is a print of, by its words, its unit and what it stands under.

Labels of the forms on administrative reform are taken by words that are alike, as offices print the rows of a form in
many ways; those of all other reports only by the same words: there are thousands, and many differ in one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

from patterns.figures.indicators import Indicator, above, indicators
from patterns.figures.measures import same_kind
from patterns.figures.units import family
from patterns.tables.columns import PATH
from patterns.tables.counted import Registered, Wording, registered_words, wordings
from patterns.tables.labels import Words, differ, shared, weight, words_of

# Likeness of words from which a label is taken for a print of an indicator: anywhere, and under the right row. Tried on
# the sample reports. Anywhere, .8 takes decisions that publish procedures for the procedures, and procedures within an
# office for those of the public; .9 loses true prints ("Duy trì tỷ lệ giải quyết hồ sơ đúng hạn"). Under the right row,
# .85 loses "Vốn đã giải ngân" below its rate; .7 finds one true print more, "Số văn bản cần xử lý"
# (test_indicators.py).
LEAST, LEAST_IN_CONTEXT = 0.85, 0.78

# Likeness of syllables from which the words are looked at, for speed: .5 and .75 find the same on the sample reports.
WORTH_A_LOOK = 0.65

# What standing under the right row counts, where two indicators fit: nothing finds the same on the sample reports; with
# a tenth, the acts of a province lose their indicator to the row above.
IN_CONTEXT = 0.05

# Factor for a label that stands in another form than that of the indicator. Without it, five rows on public units below
# the heading of another form are taken for rows of the form on finances; .8 finds the same.
OTHER_FORM = 0.9

# Lead of the best over the next without which nothing is taken: no lead finds the same on the sample reports, but lets
# the order of the registry decide between equals; .05 loses two true prints.
CLEAR = 0.02

# Families of units whose things are never each other; the others hold things of many kinds (``HTX`` among works).
_TOLD_APART = frozenset({"persons", "petitions", "events", "documents", "dossiers", "enterprises"})

# What may be left out of a print stands in brackets; for what is alike it counts.
_BRACKETS = re.compile(r"[\[\]]")


@dataclass(frozen=True, slots=True)
class Match:
    """An indicator (or heading) of the registry, and how well a label fits it, 0 to 1. ``printed`` is the print of
    the registry that it is like; ``refused`` says why it is not taken for it, None where it may be.
    """

    key: str
    score: float
    printed: str
    in_context: bool = False
    refused: str | None = None


class _Print(NamedTuple):
    indicator: Indicator
    text: str
    words: Words
    needs_parent: bool


Context = frozenset[str]
"""Keys of the indicators and headings that a row stands under."""


class Asked(NamedTuple):
    """A question to the registry: see ``match``."""

    label: str
    unit: str | None
    context: Context
    heading: bool


_remembered: ContextVar[Readings | None] = ContextVar("readings", default=None)


def match(label: str, unit: str | None, context: Context = frozenset(), *, heading: bool = False) -> Match | None:
    """The indicator of the registry that a row or figure belongs to; None for none, or where two fit equally well.

    ``label`` is its label and ``unit`` its unit as printed, None where it has none. ``context`` are the keys of what it
    stands under. With ``heading`` it is a heading, and a heading of the registry is looked for.
    """
    if heading or is_of_form(context):
        found = alike(label, unit, context, heading=heading)
        return found if found or heading else worded(wordings(label), unit, context)
    return worded(wordings(label), unit, context) or alike(label, unit, context)


@lru_cache(maxsize=1 << 14)
def is_of_form(context: Context) -> bool:
    """Whether rows of this context stand in a form on administrative reform: there its own indicators go first."""
    return any(not indicators()[key].sector for key in context)


class Readings(Protocol):
    """What labels were found to be like, from one pass over a corpus to the next."""

    def recall(self, asked: Asked) -> tuple[Match | None] | None:
        """The answer to a question, alone in a tuple; None where nobody has asked it yet."""

    def keep(self, asked: Asked, found: Match | None) -> None:
        """Keep an answer."""


@contextmanager
def remembering(readings: Readings) -> Iterator[None]:
    """Within, ``alike`` asks these ``readings`` first: its answer depends on nothing but the question."""
    outer = _remembered.set(readings)
    try:
        yield
    finally:
        _remembered.reset(outer)


@lru_cache(maxsize=1 << 17)
def alike(label: str, unit: str | None, context: Context = frozenset(), *, heading: bool = False) -> Match | None:
    """The indicator of the forms on administrative reform that a label is like.

    ``label``, ``unit``, ``context`` and ``heading`` are those of ``match``.
    """
    asked = Asked(label, unit, context, heading)
    readings = _remembered.get()
    if readings is None:
        return _best(asked)
    if known := readings.recall(asked):
        return known[0]
    found = _best(asked)
    readings.keep(asked, found)
    return found


def _best(asked: Asked) -> Match | None:
    found = _candidates(*asked, forms_only=True)
    fitting = [each for each in found if each.refused is None]
    if not fitting or (len(fitting) > 1 and _rank(fitting[0]) - _rank(fitting[1]) < CLEAR):
        return None
    return fitting[0]


def worded(
    words: Iterable[Wording], unit: str | None, context: Context = frozenset(), change: str | None = None
) -> Match | None:
    """The indicator that has a print of the same words, whatever their order; None for none, or where several fit.

    words: those of the label, in each way that it may be read, the fullest first. unit, context: those of ``match``.
    change: what the figure is of its base; an indicator that is itself a growth or a share is taken for such a figure,
    and for one of a level where its label says so.
    """
    wider = context.union(*map(above, context))
    for each in words:
        fitting: dict[tuple[bool, int], set[str]] = defaultdict(set)
        prints: dict[str, str] = {}
        for printed, own in _with_words(each):
            wanted = printed.indicator
            under = wanted.parent in wider if wanted.parent else False
            if (under or not printed.needs_parent) and _of_change(wanted, change) and _is_unit(unit, wanted.unit):
                fitting[under, len(own.needed)].add(wanted.key)
                prints[wanted.key] = printed.text
        # Of two that fit the one that says more of the label is meant.
        if fitting and len(keys := fitting[max(fitting)]) == 1:
            (key,) = keys
            return Match(key=key, score=1.0, printed=prints[key], in_context=max(fitting)[0])
    return None


def _is_unit(unit: str | None, wanted: str | None) -> bool:
    """Whether a printed unit is one of an indicator: of counts, things of one family (``đơn`` are no ``vụ việc``)."""
    if not same_kind(unit, wanted):
        return False
    mine, theirs = family(unit), family(wanted)
    return mine == theirs or not {mine, theirs} <= _TOLD_APART


def _of_change(wanted: Indicator, change: str | None) -> bool:
    return change is None or wanted.change == change or {wanted.change, change} == {"increase", "decrease"}


def _with_words(words: Wording) -> Iterator[tuple[_Print, Registered]]:
    index = _worded()
    for word in words:
        for printed, own in index.get(word, ()):
            if own.fits(words):
                yield printed, own


@cache
def _worded() -> Mapping[str, list[tuple[_Print, Registered]]]:
    """The prints of the indicators of the sectors, each under the rarest of the words that it needs."""
    prints = [
        (printed, registered_words(printed.text)) for printed in _prints(heading=False) if printed.indicator.sector
    ]
    times = Counter(word for _, own in prints for word in own.needed)
    found: dict[str, list[tuple[_Print, Registered]]] = defaultdict(list)
    for printed, own in prints:
        found[min(own.needed, key=lambda word: (times[word], word))].append((printed, own))
    return found


def candidates(label: str, unit: str | None, context: Context = frozenset(), *, heading: bool = False) -> list[Match]:
    """All indicators whose words are alike, each once, the best first, with the reasons against the refused ones.

    ``label``, ``unit``, ``context`` and ``heading`` are those of ``match``.
    """
    return _candidates(label, unit, context, heading, forms_only=False)


def _candidates(label: str, unit: str | None, context: Context, heading: bool, *, forms_only: bool) -> list[Match]:
    words = words_of(label)
    wider = context.union(*map(above, context))
    forms = (each.form for key in sorted(wider) if (each := indicators()[key]).parent is None)
    form = next((each for each in forms if each is not None), None)
    best: dict[str, Match] = {}
    for printed, likeness in _alike(words, heading, forms_only):
        if printed.indicator.sector:
            found = _judge_words(printed, likeness, label, unit, wider)
        else:
            found = _judge(printed, likeness, words, unit, wider, form)
        known = best.get(found.key)
        if known is None or (found.refused is None, _rank(found)) > (known.refused is None, _rank(known)):
            best[found.key] = found
    return sorted(best.values(), key=lambda each: (each.refused is not None, -_rank(each), each.key))


def context_of(above_rows: Sequence[tuple[str, str | None, bool]], title: str | None = None) -> Context:
    """The context that rows above make: label, unit and whether it is a heading, the outermost first.

    ``title`` is the title of the table: it stands for the heading of a form that has none.
    """
    found: Context = frozenset()
    if title and (named := match(title, None, heading=True)):
        found |= {named.key}
    for label, unit, is_heading in above_rows:
        known = match(label, unit, found) if not is_heading else None
        known = known or match(label, None, found, heading=True)
        if known:
            found |= {known.key}
    return found


def _judge(
    printed: _Print, likeness: float, words: Words, unit: str | None, context: Context, form: int | None
) -> Match:
    wanted = printed.indicator
    under = wanted.parent is not None and wanted.parent in context
    score = likeness * (OTHER_FORM if form is not None and wanted.form != form else 1.0)
    refused: str | None = None
    if not wanted.heading and not same_kind(unit, wanted.unit):
        refused = f"its unit is {wanted.unit}"
    elif printed.needs_parent and not under:
        refused = f"means it only under {indicators()[wanted.parent or ''].name!r}"
    elif group := differ(words, printed.words):
        refused = f"the two differ in {group}"
    elif score < (LEAST_IN_CONTEXT if under else LEAST):
        refused = "not alike enough"
    return Match(key=wanted.key, score=round(score, 3), printed=printed.text, in_context=under, refused=refused)


def _judge_words(printed: _Print, likeness: float, label: str, unit: str | None, context: Context) -> Match:
    wanted = printed.indicator
    under = wanted.parent is not None and wanted.parent in context
    asked, own = wordings(label), registered_words(printed.text)
    refused: str | None = None
    if not _is_unit(unit, wanted.unit):
        refused = f"its unit is {wanted.unit}"
    elif printed.needs_parent and not under:
        refused = f"means it only under {indicators()[wanted.parent or ''].name!r}"
    elif not any(map(own.fits, asked)):
        words = asked[-1] if asked else frozenset()
        refused = f"the two differ in {', '.join(sorted((own.needed - words) | (words - own.allowed)))}"
    return Match(
        key=wanted.key,
        score=1.0 if refused is None else round(likeness, 3),
        printed=printed.text,
        in_context=under,
        refused=refused,
    )


def _rank(found: Match) -> float:
    return found.score + (IN_CONTEXT if found.in_context else 0.0)


def _alike(words: Words, heading: bool, forms_only: bool) -> Iterable[tuple[_Print, float]]:
    prints, postings = _index(heading, forms_only)
    common: dict[int, float] = defaultdict(float)
    for syllable, count in words.syllables.items():
        for number, times in postings.get(syllable, ()):
            common[number] += weight(syllable) * min(count, times)
    for number, together in common.items():
        printed = prints[number]
        if 2 * together >= WORTH_A_LOOK * (words.weight + printed.words.weight):
            same = words.text == printed.words.text
            yield printed, 1.0 if same else shared(words, printed.words, together)


@cache
def _index(heading: bool, forms_only: bool) -> tuple[list[_Print], dict[str, list[tuple[int, int]]]]:
    """The prints of the registry, and for each syllable the prints that hold it, with how often."""
    prints = [each for each in _prints(heading) if not forms_only or not each.indicator.sector]
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, printed in enumerate(prints):
        for syllable, times in printed.words.syllables.items():
            postings[syllable].append((number, times))
    return prints, postings


def _prints(heading: bool) -> Iterator[_Print]:
    for each in indicators().values():
        if each.heading == heading:
            for texts, needs_parent in (((each.name, *each.variants), False), (each.short, True)):
                yield from (_Print(each, text, words_of(_BRACKETS.sub("", text)), needs_parent) for text in texts)


# What parts label and unit where people write them: a blank on both sides, as labels have "a|b" too.
UNIT = " | "


def read_path(text: str) -> tuple[str, str | None, Context]:
    """A label as people write it, ``row above › row | unit``: the label, its unit and its context."""
    path, _, unit = text.partition(UNIT)
    *rows, label = (part.strip() for part in path.split(PATH.strip()))
    return label, unit.strip() or None, context_of([(row, None, False) for row in rows])
