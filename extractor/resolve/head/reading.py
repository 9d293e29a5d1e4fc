"""What a document says of itself: type, number, issuer, date, subject, period, signer, from its printed head.

Who signed: the name under the signature, and the digital signature that its stamps print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extractor.model.document import Context, Identity
from extractor.model.facts import Date
from extractor.model.layout import Head
from extractor.resolve.head.continued import Continued, read_continued
from extractor.resolve.head.issuer import Issuer, organs_over_title, read_issuer
from extractor.resolve.head.recognised import as_printed
from extractor.resolve.head.spelling import names_organ
from extractor.resolve.head.title import HeadNumber, Title, read_head_number, read_title
from extractor.resolve.identity import instrument_key
from extractor.resolve.periods import read_period
from extractor.resolve.places import place_slug, unit_slug
from patterns.days import iso_day
from patterns.instruments.doc_types import type_of_symbol
from patterns.instruments.stamps import printed_time, stamp_line
from patterns.loader import load
from patterns.names.persons import person_name
from patterns.phrases import compiled

# Stamps of a certified copy and of the arrival of a paper name an office and a time too, which are not the signer's.
NOT_SIGNATURES = ("copy", "arrival")


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """The signer as printed, a person or an organ, and the time in ISO 8601 with its zone where one is printed."""

    by: str | None = None
    at: str | None = None

    @property
    def person(self) -> str | None:
        """The name of the signer where it is a person's and not that of an organ."""
        if self.by is None or names_organ(self.by):
            return None
        return person_name(self.by.title() if self.by.isupper() else self.by)


def signer_of(signature: Sequence[str]) -> str | None:
    """The name under the signature; the names of a joint document one after the other, as each signs in a capacity."""
    names: list[str] = []
    in_capacity = True
    for line in signature:
        name = person_name(line)
        if name is None:
            in_capacity = in_capacity or line.isupper()
        elif in_capacity:
            names.append(name)
            in_capacity = False
        else:
            names[-1] = name
    return "; ".join(names) or None


def read_signature(stamps: Sequence[Sequence[str]]) -> DigitalSignature:
    """The earliest digital signature: later ones are those of offices that pass the document on."""
    signatures = [signature for stamp in stamps if (signature := _signature(stamp)) != DigitalSignature()]
    # a signature without a time comes behind all that have one: ``9`` sorts behind every year
    return min(signatures, key=lambda signature: signature.at or "9", default=DigitalSignature())


def _signature(stamp: Sequence[str]) -> DigitalSignature:
    said: dict[str, str] = {}
    last = ""
    for text in stamp:
        line = stamp_line(text)
        if line and line.id in NOT_SIGNATURES:
            return DigitalSignature()
        if line:
            last = line.says
            said.setdefault(last, line.value)
        elif last:
            said[last] = f"{said[last]} {text}".strip()
    return DigitalSignature(said.get("signer") or None, printed_time(said.get("time", "")))


# Characters of the body that may name the issuer which the head leaves out: about a page. From 1000 to 10000 the heads
# of 158 documents are the same.
BODY_START = 3000

_DAY_OF_ISSUE = regex.compile(
    r"ngày(?<day>\d{1,2})?[._…]*tháng(?<month>\d{1,2})?[._…]*năm(?<year>\d{4})|ngày(?<day>\d{1,2})/(?<month>\d{1,2})/(?<year>\d{4})",
    regex.IGNORECASE,
)
# The last sentence of an act of an assembly, which bears its day where the head has none.
_ADOPTED = compiled(
    r"(?:$LAW_WORD|Nghị quyết) này\s+(?:đã\s+)?được\s[^.;“”]{3,250}?\sthông\s+qua\s+"
    r"(?:tại\s[^.;“”]{3,80}?\s)?ngày\s+(?<day>\d{1,2})\s+tháng\s+(?<month>\d{1,2})\s+năm\s+(?<year>\d{4})"
)

_PLACE_OF_ISSUE = regex.compile(r"^\s*(?<place>\p{Lu}[\p{L}\s.-]{1,40}?)\s*,\s*ngày", regex.IGNORECASE)
# Other types have a year in their subject that is no period of theirs: ``Quyết định … dự toán năm 2024``.
_WITH_PERIOD = ("Báo cáo", "Kế hoạch", "Chương trình", None)
# A consolidated text prints the title of the law that it consolidates; only its number says what it is.
_CONSOLIDATED = "VBHN"
_CONSOLIDATED_RUBRIC = regex.compile(r"VĂN BẢN HỢP NHẤT\s*[-–]\s*(?<organ>\S.*)")


