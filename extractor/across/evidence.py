"""What closes an open key: other citations, the documents of the corpus, hyperlinks.

A key is open where its place, organ or year is not printed. It is looked at as printed, against all that the corpus
prints, so neither the order of the documents nor what an earlier pass found changes anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.across.counted import PARTING
from extractor.across.facts import Facts
from extractor.across.one_instrument import OneInstrument, depends_on_others, number_of, sure_date
from extractor.across.rows import CandidateRow, CitationRow, DocumentRow
from extractor.resolve.keys import UNKNOWN, CandidateIndex, KeyParts, is_later, key_parts
from extractor.store.keys import instrument_id
from patterns.instruments.laws import Law
from patterns.spelling import fold

RESOLVED, AMBIGUOUS, UNRESOLVED = "resolved", "ambiguous", "unresolved"

# What settled an open key, the strongest first: a hyperlink to the same address, the document itself, the one that fits
# in the citing document, the one that fits in the corpus. The registry of laws settles keys by title.
LINK, FILE, DOCUMENT, CORPUS, REGISTRY = "link", "file", "document", "corpus", "registry"

_FOUND_IN = {
    LINK: "this one has the same hyperlink",
    FILE: "this one is a document of the database",
    DOCUMENT: "this one is cited in the same document",
    CORPUS: "this one is cited in the database",
    REGISTRY: "this one is in the registry of laws",
    None: "this one is possible",
}


class Identified(NamedTuple):
    """Which instrument a citation is, how certain that is, and what settled it where its own key is open."""

    key: str
    status: str
    evidence: str | None


@dataclass(frozen=True, slots=True)
class Identities:
    """The instrument of each citation with a key, by the citation's id; what the unsettled ones may be.

    ``reopened`` holds those whose printed key is open, or may be that of another instrument: only their status depends
    on the corpus.
    """

    keys: dict[str, str]
    reopened: dict[str, Identified]
    candidates: list[CandidateRow]


class _Fitting(NamedTuple):
    """A known key that fits an open one: what tells of it, the strongest first, and what the open key leaves open."""

    key: str
    found_in: str | None
    reason: str


def identities(facts: Facts, one: OneInstrument) -> Identities:
    """Which instrument each citation of a document is; ``one`` knows what the whole corpus prints."""
    known = _Known(facts, one)
    keys: dict[str, str] = {}
    reopened: dict[str, Identified] = {}
    candidates: list[CandidateRow] = []
    for row in facts.citations:
        if row.key is None:
            continue
        keys[row.id] = row.key
        parts = key_parts(row.key)
        if parts is None or not depends_on_others(row.key):
            continue
        if several := one.several(row.key):
            fitting = known.laws(row, several)
            settled = _settled_law(row.key, fitting)
        elif parts.known:
            fitting, settled = [], _named_otherwise(row.key, one)
        else:
            fitting = known.fitting(row, row.key, parts)
            settled = _settled(row.key, parts, fitting)
        reopened[row.id] = settled
        keys[row.id] = settled.key
        if settled.status != RESOLVED:
            candidates += _candidate_rows(row.id, fitting, one)
    return Identities(keys, reopened, sorted(candidates))


def may_stand_for(key: str, other: str) -> bool:
    """Whether the full key ``other`` is one of those that an open key may stand for."""
    return bool(CandidateIndex([other]).of(key))


def _named_otherwise(key: str, one: OneInstrument) -> Identified:
    """What a full key names that is another's: of a title, or of a number without its year."""
    own = one.of(key)
    evidence = REGISTRY if one.is_of_registry(key) else CORPUS
    return Identified(own, RESOLVED, None if own == key else evidence)


def _settled_law(key: str, fitting: Sequence[_Fitting]) -> Identified:
    """The law that is left of several with one title; else the one of them that the document cites by number."""
    if len(fitting) == 1:
        return Identified(fitting[0].key, RESOLVED, REGISTRY)
    cited = [each for each in fitting if each.found_in == DOCUMENT]
    return Identified(cited[0].key, RESOLVED, DOCUMENT) if len(cited) == 1 else Identified(key, AMBIGUOUS, None)


