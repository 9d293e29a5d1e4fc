"""A report or an instrument as a reference manager takes it: RIS, BibTeX and CSL-JSON.

Zotero, EndNote, JabRef and LaTeX differ in what they make of a type and of an organ that is an author. What is written
here is what Zotero's importers read without loss: an organ is one name and no person, a report keeps its number as the
number of a report, an instrument is a statute.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field

from extractor.export.inert import one_line
from extractor.language.catalogue import Words
from extractor.language.printed import printed_period, printed_place
from extractor.resolve.key_names import name_of_key
from extractor.resolve.keys import TITLED, key_parts
from patterns.instruments.doc_types import type_of_name
from patterns.names.provinces import provinces

Kind = Literal["report", "legislation", "standard"]

# Families of types (doc_types.toml) that a library keeps as law; everything else an office writes is a report to it.
LEGISLATION = frozenset(("normative", "historic", "international"))

# Kind → its type in RIS, BibTeX (legislation is BibLaTeX's) and CSL. CSL 1.0.2 has standards, but programs of today
# read reports.
TYPES: Mapping[Kind, tuple[str, str, str]] = {
    "report": ("RPRT", "techreport", "report"),
    "legislation": ("STAT", "legislation", "legislation"),
    "standard": ("STAND", "techreport", "report"),
}

# Signs with a meaning in TeX → what prints them.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is cited. ``key`` is unique in the collection and stays; every text is one line, "" where nothing is known.

    ``genre`` is the Vietnamese type, ``author`` the issuing organ with its place, ``issued_on`` an ISO day (or month,
    or year), ``pages`` how many, ``archive`` the collection with ``archive_location`` in it, ``address`` a URL.
    """

    kind: Kind
    key: str
    title: str
    genre: str = ""
    number: str = ""
    author: str = ""
    place: str = ""
    issued_on: str = ""
    pages: int | None = None
    archive: str = ""
    archive_location: str = ""
    address: str = ""
    note: str = ""
    language: str = "vi"


def report_reference(document: Mapping[str, Any], words: Words, address: str = "") -> Reference:
    """The reference of a document of the collection.

    ``document`` is a row of ``documents``, ``words`` those of the note, ``address`` where it is shown, if it is.
    """
    period = printed_period(
        document["period_kind"],
        document["period_start"],
        document["period_end"],
        words.language,
        document["period_label"],
    )
    said = [
        words("Reporting period: {period}", period=period) if period else "",
        words("File: {name}", name=document["file_name"]),
    ]
    return Reference(
        kind=_kind(document["doc_type"]),
        key=document["id"],
        title=_title(document, document["file_name"]),
        genre=one_line(document["doc_type"]),
        number=one_line(document["identifier"]),
        author=author_with_place(document["issuer"], _place_of_key(document["instrument_key"])),
        place=_city(document["place"]),
        issued_on=document["issued_on"] or "",
        pages=document["page_count"],
        archive="Trích lục",
        archive_location=document["id"],
        address=one_line(address),
        note=one_line("; ".join(filter(None, said))),
    )


def instrument_reference(instrument: Mapping[str, Any], words: Words, address: str = "") -> Reference:
    """The reference of an instrument.

    ``instrument`` is a row of ``citation_index``, ``words`` those of the note, ``address`` where it is shown, if it is.
    """
    place, parts = _place_of_key(instrument["key"]), key_parts(instrument["key"])
    # The key of a title is the title once more, in plain letters.
    is_told = parts is None or parts.organ != TITLED
    return Reference(
        kind=_kind(instrument["doc_type"]),
        key=instrument["instrument_id"],
        title=_title(instrument, name_of_key(instrument["key"])),
        genre=one_line(instrument["doc_type"]),
        number=one_line(instrument["identifier"]),
        author=author_with_place(instrument["issuer"], place),
        place=_city(place),
        issued_on=instrument["issued_on"] or "",
        address=one_line(address),
        note=one_line(words("Key: {key}", key=instrument["key"])) if is_told else "",
    )


def as_ris(references: Iterable[Reference]) -> str:
    """The references as RIS."""
    return str(rispy.dumps([_ris(reference) for reference in references], implementation=_PlainRis))


def as_bibtex(references: Iterable[Reference]) -> str:
    """The references as BibTeX; double braces keep an organ one name, and the capitals of a title as they are."""
    return write_string(Library([_bibtex(reference) for reference in references]))


def as_csl_json(references: Iterable[Reference]) -> str:
    """The references as CSL-JSON."""
    return json.dumps([csl(reference) for reference in references], ensure_ascii=False, indent=1) + "\n"


