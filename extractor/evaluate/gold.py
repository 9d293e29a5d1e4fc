"""Gold files: what a careful reader saw in a report, as JSON, and the values they become.

A gold file names its PDF in ``file``. It describes the whole report, or only its ``annotated_pages``. A field
that is left out is not asked. The identifier of a citation stands in ``identifier`` or ``canonical_id``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import UsageError
from extractor.regular_files import text_of

# Golds name the place of a citation in words: ``footnote 12``, ``footnote: 3a``.
_NOTE_NUMBER = re.compile(r"\d+\w*")


@dataclass(frozen=True, slots=True)
class GoldCitation:
    """A citation. ``identifier`` None with ``title_only``: an act that is cited by its title."""

    raw: str
    page: int
    page_end: int
    location: str
    footnote: str | None
    identifier: str | None
    title_only: bool
    doc_type: str | None
    dated: bool
    issued_on: str | None
    key: str | None
    relation: str | None


@dataclass(frozen=True, slots=True)
class GoldFootnote:
    """A footnote and the words before its marker."""

    page: int
    number: str
    text: str
    marker_before: str | None


@dataclass(frozen=True, slots=True)
class GoldRow:
    """A row of a statistical form. ``note`` is None where it is empty or belongs to a merged cell."""

    form: str
    stt: str
    label: str
    unit: str
    value: float | None
    value_kind: str
    note: str | None


@dataclass(frozen=True, slots=True)
class GoldTable:
    """A whole table; not ``complete`` where only some of its rows are written down."""

    page: int
    page_end: int
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What a gold says of a number beside its value; None where that is not asked."""

    period: tuple[str, str | None] | None = None
    as_of: str | None = None
    scenario: str | None = None
    change: str | None = None


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A number in running text, in its printed unit."""

    page: int
    raw: str
    value: float
    unit: str | None
    sentence: str
    said: Said


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A number in a table with what its row and head say of it.

    ``table`` and ``row`` tell the facts of one row; ``label`` is the row's, ``path`` the head of the column, nested
    heads joined. ``indicator`` where the row names what is counted.
    """

    table: int
    row: int
    page: int
    page_end: int
    label: str
    path: str
    raw: str
    unit: str | None
    said: Said
    indicator: bool


