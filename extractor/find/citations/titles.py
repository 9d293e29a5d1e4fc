"""Reads laws by their titles: before a number (``Luật Doanh nghiệp số 59/2020/QH14``), or with a year or day alone.

One grammar for both: a word for a law, a title, and what says which law of that title is meant. A title that the
registry of laws knows may be printed in small letters, and hold words and signs that no other may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from extractor.find.citations.details import PrintedDate, date_after
from extractor.find.citations.drafts import LEANING, NAME, Draft
from extractor.find.citations.lead import Lead, pinpoint_before, so_before
from patterns.instruments.doc_types import DocType, by_word
from patterns.instruments.laws import law_numbered, laws_called, year_refuted
from patterns.loader import holds
from patterns.phrases import compiled, part_words
from patterns.spelling import in_lower_case, new_tones

# The words for laws in small letters, found one by one: a pattern of all of them takes eight times as long.
_LAWS = {word: re.compile(rf"{word}(?!\w)(?<!\w{word})") for word in ("luật", "pháp lệnh", "hiến pháp")}
# Letters of these words, one of which every title holds: most texts hold none.
_LAW_ENDS = ("uật", "UẬT", "lệnh", "LỆNH", "háp", "HÁP")
# What ends a title: a sign, a year (no span of years, decimal or share), a day, or another number.
_END = re.compile(r"[.;:]|(?P<year>(?:19|20)\d\d)(?![\d/%]|[.,-]\d| - ?\d)|(?P<day>ngày \d|\d{1,2}/\d)|\d{3}", re.ASCII)
_BEFORE_TITLE = regex.compile(r"(?r)[.;:]|\d{3}")
# The blank before ``năm`` may be lost (``Luật Đất đainăm 2024``).
_BEFORE_TIME = re.compile(r"(?:[ ,(]+(?:(?:các )?năm )?|(?<=\w)năm )$", re.IGNORECASE)
# Characters of a title before its number, year or day. The longest on 1,686 pages has 94 (… của Luật Tổ chức Chính phủ
# và Luật Tổ chức chính quyền địa phương); that of Luật số 56/2024/QH15, which amends nine laws, has 248.
_LONGEST_TITLE = 300
# Words of a title that the registry lacks, of which one may stand in brackets. With 13 amendments of several laws are
# lost in 3 of 158 documents, with 60 a list of laws with the day of their force becomes one in another.
_MOST_WORDS = 26
_WORDS = re.compile(rf"(?:(?:\d{{1,2}} )?(?:[^\s.;:()\d]+|\([^\s.;:()\d]+\))(?: |,|$)){{0,{_MOST_WORDS}}}")
# Blanks of one that a year alone follows: more are a clause that ends in a year. Hiến pháp nước Cộng hòa xã hội chủ
# nghĩa Việt Nam năm 1992 has 9 and is lost with 6; from 10 to 40 the citations of those pages are the same.
_LONGEST_UNDATED = 14
# ``Luật Đất đai (sửa đổi)`` is the law that takes the place of one of the same title.
_REVISED = regex.compile(r"(?i) ?\(sửa đổi(?:, bổ sung)?\)| sửa đổi(?:, bổ sung)?$")
# What the title of a constitution begins with: ``Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam``.
_STATE = ("nước ", "Việt Nam", "việt nam")
_AMENDING = regex.compile(r"(?i:sửa đổi)(?!\p{L})")
_AMENDED = regex.compile(r"(?<!\p{L}|háp )(?i:(?:bộ )?luật|pháp lệnh)(?!\p{L})")
_CLAUSE = compiled(r"(?<!\p{L})$NOT_IN_LAW_TITLE(?!\p{L})")
_DEED = compiled(r"(?<!\p{L})(?:$NOT_IN_BARE_TITLE(?!\p{L})|$BEFORE_TIME$)")
# A text that issues an amending law, or is its heading, means the law that is amended.
_ENACTS = regex.compile(r"(?r)(?i:ban hành|thông qua) ")
_NEXT_OF_LIST = regex.compile(rf"(?:,| và|;) {_AMENDED.pattern} [^.;:()\d]{{2,160}} (?i:số) ?\d")
# Characters of ``ban hành`` or ``thông qua`` before an amending law, with which the text enacts it: without them the
# amended law is lost in 2 of 158 documents; and of ``Căn cứ`` before a list.
_ENACTED_WITHIN, _BASIS_WITHIN = 12, 10


class _LawWord(NamedTuple):
    """The word of a law in a text, and the type that it names."""

    start: int
    end: int
    kind: DocType


class _By(Enum):
    """What says which law of a title is meant."""

    YEAR = "year"
    DAY = "day"
    NUMBER = "number"


def title_before(text: str, lead: Lead, start: int, end: int) -> tuple[Lead, str | None]:
    """The law whose title ends before a number, as a lead that begins at its word, and the title.

    ``text`` is in normal form; ``lead`` is what else stands before the number, and is returned with None where no title
    does; ``start`` and ``end`` are those of the number with its symbol.

    In ``Luật sửa đổi … của Luật X số N`` the number is the amending law's and the inner name no citation, unless the
    registry knows it as the other's, the text is that law's own title or enacts it, or every inner law has its number.
    """
    to = so_before(text, start)
    begins = max(0, to - _LONGEST_TITLE)
    if sign := _BEFORE_TITLE.search(text, begins, to):
        begins = sign.end()
    for law in _law_words(in_lower_case(text[begins:to])):
        law_start, law_end = begins + law.start, begins + law.end
        title = _title(text[law_end:to], law.kind, _By.NUMBER)
        amending = title and _AMENDING.match(title)
        if title is None or (lead.word and not (lead.word.generic or amending or _is_known(law.kind, title))):
            continue
        if amending and _means_amended(text, law_start, start, end):
            continue
        at = lead.start if text.endswith("(", 0, to) else law_start
        return Lead(at, law.kind, so=True, confidence=lead.confidence), title or None
    return lead, None


def _means_amended(text: str, law: int, start: int, end: int) -> bool:
    """Whether the number from ``start`` to ``end`` is a law's that an amending law before it, at ``law``, amends."""
    if known := law_numbered(text[start:end].replace(" ", "")):
        return not _AMENDING.match(known.title)
    listed = _NEXT_OF_LIST.match(text, end) and "ăn cứ" not in text[max(0, law - _BASIS_WITHIN) : law]
    return bool(listed or _ENACTS.match(text, max(0, law - _ENACTED_WITHIN), law) or text.startswith("LUẬT", law))


