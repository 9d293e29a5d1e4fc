"""The first audit: what of one document adds up and what does not, each statement with its figures."""

from __future__ import annotations

from extractor.audit.dates import date_checks
from extractor.audit.form_rows import forms
from extractor.audit.passages import passages
from extractor.audit.row_rates import rates_in_forms
from extractor.audit.row_sums import sums_in_forms
from extractor.audit.sentence_rates import rates_in_text
from extractor.audit.sentence_sums import sums_in_text
from extractor.model import Check, Document


def audit(document: Document) -> tuple[Check, ...]:
    """All checks of a document, holding or not, in an order that depends on the document alone."""
    printed = passages(document)
    rows = forms(document, printed)
    return (
        *sums_in_text(document, printed),
        *rates_in_text(printed),
        *sums_in_forms(rows),
        *rates_in_forms(rows),
        *date_checks(document),
    )
