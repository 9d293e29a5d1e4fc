"""The picture of a page, at the resolution that it is read at."""

from __future__ import annotations

import math
from functools import partial
from pathlib import Path

import pypdfium2

from extractor.read.ocr.engine import VIEWER, ColourPicture, RecognitionError
from extractor.read.pdfium.drawing import dots_per_point, pixels_of

# Dots per inch. A scan is drawn at its own resolution between the two, all else at the finer one. Scans of offices have
# 200; finer ones are read no better than at 200 (.958, .931 and .944 of mean confidence at 300 against .958, .936 and
# .946), and take a third more time. Coarser ones are read better than drawn larger: one of 96 has .898 of mean
# confidence drawn at 150 and .864 at 200, one of 90 .841 and .815 (test_bad_pictures.py).
COARSEST, FINEST = 150, 200

# A page beyond it is drawn smaller: a hostile page may be 2,000,000 points wide (tests/hostile), an honest A2 sheet at
# 200 dots per inch has 15 million pixels. All that is made of so many takes 330 MB; of 24 million it was 470.
MAX_PIXELS = 16_000_000


def drawn(path: Path, number: int) -> tuple[ColourPicture, float]:
    """The picture of page ``number`` (from 1) of a file in colour, and its pixels per point.

    Raises ``RecognitionError`` for a page that cannot be drawn.
    """
    try:
        own = dots_per_point(path, number) or math.inf
        return pixels_of(path, number, partial(_scale, own))
    except pypdfium2.PdfiumError as error:
        raise RecognitionError(f"the page cannot be drawn for OCR ({error})", VIEWER) from error


def _scale(own: float, width: float, height: float) -> float:
    """Pixels per point: those of the scan, its ``own``, as far as they fit for a page of this size in points."""
    fitting = min(max(own, COARSEST / 72), FINEST / 72)
    return float(min(fitting, (MAX_PIXELS / (width * height)) ** 0.5))
