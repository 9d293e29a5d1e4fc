"""``trichluc search``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.line.flags import database_flag, json_flag
from extractor.cli.terminal.language import user_words
from extractor.cli.terminal.links import links_to, room_flag
from extractor.cli.terminal.output import note, write_json, write_table
from extractor.errors import ExitCode

if TYPE_CHECKING:
    import sqlite3

    from extractor.language.catalogue import Words
    from extractor.query.hits import Hit, Hits, Question


@click.command()
@click.argument("text", nargs=-1, required=True)
@database_flag
@json_flag
# A screen of hits: they are in order of fit, and further down lies what fits less.
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="The best N hits.")
@click.option("--province", "places", multiple=True, help="Slug or name of a province. May be repeated.")
@click.option("--from", "start", metavar="PERIOD", help="Only reports on this or a later period: 2023, 2023-Q1, a day.")
@click.option("--to", "end", metavar="PERIOD", help="Only reports on this or an earlier period.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Type of document: Báo cáo. May be repeated.")
@click.option("--issuer", "issuers", multiple=True, metavar="NAME", help="Words of the issuing organ. May be repeated.")
@click.option("--fold", is_flag=True, help="Without regard to accents, those that are typed too.")
@room_flag
@click.pass_context
def search(
    ctx: click.Context,
    text: tuple[str, ...],
    db: Path,
    as_json: bool,
    limit: int,
    places: tuple[str, ...],
    start: str | None,
    end: str | None,
    types: tuple[str, ...],
    issuers: tuple[str, ...],
    fold: bool,
    room: str,
) -> None:  # one parameter an option
    """Full text over pages, footnotes and tables.

    Accents are optional where none are typed, and count in words that are typed with some. All words must occur; words
    in double quotes, or joined as in 4951/QĐ-UBND, must follow each other, without punctuation that is not typed; a
    star ends the beginning of a word. Words that are on thousands of pages are not put in order of fit: the newest
    reports come first. Where nothing is found, words that are spelled nearly so are named, with exit code 1.

    \b
    Example:
      trichluc search "chuyển đổi số"
      trichluc search giai ngan dau tu cong --limit 50 --json
      trichluc search "đầu tư công" --province thanh-hoa --from 2023 --to 2024-Q2
    """
    from extractor.cli.terminal.reading import reading
    from extractor.query.hits import Question, find_hits, named
    from extractor.query.periods import span_between

    with reading(db) as connection:
        question = Question(
            " ".join(text),
            without_accents=fold,
            places=named(connection, "place", places),
            types=named(connection, "type", types),
            issuers=named(connection, "issuer", issuers),
            span=span_between(start, end),
        )
        found = find_hits(connection, question, limit)
        advice = () if found.total else _advice(connection, question)
    if as_json:
        write_json([_row(hit) for hit in found.hits])
    else:
        links = links_to(room, db)
        write_table(
            ("file", "page", "where", "printed"),
            (
                (links.to(_address(hit), hit.report.file_name), hit.page, _where(hit, user_words()), _printed(hit))
                for hit in found.hits
            ),
        )
    if not found.total:
        for line in advice:
            note(line)
        ctx.exit(ExitCode.ERROR)
    note(_summary(found))


def _advice(connection: sqlite3.Connection, question: Question) -> tuple[str, ...]:
    """What is said where nothing is found: what is found with less, or with words that are spelled nearly so."""
    from extractor.query.hits import find_hits
    from extractor.search.near import suggestions

    nothing = f"Nothing holds {question.text!r}."
    anywhere = replace(question, places=frozenset(), types=frozenset(), issuers=frozenset(), span=None)
    for other, how in ((anywhere, "any place, period, type and issuer"), (_folded(anywhere), "any accents (--fold)")):
        if other != question and (found := find_hits(connection, other, 0)).total:
            return (f"{nothing} With {how} it is on {found.kinds['page']} pages of {found.reports} reports.",)
    if near := suggestions(connection, question.text):
        return (f"{nothing} Did you mean:", *(f"  {each.text} · {each.hits} pages" for each in near))
    return (f"{nothing} Try fewer words; `trichluc status` says what is in the database.",)


def _folded(question: Question) -> Question:
    return replace(question, without_accents=True)


def _summary(found: Hits) -> str:
    from extractor.query.hits import NEWEST

    # A note and a row of a table are parts of their page: the numbers are not to be added.
    counted = (
        f"{found.kinds['page']} pages in {found.reports} reports hold it, "
        f"with {found.kinds['footnote']} footnotes and {found.kinds['table']} rows of tables."
    )
    shown = ""
    if found.total > len(found.hits):
        order = "newest" if found.order == NEWEST else "best"
        shown = f" Shown are the {order} {len(found.hits)}; more with --limit."
    left_out = " Accents were left out: ingest a report again to make the index of accents."
    return counted + shown + (left_out if found.are_marks_left_out else "")


def _where(hit: Hit, words: Words) -> str:
    if hit.kind == "footnote":
        return words("footnote {number}", number=hit.number)
    table = words("{table} row {number}", table=hit.table or words("table"), number=hit.number)
    return table if hit.kind == "table" else words("page")


def _printed(hit: Hit) -> str:
    from extractor.export.correction_words import corrected_words

    return "; ".join(filter(None, (hit.snippet, corrected_words(hit.corrections, user_words()))))


def _address(hit: Hit) -> str:
    return f"page/{hit.report.id}/{hit.page}" if hit.kind == "page" else f"fact/{hit.id}"


def _row(hit: Hit) -> dict[str, Any]:
    from extractor.language.catalogue import words_of

    return {
        "kind": hit.kind,
        "id": hit.id,
        "document_id": hit.report.id,
        "file_name": hit.report.file_name,
        "page": hit.page,
        "where": _where(hit, words_of("en")),
        "snippet": hit.snippet,
        "rank": hit.rank,
        "corrections": hit.corrections,
        "doc_type": hit.report.doc_type,
        "identifier": hit.report.identifier,
        "issuer": hit.report.issuer,
        "place": hit.report.place,
        "period_start": hit.report.period_start,
        "period_end": hit.report.period_end,
    }
