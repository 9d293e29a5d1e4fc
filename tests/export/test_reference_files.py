"""References of a whole collection: as many entries as rows, each with a key of its own."""

from __future__ import annotations

import json
from pathlib import Path

import bibtexparser
import pytest
import rispy

from extractor.export import reference_files
from tests.export.exports import export, hostile_copy, rows_of


def keys(files: dict[str, Path]) -> list[str]:
    """The keys of the references in the only file."""
    ((name, path),) = files.items()
    text = path.read_text(encoding="utf-8")
    if name.endswith(".ris"):
        return [entry["id"] for entry in rispy.loads(text)]
    if name.endswith(".bib"):
        library = bibtexparser.parse_string(text)
        assert library.failed_blocks == []
        return [entry.key for entry in library.entries]
    return [entry["id"] for entry in json.loads(text)]


@pytest.mark.parametrize("form", ["ris", "bibtex", "csl-json"])
@pytest.mark.parametrize("step", [1, 1000])
def test_every_document_is_a_reference(
    sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, step: int
) -> None:
    monkeypatch.setattr(reference_files, "STEP", step)
    hostile = hostile_copy(sample_db, tmp_path / "hostile.db")
    assert keys(export(hostile, tmp_path / "out", form)) == sorted(row["id"] for row in rows_of(hostile)["documents"])


@pytest.mark.parametrize("form", ["ris", "bibtex", "csl-json"])
def test_instruments_that_are_cited_are_references_and_others_are_not(
    sample_db: Path, tmp_path: Path, form: str
) -> None:
    cited = sorted(row["id"] for row in rows_of(sample_db)["instruments"] if row["times_cited"])
    assert keys(export(sample_db, tmp_path, form, of="instruments")) == cited
    assert 0 < len(cited) < len(rows_of(sample_db)["instruments"])


def test_a_reference_links_to_the_room_where_it_is_given(sample_db: Path, tmp_path: Path) -> None:
    path = export(sample_db, tmp_path, "csl-json", address="http://localhost:8001/reports/-")["documents.csl.json"]
    for entry in json.loads(path.read_text(encoding="utf-8")):
        assert entry["URL"] == f"http://localhost:8001/reports/-/document/{entry['id']}"
