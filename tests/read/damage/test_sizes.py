"""Pages whose boxes are none: beside the sheet, without size, or of numbers that no arithmetic takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractor.model.pages import Pages
from extractor.options import Options
from extractor.read.ocr.engine import RecognitionError
from extractor.read.ocr.picture.drawing import drawn
from extractor.read.pages import read_pages

BOXES = {
    "beside the sheet": b"/CropBox [100000000 100000000 100000595 100000842]",
    "without size": b"/CropBox [0 0 0 0]",
    "a line": b"/MediaBox [0 0 595 0]",
    "a sheet of no size": b"/MediaBox [0 0 0 0]",
    "without end": b"/MediaBox [0 0 1e38 1e38]",
    "beyond all numbers": b"/MediaBox [0 0 %s 842]" % (b"9" * 60),
    "no numbers": b"/MediaBox [/a /b (c) null]",
    "thin": b"/MediaBox [0 0 595 0.0000001]",
}


def scan(path: Path, box: bytes) -> Path:
    """Two pages of a picture; the second has the box."""
    Image.new("L", (60, 85), 255).save(path.with_suffix(".png"))
    canvas = Canvas(str(path), pagesize=(595, 842))
    for _ in range(2):
        canvas.drawString(80, 700, "Report")
        canvas.drawImage(str(path.with_suffix(".png")), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    first, second = path.read_bytes().rsplit(b"/MediaBox [ 0 0 595 842 ]", 1)
    path.write_bytes(first + (box if box.startswith(b"/Media") else b"/MediaBox [0 0 595 842] " + box) + second)
    return path


def read(path: Path, ocr: str) -> Pages:
    return read_pages(path, Options(ocr=ocr))


@pytest.mark.parametrize("box", BOXES.values(), ids=list(BOXES))
def test_a_page_with_an_odd_box_costs_no_other_page_and_no_arithmetic(
    tmp_path: Path, box: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no engine: what is drawn for it is all that matters
    path = scan(tmp_path / "a.pdf", box)
    for ocr in ("never", "force"):
        found = read(path, ocr)
        assert {page.number for page in found.pages} | {failure.page for failure in found.failures} >= {1, 2}


def test_a_page_without_size_is_not_drawn_and_says_so(tmp_path: Path) -> None:
    with pytest.raises(RecognitionError, match="the page has no size"):
        drawn(scan(tmp_path / "a.pdf", BOXES["beside the sheet"]), 2)


@pytest.mark.parametrize("backend", ["pdfium", "pdfplumber"])
def test_a_flat_page_is_a_failure_of_its_own(tmp_path: Path, backend: str) -> None:
    found = read_pages(scan(tmp_path / "a.pdf", BOXES["thin"]), Options(ocr="never", backend=backend))
    assert [page.number for page in found.pages] == [1]
    assert [failure.page for failure in found.failures if "no size" in failure.error] == [2]
