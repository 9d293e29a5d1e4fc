"""Papers of which some pages are pictures."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

TEXT = "Report of the province on administrative reform, first half of the year, page"


def paper(path: Path, pages: str) -> Path:
    """A paper with a page a sign: ``#`` is nothing but a picture, each of another grey, any other sign is text."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    for number, sign in enumerate(pages, start=1):
        if sign == "#":
            picture = path.with_name(f"{path.stem}-{number}.png")
            Image.new("L", (600, 850), 256 - number).save(picture)
            canvas.drawImage(str(picture), 0, 0, 595, 842)
        else:
            canvas.drawString(80, 700, f"{TEXT} {number}")
        canvas.showPage()
    canvas.save()
    return path
