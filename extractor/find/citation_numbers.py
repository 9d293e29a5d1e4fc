"""Reads citations that print a number: with a symbol, with a year alone, or bare beside an issuer or a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from extractor.find.citation_dates import PrintedDate, date_after, date_before
from extractor.find.citation_drafts import Draft
from extractor.find.citation_issuers import Issuer, issuer_after, issuer_before, issuer_between
from extractor.find.citation_titles import title_before
from extractor.find.citation_words import Lead, forbidden, lead_before, pinpoint_before, so_before, word_before
from patterns.doc_types import DocType, doc_types
from patterns.organs import organ_named
from patterns.symbols import Symbol, read_symbol

_MISREAD = str.maketrans("OolISB", "001158")
"""Letters that stand for digits within a number in scanned text."""
_NUMBER = r"(?P<number>(?:[OolI](?=[\dOolI]*\d))?\d(?:[\dOolI]|[SB](?=\d)){0,5}(?:\.\d{1,2})?\p{L}?)"
_PART = r"(?:(?:QH|UBTVQH|HĐNN) \d{1,2}(?!\d)|\p{L}{1,24}\d{0,4}(?:[.&]\p{Lu}[\p{Lu}\d]*(?!\p{Ll}))*)"
_JOIN = r"(?:[/-]|(?: [/-]|[/-] )(?=\p{Lu}\p{Ll}?\p{Lu}))"
_ANCHOR = re.compile(r"[0-9][^\W\d_]? ?[/-] ?[^\W\d_]")
_CORE = regex.compile(
    rf"(?<![\d.,])(?<!\d[/-]){_NUMBER} ?(?P<join>[/-]) ?(?:(?P<year>(?:19|20)\d\d) ?(?P<join2>[/-]) ?)?"
    rf"(?P<symbol>{_PART}(?: - (?=\p{{Lu}}{{2}}){_PART})?(?:{_JOIN}{_PART}){{0,6}})"
)
_SPACED_ANCHOR = re.compile(r"[0-9] (?=[A-ZĐ]{2,8}[/-][A-ZĐ])")
_SPACED = regex.compile(rf"(?<![\d.,/-]){_NUMBER}(?P<join> )(?P<symbol>\p{{Lu}}{{2,8}}[/-]\p{{Lu}}{{1,8}})(?!\p{{L}})")
_BARE = re.compile(
    r"[0-9](?<![\w.,/-].)(?P<rest>[0-9]{0,4}[^\W\d_]?)(?:/(?P<year>(?:19|20)[0-9]{2}))?"
    r"(?=,? (?:của|ngày)| (?:năm [0-9]{4} của|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}))"
)
_OLD_DECREE = re.compile(r"(?<=ắc )l(?:ệnh|uật) (?:số )?(?P<number>[0-9]{1,4})(?![\w/-])")
_NO_BARE = ("năm ", "tháng ", "ngày ", "từ ", "đến ", "có ", "Điều ", "khoản ")
_GLUED = regex.compile(
    r"(?<![\p{L}\d])(?P<word>TTLT|TT|NĐ|QĐ|NQ|CT)(?P<number>\d{1,4})/(?P<year>(?:19|20)\d\d)(?![\p{L}\d/-])"
)
_STANDARD = regex.compile(
    r"(?<!\p{L})(?P<word>QCVN|TCVN|QCĐP|TCCS)(?: số)?:? ?(?P<number>\d{1,5}(?:-\d{1,3})?) ?: ?(?P<year>(?:19|20)\d\d)"
    r"(?:/(?P<symbol>\p{Lu}{2,10}))?(?!\p{L})"
)
_BARE_TYPES = frozenset(
    ("nq", "qd", "ct", "kl", "tt", "ttlt", "nd", "tb", "kh", "cv", "hd", "quy-dinh", "pl", "saclenh", "sacluat")
)


def numbered(text: str) -> Iterator[Draft]:
    """All citations of a normal form that print a number, unsorted; lists and aliases are not yet looked at."""
    ends = 0
    for anchor in _ANCHOR.finditer(text):
        at = _number_start(text, anchor.start())
        found = _CORE.match(text, at) if at >= ends else None
        if found:
            ends = found.end()
            if draft := _with_symbol(text, found, found["year"]):
                yield draft
    for anchor in _SPACED_ANCHOR.finditer(text):
        found = _SPACED.match(text, _number_start(text, anchor.start()))
        if not found:
            continue
        lead = lead_before(text, found.start())
        if lead and lead.word and read_symbol(found["symbol"], lead.word.id).type is None:
            draft = _with_symbol(text, found, None)
            if draft:
                yield draft
    for bare in _BARE.finditer(text):
        if draft := _bare(text, bare.start(), bare.end("rest"), bare["year"]):
            yield draft
    for bare in _OLD_DECREE.finditer(text):
        if draft := _bare(text, *bare.span("number"), None):
            yield draft
    yield from map(_glued, _GLUED.finditer(text))
    yield from (_standard(text, found) for found in _STANDARD.finditer(text))


def _number_start(text: str, at: int) -> int:
    """Where the number begins whose last digit, or the last digit of the year behind it, is at an offset."""
    start = _digits_start(text, at)
    if at - start == 3:
        before = start - 1
        while before > 0 and text[before] in "/- " and start - before < 4:
            before -= 1
        if text[before + 1 : start].strip() in ("/", "-"):
            before -= text[before].isalpha()
            if before >= 0 and text[before].isdecimal():
                return _digits_start(text, before)
    return start


def _digits_start(text: str, at: int) -> int:
    while at and (text[at - 1].isdecimal() or (text[at - 1] in ".OolISB" and text[at - 2 : at - 1].isdecimal())):
        at -= 1
    misread = at > 1 and text[at - 1] in "OolI" and not text[at - 2].isalpha()
    return at - 1 if misread else at


def _mended(number: str) -> str:
    """A number with digits for the letters that a scan put within it (``1O5`` → ``105``); a suffix stays."""
    return number if number[:-1].isdecimal() and number[-1] not in "OolI" else number.translate(_MISREAD)


def _with_symbol(text: str, found: regex.Match[str], year: str | None) -> Draft | None:
    lead = lead_before(text, found.start())
    if lead is None or (lead.word is None and forbidden(text, found.start())):
        return None
    printed = found["symbol"].replace(" ", "")
    symbol = read_symbol(printed, lead.word.id if lead.word else None)
    lead, issuer = _with_issuer_between(text, lead)
    title = None
    if symbol.type is None and symbol.known and symbol.holders[0].term and (lead.word is None or lead.word.generic):
        lead, title = title_before(text, lead, so_before(text, found.start()), found.end() - symbol.glued)
    if not _accepted(text, found, lead, symbol):
        return None
    number = _mended(found["number"])
    end = found.end() - symbol.glued
    joins = found["join"] + (f"{year}{found['join2']}" if year else "")
    draft = Draft(
        start=lead.start,
        end=end,
        tail=end,
        method=_method(lead, symbol),
        number=number,
        symbol=symbol,
        identifier=f"{number}{joins}{symbol.text}".replace(" ", ""),
        word=lead.word,
        kind=type_of(lead.word, symbol),
        symbol_year=int(year) if year else None,
        year=int(year) if year else None,
        year_source="symbol" if year else None,
        issuer=issuer,
        heads=issuer is not None,
        title=title,
        lang="en" if lead.english else None,
        confidence=_confidence(lead, symbol),
    )
    draft = with_surroundings(text, draft)
    needs_issuer = symbol.type and not symbol.organs and not (symbol.type.bare or symbol.type.subject)
    return None if needs_issuer and not draft.issuer else draft


def _with_issuer_between(text: str, lead: Lead) -> tuple[Lead, str | None]:
    """``Quyết định của Ban Bí thư số 100``: the type word before an issuer that stands before the number."""
    if lead.word is not None:
        return lead, None
    between = issuer_between(text, lead.start)
    word = word_before(text, between.start - 1) if between else None
    if not between or not word:
        return lead, None
    return Lead(word.start, word.word, so=True), between.raw


def type_of(word: DocType | None, symbol: Symbol | None) -> DocType | None:
    """The type of a citation: the printed word, unless it says nothing or the symbol names a joint circular."""
    coded = symbol.type if symbol else None
    if coded and coded.id == "ttlt" and (word is None or word.id == "tt"):
        return coded
    if word and not word.generic:
        return word
    if coded:
        party = symbol and symbol.holders and symbol.holders[0].party
        return doc_types()["thongtri"] if coded.id == "tt" and party else coded
    return doc_types()["cv"] if symbol and symbol.known and not symbol.holders[0].term else None


def _accepted(text: str, found: regex.Match[str], lead: Lead, symbol: Symbol) -> bool:
    """The gate: a type and an organ, or a type word, or a known organ with a unit."""
    kind = type_of(lead.word, symbol)
    if (symbol.type and symbol.type.left_out) or (kind and kind.left_out) or (kind and not kind.cited):
        return False
    raw = found["symbol"]
    if lead.word:
        if not symbol.type and not symbol.known:
            return raw.isupper() or (symbol.unit is not None and raw[0].isupper())
        return bool(symbol.known or symbol.organs or symbol.type)
    if raw.islower():
        return False
    if symbol.type:
        if not symbol.organs:
            return False
        settled = bool(symbol.type.english or symbol.type.short)
        return symbol.known or (lead.so and (symbol.type.subject or (settled and len(symbol.organs[0]) > 1)))
    return symbol.known and found["join"] != "-"


def _method(lead: Lead, symbol: Symbol) -> str:
    if symbol.type:
        return "symbol"
    alone = not (symbol.unit or lead.word or lead.so or symbol.holders[0].term)
    return "organ-alone" if alone else "organ-unit" if symbol.unit else "organ"


def _confidence(lead: Lead, symbol: Symbol) -> float:
    confidence = 0.99 * lead.confidence
    if lead.word is None:
        confidence -= 0.04
    if not symbol.known and not (symbol.type and (symbol.type.subject or symbol.type.bare)):
        confidence -= 0.25
    if lead.word and symbol.type and not lead.word.generic:
        same = lead.word.name == symbol.type.name or lead.word.code == symbol.type.code
        confidence -= 0 if same else 0.2
    return round(confidence, 2)


def with_surroundings(text: str, draft: Draft) -> Draft:
    """A draft with date, issuer and article read from the text around it."""
    date = date_after(text, draft.end)
    issuer, end, tail = draft.issuer, draft.end, draft.end
    if date is None and (phrase := issuer_after(text, draft.end)):
        issuer, tail = phrase.raw, phrase.end
        date = date_after(text, phrase.end + (len(" ban hành") if phrase.verb else 0))
        if date and date.source == "qualifier":
            date = None
        if date and phrase.verb:
            date = _outside(date)
        if date and not date.outside:
            end = date.end
        tail = max(tail, date.end if date else 0)
    elif date is not None:
        end = draft.end if date.outside else date.end
        tail = date.end
        if phrase := issuer_after(text, tail):
            issuer, tail = phrase.raw, phrase.end
    if issuer is None or date is None:
        acting = issuer_before(text, draft.start)
        if acting:
            issuer = issuer or _fitting(acting, draft)
            if date is None and draft.symbol_year is None:
                date = date_before(text, max(0, acting[0].start - 40), draft.start)
    return _dated(draft, date, end, tail, issuer, pinpoint_before(text, draft.start))


def _outside(date: PrintedDate) -> PrintedDate:
    return PrintedDate(date.end, date.iso, date.year, date.source, date.error, outside=True)


def _fitting(acting: tuple[Issuer, str], draft: Draft) -> str | None:
    """The organ before the verb, where the verb makes it the issuer or the symbol names it."""
    issuer, verb = acting
    held = draft.symbol.holders if draft.symbol else ()
    if verb in ("ban hành", "ra", "ký", "ký ban hành") and not held:
        return issuer.raw
    named = organ_named(issuer.raw)
    return issuer.raw if named and any(named.fits(holder) for holder in held) else None


def _dated(
    draft: Draft, date: PrintedDate | None, end: int, tail: int, issuer: str | None, pinpoint: str | None
) -> Draft:
    changes: dict[str, object] = {"end": end, "tail": tail, "issuer": issuer, "pinpoint": pinpoint}
    if date:
        changes |= {"issued_on": date.iso, "date_error": date.error, "dated": not date.same, "same_day": date.same}
        if draft.year is None and date.year:
            changes |= {"year": date.year, "year_source": date.source}
        if date.english:
            changes["lang"] = "en"
    return draft._replace(**changes)  # type: ignore[arg-type]


def _bare(text: str, start: int, number_end: int, year: str | None) -> Draft | None:
    """A number without a symbol: only with a type word, and an issuer or a day of issue behind it."""
    if text.endswith(_NO_BARE, 0, start):
        return None
    lead = lead_before(text, start)
    if lead is None or lead.word is None or lead.word.id not in _BARE_TYPES or lead.english:
        return None
    end = number_end + (len(year) + 1 if year else 0)
    draft = Draft(
        start=lead.start,
        end=end,
        tail=end,
        method="bare-number",
        number=text[start:number_end],
        word=lead.word,
        kind=lead.word,
        symbol_year=int(year) if year else None,
        year=int(year) if year else None,
        year_source="symbol" if year else None,
        confidence=0.8,
    )
    draft = with_surroundings(text, draft)
    named = organ_named(draft.issuer) if draft.issuer else None
    so = so_before(text, start) < start
    dated = bool(draft.issued_on or draft.date_error) and (so or year is not None)
    return draft if named or dated or lead.word.bare else None


def _glued(found: regex.Match[str]) -> Draft:
    """``TT40/2021``: a type abbreviation glued to number and year."""
    kind = next(kind for kind in doc_types().values() if found["word"] in kind.short)
    year = int(found["year"])
    return Draft(
        found.start(), found.end(), found.end(), "glued", found["number"], word=kind, kind=kind,
        symbol_year=year, year=year, year_source="symbol", confidence=0.7,
    )  # fmt: skip


def _standard(text: str, found: regex.Match[str]) -> Draft:
    """``QCVN 123:2024/BGTVT``: the type stands in the number."""
    kind = next(kind for kind in doc_types().values() if found["word"] in kind.short)
    lead = word_before(text, found.start() - 1) if found.start() else None
    start = lead.start if lead and lead.word is kind else found.start()
    symbol = read_symbol(found["symbol"], kind.id) if found["symbol"] else None
    tail = f"/{symbol.text}" if symbol else ""
    year = int(found["year"])
    return Draft(
        start, found.end(), found.end(), "standard", found["number"], symbol=symbol,
        identifier=f"{found['word']} {found['number']}:{year}{tail}", word=kind, kind=kind,
        symbol_year=year, year=year, year_source="symbol", pinpoint=pinpoint_before(text, start),
    )  # fmt: skip
