"""``trichluc export``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click

from extractor.cli.line.flags import database_flag
from extractor.cli.terminal.language import language
from extractor.cli.terminal.output import note, write_line
from extractor.errors import SeveralError, TrichlucError
from extractor.export.formats import FORMATS
from extractor.export.plan import Format, Part, Taken
from extractor.export.relations import Described

# What the reading room knows of tables and columns, for one that is served without the project's plugin.
DATASETTE = "datasette"

# The format that is read file by file, so that one for each province and year is of use.
PARTITIONED = "parquet"

# Documents that are offered on the line of an error; `trichluc show` lists all.
SHOWN_CANDIDATES = 3

ABOUT = {
    **{name: form.about for name, form in FORMATS.items()},
    DATASETTE: "titles and descriptions for a Datasette without the plugin",
}
NAMES = tuple(ABOUT)
_LINES = "\n".join(f"{name:<12} {about}" for name, about in ABOUT.items())

_HELP = f"""The collection into FOLDER, for other programs.

\b
{_LINES}

Files are UTF-8; the same database gives the same bytes. Only files of earlier exports are replaced.

\b
Example:
  trichluc export xlsx output/xlsx
  trichluc export csv output/csv --tables citations,instruments
  trichluc export ris --of instruments --out output/zotero
  trichluc export parquet output/parquet --partition
"""


@click.command(help=_HELP)
@click.argument("form", metavar=f"{{{'|'.join(NAMES)}}}", type=click.Choice(NAMES))
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@database_flag
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder, as an option.")
@click.option("--force", is_flag=True, help="Write into a folder that holds other files too; these stay.")
@click.option("--tables", metavar="NAME,NAME", default="", help="Only these tables and views.")
@click.option("--document", help="Only what is of one document: its id, file name or number, or a part of one.")
@click.option(
    "--of",
    type=click.Choice(["documents", "instruments"]),
    default="documents",
    show_default=True,
    help="bibtex, ris, csl-json: references of the documents, or of the instruments that they cite.",
)
@click.option("--raw", is_flag=True, help="csv: cells exactly as they are, formulas too.")
@click.option("--excel", is_flag=True, help="csv: with byte order mark and line ends for Excel.")
@click.option(
    "--partition",
    is_flag=True,
    help="parquet: a folder for each province and year (document_place=…/document_year=…).",
)
@click.option(
    "--address",
    metavar="URL",
    default="",
    help="References and eli link to the reading room there (http://…/reports/-).",
)
@click.option(
    "--files",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="html: a folder of the PDFs, where they are not where they were read. May be repeated.",
)
def export(
    form: str,
    folder: Path | None,
    db: Path,
    out: Path | None,
    force: bool,
    tables: str,
    document: str | None,
    of: str,
    raw: bool,
    excel: bool,
    partition: bool,
    address: str,
    files: tuple[Path, ...],
) -> None:
    """Writes the collection into a folder."""
    from extractor.cli.terminal.progress import counted_rows
    from extractor.cli.terminal.reading import reading
    from extractor.export.relations import Selection, collection
    from extractor.language.catalogue import words_of

    # Two spellings, as other tools of the kind have the one or the other; both at once could name two folders.
    if (folder is None) == (out is None):
        raise click.UsageError("Give one folder, as FOLDER or with --out.")
    if partition and form != PARTITIONED:
        raise click.UsageError(f"--partition is of {PARTITIONED} alone; leave it out.")
    target = folder or out
    assert target is not None
    chosen = [name.strip() for name in tables.split(",") if name.strip()]
    with reading(db) as connection:
        one = None if document is None else _the_document(connection, document)
        taken = Taken(
            collection=collection(connection, Selection(chosen, one), described_in(language())),
            words=words_of(language()),
            raw=raw,
            excel=excel,
            partitioned=partition,
            of=of,
            address=address,
            files=files,
            progress=counted_rows(),
        )
        written = _written(taken, target, form, db, force)
    for path in written:
        write_line(path.as_posix())
    note(f"{len(written)} files in {target}")


def _the_document(connection: sqlite3.Connection, asked: str) -> str:
    """The id of the document that is meant; what is asked where there is none."""
    from extractor.query.document.head import documents_named

    found = documents_named(connection, asked)
    if len(found) > 1:
        named = ", ".join(f"{each.id} ({each.file_name})" for each in found[:SHOWN_CANDIDATES])
        raise SeveralError(f"Several documents fit {asked!r}", f"Give the id of one: {named}.")
    return found[0].id if found else asked


def _written(taken: Taken, folder: Path, form: str, db: Path, force: bool) -> tuple[Path, ...]:
    from extractor.export.folder import export_folder

    try:
        return export_folder(taken, folder, _formats(db)[form], force=force)
    except OSError as error:
        advice = "Make room, or give another folder."
        raise TrichlucError(f"{folder} cannot be written: {error.strerror or error}", advice) from error


def described_in(language: str) -> Described:
    """What the reading room says of tables, views and their columns."""
    from extractor.web.metadata import column_texts, described

    return {name: {**said, "columns": column_texts(name, language)} for name, said in described(language).items()}


def _formats(database: Path) -> Mapping[str, Format]:
    """All formats; Datasette's needs the name that the database has when it is served."""

    def plan(taken: Taken) -> list[Part]:
        return [Part("metadata.json", partial(_write_metadata, taken=taken, database=database.stem))]

    return {**FORMATS, DATASETTE: Format(DATASETTE, ABOUT[DATASETTE], plan)}


def _write_metadata(path: Path, taken: Taken, database: str) -> None:
    from extractor.web.metadata import columns_of, metadata

    said = metadata(database, columns_of(taken.collection.connection), taken.words.language)
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
