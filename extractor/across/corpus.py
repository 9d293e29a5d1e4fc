"""The second pass: what only the whole corpus knows. Rows go in, rows come out; no database, no clock.

Instruments are merged over documents by their key, what a key leaves open is settled by what the corpus prints,
contradictions become checks, organisations are gathered; ``indicators/`` does the same for tables. The pass
is run again over all rows whenever documents were added; the same rows give the same result.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from extractor.across.checks import corpus_checks, weekend_checks
from extractor.across.evidence import identities
from extractor.across.indicators.gather import most_frequent
from extractor.across.instrument_links import links
from extractor.across.instruments import Printed, gather, instrument_row
from extractor.across.one_instrument import one_instrument
from extractor.across.rows import Corpus, DocumentRow, EdgeRow, InstrumentKeyRow, OrganisationRow, Settled
from extractor.resolve.keys import organ_key
from extractor.resolve.places import validity
from extractor.store.keys import instrument_id, organisation_id
from patterns.instruments.symbols import read_symbol
from patterns.names.organs import organ_of_code

# The relation of an edge where the text says none: "refers to".
MENTIONED = "dẫn chiếu"


def settle(corpus: Corpus) -> Settled:
    """The second pass over all citations, documents and mentions of a database."""
    one = one_instrument(corpus)
    known = identities(corpus, one)
    gathered = gather(corpus, known.keys, one)
    also = one.also()
    documents = {row.id: row for row in corpus.documents}
    checks = corpus_checks(gathered.values(), documents)
    contradicted = Counter(check.instrument_id for check in checks)
    issuers = {row.id: _issuer_key(row) for row in corpus.documents}
    instruments = sorted(
        instrument_row(printed, documents, contradicted[instrument_id(key)], also.get(key, ()))
        for key, printed in gathered.items()
    )
    return Settled(
        instruments=instruments,
        instrument_keys=_keys(gathered, also, one.shared()),
        instrument_links=links(gathered, instruments),
        organisations=_organisations(corpus, gathered, issuers),
        edges=_edges(corpus, known.keys),
        candidates=known.candidates,
        checks=[*checks, *weekend_checks(gathered.values(), documents)],
        citation_instrument={row.id: _instrument(known.keys.get(row.id)) for row in corpus.citations},
        citation_status={ident: settled.status for ident, settled in known.reopened.items()},
        citation_evidence={ident: settled.evidence for ident, settled in known.reopened.items()},
        document_instrument={
            row.id: _instrument(one.of(row.instrument_key) if row.instrument_key else None) for row in corpus.documents
        },
        document_issuer={
            row.id: (organisation_id(key) if (key := issuers[row.id]) else None) for row in corpus.documents
        },
        mention_organisation={row.id: organisation_id(row.organisation_key) for row in corpus.mentions},
    )


def _keys(
    gathered: Mapping[str, Printed], also: Mapping[str, tuple[str, ...]], shared: frozenset[str]
) -> list[InstrumentKeyRow]:
    """Each key with its instrument, without those of titles that several laws share: these are in ``also`` alone.

    gathered: what is printed, by own key. also: the further keys of instruments. shared: those of several laws.
    """
    further = {other: key for key in gathered for other in also.get(key, ()) if other not in shared}
    own = {key: key for key in gathered}
    return sorted(InstrumentKeyRow(key, instrument_id(owner)) for key, owner in {**further, **own}.items())


def _edges(corpus: Corpus, keys: Mapping[str, str]) -> list[EdgeRow]:
    counted = Counter(
        (row.document_id, instrument_id(keys[row.id]), row.relation or MENTIONED)
        for row in corpus.citations
        if row.id in keys and row.location != "header"
    )
    return [EdgeRow(*edge, count) for edge, count in sorted(counted.items())]


def _issuer_key(document: DocumentRow) -> str | None:
    """The issuing organ's key with its place, as in the document's own key where it has one."""
    if document.issuer_key is None or "@" in document.issuer_key:
        return document.issuer_key
    own = organ_key(document.instrument_key) if document.instrument_key else None
    if own and own.partition("@")[0] == document.issuer_key:
        return own
    return f"{document.issuer_key}@{document.place}" if document.place else document.issuer_key


def _organisations(
    corpus: Corpus, gathered: Mapping[str, Printed], issuers: Mapping[str, str | None]
) -> list[OrganisationRow]:
    named: dict[str, Counter[str]] = defaultdict(Counter)
    cited: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in corpus.mentions:
        named[mention.organisation_key][mention.name] += 1
    for document in corpus.documents:
        if key := issuers[document.id]:
            named[key][document.issuer or key] += 1
    for instrument, printed in gathered.items():
        if key := organ_key(instrument):
            cited[key][printed.majority("issuer") or _organ_in(key, printed) or ""] += 1
    return sorted(_organisation_row(key, named.get(key) or cited[key]) for key in {*named, *cited})


def _organ_in(key: str, printed: Printed) -> str | None:
    """The organ of a symbol as printed, where no registry holds it: nothing else is known of it (``ĐHCNTT``)."""
    symbol = printed.majority("symbol")
    organs = read_symbol(symbol).organs if symbol and not organ_of_code(key.partition("@")[0]) else ()
    return organs[0] if organs else None


def _organisation_row(key: str, names: Counter[str]) -> OrganisationRow:
    code, _, place = key.partition("@")
    organ = organ_of_code(code)
    printed = Counter({name: count for name, count in names.items() if name})
    name = most_frequent(printed) if printed else organ.name if organ else key
    known = [validity(place), *([(organ.valid_from, organ.valid_to)] if organ else [])]
    # It exists while both its kind of organ and its place do.
    starts = max((day for day, _ in known if day), default=None)
    ends = min((day for _, day in known if day), default=None)
    return OrganisationRow(
        id=organisation_id(key),
        key=key,
        name=name,
        code=code,
        place=place or None,
        kind=organ.kind if organ else None,
        valid_from=starts,
        valid_to=ends,
    )


def _instrument(key: str | None) -> str | None:
    return None if key is None else instrument_id(key)
