"""``trichluc forget``: takes documents out of the database again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.corrections import file_flag
from extractor.cli.line.flags import database_flag, json_flag
from extractor.cli.terminal.language import user_words
from extractor.cli.terminal.output import note, write_json, write_table
from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.run.forget import Parting


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@database_flag
@click.option("--yes", is_flag=True, help="Do not ask before several documents go.")
@click.option("--dry-run", is_flag=True, help="Show what would go, and change nothing.")
@file_flag
@json_flag
def forget(paths: tuple[str, ...], db: Path, yes: bool, dry_run: bool, file: Path | None, as_json: bool) -> None:
    """Take documents out of the database, with all that came from them.

    PATH is the id of a document, a name or folder as the database calls it, a file name, or a path on disk. Of a file
    that is known by several names only the one that is given goes; the document goes with its last. The files
    themselves stay, and so do what OCR has read of their pages and the verdicts of readers.

    \b
    Example:
      trichluc forget 7f3a9c21b0de
      trichluc forget 2024/bao-cao-q1.pdf
      trichluc forget 2019 --dry-run
      trichluc forget 2019 2020 --yes
    """
    from contextlib import closing

    from extractor.corrections.file import corrections_of
    from extractor.run.forget import forget as forget_them
    from extractor.run.forget import partings
    from extractor.store.database import open_read_only

    corrections = corrections_of(db, file)
    with closing(open_read_only(db)) as connection:
        going = partings(connection, db, paths)
    if not dry_run and not yes and len(going) > 1:
        _ask(going)
    counts = {} if dry_run else forget_them(db, going, corrections)
    if as_json:
        write_json({"forgotten": going, "dry_run": dry_run, "counts": counts})
        return
    _show(going)
    if dry_run:
        note("Nothing was changed.")
    else:
        documents = sum(each.is_last and each.document is not None for each in going)
        note(f"Documents forgotten: {documents}. The database holds {counts['documents']}.")
        note("Files that stay in their folder are read again by the next ingest of it: move them away as well.")


def _ask(going: list[Parting]) -> None:
    """Raises ``UsageError`` where nobody is there to say yes, ``click.Abort`` where somebody says no."""
    if not sys.stdin.isatty():
        raise UsageError(f"{len(going)} files would be forgotten", "See which with --dry-run, then add --yes.")
    _show(going)
    if not click.confirm(user_words()("Forget these {number} files?", number=len(going)), err=True):
        raise click.Abort


def _show(going: list[Parting]) -> None:
    rows = [(_what(each), name, each.document) for each in going for name in each.names]
    write_table(("what goes", "file", "document"), rows, worded=("what goes",))


def _what(parting: Parting) -> str:
    if not parting.is_last:
        return "a name alone"
    return "document" if parting.document else "failure"
