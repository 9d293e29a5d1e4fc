"""The head of a document: type, identifier, date, period, issuer, title."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.evaluate.compared import alike, folded, identifier_form
from extractor.evaluate.found import Found
from extractor.evaluate.gold import Gold
from extractor.evaluate.score import Outcome, compared

LEAST_LIKENESS = 0.9


def compare_head(gold: Gold, found: Found) -> Iterator[Outcome]:
    """One outcome a field that the gold gives. A number written in by hand is not asked."""
    head, row = gold.head, found.document or {}
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
    yield from _compare_identifier(gold, found)
    for field, name in (("issuer", "issuer"), ("title", "subject")):
        if head.get(name):
            got, short, full = row.get(field), head[name], head.get(f"{name}_full") or head[name]
            same = alike(got, full, LEAST_LIKENESS) or alike(got, short, LEAST_LIKENESS)
            yield compared(f"document.{field}", same, f"{short!r}, got {got!r}")


def _compare_identifier(gold: Gold, found: Found) -> Iterator[Outcome]:
    head = gold.head
    want = head.get("identifier")
    if not want and head.get("number") and head.get("symbol"):
        want = f"{head['number']}/{head['symbol']}"
    if want and not head.get("handwritten_number"):
        got = (found.document or {}).get("identifier")
        same = identifier_form(got) == identifier_form(want)
        yield compared("document.identifier", same, f"{want!r}, got {got!r}")
