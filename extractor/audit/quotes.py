"""Agreement of the running text with tables of several columns: a number of the text that is a misprint of a cell.

Which of a hundred cells a sentence means is seldom said in words alone. What else it prints tells: a sentence with two
numbers of one row, or a text with numbers of one column, has the third from there too. Only a slip of the keyboard is
looked for, since any other number is most often another thing.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

import regex

from extractor.audit.agreement import around_of, covered
from extractor.audit.checks import AGREEMENT, ERROR
from extractor.audit.equations import digits, rounding_of
from extractor.audit.form_index import less_one
from extractor.audit.grids import Grid
from extractor.audit.passages import Operand, Passage
from extractor.audit.verdicts import SURE, amount, mistyped, named
from extractor.model.document import Check, Document
from extractor.model.layout import Column
from patterns.figures.measures import measure
from patterns.figures.signs import sign
from patterns.periods import find_phrases
from patterns.tables.columns import PATH
from patterns.tables.labels import Words, words_of

# Digits of a number from which on it is hardly the same in text and table by chance, and of one that a slip makes of a
# cell: of two digits every fifth number is a slip of another (test_quotes.py).
_LEAST_DIGITS = 3

# Likeness of a figure and a cell, 0 to 1, from which a slip is an error: where another number of the sentence stands in
# the same row or column of the table, where two of the text do, and where none but one does (test_quotes.py).
_IN_SENTENCE, _IN_TEXT, _ALONE = 0.4, 0.55, 0.75

# The least of the words of a row that the sentence must have, so that it names that row and not the one beside it.
_ROW_NAMED = 0.6

# Places whose numbers add up to one of the text: of three, two sums of the text may be a slip apart by chance
# (test_quotes.py).
_LEAST_PLACES = 4

# By how much the best cell must be more like than the next.
_LEAD = 0.05

# Text rounds what a table has in full, by less than this share: 2.582.734 triệu đồng are 2.582,7 tỷ (test_quotes.py).
_ROUNDED = 0.005

_LETTER = regex.compile(r"\p{L}")

# Plans and forecasts are printed beside outcomes of the same thing and are not far from them.
_AHEAD = frozenset({"plan", "forecast"})


_CHANGES = frozenset({"increase", "decrease"})

# A row or a column of a table: the place of the table, "row" or "column", and its index.
_Line = tuple[int, str, int]
_Print = tuple[Decimal, int, str | None]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A number of a table with the words of its row, of its column, and of what stands above both.

    ``parts`` are the numbers that it is the sum of, where the table does not print it.
    """

    table: int
    row: int
    column: int
    number: Operand
    row_words: Words
    head_words: Words
    above: Words
    parts: tuple[Operand, ...] = ()


@dataclass(frozen=True)
class _Cells:
    """The cells of all tables: by their amounts in one unit, sorted, and by their digits with one left out."""

    amounts: Sequence[float]
    sorted: Sequence[_Cell]
    of_digits: Mapping[str, Sequence[_Cell]]

    def agreeing(self, figure: Operand) -> list[_Cell]:
        """The cells that print the same amount, in whatever unit, but for their rounding."""
        value, own = _amount(figure)
        first = bisect_left(self.amounts, value - abs(value) * _ROUNDED - own)
        end = bisect_right(self.amounts, value + abs(value) * _ROUNDED + own)
        found = []
        for at in range(first, end):
            other, slack = _amount(self.sorted[at].number)
            if abs(other - value) <= own + slack and _is_one_kind(figure, self.sorted[at].number):
                found.append(self.sorted[at])
        return found

    def slips(self, figure: Operand) -> list[_Cell]:
        """The cells in the same unit of which a slip of the keyboard makes the number of a figure."""
        found = {
            cell.number.index: cell
            for key in _keys(figure)
            for cell in self.of_digits.get(key, ())
            if cell.number.value != figure.value
            and _is_one_unit(figure, cell)
            and len(digits(cell.number.value, cell.number.decimals)) >= _LEAST_DIGITS
            and mistyped(*_without_point(figure, cell.number))
        }
        return list(found.values())


