"""What the whole head of a column says: its steps from the outer to the inner one, the inner one has the last word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from patterns.tables.columns import PATH
from patterns.tables.head_times import marks_in
from patterns.tables.heads import DECREASE, INCREASE, RATIO, SHARE, Step, names_a_level, read_step, without_times

_BRACKETS = regex.compile(r"\s*\([^()]*\)")


# Words of a row's label that is a scenario alone: "Ước thực hiện" has three, "Dự toán chi thường xuyên" is a line of a
# budget (test_heads_of_columns.py).
LONGEST_SCENARIO = 3


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says of a measure.

    ``compares`` where it tells a level against a ``base`` (as printed, None where it names none); ``change`` is None
    where it does not say in which way. ``percent`` where it says per cent, ``absolute`` where it says that a comparison
    is none. ``is_bare`` where its innermost step says nothing but that its numbers are rates, ``is_dated`` where a step
    below a comparison names a time of its own.
    """

    scenario: str | None = None
    change: str | None = None
    base: str | None = None
    compares: bool = False
    percent: bool = False
    absolute: bool = False
    is_bare: bool = False
    is_dated: bool = False


@lru_cache(maxsize=1 << 12)
def read_head(head: str) -> Head:
    """What the head of a column says of scenario and change, its steps joined with `` › ``."""
    said = Head()
    step = None
    for printed in head.split(PATH):
        step = read_step(printed)
        said = _below(said, step, printed) if said.compares else _outer(said, step)
    said = replace(said, base=said.base or None, is_bare=step is not None and step.relative)
    if said.change is None and said.compares and said.percent:
        return replace(said, change=RATIO)
    # "So sánh › Số tuyệt đối" is a difference; its sign says which way.
    return replace(said, change=INCREASE) if said.absolute and said.compares and said.change in (None, RATIO) else said


def _outer(said: Head, step: Step) -> Head:
    compares = step.compares or step.change in (RATIO, INCREASE, DECREASE)
    return replace(
        said,
        scenario=step.scenario or said.scenario,
        change=step.change or said.change,
        base=step.base if step.base is not None else said.base,
        compares=compares,
        percent=step.percent or (said.percent and not step.absolute),
    )


def _below(said: Head, step: Step, printed: str) -> Head:
    """What a step below a comparison adds: the direction, how it is told, or what the base is."""
    directed = step.change in (INCREASE, DECREASE, SHARE)
    change = step.change if directed else said.change or step.change
    base = step.base or said.base
    # "so với (%)" leaves its base to the step below, whatever that is.
    is_base = base == "" and not (step.relative or step.absolute)
    names_base = not step.change and (is_base or names_a_level(printed))
    if not base and names_base:
        base = _BRACKETS.sub("", printed).strip()
    return replace(
        said,
        change=change,
        base=base,
        percent=step.percent or step.relative or (said.percent and not step.absolute),
        absolute=step.absolute and not step.relative,
        is_dated=not names_base and bool(marks_in(step.level)),
    )


@lru_cache(maxsize=1 << 12)
def scenario_of_row(label: str) -> str | None:
    """The scenario that the label of a row is, alone or with a time: in tables turned round ``- Kế hoạch năm 2024``."""
    words = label.lstrip("-–+*• ")
    said = read_step(words)
    return said.scenario if said.base is None and len(without_times(words).split()) <= LONGEST_SCENARIO else None
