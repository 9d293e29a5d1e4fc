"""What a format is: a plan of files, each with what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.export.relations import Collection, Partition, Relation
from extractor.language.catalogue import Words

# Between two reports of progress so many rows pass: some seconds of the slowest format.
STEP = 20_000

# Hears of a file that is being written: its name, the rows that are written, and how many there will be.
Progress = Callable[[str, int, int], None]


def _silent(name: str, done: int, total: int) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What is exported and how.

    ``words`` are those of the reader, ``raw`` leaves cells of CSV as they are, ``excel`` writes CSV for Excel, ``of``
    says whose references are written (``documents`` or ``instruments``), ``address`` is where the reading room is,
    "" for none, ``files`` are folders of the PDFs beside those that were read, ``partitioned`` Parquet has a folder for
    each place and year, ``progress`` hears how far it is.
    """

    collection: Collection
    words: Words
    raw: bool = False
    excel: bool = False
    of: str = "documents"
    address: str = ""
    files: tuple[Path, ...] = ()
    partitioned: bool = False
    progress: Progress = field(default=_silent)

    def rows(self, relation: Relation, partition: Partition | None = None) -> Iterator[tuple[Any, ...]]:
        """The rows of a relation, all or those of a ``partition``, and the progress as they go."""
        total = self.collection.count(relation, partition)
        return self.counted(relation.name, total, self.collection.rows(relation, partition))

    def counted(self, name: str, total: int, rows: Iterable[Any]) -> Iterator[Any]:
        """The ``rows`` of what ``name`` calls, ``total`` of them, and the progress as they go."""
        done = 0
        for done, row in enumerate(rows, 1):
            yield row
            if done % STEP == 0:
                self.progress(name, done, total)
        self.progress(name, done, done)


@dataclass(frozen=True, slots=True)
class Part:
    """A file of an export: its ``name`` in the folder, and what writes it to a path.

    ``group`` is a folder whose files are read as one: what earlier exports wrote there goes before it is written.
    """

    name: str
    write: Callable[[Path], None]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its ``name`` for the command, what it is ``for``, and its plan of files."""

    name: str
    about: str
    plan: Callable[[Taken], Sequence[Part]]


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path beside ``path`` to write to, which takes its place when all is written; after an error nothing is left."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # A name of its own: whoever looks at the folder meanwhile sees that this is no finished file.
    unfinished = path.with_name(f".{path.name}.unfinished")
    # What a killed run has left, or a link that somebody put there, is not written into (test_folder.py).
    unfinished.unlink(missing_ok=True)
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
