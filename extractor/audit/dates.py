"""Dates that contradict: the year in the number, the calendar, the document's own date."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from extractor.audit.checks import DATE, ERROR, SUSPICION
from extractor.audit.verdicts import OPEN, SLIP
from extractor.model.document import Check, Document
from extractor.model.facts import Citation, Located, Place

# Legal documents have the year of their issue in their number (30/2020/NĐ-CP), other acts have none (4951/QĐ-UBND).
_YEAR_IN_NUMBER = regex.compile(r"[/-]((?:19|20)\d\d)[/-]")
# ``find`` gives a day that no calendar has (31/4) this confidence, and no reading of it.
_IMPOSSIBLE = 0.2

# Digits that stand apart are those of two numbers, or of a line that was set letter by letter, as running heads of a
# gazette beside a page that stands sideways: no day is printed so (test_dates.py).
_APART = regex.compile(r"\d\s+\d")

# From so many instruments on that are dated after the document, its own date is in doubt: that of the first of several
# papers in one file, or of a form that was filled in later (test_dates.py).
_MOST_LATER = 3


def date_checks(document: Document) -> Iterator[Check]:
    """Checks of the dates of all citations, and of impossible dates elsewhere in the text; a citation that is repeated
    is checked once, with all its places."""
    issued_on = document.identity.issued_on
    later = {each.fact.identifier or each.fact.raw for each in document.citations if _is_after(each, issued_on)}
    severity = ERROR if len(later) < _MOST_LATER else SUSPICION
    alike: dict[tuple[str, str], list[Located[Citation]]] = defaultdict(list)
    for located in document.citations:
        if located.location != "header" and located.fact.issued_on:
            alike[located.fact.identifier or located.fact.raw, located.fact.issued_on].append(located)
    for repeated in alike.values():
        checks = [*_number_and_date(repeated[0])]
        if _is_after(repeated[0], issued_on):
            checks.append(_after_document(repeated[0], issued_on, severity))
        places = [each.place for each in repeated]
        yield from (check if check.holds else _with_places(check, places) for check in checks)
    impossible: dict[tuple[str, str], list[tuple[Check, Place]]] = defaultdict(list)
    for check, place in _impossible(document):
        impossible[check.statement, check.explanation].append((check, place))
    for found in impossible.values():
        yield _with_places(found[0][0], [place for _, place in found])


def _with_places(check: Check, places: Sequence[Place]) -> Check:
    """A finding about a date with all places that print it: one misprint is one finding."""
    pages = sorted({place.page for place in places})
    boxes = tuple(dict.fromkeys(box for place in places for box in place.boxes))
    told = f"; so printed on pages {', '.join(map(str, pages))}" if len(pages) > 1 else ""
    return replace(check, page=pages[0], boxes=boxes, explanation=check.explanation + told)


def _number_and_date(located: Located[Citation]) -> Iterator[Check]:
    """The year in the number against the year of the date printed with it."""
    citation = located.fact
    found = _YEAR_IN_NUMBER.search(citation.identifier or "")
    if not found or not citation.issued_on:
        return
    year, dated = int(found[1]), int(citation.issued_on[:4])
    yield Check(
        kind=DATE,
        statement=f"{citation.identifier} is dated in the year of its number",
        expected=float(year),
        actual=float(dated),
        difference=float(dated - year),
        holds=year == dated,
        severity=ERROR,
        page=located.place.page,
        explanation="" if year == dated else f"{citation.identifier} is dated {citation.issued_on}: {citation.raw}",
        boxes=located.place.boxes,
        confidence=SLIP,
    )


def _is_after(located: Located[Citation], issued_on: str | None) -> bool:
    """Whether an instrument is cited with a day after that of the document."""
    day = located.fact.issued_on
    return bool(issued_on and day and day > issued_on) and located.location != "header"


def _after_document(located: Located[Citation], issued_on: str | None, severity: str) -> Check:
    """An instrument cited before it was issued."""
    citation = located.fact
    name = citation.identifier or citation.raw
    explanation = f"dated {citation.issued_on}, the document {issued_on}"
    return _failing(f"{name} is not dated after the document", explanation, located.place, severity)


def _impossible(document: Document) -> Iterator[tuple[Check, Place]]:
    """Days that no calendar has (31/4, month 18), with the citation they belong to and the place."""
    impossible = [
        each
        for each in document.dates
        if not each.fact.first and each.fact.confidence <= _IMPOSSIBLE and not _APART.search(each.fact.raw)
    ]
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
        statement = f"the date of {name} exists" if cited else f"the date {name} exists"
        yield _failing(statement, f"{place.raw} is no day of the calendar", place), place


def _failing(statement: str, explanation: str, place: Place, severity: str = ERROR) -> Check:
    """A statement about a date that does not hold."""
    return Check(
        kind=DATE,
        statement=statement,
        expected=None,
        actual=None,
        difference=None,
        holds=False,
        severity=severity,
        page=place.page,
        explanation=explanation,
        boxes=place.boxes,
        confidence=SLIP if severity == ERROR else OPEN,
    )


def _start(citation: Located[Citation]) -> int:
    return citation.place.char_start


def _holds(citation: Located[Citation], page: int, offset: int) -> bool:
    place = citation.place
    return place.page == page and place.char_start <= offset < (
        place.char_end if place.page_end == page else offset + 1
    )
