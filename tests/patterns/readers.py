"""Which reader a registry belongs to, for the tests that run all examples of all registries.

Those of ``extractor/examples`` read strings; the two here read pages, which are drawn for them.
"""

from __future__ import annotations

from dataclasses import replace

from extractor.examples import checking
from extractor.examples.reading import Fields, Reader
from extractor.layout.footnotes.recognised import recognised_markers
from extractor.layout.page import raw_page
from extractor.read.legacy import decode as legacy
from patterns.loader import Entry
from tests.layout.printed import Print, page


def encoding(entry: Entry, text: str) -> Fields:
    font = next((example.expect.get("font") for example in entry.match if example.text == text), None)
    printed = replace(page(1, Print(text, 20, 100, 5)), fonts=(font or "Serif",))
    read, _ = legacy.decoded(printed)
    words = "".join(read.characters.text.tolist())
    return {"font": font, "decoded": words} if read.encoding == entry.id else None


def misreading(entry: Entry, text: str) -> Fields:
    lines = raw_page(page(1, Print(text, 20, 100))).lines
    return {} if any(mark.label == "1" for mark in recognised_markers(lines, ["1"])) else None


READERS: dict[str, Reader] = {**checking.READERS, "encodings": encoding, "misreadings": misreading}
