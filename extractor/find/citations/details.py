"""Reads what stands beside a number: its date of issue, its issuer, and the article that it is cited for.

Days come before months, and impossible dates are told, not repaired. Issuers are phrases such as ``của Chủ tịch UBND
tỉnh Bắc Ninh`` or ``Bộ trưởng Bộ Quốc phòng ra …``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from extractor.find.citations.lead import opens_cell, pinpoint_before
from patterns.days import MONTHS, full_year, iso_day
from patterns.instruments.symbols import Symbol
from patterns.loader import holds, load
from patterns.names.organs import organ_named, organ_names_pattern
from patterns.phrases import compiled, expand
from patterns.spelling import names_pattern

_LEVEL = r"(?:$LEVEL|$CITY_SHORT)"
# Words that begin the title or the next clause behind a place: ``UBND tỉnh Bắc Ninh Về việc``. They are capitalised,
# but no part of its name.
_NOT_A_NAME = r"(?!(?:Về|V/v|Kế|Quyết|Công|Thông|Nghị|Chỉ|Báo|Ban|Tờ|Đề|Luật|Và|Tại|Theo|Trong|Ngày)\b)"
_NAME = rf"{_NOT_A_NAME}\p{{Lu}}\p{{L}}*(?:(?: |-| - ){_NOT_A_NAME}\p{{Lu}}\p{{L}}*){{0,4}}"
_HEADS = "$ORGAN_HEAD|$BODY_HEAD|Bộ|Đảng ủy|Đảng uỷ|Trường|Liên đoàn|Tòa án|Công an|Thanh tra|Kho bạc"
_ENDS = "$NAME_END|phê|sửa|số|V/v|cấp"
_DECIDES = r"(?:cho phép(?: \p{Ll}+ \p{Ll}+)?|phê duyệt|công nhận|thành lập)"
# ``verb`` makes the organ the issuer, ``weak`` says only that it has or sends the paper, or does by it what it decides
# (``được Chủ tịch UBND tỉnh Gia Lai (cũ) phê duyệt tại``).
_VERB_LEFT = regex.compile(
    rf"(?r)(?:(?:\([^()\d]{{1,30}}\) )?(?P<weak>{_DECIDES} (?:tại|theo))"
    r"|(?:đã |vừa )?(?P<verb>ký ban hành|ban hành|ra|ký)|(?P<weak>(?:đã )?có|tại|trình|gửi)) "
    r"(?:các |những |kèm theo )?"
)
# With what a text before a citation must end so that the pattern of verbs is tried at all.
_VERB_ENDS = ("hành ", "ra ", "ký ", "có ", "tại ", "trình ", "gửi ", "các ", "những ", "theo ")
# Characters of a verb with the small words before and behind it (đã ký ban hành kèm theo các), or with a bracket behind
# its organ: (trước sắp xếp) cho phép thành lập theo
_LONGEST_VERB = 60
# A sign or a number of three digits ends a phrase to the left: what is before it is another citation or clause.
_NOT_IN_PHRASE = regex.compile(r"(?r)[/;:()]|\d{3}")
# Characters of an issuer phrase. On the same 1,686 pages as in aliases.py the longest has 61 (Ban thường vụ Đảng ủy
# Học viện Chính trị quốc gia Hồ Chí Minh); with 60 it is cut, with 80 and 400 all are the same.
_PHRASE_REACH = 120


class Issuer(NamedTuple):
    """An issuer phrase as printed and its span; ``verb`` where a verb follows it (``cấp``, ``ban hành``)."""

    raw: str
    start: int
    end: int
    verb: bool = False


@cache
def _phrase() -> str:
    offices = names_pattern(word for entry in load("offices") for word in entry["words"])
    office = rf"(?i:{offices} )"
    placed, single = organ_names_pattern(placed=True), organ_names_pattern(placed=False)
    session = r"(?:Hội nghị(?: lần thứ)? [\p{L}\d]+(?: \p{L}+)? )"
    above = rf"(?:,? (?:thuộc )?{_LEVEL} {_NAME}){{0,2}}"
    place = rf"(?: ?TP\.? ?HCM| (?i:{_LEVEL})(?: (?:{_NAME}|\d{{1,2}}(?![\d/.-])))?{above}| {_NAME})"
    word = rf"(?!(?:{_ENDS})\b|{_LEVEL} \p{{Lu}})[\p{{L}}&-]+"
    # up to eight words of an organ that no registry holds: with five associations lose their ends (test_citations.py),
    # 13 changes nothing on 158 documents
    unknown = rf"(?:{_HEADS}) (?:{word},? ){{0,7}}{word}(?: {_LEVEL} {_NAME})?"
    known = rf"(?:{placed}(?:{place})?|{single}(?: ?{_LEVEL} {_NAME})?)"
    return expand(rf"(?:{session}?{office}{{0,2}}{known}(?: (?:khóa|khoá) [XVI]+)?|{office}?{unknown})")


_OF = re.compile(r",? ?\(?(?:của|do) ")
_ITS_VERB = re.compile(r" (?:cấp|ban hành|ký)")


@cache
def _between() -> regex.Pattern[str]:
    return regex.compile(rf"(?:của|do) (?P<issuer>{_phrase()})(?: (?:ban hành|tại))?[,:]? ?")


# Up to ten words of an organ that no registry holds and that begins like none (Liên minh Hợp tác xã tỉnh): only where
# the number has its ``số``; with 4 a union of the level of a province is lost (test_citations.py).
_UNKNOWN_BETWEEN = compiled(
    rf"(?:của|do) (?P<issuer>(?!(?:{_ENDS})(?!\p{{L}}))\p{{Lu}}\p{{L}}*"
    rf"(?: (?:- )?(?!(?:{_ENDS}|và|các)(?!\p{{L}}))[\p{{L}}&-]+){{0,9}}) "
)


@cache
def _anywhere() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{_phrase()})")


def issuer_after(text: str, at: int) -> Issuer | None:
    """The phrase ``của …`` or ``do …`` that begins at an offset."""
    if text[at : at + 6].lstrip(" ,(")[:2] not in ("củ", "do"):
        return None
    reach = at + _PHRASE_REACH
    # in three steps: one pattern more with all organs in it takes 20 ms to compile
    of = _OF.match(text, at, reach)
    found = of and _anywhere().match(text, of.end(), reach)
    if not found:
        return None
    return Issuer(found.group(), found.start(), found.end(), bool(_ITS_VERB.match(text, found.end(), reach)))


def issuer_between(text: str, at: int) -> Issuer | None:
    """The phrase between a type word and the number or its ``số`` at an offset: ``Quyết định của Ban Bí thư số``."""
    begins = max(
        text.rfind("của ", max(0, at - _PHRASE_REACH), at), text.rfind(" do ", max(0, at - _PHRASE_REACH), at) + 1
    )
    if begins <= 0:
        return None
    # the pattern of the whole is compiled where it may fit, which is seldom
    found = _anywhere().match(text, text.index(" ", begins) + 1, at) and _between().fullmatch(text, begins, at)
    if not found and text.startswith(("số", "Số"), at):
        found = _UNKNOWN_BETWEEN.fullmatch(text, begins, at)
    return Issuer(found["issuer"], begins, at) if found else None


def issuer_before(text: str, at: int) -> tuple[Issuer, str] | None:
    """The organ that acts before a citation at an offset, and its verb: ``Chính phủ ban hành``, ``Sở … có``."""
    if not text.endswith(_VERB_ENDS, 0, at):
        return None
    verb = _VERB_LEFT.match(text, max(0, at - _LONGEST_VERB), at)
    if not verb:
        return None
    to = verb.start()
    while to and text[to - 1] in " ,":
        to -= 1
    cut = _NOT_IN_PHRASE.search(text, max(0, to - _PHRASE_REACH), to)
    begins = cut.end() if cut else max(0, to - _PHRASE_REACH)
    for found in _anywhere().finditer(text, begins, to):
        if found.end() == to:
            return Issuer(found.group(), found.start(), to), verb["verb"] or verb["weak"]
    return None


# What makes an organ the issuer of the list that a colon behind it opens (đã kịp thời ban hành các văn bản:).
_ISSUES = regex.compile(
    r"(?: (?:đã|vừa|cũng|tiếp tục|kịp thời|chủ động|tập trung)){0,3} "
    r"(?:ký ban hành|ban hành|ký|ra|phê duyệt|(?P<has>có))(?!\p{L})"
)
# Characters before the colon in which the organ stands, with what it has issued and for what. With 120 the organ of a
# list of plans is lost that says their subject (test_citations.py).
_OPENING_REACH = 240
_CLAUSE_SIGN = regex.compile(r"(?r)[.;:\t]")
# One of these stands beside such an organ: without, a look for organs before every bracket takes longer than all else.
_OPENING_WORDS = (" ký", " ban hành", " ra", " phê duyệt", " có", "của ", "do ")


def issuer_opening(text: str, colon: int) -> str | None:
    """The organ that has issued what a colon at an offset opens a list of; None where its clause names none.

    A bracket opens a list too (``đã ban hành 03 nghị quyết (…)``), but only of what the organ is said to issue.
    """
    is_bracket = text[colon] == "("
    begins = max(0, colon - _OPENING_REACH)
    if sign := _CLAUSE_SIGN.search(text, begins, colon):
        begins = sign.end()
    if not holds(text[max(0, begins - len("của ")) : colon], _OPENING_WORDS):
        return None
    named = None
    for found in _anywhere().finditer(text, begins, colon):
        issues = _ISSUES.match(text, found.end(), colon)
        if issues and not (is_bracket and issues["has"]):
            return str(found.group())
        if not is_bracket and text.endswith(("của ", "do "), 0, found.start()):
            named = str(found.group())
    return named


# Four digits of a year or five, of which one is a misprint that is told; two digits only with signs between, as ``5
# tháng 11 25`` is no date.
_DAY = (
    r"(?:(?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d{4,5}|\d\d)(?!\d)"
    r"|(?P<d>\d{1,2})(?: ?tháng ?| ?/ ?)(?P<m>\d{1,2}),? ?(?:năm|/|-)? ?(?P<y>\d{4,5})(?!\d))"
)
_MONTHS = {month.casefold(): number for number, month in enumerate(MONTHS, 1)}
_MONTH = f"(?P<month>{'|'.join(_MONTHS)})"
_ENGLISH = rf"(?:{_MONTH} (?P<d>\d{{1,2}}),? (?P<y>\d{{4}})|(?P<d>\d{{1,2}}) {_MONTH},? (?P<y>\d{{4}}))(?!\d)"
_YEAR = r"(?:19|20)\d\d"
# What stands for a day or month that is filled in by hand: ``ngày …/…/2024``.
_BLANKS = r"[ .…_/]*"
# Telegrams have their hour: ``hồi 08 giờ 30 phút ngày``.
_HOUR = r"(?:(?:hồi|lúc) \d{1,2} ?(?:giờ|h)(?: ?\d{1,2}(?: ?phút)?)?,? )?"
# A day, an English day, a day left blank, the same day, and a year alone, which only qualifies what it stands behind.
_FORMS_AFTER = (
    rf" ?(?:[,(] ?)?(?:(?P<verb>(?:được )?(?:ký|ban hành|thông qua) )?{_HOUR}(?:cùng )?(?:ngày|Ngày|ngay) ?"
    rf"|(?<=[ ,(])){_DAY}",
    rf"(?: |, ?)(?:[Dd]ated|of) (?i:{_ENGLISH})",
    rf"(?: |, ?)ngày{_BLANKS}(?:tháng{_BLANKS}\d{{0,2}}{_BLANKS})?năm (?P<open>{_YEAR})(?!\d)",
    r"(?: |, ?)(?P<same>cùng ngày)",
    rf" năm (?P<year>{_YEAR})(?![\d/-])",
)
_AFTER = regex.compile("|".join(_FORMS_AFTER))
# What nearly all of them look like: it costs a third, and where it fits ``_AFTER`` reads the same (test_citations.py).
_PLAIN_DAY = re.compile(r" ngày ([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?!\d)")
_NEXT_CELL = regex.compile(rf"\t(?:[Nn]gày )?{_DAY}(?=\t|$)")
# Characters of a date behind a number with the words before it (, được ban hành cùng ngày 05 tháng 11 năm 2025)
_REACH = 60
_BEFORE = regex.compile(rf"[Nn]gày {_DAY},? ")
_SENTENCE_END = regex.compile(r"[.;] ")


class PrintedDate(NamedTuple):
    """A date as printed and what it says. ``source`` is ``date`` or ``qualifier`` (a year alone).

    ``outside`` where it is reached through a verb and stands beside the citation, ``same`` for ``cùng ngày``.
    """

    end: int
    iso: str | None
    year: int | None
    source: str = "date"
    error: str | None = None
    outside: bool = False
    same: bool = False
    english: bool = False


def date_after(text: str, at: int) -> PrintedDate | None:
    """The date or year that follows at an offset, with or without ``ngày`` or a comma before it."""
    if plain := _PLAIN_DAY.match(text, at):
        iso, full, error = check_day(*plain.groups())
        return PrintedDate(plain.end(), iso, full, error=error)
    found = _AFTER.match(text, at, at + _REACH)
    if not found:
        return None
    verb, d, m, y, month, open_year, same, year = found.groups()
    if same:
        return PrintedDate(found.end(), None, None, same=True)
    if year:
        return PrintedDate(found.end(), None, int(year), source="qualifier")
    if open_year:
        return PrintedDate(found.end(), None, int(open_year))
    iso, full, error = check_day(d, str(_MONTHS[month.casefold()]) if month else m, y)
    return PrintedDate(found.end(), iso, full, error=error, outside=bool(verb), english=bool(month))


def date_in_next_cell(text: str, at: int) -> PrintedDate | None:
    """The date that fills the cell behind an offset, as registers of instruments have a column of days."""
    found = _NEXT_CELL.match(text, at)
    if not found:
        return None
    d, m, y = found.groups()
    iso, full, error = check_day(d, m, y)
    return PrintedDate(found.end(), iso, full, error=error)


def date_before(text: str, start: int, end: int) -> PrintedDate | None:
    """The last date before a citation in its sentence: ``Ngày 05/11/2025, Sở Nội vụ ban hành``.

    ``text`` is in normal form; the date is looked for from ``start`` to ``end``, where the citation begins. None where
    a sentence or an item ends between.
    """
    last = max(_BEFORE.finditer(text, start, end), key=lambda found: found.start(), default=None)
    if last is None or _SENTENCE_END.search(text, last.end(), end):
        return None
    iso, year, error = check_day(last["d"], last["m"], last["y"])
    return PrintedDate(last.end(), iso, year, error=error, outside=True)


@lru_cache(maxsize=4096)
def check_day(day: str, month: str, year: str) -> tuple[str | None, int | None, str | None]:
    """ISO day, usable year and what is impossible: ``('29', '18', '2018')`` → ``(None, 2018, 'month 18')``.

    ``day``, ``month`` and ``year`` are digits as printed; a year of two digits is completed (``patterns.days``).
    """
    full = full_year(year)
    if full is None:
        return None, None, f"year {year}"
    if iso := iso_day(full, int(month), int(day)):
        return iso, full, None
    return None, full, f"day {int(day)} of month {int(month)}" if 1 <= int(month) <= 12 else f"month {int(month)}"


# After these verbs the organ before them is the issuer where the symbol names none; after ``có``, ``tại``, ``gửi`` only
# where the symbol names it.
_ISSUING = ("ban hành", "ra", "ký", "ký ban hành")
# Characters before an acting organ in which its day begins: ``Ngày 05/11/2025, Sở Nội vụ có Công văn``. With 15 the day
# is lost in one of 158 documents (test_citations.py), 100 changes nothing.
_DAY_BEFORE = 40
_NO_DATE = PrintedDate(0, None, None)


class Details(NamedTuple):
    """Date, issuer and article beside a number.

    ``end`` is the end of the citation's span, ``tail`` the end of the phrase with its issuer; ``date`` is empty where
    none is printed, ``dated`` is True where one is; ``acting`` is True where the issuer stands before its verb.
    """

    end: int
    tail: int
    date: PrintedDate
    dated: bool
    issuer: str | None
    pinpoint: str | None
    acting: bool


def details(text: str, start: int, end: int, *, symbol: Symbol | None, year: int | None, issuer: str | None) -> Details:
    """The details beside a number.

    ``text`` is in normal form; ``start`` and ``end`` are the offsets of the number with its type word; ``symbol`` is
    None for a bare number; ``year`` is the one printed in the number or symbol, None without one; ``issuer`` is one
    printed before the number, None without one.
    """
    date = date_after(text, end)
    if date is None and opens_cell(text, start):
        date = date_in_next_cell(text, end)
    tail = end
    if date is not None:
        tail = date.end
        if phrase := issuer_after(text, tail):
            issuer, tail = phrase.raw, phrase.end
        end = end if date.outside else date.end
    elif phrase := issuer_after(text, end):
        date = _date_behind(text, phrase)
        issuer, tail = phrase.raw, max(phrase.end, date.end if date else 0)
        end = date.end if date and not date.outside else end
    acts = False
    if (issuer is None or date is None) and (acting := issuer_before(text, start)):
        acts = issuer is None
        issuer = issuer or _fitting(acting, symbol)
        if date is None and year is None:
            date = date_before(text, max(0, acting[0].start - _DAY_BEFORE), start)
    dated = date is not None and not date.same
    return Details(
        end=end,
        tail=tail,
        date=date or _NO_DATE,
        dated=dated,
        issuer=issuer,
        pinpoint=pinpoint_before(text, start),
        acting=acts,
    )


def _date_behind(text: str, phrase: Issuer) -> PrintedDate | None:
    """The date after an issuer phrase; a year alone there qualifies what follows."""
    date = date_after(text, phrase.end + (len(" ban hành") if phrase.verb else 0))
    if date is None or date.source == "qualifier":
        return None
    return date._replace(outside=True) if phrase.verb else date


def _fitting(acting: tuple[Issuer, str], symbol: Symbol | None) -> str | None:
    """The organ before the verb, where the verb makes it the issuer or the symbol names it."""
    issuer, verb = acting
    held = symbol.holders if symbol else ()
    if verb in _ISSUING and not held:
        return issuer.raw
    named = organ_named(issuer.raw)
    return issuer.raw if named and any(named.fits(holder) for holder in held) else None
