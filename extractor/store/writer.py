"""The only writer: one transaction a document, so that a run may be killed at any moment and taken up again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from types import TracebackType

from extractor.errors import DatabaseError
from extractor.model.document import Document
from extractor.model.pages import Failure
from extractor.store.copying import attached, copy_document
from extractor.store.database import insert, open_database, transaction
from extractor.store.faults import error_over
from extractor.store.full_text import SEARCHED, update_index
from extractor.store.keys import LETTERS, DocumentKey, document_keys, failure_id, family_of
from extractor.store.patience import hurried
from extractor.store.rows import Values, clean_text, failure_values
from extractor.store.runs import WritersMark, is_behind
from extractor.store.shard import Shard, failures_of, make_shard
from extractor.store.upkeep import analyse, check, totals


def take_key(connection: sqlite3.Connection, sha256: str) -> DocumentKey:
    """The key for a document that is to be stored. Those that it meets are renamed, within the transaction.

    A stored document of the same bytes must not be deleted before: the keys of the others depend on it.
    """
    stored = _stored_family(connection, sha256)
    wanted = document_keys([*stored, sha256])
    _rename(connection, stored, wanted)
    return wanted[sha256]


def release_key(connection: sqlite3.Connection, sha256: str) -> None:
    """After a document was deleted: those that it met get the keys that they have without it."""
    others = _stored_family(connection, sha256)
    _rename(connection, document_keys([*others, sha256]), others)


def _stored_family(connection: sqlite3.Connection, sha256: str) -> dict[str, DocumentKey]:
    family = family_of(sha256)
    query = "SELECT sha256 FROM documents WHERE sha256 >= ? AND sha256 < ?"
    found = connection.execute(query, (family, f"{family}g")).fetchall()
    return document_keys(digest for (digest,) in found)


def _rename(connection: sqlite3.Connection, stored: dict[str, DocumentKey], wanted: dict[str, DocumentKey]) -> None:
    """Rowids move into free room: those that go up from the last on, those that go down from the first on."""
    changed = [(stored[sha256], now) for sha256, now in wanted.items() if sha256 in stored and stored[sha256] != now]
    if changed:
        # an id and the links to it change one after the other; SQLite looks at the links when the transaction ends
        connection.execute("PRAGMA defer_foreign_keys = ON")
    for before, now in sorted(changed, key=lambda pair: -pair[1].rowid if pair[0].rowid < pair[1].rowid else 0):
        _rename_one(connection, before, now)


def _rename_one(connection: sqlite3.Connection, before: DocumentKey, now: DocumentKey) -> None:
    connection.execute("UPDATE documents SET id = ? WHERE id = ?", (now.id, before.id))
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    names = {"now": now.id, "before": before.id, "length": len(before.id) + 1, "fact": f"{before.id}-"}
    for table in tables:
        links = connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
        columns = [column for _, _, other, column, *_ in links if other in LETTERS or other == "documents"]
        for column in [*columns, *(["id"] if table in LETTERS else [])]:
            connection.execute(
                f"UPDATE {table} SET {column} = :now || substr({column}, :length) "
                f"WHERE {column} = :before OR substr({column}, 1, :length) = :fact",
                names,
            )
    # No foreign key leads there: the table is another in each row.
    connection.execute("UPDATE corrections SET fact = :now || substr(fact, :length) WHERE document_id = :now", names)
    for column in ("figure_ids", "citation_ids"):
        connection.execute(f"UPDATE checks SET {column} = replace({column}, ?, ?)", (f'"{before.id}-', f'"{now.id}-'))
    moved = now.rowid - before.rowid
    for table in LETTERS:
        searched = ", search_rowid = search_rowid + :moved" if table in SEARCHED else ""
        connection.execute(
            f"UPDATE {table} SET rowid = rowid + :moved{searched} WHERE document_id = :now",
            {"moved": moved, "now": now.id},
        )


# The name that a shard has while it is attached.
_SHARD = "shard"


class Writer:
    """Writes one run into a database, which is made if it is not there.

    While a run is open the database is in WAL mode and can be read; what depends on the whole corpus and the search
    index are those of the last finished run until ``finish_run``. Raises ``DatabaseError`` for a database that is not
    ours or is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = open_database(path, create=True)
        try:
            check(self._connection, path)
        except sqlite3.Error as error:
            self._connection.close()
            raise error_over(path, error) from error
        except DatabaseError:
            self._connection.close()
            raise
        self._run: tuple[int, str] | None = None
        self._mark = WritersMark(path)

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database, as one plain file if nobody else reads it. A run that is not finished stays open."""
        _leave_wal(self._connection)
        self._connection.close()
        self._mark.clear()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection that writes, for what is made from all documents before the run is finished."""
        return self._connection

    @property
    def run(self) -> int:
        """The id of the run that has begun."""
        return self._current_run()[0]

    def begin(self) -> None:
        """Let others read while it is written, and tell them so; ``begin_run`` does it too."""
        # readers see the last commit while documents are written; in WAL mode NORMAL loses at most the last documents
        # in a power cut, which the next run reads again, and waits for the disk much less often
        self._mark.set()
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")

    def begin_run(self, options_key: str, version: str) -> int:
        """The id of the run: that of the last one if it was not finished and had the same options and version."""
        self.begin()
        with transaction(self._connection) as connection:
            last = connection.execute("SELECT * FROM runs ORDER BY id DESC LIMIT 1").fetchone()
            is_open = last is not None and last["finished_at"] is None
            if is_open and (last["options_key"], last["extractor_version"]) == (options_key, version):
                self._run = (last["id"], version)
                connection.execute("UPDATE runs SET counts = NULL WHERE id = ?", (last["id"],))
            else:
                self._run = (last["id"] + 1 if last else 1, version)
                run = {"id": self._run[0], "options_key": options_key, "extractor_version": version}
                insert(connection, "runs", [{**run, "started_at": _now()}])
        return self._run[0]

    def done(self) -> dict[str, tuple[str, str]]:
        """SHA-256 of each stored document → the extractor's version and the options that it was read with."""
        query = "SELECT sha256, extractor_version, options_key FROM documents"
        return {sha256: (version, options) for sha256, version, options in self._connection.execute(query)}

    def failed(self) -> dict[str, tuple[str, str]]:
        """The same for files without a document; a file that could not be read at all stands under its path."""
        query = """
            SELECT COALESCE(sha256, path), extractor_version, options_key FROM failures
            WHERE page IS NULL AND (sha256 IS NULL OR sha256 NOT IN (SELECT sha256 FROM documents))
        """
        return {file: (version, options) for file, version, options in self._connection.execute(query)}

    def partial(self) -> frozenset[str]:
        """SHA-256 of the stored documents of which a page or a stage failed."""
        query = "SELECT sha256 FROM documents WHERE status = 'partial'"
        return frozenset(sha256 for (sha256,) in self._connection.execute(query))

    def document_of(self, sha256: str | None) -> str:
        """The id of the stored document of these bytes, "" where there is none."""
        found = self._connection.execute("SELECT id FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
        return str(found[0]) if found else ""

    def ways(self) -> int:
        """In how many ways (version, options, rules) the stored documents were read."""
        query = "SELECT count(*) FROM (SELECT DISTINCT extractor_version, options_key FROM documents)"
        return int(self._connection.execute(query).fetchone()[0])

    def write(self, document: Document, options_key: str) -> None:
        """Store a document and its failures in place of what was known of the same bytes.

        Raises ``DatabaseError`` where there is no room for it.
        """
        self.write_shard(make_shard(document, options_key))

    def write_shard(self, shard: Shard) -> None:
        """Store what a shard holds, the rows of a document or a failure, in place of what was known of the same bytes.

        Raises ``DatabaseError`` where there is no room for it.
        """
        label = shard.label
        if not shard.has_document:
            self.write_failure(label.path, label.sha256, failures_of(shard)[0], label.options_key)
            return
        with attached(self._connection, shard.content, _SHARD), transaction(self._connection) as connection:
            now = take_key(connection, label.sha256)
            paths = paths_of(connection, label.sha256)
            self._delete_document(label.sha256)
            copy_document(connection, _SHARD, document_keys([label.sha256])[label.sha256], now, _now())
            failed = [*map(dict, connection.execute(f"SELECT * FROM {_SHARD}.failures ORDER BY rowid"))]
            self._replace_failures(label.path, label.sha256, failed, label.options_key)
            settle_paths(connection, label.sha256, [*paths, label.path])

    def write_failure(self, path: str, sha256: str | None, failure: Failure, options_key: str) -> None:
        """Store that no document was made of a file.

        path: the file as the database calls it. sha256: None where its bytes could not be read. failure: what went
        wrong. options_key: the options that it was read with. A document of these bytes that was read with the same
        version and options is kept, an older one is deleted.
        """
        _, version = self._current_run()
        with transaction(self._connection) as connection:
            stored = self._read_with(sha256)
            # Before the failures of before go, which may be all that has a name.
            paths = {path, *(paths_of(connection, sha256) if sha256 else ())}
            if sha256 and stored and stored != (version, options_key):
                self._delete_document(sha256)
                release_key(connection, sha256)
                stored = None
            ident = failure_id(sha256 or clean_text(path), "", None, 0)
            self._replace_failures(
                path, sha256, [{"id": ident, **failure_values(failure)}], options_key, beside=stored is not None
            )
            if sha256:
                settle_paths(connection, sha256, paths)

    def write_sources(self, paths: Mapping[str, Sequence[str]]) -> None:
        """SHA-256 → all paths at which these bytes were seen now, before or after the document is written.

        The smallest path ever seen names the document, the others are rows of ``sources``.
        """
        with transaction(self._connection) as connection:
            for sha256, seen in paths.items():
                settle_paths(connection, sha256, seen)
            self.forget_unread(path for seen in paths.values() for path in seen)

    def finish_run(self, counts: Mapping[str, int] | None = None, *, complete: bool = True) -> dict[str, int]:
        """Search index and statistics; then the run is marked finished with these counts.

        Without ``complete`` (an interrupted run) all is done but the mark, and the next run with the same options
        takes this one up; so does one where another writer has stored documents since the pass over the corpus.
        Returns how many documents, pages, citations, instruments, footnotes, figures, tables, documents of which a
        page or stage failed, and failed files the database holds.
        """
        run, _ = self._current_run()
        counted = self.finish()
        with transaction(self._connection) as connection:
            [last] = connection.execute("SELECT max(id) FROM runs").fetchone()
            # Where another writer has stored documents since the pass, it makes one of its own.
            if run != last or not is_behind(connection):
                done = (_now() if complete else None, json.dumps(dict(counts or {}), sort_keys=True), run)
                connection.execute("UPDATE runs SET finished_at = ?, counts = ? WHERE id = ?", done)
        _leave_wal(self._connection)
        return counted

    def finish(self) -> dict[str, int]:
        """Search index, statistics and totals, without a word of a run; returns what ``finish_run`` does."""
        with transaction(self._connection) as connection:
            update_index(connection)
            analyse(connection)
            counted = totals(connection)
        [partial] = self._connection.execute("SELECT count(*) FROM documents WHERE status = 'partial'").fetchone()
        return {**counted, "partial_documents": partial, "failed_files": len(self.failed())}

    def forget(self, sha256: str | None, paths: Collection[str]) -> bool:
        """Forget names of a file, and with its last one all that is known of it; returns whether that was so.

        sha256: of its bytes; None for what could not be read, which is known by its path alone. paths: as the database
        calls it. What depends on all documents is that of before until the pass over the corpus.
        """
        with transaction(self._connection) as connection:
            if sha256 is None:
                gone = [(path,) for path in paths]
                connection.executemany("DELETE FROM failures WHERE sha256 IS NULL AND path = ?", gone)
                return True
            if left := sorted(paths_of(connection, sha256) - set(paths)):
                _set_paths(connection, sha256, left)
                return False
            if self._delete_document(sha256):
                release_key(connection, sha256)
            connection.execute("DELETE FROM failures WHERE sha256 = ?", (sha256,))
            connection.execute("DELETE FROM sources WHERE sha256 = ?", (sha256,))
            return True

    def forget_unread(self, seen: Iterable[str]) -> None:
        """Forget that there was no reading what has these paths, or a folder in which one of them lies."""
        known = self._connection.execute("SELECT path FROM failures WHERE sha256 IS NULL").fetchall()
        if unread := {path for (path,) in known}:
            places = {str(place) for path in map(clean_text, seen) for place in (path, *PurePosixPath(path).parents)}
            gone = [(path,) for path in sorted(unread & places)]
            self._connection.executemany("DELETE FROM failures WHERE sha256 IS NULL AND path = ?", gone)

    def _current_run(self) -> tuple[int, str]:
        if self._run is None:
            raise DatabaseError("nothing can be written before begin_run", "call begin_run first")
        return self._run

    def _read_with(self, sha256: str | None) -> tuple[str, str] | None:
        """Version and options of the stored document of these bytes."""
        query = "SELECT extractor_version, options_key FROM documents WHERE sha256 = ?"
        found = self._connection.execute(query, (sha256,)).fetchone()
        return (found[0], found[1]) if found else None

    def _delete_document(self, sha256: str) -> bool:
        """Delete a document with all its rows; returns whether there was one."""
        # SQLite takes a millisecond to see that no table has rows of a new document: as long as to write a page.
        if is_there := self._read_with(sha256) is not None:
            self._connection.execute("DELETE FROM documents WHERE sha256 = ?", (sha256,))
        return is_there

    def _replace_failures(
        self, path: str, sha256: str | None, failures: Iterable[Values], options_key: str, *, beside: bool = False
    ) -> None:
        """Write the failures of a file in place of its older ones, or beside those of its stored document.

        A failure that comes again keeps the run in which it was first seen, and counts its attempts.
        """
        run, version = self._current_run()
        path = clean_text(path)
        where = "(sha256 IS NULL AND path = :path) OR sha256 = :sha256"
        known = self._connection.execute(
            f"SELECT id, run_id, attempts FROM failures WHERE {where}", {"path": path, "sha256": sha256}
        ).fetchall()
        before = {ident: (first, attempts) for ident, first, attempts in known}
        rows = []
        for failure in failures:
            first, attempts = before.get(failure["id"], (run, 0))
            seen = {"run_id": first, "attempts": attempts + 1, "path": path, "sha256": sha256}
            rows.append({**failure, **seen, "extractor_version": version, "options_key": options_key})
        gone = [row["id"] for row in rows] if beside else list(before)
        self._connection.executemany("DELETE FROM failures WHERE id = ?", [(ident,) for ident in gone])
        insert(self._connection, "failures", rows)


def settle_paths(connection: sqlite3.Connection, sha256: str, seen: Iterable[str]) -> None:
    """Take paths of the same bytes up among the known ones, whatever the order in which they were seen.

    connection: within a transaction. sha256: of the bytes. seen: the paths. Before the file has a document or a
    failure, all its paths wait in ``sources``.
    """
    # None at all: the file had other bytes when it was read, and nothing is known of these.
    if paths := sorted({*paths_of(connection, sha256), *map(clean_text, seen)}):
        _set_paths(connection, sha256, paths)


def paths_of(connection: sqlite3.Connection, sha256: str, schema: str = "main") -> set[str]:
    """All paths of the same bytes that a database knows.

    connection: that of the database. sha256: of the bytes. schema: the name of another one that is attached.
    """
    tables = ("documents", "failures", "sources")
    query = " UNION ".join(f"SELECT path FROM {schema}.{table} WHERE sha256 = :sha256" for table in tables)
    return {path for (path,) in connection.execute(query, {"sha256": sha256})}


def _set_paths(connection: sqlite3.Connection, sha256: str, paths: Sequence[str]) -> None:
    """Make these, in their order, all paths of these bytes; the first one names what is known of them."""
    name = {"sha256": sha256, "path": paths[0], "file_name": PurePosixPath(paths[0]).name}
    # Only what differs: a document whose name is written is counted anew.
    connection.execute(
        "UPDATE documents SET path = :path, file_name = :file_name "
        "WHERE sha256 = :sha256 AND (path, file_name) <> (:path, :file_name)",
        name,
    )
    connection.execute("UPDATE failures SET path = :path WHERE sha256 = :sha256 AND path <> :path", name)
    known = connection.execute(
        "SELECT 1 FROM documents WHERE sha256 = :sha256 UNION SELECT 1 FROM failures WHERE sha256 = :sha256", name
    ).fetchone()
    others = list(paths[1:] if known else paths)
    stored = connection.execute("SELECT path FROM sources WHERE sha256 = ? ORDER BY path", (sha256,)).fetchall()
    if others != [path for (path,) in stored]:
        connection.execute("DELETE FROM sources WHERE sha256 = ?", (sha256,))
        connection.executemany("INSERT INTO sources (sha256, path) VALUES (?, ?)", [(sha256, path) for path in others])


def _leave_wal(connection: sqlite3.Connection) -> None:
    """Leave one plain file. A reader that holds the database prevents that; then the next run does it."""
    # A reader may hold the database for hours: waiting for it would only delay the end of each run.
    with suppress(sqlite3.DatabaseError), hurried(connection):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
