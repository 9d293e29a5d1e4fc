"""The words of a page in reading order, footnotes after the body."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from extractor.evaluate.compared import folded
from extractor.evaluate.found import Found
from extractor.evaluate.gold import Gold
from extractor.evaluate.score import Outcome, Verdict

SCANS = ("none", "watermark", "bad_ocr")


def compare_words(gold: Gold, found: Found) -> Iterator[Outcome]:
    """``words.digital`` or ``words.scan``: words in the longest common runs of gold and page."""
    metric = "words.scan" if gold.text_layer in SCANS else "words.digital"
    for page, want in gold.page_texts.items():
        wanted = folded(want.replace("---", " ")).split()
        got = folded((found.page_texts or {}).get(page)).split()
        blocks = difflib.SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
        same = sum(block.size for block in blocks)
        yield Outcome(metric, Verdict.HIT, count=same)
        yield Outcome(metric, Verdict.MISSED, count=len(wanted) - same)
        yield Outcome(metric, Verdict.EXTRA, count=len(got) - same)
