"""The reference adapter: pages read by pdfplumber, put into columns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException
from pdfplumber.utils.geometry import obj_to_edges

from extractor.model import FLAG_BOLD, FLAG_ITALIC, Characters, Link, Page

BOX = ("x0", "top", "x1", "bottom")
THIN = 3.0
"""A filled box thinner than so many points is a drawn line."""


@contextmanager
def open_file(path: Path) -> Iterator[PDF]:
    """The file opened by pdfplumber; closed at the end. Raises what pdfplumber and pdfminer raise."""
    pdf = pdfplumber.open(path)
    try:
        yield pdf
    finally:
        pdf.close()


def read_page(pdf: PDF, number: int) -> Page:
    """Page ``number`` (from 1) in columns; its objects are released, so that memory stays flat over a long file."""
    page = pdf.pages[number - 1]
    try:
        fonts = sorted({character["fontname"] for character in page.chars})
        return Page(
            number=number,
            width=float(page.width),
            height=float(page.height),
            rotation=int(page.rotation or 0),
            characters=_characters(page, fonts),
            fonts=tuple(fonts),
            edges=_boxes(_visible_edges(page), page),
            images=_boxes(page.images, page),
            links=_links(page, number),
        )
    finally:
        page.close()


def _boxes(objects: list[dict[str, Any]], page: Any) -> Any:
    """Array (n, 4) of boxes relative to the page's own corner, rounded so that equal edges compare equal."""
    corner = (page.bbox[0], page.bbox[1], page.bbox[0], page.bbox[1])
    rows = np.array([[item[name] for name in BOX] for item in objects], dtype=float).reshape(-1, 4)
    return np.round(rows - corner, 3)


def _visible_edges(page: Any) -> list[dict[str, Any]]:
    """Edges of what is drawn. Shading behind a paragraph is a filled box without outline, and white is not seen."""
    drawn = [shape for shape in (*page.lines, *page.rects, *page.curves) if _is_visible(shape)]
    return [edge for shape in drawn for edge in obj_to_edges(shape) if edge.get("orientation")]


def _is_visible(shape: dict[str, Any]) -> bool:
    if shape.get("stroke") and not _is_white(shape.get("stroking_color")):
        return True
    thin = min(shape["width"], shape["height"]) < THIN
    return bool(shape.get("fill")) and thin and not _is_white(shape.get("non_stroking_color"))


def _is_white(colour: Any) -> bool:
    """White in grey, RGB or CMYK; a colour that is not given is black."""
    values = colour if isinstance(colour, tuple | list) else (colour,)
    if not values or not all(isinstance(value, int | float) for value in values):
        return False
    return all(value == 0 for value in values) if len(values) == 4 else all(value >= 1 for value in values)


def _characters(page: Any, fonts: list[str]) -> Characters:
    characters = page.chars
    index = {name: position for position, name in enumerate(fonts)}
    flags = [_style(name) for name in fonts]
    font = np.array([index[character["fontname"]] for character in characters], dtype=np.int32)
    boxes = _boxes(characters, page)
    return Characters(
        text=np.array([character["text"] for character in characters], dtype=np.str_),
        x0=boxes[:, 0],
        top=boxes[:, 1],
        x1=boxes[:, 2],
        bottom=boxes[:, 3],
        size=np.array([character["size"] for character in characters], dtype=float),
        upright=np.array([character["upright"] for character in characters], dtype=bool),
        font=font,
        flags=np.array(flags, dtype=np.uint8)[font] if flags else np.zeros(0, dtype=np.uint8),
    )


def _style(font: str) -> int:
    name = font.casefold()
    return (FLAG_BOLD if "bold" in name or "black" in name else 0) | (
        FLAG_ITALIC if "italic" in name or "oblique" in name else 0
    )


def _links(page: Any, number: int) -> tuple[Link, ...]:
    try:
        found = page.hyperlinks
    except (RecursionError, MalformedPDFException):  # signed files hold annotation trees that refer to themselves
        return ()
    return tuple(
        Link((number, *(round(float(link[name]), 2) for name in BOX)), str(link["uri"]))  # type: ignore[arg-type]
        for link in found
    )
