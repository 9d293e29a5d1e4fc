"""The dates and figures of a plain string, without any PDF; citations are in ``finders_citations``."""

from __future__ import annotations

from extractor.find import dates
from extractor.find.citations import finder as citations
from extractor.find.figures import finder as figures
from extractor.model.facts import Date, Figure


def find_dates(text: str) -> list[Date]:
    """The dates and named periods in a text in order; offsets index ``text`` as it was given."""
    return list(dates.find_dates(text))


def find_figures(text: str) -> list[Figure]:
    """The figures in a text in order; numbers within citations and dates are none."""
    spans = [(each.start, each.end) for each in citations.find_citations(text)]
    spans += [(each.start, each.end) for each in dates.find_dates(text)]
    return list(figures.find_figures(text, sorted(spans)))
