"""What the corpus contradicts: two dates of one number, citations before the issue, organs that were no more; and
dates on a day without work.

What is told is the same for all documents that print the same, so it is made once for each instrument; what one
document prints says whether it is told there. Numbers in it are exact where they are small: a finding does not read
otherwise whenever one more report comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from extractor.across.contributions import SATURDAY, is_weekend
from extractor.across.instruments import Printed
from extractor.across.one_instrument import SURE_SOURCES
from extractor.across.rows import CheckRow
from extractor.audit.checks import DATE, ERROR, IDENTITY, NOTE, SUSPICION
from extractor.resolve.keys import TITLED, key_parts
from extractor.store.keys import instrument_id
from patterns.instruments.laws import laws_titled
from patterns.loader import entry_of, holds
from patterns.names.organs import organ_of_code
from patterns.names.provinces import LAST_DAY_BEFORE
from patterns.phrases import compiled

# How many places an explanation names for each printed date, so that it can be read.
PLACES_SHOWN = 3
# How many dates an explanation names beside that of the place and that which stands, those that most print: a decree
# that ten thousand reports cite has a hundred misprinted ones, and a finding at each.
DATES_SHOWN = 4
# Up to so many places are counted in words exactly; above, the first digit says enough, and stays what it is while
# reports come (test_checks.py).
COUNTED_EXACTLY = 100
# How sure it is that a date on a weekend is a misprint: acts are made on days without work too. An order against the
# other findings, measured on nothing.
WEEKEND_CONFIDENCE = 0.3

_ENDED_LEVEL = compiled(r"(?i)(?<!\p{L})$ENDED_LEVEL(?!\p{L})")

_WEEKEND = ("Saturday", "Sunday")

# What is told of an instrument.
TWO_DATES, OTHER_LAW, EARLY, ENDED, ON_WEEKEND = "two dates", "other law", "early", "ended", "weekend"


class Place(NamedTuple):
    """A page that prints something of an instrument, and the citations there that do."""

    document_id: str
    page: int
    file_name: str
    citation_ids: tuple[str, ...]


class Subject(NamedTuple):
    """What is told of: one of the above, and the day, or the title, that is printed."""

    what: str
    value: str


class Told(NamedTuple):
    """What is told, wherever a document prints it; ``citation_ids`` are those at the places that it names.

    ``day`` is the one that an instrument was issued on, for what is cited earlier; ``document_id`` the only one that it
    is told at. ``is_sure`` says that the day is not disputed.
    """

    statement: str
    explanation: str
    citation_ids: tuple[str, ...] = ()
    day: str = ""
    document_id: str = ""
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What must be looked up of an instrument, and only where it is told.

    ``places`` returns the first places that print a day. ``issuers`` says whether offices of different issuers print
    it. ``cited_before`` says in how many documents of days before it is cited without its date. ``wrong`` has the
    places of each title of another law that is printed with its number.
    """

    places: Callable[[str], Sequence[Place]]
    issuers: Callable[[str], bool]
    cited_before: Callable[[str], int]
    wrong: Mapping[str, Sequence[Place]]


class Cited(NamedTuple):
    """A citation of an instrument outside the head of a document."""

    id: str
    page: int
    issued_on: str | None
    identifier: str | None


class Witness(NamedTuple):
    """A place in a document that prints something: a citation, or the head of the document itself (there
    ``citation_id`` is its number, None where it has none)."""

    page: int
    citation_id: str | None


@dataclass(frozen=True, slots=True)
class Here:
    """What one document prints of an instrument: ``own_day`` and ``own`` where it is the instrument itself, ``wrong``
    the places of titles of other laws."""

    document_id: str
    issued_on: str | None
    text_layer: str
    cited: Sequence[Cited]
    own_day: str | None
    own: Witness
    wrong: Mapping[str, Sequence[Place]]

    def dated(self) -> list[tuple[str, Witness]]:
        """The printed days with their places, the citations' before the own."""
        found = [(row.issued_on, Witness(row.page, row.id)) for row in self.cited if row.issued_on]
        return [*found, (self.own_day, self.own)] if self.own_day else found

    def on(self, day: str) -> list[Witness]:
        """The places that print a day."""
        return [witness for printed, witness in self.dated() if printed == day]


