"""Whether a figure is an outcome, an estimate, a plan or a forecast, by the words that govern it in its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

import regex

from extractor.find.figures.changes import Change
from extractor.find.figures.mentions import Mention
from patterns.figures.scenarios import (
    ACTUAL,
    PLAN,
    assigned,
    demands,
    events,
    first_noun,
    nouns,
    outcomes,
    plan_of_year,
    scenario_of,
    signs,
)
from patterns.figures.units import family
from patterns.loader import holds

# Letters before a number in which the noun of a plan stands, with what it is a plan of ("Dự toán chi sự nghiệp giáo
# dục, đào tạo và dạy nghề được giao là": sentences.toml). 60 cut that sentence off; on the sample pages 60 and 240 find
# the same.
_NOUN_REACH = 120
# Letters before a number in which the verb of an outcome and a demand before it stand: with 40 conditions of decrees
# become outcomes ("trường hợp số hộ được hỗ trợ trong năm đạt 100%": sentences.toml).
_VERB_REACH = 80
# Families of units that are measured: of them an amount "được giao" is a plan, while "giao 16 sở" gives an order.
_MEASURED = frozenset({"money", "measure", "rate", "persons", "posts", "time"})
# What a figure is compared with is no plan because the figure is: "dự kiến đạt 41,1% so với 40% năm 2003".
_COMPARED_WITH = regex.compile(
    r"(?ri)(?<!\w)(?:so với|cùng kỳ|năm trước)[^;,:()\d]{0,60}(?:\d{4})?[\s(:]{1,3}(?:là\s)?"
)
_THRESHOLD_BEHIND = regex.compile(r"\s{0,3}trở\s(?:lên|xuống)")


class _Open(NamedTuple):
    """A governor that is open: what it says, its depth in brackets, whether a list of parts was opened behind it.

    ``by_year`` says that it is the plan of a year that opens its sentence, which governs what is measured.
    """

    scenario: str
    depth: int
    has_parts: bool = False
    by_year: bool = False


class Said(NamedTuple):
    """The ``scenario`` of a figure; ``noun_at`` is where the noun of its plan begins, None where none names it."""

    scenario: str
    noun_at: int | None = None


def says_scenario(lowered: str) -> bool:
    """Whether a sentence in lower case holds any word for a scenario."""
    return holds(lowered, signs("governs", "nouns", "opens", "assigned", "measured", "outcome"))


def scenarios(
    text: str,
    span: tuple[int, int],
    mentions: Sequence[Mention],
    changes: Sequence[Change | None],
    lowered: str,
    carried: str | None = None,
) -> list[Said | None]:
    """For each mention of a sentence what its words say of it; None where nothing is printed.

    ``span`` is that of the sentence in ``text``, the paragraph in normal form; ``changes`` are those of ``mentions``;
    ``lowered`` is the sentence in lower case. ``carried`` is the scenario of the words that open the list in which the
    sentence stands, None without.
    """
    found: list[Said | None] = []
    governing = _governed(text, span, mentions) if holds(lowered, signs("governs", "opens")) else repeat(None)
    # Words are looked for before patterns, which cost ten times as much, and in the sentence before in a part of it.
    may_plan, may_state = (
        holds(lowered, signs("nouns", "assigned", "measured")),
        holds(lowered, signs("outcome", "measured")),
    )
    before = span[0]
    for mention, moved, governor in zip(mentions, changes, governing, strict=False):
        direct = None
        if may_plan and not moved:
            begins = max(before, mention.start - _NOUN_REACH)
            window = lowered[begins - span[0] : mention.start - span[0]]
            direct = _planned(text, begins, mention, window)
        if governor and not moved and _COMPARED_WITH.match(text, before, mention.start):
            governor = None
        said = direct or governor or (Said(carried) if carried else None)
        if said is None and may_state:
            begins = max(before, mention.start - _VERB_REACH)
            window = lowered[begins - span[0] : mention.start - span[0]]
            if holds(window, signs("outcome", "measured")) and _is_outcome(text, begins, mention):
                said = Said(ACTUAL)
        found.append(said)
        before = mention.end
    return found


def opens_with(words: str) -> str | None:
    """The scenario that words which open a list give its items, by the first of them that says one; None for none."""
    lowered = words.lower()
    if not holds(lowered, signs("governs", "nouns")):
        return None
    first = next((each for each in events().finditer(words) if each["governor"]), None)
    noun = first_noun().search(words)
    if noun and (first is None or noun.start() < first.start()):
        return PLAN
    return scenario_of(first["governor"]) if first else None


def _governed(text: str, span: tuple[int, int], mentions: Sequence[Mention]) -> Iterator[Said | None]:
    """For each mention the governor that reaches it: one walk over the sentence."""
    plan = plan_of_year().match(text, span[0], mentions[0].start)
    open_ones = [_Open(PLAN, 0, by_year=True)] if plan else []
    depth = 0
    coming = events().finditer(text, plan.end() if plan else span[0], mentions[-1].start)
    event = next(coming, None)
    for mention in mentions:
        while event is not None and event.start() < mention.start:
            depth = _after(event, depth, open_ones)
            event = next(coming, None)
        last = open_ones[-1] if open_ones else None
        yield Said(last.scenario) if last and (not last.by_year or family(mention.unit) in _MEASURED) else None


def _after(event: regex.Match[str], depth: int, open_ones: list[_Open]) -> int:
    """The depth in brackets behind an event; ``open_ones`` are changed by it."""
    word = event.group()
    if event["governor"]:
        while open_ones and open_ones[-1].depth >= depth:
            open_ones.pop()
        open_ones.append(_Open(scenario_of(event["governor"]), depth))
    elif word == "(":
        return depth + 1
    elif word == ")":
        while open_ones and open_ones[-1].depth >= depth > 0:
            open_ones.pop()
        return max(0, depth - 1)
    elif word == ";":
        if (
            open_ones
            and open_ones[-1].depth == depth
            and open_ones[-1].scenario != PLAN
            and not open_ones[-1].has_parts
        ):
            open_ones.pop()
    elif event["done"]:
        if open_ones and open_ones[-1].by_year:
            open_ones.pop()
    elif event["turn"]:
        while open_ones and open_ones[-1].depth >= depth:
            open_ones.pop()
    elif open_ones:
        open_ones[-1] = open_ones[-1]._replace(has_parts=True)
    return depth


def _planned(text: str, begins: int, mention: Mention, window: str) -> Said | None:
    """The plan whose noun stands before a number, or by whose word it is assigned.

    ``window`` is the text from ``begins`` to the number in lower case.
    """
    noun = nouns().match(text, begins, mention.start) if holds(window, signs("nouns")) else None
    if noun:
        return Said(PLAN, noun.start("noun"))
    given = assigned().match(text, begins, mention.start) if holds(window, signs("assigned", "measured")) else None
    if given and (given["always"] or family(mention.unit) in _MEASURED):
        return Said(PLAN)
    return None


def _is_outcome(text: str, begins: int, mention: Mention) -> bool:
    found = outcomes().match(text, begins, mention.start)
    if not found or (found["measured"] and family(mention.unit) not in _MEASURED):
        return False
    return not demands().search(text, begins, found.start()) and not _THRESHOLD_BEHIND.match(text, mention.end)