@dataclass(frozen=True, slots=True)
class _Quoted:
    """The rows and columns that each figure of a sentence agrees with, and how many figures of the whole text do."""

    of_figures: Sequence[Set[_Line]]
    in_text: Counter[_Line]

    def in_sentence(self, line: _Line) -> int:
        """How many figures of the sentence agree with cells of a row or column."""
        return sum(line in lines for lines in self.of_figures)


def quotations(document: Document, grids: Sequence[Grid], passages: Sequence[Passage]) -> Iterator[Check]:
    """Checks of figures of the text of which a slip of the keyboard makes a cell that they seem to quote.

    ``grids`` and ``passages`` are the tables and the sentences with figures of ``document``.
    """
    tables = [grid for grid in grids if len(grid.measures) > 1]
    in_text = [passage for passage in passages if passage.row is None]
    if not tables or not in_text:
        return
    cells = _cells(tables)
    told = [
        figure
        for passage in in_text
        for figure in passage.operands
        if len(digits(figure.value, figure.decimals)) >= _LEAST_DIGITS
    ]
    # A number is looked up once, however often the text prints it.
    prints = Counter(map(_print, told))
    agreeing: dict[_Print, frozenset[_Line]] = {}
    for figure in told:
        if (printed := _print(figure)) not in agreeing:
            agreeing[printed] = frozenset(line for cell in cells.agreeing(figure) for line in _lines(cell))
    lines = {figure.index: agreeing[_print(figure)] for figure in told}
    in_document: Counter[_Line] = Counter()
    for printed, count in prints.items():
        for line in agreeing[printed]:
            in_document[line] += count
    for passage in in_text:
        quoted = _Quoted([lines[each.index] for each in passage.operands if each.index in lines], in_document)
        for position, figure in enumerate(passage.operands):
            is_asked = figure.index in lines and not lines[figure.index]
            if is_asked and (figure.is_exact or document.figures[figure.index].fact.scenario == "estimate"):
                yield from _accused(document, tables, passage, position, cells, quoted)


def _cells(tables: Sequence[Grid]) -> _Cells:
    found = []
    for table, grid in enumerate(tables):
        heads = {at: _head_words(grid.columns[at].head) for at in grid.measures}
        for (row, column), number in grid.numbers.items():
            label = grid.rows[row].label or ""
            parent = grid.rows[row].parent
            above = grid.rows[parent].label or "" if parent in grid.rows else ""
            found.append(
                _Cell(
                    table=table,
                    row=row,
                    column=column,
                    number=number,
                    row_words=_row_words(label),
                    head_words=heads[column],
                    above=words_of(f"{above} {number.unit or ''}"),
                )
            )
        found += _unprinted_totals(table, grid, heads)
    found.sort(key=lambda cell: (_amount(cell.number)[0], cell.number.index))
    of_digits: dict[str, list[_Cell]] = defaultdict(list)
    for cell in found:
        for key in _keys(cell.number):
            of_digits[key].append(cell)
    return _Cells([_amount(cell.number)[0] for cell in found], found, of_digits)


