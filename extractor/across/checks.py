"""What the corpus contradicts: two dates of one number, citations before the issue, organs that were no more; and
dates on a day without work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from extractor.across.instruments import Printed, Witness
from extractor.across.one_instrument import SURE_SOURCES
from extractor.across.rows import CheckRow, DocumentRow
from extractor.audit.checks import DATE, ERROR, IDENTITY, NOTE, SUSPICION
from extractor.resolve.keys import TITLED, key_parts
from extractor.store.keys import instrument_id
from patterns.instruments.laws import Law, laws_called, laws_titled, title_key
from patterns.loader import entry_of, holds
from patterns.names.organs import organ_of_code
from patterns.names.provinces import LAST_DAY_BEFORE
from patterns.phrases import compiled

# How many places an explanation names for each printed date, so that it can be read; ``citation_ids`` has them all.
PLACES_SHOWN = 3
# How sure it is that a date on a weekend is a misprint: acts are made on days without work too. An order against the
# other findings, measured on nothing.
WEEKEND_CONFIDENCE = 0.3

_ENDED_LEVEL = compiled(r"(?i)(?<!\p{L})$ENDED_LEVEL(?!\p{L})")

# As ``date.weekday`` counts.
_SATURDAY = 5
_WEEKEND = ("Saturday", "Sunday")

Documents = Mapping[str, DocumentRow]


def corpus_checks(instruments: Iterable[Printed], documents: Documents) -> list[CheckRow]:
    """The contradictions of all instruments; a key with an open part may be several, and contradicts nothing."""
    return sorted(
        check
        for printed in instruments
        if (parts := key_parts(printed.key)) and parts.known
        for found in (
            _two_dates(printed, documents),
            _too_early(printed, documents),
            _no_more(printed, documents),
            _other_law(printed, documents),
        )
        for check in found
    )


def weekend_checks(instruments: Iterable[Printed], documents: Documents) -> list[CheckRow]:
    """Notes of dates of issue on a Saturday or Sunday, one for each instrument and day, at the first document.

    A date that offices of different issuers print is right: the instrument was made on a day without work.
    """
    return sorted(check for printed in instruments for check in _weekend(printed, documents))


def _weekend(printed: Printed, documents: Documents) -> Iterator[CheckRow]:
    if is_of_any_day(printed.name):
        return
    for day, witnesses in printed.dates.items():
        weekday = date.fromisoformat(day).weekday()
        # One office copies its own misprint from report to report; two offices that print the same day have read it.
        issuers = {documents[each.document_id].issuer for each in witnesses}
        if weekday < _SATURDAY or len(issuers) > 1 or printed.own_date == day:
            continue
        yield _check(
            printed,
            _first_of_each(witnesses)[0],
            kind=DATE,
            statement=f"{printed.name} is dated on a {_WEEKEND[weekday - _SATURDAY]}, {day}",
            explanation=f"acts are made on days without work too; so printed in {_places(witnesses, documents)}",
            witnesses=witnesses,
            severity=NOTE,
        )._replace(confidence=WEEKEND_CONFIDENCE)


def is_of_any_day(identifier: str) -> bool:
    """Whether instruments with such a symbol are dated on days without work as well."""
    return holds(identifier, entry_of("checks", "any-day")["symbols"])


def _two_dates(printed: Printed, documents: Documents) -> Iterator[CheckRow]:
    """A suspicion at each document that prints another date than the instrument's.

    Where the instrument is in the corpus its own date stands; else the text cannot say which is mistyped. A title alone
    may be that of two laws: 2025 saw two on the organisation of local government.
    """
    dates, chosen, parts = printed.dates, printed.issued_on, key_parts(printed.key)
    if len(dates) < 2 or chosen is None or (parts and parts.organ == TITLED):
        return
    total = sum(map(len, dates.values()))
    stands = "its own print" if printed.own_date else f"{len(dates[chosen])} of {total} places"
    explanation = "; ".join(f"{day}: {_places(witnesses, documents)}" for day, witnesses in dates.items())
    everywhere = [witness for witnesses in dates.values() for witness in witnesses]
    for day, witnesses in dates.items():
        if day != chosen:
            statement = f"{printed.name} is dated {day} here and {chosen} in {stands}"
            for first in _first_of_each(witnesses):
                yield _check(
                    printed,
                    first,
                    kind=IDENTITY,
                    statement=statement,
                    explanation=explanation,
                    witnesses=everywhere,
                )


def _other_law(printed: Printed, documents: Documents) -> Iterator[CheckRow]:
    """A law's number printed with the title of another law of the registry: one of both is mistyped.

    Only where two sources state number and title, and neither title names the other: an amending law is called by the
    law that it amends.
    """
    law = printed.law
    if law is None or law.sources < SURE_SOURCES:
        return
    wrong: dict[str, list[Witness]] = defaultdict(list)
    for row in printed.cited:
        if row.title and row.identifier and _names_another(law, row.title):
            wrong[title_key(law.kind, row.title)].append(Witness(row.document_id, row.page, row.id))
    for title, witnesses in sorted(wrong.items()):
        named = laws_titled(law.kind, title)[-1].name
        for first in _first_of_each(witnesses):
            yield _check(
                printed,
                first,
                kind=IDENTITY,
                statement=f"{printed.name} is the number of {law.name}, not of {named}",
                explanation=f"the registry of laws has both; so printed in {_places(witnesses, documents)}",
                witnesses=witnesses,
            )


def _names_another(law: Law, title: str) -> bool:
    """Whether a printed title is that of another law of the registry, and no part of this one's."""
    own, printed = title_key(law.kind, law.title), title_key(law.kind, title)
    if printed in own or own in printed or law in laws_called(law.kind, title, law.year or 0):
        return False
    return bool(laws_titled(law.kind, title))


