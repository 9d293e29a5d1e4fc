"""A document as rows of the tables. What depends on the time of the run is added by the writer."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import accumulate
from typing import Any
from unicodedata import normalize

from extractor.model.document import Check, Document
from extractor.model.facts import Citation, Date, Figure, InstrumentRelation, Located, Organisation
from extractor.model.layout import Column, Footnote, PageText, Row, Section, Table
from extractor.model.pages import Box, Failure
from extractor.store.full_text import SEARCHED, folded_words
from extractor.store.keys import DocumentKey

Values = dict[str, Any]
"""One row: column to value."""

# The method of facts that were read from the look of the page: no pattern of the registry stands behind them.
LAYOUT = "layout"


def to_rows(document: Document, key: DocumentKey) -> dict[str, list[Values]]:
    """The rows of a document with this key, by table, parents before children.

    What only the writer knows (time, options, run) is not in them. All text is NFC. Raises ``DatabaseError`` where
    one table has more rows than a document may have.
    """
    return {table: [*rows] for table, rows in rows_by_table(document, key)}


def failure_values(failure: Failure) -> Values:
    """What a failure says; which file it is of, and when it was seen, the writer adds."""
    return {
        "stage": failure.stage,
        "page": failure.page,
        "error": clean_text(failure.error),
        "hint": clean_text(failure.hint),
    }


def rows_by_table(document: Document, key: DocumentKey) -> Iterator[tuple[str, Iterator[Values]]]:
    """The same one by one, so that those of a long document need not be held at once."""
    columns = _ColumnIds(document.tables, key)
    facts: dict[str, Iterable[Values]] = {
        "pages": (_page(page) for page in document.pages),
        "sections": (_section(section, key) for section in document.sections),
        "footnotes": (_footnote(note, key) for note in document.footnotes),
        "tables": (_table(table, key) for table in document.tables),
        "table_columns": (
            _table_column(column, position, _fact_id(key, "tables", index))
            for index, table in enumerate(document.tables)
            for position, column in enumerate(table.columns, 1)
        ),
        "table_rows": (_table_row(row, key) for row in document.rows),
        "citations": (_citation(located, key) for located in document.citations),
        "dates": (_date(located, key) for located in document.dates),
        "figures": (
            {**_figure(located, key, index), "table_column_id": columns.of(located, document.rows)}
            for index, located in enumerate(document.figures)
        ),
        "mentions": (_mention(located, key) for located in document.mentions),
        "instrument_relations": (_relation(located, key) for located in document.relations),
        "checks": (_check(check, key) for check in document.checks),
    }
    yield "documents", iter([_stored(_document(document, key))])
    for table, rows in facts.items():
        yield table, _numbered(table, rows, key)


def _numbered(table: str, rows: Iterable[Values], key: DocumentKey) -> Iterator[Values]:
    for number, row in enumerate(rows, 1):
        yield _stored({**_identity(key, table, row["number"] if table == "pages" else number), **row})


def clean_text(text: str) -> str:
    """NFC, and a replacement character for what UTF-8 cannot hold (half characters of broken file names)."""
    return normalize("NFC", text.encode("utf-8", "replace").decode() if _HALF.search(text) else text)


# Half of a pair of UTF-16: so Python shows a byte of a file name that is not UTF-8, which SQLite cannot store.
_HALF = re.compile("[\ud800-\udfff]")


def _stored(row: Values) -> Values:
    return {column: clean_text(value) if isinstance(value, str) else value for column, value in row.items()}


def _identity(key: DocumentKey, table: str, number: int) -> Values:
    rowid = key.fact_rowid(number)
    found = {"rowid": rowid, "id": key.fact_id(table, number), "document_id": key.id}
    return {**found, "search_rowid": rowid} if table in SEARCHED else found


def _document(document: Document, key: DocumentKey) -> Values:
    told = asdict(document.identity)
    period = told.pop("period") or {}
    # the keys of citations have it, and no column of its own
    del told["unit"]
    return {
        "id": key.id,
        "sha256": document.sha256,
        "file_name": document.file_name,
        "path": document.path,
        "page_count": document.page_count,
        "instrument_key": told.pop("key"),
        "issuer_key": told.pop("issuer_id"),
        "head_confidence": _json(told.pop("confidence")),
        **told,
        **{f"period_{name}": period.get(name) for name in ("kind", "start", "end", "label")},
        "text_layer": document.text_layer,
        "status": document.status,
        "extractor_version": document.extractor_version,
    }


def _page(page: PageText) -> Values:
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "rotation": page.rotation,
        "text": page.text,
        "folded": folded_words(page.text),
        "text_layer": page.text_layer,
        "text_reason": page.text_reason,
        "encoding": page.encoding,
        "ocr_confidence": page.ocr_confidence,
        "hidden_text": page.hidden or None,
        "filled_in": _json(page.filled) if page.filled else None,
    }


def _section(section: Section, key: DocumentKey) -> Values:
    return {
        "parent_id": _fact_id(key, "sections", section.parent),
        "level": section.level,
        "label": section.label,
        "title": section.title,
        "page": section.page,
        "raw": section.raw,
        **_seen(section.boxes),
    }


def _footnote(note: Footnote, key: DocumentKey) -> Values:
    return {
        "number": note.number,
        "text": note.text,
        "folded": folded_words(note.text),
        "page": note.page,
        "page_end": note.page_end,
        "marker_page": note.marker_page,
        "marker_region": note.marker_region,
        "marker_before": note.marker_before,
        "marker_box": None if note.marker_box is None else _json(_rounded(note.marker_box)),
        "sentence": note.sentence,
        "section_id": _fact_id(key, "sections", note.section),
        "raw": " ".join(note.text.split()),
        **_seen(note.boxes, confidence=note.confidence),
    }


def _table(table: Table, key: DocumentKey) -> Values:
    return {
        "label": table.label,
        "title": table.title,
        "page": table.page,
        "page_end": table.page_end,
        "n_rows": table.n_rows,
        "n_cols": table.n_cols,
        "header": _json(table.header),
        "is_form": int(table.is_form),
        "section_id": _fact_id(key, "sections", table.section),
        **_seen(table.boxes),
    }


def _table_column(column: Column, position: int, table_id: str | None) -> Values:
    told = asdict(column)
    del told["ratio_of"], told["terms"]  # ``figures.base_figure_id`` and the checks stand for them
    return {"table_id": table_id, "position": position, **told}


class _ColumnIds:
    """The ids of the columns of a document, which are numbered over all its tables."""

    def __init__(self, tables: Sequence[Table], key: DocumentKey) -> None:
        self._key = key
        self._first = [0, *accumulate(len(table.columns) for table in tables)]

    def of(self, located: Located[Figure], rows: Sequence[Row]) -> str | None:
        """The id of the column that a figure stands in, None outside tables; ``rows`` are those of the document."""
        if located.row is None or located.fact.column is None:
            return None
        return _fact_id(self._key, "table_columns", self._first[rows[located.row].table] + located.fact.column)


def _table_row(row: Row, key: DocumentKey) -> Values:
    text = " | ".join(" ".join(cell.split()) for cell in row.texts)
    return {
        "table_id": _fact_id(key, "tables", row.table),
        "position": row.position,
        "stt": row.stt,
        "label": row.label,
        "unit": row.unit,
        "value_raw": row.value_raw,
        "value": row.value,
        "value_kind": row.value_kind,
        "note": row.note,
        "note_is_merged": int(row.note_is_merged),
        "level": row.level,
        "parent_id": _fact_id(key, "table_rows", row.parent),
        "is_heading": int(row.is_heading),
        "place": row.place,
        "page": row.page,
        "page_end": row.page_end,
        "cells": _json(row.texts),
        "text": text,
        "folded": folded_words(text),
        **_seen(row.boxes, row.confidence),
    }


def _citation(located: Located[Citation], key: DocumentKey) -> Values:
    organs = located.fact.organs
    return {
        **_placed(located, key),
        "organs": None if organs is None else _json(organs),
        "sentence": located.sentence,
    }


def _relation(located: Located[InstrumentRelation], key: DocumentKey) -> Values:
    told = _placed(located, key)
    return {
        **{f"{side}_citation_id": _fact_id(key, "citations", told.pop(side)) for side in ("subject", "object")},
        **told,
        "sentence": located.sentence,
    }


def _date(located: Located[Date], key: DocumentKey) -> Values:
    told = _placed(located, key)
    return {"start": told.pop("first"), "end": told.pop("last"), **told}


def _figure(located: Located[Figure], key: DocumentKey, index: int) -> Values:
    told = _placed(located, key)
    linked, base = told.pop("linked"), told.pop("base_at")
    del told["column"]  # its index within the table: ``table_column_id`` stands for it
    return {
        **told,
        "linked_figure_id": None if linked is None else _fact_id(key, "figures", index + linked),
        "base_figure_id": None if base is None else _fact_id(key, "figures", index + base),
        "sentence": located.sentence,
    }


def _mention(located: Located[Organisation], key: DocumentKey) -> Values:
    told = _placed(located, key)
    return {"organisation_key": told.pop("key"), **told}


def _check(check: Check, key: DocumentKey) -> Values:
    told = asdict(check)
    figures = told.pop("figures")
    return {
        "origin": "document",
        **told,
        "holds": int(check.holds),
        "boxes": _json(check.boxes),
        "figure_ids": _json([_fact_id(key, "figures", index) for index in figures]),
    }


def _placed(located: Located[Any], key: DocumentKey) -> Values:
    """Place and fields of a fact. Its span in the region is left out: the place has it as offsets into the page."""
    place = located.place
    told = asdict(located.fact)
    del told["start"], told["end"]
    return {
        **told,
        "page": place.page,
        "page_end": place.page_end,
        "location": located.location,
        "footnote_id": _fact_id(key, "footnotes", located.footnote),
        "table_row_id": _fact_id(key, "table_rows", located.row),
        "raw": place.raw,
        "char_start": place.char_start,
        "char_end": place.char_end,
        "boxes": _boxes(place.boxes),
    }


def _seen(boxes: Iterable[Box], confidence: float = 1.0) -> Values:
    return {"boxes": _boxes(boxes), "method": LAYOUT, "confidence": confidence}


def _fact_id(key: DocumentKey, table: str, index: int | None) -> str | None:
    """The id of the fact with this index (from 0) in the document's list."""
    return None if index is None else key.fact_id(table, index + 1)


def _boxes(boxes: Iterable[Box]) -> str:
    return _json([_rounded(box) for box in boxes])


def _rounded(box: Box) -> list[float | None]:
    """Hundredths of a point are finer than any print; a coordinate that no glyph stands for is null."""
    return [box[0], *(round(float(side), 2) if math.isfinite(side) else None for side in box[1:])]


def _json(values: Sequence[Any] | Mapping[str, Any]) -> str:
    # letters as they are, so that a LIKE over `cells` or `header` finds Vietnamese
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
