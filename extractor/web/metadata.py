"""The texts, facets, orders and named queries of the reading room, from the TOML files beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from extractor.audit.checks import KINDS, LISTED

TITLE = "Trích lục"

# Columns that stay out of the pages; JSON and CSV have them.
TECHNICAL = frozenset(
    (
        *(
            "sha256",
            "options_key",
            "extractor_version",
            "method",
            "origin",
            "folded",
            "plain",
            "sort_key",
            "figure_ids",
            "citation_ids",
            "search_rowid",
        ),
        *("char_start", "char_end", "page_end", "marker_region", "marker_box", "note_is_merged"),
        *("instrument_key", "issuer_key", "organisation_key", "via", "lang", "organs"),
    )
)

# The lists from which a reader chooses a parameter, by the name that ``queries.toml`` gives them.
CHOICES = {"kinds": KINDS, "severities": LISTED}


@cache
def tables() -> Mapping[str, Mapping[str, Any]]:
    """Table or view → what is said of it: ``vi``, ``en``, ``columns``, and Datasette's own keys."""
    return _read("tables")


@cache
def queries() -> Mapping[str, Mapping[str, Any]]:
    """Query → ``vi``, ``en`` (titles), ``about`` (Vietnamese), ``about_en``, ``parameters`` and ``sql``.

    ``choices`` of a parameter is a name in the file, and here the list of that name.
    """
    found = _read("queries")
    for parameter in (each for entry in found.values() for each in entry.get("parameters", {}).values()):
        if "choices" in parameter:
            parameter["choices"] = CHOICES[parameter["choices"]]
    return found


def metadata(database: str) -> dict[str, Any]:
    """Datasette's metadata for a database of this name."""
    return {
        "title": TITLE,
        "description": "Phòng đọc báo cáo hành chính. Reading room of government reports.",
        "source": "Văn bản của cơ quan nhà nước, trích nguyên văn. Papers of public authorities, extracted as printed.",
        "databases": {
            database: {
                "title": "Phòng đọc · Reading room",
                "tables": {name: _table(entry) for name, entry in tables().items()},
            }
        },
    }


def named_queries() -> dict[str, dict[str, Any]]:
    """The named queries as Datasette takes them."""
    return {name: _query(entry) for name, entry in queries().items()}


def columns_shown(table: str, columns: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The columns of a table in the order a reader wants: its ``first`` ones, the rest, none that only programs need.

    ``columns`` are Datasette's, mappings with ``name``.
    """
    first = tables().get(table, {}).get("first", [])
    wanted = [column for column in columns if column["name"] not in TECHNICAL or column["name"] in first]
    rank = {name: place for place, name in enumerate(first)}
    return sorted(wanted, key=lambda column: (not column.get("is_pk"), rank.get(column["name"], len(rank))))


def _table(entry: Mapping[str, Any]) -> dict[str, Any]:
    own = ("vi", "en", "about", "about_en", "first")
    return {
        **{key: value for key, value in entry.items() if key not in own},
        "title": f"{entry['vi']} · {entry['en']}",
        "description": f"{entry['about']} {entry['about_en']}",
    }


def _query(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": f"{entry['vi']} · {entry['en']}",
        "description": f"{entry['about']} {entry['about_en']}",
        "params": list(entry.get("parameters", {})),
        "sql": entry["sql"].strip(),
        "hide_sql": True,
    }


def _read(name: str) -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("extractor.web").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
