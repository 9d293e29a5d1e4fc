"""Lists of citations: what an item lacks it takes over from its neighbours, and what it may not take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from extractor.find.citations.acceptance import type_of
from extractor.find.citations.details import issuer_opening
from extractor.find.citations.drafts import BARE, LEANING, Draft
from extractor.find.citations.lead import lead_before, numbers_before, so_before
from patterns.instruments.symbols import read_symbol
from patterns.names.organs import organ_named
from patterns.phrases import compiled

# What joins two items, with a remark in brackets behind the first. With 5 and 100 characters for 40 the citations of
# 158 documents are the same.
_JOINER = re.compile(r" ?(?:\([^()]{0,40}\))?(?:,|;|\.\.\.|…)* ?(?:và|hoặc|cùng|&)? ?(?:các )?")
# The title of an item may stand between two numbers, up to a comma, ``;`` or ``và``. With 80 and 500 characters the
# citations of 158 documents are the same.
_WITH_TITLE = regex.compile(r"[^.]{0,220}(?:[,;]|(?:,|;)? và) ?(?:các )?")
# The same over a list whose organ is said before it: a full stop ends it, unless a colon opens it and its items have
# labels.
_NEXT = compiled(r"[^.\t]{0,220}?(?:[,;]|(?:,|;)? và) ?(?:các )?(?:$ITEM_LABEL )?")
_NEXT_OPENED = compiled(
    r"[^.\t]{0,220}?(?:[,;]|(?:,|;)? và) ?(?:các )?(?:$ITEM_LABEL )?|[^\t]{0,220}?[.;,]? (?:$ITEM_LABEL) ?(?:các )?"
)
_COLON = compiled(r"(?r)(?::|\()(?: ?(?:$ITEM_LABEL))? ?(?:[Cc]ác )?")
# Characters of the label of an item with the colon before it.
_LONGEST_LABEL = 16
_RANGE = regex.compile(r" đến (?:hết )?(?:số )?")
_RANGE_BEFORE = regex.compile(r"(?r)từ (?P<first>(?:số )?(?P<number>\d{1,5}\p{Ll}?)) đến (?:hết )?")
# Characters of ``từ số 496 đến hết`` before the last of a range.
_LONGEST_RANGE = 30


def inherit(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a normal form, sorted, with types, dates and issuers taken over within lists."""
    if not drafts:
        return []
    items = _ranges(text, list(_with_bare_numbers(text, drafts)))
    items = [item for item in _types(text, items) if item.elided or item.method != "organ-alone"]
    return _issuers_of_heads(text, _dates_and_issuers(text, items))


def _with_bare_numbers(text: str, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """``số 31, 32/KH-UBND``, ``số 12, 15 của UBND tỉnh``: numbers before one that says more are items of their own."""
    for complete in drafts:
        draft = _with_first_of_range(text, complete)
        if draft.method not in ("symbol", BARE) or draft.word is not None or draft.number is None:
            yield draft
            continue
        before = [_bare_item(draft, *found) for found in numbers_before(text, draft.start)]
        yield from _headed(text, before[::-1])
        yield draft


def _bare_item(complete: Draft, start: int, end: int, number: str) -> Draft:
    """A number that has its symbol, if any, from the complete item on its right, and nothing else yet."""
    return complete._replace(
        start=start,
        end=end,
        tail=end,
        number=number,
        identifier=None,
        method="inherited-symbol" if complete.symbol else BARE,
        confidence=LEANING,
        dated=False,
        issued_on=None,
        year=complete.symbol_year,
        issuer=None,
    )


def _with_first_of_range(text: str, draft: Draft) -> Draft:
    """``từ số 496 đến số 521/QĐ-TTg``: the symbol stands at the last number only."""
    if draft.word is not None or draft.number is None or draft.identifier is None:
        return draft
    follows = text.endswith(("đến ", "hết "), 0, draft.start)
    found = _RANGE_BEFORE.match(text, max(0, draft.start - _LONGEST_RANGE), draft.start) if follows else None
    if not found:
        return draft
    identifier = found["number"] + draft.identifier.removeprefix(draft.number)
    return draft._replace(
        start=found.start("first"), number=found["number"], range_end=draft.number, identifier=identifier
    )


def _headed(text: str, items: list[Draft]) -> list[Draft]:
    """Bare numbers count only where ``số`` or a type word stands before the first."""
    if not items:
        return []
    lead = lead_before(text, items[0].start)
    if lead is None or not (lead.so or lead.word):
        return []
    return [items[0]._replace(start=lead.start, word=lead.word, kind=type_of(lead.word, items[0].symbol)), *items[1:]]


def _ranges(text: str, items: list[Draft]) -> list[Draft]:
    """``từ số 496/QĐ-TTg đến 521/QĐ-TTg`` is one citation of the first with ``range_end``."""
    kept: list[Draft] = []
    for item in items:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.number
            and item.number
            and text.endswith(("từ ", "từ số "), 0, last.start)
            and _RANGE.fullmatch(text, last.end, max(last.end, so_before(text, item.start)))
        ):
            kept[-1] = last._replace(end=item.end, tail=item.tail, range_end=item.number, issued_on=item.issued_on,
                year=last.year or item.year, year_source=last.year_source or item.year_source, dated=item.dated,
                issuer=last.issuer or item.issuer,
            )  # fmt: skip
        else:
            kept.append(item)
    return kept


