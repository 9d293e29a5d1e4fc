"""Reads many files into one database, each in a guarded child process, and can be stopped at any moment.

Which files are read is decided by their bytes, the extractor's version and the options that change results, so
the same call made again goes on where the last one ended.
"""

from __future__ import annotations

import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from extractor.corrections.apply import correct_corpus
from extractor.corrections.file import Correction, corrections_of
from extractor.facsimile.folders import remember
from extractor.guard.answers import Workers, answered
from extractor.guard.limits import Limits
from extractor.model.document import RunSummary
from extractor.model.pages import Failure
from extractor.options import Options
from extractor.own_rules import use_rules
from extractor.read.ocr.engine import require_known
from extractor.read.ocr.kept import Tally, readings_for
from extractor.regular_files import CHANGED
from extractor.run.files import Found, find_files
from extractor.run.interrupt import Interrupts
from extractor.run.plan import FAILED, FAILED_BEFORE, RULES_CHANGED, TO_READ, UNCHANGED, Ledger, Planned, plan
from extractor.run.tasks import UNFIT, Done, Extract, Pipeline, Task, of_file, perform, task_of, unstored, without_page
from extractor.run.workers import workers_for
from extractor.store.faults import told_in_words
from extractor.store.runs import INGESTED, PAGES, SECONDS
from extractor.store.shard import Shard, failures_of
from extractor.store.writer import Writer
from extractor.version import VERSION
from patterns.own.rules import in_use

# Outcomes of an event beside those of the plan.
PAGE_READ = "page read"
STOPPING = "stopping"
FINISHING = "finishing"
CLUSTER = "cluster"


@dataclass(frozen=True, slots=True)
class Event:
    """What has just happened to a file, the ``position``-th of ``total``.

    ``outcome`` is ``ingested`` or one of the plan's; without a file it is ``stopping`` (interrupted), ``finishing``
    (the pass over the whole database) or ``cluster`` (what happens to its machines, which ``reason`` says). ``page
    read`` is told of a scan whose pages are read one by one: it is at work on the next file, ``page`` of its ``pages``
    pictures are done. ``document`` is the id of what is stored of the file, "" where nothing is; ``seconds`` have gone
    since it was given to a worker, None where it was not.
    """

    outcome: str
    path: str = ""
    reason: str = ""
    failure: Failure | None = None
    position: int = 0
    total: int = 0
    page: int = 0
    pages: int = 0
    document: str = ""
    seconds: float | None = None


Progress = Callable[[Event], None]


