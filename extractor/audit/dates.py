"""Dates that contradict: the year in the number, the calendar, the document's own date."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

import regex

from extractor.audit.verdicts import ERROR, SLIP
from extractor.model.document import Check, Document
from extractor.model.facts import Citation, Located

_YEAR_IN_NUMBER = regex.compile(r"[/-]((?:19|20)\d\d)[/-]")
_IMPOSSIBLE = 0.2


def date_checks(document: Document) -> Iterator[Check]:
    """Checks of the dates of all citations, and of impossible dates elsewhere in the text; a citation that is
    repeated on a page is checked once."""
    seen: set[tuple[str, str | None, int]] = set()
    for located in document.citations:
        if located.location == "header" or not located.fact.issued_on:
            continue
        key = (located.fact.identifier or located.fact.raw, located.fact.issued_on, located.place.page)
        if key not in seen:
            seen.add(key)
            yield from _number_and_date(located)
            yield from _after_document(located, document.identity.issued_on)
    yield from _impossible(document)


def _number_and_date(located: Located[Citation]) -> Iterator[Check]:
    """The year in the number against the year of the date printed with it."""
    citation = located.fact
    found = _YEAR_IN_NUMBER.search(citation.identifier or "")
    if not found or not citation.issued_on:
        return
    year, dated = int(found[1]), int(citation.issued_on[:4])
    yield Check(
        "date", f"{citation.identifier} is dated in the year of its number", float(year), float(dated),
        float(dated - year), year == dated, ERROR, located.place.page, (),
        "" if year == dated else f"{citation.identifier} is dated {citation.issued_on}: {citation.raw}",
        located.place.boxes, SLIP,
    )  # fmt: skip


def _after_document(located: Located[Citation], issued_on: str | None) -> Iterator[Check]:
    """An instrument cited before it was issued."""
    citation = located.fact
    if issued_on and citation.issued_on and citation.issued_on > issued_on:
        yield Check(
            "date", f"{citation.identifier or citation.raw} is not dated after the document", None, None, None, False,
            ERROR, located.place.page, (), f"dated {citation.issued_on}, the document {issued_on}",
            located.place.boxes, SLIP,
        )  # fmt: skip


def _impossible(document: Document) -> Iterator[Check]:
    """Days that no calendar has (31/4, month 18), with the citation they belong to."""
    impossible = [each for each in document.dates if not each.fact.first and each.fact.confidence <= _IMPOSSIBLE]
    if not impossible:
        return
    by_page: dict[int, list[Located[Citation]]] = defaultdict(list)
    for citation in sorted(document.citations, key=_start):
        by_page[citation.place.page].append(citation)
    starts = {page: [each.place.char_start for each in citations] for page, citations in by_page.items()}
    for located in impossible:
        place = located.place
        before = bisect_right(starts.get(place.page, []), place.char_start) - 1
        nearest = by_page[place.page][before] if before >= 0 else None
        cited = nearest if nearest and _holds(nearest, place.page, place.char_start) else None
        name = (cited.fact.identifier or cited.fact.raw) if cited else place.raw
        yield Check(
            "date", f"the date of {name} exists" if cited else f"the date {name} exists", None, None, None, False,
            ERROR, place.page, (), f"{place.raw} is no day of the calendar", place.boxes, SLIP,
        )  # fmt: skip


def _start(citation: Located[Citation]) -> int:
    return citation.place.char_start


def _holds(citation: Located[Citation], page: int, offset: int) -> bool:
    place = citation.place
    return place.page == page and place.char_start <= offset < (
        place.char_end if place.page_end == page else offset + 1
    )
