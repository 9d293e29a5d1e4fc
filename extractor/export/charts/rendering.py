"""Specifications → SVG, PNG and Altair charts, without network: the same specification gives the same bytes.

The renderer is Vega in the engine of `vl-convert-python`, which starts at the first picture. What comes out of it is
read again and cut down to shapes, text, links of this room and titles: it stands within our pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from extractor.errors import TrichlucError
from extractor.export.charts.signs import FONT, Spec, config_of
from extractor.export.inert import shown, xml_text
from extractor.guard.limits import Limits
from extractor.guard.warm import Warm
from extractor.model.pages import Failure

SVG = "http://www.w3.org/2000/svg"
# The version of Vega-Lite, as the renderer names it.
VERSION = "6.4"
_LINKS = frozenset(("href", "{http://www.w3.org/1999/xlink}href"))
# Between what a mark says and its address. Texts of documents lose it before (test_rendering.py).
_LEADS_TO = "\ue000"
# Elements of a drawing; any other is left out with all that it holds.
_ELEMENTS = frozenset(("svg", "g", "path", "line", "rect", "text", "tspan", "a", "title", "circle"))
# Attributes that say something to programs of Vega only, or to a reader what the shapes say already.
_LEFT_OUT = frozenset(
    ("role", "aria-roledescription", "aria-hidden", "aria-label", "pointer-events", "class", "version")
)
# What is so without being said.
_IS_SO = frozenset((("opacity", "1"), ("font-family", FONT)))
FONTS = "Noto Sans, Segoe UI, Roboto, DejaVu Sans, sans-serif"
# Marks that are named to readers who do not see: signs of values, gaps, bars and breaks.
_NAMED = frozenset(("point", "bar", "rule mark"))
# Pictures that are kept, some 100 kB each: a reader goes back and forth between a few.
KEPT = 32
# Pixels of a PNG for one of the chart: sharp on screens that have two.
SCALE = 2

# A picture takes .3 s, so that after 10 it hangs. Address space is no measure of the engine, which reserves more than
# any machine has; after so many pictures it is started anew, whatever it kept.
LIMITS = Limits(jobs=1, timeout=10.0, memory_mb=2**30, stage="draw", calls=2000)


def as_svg(spec: Spec) -> str:
    """The picture of a specification, safe to stand within a page of the room."""
    return _svg_of(json.dumps(_for_svg(_inert(spec)), ensure_ascii=False))


def as_png(spec: Spec) -> bytes:
    """The picture of a specification as a PNG."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(_inert(spec), vl_version=VERSION, scale=SCALE, allowed_base_urls=[]))


def as_altair(spec: Spec) -> Any:
    """The specification as a chart of Altair, for notebooks."""
    import altair  # loading it takes longer than the drawing, and only notebooks need it

    return altair.Chart.from_dict(spec)


def draw_in_notebook(language: str = "en") -> None:
    """Has notebooks show all charts of Altair as SVG, drawn without network, with the letters and lines of the room.

    Without it Altair loads a script from the network and shows nothing where there is none. ``language`` (``vi``,
    ``en``) says how numbers are printed.
    """
    import altair

    config: Any = config_of(language)
    altair.renderers.enable("svg")
    altair.theme.register("trichluc", enable=True)(lambda: altair.theme.ThemeConfig(config=config))


