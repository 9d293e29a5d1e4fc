"""``trichluc failures``."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from extractor.cli.line.flags import database_flag, json_flag
from extractor.cli.terminal.output import note, write_json, write_table


@click.command()
@database_flag
@json_flag
def failures(db: Path, as_json: bool) -> None:
    """What could not be read, why, and what to do next.

    A line a file, page or stage. The rest of a file of which only a page failed is in the database.

    \b
    Example:
      trichluc failures
      trichluc failures --json
    """
    from extractor.cli.terminal.reading import reading
    from extractor.query.state.status import list_failures

    with reading(db) as connection:
        found = list_failures(connection)
    if as_json:
        write_json(found)
    else:
        write_table(
            ("file", "page", "stage", "error", "what to do", "attempts"),
            ((row.path, row.page or "all", row.stage, row.error, row.hint, row.attempts) for row in found),
            worded=("page", "stage", "error", "what to do"),
        )
    if found:
        note(f"Try them again: trichluc ingest FOLDER --retry-failed --db {shlex.quote(str(db))}")
    else:
        note("Nothing failed.")
