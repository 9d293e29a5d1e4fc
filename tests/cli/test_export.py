"""``trichluc export``: every format into a folder, options, and what it says when it cannot."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from datasette.app import Datasette
from datasette.plugins import pm

from extractor.cli.export import NAMES
from extractor.cli.main import cli
from extractor.errors import ExitCode


@pytest.fixture
def run(sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the command in an empty folder on the sample database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRICHLUC_DB", str(sample_db))
    return lambda *arguments: CliRunner().invoke(cli, ["export", *arguments])


@pytest.mark.parametrize("form", NAMES)
def test_every_format_names_its_files(run: Any, form: str) -> None:
    result = run(form, "out")
    assert result.exit_code == ExitCode.DONE, result.output
    written = [Path(line) for line in result.stdout.splitlines()]
    assert written and all(path.is_file() for path in written)
    assert f"{len(written)} files in out" in result.stderr


def test_options_choose_what_is_written_and_how(run: Any) -> None:
    assert run("csv", "a", "--tables", "documents, citations").stdout.split() == ["a/documents.csv", "a/citations.csv"]
    assert run("ris", "b", "--of", "instruments").stdout.split() == ["b/instruments.ris"]
    run("csv", "c", "--excel", "--tables", "documents")
    assert Path("c/documents.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_what_is_not_there_is_said_with_the_choice(run: Any) -> None:
    result = run("csv", "a", "--tables", "citation")
    assert result.exit_code == ExitCode.USAGE
    assert "There is no table or view citation" in result.stderr and "citations" in result.stderr
    assert run("csv", "a", "--document", "nope").exit_code == ExitCode.USAGE


def test_it_speaks_vietnamese(run: Any, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    result = run("csv", ".", "--lang", "vi")
    assert "có các tệp khác: thesis.txt" in result.stderr
    assert "tệp trong out" in run("csv", "out", "--lang", "vi").stderr


@pytest.fixture
def without_plugin() -> Iterator[None]:
    """A test of the room in the same process leaves its plugin registered."""
    plugin = pm.unregister(name="trichluc") if pm.has_plugin("trichluc") else None
    yield
    if plugin:
        pm.register(plugin, name="trichluc")


@pytest.mark.usefixtures("without_plugin")
def test_a_datasette_without_the_plugin_says_what_tables_hold(run: Any, sample_db: Path, tmp_path: Path) -> None:
    run("datasette", "out")
    shutil.copy(sample_db, tmp_path / "reports.db")
    said = json.loads((tmp_path / "out/metadata.json").read_text(encoding="utf-8"))
    plain = Datasette([str(tmp_path / "reports.db")], metadata=said)
    (database,) = said["databases"]
    assert database == sample_db.stem == "reports"

    async def page() -> str:
        return str((await plain.client.get("/reports/documents?_trace=0")).text)

    text = asyncio.run(page())
    assert "One row for each PDF that was read." in text
    assert "Name of the file" in text


@pytest.mark.parametrize("form", NAMES)
def test_the_page_of_exports_explains_every_format(form: str) -> None:
    page = (Path(__file__).parents[2] / "docs/exports.md").read_text(encoding="utf-8")
    headings = [line for line in page.splitlines() if line.startswith("## ")]
    assert [line for line in headings if f"`{form}`" in line] != []
