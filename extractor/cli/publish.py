"""``trichluc publish``."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli.line.flags import database_flag, json_flag
from extractor.cli.terminal.output import note, write_json, write_line
from extractor.errors import TrichlucError, reason_of


@click.command()
@click.argument("out", metavar="OUT.db", type=click.Path(dir_okay=False, path_type=Path))
@database_flag
@click.option("--force", is_flag=True, help="Replace an earlier published copy; nothing else is ever replaced.")
@json_flag
def publish(out: Path, db: Path, force: bool, as_json: bool) -> None:
    """A copy of the database for many readers: it is never changed, all is counted, the search index is in order.

    Beside OUT.db stand OUT.db.inspect.json (counts, for Datasette) and OUT.db.sha256 (for sha256sum -c). The PDFs, kept
    readings and verdicts beside the database are no part of it. `trichluc serve` and Datasette open it as immutable.

    \b
    Example:
      trichluc publish site/archive.db
      trichluc publish site/archive.db --force
    """
    from extractor.cli.terminal.reading import reading
    from extractor.export.publish import publish as make

    # Opened for what it says of a run that is not finished: the copy is of this moment.
    with reading(db):
        pass
    try:
        made = make(db, out, force=force, tell=note)
    except OSError as error:
        raise TrichlucError(
            f"{out} cannot be written: {reason_of(error)}", "Make room, or give another name."
        ) from error
    if as_json:
        write_json(made)
        return
    for path in (made.file, made.counts, made.checksum):
        write_line(path.as_posix())
    note(f"{made.size:,} bytes, SHA-256 {made.sha256}")
