"""The commands speak Vietnamese to whoever asks for it, and English to scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli.main import cli


@pytest.mark.parametrize("before", [True, False])
def test_the_language_may_stand_before_or_behind_the_command(sample_db: Path, before: bool) -> None:
    call = ["failures", "--db", str(sample_db)]
    ran = CliRunner().invoke(cli, ["--lang", "vi", *call] if before else [*call, "--lang", "vi"])
    assert ran.stdout.startswith("tệp\ttrang\tkhâu\t")
    assert ran.stderr.startswith("Hãy thử lại: trichluc ingest")


def test_the_environment_chooses_the_language_and_the_flag_wins(
    sample_db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRICHLUC_LANG", "vi")
    call = ["failures", "--db", str(sample_db)]
    assert CliRunner().invoke(cli, call).stderr.startswith("Hãy thử lại: ")
    assert CliRunner().invoke(cli, [*call, "--lang", "en"]).stderr.startswith("Try them again: ")


def test_an_error_is_said_with_its_next_step(tmp_path: Path) -> None:
    ran = CliRunner().invoke(cli, ["--lang", "vi", "status", "--db", str(tmp_path / "none.db")])
    assert ran.exit_code == 1
    assert ran.stderr.startswith("Lỗi: không có cơ sở dữ liệu tại")
    assert "Tiếp theo: hãy lập bằng lệnh: trichluc ingest" in ran.stderr


def test_an_unknown_language_is_refused(sample_db: Path) -> None:
    assert CliRunner().invoke(cli, ["--lang", "fr", "failures", "--db", str(sample_db)]).exit_code == 2
