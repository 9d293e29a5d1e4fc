"""Takes documents out of a database again, with all that came from them."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rapidfuzz import fuzz, process

from extractor.corrections.apply import correct_corpus
from extractor.corrections.file import Correction
from extractor.errors import SeveralError, TrichlucError
from extractor.facsimile.folders import remembered
from extractor.model.pages import Failure
from extractor.run.files import fingerprint, name_of
from extractor.store.faults import told_in_words
from extractor.store.writer import Writer

# Names that are offered for one that nothing has, and how near they must be, of a hundred: another quarter of the same
# province, but not the same quarter of another (test_what_nothing_has_is_told_with_what_is_near).
MOST_NEAR, LEAST_LIKENESS = 3, 75


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the database has of a file: ``document`` is the id of what was read in it, None where that failed;
    ``sha256`` is None where not even its bytes could be read."""

    path: str
    sha256: str | None
    document: str | None


@dataclass(frozen=True, slots=True)
class Parting:
    """Names of one file that go; ``is_last``: it has no other, and goes with them."""

    document: str | None
    sha256: str | None
    names: tuple[str, ...]
    is_last: bool


def partings(connection: sqlite3.Connection, database: Path, given: Iterable[str]) -> list[Parting]:
    """What forgetting the documents that are given would do, by their names.

    connection: that of the database. database: its file. given: each the id of a document, a name or folder as the
    database calls it, a path on disk, or a file name. Raises ``TrichlucError`` for what nothing has.
    """
    known = [Name(*row) for row in connection.execute(_NAMES)]
    chosen = dict.fromkeys(name for text in given for name in _meant(known, text, remembered(database)))
    by_file: defaultdict[tuple[str | None, str], set[str]] = defaultdict(set)
    for name in known:
        by_file[_file(name)].add(name.path)
    going: defaultdict[tuple[str | None, str], list[Name]] = defaultdict(list)
    for name in chosen:
        going[_file(name)].append(name)
    return [
        Parting(
            document=names[0].document,
            sha256=names[0].sha256,
            names=tuple(sorted({name.path for name in names})),
            is_last=by_file[file] == {name.path for name in names},
        )
        for file, names in going.items()
    ]


def forget(database: Path, going: Sequence[Parting], corrections: Iterable[Correction]) -> dict[str, int]:
    """Forgets what ``partings`` has found, has the pass over the corpus made and returns what the database holds.

    database: its file. going: what is forgotten. corrections: of the user, whose facts may be gone now.
    """
    with told_in_words(database), Writer(database) as writer:
        writer.begin()
        for parting in going:
            writer.forget(parting.sha256, parting.names)
        correct_corpus(writer.connection, corrections)
        return writer.finish()


def _file(name: Name) -> tuple[str | None, str]:
    """The same for all names of one file."""
    return name.sha256, "" if name.sha256 else name.path


def _meant(known: Sequence[Name], text: str, folders: Sequence[Path]) -> list[Name]:
    """The names that are meant by what a user gives; ``folders`` are those that the database was made from."""
    path = Path(text).expanduser()
    name = name_of(path)
    found = (
        [each for each in known if text in (each.document, each.sha256)]
        or _called(known, name)
        or [each for folder in folders for each in _on_disk(known, path, folder, only=len(folders) == 1)]
        or _of_bytes(known, path)
    )
    if not found:
        found = [each for each in known if PurePosixPath(each.path).name == name]
        if len(several := sorted({each.path for each in found})) > 1:
            raise SeveralError(f"Several files are called {text!r}", f"Give one of them: {', '.join(several)}")
    if not found:
        raise TrichlucError(f"The database knows no {text}", _advice(known, name))
    return found


def _called(known: Sequence[Name], name: str) -> list[Name]:
    """Those of this name, or below the folder of this name."""
    exact = [each for each in known if each.path == name]
    return exact or [each for each in known if each.path.startswith(f"{name}/")]


def _on_disk(known: Sequence[Name], path: Path, folder: Path, *, only: bool) -> list[Name]:
    """Those that a path on disk means, whether there is still a file or not.

    known: all names. path: of a file or folder. folder: one that the database was made from. only: it was made from no
    other, so that all names are of files in it.
    """
    name = name_of(Path(os.path.relpath(os.path.abspath(path), folder)))  # noqa: PTH100 - links are further names
    meant = known if name == "." else _called(known, name)
    return [each for each in meant if only or (folder / each.path).exists()]


def _of_bytes(known: Sequence[Name], path: Path) -> list[Name]:
    """Those of the file with the bytes of one on disk, whatever that is called."""
    sha256 = fingerprint(path) if path.is_file() else None
    return [] if sha256 is None or isinstance(sha256, Failure) else [each for each in known if each.sha256 == sha256]


def _advice(known: Sequence[Name], name: str) -> str:
    paths = {each.path: PurePosixPath(each.path).name for each in known}
    near = process.extract(
        PurePosixPath(name).name, paths, scorer=fuzz.ratio, limit=MOST_NEAR, score_cutoff=LEAST_LIKENESS
    )
    listed = ", ".join(sorted(path for _, _, path in near))
    return f"Near: {listed}" if listed else "Give a document by its id, or by its name or folder in the database."


_NAMES = """
SELECT path, sha256, id FROM documents
UNION SELECT sources.path, sources.sha256, documents.id FROM sources LEFT JOIN documents USING (sha256)
UNION SELECT failures.path, failures.sha256, documents.id FROM failures LEFT JOIN documents USING (sha256)
ORDER BY 1, 2
"""
