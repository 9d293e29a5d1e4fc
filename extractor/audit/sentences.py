"""Running text: sums, differences and rates of what ``find`` has linked.

Which figures are whole and parts, and which rate belongs to which count, is said by the links of the figures
(``Figure.link``); here they are grouped and added up. What no link says, two counts beside their whole by what their
labels mean (``đã xử lý``, ``còn``), comes from the relations of the registry ``checks``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate, takewhile

import regex

from extractor.audit.checks import ERROR, SUSPICION
from extractor.audit.passages import Operand, Passage, decimal_of
from extractor.audit.verdicts import OPEN, bound_check, mistyped, rate_check, sum_check
from extractor.audit.words import Relation, relations, says
from extractor.model.document import Check, Document
from patterns.figures.measures import converted, measure
from patterns.figures.signs import sign
from patterns.figures.units import MIXED_FAMILIES

# Sentences before a figure whose figures may be its whole or parts by meaning. Reports write "Số nhiệm vụ: 34." and "Đã
# hoàn thành: 09; chưa hoàn thành: 28." as two or three sentences: with one, true sums are lost, with three no more are
# found (test_sentences.py).
_LOOK_BACK = 2

# Figures before a whole among which its named parts are looked for: lists of procedures have four or five, and 8 to 48
# find the same.
_WINDOW = 24

# A rate that misses by more points is that of other figures, and no check is made. Swapped digits before the comma make
# 2.7 points in the sample corpus; at 12, the rate of a count two clauses off becomes a false error.
_CLOSE = Decimal(5)

# How many figures before a part its whole is looked for: the whole opens the sentence, and parts with their rates may
# stand between. Four and 24 find the same.
_FURTHEST = 12


# Signs of what parts of persons are told by.
_KINDS = ("by-sex", "by-ethnicity", "by-religion", "by-age", "by-education", "by-party")

_CLAUSE_END = regex.compile(r"[.;:\n()](?:\s|$)")
_ITEMS = regex.compile(r",|(?<!\w)(?:và|cùng)(?!\w)")


def sums_in_text(document: Document, passages: Sequence[Passage]) -> Iterator[Check]:
    """Sum and difference checks of all passages; a whole is checked once against the same parts.

    ``document`` has the footnotes with the sentences of their markers; ``passages`` are all of it, in their order.
    """
    seen: set[tuple[int, ...]] = set()
    counts = [[each for each in passage.operands if each.is_exact and not each.is_rate] for passage in passages]
    linked = _linked(document, passages)
    for at in range(len(passages)):
        for check in (*linked.get(at, ()), *_by_meaning(passages, counts, at)):
            key = tuple(sorted(check.figures))
            if key not in seen:
                seen.add(key)
                yield check


def _linked(document: Document, passages: Sequence[Passage]) -> Mapping[int, list[Check]]:
    """The checks of wholes with the parts that are linked to them, by the place of the passage with the first part.

    The parts of a list stand in one sentence each.
    """
    known = {operand.index: operand for passage in passages for operand in passage.operands}
    gaps = {
        operand.index: passage.gaps[at : at + 2] for passage in passages for at, operand in enumerate(passage.operands)
    }
    body = _by_sentence(passages)
    parts: dict[int, list[Operand]] = defaultdict(list)
    begins: dict[int, int] = {}
    for at, passage in enumerate(passages):
        for operand in passage.operands:
            if not operand.is_part:
                continue
            whole = known.get(operand.to) if operand.to is not None else _of_marker(document, body, passage, operand)
            if whole:
                parts[whole.index].append(operand)
                begins.setdefault(whole.index, at)
    found: dict[int, list[Check]] = defaultdict(list)
    for index in sorted(parts):
        whole = known[index]
        found[begins[index]] += _judged(whole, [_in_unit_of(whole, part) for part in parts[index]], gaps)
    return found


def _in_unit_of(whole: Operand, part: Operand) -> Operand:
    """A part in the unit of its whole, where both differ by their scale only: ``500 triệu đồng`` of ``10 tỷ đồng``."""
    mine, theirs = measure(part.unit), measure(whole.unit)
    if mine is None or theirs is None or mine.factor == theirs.factor or part.family != whole.family:
        return part
    value = converted(float(part.value), part.unit, whole.unit)
    if value is None:
        return part
    return replace(part, value=decimal_of(value), unit=whole.unit, raw=f"{part.raw} {part.unit}")


def _judged(whole: Operand, parts: Sequence[Operand], gaps: Mapping[int, tuple[str, ...]]) -> Iterator[Check]:
    """Two or more parts make a sum; one part, or some of them, only must not exceed the whole.

    Only what is meant exactly and has a printed unit is compared. Parts that go on behind a sum that is right already
    belong to the next statement. ``gaps`` are the words before and behind each figure.
    """
    if whole.is_rate or not all(each.is_exact and each.unit for each in (whole, *parts)):
        return
    kinds = {part.link for part in parts}
    alike = list(takewhile(lambda part: part.unit == parts[0].unit or part.family in MIXED_FAMILIES, parts))
    if kinds == {"joined"}:
        yield from _joined(whole, parts)
    elif len(alike) < 2 or "some" in kinds or _are_of_several_kinds(whole, alike):
        check = bound_check(whole, parts[:1]) if whole.unit == parts[0].unit else None
        yield from (check,) if check else ()
    else:
        sums = list(accumulate(part.value for part in alike))
        longest = next((length for length in range(len(alike), 1, -1) if sums[length - 1] == whole.value), len(alike))
        is_complete = kinds == {"component"} or _are_all(alike[:longest])
        # Parts of another unit behind them may be what is missing: 1,5 ha, gồm 1 ha, 0,3 ha và 2.000 m2.
        has_one_reading = len(alike) == len(parts) and not _goes_on(alike[:longest], gaps)
        is_open = sums[longest - 1] < whole.value and _names_another(gaps[alike[longest - 1].index][-1])
        gravest = ERROR if has_one_reading and not is_open else SUSPICION
        yield sum_check(whole, alike[:longest], gravest=gravest, complete=is_complete)


def _are_of_several_kinds(whole: Operand, parts: Sequence[Operand]) -> bool:
    """Whether the parts tell persons by several things, so that one may be in two: women, ethnic minorities.

    What the words for the ``whole`` say already tells none of its parts.
    """
    kinds = [
        frozenset(kind for kind in _KINDS if says(sign(kind), part.label) and not says(sign(kind), whole.label))
        for part in parts
    ]
    told = [kind for kind in kinds if kind]
    return len(told) > 1 and not frozenset.intersection(*told)


def _names_another(behind: str) -> bool:
    """Whether a further part without a number is named behind the last one: ``03 đoàn và các đoàn của huyện``."""
    clause = _CLAUSE_END.split(behind, maxsplit=1)[0]
    return any(sign("unnumbered").match(item.strip()) for item in _ITEMS.split(clause)[1:])


def _goes_on(parts: Sequence[Operand], gaps: Mapping[int, tuple[str, ...]]) -> bool:
    """Whether a semicolon parts the last part from others that commas part: it may belong to the next statement."""
    between = [gaps[part.index][0] for part in parts[1:]]
    return ";" in between[-1] and any("," in gap and ";" not in gap for gap in between[:-1])


def _are_all(parts: Sequence[Operand]) -> bool:
    """Whether two parts are all there can be by what they mean: ``đã xử lý`` and ``đang xử lý``."""
    return len(parts) == 2 and any(
        says(relation.parts[0], parts[0].label) and says(relation.parts[1], parts[1].label)
        for relation in relations("sentence")
        if relation.is_complete and relation.whole is None
    )


def _joined(whole: Operand, parts: Sequence[Operand]) -> Iterator[Check]:
    """A whole that joins two counts may leave some out; one that is more, or a slip of the keyboard away, is wrong."""
    if len(parts) != 2:
        return
    check = sum_check(whole, parts)
    total = sum((part.value for part in parts), Decimal(0))
    if check.holds or mistyped(whole.value, total):
        yield check
    elif whole.value > total:
        yield sum_check(whole, parts, gravest=SUSPICION)


def _by_sentence(passages: Sequence[Passage]) -> Mapping[str, list[Passage]]:
    """The passages of the body by their sentence, blanks single."""
    found: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.location == "body":
            found[_single_blanks(passage.sentence)].append(passage)
    return found


def _of_marker(document: Document, body: Mapping[str, list[Passage]], note: Passage, part: Operand) -> Operand | None:
    """The whole of a part in a note: the last figure that counts the same in the sentence with the note's marker."""
    if note.footnote is None:
        return None
    sentence = _single_blanks(document.footnotes[note.footnote].sentence or "")
    same = [
        operand
        for passage in (body.get(sentence, ()) if sentence else ())
        for operand in passage.operands
        if operand.family == part.family and not operand.is_rate
    ]
    return same[-1] if same else None


