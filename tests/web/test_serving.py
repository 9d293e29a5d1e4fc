"""``trichluc serve`` as a user runs it: a process, a port, a browser."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from PIL import Image

from tests.browser import BROWSER, browse
from tests.patience import PATIENCE

SEAL = (163, 39, 31)
"""The red of the style sheet: on the picture only if the page got it."""


def command(*arguments: str) -> list[str]:
    """The command line of ``trichluc serve`` in this environment."""
    return [sys.executable, "-m", "extractor.cli.main", "serve", *arguments]


@contextmanager
def served(database: Path, *flags: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A reading room in a process of its own on a free port: its address and the process."""
    process = subprocess.Popen(command("--db", str(database), "--port", "0", *flags), stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        found = re.search(r"http://\S+", line)
        assert found, line + process.stderr.read()
        yield found.group(), process
    finally:
        process.kill()
        process.wait(timeout=PATIENCE)


def test_the_command_opens_the_room_and_closes_it_on_interrupt(sample_db: Path) -> None:
    with served(sample_db) as (address, process):
        with urlopen(address, timeout=PATIENCE) as answer:
            assert "Phòng đọc" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) in (0, 130)
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()


def test_a_missing_database_is_an_error_with_a_next_step(tmp_path: Path) -> None:
    ran = subprocess.run(command("--db", str(tmp_path / "none.db")), capture_output=True, text=True, timeout=PATIENCE)
    assert ran.returncode == 1
    assert "none.db" in ran.stderr
    assert "trichluc ingest" in ran.stderr


@pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed")
def test_a_browser_draws_the_start_page(sample_db: Path, tmp_path: Path) -> None:
    picture = tmp_path / "room.png"
    with served(sample_db) as (address, _):
        browse(address, tmp_path, "--window-size=1200,900", f"--screenshot={picture}")
    with Image.open(picture) as image:
        assert image.width == 1200
        colours = {colour for _, colour in image.convert("RGB").getcolors(image.width * image.height) or []}
    assert SEAL in colours
