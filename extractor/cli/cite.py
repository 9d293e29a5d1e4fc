"""``trichluc cite``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.line.flags import database_flag, json_flag
from extractor.cli.terminal.language import language, spoken, user_words
from extractor.cli.terminal.links import links_to, room_flag
from extractor.cli.terminal.output import note, shown_to_a_person, terminal_width, write_json, write_line, write_table
from extractor.errors import ExitCode

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from extractor.cli.terminal.links import Links
    from extractor.query.instrument.versions import Version
    from extractor.query.instruments import CitingPlace, Instrument, LookUp

# A list that a person reads through; who gets more is told to add a word.
MAX_LISTED = 50
# Letters of a title on the line of a guess.
TITLE = 60
# Places in a table for programs, and sentences on three screens of a terminal, so many of each document.
PLACES, SENTENCES, OF_A_DOCUMENT = 200, 30, 3


@click.command()
@click.argument("query", metavar="TEXT|KEY", nargs=-1, required=True)
@database_flag
@json_flag
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    help=f"The first N places, oldest period first.  [default: {PLACES}, in a terminal {SENTENCES}]",
)
@click.option("--long", "as_table", is_flag=True, help="The table of all details in a terminal, too.")
@room_flag
@click.pass_context
def cite(
    ctx: click.Context, query: tuple[str, ...], db: Path, as_json: bool, limit: int | None, as_table: bool, room: str
) -> None:
    """An instrument, and who cites it where.

    TEXT is a key, an identifier, or any words of it in any order: type, number, organ, place, year or date;
    accents are optional. Where several fit equally well they are listed, with exit code 1; more words or the key
    choose one. A number must fit exactly; where none does, those of another year and those with one digit changed are
    named as near. Half the name of a law finds it, with all its versions and who cites which.

    In a terminal the instrument is a card, with the sentences of each document under it; pages are links into the
    reading room where one is open. Elsewhere, and with --long, both are tables.

    \b
    Example:
      trichluc cite "qd 4951 ubnd 2023"
      trichluc cite 30/2020/NĐ-CP
      trichluc cite "luat dat dai"
      trichluc cite vn:cp:nd:2020:30 --json
    """
    from extractor.cli.terminal.reading import reading
    from extractor.query.instrument.versions import are_one_title, list_versions
    from extractor.query.instruments import look_up

    text = " ".join(query)
    short = shown_to_a_person() and not as_table and not as_json
    with reading(db) as connection:
        found = look_up(connection, text)
        ids = [one.instrument_id for one in found.best]
        is_one = len(ids) == 1 or (len(ids) > 1 and are_one_title(connection, ids))
        versions = list_versions(connection, ids[0]) if is_one else ()
        places = () if short or not is_one else _places(connection, found.best, limit or PLACES)
        shown = _in_short(connection, found, versions, limit, links_to(room, db)) if short else len(places)
    if as_json:
        cited = [place for _, place in places]
        answer = {"instruments": found.best, "others": found.others, "near": found.near, "versions": versions}
        write_json({"query": text, **answer, "citations": cited})
    elif is_one and not short:
        _show(found.best, versions, places)
    elif found.best and not short:
        _list(found.best[:MAX_LISTED])
    _remark(ctx, text, found, shown, is_one=is_one)


def _places(
    connection: sqlite3.Connection, instruments: Iterable[Instrument], limit: int
) -> list[tuple[Instrument, CitingPlace]]:
    """The places that cite the versions of a law, or one instrument, so many at most."""
    from extractor.query.instruments import citing_places

    found = [(one, place) for one in instruments for place in citing_places(connection, one, limit)]
    return found[:limit]


def _remark(ctx: click.Context, text: str, found: LookUp, shown: int, *, is_one: bool) -> None:
    """What is said beside the result: what else there is, and how to come to it."""
    from extractor.cli.terminal.citing import shortened
    from extractor.export.inert import shown_line
    from extractor.query.instrument.versions import MOST_UNCITED, laws_like
    from extractor.search.candidates import MOST

    if not found.best:
        advice = "Did you mean:" if found.near else "Words of the text around it are found by `trichluc search`."
        note(f"Nothing fits {text!r}. {advice}")
        for instrument in found.near:
            known = (instrument.identifier, shortened(shown_line(instrument.title), TITLE), instrument.key)
            note(f"  {' · '.join(filter(None, known))}")
        for name in laws_like(text)[:MOST_UNCITED]:
            note(f"No document here cites {name}.")
        ctx.exit(ExitCode.ERROR)
    cited = sum(one.times_cited for one in found.best)
    if is_one and shown < cited:
        note(f"The first {shown} of {cited} places; more with --limit.")
    if not is_one:
        shown_of = f", the first {MAX_LISTED} are listed" if len(found.best) > MAX_LISTED else ""
        count = f"{MOST} or more" if len(found.best) == MOST else len(found.best)
        note(f"{count} fit equally well{shown_of}: add a year, an organ or a place, or ask for the key.")
        ctx.exit(ExitCode.ERROR)
    elif found.others:
        others = ", ".join(instrument.key for instrument in found.others[:3])
        note(f"{len(found.others)} more fit less well: {others}{' …' if len(found.others) > 3 else ''}")


def _in_short(
    connection: sqlite3.Connection, found: LookUp, versions: Sequence[Version], limit: int | None, links: Links
) -> int:
    """Writes what a person reads, and returns how many places are shown.

    Without a ``limit`` so many of each document that other documents are seen, too.
    """
    # Not at the top: programs get tables, and need none of it (test_main.py).
    from extractor.cli.terminal import citing
    from extractor.language.catalogue import words_of
    from extractor.query.citation_index import named_entries
    from extractor.query.instrument.record import read_record
    from extractor.query.instrument.relations import list_relations

    words, width = words_of(language()), terminal_width()
    if len(found.best) > 1 and not versions:
        entries = named_entries(connection, [one.instrument_id for one in found.best[:MAX_LISTED]])
        for line in citing.listed(entries, words, width, links):
            write_line(line)
        return 0
    most, shown = limit or SENTENCES, 0
    for at, one in enumerate(found.best):
        record = read_record(connection, one.instrument_id)
        if record is None:
            continue
        for line in ("",) if at else ():
            write_line(line)
        for line in citing.card(record, list_relations(connection, one.instrument_id), words, width, links):
            write_line(line)
        if at == 0:
            for line in citing.versions(versions, one.instrument_id, words, width, links):
                write_line(line)
        # So much of each version that the others are seen, too.
        share = most - shown if limit else (most - shown) // (len(found.best) - at)
        shown += _sentences(connection, one.instrument_id, share, bool(limit), links)
    return shown


def _sentences(connection: sqlite3.Connection, ident: str, most: int, is_limited: bool, links: Links) -> int:
    """Writes the sentences that cite an instrument, and returns how many."""
    from extractor.cli.terminal import citing
    from extractor.language.catalogue import words_of
    from extractor.query.instrument.mentions import count_mentions, list_mentions

    words, width, shown = words_of(language()), terminal_width(), 0
    # Lists in the room begin with the latest; --limit counts from the oldest.
    for document in count_mentions(connection, ident).document_ids[::-1][:most]:
        if (left := most - shown) > 0:
            of_it = list_mentions(connection, ident, [document], most=left if is_limited else min(OF_A_DOCUMENT, left))
            for line in citing.places(of_it, words, width, links):
                write_line(line)
            shown += sum(len(each.mentions) for each in of_it)
    return shown


def _show(
    instruments: Sequence[Instrument], versions: Sequence[Version], places: Sequence[tuple[Instrument, CitingPlace]]
) -> None:
    from extractor.export.correction_words import corrected_words

    instrument = instruments[0]
    details = {
        "identifier": instrument.identifier,
        "key": instrument.key,
        "type": instrument.doc_type,
        "issuer": instrument.issuer,
        "date": instrument.issued_on,
        "title": instrument.title,
        "cited": spoken(f"{instrument.times_cited} times in {instrument.cited_in} documents"),
        "first cited": instrument.first_citing_period,
        "last cited": instrument.last_citing_period,
        "findings": instrument.anomalies or None,
    }
    if len(instruments) == 1:
        known = ((spoken(name), value) for name, value in details.items() if value is not None)
        write_table(("", "instrument"), known)
    if versions:
        write_table(
            ("version", "date", "cited", "documents", "in this collection"),
            ((each.name, each.issued_on, _times(each), each.cited_in, each.file_name) for each in versions),
            title="Versions",
        )
    several = len(instruments) > 1
    write_table(
        (
            *(("instrument",) if several else ()),
            "file",
            "page",
            "where",
            "relation",
            "printed",
            "sentence",
            "corrected",
        ),
        (
            (
                *((one.identifier or one.key,) if several else ()),
                *(place.file_name, place.page, _where(place), place.relation, place.raw, place.sentence),
                corrected_words(place.corrections, user_words()),
            )
            for one, place in places
        ),
        title="Cited",
        worded=("where",),
    )


def _times(version: Version) -> int:
    return version.instrument.times_cited if version.instrument else 0


def _list(instruments: Iterable[Instrument]) -> None:
    write_table(
        ("identifier", "type", "issuer", "date", "cited", "key", "title"),
        (
            (one.identifier, one.doc_type, one.issuer, one.issued_on, one.times_cited, one.key, one.title)
            for one in instruments
        ),
    )


def _where(place: CitingPlace) -> str:
    return f"footnote {place.footnote_number}" if place.footnote_number else place.location
