"""Signature widgets and stamps drawn into their pages, for a reader that leaves them out.

In a third of the digitally signed office files the number and the day of a document stand only in the appearance
of form widgets, which text extraction leaves out.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pikepdf

from extractor.read.geometry import FileRectangle

DRAWN = (pikepdf.Name.Widget, pikepdf.Name.Stamp)


def with_widgets_drawn(path: Path, target: Path) -> tuple[Path, Mapping[int, tuple[FileRectangle, ...]]]:
    """``path`` itself where no page has such annotations, else ``target``, a copy with them drawn.

    With it, by page number, the rectangles they were drawn in (x0, y0, x1, y1 of the file, origin bottom left).
    The file at ``path`` is not touched. A file that cannot be opened this way is left to the reader.
    """
    try:
        with pikepdf.open(path) as pdf:
            places = {number: drawn for number, page in enumerate(pdf.pages, 1) if (drawn := _rectangles(page))}
            if not places:
                return path, {}
            pdf.flatten_annotations("screen")
            pdf.save(target)
            return target, places
    except (pikepdf.PdfError, pikepdf.PasswordError, TypeError, ValueError, RuntimeError):
        return path, {}


def _rectangles(page: pikepdf.Page) -> tuple[FileRectangle, ...]:
    drawn = [annotation["/Rect"] for annotation in page.get("/Annots", []) if _is_drawn(annotation)]
    return tuple(_sorted(*(float(value) for value in rectangle)) for rectangle in drawn)


def _sorted(x0: float, y0: float, x1: float, y1: float) -> FileRectangle:
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _is_drawn(annotation: pikepdf.Object) -> bool:
    if not isinstance(annotation, pikepdf.Dictionary):  # junk among the annotations
        return False
    return annotation.get("/Subtype") in DRAWN and "/AP" in annotation and "/Rect" in annotation
