"""Numbers in tables: cells of the database matched with facts of the gold, then what row and head say of each."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from extractor.evaluate.extracted import Extracted, Row
from extractor.evaluate.facts import compare_said
from extractor.evaluate.gold import Gold, GoldFact
from extractor.evaluate.score import Outcome, Verdict, compared, extra
from extractor.evaluate.texts import folded, letters

_SPARE = re.compile(r"[\s%]")

# Letters of a cell from which it may stand for a longer label of the gold, such as one that runs over two cells: fewer
# are a row number or a unit (test_metrics.py).
LEAST_LETTERS = 4


def compare_cells(gold: Gold, extracted: Extracted) -> Iterator[Outcome]:
    """``facts``, their fields, and ``facts.whole``: numbers of which all that is asked is right."""
    for fact, got in pair_cells(gold, extracted):
        if fact is None:
            if got is not None:
                yield extra("facts", f"p{got['page']} {got['raw']!r} {got['label']!r}")
            continue
        where = _where(fact)
        yield compared("facts", got is not None, where)
        asked = list(compare_cell(fact, got)) if got is not None else []
        yield from asked
        whole = got is not None and all(outcome.verdict is Verdict.HIT for outcome in asked)
        yield compared("facts.whole", whole, where)


def pair_cells(gold: Gold, extracted: Extracted) -> Iterator[tuple[GoldFact | None, Row | None]]:
    """Each fact of the gold with the figure that meets it or None, then the other numbers of the same rows.

    A fact is met by a figure of the row that holds its label, with the same print; the same print twice in a row is
    told apart from left to right.
    """
    if not gold.facts:
        return
    of_row: dict[str, list[Row]] = defaultdict(list)
    for figure in extracted.figures:
        if figure["table_row_id"]:
            of_row[figure["table_row_id"]].append(figure)
    cells = {row["id"]: [text for text in json.loads(row["cells"] or "[]") if text] for row in extracted.rows}
    by_row: dict[tuple[int, int], list[GoldFact]] = defaultdict(list)
    for fact in gold.facts:
        by_row[fact.table, fact.row].append(fact)
    taken: set[str] = set()
    for facts in by_row.values():
        row = _row_of(facts, [each for each in extracted.rows if each["id"] not in taken], cells)
        found = sorted(of_row[row["id"]], key=_from_left) if row else []
        if row:
            taken.add(row["id"])
        yield from _pair_row(facts, found, {_print(text) for text in cells[row["id"]]} if row else set())


def _row_of(facts: Sequence[GoldFact], rows: Sequence[Row], cells: Mapping[str, Sequence[str]]) -> Row | None:
    """The row that holds the label of the facts and most of their prints; None where none has a print of them."""
    label, prints = letters(facts[0].label), {_print(fact.raw) for fact in facts}

    def shared(row: Row) -> tuple[int, bool]:
        texts = cells[row["id"]]
        return len(prints & set(map(_print, texts))), any(label in letters(text) for text in texts)

    first, last = facts[0].page, facts[0].page_end + 1
    near = [
        row
        for row in rows
        if row["page"] <= last and row["page_end"] >= first and any(_names(text, label) for text in cells[row["id"]])
    ]
    best = max(near, key=shared, default=None)
    return best if best is not None and shared(best)[0] else None


def _names(text: str, label: str) -> bool:
    """Whether a cell holds a label, or a part of it; ``label`` has letters only."""
    found = letters(text)
    return bool(found) and (label in found or (len(found) >= LEAST_LETTERS and found in label))


def _pair_row(
    facts: Sequence[GoldFact], found: list[Row], prints: set[str]
) -> Iterator[tuple[GoldFact | None, Row | None]]:
    """The facts of one row; ``found`` are its figures from left to right, ``prints`` what its cells hold."""
    for fact in facts:
        got = next((figure for figure in found if _print(figure["raw"]) == _print(fact.raw)), None)
        if got is not None:
            found.remove(got)
        yield fact, got
    # One of several numbers in a cell is not asked for, a whole cell is.
    yield from ((None, figure) for figure in found if _print(figure["raw"]) in prints)


def compare_cell(fact: GoldFact, got: Row) -> Iterator[Outcome]:
    """What row and head say of a number, against the gold."""
    where = _where(fact)
    if fact.unit:
        same = letters(got["unit"]) == letters(fact.unit) if letters(fact.unit) else got["unit"] == fact.unit
        yield compared("facts.unit", same, f"{where}: {fact.unit!r}, got {got['unit']!r}")
    yield from compare_said("facts", fact.said, got, where)
    if fact.indicator:
        yield compared("facts.indicator", got["indicator_id"] is not None, where)


def _where(fact: GoldFact) -> str:
    return f"p{fact.page} {fact.label[:40]!r} | {fact.path!r} {fact.raw!r}"


def _print(text: object) -> str:
    """A print without blanks and signs of per cent."""
    return _SPARE.sub("", folded(text))


def _from_left(figure: Row) -> tuple[int, float]:
    """Page and left edge of a figure."""
    boxes = json.loads(figure["boxes"] or "[]")
    return (boxes[0][0], boxes[0][1]) if boxes else (0, 0.0)
