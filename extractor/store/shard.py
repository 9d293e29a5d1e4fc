"""What a worker makes of a file: a small SQLite file with the rows of one document, or with why there is none.

Its tables are those of the schema without indexes, links and triggers, so it is made quickly and by anyone; the one
writer inserts its rows as they are (``copying.py``). A table ``shard`` says what it is. Whoever gets one from
elsewhere has it read by ``read_shard``, which refuses what is not whole or made otherwise.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from pathlib import Path
from uuid import uuid4

from extractor.errors import DatabaseError
from extractor.model.document import Document
from extractor.model.pages import Failure
from extractor.store.copying import TABLES, columns_of
from extractor.store.database import SCHEMA_VERSION, insert
from extractor.store.keys import document_keys, failure_id
from extractor.store.rows import Values, clean_text, failure_values, rows_by_table
from extractor.version import VERSION
from patterns.loader import digest
from patterns.own.rules import in_use

SUFFIX = ".shard"

# 48 bits: a handful of versions and options have to differ, for files of the same bytes.
_KEY_DIGITS = 12

_MAGIC = b"SQLite format 3\0"
# Bytes that every file of SQLite begins with (https://sqlite.org/fileformat.html, 1.3): what has fewer is cut off
# (test_shard.py).
_HEADER = 100

_FAILURES = "CREATE TABLE failures (id TEXT NOT NULL, stage TEXT NOT NULL, page INTEGER, error TEXT, hint TEXT)"


_MADE_ANEW = "have it made anew: the same command reads the file again"
_SAME_PROGRAM = "install the same version of trichluc, with the same registries, on all machines"
_SAME_OPTIONS = "give all machines the same options and rules"


class ShardError(DatabaseError):
    """A shard that is not whole, or that was made of another file or in another way than is asked for."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a shard says of itself.

    sha256, path: of the file. options_key: the options that it was read with. extractor_version, schema_version,
    registry, rules: what it was made by; two machines that differ in one of them may read a file differently. rows: how
    many each table holds, as JSON. checksum: over all of its bytes but these.
    """

    sha256: str
    path: str
    options_key: str
    extractor_version: str
    schema_version: int
    registry: str
    rules: str
    rows: str
    checksum: str


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard that is whole: made here, or read by ``read_shard``. ``content`` are the bytes of its file."""

    label: Label
    content: bytes

    @property
    def has_document(self) -> bool:
        """Whether a document was made of the file; else it holds the failure."""
        return "documents" in self.rows

    @property
    def rows(self) -> Mapping[str, int]:
        """How many rows each table holds; tables without any are left out."""
        counts: dict[str, int] = json.loads(self.label.rows)
        return counts

    @property
    def name(self) -> str:
        """The name of its file."""
        return shard_name(self.label.sha256, self.label.options_key)


def shard_name(sha256: str, options_key: str) -> str:
    """The name of the shard that this program makes of a file: other bytes, options or registries have another one."""
    makers = f"{options_key} {VERSION} {SCHEMA_VERSION} {digest()} {in_use().digest}"
    key = hashlib.sha256(makers.encode()).hexdigest()
    return f"{sha256}-{key[:_KEY_DIGITS]}{SUFFIX}"


def make_shard(document: Document, options_key: str) -> Shard:
    """The rows of a document and its failures, with the key that it has where it meets no other document.

    document: as ``extract`` returns it, with the path that it has in the database. options_key: the options that it
    was read with. Raises ``DatabaseError`` where one table has more rows than a document may have, and what SQLite
    raises for rows that do not fit.
    """
    rows = rows_by_table(document, document_keys([document.sha256])[document.sha256])
    # When it is stored is for the writer to say: the clocks of several machines differ.
    added = {"options_key": options_key, "extracted_at": ""}
    told = ((table, ({**row, **added} for row in chosen) if table == "documents" else chosen) for table, chosen in rows)
    return _made(document.sha256, document.path, options_key, told, document.failures)


def make_failed_shard(path: str, sha256: str, failure: Failure, options_key: str) -> Shard:
    """The failure of a file of which no document was made.

    path: the file as the database calls it. sha256: of its bytes. failure: what went wrong. options_key: the options
    that it was read with.
    """
    return _made(sha256, path, options_key, (), [failure])


def read_shard(content: bytes, sha256: str, options_key: str) -> Shard:
    """A shard from elsewhere, which must be whole and made of the file that is asked for, as this program makes it.

    content: the bytes of its file. sha256: of the file that it should be made of. options_key: the options that it
    should be read with. Raises ``ShardError``.
    """
    label = _label_of(content, sha256)
    if label.sha256 != sha256:
        raise ShardError(f"the shard of {_short(sha256)} is that of another file ({_short(label.sha256)})", _MADE_ANEW)
    for told, ours, what, mended in _makers(label, options_key):
        if told != ours:
            raise ShardError(f"the shard of {_short(sha256)} was made with {what} {told}, here it is {ours}", mended)
    if _checksum(content, label) != label.checksum:
        raise ShardError(f"the shard of {_short(sha256)} is damaged: its checksum is another", _MADE_ANEW)
    return Shard(label, content)