def _settled(key: str, parts: KeyParts, fitting: Iterable[_Fitting]) -> Identified:
    """The one instrument for which the strongest evidence speaks; where that speaks for several, none."""
    by_source: dict[str | None, list[str]] = defaultdict(list)
    for each in fitting:
        by_source[each.found_in].append(each.key)
    # A key without organ or place fits too many: the one that the corpus happens to hold proves nothing. Neither does
    # the only one of the corpus where both place and year are open.
    wide = parts.organ == UNKNOWN or parts.unknown_place
    for source in (LINK, FILE, DOCUMENT, CORPUS):
        if source in (DOCUMENT, CORPUS) and (wide or (source == CORPUS and parts.open_place and parts.open_year)):
            break
        if len(by_source[source]) == 1:
            return Identified(by_source[source][0], RESOLVED, source)
        if by_source[source]:
            return Identified(key, AMBIGUOUS, None)
    several = parts.open_place and not wide and not parts.open_year
    return Identified(key, AMBIGUOUS if several else UNRESOLVED, None)


def _candidate_rows(ident: str, fitting: Iterable[_Fitting], one: OneInstrument) -> Iterator[CandidateRow]:
    for each in fitting:
        instrument = instrument_id(each.key) if one.is_known(each.key) else None
        yield CandidateRow(ident, each.key, instrument, f"{each.reason}; {_FOUND_IN[each.found_in]}")


class _Known:
    """What may close the open keys of one document: itself, and all that the corpus prints with a full key."""

    def __init__(self, facts: Facts, one: OneInstrument) -> None:
        self._one = one
        self._written = _day_of(facts.document)
        self._cited = {one.of(key) for key in facts.printed_keys}

    def fitting(self, row: CitationRow, key: str, parts: KeyParts) -> list[_Fitting]:
        """The keys that ``key`` may stand for, sorted, none of a year after that of the citing document.

        ``row`` is the citation that prints it, ``parts`` are those of the key.
        """
        written, reason = self._written, CandidateIndex.reason(parts)
        year = int(written[:4]) if written else None
        found = {
            other: _Fitting(other, self._found_in(row, other), reason)
            for other in self._one.candidates(number_of(key))
            if may_stand_for(key, other)
            and not is_later(other, year)
            and not (written and self._one.first_day(other) > written)
        }
        # Where the open place is one of a few, each of them is possible, even if the corpus holds no such instrument.
        for place in parts.places if parts.open_place and not parts.unknown_place and not parts.open_year else ():
            possible = f"vn:{parts.organ}@{place}:{parts.series}:{parts.year}:{parts.number}"
            found.setdefault(possible, _Fitting(possible, None, reason))
        return [found[other] for other in sorted(found)]

    def laws(self, row: CitationRow, laws: Mapping[str, Law]) -> list[_Fitting]:
        """Of the laws with one title those that a citation may mean, sorted: by its day, else by that of its document.

        ``row`` is the citation by title, ``laws`` are those with this title by their keys.
        """
        days = {key: {*self._one.profile(key).days, *filter(None, (law.issued_on,))} for key, law in laws.items()}
        dated = [key for key in laws if row.issued_on in days[key]]
        left = dated if len(dated) == 1 else [key for key in laws if not self._is_excluded(row, laws[key], days[key])]
        reason = f"{len(laws)} laws of that year have this title"
        return [_Fitting(key, DOCUMENT if key in self._cited else REGISTRY, reason) for key in sorted(left)]

    def _is_excluded(self, row: CitationRow, law: Law, days: Iterable[str]) -> bool:
        """Whether a law is of another day than the citation prints, or is younger than the citing document."""
        sure = sure_date(law)
        if row.issued_on:
            return sure is not None and sure != row.issued_on
        return self._written is not None and min(days, default="") > self._written

    def _found_in(self, row: CitationRow, other: str) -> str:
        known = self._one.profile(other)
        if row.url in known.urls:
            return LINK
        for file in known.files:
            symbol, day = file.split(PARTING)
            if _is_file(row, symbol, day, self._written):
                return FILE
        return DOCUMENT if other in self._cited else CORPUS


def _is_file(row: CitationRow, symbol: str, day: str, written: str | None) -> bool:
    """Whether a document with a symbol and of a day is the cited instrument; its key fits already.

    row: the citation. symbol, day: of the document, empty where it has none. written: the day of the citing one.
    """
    # Number and symbol come again every year, so only the same printed day says that it is this document.
    same_symbol = not row.symbol or not symbol or fold(row.symbol) == fold(symbol)
    in_time = not written or not day or day <= written
    return same_symbol and in_time and row.issued_on is not None and row.issued_on == day


def _day_of(document: DocumentRow) -> str | None:
    """The day on which a document was written, as far as it tells."""
    return document.issued_on or document.period_end
