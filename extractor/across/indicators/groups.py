"""Labels of the corpus that are prints of one indicator, though the registry does not know it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from patterns.figures.measures import same_kind
from patterns.tables.counted import wordings
from patterns.tables.labels import differ, likeness, plain, weak_words, words_of

# Likeness from which two labels of one unit under like rows are one indicator. Tried on the sample reports: .8 takes
# the documents that offices, districts and communes send for one, .94 parts "toàn tỉnh tiếp nhận hồ sơ" from "tổng số
# hồ sơ tiếp nhận" (test_indicators.py).
ALIKE = 0.88

# So many syllables of a label, the rarest, decide which others it is compared with: with one, fourteen labels of the
# sample reports lose their group, six find the same.
RAREST = 3

# Most others that one label is compared with for each of these, so that the work grows with the number of labels only
# (test_grouping_compares_each_label_with_a_few_others). Ten and 160 find the same.
MOST_COMPARED = 40


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


def same_as(labels: Sequence[Labelled]) -> dict[str, str]:
    """Key → key of the indicator that stands for it, for those that are a rarer print of another.

    What stands for others is in more documents, or is the first by key. The order of ``labels`` does not matter, and
    a key stays what it is whatever else comes.
    """
    # Labels are compared only with those that stand for themselves: else small steps, one behind the other, would join
    # what is not alike.
    ordered = sorted(labels, key=lambda each: (-each.documents, each.key))
    rarest = _rarest(ordered)
    leaders: dict[str, list[Labelled]] = defaultdict(list)
    found: dict[str, str] = {}
    for each in ordered:
        best = max(_near(each, rarest[each.key], leaders), default=None, key=lambda near: (near[0], -near[1]))
        if best:
            found[each.key] = best[2]
            continue
        for syllable in rarest[each.key]:
            leaders[syllable].append(each)
    return found


def _near(
    each: Labelled, syllables: Iterable[str], leaders: Mapping[str, list[Labelled]]
) -> Iterator[tuple[float, int, str]]:
    seen: set[str] = set()
    for syllable in syllables:
        for number, leader in enumerate(leaders.get(syllable, ())[:MOST_COMPARED]):
            if leader.key in seen:
                continue
            seen.add(leader.key)
            alike = _likeness(each, leader)
            if alike >= ALIKE:
                yield alike, number, leader.key


def _likeness(one: Labelled, other: Labelled) -> float:
    if not same_kind(one.unit, other.unit) or bool(one.under) != bool(other.under):
        return 0.0
    if one.of_cells or other.of_cells:
        return float(_all_words(one) == _all_words(other))
    if one.under and other.under and one.under != other.under:
        above, other_above = words_of(one.under), words_of(other.under)
        if differ(above, other_above) or likeness(above, other_above) < ALIKE:
            return 0.0
    return likeness(words_of(one.label), words_of(other.label))


def _all_words(each: Labelled) -> tuple[frozenset[str], frozenset[str]]:
    # The words in brackets count: two rows may differ in them alone.
    return (wordings(each.label) or (frozenset(),))[0], (wordings(each.under or "") or (frozenset(),))[0]


def _rarest(labels: Sequence[Labelled]) -> dict[str, tuple[str, ...]]:
    syllables = {each.key: set(plain(each.label).split()) for each in labels}
    count = Counter(syllable for own in syllables.values() for syllable in own)
    return {
        key: tuple(sorted(own, key=lambda each: (each in weak_words(), count[each], each))[:RAREST])
        for key, own in syllables.items()
    }