def save_shard(shard: Shard, folder: Path) -> Path:
    """Writes the file of a shard into a folder, whole or not at all. Raises ``OSError`` where there is no room."""
    place = folder / shard.name
    part = folder / f"{uuid4().hex}.part"
    try:
        part.write_bytes(shard.content)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
    return place


def failures_of(shard: Shard) -> list[Failure]:
    """The failures of the file, in their order."""
    with opened(shard.content) as connection:
        found = connection.execute("SELECT stage, page, error, hint FROM failures ORDER BY rowid").fetchall()
    return [Failure(*failure) for failure in found]


@contextmanager
def opened(content: bytes) -> Iterator[sqlite3.Connection]:
    """The tables of a shard, in memory. Raises ``sqlite3.Error`` for bytes that are no database."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        yield connection


def _made(
    sha256: str,
    path: str,
    options_key: str,
    rows: Iterable[tuple[str, Iterable[Values]]],
    failures: Iterable[Failure],
) -> Shard:
    # In one piece of memory, of which `serialize` makes one copy; of `:memory:` it makes two.
    with closing(sqlite3.connect("file:shard?vfs=memdb", uri=True)) as connection:
        connection.executescript(_tables())
        # One transaction, or SQLite would end one with each statement.
        with connection:
            counts = {table: insert(connection, table, chosen) for table, chosen in rows}
            failed = _failed(sha256, failures, bool(counts))
            counts["failures"] = insert(connection, "failures", failed)
            label = Label(
                sha256=sha256,
                path=clean_text(path),
                options_key=options_key,
                extractor_version=VERSION,
                schema_version=SCHEMA_VERSION,
                registry=digest(),
                rules=in_use().digest,
                rows=json.dumps({table: count for table, count in counts.items() if count}),
                checksum=_no_checksum(sha256),
            )
            insert(connection, "shard", [asdict(label)])
        content = connection.serialize()
    checksum = hashlib.sha256(content).hexdigest()
    return Shard(replace(label, checksum=checksum), content.replace(label.checksum.encode(), checksum.encode(), 1))


def _failed(sha256: str, failures: Iterable[Failure], has_document: bool) -> Iterator[Values]:
    for number, failure in enumerate(failures):
        yield {
            "id": failure_id(sha256, failure.stage if has_document else "", failure.page, number),
            **failure_values(failure),
        }


@cache
def _tables() -> str:
    """The statements that make the tables of a shard: columns as in the schema, nothing that costs time to keep."""
    label = ", ".join(
        f"{field.name} {'INTEGER' if field.type == 'int' else 'TEXT'} NOT NULL" for field in fields(Label)
    )
    return ";\n".join([*map(_table, TABLES), _FAILURES, f"CREATE TABLE shard ({label})"])


def _table(table: str) -> str:
    columns = (
        f'"{column.name}" {column.kind}{" NOT NULL" if column.is_needed else ""}'
        f"{'' if column.default is None else f' DEFAULT {column.default}'}"
        for column in columns_of(table)
    )
    return f"CREATE TABLE {table} ({', '.join(columns)})"


def _label_of(content: bytes, sha256: str) -> Label:
    """The label in the bytes of a shard. Raises ``ShardError`` where they are no shard or not all of one."""
    name = f"the shard of {_short(sha256)}"
    if not content.startswith(_MAGIC[: len(content)]):
        raise ShardError(f"{name} is no SQLite file", _MADE_ANEW)
    # https://sqlite.org/fileformat.html, 1.3: the size of a page, where 1 stands for 65,536, and the number of pages.
    page, pages = int.from_bytes(content[16:18], "big"), int.from_bytes(content[28:32], "big")
    if len(content) < _HEADER or len(content) < (65_536 if page == 1 else page) * pages:
        raise ShardError(f"{name} is cut off after {len(content)} bytes", _MADE_ANEW)
    try:
        with opened(content) as connection:
            columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(shard)")]
            row = connection.execute("SELECT * FROM shard").fetchone()
        return Label(**dict(zip(columns, row or (), strict=True)))
    except (sqlite3.Error, TypeError, ValueError, UnicodeError) as error:
        raise ShardError(f"{name} is a SQLite file, but no shard", _MADE_ANEW) from error


def _makers(label: Label, options_key: str) -> Iterator[tuple[str | int, str | int, str, str]]:
    """What the label says of each thing that decides what is read, what it is here, its name, and what to do."""
    yield label.extractor_version, VERSION, "trichluc", _SAME_PROGRAM
    yield label.schema_version, SCHEMA_VERSION, "schema", _SAME_PROGRAM
    yield label.registry, digest(), "the registries", _SAME_PROGRAM
    yield label.rules or "none", in_use().digest or "none", "the rules", _SAME_OPTIONS
    yield label.options_key, options_key, "the options", _SAME_OPTIONS


def _checksum(content: bytes, label: Label) -> str:
    """The checksum of the content, which stands in it itself."""
    blank = _no_checksum(label.sha256).encode()
    return hashlib.sha256(content.replace(label.checksum.encode(), blank, 1)).hexdigest()


def _no_checksum(sha256: str) -> str:
    """What stands in the place of the checksum while it is taken. No file can hold it: it follows from its digest."""
    return hashlib.sha256(f"checksum of {sha256}".encode()).hexdigest()


def _short(sha256: str) -> str:
    return sha256[:_KEY_DIGITS]