def _types(text: str, items: list[Draft]) -> list[Draft]:
    """An item without a type word takes the one on its left, until a new word comes."""
    done: list[Draft] = []
    for item in items:
        last = done[-1] if done else None
        if last is not None and item.word is None and item.number and last.number and last.kind:
            gap = text[last.tail : item.start]
            joined = _JOINER.fullmatch(gap)
            if joined or _WITH_TITLE.fullmatch(gap):
                item = _taking_type(item, last, elided=bool(joined))
                if last.heads and item.issuer is None:
                    item = item._replace(issuer=last.issuer, heads=True)
        done.append(item)
    return done


def _taking_type(item: Draft, head: Draft, *, elided: bool) -> Draft:
    symbol = item.symbol
    if symbol and symbol.type and head.kind and symbol.type.code != head.kind.code:
        return item._replace(elided=elided)
    if symbol and symbol.type is None and head.symbol and head.symbol.type is not None:
        return item._replace(elided=False)
    if symbol and head.kind:
        symbol = read_symbol(symbol.text, head.kind.id)
    return item._replace(kind=head.kind, symbol=symbol, elided=elided)


def _dates_and_issuers(text: str, items: list[Draft]) -> list[Draft]:
    """Dates and issuers go from right to left, dates never over a new type word, issuers only to organs that fit."""
    # they are printed behind the last item of a list, as the type is before the first
    done: list[Draft] = []
    for item in reversed(items):
        right = done[-1] if done else None
        if right is not None and item.number:
            gap = text[item.tail : right.start] if item.tail <= right.start else "."
            if _JOINER.fullmatch(gap):
                item = _taking_date(item, right)
                item = _taking_issuer(item, right, near=right.elided or ";" not in gap)
        done.append(item)
    done.reverse()
    return [_same_day(item, done[at - 1] if at else None) for at, item in enumerate(done)]


def _taking_date(item: Draft, right: Draft) -> Draft:
    if item.dated or right.issued_on is None or not right.elided:
        return item
    day_year = int(right.issued_on[:4])
    if item.symbol_year is not None and item.symbol_year != day_year:
        return item
    return item._replace(
        issued_on=right.issued_on,
        dated=True,
        year=item.year or day_year,
        year_source=item.year_source or "date",
    )


def _taking_issuer(item: Draft, right: Draft, *, near: bool) -> Draft:
    if item.issuer or not right.issuer or not near:
        return item
    shared = item.method == BARE == right.method
    return item._replace(issuer=right.issuer) if shared or _fits(right.issuer, item) else item


def _fits(issuer: str, item: Draft) -> bool:
    """Whether the symbol of an item names the organ of an issuer phrase."""
    named = organ_named(issuer)
    return named is not None and item.symbol is not None and any(named.fits(each) for each in item.symbol.holders)


def _issuers_of_heads(text: str, items: list[Draft]) -> list[Draft]:
    """The organ before a list is the issuer of all its items that its name fits and that have none of their own.

    It stands in the clause before the colon that opens the list (``UBND tỉnh X đã ban hành: …``), or acts in the first
    item.
    """
    done: list[Draft] = []
    head: str | None = None
    opened = False
    for item in items:
        if head is None or not _goes_on(text, done[-1].tail, item.start, opened=opened):
            begins = max(0, item.start - _LONGEST_LABEL)
            opens = max(text.find(":", begins, item.start), text.find("(", begins, item.start)) >= 0
            colon = _COLON.match(text, begins, item.start) if opens else None
            head = issuer_opening(text, colon.start()) if colon else None
            opened = colon is not None
        if item.issuer:
            head = item.issuer if item.acting or item.heads else None
        elif head and _fits(head, item):
            item = item._replace(issuer=head)
        done.append(item)
    return done


def _goes_on(text: str, begins: int, ends: int, *, opened: bool) -> bool:
    """Whether a list goes on between two items: by a sign with a title before it; once opened, by the label of one."""
    pattern = _NEXT_OPENED if opened else _NEXT
    return pattern.fullmatch(text, begins, ends) is not None


def _same_day(item: Draft, last: Draft | None) -> Draft:
    if not item.same_day or last is None or last.issued_on is None:
        return item
    year = int(last.issued_on[:4])
    return item._replace(
        issued_on=last.issued_on, dated=True, year=item.year or year, year_source=item.year_source or "date"
    )
