"""Outcomes of comparing one gold fact, and what they sum up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """In gold and database, in gold only, in the database only."""

    HIT = "hit"
    MISSED = "missed"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of ``count`` facts of one metric; ``example`` says in words what was missed or too much."""

    metric: str
    verdict: Verdict
    example: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of one metric. The three ratios are None where nothing was asked or found."""

    hit: int = 0
    missed: int = 0
    extra: int = 0
    examples: tuple[str, ...] = ()

    @property
    def precision(self) -> float | None:
        """Share of what was found that is in the gold."""
        return self.hit / (self.hit + self.extra) if self.hit + self.extra else None

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        whole = 2 * self.hit + self.missed + self.extra
        return 2 * self.hit / whole if whole else None


def compared(metric: str, same: bool, example: str) -> Outcome:
    """A hit of ``metric`` where gold and database say the ``same``, else a miss with its ``example`` in words."""
    return Outcome(metric, Verdict.HIT) if same else Outcome(metric, Verdict.MISSED, example)


def extra(metric: str, example: str) -> Outcome:
    """Something in the database that the gold does not know."""
    return Outcome(metric, Verdict.EXTRA, example)


def sum_up(outcomes: Iterable[Outcome]) -> dict[str, Score]:
    """The score of each metric, in order of name."""
    # Counts, not ratios, are what is summed: a file with three facts must not weigh as much as one with three hundred.
    counts: dict[str, dict[Verdict, int]] = {}
    examples: dict[str, list[str]] = {}
    for outcome in outcomes:
        of_metric = counts.setdefault(outcome.metric, dict.fromkeys(Verdict, 0))
        of_metric[outcome.verdict] += outcome.count
        if outcome.example:
            examples.setdefault(outcome.metric, []).append(f"{outcome.verdict.value} {outcome.example}")
    return {
        metric: Score(
            counts[metric][Verdict.HIT],
            counts[metric][Verdict.MISSED],
            counts[metric][Verdict.EXTRA],
            tuple(examples.get(metric, ())),
        )
        for metric in sorted(counts)
    }


def total(by_file: Mapping[str, Mapping[str, Score]]) -> dict[str, Score]:
    """The scores of all files together; examples get the name of their file."""
    sums: dict[str, Score] = {}
    for file, scores in by_file.items():
        for metric, score in scores.items():
            old = sums.get(metric, Score())
            examples = old.examples + tuple(f"{file}: {example}" for example in score.examples)
            sums[metric] = Score(old.hit + score.hit, old.missed + score.missed, old.extra + score.extra, examples)
    return dict(sorted(sums.items()))
