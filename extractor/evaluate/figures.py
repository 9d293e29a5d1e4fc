"""Figures in running text: matched by page and value, then asked for their unit."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.evaluate.compared import folded, letters
from extractor.evaluate.found import Found, Row
from extractor.evaluate.gold import Gold, GoldFigure
from extractor.evaluate.score import Outcome, compared, extra

TOLERANCE = 1e-9
UNIT_LETTERS = 3


def compare_figures(gold: Gold, found: Found) -> Iterator[Outcome]:
    """``figures`` and ``figures.unit``; figures too many count only where the gold lists every figure."""
    if not gold.figures:
        return
    free = [
        row
        for row in found.figures
        if row["location"] != "table" and gold.covers(row["page"]) and row["value"] is not None
    ]
    unread = [
        row for row in found.figures if row["location"] != "table" and gold.covers(row["page"]) and row["value"] is None
    ]
    for want in gold.figures:
        near = [row for row in free if row["page"] == want.page and abs(float(row["value"]) - want.value) < TOLERANCE]
        good = [row for row in near if _same_unit(want, row)]
        got = next(iter(good or near), None)
        where = f"p{want.page} {want.raw!r} {want.unit!r}"
        yield compared("figures", got is not None, where)
        if got is not None:
            free.remove(got)
            if letters(want.unit):
                yield compared("figures.unit", bool(good), f"{where}, got {got['unit']!r}")
    for row in [*free, *unread] if gold.all_figures else ():
        yield extra("figures", f"p{row['page']} {row['raw']!r} = {row['value']} {row['unit']!r}")


def _same_unit(want: GoldFigure, row: Row) -> bool:
    """The gold's unit (its beginning: ``TTHC`` or ``TTHC nội bộ``), or the noun printed after the number."""
    unit = letters(want.unit)
    if not unit or letters(row["unit"])[:UNIT_LETTERS] == unit[:UNIT_LETTERS]:
        return True
    return bool(row["unit"]) and folded(f"{want.raw} {row['unit']}") in folded(want.sentence)
