"""The documentation says what is so: its commands and code print what stands below them, addresses have their page."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import click
import pytest

from extractor.cli.main import cli
from extractor.export.formats import FORMATS
from extractor.facsimile.folders import remember
from extractor.language.catalogue import words_of
from extractor.web.plugin import VIEWS
from tests.conftest import CORPUS
from tests.house.documented import Step, missing_line, run_python, run_r, steps_of, typed_in_a_terminal

HOME = Path(__file__).parents[2]
PAGES = tuple(sorted([HOME / "README.md", *(HOME / "docs").rglob("*.md")]))
# Pages that only show code show it for files of the reader's.
SESSIONS = tuple(page for page in PAGES if "\n```console\n" in page.read_text(encoding="utf-8"))

ADDRESS = re.compile(r"/(?:reports|DATABASE)/-/([\w/.{}-]+)")


@pytest.fixture
def desk(sample_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as after ``make run``, and the current one: the sample corpus and its database."""
    (tmp_path / "output").mkdir()
    database = tmp_path / "output" / "reports.db"
    shutil.copy(sample_corpus, database)
    (tmp_path / "corpus").symlink_to(CORPUS)
    remember(database, [tmp_path / "corpus" / "reports"])
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", SESSIONS, ids=lambda page: page.stem)
def test_what_is_documented_is_what_is_printed(page: Path, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names: dict[str, Any] = {}
    for step in steps_of(page.read_text(encoding="utf-8")):
        printed = run(step, names, monkeypatch)
        if printed is None:
            continue
        missed = missing_line(step.printed, printed)
        assert missed is None, f"{page.name}: {step.text}\nhas no line {missed!r} at its place. It prints:\n{printed}"


def run(step: Step, names: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> str | None:
    """What a step prints; None where this machine lacks what it needs."""
    if step.kind == "console":
        # It would serve until it is interrupted.
        return None if step.text.startswith("serve") else typed_in_a_terminal(step.text, monkeypatch)
    if step.kind == "r":
        return run_r(step.text) if shutil.which("Rscript") else None
    return run_python(step.text, names)


GUIDES = ("bat-dau", "tutorial", "howto", "reading-room", "for-librarians", "for-journalists")
ITALIC = re.compile(r"(?<![\w*])\*([^*`]+?)\*(?![\w*])")
# Names of formats stand in templates as they are; menus are Zotero's; one organ is an example.
OF_OTHERS = {"CSV", "Excel", "RIS", "BibTeX", "CSL-JSON", "English", "File › Import", "Sở Văn hóa, Thể thao và Du lịch"}


@pytest.mark.parametrize("name", GUIDES)
def test_what_a_guide_tells_to_click_is_called_so(name: str) -> None:
    texts = {*words_of("vi").texts, *words_of("vi").texts.values()}
    for words in ITALIC.findall((HOME / "docs" / f"{name}.md").read_text(encoding="utf-8")):
        called = " ".join(words.split())
        assert called in texts or called in OF_OTHERS, f"{name}: no page of the room says {called!r}"


WRITTEN = re.compile(r"(?:^|`|\$ )(?:\.venv/bin/)?trichluc ([^\n`#]*)", re.MULTILINE)


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "commands.md"], ids=lambda page: page.stem)
def test_every_command_in_the_documentation_has_its_options(page: Path) -> None:
    for line in WRITTEN.findall(page.read_text(encoding="utf-8")):
        command: click.Command = cli
        known = options_of(cli)
        for word in line.split():
            if isinstance(command, click.Group) and (inner := command.get_command(click.Context(command), word)):
                command, known = inner, known | options_of(inner)
            if word.startswith("--"):
                assert word.rstrip(",.") in known, f"{page.name}: trichluc {line}"
        assert command is not cli or line.split()[:1] in ([], ["…"]) or line.startswith("-"), f"{page.name}: {line}"


def options_of(command: click.Command) -> set[str]:
    """The long names of the options of a command."""
    return {name for option in command.params for name in option.opts} | {"--help"}


def test_every_format_is_documented() -> None:
    exports = (HOME / "docs" / "exports.md").read_text(encoding="utf-8")
    for name in FORMATS:
        assert f"`{name}`" in exports, f"docs/exports.md lacks {name}"


def test_a_line_that_is_not_printed_is_seen() -> None:
    assert missing_line("a\n…\nc d…\n", "a\nb\nc  d e\n") is None
    assert missing_line("a\nc\n", "a\nb\nc\n") == "c"
    assert missing_line("…\nc\nb\n", "a\nb\nc\n") == "b"


def test_every_address_in_the_documentation_has_its_view() -> None:
    """And the page on the reading room names every view."""
    patterns = [
        re.compile(view.pattern + (r"(?:\.(?:json|" + "|".join(map(re.escape, view.forms)) + r"))?$")) for view in VIEWS
    ] + [re.compile(r"(?:image/[^/]+/\d+|pdf/[^/]+)$")]
    for page in PAGES:
        for address in ADDRESS.findall(page.read_text(encoding="utf-8")):
            path = address.rstrip(".").replace("IID", "i0").replace("/N", "/1")
            assert any(each.match(path) for each in patterns), f"{page.name}: no view has the address {address}"
    room = (HOME / "docs" / "reading-room.md").read_text(encoding="utf-8")
    named = {address.partition("/")[0].partition(".")[0] for address in ADDRESS.findall(room)}
    assert {re.match(r"\w+", view.pattern)[0] for view in VIEWS} <= named  # type: ignore[index]
