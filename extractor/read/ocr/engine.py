"""What an OCR engine is to the rest of the program, which engines there are, and how they fail.

Another engine is one class with the members of ``Engine``, named among the entry points of its distribution::

    [project.entry-points."trichluc.ocr_engines"]
    mine = "my_package.my_module:MyEngine"

``--ocr-engine mine`` then reads with it, and ``trichluc doctor`` lists its parts. What it reads in place of the small
numbers of footnotes may have an entry in ``patterns/misreadings.toml``. With the member of ``Repeatable`` its readings
are kept, and no picture is read twice.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from extractor.errors import MissingPartError, TrichlucError, UsageError
from extractor.model.pages import Rectangle

if TYPE_CHECKING:  # `doctor` asks an engine for its parts, and needs no numpy for it
    import numpy as np
    from numpy.typing import NDArray

Picture: TypeAlias = "NDArray[np.uint8]"
"""Grey levels (0 black) by row and column, the top row first."""

ColourPicture: TypeAlias = "NDArray[np.uint8]"
"""Red, green and blue by row, column and channel."""

GROUP = "trichluc.ocr_engines"
"""The group of entry points that engines are found by."""

# A checkout that is pulled and not installed anew has the entry points of the day it was installed; scans were read
# by Tesseract before there was any entry point, and must go on being read (test_engine.py).
OWN = EntryPoint("tesseract", "extractor.read.ocr.tesseract:Tesseract", GROUP)

NUMBERS_GROUP = "trichluc.number_readers"
"""The group of entry points that readers of numbers in cells are found by, which are like ``NumberReader``."""

OWN_NUMBERS = EntryPoint("trueocr", "extractor.read.ocr.trueocr:TrueOcr", NUMBERS_GROUP)

VIEWER = "look at the page in a viewer"
# A word of a hostile page may be as long as a book: three lines of it are enough to see what is wrong (test_engine.py).
MOST_QUOTED = 300

ANOTHER = "choose another `--ocr-engine`, and report it"


@dataclass(frozen=True, slots=True)
class Raised:
    """A small raised number, as markers of notes are, which stands before letter ``at`` of its word.

    ``box`` is that of its ink, ``share`` its height as a share of that of the line's digits.
    """

    at: int
    text: str
    box: Rectangle
    share: float


@dataclass(frozen=True, slots=True)
class Word:
    """One word as an engine reads it.

    ``box`` is in pixels of the picture, origin top left; ``confidence`` is 0 to 1. Words whose ``line`` is equal stand
    on one line: the engine's numbers, such as those of block, paragraph and line. ``other`` is what another
    reader reads in its place, empty where none does or both read the same. ``ink`` is the height of its tallest stroke
    in pixels, which an engine need not give: it is measured in words with digits (``picture/stroke_heights.py``).
    ``raised`` are numbers that stand raised in it or beside it, which are no part of text and box; no engine has to
    tell them.
    """

    text: str
    box: Rectangle
    confidence: float
    line: tuple[int, ...]
    other: str = ""
    ink: float | None = None
    raised: tuple[Raised, ...] = ()

    def moved(self, right: float, down: float, *line: int) -> Word:
        """The word of a picture that was cut out, in the whole picture, where its line has numbers before its own.

        ``right`` and ``down`` are where the upper left corner of the cut-out lies, in pixels; ``line`` are the numbers.
        """
        x0, top, x1, bottom = self.box
        return replace(self, box=(x0 + right, top + down, x1 + right, bottom + down), line=(*line, *self.line))


@dataclass(frozen=True, slots=True)
class EnginePart:
    """One thing outside Python that an engine needs, whether it is there, and how to install it."""

    name: str
    found: bool
    detail: str
    install: str


class Engine(Protocol):
    """Reads the words in a picture. It is made once a process, without arguments."""

    @property
    def name(self) -> str:
        """What messages call it."""
        ...

    def parts(self) -> tuple[EnginePart, ...]:
        """What it needs outside Python. Only looks; reads nothing."""
        ...

    def words(self, picture: Picture, dpi: int, timeout: float) -> tuple[Word, ...]:
        """The words of a picture in reading order; none where it holds no text.

        picture: grey levels of a whole page. dpi: its dots per inch. timeout: seconds after which the engine gives up.

        Raises ``TimedOutError`` then, ``CrashedError`` or ``BadOutputError`` where the engine fails on this picture,
        ``MissingPartError`` where a part of it is not installed.
        """
        ...


@runtime_checkable
class CellReader(Protocol):
    """Reads many small pictures at once, each with a few lines of text: the cells of tables.

    An engine without this member reads tables with the page that they stand on.
    """

    @property
    def name(self) -> str:
        """What messages call it."""
        ...

    def cells(self, pictures: Sequence[Picture], dpi: int, timeout: float) -> tuple[tuple[Word, ...], ...]:
        """The words in each of the pictures, their boxes in pixels of that picture; none where it holds no text.

        pictures: grey levels, clean, with a margin. dpi: their dots per inch. timeout: seconds after which the reader
        gives up. Raises as ``Engine.words`` does.
        """
        ...


class NumberReader(CellReader, Protocol):
    """A second reader of cells, which reads numbers better than the engine of the page does."""

    def parts(self) -> tuple[EnginePart, ...]:
        """What it needs, as ``Engine.parts`` does."""
        ...

    def settings(self) -> str:
        """All that decides what it reads, as ``Repeatable.settings`` does."""
        ...


@runtime_checkable
class Repeatable(Protocol):
    """An engine that reads the same words again in the same picture, and says what its words depend on."""

    def settings(self) -> str:
        """All that decides what it reads: its version, data and settings; "" where it cannot tell."""
        ...


class RecognitionError(TrichlucError):
    """One page that could not be read from its picture; the others may be."""


class TimedOutError(RecognitionError):
    """An engine that was not done in time."""

    def __init__(self, message: str = "OCR took too long", next_step: str = "raise `--timeout`") -> None:
        super().__init__(message, next_step)


class CrashedError(RecognitionError):
    """An engine that broke on a picture."""


class BadOutputError(RecognitionError):
    """An engine whose answer is no list of words."""


def known_engines() -> Mapping[str, EntryPoint]:
    """Every installed engine by the name that ``--ocr-engine`` takes; none is loaded."""
    return {OWN.name: OWN} | {entry.name: entry for entry in entry_points(group=GROUP)}


def require_known(name: str) -> EntryPoint:
    """The entry point of this name, not loaded. Raises ``UsageError`` that lists the known ones where there is none."""
    known = known_engines()
    if name not in known:
        raise UsageError(
            f"There is no OCR engine called {name!r}.",
            f"Known: {', '.join(sorted(known))}. Choose one of them with --ocr-engine, or install the other.",
        )
    return known[name]


@cache
def engine_named(name: str) -> Engine:
    """The engine of this name, made once.

    Raises ``UsageError`` for an unknown name, ``MissingPartError`` for an engine that does not load.
    """
    entry = require_known(name)
    try:
        engine: Engine = entry.load()()
    except Exception as error:  # an engine of others may raise anything
        raise MissingPartError(
            f"the OCR engine {name!r} does not load ({type(error).__name__}: {error})",
            f"install again what provides {entry.value}",
        ) from error
    return engine


def number_readers() -> tuple[EntryPoint, ...]:
    """The installed readers of numbers in cells, those of other packages before the own one; none is loaded."""
    others = [entry for entry in entry_points(group=NUMBERS_GROUP) if entry.name != OWN_NUMBERS.name]
    return (*sorted(others, key=lambda entry: entry.name), OWN_NUMBERS)


@cache
def number_reader() -> NumberReader | None:
    """The first reader of numbers that works, made once; None where none does.

    Numbers are then what the engine of the page reads; ``doctor`` says what is missing.
    """
    for entry in number_readers():
        try:
            reader: NumberReader = entry.load()()
            if isinstance(reader, CellReader) and all(part.found for part in reader.parts()):
                return reader
        except Exception:  # noqa: BLE001 - one that does not load is not there
            continue
    return None


def read_words(engine: Engine, picture: Picture, dpi: int, timeout: float) -> tuple[Word, ...]:
    """What the engine reads, looked through; whatever an engine of others raises is an error of this page only.

    picture, dpi, timeout and errors are those of ``Engine.words``.
    """
    with _errors_of(engine.name):
        words = tuple(engine.words(picture, dpi, timeout))
    return _looked_through(engine.name, words, picture)


def read_cells(
    reader: CellReader, pictures: Sequence[Picture], dpi: int, timeout: float
) -> tuple[tuple[Word, ...], ...]:
    """What a reader of cells reads in each picture, looked through as ``read_words`` does.

    reader: whose ``cells`` is called. pictures, dpi, timeout and errors are those of ``CellReader.cells``.
    """
    with _errors_of(reader.name):
        cells = tuple(map(tuple, reader.cells(pictures, dpi, timeout)))
    if len(cells) != len(pictures):
        raise BadOutputError(f"{reader.name} answered for {len(cells)} of {len(pictures)} cells", ANOTHER)
    return tuple(_looked_through(reader.name, *cell) for cell in zip(cells, pictures, strict=True))


@contextmanager
def _errors_of(name: str) -> Iterator[None]:
    """Makes whatever an engine of others raises an error of this page."""
    try:
        yield
    except (TrichlucError, MemoryError):  # memory is the guard's: it ends the worker
        raise
    except Exception as error:  # an engine of others may raise anything
        raise CrashedError(f"{name} failed: {type(error).__name__}: {error}", VIEWER) from error


def _looked_through(name: str, words: Sequence[Word], picture: Picture) -> tuple[Word, ...]:
    """The words, their boxes cut at the sides of the picture; ``name`` is that of who read them in it."""
    height, width = picture.shape
    for word in words:
        if not is_sound(word) or not _touches(word.box, width, height):
            said = repr(word)[:MOST_QUOTED]
            raise BadOutputError(f"{name} answered with what is no word: {said}", ANOTHER)
    return tuple(_cut_at(word, width, height) for word in words)


def _touches(box: Rectangle, width: int, height: int) -> bool:
    x0, top, x1, bottom = box
    return x0 <= width and top <= height and x1 >= 0 and bottom >= 0


def _cut_at(word: Word, width: int, height: int) -> Word:
    x0, top, x1, bottom = word.box
    if x0 >= 0 and top >= 0 and x1 <= width and bottom <= height:
        return word
    return replace(word, box=(max(x0, 0), max(top, 0), min(x1, width), min(bottom, height)))


def is_sound(word: Word) -> bool:
    """Whether all parts of a word are what they should be, and its numbers can be reckoned with."""
    try:
        hash(word)  # its line is a key, and so is the word
        return (
            isinstance(word, Word)
            and bool(word.text.strip())
            and _is_box(word.box)
            and 0 <= word.confidence <= 1
            and (word.ink is None or math.isfinite(word.ink))
            and bool((word.text + word.other).encode())  # half a letter of two cannot be written down
            and all(_is_sound_number(raised) for raised in word.raised)
            and [raised.at for raised in word.raised] == sorted(raised.at for raised in word.raised)
            and all(0 <= raised.at <= len(word.text) for raised in word.raised)
        )
    except (TypeError, ValueError, OverflowError, AttributeError):  # of another kind, or beyond all numbers
        return False


def _is_sound_number(raised: Raised) -> bool:
    has_size = math.isfinite(raised.share) and raised.share > 0
    return isinstance(raised, Raised) and raised.text.isalnum() and _is_box(raised.box) and has_size


def _is_box(box: Rectangle) -> bool:
    x0, top, x1, bottom = box
    return math.isfinite(x0 + top + x1 + bottom) and x0 <= x1 and top <= bottom
