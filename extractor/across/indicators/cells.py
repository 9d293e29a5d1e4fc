"""What a number in a cell counts: the row, or the head of the column, or both together.

Time, scenario and place are dimensions of a figure and no part of what it counts, so plan and outcome of one row are of
one indicator, and so are the cells of all districts in one column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from extractor.across.indicators.match import Context, Match, alike, is_of_form, match, worded
from extractor.resolve.places import place_slug
from patterns.figures.measures import COUNT, measure
from patterns.spelling import fold
from patterns.tables.columns import PATH, measures_nothing, unit_behind
from patterns.tables.counted import (
    Wording,
    compares,
    is_all,
    is_clause,
    is_general,
    is_person,
    measured,
    narrows,
    subject,
    told,
    without_unit,
    wordings,
)
from patterns.tables.labels import bare
from patterns.tables.row_labels import without_opener

# Words of a label from which on it is a sentence and names nothing that two reports share. Of 3,900 labels of rows
# with figures in real documents the longest true name of something counted has 27 (test_a_clause_makes_no_indicator).
LONGEST_NAME = 30

# Rows above that a label is read with: the one that it is a part of, and that one's own. Headings of chapters further
# up say nothing of it (test_a_row_is_read_with_what_it_stands_under).
ABOVE = 2

# Words that a label needs where no unit is printed: ``Sản phẩm`` alone may be goods or the whole regional product
# (test_a_short_label_needs_its_unit).
SAYS_ENOUGH = 3

# Words of a phrase of running text from which on it is a clause: in 42 reports of one kind the longest that several
# print of one thing has 16, in letters and rules of other kinds most are longer
# (test_a_phrase_of_the_text_names_what_several_reports_count).
LONGEST_PHRASE = 16

# A code (``1.004203``, ``KH-12/QĐ``) has digits and no word, a number of a row no letter at all.
_WORDS = regex.compile(r"\p{L}{2,}")
_SENTENCE_END = regex.compile(r"[.;!?…]\s+\p{Lu}|;")


class Cell(NamedTuple):
    """A cell as its row and column name it. ``labels`` are those of the row and of the rows above, its own first;
    ``is_place`` says that the row is a place or organ, ``place`` which one row or column name.
    """

    labels: tuple[str, ...]
    head: str
    unit: str | None
    title: str | None = None
    is_place: bool = False
    place: str | None = None
    change: str | None = None


class Counted(NamedTuple):
    """What a cell counts: the indicator of the registry where it has one, else a label and what it stands under."""

    label: str
    under: str | None = None
    found: Match | None = None


@lru_cache(maxsize=1 << 16)
def counted(cell: Cell, context: Context = frozenset()) -> Counted | None:
    """What a ``cell`` counts, None where nobody can say; ``context`` are the indicators that its row stands under.

    A cell that compares (an increase, a ratio, a share) counts what its row does in another way: it belongs to an
    indicator only where the registry has one that is itself such a comparison.
    """
    if measures_nothing(cell.head):
        return None
    heads = _heads(cell)
    rows = _rows(cell)
    label = PATH.join((*rows[:1], *heads))
    # ``Tỷ trọng`` over a row is the row's share in this table, of whatever that counts; only a label says of what.
    compared = cell.change is not None and bool(rows)
    found = registered(rows, () if compared else heads, cell.unit, context, cell.change)
    if found and says_enough(label, cell.unit):
        return Counted(label or found.printed, found=found)
    if cell.change or compares(cell.head):
        return None
    return _made(rows, heads, cell)


@lru_cache(maxsize=1 << 16)
def in_text(label: str, unit: str | None, change: str | None = None) -> Match | None:
    """The indicator of the registry that a figure of running text counts, None for none.

    label: what the sentence says of it. unit, change: those of ``worded``.
    """
    without = without_unit(label, unit)
    # A unit that is counted is mostly the thing itself (``đã tiếp nhận hồ sơ``), one that measures is not.
    known = measure(unit)
    asked = (label,) if known is None or known.kind == COUNT else (without,)
    for each in asked if not change else ():
        if says_enough(each, unit) and (found := match(each, unit)):
            return found
    said = told(without)
    return worded(wordings(said), unit, change=change) if says_enough(said, unit) else None


def says_enough(label: str, unit: str | None) -> bool:
    """Whether a label can be taken for an indicator of the registry: a short one only with its unit."""
    return unit is not None or any(len(words) >= SAYS_ENOUGH for words in wordings(label))


def names_in_text(label: str, unit: str | None) -> bool:
    """Whether a phrase of running text can name something that several reports count, and in which unit."""
    return (
        unit is not None
        and len(label.split()) <= LONGEST_PHRASE
        and not is_clause(label)
        and not is_general(label)
        and names_something(label)
    )


@lru_cache(maxsize=1 << 16)
def names_something(label: str) -> bool:
    """Whether a label can name something that is counted: no code, no sentence, no word for all there is."""
    words = _WORDS.findall(label)
    return bool(words) and len(words) <= LONGEST_NAME and not _SENTENCE_END.search(label) and not is_all(label)


def _heads(cell: Cell) -> tuple[str, ...]:
    """What the head measures, without the part that is the place."""
    parts = cell.head.split(PATH)
    if cell.place and not cell.is_place:
        parts = [part for part in parts if not _is(part, cell.place)]
    return measured(PATH.join(parts))


def _rows(cell: Cell) -> tuple[str, ...]:
    """The labels that name what is counted, the row's own first: no places, no periods, no words for all there is."""
    own, *above = map(_named, cell.labels)
    if is_person(own):
        return ()
    is_thing = not (cell.is_place or is_all(own)) and bool(measured(own))
    return ((own,) if is_thing else ()) + tuple(label for label in above if label and not _is(label, cell.place))


