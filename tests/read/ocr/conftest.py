from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractor.read.ocr.engine import engine_named


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Installs the stand-in engine as a distribution of its own; the folder that must be on the path of a child."""
    folder = tmp_path / "packages"
    metadata = folder / "ocr_stand_in-1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: ocr-stand-in\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(
        "[trichluc.ocr_engines]\n"
        "stand-in = tests.read.ocr.stand_in:StandIn\n"
        "broken = tests.read.ocr.stand_in:Nothing\n"
        "unready = tests.read.ocr.stand_in:Unready\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(folder)
    engine_named.cache_clear()
    return folder


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A page that is nothing but a picture."""
    Image.new("L", (600, 850), 255).save(tmp_path / "scan.png")
    canvas = Canvas(str(tmp_path / "scan.pdf"), pagesize=(595, 842))
    canvas.drawImage(str(tmp_path / "scan.png"), 0, 0, 595, 842)
    canvas.save()
    return tmp_path / "scan.pdf"
