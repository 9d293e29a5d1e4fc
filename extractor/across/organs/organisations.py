"""Organs merged over documents: the name that most print, and what the registries of organs and places know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from extractor.across.indicators.gather import most_frequent
from extractor.across.rows import InstrumentRow, OrganisationRow
from extractor.resolve.keys import organ_key
from extractor.resolve.places import validity
from extractor.store.keys import organisation_id
from patterns.instruments.symbols import read_symbol
from patterns.names.organs import organ_of_code


def organ_of(row: InstrumentRow) -> tuple[str, str] | None:
    """The key of the organ that issued an instrument, and its name as the instrument has it, "" where it has none."""
    key = organ_key(row.key)
    return (key, row.issuer or _organ_in(key, row.symbol) or "") if key else None


def organisation_row(key: str, mentioned: Mapping[str, int], issued: Mapping[str, int]) -> OrganisationRow:
    """The organ as most name it.

    key: its own. mentioned: its names in documents with how often they stand there. issued: those of the instruments
    that it issued, which count where no document names it.
    """
    code, _, place = key.partition("@")
    organ = organ_of_code(code)
    printed = Counter({name: count for name, count in (mentioned or issued).items() if name})
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


def _organ_in(key: str, symbol: str | None) -> str | None:
    """The organ of a symbol as printed, where no registry holds it: nothing else is known of it (``ĐHCNTT``)."""
    organs = read_symbol(symbol).organs if symbol and not organ_of_code(key.partition("@")[0]) else ()
    return organs[0] if organs else None