def read_head(head: Head, body: str, dates: Sequence[Date] = (), cited: str | None = None) -> Identity:
    """The identity of a document from its head, its title, its signature and stamps, and its body.

    ``head`` is the printed head with title, signature and stamps, ``body`` the text of the running body. ``dates``
    are those found in the head; a date counts only where its day is printed. What is left blank or missing is None.
    ``cited`` is the latest day (ISO) of what the body cites, None without one: a scan that is older has its day
    misread. The key is given only for a number that is printed; ``as_of`` is left to ``closing_day``.
    """
    if head.recognised:
        head = as_printed(head, body)
    continued = read_continued((*head.over, *head.title)) if head.continues else None
    title = continued.title if continued else read_title(head)
    number = continued.number if continued else read_head_number(head.left or organs_over_title(head))
    doc_type = _type(title, number, head)
    issued_on, year = (continued.issued_on, None) if continued else _day_of_issue(head, dates)
    if head.recognised and issued_on and cited and cited > issued_on:
        issued_on = year = None
    issued_on = issued_on or (None if year else _day_of_adoption(body))
    issuer = read_issuer(_named_head(head, continued), body[:BODY_START], number.symbol)
    place = issuer.place or (None if issuer.is_central else _place_of_issue(head))
    period = read_period(title.subject or "", issued_on, year or number.year) if doc_type in _WITH_PERIOD else None
    signature = read_signature(head.stamps)
    return Identity(
        doc_type=doc_type,
        number=number.number,
        symbol=number.symbol,
        identifier=number.identifier,
        key=_key(doc_type, number, issuer, place, issued_on, year),
        issuer=issuer.name,
        issuer_id=issuer.organ,
        place=place,
        unit=issuer.unit,
        issued_on=issued_on,
        title=title.subject,
        period=period,
        signer=signer_of(head.signature) or signature.person,
        signed_by=signature.by,
        signed_at=signature.at,
        family=family_of(title.subject),
    )


def _named_head(head: Head, continued: Continued | None) -> Head:
    """The head with the organs in its left column that stand over it only: of a continued or a consolidated text."""
    if continued:
        return replace(head, left=tuple(filter(None, (continued.organ,))), bold=())
    rubric = _consolidated_rubric(head)
    return replace(head, left=(rubric["organ"],), bold=()) if rubric and not head.left else head


def _consolidated_rubric(head: Head) -> regex.Match[str] | None:
    """``VĂN BẢN HỢP NHẤT - VĂN PHÒNG QUỐC HỘI``, the rubric of the gazette over consolidated texts."""
    return next((found for line in head.over if (found := _CONSOLIDATED_RUBRIC.fullmatch(line))), None)


def _type(title: Title, number: HeadNumber, head: Head) -> str | None:
    """The type word; without one that of the symbol, else a letter. A consolidated text bears the word of another."""
    kind = type_of_symbol(number.symbol.split("-")[0].split("/")[0]) if number.symbol else None
    of_symbol = kind[0].name if kind else "Công văn" if number.symbol else None
    if number.symbol and number.symbol.startswith(_CONSOLIDATED):
        return of_symbol
    if number.symbol is None and (kind := type_of_symbol(_CONSOLIDATED)) and _consolidated_rubric(head):
        return kind[0].name
    return title.doc_type or of_symbol


def _day_of_issue(head: Head, dates: Sequence[Date]) -> tuple[str | None, int | None]:
    """Day (ISO) and year of issue; the day None where day or month is left blank. Letters may stand apart."""
    # without blanks: letters may stand apart, and what is left blank is filled with dots
    found = _DAY_OF_ISSUE.search("".join("".join(head.right).split()))
    if found:
        year = int(found["year"])
        if not (found["day"] and found["month"]):
            return None, year
        return iso_day(year, int(found["month"]), int(found["day"])), year
    printed = " ".join(head.right)
    day = next((date.first for date in dates if date.precision == "day" and date.raw in printed), None)
    return day, int(day[:4]) if day else None


def _day_of_adoption(body: str) -> str | None:
    found = _ADOPTED.search(body)
    return iso_day(int(found["year"]), int(found["month"]), int(found["day"])) if found else None


def _place_of_issue(head: Head) -> str | None:
    for line in head.right:
        found = _PLACE_OF_ISSUE.match(line)
        if found:
            return place_slug(found["place"])
    return None


def family_of(subject: str | None) -> str | None:
    """The family of documents (lĩnh vực) that a subject line belongs to by the registry ``families``."""
    return next((name for name, words in _families() if subject and words.search(subject)), None)


@cache
def _families() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    return tuple(
        (entry["name"], regex.compile(rf"(?<!\w)(?i:{'|'.join(map(regex.escape, entry['words']))})(?!\w)"))
        for entry in load("families")
    )


def _key(
    doc_type: str | None, number: HeadNumber, issuer: Issuer, place: str | None, issued_on: str | None, year: int | None
) -> str | None:
    """The document's own key; of a date that is blank but for its year the year counts."""
    if number.number is None:
        return None
    return instrument_key(
        doc_type,
        number.number,
        number.symbol,
        year=number.year,
        issued_on=issued_on or (str(year) if year else None),
        issuer=issuer.name,
        context=Context(place=place, unit=unit_slug(issuer.unit or ""), unit_name=issuer.unit, issued_on=issued_on),
    )
