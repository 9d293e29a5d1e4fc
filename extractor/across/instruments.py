"""Instruments merged over documents: everything that the corpus prints about one of them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from extractor.across.indicators.gather import most_frequent
from extractor.across.one_instrument import OneInstrument, citation_of_law, sure_date
from extractor.across.rows import CitationRow, Corpus, DocumentRow, InstrumentRow
from extractor.across.titles import printed_title
from extractor.resolve.key_names import name_of_key
from extractor.resolve.keys import key_parts, organ_key
from extractor.store.keys import instrument_id, organisation_id
from patterns.instruments.laws import Law

# Which of two prints of one document stands for it: the better read one.
LAYERS = ("digital", "legacy", "mixed", "ocr")

# What the title of an instrument is from.
REGISTRY, DOCUMENT, CITATION = "registry", "document", "citation"


class Witness(NamedTuple):
    """A place that prints a date: a citation, or the head of the document itself (there ``citation_id`` is its number,
    None where it has none)."""

    document_id: str
    page: int
    citation_id: str | None


@dataclass
class Printed:
    """All that is printed about one instrument: citations outside heads, own heads, and the document itself; and what
    the registry of laws has of it. Its dates are counted once: all is gathered before they are asked."""

    key: str
    law: Law | None = None
    cited: list[CitationRow] = field(default_factory=list)
    heads: list[CitationRow] = field(default_factory=list)
    documents: list[DocumentRow] = field(default_factory=list)

    def majority(self, column: str) -> str | None:
        """The value printed most often; heads of documents only where nobody else says anything."""
        for sources in ([*self.cited, *self.documents], self.heads):
            counted = Counter(value for row in sources if (value := getattr(row, column)))
            if counted:
                return most_frequent(counted)
        return None

    @property
    def name(self) -> str:
        """The identifier as most print it, else what the key says: ``Luật Đất đai năm 2013``."""
        return self.majority("identifier") or name_of_key(self.key)

    @property
    def document(self) -> DocumentRow | None:
        """The instrument itself, where it is in the corpus."""
        return min(self.documents, key=lambda row: (LAYERS.index(row.text_layer), row.id), default=None)

    @property
    def own_date(self) -> str | None:
        """The date in the document's own head, where that was not read by OCR."""
        # A misread digit in one head would contradict all who cite it rightly.
        own = self.document
        return own.issued_on if own and own.text_layer != "ocr" else None

    @cached_property
    def dates(self) -> dict[str, list[Witness]]:
        """Each printed date of issue with its places, the citations' before the own."""
        printed: dict[str, list[Witness]] = defaultdict(list)
        for row in self.cited:
            if row.issued_on:
                printed[row.issued_on].append(Witness(row.document_id, row.page, row.id))
        numbers = {row.document_id: row for row in self.heads}
        for document in self.documents:
            if document.issued_on:
                own = numbers.get(document.id)
                witness = Witness(document.id, own.page if own else 1, own.id if own else None)
                printed[document.issued_on].append(witness)
        return dict(sorted(printed.items()))

    @cached_property
    def issued_on(self) -> str | None:
        """The document's own date; else that of the registry where it is sure and somebody prints it, or nobody prints
        another; else the one printed most often, of equals the earliest."""
        dates = self.dates
        known = sure_date(self.law) if self.law else None
        if self.own_date or (known and (not dates or known in dates)):
            return self.own_date or known
        return min(dates, key=lambda day: (-len(dates[day]), day), default=None)

    @property
    def title(self) -> tuple[str | None, str | None]:
        """The title and what it is from: the registry of laws, the document itself, the words behind citations.

        A head that was read by OCR goes behind the citations: a misread letter would stand in the name of all.
        """
        if self.law:
            return self.law.title, REGISTRY
        printed = printed_title((row.document_id, row.title) for row in self.cited if row.title)
        document = self.document
        if document and document.title and not (printed and document.text_layer == "ocr"):
            return document.title, DOCUMENT
        return printed, CITATION if printed else None


def gather(corpus: Corpus, keys: Mapping[str, str], one: OneInstrument) -> dict[str, Printed]:
    """What is printed about each instrument, by its key.

    corpus: all rows. keys: that of the instrument of each citation, by its id. one: which keys are one instrument.
    """
    gathered: dict[str, Printed] = {}

    def printed(key: str) -> Printed:
        known = gathered.get(key)
        if known is None:
            known = gathered[key] = Printed(key, one.laws.get(key))
        return known

    for row in corpus.citations:
        if key := keys.get(row.id):
            about = printed(key)
            (about.heads if row.location == "header" else about.cited).append(row)
    for document in corpus.documents:
        if document.instrument_key:
            printed(one.of(document.instrument_key)).documents.append(document)
    return gathered


def instrument_row(
    printed: Printed, documents: Mapping[str, DocumentRow], contradictions: int, also: Sequence[str] = ()
) -> InstrumentRow:
    """The instrument as most print it.

    printed: all that the corpus prints about it. documents: the citing documents by their id. contradictions: how many
    checks of the corpus speak against it. also: the further keys that it goes by.
    """
    parts, document = key_parts(printed.key), printed.document
    number, symbol = _number_of_law(printed.law)
    title, title_from = printed.title
    citing = [documents[document_id] for document_id in {row.document_id for row in printed.cited}]
    periods = _periods(citing)
    flagged = sum(1 for row in printed.cited if row.date_error or row.issuer_conflict)
    # The year of the key is sure; without one, the year that most citations print with the number.
    years = Counter(row.year for row in printed.cited if row.year)
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
        times_cited=len(printed.cited),
        cited_in=len(citing),
        first_citing_period=min(periods, default=None),
        last_citing_period=max(periods, key=_end_of, default=None),
        anomalies=contradictions + flagged,
        document_id=document.id if document else None,
    )


def _number_of_law(law: Law | None) -> tuple[str | None, str | None]:
    """Number and symbol of a law as the citation of its whole number has them."""
    cited = citation_of_law(law) if law and law.number else None
    return (cited.number, cited.symbol) if cited else (None, None)


def _periods(citing: Iterable[DocumentRow]) -> list[str]:
    return [f"{row.period_start}/{row.period_end}" for row in citing if row.period_start]


def _end_of(period: str) -> tuple[str, str]:
    """Its end before its start: nine months are later than their second quarter."""
    start, _, end = period.partition("/")
    return end, start
