"""Footnotes: matched by page and number, then asked for their text and for the words before the marker."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.evaluate.compared import alike, letters
from extractor.evaluate.found import Found
from extractor.evaluate.gold import Gold
from extractor.evaluate.score import Outcome, compared, extra

LEAST_LIKENESS = 0.97
MARKER_LETTERS = 12


def compare_footnotes(gold: Gold, found: Found) -> Iterator[Outcome]:
    """``footnotes``, ``footnotes.text`` and ``footnotes.marker``."""
    have = {(row["page"], str(row["number"])): row for row in found.footnotes if gold.covers(row["page"])}
    for want in gold.footnotes:
        got = have.get((want.page, want.number))
        yield compared("footnotes", got is not None, f"p{want.page} note {want.number}")
        if got is None:
            continue
        example = f"note {want.number}: {want.text[:80]!r}, got {str(got['text'])[:80]!r}"
        yield compared("footnotes.text", alike(got["text"], want.text, LEAST_LIKENESS), example)
        if want.marker_before:
            same = letters(got["marker_before"]).endswith(letters(want.marker_before)[-MARKER_LETTERS:])
            example = f"note {want.number} after {want.marker_before[-25:]!r}, got {got['marker_before']!r}"
            yield compared("footnotes.marker", same, example)
    wanted = {(want.page, want.number) for want in gold.footnotes}
    for (page, number), row in have.items():
        if (page, number) not in wanted:
            yield extra("footnotes", f"p{page} note {number}: {str(row['text'])[:60]!r}")
