"""Both adapters on the same pages: the same words in the same order at the same places, the same cells.

What pdfium does otherwise is listed in ``adapter_differences.toml``, page by page and with the reason. Any other
difference fails, and so does a listed one that is no longer met.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pdfplumber.utils.text import extract_words

from extractor.layout.document import lay_out
from extractor.model.pages import FLAG_HIDDEN, Page
from extractor.read import reference as plumber
from extractor.read.adapter import UnsureError
from extractor.read.pdfium import page as pdfium

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus" / "reports"
MOST_PAGES = 5
"""So many pages of a file are read, the first and the last among them."""

NEAR = 1.0
KINDS = {"joined", "split", "characters", "order", "boxes", "cells"}

Pair = tuple[Page, Page]
Word = tuple[str, float, float, float, float]


def listed(folder: str) -> dict[str, str]:
    """File and page → the kind of difference that is allowed there."""
    table = tomllib.loads((HERE / "adapter_differences.toml").read_text(encoding="utf-8"))
    entries = table.get(folder, [])
    assert all(entry["reason"] and entry["kind"] in KINDS for entry in entries)
    return {place: entry["kind"] for entry in entries for place in entry["at"]}


def pairs(path: Path) -> Iterator[Pair]:
    """Sampled pages as pdfium and as pdfplumber read them; a page that pdfium passes on needs no comparison."""
    with pdfium.open_file(path) as fast, plumber.open_file(path) as reference:
        assert fast.page_count == reference.page_count
        numbers = np.linspace(1, fast.page_count, min(fast.page_count, MOST_PAGES)).astype(int)
        for number in numbers.tolist():
            try:
                read = fast.read_page(number)
            except UnsureError:
                continue
            yield read, reference.read_page(number)


def words(page: Page) -> list[Word]:
    """The words that pdfplumber makes of the visible glyphs."""
    glyphs = page.characters.take(page.characters.flags & FLAG_HIDDEN == 0)
    names = ("text", "x0", "top", "x1", "bottom", "upright", "size")
    rows = zip(*(getattr(glyphs, name).tolist() for name in names), strict=True)
    made = extract_words([dict(zip(names, row, strict=True)) | {"doctop": row[2]} for row in rows])
    return [(unicodedata.normalize("NFC", word["text"]), *(word[side] for side in names[1:5])) for word in made]


def difference(page: Page, reference: Page) -> str | None:
    """What the first difference between two readings of a page is, None where there is none."""
    read, expected = words(page), words(reference)
    texts, wanted = [word[0] for word in read], [word[0] for word in expected]
    if texts == wanted:
        far = np.abs(np.array([word[1:] for word in read]) - np.array([word[1:] for word in expected])) > NEAR
        return "boxes" if far.any() else None
    if "".join(texts) == "".join(wanted):
        return "joined" if len(texts) < len(wanted) else "split"
    return "order" if Counter("".join(texts)) == Counter("".join(wanted)) else "characters"


def cells(pages: list[Page]) -> list[tuple[str, ...]]:
    """The cells of all rows of the tables, without blanks, which the words have told of."""
    return [tuple("".join(cell.split()) for cell in row.texts) for row in lay_out(pages).rows]


def differences(paths: list[Path]) -> dict[str, str]:
    """File and page, or the file alone where cells differ → the kind of difference."""
    found: dict[str, str] = {}
    for path in paths:
        read = list(pairs(path))
        for page, reference in read:
            assert (page.width, page.height, page.rotation) == (reference.width, reference.height, reference.rotation)
            if kind := difference(page, reference):
                found[f"{path.stem} {page.number}"] = kind
        if cells([page for page, _ in read]) != cells([page for _, page in read]):
            found[path.stem] = "cells"
    return found


def test_the_sample_corpus_is_read_alike() -> None:
    assert differences(sorted(path for path in CORPUS.glob("*.pdf") if "cut-off" not in path.name)) == listed("corpus")


@pytest.mark.parametrize("folder", ["seed", "simulated", "real"])
def test_the_reference_reports_are_read_alike(gold_folder: Path, folder: str) -> None:
    unreadable = ("lfs_pointer", "odd_html", "odd_truncated")
    paths = sorted(path for path in (gold_folder / folder).glob("*.pdf") if not path.stem.startswith(unreadable))
    assert paths
    assert differences(paths) == listed(folder)
