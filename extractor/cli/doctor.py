"""``trichluc doctor``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.line.flags import database_flag, json_flag
from extractor.cli.terminal.output import note, write_json, write_table
from extractor.errors import ExitCode

if TYPE_CHECKING:
    from extractor.doctor import Part


@click.command()
@database_flag
@json_flag
@click.pass_context
def doctor(ctx: click.Context, db: Path, as_json: bool) -> None:
    """Which outside parts are there, how to get others.

    Looks for Tesseract and its Vietnamese data, other OCR engines, fonts, SQLite with full-text search, the
    libraries, and write access. Exit code 3 when a needed part is missing.

    \b
    Example:
      trichluc doctor
    """
    from extractor.doctor import probe_all

    parts = probe_all(db)
    if as_json:
        write_json(parts)
    else:
        write_table(
            ("part", "state", "detail"),
            ((part.name, _state(part), part.detail) for part in parts),
            worded=("part", "state", "detail"),
        )
    for part in parts:
        if not part.found:
            note(f"Missing: {part.name}. Install: {part.install}. Works without: {part.without or 'nothing'}.")
    if any(part.needed and not part.found for part in parts):
        ctx.exit(ExitCode.MISSING_PART)


def _state(part: Part) -> str:
    if part.found:
        return "ok"
    return "missing" if part.needed else "missing, optional"
