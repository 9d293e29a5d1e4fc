"""Joins databases of different people into one: of each file what is better, then the pass over all documents."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from extractor.corrections.apply import correct_corpus, put_back
from extractor.corrections.file import corrections_of
from extractor.errors import DatabaseError, UsageError
from extractor.facsimile.folders import remember, remembered
from extractor.run.interrupt import Interrupts
from extractor.store.database import ANOTHER
from extractor.store.faults import told_in_words
from extractor.store.merging import FAILED, NEWER, OLDER, TAKEN, donor, require_whole
from extractor.store.writer import Writer
from extractor.verdicts.book import book_beside
from extractor.version import VERSION

# Stands in ``runs`` for the options: nothing is read.
MERGE = "merge"

Progress = Callable[[str, int], None]
"""Is told of each database, with its files, before they are taken over; of "" before the pass over all documents."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What has come of the files of one database, and what stays with it.

    ``taken``: documents that were not there. ``newer``: taken in place of what an older version, or a worse try, had
    read. ``older``: left for that reason. ``failed``: failures without a document that are taken. ``corrections`` and
    ``decisions`` are how many of a user's own are not taken over; ``has_verdicts``: those of readers lie beside it.
    """

    database: str
    files: int
    taken: int = 0
    newer: int = 0
    older: int = 0
    failed: int = 0
    corrections: int = 0
    decisions: int = 0
    has_verdicts: bool = False


@dataclass(frozen=True, slots=True)
class MergeSummary:
    """What one call did. ``counts`` are those of the joined database, whose documents were read in ``ways`` ways:
    versions, options, rules of one's own. ``corrections`` are its own by state."""

    database: str
    joined: tuple[Joined, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    ways: int = 0
    corrections: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    interrupted: bool = False


def merge(
    databases: Sequence[str | Path], db: str | Path, *, progress: Progress = lambda database, files: None
) -> MergeSummary:
    """Takes over the documents of databases into one.

    databases: they are read, and stay as they are. db: the database that gets them, made where it is not there; what it
    holds stays. progress: is told what is done.

    A first Ctrl-C keeps what is taken over; the same call goes on from there. Raises ``UsageError`` for a database that
    is named twice, and ``DatabaseError`` for one that is not ours, of another schema or damaged, before anything is
    written.
    """
    began = time.monotonic()
    paths, database = [Path(each) for each in databases], Path(db)
    _require_apart(paths, database)
    for path in paths:
        _require_ours(path)
    corrections = corrections_of(database)
    joined: list[Joined] = []
    interrupted = False
    with told_in_words(database), Writer(database) as writer, Interrupts() as interrupts:
        writer.begin_run(MERGE, VERSION)
        try:
            for path in paths:
                joined.append(_join(writer, path, interrupts, progress))
        except KeyboardInterrupt:
            interrupted = True
        progress("", 0)
        corrected = correct_corpus(writer.connection, corrections)
        counts = writer.finish_run({}, complete=not interrupted)
        ways = writer.ways()
    remember(database, (folder for path in paths for folder in remembered(path)))
    return MergeSummary(
        database=str(database),
        joined=tuple(joined),
        counts=counts,
        ways=ways,
        corrections=dict(corrected),
        seconds=round(time.monotonic() - began, 1),
        interrupted=interrupted,
    )


def _require_apart(paths: Sequence[Path], database: Path) -> None:
    for place, path in enumerate(paths):
        if any(_is_same(path, other) for other in paths[:place]):
            raise UsageError(f"{path} is named twice", "Name each database once.")
        if _is_same(path, database):
            raise UsageError(
                f"{path} is joined into itself", "Leave it out: what the database of --db holds stays in it."
            )


def _require_ours(path: Path) -> None:
    try:
        require_whole(path)
    except DatabaseError as error:
        if error.next_step != ANOTHER:
            raise
        raise DatabaseError(error.message, "Name another database, or leave this one out.") from error


def _is_same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return one.absolute() == other.absolute()


def _join(writer: Writer, path: Path, interrupts: Interrupts, progress: Progress) -> Joined:
    outcomes: Counter[str] = Counter()
    with donor(writer, path, put_back) as other:
        files = other.files()
        progress(str(path), len(files))
        for sha256 in files:
            with interrupts.held_back():
                outcomes[other.take(sha256)] += 1
        other.take_unread()
        left = other.left_behind()
    return Joined(
        database=str(path),
        files=len(files),
        taken=outcomes[TAKEN],
        newer=outcomes[NEWER],
        older=outcomes[OLDER],
        failed=outcomes[FAILED],
        corrections=left["corrections"],
        decisions=left["decisions"],
        has_verdicts=book_beside(path).exists(),
    )
