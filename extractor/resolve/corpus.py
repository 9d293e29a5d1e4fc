"""The second pass: what only the whole corpus knows. Rows go in, rows come out; no database, no clock.

Instruments are merged over documents by their key, a year that is not printed is taken from where it is,
open keys get their candidates, printed dates are compared, organisations are gathered; ``corpus_indicators``
does the same for tables. The pass is run again over all rows whenever documents were added; the same rows give
the same result.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extractor.resolve.corpus_indicators import most_frequent
from extractor.resolve.corpus_keys import CandidateIndex, YearIndex, is_later, key_id, key_parts, organ_key
from extractor.resolve.corpus_rows import (
    CandidateRow,
    CheckRow,
    CitationRow,
    Corpus,
    DocumentRow,
    EdgeRow,
    InstrumentRow,
    OrganisationRow,
    Settled,
)
from patterns.organs import organ_of_code

MENTIONED = "dẫn chiếu"
LAYERS = ("digital", "legacy", "mixed", "ocr")
"""Which of two prints of one document stands for it: the better read one."""
PLACES_SHOWN = 3
"""How many places an explanation names for each printed date."""


@dataclass
class Evidence:
    """All that is printed about one instrument: citations outside heads, own heads, and the document itself."""

    key: str
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
    def document(self) -> DocumentRow | None:
        """The instrument itself, where it is in the corpus."""
        return min(self.documents, key=lambda row: (LAYERS.index(row.text_layer), row.id), default=None)

    @property
    def dates(self) -> dict[str, list[tuple[int, int]]]:
        """Each printed date of issue with its places as ``(document id, page)``, the citations' before the own."""
        printed: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row in self.cited:
            if row.issued_on:
                printed[row.issued_on].append((row.document_id, row.page))
        for document in self.documents:
            if document.issued_on:
                printed[document.issued_on].append((document.id, 1))
        return dict(sorted(printed.items()))

    @property
    def issued_on(self) -> str | None:
        """The date printed most often; of equals the document's own, then the earliest."""
        own = self.document.issued_on if self.document else None
        dates = self.dates
        return min(dates, key=lambda day: (-len(dates[day]), day != own, day), default=None)


def settle(corpus: Corpus) -> Settled:
    """The second pass over all citations, documents and mentions of a database."""
    keys, statuses = joined_keys(corpus)
    gathered = _gather(corpus, keys)
    documents = {row.id: row for row in corpus.documents}
    checks = [check for evidence in gathered.values() for check in _date_checks(evidence, documents)]
    contradicted = Counter(check.instrument_id for check in checks)
    issuers = {row.id: _issuer_key(row) for row in corpus.documents}
    return Settled(
        instruments=sorted(_instrument(evidence, documents, contradicted) for evidence in gathered.values()),
        organisations=_organisations(corpus, gathered, issuers),
        edges=_edges(corpus, keys),
        candidates=_candidates(corpus, keys, gathered),
        checks=sorted(checks),
        citation_instrument={row.id: _id(keys.get(row.id)) for row in corpus.citations},
        citation_status=statuses,
        document_instrument={row.id: _id(row.instrument_key) for row in corpus.documents},
        document_issuer={row.id: _id(issuers[row.id]) for row in corpus.documents},
        mention_organisation={row.id: _id(row.organisation_key) for row in corpus.mentions},
    )


def joined_keys(corpus: Corpus) -> tuple[dict[int, str], dict[int, str]]:
    """The key of the instrument of each citation with a key, and the status of each whose year is not printed.

    A citation without year joins the one dated key of its organ, place, series and number: in its document, else
    in the corpus. Where several fit it is ``ambiguous`` and keeps its own key.
    """
    printed = [(row.document_id, row.key) for row in corpus.citations if row.key]
    own = [(row.id, row.instrument_key) for row in corpus.documents if row.instrument_key]
    index = YearIndex([*printed, *own])
    written = {row.id: _year_of(row) for row in corpus.documents}
    keys: dict[int, str] = {}
    statuses: dict[int, str] = {}
    for row in corpus.citations:
        if row.key is None:
            continue
        keys[row.id] = row.key
        parts = key_parts(row.key)
        if parts and parts.open_year and not parts.open_place:
            dated = index.dated(row.document_id, row.key, written.get(row.document_id))
            statuses[row.id] = "resolved" if len(dated) == 1 else "ambiguous" if dated else "unresolved"
            keys[row.id] = dated[0] if len(dated) == 1 else row.key
    return keys, statuses


def _gather(corpus: Corpus, keys: Mapping[int, str]) -> dict[str, Evidence]:
    gathered: dict[str, Evidence] = {}
    for row in corpus.citations:
        if key := keys.get(row.id):
            evidence = gathered.setdefault(key, Evidence(key))
            (evidence.heads if row.location == "header" else evidence.cited).append(row)
    for document in corpus.documents:
        if document.instrument_key:
            gathered.setdefault(document.instrument_key, Evidence(document.instrument_key)).documents.append(document)
    return gathered