def _unprinted_totals(table: int, grid: Grid, heads: Mapping[int, Words]) -> Iterator[_Cell]:
    """The sums of the columns of a table of places that has no total row: the text prints them.

    ``table`` is the place of ``grid``, ``heads`` the words of its columns. Only things that are counted add up to what
    the text must print, and only where all places have a number or none.
    """
    filled = {row for row, _ in grid.numbers}
    rows = [index for index, row in grid.rows.items() if index in filled or row.place]
    if len(rows) < _LEAST_PLACES or not all(grid.rows[row].place for row in rows):
        return
    if len({grid.rows[row].level for row in rows}) > 1 or any(row in grid.below for row in rows):
        return
    for column in grid.measures:
        parts = [grid.numbers[row, column] for row in rows if (row, column) in grid.numbers]
        if len(parts) < 2 or len({part.unit for part in parts}) > 1 or any(map(rounding_of, parts)):
            continue
        if all((row, column) in grid.numbers or grid.is_none(row, column) for row in rows):
            total = sum((part.value for part in parts), Decimal(0))
            # No figure of the document has such an index.
            index = -parts[0].index - 1
            number = replace(parts[0], index=index, raw=f"{total:,}".replace(",", "."), value=total, label="")
            above = words_of(number.unit or "")
            yield _Cell(table, -1, column, number, _row_words(""), heads[column], above, tuple(parts))


@lru_cache(maxsize=1 << 12)
def _head_words(path: str) -> Words:
    """What a head says, its outer ones too, beside the time and that it is an outcome."""
    text = path.replace(PATH, " ")
    for phrase in reversed(find_phrases(text)):
        text = f"{text[: phrase.start]} {text[phrase.end :]}"
    text = sign("head-filler").sub(" ", text)
    return words_of(text if _LETTER.search(text) else "")


@lru_cache(maxsize=1 << 14)
def _row_words(label: str) -> Words:
    """What a label says beside that its row is a total, or one of a year."""
    text = sign("total-row").sub(" ", label)
    return words_of(text if _LETTER.search(text) else "")


def _lines(cell: _Cell) -> tuple[_Line, ...]:
    """The row and the column of a cell."""
    return (cell.table, "row", cell.row), (cell.table, "column", cell.column)


def _accused(
    document: Document, tables: Sequence[Grid], passage: Passage, position: int, cells: _Cells, quoted: _Quoted
) -> Iterator[Check]:
    """The check of a figure that agrees with no cell: against the one cell that it seems to misprint."""
    figure, around = passage.operands[position], around_of(passage, position)
    scored = [
        (_likeness(figure, around, cell, is_known=quoted.in_sentence((cell.table, "row", cell.row)) > 0), cell)
        for cell in cells.slips(figure)
        if _says_the_same(document, figure, cell, tables[cell.table].columns[cell.column])
    ]
    if not scored:
        return
    scored.sort(key=lambda each: (-each[0], each[1].number.index))
    alike, cell = scored[0]
    if len(scored) > 1 and alike - scored[1][0] < _LEAD and scored[1][1].number.value != cell.number.value:
        return
    beside = max(map(quoted.in_sentence, _lines(cell)))
    inside = max(quoted.in_text[line] for line in _lines(cell))
    least = _IN_SENTENCE if beside else _IN_TEXT if inside > 1 else _ALONE
    if alike >= least and inside:
        yield _check(figure, cell, beside, inside, alike)


def _says_the_same(document: Document, figure: Operand, cell: _Cell, column: Column) -> bool:
    """Whether a figure and a cell are of one time and one kind: level or change, outcome or plan."""
    quoted = cell.parts[0] if cell.parts else cell.number
    mine, theirs = (document.figures[each.index].fact for each in (figure, quoted))
    is_difference = theirs.change in _CHANGES or any(sign_ < 0 for _, sign_ in column.terms)
    if (mine.change in _CHANGES) != is_difference:
        return False
    if (mine.scenario in _AHEAD) != (theirs.scenario in _AHEAD):
        return False
    period = document.identity.period
    start, end = (period.start, period.end) if period else (None, None)
    spans = [(fact.period_start or start, fact.period_end or end) for fact in (mine, theirs)]
    return any(None in span for span in spans) or spans[0] == spans[1]


