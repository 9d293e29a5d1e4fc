"""Sums in running text: wholes with the parts that are enumerated behind them, and relations by meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, takewhile

import regex

from extractor.audit.operands import Operand
from extractor.audit.passages import Passage
from extractor.audit.verdicts import bound_check, sum_check
from extractor.audit.words import Relation, ends_with_sign, relations, says
from extractor.model.document import Check, Document
from patterns.signs import sign
from patterns.units import MIXED_FAMILIES

_OPENS_SENTENCE = 24
"""Letters at the beginning of a sentence within which ``Trong đó`` opens it."""

_TRAILS_OFF = 40
"""Letters behind the last part within which dots say that there are more."""

_LONGEST_SIGN = 24
"""Letters before a number that may be a sign, ``tổng cộng là`` and the like."""

_LOOK_BACK = 2
"""Sentences before a figure whose figures may be its whole or parts by meaning."""

_ELLIPSIS = regex.compile(r"(?:…|\.{2,})")
_COLON = regex.compile(r"[^,;:()]{0,60}:\s*")
_OPEN_PARENTHESIS = regex.compile(r"[^;()]{0,80}(?:\([^()]{0,80}\)[^;()]{0,80})?\([^()]{0,80}")
_YEAR = regex.compile(r"(?<=năm )(?:19|20)\d\d\b")

_MOST_PARTS, _WINDOW = 40, 24
"""How many parts an enumeration has at most, and how many figures are looked at for relations by meaning."""


def sums_in_text(document: Document, passages: Sequence[Passage]) -> Iterator[Check]:
    """Sum checks of all passages; a whole is checked once against the same parts."""
    seen: set[tuple[int, ...]] = set()
    body = _by_sentence(passages)
    counts = [_counts(passage) for passage in passages]
    for at, passage in enumerate(passages):
        before = _of_marker(document, body, passage) if passage.footnote is not None else passages[at - 1 : at]
        for check in (*_checks(passage, before), *_by_meaning(passages, counts, at)):
            key = tuple(sorted(check.figures))
            if key not in seen:
                seen.add(key)
                yield check


def _checks(passage: Passage, before: Sequence[Passage]) -> Iterator[Check]:
    for position in range(len(passage.operands)):
        yield from _enumerated(passage, passage.operands[position], passage.plain[position], position + 1)
    yield from _opened_by_sentence(passage, before)
    yield from _called_all(passage)


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
    some = bool(sign("some").search(gap)) or bool(_ELLIPSIS.search(passage.gaps[parts[-1] + 1][:_TRAILS_OFF]))
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
    parenthesis = gap.find("(")
    if 0 <= gap.find(")") < (parenthesis if parenthesis >= 0 else len(gap)):
        return False
    opens = (
        (":" in gap and _COLON.fullmatch(gap))
        or (parenthesis >= 0 and _OPEN_PARENTHESIS.fullmatch(gap))
        or sign("opener").search(gap)
    )
    return bool(opens) and not sign("may-exceed").search(gap)


def _run(passage: Passage, whole: Operand, first: int) -> list[int]:
    """Positions of the parts from ``first`` on: figures of the whole's family up to the end of the enumeration."""
    in_parenthesis = bool(_OPEN_PARENTHESIS.fullmatch(passage.gaps[first]))
    parts: list[int] = []
    for position in range(first, min(first + _MOST_PARTS, len(passage.operands))):
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
    if len(parts) < 2 or some or _leaves_out_years(parts):
        check = None if only_colon or whole.unit != parts[0].unit else bound_check(whole, parts[:1])
        if check:
            yield check
        return
    sums = list(accumulate(part.value for part in parts))
    longest = next((length for length in range(len(parts), 1, -1) if sums[length - 1] == whole.value), len(parts))
    yield sum_check(whole, parts[:longest])


def _leaves_out_years(parts: Sequence[Operand]) -> bool:
    """Whether the parts are those of years that do not follow one another: then they are only some."""
    years = [int(found[0]) for part in parts if (found := _YEAR.search(part.label))]
    return len(years) == len(parts) and len(set(years)) > 1 and max(years) - min(years) >= len(set(years))


