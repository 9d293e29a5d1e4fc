"""A page as a picture: its pixels by pdfium, in the coordinates that all boxes have (crop box and rotation kept)."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
from numpy.typing import NDArray

from extractor.model.pages import Rectangle

# Of a page: a picture that covers more is a scan of it, and no logo (test_bad_pictures.py).
MOST = 0.5

# Pixels per point for a page of this width and height in points.
Scale = Callable[[float, float], float]


def pixels_of(
    path: Path, number: int, scale: Scale, *, box: Rectangle | None = None, grayscale: bool = False
) -> tuple[NDArray[Any], float]:
    """The pixels of a page (height, width, channels), and how many of them a point has.

    ``path`` is the file, ``number`` that of the page (from 1), ``scale`` says how large it is drawn. Only what lies in
    ``box`` is drawn, in points from the top left of the page as displayed; None is the whole page. ``grayscale`` has
    one channel, else there are red, green and blue. Raises ``pypdfium2.PdfiumError``.
    """
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[number - 1]
        width, height = _size(page)
        chosen = scale(width, height)
        crop = _crop(box, width, height)
        drawn = page.render(scale=chosen, crop=crop, grayscale=grayscale, rev_byteorder=True).to_numpy()
        # The array lies in memory of pdfium, which goes with the document.
        return drawn.reshape(drawn.shape[0], drawn.shape[1], -1).copy(), chosen
    finally:
        document.close()


def dots_per_point(path: Path, number: int) -> float | None:
    """How many pixels per point the picture has that covers most of page ``number`` (from 1) of a file; None without.

    Of several such pictures the finest counts: scans may have their letters apart from their paper. Raises
    ``pypdfium2.PdfiumError``.
    """
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[number - 1]
        width, height = _size(page)
        found = []
        for picture in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
            try:
                (x0, bottom, x1, top), (across, down) = picture.get_bounds(), picture.get_px_size()
            except pypdfium2.PdfiumError:  # a broken picture among others that are whole
                continue
            area = (x1 - x0) * (top - bottom)
            if area > MOST * width * height:
                found.append(float((across * down / area) ** 0.5))
        return max(found, default=None)
    finally:
        document.close()


def _size(page: pypdfium2.PdfPage) -> tuple[float, float]:
    """The width and height of a page in points. Raises ``pypdfium2.PdfiumError`` where these are no sizes."""
    width, height = page.get_size()
    if not (width > 0 and height > 0 and math.isfinite(width * height)):
        raise pypdfium2.PdfiumError("the page has no size")
    return width, height


def _crop(box: Rectangle | None, width: float, height: float) -> tuple[float, float, float, float]:
    """How much of a page is left out at its left, bottom, right and top; a box may reach over its rim."""
    x0, top, x1, bottom = box or (0.0, 0.0, width, height)
    return max(x0, 0.0), max(height - bottom, 0.0), max(width - x1, 0.0), max(top, 0.0)
