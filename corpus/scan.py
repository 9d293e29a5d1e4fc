"""A scanned and a damaged file, made from good ones."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 200
QUALITY = 45
SEED = 20240620


def _as_scanned(page: pdfium.PdfPage, noise: np.random.Generator) -> bytes:
    """A page as a grey JPEG with the grain and the greyish white of an office scanner."""
    grey = np.asarray(page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L"), dtype=np.float32)
    grain = noise.normal(0.0, 2.2, grey.shape).astype(np.float32)
    worn = np.clip(grey * 0.93 + 12 + grain, 0, 255).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(worn).save(buffer, "JPEG", quality=QUALITY, dpi=(DPI, DPI))
    return buffer.getvalue()


def scanned(pdf: bytes, title: str) -> bytes:
    """The same pages as images without a text layer."""
    noise = np.random.default_rng(SEED)
    rl_config.useA85 = 0
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=0)
    canvas.setTitle(title)
    source = pdfium.PdfDocument(pdf)
    try:
        for page in source:
            image = ImageReader(io.BytesIO(_as_scanned(page, noise)))
            canvas.drawImage(image, 0, 0, *A4)
            canvas.showPage()
    finally:
        source.close()
    canvas.save()
    return buffer.getvalue()


def cut_off(pdf: bytes) -> bytes:
    """A file whose copy broke off: too little is left for any tool to open it."""
    return pdf[: len(pdf) * 2 // 5]
