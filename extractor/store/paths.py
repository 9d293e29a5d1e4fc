"""The names of a file: the smallest path names its document, the others stand in ``sources``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import PurePosixPath

from extractor.store.rows import clean_text


def settle_paths(connection: sqlite3.Connection, sha256: str, seen: Iterable[str]) -> None:
    """Take paths of these bytes up among the known ones, whatever the order in which they were seen.

    Before the file has a document or a failure, all its paths wait in ``sources``.
    """
    known = connection.execute(
        """
        SELECT path FROM documents WHERE sha256 = :sha256
        UNION SELECT path FROM failures WHERE sha256 = :sha256
        """,
        {"sha256": sha256},
    ).fetchall()
    waiting = connection.execute("SELECT path FROM sources WHERE sha256 = ?", (sha256,)).fetchall()
    paths = sorted({*(path for (path,) in [*known, *waiting]), *map(clean_text, seen)})
    others = paths[1:] if known else paths
    if known:
        name = {"sha256": sha256, "path": paths[0], "file_name": PurePosixPath(paths[0]).name}
        connection.execute("UPDATE documents SET path = :path, file_name = :file_name WHERE sha256 = :sha256", name)
        connection.execute("UPDATE failures SET path = :path WHERE sha256 = :sha256", name)
    connection.execute("DELETE FROM sources WHERE sha256 = ?", (sha256,))
    connection.executemany("INSERT INTO sources (sha256, path) VALUES (?, ?)", [(sha256, path) for path in others])
