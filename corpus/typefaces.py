"""The typeface of the sample reports: Spectral, a serif with all Vietnamese letters, from a pinned package."""

from __future__ import annotations

from functools import cache
from importlib import resources, util

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PACKAGE = "fontpkg_spectral"
PIN = "fontpkg-spectral==2.5"

REGULAR = "Spectral"
BOLD = "Spectral-Bold"
ITALIC = "Spectral-Italic"
BOLD_ITALIC = "Spectral-BoldItalic"

FILES = {
    REGULAR: "Spectral-Regular.ttf",
    BOLD: "Spectral-Bold.ttf",
    ITALIC: "Spectral-Italic.ttf",
    BOLD_ITALIC: "Spectral-BoldItalic.ttf",
}


def available() -> bool:
    """Whether the font package is installed; without it nothing can be generated."""
    return util.find_spec(PACKAGE) is not None


@cache
def register() -> None:
    """Make the four faces known to reportlab.

    Raises ModuleNotFoundError where the package is missing; ``PIN`` says what to install.
    """
    folder = resources.files(PACKAGE) / "files"
    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))


def width(text: str, face: str, size: float) -> float:
    """The advance of a text in points."""
    register()
    return float(pdfmetrics.stringWidth(text, face, size))
