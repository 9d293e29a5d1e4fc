"""Signature widgets and stamps drawn into their pages.

In a third of the digitally signed office files the number and the day of a document stand only in the appearance
of form widgets, which text extraction leaves out.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf

DRAWN = (pikepdf.Name.Widget, pikepdf.Name.Stamp)


def with_widgets_drawn(path: Path, target: Path) -> Path:
    """``path`` itself where no page has such annotations, else ``target``, a copy with them drawn.

    The file at ``path`` is not touched. A file that cannot be opened this way is left to the reader.
    """
    try:
        with pikepdf.open(path) as pdf:
            if not any(_is_drawn(annotation) for page in pdf.pages for annotation in page.get("/Annots", [])):
                return path
            pdf.flatten_annotations("screen")
            pdf.save(target)
            return target
    except (pikepdf.PdfError, pikepdf.PasswordError, TypeError, ValueError, RuntimeError):
        return path


def _is_drawn(annotation: pikepdf.Object) -> bool:
    return annotation.get("/Subtype") in DRAWN and "/AP" in annotation
