"""One thing is asked for and several fit: the same exit code in every command, and what fits is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli.main import cli
from extractor.errors import ExitCode


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (["cite", "ubnd"], "4951/QĐ-UBND"),
        (["cite", "ubnd", "--json"], "4951/QĐ-UBND"),
        (["show", "thanh-hoa"], "thanh-hoa-2024-q1.pdf"),
        (["compare", "kế hoạch"], "số kế hoạch đã ban hành|kế hoạch"),
        (["evidence", "--series", "kế hoạch", "--out", "-"], "số kế hoạch đã ban hành|kế hoạch"),
        (["export", "csv", "out", "--document", "thanh-hoa"], "thanh-hoa-2024-q1.pdf"),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else "",
)
def test_several_that_fit_are_named_with_one_exit_code(
    sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: list[str], named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRICHLUC_DB", str(sample_db))
    ran = CliRunner().invoke(cli, call)
    assert ran.exit_code == ExitCode.ERROR, ran.output
    assert named in ran.output
    assert not list(tmp_path.iterdir())


def test_a_document_is_exported_by_a_part_of_its_name(
    sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    call = ["export", "csv", "out", "--document", "lam-dong-2024-q1.pdf", "--db", str(sample_db)]
    assert CliRunner().invoke(cli, call).exit_code == ExitCode.DONE
    written = (tmp_path / "out" / "documents.csv").read_text(encoding="utf-8-sig")
    assert "lam-dong-2024-q1.pdf" in written
    assert "thanh-hoa" not in written
