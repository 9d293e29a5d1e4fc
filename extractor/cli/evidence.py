"""``trichluc evidence``."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.line.flags import database_flag
from extractor.cli.terminal.language import language
from extractor.cli.terminal.output import note, write_file, write_line
from extractor.errors import ExitCode, SeveralError, UsageError

if TYPE_CHECKING:
    from extractor.export.evidence.sheet import Sheet
    from extractor.query.picks import Pick

# A file name of most systems has 255 bytes, and this one's letters are ASCII; a key is seldom longer than 60.
LONGEST_NAME = 80
# Keys that are offered on the line of an error; `trichluc compare` lists twenty.
SHOWN_CANDIDATES = 3


@click.command()
@click.argument("ids", metavar="ID", nargs=-1)
@database_flag
@click.option("--series", "series", multiple=True, metavar="INDICATOR", help="A series: words or key, as in compare.")
@click.option("--province", "provinces", multiple=True, help="Of series only this province. May be repeated.")
@click.option("--from", "first", metavar="PERIOD", help="Of series from this period on: 2023, 2023-H1, 2023-Q3.")
@click.option("--to", "last", metavar="PERIOD", help="Of series up to the end of this period.")
@click.option("--place", "places", multiple=True, help="Of series also this district or organ. May be repeated.")
@click.option(
    "--scenario", "scenarios", multiple=True, type=click.Choice(("plan", "forecast")),
    help="Of series also what was planned or forecast. May be repeated.",
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="The file to write; - is standard output.")
@click.option(
    "--files", "folders", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of the PDFs, where they are not where they were read. May be repeated.",
)  # fmt: skip
@click.option("--note", "remark", default="", metavar="TEXT", help="What you want to say on the sheet.")
@click.option("--undated", is_flag=True, help="Without the day of making: twice the same sheet is the same bytes.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.pass_context
def evidence(
    ctx: click.Context,
    ids: tuple[str, ...],
    db: Path,
    series: tuple[str, ...],
    provinces: tuple[str, ...],
    first: str | None,
    last: str | None,
    places: tuple[str, ...],
    scenarios: tuple[str, ...],
    out: Path | None,
    folders: tuple[Path, ...],
    remark: str,
    undated: bool,
    force: bool,
) -> None:  # one parameter an option
    """An evidence sheet: each number or citation cut out of its page, to be checked without the database.

    ID is that of any fact (a number, a citation, a note, a row), of a finding of `trichluc audit`, the id or key of an
    instrument (all that cites it) or of an indicator (its series). The sheet is one HTML file with the pictures in it;
    it prints well, and says of each exhibit the document, page, sentence, SHA-256 and how to check it by hand.

    Where a PDF is missing or is another file by now the sheet shows what the database holds and says so; the exit code
    is 4 then. `trichluc --lang vi evidence …` writes it in Vietnamese.

    \b
    Example:
      trichluc evidence 7f3a9c21b0de-k3
      trichluc evidence 7f3a9c21b0de-c17 7f3a9c21b0de-f4 --out sheet.html
      trichluc evidence vn:cp:nd:2020:30 --files ~/reports
      trichluc evidence --series "ty le giai ngan" --province "Bắc Giang" --from 2021
    """
    from extractor.cli.terminal.reading import reading
    from extractor.export.evidence.gather import Asked, sheet_of
    from extractor.export.evidence.page import sheet_page
    from extractor.export.evidence.pictures import Cutter
    from extractor.facsimile.images import Facsimile
    from extractor.language.catalogue import words_of
    from extractor.query.comparison.points import Filter
    from extractor.query.periods import span_between

    if not ids and not series:
        raise UsageError(
            "Evidence of what?", "Give ids or keys, or --series; `trichluc audit --json` has ids of findings."
        )
    with reading(db) as connection:
        picks = (*(_picked(connection, each) for each in ids), *(_series(connection, each) for each in series))
        target = _target(out, picks[0], force)
        only = Filter(provinces, span_between(first, last), places, scenarios)
        made_on = None if undated else date.today().isoformat()
        asked = Asked(picks, words_of(language()), f"/{db.stem}/-", db.stem, only, made_on, remark)
        with closing(Facsimile.of(db, folders)) as facsimile:
            sheet = sheet_of(connection, asked, Cutter(facsimile))
    if not sheet.exhibits:
        raise UsageError("There is nothing to show", "; ".join(each for part in sheet.parts for each in part.notes))
    _write(sheet_page(sheet), target)
    _report(sheet)
    if any(exhibit.absent for exhibit in sheet.exhibits):
        ctx.exit(ExitCode.SOME_FAILED)


def _picked(connection: sqlite3.Connection, asked: str) -> Pick:
    from extractor.query.picks import DOCUMENT, near_ids, pick

    found = pick(connection, asked)
    if found is None:
        near = near_ids(connection, asked)
        advice = f"Near to it: {', '.join(near)}." if near else "Ids stand in what `trichluc search --json` prints."
        raise UsageError(f"Nothing has the id or key {asked!r}", advice)
    if found.kind == DOCUMENT:
        advice = f"The report of a whole document is made by: trichluc export html FOLDER --document {found.id}"
        raise UsageError(f"{asked} is a document and no fact in it", advice)
    return found


def _series(connection: sqlite3.Connection, asked: str) -> Pick:
    from extractor.query.indicators import choose, find_indicators, near_indicators
    from extractor.query.picks import INDICATOR, Pick

    found = find_indicators(connection, asked)
    chosen = choose(found)
    if chosen is None:
        if found:
            keys = ", ".join(each.key for each in found[:SHOWN_CANDIDATES])
            raise SeveralError(f"{len(found)} indicators fit {asked!r}", f"Give one by its key: {keys}.")
        offered = near_indicators(connection, asked)
        keys = ", ".join(each.key for each in offered[:SHOWN_CANDIDATES])
        advice = f"Give one by its key: {keys}." if keys else "See what there is: `trichluc indicators list`."
        raise UsageError(f"No single indicator is meant by {asked!r}", advice)
    return Pick(INDICATOR, chosen.ids[0], asked)


def _target(out: Path | None, first: Pick, force: bool) -> Path | None:
    """The file to write, None for standard output. Raises ``UsageError`` for one that is there already."""
    if out is not None and str(out) == "-":
        return None
    name = re.sub(r"[^A-Za-z0-9.-]+", "-", first.asked).strip("-.")[:LONGEST_NAME] or first.id
    target = out or Path(f"evidence-{name}.html")
    if target.is_dir():
        raise UsageError(f"{target} is a folder", f"Give a file: --out {(target / 'sheet.html').as_posix()}")
    if target.exists() and not force:
        raise UsageError(f"{target} is there already", "Give another file to --out; --force writes over it.")
    return target


def _write(page: str, target: Path | None) -> None:
    if target is None:
        write_line(page)
        return
    write_file(target, page.encode(), "--out")
    write_line(target.as_posix())


def _report(sheet: Sheet) -> None:
    shown = {exhibit.number for exhibit in sheet.exhibits}
    absent = {exhibit.number: exhibit.absent for exhibit in sheet.exhibits if exhibit.absent}
    note(f"{len(shown)} exhibits, {len(shown) - len(absent)} of them with a picture.")
    for said in dict.fromkeys(absent.values()):
        note(f"{sum(1 for each in absent.values() if each == said)} exhibits: {said}")
    if absent:
        note("Next: --files FOLDER names a folder of the PDFs.")
    for said in (*sheet.notes, *(each for part in sheet.parts for each in part.notes)):
        note(said)
