"""What does not add up: planted faults of the gold against failing checks of the database."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.evaluate.compared import identifier_form
from extractor.evaluate.found import Found, Row
from extractor.evaluate.gold import Gold, GoldCheck
from extractor.evaluate.score import Outcome, compared, extra

TOLERANCE = 0.006
_IDENTIFIER = re.compile(r"\d[\w.]*[/-][^\W\d][\w/-]+|\d+/\d{4}/[\w-]+")


def compare_audit(gold: Gold, found: Found) -> Iterator[Outcome]:
    """``audit``: a fault is met by a failing check of severity ``error`` on its pages that names its value.

    A failing check that meets only a rounding of the gold, or nothing, is one too many.
    """
    if not gold.checks:
        return
    failing = [row for row in found.checks if not row["holds"] and row["severity"] == "error"]
    faults = [check for check in gold.checks if not check.holds]
    used = set()
    for check in faults:
        if check.severity == "find":
            met = [row["id"] for row in failing if _meets(row, check)]
            used.update(met)
            yield compared("audit", bool(met), f"{check.name} {check.description}")
    excused = [check for check in faults if check.severity not in ("find", "rounding")]
    for row in failing:
        if row["id"] not in used and not any(_meets(row, check) for check in excused):
            yield extra("audit", f"{row['kind']} {row['statement']}")


def _meets(row: Row, check: GoldCheck) -> bool:
    if check.pages and row["page"] is not None and row["page"] not in check.pages:
        return False
    if check.kind == "date":
        text = identifier_form(f"{row['statement']} {row['explanation']}")
        named = _IDENTIFIER.findall(f"{check.description} {check.stated_raw}")
        return any(identifier_form(name) in text for name in named)
    numbers = [float(row[side]) for side in ("expected", "actual") if isinstance(row[side], int | float)]
    return any(abs(number - value) < TOLERANCE for number in numbers for value in check.values)
