"""Reads what an instrument is about from the words behind its citation: ``Quyết định số … về việc ban hành …``.

The subject begins behind number, date and issuer. It ends with the sentence, with a clause that says something of the
instrument, with the next citation, or where the line of a list, a cell or a quotation ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import regex

from extractor.find.citations.drafts import Draft
from extractor.find.normal import Normal
from patterns.loader import load
from patterns.phrases import expand

# Characters of a subject: that of a decree which amends several has 330 in a review of legal texts; a longer stretch
# without an end is a text that lost its signs (test_subjects.py).
_LONGEST = 400
# Characters of an issuer that no registry holds, between number and ``về việc``: an association with its province
# (test_subjects.py).
_LONGEST_ISSUER = 80
# Citations within a subject: a decree amends few others, and a paragraph of the rest of them names no subject.
_MOST_WITHIN = 8
# Characters of the label of an item with its sign: a paragraph ends before it, and its full stop ends none
# (test_subjects.py).
_LONGEST_LABEL = 10
# Words of a subject: ``ban hành`` alone names nothing (test_subjects.py).
_FEWEST_WORDS = 3

_AMENDING = regex.compile(r"(?i)(?:sửa đổi|bổ sung|bãi bỏ|thay thế|hủy bỏ|huỷ bỏ|đính chính)")
# A citation behind one of these words is the object of the subject; behind a sign or ``và`` it is the next of a list.
_GOVERNS = regex.compile(
    r"(?r)(?<=[ ](?:của|hành|hiện|tiết|bỏ|thế|chính|khai|sung|đổi|kèm theo)(?: các| những| một số)? )"
)
_LISTED = regex.compile(r"(?r)(?:,|;| và| và các|, các) ")
_FURTHER_ISSUERS = regex.compile(r"(?:(?:,| và|, và| -) \p{Lu}\p{L}*(?: (?!hướng|quy|về|sửa|ban hành)[\p{L}-]+)*)+")
# What stands before the first letter of a subject or its issuer: a quick look, most citations have none.
_PERHAPS = re.compile(r"[ ,]{0,3}[“\"]?[^\W\d_]")
_QUOTES = regex.compile('[“”"]')
# What stands between a subject and the next citation, or the words that end it.
_LEFT_OVER = regex.compile(
    r"(?r)[ ,.;:“\"(-]+"
    r"|(?: và| và các| cùng| các| của| theo| tại| với| kèm theo|(?<!(?:theo|đúng)) quy định| có)"
)


class _Words(NamedTuple):
    """How subjects begin and end; ``paragraph`` is how a new one begins behind the end of a line."""

    begin: regex.Pattern[str]
    end: regex.Pattern[str]
    paragraph: regex.Pattern[str]


def subject_after(source: str, normal: Normal, drafts: Sequence[Draft], index: int) -> str | None:
    """The words behind a citation that say what its instrument is about, in the spelling of the text.

    source: the text as it was given. normal: its normal form. drafts: all citations of the text in its order. index:
    which of them. None where no such words stand there, or where nothing tells their end.
    """
    text, words, draft = normal.text, _words(), drafts[index]
    if draft.via or draft.title or not draft.number:
        return None
    behind = _behind_joint(text, draft)
    begin = _PERHAPS.match(text, behind) and words.begin.match(text, behind, draft.tail + _LONGEST_ISSUER)
    if not begin or (begin["beside"] and not (draft.dated or draft.tail > draft.end)):
        return None
    starts = begin.start("opens") if begin["opens"] else begin.start("beside") if begin["beside"] else begin.end()
    ends = _end(source, normal, starts, drafts[index + 1 : index + 1 + _MOST_WITHIN])
    subject = _trimmed(text[starts:ends]) if ends is not None else ""
    if subject.count(" ") + 1 < _FEWEST_WORDS:
        return None
    printed = source[normal.start(starts) : normal.end(starts + len(subject))]
    return unicodedata.normalize("NFC", " ".join(printed.split()))


def _behind_joint(text: str, draft: Draft) -> int:
    """Where the issuers of an instrument end: a joint one has further ones behind the first."""
    joint = draft.symbol is not None and len(draft.symbol.organs) > 1
    further = _FURTHER_ISSUERS.match(text, draft.tail, draft.tail + _LONGEST_ISSUER) if joint else None
    return further.end() if further else draft.tail


def _end(source: str, normal: Normal, starts: int, following: Sequence[Draft]) -> int | None:
    """Where a subject ends, None where nothing within reach tells it.

    source: the text as it was given. normal: its normal form. starts: where the subject begins. following: the next
    citations of the text.
    """
    text = normal.text
    reach = min(len(text), starts + _LONGEST)
    ends = _clause_end(text, starts, starts, reach)
    for other in following:
        if other.start >= (reach if ends is None else ends):
            break
        if not _is_governed(text, starts, other.start):
            ends = other.start
            break
        ends = _clause_end(text, starts, other.end, reach)
    broken = _broken(source, normal, starts, reach if ends is None else ends)
    return ends if broken is None else broken


def _clause_end(text: str, starts: int, at: int, reach: int) -> int | None:
    """The first end of a subject from an offset on that stands in no quotation of its own.

    text: in normal form. starts: where the subject begins. at: from where its end is looked for. reach: where the look
    ends; that is an end only at the end of the text.
    """
    for found in _words().end.finditer(text, at, reach):
        opened = text.rfind("“", starts, found.start())
        if opened < 0 or "”" in text[opened : found.start()] or text.find("”", found.start(), reach) < 0:
            return int(found.start())
    return reach if reach == len(text) else None


def _is_governed(text: str, starts: int, at: int) -> bool:
    """Whether the citation at an offset is the object of the subject that begins before it."""
    amends = _AMENDING.match(text, starts) and _LISTED.match(text, starts, at)
    return bool(amends or _GOVERNS.match(text, starts, at))


def _broken(source: str, normal: Normal, starts: int, ends: int) -> int | None:
    """Where a cell or a paragraph ends within a stretch, None where none does.

    Regions have a line end there and nowhere else; a string may have one anywhere, so what follows must begin anew.
    """
    at, to = normal.start(starts), normal.end(ends)
    if (cell := source.find("\t", at, to)) >= 0:
        ends = normal.offset(cell)
    if source.find("\n", at, to) >= 0:
        for found in _words().paragraph.finditer(normal.text, starts, min(len(normal.text), ends + _LONGEST_LABEL)):
            begins = int(found.start())
            if begins < ends and "\n" in source[normal.start(begins) : normal.end(begins + 1)]:
                return begins
    return ends if cell >= 0 else None


def _trimmed(subject: str) -> str:
    """A subject up to the quotation mark that was opened before it, without what joins it to the next words."""
    depth = 0
    for found in _QUOTES.finditer(subject):
        depth += 1 if found.group() == "“" else -1
        if depth < 0:
            subject = subject[: found.start()]
            break
    while left := _LEFT_OVER.match(subject):
        subject = subject[: left.start()]
    return subject


@cache
def _words() -> _Words:
    of: dict[str, list[str]] = {}
    for entry in load("subjects"):
        of.setdefault(entry["stands"], []).extend(
            expand(word) if "$" in word else regex.escape(word) for word in entry["words"]
        )
    either = {stands: "|".join(sorted(words, key=len, reverse=True)) for stands, words in of.items()}
    strong = r"(?i:về việc|v/v)"
    # an issuer may have words that the reading of organs leaves over
    begin = (
        rf"(?:(?: (?!Về|V/v)\p{{Lu}}\p{{L}}*){{0,6}},? ?(?:[“\"]?(?i:{either['leads']}):? "
        rf"|(?<= )(?P<opens>(?i:{either['opens']}))(?=[ ,])|(?<= )(?P<beside>(?i:{either['beside']})) (?=\p{{L}}))"
        rf"|,? (?:của|do|gửi|trình) [^.;:()\d]{{3,{_LONGEST_ISSUER}}}? {strong}:? )"
    )
    end = (
        rf"[;:]|\.(?= ?$| [\p{{Lu}}\d(\"“-]|/)|\((?i:\d|{either['remark']})"
        rf"|, ?(?:(?:{either['clause']})(?!\p{{L}})|(?:khoản|[Đđ]iều|điểm|mục) (?:\d|[a-zđ](?!\p{{L}})))"
        rf"|, ?(?:{either['organ']})(?= [^.,;:()]{{0,{_LONGEST_ISSUER}}}(?<= )(?:{either['acts']})(?!\p{{L}}))"
        rf"| (?:{either['sentence']})(?!\p{{L}})"
    )
    paragraph = expand(r" (?:$ITEM_LABEL |\p{Lu}|\()")
    return _Words(regex.compile(begin), regex.compile(end), regex.compile(paragraph))
