"""Which figures of one sentence belong together: fractions, their rates, parts of a whole, changes, ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.find.figures.changes import Change
from extractor.find.figures.mentions import FRACTION, NONE, RANGE, RATE, Mention
from patterns.signs import sign
from patterns.units import MIXED_FAMILIES, family


class Link(NamedTuple):
    """Figure ``at`` is ``kind`` of figure ``to``; both index the figures of the sentence."""

    at: int
    kind: str
    to: int


_CLAUSE_START = re.compile(r"[,(:]")
_RATE_WORDS = re.compile(
    r"[\s:,(]*(?:(?:đạt|chiếm|bằng|tương ứng|tương đương|với|tỷ lệ|tỉ lệ|là|ước|khoảng|hơn|gần|trên|xấp xỉ|được)"
    r"[\s:]*)*",
    re.IGNORECASE,
)
_SAYS_RATE = re.compile(r"đạt|chiếm|bằng|tương|tỷ lệ|tỉ lệ|là|với", re.IGNORECASE)
_FORWARD = re.compile(r"\s*\(\s*(?:(?:tương ứng|với|đạt|là|bằng)\s+)*", re.IGNORECASE)
_CONNECTIVES = re.compile(r"\s*(?:(?:và|đã|cũng|nhưng|lại|đều|số này)\s+)*", re.IGNORECASE)
_BREAK = re.compile(r";|\.\s|\n")
_COLON = re.compile(r"[^,;:()]{0,60}:[^;()]{0,80}")
_IN_PARENTHESIS = re.compile(r"[^;()]{0,80}\([^()]{0,80}")
_NO_BREAK, _MOST_PARTS, _MOST_CHANGES = 120, 64, 4


def links(
    text: str, mentions: Sequence[Mention], units: Sequence[str | None], changes: Sequence[Change | None]
) -> list[Link]:
    """The links of a sentence's figures, at most one a figure; ``units`` holds inherited ones too."""
    firsts = _firsts(mentions)
    found = {link.at: link for link in _pairs(mentions, firsts)}
    for at in range(len(mentions)):
        to = _level(text, mentions, changes, at) if changes[at] else _count(text, mentions, changes, at)
        if to is not None and firsts[at] not in found:
            found[firsts[at]] = Link(firsts[at], "change" if changes[at] else "rate", firsts[to])
    for part, whole in _parts(text, mentions, units, changes):
        for reading in range(firsts[part], firsts[part] + len(mentions[part].readings)):
            found.setdefault(reading, Link(reading, "part", firsts[whole]))
    return list(found.values())


def opens_parts(words: str) -> bool:
    """Whether words between figures say that parts of the first follow (``trong đó``, ``gồm``)."""
    return bool(sign("opener").search(words))


def may_be_part(part: str | None, whole: str | None) -> bool:
    """Whether what has one unit may be part of what has the other: they are of one family, or the part has none."""
    return part is None or whole == part or (family(whole) is not None and family(whole) == family(part))


def _pairs(mentions: Sequence[Mention], firsts: Sequence[int]) -> Iterator[Link]:
    """The two numbers of each fraction and each range, which may be one mention or two."""
    open_range = False
    for at, mention in enumerate(mentions):
        kind = {FRACTION: "numerator", RANGE: "range"}.get(mention.method)
        if kind and len(mention.readings) == 2:
            yield Link(firsts[at], kind, firsts[at] + 1)
        elif mention.method == RANGE and not open_range and at + 1 < len(mentions):
            yield Link(firsts[at], "range", firsts[at + 1])
            open_range = True
            continue
        open_range = False


def _firsts(mentions: Sequence[Mention]) -> list[int]:
    """For each mention the index of its first figure."""
    firsts, count = [], 0
    for mention in mentions:
        firsts.append(count)
        count += len(mention.readings)
    return firsts


