"""How far stated confidences are from what is right: by kind of fact, the rule that read it and the text layer."""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.evaluate.extracted import read_document
from extractor.evaluate.gold import Gold
from extractor.evaluate.judged import Judged, judge

# Of fewer facts the share that is right says little: of 20 with a confidence of .9 it lies between .77 and 1 by chance
# alone. Smaller groups of a kind are measured together (test_reliability.py).
LEAST_FACTS = 20

# The method of a group of several methods, and its text layer.
OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one kind, method and text layer: how many, their mean confidence and the share that is right."""

    kind: str
    method: str
    layer: str
    facts: int
    stated: float
    right: float

    @property
    def distance(self) -> float:
        """How far the mean confidence is from the share that is right."""
        return abs(self.stated - self.right)


def judge_all(connection: sqlite3.Connection, golds: Sequence[Gold]) -> Iterator[tuple[str, Judged]]:
    """The facts of the documents of a database that their golds speak of, each with the name of its file."""
    for gold in golds:
        for judged in judge(gold, read_document(connection, gold.file)):
            yield gold.file, judged


def groups(judged: Iterable[Judged]) -> tuple[Group, ...]:
    """The groups of facts that have a confidence, in order of kind, layer and method; small ones of a kind as one."""
    by_name: dict[tuple[str, str, str], list[Judged]] = defaultdict(list)
    for each in judged:
        if each.stated is not None:
            by_name[each.kind, each.layer, each.method].append(each)
    large: dict[tuple[str, str, str], list[Judged]] = defaultdict(list)
    for name, facts in by_name.items():
        large[name if len(facts) >= LEAST_FACTS else (name[0], OTHERS, OTHERS)] += facts
    names = sorted(large, key=lambda name: (name[0], name[1] == OTHERS, name))
    return tuple(_group(*name, large[name]) for name in names)


def distances(found: Sequence[Group]) -> Mapping[str, float]:
    """The mean distance of each kind over its groups, each counted by its facts: its expected calibration error."""
    of_kind: dict[str, list[Group]] = defaultdict(list)
    for group in found:
        of_kind[group.kind].append(group)
    return {
        kind: math.fsum(group.distance * group.facts for group in of) / sum(group.facts for group in of)
        for kind, of in of_kind.items()
    }


def _group(kind: str, layer: str, method: str, facts: Sequence[Judged]) -> Group:
    stated = math.fsum(each.stated or 0.0 for each in facts) / len(facts)
    return Group(kind, method, layer, len(facts), stated, sum(each.right for each in facts) / len(facts))