def told_of(printed: Printed, asked: Asked) -> dict[Subject, Told]:
    """All that is told of an instrument; a key with an open part may be several, and contradicts nothing.

    ``printed`` is what the corpus prints of it, ``asked`` looks up what is not counted.
    """
    parts = key_parts(printed.key)
    found = dict(_weekend(printed, asked))
    if parts and parts.known:
        found |= {**dict(_two_dates(printed, asked)), **dict(_other_law(printed, asked))}
        found |= {**dict(_too_early(printed, asked)), **dict(_no_more(printed))}
    return found


def contradictions(printed: Printed, told: Mapping[Subject, Told], asked: Asked) -> int:
    """How many findings speak against an instrument: one for each document that prints what is told.

    printed: what the corpus prints of it. told: of it. asked: what is not counted.
    """
    count = 0
    for subject, each in told.items():
        if subject.what in (TWO_DATES, ENDED):
            count += printed.days[subject.value].documents
        elif subject.what == OTHER_LAW:
            count += len({place.document_id for place in asked.wrong[subject.value]})
        elif subject.what == EARLY:
            count += asked.cited_before(each.day)
    return count


def findings(key: str, here: Here, told: Mapping[Subject, Told]) -> list[CheckRow]:
    """The findings about an instrument at one document.

    key: of the instrument. here: what the document prints of it. told: all that is told of it.
    """
    found = [check for subject, each in told.items() for check in _findings(key, here, subject, each)]
    return sorted(found)


def counted(number: int) -> str:
    """A number of places in words that last: ``97``, ``200 or more``."""
    if number <= COUNTED_EXACTLY:
        return str(number)
    digits = str(number)
    return f"{digits[0]}{'0' * (len(digits) - 1)} or more"


def is_of_any_day(identifier: str) -> bool:
    """Whether instruments with such a symbol are dated on days without work as well."""
    return holds(identifier, entry_of("checks", "any-day")["symbols"])


def order_of_checks(check: CheckRow) -> tuple[bool, CheckRow]:
    """The order in which the findings of a document are numbered: notes come last."""
    return check.severity == NOTE, check


def _findings(key: str, here: Here, subject: Subject, told: Told) -> Iterator[CheckRow]:
    """At most one.

    key: of the instrument. here: what the document prints of it. subject: what is told. told: the words.
    """
    kind, severity, confidence, explanation = DATE, SUSPICION, None, told.explanation
    if subject.what == EARLY:
        written = here.issued_on or ""
        early = [row for row in here.cited if row.identifier and not row.issued_on]
        witnesses = [Witness(row.page, row.id) for row in early] if written and written < told.day else []
        if told.is_sure and written[:4] == told.day[:4] and here.text_layer != "ocr":
            severity = ERROR
        explanation = f"the document is dated {written}; {told.explanation}"
    elif subject.what == OTHER_LAW:
        kind = IDENTITY
        witnesses = [Witness(place.page, each) for place in here.wrong.get(subject.value, ()) for each in place[3]]
    else:
        witnesses = here.on(subject.value)
    if subject.what == ON_WEEKEND:
        severity, confidence = NOTE, WEEKEND_CONFIDENCE
        witnesses = witnesses if here.document_id == told.document_id else []
    if not witnesses:
        return
    standing = [witness for _, witness in here.dated()] if subject.what == TWO_DATES else witnesses
    ids = {*told.citation_ids, *(each.citation_id for each in standing if each.citation_id)}
    check = CheckRow(
        document_id=here.document_id,
        instrument_id=instrument_id(key),
        kind=IDENTITY if subject.what == TWO_DATES else kind,
        statement=told.statement,
        severity=severity,
        page=min(witness.page for witness in witnesses),
        explanation=explanation,
        citation_ids=tuple(sorted(ids)),
    )
    yield check if confidence is None else check._replace(confidence=confidence)


def _weekend(printed: Printed, asked: Asked) -> Iterator[tuple[Subject, Told]]:
    """Notes of dates of issue on a Saturday or Sunday, one for each instrument and day, at the first document.

    A date that offices of different issuers print is right: the instrument was made on a day without work.
    """
    weekends = [day for day in printed.days if is_weekend(day)]
    if not weekends or is_of_any_day(printed.name):
        return
    for day in weekends:
        # One office copies its own misprint from report to report; two offices that print the same day have read it.
        if printed.own_date == day or asked.issuers(day):
            continue
        places = asked.places(day)
        weekday = _WEEKEND[date.fromisoformat(day).weekday() - SATURDAY]
        yield (
            Subject(ON_WEEKEND, day),
            Told(
                f"{printed.name} is dated on a {weekday}, {day}",
                f"acts are made on days without work too; so printed in {_named(printed, day, places)}",
                _ids(places),
                document_id=places[0].document_id,
            ),
        )


