"""Agreement of the running text with the statistical forms: one thing counted in both, printed with two numbers.

Labels of text and form are never quite the same, so a row is only looked at where its number is near that of the
text, or is the one that the sum in the text asks for; then the words decide.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from extractor.audit.checks import AGREEMENT, DIFFERENCE, ERROR, ROUNDING, SUM, SUSPICION
from extractor.audit.form_index import FormIndex, FormValue, index_forms
from extractor.audit.passages import Operand, Passage
from extractor.audit.tables import Form
from extractor.audit.verdicts import LIKELY, OPEN, SLIP, SURE, amount, mistyped, named, plain_number
from extractor.model.document import Check, Document
from patterns.figures.signs import sign
from patterns.tables.labels import Words, differ, weight, words_of

# Likeness of a figure of the text and a row of a form, 0 to 1, from which a number that differs is a finding: ALIKE for
# a slip of the keyboard; less where the row's number makes the sum of the text right, and least where other figures of
# the sentence agree with the form as well; NEARLY_THE_SAME for any other number. On the reference reports only ALIKE
# decides: .8 loses a true finding, .6 finds no more; the others have room of a tenth both ways (test_agreement.py).
ALIKE, MENDED, MENDED_AMONG_OTHERS, NEARLY_THE_SAME = 0.7, 0.45, 0.2, 0.85

# Smaller numbers are near one another by chance, and only count where they make a sum right: twenty loses rates of
# disbursement of 12 %.
LEAST = 10

# A number from which on it is hardly the same in text and form by chance: at two hundred a sentence on 153 staff is no
# longer known to speak of its form.
TELLING = 100

# Share of the syllables of a figure that a row must have to be worth a closer look: for speed, .3 and .5 find the same.
SHARE = 0.4

# By how much the best row must be more like than the next: forms have rows that differ in one word (cấp tỉnh, cấp
# huyện); .04 and .12 find the same on the reference reports.
LEAD = 0.08

# Letters before and behind a figure that may name what it counts: with sixty, rates whose subject opens a long sentence
# lose it.
_AROUND = 160


class _Pair(NamedTuple):
    """A figure of the text and the row it seems to be a print of. ``mends``: the number of the row makes a sum of the
    text right; ``has_neighbour``: another figure of the sentence agrees with the form.
    """

    operand: Operand
    row: FormValue
    alike: float
    mends: bool
    has_neighbour: bool

    @property
    def rank(self) -> tuple[bool, float]:
        return self.mends, self.alike


def agreements(
    document: Document, passages: Sequence[Passage], forms: Sequence[Form], checks: Sequence[Check]
) -> Iterator[Check]:
    """Checks of figures of the text that a form contradicts.

    ``passages`` and ``forms`` are those of ``document``; ``checks`` are its sums and rates: a number of a form that
    makes a sum of the text right is the surest sign of a misprint in the text.
    """
    index = index_forms(forms)
    if not index.values:
        return
    in_running_text = [passage for passage in passages if passage.row is None]
    mended = _mended(document, checks)
    equal = {figure.index: index.equal(figure) for each in in_running_text for figure in each.operands}
    agreed = set().union(*equal.values())
    best: dict[int, _Pair] = {}
    for passage in in_running_text:
        for position, operand in enumerate(passage.operands):
            if equal[operand.index] or not operand.is_exact or not _is_of_report(document, operand):
                continue
            likely = _likely(passage, operand, index, mended.get(operand.index, ()), agreed)
            pair = _pair(passage, position, likely, index) if likely else None
            if pair and not pair.mends and _is_of_another(passage, position, pair.alike, index, agreed):
                continue
            if pair and ((known := best.get(pair.row.row.index)) is None or pair.rank > known.rank):
                best[pair.row.row.index] = pair
    # One finding for a row: of several figures that may print it, the one that is most like it.
    for pair in sorted(best.values(), key=lambda each: each.operand.index):
        yield from _judged(pair)


def _mended(document: Document, checks: Sequence[Check]) -> Mapping[int, list[Decimal]]:
    """For each figure of a sum of the text that does not hold: the number that would make it right."""
    found: dict[int, list[Decimal]] = {}
    for check in checks:
        if check.holds or check.difference is None or check.kind not in (SUM, DIFFERENCE) or len(check.figures) < 3:
            continue
        missed = Decimal(str(check.difference))
        for at, figure in enumerate(check.figures):
            value = Decimal(str(document.figures[figure].fact.value))
            found.setdefault(figure, []).append(value - missed if at == 0 else value + missed)
    return found


def _is_of_report(document: Document, operand: Operand) -> bool:
    """Whether a figure speaks of the period of the report as the forms do, and is a level, no change."""
    fact, period = document.figures[operand.index].fact, document.identity.period
    if fact.change is not None:
        return False
    if fact.period_start is None or period is None:
        return True
    return fact.period_start == period.start and (fact.period_end is None or fact.period_end >= period.end)


def _likely(
    passage: Passage, operand: Operand, index: FormIndex, asked: Sequence[Decimal], agreed: Set[int]
) -> dict[int, bool]:
    """The rows that a figure may be a print of, with another number, and whether that makes a sum of the text right.

    ``asked`` are the numbers that would, ``agreed`` the rows that another figure of the text agrees with.
    """
    mending = index.in_unit(operand.unit, (at for number in asked for at in index.of_number.get(number, ())))
    near = index.near(operand, SHARE) - agreed - mending if abs(operand.value) >= LEAST else set()
    if near:
        others = {other.value for other in passage.operands if other.index != operand.index}
        near = {at for at in near if not _is_explained(operand, index.numbers[at], others)}
    return {**dict.fromkeys(near, False), **dict.fromkeys(mending - agreed, True)}


def _is_explained(operand: Operand, number: Decimal, others: Set[Decimal]) -> bool:
    """Whether the number of a form is that of another figure of the sentence, or the sum or difference with one."""
    return number in others or abs(number - operand.value) in others


def _pair(passage: Passage, position: int, likely: Mapping[int, bool], index: FormIndex) -> _Pair | None:
    """The one of these rows that is most like the figure; None where there is none to be sure of."""
    operand, around = passage.operands[position], around_of(passage, position)
    scored = sorted(((_likeness(operand, around, index.values[at]), at) for at in likely), reverse=True)
    alike, at = scored[0]
    if len(scored) > 1 and alike - scored[1][0] < LEAD and index.numbers[scored[1][1]] != index.numbers[at]:
        return None
    has_neighbour = _has_neighbour(passage, index.values[at], index)
    least = (MENDED_AMONG_OTHERS if has_neighbour else MENDED) if likely[at] else ALIKE
    return _Pair(operand, index.values[at], alike, likely[at], has_neighbour) if alike >= least else None


def _is_of_another(passage: Passage, position: int, alike: float, index: FormIndex, agreed: Set[int]) -> bool:
    """Whether a figure is more like a row whose number is far off, and that no other figure agrees with."""
    operand, around = passage.operands[position], around_of(passage, position)
    others = index.in_unit(operand.unit, index.sharing(operand, SHARE)) - agreed
    return any(_likeness(operand, around, index.values[at]) > alike for at in others)


def around_of(passage: Passage, position: int) -> Words:
    """The words before and behind a figure, within its sentence."""
    first = max(0, position - _AROUND)  # each gap brings a blank at least
    before = " ".join(passage.gaps[first : position + 1])
    behind = " ".join(passage.gaps[position + 1 : position + 1 + _AROUND])
    return words_of(f"{before[-_AROUND:]} {passage.operands[position].label} {behind[:_AROUND]}")


def _likeness(operand: Operand, around: Words, value: FormValue) -> float:
    """How alike figure and row are, 0 to 1: what the row has of the figure's words, and the sentence of the row's."""
    mine, theirs = words_of(operand.label), _words_of_row(value.row.label)
    if differ(mine, theirs):
        return 0.0
    above = words_of(f"{value.above} {value.row.row.unit or ''}")
    here = covered(mine, theirs.syllables.keys() | above.syllables.keys())
    there = covered(theirs, mine.syllables.keys() | around.syllables.keys())
    return math.sqrt(here * there)


@lru_cache(maxsize=1 << 14)
def _words_of_row(label: str) -> Words:
    return words_of(sign("filler").sub(" ", label))


def covered(words: Words, syllables: set[str]) -> float:
    """The share of the weight of words that these syllables hold."""
    held = sum(weight(each) for each in words.syllables if each in syllables)
    whole = sum(map(weight, words.syllables))
    return held / whole if whole else 0.0


def _has_neighbour(passage: Passage, value: FormValue, index: FormIndex) -> bool:
    """Whether another figure of the sentence agrees with a row of the same form: then they speak of one thing."""
    return any(
        other.value >= TELLING or each.shares_words(other)
        for other in passage.operands
        for each in index.in_table.get((value.row.row.table, other.value), ())
        if each.row is not value.row
    )


def _judged(pair: _Pair) -> Iterator[Check]:
    operand, other = pair.operand, pair.row.operand
    verdict = _verdict(pair)
    if verdict is None:
        return
    severity, sure, why = verdict
    mine, theirs = (f"{amount(each)} ({named(each)}, p. {each.page})" for each in (operand, other))
    yield Check(
        kind=AGREEMENT,
        statement=f"{mine} = {theirs}",
        expected=float(other.value),
        actual=float(operand.value),
        difference=float(operand.value - other.value),
        holds=False,
        severity=severity,
        page=operand.page,
        figures=(operand.index, other.index),
        explanation=f"the text prints {operand.raw}, the form {other.raw}: {why}",
        confidence=sure,
    )


def _verdict(pair: _Pair) -> tuple[str, float, str] | None:
    """Severity, how sure it is, and why; None where the two may well be two things."""
    mine, theirs = pair.operand, pair.row.operand
    last_decimal = Decimal(1).scaleb(-min(mine.decimals, theirs.decimals))
    if mine.is_rate and abs(mine.value - theirs.value) <= last_decimal:
        return ROUNDING, SURE, "they differ by one unit of the last decimal"
    if pair.mends:
        return ERROR, SLIP, f"with {plain_number(theirs.value)} the sum in the text is right"
    if slip := mistyped(mine.value, theirs.value):
        return ERROR, SURE * pair.alike, slip
    if pair.has_neighbour:
        return ERROR, LIKELY, "other figures of the sentence agree with the form"
    if pair.alike >= NEARLY_THE_SAME:
        return SUSPICION, OPEN, "the form may count something else"
    return None
