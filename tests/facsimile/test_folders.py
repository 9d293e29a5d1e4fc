"""The folders that are remembered beside a database."""

from __future__ import annotations

from pathlib import Path

from extractor.facsimile.folders import folders_of, notes_of, remember, remembered
from tests.printed_reports import PrintedReports


def test_folders_are_remembered_once_and_relative(tmp_path: Path) -> None:
    db = tmp_path / "output" / "reports.db"
    db.parent.mkdir()
    remember(db, [tmp_path / "a"])
    remember(db, [tmp_path / "b", tmp_path / "a"])
    assert notes_of(db).read_text(encoding="utf-8") == "../a\n../b\n"
    assert remembered(db) == (tmp_path / "a", tmp_path / "b")


def test_a_database_that_moves_with_its_files_finds_them(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    remember(old / "r.db", [old / "pdfs"])
    old.rename(new)
    assert remembered(new / "r.db") == (new / "pdfs",)


def test_a_named_folder_comes_first(tmp_path: Path) -> None:
    remember(tmp_path / "r.db", [tmp_path / "a"])
    assert folders_of(tmp_path / "r.db", [tmp_path / "b"]) == (tmp_path / "b", tmp_path / "a")


def test_notes_that_are_not_there_or_no_text_remember_nothing(tmp_path: Path) -> None:
    assert remembered(tmp_path / "r.db") == ()
    notes_of(tmp_path / "r.db").write_bytes(b"\xff\xfe\x00")
    assert remembered(tmp_path / "r.db") == ()
    remember(tmp_path / "nowhere" / "r.db", [tmp_path])


def test_a_name_of_several_lines_is_not_remembered_as_several_folders(tmp_path: Path) -> None:
    for sign in ("\n", "\r", "\u2028", "\x0b"):
        remember(tmp_path / "r.db", [tmp_path / f"a{sign}b"])
        assert remembered(tmp_path / "r.db") == ()


def test_ingest_remembers_the_folder_it_read(printed: PrintedReports) -> None:
    assert remembered(printed.db) == (printed.folder,)
    assert str(printed.folder).encode() not in printed.db.read_bytes()
