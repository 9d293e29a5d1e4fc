"""Sums in running text: wholes with the parts that are enumerated behind them, and relations by meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.audit.operands import Operand
from extractor.audit.passages import Passage
from extractor.audit.verdicts import bound_check, sum_check
from extractor.audit.words import Relation, relations, sign
from extractor.model import Check, Document
from patterns.units import MIXED_FAMILIES

_OPENS_SENTENCE = 24
_ELLIPSIS = regex.compile(r"(?:…|\.{2,})")
_COLON = regex.compile(r"[^,;:()]{0,60}:\s*")
_OPEN_PARENTHESIS = regex.compile(r"[^;()]{0,80}(?:\([^()]{0,80}\)[^;()]{0,80})?\([^()]{0,80}")
_LOOK_BACK = 2


def sums_in_text(document: Document, passages: Sequence[Passage]) -> Iterator[Check]:
    """Sum checks of all passages; a whole is checked once against the same parts."""
    seen: set[tuple[int, ...]] = set()
    for at, passage in enumerate(passages):
        for check in _checks(document, passages, at, passage):
            key = tuple(sorted(check.figures))
            if key not in seen:
                seen.add(key)
                yield check


def _checks(document: Document, passages: Sequence[Passage], at: int, passage: Passage) -> Iterator[Check]:
    for position in range(len(passage.operands)):
        yield from _enumerated(passage, passage.operands[position], passage.plain[position], position + 1)
    yield from _opened_by_sentence(document, passages, at)
    yield from _called_all(passage)
    yield from _by_meaning(passages, at)


def _enumerated(passage: Passage, whole: Operand, plain: bool, first: int) -> Iterator[Check]:
    """Parts that begin at position ``first`` behind ``trong đó``, ``gồm``, a colon or a parenthesis."""
    if not plain or whole.is_rate or first >= len(passage.operands):
        return
    gap = passage.gaps[first]
    if not _opens(gap):
        return
    parts = _run(passage, whole, first)
    if not parts:
        return
    if len(parts) > 1 and _joint(passage, first - 1, [passage.operands[part] for part in parts]):
        return
    some = bool(sign("some").search(gap)) or bool(_ELLIPSIS.search(passage.gaps[parts[-1] + 1][:40]))
    yield from _judged(
        whole, [passage.operands[part] for part in parts], some, ":" in gap and not sign("opener").search(gap)
    )


def _joint(passage: Passage, position: int, parts: Sequence[Operand]) -> bool:
    """``09 sở và 26 xã (33 đơn vị …; 02 đơn vị …)``: the parts are those of two wholes together."""
    if not position or not passage.gaps[position].rstrip().endswith("và"):
        return False
    pair = passage.operands[position - 1 : position + 1]
    return sum(whole.value for whole in pair) == sum(part.value for part in parts)


def _opens(gap: str) -> bool:
    if ")" in gap.split("(")[0] or sign("may-exceed").search(gap):
        return False
    return bool(sign("opener").search(gap) or _OPEN_PARENTHESIS.fullmatch(gap) or _COLON.fullmatch(gap))


def _run(passage: Passage, whole: Operand, first: int) -> list[int]:
    """Positions of the parts from ``first`` on: figures of the whole's family up to the end of the enumeration."""
    in_parenthesis = bool(_OPEN_PARENTHESIS.fullmatch(passage.gaps[first]))
    parts: list[int] = []
    for position in range(first, len(passage.operands)):
        gap, part = passage.gaps[position], passage.operands[position]
        if parts and _ends(gap, in_parenthesis):
            break
        if part.is_rate:
            continue
        if part.family != whole.family or not passage.plain[position] or position in passage.fractions:
            break
        if parts and part.unit != passage.operands[parts[0]].unit and part.family not in MIXED_FAMILIES:
            break
        parts.append(position)
    return parts


def _ends(gap: str, in_parenthesis: bool) -> bool:
    if in_parenthesis:
        return ")" in gap.split("(")[0]
    return bool(sign("stop").search(gap) or sign("opener").search(gap))


