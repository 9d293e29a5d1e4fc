"""A Frictionless data package: CSV with a schema of types, meanings and keys that programs check."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from extractor.export.csv_files import write_csv
from extractor.export.plan import Part, Taken
from extractor.export.relations import Column, Kind, Relation

FOLDER = "data"

TYPES: Mapping[Kind, Mapping[str, Any]] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "day": {"type": "date"},
    "boolean": {"type": "boolean", "trueValues": ["1"], "falseValues": ["0"]},
    "json": {"type": "array"},
}


def package_parts(taken: Taken) -> Sequence[Part]:
    """A file for each table, in a folder, and the descriptor."""
    exact = replace(taken, raw=True, excel=False)
    tables = [
        Part(f"{FOLDER}/{relation.name}.csv", partial(write_csv, relation=relation, taken=exact))
        for relation in taken.collection.relations
    ]
    return [*tables, Part("datapackage.json", partial(_write_descriptor, taken=taken))]


def descriptor(taken: Taken) -> dict[str, Any]:
    """What ``datapackage.json`` says."""
    return {
        "profile": "tabular-data-package",
        "name": "trichluc",
        "title": taken.words("Government reports: what they cite, count and say"),
        "description": taken.words(
            "Extracted from PDF files. Each fact names its document and page, its boxes on the page in points from the "
            "top left, and its text as printed."
        ),
        "resources": [_resource(relation, taken) for relation in taken.collection.relations],
    }


def _write_descriptor(path: Path, taken: Taken) -> None:
    path.write_text(json.dumps(descriptor(taken), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _resource(relation: Relation, taken: Taken) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in relation.columns], "missingValues": [""]}
    if relation.primary_key:
        schema["primaryKey"] = list(relation.primary_key)
    if keys := _foreign_keys(relation, taken):
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": relation.name,
        "path": f"{FOLDER}/{relation.name}.csv",
        "title": relation.title,
        "description": relation.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, **TYPES[column.kind]}
    if column.kind == "json" and column.name == "counts":
        field["type"] = "object"
    if column.about:
        field["description"] = column.about
    # Empty text is no null, and CSV does not tell them apart.
    if column.needed and column.kind != "text":
        field["constraints"] = {"required": True}
    return field


def _foreign_keys(relation: Relation, taken: Taken) -> list[dict[str, Any]]:
    # Of one document not all is taken that its rows name: instruments name other documents, indicators others.
    if taken.collection.document is not None:
        return []
    return [
        {
            "fields": list(key.columns),
            "reference": {
                "resource": "" if key.target == relation.name else key.target,
                "fields": list(key.target_columns),
            },
        }
        for key in relation.foreign_keys
        if taken.collection.has(key.target)
    ]
