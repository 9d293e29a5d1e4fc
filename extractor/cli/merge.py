"""``trichluc merge``: databases of different people into one."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.line.flags import database_flag, json_flag
from extractor.cli.terminal.output import note, write_json, write_table
from extractor.errors import ExitCode

if TYPE_CHECKING:
    from extractor.run.merge import Joined, MergeSummary

COLUMNS = ("database", "files", "taken", "newer", "older", "failed")


@click.command()
@click.argument("databases", nargs=-1, required=True, metavar="DATABASE...", type=click.Path(path_type=Path))
@database_flag
@json_flag
@click.pass_context
def merge(ctx: click.Context, databases: tuple[Path, ...], db: Path, as_json: bool) -> None:
    """Join databases of different people into the one of --db, which may be new.

    Documents that are not there yet come with all their facts, failures and paths. Of one that is in both the reading
    of the newer version counts, then one of which no page failed. The result is that of one `ingest` of all files.
    The databases that are joined stay as they are, and so do the corrections, decisions and verdicts that belong to
    them: it is told how to take them along. The same command goes on where it was interrupted.

    \b
    Example:
      trichluc merge thanh-hoa.db lam-dong.db --db both.db
      trichluc merge colleague.db --db output/reports.db
    """
    from extractor.cli.terminal.progress import PHASES
    from extractor.run.ingest import FINISHING
    from extractor.run.merge import merge

    def told(database: str, files: int) -> None:
        note(f"{database}: {files} files" if database else PHASES[FINISHING])

    summary = merge(databases, db, progress=(lambda database, files: None) if as_json else told)
    if as_json:
        write_json(asdict(summary))
    else:
        _show(summary)
    ctx.exit(ExitCode.INTERRUPTED if summary.interrupted else ExitCode.DONE)


def _show(summary: MergeSummary) -> None:
    write_table(COLUMNS, [[getattr(each, column) for column in COLUMNS] for each in summary.joined])
    counts = [(name.replace("_", " "), count) for name, count in summary.counts.items()]
    write_table(("in the database", "count"), counts, title=summary.database, worded=("in the database",))
    for each in summary.joined:
        _tell_what_stays(each, summary.database)
    if summary.ways > 1:
        note(f"The documents were read in {summary.ways} ways (version, options, rules of your own).")
        note("`trichluc ingest` with their folders reads those again that were read otherwise than now.")
    if summary.interrupted:
        note("Interrupted. The same command goes on from here.")


def _tell_what_stays(joined: Joined, database: str) -> None:
    beside = Path(database).parent
    if joined.corrections:
        note(
            f"{joined.database}: {joined.corrections} corrections are not taken over. To have them copy those of "
            f"its corrections.toml into {beside / 'corrections.toml'}, then: "
            f"trichluc corrections apply --db {shlex.quote(database)}"
        )
    if joined.decisions:
        note(
            f"{joined.database}: {joined.decisions} decisions about indicators are not taken over. To have them: "
            f"trichluc indicators relink --indicators FILE.toml --db {shlex.quote(database)}"
        )
    if joined.has_verdicts:
        note(f"{joined.database}: the verdicts of its readers stay beside it, and are not touched.")
