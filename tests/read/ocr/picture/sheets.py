"""Sheets of paper drawn in pixels: letters, rules and dirt for what reads pictures."""

from __future__ import annotations

from importlib import resources

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from corpus import typefaces
from extractor.read.ocr.engine import Picture

WIDTH, HEIGHT = 8.27, 11.69
"""Of a sheet, in inches."""


class Sheet:
    """A sheet that is drawn on in inches from its top left, seen with so many dots per inch."""

    def __init__(self, dpi: int = 200, paper: int = 255) -> None:
        self.dpi = dpi
        self.image = Image.new("L", (round(WIDTH * dpi), round(HEIGHT * dpi)), paper)
        self.pen = ImageDraw.Draw(self.image)

    @property
    def grey(self) -> Picture:
        return np.asarray(self.image, dtype=np.uint8).copy()

    def noisy(self, deviation: float) -> Picture:
        noise = np.random.default_rng(13).normal(0, deviation, self.grey.shape)
        return np.clip(self.grey + noise, 0, 255).astype(np.uint8)

    def rule(self, x0: float, y0: float, x1: float, y1: float, points: float = 0.5, ink: int = 0) -> None:
        """A rule with its middle along these ends, ``points`` thick."""
        half = max(points * self.dpi / 144, 0.5)
        level = y0 == y1
        sides = (x0, y0, x1, y1)
        rims = (0, half, 0, half) if level else (half, 0, half, 0)
        x0, y0, x1, y1 = (
            round(side * self.dpi + (rim if at > 1 else -rim))
            for at, (side, rim) in enumerate(zip(sides, rims, strict=True))
        )
        self.pen.rectangle((x0, y0, max(x1 - 1, x0), max(y1 - 1, y0)), fill=ink)

    def dashes(self, x0: float, x1: float, y: float, on: float, off: float) -> None:
        """A level rule of dashes that are ``on`` long, with ``off`` between them, in points."""
        while x0 < x1:
            self.rule(x0, y, min(x0 + on / 72, x1), y)
            x0 += (on + off) / 72

    def text(self, x: float, foot: float, text: str, size: float = 13, face: str = typefaces.REGULAR) -> float:
        """A line of ``text`` whose letters stand on ``foot``; returns where it ends. ``size`` is in points."""
        with (resources.files(typefaces.PACKAGE) / "files" / typefaces.FILES[face]).open("rb") as file:
            font = ImageFont.truetype(file, round(size * self.dpi / 72))
        self.pen.text((x * self.dpi, foot * self.dpi), text, 0, font, anchor="ls")
        return x + font.getlength(text) / self.dpi

    def grid(self, xs: list[float], ys: list[float], points: float = 0.5, ink: int = 0) -> None:
        """The rules of a table."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y, points, ink)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1], points, ink)
