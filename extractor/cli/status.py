"""``trichluc status``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.line.flags import database_flag, json_flag
from extractor.cli.terminal.output import note, write_json, write_table

if TYPE_CHECKING:
    from extractor.query.state.runs import Health
    from extractor.query.state.status import Status

# A screen of documents; `--json` has all.
SHOWN_DOCUMENTS = 20

# Seconds.
DAY = 24 * 60 * 60


@click.command()
@database_flag
@json_flag
def status(db: Path, as_json: bool) -> None:
    """What is in the database, by issuer and period.

    And how it is doing: how fast the last run was (the last ten minutes of one that goes on), since when something
    fails, and how much room there is. Organs that the registry does not know are listed, the most frequent first:
    candidates for it.

    \b
    Example:
      trichluc status
      trichluc status --json
    """
    from extractor.cli.terminal.reading import reading_after
    from extractor.query.state.runs import read_health
    from extractor.query.state.status import read_status
    from extractor.read.ocr.kept import folder_beside, readings_in
    from extractor.store.runs import CUT_OFF, INTERRUPTED, told_of

    with reading_after(db) as (connection, run):
        found = read_status(connection)
        health = read_health(connection, db, run, datetime.now(UTC))
    kept, kept_bytes = readings_in(folder_beside(db)).count_and_bytes()
    if as_json:
        of_readings = {"kept_readings": kept, "kept_readings_bytes": kept_bytes}
        of_run = {"last_run": run.state, "is_behind": run.is_behind, "unsearchable": run.unsearchable}
        write_json(asdict(found) | of_readings | of_run | asdict(health))
        return
    of_readings = {"kept readings of OCR": kept, "their size in KiB": kept_bytes // 1024} if kept else {}
    write_table(("what", "count"), (_counts(found) | of_readings | _of_health(health)).items(), worded=("what",))
    _show_batches(found)
    _show_other_rules(found)
    if run.state in (CUT_OFF, INTERRUPTED) and not run.is_behind:
        note(told_of(run))
    if found.failures:
        note("`trichluc failures` says what could not be read and what to do.")


def _show_batches(found: Status) -> None:
    from extractor.query.periods import period_name

    write_table(
        ("issuer", "period", "documents"),
        (
            (batch.issuer or "unknown", period_name(batch.period_kind, batch.period_start, None), batch.documents)
            for batch in found.batches
        ),
        title="By issuer and period",
        worded=("issuer", "period"),
    )
    # Shown to whoever keeps the registries: an organ that is missing there is missing in every key.
    if found.unknown_organs:
        write_table(
            ("organ", "times", "for example"),
            ((unknown.organ, unknown.times, unknown.example) for unknown in found.unknown_organs),
            title="Organs that the registry lacks",
        )


def _show_other_rules(found: Status) -> None:
    if found.other_rules:
        write_table(
            ("document", "file", "rules"),
            ((each.document, each.path, each.rules or "none") for each in found.other_rules[:SHOWN_DOCUMENTS]),
            title="Read with other rules",
            worded=("rules",),
        )
        note(
            f"{len(found.other_rules)} documents were read with other rules than those in use now. "
            "`trichluc ingest` with their folder reads them again; --rules, TRICHLUC_RULES or the settings name yours."
        )


def _of_health(health: Health) -> dict[str, float]:
    """How the database is doing, each with its name; what is not known is left out."""
    age, free = health.oldest_failure_seconds, health.free_bytes
    counts = {
        "documents a minute in the last run": health.rate.documents,
        "pages a minute in the last run": health.rate.pages,
        "age of the oldest failure in days": None if age is None else round(age / DAY, 1),
        "files of the database in KiB": health.file_bytes // 1024,
        "free room on its disk in MiB": None if free is None else free // 2**20,
    }
    return {name: count for name, count in counts.items() if count is not None}


def _counts(found: Status) -> dict[str, int]:
    """What is counted, each with its name."""
    counts = {"documents": found.documents, "of these partial": found.partial, "pages": found.pages}
    counts |= {"instruments": found.instruments, **found.facts, "failures": found.failures}
    counts |= {"files that failed": found.failed_files, "size in KiB": found.size_bytes // 1024}
    counts |= {f"text layer {layer}": number for layer, number in found.text_layers.items()}
    counts |= {f"read by version {version}": number for version, number in found.versions.items()}
    if [*found.rules] not in ([], [""]):
        counts |= {
            f"read with rules {rules}" if rules else "read without rules of your own": number
            for rules, number in found.rules.items()
        }
    return counts