def _single_blanks(text: str) -> str:
    return " ".join(text.split())


def _by_meaning(passages: Sequence[Passage], counts: Sequence[list[Operand]], at: int) -> Iterator[Check]:
    """Relations of the registry over figures that follow one another, up to two sentences back.

    ``counts`` are the exact counts of each passage, ``at`` is the passage that has the last figure of a relation.
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
            yield sum_check(whole, [first, second], kind=relation.kind, complete=relation.is_complete)


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
            yield sum_check(whole, [found[0] for found in named], complete=relation.is_complete)
            return


def rates_in_text(passages: Sequence[Passage]) -> Iterator[Check]:
    """Rate checks of all passages: one a rate that is linked to a count, where a whole of the count is printed."""
    for passage in passages:
        known = {operand.index: operand for operand in passage.operands}
        for rate in passage.operands:
            is_linked = rate.link == "rate" or rate.is_ratio
            count = known.get(rate.to) if is_linked and rate.to is not None else None
            if count and rate.is_rate and rate.is_exact and count.is_exact and not count.is_rate:
                yield from _checked(rate, count, known)


def _checked(rate: Operand, count: Operand, known: Mapping[int, Operand]) -> Iterator[Check]:
    """The rate against the whole that the links name, else against an earlier count: the one that makes it right, or
    the nearest where the rate comes close to it.

    ``known`` are the operands of the sentence by their index. More than one reading is left, and no check is made,
    where the rate names its whole (``chiếm 59,4% tổng kim ngạch``, ``bằng 42% kế hoạch``), which may stand far before;
    where it is the rate of the rest; and where the nearest count has a rate of its own: then both are parts of a whole
    that is not printed.
    """
    said = _said_whole(rate, count, known)
    wholes = [said] if said else _earlier(count, known)
    pairs = [pair for whole in wholes if (pair := _part_and_whole(count, whole, is_said=bool(said)))[1].value > 0]
    checks = [rate_check(rate, part, whole) for part, whole in pairs]
    nearest = next((check for check in checks if check.holds), None)
    if nearest is None and checks:
        names_whole = rate.is_ratio or sign("of-whole").match(rate.label)
        is_of_rest = any(_is_complement(rate, *pair) for pair in pairs)
        is_beside = any(each.link == "rate" and each.to == wholes[0].index for each in known.values())
        nearest = None if not said and (names_whole or is_of_rest or is_beside) else checks[0]
    if nearest and (nearest.holds or abs(Decimal(str(nearest.difference))) <= _CLOSE):
        # Of several earlier counts one that does not stand right before its part is a guess.
        is_slip = mistyped(rate.value, Decimal(str(nearest.expected))) is not None
        is_guess = len(wholes) > 1 and wholes[0].index + 1 != count.index and not (nearest.holds or is_slip)
        yield (
            replace(nearest, severity=SUSPICION, confidence=OPEN) if is_guess and nearest.severity == ERROR else nearest
        )


def _said_whole(rate: Operand, count: Operand, known: Mapping[int, Operand]) -> Operand | None:
    """The whole of a rate by the links: the denominator of its fraction, its base, the whole of its count."""
    base = next((each for each in known.values() if each.link == "base" and each.to == rate.index), None)
    linked = known.get(count.to) if count.to is not None and (count.is_part or count.link == "numerator") else None
    return next((each for each in (base, linked) if each and each.is_exact and each.unit == count.unit), None)


def _earlier(count: Operand, known: Mapping[int, Operand]) -> list[Operand]:
    """The counts before a count that may be its whole, the nearest first."""
    before = [each for each in known.values() if each.index < count.index][-_FURTHEST:]
    return [each for each in reversed(before) if each.unit == count.unit and each.is_exact]


def _part_and_whole(count: Operand, other: Operand, *, is_said: bool) -> tuple[Operand, Operand]:
    """Of two counts the part first; where no link says which is the whole, it is the greater one."""
    return (count, other) if is_said or count.value <= other.value else (other, count)


def _is_complement(rate: Operand, part: Operand, whole: Operand) -> bool:
    exact = 100 - 100 * part.value / whole.value
    return abs(exact - rate.value) <= Decimal(1).scaleb(-rate.decimals)
