"""Rates in running text against the two counts before them: ``đã giải quyết B hồ sơ, đúng hạn A hồ sơ (đạt x%)``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.audit.operands import Operand
from extractor.audit.passages import Passage
from extractor.audit.verdicts import rate_check
from extractor.model.document import Check
from patterns.signs import sign

_CLOSE = Decimal(5)
"""A rate that misses by more points is likely that of other figures, and no check is made."""

_FURTHEST = 12
"""How many figures before a part its whole is looked for."""

_BREAKS = regex.compile(r";|\.\s")


def rates_in_text(passages: Sequence[Passage]) -> Iterator[Check]:
    """Rate checks of all passages: one a rate whose own words say that it belongs to the counts before it."""
    for passage in passages:
        for position, rate in enumerate(passage.operands):
            if not (rate.is_rate and passage.plain[position] and position and _belongs(passage.gaps[position])):
                continue
            behind = _with_whole_behind(rate, passage, position)
            if behind:
                yield behind
            elif position >= 2:
                yield from _checked(rate, passage, position)


def _belongs(gap: str) -> bool:
    return _in_order(gap) and (bool(sign("rate").search(gap)) or gap.rstrip().endswith("("))


def _with_whole_behind(rate: Operand, passage: Passage, position: int) -> Check | None:
    """The rate of the figure before it where its whole follows: ``B triệu đồng, bằng 42% kế hoạch (A triệu đồng)``."""
    gap = passage.gaps[position + 1]
    follows = position + 1 < len(passage.operands) and gap.endswith("(")
    if not (follows and sign("whole-behind").search(gap) and _in_order(gap)):
        return None
    part, whole = passage.operands[position - 1], passage.operands[position + 1]
    exact = passage.plain[position - 1] and passage.plain[position + 1]
    if not exact or part.unit != whole.unit or whole.value <= 0 or ")" not in passage.gaps[position + 2]:
        return None
    check = rate_check(rate, part, whole)
    return check if check.holds or abs(Decimal(str(check.difference))) <= _CLOSE else None


def _in_order(gap: str) -> bool:
    return not _BREAKS.search(gap) and not sign("change").search(gap)


def _checked(rate: Operand, passage: Passage, position: int) -> Iterator[Check]:
    """The pair that makes the rate right, else the nearest pair where the rate comes close to it.

    A rate that names its whole (``chiếm 59,4% tổng kim ngạch``) may take it from far before: it only can be right.
    """
    pairs = [pair for pair in _pairs(passage, position) if pair[1].value > 0]
    checks = [rate_check(rate, part, whole) for part, whole in pairs]
    right = next((check for check in checks if check.holds), None)
    names_whole = bool(sign("of-whole").match(passage.gaps[position + 1].lstrip(" %")))
    if right is None and (names_whole or any(_is_complement(rate, part, whole) for part, whole in pairs)):
        return
    nearest = right or next(iter(checks), None)
    if nearest and (nearest.holds or abs(Decimal(str(nearest.difference))) <= _CLOSE):
        yield nearest


def _pairs(passage: Passage, position: int) -> list[tuple[Operand, Operand]]:
    """Part and whole, the nearest first: the figure before the rate with each earlier one of its unit."""
    last = position - 1
    if passage.operands[last].is_rate or not passage.plain[last]:
        return []
    part = passage.operands[last]
    if last - 1 in passage.fractions:
        return [(passage.operands[last - 1], part)]
    earlier = [
        passage.operands[at]
        for at in range(last - 1, max(last - _FURTHEST, 0) - 1, -1)
        if passage.operands[at].unit == part.unit and passage.plain[at]
    ]
    return [
        (min(part, other, key=lambda each: each.value), max(part, other, key=lambda each: each.value))
        for other in earlier
    ]


def _is_complement(rate: Operand, part: Operand, whole: Operand) -> bool:
    exact = 100 - 100 * part.value / whole.value
    return abs(exact - rate.value) <= Decimal(1).scaleb(-rate.decimals)
