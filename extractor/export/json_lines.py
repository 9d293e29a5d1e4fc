"""JSON Lines, a file for each table: lists are lists, and each fact says in which file it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from extractor.export.plan import Part, Taken
from extractor.export.relations import Relation, read_json


def jsonl_parts(taken: Taken) -> Sequence[Part]:
    """A file for each table and view."""
    return [
        Part(f"{relation.name}.jsonl", partial(write_jsonl, relation=relation, taken=taken))
        for relation in taken.collection.relations
    ]


def write_jsonl(path: Path, relation: Relation, taken: Taken) -> None:
    """Writes each row of the ``relation`` that is ``taken`` to the file at ``path``: a line with a JSON object.

    NULL is null, lists are lists. A fact has the name of its document's file beside page and boxes.
    """
    names = _file_names(relation, taken)
    lists = {column.name for column in relation.columns if column.kind == "json"}
    with path.open("w", encoding="utf-8", newline="") as file:
        for row in taken.rows(relation):
            cells = zip(relation.names, row, strict=True)
            record = {name: read_json(cell) if name in lists else cell for name, cell in cells}
            if names:
                record["file_name"] = names.get(record["document_id"])
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _file_names(relation: Relation, taken: Taken) -> Mapping[str, str]:
    """Document → its file, for a relation that names the first and not the second."""
    if "document_id" not in relation.names or "file_name" in relation.names:
        return {}
    return dict(taken.collection.connection.execute("SELECT id, file_name FROM documents").fetchall())
