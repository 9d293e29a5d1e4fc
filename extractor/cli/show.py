"""``trichluc show``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.line.flags import database_flag, json_flag
from extractor.cli.terminal.language import language
from extractor.cli.terminal.links import Links, links_to, room_flag
from extractor.cli.terminal.output import note, shown_to_a_person, write_json, write_line
from extractor.errors import ExitCode, TrichlucError, UsageError

if TYPE_CHECKING:
    import sqlite3

    from extractor.query.document.head import Named

# Columns. What is not a terminal gets the width that fits on every one.
NARROW, WIDE = 80, 100


@click.command()
@click.argument("document", metavar="DOCUMENT")
@click.argument("page", type=click.IntRange(min=1), required=False)
@database_flag
@json_flag
@room_flag
@click.option("--all", "everything", is_flag=True, help="All of each part, not its beginning.")
@click.pass_context
def show(
    ctx: click.Context, document: str, page: int | None, db: Path, as_json: bool, room: str, everything: bool
) -> None:
    """What was read of a document, or of one of its pages.

    DOCUMENT is an id or its beginning, a file name, a number, or a part of either; accents are optional. Without PAGE:
    head, findings, sections, what it cites, tables, figures, notes. With PAGE: the text of the page and all that was
    read on it. Each fact has its short name (c17), which makes its address in the reading room.

    \b
    Examples:
      trichluc show 7f3a9c21b0de
      trichluc show cao-bang_2024_q1.pdf 3
      trichluc show 45/BC-UBND --all
      trichluc show 7f3a --json
    """
    from extractor.cli.terminal.reading import reading
    from extractor.query.document.head import documents_named

    with reading(db) as connection:
        named = documents_named(connection, document)
        if not named:
            raise TrichlucError(
                f"There is no document {document!r}.",
                "Give an id, a file name or a number; words of the text are found by `trichluc search`.",
            )
        if len(named) > 1:
            _list(named, document)
            ctx.exit(ExitCode.ERROR)
        if as_json:
            write_json(_as_value(connection, named[0].id, page))
            return
        for line in _lines(connection, named[0].id, page, links_to(room, db), everything=everything):
            write_line(line)
    address = f"/{db.stem}/-"
    note(f"In the reading room (trichluc serve): {address}/document/{named[0].id}")
    note(f"A fact, such as c1: {address}/fact/{named[0].id}-c1")


def _as_value(connection: sqlite3.Connection, document: str, page: int | None) -> object:
    from extractor.query.document.on_page import ALL, read_page
    from extractor.query.document.page import PARTS, Extent, read_document

    extent = Extent(dict.fromkeys(PARTS, (ALL, 0)), shown_tables=None, shown_rows=ALL)
    found = read_document(connection, document, extent if page is None else Extent({}))
    assert found is not None
    if page is None:
        return found
    _refuse_beyond(page, found.head.page_count)
    return {"head": found.head, "page": read_page(connection, found.head, page)}


def _lines(
    connection: sqlite3.Connection, document: str, page: int | None, links: Links, *, everything: bool
) -> list[str]:
    import shutil

    from extractor.cli.terminal.document_lines import DocumentLines
    from extractor.language.catalogue import words_of
    from extractor.query.document.on_page import ALL, read_page
    from extractor.query.document.page import PARTS, Extent, read_document

    width = min(shutil.get_terminal_size((NARROW, 24)).columns, WIDE) if shown_to_a_person() else NARROW
    writer = DocumentLines(document, width, words_of(language()), links)
    if page is not None:
        found = read_document(connection, document, Extent({}))
        assert found is not None
        _refuse_beyond(page, found.head.page_count)
        return [*writer.head(found.head), *writer.page(read_page(connection, found.head, page))]
    extent = Extent(dict.fromkeys(PARTS, (ALL, 0)), None, ALL) if everything else Extent(shown_tables=0)
    found = read_document(connection, document, extent)
    assert found is not None
    return [*writer.head(found.head), *writer.document(found)]


def _refuse_beyond(page: int, page_count: int) -> None:
    if page > page_count:
        raise UsageError(f"There is no page {page}.", f"The document has {page_count} pages.")


def _list(named: tuple[Named, ...], text: str) -> None:
    from extractor.export.inert import shown_line
    from extractor.query.document.head import MOST_NAMED

    for each in named[:MOST_NAMED]:
        write_line(shown_line(f"{each.id}  {each.file_name}  {each.doc_type or ''} {each.identifier or ''}"))
    count = f"More than {MOST_NAMED}" if len(named) > MOST_NAMED else str(len(named))
    note(f"{count} documents fit {text!r}: give the id of one, or more of its name.")