def _count(text: str, mentions: Sequence[Mention], changes: Sequence[Change | None], at: int) -> int | None:
    """The mention whose rate this one is: the count before it (``…, đạt x%``, ``(x%)``) or behind (``x% (a/b …)``)."""
    if mentions[at].method != RATE:
        return None
    if at and mentions[at - 1].method not in (RATE, RANGE) and not changes[at - 1]:
        gap = text[mentions[at - 1].end : mentions[at].start]
        if len(gap) <= _NO_BREAK and not _BREAK.search(gap):
            clause = gap[max((mark.start() for mark in _CLAUSE_START.finditer(gap)), default=0) :]
            if _RATE_WORDS.fullmatch(clause) and ("(" in clause or _SAYS_RATE.search(clause)):
                return at - 1
    followed = at + 1 < len(mentions) and mentions[at + 1].method == FRACTION
    return at + 1 if followed and _FORWARD.fullmatch(text, mentions[at].end, mentions[at + 1].start) else None


def _level(text: str, mentions: Sequence[Mention], changes: Sequence[Change | None], at: int) -> int | None:
    """The mention whose change this one is: the level before it, when only a comma or a parenthesis stands between."""
    change = changes[at]
    before = at - 1
    while before >= max(0, at - _MOST_CHANGES) and changes[before]:
        before -= 1
    if change is None or before < 0 or changes[before] or mentions[before].end > change.word_at:
        return None
    gap = text[mentions[before].end : change.word_at]
    if len(gap) > 2 * _NO_BREAK or _BREAK.search(gap):
        return None
    mark = max((found.end() for found in _CLAUSE_START.finditer(gap)), default=0)
    return before if _CONNECTIVES.fullmatch(gap, mark) else None


def _parts(
    text: str, mentions: Sequence[Mention], units: Sequence[str | None], changes: Sequence[Change | None]
) -> Iterator[tuple[int, int]]:
    """Pairs of part and whole, both indices of mentions; inner enumerations come before the outer ones."""
    for whole in range(len(mentions) - 2, -1, -1):
        mention = mentions[whole]
        if mention.method in (RATE, RANGE, FRACTION, NONE):
            continue
        gap = text[mention.end : mentions[whole + 1].start]
        named = opens_parts(gap)
        if changes[whole] and not named:
            continue
        if ")" in gap.split("(")[0] or not (named or _IN_PARENTHESIS.fullmatch(gap) or _COLON.fullmatch(gap)):
            continue
        parts = list(_run(text, mentions, units, changes, whole))
        if whole and _of_both(text, mentions, whole, parts):
            continue
        if len(parts) > 1 or (named and parts):
            yield from ((part, whole) for part in parts)


def _of_both(text: str, mentions: Sequence[Mention], whole: int, parts: Sequence[int]) -> bool:
    """``09 sở và 26 xã (33 đơn vị …; 02 đơn vị …)``: the parts are those of two wholes together."""
    if not text[mentions[whole - 1].end : mentions[whole].start].rstrip().endswith("và"):
        return False
    both = sum(mentions[at].readings[-1].value for at in (whole - 1, whole))
    return both == sum(mentions[at].readings[-1].value for at in parts)


def _run(
    text: str, mentions: Sequence[Mention], units: Sequence[str | None], changes: Sequence[Change | None], whole: int
) -> Iterator[int]:
    """The mentions behind a whole that are parts of it, up to the end of the enumeration."""
    gap = text[mentions[whole].end : mentions[whole + 1].start]
    depth = base = gap.count("(") - gap.count(")")
    unit: str | None = None
    for at in range(whole + 1, min(len(mentions), whole + 1 + _MOST_PARTS)):
        if at > whole + 1:
            gap = text[mentions[at - 1].end : mentions[at].start]
            depth += gap.count("(") - gap.count(")")
            if depth < base or (depth == base and _stops(gap)):
                return
        if depth > base or mentions[at].method in (RATE, RANGE, NONE) or changes[at]:
            continue
        if not may_be_part(units[at], units[whole]):
            return
        if unit and units[at] != unit and family(units[at]) not in MIXED_FAMILIES and family(units[at]) != family(unit):
            return
        unit = units[at]
        if mentions[at].method != FRACTION:
            yield at


def _stops(gap: str) -> bool:
    return bool(sign("stop").search(gap)) or opens_parts(gap)
