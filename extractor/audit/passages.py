"""Figures of one sentence in their order, with the words between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.audit.operands import Operand, operand
from extractor.audit.words import says_target
from extractor.model.document import Document
from extractor.model.facts import CELL_VALUE, FORM_VALUE, Figure, Located

RANGE = "figure.range"
"""Method of the figures of a range (``5 - 7 ngày``): neither is meant exactly."""


_TRIES = 64
"""How many places of the first figure in its sentence are tried."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The operands of a sentence, a note or a note cell; ``gaps[i]`` stands before ``operands[i]``, one more behind.

    ``plain[i]`` says that the figure is meant exactly: no ``hơn``, ``khoảng`` and no target. ``fractions`` holds
    positions of numerators whose denominator follows.
    """

    sentence: str
    operands: tuple[Operand, ...]
    gaps: tuple[str, ...]
    plain: tuple[bool, ...]
    fractions: frozenset[int]
    location: str
    footnote: int | None
    row: int | None


def passages(document: Document) -> tuple[Passage, ...]:
    """All sentences with figures, in the order of the document; values of forms are left out."""
    chosen = [
        (index, located)
        for index, located in enumerate(document.figures)
        if located.sentence and located.fact.method not in (FORM_VALUE, CELL_VALUE)
    ]
    return tuple(
        passage
        for _, group in groupby(
            chosen, key=lambda each: (each[1].location, each[1].footnote, each[1].row, each[1].sentence)
        )
        for passage in _passages(document, list(group))
    )


def _passages(document: Document, group: Sequence[tuple[int, Located[Figure]]]) -> Iterator[Passage]:
    first = group[0][1]
    sentence = first.sentence or ""
    starts = _starts(sentence, [located.fact for _, located in group])
    kept = [
        (found, start, located.fact)
        for (index, located), start in zip(group, starts, strict=True)
        if (found := operand(document, index)) is not None
    ]
    if not kept:
        return
    ends = [start + len(fact.raw) for _, start, fact in kept]
    gaps = [
        sentence[end:start]
        for end, start in zip([0, *ends], [*(start for _, start, _ in kept), len(sentence)], strict=True)
    ]
    is_target = says_target(sentence)
    yield Passage(
        sentence,
        tuple(found for found, _, _ in kept),
        tuple(gaps),
        tuple(fact.qualifier is None and fact.method != RANGE and not is_target for _, _, fact in kept),
        frozenset(at for at, gap in enumerate(gaps[1:-1]) if gap.strip() == "/"),
        first.location,
        first.footnote,
        first.row,
    )


def _starts(sentence: str, figures: Sequence[Figure]) -> list[int]:
    """Where the figures stand in their sentence: their distances are known, the first is looked for."""
    distances = [figure.start - figures[0].start for figure in figures]
    at, tries = sentence.find(figures[0].raw), 0
    while at >= 0 and tries < _TRIES:
        for figure, gap in zip(figures, distances, strict=True):
            if not sentence.startswith(figure.raw if " " not in figure.raw else figure.raw[:1], at + gap):
                break
        else:
            return [at + gap for gap in distances]
        at, tries = sentence.find(figures[0].raw, at + 1), tries + 1
    return [max(0, sentence.find(figure.raw)) for figure in figures]
