"""``trichluc compare``."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.flags import database_flag, json_flag
from extractor.cli.output import note, write_json, write_table
from extractor.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from extractor.query.compare import Comparison, Observation

SHOWN_CANDIDATES = 20
COLUMNS = ("place", "period", "value", "printed", "unit", "label", "where", "file", "page")


@click.command()
@click.argument("indicator")
@database_flag
@json_flag
@click.option("--csv", "as_csv", is_flag=True, help="CSV with all columns.")
@click.option("--province", help="Only this province: its name or slug.")
@click.option("--from", "first", metavar="PERIOD", help="From this period on: 2023, 2023-H1, 2023-Q3, 2023-06-30.")
@click.option("--to", "last", metavar="PERIOD", help="Up to the end of this period.")
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.svg", help="A line chart too.")
@click.pass_context
def compare(
    ctx: click.Context,
    indicator: str,
    db: Path,
    as_json: bool,
    as_csv: bool,
    province: str | None,
    first: str | None,
    last: str | None,
    plot: Path | None,
) -> None:
    """One indicator over periods and provinces.

    INDICATOR is the label of a row in a statistical form or of a figure in the text, or words of it, accents
    optional. An exact label is taken; where several labels hold the words they are listed.

    \b
    Example:
      trichluc compare "số văn bản chỉ đạo cải cách hành chính"
      trichluc compare "ho so tiep nhan" --province "Thanh Hóa" --from 2022 --to 2024-H1
      trichluc compare "tỷ lệ giải ngân" --csv --plot rate.svg
    """
    from extractor.query.compare import Filter, compare_indicator, span_between
    from extractor.store.database import open_read_only

    if as_json and as_csv:
        raise UsageError("--json and --csv exclude each other", "Give one of them.")
    with closing(open_read_only(db)) as connection:
        found = compare_indicator(connection, indicator, Filter(province, span_between(first, last)))
    if as_json:
        write_json(found)
    elif found.chosen and as_csv:
        _write_csv(found.observations)
    elif found.chosen:
        write_table(COLUMNS, map(_cells, found.observations))
    _explain(found, indicator)
    if not found.observations:
        ctx.exit(ExitCode.ERROR)
    if plot is not None:
        _plot(found, plot)


def _cells(one: Observation) -> tuple[object, ...]:
    printed = f"{one.qualifier} {one.value_raw}" if one.qualifier else one.value_raw
    label = f"{one.under} › {one.label}" if one.under else one.label
    place = one.place or one.issuer
    return (place, one.period, one.value, printed, one.unit, label, one.location, one.file_name, one.page)


def _write_csv(observations: Sequence[Observation]) -> None:
    rows = [asdict(one) for one in observations]
    writer = csv.DictWriter(sys.stdout, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _explain(found: Comparison, indicator: str) -> None:
    if found.chosen:
        count = len(found.observations)
        note(f"{found.chosen.text}: {count} values" + ("" if count else ", none in these periods and provinces"))
    elif found.candidates:
        note(f"{len(found.candidates)} labels fit {indicator!r}; give one of them in full:")
        for label in found.candidates[:SHOWN_CANDIDATES]:
            note(f"  {label.text} ({label.times} values in {label.documents} reports)")
    else:
        note(f"No label fits {indicator!r}. Try fewer words, or look for them with `trichluc search`.")


def _plot(found: Comparison, plot: Path) -> None:
    from extractor.export.chart import line_chart

    series: dict[str, dict[str, tuple[str, str, float]]] = {}
    for one in found.observations:
        if one.value is not None and one.period_end:
            name = one.place or one.issuer or one.file_name
            series.setdefault(name, {}).setdefault(one.period_end, (one.period_end, one.period, one.value))
    if not series:
        raise UsageError("Nothing to draw: no value has a period", "Leave --plot out to see the values.")
    units = {one.unit for one in found.observations if one.unit}
    title = found.chosen.text if found.chosen else ""
    lines = {name: list(points.values()) for name, points in series.items()}
    plot.parent.mkdir(parents=True, exist_ok=True)
    plot.write_text(line_chart(title, " / ".join(sorted(units)), lines), encoding="utf-8")
    note(f"Chart: {plot}")
