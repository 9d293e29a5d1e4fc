"""Rates in running text against the two counts before them: ``đã giải quyết B hồ sơ, đúng hạn A hồ sơ (đạt x%)``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.audit.operands import Operand
from extractor.audit.passages import Passage
from extractor.audit.verdicts import rate_check
from extractor.audit.words import sign
from extractor.model import Check

_CLOSE = Decimal(5)
"""A rate that misses by more points is likely that of other figures, and no check is made."""

_BREAKS = regex.compile(r";|\.\s")


def rates_in_text(passages: Sequence[Passage]) -> Iterator[Check]:
    """Rate checks of all passages: one a rate whose own words say that it belongs to the counts before it."""
    for passage in passages:
        for position, rate in enumerate(passage.operands):
            if rate.is_rate and passage.plain[position] and position >= 2 and _belongs(passage.gaps[position]):
                yield from _checked(rate, passage, position)


def _belongs(gap: str) -> bool:
    if _BREAKS.search(gap) or sign("change").search(gap):
        return False
    return bool(sign("rate").search(gap)) or gap.rstrip().endswith("(")


def _checked(rate: Operand, passage: Passage, position: int) -> Iterator[Check]:
    """The pair that makes the rate right, else the nearest pair where the rate comes close to it."""
    pairs = [pair for pair in _pairs(passage, position) if pair[1].value > 0]
    checks = [rate_check(rate, part, whole) for part, whole in pairs]
    right = next((check for check in checks if check.holds), None)
    if right is None and any(_is_complement(rate, part, whole) for part, whole in pairs):
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
        for at in range(last - 1, -1, -1)
        if passage.operands[at].unit == part.unit and passage.plain[at]
    ]
    return [
        (min(part, other, key=lambda each: each.value), max(part, other, key=lambda each: each.value))
        for other in earlier
    ]


def _is_complement(rate: Operand, part: Operand, whole: Operand) -> bool:
    exact = 100 - 100 * part.value / whole.value
    return abs(exact - rate.value) <= Decimal(1).scaleb(-rate.decimals)
