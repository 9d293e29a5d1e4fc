"""The signs of charts: colours, shapes, dashes, letters, and the signs of numbers in a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Spec = dict[str, Any]

# The version that the renderer and Altair share.
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
# Colours that people who see no red or green can tell apart as well (after Okabe and Ito), all dark enough on white.
COLOURS = ("#0072b2", "#b84a00", "#00785a", "#a8447f", "#8a6500", "#2d7fb0", "#444444", "#8b3a3a")
# Signs, so that series are told apart without colour; nine and eight repeat together after 72 series only.
SHAPES = (
    *("circle", "square", "triangle-up", "diamond", "triangle-down", "cross"),
    *("triangle-right", "triangle-left", "M-1,-0.4H1V0.4H-1Z"),
)
CROSS = "M-0.7,-0.7L0.7,0.7M0.7,-0.7L-0.7,0.7"
# What was not done yet, or was computed, is dashed, each in a way of its own.
DASHES = {"": [1, 0], "estimate": [7, 4], "plan": [2, 3], "forecast": [12, 4], "sum": [5, 2]}
INK, QUIET, STROKE, RULE = "#333", "#666", "#777", "#e4e0d8"
# One name only: the renderer measures each text in every font of a list. The picture names those that look best.
FONT = "sans-serif"
POINT = {"type": "point", "size": 52, "strokeWidth": 1.5, "opacity": 1, "aria": False}
PLACE = {"type": "quantitative", "scale": None, "axis": None}


def config_of(language: str) -> Spec:
    """Letters, lines and the signs of numbers of all charts in a language."""
    thousands, decimal = (",", ".") if language == "en" else (".", ",")
    return {
        "background": "white",
        "font": FONT,
        "locale": {"number": {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""]}},
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": 12,
            "labelColor": INK,
            "gridColor": RULE,
            "domainColor": STROKE,
            "tickColor": STROKE,
            # Each of these measures every text once more, a third of the time of a picture (compare.py measures it).
            "labelLimit": 0,
            "labelOverlap": False,
            "labelFlush": False,
        },
        "title": {"fontSize": 16, "subtitleFontSize": 12, "subtitleColor": QUIET, "color": "#222"},
        "text": {"fontSize": 12, "color": INK},
    }


def linked(address: str) -> dict[str, str]:
    """The ``address`` of a row, where it is one of this room: the renderer fails at any other."""
    return {"address": address} if address.startswith("/") and not address.startswith("//") else {}


def with_links(rows: Sequence[Mapping[str, Any]], layer: Callable[[Sequence[Mapping[str, Any]]], Spec]) -> list[Spec]:
    """What ``layer`` makes of the ``rows``: one for those with an address, which are links, one for the others."""
    layers = [layer([row for row in rows if ("address" in row) == has]) for has in (False, True)]
    layers[1]["encoding"]["href"] = {"field": "address", "type": "nominal"}
    return [each for each in layers if each["data"]["values"]]


def dash_encoding() -> Spec:
    """The dash of a line by its ``scenario``."""
    kinds = {"domain": list(DASHES), "range": list(DASHES.values())}
    return {"field": "scenario", "type": "nominal", "scale": kinds, "legend": None}
