"""Pictures of pages and of parts of them, from the cache or drawn in a guarded child process."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from pkgutil import resolve_name
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary

from extractor.facsimile.cache import Cache, default_folder
from extractor.facsimile.files import Original, has_bytes, original_of
from extractor.facsimile.folders import folders_of
from extractor.facsimile.frames import around_print, between_lines
from extractor.facsimile.picture import Picture, Wanted
from extractor.facsimile.undrawn import Undrawn
from extractor.guard.limits import Limits
from extractor.guard.warm import Warm
from extractor.model.pages import Failure, Rectangle
from extractor.regular_files import CHANGED

# By name, not imported: who shows pictures must not load a PDF library.
DRAWING = "extractor.facsimile.drawing:drawn"

# Pictures are drawn in steps of width, so that the cache holds few of a page: a thumbnail, a page on a phone, one on a
# screen (two on a sharp one), and one for close reading.
WIDTHS = (300, 600, 1200, 1800, 2400)
# What the viewer and sheets show unless more is asked for: letters of 9 points are read without enlarging.
PAGE_WIDTH = 1200

# A page takes .1 s, a large scan .5, so that after 8 seconds it hangs; the picture of 16 million pixels, the file and
# the PDF libraries fill less than 1 GB of the address space.
LIMITS = Limits(jobs=1, timeout=8.0, memory_mb=1536, stage="draw", calls=400)

# Points around what a cut-out shows: two lines of text above and below, and the words beside it.
MARGIN_ACROSS, MARGIN_DOWN = 120.0, 30.0

Draw = Callable[[Wanted], Picture | Failure]


class _Drawing:
    """The drawing function, loaded by the child that unpickles it."""

    def __call__(self, wanted: Wanted) -> Picture:
        picture: Picture = resolve_name(DRAWING)(wanted)
        return picture

    def __reduce__(self) -> tuple[Callable[[str], Any], tuple[str]]:
        return resolve_name, (DRAWING,)


class Facsimile:
    """The originals in ``folders`` and the pictures of their pages, kept in ``cache``.

    ``draw`` makes a picture; without one a child process does, which starts with the first picture that is drawn.
    ``undrawn`` remembers what failed.
    """

    def __init__(
        self, folders: Sequence[Path], cache: Cache, draw: Draw | None = None, undrawn: Undrawn | None = None
    ) -> None:
        self.folders = tuple(folders)
        self._cache = cache
        self._warm = None if draw else Warm(_Drawing(), LIMITS)
        self._draw: Draw = draw or self._warm  # type: ignore[assignment]
        self._undrawn = undrawn or Undrawn()
        # A lock for each picture that is being drawn, while somebody holds it.
        self._turns: WeakValueDictionary[str, Lock] = WeakValueDictionary()
        self._turn_given = Lock()

    @classmethod
    def of(cls, database: Path, files: Sequence[Path] = (), cache: Path | None = None) -> Facsimile:
        """The facsimile of a database file.

        ``files`` are folders that a user names, before those that ``ingest`` remembered; ``cache`` is the folder for
        pictures, None that of the user.
        """
        return cls(folders_of(database, files), Cache(cache or default_folder()))

    def prepare(self) -> None:
        """Starts the child process before the first picture is asked for: it loads the PDF libraries for .3 s."""
        self._draw(Wanted("", "", 1, 1))

    def close(self) -> None:
        """Ends the child process."""
        if self._warm:
            self._warm.close()

    def original(self, connection: sqlite3.Connection, document: str) -> Original | None:
        """The PDF of a document, by its id; None where the database of ``connection`` has no such document."""
        return original_of(connection, document, self.folders)

    def page(self, original: Original, number: int, width: int = PAGE_WIDTH) -> Picture | Failure:
        """The picture of page ``number`` (from 1) of an original, at least ``width`` pixels wide, with its words."""
        return self._picture(original, number, _step(width), None)

    def lines(self, original: Original, number: int) -> tuple[Rectangle, ...]:
        """Boxes around the print of each line of page ``number`` of an original; none where it cannot be drawn."""
        for width in (PAGE_WIDTH, WIDTHS[0]):
            if (kept := self._kept(_whole(original, number, width))) is not None:
                return kept.lines
        drawn = self.page(original, number, WIDTHS[0])
        return () if isinstance(drawn, Failure) else drawn.lines

    def cut_out(
        self, original: Original, number: int, boxes: Sequence[Rectangle], width: int = PAGE_WIDTH
    ) -> tuple[Picture, Rectangle] | Failure:
        """The part of a page around ``boxes``, and which part it is, both in points of the page as displayed.

        ``original`` is the file, ``number`` that of the page (from 1), ``width`` that of the whole page in pixels: all
        cut-outs of a page are drawn equally large.
        """
        whole = self.page(original, number, WIDTHS[0])
        if isinstance(whole, Failure):
            return whole
        around = _around([around_print(box, whole.lines) for box in boxes], whole)
        across = round(_step(width) * (around[2] - around[0]) / whole.page_width)
        drawn = self._picture(original, number, max(across, 1), around)
        return drawn if isinstance(drawn, Failure) else (drawn, around)

    def part(self, original: Original, number: int, box: Rectangle, width: int) -> Picture | Failure:
        """The part of a page in ``box``, whole points as displayed, drawn ``width`` pixels wide.

        ``original`` is the file, ``number`` that of the page (from 1).
        """
        return self._picture(original, number, width, box)

    def _picture(self, original: Original, number: int, width: int, box: Rectangle | None) -> Picture | Failure:
        if original.file is None:
            return Failure("draw", number, f"{original.name} is {original.state}", "name its folder: --files FOLDER")
        wanted = Wanted(str(original.file), original.sha256, number, width, box)
        if known := self._known(wanted):
            return known
        with self._turn_given:
            turn = self._turns.setdefault(wanted.key, Lock())
        with turn:  # whoever waited for another that asked for the same has it by now
            return self._known(wanted) or self._drawn(wanted)

    def _known(self, wanted: Wanted) -> Picture | Failure | None:
        return self._undrawn.get(wanted.key) or self._kept(wanted)

    def _kept(self, wanted: Wanted) -> Picture | None:
        stored = self._cache.get(wanted.key)
        try:
            return None if stored is None else Picture.from_bytes(stored)
        except ValueError:
            return None

    def _drawn(self, wanted: Wanted) -> Picture | Failure:
        picture = self._draw(wanted)
        # It may be that of another file, which has taken the name since the digest was looked at.
        if isinstance(picture, Picture) and not has_bytes(Path(wanted.file), wanted.sha256):
            return Failure("draw", wanted.page, *CHANGED)
        if isinstance(picture, Failure):
            failure = replace(picture, page=wanted.page)
            self._undrawn.put(wanted.key, failure)
            return failure
        self._cache.put(wanted.key, picture.as_bytes())
        return picture


def _step(width: int) -> int:
    return next((step for step in WIDTHS if step >= width), WIDTHS[-1])


def _whole(original: Original, number: int, width: int) -> Wanted:
    return Wanted(str(original.file), original.sha256, number, width)


def _around(boxes: Sequence[Rectangle], page: Picture) -> Rectangle:
    """The boxes with a margin that ends between lines, in whole points and within the page."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    x0, x1 = min(x0s) - MARGIN_ACROSS, max(x1s) + MARGIN_ACROSS
    _, top, _, bottom = between_lines((x0, min(tops) - MARGIN_DOWN, x1, max(bottoms) + MARGIN_DOWN), page.lines)
    return (
        float(max(0, round(x0))),
        float(max(0, math.floor(top))),
        float(min(page.page_width, round(x1))),
        float(min(page.page_height, math.ceil(bottom))),
    )
