"""What the tests of exports share: to export a database, and a database whose texts are hostile."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from extractor.cli.export import described_in
from extractor.export.folder import export_folder
from extractor.export.formats import FORMATS
from extractor.export.plan import Taken
from extractor.export.relations import Selection, collection, list_relations
from extractor.language.catalogue import words_of
from extractor.store.database import open_read_only

HOSTILE = "=cmd|' /C calc'!A0<script>alert(1)</script>\u202egnp.\u202c\x07\x0b _x0041_ ]]>&amp;"
FORMULAS = ("=1+1", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1,1)", "\t=1+1", "\r=1+1", "＝1+1")


def export(database: Path, folder: Path, form: str, *, force: bool = False, **options: Any) -> dict[str, Path]:
    """Name of each file → its path. ``options`` are those of ``Taken``, ``tables``, ``document`` and ``language``."""
    language = options.pop("language", "en")
    selection = Selection(options.pop("tables", ()), options.pop("document", None))
    with closing(open_read_only(database)) as connection:
        taken = Taken(
            collection=collection(connection, selection, described_in(language)), words=words_of(language), **options
        )
        written = export_folder(taken, folder, FORMATS[form], force=force)
    return {path.relative_to(folder).as_posix(): path for path in written}


def rows_of(database: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables and views as the database has them, those of views in any order."""
    with closing(open_read_only(database)) as connection:
        return {
            name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')]
            for name in list_relations(connection)
        }


def hostile_copy(database: Path, path: Path) -> Path:
    """A copy of a database at ``path`` with hostile texts in titles, names, labels and prints."""
    shutil.copy(database, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE documents SET title = ?, file_name = ?, issuer = ?", (HOSTILE, HOSTILE, HOSTILE))
        connection.execute("UPDATE instruments SET title = ?", (HOSTILE,))
        connection.execute("UPDATE organisations SET name = ?", (HOSTILE,))
        connection.execute("UPDATE citations SET sentence = ?", (HOSTILE,))
        for number, formula in enumerate(FORMULAS):
            connection.execute("UPDATE table_rows SET label = ? WHERE rowid % 7 = ?", (formula, number))
        connection.commit()
    return path
