"""Footnotes as lines: from the labels of the note blocks to whole notes, over lines and pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.layout.footnotes.labels import Label
from extractor.layout.lines.line import Line


@dataclass(frozen=True, slots=True, eq=False)
class NoteDraft:
    """A note as (page, line) pairs; the first line's text begins with the note's label up to ``skip``."""

    number: str
    page: int
    lines: tuple[tuple[int, Line], ...]
    skip: int
    bracketed: bool


def note_drafts(blocks: Sequence[tuple[int, Sequence[tuple[Line, Label | None]]]]) -> list[NoteDraft]:
    """The notes of all blocks (page, lines with labels) in order; a line without a label goes on with the last note."""
    drafts: list[NoteDraft] = []
    for page, lines in blocks:
        for line, label in lines:
            if label:
                drafts.append(NoteDraft(label.text, page, ((page, line),), label.skip, label.bracketed))
            elif drafts:
                drafts[-1] = replace(drafts[-1], lines=(*drafts[-1].lines, (page, line)))
    return drafts