def _instrument(evidence: Evidence, documents: Mapping[int, DocumentRow], contradicted: Counter[int]) -> InstrumentRow:
    parts, document = key_parts(evidence.key), evidence.document
    citing = [documents[document_id] for document_id in {row.document_id for row in evidence.cited}]
    periods = sorted(f"{row.period_start}/{row.period_end}" for row in citing if row.period_start)
    flagged = sum(1 for row in evidence.cited if row.date_error or row.issuer_conflict)
    years = Counter(row.year for row in evidence.cited if row.year)
    return InstrumentRow(
        id=key_id(evidence.key),
        key=evidence.key,
        doc_type=evidence.majority("doc_type"),
        number=evidence.majority("number"),
        symbol=evidence.majority("symbol"),
        year=(parts.calendar_year if parts else None)
        or min(years, key=lambda year: (-years[year], year), default=None),
        identifier=evidence.majority("identifier"),
        issuer=evidence.majority("issuer"),
        issuer_id=_id(organ_key(evidence.key)),
        issued_on=evidence.issued_on,
        title=(document.title if document else None) or evidence.majority("title"),
        times_cited=len(evidence.cited),
        cited_in=len(citing),
        first_citing_period=periods[0] if periods else None,
        last_citing_period=periods[-1] if periods else None,
        anomalies=contradicted[key_id(evidence.key)] + flagged,
        document_id=document.id if document else None,
    )


def _date_checks(evidence: Evidence, documents: Mapping[int, DocumentRow]) -> Iterable[CheckRow]:
    """One number with two dates: a suspicion at each document that prints another date than the instrument's.

    Which of them is mistyped the text cannot say. A key with an open part may stand for several instruments,
    and several dates of it are no contradiction.
    """
    parts, dates, chosen = key_parts(evidence.key), evidence.dates, evidence.issued_on
    if parts is None or not parts.known or len(dates) < 2:
        return
    name = evidence.majority("identifier") or evidence.key
    total = sum(map(len, dates.values()))
    explanation = "; ".join(f"{day}: {_places(places, documents)}" for day, places in dates.items())
    for day, places in dates.items():
        if day == chosen:
            continue
        for document_id, page in _first_of_each(places):
            statement = f"{name} is dated {day} here and {chosen} in {len(dates[chosen or ''])} of {total} places"
            yield CheckRow(document_id, key_id(evidence.key), "identity", statement, "suspicion", page, explanation)


def _first_of_each(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    first: dict[int, int] = {}
    for document_id, page in sorted(places):
        first.setdefault(document_id, page)
    return list(first.items())


def _places(places: list[tuple[int, int]], documents: Mapping[int, DocumentRow]) -> str:
    shown = [f"{documents[document_id].file_name} page {page}" for document_id, page in sorted(set(places))]
    more = [f"{len(shown) - PLACES_SHOWN} more"] if len(shown) > PLACES_SHOWN else []
    return ", ".join([*shown[:PLACES_SHOWN], *more])


def _edges(corpus: Corpus, keys: Mapping[int, str]) -> list[EdgeRow]:
    counted = Counter(
        (row.document_id, key_id(keys[row.id]), row.relation or MENTIONED)
        for row in corpus.citations
        if row.id in keys and row.location != "header"
    )
    return [EdgeRow(*edge, count) for edge, count in sorted(counted.items())]


def _candidates(corpus: Corpus, keys: Mapping[int, str], known: Iterable[str]) -> list[CandidateRow]:
    index = CandidateIndex(known)
    written = {row.id: _year_of(row) for row in corpus.documents}
    return [
        CandidateRow(row.id, key_id(candidate), reason)
        for row in corpus.citations
        if row.id in keys
        for candidate, reason in index.of(keys[row.id])
        if not is_later(candidate, written.get(row.document_id))
    ]


def _year_of(document: DocumentRow) -> int | None:
    """The year in which a document was written."""
    day = document.issued_on or document.period_end
    return int(day[:4]) if day else None


def _issuer_key(document: DocumentRow) -> str | None:
    """The issuing organ's key with its place, as in the document's own key where it has one."""
    if document.issuer_key is None or "@" in document.issuer_key:
        return document.issuer_key
    own = organ_key(document.instrument_key) if document.instrument_key else None
    if own and own.partition("@")[0] == document.issuer_key:
        return own
    return f"{document.issuer_key}@{document.place}" if document.place else document.issuer_key


def _organisations(
    corpus: Corpus, gathered: Mapping[str, Evidence], issuers: Mapping[int, str | None]
) -> list[OrganisationRow]:
    named: dict[str, Counter[str]] = defaultdict(Counter)
    cited: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in corpus.mentions:
        named[mention.organisation_key][mention.name] += 1
    for document in corpus.documents:
        if key := issuers[document.id]:
            named[key][document.issuer or key] += 1
    for instrument, evidence in gathered.items():
        if key := organ_key(instrument):
            cited[key][evidence.majority("issuer") or ""] += 1
    return sorted(_organisation(key, named.get(key) or cited[key]) for key in {*named, *cited})


def _organisation(key: str, names: Counter[str]) -> OrganisationRow:
    code, _, place = key.partition("@")
    organ = organ_of_code(code)
    printed = Counter({name: count for name, count in names.items() if name})
    name = most_frequent(printed) if printed else organ.name if organ else key
    known = (organ.kind, organ.valid_from, organ.valid_to) if organ else (None, None, None)
    return OrganisationRow(key_id(key), key, name, code, place or None, *known)


def _id(key: str | None) -> int | None:
    return None if key is None else key_id(key)
