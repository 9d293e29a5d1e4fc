"""``trichluc serve``: the reading room."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli.line.flags import database_flag
from extractor.cli.terminal.output import note


@click.command()
@database_flag
# 8001 is Datasette's own; only this machine is served unless the user says otherwise, as nobody has to log in.
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 opens it to the whole network.")
@click.option("--allow-host", "names", multiple=True, metavar="NAME", help="A further name of this machine.")
@click.option("--open", "browse", is_flag=True, help="Open the browser on it.")
@click.option(
    "--files",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    metavar="FOLDER",
    help="Where the PDFs lie, if they were moved since they were read. May be given several times.",
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="TRICHLUC_CACHE",
    metavar="FOLDER",
    help="Where pictures of pages are kept (up to 500 MB); by default in the cache folder of the user.",
)
@click.option("--sql", is_flag=True, help="Let readers ask questions in SQL of their own.")
def serve(
    db: Path,
    port: int,
    host: str,
    names: tuple[str, ...],
    browse: bool,
    files: tuple[Path, ...],
    cache: Path | None,
    sql: bool,
) -> None:
    """Open the reading room: Datasette on the database, read only.

    Pages in Vietnamese and English with named queries, full text search without accents, facets, and each
    page as it looks, with every fact marked at its place. Nothing is loaded from other hosts. Only this machine
    can open it unless --host says otherwise; by a name of its own (--host 0.0.0.0, http://archive.local:8001) it
    answers only where --allow-host gives that name.

    \b
    Example:
      trichluc serve --open
      trichluc serve --db output/reports.db --port 8002
      trichluc serve --files archive/2024 --files archive/2025
    """
    from extractor.web import room

    room.serve(db, host, port, browse=browse, announce=note, names=names, folders=files, cache=cache, sql=sql)