def _judged(whole: Operand, parts: Sequence[Operand], some: bool, only_colon: bool) -> Iterator[Check]:
    """Two or more parts make a sum; one part, or some of them, only must not exceed the whole."""
    if len(parts) < 2 or some:
        check = None if only_colon or whole.unit != parts[0].unit else bound_check(whole, parts[:1])
        if check:
            yield check
        return
    for length in range(len(parts), 1, -1):
        check = sum_check(whole, parts[:length])
        if check.holds:
            yield check
            return
    yield sum_check(whole, parts)


def _opened_by_sentence(document: Document, passages: Sequence[Passage], at: int) -> Iterator[Check]:
    """``Trong đó …`` at the beginning of a sentence or a note: the whole stands before it."""
    passage = passages[at]
    if not sign("opener").search(passage.gaps[0][:_OPENS_SENTENCE]):
        return
    before = _sentence_of_note(document, passages, passage) if passage.footnote is not None else passages[at - 1 : at]
    for other in before:
        if other.location != "body":
            continue
        for position in range(len(other.operands) - 1, -1, -1):
            whole = other.operands[position]
            if whole.family == passage.operands[0].family and not whole.is_rate:
                parts = [passage.operands[part] for part in _run(passage, whole, 0)]
                if other.plain[position] and len(parts) > 1:
                    yield from _judged(whole, parts, False, False)
                return


def _sentence_of_note(document: Document, passages: Sequence[Passage], passage: Passage) -> list[Passage]:
    note = document.footnotes[passage.footnote or 0]
    wanted = " ".join((note.sentence or "").split())
    return [
        other
        for other in passages
        if other.location == "body" and wanted and " ".join(other.sentence.split()) == wanted
    ]


def _called_all(passage: Passage) -> Iterator[Check]:
    """``A một phần, B toàn trình; cả C``: the whole behind its parts."""
    for position in range(2, len(passage.operands)):
        whole = passage.operands[position]
        words = passage.gaps[position].rstrip()
        named = [found for found in sign("all").finditer(words) if found.end() == len(words)]
        if not named or not passage.plain[position] or whole.is_rate:
            continue
        parts: list[Operand] = []
        for part in reversed(passage.operands[:position]):
            if part.family != whole.family:
                break
            parts.insert(0, part)
        if len(parts) > 1:
            yield sum_check(whole, parts)


def _by_meaning(passages: Sequence[Passage], at: int) -> Iterator[Check]:
    """Relations of the registry over figures that follow one another, up to two sentences back."""
    window = [
        (operand, plain)
        for passage in passages[max(0, at - _LOOK_BACK) : at + 1]
        if passage.location == passages[at].location and passage.footnote == passages[at].footnote
        for operand, plain in zip(passage.operands, passage.plain, strict=True)
    ]
    counts = [operand for operand, plain in window if plain and not operand.is_rate]
    own = {operand.index for operand in passages[at].operands}
    for relation in relations("sentence"):
        if relation.family:
            yield from _named_parts(relation, [operand for operand in counts if operand.index in own])
        else:
            yield from _in_a_row(relation, counts, own)


def _in_a_row(relation: Relation, counts: Sequence[Operand], own: set[int]) -> Iterator[Check]:
    """Whole, first and second part one after the other, of one unit, the last in the sentence at hand."""
    for whole, first, second in zip(counts, counts[1:], counts[2:], strict=False):
        if second.index not in own or not whole.unit == first.unit == second.unit:
            continue
        if relation.whole and not relation.whole.search(whole.label):
            continue
        done, rest = relation.parts
        is_pair = done.search(first.label) and rest.search(second.label) and not rest.search(first.label)
        if is_pair and not done.search(whole.label) and not rest.search(whole.label):
            yield sum_check(whole, [first, second], kind=relation.kind)


def _named_parts(relation: Relation, counts: Sequence[Operand]) -> Iterator[Check]:
    """A whole of the relation's family behind exactly one figure for each named part."""
    same = [operand for operand in counts if operand.family == relation.family]
    for position, whole in enumerate(same):
        if not (relation.whole and relation.whole.search(whole.label)):
            continue
        named = [[part for part in same[:position] if pattern.search(part.label)] for pattern in relation.parts]
        if all(len(found) == 1 for found in named) and not any(
            relation.whole.search(found[0].label) for found in named
        ):
            yield sum_check(whole, [found[0] for found in named])
            return
