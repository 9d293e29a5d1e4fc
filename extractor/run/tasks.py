"""What a worker does in a run: it reads a document, or the picture of one page for a document that needs many."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from pkgutil import resolve_name
from typing import Any, TypeAlias

from extractor.cluster.errands import DONE_AGAIN
from extractor.errors import DatabaseError, TrichlucError, UnreadableFileError
from extractor.guard.division import Divided
from extractor.guard.limits import FAULT, SEE_THE_FILE, STAGE, steady
from extractor.model.document import Document
from extractor.model.pages import Failure
from extractor.options import Options
from extractor.read.ocr.kept import Tally, drained
from extractor.read.ocr.sharing import ManyPicturesError, Readings
from extractor.regular_files import CHANGED
from extractor.run.addresses import Fetched
from extractor.run.files import fingerprint
from extractor.run.plan import Planned
from extractor.store.shard import Shard, make_failed_shard, make_shard, read_shard
from patterns.own.rules import OwnRules, install

Lost: TypeAlias = Mapping[int, Failure]
"""By the number of a page why it is not read: it has ended the process that read it before."""

Extract: TypeAlias = Callable[[Path, Options, Readings, Lost], Document]
"""Reads one file without the lost pages, with readings of its pictures; it may raise ``ManyPicturesError``, and then
gets these.
"""

UNFIT = (DatabaseError, sqlite3.IntegrityError, sqlite3.DataError, OverflowError, UnicodeError)
"""What is raised where the rows of a document do not fit."""

# By name, not imported: the parent only writes, and would pay .44 s and the memory of the PDF libraries for nothing.
PIPELINE = "extractor.pipeline:extract"
PICTURE = "extractor.read.pages:read_picture"


class Pipeline:
    """The pipeline, loaded by the child that unpickles it before its time counts: the parent needs no PDF library."""

    def __call__(self, path: Path, options: Options, readings: Readings, lost: Lost) -> Document:
        document: Document = resolve_name(PIPELINE)(path, options, readings, lost)
        return document

    def __reduce__(self) -> tuple[Callable[[str], Any], tuple[str]]:
        return resolve_name, (PIPELINE,)


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read, with what was read in pictures of its pages, and without the ``lost`` ones; or a picture.

    ``page`` is the number of the page whose picture is to be read, one of ``pages``; None for the file.
    """

    planned: Planned
    readings: Readings = field(default_factory=dict)
    page: int | None = None
    pages: int = 0
    lost: Lost = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """The shard of a file, or what was read in a picture; ``tally`` says how it went with readings that are kept."""

    tally: Tally
    shard: Shard | None = None
    reading: bytes = b""


# Of this process, as the readings that it tells of.
FETCHED = Fetched()


def perform(task: Task, options: Options, extract: Extract, rules: OwnRules) -> Done | Divided[Task, Done]:
    """Reads what the task says, or has the pictures of a scan read by all workers.

    task: the file is read under the name that it was found by. options: those of the run. extract: reads a file.
    rules: the user's own.

    Raises ``TrichlucError`` where no page is left: then the file has failed, as its first page has.
    """
    install(rules)
    found = task.planned.found
    # So that messages of libraries do not depend on the folder that the run was started in.
    file = FETCHED.file(found.address, task.planned.sha256 or "") if found.address else found.file.absolute()
    if options.scheduler:
        if not found.address:
            _require_same(file, task.planned.sha256)
        options = _of_this_machine(options)
    if task.page is not None:
        reading: bytes = resolve_name(PICTURE)(file, task.page, options)
        return Done(drained(), reading=reading)
    try:
        document = extract(file, options, task.readings, task.lost)
    except ManyPicturesError as many:
        count = len(task.readings) + len(many.pages)
        parts = tuple(replace(task, readings={}, lost={}, page=page, pages=count) for page in many.pages)
        return Divided(parts, partial(_with_readings, task, many.pages))
    # A name may be that of another file by now, or of a link to one (test_links_out.py).
    if document.sha256 != task.planned.sha256:
        raise UnreadableFileError(*CHANGED)
    if task.lost and not document.pages:
        first = task.lost[min(task.lost)]
        raise TrichlucError(first.error, first.hint)
    failures = tuple(replace(failure, error=steady(failure.error)) for failure in document.failures)
    name = PurePosixPath(found.path).name
    named = replace(document, path=found.path, file_name=name, failures=failures)
    return Done(drained(), shard=_shard_of(named, options.result_key()))


def whole(task: Task, value: Done | Divided[Task, Done], options_key: str) -> Done | Divided[Task, Done]:
    """What another machine returns for a task, where it is whole and made of the file that is asked for.

    task: what it was asked. value: what it returns. options_key: the options of the run. Raises ``TrichlucError``.
    """
    if isinstance(value, Divided) or task.page is not None:
        return value
    if value.shard is None:
        raise TrichlucError("what came back holds nothing of its file", DONE_AGAIN)
    return replace(value, shard=read_shard(value.shard.content, task.planned.sha256 or "", options_key))


def unstored(error: Exception) -> Failure:
    """The failure of a document whose rows do not fit, by one of the errors ``UNFIT``: it costs no other file."""
    if isinstance(error, DatabaseError):
        return Failure("store", None, error.message, error.next_step)
    return Failure("store", None, f"{type(error).__name__}: {error}", FAULT)


def _shard_of(document: Document, options_key: str) -> Shard:
    """The shard of a document, or that of the failure to make one."""
    try:
        return make_shard(document, options_key)
    except UNFIT as error:
        return make_failed_shard(document.path, document.sha256, unstored(error), options_key)


def task_of(planned: Planned) -> Task:
    """The task to read a file, by a path that other machines may have as well."""
    if planned.found.address:
        return Task(planned)
    return Task(replace(planned, found=replace(planned.found, file=planned.found.file.absolute())))


def without_page(task: Task, failure: Failure) -> Task | None:
    """The file once more, without the page that has ended its worker or, where only OCR did, without its picture.

    None where no page did, and for a picture: its failure comes with its file.
    """
    if task.page is not None or failure.page is None or failure.page in task.lost:
        return None
    if failure.stage == "ocr" and failure.page not in task.readings:
        return replace(task, readings={**task.readings, failure.page: failure})
    return replace(task, lost={**task.lost, failure.page: failure})


def of_file(failure: Failure) -> Failure:
    """The failure of a page with which no more is tried, as that of its file."""
    return failure if failure.page is None else replace(failure, stage=STAGE, page=None)


def _require_same(file: Path, sha256: str | None) -> None:
    """Raises ``UnreadableFileError`` where this machine does not see the file that the one who asks has seen."""
    seen = fingerprint(file)
    if isinstance(seen, Failure):
        raise UnreadableFileError(f"the machine that reads cannot open it: {seen.error}", SEE_THE_FILE)
    if seen != sha256:
        raise UnreadableFileError("the machine that reads sees another file under its path", SEE_THE_FILE)


def _of_this_machine(options: Options) -> Options:
    """The options, without readings that are kept where they are not shared with the one who asks."""
    return options if Path(options.readings).is_dir() else replace(options, readings="")


def _with_readings(task: Task, pages: Sequence[int], outcomes: Sequence[Done | Failure]) -> Task:
    """The file once more, with what has come of some of its pages."""
    read = {
        page: done if isinstance(done, Failure) else done.reading for page, done in zip(pages, outcomes, strict=True)
    }
    return replace(task, readings={**task.readings, **read})
