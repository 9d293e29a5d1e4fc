"""Exports of all tables and views."""

from __future__ import annotations

import csv
import json
import pickle
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import UsageError
from extractor.export.records import FORMATS, export_folder
from extractor.store.database import open_read_only


def export(database: Path, folder: Path, form: str = "csv", *, force: bool = False) -> dict[str, Path]:
    with closing(open_read_only(database)) as connection:
        return {path.stem: path for path in export_folder(connection, folder, form, force=force)}


def test_every_table_and_view_is_a_file_and_the_search_index_is_none(sample_db: Path, tmp_path: Path) -> None:
    files = export(sample_db, tmp_path / "out")
    assert {"documents", "citations", "figures", "citation_index", "audit_findings"} <= files.keys()
    assert not [name for name in files if "fts" in name or name.startswith("sqlite")]


def test_csv_holds_all_rows_and_line_ends_within_cells(sample_db: Path, tmp_path: Path) -> None:
    with export(sample_db, tmp_path)["table_rows"].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["label"] for row in rows if row["value_kind"] == "number"] == ["Số kế hoạch đã ban hành"] * 2
    assert {row["note"] for row in rows} >= {"gồm kế hoạch\nbổ sung"}


def test_json_lines_keep_lists_and_null(sample_db: Path, tmp_path: Path) -> None:
    lines = export(sample_db, tmp_path, "jsonl")["citations"].read_text(encoding="utf-8").splitlines()
    citations = [json.loads(line) for line in lines]
    bare = next(citation for citation in citations if citation["raw"] == "Kế hoạch số 02")
    assert bare["identifier"] is None
    assert isinstance(bare["boxes"][0], list)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_database_gives_the_same_bytes(sample_db: Path, tmp_path: Path, form: str) -> None:
    once, again = export(sample_db, tmp_path / "a", form), export(sample_db, tmp_path / "b", form)
    assert {name: path.read_bytes() for name, path in once.items()} == {
        name: path.read_bytes() for name, path in again.items()
    }


def test_a_format_may_write_bytes(sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A format is a function and an entry, whatever it writes."""

    def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        path.write_bytes(pickle.dumps([dict(zip(columns, row, strict=True)) for row in rows]))

    monkeypatch.setitem(FORMATS, "pickle", write)
    files = export(sample_db, tmp_path, "pickle")
    assert {path.suffix for path in tmp_path.iterdir()} == {".pickle"}
    assert [row["page_count"] for row in pickle.loads(files["documents"].read_bytes())] != []
    export(sample_db, tmp_path, "csv")


def test_nothing_says_where_the_files_lay(sample_db: Path, tmp_path: Path) -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in export(sample_db, tmp_path / "out").values())
    assert str(tmp_path.anchor + tmp_path.parts[1]) not in written


def test_a_folder_with_other_files_is_refused_and_kept(sample_db: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"thesis\.txt"):
        export(sample_db, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    export(sample_db, tmp_path, force=True)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_an_export_may_be_written_again_and_beside_the_other_format(sample_db: Path, tmp_path: Path) -> None:
    export(sample_db, tmp_path, "csv")
    export(sample_db, tmp_path, "csv")
    export(sample_db, tmp_path, "jsonl")


def test_a_file_is_no_folder(sample_db: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(UsageError, match="is a file"):
        export(sample_db, tmp_path / "out")
