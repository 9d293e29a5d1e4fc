"""The values of the forms of a document, to find those that are near a number and share words with a label."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from extractor.audit.passages import Operand
from extractor.audit.tables import Form, FormRow
from extractor.audit.verdicts import plain_number
from patterns.figures.measures import measure
from patterns.tables.labels import plain

# Share of a number by which another may differ and still be near; larger differences of text and form are two things.
# Slips of the keyboard are near whatever they differ by, so .15 and .4 find the same on the reference reports.
NEAR = Decimal("0.25")

# A row shares words with a figure from so many syllables on: with one, procedures that were abolished seem to
# contradict new ones of a near number; with three, labels of two words (cấp tỉnh) find no row.
LEAST_WORDS = 2

# So many values are looked at one by one; of more, only those with a rare word of the label are. For speed alone.
_FEW = 24
_NONE = range(0)


class FormValue(NamedTuple):
    """A value of a form with its row, the label of the row above it, the syllables of both, and what its unit measures.

    Where several rows print the same number under the same words, it is that of the last.
    """

    row: FormRow
    operand: Operand
    above: str
    syllables: frozenset[str]
    kind: str | None

    def shares_words(self, figure: Operand) -> bool:
        """Whether the row shares words with a figure of the text."""
        return len(_syllables_of_text(figure.label) & self.syllables) >= LEAST_WORDS


@dataclass(frozen=True)
class FormIndex:
    """Values in the order of their numbers, so that those of one number are a range of positions.

    ``of_digits`` are the numbers by their digits with one left out, ``in_table`` all rows, those of the same words too,
    by table and number.
    """

    values: Sequence[FormValue]
    numbers: Sequence[Decimal]
    of_number: Mapping[Decimal, range]
    of_digits: Mapping[str, Sequence[Decimal]]
    in_table: Mapping[tuple[int, Decimal], Sequence[FormValue]]

    def near(self, figure: Operand, share: float) -> set[int]:
        """The values of one kind with a figure of the text, about as large or a slip of the keyboard away, whose rows
        have this share of its words.
        """
        number, slack = figure.value, abs(figure.value) * NEAR
        first, end = bisect_left(self.numbers, number - slack), bisect_right(self.numbers, number + slack)
        same = self.of_number.get(number, _NONE)
        about = (range(first, same.start), range(same.stop, end)) if same else (range(first, end),)
        slips = {slip for digits in less_one(number) for slip in self.of_digits.get(digits, ()) if slip != number}
        found = self._sharing(figure, share, (*about, *(self.of_number[slip] for slip in slips)))
        return self.in_unit(figure.unit, found) if found else found

    def equal(self, figure: Operand) -> set[int]:
        """The values with the number of a figure of the text whose row shares words with it."""
        same = self.of_number.get(figure.value)
        return self._sharing(figure, 0.0, (same,)) if same else set()

    def sharing(self, figure: Operand, share: float) -> set[int]:
        """The values whose rows have this share of the words of a figure of the text, whatever their number."""
        return self._sharing(figure, share, (range(len(self.values)),))

    def in_unit(self, unit: str | None, found: Iterable[int]) -> set[int]:
        """Those of some values that may be of one kind with a figure in this unit."""
        kind = _kind(unit)
        return {at for at in found if kind is None or self.values[at].kind in (kind, None)}

    def _sharing(self, figure: Operand, share: float, ranges: Iterable[range]) -> set[int]:
        words = _syllables_of_text(figure.label)
        least, values = max(LEAST_WORDS, ceil(share * len(words))), self.values
        return {at for at in self._worth_a_look(words, least, ranges) if len(words & values[at].syllables) >= least}

    def _worth_a_look(self, words: Set[str], least: int, ranges: Iterable[range]) -> Iterator[int]:
        """Of ranges of positions those whose rows may have ``least`` of these words.

        A row that has none of the rarest ``len(words) - least + 1`` words has less than ``least`` of them.
        """
        rare: list[list[int]] | None = None
        for each in ranges:
            if len(each) <= _FEW:
                yield from each
                continue
            if rare is None:
                held = (self._of_syllable.get(word, []) for word in words)
                rare = sorted(held, key=len)[: max(0, len(words) - least + 1)]
            for positions in rare:
                yield from positions[bisect_left(positions, each.start) : bisect_left(positions, each.stop)]

    @cached_property
    def _of_syllable(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for position, value in enumerate(self.values):
            for syllable in value.syllables:
                found[syllable].append(position)
        return found


def index_forms(forms: Sequence[Form]) -> FormIndex:
    """The values of all forms."""
    in_table: dict[tuple[int, Decimal], list[FormValue]] = defaultdict(list)
    # Rows with one number under one label are one thing printed twice: one of them is enough to compare with.
    last: dict[object, tuple[int, FormValue]] = {}
    for position, value in enumerate(value for form in forms for value in _values(form)):
        number = value.operand.value
        in_table[value.row.row.table, number].append(value)
        last[value.row.label, value.above, value.row.row.unit, value.kind, number] = position, value
    values = [value for _, value in sorted(last.values(), key=lambda each: (each[1].operand.value, each[0]))]
    numbers = [value.operand.value for value in values]
    starts = [at for at, number in enumerate(numbers) if not at or number != numbers[at - 1]]
    of_number = {numbers[first]: range(first, end) for first, end in pairwise([*starts, len(numbers)])}
    of_digits: dict[str, list[Decimal]] = defaultdict(list)
    for number in of_number:
        for digits in less_one(number):
            of_digits[digits].append(number)
    return FormIndex(values, numbers, of_number, of_digits, in_table)


def _values(form: Form) -> Iterable[FormValue]:
    labels: dict[int | None, str] = {row.index: row.label for row in form.rows}
    for row in form.rows:
        if row.value is not None:
            above, unit = labels.get(row.row.parent, ""), row.row.unit or ""
            yield FormValue(row, row.value, above, _syllables(row.label, above, unit), _kind(row.value.unit))


@lru_cache(maxsize=1 << 12)
def _kind(unit: str | None) -> str | None:
    """What a unit measures: figures of two kinds are never one. None where no unit is printed, which fits all."""
    known = measure(unit)
    return known.dimension if known else None


@lru_cache(maxsize=1 << 14)
def _syllables_of_text(label: str) -> frozenset[str]:
    return frozenset(label.casefold().split())


@lru_cache(maxsize=1 << 14)
def _syllables(label: str, above: str, unit: str) -> frozenset[str]:
    """The syllables of a row as printed and in full."""
    words = f"{label} {above} {unit}"
    return frozenset(words.casefold().split()).union(plain(words).split())


@lru_cache(maxsize=1 << 14)
def less_one(number: Decimal) -> tuple[str, ...]:
    """The digits of a number, and what is left of them without one; nothing for numbers of one digit."""
    digits = plain_number(number)
    if len(digits) < 2:
        return ()
    return tuple(dict.fromkeys([digits, *(digits[:at] + digits[at + 1 :] for at in range(len(digits)))]))
