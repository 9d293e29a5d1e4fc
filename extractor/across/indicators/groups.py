"""Labels of the corpus that are prints of one indicator, though the registry does not know it.

Whether two labels are alike depends on these two alone, and which of them stands for the others on those only that are
alike by steps: a label that comes or goes changes nothing beyond them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import combinations
from typing import NamedTuple

from patterns.figures.indicators import indicators
from patterns.figures.measures import same_kind
from patterns.tables.counted import wordings
from patterns.tables.labels import Words, differ, likeness, plain, weight, words_of

# Likeness from which two labels of one unit under like rows are one indicator. Tried on the sample reports: .8 takes
# the documents that offices, districts and communes send for one, .94 parts "toàn tỉnh tiếp nhận hồ sơ" from "tổng số
# hồ sơ tiếp nhận" (test_indicators.py).
ALIKE = 0.88

# Labels from the weight of two syllables on are looked up by two of them that both have, lighter ones by one: for
# speed alone, as labels that share one syllable are many (test_grouping_compares_each_label_with_a_few_others).
TWO_SYLLABLES = 2.0

# What sums of weights may be off by as numbers of the machine; weights differ by quarters.
_ROUNDED = 1e-9


class Labelled(NamedTuple):
    """An indicator that the corpus made: its label, its unit and what it stands under.

    One ``of_cells`` is of a table of any kind: its label is the same as another only where all words are, since rows of
    a table differ in one (``Lúa xuân``, ``Lúa đông xuân``).
    """

    key: str
    label: str
    unit: str | None
    under: str | None
    documents: int
    of_cells: bool = False


def led(labels: Iterable[Labelled], alike: Mapping[str, Mapping[str, float]]) -> dict[str, str]:
    """Key → key of the indicator that stands for it, for those that are a rarer print of another.

    labels: all that are alike by steps, in any order. alike: key → the keys that it is alike, and how much. What stands
    for others is in more documents, or is the first by key.
    """
    # Labels are compared only with those that stand for themselves: else small steps, one behind the other, would join
    # what is not alike.
    found: dict[str, str] = {}
    leaders: dict[str, int] = {}
    for place, each in enumerate(sorted(labels, key=lambda each: (-each.documents, each.key))):
        near = ((likeness, -leaders[key], key) for key, likeness in alike.get(each.key, {}).items() if key in leaders)
        if best := max(near, default=None):
            found[each.key] = best[2]
        else:
            leaders[each.key] = place
    return found


def likeness_of(one: Labelled, other: Labelled) -> float:
    """How alike two labels are, 0 to 1; from ``ALIKE`` on they are one indicator."""
    if not same_kind(one.unit, other.unit) or bool(one.under) != bool(other.under):
        return 0.0
    if one.of_cells or other.of_cells:
        return float(_all_words(one) == _all_words(other))
    mine, theirs = words_of(one.label), words_of(other.label)
    if not _may_be_alike(mine, theirs):
        return 0.0
    if one.under and other.under and one.under != other.under:
        above, other_above = words_of(one.under), words_of(other.under)
        if differ(above, other_above) or likeness(above, other_above) < ALIKE:
            return 0.0
    return likeness(mine, theirs)


def handles(each: Labelled) -> frozenset[int]:
    """By what a label is found: two that are alike have one of these in common.

    Those of its syllables are so many of the rarest that what is left could not make two labels alike.
    """
    words = words_of(each.label)
    if not words.text:
        return frozenset()
    all_words = _all_words(each)
    found = {_handle("words", *map(" ".join, map(sorted, all_words)))} if all_words[0] else set()
    if not each.of_cells:
        # What such labels must share to be alike stands in front.
        front = (bool(each.under), words.numbers)
        found |= {_handle(*map(str, front), *syllables) for syllables in _rarest(words)}
    return frozenset(found)


def _rarest(words: Words) -> Iterator[tuple[str, ...]]:
    """The syllables, alone or in pairs, of which labels that are alike have one in common.

    Of two labels alike, each has the weight of what both have as its least; the syllables are in one order everywhere.
    So those that both have cannot all stand behind the point from which on the weight is less.
    """
    least = _least_shared(words)
    each = [(syllable, str(number)) for syllable, count in words.syllables.items() for number in range(count)]
    each.sort(key=lambda one: (_commonness()[one[0]], one))
    if words.weight >= TWO_SYLLABLES:
        for pair in combinations(_before(each, least - 1.0), 2):
            yield (*pair[0], *pair[1])
    if least < TWO_SYLLABLES:
        yield from _before(each, least)


def _before(syllables: Iterable[tuple[str, str]], least: float) -> list[tuple[str, str]]:
    """The first ``syllables``, up to where the rest weighs less than ``least``."""
    ordered = list(syllables)
    rest = sum(weight(syllable) for syllable, _ in ordered)
    for number, (syllable, _) in enumerate(ordered):
        if rest < least:
            return ordered[:number]
        rest -= weight(syllable)
    return ordered


def _least_shared(words: Words) -> float:
    """The weight of syllables that a label shares with any that it is alike.

    From the formula of ``likeness``: a label has words of several syllables for half of its syllables at most.
    """
    compounds = sum(words.syllables.values()) // 2
    return (ALIKE * words.weight - (1 - ALIKE) * compounds) / (2 - ALIKE) - _ROUNDED


def _may_be_alike(one: Words, other: Words) -> bool:
    """Whether the syllables allow it: to ask for the words of several syllables takes a model."""
    both = Counter(one.syllables) & Counter(other.syllables)
    shared = sum(weight(syllable) * count for syllable, count in both.items())
    return 2 * shared + (1 - ALIKE) * (both.total() // 2) >= ALIKE * (one.weight + other.weight) - _ROUNDED


def _all_words(each: Labelled) -> tuple[frozenset[str], frozenset[str]]:
    # The words in brackets count: two rows may differ in them alone.
    return (wordings(each.label) or (frozenset(),))[0], (wordings(each.under or "") or (frozenset(),))[0]


@cache
def _commonness() -> Counter[str]:
    """How many prints of the registry have a syllable: an order that no corpus changes."""
    prints = (text for each in indicators().values() for text in (each.name, *each.variants, *each.short))
    return Counter(syllable for text in prints for syllable in set(plain(text).split()))


@lru_cache(maxsize=1 << 16)
def _handle(*parts: str) -> int:
    # 48 bits: JavaScript and spreadsheets read it as it is, and labels that share one by chance are held against each
    # other in vain.
    return int.from_bytes(hashlib.blake2b("\n".join(parts).encode(), digest_size=6).digest(), "big")
