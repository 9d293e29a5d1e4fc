"""Which parts outside the Python package are there. Probes only look: none recognises, draws or writes anything."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import DatabaseError, MissingPartError
from extractor.guard.programs import Runner, output_of
from extractor.read.ocr.engine import OWN, EnginePart, engine_named, known_engines, number_readers
from extractor.store.database import OlderDatabaseError, open_read_only
from extractor.version import VERSION

WITHOUT_OCR = "everything but OCR: `ingest` reads PDFs that have text, and lists scanned pages in `failures`"
WITHOUT_NUMBERS = "everything; the OCR engine reads the numbers in scanned tables too, and misreads more of them"
FONT_INSTALL = "Debian, Ubuntu: apt-get install fonts-dejavu fonts-liberation · other systems: any font with Vietnamese"
# Those that import something compiled or large, and so are the ones that break: a wheel that is missing for a platform,
# a version that another program pinned.
LIBRARIES = (
    "pypdfium2",
    "pdfplumber",
    "pikepdf",
    "sqlite-utils",
    "datasette",
    "spacy",
    "underthesea",
    "pandas",
)
# Only asked where there is no fontconfig, that is on macOS and Windows and in bare containers.
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
# How files of families with Vietnamese letters begin: without fontconfig only the name can tell, as opening every font
# of a system would take seconds.
VIETNAMESE_FONTS = ("dejavu", "liberation", "notosans", "notoserif", "times", "arial", "tahoma", "carlito", "tinos")


@dataclass(frozen=True, slots=True)
class Part:
    """One part and its state.

    ``needed`` parts end ``doctor`` with exit code 3 when they are missing; ``without`` says what still works
    without it, ``install`` how to get it.
    """

    name: str
    found: bool
    detail: str
    needed: bool
    without: str = ""
    install: str = ""


def probe_all(database: Path) -> tuple[Part, ...]:
    """All parts: Python, SQLite, OCR engines, fonts, libraries, and whether ``database`` can be written."""
    return (
        probe_python(),
        probe_sqlite(),
        *probe_engines(),
        *probe_number_readers(),
        probe_fonts(),
        *map(probe_library, LIBRARIES),
        probe_writable(database),
    )


def probe_python() -> Part:
    """The interpreter and this program's version."""
    return Part("Python", True, f"{platform.python_version()}, trichluc {VERSION}, {platform.system()}", needed=True)


def probe_sqlite() -> Part:
    """SQLite with its full-text search FTS5."""
    connection = sqlite3.connect(":memory:")
    try:
        # Made, not looked up among the compile options: the tokenizer has to know what the index of the store asks of
        # it.
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
        found = True
    except sqlite3.OperationalError:
        found = False
    finally:
        connection.close()
    return Part(
        "SQLite with FTS5",
        found,
        sqlite3.sqlite_version + ("" if found else ", without FTS5"),
        needed=True,
        without="export and evaluate; every other command needs it",
        install="a Python whose SQLite is built with FTS5 (those of python.org and of Debian are)",
    )


def probe_engines() -> Iterator[Part]:
    """The parts of every OCR engine that is installed; only the engine that is used unasked is needed."""
    for name in known_engines():
        yield from probe_engine(name)


def probe_engine(name: str) -> Iterator[Part]:
    """What the engine of this name needs outside Python. Raises ``UsageError`` for an unknown name."""
    needed = name == OWN.name
    without = WITHOUT_OCR if needed else f"everything but --ocr-engine {name}"
    try:
        parts = engine_named(name).parts()
    except MissingPartError as error:
        parts = (EnginePart("does not load", False, error.message, error.next_step),)
    except Exception as error:  # noqa: BLE001 - an engine of others may raise anything
        said = f"{type(error).__name__}: {error}"
        parts = (EnginePart("does not name its parts", False, said, f"install again what provides {name}"),)
    for part in parts:
        yield Part(
            name=part.name if needed else f"OCR engine {name}: {part.name}",
            found=part.found,
            detail=part.detail,
            needed=needed,
            without=without,
            install=part.install,
        )


def probe_number_readers() -> Iterator[Part]:
    """The parts of the readers of numbers in scanned tables, of which the first that works is used; none is needed."""
    for entry in number_readers():
        try:
            parts: tuple[EnginePart, ...] = entry.load()().parts()
        except Exception as error:  # noqa: BLE001 - a reader of others may raise anything
            said = f"{type(error).__name__}: {error}"
            parts = (EnginePart(f"Reader of numbers {entry.name}", False, said, f"install again {entry.value}"),)
        for part in parts:
            yield Part(part.name, part.found, part.detail, needed=False, without=WITHOUT_NUMBERS, install=part.install)


def probe_fonts(run: Runner = output_of) -> Part:
    """A font with Vietnamese letters: pages whose fonts are not embedded are drawn with it."""
    listed = run(["fc-list", ":lang=vi", "family"])
    if listed is not None:
        families = sorted({line.split(",")[0].strip() for line in listed.splitlines() if line.strip()})
    else:
        families = sorted({font.stem for folder in FONT_FOLDERS for font in _vietnamese_fonts(Path(folder))})
    detail = f"{len(families)} families, such as {', '.join(families[:3])}" if families else "none found"
    return Part(
        "Fonts with Vietnamese",
        bool(families),
        detail,
        needed=False,
        without="everything; page images and OCR of PDFs that do not embed their fonts suffer",
        install=FONT_INSTALL,
    )


def probe_library(name: str) -> Part:
    """An installed Python distribution; it is not imported."""
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        version = ""
    install = f"{Path(sys.executable).name} -m pip install --upgrade trichluc"
    return Part(name, bool(version), version or "not installed", needed=True, install=install)


def probe_writable(database: Path) -> Part:
    """Whether the database is one of ours, and it or the nearest folder above it that exists can be written."""
    target = database.absolute()
    while not target.exists() and target != target.parent:
        target = target.parent
    problem = _problem(database, target)
    return Part(
        f"Write access for {database}",
        not problem,
        problem or "yes",
        needed=True,
        without="all commands but ingest, as long as the database is there",
        install="give another place with --db FILE",
    )


def _problem(database: Path, target: Path) -> str:
    """Why nothing can be written: ``target`` is the database, or what exists above it."""
    if not os.access(target, os.W_OK):
        return f"{target.name or target} is read-only"
    if target.is_dir() and target != database.absolute():
        return ""
    try:
        if not target.is_file() or target.stat().st_size:
            open_read_only(database).close()
    except OlderDatabaseError:
        return ""  # ingest can write it, and nothing else is asked
    except DatabaseError as error:
        return error.message
    return ""


def _vietnamese_fonts(folder: Path) -> list[Path]:
    """Fonts of families that are known to hold Vietnamese letters."""
    found = folder.expanduser().rglob("*.[to]t[fc]")
    return [font for font in found if font.stem.casefold().replace(" ", "").startswith(VIETNAMESE_FONTS)]
