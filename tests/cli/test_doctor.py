"""Probes of outside parts, with stand-ins for the programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor import doctor
from extractor.cli.main import cli
from extractor.doctor import Part, probe_fonts, probe_library, probe_sqlite, probe_tesseract, probe_writable
from extractor.errors import ExitCode


def answers(languages: str | None) -> doctor.Runner:
    def run(command: list[str]) -> str | None:
        return "tesseract 5.5.0\n leptonica" if command[-1] == "--version" else languages

    return run


def test_tesseract_with_vietnamese() -> None:
    program, data = probe_tesseract(answers('List of available languages in "/x" (2):\neng\nvie\n'))
    assert (program.found, program.detail) == (True, "tesseract 5.5.0")
    assert (data.found, data.detail) == (True, "languages: eng, vie")


def test_a_language_that_only_begins_like_vietnamese_does_not_count() -> None:
    _, data = probe_tesseract(answers("List (1):\nvie_fast\n"))
    assert not data.found


def test_without_tesseract_both_parts_are_missing_and_say_how_to_get_them() -> None:
    for part in probe_tesseract(lambda command: None):
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