@dataclass(frozen=True, slots=True)
class GoldCheck:
    """A statement of the report that holds or not. ``severity`` ``find``: it must be found."""

    name: str
    kind: str
    holds: bool
    severity: str
    description: str
    pages: frozenset[int]
    stated_raw: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold file. ``pages`` None: all pages are described; ``all_figures``: every figure of the text is."""

    file: str
    text_layer: str
    pages: frozenset[int] | None
    head: Mapping[str, Any]
    citations: tuple[GoldCitation, ...]
    footnotes: tuple[GoldFootnote, ...]
    rows: tuple[GoldRow, ...]
    tables: tuple[GoldTable, ...]
    figures: tuple[GoldFigure, ...]
    all_figures: bool
    facts: tuple[GoldFact, ...]
    checks: tuple[GoldCheck, ...]
    page_texts: Mapping[int, str]

    def covers(self, page: int) -> bool:
        """Whether this page is described."""
        return self.pages is None or page in self.pages


def load_gold(paths: Iterable[Path], layers: Sequence[str] = ()) -> tuple[Gold, ...]:
    """The gold files among ``paths`` (files, folders), in order of name; only those of ``layers`` if given.

    JSON files that are no gold are passed over in folders. Raises ``UsageError`` where nothing is left.
    """
    found = []
    for path in paths:
        for file in sorted(path.rglob("*.json")) if path.is_dir() else [path]:
            raw = _read(file)
            if isinstance(raw, dict) and {"file", "document", "citations"} <= raw.keys():
                found.append(parse_gold(raw))
            elif not path.is_dir():
                raise UsageError(f"{file} is no gold file", "It needs the keys file, document and citations.")
    chosen = tuple(gold for gold in found if not layers or gold.text_layer in layers)
    if not chosen:
        named = ", ".join(str(path) for path in paths)
        of_layers = f" with text layer {' or '.join(layers)}" if layers else ""
        raise UsageError(f"No gold files{of_layers} in {named}", "Give a gold file or a folder that holds some.")
    return chosen


def parse_gold(raw: Mapping[str, Any]) -> Gold:
    """A gold file from its JSON value. Raises ``KeyError`` where a needed key is missing."""
    # ``body_figures`` lists every figure of the text, so that surplus ones count; ``figures`` only some.
    figures = raw.get("body_figures") or raw.get("figures") or []
    return Gold(
        file=raw["file"],
        text_layer=raw["document"].get("text_layer") or "digital",
        pages=frozenset(raw["annotated_pages"]) if raw.get("annotated_pages") else None,
        head=raw["document"],
        citations=tuple(map(_citation, raw["citations"])),
        footnotes=tuple(map(_footnote, raw.get("footnotes") or [])),
        rows=tuple(map(_row, raw.get("table_rows") or [])),
        tables=tuple(map(_table, raw.get("tables") or [])),
        figures=tuple(_figure(figure) for figure in figures if isinstance(figure.get("value"), int | float)),
        all_figures=bool(raw.get("body_figures")),
        facts=tuple(map(_fact, raw.get("facts") or [])),
        checks=tuple(map(_check, raw.get("checks") or [])),
        page_texts={int(page): text for page, text in (raw.get("reading_order_text") or {}).items()},
    )


def _read(file: Path) -> Any:
    try:
        return json.loads(text_of(file))
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} cannot be read as JSON: {error}", "Give a gold file or a folder of them.") from error


def _citation(raw: Mapping[str, Any]) -> GoldCitation:
    where = str(raw.get("where") or "body")
    location = re.split(r"[: ]", where, maxsplit=1)[0]
    note = _NOTE_NUMBER.search(where) if location == "footnote" else None
    return GoldCitation(
        raw=raw["raw"],
        page=raw["page"],
        page_end=raw.get("page_end") or raw["page"],
        location=location,
        footnote=note.group() if note else None,
        identifier=raw.get("identifier") or raw.get("canonical_id"),
        title_only=bool(raw.get("title_only")),
        doc_type=raw.get("type"),
        dated="date" in raw,
        issued_on=raw.get("date") or None,
        key=raw.get("key"),
        relation=raw.get("relation"),
    )


def _footnote(raw: Mapping[str, Any]) -> GoldFootnote:
    before = raw.get("before_marker_in_block") or raw.get("before_marker") or raw.get("marker_before")
    return GoldFootnote(raw["page"], str(raw["number"]), raw["text"], before)


def _row(raw: Mapping[str, Any]) -> GoldRow:
    note = None if raw.get("note_from_merged_cell") else raw.get("note") or None
    return GoldRow(
        form=str(raw["form"]),
        stt=str(raw["stt"] or ""),
        label=raw["indicator"],
        unit=raw["unit"],
        value=raw["value"],
        value_kind=raw["value_kind"],
        note=note,
    )


def _table(raw: Mapping[str, Any]) -> GoldTable:
    rows = tuple(tuple(row) for row in raw["rows"])
    header = tuple(raw.get("header") or ())
    return GoldTable(raw["page"], raw.get("page_end") or raw["page"], header, rows, raw.get("complete", True))


def _figure(raw: Mapping[str, Any]) -> GoldFigure:
    printed = raw.get("value_raw") or raw.get("raw") or ""
    return GoldFigure(
        page=raw["page"],
        raw=printed,
        value=raw["value"],
        unit=raw.get("unit"),
        sentence=raw.get("sentence") or "",
        said=_said(raw),
    )


def _said(raw: Mapping[str, Any]) -> Said:
    period = (raw["period_start"], raw.get("period_end")) if raw.get("period_start") else None
    return Said(period, raw.get("as_of"), raw.get("scenario"), raw.get("change"))


def _fact(raw: Mapping[str, Any]) -> GoldFact:
    return GoldFact(
        table=raw["table"],
        row=raw["row"],
        page=raw["page"],
        page_end=raw.get("page_end") or raw["page"],
        label=raw["label"],
        path=raw.get("path") or "",
        raw=raw["raw"],
        unit=raw.get("unit"),
        said=_said(raw),
        indicator=bool(raw.get("indicator")),
    )


def _check(raw: Mapping[str, Any]) -> GoldCheck:
    stated, operands = raw.get("stated") or {}, raw.get("operands") or []
    # An agreement has no computed side: any of the values that differ may be the one that a check names.
    values = [stated.get("value"), raw.get("computed")]
    if raw["kind"] == "agreement":
        values += [operand.get("value") for operand in operands]
    return GoldCheck(
        name=raw["id"],
        kind=raw["kind"],
        holds=bool(raw["holds"]),
        severity=raw["severity"],
        description=raw["description"],
        pages=frozenset(part["page"] for part in [stated, *operands] if part.get("page") is not None),
        stated_raw=str(stated.get("raw") or ""),
        values=tuple(float(value) for value in values if isinstance(value, int | float)),
    )
