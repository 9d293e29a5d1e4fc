"""``trichluc cite``."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.flags import database_flag, json_flag
from extractor.cli.output import note, write_json, write_table
from extractor.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractor.query.instruments import CitingPlace, Instrument

# A list that a person reads through; who gets more is told to add a word.
MAX_LISTED = 50


@click.command()
@click.argument("query", metavar="TEXT|KEY", nargs=-1, required=True)
@database_flag
@json_flag
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=200,
    show_default=True,
    help="The first N places, oldest period first.",
)
@click.pass_context
def cite(ctx: click.Context, query: tuple[str, ...], db: Path, as_json: bool, limit: int) -> None:
    """An instrument, and who cites it where.

    TEXT is a key, an identifier, or any words of it in any order: type, number, organ, place, year or date;
    accents are optional. Where several fit equally well they are listed; more words or the key choose one. A number
    must fit exactly; where none does, those of another year and those with one digit changed are named as near.

    \b
    Example:
      trichluc cite "qd 4951 ubnd 2023"
      trichluc cite 30/2020/NĐ-CP
      trichluc cite vn:cp:nd:2020:30 --json
    """
    from extractor.query.instruments import citing_places, look_up
    from extractor.search.candidates import MOST
    from extractor.store.database import open_read_only

    text = " ".join(query)
    with closing(open_read_only(db)) as connection:
        found = look_up(connection, text)
        places = citing_places(connection, found.best[0], limit) if len(found.best) == 1 else ()
    if as_json:
        answer = {"instruments": found.best, "others": found.others, "near": found.near, "citations": places}
        write_json({"query": text, **answer})
    elif len(found.best) == 1:
        _show(found.best[0], places)
    elif found.best:
        _list(found.best[:MAX_LISTED])
    if not found.best:
        advice = "Near to it:" if found.near else "Words of the text around it are found by `trichluc search`."
        note(f"Nothing fits {text!r}. {advice}")
        for instrument in found.near:
            note(f"  {instrument.identifier or instrument.title} · {instrument.key}")
        ctx.exit(ExitCode.ERROR)
    # The places may be exactly as many as the limit: only then is the count asked whether there are more.
    if len(places) == limit < found.best[0].times_cited:
        note(f"The first {limit} of {found.best[0].times_cited} places; more with --limit.")
    if len(found.best) > 1:
        shown = f", the first {MAX_LISTED} are listed" if len(found.best) > MAX_LISTED else ""
        count = f"{MOST} or more" if len(found.best) == MOST else len(found.best)
        note(f"{count} fit equally well{shown}: add a year, an organ or a place, or ask for the key.")
    elif found.others:
        others = ", ".join(instrument.key for instrument in found.others[:3])
        note(f"{len(found.others)} more fit less well: {others}{' …' if len(found.others) > 3 else ''}")


def _show(instrument: Instrument, places: Iterable[CitingPlace]) -> None:
    details = {
        "identifier": instrument.identifier,
        "key": instrument.key,
        "type": instrument.doc_type,
        "issuer": instrument.issuer,
        "date": instrument.issued_on,
        "title": instrument.title,
        "cited": f"{instrument.times_cited} times in {instrument.cited_in} documents",
        "first cited": instrument.first_citing_period,
        "last cited": instrument.last_citing_period,
        "findings": instrument.anomalies or None,
    }
    write_table(("", "instrument"), ((name, value) for name, value in details.items() if value is not None))
    write_table(
        ("file", "page", "where", "relation", "printed", "sentence"),
        ((place.file_name, place.page, _where(place), place.relation, place.raw, place.sentence) for place in places),
        title="Cited",
    )


def _list(instruments: Iterable[Instrument]) -> None:
    write_table(
        ("identifier", "type", "issuer", "date", "cited", "key"),
        ((one.identifier, one.doc_type, one.issuer, one.issued_on, one.times_cited, one.key) for one in instruments),
    )


def _where(place: CitingPlace) -> str:
    return f"footnote {place.footnote_number}" if place.footnote_number else place.location
