"""What laws are to each other: which one amends or consolidates which, by the registry of laws and by their titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.across.one_instrument import key_of_law
from extractor.across.rows import InstrumentRow
from patterns.instruments.laws import Law, law_numbered, laws_within
from patterns.phrases import compiled

AMENDS, CONSOLIDATES, MENTIONED = "sửa đổi", "hợp nhất", "dẫn chiếu"
BY_REGISTRY, BY_TITLE = "registry", "title"

_AMENDING = compiled(r"(?i)(?:về việc |về )?(?:sửa đổi|bổ sung)(?!\p{L})")
_CONSOLIDATED = "/VBHN-"


def wanted_links(row: InstrumentRow, law: Law | None) -> dict[tuple[str, str], str]:
    """What an instrument does to others: the relation and the other's key, with what says it, the registry first.

    ``row`` is that of the instrument, ``law`` what the registry has of it. Whether the corpus knows the others is not
    asked.
    """
    found: dict[tuple[str, str], str] = {}
    for source, relation, keys in ((BY_REGISTRY, AMENDS, _amended_by_registry(law)), (BY_TITLE, *_said_by_title(row))):
        for key in keys:
            if key != row.key:
                found.setdefault((relation, key), source)
    return found


def _amended_by_registry(law: Law | None) -> Iterator[str]:
    for number in law.amends if law else ():
        if amended := law_numbered(number):
            yield key_of_law(amended)


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
