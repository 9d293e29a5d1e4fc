"""The first audit: what of one document adds up and what does not, each statement with its figures."""

from __future__ import annotations

from dataclasses import replace

from extractor.audit.agreement import agreements
from extractor.audit.dates import date_checks
from extractor.audit.form_rows import forms
from extractor.audit.passages import passages
from extractor.audit.row_rates import rates_in_forms
from extractor.audit.row_sums import sums_in_forms
from extractor.audit.sentence_rates import rates_in_text
from extractor.audit.sentence_sums import sums_in_text
from extractor.audit.sentence_unions import unions_in_text
from extractor.audit.verdicts import habit_of_rates
from extractor.model.document import Check, Document
from extractor.model.pages import Box


def audit(document: Document) -> tuple[Check, ...]:
    """All checks of a document, holding or not, in an order that depends on the document alone."""
    printed = passages(document)
    rows = forms(document, printed)
    in_text = (*sums_in_text(document, printed), *unions_in_text(printed), *rates_in_text(printed))
    in_forms = (*sums_in_forms(rows), *rates_in_forms(rows))
    across = tuple(agreements(document, printed, rows, in_text))
    checks = (*habit_of_rates((*in_text, *in_forms)), *across, *date_checks(document))
    return tuple(_with_evidence(document, check) for check in checks)


def _with_evidence(document: Document, check: Check) -> Check:
    """A finding with the boxes of its figures, not surer than they are read; what holds stays as it is."""
    if check.holds or not check.figures:
        return check
    figures = [document.figures[index] for index in check.figures]
    boxes: tuple[Box, ...] = tuple(box for located in figures for box in located.place.boxes)
    least = min(located.fact.confidence for located in figures)
    return replace(check, boxes=boxes, confidence=round(check.confidence * least, 3))
