"""Probes of outside parts, with stand-ins for the programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli.main import cli
from extractor.doctor import Part, probe_engine, probe_fonts, probe_library, probe_sqlite, probe_writable
from extractor.errors import ExitCode
from tests.store.old_databases import make_old


def test_without_tesseract_both_parts_are_missing_and_say_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    parts = list(probe_engine("tesseract"))
    assert [part.name for part in parts] == ["Tesseract", "Tesseract data for Vietnamese"]
    for part in parts:
        assert not part.found
        assert part.needed
        assert "apt-get install tesseract-ocr" in part.install
        assert "ingest" in part.without


def test_fonts_are_families_and_not_needed() -> None:
    part = probe_fonts(lambda command: "DejaVu Sans,DejaVu Sans Condensed\nDejaVu Sans\nTinos\n")
    assert (part.found, part.detail, part.needed) == (True, "2 families, such as DejaVu Sans, Tinos", False)


def test_sqlite_here_has_full_text_search() -> None:
    assert probe_sqlite().found


def test_a_distribution_that_is_not_installed_is_missing() -> None:
    assert not probe_library("no-such-distribution-of-ours").found


def test_write_access_asks_the_nearest_folder_that_exists(tmp_path: Path) -> None:
    assert probe_writable(tmp_path / "deep" / "er" / "reports.db").found


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + bytes(100)])
def test_a_file_of_somebody_else_cannot_be_written(tmp_path: Path, content: bytes) -> None:
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(content)
    part = probe_writable(foreign)
    assert not part.found
    assert "left as it is" in part.detail
    assert not probe_writable(tmp_path).found, "a folder"
    assert not probe_writable(foreign / "reports.db").found, "a file in place of a folder"


def test_a_database_of_an_older_version_can_be_written(sample_db: Path, tmp_path: Path) -> None:
    assert probe_writable(make_old(sample_db, tmp_path / "old.db", 2)).found


def test_an_engine_that_cannot_name_its_parts_is_one_missing_part(monkeypatch: pytest.MonkeyPatch) -> None:
    class Careless:
        def parts(self) -> tuple[Part, ...]:
            raise RuntimeError("no parts today")

    monkeypatch.setattr("extractor.doctor.engine_named", lambda name: Careless())
    (part,) = probe_engine("careless")
    assert (part.found, part.needed, part.detail) == (False, False, "RuntimeError: no parts today")


def test_a_missing_needed_part_ends_with_code_3(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = (Part("Engine", False, "not found", True, "searching", "get engine"), Part("Font", False, "none", False))
    monkeypatch.setattr("extractor.doctor.probe_all", lambda database: parts)
    result = CliRunner().invoke(cli, ["doctor"])
    assert result.exit_code == ExitCode.MISSING_PART
    assert "Engine\tmissing\tnot found" in result.stdout
    assert "Font\tmissing, optional\tnone" in result.stdout
    assert "Install: get engine. Works without: searching." in result.stderr


def test_a_missing_optional_part_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.doctor.probe_all", lambda database: (Part("Font", False, "none", False),))
    assert CliRunner().invoke(cli, ["doctor"]).exit_code == ExitCode.DONE
