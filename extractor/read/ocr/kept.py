"""What engines read, kept by the picture: new rules or a new version read a scan again without an engine."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractor.errors import UsageError
from extractor.kept_files import KeptFiles
from extractor.options import Options
from extractor.read.ocr.engine import Engine, EnginePart, Picture, Repeatable, Word, engine_named, is_sound, read_words

# Part of every key: what another version of this program keeps in another form is not found, and read again.
FORM = 1

_SUFFIX = ".reading"


@dataclass(slots=True)
class Tally:
    """Pages that were ``taken`` from what is kept, and why others could not be kept ("" where all were)."""

    taken: int = 0
    trouble: str = ""


# Of this process, not of a document: what a page was read by is no part of the document that comes of it.
_tally = Tally()


def drained() -> Tally:
    """What has happened in this process since the last call."""
    done = Tally(_tally.taken, _tally.trouble)
    _tally.taken, _tally.trouble = 0, ""
    return done


def readings_in(folder: Path) -> KeptFiles:
    """The readings that a folder holds."""
    return KeptFiles(folder, _SUFFIX)


def folder_beside(database: Path) -> Path:
    """Where readings lie unless a user says otherwise: ``reports.db.readings``."""
    return database.with_name(f"{database.name}.readings")


def readings_for(database: Path, options: Options) -> KeptFiles | None:
    """The readings that an ingest into the database uses; None where the options turn them off.

    Raises ``UsageError`` for a size below 0.
    """
    if options.readings_mb < 0:
        raise UsageError(f"--readings-mb {options.readings_mb} makes no sense", "Give 0 or more; 0 keeps none.")
    folder = Path(options.readings).expanduser() if options.readings else folder_beside(database)
    return readings_in(folder) if options.readings_mb else None


def engine_of(options: Options) -> Engine:
    """The engine that the options name; with kept readings where they name a folder for these.

    Raises ``UsageError`` for an unknown name, ``MissingPartError`` for an engine that does not load.
    """
    if options.readings and options.readings_mb:
        return _keeping(options.ocr_engine, options.readings)
    return engine_named(options.ocr_engine)


@cache
def _keeping(name: str, folder: str) -> Engine:
    engine = engine_named(name)
    settings = _settings(engine)
    return Keeping(engine, settings, readings_in(Path(folder).expanduser())) if settings else engine


def _settings(engine: Engine) -> str:
    """What tells readings of an engine from others; "" where it does not say."""
    if not isinstance(engine, Repeatable):
        return ""
    try:
        said = engine.settings()
    except Exception:  # noqa: BLE001 - an engine of others may raise anything; what it reads is not kept
        return ""
    return f"{type(engine).__module__}.{type(engine).__qualname__} {said}" if said else ""


@dataclass(frozen=True, slots=True)
class Keeping:
    """An engine that reads only pictures of which there is no kept reading; ``settings`` are part of each key."""

    engine: Engine
    settings: str
    readings: KeptFiles

    @property
    def name(self) -> str:
        """The name of the engine that reads."""
        return self.engine.name

    def parts(self) -> tuple[EnginePart, ...]:
        """The parts of the engine that reads."""
        return self.engine.parts()

    def words(self, picture: Picture, dpi: int, timeout: float) -> tuple[Word, ...]:
        """The words that are kept or read now; picture, dpi, timeout and errors are those of ``Engine.words``."""
        key = self._key(picture, dpi)
        content = self.readings.get(key)
        words = _unpacked(content) if content is not None else None
        if words is not None:
            _tally.taken += 1
            return words
        words = read_words(self.engine, picture, dpi, timeout)
        self._keep(key, words)
        return words

    def _key(self, picture: Picture, dpi: int) -> str:
        pixels = hashlib.sha256(picture.tobytes()).hexdigest()
        return json.dumps([FORM, self.settings, *picture.shape, dpi, pixels])

    def _keep(self, key: str, words: Sequence[Word]) -> None:
        """Keeps the words; where that is not possible the page is read all the same."""
        try:
            self.readings.put(key, _packed(words))
        except OSError as error:
            _tally.trouble = error.strerror or type(error).__name__
        except (TypeError, ValueError):  # an engine of others may have numbers that are none of JSON
            _tally.trouble = f"{self.name} has words of a strange kind"


def _packed(words: Sequence[Word]) -> bytes:
    rows = [(word.text, word.box, word.confidence, word.line) for word in words]
    # An engine may have numbers of numpy, which JSON does not know.
    return zlib.compress(json.dumps(rows, separators=(",", ":"), default=float).encode())


def _unpacked(content: bytes) -> tuple[Word, ...] | None:
    """The words; None for what is no reading."""
    try:
        rows = json.loads(zlib.decompress(content))
        words = tuple(Word(text, tuple(box), confidence, tuple(line)) for text, box, confidence, line in rows)
    except (zlib.error, ValueError, TypeError):
        return None
    return words if all(map(is_sound, words)) else None
