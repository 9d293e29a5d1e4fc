"""Opening the database that a command reads: what its answer lacks is said before it is given."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from extractor.cli.terminal.output import UNFINISHED, note
from extractor.store.database import open_read_only
from extractor.store.runs import WRITING, LastRun, last_run, told_of


@contextmanager
def reading(db: Path) -> Iterator[sqlite3.Connection]:
    """The database, open for reading. A run that was cut off, or goes on, is told, as the answer may be without it."""
    with reading_after(db) as (connection, _):
        yield connection


@contextmanager
def reading_after(db: Path) -> Iterator[tuple[sqlite3.Connection, LastRun]]:
    """The same, with what its last run has left."""
    with closing(open_read_only(db)) as connection:
        run = last_run(connection, db)
        if run.is_behind or run.state == WRITING:
            note(told_of(run))
            if run.state != WRITING:
                note("Run the same `trichluc ingest` command again: it goes on from there.")
            click.get_current_context().meta[UNFINISHED] = asdict(run)
        yield connection, run