def csl(reference: Reference) -> dict[str, Any]:
    """A reference as an object of CSL-JSON, without what is not known."""
    known: dict[str, Any] = {
        "id": reference.key,
        "type": TYPES[reference.kind][2],
        "title": reference.title,
        "author": [{"literal": reference.author}] if reference.author else None,
        "publisher": reference.author if reference.kind != "legislation" else None,
        "publisher-place": reference.place,
        "issued": {"date-parts": [_date_parts(reference)]} if reference.issued_on else None,
        "number": reference.number,
        "genre": reference.genre,
        "number-of-pages": str(reference.pages) if reference.pages else None,
        "archive": reference.archive,
        "archive_location": reference.archive_location,
        "URL": reference.address,
        "note": reference.note,
        "language": reference.language,
    }
    return {name: value for name, value in known.items() if value}


def author_with_place(issuer: str | None, place: str | None) -> str:
    """A local organ with the slug of its place, where that does not stand in its name: ``Sở Nội vụ tỉnh Cao Bằng``."""
    name, city = one_line(issuer), _city(place)
    if not name or not city or city.casefold() in name.casefold():
        return name
    where = printed_place(place)
    # The head of a paper may print the level only (UBND tỉnh): it is said once.
    return f"{name} {city}" if name.endswith(where.removesuffix(city).rstrip()) else f"{name} {where}"


class _PlainRis(rispy.RisWriter):  # type: ignore[misc]
    """RIS without a running number over each entry, which not every reader skips."""

    def set_header(self, count: int) -> str:
        return ""


def _ris(reference: Reference) -> dict[str, Any]:
    statute = reference.kind == "legislation"
    last = str(reference.pages) if reference.pages and not statute else ""
    known: dict[str, Any] = {
        "type_of_reference": TYPES[reference.kind][0],
        "id": reference.key,
        "authors": [reference.author] if reference.author else [],
        "title": reference.title,
        "publisher": "" if statute else reference.author,
        "place_published": "" if statute else reference.place,
        "year": reference.issued_on[:4],
        "date": reference.issued_on.replace("-", "/"),
        # Zotero reads the number of a statute from M1 and that of a report from SN, and M3 as the type of a report.
        "note" if statute else "issn": reference.number,
        "type_of_work": "" if statute else reference.genre,
        "start_page": "1" if last else "",
        "end_page": last,
        "name_of_database": reference.archive,
        "accession_number": reference.archive_location,
        "urls": [reference.address] if reference.address else [],
        "notes": [reference.note] if reference.note else [],
        "language": reference.language,
    }
    return {name: value for name, value in known.items() if value}


def _bibtex(reference: Reference) -> Entry:
    parts = reference.issued_on.split("-")
    known = {
        "author": f"{{{reference.author.translate(_TEX)}}}" if reference.author else "",
        "title": f"{{{reference.title.translate(_TEX)}}}",
        "institution": "" if reference.kind == "legislation" else reference.author.translate(_TEX),
        "type": reference.genre.translate(_TEX),
        "number": reference.number.translate(_TEX),
        "address": reference.place.translate(_TEX),
        "year": parts[0],
        "month": str(int(parts[1])) if len(parts) > 1 else "",
        "date": reference.issued_on,
        "pagetotal": str(reference.pages or ""),
        # An address is taken letter by letter.
        "url": reference.address.replace("{", "%7B").replace("}", "%7D"),
        "note": reference.note.translate(_TEX),
        "language": reference.language,
    }
    fields = [Field(name, value) for name, value in known.items() if value]
    return Entry(TYPES[reference.kind][1], reference.key, fields)


def _kind(doc_type: str | None) -> Kind:
    known = type_of_name(doc_type)
    if known is None or known.family not in (*LEGISLATION, "standard"):
        return "report"
    return "standard" if known.family == "standard" else "legislation"


def _title(row: Mapping[str, Any], otherwise: str) -> str:
    """The title, with the type where that is part of the name (Luật Giao dịch điện tử); else type and number.

    Styles print no type and number of what is law, so an act that is known by these has them in its title.
    """
    genre, title = one_line(row["doc_type"]), one_line(row["title"])
    known = type_of_name(genre)
    if title and known and known.title and not title.casefold().startswith(genre.casefold()):
        return f"{genre} {title}"
    numbered = f"{genre or 'Văn bản'} số {one_line(row['identifier'])}" if row["identifier"] else ""
    if title and numbered and known and known.family in LEGISLATION and not known.title:
        return f"{numbered}: {title}"
    return title or numbered or one_line(otherwise)


def _date_parts(reference: Reference) -> list[int]:
    return [int(part) for part in reference.issued_on.split("-")]


def _city(place: str | None) -> str:
    """The bare name of a province or city, as a place of publication; "" for other places, which are slugs."""
    province = provinces().get(place or "")
    return str(province["name"]) if province else ""


def _place_of_key(key: str | None) -> str:
    """The slug of the place in a key (``vn:ubnd@ha-tinh:qd:d2024:702``): that of a local organ; else ""."""
    organ = (key or "").split(":")[1] if (key or "").count(":") > 1 else ""
    # A number behind the slug tells apart what bore one name before and after 2025 (lam-dong_2).
    return organ.partition("@")[2].removesuffix("_2")
