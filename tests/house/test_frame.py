"""The frame: pins, machine paths, the start of the command, the scripts of a fresh machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).parents[2]

SLOW = (
    *("numpy", "pandas", "pdfplumber", "pdfminer", "pypdfium2", "pikepdf", "spacy", "underthesea", "rapidfuzz"),
    *("datasette", "sqlite_utils", "rich", "uvicorn"),
)

MACHINE = re.compile(
    r"(?<![\w.])/(?:home|root|work|Users|mnt)/\w"  # a folder of one machine
    r"|[A-Z]:\\Users\\"
    r"|://(?!127\.0\.0\.1|0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}"  # an address of one network
    r"|--(?:extra-)?index-url"
)


def pins() -> dict[str, str]:
    """Distribution → version as pinned."""
    lines = (HOUSE / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.!+-]+", line) for line in lines)
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in lines)}


def project() -> dict[str, list[Requirement]]:
    """Kind of environment → what ``pyproject.toml`` asks for."""
    table = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    kinds = {"base": table["dependencies"], "dev": table["optional-dependencies"]["dev"]}
    return {kind: [Requirement(line) for line in lines] for kind, lines in kinds.items()}


def needed(wanted: list[Requirement]) -> set[str]:
    """All distributions that these requirements draw in on this interpreter."""
    found: set[str] = set()
    waiting = [(wish, frozenset({"", *wish.extras})) for wish in wanted]
    while waiting:
        wish, extras = waiting.pop()
        if wish.marker and not any(wish.marker.evaluate({"extra": extra}) for extra in extras):
            continue
        name = canonicalize_name(wish.name)
        if name in found and not wish.extras:
            continue
        found.add(name)
        try:
            below = requires(name) or []
        except PackageNotFoundError:
            continue
        waiting += [(Requirement(line), frozenset({"", *wish.extras})) for line in below]
    return found - {"pip"}


@pytest.mark.parametrize("kind", ["base", "dev"])
def test_everything_that_is_installed_is_pinned(kind: str) -> None:
    assert needed(project()[kind]) <= pins().keys()


def test_the_pins_are_what_the_project_asks_for() -> None:
    wanted = [wish for wishes in project().values() for wish in wishes]
    assert [str(wish) for wish in wanted if not wish.specifier.contains(pins()[canonicalize_name(wish.name)])] == []


def test_the_pins_are_sorted_and_hold_nothing_of_ours() -> None:
    lines = (HOUSE / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines, key=str.casefold)
    assert "trichluc" not in pins()


def kept_files() -> list[Path]:
    """The text files that are or will be under version control."""
    if shutil.which("git") is None or not (HOUSE / ".git").exists():
        pytest.skip("not a git checkout")
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    kept = [HOUSE / name for name in names if name]
    return [path for path in kept if path.is_file() and b"\0" not in path.read_bytes()[:4096]]


def test_no_file_names_a_folder_or_address_of_one_machine() -> None:
    found = [
        f"{path.relative_to(HOUSE)}:{number}: {line.strip()[:100]}"
        for path in kept_files()
        if path != Path(__file__) and path.suffix != ".pdf"
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert not found, "\n".join(found)


def test_help_loads_nothing_slow() -> None:
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "extractor.cli.main", "--help"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "ingest" in ran.stdout
    loaded = {line.rsplit("|", 1)[-1].strip() for line in ran.stderr.splitlines() if "|" in line}
    assert "click" in loaded
    assert not {name.split(".")[0] for name in loaded} & set(SLOW)
    # What reads texts and compares documents: a quarter of a second, most of it patterns.
    assert not loaded & {"extractor.finders", "extractor.across.corpus_pass", "extractor.run.ingest"}


def run_script(name: str, *arguments: str, path: str) -> subprocess.CompletedProcess[str]:
    """Runs one of the shell scripts with only ``path`` to find commands in."""
    return subprocess.run(
        ["/bin/sh", str(HOUSE / "install" / name), *arguments],
        capture_output=True,
        text=True,
        env={"PATH": path, "HOME": os.environ.get("HOME", "")},
    )


def fake_python(folder: Path, name: str, status: int) -> None:
    """A command of this name that ends with this status whatever it is asked."""
    command = folder / name
    command.write_text(f"#!/bin/sh\nexit {status}\n")
    command.chmod(0o755)


def test_the_newest_usable_python_is_chosen(tmp_path: Path) -> None:
    fake_python(tmp_path, "python3.13", 127)
    fake_python(tmp_path, "python3.12", 0)
    fake_python(tmp_path, "python3.11", 0)
    chosen = run_script("python.sh", path=str(tmp_path))
    assert chosen.stdout.strip() == str(tmp_path / "python3.12")


def test_a_missing_system_part_is_named(tmp_path: Path) -> None:
    (tmp_path / "id").symlink_to("/bin/false")
    missing = run_script("system.sh", "tesseract-ocr", "chromium", path=str(tmp_path))
    assert missing.returncode == 3
    assert "tesseract-ocr chromium" in missing.stderr
    assert "Next step" in missing.stderr


def test_every_command_of_the_makefile_is_explained() -> None:
    text = (HOUSE / "Makefile").read_text(encoding="utf-8")
    named = set(re.search(r"^\.PHONY: (.+)$", text, re.M).group(1).split())  # type: ignore[union-attr]
    explained = set(re.findall(r"^([a-z]+):.*## \S", text, re.M))
    assert named == explained
