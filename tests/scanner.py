"""A scanner of offices: prints the pages of a PDF, stamps and signs them, and makes a PDF of their pictures."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from corpus import typefaces

WHITE = (255, 255, 255)
RED, BLUE = (206, 44, 56), (38, 58, 150)
"""Ink of stamps and of ball pens."""

POINTS = 72
RADIUS = 51.0
"""Half of the 36 mm that the stamp of an organ measures, in points."""

RING = "★ ỦY BAN NHÂN DÂN TỈNH ★ VĂN PHÒNG"
FADED = 0.82
"""How much of its colour ink keeps on paper: letters below it stay the darker ones."""

INKY = 150
"""Grey levels below which a copier takes paper for ink."""

SPECKS = 60
"""Grains of dust on a sheet that has noise."""


@dataclass(frozen=True, kw_only=True)
class Scan:
    """How a sheet lies in the scanner, and what the scanner makes of it. The default is a clean flat sheet.

    ``turn`` is in degrees, counter-clockwise; ``quarters`` are quarter turns in the same sense, made after it: 1 lies
    sideways, 2 upside down. ``noise`` is the deviation of the grain in grey levels, ``paper`` the grey of white paper,
    ``shadow`` the share of light that is lost at the left edge, as along the spine of a book. ``blur`` is in pixels.
    ``stamp`` and ``signature`` are middles, in points from the top left of each page as printed. ``grey`` drops colour;
    ``bilevel`` leaves black and white alone, as copiers that fax do, and no JPEG is made of it.
    """

    dpi: int = 200
    turn: float = 0.0
    quarters: int = 0
    noise: float = 0.0
    paper: int = 255
    shadow: float = 0.0
    blur: float = 0.0
    stamp: tuple[float, float] | None = None
    signature: tuple[float, float] | None = None
    grey: bool = False
    bilevel: bool = False
    quality: int = 60
    seed: int = 13


BAD = Scan(dpi=150, turn=1.7, noise=6, paper=228, shadow=0.25, blur=0.5)
"""A sheet of the worse kind that offices put on the net: coarse, askew, grey, with a shadow."""


def scanned(pdf: bytes, how: Scan = BAD, numbers: Sequence[int] | None = None) -> bytes:
    """The pages as pictures without a text layer.

    pdf: what is printed. how: the scanner. numbers: the pages that are taken, from 1; None for all.
    """
    first, *others = pictures(pdf, how, numbers)
    buffer = io.BytesIO()
    # without the time of day the same pages are the same bytes
    settings: dict[str, Any] = {"resolution": how.dpi, "creationDate": None, "modDate": None}
    if not how.bilevel:
        settings["quality"] = how.quality
    first.save(buffer, "PDF", save_all=True, append_images=others, **settings)
    return buffer.getvalue()


def pictures(pdf: bytes, how: Scan, numbers: Sequence[int] | None = None) -> list[Image.Image]:
    """The pictures of the pages; ``pdf``, ``how`` and ``numbers`` are those of ``scanned``."""
    noise = np.random.default_rng(how.seed)
    opened = pypdfium2.PdfDocument(pdf)
    opened.init_forms()  # what is filled into fields is printed too
    try:
        wanted = numbers or range(1, len(opened) + 1)
        printed = [opened[number - 1].render(scale=how.dpi / POINTS).to_pil().convert("RGB") for number in wanted]
    finally:
        opened.close()
    return [_scanned(sheet, how, noise) for sheet in printed]


def _scanned(sheet: Image.Image, how: Scan, noise: np.random.Generator) -> Image.Image:
    """One printed sheet, after it went through the office and the scanner."""
    scale = how.dpi / POINTS
    if how.stamp:
        sheet = _inked(sheet, _stamp(scale), how.stamp, scale)
    if how.signature:
        sheet = _inked(sheet, _signature(scale), how.signature, scale)
    # a scanner has more pixels than a letter has edges, so the turned sheet is read between pixels
    lying = sheet.rotate(how.turn, Image.Resampling.BICUBIC, fillcolor=WHITE) if how.turn else sheet
    if how.blur:
        lying = lying.filter(ImageFilter.GaussianBlur(how.blur))
    seen = _lit(lying, how, noise)
    if how.bilevel:
        seen = seen.convert("L").point([0] * INKY + [255] * (256 - INKY), "1")
    return (seen.convert("L") if how.grey else seen).rotate(90 * how.quarters, expand=True)


def _lit(sheet: Image.Image, how: Scan, noise: np.random.Generator) -> Image.Image:
    """What the lamp and the sensor make of a sheet: grey paper, shadow, dust and grain."""
    light = np.asarray(sheet, dtype=np.float32) * (how.paper / 255)
    height, width, _ = light.shape
    if how.shadow:
        lost = how.shadow * np.exp(-np.arange(width, dtype=np.float32) / (0.15 * width))
        light *= (1 - lost)[np.newaxis, :, np.newaxis]
    if how.noise:
        light += noise.normal(0.0, how.noise, (height, width, 1)).astype(np.float32)
        side = max(1, how.dpi // 150)
        for y, x in zip(noise.integers(0, height, SPECKS), noise.integers(0, width, SPECKS), strict=True):
            light[y : y + side, x : x + side] = 70
    return Image.fromarray(np.clip(light, 0, 255).astype(np.uint8))


def _inked(sheet: Image.Image, ink: Image.Image, middle: tuple[float, float], scale: float) -> Image.Image:
    """A sheet with ink on it, through which print shows.

    sheet: as printed. ink: on white. middle: where its middle comes to lie, in points. scale: pixels per point.
    """
    place = [round(scale * at - side / 2) for at, side in zip(middle, ink.size, strict=True)]
    film = Image.new("RGB", sheet.size, WHITE)
    film.paste(ink, (place[0], place[1]))
    return ImageChops.multiply(sheet, Image.blend(Image.new("RGB", sheet.size, WHITE), film, FADED))


def _stamp(scale: float) -> Image.Image:
    """The round stamp of an organ: two rings, letters between them, a star in the middle."""
    radius = scale * RADIUS
    middle = round(radius) + 2
    stamp = Image.new("RGB", (2 * middle, 2 * middle), WHITE)
    pen = ImageDraw.Draw(stamp)
    for part, width in ((1.0, 1.6), (0.66, 0.8)):
        side = radius * part
        sides = (middle - side, middle - side, middle + side, middle + side)
        pen.ellipse(sides, outline=RED, width=max(1, round(width * scale)))
    points = [
        (middle + out * math.sin(step * math.pi / 5), middle - out * math.cos(step * math.pi / 5))
        for step, out in enumerate((0.4 * radius, 0.16 * radius) * 5)
    ]
    pen.polygon(points, fill=RED)
    for step, letter in enumerate(RING):
        degrees = 360 * step / len(RING)
        tile = _letter(letter, scale).rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=WHITE)
        x = round(middle + 0.83 * radius * math.sin(math.radians(degrees)) - tile.width / 2)
        y = round(middle - 0.83 * radius * math.cos(math.radians(degrees)) - tile.height / 2)
        below = stamp.crop((x, y, x + tile.width, y + tile.height))
        stamp.paste(ImageChops.darker(tile, below), (x, y))
    return stamp


def _letter(letter: str, scale: float) -> Image.Image:
    """A letter of a stamp on a tile of its own."""
    size = round(9 * scale)
    tile = Image.new("RGB", (2 * size, 2 * size), WHITE)
    face = resources.files(typefaces.PACKAGE) / "files" / typefaces.FILES[typefaces.BOLD]
    with face.open("rb") as file:
        font = ImageFont.truetype(file, size)
        ImageDraw.Draw(tile).text((size, size), letter, RED, font, anchor="mm")
    return tile


def _signature(scale: float) -> Image.Image:
    """A signature: loops of a pen that run to the right, and a flourish below them."""
    width, height = round(130 * scale), round(60 * scale)
    sheet = Image.new("RGB", (width, height), WHITE)
    pen = ImageDraw.Draw(sheet)
    steps = [step / 200 for step in range(201)]
    loops = [
        (
            width * (0.08 + 0.8 * part + 0.06 * math.sin(14 * math.pi * part)),
            height * (0.45 - 0.38 * (1 - 0.7 * part) * math.cos(14 * math.pi * part)),
        )
        for part in steps
    ]
    flourish = [(width * (0.9 - 0.8 * part), height * (0.75 + 0.12 * math.sin(3 * math.pi * part))) for part in steps]
    for stroke in (loops, flourish):
        pen.line(stroke, BLUE, max(1, round(1.3 * scale)), joint="curve")
    return sheet