def _opened_by_sentence(passage: Passage, before: Sequence[Passage]) -> Iterator[Check]:
    """``Trong đó …`` at the beginning of a sentence or a note: the whole stands before it."""
    if not sign("opener").search(passage.gaps[0][:_OPENS_SENTENCE]):
        return
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


def _by_sentence(passages: Sequence[Passage]) -> Mapping[str, list[Passage]]:
    """The passages of the body by their sentence, blanks single."""
    found: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.location == "body":
            found[_single_blanks(passage.sentence)].append(passage)
    return found


def _of_marker(document: Document, body: Mapping[str, list[Passage]], note: Passage) -> Sequence[Passage]:
    """The passages of the sentence that holds a note's marker."""
    sentence = _single_blanks(document.footnotes[note.footnote or 0].sentence or "")
    return body.get(sentence, ()) if sentence else ()


def _single_blanks(text: str) -> str:
    return " ".join(text.split())


def _called_all(passage: Passage) -> Iterator[Check]:
    """``A một phần, B toàn trình; cả C``: the whole behind its parts."""
    for position in range(2, len(passage.operands)):
        whole = passage.operands[position]
        words = passage.gaps[position][-_LONGEST_SIGN:]
        if not ends_with_sign("all", words) or whole.is_rate or not passage.plain[position]:
            continue
        before = reversed(passage.operands[max(0, position - _MOST_PARTS) : position])
        parts = _of_family(whole, before)[::-1]
        if len(parts) > 1:
            yield sum_check(whole, parts)


def _of_family(whole: Operand, operands: Iterable[Operand]) -> list[Operand]:
    return list(takewhile(lambda operand: operand.family == whole.family, operands))


def _counts(passage: Passage) -> list[Operand]:
    """The figures that are meant exactly and are no rates."""
    return [
        operand for operand, plain in zip(passage.operands, passage.plain, strict=True) if plain and not operand.is_rate
    ]


def _by_meaning(passages: Sequence[Passage], counts: Sequence[list[Operand]], at: int) -> Iterator[Check]:
    """Relations of the registry over figures that follow one another, up to two sentences back; ``counts`` are those
    of each passage.
    """
    own, passage = counts[at], passages[at]
    if not own:
        return
    in_reach = [
        operand
        for other in range(max(0, at - _LOOK_BACK), at + 1)
        if passages[other].location == passage.location and passages[other].footnote == passage.footnote
        for operand in counts[other]
    ][-len(own) - 2 :]
    for relation in relations("sentence"):
        if relation.family:
            yield from _named_parts(relation, own)
        elif len(in_reach) > 2:
            yield from _in_a_row(relation, in_reach)


def _in_a_row(relation: Relation, counts: Sequence[Operand]) -> Iterator[Check]:
    """Whole, first and second part one after the other, of one unit."""
    done, rest = relation.parts
    for whole, first, second in zip(counts, counts[1:], counts[2:], strict=False):
        if not whole.unit == first.unit == second.unit:
            continue
        if relation.whole and not says(relation.whole, whole.label):
            continue
        is_pair = says(done, first.label) and says(rest, second.label) and not says(rest, first.label)
        if is_pair and not says(done, whole.label) and not says(rest, whole.label):
            yield sum_check(whole, [first, second], kind=relation.kind)


def _named_parts(relation: Relation, counts: Sequence[Operand]) -> Iterator[Check]:
    """A whole of the relation's family behind exactly one figure for each named part."""
    same = [operand for operand in counts if operand.family == relation.family]
    for position, whole in enumerate(same):
        if not (relation.whole and relation.whole.search(whole.label)):
            continue
        before = same[max(0, position - _WINDOW) : position]
        named = [[part for part in before if pattern.search(part.label)] for pattern in relation.parts]
        if all(len(found) == 1 for found in named) and not any(
            relation.whole.search(found[0].label) for found in named
        ):
            yield sum_check(whole, [found[0] for found in named])
            return
