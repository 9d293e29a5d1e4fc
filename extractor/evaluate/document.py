"""The head, the tables and the words of a document, held against its gold."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.evaluate.extracted import Extracted, Row
from extractor.evaluate.gold import Gold, GoldRow, GoldTable
from extractor.evaluate.score import Outcome, Verdict, compared
from extractor.evaluate.texts import alike, folded, identifier_form, letters, likeness, same_number

# Issuers and titles of the gold are all read alike or not at all: .9 lets a letter in ten of OCR pass, while an issuer
# without its province ("Sở Nội vụ" for "Sở Nội vụ tỉnh Cao Bằng") has .56.
LEAST_HEAD = 0.9

# Rows of one number and of labels this much alike are one row; what then differs is asked of its fields.
LEAST_TO_MATCH = 0.9

# Stricter than for the match, as a label is printed and short: a letter in seventy may be wrong.
LEAST_LABEL = 0.985

# Looser than a label: notes run over lines of a narrow column, where a web address gets a blank (.987 in a gold).
LEAST_NOTE = 0.95

# Letters of a cell from which it names its row in a gold of some rows: fewer are row numbers, dashes and short units,
# which rows of other content have too (test_reliability.py).
LEAST_SHARED = 4

# Text layers that leave the words to OCR: what is read there is scored apart, or a better engine would hide a worse
# layout.
SCANS = ("none", "watermark", "bad_ocr")


def compare_head(gold: Gold, extracted: Extracted) -> Iterator[Outcome]:
    """One outcome a field that the gold gives. A number written in by hand is not asked."""
    head, row = gold.head, extracted.document or {}
    period = head.get("period") or {}
    asked = {
        "doc_type": head.get("type") or head.get("doc_type"),
        "issued_on": head.get("issued_on") or head.get("date"),
        "period_start": period.get("start"),
        "period_end": period.get("end"),
    }
    for field, want in asked.items():
        if want:
            got = row.get(field)
            yield compared(f"document.{field}", folded(got) == folded(want), f"{want!r}, got {got!r}")
    yield from _compare_identifier(gold, extracted)
    for field, name in (("issuer", "issuer"), ("title", "subject")):
        if head.get(name):
            got, short, full = row.get(field), head[name], head.get(f"{name}_full") or head[name]
            same = alike(got, full, LEAST_HEAD) or alike(got, short, LEAST_HEAD)
            yield compared(f"document.{field}", same, f"{short!r}, got {got!r}")


def _compare_identifier(gold: Gold, extracted: Extracted) -> Iterator[Outcome]:
    head = gold.head
    want = head.get("identifier")
    if not want and head.get("number") and head.get("symbol"):
        want = f"{head['number']}/{head['symbol']}"
    if want and not head.get("handwritten_number"):
        got = (extracted.document or {}).get("identifier")
        same = identifier_form(got) == identifier_form(want)
        yield compared("document.identifier", same, f"{want!r}, got {got!r}")


def compare_rows(gold: Gold, extracted: Extracted) -> Iterator[Outcome]:
    """``rows``, matched by row number and label; then value, kind of value, label, unit, note of those matched."""
    for want, got in pair_rows(gold, extracted):
        where = f"form {want.form} row {want.stt}"
        yield compared("rows", got is not None, f"{where} {want.label[:50]!r}")
        if got is not None:
            yield from compare_row(want, got)


def pair_rows(gold: Gold, extracted: Extracted) -> Iterator[tuple[GoldRow, Row | None]]:
    """Each row of a form in the gold with the one that meets it or None."""
    # Of rows of one number (each form counts from 1) the one with the most like label, and each row only once.
    free = list(extracted.rows) if gold.rows else []
    for want in gold.rows:
        same_number = [row for row in free if _row_number(row["stt"]) == _row_number(want.stt)]
        got = max(same_number, key=lambda row: likeness(row["label"], want.label), default=None)
        if got is not None and not alike(got["label"], want.label, LEAST_TO_MATCH):
            got = None
        if got is not None:
            free.remove(got)
        yield want, got


def compare_tables(gold: Gold, extracted: Extracted) -> Iterator[Outcome]:
    """``tables.cells`` and ``tables.rows`` as multisets, against the table on its pages that shares most cells."""
    # Multisets, not positions: one row too many would make a miss of every cell below it.
    for want in gold.tables:
        yield from _compare_table(want, [_folded_cells(row) for row in _rows_like(want, extracted)])


def pair_table(want: GoldTable, extracted: Extracted) -> Iterator[tuple[Row, bool]]:
    """The rows of the table that meets one of the gold, each with whether the gold has such a row, cell by cell.

    Where the gold writes some rows down, only those that share a cell with one of them that no other of these has.
    """
    wanted = Counter(tuple(map(folded, row)) for row in want.rows)
    cells_of_gold = Counter(cell for row in wanted for cell in set(row) if len(letters(cell)) >= LEAST_SHARED)
    named = {cell for cell, times in cells_of_gold.items() if times == 1}
    head = set(map(folded, want.header))
    for row in _rows_like(want, extracted):
        cells = _folded_cells(row)
        same = wanted[cells] > 0
        wanted[cells] -= same
        if same or (not head.issuperset(cells) if want.complete else named.intersection(cells)):
            yield row, same


def _rows_like(want: GoldTable, extracted: Extracted) -> list[Row]:
    """The rows of the table on its pages that shares most cells with a table of the gold."""
    rows_of: dict[object, list[Row]] = {}
    for row in extracted.rows:
        rows_of.setdefault(row["table_id"], []).append(row)
    wanted = _cells([tuple(map(folded, row)) for row in want.rows])
    near = [
        rows_of.get(table["id"], [])
        for table in extracted.tables
        if table["page"] <= want.page_end and (table["page_end"] or table["page"]) >= want.page
    ]
    return max(near, key=lambda rows: (_cells(list(map(_folded_cells, rows))) & wanted).total(), default=[])


def _folded_cells(row: Row) -> tuple[str, ...]:
    return tuple(map(folded, json.loads(row["cells"] or "[]")))


def _compare_table(want: GoldTable, got_rows: Sequence[tuple[str, ...]]) -> Iterator[Outcome]:
    wanted_rows = [tuple(map(folded, row)) for row in want.rows]
    wanted, got = _cells(wanted_rows), _cells(got_rows)
    both = (got & wanted).total()
    yield Outcome("tables.cells", Verdict.HIT, count=both)
    yield Outcome("tables.cells", Verdict.MISSED, count=wanted.total() - both)
    # Heads may be read as rows: cells that the gold has in its header are no surplus.
    if want.complete:
        surplus = got - wanted - Counter(map(folded, want.header))
        yield Outcome("tables.cells", Verdict.EXTRA, count=surplus.total())
    all_wanted, all_got = Counter(wanted_rows), Counter(got_rows)
    yield Outcome("tables.rows", Verdict.HIT, count=(all_wanted & all_got).total())
    for row in (all_wanted - all_got).elements():
        yield Outcome("tables.rows", Verdict.MISSED, f"p{want.page} row {' | '.join(row)[:90]!r}")


def compare_row(want: GoldRow, got: Row) -> Iterator[Outcome]:
    """What a row of a form says, field by field, against the gold."""
    where = f"form {want.form} row {want.stt}"
    value = got["value"]
    if want.value_kind in ("number", "code") and want.value is not None:
        same = value is not None and same_number(value, want.value)
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


def compare_words(gold: Gold, extracted: Extracted) -> Iterator[Outcome]:
    """``words.digital`` or ``words.scan``: words in the longest common runs of gold and page."""
    metric = "words.scan" if gold.text_layer in SCANS else "words.digital"
    for page, want in gold.page_texts.items():
        # A gold may part the blocks of a page by ``---``, which is no word.
        wanted = folded(want.replace("---", " ")).split()
        got = folded((extracted.page_texts or {}).get(page)).split()
        blocks = difflib.SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
        same = sum(block.size for block in blocks)
        yield Outcome(metric, Verdict.HIT, count=same)
        yield Outcome(metric, Verdict.MISSED, count=len(wanted) - same)
        yield Outcome(metric, Verdict.EXTRA, count=len(got) - same)
