"""The finders for a plain string, without any PDF: find and resolve over one region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractor.find import citations, dates, figures
from extractor.model import Citation, Context, Date, Figure
from extractor.resolve.identity import identify
from extractor.resolve.relations import relate


def find_citations(text: str, *, context: Mapping[str, Any] | Context | None = None) -> list[Citation]:
    """The citations in a text in order, with key and relation; offsets index ``text`` as it was given.

    ``context`` says what is known of the citing document: any of ``issuer``, ``place`` (slug of its province),
    ``issued_on``, ``doc_type``. Raises ``TypeError`` for other names.
    """
    known = Context.of(context)
    return list(relate(text, identify(citations.find_citations(text), known), context=known))


def find_dates(text: str) -> list[Date]:
    """The dates and named periods in a text in order; offsets index ``text`` as it was given."""
    return list(dates.find_dates(text))


def find_figures(text: str) -> list[Figure]:
    """The figures in a text in order; numbers within citations and dates are none."""
    spans = [(each.start, each.end) for each in citations.find_citations(text)]
    spans += [(each.start, each.end) for each in dates.find_dates(text)]
    return list(figures.find_figures(text, sorted(spans)))
