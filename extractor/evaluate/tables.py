"""Tables: the rows of statistical forms field by field, whole tables as sets of cells and rows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.evaluate.compared import alike, folded, letters, likeness
from extractor.evaluate.found import Found, Row
from extractor.evaluate.gold import Gold, GoldRow, GoldTable
from extractor.evaluate.score import Outcome, Verdict, compared

LEAST_TO_MATCH = 0.9
LEAST_LABEL = 0.985
LEAST_NOTE = 0.95
TOLERANCE = 1e-9


def compare_rows(gold: Gold, found: Found) -> Iterator[Outcome]:
    """``rows``, matched by row number and label; then value, kind of value, label, unit, note of those matched."""
    free = list(found.rows) if gold.rows else []
    for want in gold.rows:
        where = f"form {want.form} row {want.stt}"
        same_number = [row for row in free if _row_number(row["stt"]) == _row_number(want.stt)]
        got = max(same_number, key=lambda row: likeness(row["label"], want.label), default=None)
        if got is not None and not alike(got["label"], want.label, LEAST_TO_MATCH):
            got = None
        yield compared("rows", got is not None, f"{where} {want.label[:50]!r}")
        if got is not None:
            free.remove(got)
            yield from _compare_cells(want, got, where)


def compare_tables(gold: Gold, found: Found) -> Iterator[Outcome]:
    """``tables.cells`` and ``tables.rows`` as multisets, against the table on its pages that shares most cells."""
    rows_of: dict[object, list[tuple[str, ...]]] = {}
    for row in found.rows:
        cells = tuple(map(folded, json.loads(row["cells"] or "[]")))
        rows_of.setdefault(row["table_id"], []).append(cells)
    for want in gold.tables:
        near = [
            rows_of.get(table["id"], [])
            for table in found.tables
            if table["page"] <= want.page_end and (table["page_end"] or table["page"]) >= want.page
        ]
        yield from _compare_table(want, near)


def _compare_table(want: GoldTable, near: Sequence[list[tuple[str, ...]]]) -> Iterator[Outcome]:
    wanted_rows = [tuple(map(folded, row)) for row in want.rows]
    wanted = _cells(wanted_rows)
    got_rows = max(near, key=lambda rows: (_cells(rows) & wanted).total(), default=[])
    got = _cells(got_rows)
    both = (got & wanted).total()
    yield Outcome("tables.cells", Verdict.HIT, count=both)
    yield Outcome("tables.cells", Verdict.MISSED, count=wanted.total() - both)
    if want.complete:
        surplus = got - wanted - Counter(map(folded, want.header))
        yield Outcome("tables.cells", Verdict.EXTRA, count=surplus.total())
    all_wanted, all_got = Counter(wanted_rows), Counter(got_rows)
    yield Outcome("tables.rows", Verdict.HIT, count=(all_wanted & all_got).total())
    for row in (all_wanted - all_got).elements():
        yield Outcome("tables.rows", Verdict.MISSED, f"p{want.page} row {' | '.join(row)[:90]!r}")


def _compare_cells(want: GoldRow, got: Row, where: str) -> Iterator[Outcome]:
    value = got["value"]
    if want.value_kind in ("number", "code") and want.value is not None:
        same = value is not None and abs(float(value) - want.value) < TOLERANCE
    else:
        same = value is None
    yield compared("rows.value", same, f"{where}: {want.value}, got {value} from {got['value_raw']!r}")
    same = got["value_kind"] == want.value_kind
    yield compared("rows.value_kind", same, f"{where}: {want.value_kind}, got {got['value_kind']}")
    same = alike(got["label"], want.label, LEAST_LABEL)
    yield compared("rows.label", same, f"{where}: {want.label[:60]!r}, got {str(got['label'])[:60]!r}")
    same = letters(got["unit"]) == letters(want.unit)
    yield compared("rows.unit", same, f"{where}: {want.unit!r}, got {got['unit']!r}")
    if want.note:
        same = alike(got["note"], want.note, LEAST_NOTE)
        yield compared("rows.note", same, f"{where}: {want.note[:50]!r}, got {str(got['note'])[:50]!r}")


def _row_number(stt: object) -> str:
    return str(stt or "").strip(". ")


def _cells(rows: Sequence[Sequence[str]]) -> Counter[str]:
    return Counter(cell for row in rows for cell in row if cell)
