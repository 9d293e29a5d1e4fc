"""The picture of a page, at the resolution that it is read at."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from extractor.read.ocr.engine import VIEWER, ColourPicture, RecognitionError
from extractor.read.pdfium.drawing import pixels_of

# Dots per inch. Scans of offices have 200; drawn at 150 or 300 in their place, the share of wrong letters hardly
# changes (.74, .89 and .81 % of a scan of 27 pages), while 300 takes a quarter more time.
RESOLUTION = 200

# A page beyond it is drawn smaller: a hostile page may be 2,000,000 points wide (tests/hostile), an honest A0 sheet at
# 200 dots per inch has 62 million pixels and is still legible at 120. With three bytes a pixel.
MAX_PIXELS = 24_000_000


def drawn(path: Path, number: int) -> tuple[ColourPicture, float]:
    """The picture of page ``number`` (from 1) of a file in colour, and its pixels per point.

    Raises ``RecognitionError`` for a page that cannot be drawn.
    """
    try:
        return pixels_of(path, number, _scale)
    except pypdfium2.PdfiumError as error:
        raise RecognitionError(f"the page cannot be drawn for OCR ({error})", VIEWER) from error


def _scale(width: float, height: float) -> float:
    return float(min(RESOLUTION / 72, (MAX_PIXELS / (width * height)) ** 0.5))
