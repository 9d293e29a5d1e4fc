"""Brings a database of an older schema up to date, in one transaction: cut short at any moment, the file is as before.

From schema 2 to 3 every number that was an id becomes text (``keys.py``). Both are made from the same digests, so an
old id tells the new one without a look at any other row. From 3 on tables only get further
columns, and further tables come.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from importlib.resources import files

from extractor.store.full_text import SEARCHED, rebuild_index
from extractor.store.keys import CORPUS_ROWS, LETTERS, SERIES_ROWS, DocumentKey, document_keys
from extractor.store.patience import hurried

# Ids of schema 2: a document's is its number, a fact's is that times a million plus its running number; checks of the
# pass over the corpus are numbered from the second on, those of series from the third on.
_OLD_ROWS, _OLD_CORPUS_ROWS, _OLD_SERIES_ROWS = 1_000_000, 500_000, 750_000

_SHARED = {"instruments": "i", "organisations": "o", "indicators": "n", "indicator_prints": "p", "failures": "x"}
"""Table → the letter in the ids of rows that belong to no document."""

# The first schema whose ids are text.
TEXT_IDS = 3

# Table, column, columns that point to other tables → an expression over the rows of then.
_Value = Callable[[str, str, dict[str, str]], str]

_JSON_IDS = {"figure_ids": "figures", "citation_ids": "citations"}


def schema() -> str:
    """The tables, indexes and views of today, as SQL."""
    return files("extractor.store").joinpath("schema.sql").read_text(encoding="utf-8")


def migrate(connection: sqlite3.Connection, newest: int) -> None:
    """Bring a database of an older schema to the newest one.

    Must be called outside a transaction and before foreign keys are enforced. Raises ``sqlite3.Error`` where that is
    not possible (locked, no room on the disk); then nothing is changed.
    """
    # else renaming a table to old_… would rename it in the links of all others, too
    connection.execute("PRAGMA legacy_alter_table = ON")
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version < newest:  # no other program was quicker
            today = _objects_of_today()
            _drop_derived(connection, today)
            if version == 1:
                run_script(
                    connection, files("extractor.store").joinpath("migrations/2.sql").read_text(encoding="utf-8")
                )
            if version < TEXT_IDS:
                _add_functions(connection)
            _renew_tables(connection, today, _text_id if version < TEXT_IDS else _as_it_is)
            connection.execute(f"PRAGMA user_version = {newest}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("PRAGMA legacy_alter_table = OFF")
    # The room of the old rows; there may be none on the disk to do it, or somebody reads.
    with suppress(sqlite3.OperationalError), hurried(connection):
        connection.execute("VACUUM")


def add_missing_indexes(connection: sqlite3.Connection) -> None:
    """Adds the indexes of today that a database of today's schema was made without, and fills them.

    Indexes and the views of texts that they are of hold nothing of their own, so their coming needs no new schema:
    older programs may go on with the file.
    """
    stored = dict(connection.execute("SELECT name, sql FROM sqlite_master").fetchall())
    lacking = {
        name: sql
        for name, (kind, sql) in _objects_of_today().items()
        if (kind == "index" and name not in stored)
        or (name.startswith(SEARCHED) and kind != "index" and name not in SEARCHED and stored.get(name) != sql)
        or (sql.startswith("CREATE VIRTUAL") and name not in stored)
    }
    if not lacking:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for name, sql in lacking.items():
            if name in stored:
                connection.execute(f"DROP {'VIEW' if sql.startswith('CREATE VIEW') else 'TABLE'} {name}")
            connection.execute(sql)
        # Indexes of columns are filled as they are made, those of words are not.
        if any(sql.startswith("CREATE VIRTUAL") for sql in lacking.values()):
            rebuild_index(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _objects_of_today() -> dict[str, tuple[str, str]]:
    """Name → kind and SQL of all that the schema makes, in its order; what FTS5 makes for itself is left out."""
    with closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript(schema())
        found = fresh.execute("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: (kind, sql) for name, kind, sql in found if kind == "view" or "_fts_" not in name}


def _drop_derived(connection: sqlite3.Connection, today: dict[str, tuple[str, str]]) -> None:
    """Views, indexes, triggers and full-text indexes hold nothing of their own. One that is as today stays
    (``instruments_fts``, which is filled by the pass over the corpus)."""
    query = (
        "SELECT type, name, sql FROM sqlite_master "
        "WHERE sql IS NOT NULL AND (type = 'view' OR name NOT LIKE '%\\_fts\\_%' ESCAPE '\\')"
    )
    for kind, name, sql in connection.execute(query).fetchall():
        if kind in ("view", "index", "trigger"):
            connection.execute(f'DROP {kind} "{name}"')
        elif sql.startswith("CREATE VIRTUAL") and sql != today.get(name, ("", ""))[1]:
            connection.execute(f'DROP TABLE "{name}"')


def _renew_tables(connection: sqlite3.Connection, today: dict[str, tuple[str, str]], value: _Value) -> None:
    """Makes all tables as they are today and fills them with the rows of then; ``value`` is the expression for a
    column of today over such a row."""
    stored = {name for (name,) in connection.execute("SELECT name FROM sqlite_master").fetchall()}
    for name, (kind, sql) in today.items():
        if name in stored and sql.startswith("CREATE VIRTUAL"):
            continue
        if kind == "table" and name in stored:
            connection.execute(f"ALTER TABLE {name} RENAME TO old_{name}")
            connection.execute(sql)
            _copy(connection, name, value)
            connection.execute(f"DROP TABLE old_{name}")
        else:
            connection.execute(sql)
    _note_what_is_behind(connection)
    rebuild_index(connection)
    connection.execute("ANALYZE")


def _note_what_is_behind(connection: sqlite3.Connection) -> None:
    """Up to schema 6 the last run said by its counts what it had left undone: null where the pass over the corpus had
    not been made; words for that of the index, which is made here, and for a run that had changed nothing."""
    changed = "(SELECT counts FROM runs ORDER BY id DESC LIMIT 1) IS NULL AND EXISTS (SELECT 1 FROM runs)"
    connection.execute(f"INSERT INTO pass_uncounted (sha256) SELECT sha256 FROM documents WHERE {changed}")
    connection.execute("""UPDATE runs SET counts = NULL WHERE counts IN ('{"begun": true}', '{"linked": true}')""")


def _copy(connection: sqlite3.Connection, table: str, value: _Value) -> None:
    old = {row[1] for row in connection.execute(f'PRAGMA table_info("old_{table}")')}
    links = {row[3]: row[2] for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')}
    values = {
        column: value(table, column, links)
        for _, column, *_ in connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        if column in old
    }
    if table in LETTERS:
        values["rowid"] = value(table, "rowid", links)
    if table in SEARCHED:
        values["search_rowid"] = values["rowid"]
    columns = ", ".join(f'"{column}"' for column in values)
    connection.execute(f"INSERT INTO {table} ({columns}) SELECT {', '.join(values.values())} FROM old_{table}")


def _as_it_is(table: str, column: str, links: dict[str, str]) -> str:
    """The expression for a column of today over a row of schema 3; every name is that of today."""
    return "rowid" if column == "rowid" else f'"{column}"'


def _text_id(table: str, column: str, links: dict[str, str]) -> str:
    """The expression for a column of today over a row of schema 2; ``links`` has the table that a column points to."""
    if column == "rowid":
        return f"new_rowid('{table}', id)"
    if column in _JSON_IDS:
        return f"new_ids('{_JSON_IDS[column]}', {column})"
    if (column == "id" and (table in _SHARED or table in LETTERS or table == "documents")) or (
        column in links and links[column] != "runs"
    ):
        return f"new_id('{table if column == 'id' else links[column]}', {column})"
    return f'"{column}"'


def _add_functions(connection: sqlite3.Connection) -> None:
    """Adds the functions that make ids of today from the numbers of then."""
    old = dict(connection.execute("SELECT id, sha256 FROM documents").fetchall())
    made = document_keys(old.values())
    keys = {number: made[sha256] for number, sha256 in old.items()}
    connection.create_function("new_id", 2, partial(_new_id, keys), deterministic=True)
    connection.create_function("new_rowid", 2, partial(_new_rowid, keys), deterministic=True)
    connection.create_function("new_ids", 2, partial(_new_ids, keys), deterministic=True)


def _new_id(keys: dict[int, DocumentKey], table: str, old: int | None) -> str | None:
    """None for a row of a document that is gone."""
    if old is None:
        return None
    if letter := _SHARED.get(table):
        return f"{letter}{old >> 1:013x}"  # the first 53 bits of the digest, of which text keeps 52
    if table == "documents":
        return keys[old].id
    document, number = divmod(old, _OLD_ROWS)
    return keys[document].fact_id(table, _new_number(table, number)) if document in keys else None


def _new_rowid(keys: dict[int, DocumentKey], table: str, old: int) -> int:
    document, number = divmod(old, _OLD_ROWS)
    return keys[document].fact_rowid(_new_number(table, number))


def _new_ids(keys: dict[int, DocumentKey], table: str, old: str) -> str:
    found = (_new_id(keys, table, ident) for ident in json.loads(old))
    return json.dumps([ident for ident in found if ident], separators=(",", ":"))


def _new_number(table: str, number: int) -> int:
    """Checks that the pass over the corpus made are numbered from elsewhere on."""
    if table == "checks" and number > _OLD_SERIES_ROWS:
        return number - _OLD_SERIES_ROWS + SERIES_ROWS
    if table == "checks" and number > _OLD_CORPUS_ROWS:
        return number - _OLD_CORPUS_ROWS + CORPUS_ROWS
    return number


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Run a script statement by statement, within the transaction that is open; ``executescript`` would end that, and
    waits for no other program. Of a script that begins one itself nothing is left where it fails."""
    statement = ""
    was_open = connection.in_transaction
    try:
        for line in script.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                connection.execute(statement)
                statement = ""
    except sqlite3.Error:
        if connection.in_transaction and not was_open:
            connection.execute("ROLLBACK")
        raise
