"""Figures of one sentence in their order, with the words between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.audit.operands import Operand, operand
from extractor.model.document import Document
from extractor.model.facts import CELL_VALUE, FORM_VALUE, Figure, Located


@dataclass(frozen=True, slots=True)
class Passage:
    """The operands of a sentence, a note or a note cell; ``gaps[i]`` stands before ``operands[i]``, one more behind.

    ``location``, ``footnote`` and ``row`` say where it stands, as those of ``Located``.
    """

    sentence: str
    operands: tuple[Operand, ...]
    gaps: tuple[str, ...]
    location: str
    footnote: int | None = None
    row: int | None = None


def passages(document: Document) -> tuple[Passage, ...]:
    """All sentences with figures, in the order of the document; values of forms and cells of tables are left out."""
    chosen = [
        (index, located)
        for index, located in enumerate(document.figures)
        if located.sentence and located.fact.method not in (FORM_VALUE, CELL_VALUE)
    ]
    found = (_passage(document, list(group)) for _, group in groupby(chosen, key=_sentence_of))
    return tuple(passage for passage in found if passage.operands)


def _sentence_of(figure: tuple[int, Located[Figure]]) -> tuple[str, int | None, int | None, int, str | None]:
    """What the figures of one sentence share."""
    located = figure[1]
    return located.location, located.footnote, located.row, located.sentence_start, located.sentence


def _passage(document: Document, figures: Sequence[tuple[int, Located[Figure]]]) -> Passage:
    """The passage of the figures of one sentence, which are given with their index; those without a value are left out.

    A figure stands at ``fact.start - sentence_start`` in its sentence.
    """
    first = figures[0][1]
    sentence, begins = first.sentence or "", first.sentence_start
    kept = [(found, located.fact) for index, located in figures if (found := operand(document, index)) is not None]
    starts = [*(fact.start - begins for _, fact in kept), len(sentence)]
    ends = [0, *(fact.end - begins for _, fact in kept)]
    return Passage(
        sentence=sentence,
        operands=tuple(found for found, _ in kept),
        gaps=tuple(sentence[end:start] for end, start in zip(ends, starts, strict=True)),
        location=first.location,
        footnote=first.footnote,
        row=first.row,
    )
