"""``trichluc search``."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from extractor.cli.flags import database_flag, json_flag
from extractor.cli.output import note, write_json, write_table
from extractor.errors import ExitCode


@click.command()
@click.argument("text", nargs=-1, required=True)
@database_flag
@json_flag
# A screen of hits: they are in order of fit, and further down lies what fits less.
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="The best N hits.")
@click.pass_context
def search(ctx: click.Context, text: tuple[str, ...], db: Path, as_json: bool, limit: int) -> None:
    """Full text over pages, footnotes and tables.

    Accents are optional. All words must occur; words in double quotes, or joined as in 4951/QĐ-UBND, must follow
    each other; a star ends the beginning of a word. Exit code 1 when nothing is found.

    \b
    Example:
      trichluc search "chuyển đổi số"
      trichluc search giai ngan dau tu cong --limit 50 --json
    """
    from extractor.query.hits import find_hits
    from extractor.store.database import open_read_only

    asked = " ".join(text)
    with closing(open_read_only(db)) as connection:
        found = find_hits(connection, asked, limit)
    if as_json:
        write_json(found)
    else:
        write_table(
            ("file", "page", "where", "printed"),
            ((hit.file_name, hit.page, hit.where, hit.snippet) for hit in found),
        )
    if not found:
        note(f"Nothing holds {asked!r}. Try fewer words; `trichluc status` says what is in the database.")
        ctx.exit(ExitCode.ERROR)
    note(f"{len(found)} hits" + (f", the best {limit}; more with --limit" if len(found) == limit else ""))
