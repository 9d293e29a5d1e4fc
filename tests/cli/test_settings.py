"""Settings files: what holds for which command, and what is refused."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from extractor.cli.line.settings import default_map, load_settings
from extractor.errors import UsageError


@click.command()
@click.option("--db")
@click.option("--retry-failed", is_flag=True)
def ingest(db: str, retry_failed: bool) -> None:
    """A command."""


@click.group()
def rules() -> None:
    """A group."""


@rules.command("try")
@click.option("--db")
@click.option("--from", "first")
def try_one(db: str, first: str) -> None:
    """A command of the group."""


COMMANDS = {"ingest": ingest, "rules": rules}


def test_no_files_no_settings(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == {}


def test_own_file_wins_key_by_key_over_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.other]\nx = 1\n[tool.trichluc]\ndb = "a.db"\n[tool.trichluc.ingest]\njobs = 1\nocr = "never"\n'
    )
    (tmp_path / "trichluc.toml").write_text('db = "b.db"\n[ingest]\njobs = 2\n')
    assert load_settings(tmp_path) == {"db": "b.db", "ingest": {"jobs": 2, "ocr": "never"}}


def test_a_top_key_holds_for_every_command_that_has_the_option() -> None:
    given = {"db": "x.db", "ingest": {"retry-failed": True}, "rules": {"try": {"from": "2023"}}}
    assert default_map(given, COMMANDS) == {
        "ingest": {"db": "x.db", "retry_failed": True},
        "rules": {"try": {"db": "x.db", "first": "2023"}},
    }


@pytest.mark.parametrize(
    ("given", "wrong", "advice"),
    [
        ({"bd": "x"}, "bd", "db"),
        ({"ingst": {}}, "ingst", "ingest"),
        ({"ingest": {"retry_faild": True}}, "retry_faild", "retry_failed"),
        ({"rules": {"tri": {}}}, "tri", "Known here"),
    ],
)
def test_unknown_names_are_refused_in_words(given: dict[str, object], wrong: str, advice: str) -> None:
    with pytest.raises(UsageError) as refused:
        default_map(given, COMMANDS)
    assert wrong in refused.value.message
    assert advice in refused.value.next_step


def test_a_list_in_place_of_a_value_is_refused() -> None:
    with pytest.raises(UsageError, match="`db` takes one value"):
        default_map({"db": ["a", "b"]}, COMMANDS)


@pytest.mark.parametrize("text", ["tool = 3\n", "[tool]\ntrichluc = 3\n"])
def test_settings_that_are_no_table_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(UsageError, match="not a table"):
        load_settings(tmp_path)


def test_a_file_that_is_not_toml_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "trichluc.toml").write_text("db = \n")
    with pytest.raises(UsageError, match=r"trichluc\.toml"):
        load_settings(tmp_path)
