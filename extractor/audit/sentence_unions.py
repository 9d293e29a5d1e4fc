"""Wholes whose words join those of two counts before them: ``720 … một phần và 982 … toàn trình; đã tích hợp 1.702 …
một phần và toàn trình``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.audit.checks import SUSPICION
from extractor.audit.operands import Operand
from extractor.audit.passages import Passage
from extractor.audit.verdicts import mistyped, sum_check
from extractor.model.document import Check

_FURTHEST = 6
"""How many figures before the whole its parts are looked for."""

_LONGEST = 120
_ENDS = regex.compile(r"[;:.()\d]|,\s|\s(?:là|có|được|đã)\s")
_AND = regex.compile(r"\s+(?:và|cùng với|\+)\s+")


def unions_in_text(passages: Sequence[Passage]) -> Iterator[Check]:
    """Sum checks of wholes that name both kinds of what was counted before them.

    A whole that is less than both together may leave some out, so only one that is more, or that is a slip of the
    keyboard away, is a finding.
    """
    for passage in passages:
        if len(passage.operands) > 2 and any(" và " in gap for gap in passage.gaps[3:]):
            for position in range(2, len(passage.operands)):
                yield from _union(passage, position)


def _union(passage: Passage, position: int) -> Iterator[Check]:
    whole = passage.operands[position]
    kinds = _kinds(passage, position)
    if len(kinds) != 2 or whole.is_rate or not passage.plain[position]:
        return
    earlier = range(max(0, position - _FURTHEST), position)
    named = [[at for at in earlier if passage.plain[at] and _kinds(passage, at) == [kind]] for kind in kinds]
    if any(len(found) != 1 for found in named):
        return
    parts = [passage.operands[found[0]] for found in named]
    if any(part.unit != whole.unit for part in parts):
        return
    yield from _judged(whole, parts)


def _judged(whole: Operand, parts: Sequence[Operand]) -> Iterator[Check]:
    check = sum_check(whole, parts)
    total = sum((part.value for part in parts), Decimal(0))
    if check.holds or mistyped(whole.value, total):
        yield check
    elif whole.value > total:
        yield sum_check(whole, parts, gravest=SUSPICION)


def _kinds(passage: Passage, position: int) -> list[str]:
    """The words behind a figure, up to the end of the phrase, split where they are joined, without the unit."""
    behind = passage.gaps[position + 1][:_LONGEST].casefold()
    unit = (passage.operands[position].unit or "").casefold()
    end = _ENDS.search(behind)
    phrase = behind[: end.start()] if end else behind
    kinds = (kind.strip().removeprefix(unit).strip() for kind in _AND.split(f" {phrase} "))
    return [kind for kind in kinds if kind]
