"""The folder of an export: whole files, the same bytes, nothing of others touched; every format alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import UsageError
from extractor.export import formats
from extractor.export.folder import LIST
from extractor.export.formats import FORMATS
from extractor.export.plan import Format, Part, Taken
from tests.export.exports import export, hostile_copy

EVERY = tuple(FORMATS)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("form", EVERY)
def test_the_same_database_gives_the_same_bytes(sample_db: Path, tmp_path: Path, form: str) -> None:
    export(sample_db, tmp_path / "a", form)
    export(sample_db, tmp_path / "b", form)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert len(contents(tmp_path / "a")) > 1


@pytest.mark.parametrize("form", EVERY)
def test_hostile_text_stops_no_format(sample_db: Path, tmp_path: Path, form: str) -> None:
    hostile = hostile_copy(sample_db, tmp_path / "hostile.db")
    files = export(hostile, tmp_path / "out", form)
    assert sum(path.stat().st_size for path in files.values()) > 1000


@pytest.mark.parametrize("form", EVERY)
def test_nothing_says_where_the_files_lay(sample_db: Path, tmp_path: Path, form: str) -> None:
    export(sample_db, tmp_path, form)
    assert not [name for name, text in contents(tmp_path).items() if str(tmp_path).encode() in text]


@pytest.mark.parametrize("form", EVERY)
def test_one_document_is_less_than_all(sample_db: Path, tmp_path: Path, form: str) -> None:
    (document, *_) = json.loads(
        "[" + ",".join(export(sample_db, tmp_path / "j", "jsonl")["documents.jsonl"].read_text().splitlines()) + "]"
    )
    export(sample_db, tmp_path / "all", form)
    export(sample_db, tmp_path / "one", form, document=document["id"])
    assert 0 < sum(map(len, contents(tmp_path / "one").values())) < sum(map(len, contents(tmp_path / "all").values()))


def test_an_unknown_table_or_document_is_refused_with_the_choice(sample_db: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no table or view citation") as refused:
        export(sample_db, tmp_path, "csv", tables=["citation"])
    assert "citations" in refused.value.next_step
    with pytest.raises(UsageError, match="no document 0000"):
        export(sample_db, tmp_path, "csv", document="0000")
    assert list(tmp_path.iterdir()) == []


def test_only_the_chosen_tables_are_written(sample_db: Path, tmp_path: Path) -> None:
    assert list(export(sample_db, tmp_path, "csv", tables=["citations", "documents"])) == [
        "documents.csv",
        "citations.csv",
    ]


def test_a_folder_with_other_files_is_refused_and_kept(sample_db: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"thesis\.txt"):
        export(sample_db, tmp_path, "csv")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    export(sample_db, tmp_path, "csv", force=True)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


@pytest.mark.parametrize("form, name", [("csv", "documents.csv"), ("datapackage", "data/documents.csv")])
def test_a_file_of_the_same_name_that_is_not_ours_is_kept_even_by_force(
    sample_db: Path, tmp_path: Path, form: str, name: str
) -> None:
    mine = tmp_path / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine")
    with pytest.raises(UsageError, match="which no export has written"):
        export(sample_db, tmp_path, form, force=True)
    assert mine.read_text() == "mine"


def test_exports_may_be_written_again_and_beside_each_other(sample_db: Path, tmp_path: Path) -> None:
    for form in (*EVERY, *EVERY):
        export(sample_db, tmp_path, form)
    assert set(json.loads((tmp_path / LIST).read_text())["files"]) == contents(tmp_path).keys() - {LIST}


def test_a_file_is_no_folder(sample_db: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(UsageError, match="is a file"):
        export(sample_db, tmp_path / "out", "csv")


def test_what_was_not_written_to_its_end_is_not_left(
    sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(path: Path) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    def plan(taken: Taken) -> list[Part]:
        return [Part("first.csv", lambda path: path.write_text("whole") and None), Part("second.csv", fill)]

    monkeypatch.setitem(formats.FORMATS, "half", Format("half", "", plan))  # type: ignore[arg-type]
    with pytest.raises(OSError, match="No space"):
        export(sample_db, tmp_path, "half")
    assert contents(tmp_path).keys() == {LIST, "first.csv"}
    # What is listed and not there does no harm: the next export goes on.
    assert "documents.csv" in export(sample_db, tmp_path, "csv")


def test_what_an_interrupted_export_left_is_no_foreign_file(sample_db: Path, tmp_path: Path) -> None:
    (tmp_path / ".documents.csv.unfinished").write_text("half")
    assert "documents.csv" in export(sample_db, tmp_path, "csv")
    assert not (tmp_path / ".documents.csv.unfinished").exists()


def test_a_link_in_the_folder_is_not_followed(sample_db: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("mine")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "documents.csv").symlink_to(tmp_path / "mine.csv")
    with pytest.raises(UsageError, match="documents"):
        export(sample_db, folder, "csv", force=True)
    assert (tmp_path / "mine.csv").read_text() == "mine"


def test_links_that_lead_out_of_the_folder_are_not_written_through(sample_db: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine.csv").write_text("mine")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "data").symlink_to(tmp_path / "mine")
    for force in (False, True):
        with pytest.raises(UsageError, match="data"):
            export(sample_db, folder, "datapackage", force=force)
    (folder / "data").unlink()
    (folder / ".documents.csv.unfinished").symlink_to(tmp_path / "mine.csv")
    export(sample_db, folder, "csv", tables=["documents"])
    assert not list((tmp_path / "mine").iterdir())
    assert (tmp_path / "mine.csv").read_text() == "mine"
    assert not (folder / "documents.csv").is_symlink()


def test_progress_counts_every_row(sample_db: Path, tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    export(sample_db, tmp_path, "csv", tables=["documents"], progress=lambda *step: heard.append(step))
    assert heard == [("documents", 3, 3)]


def test_all_tables_are_of_one_moment(sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that another program writes while an export runs are in none of its files."""
    states: list[Any] = []

    def plan(taken: Taken) -> list[Part]:
        def write(path: Path) -> None:
            states.append(taken.collection.connection.in_transaction)
            path.write_text("")

        return [Part("a", write), Part("b", write)]

    monkeypatch.setitem(formats.FORMATS, "moment", Format("moment", "", plan))  # type: ignore[arg-type]
    export(sample_db, tmp_path, "moment")
    assert states == [True, True]
