"""What a worker does in a run: it reads a document, or the picture of one page for a document that needs many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from pkgutil import resolve_name
from typing import Any, TypeAlias

from extractor.guard.division import Divided
from extractor.guard.limits import steady
from extractor.model.document import Document
from extractor.model.pages import Failure
from extractor.options import Options
from extractor.read.ocr.kept import Tally, drained
from extractor.read.ocr.sharing import ManyPicturesError, Readings
from extractor.run.plan import Planned
from patterns.own.rules import OwnRules, install

Extract: TypeAlias = Callable[[Path, Options, Readings], Document]
"""Reads one file, with readings of its pictures; it may raise ``ManyPicturesError``, and then gets these."""

# By name, not imported: the parent only writes, and would pay .44 s and the memory of the PDF libraries for nothing.
PIPELINE = "extractor.pipeline:extract"
PICTURE = "extractor.read.pages:read_picture"


class Pipeline:
    """The pipeline, loaded by the child that unpickles it before its time counts: the parent needs no PDF library."""

    def __call__(self, path: Path, options: Options, readings: Readings) -> Document:
        document: Document = resolve_name(PIPELINE)(path, options, readings)
        return document

    def __reduce__(self) -> tuple[Callable[[str], Any], tuple[str]]:
        return resolve_name, (PIPELINE,)


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read, with what was read in pictures of its pages; or one of these.

    ``page`` is the number of the page whose picture is to be read, one of ``pages``; None for the file.
    """

    planned: Planned
    readings: Readings = field(default_factory=dict)
    page: int | None = None
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """The document, or what was read in a picture; ``tally`` says how it went with readings that are kept."""

    tally: Tally
    document: Document | None = None
    reading: bytes = b""


def perform(task: Task, options: Options, extract: Extract, rules: OwnRules) -> Done | Divided[Task, Done]:
    """Reads what the task says, or has the pictures of a scan read by all workers.

    task: the file is read under the name that it was found by. options: those of the run. extract: reads a file.
    rules: the user's own.
    """
    install(rules)
    found = task.planned.found
    # So that messages of libraries do not depend on the folder that the run was started in.
    file = found.file.absolute()
    if task.page is not None:
        reading: bytes = resolve_name(PICTURE)(file, task.page, options)
        return Done(drained(), reading=reading)
    try:
        document = extract(file, options, task.readings)
    except ManyPicturesError as many:
        count = len(task.readings) + len(many.pages)
        parts = tuple(replace(task, readings={}, page=page, pages=count) for page in many.pages)
        return Divided(parts, partial(_with_readings, task, many.pages))
    failures = tuple(replace(failure, error=steady(failure.error)) for failure in document.failures)
    name = PurePosixPath(found.path).name
    return Done(drained(), document=replace(document, path=found.path, file_name=name, failures=failures))


def _with_readings(task: Task, pages: Sequence[int], outcomes: Sequence[Done | Failure]) -> Task:
    """The file once more, with what has come of some of its pages."""
    read = {
        page: done if isinstance(done, Failure) else done.reading for page, done in zip(pages, outcomes, strict=True)
    }
    return replace(task, readings={**task.readings, **read})
