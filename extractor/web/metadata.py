"""The texts, facets, orders and named queries of the reading room, from the TOML files beside this module."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from extractor.audit.checks import KINDS, LISTED
from extractor.language.catalogue import LANGUAGES

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
    """Table or view → what is said of it: ``vi``, ``en``, ``about``, ``about_en``, and Datasette's own keys."""
    return _read("tables")


@cache
def columns() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Table or view → column → what it holds, in each language; ``common``: wherever a table says nothing of it."""
    return _read("columns")


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


def described(language: str) -> Mapping[str, Mapping[str, Any]]:
    """Table or view → what is said of it in ``language``: ``title``, ``about`` and Datasette's own keys."""
    return {name: _said(entry, language) for name, entry in tables().items()}


def queries_in(language: str) -> Mapping[str, Mapping[str, Any]]:
    """Named query → ``title``, ``about`` and ``parameters`` (name → ``label``, ``example``, ``choices``)."""
    return {
        name: {
            **_said(entry, language),
            "parameters": {
                parameter: {**given, "label": given[language]}
                for parameter, given in entry.get("parameters", {}).items()
            },
        }
        for name, entry in queries().items()
    }


def column_texts(table: str, language: str) -> Mapping[str, str]:
    """Column → what it holds, in ``language``: the table's own columns, then what a name means everywhere."""
    place = LANGUAGES.index(language)
    found = {**columns()["common"], **columns().get(table, {})}
    return {name: texts[place] for name, texts in found.items()}


def result_heads(language: str) -> Mapping[str, str]:
    """Column of a named query → its head in ``language``."""
    place = LANGUAGES.index(language)
    return {name: texts[place] for name, texts in columns()["results"].items()}


def columns_of(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The tables and views of a database, each with its columns."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
    return {
        name: [row[1] for row in connection.execute("SELECT * FROM pragma_table_info(?)", (name,))]
        for (name,) in list(names)
    }


def metadata(database: str, present: Mapping[str, Sequence[str]], language: str = LANGUAGES[0]) -> dict[str, Any]:
    """Datasette's metadata for a database of this name.

    ``database`` is the name in addresses, ``present`` has its tables and views with their columns, ``language`` is
    that of the texts.
    """
    known = {name: entry for name, entry in described(language).items() if name in present}
    return {
        "title": TITLE,
        "databases": {
            database: {"tables": {name: _table(name, entry, present[name], language) for name, entry in known.items()}}
        },
    }


def named_queries(language: str = LANGUAGES[0]) -> dict[str, dict[str, Any]]:
    """The named queries as Datasette takes them."""
    return {name: _query(entry) for name, entry in queries_in(language).items()}


def columns_shown(table: str, columns: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The columns of a table in the order a reader wants: its ``first`` ones, the rest, none that only programs need.

    ``columns`` are Datasette's, mappings with ``name``.
    """
    first = tables().get(table, {}).get("first", [])
    wanted = [column for column in columns if column["name"] not in TECHNICAL or column["name"] in first]
    rank = {name: place for place, name in enumerate(first)}
    return sorted(wanted, key=lambda column: (not column.get("is_pk"), rank.get(column["name"], len(rank))))


def _said(entry: Mapping[str, Any], language: str) -> dict[str, Any]:
    about = entry["about"] if language == LANGUAGES[0] else entry[f"about_{language}"]
    return {**entry, "title": entry[language], "about": about}


def _table(name: str, entry: Mapping[str, Any], present: Sequence[str], language: str) -> dict[str, Any]:
    own = ("vi", "en", "about", "about_en", "first")
    texts = column_texts(name, language)
    return {
        **{key: value for key, value in entry.items() if key not in own},
        "description": entry["about"],
        "columns": {column: texts[column] for column in present if column in texts},
    }


def _query(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": entry["title"],
        "description": entry["about"],
        "params": list(entry["parameters"]),
        "sql": entry["sql"].strip(),
        "hide_sql": True,
    }


@cache
def _read(name: str) -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("extractor.web").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
