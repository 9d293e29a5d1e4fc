"""One call of ``trichluc ingest`` on a folder of mutants, and what the database says of each afterwards."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

from tests.fuzz.oracle import Failure, Outcome, Page

ROOT = Path(__file__).parents[2]
JOBS = 2

# A document may take its limit, and as much again where its pages are tried one by one; the rest is for the machine.
LIMITS_A_FILE = 2
SECONDS_OF_GRACE = 15

# A run that says nothing for so many limits of a file hangs, and is killed.
LIMITS_OF_SILENCE = 10

EVENT = re.compile(r"^\[\d+/\d+\] (?P<outcome>[\w ]+): (?P<name>.*?\.pdf)", re.I)


@dataclass(frozen=True, slots=True)
class Settings:
    """How the mutants are read."""

    ocr: str = "never"
    timeout: float = 20.0
    readings: Path | None = None


@dataclass(slots=True)
class Ran:
    """What a run said: how late the line of each file came, and how much memory its parent held (kB)."""

    late: dict[str, float] = field(default_factory=dict)
    peak: int = 0
    exit_code: int = 0
    complaints: str = ""


def run(folder: Path, database: Path, settings: Settings) -> Ran:
    """Reads a ``folder`` into a ``database`` under the ``settings``; a run that hangs is killed, with all below it."""
    peak = database.with_suffix(".peak")
    chosen = ("--jobs", str(JOBS), "--timeout", f"{settings.timeout:g}", "--ocr", settings.ocr)
    kept = ("--readings", str(settings.readings)) if settings.readings else ()
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.fuzz.measured",
            str(peak),
            "ingest",
            str(folder),
            "--db",
            str(database),
            *chosen,
            *kept,
        ],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "LANGUAGE": "en"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    ran = Ran()
    _follow(process, ran, settings)
    ran.exit_code = process.wait()
    ran.peak = int(peak.read_text(encoding="utf-8")) if peak.exists() else 0
    return ran


def _follow(process: subprocess.Popen[str], ran: Ran, settings: Settings) -> None:
    """Reads the lines of a run as they come, with an eye on the clock."""
    assert process.stderr
    limit = LIMITS_A_FILE * settings.timeout + SECONDS_OF_GRACE
    began = time.monotonic()
    watch = _watch(process, settings)
    for line in process.stderr:
        watch.cancel()
        event, now = EVENT.match(line), time.monotonic()
        if event and event["outcome"] != "page read":
            ran.late[Path(event["name"]).name] = max(0.0, now - began - limit)
        elif not event:
            ran.complaints += line
        began, watch = now, _watch(process, settings)
    watch.cancel()


def _watch(process: subprocess.Popen[str], settings: Settings) -> Timer:
    watch = Timer(LIMITS_OF_SILENCE * settings.timeout, os.killpg, (process.pid, signal.SIGKILL))
    watch.daemon = True
    watch.start()
    return watch


def outcomes(folder: Path, database: Path, ran: Ran) -> dict[str, Outcome]:
    """What became of each file of the ``folder`` by the ``database`` and by the lines that the run said (``ran``)."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        pages, failures = _pages(connection), _failures(connection)
    return {
        path.name: Outcome(
            pages.get(digest),
            [*failures.get(digest, ()), *failures.get(path.name, ())],
            ran.late.get(path.name, 0.0 if ran.exit_code >= 0 else float("inf")),
        )
        for path in sorted(folder.iterdir())
        for digest in [hashlib.sha256(path.read_bytes()).hexdigest()]
    }


def _pages(connection: sqlite3.Connection) -> dict[str, Sequence[Page]]:
    """The pages of each document, by the SHA-256 of its file."""
    found: dict[str, list[Page]] = {sha256: [] for (sha256,) in connection.execute("SELECT sha256 FROM documents")}
    query = (
        "SELECT sha256, pages.number, text, coalesce(hidden_text, ''),"
        " CASE pages.text_layer WHEN 'ocr' THEN coalesce(text_reason, '') ELSE '' END FROM pages"
        " JOIN documents ON documents.id = document_id ORDER BY pages.number"
    )
    for sha256, *page in connection.execute(query):
        found[sha256].append(Page(*page))
    return dict(found)


def _failures(connection: sqlite3.Connection) -> dict[str, list[Failure]]:
    """The failures of each file, by the SHA-256 of it, or by its name where none is known."""
    found: dict[str, list[Failure]] = defaultdict(list)
    for sha256, path, page, error, hint in connection.execute("SELECT sha256, path, page, error, hint FROM failures"):
        found[sha256 or Path(path).name].append(Failure(page, error, hint))
    return found
