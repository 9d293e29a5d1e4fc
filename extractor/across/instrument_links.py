"""What laws are to each other: which one amends or consolidates which, by the registry of laws and by their titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractor.across.instruments import Printed
from extractor.across.one_instrument import key_of_law
from extractor.across.rows import InstrumentLinkRow, InstrumentRow
from extractor.store.keys import instrument_id
from patterns.instruments.laws import Law, law_numbered, laws_within
from patterns.phrases import compiled

AMENDS, CONSOLIDATES, MENTIONED = "sửa đổi", "hợp nhất", "dẫn chiếu"
BY_REGISTRY, BY_TITLE = "registry", "title"

_AMENDING = compiled(r"(?i)(?:về việc |về )?(?:sửa đổi|bổ sung)(?!\p{L})")
_CONSOLIDATED = "/VBHN-"


def links(gathered: Mapping[str, Printed], instruments: Iterable[InstrumentRow]) -> list[InstrumentLinkRow]:
    """The links between instruments of a corpus, sorted: what the registry states, then what titles say.

    ``gathered`` has what is printed of each by its key, ``instruments`` are their rows.
    """
    found: dict[tuple[str, str, str], str] = {}
    for row in instruments:
        printed = gathered[row.key]
        for source, relation, keys in (
            (BY_REGISTRY, AMENDS, _amended_by_registry(printed)),
            (BY_TITLE, *_said_by_title(row)),
        ):
            for key in keys:
                if key in gathered and key != row.key:
                    found.setdefault((row.id, relation, instrument_id(key)), source)
    return sorted(InstrumentLinkRow(*ends, source) for ends, source in found.items())


def _amended_by_registry(printed: Printed) -> Iterator[str]:
    for number in printed.law.amends if printed.law else ():
        if law := law_numbered(number):
            yield key_of_law(law)


def _said_by_title(row: InstrumentRow) -> tuple[str, list[str]]:
    """What a title says that its instrument does, and the keys of those it does it to."""
    title = row.title or ""
    if _CONSOLIDATED in (row.identifier or ""):
        return CONSOLIDATES, _named(title, row.issued_on, (CONSOLIDATES, MENTIONED))
    return AMENDS, _named(title, row.issued_on, (AMENDS,)) if _AMENDING.match(title) else []


def _named(title: str, day: str | None, relations: Sequence[str]) -> list[str]:
    """The keys of the instruments that a title is about: numbers in these relations, and laws by their own titles.

    title: that of the acting instrument. day: its day, None where it is not known. relations: of the numbers in the
    title those that it acts on; ``quy định chi tiết Nghị định số …`` in the name of an amended circular is another's.
    """
    # loaded late: commands that look nothing up start without it (tests/benchmarks/test_costs.py)
    from extractor.finders import find_citations

    numbered = [each.key for each in find_citations(title) if each.key and each.relation and each.relation in relations]
    return [*numbered, *(key_of_law(law) for law in _meant(title, day))]


def _meant(title: str, day: str | None) -> Iterator[Law]:
    """Of each law that a title names the one in force on a day: the youngest before it."""
    for versions in laws_within(title):
        older = [law for law in versions if _day(law) < (day or "")]
        known = older[-1:] if day else versions if len(versions) == 1 else ()
        yield from known


def _day(law: Law) -> str:
    return law.issued_on or str(law.year or "")
