"""Which fields of which facts may be corrected, and what a value of them must be."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date

from patterns.instruments.doc_types import doc_types
from patterns.loader import load
from patterns.names.provinces import provinces, spellings

# Why a value cannot be, None where it can.
Judge = Callable[[str], str | None]

_KEY = re.compile(r"vn:[^\s:]+:[^\s:]+:[^\s:]+:[^\s]+")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_PERIODS = (*(f"M{month:02}" for month in range(1, 13)), "Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M", "Y", "multi")


def text(value: str) -> str | None:
    """Any text."""
    return None


def day(value: str) -> str | None:
    """A day as ISO writes it."""
    try:
        is_day = date.fromisoformat(value).isoformat() == value
    except ValueError:
        is_day = False
    return None if is_day else "it must be a day such as 2023-12-25"


def number(value: str) -> str | None:
    """A number with a decimal point, as Python and SQL write it."""
    # What Python reads beyond that (1_000, other scripts' digits) SQLite would keep as a text among numbers.
    is_number = _NUMBER.fullmatch(value) and math.isfinite(float(value))
    return None if is_number else "it must be a number such as 12469022 or 99.65"


def whole(value: str) -> str | None:
    """A whole number, not below 0."""
    return None if value.isascii() and value.isdecimal() else "it must be a whole number"


def key(value: str) -> str | None:
    """The key of an instrument."""
    return None if _KEY.fullmatch(value) else "it must be a key such as vn:ubnd@nghe-an:qd:d2023:4951"


def doc_type(value: str) -> str | None:
    """A type of the registry."""
    known = {kind.name for kind in doc_types().values()}
    return None if value in known else "it must be a type of `trichluc rules list doc_types`, such as Quyết định"


def relation(value: str) -> str | None:
    """A relation of the registry."""
    known = {entry["relation"] for entry in load("relations")} | {"dẫn chiếu", "tự thân"}
    return None if value in known or " bởi" in value else f"it must be one of {', '.join(sorted(known))}"


def province(value: str) -> str | None:
    """The slug of a province."""
    return None if value in provinces() else f"it must be a province such as {_slug(value) or 'nghe-an'}"


def place(value: str) -> str | None:
    """A place as printed; a province by its slug, so that all its figures stand together."""
    slug = _slug(value)
    return f"it must be {slug}" if slug else None


def _slug(name: str) -> str | None:
    """The slug of the province of this name, None where there is none."""
    bare = name.casefold().removeprefix("tỉnh ").removeprefix("thành phố ")
    named = (slug for slug, entry in provinces().items() if bare in map(str.casefold, spellings(entry)))
    return next(named, None)


def one_of(*values: str) -> Judge:
    """One of some words."""
    return lambda value: None if value in values else f"it must be one of {', '.join(values)}"


_PERIOD = {"period_start": day, "period_end": day, "as_of": day}

FIELDS: Mapping[str, Mapping[str, Judge]] = {
    "documents": {
        "doc_type": doc_type, "number": text, "symbol": text, "identifier": text, "issuer": text, "issued_on": day,
        "title": text, "signer": text, "place": province, "period_kind": one_of(*_PERIODS), "period_label": text,
        **_PERIOD,
    },
    "citations": {
        "doc_type": doc_type, "number": text, "symbol": text, "identifier": text, "year": whole, "issued_on": day,
        "issuer": text, "title": text, "relation": relation, "pinpoint": text, "key": key,
    },
    "figures": {
        "label": text, "value": number, "unit": text, "qualifier": text, **_PERIOD,
        "scenario": one_of("actual", "estimate", "plan", "forecast"),
        "change": one_of("increase", "decrease", "ratio", "share"), "base": text, "place": place,
    },
    "table_rows": {
        "stt": text, "label": text, "unit": text, "value": number, "note": text, "place": place,
        "value_kind": one_of("number", "code", "dash", "blank", "text", "none"),
    },
    "dates": {"start": day, "end": day, "role": text},
    "footnotes": {"number": text, "text": text},
    "sections": {"label": text, "title": text},
    "tables": {"label": text, "title": text},
}  # fmt: skip
"""Table → field → what its values must be. Ids, places on the page and the print itself are what was read, and stay."""

NEVER_EMPTY = frozenset(
    (
        ("footnotes", "number"),
        ("footnotes", "text"),
        ("sections", "label"),
        ("sections", "title"),
        ("citations", "relation"),
    )
)
"""Fields that hold something in every row."""


def refusal(table: str, field: str, value: str | None) -> str | None:
    """Why a field of a table cannot be given a value, None where it can. ``value`` None stands for nothing."""
    fields = FIELDS.get(table, {})
    if not fields:
        return f"facts of {table} cannot be corrected"
    if field not in fields:
        return f"`{field}` of {table} cannot be corrected; there are: {', '.join(fields)}"
    if value is None:
        return f"`{field}` cannot be empty" if (table, field) in NEVER_EMPTY else None
    wrong = fields[field](value)
    return f"`{field}` cannot be {value!r}: {wrong}" if wrong else None
