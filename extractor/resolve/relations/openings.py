"""Lists that a colon opens: the verb before the colon governs all items, also those behind a full stop."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from extractor.resolve.relations.triggers import ISSUE, MENTION, Trigger, triggers_in
from patterns.instruments.doc_types import doc_types
from patterns.phrases import compiled
from patterns.spelling import names_pattern

# What may stand between the colon and the first item, and before each later one: its label, and the articles of the
# instrument that are meant (a) Điều 11; khoản 1 Điều 12 của).
_ARTICLES = (
    r"(?:(?:[Cc]ác\s+)?(?:[Kk]hoản|[Đđ]iểm|[Đđ]iều|[Mm]ục|[Cc]hương|Phụ lục)\s[^:\n]{0,180}?(?:của|tại|kèm theo)\s+)?"
)
_BEFORE_ITEM = rf'{_ARTICLES}(?:[Cc]ác\s+)?["“]?'
_FIRST = compiled(rf":\s*(?:(?P<label>$ITEM_LABEL)\s*)?{_BEFORE_ITEM}")
_LATER = compiled(rf"[.;,]\s*\n\s*(?P<label>$ITEM_LABEL)\s*{_BEFORE_ITEM}")
_SIGN = regex.compile(r"[.;,]\s*\n")
# A new paragraph without a label ends the list.
_ENDS = compiled(r"[.!?]\s*\n\s*(?!$ITEM_LABEL)\p{Lu}")
# Characters between the colon, or the end of the item before, and an item: its label, articles and a quotation mark
_LONGEST_LABEL = 240
# Characters from the verb to the colon (bãi bỏ các Quyết định của Ủy ban nhân dân tỉnh sau đây:). It bounds the work;
# the longest in 118 documents from the web has 62 (test_relations.py)
_REACH = 120
_VOID = regex.compile(r"(?i)(?:hết|chấm dứt)\s+hiệu\s+lực")


class Opened(NamedTuple):
    """A list that a colon has opened: the sort of its labels, and where its first item begins."""

    label: str
    at: int


def opening_trigger(text: str, begins: int, ends: int) -> Trigger | None:
    """The verb before a colon behind which an item begins at ``ends``, with the instruments it is done to.

    ``begins`` is where the clause of ``text`` begins. ``bãi bỏ các Quyết định sau:`` and ``các nghị định sau hết hiệu
    lực:`` open lists of what is repealed; verbs that need no object before the colon govern what follows anyway.
    """
    colon = _opened_at(text, max(begins, ends - _LONGEST_LABEL), ends)
    if not colon:
        return None
    chosen = None
    for trigger in triggers_in(text, max(begins, colon.start() - _REACH), colon.start()):
        if trigger.entry.get("near") and trigger.passive:
            chosen = trigger
        elif trigger.relation not in (ISSUE, MENTION):
            chosen = None
    if chosen is None or not _object().fullmatch(text, chosen.start, colon.start()):
        return None
    return chosen


def first_item(text: str, at: int) -> Opened | None:
    """The list whose first item begins at an offset, behind a colon and a label; None where none does."""
    found = _opened_at(text, max(0, at - _LONGEST_LABEL), at)
    return Opened(_sort(found["label"]), at) if found and found["label"] else None


def is_item_of(text: str, at: int, opened: Opened) -> bool:
    """Whether what begins at ``at`` in ``text`` is an item of the list ``opened``, by the sort of its label."""
    sign = max((each.start() for each in _SIGN.finditer(text, max(0, at - _LONGEST_LABEL), at)), default=at)
    found = _LATER.fullmatch(text, sign, at)
    return bool(found) and _sort(found["label"]) == opened.label and not _ENDS.search(text, opened.at, at)


def _opened_at(text: str, begins: int, ends: int) -> regex.Match[str] | None:
    """The colon behind which an item begins at ``ends``, with what stands between."""
    colon = text.rfind(":", begins, ends)
    return _FIRST.fullmatch(text, colon, ends) if colon >= 0 else None


def _sort(label: str) -> str:
    """Labels of one list have one sort: a bullet, numbers or letters, and the sign behind them."""
    return str(regex.sub(r"[\p{L}]+", "a", regex.sub(r"[\d.]+(?=[.)])", "1", label)))


@cache
def _object() -> regex.Pattern[str]:
    """A verb and the instruments that it is done to, more than one; or that become void."""
    kinds = names_pattern([*(kind.name for kind in doc_types().values()), "văn bản", "quy định"])
    return regex.compile(
        rf"{_VOID.pattern}[^.;:]{{0,{_REACH}}}"
        rf"|(?i)[^.;:]*?(?<!\p{{L}})(?:các|những|một số|toàn bộ)\s(?:[^.;:]{{0,30}}\s)?(?:{kinds})(?!\p{{L}})[^.;:]*"
    )
