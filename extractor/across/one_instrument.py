"""Which keys are one instrument: a law by its number and by its title, a decree with and without its year.

The registry of laws says it, and where it does not, the corpus itself: a citation that prints title and number, a law
that is one of the documents. ``citations.key`` stays what the place tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.across.counted import (
    CALLED,
    DATED,
    KEY,
    KEY_DAY,
    KEY_FILE,
    KEY_IDENTIFIER,
    KEY_URL,
    NUMBERED,
    STATED,
    STATES,
)
from extractor.across.tallies import Values
from extractor.model.facts import Citation
from extractor.resolve.keys import TITLED, KeyParts, key_parts, key_with_year, titled_key
from patterns.instruments.doc_types import DocType, doc_types
from patterns.instruments.laws import Law, is_numbered_as_law, law_numbered, laws_called, laws_titled, title_key

# For memory: answers that are kept, since the same instruments are cited by most documents.
_MOST_KEPT = 1 << 15

# A day of the registry is held against a printed one only where two public sources state it: those with one are often
# copies of one list (test_one_instrument.py).
SURE_SOURCES = 2


class Profile(NamedTuple):
    """What others must know of a key: which instrument it is, and what is printed of that instrument.

    ``printed_as`` are the printed keys that are this instrument, none where it is not known. ``days`` are those that
    are printed for it, ``files`` symbol and day of the documents that are it, ``urls`` the addresses of its citations.
    """

    own: str
    printed_as: tuple[str, ...]
    days: tuple[str, ...]
    files: tuple[str, ...]
    urls: tuple[str, ...]


class OneInstrument:
    """What the keys of a corpus are, asked one by one; ``values`` are those that are counted of printed keys."""

    def __init__(self, values: Values) -> None:
        self._values = values
        kept = lru_cache(maxsize=_MOST_KEPT)
        self._kept_owner, self._kept_profile = kept(self._owner), kept(self._profile)
        self._kept_candidates, self._kept_law = kept(self._known_with), kept(self._law)

    def of(self, key: str) -> str:
        """The key of the instrument that a printed key names."""
        return self._kept_owner(key)

    def is_of_registry(self, key: str) -> bool:
        """Whether it is the registry that says which instrument a key by title names."""
        return bool(_called(key))

    def several(self, key: str) -> Mapping[str, Law]:
        """The laws with the title of a key, by their own keys, where there is more than one."""
        called = _called(key)
        return called if len(called) > 1 else {}

    def law(self, key: str) -> Law | None:
        """The law of the registry that an instrument is: by the titles that name it, or by its number."""
        return self._kept_law(key)

    def also(self, key: str) -> tuple[str, ...]:
        """The further keys of an instrument, sorted: those printed, and that of a law by title and year.

        Two laws of one title and year both go by its key.
        """
        found = set(self.profile(key).printed_as)
        if law := self.law(key):
            found.add(_title_key(law.kind, law.title, law.year))
        return tuple(sorted(found - {key}))

    def is_shared(self, key: str, of: str) -> bool:
        """Whether several laws of the registry go by the further ``key`` of the instrument ``of``."""
        law = self.law(of)
        return (
            law is not None
            and key == _title_key(law.kind, law.title, law.year)
            and len(laws_titled(law.kind, law.title, law.year)) > 1
        )

    def is_known(self, key: str) -> bool:
        """Whether anybody prints what is this instrument."""
        return bool(self.profile(key).printed_as)

    def first_day(self, key: str) -> str:
        """The earliest day that is printed for an instrument, empty where none is."""
        return min(self.profile(key).days, default="")

    def profile(self, key: str) -> Profile:
        """What others must know of a key."""
        return self._kept_profile(key)

    def candidates(self, number: str) -> tuple[str, ...]:
        """The known instruments with a series and number (``number_of``), sorted."""
        return self._kept_candidates(number)

    def tied(self, key: str) -> set[str]:
        """The keys whose instrument may be another one where a printed key comes or goes, itself among them."""
        dated = self._values(key, DATED)
        own = _dated(key)
        others = (*self._values(key, STATED), *self._values(key, CALLED), *self._values(key, STATES), *dated)
        return {key, *others, *_called(key), *([own] if own else [])}

    def _owner(self, key: str) -> str:
        parts = key_parts(key)
        if parts is None or not parts.known:
            return key
        if parts.organ == TITLED:
            called = _called(key)
            stated = called or self._values(key, STATED)
            return min(stated) if len(stated) == 1 else key
        dated = key_with_year(parts)
        return dated if dated and self.is_printed(dated) else key

    def _known_with(self, number: str) -> tuple[str, ...]:
        printed = {*self._values(number, KEY), *self._values(number, NUMBERED)}
        return tuple(sorted(key for key in printed if is_full(key) and self.is_known(key)))

    def _law(self, key: str) -> Law | None:
        for titled in self._values(key, CALLED):
            return _called(titled)[key]
        return _law_of_number(key, next(iter(self._values(key, KEY_IDENTIFIER)), ""))

    def is_printed(self, key: str) -> bool:
        """Whether anybody prints a key."""
        return key in self._values(number_of(key), KEY)

    def _profile(self, key: str) -> Profile:
        ties = (*self._values(key, CALLED), *self._values(key, STATES), *self._values(key, DATED))
        printed = [*([key] if self.is_printed(key) else []), *ties]
        printed_as = tuple(sorted({other for other in printed if self.of(other) == key and self.is_printed(other)}))
        days, files, urls = (
            tuple(sorted({value for other in printed_as for value in self._values(other, what)}))
            for what in (KEY_DAY, KEY_FILE, KEY_URL)
        )
        return Profile(own=self.of(key), printed_as=printed_as, days=days, files=files, urls=urls)


@lru_cache(maxsize=_MOST_KEPT)
def number_of(key: str) -> str:
    """What a key shares with those that it may stand for: the series and the number."""
    parts = key_parts(key)
    return f"{parts.series}:{parts.number}" if parts else key


def is_full(key: str) -> bool:
    """Whether a key names one instrument."""
    parts = key_parts(key)
    return parts is not None and parts.known


@lru_cache(maxsize=_MOST_KEPT)
def depends_on_others(key: str) -> bool:
    """Whether what a key names depends on the corpus: an open one, that of a title, that of a year."""
    parts = key_parts(key)
    return parts is not None and (not parts.known or parts.organ == TITLED or key_with_year(parts) is not None)


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


def _law_of_number(key: str, identifier: str) -> Law | None:
    """The law of a printed number; None where the key says another year."""
    law = law_numbered(identifier) if is_numbered_as_law(identifier) else None
    return law if law and key_of_law(law) == key else None


def laws_of_title(parts: KeyParts) -> Mapping[str, Law]:
    """The laws of the registry that the key of a title may mean, by their own keys."""
    kind, year = _titled_types().get(parts.series), parts.calendar_year
    return {key_of_law(law): law for law in laws_called(kind, parts.number, year)} if kind and year else {}


@lru_cache(maxsize=4096)
def _called(key: str) -> Mapping[str, Law]:
    """The same for a whole key; none where it is not that of a title."""
    parts = key_parts(key)
    return laws_of_title(parts) if parts and parts.known and parts.organ == TITLED else {}


def _dated(key: str) -> str | None:
    parts = key_parts(key)
    return key_with_year(parts) if parts and parts.known and parts.organ != TITLED else None


@cache
def _titled_types() -> Mapping[str, DocType]:
    return {kind.code: kind for kind in doc_types().values() if kind.title}


def _title_key(kind: DocType, title: str, year: int | None) -> str:
    return titled_key(kind.code, year, title_key(kind, title))
