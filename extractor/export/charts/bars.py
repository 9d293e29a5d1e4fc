"""Counts by year as bars, each a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.export.charts.signs import SCHEMA, Spec, config_of, linked, with_links
from extractor.language.catalogue import Words
from extractor.language.numbers import printed_number

# A bar with its space; a year of four digits at 12 is 28 across.
BAR = 40
HEIGHT = 150
# Years whose names stand below; of more each second, fifth … is named by the renderer.
NARROW_FROM, NARROW = 24, 18


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: the ``name`` below it, how many, and where a click leads ("" for nowhere)."""

    name: str
    count: int
    address: str = ""


def bar_spec(title: str, bars: Sequence[Bar], words: Words) -> Spec:
    """The specification of bars in the order given, with their counts above them.

    ``title`` is what is counted, ``bars`` are at least one, ``words`` say numbers in the reader's language. Raises
    ``ValueError`` without a bar.
    """
    if not bars:
        raise ValueError("a chart needs at least one bar")
    rows = [
        {
            "name": bar.name,
            "count": bar.count,
            "shown": printed_number(bar.count, words.language) if bar.count else "",
            "said": f"{bar.name}: {printed_number(bar.count, words.language)}",
            **linked(bar.address),
        }
        for bar in bars
    ]
    return {
        "$schema": SCHEMA,
        "title": {"text": title, "anchor": "start"},
        "width": {"step": BAR if len(bars) <= NARROW_FROM else NARROW},
        "height": HEIGHT,
        "encoding": {
            "x": {
                "field": "name",
                "type": "ordinal",
                "sort": [bar.name for bar in bars],
                "axis": {"title": None, "labelAngle": 0, "labelOverlap": True, "ticks": False},
            },
            "y": {"field": "count", "type": "quantitative", "axis": None, "scale": {"zero": True}},
        },
        "layer": [
            *with_links(rows, _bars),
            {
                "data": {"values": rows},
                "mark": {"type": "text", "baseline": "bottom", "dy": -3, "aria": False},
                "encoding": {"text": {"field": "shown", "type": "nominal"}},
            },
        ],
        "config": config_of(words.language),
    }


def _bars(rows: Sequence[Mapping[str, Any]]) -> Spec:
    said = {"field": "said", "type": "nominal"}
    return {
        "data": {"values": list(rows)},
        "mark": {"type": "bar", "color": "#a3271f"},
        "encoding": {"description": said, "tooltip": said},
    }
