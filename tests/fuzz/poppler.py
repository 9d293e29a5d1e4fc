"""What another reader finds in a PDF: poppler, which shares no code with the readers of this project."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

# A mutant that poppler itself does not get through has no verdict.
SECONDS = 30


def is_installed() -> bool:
    """Whether poppler's programs are there."""
    return all(shutil.which(program) for program in ("pdftotext", "pdftoppm"))


def page_texts(pdf: Path) -> list[str]:
    """The text of each page as poppler reads it; without any where it gives up."""
    said = _output("pdftotext", "-q", "-enc", "UTF-8", str(pdf), "-")
    return said.decode("utf-8", "replace").split("\f")[:-1]


def ink(pdf: Path, page: int) -> float:
    """The share of a drawn page that is not white; 0 where poppler cannot draw it."""
    chosen = ("-f", str(page), "-l", str(page), "-singlefile")
    picture = _output("pdftoppm", "-q", "-gray", "-scale-to", "800", *chosen, str(pdf))
    header = re.match(rb"P5\s+\d+\s+\d+\s+255\s", picture)
    pixels = picture[header.end() :] if header else b""
    return 1 - pixels.count(b"\xff") / len(pixels) if pixels else 0.0


def _output(*command: str) -> bytes:
    try:
        return subprocess.run(command, capture_output=True, timeout=SECONDS).stdout
    except subprocess.TimeoutExpired:
        return b""
