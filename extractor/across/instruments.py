"""Instruments merged over documents: everything that the corpus prints about one of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from extractor.across.counted import CITED, DAY, FLAGGED, HEAD, MAJORITY, OWN, PERIOD, PLACES, TITLED_IN, YEAR
from extractor.across.indicators.gather import most_frequent
from extractor.across.one_instrument import citation_of_law, sure_date
from extractor.across.rows import InstrumentRow
from extractor.across.tallies import Count
from extractor.resolve.key_names import name_of_key
from extractor.resolve.keys import key_parts, organ_key
from extractor.store.keys import instrument_id, organisation_id
from patterns.instruments.laws import Law

# Which of two prints of one document stands for it: the better read one.
LAYERS = ("digital", "legacy", "mixed", "ocr")

# What the title of an instrument is from.
REGISTRY, DOCUMENT, CITATION = "registry", "document", "citation"

COUNTED = (
    *(CITED, HEAD, OWN, YEAR, DAY, PLACES, PERIOD, FLAGGED, TITLED_IN),
    *MAJORITY,
    *(f"{HEAD} {column}" for column in MAJORITY),
)
"""What is counted of an instrument and always asked for: few values each, however often it is cited."""

Counts = Mapping[str, Mapping[str, Count]]


class OwnDocument(NamedTuple):
    """The instrument itself, where it is in the corpus: the best read of its documents."""

    id: str
    issued_on: str | None
    title: str | None
    text_layer: str


@dataclass(frozen=True)
class Printed:
    """What is counted about one instrument, what the registry of laws has of it, and the document that it is.

    ``counts`` are those of ``COUNTED``, ``cited_title`` the title that most citations
    print.
    """

    key: str
    counts: Counts
    law: Law | None = None
    document: OwnDocument | None = None
    cited_title: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything prints it."""
        return any(self.counts[what] for what in (CITED, HEAD, OWN))

    def majority(self, column: str) -> str | None:
        """The value printed most often; heads of documents only where nobody else says anything."""
        for counted in (self.counts[column], self.counts[f"{HEAD} {column}"]):
            if counted:
                return most_frequent(Counter({value: count.times for value, count in counted.items()}))
        return None

    @cached_property
    def name(self) -> str:
        """The identifier as most print it, else what the key says: ``Luật Đất đai năm 2013``."""
        return self.majority("identifier") or name_of_key(self.key)

    @property
    def own_date(self) -> str | None:
        """The date in the document's own head, where that was not read by OCR."""
        # A misread digit in one head would contradict all who cite it rightly.
        own = self.document
        return own.issued_on if own and own.text_layer != "ocr" else None

    @property
    def days(self) -> Mapping[str, Count]:
        """Each printed date of issue with the citations and documents that print it."""
        return self.counts[DAY]

    def places_of(self, day: str) -> int:
        """How many pages print a day."""
        return self.counts[PLACES][day].times

    @cached_property
    def issued_on(self) -> str | None:
        """The document's own date; else that of the registry where it is sure and somebody prints it, or nobody prints
        another; else the one printed most often, of equals the earliest."""
        days = self.days
        known = sure_date(self.law) if self.law else None
        if self.own_date or (known and (not days or known in days)):
            return self.own_date or known
        return min(days, key=lambda day: (-days[day].times, day), default=None)

    @property
    def title(self) -> tuple[str | None, str | None]:
        """The title and what it is from: the registry of laws, the document itself, the words behind citations.

        A head that was read by OCR goes behind the citations: a misread letter would stand in the name of all.
        """
        if self.law:
            return self.law.title, REGISTRY
        printed = self.cited_title
        document = self.document
        if document and document.title and not (printed and document.text_layer == "ocr"):
            return document.title, DOCUMENT
        return printed, CITATION if printed else None


def instrument_row(printed: Printed, contradictions: int, also: Sequence[str] = ()) -> InstrumentRow:
    """The instrument as most print it.

    printed: all that the corpus prints about it. contradictions: how many checks of the corpus speak against it. also:
    the further keys that it goes by.
    """
    parts, document, counts = key_parts(printed.key), printed.document, printed.counts
    number, symbol = _number_of_law(printed.law)
    title, title_from = printed.title
    cited = counts[CITED].get("", Count(0, 0))
    flagged = counts[FLAGGED].get("", Count(0, 0))
    # The year of the key is sure; without one, the year that most citations print with the number.
    years = {int(year): count.times for year, count in counts[YEAR].items()}
    organ = organ_key(printed.key)
    return InstrumentRow(
        id=instrument_id(printed.key),
        key=printed.key,
        doc_type=printed.law.kind.name if printed.law else printed.majority("doc_type"),
        number=printed.majority("number") or number,
        symbol=printed.majority("symbol") or symbol,
        year=(parts.calendar_year if parts else None)
        or min(years, key=lambda year: (-years[year], year), default=None),
        identifier=printed.majority("identifier") or (printed.law.number if printed.law else None),
        issuer=printed.majority("issuer"),
        issuer_id=organisation_id(organ) if organ else None,
        issued_on=printed.issued_on,
        title=title,
        title_from=title_from,
        also=json.dumps(also, ensure_ascii=False),
        times_cited=cited.times,
        cited_in=cited.documents,
        first_citing_period=min(counts[PERIOD], default=None),
        last_citing_period=max(counts[PERIOD], key=_end_of, default=None),
        anomalies=contradictions + flagged.times,
        document_id=document.id if document else None,
    )


def _number_of_law(law: Law | None) -> tuple[str | None, str | None]:
    """Number and symbol of a law as the citation of its whole number has them."""
    cited = citation_of_law(law) if law and law.number else None
    return (cited.number, cited.symbol) if cited else (None, None)


def _end_of(period: str) -> tuple[str, str]:
    """Its end before its start: nine months are later than their second quarter."""
    start, _, end = period.partition("/")
    return end, start