def titled(text: str) -> Iterator[Draft]:
    """Laws, codes, ordinances and constitutions that are cited by title with a year or a day."""
    if not holds(text, _LAW_ENDS):
        return
    lowered = in_lower_case(text)
    at = 0
    for law in _law_words(lowered):
        found = _END.search(lowered, law.end, law.end + _LONGEST_TITLE) if law.start >= at else None
        if found and found.lastgroup and (draft := _titled(text, law, found)):
            at = draft.end
            yield draft


def _law_words(lowered: str) -> Iterator[_LawWord]:
    """The words for laws in a text in lower case, by place."""
    places = [found.span() for word, pattern in _LAWS.items() if word in lowered for found in pattern.finditer(lowered)]
    for start, end in sorted(places):
        if not names_no_law(lowered, start):
            code = lowered.endswith("bộ ", 0, start)
            yield _LawWord(start - len("bộ ") * code, end, by_word()[lowered[start:end]])


def names_no_law(lowered: str, start: int) -> bool:
    """Whether the words before ``start`` in a text in lower case make of ``luật`` another word: ``pháp luật``."""
    return lowered.endswith(_other_senses(), 0, start)


@cache
def _other_senses() -> tuple[str, ...]:
    return tuple(f"{word} " for word in part_words("BEFORE_NO_LAW"))


def _titled(text: str, law: _LawWord, found: re.Match[str]) -> Draft | None:
    """The law whose title ends where a year or a day is found."""
    by = _By(found.lastgroup)
    before = _BEFORE_TIME.search(text, law.end, found.start())
    title = _title(text[law.end : before.start()], law.kind, by) if before else None
    if before is None or title is None:
        return None
    if by is _By.YEAR:
        closed = "(" in before.group() and text.startswith(")", found.end())
        date: PrintedDate | None = PrintedDate(found.end() + closed, None, int(found["year"]), source="symbol")
    else:
        date = date_after(text, before.start())
    if date is None or date.outside or not (date.year or date.error):
        return None
    # ``tuyên truyền Luật An toàn thực phẩm năm 2019`` tells when something was done with the law of 2010
    if date.year and year_refuted(law.kind, title, date.year, of_day=by is _By.DAY):
        return None
    unknown = law.kind.id != "hp" and not (_is_known(law.kind, title) or _AMENDING.match(title))
    return Draft(
        start=law.start,
        end=date.end,
        tail=date.end,
        method="title",
        word=law.kind,
        kind=law.kind,
        title=title or None,
        year=date.year,
        year_source=date.source,
        issued_on=date.iso,
        date_error=date.error,
        dated=by is _By.DAY,
        pinpoint=pinpoint_before(text, law.start),
        confidence=LEANING if unknown else NAME,
    )


def _title(printed: str, kind: DocType, by: _By) -> str | None:
    """The title in what stands between the word of a law and its number, year or day; None where it is another text."""
    title: str = _REVISED.sub("", printed.strip(" ,:(")).strip()
    if not _WORDS.fullmatch(title):
        return None
    constitution = kind.id == "hp"
    if not title or _is_known(kind, title):
        return title if title or constitution else None
    words = title.lower() if title.isupper() else title
    if _AMENDING.match(title):
        return None if _CLAUSE.search(_AMENDED.sub("", words)) else title
    if _CLAUSE.search(words) or _AMENDED.search(words):
        return None
    first, comma, _ = title.partition(",")
    if comma and _is_known(kind, first):
        return None
    if by is _By.NUMBER:
        return title
    # ``LUẬT GIA NĂM 2020`` and ``Hội Luật Gia năm 2020`` are no laws: of one word or all in capitals a title is known
    named = words.startswith(_STATE) if constitution else title[0].isupper() and " " in title and not title.isupper()
    if not named or _DEED.search(words):
        return None
    return None if by is _By.YEAR and (comma or title.count(" ") >= _LONGEST_UNDATED) else title


# Of a report's titles most stand in it several times, and a look takes longer than all else that is asked of them.
@lru_cache(maxsize=4096)
def _is_known(kind: DocType, title: str) -> bool:
    """Whether the registry knows a title: of one syllable with its marks (``Giá``), of more without them too.

    That of a constitution says nothing: it is known by its year.
    """
    known = laws_called(kind, title) if kind.id != "hp" else ()
    return any(" " in law.title or new_tones(law.title) == new_tones(title) for law in known)
