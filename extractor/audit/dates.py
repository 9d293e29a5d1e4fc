"""Dates that contradict: the year in the number, the calendar, the document's own date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import regex

from extractor.audit.verdicts import ERROR, SUSPICION
from extractor.model import Check, Citation, Document, Located

_YEAR_IN_NUMBER = regex.compile(r"[/-]((?:19|20)\d\d)[/-]")
_WEEKEND_IS_USUAL = regex.compile(r"QH|HĐND|CĐ|/TW|/TU|L-CTN")
_SATURDAY = 5
_WEEKEND = ("Saturday", "Sunday")
_IMPOSSIBLE = 0.2


def date_checks(document: Document) -> Iterator[Check]:
    """Checks of the dates of all citations, and of impossible dates elsewhere in the text."""
    weekend: set[str] = set()
    for located in document.citations:
        if located.location == "header":
            continue
        yield from _number_and_date(located)
        yield from _after_document(located, document.identity.issued_on)
        identifier = located.fact.identifier or located.fact.raw
        if identifier not in weekend and (check := _weekend(located)):
            weekend.add(identifier)
            yield check
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
    )  # fmt: skip


def _after_document(located: Located[Citation], issued_on: str | None) -> Iterator[Check]:
    """An instrument cited before it was issued."""
    citation = located.fact
    if issued_on and citation.issued_on and citation.issued_on > issued_on:
        yield Check(
            "date", f"{citation.identifier or citation.raw} is not dated after the document", None, None, None, False,
            ERROR, located.place.page, (), f"dated {citation.issued_on}, the document {issued_on}",
        )  # fmt: skip


def _weekend(located: Located[Citation]) -> Check | None:
    """A date on Saturday or Sunday; usual for assemblies, telegrams and the Party."""
    citation = located.fact
    if not citation.issued_on or _WEEKEND_IS_USUAL.search(citation.identifier or "QH"):
        return None
    day = date.fromisoformat(citation.issued_on)
    if day.weekday() < _SATURDAY:
        return None
    return Check(
        "date", f"{citation.identifier} is dated on a working day", None, None, None, False, SUSPICION,
        located.place.page, (), f"{citation.issued_on} is a {_WEEKEND[day.weekday() - _SATURDAY]}",
    )  # fmt: skip


def _impossible(document: Document) -> Iterator[Check]:
    """Days that no calendar has (31/4, month 18), with the citation they belong to."""
    for located in document.dates:
        if located.fact.first or located.fact.confidence > _IMPOSSIBLE:
            continue
        cited = next(
            (each for each in document.citations if _holds(each, located.place.page, located.place.char_start)), None
        )
        name = (cited.fact.identifier or cited.fact.raw) if cited else located.place.raw
        yield Check(
            "date", f"the date of {name} exists" if cited else f"the date {name} exists", None, None, None, False,
            ERROR, located.place.page, (), f"{located.place.raw} is no day of the calendar",
        )  # fmt: skip


def _holds(citation: Located[Citation], page: int, offset: int) -> bool:
    place = citation.place
    return place.page == page and place.char_start <= offset < (
        place.char_end if place.page_end == page else offset + 1
    )
