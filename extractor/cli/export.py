"""``trichluc export``."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from extractor.cli.flags import database_flag
from extractor.cli.output import note, write_line
from extractor.errors import TrichlucError
from extractor.export.records import FORMATS, export_folder


@click.command()
@click.argument("form", metavar=f"{{{'|'.join(FORMATS)}}}", type=click.Choice(list(FORMATS)))
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@database_flag
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder, as an option.")
@click.option("--force", is_flag=True, help="Write into a folder that holds other files too.")
def export(form: str, folder: Path | None, db: Path, out: Path | None, force: bool) -> None:
    """All tables and views into FOLDER, one file each.

    Files are UTF-8; the same database gives the same bytes. JSON Lines keep lists as lists.

    \b
    Example:
      trichluc export csv output/csv
      trichluc export jsonl --out output/jsonl
    """
    from extractor.store.database import open_read_only

    # Two spellings, as other tools of the kind have the one or the other; both at once could name two folders.
    if (folder is None) == (out is None):
        raise click.UsageError("Give one folder, as FOLDER or with --out.")
    target = folder or out
    assert target is not None
    with closing(open_read_only(db)) as connection:
        try:
            written = export_folder(connection, target, form, force=force)
        except OSError as error:
            advice = "Make room, or give another folder."
            raise TrichlucError(f"{target} cannot be written: {error.strerror}", advice) from error
    for path in written:
        write_line(path.as_posix())
    note(f"{len(written)} files in {target}")
