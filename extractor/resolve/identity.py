"""From what is printed to which instrument is meant: keys ``vn:{organ}[@{place}]:{series}:{year}:{number}``.

A number is unique only within its organ, place, series and year (Nghị định 30/2020/NĐ-CP, article 15, restarts
numbers every year; the Party's restart every term), so a citation without one of them is not resolved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from extractor.model.document import Context
from extractor.model.facts import Citation
from extractor.resolve.keys import NO_YEAR, UNKNOWN, KeyParts, key_parts, titled_key
from extractor.resolve.places import (
    former,
    generation,
    names_other_level,
    own_unit,
    place_slug,
    says_province,
    unit_slug,
)
from patterns.instruments.doc_types import DocType, doc_types, type_of_name
from patterns.instruments.laws import title_key
from patterns.instruments.symbols import Symbol, read_symbol
from patterns.loader import Entry, load
from patterns.names.organs import Organ, organ_named, organs
from patterns.phrases import compiled
from patterns.spelling import fold, slug

# Symbols of ministries without their B, printed until about 1997; later they are units of other organs.
_OLD_SYMBOLS = ("TC", "QP", "YT", "XD", "GD", "NH", "LN")
# The last year of these symbols: a letter of a later one is from a unit with such letters, as 37/TC-QC of 2025 from the
# department of operations (Tác chiến) in one of 158 documents. With 1990 a circular of 1994 is of no ministry
# (test_identity.py).
_LAST_OLD_YEAR = 1998
# The last year of the Council of Ministers, whose Chairman signed CT (Quyết định số 202-CT of June 1992). Later CT is a
# tax office (test_identity.py).
_LAST_YEAR_OF_COUNCIL = 1992
_COMMUNE = compiled(r"(?i:$COMMUNE_LEVEL) ")


def identify(citations: Sequence[Citation], context: Context) -> tuple[Citation, ...]:
    """The citations of one document with ``key``, ``status`` and ``issuer_conflict``.

    ``citations`` are those of all its regions in reading order; a citation without a year takes the key of the one
    instrument of the document that fits, and is ``ambiguous`` where several fit.
    """
    context = _with_own_unit(context)
    keyed = [_keyed(citation, context) for citation in citations]
    if any(citation.year_source == "alias" for citation in citations):
        targets = _targets(citations, keyed)
        keyed = [
            each | {"key": targets.get(_repeated(citation), each["key"]), "issuer_from": "alias"}
            if citation.year_source == "alias"
            else each
            for citation, each in zip(citations, keyed, strict=True)
        ]
    is_open = any(f":{NO_YEAR}:" in each["key"] for each in keyed)
    dated = _dated_keys(each["key"] for each in keyed) if is_open else {}
    return tuple(
        citation.changed(**(each | _settled(each["key"], dated)))
        for citation, each in zip(citations, keyed, strict=True)
    )


def _with_own_unit(context: Context) -> Context:
    """The context with the unit that its issuer names, where it says none."""
    name = None if context.unit else own_unit(context.issuer or "")
    return replace(context, unit=unit_slug(name), unit_name=name) if name else context


def instrument_key(
    doc_type: str | None,
    number: str,
    symbol: str | None,
    *,
    year: int | None = None,
    issued_on: str | None = None,
    issuer: str | None = None,
    context: Context | None = None,
) -> str:
    """The key of an instrument, for the head of a document that names itself.

    ``doc_type`` is the Vietnamese name of the type, None where it is not printed; ``number`` is as printed and
    ``symbol`` too, None without one; ``year`` is the year in the symbol (``30/2020/NĐ-CP``), None where it has none;
    ``issued_on`` is an ISO day, or the year alone; ``issuer`` is the printed organ; ``context`` tells the place where
    the issuer names none.
    """
    source = "symbol" if year else "date" if issued_on else None
    day = issued_on if issued_on and len(issued_on) == len("2020-01-01") else None
    found = Citation(
        raw="",
        start=0,
        end=0,
        doc_type=doc_type,
        number=number,
        symbol=symbol,
        issued_on=day,
        issuer=issuer,
        year=year or (int(issued_on[:4]) if issued_on else None),
        year_source=source,
    )
    return str(_keyed(found, context or Context())["key"])


def _keyed(citation: Citation, context: Context) -> dict[str, Any]:
    """The fields of a citation that say which key it has, and what organ and place of it were read from."""
    if citation.via == "global_alias" and (entry := _alias(citation)):
        return {"key": _alias_key(entry), "issuer_from": "alias", "organ_known": True}
    kind = type_of_name(citation.doc_type)
    # a law without its number has the title in its place: the title and a year name one law
    if kind and kind.title and not citation.number:
        key = titled_key(kind.code, citation.year, title_key(kind, citation.title or citation.raw))
        return {"key": key, "issuer_from": "type", "organ_known": True}
    symbol = read_symbol(citation.symbol, kind.id if kind else None) if citation.symbol else None
    dated = _with_own_day(citation, context)
    name, organ, issuer_from = _organ(dated, symbol, kind, context)
    place, place_from = _place(dated, organ, context)
    owner = f"{name}@{place}" if place else name
    keyed: dict[str, Any] = {
        "key": f"vn:{owner}:{_series(symbol, kind)}:{_year(dated)}:{plain_number(citation.number or '')}"
    }
    if issuer_from:
        keyed["issuer_from"] = issuer_from
        keyed["organ_known"] = organ is not None
    if place_from:
        keyed["place_from"] = place_from
    if conflict := _conflict(citation, symbol):
        keyed["issuer_conflict"] = conflict
    return keyed


def _with_own_day(citation: Citation, context: Context) -> Citation:
    """A document that prints its own number without a date means its own date of issue."""
    own = citation.identifier is not None and citation.identifier == context.identifier
    if not own or citation.year or not context.issued_on:
        return citation
    return citation.changed(year=int(context.issued_on[:4]), year_source="date", issued_on=context.issued_on)


def plain_number(number: str) -> str:
    """A number as it stands in keys: without leading zeros, suffix kept (``01733`` → ``1733``, ``30c``)."""
    return number.casefold().lstrip("0") or "0"


def _year(citation: Citation) -> str:
    if citation.year is None:
        return NO_YEAR
    return str(citation.year) if citation.year_source == "symbol" else f"d{citation.year}"


def _series(symbol: Symbol | None, kind: DocType | None) -> str:
    """Type code of the symbol; ``cv`` for letters; ``so`` for symbols without a type; else the code of the word."""
    if symbol is None:
        return kind.code if kind else "so"
    if symbol.type:
        joint = symbol.holders and symbol.holders[0].joint and symbol.type.code == "tt"
        meant = kind if kind and kind.id == "sl" else symbol.type
        return "ttlt" if joint else meant.code
    if kind and (kind.code in ("cv", "ttlt") or kind.standard or kind.bare):
        return kind.code
    # the symbol of the Standing Committee names no type (Nghị quyết số 35/2023/UBTVQH15), and it counts each type
    standing = symbol.holders and symbol.holders[0].id == "ubtvqh"
    return kind.code if standing and kind and kind.code in ("nq", "pl") else "so"


def _organ(
    citation: Citation, symbol: Symbol | None, kind: DocType | None, context: Context
) -> tuple[str, Organ | None, str | None]:
    """The organ part of the key, the registry's organ, and what both are from: the symbol, else the printed issuer."""
    if symbol and symbol.organs:
        printed = symbol.organs[0]
        organ = _holder(symbol, citation, context)
        if organ is None:
            return _folded(printed), None, "symbol"
        digits = printed[len(printed.rstrip("0123456789")) :]
        # the registry holds all management boards as one organ; the symbol (BQLKKT, BQLKCN) tells them apart
        if organ.id == "bql":
            return _folded(printed), organ, "symbol"
        return organ.id + digits, organ, "symbol"
    if kind and kind.organ:
        return kind.organ, organs()[kind.organ], "type"
    if citation.issuer:
        organ = organ_named(citation.issuer)
        return (organ.of or organ.id, organ, "words") if organ else (slug(citation.issuer), None, "words")
    return UNKNOWN, None, None