def _inert(value: Any) -> Any:
    """The same with what acts in its texts written out: a control character ends the renderer and the process."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, Mapping):
        return {name: _inert(each) for name, each in value.items()}
    return [_inert(each) for each in value] if isinstance(value, list | tuple) else value


def _for_svg(spec: Spec) -> Spec:
    """The specification without tooltips, and with addresses behind what marks say.

    The renderer asks of each link whether it is safe, one by one, which takes as long as all the rest, puts another
    host before it, and fails for good at one that it refuses. Links are made when the picture is cut down.
    """
    if "data" in spec and "encoding" in spec:
        encoding = {name: channel for name, channel in spec["encoding"].items() if name not in ("href", "tooltip")}
        rows = spec["data"]["values"]
        return {**spec, "encoding": encoding, "data": {"values": [_addressed(row) for row in rows]}}
    parts: Spec = {name: [_for_svg(part) for part in spec[name]] for name in ("vconcat", "layer") if name in spec}
    return {**spec, **parts}


def _addressed(row: Mapping[str, Any]) -> Mapping[str, Any]:
    if "said" not in row:
        return row
    said = str(row["said"]).replace(_LEADS_TO, "")
    address = row.get("address")
    return {**row, "said": f"{said}{_LEADS_TO}{address}" if address else said}


def warm() -> None:
    """Starts the renderer, so that the first reader does not wait for it."""
    with suppress(TrichlucError):
        as_svg({"data": {"values": [{}]}, "mark": "point"})


@contextmanager
def in_a_child() -> Iterator[None]:
    """Meanwhile a child process draws, and what it fails at is a ``TrichlucError``.

    The renderer lets no other thread run while it draws: a room would answer nobody.
    """
    child = Warm(drawn, LIMITS)

    def draw(spec: str) -> str:
        answer = child(spec)
        if isinstance(answer, Failure):
            raise TrichlucError(answer.error, answer.hint)
        return answer

    _drawing.append(draw)
    try:
        yield
    finally:
        _drawing.remove(draw)
        child.close()


@lru_cache(maxsize=KEPT)
def _svg_of(spec: str) -> str:
    return _drawing[-1](spec)


def drawn(spec: str) -> str:
    """The SVG of a specification as JSON, cut down."""
    import vl_convert  # commands that draw nothing do without its 130 MB

    return cut_down(vl_convert.vegalite_to_svg(spec, vl_version=VERSION, allowed_base_urls=[]), _title(spec))


def _title(spec: str) -> str:
    title = json.loads(spec).get("title") or ""
    text = title.get("text", "") if isinstance(title, dict) else title
    return " ".join(text) if isinstance(text, list) else str(text)


def cut_down(svg: str, title: str) -> str:
    """An ``svg`` of Vega without script, style, foreign address; its marks have titles, the whole has the ``title``."""
    root = ElementTree.fromstring(xml_text(svg))
    _clean(root)
    root.set("font-family", FONTS)
    # Only marks are pointed at: rings and lines that are drawn over them must not take a click.
    root.set("pointer-events", "none")
    root.set("role", "group")
    root.set("aria-label", title)
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _clean(element: ElementTree.Element) -> None:
    """Leaves of an element what a picture needs, and of its marks what they say and where they lead."""
    for child in list(element):
        if child.tag.removeprefix(f"{{{SVG}}}") in _ELEMENTS:
            _clean(child)
        else:
            element.remove(child)
    said, _, address = _said(element).partition(_LEADS_TO)
    classes = element.get("class", "").split()
    for name, value in list(element.attrib.items()):
        is_code = name in _LINKS or name.lower().startswith("on") or "url(" in value
        if is_code or name in _LEFT_OUT or (name, value) in _IS_SO:
            del element.attrib[name]
    if "role-mark" in classes:
        element.set("class", classes[0])
    if said:
        _name(element, said, address)


def _said(element: ElementTree.Element) -> str:
    return element.get("aria-label", "") if element.get("aria-roledescription") in _NAMED else ""


def _name(mark: ElementTree.Element, said: str, address: str) -> None:
    """Gives a mark its title, and makes it a link where it has an address of this room."""
    title = ElementTree.Element(f"{{{SVG}}}title")
    title.text = said
    marked = {"class": "mark", "role": "img", "pointer-events": "all"}
    if address.startswith("/") and not address.startswith("//"):
        shape = ElementTree.Element(mark.tag, {**mark.attrib, **marked})
        mark.tag = f"{{{SVG}}}a"
        mark.attrib.clear()
        mark.set("href", address)
        mark.append(shape)
        shape.append(title)
    else:
        mark.attrib.update(marked)
        mark.append(title)


# Who draws: this process, or the child of a room that is open.
_drawing: list[Callable[[str], str]] = [drawn]
