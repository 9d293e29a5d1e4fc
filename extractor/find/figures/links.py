"""Which figures of one sentence belong together: fractions, their rates, changes, ranges, and by ``parts`` wholes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.find.figures.mentions import FRACTION, RANGE, RATE, Mention
from extractor.find.figures.parts import Sentence, opened_by_sentence, opens_sentence, parts_of_sentence
from extractor.model.facts import Figure
from patterns.figures.signs import sign
from patterns.figures.units import family


class Link(NamedTuple):
    """Figure ``at`` is ``kind`` of figure ``to``; both index the figures of the sentence.

    ``to`` is negative for a figure of the sentence before (-1 is its last), and None where the other figure stands in
    another text: the parts in a note whose whole the sentence with its marker has.
    """

    at: int
    kind: str
    to: int | None


# Where the clause of a change begins, the words that may lead from a count to its rate, and what parts the two.
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
# Letters between a count and its rate or change: a clause. Sixty are too few where the thing counted is named in full
# between them, 240 find the same.
_NO_BREAK = 120
# Changes of one level that follow one another ("tăng 5% so với …, giảm 2% so với …"): one and sixteen find the same.
_MOST_CHANGES = 4


def links(sentence: Sentence, before: Sequence[Figure] | None = None) -> list[Link]:
    """The links of a sentence's figures, at most one a figure.

    ``before`` are the figures of the sentence before it in the same text, None where it is the first.
    """
    mentions, changes = sentence.mentions, sentence.changes
    firsts = _firsts(mentions)
    found = {link.at: link for link in _pairs(mentions, firsts)}
    for at in range(len(mentions)):
        to = _level(sentence, at) if changes[at] else _count(sentence, at)
        if to is not None and firsts[at] not in found:
            found[firsts[at]] = Link(firsts[at], "change" if changes[at] else "rate", firsts[to])
        if _is_base(sentence, at):
            found.setdefault(firsts[at], Link(firsts[at], "base", firsts[at - 1]))
    for part, kind, whole in parts_of_sentence(sentence):
        for reading in range(firsts[part], firsts[part] + len(mentions[part].readings)):
            found.setdefault(reading, Link(reading, kind, firsts[whole]))
    if opens_sentence(sentence):
        for link in _of_sentence_before(sentence, firsts, before):
            found.setdefault(link.at, link)
    return list(found.values())


def _of_sentence_before(sentence: Sentence, firsts: Sequence[int], before: Sequence[Figure] | None) -> Iterator[Link]:
    """``Trong đó …`` at the beginning of a sentence: the whole is the last figure before it that counts the same."""
    counted = next((unit for at, unit in enumerate(sentence.units) if sentence.is_level(at)), None)
    if before is None:
        yield from (Link(firsts[part], kind, None) for part, kind in opened_by_sentence(sentence, counted))
        return
    same = [at for at, each in enumerate(before) if each.method != RATE and family(each.unit) == family(counted)]
    if same:
        whole, to = before[same[-1]].unit, same[-1] - len(before)
        yield from (Link(firsts[part], kind, to) for part, kind in opened_by_sentence(sentence, whole))


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


def _count(sentence: Sentence, at: int) -> int | None:
    """The mention whose rate this one is: the count before it (``…, đạt x%``, ``(x%)``) or behind (``x% (a/b …)``)."""
    mentions, changes = sentence.mentions, sentence.changes
    if mentions[at].method != RATE:
        return None
    if at and mentions[at - 1].method not in (RATE, RANGE) and not changes[at - 1] and _says_rate(sentence.gap(at)):
        return at - 1
    followed = at + 1 < len(mentions) and mentions[at + 1].method == FRACTION
    return at + 1 if followed and _FORWARD.fullmatch(sentence.text, mentions[at].end, mentions[at + 1].start) else None


def _says_rate(gap: str) -> bool:
    """Whether words between a count and a rate make it that of the count."""
    if len(gap) > _NO_BREAK or _BREAK.search(gap):
        return False
    clause = gap[max((mark.start() for mark in _CLAUSE_START.finditer(gap)), default=0) :]
    return bool(_RATE_WORDS.fullmatch(clause)) and ("(" in clause or bool(_SAYS_RATE.search(clause)))


def _is_base(sentence: Sentence, at: int) -> bool:
    """Whether a count in brackets behind a rate is what is 100 %: ``bằng 42% kế hoạch (6.250 triệu đồng)``."""
    if not at or sentence.mentions[at - 1].method != RATE or not sentence.is_level(at):
        return False
    gap = sentence.gap(at)
    opens = gap.endswith("(") and not _BREAK.search(gap) and not sign("change").search(gap)
    return opens and bool(sign("whole-behind").search(gap)) and ")" in sentence.behind(at, _NO_BREAK)


def _level(sentence: Sentence, at: int) -> int | None:
    """The mention whose change this one is: the level before it, when only a comma or a parenthesis stands between."""
    mentions, changes = sentence.mentions, sentence.changes
    change = changes[at]
    before = at - 1
    while before >= max(0, at - _MOST_CHANGES) and changes[before]:
        before -= 1
    if change is None or before < 0 or changes[before] or mentions[before].end > change.word_at:
        return None
    gap = sentence.text[mentions[before].end : change.word_at]
    if len(gap) > 2 * _NO_BREAK or _BREAK.search(gap):
        return None
    mark = max((found.end() for found in _CLAUSE_START.finditer(gap)), default=0)
    return before if _CONNECTIVES.fullmatch(gap, mark) else None
