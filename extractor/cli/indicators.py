"""``trichluc indicators``: what is counted, how labels are read, and what a user decides about it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.line.flags import database_flag, json_flag
from extractor.cli.terminal.language import spoken
from extractor.cli.terminal.output import note, write_json, write_line, write_table
from extractor.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from extractor.across.indicators.decisions import Decision

# Candidates come with the reason why they were not taken, most of a line each; behind eight they have little in common.
SHOWN_CANDIDATES = 8


@click.group()
def indicators() -> None:
    """Indicators: list them, explain how a label is read, apply decisions of your own.

    \b
    Example:
      trichluc indicators list "ho so dung han"
      trichluc indicators explain "Kết quả giải quyết TTHC › Tỷ lệ hồ sơ đúng hạn | %"
      trichluc indicators relink --indicators mine.toml
    """


@indicators.command("list")
@click.argument("text", required=False)
@database_flag
@json_flag
@click.pass_context
def list_indicators(ctx: click.Context, text: str | None, db: Path, as_json: bool) -> None:
    """The indicators that hold TEXT, or all: key, name, unit, in how many reports; with TEXT also their prints.

    \b
    Example:
      trichluc indicators list
      trichluc indicators list "giai ngan"
    """
    from extractor.cli.terminal.reading import reading
    from extractor.query import indicators as query

    with reading(db) as connection:
        found = query.list_indicators(connection, text)
        prints = {each.key: query.labels_of(connection, each) for each in found if text or as_json}
        near = query.near_indicators(connection, text)[:SHOWN_CANDIDATES] if text and not found else ()
    if as_json:
        write_json([{"indicator": each, "prints": prints[each.key]} for each in found])
    else:
        columns = ("key", "name", "unit", "reports", "values", "from")
        write_table(
            columns,
            ((each.key, each.name, each.unit, each.documents, each.times, each.origin) for each in found),
            worded=("from",),
        )
        if text and found:
            write_table(
                ("key", "printed", "under", "unit", "score", "reports"),
                (
                    (key, each.label, each.under, each.unit, each.score, each.documents)
                    for key, labels in prints.items()
                    for each in labels
                ),
                title="As printed",
            )
    if not found:
        note(f"No indicator fits {text!r}." if text else "There are no indicators in this database yet.")
        for each in near:
            note(f"  near: {each.key}: {each.name}")
        ctx.exit(ExitCode.ERROR)


@indicators.command("explain")
@click.argument("label")
@json_flag
def explain(label: str, as_json: bool) -> None:
    """How LABEL is read: its words, and which indicators of the registry it is like, with the reasons.

    LABEL is written "row above › row | unit"; the rows above and the unit may be left out.

    \b
    Example:
      trichluc indicators explain "Tỷ lệ giải ngân vốn đầu tư công › Đã thực hiện | Triệu đồng"
    """
    from extractor.across.indicators.gather import indicator_key
    from extractor.across.indicators.match import candidates, match, read_path
    from patterns.tables.labels import plain

    text, unit, context = read_path(label)
    chosen, near = match(text, unit, context), candidates(text, unit, context)[:SHOWN_CANDIDATES]
    key = chosen.key if chosen else indicator_key(text, unit)
    said: dict[str, Any] = {"words": plain(text), "unit": unit, "under": sorted(context), "indicator": key}
    if as_json:
        write_json({**said, "in_registry": chosen is not None, "candidates": near})
        return
    write_line(spoken(f"words: {said['words']}"))
    write_line(spoken(f"under: {', '.join(said['under'])}" if said["under"] else "under: nothing in the registry"))
    write_line(spoken(f"indicator: {key}" + ("" if chosen else " (made by the corpus; the registry has none)")))
    write_table(
        ("score", "key", "like the print", "not taken because"),
        ((each.score, each.key, each.printed, each.refused) for each in near),
        title="Indicators of the registry with like words",
    )


@indicators.command("relink")
@database_flag
@click.option(
    "--indicators",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.toml",
    help="Decisions: [[indicator]], [[pin]], [[merge]], [[split]]. They stay in the database.",
)
@click.option("--forget", is_flag=True, help="Leave out all decisions that are stored.")
@json_flag
def relink(db: Path, file: Path | None, forget: bool, as_json: bool) -> None:
    """Find the indicator of every row and figure anew, without reading any PDF.

    FILE.toml holds what you decide; it takes the place of what was decided before and holds for later runs of
    `ingest` too. Without it the stored decisions are applied again.

    \b
    [[indicator]]                        an indicator of your own
    key = "phieu-thu-ve"
    name = "Số phiếu khảo sát thu về"
    unit = "Phiếu"
    [[pin]]                              a label belongs to this indicator
    label = "Số phiếu hợp lệ"
    under = "Khảo sát sự hài lòng"       (may be left out, as may unit)
    to = "phieu-thu-ve"
    [[merge]]                            several indicators are one
    keys = ["a", "b"]
    to = "a"
    [[split]]                            some labels of one are another
    key = "a"
    under = "UBND cấp xã"                (or label, or unit)
    to = "a-xa"
    name = "…"                           (where a-xa is new)

    \b
    Example:
      trichluc indicators relink --indicators mine.toml
    """
    from extractor.across.corpus_pass import decide
    from extractor.store.database import open_database

    if file and forget:
        raise UsageError("--indicators and --forget exclude each other", "Give one of them.")
    decisions = [] if forget else _read(file) if file else None
    with closing(open_database(db)) as connection:
        done = decide(connection, decisions, file.name if file else "")
    if as_json:
        write_json(done._asdict())
    else:
        note(
            f"{done.rows} rows and {done.figures} figures belong to another indicator now; {done.indicators} indicators"
        )


def _read(file: Path) -> list[Decision]:
    from extractor.across.indicators.decisions import read_decisions

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}", "Give a TOML file, written in UTF-8.") from error
    return read_decisions(text, file.name)
