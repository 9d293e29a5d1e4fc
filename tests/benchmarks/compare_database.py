"""A large database made from a seed: reports of provinces with the seven forms and figures of the text, and where
asked for with a table of several columns: the plan, the year before, ratios to both, districts.

Only what the comparison and the linking of indicators read is like the real thing; places on pages are all the same.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from extractor.across.indicators.links import link_indicators
from extractor.model.facts import CELL_VALUE, FORM_VALUE
from extractor.query.periods import period_of
from extractor.store.database import insert, open_database, transaction
from extractor.store.keys import DocumentKey, document_keys
from patterns.figures.indicators import FAMILY, Indicator, indicators
from patterns.figures.measures import measure
from patterns.loader import load

KINDS = ("Q1", "H1", "9M", "Y", *(f"M{month:02}" for month in range(1, 13)))
BOXES = json.dumps([[6, 71.5, 120.25, 523.75, 134.5]])
TEXT_LABELS = (
    "hồ sơ tiếp nhận",
    "văn bản gửi đi",
    "nhiệm vụ hoàn thành",
    "công chức dự tập huấn",
    "lượt truy cập",
    "tin, bài",
)
ODD = (
    "đồng hồ",
    "bến phà",
    "chợ đầu mối",
    "hồ chứa",
    "nhà văn hóa",
    "trạm y tế",
    "cầu treo",
    "làng nghề",
    "kho bạc",
    "cảng cá",
)


# The table of several columns comes behind the seven forms, and has as many rows as a page of such tables.
WIDE_TABLE, WIDE_ROWS = 8, 40


class Sizes(NamedTuple):
    """How many reports, how many rows of forms and figures of the text in all of them together, and how many columns of
    numbers the rows of a further table have in each report."""

    documents: int = 10_000
    facts: int = 1_800_000
    columns: int = 0


def make_database(path: Path, sizes: Sizes, seed: int = 1) -> None:
    """A database of these sizes at a path where nothing is; its indicators are not linked yet."""
    chance = random.Random(seed)
    forms = list(_form_rows())
    with closing(open_database(path, create=True)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        with transaction(connection):
            for number, document in enumerate(_documents(sizes.documents, chance), 1):
                insert(connection, "documents", [document])
                key = document_keys([document["sha256"]])[document["sha256"]]
                _write_report(
                    connection,
                    key,
                    forms,
                    sizes.facts // sizes.documents,
                    number,
                    chance,
                )
                if sizes.columns:
                    _write_columns(connection, document, key, forms, sizes.columns)
        connection.execute("ANALYZE")


def link(path: Path) -> int:
    """Links all rows and figures; the number of indicators."""
    with closing(open_database(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        with transaction(connection):
            found = link_indicators(connection).indicators
        connection.execute("ANALYZE")
    return found


def _documents(count: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    places = [(entry.id, entry["name"]) for entry in load("provinces")]
    for number in range(count):
        place, name = places[number % len(places)]
        step = number // len(places)
        kind = KINDS[step % len(KINDS)] if step < 160 else chance.choice(KINDS)
        period = period_of(kind, 2015 + step // len(KINDS) % 10)
        # Documents whose SHA-256 begin alike share a range of rowids, and there is room for four.
        sha256 = f"{number:07x}a".ljust(64, "0")
        yield {
            "id": document_keys([sha256])[sha256].id,
            "sha256": sha256,
            "file_name": f"{place}-{number}.pdf",
            "path": f"{place}-{number}.pdf",
            "page_count": 20,
            "doc_type": "Báo cáo",
            "issuer": f"Ủy ban nhân dân tỉnh {name}",
            "issuer_key": "ubnd",
            "place": place,
            "issued_on": period.end,
            "title": "Công tác cải cách hành chính",
            "period_kind": kind,
            "period_start": period.start,
            "period_end": period.end,
            "period_label": kind,
            "family": FAMILY,
            "text_layer": "digital",
            "status": "ok",
            "extractor_version": "0",
            "options_key": "0",
            "instrument_key": f"vn:ubnd@{place}:bc:d{period.year}:{number}",
            "extracted_at": "2026-01-01T00:00:00",
        }


def _form_rows() -> Iterator[tuple[Indicator, str]]:
    """Indicators and headings in the order of the forms, each with the print that stands in the form."""
    for each in indicators().values():
        if each.sector is None:
            yield each, (each.short or (each.name,))[0]


def _write_report(
    connection: sqlite3.Connection,
    key: DocumentKey,
    forms: list[tuple[Indicator, str]],
    facts: int,
    number: int,
    chance: random.Random,
) -> None:
    insert(connection, "tables", [_table(key, form) for form in range(1, 8)])
    rows: list[dict[str, Any]] = []
    figures: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    of_key: dict[str, str] = {}
    for position, (each, label) in enumerate(forms, 1):
        ident = of_key[each.key] = key.fact_id("table_rows", position)
        row = _row(key, position, each, label, of_key.get(each.parent or ""), chance)
        rows.append(row)
        if row["value_kind"] == "number":
            figures.append(_figure(key, len(figures) + 1, label, row["value"], each.unit, ident))
    while len(rows) + len(texts) < facts:
        label, unit = _text_label(number, chance)
        number_of_figure = len(figures) + len(texts) + 1
        texts.append(_figure(key, number_of_figure, label, float(chance.randint(1, 9999)), unit, None))
    insert(connection, "table_rows", rows)
    insert(connection, "figures", figures + texts)


def _write_columns(
    connection: sqlite3.Connection,
    document: dict[str, Any],
    key: DocumentKey,
    forms: list[tuple[Indicator, str]],
    columns: int,
) -> None:
    """A table whose rows have several measures: a plan, the year before, ratios, then districts."""
    year = int(document["period_start"][:4])
    rows: list[dict[str, Any]] = []
    figures: list[dict[str, Any]] = []
    first_row, first_figure = (
        connection.execute(f"SELECT count(*) FROM {table} WHERE document_id = ?", (key.id,)).fetchone()[0]
        for table in ("table_rows", "figures")
    )
    counted = [(each, label) for each, label in forms if not each.heading][:WIDE_ROWS]
    for position, (each, label) in enumerate(counted, first_row + 1):
        row = {
            **_row(key, position, each, label, None, random.Random(position)),
            "table_id": key.fact_id("tables", WIDE_TABLE), "value": None, "value_raw": None, "value_kind": None,
        }  # fmt: skip
        rows.append(row)
        for column in range(columns):
            said = _said_by_column(column, year)
            number = first_figure + len(figures) + 1
            figure = _figure(key, number, label, float(position + column), each.unit, row["id"])
            figures.append({**figure, "method": CELL_VALUE, **said})
    insert(connection, "tables", [{**_table(key, WIDE_TABLE), "n_cols": columns + 2, "is_form": 0}])
    insert(connection, "table_rows", rows)
    insert(connection, "figures", figures)


def _said_by_column(column: int, year: int) -> dict[str, Any]:
    """What the head of a column says of its numbers, by the number of the column from 0."""
    whole_year = {"period_start": f"{year}-01-01", "period_end": f"{year}-12-31"}
    said: list[dict[str, Any]] = [
        {"scenario": "plan", **whole_year},
        {"scenario": "actual", "period_start": f"{year - 1}-01-01", "period_end": f"{year - 1}-12-31"},
        {"change": "ratio", "unit": "%"},
        {"change": "increase"},
    ]
    return said[column] if column < len(said) else {"place": f"huyện {ODD[column % len(ODD)]} {column // len(ODD)}"}


def _text_label(number: int, chance: random.Random) -> tuple[str, str]:
    """A figure of the text: a third of the indicators of the forms, the rest phrases, half of them printed once."""
    if chance.random() < 0.33:
        each = chance.choice([each for each in indicators().values() if not each.heading])
        return each.name, each.unit or ""
    label = f"{chance.choice(TEXT_LABELS)} {chance.choice(ODD)}"
    return (f"{label} {chance.choice(ODD)} đợt {number}" if chance.random() < 0.5 else label), "lượt"


def _row(
    key: DocumentKey,
    position: int,
    each: Indicator,
    label: str,
    parent: str | None,
    chance: random.Random,
) -> dict[str, Any]:
    known = measure(each.unit)
    kind = "none" if each.heading else "code" if known and known.kind == "code" else _kind(chance)
    value = (
        None
        if kind in ("none", "dash", "blank")
        else float(chance.randint(0, 2) if kind == "code" else chance.randint(1, 99_999))
    )
    if value is not None and known and known.kind == "rate":
        value = round(90 + value / 10_000, 2)
    raw = {"dash": "-", "blank": ""}.get(kind, "" if value is None else f"{value:g}")
    return {
        "rowid": key.fact_rowid(position),
        "search_rowid": key.fact_rowid(position),
        "id": key.fact_id("table_rows", position),
        "table_id": key.fact_id("tables", each.form or 1),
        "document_id": key.id,
        "position": position,
        "label": label,
        "unit": each.unit,
        "value_raw": raw,
        "value": value,
        "value_kind": kind,
        "note_is_merged": 0,
        "level": 1,
        "parent_id": parent,
        "is_heading": int(each.heading),
        "page": 6,
        "page_end": 6,
        "cells": json.dumps(["1", label, each.unit, raw, ""]),
        "text": f"1 | {label} | {each.unit} | {raw}",
        "folded": "",
        "boxes": BOXES,
        "method": "layout",
        "confidence": 1.0,
    }


def _kind(chance: random.Random) -> str:
    return chance.choices(("number", "dash", "blank"), (94, 3, 3))[0]


def _figure(
    key: DocumentKey, number: int, label: str, value: float, unit: str | None, row: str | None
) -> dict[str, Any]:
    return {
        "rowid": key.fact_rowid(number),
        "id": key.fact_id("figures", number),
        "document_id": key.id,
        "page": 6 if row else 2,
        "page_end": 6 if row else 2,
        "location": "table" if row else "body",
        "table_row_id": row,
        "label": label,
        "raw": f"{value:g}",
        "value": value,
        "unit": unit,
        "sentence": None if row else f"Trong kỳ, {label} là {value:g} {unit}, tăng so với cùng kỳ năm trước.",
        "char_start": 0,
        "char_end": 5,
        "boxes": BOXES,
        "method": FORM_VALUE if row else "figure.count",
        "confidence": 0.95,
    }


def _table(key: DocumentKey, form: int) -> dict[str, Any]:
    return {
        "rowid": key.fact_rowid(form),
        "id": key.fact_id("tables", form),
        "document_id": key.id,
        "label": f"Biểu mẫu {form}",
        "page": 6,
        "page_end": 7,
        "n_rows": 30,
        "n_cols": 5,
        "header": "[]",
        "is_form": 1,
        "boxes": BOXES,
        "method": "layout",
        "confidence": 1.0,
    }