@lru_cache(maxsize=1 << 16)
def _named(label: str) -> str:
    """A label without what stands in front of parts, and without its unit behind."""
    text = bare(without_opener(label))
    if unit_behind(text):
        text = text[: text.rindex("(")]
    return bare(text)


def _is(text: str, place: str | None) -> bool:
    return place is not None and (fold(text) == fold(place) or place_slug(text) == place)


@lru_cache(maxsize=1 << 16)
def registered(
    rows: tuple[str, ...],
    heads: tuple[str, ...],
    unit: str | None,
    context: Context = frozenset(),
    change: str | None = None,
) -> Match | None:
    """The indicator of the registry that a row or cell counts, None for none.

    rows: the labels that name it, its own first. heads: what its head measures. unit, context, change: those of
    ``worded``.
    """
    may_be_alike = rows and not heads and not change
    if may_be_alike and is_of_form(context) and (found := alike(rows[0], unit, context)):
        return found
    found = worded(_readings(rows, heads), unit, context, change)
    return found or (alike(rows[0], unit, context) if may_be_alike else None)


def _readings(rows: Sequence[str], heads: Sequence[str]) -> Iterator[Wording]:
    """The words of a cell in the ways that it may be read, those that say most first."""
    of_head = frozenset[str]().union(*(wordings(head)[-1] for head in heads if wordings(head)))
    own = wordings(rows[0]) if rows else (frozenset[str](),)
    for above in rows[1 : 1 + ABOVE]:
        for words in wordings(above)[-1:]:
            # A row that says no more than the one above is another count of the same.
            yield from (each | words | of_head for each in own if not each <= words)
    # A row under ``Nông thôn`` or ``Trong đó: nữ`` counts these only.
    narrowed = frozenset[str]().union(*map(narrows, rows[1:]))
    if narrowed <= frozenset[str]().union(*map(narrows, (*rows[:1], *heads))):
        yield from (each | of_head for each in own)


def _made(rows: Sequence[str], heads: Sequence[str], cell: Cell) -> Counted | None:
    """The indicator that the print itself makes."""
    name = PATH.join((*rows[:1], *heads))
    under = rows[1] if len(rows) > 1 else None
    told = _subject(cell.title)
    if not name:
        # A row for a place or for all there is, under heads that say when only: the table says what it counts.
        return Counted(told) if told else None
    if not names_something(name):
        return None
    if under is None and all(map(is_general, (*rows[:1], *heads))):
        under = told
        # ``Số người`` of nothing else is every count of people there is.
        if under is None and not rows:
            return None
    return Counted(name, under)


@lru_cache(maxsize=1 << 12)
def _subject(title: str | None) -> str | None:
    """What a title says that its table counts; None for a piece of a title."""
    said = subject(title) if title else ""
    return (
        said
        if len(said.split()) > 1 and title and title.count("(") == title.count(")") and names_something(said)
        else None
    )