def _likeness(figure: Operand, around: Words, cell: _Cell, *, is_known: bool) -> float:
    """How alike figure and cell are, 0 to 1: what the cell has of the figure's words, and the sentence of the cell's.

    ``is_known`` says that the sentence has another number of the row, so that it need not name the row again.
    """
    mine = words_of(figure.label)
    said = mine.syllables.keys() | around.syllables.keys()
    if _exclude(mine, cell):
        return 0.0
    names_row = bool(cell.row_words.syllables) and covered(cell.row_words, said) >= _ROW_NAMED
    if not names_row and cell.row_words.syllables and not is_known:
        return 0.0
    theirs = cell.row_words.syllables.keys() | cell.head_words.syllables.keys() | cell.above.syllables.keys()
    here = covered(mine, theirs)
    there = 1.0 if names_row or not cell.head_words.syllables else covered(cell.head_words, said)
    return math.sqrt(here * there)


def _exclude(mine: Words, cell: _Cell) -> bool:
    """Whether the words of a figure name another alternative than the cell: ``cấp huyện``, ``cấp tỉnh``."""
    theirs = cell.row_words.named | cell.head_words.named | cell.above.named
    for group in {group for group, _ in mine.named}:
        names, others = ({name for kind, name in each if kind == group} for each in (mine.named, theirs))
        if others and not names & others:
            return True
    return False


def _print(figure: Operand) -> _Print:
    """What decides with which cells a figure agrees."""
    return figure.value, figure.decimals, figure.unit


@lru_cache(maxsize=1 << 12)
def _factor(unit: str | None) -> float:
    known = measure(unit)
    return known.factor if known else 1.0


def _amount(number: Operand) -> tuple[float, float]:
    """The amount in the smallest unit, and by how much its print may be off."""
    factor = _factor(number.unit)
    half = rounding_of(number) or Decimal(0)
    return float(number.value) * factor, float(half) * factor


def _is_one_kind(one: Operand, other: Operand) -> bool:
    mine, theirs = measure(one.unit), measure(other.unit)
    return mine is None or theirs is None or mine.kind == theirs.kind


def _is_one_unit(figure: Operand, cell: _Cell) -> bool:
    """Whether a figure and a cell are printed in one unit; of a cell that has none the words must name it."""
    mine, theirs = measure(figure.unit), measure(cell.number.unit)
    if mine is None:
        return False
    if theirs is None:
        noun = (figure.unit or "").casefold().split()
        return all(word in cell.head_words.syllables or word in cell.row_words.syllables for word in noun)
    return (mine.kind, mine.factor) == (theirs.kind, theirs.factor)


def _keys(number: Operand) -> tuple[str, ...]:
    """The digits of a number, as a whole one and as it is, with one left out."""
    return tuple({*less_one(number.value), *less_one(number.value.scaleb(number.decimals))})


def _without_point(one: Operand, other: Operand) -> tuple[Decimal, Decimal]:
    """Two numbers as whole ones, where they have the same decimals: digits may be swapped across the point."""
    if one.decimals != other.decimals:
        return one.value, other.value
    return one.value.scaleb(one.decimals), other.value.scaleb(other.decimals)


def _check(figure: Operand, cell: _Cell, beside: int, inside: int, alike: float) -> Check:
    number = cell.number
    mine, theirs = (f"{amount(each)} ({named(each)}, p. {each.page})" for each in (figure, number))
    if cell.parts:
        theirs = f"{' + '.join(part.raw for part in cell.parts)} (p. {number.page})"
    told = f"{beside} other numbers of the sentence stand" if beside else f"{inside} other numbers of the text stand"
    return Check(
        kind=AGREEMENT,
        statement=f"{mine} = {theirs}",
        expected=float(number.value),
        actual=float(figure.value),
        difference=float(figure.value - number.value),
        holds=False,
        severity=ERROR,
        page=figure.page,
        figures=(figure.index, *(part.index for part in cell.parts or (number,))),
        explanation=f"the text prints {figure.raw}, the table {number.raw}: "
        f"{mistyped(*_without_point(figure, number))}; {told} in the same row or column of the table",
        confidence=SURE * alike,
    )
