"""Every fact has its place: the characters of the PDF's own text layer inside a citation's boxes are its text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pdfplumber
import pytest

from extractor import provenance
from extractor.model.document import Document
from extractor.model.pages import Box
from extractor.pipeline import extract

REPORTS = Path(__file__).parent.parent / "corpus" / "reports"
BORN_DIGITAL = sorted(path for path in REPORTS.glob("*.pdf") if "scan" not in path.name and "cut-off" not in path.name)


@cache
def extracted(path: Path) -> Document:
    return extract(path)


@cache
def characters(path: Path) -> dict[int, list[dict]]:
    with pdfplumber.open(path) as pdf:
        return {page.page_number: page.chars for page in pdf.pages}


def inside(path: Path, box: Box) -> str:
    page, x0, top, x1, bottom = box
    within = [
        each
        for each in characters(path)[page]
        if x0 <= (each["x0"] + each["x1"]) / 2 <= x1 and top <= (each["top"] + each["bottom"]) / 2 <= bottom
    ]
    return "".join(each["text"] for each in sorted(within, key=lambda each: each["x0"]))


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def located(document: Document) -> Iterator[tuple[str, tuple[Box, ...]]]:
    for facts in (document.citations, document.dates, document.figures):
        for fact in facts:
            yield fact.place.raw, fact.place.boxes


@pytest.mark.parametrize("path", BORN_DIGITAL, ids=lambda path: path.stem)
def test_the_boxes_of_each_fact_hold_its_text(path):
    wrong = [
        (raw, found)
        for raw, boxes in located(extracted(path))
        if squeezed(raw) != squeezed(found := "".join(inside(path, box) for box in boxes))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", BORN_DIGITAL, ids=lambda path: path.stem)
def test_raw_is_the_page_text_at_its_offsets(path):
    document = extracted(path)
    texts = {page.number: page.text for page in document.pages}
    facts = [*document.citations, *document.dates, *document.figures]
    assert len(facts) > 50
    for fact in facts:
        place = fact.place
        if place.page == place.page_end:
            printed = texts[place.page][place.char_start : place.char_end]
        else:
            printed = texts[place.page][place.char_start :] + texts[place.page_end][: place.char_end]
            assert place.raw.split()[0] in printed
            continue
        assert " ".join(printed.split()) == place.raw


def test_places_do_not_depend_on_how_many_pages_are_looked_up_at_once(monkeypatch):
    path = max(BORN_DIGITAL, key=lambda each: len(extracted(each).pages))
    monkeypatch.setattr(provenance, "PAGES_AT_ONCE", 3)
    assert len(extracted(path).pages) > 3
    assert list(located(extract(path))) == list(located(extracted(path)))
