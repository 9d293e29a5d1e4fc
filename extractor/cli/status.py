"""``trichluc status``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.flags import database_flag, json_flag
from extractor.cli.terminal.output import note, write_json, write_table

if TYPE_CHECKING:
    from extractor.query.status import Status

# A screen of documents; `--json` has all.
SHOWN_DOCUMENTS = 20


@click.command()
@database_flag
@json_flag
def status(db: Path, as_json: bool) -> None:
    """What is in the database, by issuer and period.

    Organs that the registry does not know are listed, the most frequent first: candidates for it.

    \b
    Example:
      trichluc status
      trichluc status --json
    """
    from extractor.cli.terminal.reading import reading
    from extractor.query.periods import period_name
    from extractor.query.status import read_status
    from extractor.read.ocr.kept import folder_beside, readings_in
    from extractor.store.runs import CUT_OFF, INTERRUPTED, last_run, told_of

    with reading(db) as connection:
        found = read_status(connection)
        run = last_run(connection, db)
    kept, kept_bytes = readings_in(folder_beside(db)).count_and_bytes()
    if as_json:
        write_json(asdict(found) | {"kept_readings": kept, "kept_readings_bytes": kept_bytes, "last_run": run.state})
        return
    of_readings = {"kept readings of OCR": kept, "their size in KiB": kept_bytes // 1024} if kept else {}
    write_table(("what", "count"), (_counts(found) | of_readings).items(), worded=("what",))
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
    if run.state in (CUT_OFF, INTERRUPTED) and not run.is_behind:
        note(told_of(run))
    if found.failures:
        note("`trichluc failures` says what could not be read and what to do.")


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
