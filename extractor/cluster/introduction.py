"""What a machine says of itself before it gets work: machines that would read a file differently get none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from extractor.errors import TrichlucError
from extractor.model.pages import Failure
from extractor.options import Options
from extractor.read.ocr.engine import NUMBERS_GROUP, Repeatable, engine_named, number_readers
from extractor.version import VERSION
from patterns.loader import digest

# What reads pages: another version of one of them may find another letter on a page.
LIBRARIES = ("pypdfium2", "pdfplumber", "pdfminer.six", "pikepdf", "regex", "underthesea")

# What reads pictures of pages, beside the engine itself.
PICTURE_LIBRARIES = ("opencv-python-headless", "pillow", "numpy", "trueocr", "onnxruntime")

NOT_INSTALLED = "not installed"

SAME_VERSION = "install the same version of trichluc there, with its constraints.txt, and start the worker again"
SAME_OCR = (
    "install the same OCR engine, languages and packages there (`trichluc doctor` names them) and start the worker "
    "again, or run with --ocr never"
)


@dataclass(frozen=True, slots=True)
class Introduction:
    """What decides on this machine what is read from a file.

    ``registry`` is the digest of the registries, ``libraries`` are names with their versions. Of OCR, where it is
    asked for: ``missing`` says what the engine lacks, ``engine`` all that decides what it reads.
    """

    version: str
    registry: str
    libraries: tuple[tuple[str, str], ...]
    missing: str = ""
    engine: str = ""
    picture_libraries: tuple[tuple[str, str], ...] = ()


def introduce(engine: str) -> Introduction:
    """What this machine is; ``engine`` is the OCR engine that is asked for, "" for none."""
    alone = Introduction(VERSION, digest(), tuple(map(_versioned, LIBRARIES)))
    if not engine:
        return alone
    missing, settings = _of_engine(engine)
    others = {entry.dist.name for entry in number_readers() if entry.group == NUMBERS_GROUP and entry.dist}
    return Introduction(
        version=alone.version,
        registry=alone.registry,
        libraries=alone.libraries,
        missing=missing,
        engine=settings,
        picture_libraries=tuple(map(_versioned, sorted({*PICTURE_LIBRARIES, *others} - {"trichluc"}))),
    )


class Question:
    """Asks a machine what it is: to unpickle it is to answer, so that one without this program can say no.

    A Dask worker that cannot load the function of a task breaks its connection; a task that fails is only an error.
    """

    def __init__(self, engine: str) -> None:
        self._engine = engine

    def __reduce__(self) -> tuple[Callable[[str], dict[str, Any]], tuple[str]]:
        return _introduced, (self._engine,)


def introduction_of(answer: Any) -> Introduction:
    """What a machine has answered. Raises ``TypeError`` for the answer of another version."""
    return Introduction(**answer)


def _introduced(engine: str) -> dict[str, Any]:
    # As a mapping: another version of the class could not be unpickled.
    return asdict(introduce(engine))


def engine_asked_for(options: Options) -> str:
    """The OCR engine that machines must have for these options; "" for none."""
    return "" if options.ocr == "never" else options.ocr_engine


def refusal(theirs: Introduction, ours: Introduction) -> Failure | None:
    """Why a machine gets no work, in words; None where it may.

    ``ours`` is the machine that asks, which need not have the engine: then any other with one will do.
    """
    for message, step in _differences(theirs, ours):
        return Failure("cluster", None, message, step)
    return None


def _differences(theirs: Introduction, ours: Introduction) -> Iterator[tuple[str, str]]:
    if theirs.version != ours.version:
        yield f"it has trichluc {theirs.version}, here it is {ours.version}", SAME_VERSION
    if theirs.registry != ours.registry:
        yield f"it has other registries ({theirs.registry}, here {ours.registry})", SAME_VERSION
    yield from ((said, SAME_VERSION) for said in _other_versions(theirs.libraries, ours.libraries))
    if theirs.missing:
        yield f"it cannot read scans: {theirs.missing}", SAME_OCR
    if ours.engine and not ours.missing:
        if theirs.engine != ours.engine:
            yield f"its OCR is another: {theirs.engine}; here it is {ours.engine}", SAME_OCR
        yield from ((said, SAME_OCR) for said in _other_versions(theirs.picture_libraries, ours.picture_libraries))


def _other_versions(theirs: tuple[tuple[str, str], ...], ours: tuple[tuple[str, str], ...]) -> Iterator[str]:
    has = dict(theirs)
    for name, wanted in ours:
        if has.get(name, NOT_INSTALLED) != wanted:
            yield f"it has {name} {has.get(name, NOT_INSTALLED)}, here it is {wanted}"


def _versioned(name: str) -> tuple[str, str]:
    try:
        return name, version(name)
    except PackageNotFoundError:
        return name, NOT_INSTALLED


def _of_engine(name: str) -> tuple[str, str]:
    """What the engine lacks here, and what decides what it reads."""
    try:
        engine = engine_named(name)
        missing = [f"{part.name} ({part.detail})" for part in engine.parts() if not part.found]
        return ", ".join(missing), engine.settings() if isinstance(engine, Repeatable) else ""
    except TrichlucError as error:
        return error.message, ""
    except Exception as error:  # noqa: BLE001 - an engine of others may raise anything
        return f"{type(error).__name__}: {error}", ""
