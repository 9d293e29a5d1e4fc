"""``trichluc compare``."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.line.flags import database_flag, json_flag, raw_flag
from extractor.cli.terminal.language import language, spoken, user_words
from extractor.cli.terminal.output import note, sparkline, write_csv, write_file, write_json, write_table
from extractor.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from extractor.query.comparison.compare import Comparison
    from extractor.query.comparison.points import Point
    from extractor.query.indicators import Indicator

# Candidates are named one a line; a screen has some 24, and more words make them fewer.
SHOWN_CANDIDATES = 20
# Endings of pictures, with what each is.
PICTURES = (".svg", ".png")

COLUMNS = (
    "series", "period", "value", "printed", "unit", "scenario", "change", "over a year", "mark", "note", "where",
    "file", "page", "link",
)  # fmt: skip
# For a person at a terminal; the rest is in the other forms.
NARROW = ("period", "value", "change", "over a year", "remark", "file", "page")


@click.command()
@click.argument("indicator")
@database_flag
@json_flag
@click.option("--csv", "as_csv", is_flag=True, help="CSV with all columns.")
@raw_flag
@click.option("--wide", is_flag=True, help="A row a period, a column a province (also for --csv).")
@click.option("--province", "provinces", multiple=True, help="Only this province: its name or slug. May be repeated.")
@click.option("--from", "first", metavar="PERIOD", help="From this period on: 2023, 2023-H1, 2023-Q3, 2023-06-30.")
@click.option("--to", "last", metavar="PERIOD", help="Up to the end of this period.")
@click.option(
    "--place",
    "places",
    multiple=True,
    help="Also this district or organ within the reports: words of its name, '*' for all. May be repeated.",
)
@click.option(
    "--scenario",
    "scenarios",
    multiple=True,
    type=click.Choice(("plan", "forecast")),
    help="Beside the outcome what was planned or forecast, as series of its own. May be repeated.",
)
@click.option("--merged", is_flag=True, help="Beside provinces merged in July 2025 the sums of what they were before.")
@click.option(
    "--xlsx",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A workbook too: the values as numbers, days as days, with source and page.",
)
@click.option(
    "--plot", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="A line chart too: .svg or .png."
)
@click.pass_context
def compare(
    ctx: click.Context,
    indicator: str,
    db: Path,
    as_json: bool,
    as_csv: bool,
    raw: bool,
    wide: bool,
    provinces: tuple[str, ...],
    places: tuple[str, ...],
    scenarios: tuple[str, ...],
    first: str | None,
    last: str | None,
    merged: bool,
    xlsx: Path | None,
    plot: Path | None,
) -> None:
    """One indicator over periods and provinces.

    INDICATOR is a key, a name or words of one (Vietnamese or English), accents optional; where several fit they are
    listed. Shown is the outcome: what is printed as done, or the estimate of it where nothing else is, which is said.
    What is counted since 1 January is not compared with a quarter. Changes are to the period of this kind just before,
    and to the same one a year before. Values that two reports of one period
    do not agree on stand side by side, marked "restated"; "no value" and "no report" are gaps.

    \b
    Example:
      trichluc compare ho-so-so-dung-han-ty-le
      trichluc compare "ty le giai ngan" --province "Bắc Giang" --province "Bến Tre" --from 2021 --to 2024-H1
      trichluc compare "thu noi dia" --scenario plan
      trichluc compare ho-ngheo-ty-le --province "Long An" --place "*"
      trichluc compare bien-che-co-mat --merged --wide --csv
      trichluc compare giai-ngan-ty-le --plot rate.svg --xlsx rate.xlsx
    """
    from extractor.cli.terminal.reading import reading
    from extractor.query.comparison.compare import compare_indicator
    from extractor.query.comparison.points import Filter
    from extractor.query.periods import span_between

    if not indicator.strip():
        raise UsageError("Which indicator?", "Give its key or words of its name; `trichluc indicators list` has all.")
    if as_json and (as_csv or wide):
        raise UsageError("--json excludes --csv and --wide", "Give one of them.")
    _check_names(xlsx, plot)
    with reading(db) as connection:
        only = Filter(provinces, span_between(first, last), places, scenarios)
        found = compare_indicator(connection, indicator, only, merged=merged, room=f"/{db.stem}")
    if as_json:
        write_json({**_as_fields(found), "points": [each._asdict() for each in found.points]})
    elif found.chosen:
        _write(found, as_csv, wide, raw)
    # Notes come after the result and on standard error, so that a pipe has the rows alone.
    _explain(found, indicator)
    if not found.points:
        ctx.exit(ExitCode.ERROR)
    if xlsx is not None:
        write_file(xlsx, _workbook(found.points, db), "--xlsx")
        note(f"Workbook: {xlsx}")
    if plot is not None:
        _plot(found, plot)


def _check_names(xlsx: Path | None, plot: Path | None) -> None:
    if xlsx is not None and xlsx.suffix.lower() != ".xlsx":
        raise UsageError(f"A workbook is an xlsx, {xlsx.name} is none by its name", f"Write --xlsx {xlsx.stem}.xlsx")
    if plot is not None and plot.suffix.lower() not in PICTURES:
        raise UsageError(f"A chart is an SVG or PNG, {plot.name} is none by its name", f"Write --plot {plot.stem}.svg")


def _workbook(points: Sequence[Point], db: Path) -> bytes:
    from extractor.web.pages.compare import workbook
    from extractor.web.views import Asked

    return workbook(points, Asked(db.stem, f"/{db.stem}/-", user_words(), {}, {}))


def _as_fields(found: Comparison) -> dict[str, Any]:
    return {
        "indicator": found.chosen, "candidates": found.candidates, "near": found.near,
        "breaks": found.breaks, "notes": found.notes,
    }  # fmt: skip


def _write(found: Comparison, as_csv: bool, wide: bool, raw: bool) -> None:
    if wide:
        _write_wide(found.points, as_csv, raw)
    elif as_csv:
        from extractor.query.comparison.points import Point

        write_csv(Point._fields, (each._asdict() for each in found.points), raw=raw)
    elif sys.stdout.isatty():
        from extractor.query.comparison.changes import lines_over_time

        for name, points in _by_series(found.points):
            sparks = (f"{spoken(kind)} {sparkline(values, bar)}" for kind, values, bar in lines_over_time(points))
            title = "   ".join([_series(points[0]), *sparks, _told(found.breaks.get(name, ""))]).strip()
            write_table(NARROW, map(_narrow, points), title=title)
    else:
        write_table(COLUMNS, map(_cells, found.points))


def _write_wide(points: Sequence[Point], as_csv: bool, raw: bool) -> None:
    from extractor.query.comparison.frame import wide_rows

    columns, rows = wide_rows(points)
    if as_csv:
        names = [*(rows[0][0] if rows else ()), *columns]
        write_csv(names, ({**row, **cells} for row, cells in rows), raw=raw)
    else:
        write_table(
            ["period", *columns],
            ([row["period"], *(_number(cells.get(each)) for each in columns)] for row, cells in rows),
        )


def _cells(one: Point) -> tuple[object, ...]:
    from patterns.figures.measures import is_rate

    printed = f"{one.qualifier} {one.value_raw}" if one.qualifier else one.value_raw
    # A cell that was left empty in the report is not a period without a report.
    if one.value_kind == "blank":
        printed = f"({spoken('blank')})"
    # Two rates differ by percentage points: ``+2 %`` would be read as a share of the earlier rate.
    points = " điểm %" if is_rate(one.unit) else ""
    return (
        _series(one), one.period, _number(one.value), printed, one.unit_raw or one.unit, _scenario(one),
        _change(one.change, one.change_percent, points), _change(one.year_change, one.year_change_percent, points),
        _mark(one), _told(one.note), spoken(one.location or ""), one.file_name, one.page, one.link,
    )  # fmt: skip


def _series(one: Point) -> str:
    from extractor.export.comparison_words import series_said

    return one.series if language() == "en" else series_said(one, user_words())


def _scenario(one: Point) -> str:
    from extractor.export.comparison_words import scenario_said

    return one.scenario or "" if language() == "en" else scenario_said(one.scenario, user_words())


def _mark(one: Point) -> str:
    from extractor.export.comparison_words import mark_said

    return one.mark if language() == "en" else mark_said(one.mark, user_words())


def _told(text: str) -> str:
    """A note of the comparison, which is made of parts, or another text."""
    from extractor.query.comparison.notes import Note

    return text.said(user_words()) if isinstance(text, Note) and language() != "en" else spoken(text)


def _narrow(one: Point) -> tuple[object, ...]:
    from extractor.export.comparison_words import period_said
    from extractor.query.comparison.points import ESTIMATE

    _, period, value, printed, unit, scenario, change, year, mark, said, *_ = _cells(one)
    if language() != "en":
        period = period_said(one, user_words())
    if one.value is None or (one.unit_raw == one.unit and printed):
        shown = printed
    else:
        shown = f"{value} ← {printed} {unit}" if printed else value
    remark = str(said) if str(said).startswith(str(mark)) else "; ".join(filter(None, (str(mark), str(said))))
    if one.scenario == ESTIMATE:
        remark = "; ".join(filter(None, (str(scenario), remark)))
    changes = (str(each).replace(".", ",") for each in (change, year))  # as the numbers beside them are printed
    return period, shown, *changes, remark, one.file_name, one.page


def _change(change: float | None, percent: float | None, points: str) -> str:
    if change is None:
        return ""
    return f"{change:+.15g}{points}" + (f" ({percent:+.4g} %)" if percent is not None else "")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _by_series(points: Sequence[Point]) -> Iterator[tuple[str, list[Point]]]:
    for name, group in groupby(points, key=lambda each: each.series):
        yield name, list(group)


def _explain(found: Comparison, indicator: str) -> None:
    if found.chosen:
        values = sum(1 for each in found.points if each.fact is not None)
        said = f"{values} values" if values else "none in these periods and provinces"
        note(f"{found.chosen.name} [{found.chosen.key}], {found.chosen.unit or spoken('no unit')}: {spoken(said)}")
        for name, what in found.breaks.items():
            note(f"{name}: {_told(what)}")
    elif found.candidates:
        note(f"{len(found.candidates)} indicators fit {indicator!r}; give one by its key:")
        _offer(found.candidates)
    elif found.near:
        note(f"No indicator fits {indicator!r}. These are near; give one by its key:")
        _offer(found.near)
    else:
        note(f"No indicator fits {indicator!r}. Try other words, or see what there is: `trichluc indicators list`.")
    for remark in found.notes:
        note(_told(remark))


def _offer(indicators: Sequence[Indicator]) -> None:
    for each in indicators[:SHOWN_CANDIDATES]:
        key = shlex.quote(each.key)
        note(f"  {key}: {each.name} ({each.unit or 'no unit'}, {each.times} values in {each.documents} reports)")
    if len(indicators) > SHOWN_CANDIDATES:
        note(f"  and {len(indicators) - SHOWN_CANDIDATES} more; more words make it fewer")


def _plot(found: Comparison, plot: Path) -> None:
    from extractor.export.charts.comparison import chart_of
    from extractor.export.charts.rendering import as_png, as_svg
    from extractor.export.charts.series import series_spec
    from extractor.language.catalogue import words_of

    words = words_of(language())
    chart = chart_of(found, words)
    if not chart.has_value:
        raise UsageError("Nothing to draw: there is no value", "Leave --plot out to see what there is.")
    spec = series_spec(chart, words)
    write_file(plot, as_png(spec) if plot.suffix.lower() == ".png" else as_svg(spec).encode(), "--plot")
    note(f"Chart: {plot}")
    for remark in chart.remarks:
        note(f"{remark}; --province chooses others.")
