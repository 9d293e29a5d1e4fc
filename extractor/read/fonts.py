"""What the name of a font says of its glyphs."""

from __future__ import annotations

import re

from extractor.model.pages import FLAG_BOLD, FLAG_ITALIC

_SUBSET = re.compile(r"^[A-Z]{6}\+")


def family(name: str) -> str:
    """The name without the six letters that mark a subset, which change from file to file."""
    return _SUBSET.sub("", name)


def style(font: str) -> int:
    """The ``FLAG_`` bits of a font of this name."""
    name = font.casefold()
    return (FLAG_BOLD if "bold" in name or "black" in name else 0) | (
        FLAG_ITALIC if "italic" in name or "oblique" in name else 0
    )
