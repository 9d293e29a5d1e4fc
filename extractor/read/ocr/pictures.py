"""The pictures of the pages of one file, each read once: by another worker, before and kept, or now by an engine."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from extractor.errors import TrichlucError, reason_of
from extractor.guard.one_page import LostPageError, one_page
from extractor.kept_files import KeptFiles
from extractor.model.pages import Failure, Page
from extractor.options import Options
from extractor.read.ocr.engine import (
    CellReader,
    ColourPicture,
    Engine,
    RecognitionError,
    Repeatable,
    engine_named,
    is_sound,
    number_reader,
)
from extractor.read.ocr.kept import TALLY, readings_in
from extractor.read.ocr.packing import packed, unpacked
from extractor.read.ocr.picture.drawing import drawn
from extractor.read.ocr.reading import Reading, read_picture
from extractor.read.ocr.recognition import with_reading
from extractor.read.ocr.sharing import FEW, ManyPicturesError, Readings

# Part of every key: raised when pictures are read in another way, or readings have another form. What was kept before
# is not found then, and read again.
FORM = 10

# A call of an engine may take this share of its document's time: then the page fails, and not the whole document. A
# page takes a second or two, so that at 300 seconds only a page that hangs comes to it (test_pictures.py).
PAGE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is read in the picture of a page, and the picture's pixels per point."""

    reading: Reading
    scale: float


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of the pages of the file at ``path``.

    ``readings`` are those that others have made; None where none will. ``ahead`` are the pages from one on whose
    pictures must be read.
    """

    path: Path
    options: Options
    readings: Readings | None
    ahead: Callable[[int], tuple[int, ...]]

    def recognised(self, page: Page) -> Page:
        """The page with what is read in its picture in place of its text.

        Raises ``RecognitionError`` or ``MissingPartError``; ``ManyPicturesError`` where others had better read it.
        """
        given = self._given(page)
        if isinstance(given, Failure):
            raise RecognitionError(given.error, given.hint)
        with at_picture(page.number):
            drawing = given or read_drawn(self.path, page, self.options)
            return with_reading(page, drawing.reading, drawing.scale)

    def _given(self, page: Page) -> Drawn | Failure | None:
        if self.readings is None:
            return None
        if page.number not in self.readings:
            pages = self.ahead(page.number)
            if len(pages) > FEW:
                raise ManyPicturesError(pages)
            return None
        given = self.readings[page.number]
        return given if isinstance(given, Failure) else unpacked(given)


@contextmanager
def at_picture(number: int) -> Iterator[None]:
    """Whatever is raised while the picture of page ``number`` is drawn and read as ``RecognitionError``."""
    try:
        with one_page(number, "ocr", (TrichlucError,)):
            yield
    except LostPageError as error:
        raise RecognitionError(error.failure.error, error.failure.hint) from error


def read_drawn(path: Path, page: Page, options: Options) -> Drawn:
    """What is read in the picture of a page, from what is kept where the options name a folder for that.

    path: the file, which is opened once more to draw the page. page: as it was read. options: who reads, and how long.

    Raises ``RecognitionError`` or ``MissingPartError``.
    """
    picture, scale = drawn(path, page.number)
    engine, timeout = engine_named(options.ocr_engine), options.timeout * PAGE_SHARE
    keeping = _keeping(options.ocr_engine, options.readings) if options.readings and options.readings_mb else None
    dpi = round(72 * scale)
    reading = keeping.reading(picture, dpi, timeout) if keeping else _read_now(picture, dpi, engine, timeout)
    return Drawn(reading, scale)


def _read_now(picture: ColourPicture, dpi: int, engine: Engine, timeout: float) -> Reading:
    reading = read_picture(picture, dpi, engine, timeout)
    TALLY.read += 1
    return reading


@dataclass(frozen=True, slots=True)
class Keeping:
    """Reads only pictures of which there is no kept reading; ``settings`` are part of each key."""

    engine: Engine
    settings: str
    readings: KeptFiles

    def reading(self, picture: ColourPicture, dpi: int, timeout: float) -> Reading:
        """The reading that is kept or made now; picture, dpi, timeout and errors are those of ``read_picture``."""
        key = self.key(picture, dpi)
        kept = _sound(self.readings.get(key))
        if kept:
            TALLY.taken += 1
            return kept
        reading = _read_now(picture, dpi, self.engine, timeout)
        self._keep(key, reading)
        return reading

    def key(self, picture: ColourPicture, dpi: int) -> str:
        """What a reading of the picture is kept by."""
        pixels = hashlib.sha256(picture.tobytes()).hexdigest()
        return json.dumps([FORM, self.settings, *picture.shape, dpi, pixels])

    def _keep(self, key: str, reading: Reading) -> None:
        """Keeps the reading; where that is not possible the page is read all the same."""
        try:
            self.readings.put(key, packed(reading))
        except OSError as error:
            TALLY.trouble = reason_of(error)
        except (TypeError, ValueError):  # an engine of others may have numbers that are none of JSON
            TALLY.trouble = f"{self.engine.name} has words of a strange kind"


@cache
def _keeping(name: str, folder: str) -> Keeping | None:
    """None for an engine that does not say what its readings depend on."""
    engine = engine_named(name)
    settings = _settings(engine)
    return Keeping(engine, settings, readings_in(Path(folder).expanduser())) if settings else None


def _settings(engine: Engine) -> str:
    """What tells readings of an engine from others; "" where it does not say."""
    if not isinstance(engine, Repeatable):
        return ""
    numbers = number_reader() if isinstance(engine, CellReader) else None
    try:
        said = engine.settings()
        beside = f" numbers by {numbers.name} {numbers.settings()}" if numbers else ""
    except Exception:  # noqa: BLE001 - an engine of others may raise anything; what it reads is not kept
        return ""
    return f"{type(engine).__module__}.{type(engine).__qualname__} {said}{beside}" if said else ""


def _sound(content: bytes | None) -> Reading | None:
    """The reading; None for what is none."""
    reading = unpacked(content) if content is not None else None
    try:
        return reading if isinstance(reading, Reading) and _is_sound(reading) else None
    except (TypeError, AttributeError):  # parts of another kind
        return None


def _is_sound(reading: Reading) -> bool:
    stands = math.isfinite(reading.skew) and reading.turn in (0, 90, 180, 270)
    has_rules = reading.rules.shape[1:] == (4,) and bool(np.isfinite(reading.rules).all())
    return stands and has_rules and all(map(is_sound, reading.words))