def ingest(
    paths: str | Path | Iterable[str | Path],
    db: str | Path = "output/reports.db",
    *,
    progress: Progress = lambda event: None,
    extract: Extract = Pipeline(),  # noqa: B008 - holds nothing
    **options: Any,
) -> RunSummary:
    """Reads PDFs into the database.

    paths: files, folders with all below them, globs, addresses (``s3://…``). db: the database, made where it is not
    there. progress: is told of each file as it is done, and of pages of long scans. extract: reads one file, by default
    that of the pipeline; it runs in child processes, so it must be found there by its name. options: the fields of
    ``Options``.

    A first Ctrl-C keeps what is finished and ends in a summary that says ``interrupted``; the same call goes on from
    there, a second Ctrl-C raises. The folders of the files are remembered beside the database, and what OCR reads is
    kept there, so that no scan is read twice. Raises ``UsageError`` for paths without any file, an unknown OCR engine,
    rules or corrections that cannot be used, before anything is written, and ``DatabaseError`` for a database that is
    not ours.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    return ingest_files(partial(find_files, given), db, progress=progress, extract=extract, **options)


def ingest_files(
    find: Callable[[], list[Found]],
    db: str | Path,
    *,
    progress: Progress = lambda event: None,
    extract: Extract = Pipeline(),  # noqa: B008 - holds nothing
    **options: Any,
) -> RunSummary:
    """Reads the files that ``find`` returns, as ``ingest`` does, which says what the others are.

    It is called when everything else is known to be sound. db: the database. progress: is told of each file. extract:
    reads one file. options: the fields of ``Options``.
    """
    began = time.monotonic()
    chosen, database = Options(**options), Path(db)
    if chosen.rules:
        use_rules(chosen.rules)
    limits = Limits.of(chosen)
    require_known(chosen.ocr_engine)
    readings = readings_for(database, chosen)
    # Before anything is read: a night's work must not end at a missing quotation mark.
    corrections = corrections_of(database, chosen.corrections)
    run = _Run(find(), chosen, corrections, progress)
    if chosen.dry_run:
        run.rehearse(_ledger_of(database))
    else:
        # The rules as they are read now: a worker that starts later must not read a folder that has changed since.
        told = replace(chosen, rules="", readings=str(readings.folder.absolute()) if readings else "")
        if readings and chosen.scheduler and chosen.ocr != "never":
            # Machines that find this folder share it.
            readings.folder.mkdir(parents=True, exist_ok=True)
        read = partial(perform, options=told, extract=extract, rules=in_use())
        # Ctrl-C is taken over last and given back first: opening and closing the database are not held back.
        with (
            closing(workers_for(read, chosen, limits, lambda message: progress(Event(CLUSTER, reason=message)))) as by,
            told_in_words(database),
            Writer(database) as writer,
            Interrupts() as interrupts,
        ):
            run.perform(writer, interrupts, by, limits)
        remember(database, run.folders)
        if readings:
            readings.shrink(chosen.readings_mb * 2**20)
    return run.summary(database, time.monotonic() - began)


def _ledger_of(database: Path) -> Ledger:
    if not database.exists() or (database.is_file() and not database.stat().st_size):
        return Ledger({}, {})
    with Writer(database) as writer:
        return _ledger(writer)


def _ledger(writer: Writer) -> Ledger:
    return Ledger(writer.done(), writer.failed(), writer.partial())


def _store(writer: Writer, shard: Shard) -> Failure | None:
    """Writes the document in a shard; returns why there is none, or why its rows do not fit."""
    if not shard.has_document:
        return failures_of(shard)[0]
    try:
        writer.write_shard(shard)
    except UNFIT as error:
        return unstored(error)
    return None


class _Run:
    """One call: what it was given, and what has come of it so far."""

    def __init__(
        self, files: list[Found], options: Options, corrections: Sequence[Correction], progress: Progress
    ) -> None:
        self._files = files
        self._options = options
        self._corrections = corrections
        self._corrected: Counter[str] = Counter()
        self._progress = progress
        self._outcomes: Counter[str] = Counter()
        self._failures: list[tuple[str, Failure]] = []
        self._names: defaultdict[str, list[str]] = defaultdict(list)
        self._counts: dict[str, int] = {}
        self._read_again = 0
        self._pages: Counter[str] = Counter()
        self._pages_read = 0
        self._began = time.monotonic()
        self._given: dict[str, float] = {}
        self._tally = Tally()
        self._interrupted = False

    @property
    def folders(self) -> list[Path]:
        """The folders that the names of the files begin below."""
        here = [found for found in self._files if not found.address]
        return [*dict.fromkeys(found.file.parents[found.path.count("/")] for found in here)]

    def rehearse(self, ledger: Ledger) -> None:
        """Tells what would be done with each file, and does nothing."""
        for planned in plan(self._files, ledger, self._options):
            self._note(planned, planned.outcome, planned.failure)

    def perform(self, writer: Writer, interrupts: Interrupts, workers: Workers[Task, Done], limits: Limits) -> None:
        """Reads and writes what is new, then lets the writer finish, after an interruption as well.

        writer: the open database. interrupts: entered, so that a Ctrl-C waits for the document that is being written.
        workers: do the tasks. limits: what each file, or page of a scan, may take.
        """
        writer.begin_run(self._options.result_key(), VERSION)
        try:
            waiting = map(task_of, self._to_read(writer, interrupts))
            results = answered(workers, waiting, limits, without_page)
            # Closing kills the workers, whatever has ended the loop.
            with closing(results):
                for task, result in results:
                    with interrupts.held_back():
                        self._take(writer, task, result)
        except KeyboardInterrupt:
            self._interrupted = True
            self._progress(Event(STOPPING))
        # After an interruption too: a database that stopped half-way is searchable and says who cites whom.
        self._progress(Event(FINISHING))
        writer.write_sources(self._names)
        self._corrected = correct_corpus(writer.connection, self._corrections)
        self._counts = writer.finish_run(self._figures(), complete=not self._interrupted)

    def _figures(self) -> dict[str, int]:
        """What the database keeps of this call: how many files have which outcome, the pages and how long they took."""
        return {**self._outcomes, PAGES: self._pages_read, SECONDS: math.ceil(time.monotonic() - self._began)}

    def summary(self, database: Path, seconds: float) -> RunSummary:
        """What has come of the call."""
        return RunSummary(
            database=str(database),
            files=len(self._files),
            ingested=self._outcomes[INGESTED],
            unchanged=self._outcomes[UNCHANGED],
            failed=self._outcomes[FAILED] + self._outcomes[FAILED_BEFORE],
            counts=self._counts,
            # By name: the order in which workers are done differs from run to run.
            failures=tuple(sorted(self._failures, key=lambda failed: failed[0])),
            rules_changed=self._read_again,
            recognised_pages=self._tally.read,
            kept_pages=self._tally.taken,
            not_kept=self._tally.trouble,
            corrections=dict(self._corrected),
            seconds=round(seconds, 1),
            interrupted=self._interrupted,
        )

    def _to_read(self, writer: Writer, interrupts: Interrupts) -> Iterator[Planned]:
        """The files for the workers; what is to be done with the others is done on the way."""
        for planned in plan(self._files, _ledger(writer), self._options):
            if planned.sha256:
                self._names[planned.sha256].append(planned.found.path)
            if planned.outcome == TO_READ:
                self._given[planned.found.path] = time.monotonic()
                yield planned
            elif planned.outcome == FAILED and planned.failure:
                with interrupts.held_back():
                    self._write(writer, planned, planned.failure)
            else:
                self._note(planned, planned.outcome, document=writer.document_of(planned.sha256))

    def _take(self, writer: Writer, task: Task, result: Done | Failure) -> None:
        """Writes what has come of a file; a page is counted, and comes with its file."""
        if isinstance(result, Done):
            self._tally.add(result.tally)
        if task.page is not None:
            self._tell_of_page(task)
        elif isinstance(result, Failure):
            self._write(writer, task.planned, of_file(result))
        elif result.shard:
            self._write(writer, task.planned, result.shard)

    def _write(self, writer: Writer, planned: Planned, result: Shard | Failure) -> None:
        key = self._options.result_key()
        failure = result if isinstance(result, Failure) else _store(writer, result)
        if failure:
            sha256 = planned.sha256
            if sha256 and failure.error == CHANGED[0]:
                # These bytes are none that the file has: the failure is that of its name.
                self._names[sha256].remove(planned.found.path)
                sha256 = None
            writer.write_failure(planned.found.path, sha256, failure, key)
        if isinstance(result, Shard) and not failure:
            self._pages_read += result.rows.get("pages", 0)
        self._note(planned, FAILED if failure else INGESTED, failure, writer.document_of(planned.sha256))

    def _tell_of_page(self, task: Task) -> None:
        path = task.planned.found.path
        self._pages[path] += 1
        event = Event(
            outcome=PAGE_READ,
            path=path,
            position=self._outcomes.total(),
            total=len(self._files),
            page=self._pages[path],
            pages=task.pages,
        )
        self._progress(event)

    def _note(self, planned: Planned, outcome: str, failure: Failure | None = None, document: str = "") -> None:
        """Counts and tells the ``outcome`` of a file, with its ``failure`` and the id of its ``document``."""
        self._outcomes[outcome] += 1
        given = self._given.pop(planned.found.path, None)
        self._read_again += outcome == INGESTED and planned.reason == RULES_CHANGED
        if failure:
            self._failures.append((planned.found.path, failure))
        position = self._outcomes.total()
        event = Event(
            outcome=outcome,
            path=planned.found.path,
            reason=planned.reason,
            failure=failure,
            position=position,
            total=len(self._files),
            document=document,
            seconds=None if given is None else time.monotonic() - given,
        )
        self._progress(event)
