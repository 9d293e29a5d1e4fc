"""A chart of series → a Vega-Lite specification that needs no legend, no colour and no network to be read.

Every place of a name is computed here, so that the width of letters on a machine moves nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, pairwise
from textwrap import wrap
from typing import Any

from extractor.export.charts.axes import day_range, names_under, value_range, value_steps
from extractor.export.charts.key import key_spec
from extractor.export.charts.marks import Line, Mark, Panel, SeriesChart
from extractor.export.charts.signs import (
    COLOURS,
    CROSS,
    PLACE,
    POINT,
    SCHEMA,
    SHAPES,
    Spec,
    config_of,
    dash_encoding,
    linked,
    with_links,
)
from extractor.language.catalogue import Words

# Sizes are pixels: with names at both sides 960 across, which text of 12 fills well on a page of A4 and on a screen.
WIDTH, LEFT, RIGHT = 640, 84, 222
# Two lines of names under the axis of time.
UNDER = 34
# Height of a chart's only panel, and of one of several.
ONE_PANEL, OF_SEVERAL = 340, 170
# From name to name at the right: two lines of 12 do not touch.
NAME_LINE = 15
# Letters of a name that stand in one line there; longer ones take two.
NAME_WIDTH = 26
# Letters of a title, which are larger, that stand in one line across a chart.
TITLE_WIDTH = 90


def series_spec(chart: SeriesChart, words: Words) -> Spec:
    """The specification of a chart, with what its signs mean in the language of ``words``.

    Raises ``ValueError`` without any value.
    """
    drawn = [panel for panel in chart.panels if any(line.has_value for line in panel.lines)]
    if not drawn:
        raise ValueError("a chart needs at least one value")
    span = day_range(mark.day for panel in drawn for mark in panel.marks)
    signs = signs_of(chart)
    height = ONE_PANEL if len(drawn) == 1 else OF_SEVERAL
    panels = [_panel(panel, chart, span, signs, height) for panel in drawn]
    key = key_spec([mark for panel in drawn for mark in panel.marks], words)
    return {
        "$schema": SCHEMA,
        "title": {
            "text": wrap(chart.title, TITLE_WIDTH) or "",
            "subtitle": list(chart.remarks),
            "anchor": "start",
            "limit": LEFT + WIDTH + RIGHT,
        },
        "vconcat": [*panels, *([key] if key else [])],
        "spacing": 18,
        "padding": 10,
        "config": config_of(words.language),
    }


def signs_of(chart: SeriesChart) -> dict[str, tuple[str, str]]:
    """The colour and the shape of each series, by its name."""
    names = dict.fromkeys(line.name for panel in chart.panels for line in panel.lines if line.has_value)
    return {name: (COLOURS[n % len(COLOURS)], SHAPES[n % len(SHAPES)]) for n, name in enumerate(names)}


def _panel(
    panel: Panel, chart: SeriesChart, span: tuple[str, str], signs: Mapping[str, tuple[str, str]], height: int
) -> Spec:
    lines = [line for line in panel.lines if line.has_value]
    steps = value_steps(*value_range([mark.value for mark in panel.marks if mark.value is not None]))
    height = max(height, NAME_LINE * sum(1 + (len(line.name) > NAME_WIDTH) for line in lines))
    names = names_under({mark.day: mark.under for mark in panel.marks if mark.under}, span, WIDTH)
    rows = [_row(line, mark, signs[line.name]) for line in lines for mark in line.marks if mark.value is not None]
    layers = [
        *_breaks(chart, span, named=panel is next(each for each in chart.panels if each.lines)),
        _gaps(panel, height),
        _segments(lines, signs),
        _ties(lines, signs),
        *with_links(rows, _signs),
        _rings(rows),
        *_names(lines, signs, steps, height),
        _edge(),
    ]
    return {
        "title": {"text": panel.heading, "anchor": "start", "fontSize": 12.5, "fontWeight": "normal", "offset": 8},
        "width": WIDTH,
        "height": height,
        "encoding": {
            "x": {
                "field": "day",
                "type": "temporal",
                "scale": {"type": "utc", "domain": list(span)},
                "axis": {
                    "title": None,
                    "values": list(names),
                    "labelExpr": _expression(names),
                    "gridDash": [1, 3],
                    **_extent(UNDER),
                },
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "scale": {"domain": [steps[0], steps[-1]], "zero": False},
                "axis": {"title": None, "values": steps, "format": ",.12~g", **_extent(LEFT)},
            },
        },
        "layer": [layer for layer in layers if layer["data"]["values"]],
    }


def _extent(pixels: int) -> Spec:
    return {"minExtent": pixels, "maxExtent": pixels}


def _edge() -> Spec:
    """Nothing that is seen: the right edge of all panels, however long their names are."""
    return {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "opacity": 0, "aria": False},
        "encoding": {side: {"value": value} for side, value in (("x", 0), ("x2", WIDTH + RIGHT), ("y", 0))},
    }


def _expression(names: Mapping[str, tuple[str, ...]]) -> str:
    """What Vega shows for a day of the axis. The names are ours, none is text of a document."""
    listed = json.dumps({day: list(lines) for day, lines in names.items()})
    return f"({listed})[utcFormat(datum.value, '%Y-%m-%d')]"


def _row(line: Line, mark: Mark, sign: tuple[str, str]) -> dict[str, Any]:
    colour, shape = sign
    return {
        "day": mark.day,
        "value": mark.value,
        "series": line.name,
        "scenario": mark.scenario,
        "said": mark.said,
        "colour": colour,
        "shape": shape,
        "fill": "white" if mark.doubted else colour,
        **linked(mark.address),
    }


def _segments(lines: Sequence[Line], signs: Mapping[str, tuple[str, str]]) -> Spec:
    """Lines through what stands, in runs: one ends at a gap, and where what was done meets what was not."""
    number = count()
    rows = [
        {"day": mark.day, "value": mark.value, "run": run, "colour": signs[line.name][0], "scenario": ends[-1].scenario}
        for line in lines
        for ends in _steps(line.marks)
        for run in (next(number),)
        for mark in ends
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "line", "strokeWidth": 1.8, "strokeJoin": "round", "aria": False},
        "encoding": {
            "detail": {"field": "run", "type": "nominal"},
            "stroke": {"field": "colour", "type": "nominal", "scale": None},
            "strokeDash": dash_encoding(),
        },
    }


def _steps(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """The stretches that one line passes through with one dash, of two marks or more."""
    run: list[Mark] = []
    for mark in marks:
        if not mark.stands:
            continue
        if not mark.joined:
            yield from [run] if len(run) > 1 else []
            run = []
        if mark.value is None:
            continue
        if len(run) > 1 and run[-1].scenario != mark.scenario:
            yield run
            run = run[-1:]
        run.append(mark)
    yield from [run] if len(run) > 1 else []


def _ties(lines: Sequence[Line], signs: Mapping[str, tuple[str, str]]) -> Spec:
    """Thin strokes from a value that does not stand to the one of its day that does."""
    rows = []
    for line in lines:
        standing = {mark.day: mark.value for mark in line.marks if mark.stands and mark.value is not None}
        rows += [
            {"day": mark.day, "value": mark.value, "other": standing[mark.day], "colour": signs[line.name][0]}
            for mark in line.marks
            if not mark.stands and mark.value is not None and mark.day in standing
        ]
    return {
        "data": {"values": rows},
        "mark": {"type": "rule", "strokeWidth": 1, "aria": False},
        "encoding": {"y2": {"field": "other"}, "stroke": {"field": "colour", "type": "nominal", "scale": None}},
    }


def _signs(rows: Sequence[Mapping[str, Any]]) -> Spec:
    """The signs of values."""
    return {
        "data": {"values": list(rows)},
        "mark": {**POINT, "aria": True},
        "encoding": {
            "shape": {"field": "shape", "type": "nominal", "scale": None},
            "stroke": {"field": "colour", "type": "nominal", "scale": None},
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "description": {"field": "said", "type": "nominal"},
            "tooltip": {"field": "said", "type": "nominal"},
        },
    }


def _rings(rows: Sequence[Mapping[str, Any]]) -> Spec:
    """A ring around what is no outcome: at a single point there is no line that could be dashed."""
    open_ones = [
        {name: row[name] for name in ("day", "value", "colour")} for row in rows if row["scenario"] not in ("", "sum")
    ]
    return {
        "data": {"values": open_ones},
        "mark": {"type": "point", "size": 190, "strokeWidth": 1, "strokeDash": [2, 2], "filled": False, "aria": False},
        "encoding": {"stroke": {"field": "colour", "type": "nominal", "scale": None}},
    }


def _breaks(chart: SeriesChart, span: tuple[str, str], named: bool) -> Iterator[Spec]:
    """Upright lines, and above the first panel what happened."""
    rows = [{"day": each.day, "said": each.said} for each in chart.breaks if span[0] < each.day <= span[1]]
    said = {"field": "said", "type": "nominal"}
    yield {
        "data": {"values": rows},
        "mark": {"type": "rule", "strokeDash": [3, 3], "stroke": "#555"},
        "encoding": {"y": {"value": 0}, "y2": {"value": "height"}, "description": said, "tooltip": said},
    }
    if named:
        yield {
            "data": {"values": rows},
            "mark": {"type": "text", "align": "right", "baseline": "bottom", "fontSize": 11, "aria": False},
            "encoding": {"y": {"value": -4}, "text": said},
        }


def _gaps(panel: Panel, height: int) -> Spec:
    """Small crosses at the foot for the periods that some series lacks."""
    lacking: dict[str, list[str]] = {}
    for mark in panel.marks:
        if mark.value is None:
            lacking.setdefault(mark.day, []).append(mark.said)
    return {
        "data": {"values": [{"day": day, "said": "; ".join(said)} for day, said in lacking.items()]},
        "mark": {"type": "point", "shape": CROSS, "size": 40, "stroke": "#777", "filled": False, "opacity": 1},
        "encoding": {
            "y": {"value": height - 6},
            "description": {"field": "said", "type": "nominal"},
            "tooltip": {"field": "said", "type": "nominal"},
        },
    }


def _names(
    lines: Sequence[Line], signs: Mapping[str, tuple[str, str]], steps: Sequence[float], height: int
) -> Iterator[Spec]:
    """The series' names at the right, each with its sign, as near to the height of its last value as others let it."""
    ends = sorted(
        ((1 - (_last(line) - steps[0]) / (steps[-1] - steps[0])) * height, number) for number, line in enumerate(lines)
    )
    rows = []
    names = [wrap(lines[number].name, NAME_WIDTH, max_lines=2, placeholder=" …") for _, number in ends]
    step = NAME_LINE * max(map(len, names))
    for place, (_, number), name in zip(_apart([end for end, _ in ends], height, step), ends, names, strict=True):
        colour, shape = signs[lines[number].name]
        rows.append({"name": name, "place": place, "colour": colour, "shape": shape})
    at = {"y": {"field": "place", **PLACE}, "stroke": {"field": "colour", "type": "nominal", "scale": None}}
    yield {
        "data": {"values": rows},
        "mark": POINT,
        "encoding": {
            **at,
            "x": {"value": WIDTH + 16},
            "shape": {"field": "shape", "type": "nominal", "scale": None},
            "fill": {"field": "colour", "type": "nominal", "scale": None},
        },
    }
    yield {
        "data": {"values": rows},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "middle",
            "lineHeight": NAME_LINE,
            "aria": False,
        },
        "encoding": {"y": at["y"], "x": {"value": WIDTH + 28}, "text": {"field": "name", "type": "nominal"}},
    }


def _last(line: Line) -> float:
    return next(mark.value for mark in reversed(line.marks) if mark.value is not None and mark.stands)


def _apart(places: Sequence[float], height: int, step: int) -> list[float]:
    """Places from top to bottom, moved within the ``height`` of a panel until all are a ``step`` apart."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + step) if moved else max(place, 0.0))
    if moved and moved[-1] > height:
        moved[-1] = float(height)
        for number, (lower, _) in reversed(list(enumerate(pairwise(moved)))):
            moved[number] = min(lower, moved[number + 1] - step)
    return [round(place, 1) for place in moved]
