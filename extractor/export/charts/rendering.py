"""Specifications → SVG, PNG and Altair charts, without network: the same specification gives the same bytes.

The renderer is Vega in the engine of `vl-convert-python`, which starts at the first picture. What comes out of it is
read again and cut down to shapes, text, links of this room and titles: it stands within our pages.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from extractor.export.charts.signs import Spec

SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
# The version of Vega-Lite, as the renderer names it.
VERSION = "6.4"
# What Vega puts before an address without a host.
_ADDED = "https://vega.github.io/vega-datasets/"
# Elements of a drawing; any other is left out with all that it holds.
_ELEMENTS = frozenset(("svg", "g", "path", "line", "rect", "text", "tspan", "a", "title", "circle"))
# Attributes that say something to programs of Vega only, or to a reader what the shapes say already.
_LEFT_OUT = frozenset(
    ("role", "aria-roledescription", "aria-hidden", "aria-label", "pointer-events", "class", "version")
)
# Marks that are named to readers who do not see: signs of values, gaps, bars and breaks.
_NAMED = frozenset(("point", "bar", "rule mark"))
# Pictures that are kept, some 100 kB each: a reader goes back and forth between a few.
KEPT = 32
# Pixels of a PNG for one of the chart: sharp on screens that have two.
SCALE = 2


def as_svg(spec: Spec) -> str:
    """The picture of a specification, safe to stand within a page of the room."""
    return _svg_of(json.dumps(spec, ensure_ascii=False))


def as_png(spec: Spec) -> bytes:
    """The picture of a specification as a PNG."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(spec, vl_version=VERSION, scale=SCALE, allowed_base_urls=[]))


def as_altair(spec: Spec) -> Any:
    """The specification as a chart of Altair, for notebooks."""
    import altair  # loading it takes longer than the drawing, and only notebooks need it

    return altair.Chart.from_dict(spec)


def warm() -> None:
    """Starts the renderer, so that the first reader does not wait for it."""
    as_svg({"data": {"values": [{}]}, "mark": "point"})


@lru_cache(maxsize=KEPT)
def _svg_of(spec: str) -> str:
    import vl_convert  # commands that draw nothing do without its 130 MB

    return cut_down(vl_convert.vegalite_to_svg(spec, vl_version=VERSION, allowed_base_urls=[]), _title(spec))


def _title(spec: str) -> str:
    title = json.loads(spec).get("title") or ""
    return str(title.get("text", "") if isinstance(title, dict) else title)


def cut_down(svg: str, title: str) -> str:
    """An ``svg`` of Vega without script, style, foreign address; its marks have titles, the whole has the ``title``."""
    root = ElementTree.fromstring(svg)
    _clean(root)
    root.set("role", "group")
    root.set("aria-label", title)
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _clean(element: ElementTree.Element) -> None:
    for child in list(element):
        if child.tag.removeprefix(f"{{{SVG}}}") not in _ELEMENTS:
            element.remove(child)
        else:
            _clean(child)
    address = element.attrib.pop(_HREF, None) or element.attrib.pop("href", None)
    said = element.get("aria-label") if element.get("aria-roledescription") in _NAMED else None
    classes = element.get("class", "").split()
    kind = classes[0] if "role-mark" in classes else ""
    for name in [*element.attrib]:
        if name in _LEFT_OUT or name.lower().startswith("on") or "url(" in element.attrib[name]:
            del element.attrib[name]
    if address is not None and (ours := address.removeprefix(_ADDED)).startswith("/") and not ours.startswith("//"):
        element.set("href", ours)
    if kind:
        element.set("class", kind)
    if said:
        element.set("class", "mark")
        element.set("role", "img")
        element.set("aria-label", said)
        title = ElementTree.Element(f"{{{SVG}}}title")
        title.text = said
        element.insert(0, title)
