"""Reads laws by their titles: before a number (``Luật Doanh nghiệp số 59/2020/QH14``), or with a year or date alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import regex

from extractor.find.citations.details import date_after
from extractor.find.citations.drafts import NAME, Draft
from extractor.find.citations.lead import Lead, pinpoint_before
from patterns.doc_types import doc_types
from patterns.loader import holds, load
from patterns.phrases import compiled
from patterns.spelling import name_pattern

_LAW = r"(?<!\p{L})(?P<law>$LAW_WORD)(?!\p{L})"
_LAW_WORD = compiled(_LAW)
# Letters of the words for laws, one of which every title holds: most texts hold none.
_LAW_ENDS = ("uật", "UẬT", "lệnh", "LỆNH", "háp", "HÁP")
_LAST_LAW = compiled(rf"(?r){_LAW}")
_LAST_LOWER_LAW = regex.compile(r"(?r)(?<!\p{L}|[pP]háp |[Bb]ộ )(?P<law>bộ luật|luật)(?= \p{Lu})")
_OUTER = regex.compile(
    r"(?r)(?P<law>Luật|LUẬT) (?i:sửa đổi, bổ sung|sửa đổi)[^.;:()\d]{0,60}?(?i:của) [^.;:()\d]{0,160}"
)
_NEXT_OF_LIST = compiled(rf"(?:,| và|;) {_LAW} [^.;:()\d]{{2,160}} (?i:số) ?\d")
# A text that issues an amending law, or is its heading, means that law; elsewhere the law in its title may be meant.
_OWN_TITLE = regex.compile(r"(?r)(?:ban hành |BAN HÀNH |thông qua )")
_NOT_IN_TITLE = compiled(r"(?<!\p{L})$NOT_IN_LAW_TITLE(?!\p{L})")
_AMENDING = regex.compile(r"(?i:sửa đổi)(?!\p{L})")
# Words of a title. With 13 amendments of several laws are lost in 3 of 158 documents, with 60 a list of laws with
# the day of their force becomes one in another.
_MOST_WORDS = 26
_TITLE = re.compile(rf"(?: (?:\d{{1,2}} )?[^\s.;:()\d]+){{0,{_MOST_WORDS}}}")
_TITLE_END = re.compile(r"(?: năm)? (?:19|20)\d\d(?![\d/.])|,? ngày \d| \d{1,2}/\d")
# Characters of a title before its year or day, and before its number. The longest title on 1,686 pages has 94
# (… của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương); that of Luật số 56/2024/QH15, which amends
# nine laws, has 248.
_LONGEST_TITLE = 300
_YEAR = regex.compile(r"(?: năm)? (?P<year>(?:19|20)\d\d)(?![\d/.])")
_REACH = 260
# Blanks in a title that only a year follows: more are a clause that ends in a year. Hiến pháp nước Cộng hòa xã hội chủ
# nghĩa Việt Nam năm 1992 has 9 and is lost with 6; from 10 to 40 the citations of those pages are the same.
_LONGEST_UNDATED = 14
# Characters of ``ban hành`` or ``thông qua`` before an amending law, with which the text enacts it: without them the
# amended law is lost in 2 of 158 documents; and of ``Căn cứ`` before a list.
_ENACTED_WITHIN, _BASIS_WITHIN = 12, 10


def title_before(text: str, lead: Lead, at: int, number_end: int) -> tuple[Lead, str | None]:
    """The law whose title ends before a number, as a lead that begins at its word, and the title.

    ``text`` is in normal form; ``lead`` is what else stands before the number, and is returned with None where no title
    does; ``at`` is where the number or its ``số`` begins, ``number_end`` where the number with its symbol ends.

    In ``Luật sửa đổi … của Luật X số N`` the number is the amending law's and the inner name no citation, unless the
    text is that law's own title or enacts it, or every inner law has its number.
    """
    begins = max(0, at - _REACH)
    laws = (pattern.search(text, begins, at) for pattern in (_LAST_LAW, _LAST_LOWER_LAW))
    inner = max(filter(None, laws), key=lambda law: law.start(), default=None)
    if inner is None or not _is_title(text[inner.end() : at]):
        return lead, None
    outer = _OUTER.match(text, begins, inner.start())
    law = outer if outer and not _is_own_title(text, outer.start(), number_end) else inner
    kind = doc_types()["pl" if law["law"].casefold() == "pháp lệnh" else "luat"]
    title = text[law.end("law") : at].strip()
    return Lead(law.start(), kind, so=True, confidence=lead.confidence), title or None


def _is_title(gap: str) -> bool:
    return not regex.search(r"[.;:()]|\d{3}|\d/", gap)


def _is_own_title(text: str, at: int, number_end: int) -> bool:
    listed = _NEXT_OF_LIST.match(text, number_end)
    acting = _OWN_TITLE.match(text, max(0, at - _ENACTED_WITHIN), at)
    heading = text.startswith("LUẬT", at)
    return bool(listed and "ăn cứ" not in text[max(0, at - _BASIS_WITHIN) : at]) or bool(acting) or heading


def titled(text: str) -> Iterator[Draft]:
    """Laws, codes, ordinances and constitutions that are cited by title with a year or a day."""
    if not holds(text, _LAW_ENDS):
        return
    at = 0
    ends = None
    for law in _LAW_WORD.finditer(text):
        begins = law.end()
        if ends is None or ends.start() < begins:
            ends = _TITLE_END.search(text, begins)
        if ends is None:
            return
        to = ends.start()
        if law.start() < at or to - begins > _LONGEST_TITLE or not _TITLE.fullmatch(text, begins, to):
            continue
        if draft := _titled(text, law, to):
            at = draft.end
            yield draft


@cache
def _with_comma() -> regex.Pattern[str]:
    words = (word for entry in load("law_titles") for word in entry["words"])
    return regex.compile(rf" (?i:{'|'.join(map(name_pattern, words))})(?!\p{{L}})")


def _ends_at_comma(title: str) -> bool:
    """Whether a title holds a comma that no title of a law has: what follows it is other text."""
    known = _with_comma().match(title)
    return "," in title[known.end() if known else 0 :]


def _titled(text: str, law: regex.Match[str], to: int) -> Draft | None:
    """The law whose title ends before an offset, where a year or day begins."""
    printed, title = law["law"].casefold(), text[law.end() : to].strip(" ,")
    constitution = printed == "hiến pháp"
    if not constitution and not (title and (title[0].isupper() or _AMENDING.match(title))):
        return None
    if _NOT_IN_TITLE.search(title) and not _AMENDING.match(title):
        return None
    year = _YEAR.match(text, to)
    date = None if year else date_after(text, to)
    if (
        year
        and not _AMENDING.match(title)
        and (title.count(" ") >= _LONGEST_UNDATED or _ends_at_comma(text[law.end() : to]))
    ):
        return None
    if not year and (date is None or date.outside or not (date.iso or date.error)):
        return None
    word = "hp" if constitution else "pl" if printed == "pháp lệnh" else "luat"
    end = year.end() if year else date.end if date else to
    return Draft(
        start=law.start(),
        end=end,
        tail=end,
        method="title",
        word=doc_types()[word],
        kind=doc_types()[word],
        title=title or None,
        year=int(year["year"]) if year else date.year if date else None,
        year_source="symbol" if year else "date",
        issued_on=date.iso if date else None,
        date_error=date.error if date else None,
        dated=date is not None,
        pinpoint=pinpoint_before(text, law.start()),
        confidence=NAME,
    )
