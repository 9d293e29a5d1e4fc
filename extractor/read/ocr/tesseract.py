"""Pages read from their picture by Tesseract, into the same columns as any other page."""

from __future__ import annotations

import csv
import io
import math
import os
import shutil
import subprocess
from collections import defaultdict
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

import numpy as np
import pypdfium2

from extractor.errors import MissingPartError
from extractor.model.pages import FLAG_OCR, Characters, Page, Rectangle

RESOLUTION = 200
"""Dots per inch; between 150 and 300 the error rate hardly changes."""

MAX_PIXELS = 40_000_000
"""A page is rendered smaller rather than with more pixels: a hostile page size must not cost the machine."""

MIN_SIDEWAYS_LETTERS = 4
"""A shorter line may be taller than it is wide, and stand upright all the same."""

SETTINGS = ("-l", "vie", "--oem", "1", "--psm", "3", "tsv")
_LineKey = tuple[str, str, str]
"""Tesseract's numbers of block, paragraph and line."""

INSTALL_HINT = "install Tesseract and its Vietnamese data (Debian: apt-get install tesseract-ocr tesseract-ocr-vie)"


def _find_tesseract() -> str:
    """The path of the program. Raises ``MissingPartError`` where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        raise MissingPartError("Tesseract is not installed, and the page has no usable text", INSTALL_HINT)
    return program


def recognise(path: Path, page: Page, timeout: float) -> Page:
    """The page with the words that Tesseract reads in its picture in place of its text.

    Rules, pictures and links stay. ``ocr_confidence`` is the mean over words, 0 to 1. Raises
    ``MissingPartError`` without Tesseract or its Vietnamese data, ``subprocess.TimeoutExpired`` after
    ``timeout`` seconds, ``RuntimeError`` where Tesseract fails.
    """
    program = _find_tesseract()
    picture, scale = _render(path, page.number)
    done = subprocess.run(
        [program, "stdin", "stdout", "--dpi", str(round(72 * scale)), *SETTINGS],
        input=picture,
        capture_output=True,
        timeout=timeout,
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        check=False,
    )
    if done.returncode:
        message = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["no message"]
        if "vie" in message[0]:
            raise MissingPartError("Tesseract has no Vietnamese data", INSTALL_HINT)
        raise RuntimeError(f"Tesseract ended with code {done.returncode}: {message[0]}")
    return with_words(page, done.stdout.decode("utf-8"), scale)


def _render(path: Path, number: int) -> tuple[bytes, float]:
    """The page as a grey PGM picture, and its pixels per point."""
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(RESOLUTION / 72, (MAX_PIXELS / (width * height)) ** 0.5)
        pixels = page.render(scale=scale, grayscale=True).to_numpy()
    finally:
        document.close()
    pixels = pixels.reshape(pixels.shape[0], pixels.shape[1])
    return f"P5 {pixels.shape[1]} {pixels.shape[0]} 255\n".encode() + pixels.tobytes(), scale


def with_words(page: Page, table: str, scale: float) -> Page:
    """The page with the words of Tesseract's TSV table as its glyphs; ``scale`` is the picture's pixels per point."""
    words = [
        row
        for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
        if row["level"] == "5" and row["text"].strip()
    ]
    texts, boxes, upright = _glyphs(words)
    placed = np.array(boxes, dtype=float).reshape(-1, 4) / scale
    count = len(texts)
    confidence = [float(word["conf"]) for word in words]
    return replace(
        page,
        characters=Characters(
            text=np.array(texts, dtype=np.str_),
            x0=placed[:, 0],
            top=placed[:, 1],
            x1=placed[:, 2],
            bottom=placed[:, 3],
            size=np.round(placed[:, 3] - placed[:, 1], 1),
            upright=np.array(upright, dtype=bool),
            font=np.zeros(count, dtype=np.int32),
            flags=np.full(count, FLAG_OCR, dtype=np.uint8),
        ),
        fonts=("ocr",),
        text_layer="ocr",
        ocr_confidence=round(math.fsum(confidence) / len(confidence) / 100, 3) if confidence else 0.0,
    )


def _glyphs(words: list[dict[str, str]]) -> tuple[list[str], list[Rectangle], list[bool]]:
    """A glyph for each letter, in equal parts of its word's box, and one for the blank between two words of a line.

    Tesseract reads lines that stand sideways too; their glyphs are not upright, and their places only roughly known.
    """
    lines = _line_boxes(words)
    sideways = _sideways_lines(words)
    texts: list[str] = []
    boxes: list[Rectangle] = []
    upright: list[bool] = []
    for word, after in zip_longest(words, words[1:]):
        left, width = int(word["left"]), int(word["width"])
        top, bottom = lines[_line_of(word)]
        step = width / len(word["text"])
        for position, letter in enumerate(word["text"]):
            texts.append(letter)
            boxes.append((left + position * step, top, left + (position + 1) * step, bottom))
        if after is not None and _line_of(after) == _line_of(word) and int(after["left"]) > left + width:
            texts.append(" ")
            boxes.append((left + width, top, int(after["left"]), bottom))
        upright += [_line_of(word) not in sideways] * (len(texts) - len(upright))
    return texts, boxes, upright


def _line_of(word: dict[str, str]) -> _LineKey:
    return word["block_num"], word["par_num"], word["line_num"]


def _line_boxes(words: list[dict[str, str]]) -> dict[_LineKey, tuple[int, int]]:
    """Top and bottom of each recognised line: a word without ascenders must not look like small type."""
    extent: dict[_LineKey, tuple[int, int]] = {}
    for word in words:
        top = int(word["top"])
        bottom = top + int(word["height"])
        known = extent.get(_line_of(word), (top, bottom))
        extent[_line_of(word)] = min(known[0], top), max(known[1], bottom)
    return extent


def _sideways_lines(words: list[dict[str, str]]) -> set[_LineKey]:
    """The lines whose words together are taller than they are wide."""
    lines: defaultdict[_LineKey, list[dict[str, str]]] = defaultdict(list)
    for word in words:
        lines[_line_of(word)].append(word)
    return {
        line
        for line, parts in lines.items()
        if sum(len(word["text"]) for word in parts) >= MIN_SIDEWAYS_LETTERS
        and _extent(parts, "top", "height") > _extent(parts, "left", "width")
    }


def _extent(words: list[dict[str, str]], start: str, length: str) -> int:
    return max(int(word[start]) + int(word[length]) for word in words) - min(int(word[start]) for word in words)
