"""CSV, a file for each table: inert for spreadsheets unless it is wanted raw."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from extractor.export.inert import inert_cell
from extractor.export.plan import Part, Taken
from extractor.export.relations import Relation

BYTE_ORDER_MARK = "\ufeff"


def csv_parts(taken: Taken) -> Sequence[Part]:
    """A file for each table and view."""
    return [
        Part(f"{relation.name}.csv", partial(write_csv, relation=relation, taken=taken))
        for relation in taken.collection.relations
    ]


def write_csv(path: Path, relation: Relation, taken: Taken) -> None:
    """Writes the ``relation`` to the file at ``path`` under a line with the names of its columns.

    NULL and empty text are both empty. ``taken`` says whether cells are inert, and whether the file is for Excel.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        if taken.excel:
            # By this mark Excel knows that the letters are UTF-8.
            file.write(BYTE_ORDER_MARK)
        # Line ends of Unix, not those of the CSV standard: the same on every system, and cells hold line ends
        # themselves. Excel wants those of the standard.
        writer = csv.writer(file, lineterminator="\r\n" if taken.excel else "\n")
        writer.writerow(relation.names)
        rows = taken.rows(relation)
        writer.writerows(rows if taken.raw else ([inert_cell(cell) for cell in row] for row in rows))
