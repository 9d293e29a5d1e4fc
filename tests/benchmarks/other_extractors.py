"""Megabytes a second of other extractors of citations, as JSON; runs where only they are installed.

Usage: PYTHON tests/benchmarks/other_extractors.py < texts.json

``texts.json`` is a list of strings. An extractor that is not installed gets null.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

Finder = Callable[[str], object]
ROUNDS = 2


def eyecite() -> Finder:
    """The finder of the Free Law Project with its default tokenizer."""
    from eyecite import get_citations

    return get_citations


def citeurl() -> Finder:
    """The finder of CiteURL with all its templates."""
    from citeurl import Citator

    return Citator().list_cites


def speed(finder: Finder, texts: list[str]) -> float:
    """The best of the rounds, in processor time; a megabyte is 1,000,000 bytes of UTF-8."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in texts:
            finder(text)
        best = min(best, time.process_time() - start)
    return sum(len(text.encode()) for text in texts) / best / 1e6


def main() -> int:
    """Reads the texts, prints a speed an extractor."""
    texts = json.load(sys.stdin)
    speeds: dict[str, float | None] = {}
    for make in (eyecite, citeurl):
        try:
            speeds[make.__name__] = speed(make(), texts)
        except ModuleNotFoundError:
            speeds[make.__name__] = None
    json.dump(speeds, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
