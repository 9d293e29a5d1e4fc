"""Which keys are one instrument: a law by its number and by its title, a decree with and without its year.

The registry of laws says it, and where it does not, the corpus itself: a citation that prints title and number, a law
that is one of the documents. ``citations.key`` stays what the place tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from extractor.across.rows import Corpus
from extractor.model.facts import Citation
from extractor.resolve.keys import TITLED, KeyParts, key_parts, key_with_year, titled_key
from patterns.instruments.doc_types import DocType, doc_types, type_of_name
from patterns.instruments.laws import Law, is_numbered_as_law, law_numbered, laws_called, laws_titled, title_key

# A day of the registry is held against a printed one only where two public sources state it: those with one are often
# copies of one list (test_one_instrument.py).
SURE_SOURCES = 2


@dataclass(frozen=True, slots=True)
class OneInstrument:
    """What the keys of a corpus are.

    ``own`` has the key of the instrument for each key that is another's, ``by_registry`` those of which the registry
    says it. ``several`` has for each key by title that may be several the laws with this title by their own keys.
    ``laws`` are those of the registry by own key.
    """

    own: Mapping[str, str]
    by_registry: frozenset[str]
    several: Mapping[str, Mapping[str, Law]]
    laws: Mapping[str, Law]

    def of(self, key: str) -> str:
        """The key of the instrument that a key names."""
        return self.own.get(key, key)

    def may_be_another(self, key: str, parts: KeyParts) -> bool:
        """Whether what a full key names depends on the corpus or the registry: that of a title, that of a year."""
        return parts.organ == TITLED or key in self.own or key_with_year(parts) is not None

    def also(self) -> Mapping[str, tuple[str, ...]]:
        """The further keys of instruments by their own, sorted: those printed, and those of laws by title and year.

        Two laws of one title and year both go by its key.
        """
        found: dict[str, set[str]] = defaultdict(set)
        for key, own in self.own.items():
            found[own].add(key)
        for own, law in self.laws.items():
            key = _title_key(law.kind, law.title, law.year)
            if own != key:
                found[own].add(key)
        return {own: tuple(sorted(keys)) for own, keys in found.items()}

    def shared(self) -> frozenset[str]:
        """The keys by title and year that several laws of the registry go by."""
        return frozenset(
            _title_key(law.kind, law.title, law.year)
            for law in self.laws.values()
            if len(laws_titled(law.kind, law.title, law.year)) > 1
        )


def one_instrument(corpus: Corpus) -> OneInstrument:
    """What the keys of a corpus are, by the registry of laws and by what the corpus prints."""
    identifiers = _identifiers(corpus)
    stated = _stated(corpus)
    own: dict[str, str] = {}
    several: dict[str, Mapping[str, Law]] = {}
    laws: dict[str, Law] = {}
    by_registry: set[str] = set()
    for key, identifier in identifiers.items():
        if law := _law_of_number(key, identifier):
            laws[key] = law
            continue
        parts = key_parts(key)
        if parts is None or not parts.known:
            continue
        if parts.organ == TITLED:
            called = _laws_of_title(parts)
            if len(called) > 1:
                several[key] = called
            elif called:
                own[key] = min(called)
                by_registry.add(key)
                laws.update(called)
            elif len(numbered := stated.get(key, ())) == 1:
                own[key] = min(numbered)
        elif (dated := key_with_year(parts)) in identifiers:
            own[key] = dated
    for called in several.values():
        laws.update(called)
    return OneInstrument(
        own={key: target for key, target in own.items() if key != target},
        by_registry=frozenset(by_registry),
        several=several,
        laws=laws,
    )


def key_of_law(law: Law) -> str:
    """The key of a law of the registry: that of its number, else that of its title."""
    return citation_of_law(law).key or "" if law.number else _title_key(law.kind, law.title, law.year)


@cache
def citation_of_law(law: Law) -> Citation:
    """What is read of a text that cites a law by its whole number and its day, or its year."""
    day = "/".join(reversed(law.issued_on.split("-"))) if law.issued_on else ""
    said = f" ngày {day}" if day else f" năm {law.year}" if law.year else ""
    # loaded late: commands that look nothing up start without it (tests/benchmarks/test_costs.py)
    from extractor.finders import find_citations

    return find_citations(f"{law.kind.name} số {law.number}{said}")[0]


def sure_date(law: Law) -> str | None:
    """The day of a law that the registry is sure of."""
    return law.issued_on if law.sources >= SURE_SOURCES else None


def _identifiers(corpus: Corpus) -> dict[str, str]:
    """Each key that is printed, with the first of its identifiers in the alphabet; empty where none is printed."""
    found: dict[str, str] = {}
    printed: Iterator[tuple[str | None, str | None]] = chain(
        ((row.instrument_key, row.identifier) for row in corpus.documents),
        ((row.key, row.identifier) for row in corpus.citations),
    )
    for key, identifier in printed:
        if key:
            known = found.get(key)
            if known is None or (identifier and (not known or identifier < known)):
                found[key] = identifier or ""
    return found


def _law_of_number(key: str, identifier: str) -> Law | None:
    """The law of a printed number; None where the key says another year."""
    law = law_numbered(identifier) if is_numbered_as_law(identifier) else None
    return law if law and key_of_law(law) == key else None


def _laws_of_title(parts: KeyParts) -> Mapping[str, Law]:
    kind, year = _titled_types().get(parts.series), parts.calendar_year
    return {key_of_law(law): law for law in laws_called(kind, parts.number, year)} if kind and year else {}


@cache
def _titled_types() -> Mapping[str, DocType]:
    return {kind.code: kind for kind in doc_types().values() if kind.title}


def _stated(corpus: Corpus) -> Mapping[str, frozenset[str]]:
    """The keys of numbers by those of titles: what the corpus prints with both."""
    printed = (
        *((row.key, row.doc_type, row.title) for row in corpus.citations if row.title and row.number),
        *((row.instrument_key, row.doc_type, row.title) for row in corpus.documents if row.title),
    )
    found: dict[str, set[str]] = defaultdict(set)
    for key, name, title in set(printed):
        kind, parts = type_of_name(name), key_parts(key) if key else None
        if key and kind and kind.title and parts and parts.known and parts.organ != TITLED:
            found[_title_key(kind, title or "", parts.calendar_year)].add(key)
    return {title: frozenset(keys) for title, keys in found.items()}


def _title_key(kind: DocType, title: str, year: int | None) -> str:
    return titled_key(kind.code, year, title_key(kind, title))
