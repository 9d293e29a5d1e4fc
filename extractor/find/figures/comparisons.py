"""The changes among the figures of a sentence, and the figures that they are compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.find.figures.changes import (
    CHANGE_WORDS,
    SHARE,
    Change,
    base_at,
    change,
    compared_alike,
    coordinated,
    opening_base,
    ranged,
    says_same,
)
from extractor.find.figures.links import Link
from extractor.find.figures.mentions import FRACTION, RANGE, RATE, Mention


def changes_of(text: str, sentence: tuple[int, int], mentions: Sequence[Mention]) -> list[Change | None]:
    """What makes the ``mentions`` of a ``sentence`` in ``text`` changes.

    Those without a base of their own have that which opens the sentence.
    """
    found: list[Change | None] = []
    compared: Change | None = None
    for index, mention in enumerate(mentions):
        limit = mentions[index + 1].start if index + 1 < len(mentions) else sentence[1]
        begins = mentions[index - 1].end if index else sentence[0]
        # "đạt và vượt 24/26 chỉ tiêu": a fraction is no difference
        moved = (
            None
            if mention.method == FRACTION
            else change(text, begins, mention.start, mention.end, mention.unit, limit)
        )
        before = found[-1] if found else None
        if moved is None and before and _goes_with(text, mentions[index - 1], mention):
            moved = coordinated(text, begins, mention.start, before, mention.end, limit)
            if moved and moved.base and not before.base:
                found[-1] = before._replace(base=moved.base)
        if moved is None and compared and mention.method == RATE:
            moved = compared_alike(text, begins, mention.start, compared)
        compared = moved if moved and moved.kind == "ratio" and moved.base else compared
        if moved is None and mention.method == RANGE:
            moved = ranged(text, begins, mention.start)
        found.append(moved)
    if len(found) > 1 and any(each and each.base for each in found):
        _share_bases(text, mentions, found)
    if any(each and not each.base and each.kind != SHARE for each in found):
        base = opening_base(text, sentence, mentions[0].start)
        found = [each._replace(base=base) if each and not each.base and each.kind != SHARE else each for each in found]
    return found


def _share_bases(text: str, mentions: Sequence[Mention], found: list[Change | None]) -> None:
    """Gives differences of one clause that stand side by side the base of one of them: it is printed once.

    It stands before the first (``so với cùng kỳ giảm 5 vụ (10%), giảm 3 người chết``) or behind the last.
    """
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        for at in order:
            own, beside = found[at], found[at - order.step]
            if own is None or own.base or own.kind not in CHANGE_WORDS:
                continue
            if beside is None or not beside.base or beside.kind not in CHANGE_WORDS:
                continue
            first, last = sorted((at, at - order.step))
            is_before = text.find(beside.base, 0, mentions[0].start) >= 0 or beside.word_at > text.find(beside.base)
            if ";" not in text[mentions[first].end : mentions[last].start] and (order.step < 0 or is_before):
                found[at] = own._replace(base=beside.base)


def _goes_with(text: str, before: Mention, mention: Mention) -> bool:
    """Whether a figure may be the change that the one before it is: both counts or rates, or its rate in brackets."""
    in_brackets = says_same(text, before.end, mention.start)
    return (mention.method == RATE) == (before.method == RATE) or (mention.method == RATE and in_brackets)


def bases_of(
    text: str, mentions: Sequence[Mention], changes: Sequence[Change | None], tied: Mapping[int, Link]
) -> dict[int, int]:
    """For each change or rate whose base is printed as a number the mention of that.

    ``mentions`` are those of a sentence in ``text``, ``changes`` theirs; ``tied`` are the links of its figures.
    """
    if not any(changes) and not any(link.kind == "base" for link in tied.values()):
        return {}
    found = base_at(text, changes, [mention.end for mention in mentions], [mention.start for mention in mentions])
    owner = [at for at, mention in enumerate(mentions) for _ in mention.readings]
    for at, link in tied.items():
        if link.kind == "base" and link.to is not None and link.to >= 0:
            found[owner[link.to]] = owner[at]
    return found
