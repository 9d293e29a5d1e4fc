"""``trichluc ingest``: PDFs into the database."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.corrections import told
from extractor.cli.line.flags import DEFAULT_DATABASE, database_flag, json_flag
from extractor.cli.terminal.language import user_words
from extractor.cli.terminal.log import begin_log, current_log, log_finished
from extractor.cli.terminal.output import note, write_json, write_line, write_table
from extractor.cli.terminal.reading import reading
from extractor.cli.terminal.watching import EVERY, require_usable, told_of_watch
from extractor.errors import ExitCode, MissingPartError, UsageError
from extractor.model.document import RunSummary
from extractor.options import Options

if TYPE_CHECKING:
    from extractor.run.files import Found
    from extractor.run.ingest import Event

# A screen of failures; all of them stand in the database.
SHOWN_FAILURES = 20


def option_flags(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds a flag for each field of ``Options``, with its help, choices and default."""
    # Reversed, as decorators apply from the inside out: the help has the order of the class.
    for option in reversed(fields(Options)):
        choices = option.metadata["choices"]
        command = click.option(
            "--" + option.name.replace("_", "-"),
            option.name,
            is_flag=isinstance(option.default, bool),
            type=click.Choice(choices) if choices else type(option.default),
            default=option.default,
            show_default=not isinstance(option.default, bool) and option.default != "",
            metavar={"rules": "FOLDER", "corrections": "FILE", "readings": "FOLDER", "scheduler": "ADDRESS"}.get(
                option.name
            ),
            help=option.metadata["help"],
        )(command)
    return command


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@database_flag
@option_flags
@json_flag
@click.option("--watch", is_flag=True, help="Go on: read files as they come or change, until Ctrl-C or SIGTERM.")
@click.option(
    "--every",
    type=click.FloatRange(min=0.05),
    default=EVERY,
    show_default=True,
    metavar="SECONDS",
    help="--watch: between two looks; a file is read when it has rested for so long.",
)
@click.option(
    "--log",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How it tells what happens: for people, or one JSON object a line on standard error.",
)
@click.pass_context
def ingest(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    db: Path,
    as_json: bool,
    watch: bool,
    every: float,
    log: str,
    **chosen: Any,
) -> None:
    """Read PDFs (files, folders with all below them, globs) into the database.

    A file that is in the database already is not read again; the same command goes on where it was
    interrupted. What cannot be read is listed with its reason, and costs no other file. Documents stay when
    their file is changed, renamed or deleted; `trichluc forget` takes them out.

    \b
    Example:
      trichluc ingest reports/
      trichluc ingest reports/2024 "more/**/*.pdf" --jobs 4
      trichluc ingest reports/ --retry-failed --timeout 900
      trichluc ingest --watch archive/ --log json
      trichluc ingest s3://bucket/2024
      trichluc ingest /archive/reports --scheduler tcp://machine:8786
    """
    from extractor.cli.terminal.progress import shown_progress
    from extractor.guard.worker import set_for_speed
    from extractor.run.ingest import ingest

    set_for_speed()
    # With --ocr auto a missing engine costs the scanned pages only, each with its hint; forced, it would cost every
    # page.
    if chosen["ocr"] == "force" and not chosen["dry_run"]:
        _require_engine(chosen["ocr_engine"])
    if log == "json":
        begin_log()
    if watch:
        if as_json or chosen["dry_run"]:
            raise UsageError(
                "--watch excludes --json and --dry-run", "Take `--log json`: it tells each run as it ends."
            )
        require_usable(db)
        _watch(paths, db, every, chosen)
        return
    events: list[Event] = []
    if chosen["dry_run"]:
        summary = ingest(paths, db, progress=events.append, **chosen)
    else:
        with shown_progress(silent=as_json) as progress:
            summary = ingest(paths, db, progress=progress, **chosen)
        log_finished(summary)
    if as_json:
        planned = [{"path": event.path, "outcome": event.outcome, "reason": event.reason} for event in events]
        write_json(asdict(summary) | ({"plan": planned} if events else {}))
    elif events:
        _show_plan(events)
    elif current_log() is None:
        _show(summary)
    ctx.exit(_exit_code(summary))


def _show_plan(events: Sequence[Event]) -> None:
    """What would be done with each file."""
    write_table(
        ("outcome", "reason", "path"),
        [(event.outcome, event.reason, event.path) for event in events],
        worded=("outcome", "reason"),
    )


