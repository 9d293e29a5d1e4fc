"""What the whole head of a column says: its steps from the outer to the inner one, the inner one has the last word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from patterns.columns import PATH
from patterns.head_times import marks_in
from patterns.heads import DECREASE, INCREASE, RATIO, SHARE, Step, read_step, without_times

_BRACKETS = regex.compile(r"\s*\([^()]*\)")
# Words beside a time that still make it the base of a comparison: "số cùng kỳ" (test_heads_of_columns.py).
FEW_WORDS = 2


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says of a measure.

    ``compares`` where it tells a level against a ``base`` (as printed, None where it names none); ``change`` is None
    where it does not say in which way. ``percent`` where it says per cent, ``absolute`` where it says that a comparison
    is none. ``is_bare`` where its innermost step says nothing but that its numbers are rates.
    """

    scenario: str | None = None
    change: str | None = None
    base: str | None = None
    compares: bool = False
    percent: bool = False
    absolute: bool = False
    is_bare: bool = False


@lru_cache(maxsize=1 << 12)
def read_head(head: str) -> Head:
    """What the head of a column says of scenario and change, its steps joined with `` › ``."""
    said = Head()
    step = None
    for printed in head.split(PATH):
        step = read_step(printed)
        said = _below(said, step, printed) if said.compares else _outer(said, step)
    said = replace(said, is_bare=step is not None and step.relative)
    if said.change is None and said.compares and said.percent:
        return replace(said, change=RATIO)
    # "So sánh › Số tuyệt đối" is a difference; its sign says which way.
    return replace(said, change=INCREASE) if said.change == RATIO and said.absolute else said


def _outer(said: Head, step: Step) -> Head:
    compares = step.compares or step.change in (RATIO, INCREASE, DECREASE)
    return replace(
        said,
        scenario=step.scenario or said.scenario,
        change=step.change or said.change,
        base=step.base or said.base,
        compares=compares,
        percent=step.percent or (said.percent and not step.absolute),
    )


def _below(said: Head, step: Step, printed: str) -> Head:
    """What a step below a comparison adds: the direction, how it is told, or what the base is."""
    directed = step.change in (INCREASE, DECREASE, SHARE)
    change = step.change if directed else said.change or step.change
    base = step.base or said.base
    if base is None and not step.change and names_a_level(printed):
        base = _BRACKETS.sub("", printed).strip()
    return replace(
        said,
        change=change,
        base=base,
        percent=step.percent or step.relative or (said.percent and not step.absolute),
        absolute=step.absolute and not step.relative,
    )


@lru_cache(maxsize=1 << 12)
def names_a_level(printed: str) -> bool:
    """Whether a step names a scenario or a time: under a comparison ``Kế hoạch năm`` or ``Cùng kỳ`` is the base."""
    if read_step(printed).scenario:
        return True
    return bool(marks_in(printed)) and len(without_times(printed).split()) <= FEW_WORDS