def _holder(symbol: Symbol, citation: Citation, context: Context) -> Organ | None:
    """Which of the organs with this symbol is meant: by issuer, then by date, then by the level of the document."""
    holders = list(symbol.holders)
    named = organ_named(citation.issuer) if citation.issuer else None
    if symbol.organs[0] in _OLD_SYMBOLS and (citation.year or 0) > _LAST_OLD_YEAR and named not in holders:
        return None
    # the printed issuer goes before the date and the date before the level: each is surer than the next
    if len(holders) < 2:
        return holders[0] if holders else None
    if fold(symbol.organs[0]) == "ct":
        return _holder_of_ct(symbol, citation, named)
    if named in holders:
        return named
    day = citation.issued_on or (str(citation.year) if citation.year else None)
    alive = [organ for organ in holders if day is None or organ.existed(day)] or holders
    level = [organ for organ in alive if (organ.level == "unit") == bool(context.unit)]
    return (level or alive)[0]


def _holder_of_ct(symbol: Symbol, citation: Citation, named: Organ | None) -> Organ:
    """CT is the Chairman of the Council of Ministers until 1992, then a tax office, since 2025 the central one."""
    known = organs()
    if named and named.id in ("ubnd", "ctubnd"):
        return known["ctubnd"]
    year = citation.year
    chairman = named is not None and named.id in ("cthdbt", "hdbt")
    if chairman or (year and year <= _LAST_YEAR_OF_COUNCIL) or (symbol.type is None and not symbol.unit):
        return known["cthdbt"]
    local = bool(citation.issuer and place_slug(citation.issuer))
    day = citation.issued_on or (str(year) if year else None)
    former = day is not None and not known["ct_thue"].existed(day)
    return known["cuc-thue" if local or former else "ct_thue"]


