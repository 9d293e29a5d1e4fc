"""The key of a chart: what its signs mean."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.export.charts.marks import Mark
from extractor.export.charts.signs import CROSS, PLACE, Spec, dash_encoding
from extractor.language.catalogue import Words

# From line to line: half as much again as the letters are high.
LINE = 18


def key_spec(marks: Sequence[Mark], words: Words) -> Spec | None:
    """What the signs mean that occur in ``marks``, in the language of ``words``; None where none needs it."""
    meanings = {
        "estimate": words("estimate, not the outcome"),
        "plan": words("planned"),
        "forecast": words("forecast, not the outcome"),
        "sum": words("sum of provinces that are one now"),
    }
    rows = [
        {"scenario": kind, "said": said, "shape": "circle", "fill": "#444", "dashed": True}
        for kind, said in meanings.items()
        if any(mark.scenario == kind and mark.value is not None for mark in marks)
    ]
    if any(mark.doubted for mark in marks):
        rows.append({"scenario": "", "said": words("reports differ: all values"), "shape": "circle", "fill": "white"})
    if any(mark.value is None for mark in marks):
        rows.append({"scenario": "", "said": words("no value, or no report"), "shape": CROSS, "fill": "#444"})
    if not rows:
        return None
    for number, row in enumerate(rows):
        row["place"] = LINE * number + LINE // 2
    at = {"y": {"field": "place", **PLACE}}
    return {
        "width": 0,
        "height": LINE * len(rows),
        "data": {"values": rows},
        "layer": [
            {
                "transform": [{"filter": "datum.dashed"}],
                "mark": {"type": "rule", "stroke": "#444", "strokeWidth": 1.8, "aria": False},
                "encoding": {**at, "x": {"value": 0}, "x2": {"value": 40}, "strokeDash": dash_encoding()},
            },
            {
                "mark": {
                    "type": "point",
                    "size": 52,
                    "stroke": "#444",
                    "strokeWidth": 1.5,
                    "opacity": 1,
                    "aria": False,
                },
                "encoding": {
                    **at,
                    "x": {"value": 20},
                    "shape": {"field": "shape", "type": "nominal", "scale": None},
                    "fill": {"field": "fill", "type": "nominal", "scale": None},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "baseline": "middle", "aria": False},
                "encoding": {**at, "x": {"value": 50}, "text": {"field": "said", "type": "nominal"}},
            },
        ],
    }
