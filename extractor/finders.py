"""The citations, dates and figures of a plain string: find and resolve over one region, without any PDF.

It is apart from ``pipeline``, because who reads strings must not pay for PDFs: this module takes .10 s of processor
time to import, ``pipeline`` .44 s, most of it numpy and what opens files. ``pipeline`` cannot load that late, inside
``extract``: a worker has to have it before the time of its first file counts (``tests/test_library.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractor.confidence import stated_citations, stated_figures
from extractor.find import dates
from extractor.find.citations import finder as citations
from extractor.find.figures import finder as figures
from extractor.model.document import Context
from extractor.model.facts import Citation, Date, Figure
from extractor.resolve.identity import identify
from extractor.resolve.relations.relate import relate


def find_citations(text: str, *, context: Mapping[str, Any] | Context | None = None) -> list[Citation]:
    """The citations in a text in order, with key and relation; offsets index ``text`` as it was given.

    ``context`` says what is known of the citing document: any of ``issuer``, ``place`` (slug of its province),
    ``issued_on``, ``doc_type``. Raises ``TypeError`` for other names.
    """
    known = Context.of(context)
    found = citations.find_citations(text)
    return stated_citations(relate(text, identify(found, known), context=known)) if found else []


def find_dates(text: str) -> list[Date]:
    """The dates and named periods in a text in order; offsets index ``text`` as it was given."""
    return list(dates.find_dates(text))


def find_figures(text: str) -> list[Figure]:
    """The figures in a text in order; numbers within citations and dates are none."""
    # In the order of the stages: "30/2020" is a number of an instrument before it is two figures.
    taken = [(fact.start, fact.end) for fact in citations.find_citations(text)]
    return stated_figures(figures.find_figures(text, sorted(taken)))
