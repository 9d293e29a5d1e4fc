"""Reads issuer phrases beside a number: ``của Chủ tịch UBND tỉnh Bắc Ninh``, ``Bộ trưởng Bộ Quốc phòng ra …``."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from patterns.loader import load
from patterns.organs import organ_names_pattern
from patterns.phrases import expand
from patterns.spelling import names_pattern

_LEVEL = r"(?:$LEVEL|$CITY_SHORT)"
# Words that begin the title or the next clause behind a place: ``UBND tỉnh Bắc Ninh Về việc``. They are capitalised,
# but no part of its name.
_NOT_A_NAME = r"(?!(?:Về|V/v|Kế|Quyết|Công|Thông|Nghị|Chỉ|Báo|Ban|Tờ|Đề|Luật|Và|Tại|Theo|Trong|Ngày)\b)"
_NAME = rf"{_NOT_A_NAME}\p{{Lu}}\p{{L}}*(?:(?: |-| - ){_NOT_A_NAME}\p{{Lu}}\p{{L}}*){{0,4}}"
_HEADS = "$ORGAN_HEAD|$BODY_HEAD|Bộ|Đảng ủy|Đảng uỷ|Trường|Liên đoàn|Tòa án|Công an|Thanh tra|Kho bạc"
_ENDS = "$NAME_END|phê|sửa|số|V/v|cấp"
# ``verb`` makes the organ the issuer, ``weak`` says only that it has or sends the paper.
_VERB_LEFT = regex.compile(
    r"(?r)(?:(?:đã |vừa )?(?P<verb>ký ban hành|ban hành|ra|ký)|(?P<weak>(?:đã )?có|tại|trình|gửi)) "
    r"(?:các |những |kèm theo )?"
)
# With what a text before a citation must end so that the pattern of verbs is tried at all.
_VERB_ENDS = ("hành ", "ra ", "ký ", "có ", "tại ", "trình ", "gửi ", "các ", "những ", "theo ")
# Characters of a verb with the small words before and behind it (đã ký ban hành kèm theo các)
_LONGEST_VERB = 40
# A sign or a number of three digits ends a phrase to the left: what is before it is another citation or clause.
_NOT_IN_PHRASE = regex.compile(r"(?r)[/;:()]|\d{3}")
# Characters of an issuer phrase. On the same 1,686 pages as in aliases.py the longest has 61 (Ban thường vụ Đảng ủy
# Học viện Chính trị quốc gia Hồ Chí Minh); with 60 it is cut, with 80 and 400 all are the same.
_REACH = 120


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


@cache
def _after() -> regex.Pattern[str]:
    return regex.compile(rf",? ?\(?(?:của|do) (?P<issuer>{_phrase()})(?P<verb> (?:cấp|ban hành|ký))?")


@cache
def _between() -> regex.Pattern[str]:
    return regex.compile(rf"(?:của|do) (?P<issuer>{_phrase()})(?: (?:ban hành|tại))?[,:]? ?")


@cache
def _anywhere() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{_phrase()})")


def issuer_after(text: str, at: int) -> Issuer | None:
    """The phrase ``của …`` or ``do …`` that begins at an offset."""
    if text[at : at + 6].lstrip(" ,(")[:2] not in ("củ", "do"):
        return None
    found = _after().match(text, at, at + _REACH)
    if not found:
        return None
    raw, verb = found.groups()
    return Issuer(raw, found.start(1), found.end(1), bool(verb))


def issuer_between(text: str, at: int) -> Issuer | None:
    """The phrase between a type word and the number or its ``số`` at an offset: ``Quyết định của Ban Bí thư số``."""
    begins = max(text.rfind("của ", max(0, at - _REACH), at), text.rfind(" do ", max(0, at - _REACH), at) + 1)
    if begins <= 0:
        return None
    found = _between().fullmatch(text, begins, at)
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
    cut = _NOT_IN_PHRASE.search(text, max(0, to - _REACH), to)
    begins = cut.end() if cut else max(0, to - _REACH)
    for found in _anywhere().finditer(text, begins, to):
        if found.end() == to:
            return Issuer(found.group(), found.start(), to), verb["verb"] or verb["weak"]
    return None
