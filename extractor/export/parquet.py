"""Parquet with types, days are days, boxes are lists: a file for each table, or one for each place and year of it.

The folders of a partition are named as Hive names them (``document_place=thanh-hoa/document_year=2024``), so that
DuckDB, Arrow and Spark read both as columns and open only the files that a question needs. Not ``place`` and ``year``:
figures have a place, and citations a year of their own, which a column of the folders would silently replace.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from extractor.export.plan import Part, Taken
from extractor.export.relations import Column, Partition, Relation, is_of_documents, read_day, read_json

# Rows of a group: large enough to compress well and to be skipped by what they hold, small enough that one in memory is
# some tens of megabytes (test_tables_for_programs.py).
ROWS_OF_A_GROUP = 50_000
# So many rows at a time are values of Python, which take ten times the room.
ROWS_AT_A_TIME = 5_000

# The place or year of documents that have none.
UNKNOWN = "unknown"

# Lists of one shape in every row; what else is JSON stays text.
LISTS = {"boxes": "boxes", "cells": "texts", "figure_ids": "texts", "citation_ids": "texts", "header": "texts"}


def parquet_parts(taken: Taken) -> Sequence[Part]:
    """A file for each table and view; where they are partitioned, one for each place and year of those of documents."""
    return [part for relation in taken.collection.relations for part in _parts_of(relation, taken)]


def _parts_of(relation: Relation, taken: Taken) -> Iterator[Part]:
    name = f"{relation.name}.parquet"
    if not taken.partitioned or not is_of_documents(relation):
        yield Part(name, partial(write_parquet, relation=relation, taken=taken))
        return
    # A table without rows has its columns nevertheless: programs stop where a pattern of names meets no file.
    for each in taken.collection.partitions(relation) or [Partition(None, None)]:
        write = partial(write_parquet, relation=relation, taken=taken, partition=each)
        yield Part(f"{relation.name}/{_folder(each)}/{name}", write, group=relation.name)


def _folder(partition: Partition) -> str:
    # Written as DuckDB writes them and all of these programs read them: no letter of a name parts folders.
    place, year = (quote(value or UNKNOWN, safe="") for value in (partition.place, partition.year))
    return f"document_place={place}/document_year={year}"


def write_parquet(path: Path, relation: Relation, taken: Taken, partition: Partition | None = None) -> None:
    """Writes the ``relation`` that is ``taken`` to the file at ``path``, a group of rows at a time.

    ``partition`` narrows it to the documents of a place and year, None takes all.
    """
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    schema = pyarrow.schema([_field(column) for column in relation.columns], {"about": relation.about})
    rows = taken.rows(relation, partition)
    with ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(_tables(relation, schema, islice(rows, ROWS_OF_A_GROUP))):
            writer.write_table(pyarrow.concat_tables(group), row_group_size=ROWS_OF_A_GROUP)


def _tables(relation: Relation, schema: Any, rows: Iterator[Sequence[Any]]) -> Iterator[Any]:
    import pyarrow

    while some := list(islice(rows, ROWS_AT_A_TIME)):
        columns = zip(relation.columns, zip(*some, strict=True), strict=True)
        arrays = [
            pyarrow.array(_values(column, cells), type=schema.field(column.name).type) for column, cells in columns
        ]
        yield pyarrow.Table.from_arrays(arrays, schema=schema)


def _field(column: Column) -> Any:
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "day": pyarrow.date32(),
        "json": pyarrow.string(),
    }
    lists = {"boxes": pyarrow.list_(pyarrow.list_(pyarrow.float64())), "texts": pyarrow.list_(pyarrow.string())}
    shape = LISTS.get(column.name)
    return pyarrow.field(column.name, lists[shape] if shape else types[column.kind], metadata={"about": column.about})


def _values(column: Column, cells: Sequence[Any]) -> Iterator[Any]:
    if column.name in LISTS:
        return (read_json(cell) for cell in cells)
    if column.kind == "day":
        return map(read_day, cells)
    if column.kind == "boolean":
        return (None if cell is None else bool(cell) for cell in cells)
    return iter(cells)
