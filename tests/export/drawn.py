"""What stands in the SVG of a chart, for the tests of charts."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"


class Sign(NamedTuple):
    """The sign of a value, a gap or a break: what it says, its shape, its inside, where a click leads, where it is."""

    said: str
    shape: str
    fill: str
    href: str
    x: float
    y: float


def signs(svg: str) -> list[Sign]:
    """All marks that are named."""
    root = ElementTree.fromstring(svg)
    links = {child: link.attrib["href"] for link in root.iter(f"{SVG}a") for child in link}
    found = []
    for each in root.iter():
        if each.get("class") == "mark":
            x, y = re.findall(r"-?[\d.]+", each.get("transform", "0 0"))[:2]
            shape, fill = each.get("d", "line"), each.get("fill", "")
            found.append(Sign(each.findtext(f"{SVG}title") or "", shape, fill, links.get(each, ""), float(x), float(y)))
    return found


def lines(svg: str) -> list[list[tuple[float, float]]]:
    """The points of each line, in the order in which they are drawn."""
    return [
        [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+),(-?[\d.]+)", path.attrib["d"])]
        for path in _of_kind(svg, "mark-line")
    ]


def dashes(svg: str) -> list[str]:
    """The dash of each line."""
    return [path.get("stroke-dasharray", "") for path in _of_kind(svg, "mark-line")]


def colours(svg: str) -> list[str]:
    """The colour of each line."""
    return [path.attrib["stroke"] for path in _of_kind(svg, "mark-line")]


def texts(svg: str) -> list[str]:
    """All text that is drawn."""
    return ["".join(each.itertext()) for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def _of_kind(svg: str, kind: str) -> list[ElementTree.Element]:
    groups = (group for group in ElementTree.fromstring(svg).iter(f"{SVG}g") if group.get("class") == kind)
    return [path for group in groups for path in group.iter(f"{SVG}path")]