def _watch(paths: tuple[str, ...], db: Path, every: float, chosen: dict[str, Any]) -> None:
    """Goes on until it is ended; ``chosen`` are the fields of ``Options``."""
    from extractor.cli.terminal.progress import shown_progress
    from extractor.run.ingest import Progress, ingest_files
    from extractor.run.watch import watch

    def read(files: Sequence[Found], hear: Progress) -> RunSummary:
        with shown_progress(silent=False) as progress:

            def both(event: Event) -> None:
                hear(event)
                progress(event)

            summary = ingest_files(lambda: [*files], db, progress=both, **chosen)
        log_finished(summary)
        if current_log() is None:
            _show_round(summary)
        return summary

    watch(paths, read, current_log() or told_of_watch, every=every)


def _show_round(summary: RunSummary) -> None:
    """A line and the failures: what is in the database is told by ``status``, not after each file that comes."""
    write_line(_outcomes(summary))
    _show_failures(summary, _named(summary))


def _require_engine(name: str) -> None:
    """Raises ``MissingPartError`` where a part of the OCR engine of this name is not installed."""
    from extractor.doctor import probe_engine

    for part in probe_engine(name):
        if not part.found:
            raise MissingPartError(f"{part.name} is not there; with --ocr force every page needs it", part.install)


def _exit_code(summary: RunSummary) -> ExitCode:
    # Before failures: a script must know that files were not reached, which it cannot mend by --retry-failed.
    if summary.interrupted:
        return ExitCode.INTERRUPTED
    return ExitCode.SOME_FAILED if summary.failed else ExitCode.DONE


def _show(summary: RunSummary) -> None:
    database = _named(summary)
    rows = [(name.replace("_", " "), count) for name, count in summary.counts.items()]
    write_table(("in the database", "count"), [*rows, ("seconds", summary.seconds)], worded=("in the database",))
    if summary.rules_changed:
        note(f"Rules changed: {summary.rules_changed} documents were read again.")
    if summary.recognised_pages:
        note(f"{summary.recognised_pages} pages read by OCR.")
    if summary.kept_pages:
        note(f"{summary.kept_pages} pages from kept readings of OCR.")
    if summary.not_kept:
        note(f"What OCR has read could not be kept: {summary.not_kept}. Reading it again will take as long.")
    if any(summary.corrections.values()):
        note(told(dict(summary.corrections)))
    if summary.corrections.get("waiting") or summary.corrections.get("refused"):
        note("`trichluc corrections list` says why some are not applied.")
    write_line(_outcomes(summary))
    _show_failures(summary, database)
    if summary.interrupted:
        note("Interrupted. The same command goes on from here.")
        return
    _show_next(summary, database)


def _named(summary: RunSummary) -> str:
    """The database as an option of the next command, "" where it needs none."""
    return "" if summary.database == DEFAULT_DATABASE else f" --db {shlex.quote(summary.database)}"


def _outcomes(summary: RunSummary) -> str:
    """How many files had which outcome."""
    done = {"ingested": summary.ingested, "unchanged": summary.unchanged, "failed": summary.failed}
    rest = summary.files - sum(done.values())
    done |= {"not reached or further names" if summary.interrupted else "further names of these": rest} if rest else {}
    words = user_words()
    outcomes = ", ".join(f"{count} {words(outcome)}" for outcome, count in done.items())
    return f"{words('{number} files', number=summary.files)}: {outcomes}"


def _show_next(summary: RunSummary, database: str) -> None:
    """The next three commands, with the program as it was called and an instrument that is there."""
    # As it was called from a checkout (``.venv/bin/trichluc``), so that the lines can be copied.
    program = shlex.quote(sys.argv[0]) if sys.argv[0].startswith(".") else "trichluc"
    # The instrument that is cited most is there for certain and has something to show.
    with reading(Path(summary.database)) as connection:
        found = connection.execute(
            "SELECT identifier FROM instruments WHERE identifier IS NOT NULL ORDER BY times_cited DESC, id LIMIT 1"
        ).fetchone()
    note("Next:")
    is_complete = not summary.failed and not summary.counts["partial_documents"]
    note(f"  {program} {'status' if is_complete else 'failures'}{database}")
    note(f"  {program} cite {shlex.quote(found[0])}{database}" if found else f"  {program} audit{database}")
    note(f"  {program} serve --open{database}")


def _show_failures(summary: RunSummary, database: str) -> None:
    if summary.failures:
        shown = summary.failures[:SHOWN_FAILURES]
        write_table(
            ("failed file", "why", "what to do"),
            [(path, failure.error, failure.hint) for path, failure in shown],
            worded=("why", "what to do"),
        )
    if len(summary.failures) > SHOWN_FAILURES:
        note(f"… and {len(summary.failures) - SHOWN_FAILURES} more: trichluc failures{database}")
    earlier = summary.failed - len(summary.failures)
    if earlier:
        note(f"{earlier} files failed in an earlier run and were not tried again: add --retry-failed.")