def _place(citation: Citation, organ: Organ | None, context: Context) -> tuple[str | None, str | None]:
    """The place part of the key, None for organs that exist once, and what it is from."""
    if organ is None or not (organ.place or organ.place_when_local):
        return None, None
    issuer = citation.issuer or ""
    named, unit = place_slug(issuer), unit_slug(issuer)
    if organ.place_when_local and not (named or unit or context.place):
        return None, None
    day, year = citation.issued_on, citation.year
    province = named or context.place or UNKNOWN
    if province == context.place:
        province = former(province, day, year)
    if province != UNKNOWN:
        province = generation(province, day, year, context.issued_on)
    if organ.level not in ("unit", "any"):
        unit = None
    elif unit is None and context.unit and not says_province(issuer):
        unit = UNKNOWN if _is_of_another_level(issuer, organ, context) else context.unit
    source = "words" if named else "document" if context.place else None
    return (f"{province}/{unit}" if unit else province), source


def _is_of_another_level(issuer: str, organ: Organ, context: Context) -> bool:
    """Whether an organ is of a unit that the document is not of, as the district in a paper of a commune."""
    own = context.unit_name
    if own is None:
        return False
    # communes have no divisions of these names: they are of the district above
    division = organ.kind == "district" and organ.level == "unit" and _COMMUNE.match(own)
    return bool(division) or names_other_level(issuer, own) or names_other_level(organ.name, own)


def _folded(printed: str) -> str:
    return "".join(char for char in fold(printed) if char.isascii() and (char.isalnum() or char == "."))


@cache
def _aliases() -> dict[str, Entry]:
    return {entry.id: entry for entry in load("aliases")}


def _alias(citation: Citation) -> Entry | None:
    return _aliases().get(citation.method)


def _alias_key(entry: Entry) -> str:
    target = entry["target"]
    return instrument_key(
        doc_types()[target["type"]].name, target["number"], target["symbol"],
        year=target.get("year"), issued_on=target["issued_on"], issuer=target["issuer"],
    )  # fmt: skip


def _targets(citations: Iterable[Citation], keyed: Iterable[Mapping[str, Any]]) -> dict[tuple[str | None, ...], str]:
    """Keys of the citations that aliases may stand for, by what an alias repeats of its target."""
    found: dict[tuple[str | None, ...], str] = {}
    for citation, each in zip(citations, keyed, strict=True):
        if citation.year_source != "alias" and citation.via != "global_alias":
            found.setdefault(_repeated(citation), each["key"])
    return found


def _repeated(citation: Citation) -> tuple[str | None, ...]:
    number = plain_number(citation.number or "")
    # behind a number a text may print the subject: an alias repeats the title only where that is all there is
    title = None if citation.symbol else citation.title
    return number, citation.symbol, title, str(citation.year), citation.issued_on


Dated = Mapping[tuple[str, str, str], Mapping[str, KeyParts]]
"""The dated keys of each organ, series and number, with their parts."""


def _dated_keys(keys: Iterable[str]) -> Dated:
    dated: dict[tuple[str, str, str], dict[str, KeyParts]] = defaultdict(dict)
    for key in keys:
        parts = key_parts(key)
        if parts and parts.year.startswith("d"):
            dated[parts.organ, parts.series, parts.number][key] = parts
    return dated


def _settled(key: str, dated: Dated) -> dict[str, str]:
    """The status of a citation of a key, and its final key where another citation of the document settles it."""
    settled: dict[str, str] = {}
    parts = key_parts(key)
    if parts and parts.open_year:
        known = dated.get((parts.organ, parts.series, parts.number), {})
        fitting = [other for other, found in known.items() if set(found.places) <= set(parts.places)]
        # of a number of unknown year that the document cites with two dates either may be meant: none is chosen
        if len(fitting) != 1:
            return {"status": "ambiguous" if fitting else "unresolved"}
        key = fitting[0]
        settled = {"key": key, "evidence": "document"}
    settled["status"] = "unresolved" if UNKNOWN in key else "ambiguous" if "|" in key else "resolved"
    return settled


def _conflict(citation: Citation, symbol: Symbol | None) -> str | None:
    """The organ that the printed issuer names, where the symbol names another."""
    if not citation.issuer or not symbol:
        return None
    named = organ_named(citation.issuer)
    if named is None or not symbol.known or len(symbol.organs) > 1 or symbol.holders[0].joint:
        return None
    return None if any(named.fits(holder) for holder in symbol.holders) else named.id