def _too_early(printed: Printed, documents: Documents) -> Iterator[CheckRow]:
    """An instrument cited by number without its date in a document of a day before it was issued.

    Where the citation prints the date, its own document shows the error; a name alone (``Đề án 06``) may be older
    than the number. A date that is in dispute may be the wrong one, and so may that of the document: one that was read
    from a picture, or that is of an earlier year, as of the first of several papers in one file. A suspicion only.
    """
    day, dates = printed.issued_on, printed.dates
    is_sure = printed.own_date or len(dates) == 1
    early = [
        Witness(row.document_id, row.page, row.id)
        for row in printed.cited
        if day in dates
        and row.identifier
        and not row.issued_on
        and (written := documents[row.document_id].issued_on)
        and written < (day or "")
    ]
    places = _places(dates[day], documents) if early and day else ""
    for first in _first_of_each(early):
        citing = documents[first.document_id]
        written = citing.issued_on
        is_error = is_sure and written and day and written[:4] == day[:4] and citing.text_layer != "ocr"
        statement = f"{printed.name} is not cited before it was issued on {day}"
        explanation = f"the document is dated {written}; {day}: {places}"
        yield _check(
            printed,
            first,
            kind=DATE,
            statement=statement,
            explanation=explanation,
            witnesses=early,
            severity=ERROR if is_error else SUSPICION,
        )


def _no_more(printed: Printed, documents: Documents) -> Iterator[CheckRow]:
    """An act dated after the end of its organ: offices lag, so a suspicion at most."""
    parts = key_parts(printed.key)
    organ = organ_of_code(parts.organ) if parts else None
    # A committee has the code ``ubnd`` on every level: only its printed name says that it was one of a district, and
    # all districts ended on one day.
    local = parts is not None and "/" in (parts.place or "")
    for day, witnesses in printed.dates.items():
        ended = organ.valid_to if organ and organ.valid_to and day[: len(organ.valid_to)] > organ.valid_to else None
        name = organ.name if organ else printed.name
        if local and day > LAST_DAY_BEFORE and _ENDED_LEVEL.search(printed.majority("issuer") or ""):
            ended, name = LAST_DAY_BEFORE, printed.majority("issuer") or name
        if ended:
            statement = f"{name} existed when it issued {printed.name} on {day}"
            for first in _first_of_each(witnesses):
                yield _check(
                    printed,
                    first,
                    kind=DATE,
                    statement=statement,
                    explanation=f"it existed until {ended}",
                    witnesses=witnesses,
                )


def _check(
    printed: Printed,
    at: Witness,
    *,
    kind: str,
    statement: str,
    explanation: str,
    witnesses: Iterable[Witness],
    severity: str = SUSPICION,
) -> CheckRow:
    ids = tuple(sorted(each.citation_id for each in witnesses if each.citation_id is not None))
    return CheckRow(
        document_id=at.document_id,
        instrument_id=instrument_id(printed.key),
        kind=kind,
        statement=statement,
        severity=severity,
        page=at.page,
        explanation=explanation,
        citation_ids=ids,
    )


def _first_of_each(witnesses: Iterable[Witness]) -> list[Witness]:
    """The first place in each document."""
    first: dict[str, Witness] = {}
    for witness in sorted(witnesses, key=lambda each: each[:2]):
        first.setdefault(witness.document_id, witness)
    return list(first.values())


def _places(witnesses: Iterable[Witness], documents: Documents) -> str:
    found = sorted({each[:2] for each in witnesses})
    shown = [f"{documents[document_id].file_name} page {page}" for document_id, page in found]
    more = [f"{len(shown) - PLACES_SHOWN} more"] if len(shown) > PLACES_SHOWN else []
    return ", ".join([*shown[:PLACES_SHOWN], *more])
