from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.read.ocr.engine import engine_named
from extractor.read.ocr.kept import drained
from extractor.read.ocr.pictures import _keeping
from tests.read.ocr.papers import paper
from tests.read.ocr.stand_in import CALLS


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Installs the stand-in engine as a distribution of its own; the folder that must be on the path of a child."""
    install(tmp_path, "stand-in = StandIn", "broken = Nothing", "unready = Unready")
    monkeypatch.syspath_prepend(tmp_path / "packages")
    return tmp_path / "packages"


@pytest.fixture
def calls(tmp_path: Path, stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Installs ``steady``, ``other`` and ``harmed`` too: how many pictures they have read since the last call."""
    install(tmp_path, "steady = Steady", "other = Other", "harmed = Harmed")
    file = tmp_path / "calls"
    file.touch()
    monkeypatch.setenv(CALLS, str(file))
    drained()

    def since() -> int:
        lines = file.read_text(encoding="utf-8").splitlines()
        file.write_text("", encoding="utf-8")
        return len(lines)

    return since


def install(folder: Path, *engines: str) -> None:
    """Makes a distribution in ``packages``; each of its engines is ``name = class``, of the module of stand-ins."""
    name = engines[0].partition(" ")[0]
    metadata = folder / f"packages/{name.replace('-', '_')}-1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    lines = [engine.replace(" = ", " = tests.read.ocr.stand_in:") for engine in engines]
    (metadata / "entry_points.txt").write_text("\n".join(["[trichluc.ocr_engines]", *lines, ""]), encoding="utf-8")
    engine_named.cache_clear()
    _keeping.cache_clear()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A page that is nothing but a picture."""
    return paper(tmp_path / "scan.pdf", "#")