def _two_dates(printed: Printed, asked: Asked) -> Iterator[tuple[Subject, Told]]:
    """A suspicion at each document that prints another date than the instrument's.

    Where the instrument is in the corpus its own date stands; else the text cannot say which is mistyped. A title alone
    may be that of two laws: 2025 saw two on the organisation of local government.
    """
    days, chosen, parts = printed.days, printed.issued_on, key_parts(printed.key)
    if len(days) < 2 or chosen is None or (parts and parts.organ == TITLED):
        return
    total = sum(count.times for count in days.values())
    stands = "its own print" if printed.own_date else f"{counted(days[chosen].times)} of {counted(total)} places"
    most = sorted(days, key=lambda day: (-days[day].times, day))[:DATES_SHOWN]
    places = {day: asked.places(day) for day in days}
    for day in days:
        if day != chosen:
            shown = sorted({*most, day, chosen} & days.keys())
            yield (
                Subject(TWO_DATES, day),
                Told(
                    f"{printed.name} is dated {day} here and {chosen} in {stands}",
                    "; ".join(f"{each}: {_named(printed, each, places[each])}" for each in shown),
                    _ids(place for each in shown for place in places[each]),
                ),
            )


def _other_law(printed: Printed, asked: Asked) -> Iterator[tuple[Subject, Told]]:
    """A law's number printed with the title of another law of the registry: one of both is mistyped.

    Only where two sources state number and title.
    """
    law = printed.law
    if law is None or law.sources < SURE_SOURCES:
        return
    for title, places in sorted(asked.wrong.items()):
        shown = sorted(places)[:PLACES_SHOWN]
        yield (
            Subject(OTHER_LAW, title),
            Told(
                f"{printed.name} is the number of {law.name}, not of {laws_titled(law.kind, title)[-1].name}",
                f"the registry of laws has both; so printed in {_listed(shown, len(places))}",
                _ids(shown),
            ),
        )


def _too_early(printed: Printed, asked: Asked) -> Iterator[tuple[Subject, Told]]:
    """An instrument cited by number without its date in a document of a day before it was issued.

    Where the citation prints the date, its own document shows the error; a name alone (``Đề án 06``) may be older
    than the number. A date that is in dispute may be the wrong one, and so may that of the document: one that was read
    from a picture, or that is of an earlier year, as of the first of several papers in one file. A suspicion only.
    """
    day = printed.issued_on
    if day and day in printed.days and asked.cited_before(day):
        yield (
            Subject(EARLY, ""),
            Told(
                f"{printed.name} is not cited before it was issued on {day}",
                f"{day}: {_named(printed, day, asked.places(day))}",
                day=day,
                is_sure=bool(printed.own_date) or len(printed.days) == 1,
            ),
        )


def _no_more(printed: Printed) -> Iterator[tuple[Subject, Told]]:
    """An act dated after the end of its organ: offices lag, so a suspicion at most."""
    parts = key_parts(printed.key)
    organ = organ_of_code(parts.organ) if parts else None
    # A committee has the code ``ubnd`` on every level: only its printed name says that it was one of a district, and
    # all districts ended on one day.
    local = parts is not None and "/" in (parts.place or "")
    for day in printed.days:
        ended = organ.valid_to if organ and organ.valid_to and day[: len(organ.valid_to)] > organ.valid_to else None
        name = organ.name if organ else printed.name
        if local and day > LAST_DAY_BEFORE and _ENDED_LEVEL.search(printed.majority("issuer") or ""):
            ended, name = LAST_DAY_BEFORE, printed.majority("issuer") or name
        if ended:
            statement = f"{name} existed when it issued {printed.name} on {day}"
            yield Subject(ENDED, day), Told(statement, f"it existed until {ended}")


def _named(printed: Printed, day: str, places: Sequence[Place]) -> str:
    """The places of a day in words: printed: what is counted. day: the printed one. places: the first of them."""
    return _listed(places, printed.places_of(day))


def _listed(places: Sequence[Place], number: int) -> str:
    """The first ``places`` of a ``number`` in words."""
    shown = [f"{place.file_name} page {place.page}" for place in places]
    further = number - len(shown)
    others = f"{further} more" if further <= COUNTED_EXACTLY else f"{counted(further)} others"
    return ", ".join([*shown, *([others] if further else [])])


def _ids(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(sorted({each for place in places for each in place.citation_ids}))
