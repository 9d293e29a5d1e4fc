"""Small databases of reports with given rows, for the tests of the comparison."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.across.indicators.links import link_indicators
from extractor.query.periods import period_of
from extractor.store.database import insert, open_database, transaction
from extractor.store.keys import ROWS, DocumentKey
from patterns.figures.indicators import FAMILY

BOXES = "[[3,72.0,100.0,500.0,112.0]]"
STAFF = "Tổng số biên chế có mặt tại thời điểm báo cáo"
SPENT = "Số vốn đầu tư công đã giải ngân"
ON_TIME = "Tỷ lệ hồ sơ TTHC được giải quyết đúng hạn"


@dataclass(frozen=True)
class Cell:
    """A row of a form: label, unit, value as printed and as a number, and its kind."""

    label: str
    unit: str
    raw: str
    value: float | None
    kind: str = "number"


@dataclass(frozen=True)
class Said:
    """A figure in the text."""

    label: str
    unit: str
    raw: str
    value: float
    qualifier: str | None = None
    span: tuple[str, str] | None = None
    as_of: str | None = None
    scenario: str | None = None
    place: str | None = None
    change: str | None = None


@dataclass(frozen=True)
class Paper:
    """A report of a province."""

    place: str | None
    kind: str
    year: int
    facts: Sequence[Cell | Said]
    name: str = ""
    issued_on: str | None = None
    issuer: str | None = None
    issuer_key: str = "ubnd"
    family: str | None = FAMILY
    text_layer: str = "digital"
    instrument_key: str | None = None
    title: str | None = None


def staff(value: float) -> Cell:
    return Cell(STAFF, "Người", f"{value:g}", value)


def make_reports(path: Path, papers: Sequence[Paper]) -> Path:
    """A database of these reports, its indicators linked."""
    with closing(open_database(path, create=True)) as connection, transaction(connection):
        for number, paper in enumerate(papers, 1):
            _store(connection, f"{number:064x}", paper)
        link_indicators(connection)
    return path


def _store(connection: Any, sha256: str, paper: Paper) -> None:
    key = DocumentKey(f"{sha256[-12:]}a", int(sha256, 16) * ROWS)
    period = period_of(paper.kind, paper.year)
    name = paper.name or f"{paper.place}-{paper.year}-{paper.kind}.pdf"
    document = {
        "id": key.id, "sha256": sha256, "file_name": name, "path": name, "page_count": 3,
        "issuer": paper.issuer or f"Ủy ban nhân dân tỉnh {paper.place}", "issuer_key": paper.issuer_key,
        "place": paper.place, "issued_on": paper.issued_on or period.end, "period_kind": paper.kind,
        "period_start": period.start, "period_end": period.end, "period_label": paper.kind, "family": paper.family,
        "instrument_key": paper.instrument_key, "title": paper.title, "text_layer": paper.text_layer, "status": "ok",
        "extractor_version": "0", "options_key": "0", "extracted_at": "2026-01-01",
    }  # fmt: skip
    place = {"document_id": key.id, "page": 3, "page_end": 3, "boxes": BOXES, "method": "x", "confidence": 1.0}
    insert(connection, "documents", [document])
    insert(
        connection,
        "tables",
        [{"id": key.fact_id("tables", 1), "n_rows": 1, "n_cols": 5, "header": "[]", "is_form": 1, **place}],
    )
    for number, fact in enumerate(paper.facts, 1):
        rowid = key.fact_rowid(number)
        if isinstance(fact, Cell):
            row = {
                "rowid": rowid, "search_rowid": rowid, "id": key.fact_id("table_rows", number),
                "table_id": key.fact_id("tables", 1), "position": number, "label": fact.label, "unit": fact.unit,
                "value_raw": fact.raw, "value": fact.value, "value_kind": fact.kind, "note_is_merged": 0, "level": 1,
                "is_heading": 0, "cells": "[]", "text": "", "folded": "", **place,
            }  # fmt: skip
            insert(connection, "table_rows", [row])
        else:
            start, end = fact.span or (None, None)
            figure = {
                "rowid": rowid, "id": key.fact_id("figures", number), "location": "body", "as_of": fact.as_of,
                "scenario": fact.scenario, "place": fact.place, "change": fact.change,
                "label": fact.label, "raw": fact.raw, "value": fact.value, "unit": fact.unit,
                "qualifier": fact.qualifier, "period_start": start, "period_end": end,
                "char_start": 0, "char_end": 1, **place,
            }  # fmt: skip
            insert(connection, "figures", [figure])
