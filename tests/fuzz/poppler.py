"""What another reader finds in a PDF: poppler, which shares no code with the readers of this project.

What is drawn is asked of pdfium too, in a process of its own: OCR would see that.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

# A mutant that poppler itself does not get through has no verdict.
SECONDS = 30


DRAW = """
import sys, pypdfium2
page = pypdfium2.PdfDocument(sys.argv[1])[int(sys.argv[2]) - 1]
picture = page.render(scale=800 / max(*page.get_size(), 1), grayscale=True).to_pil()
sys.stdout.buffer.write(b"P5 %d %d 255 " % picture.size + picture.tobytes())
"""

HEADER = re.compile(rb"P5\s+\d+\s+\d+\s+255\s")


def is_installed() -> bool:
    """Whether poppler's programs are there."""
    return all(shutil.which(program) for program in ("pdftotext", "pdftoppm"))


def page_texts(pdf: Path) -> list[str]:
    """The text of each page as poppler reads it; without any where it gives up."""
    said = _output("pdftotext", "-q", "-enc", "UTF-8", str(pdf), "-")
    return said.decode("utf-8", "replace").split("\f")[:-1]


def ink(pdf: Path, page: int) -> float:
    """The share of a drawn page that is not white, by whoever draws more of it; 0 where nobody can draw it."""
    chosen = ("-f", str(page), "-l", str(page), "-singlefile")
    return max(
        _dark(_output("pdftoppm", "-q", "-gray", "-scale-to", "800", *chosen, str(pdf))),
        _dark(_output(sys.executable, "-c", DRAW, str(pdf), str(page))),
    )


def _dark(picture: bytes) -> float:
    header = HEADER.match(picture)
    pixels = picture[header.end() :] if header else b""
    return 1 - pixels.count(b"\xff") / len(pixels) if pixels else 0.0


def _output(*command: str) -> bytes:
    try:
        return subprocess.run(command, capture_output=True, timeout=SECONDS).stdout
    except subprocess.TimeoutExpired:
        return b""
