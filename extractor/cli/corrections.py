"""``trichluc corrections``: what a user corrects, and what came of it."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.line.flags import database_flag, json_flag
from extractor.cli.terminal.language import user_words
from extractor.cli.terminal.output import note, write_json, write_table
from extractor.errors import ExitCode

if TYPE_CHECKING:
    from extractor.query.corrections import Stated

file_flag = click.option(
    "--corrections",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file of corrections.  [default: corrections.toml beside the database]",
)


@click.group()
def corrections() -> None:
    """Corrections of your own: list them with what came of each, apply them.

    They stand in corrections.toml beside the database, and `ingest` applies them on every run. The database keeps what
    was read beside what was corrected.

    \b
    [[correction]]
    fact = "7f3a9c21b0de-c17"            the id of a fact or document
    print = "Quyết định số 4951/QĐ-UBNB" (what is printed: so that a new version finds it again)
    field = "identifier"
    value = "4951/QĐ-UBND"               ("" for nothing)
    reason = "typing error in the report"
    who = "Lan"
    when = 2026-11-30
    [[correction]]
    document = "2024/bc.pdf"             id, path or file name; without print it is the document that is corrected
    field = "issued_on"
    …

    \b
    Example:
      trichluc corrections list
      trichluc corrections apply
    """


@corrections.command("list")
@database_flag
@file_flag
@json_flag
def list_all(db: Path, file: Path | None, as_json: bool) -> None:
    """All corrections of the database: applied, waiting for their fact, or refused, each with its line.

    \b
    Example:
      trichluc corrections list
    """
    from extractor.cli.terminal.reading import reading
    from extractor.corrections.file import corrections_of
    from extractor.query.corrections import list_corrections

    with reading(db) as connection:
        found = list_corrections(connection)
    written = corrections_of(db, file)
    if as_json:
        write_json(found)
        return
    _show(found)
    if not found and not written:
        note("There are no corrections.")
    stored = {(each.line, each.correction.field, each.correction.value) for each in found}
    if {(each.line, each.field, each.value) for each in written} - stored or (found and not written):
        note("The file has changed since: `trichluc corrections apply` takes it up.")


@corrections.command("apply")
@database_flag
@file_flag
@json_flag
@click.pass_context
def apply(ctx: click.Context, db: Path, file: Path | None, as_json: bool) -> None:
    """Apply the file of corrections without reading any PDF; what an earlier one changed is put back first.

    Corrections whose line is gone are withdrawn: their facts hold again what was read.

    \b
    Example:
      trichluc corrections apply
      trichluc corrections apply --corrections mine.toml
    """
    from extractor.corrections.apply import REFUSED, correct_corpus
    from extractor.corrections.file import corrections_of
    from extractor.query.corrections import list_corrections
    from extractor.store.database import open_database

    written = corrections_of(db, file)
    with closing(open_database(db)) as connection:
        counts = correct_corpus(connection, written)
        found = list_corrections(connection)
    if as_json:
        write_json({"counts": dict(counts), "corrections": found})
    else:
        _show([each for each in found if each.state != "applied"])
        note(told(counts))
    ctx.exit(ExitCode.SOME_FAILED if counts[REFUSED] else ExitCode.DONE)


def told(counts: Counter[str] | dict[str, int]) -> str:
    """How many corrections are in which state, in the language of the user."""
    words = user_words()
    listed = ", ".join(f"{count} {words(state)}" for state, count in sorted(counts.items()) if count)
    return words("Corrections: {counts}.", counts=listed or words("none"))


def _show(found: list[Stated] | tuple[Stated, ...]) -> None:
    columns = ("line", "state", "fact", "field", "read", "corrected", "reason", "remark")
    rows: list[tuple[Any, ...]] = [
        (each.line, each.state, each.fact or each.document, one.field, one.read, one.value, one.reason, one.remark)
        for each in found
        for one in [each.correction]
    ]
    if rows:
        write_table(columns, rows, worded=("state", "remark"))
