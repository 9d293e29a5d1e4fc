"""The notebooks run on a database, write nothing to it, and are kept without outputs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = tuple(sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb")))


def code_of(notebook: Path) -> list[dict[str, Any]]:
    """The code cells."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_stripped(notebook: Path) -> None:
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code_of(notebook))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_cells_run_and_leave_the_database_alone(
    notebook: Path, sample_db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRICHLUC_DB", str(sample_db))
    before = hashlib.sha256(sample_db.read_bytes()).hexdigest()
    names: dict[str, Any] = {}
    for cell in code_of(notebook):
        exec(compile("".join(cell["source"]), f"{notebook.name}:{cell['id']}", "exec"), names)
    assert hashlib.sha256(sample_db.read_bytes()).hexdigest() == before
    assert len(names["documents"]) == 3
    assert names["cited"]["times_cited"].is_monotonic_decreasing
    assert names["contexts"]["raw"].str.contains("4951").all()
    assert [list(row) for row in names["comparison"].to_numpy()] == [[12.0, 20.0]]
