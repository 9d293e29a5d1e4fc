"""Parquet, a file for each table, with types: days are days, boxes are lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from extractor.export.plan import Part, Taken
from extractor.export.relations import Column, Relation, read_day, read_json

# Rows of a group: large enough to compress well and to be skipped by what they hold, small enough that one in memory is
# some tens of megabytes (test_tables_for_programs.py).
ROWS_OF_A_GROUP = 50_000
# So many rows at a time are values of Python, which take ten times the room.
ROWS_AT_A_TIME = 5_000

# Lists of one shape in every row; what else is JSON stays text.
LISTS = {"boxes": "boxes", "cells": "texts", "figure_ids": "texts", "citation_ids": "texts", "header": "texts"}


def parquet_parts(taken: Taken) -> Sequence[Part]:
    """A file for each table and view."""
    return [
        Part(f"{relation.name}.parquet", partial(write_parquet, relation=relation, taken=taken))
        for relation in taken.collection.relations
    ]


def write_parquet(path: Path, relation: Relation, taken: Taken) -> None:
    """Writes the ``relation`` that is ``taken`` to the file at ``path``, a group of rows at a time."""
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    schema = pyarrow.schema([_field(column) for column in relation.columns], {"about": relation.about})
    rows = taken.rows(relation)
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
