"""Tables as grids of operands: which number stands in which row and column, and what stands where there is none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from extractor.audit.passages import Operand, operand
from extractor.audit.spans import Span
from extractor.model.document import Document
from extractor.model.facts import CELL_VALUE, FORM_VALUE
from extractor.model.layout import Column, Row

# Signs that stand for "none" in a cell, as long as they are all there is.
_DASHES = "-–—−"


@dataclass(frozen=True)
class Grid:
    """A table: ``rows`` by their index in ``Document.rows``, ``numbers`` by row and column, ``measures`` the columns
    of numbers; ``times`` are the spans of the rows that are periods.
    """

    columns: Sequence[Column]
    rows: dict[int, Row]
    numbers: dict[tuple[int, int], Operand]
    measures: tuple[int, ...]
    times: Mapping[int, Span] = field(default_factory=dict)

    def is_none(self, row: int, column: int) -> bool:
        """Whether a cell prints a dash: there is none of it."""
        text = self.rows[row].cells[column].text.strip() if self.rows[row].cells else ""
        return bool(text) and not text.strip(_DASHES)

    def is_blank(self, row: int, column: int) -> bool:
        """Whether nothing is printed in a cell."""
        cells = self.rows[row].cells
        return not cells or not cells[column].text.strip()

    @cached_property
    def sparse(self) -> frozenset[int]:
        """The rows that fill fewer cells than most do: a number of theirs may stand in the wrong column, or be lost."""
        filled = {
            row: sum(not self.is_blank(row, column) for column in self.measures)
            for row in dict.fromkeys(row for row, _ in self.numbers)
        }
        usual = Counter(filled.values()).most_common(1)[0][0] if filled else 0
        return frozenset(row for row, count in filled.items() if count < usual)

    def amounts_across(self, row: int, column: int) -> frozenset[Decimal]:
        """The amounts, without sign, in the row and in the column of a cell."""
        in_rows, in_columns = self._amounts
        return in_rows[row] | in_columns[column]

    @cached_property
    def _amounts(self) -> tuple[Mapping[int, frozenset[Decimal]], Mapping[int, frozenset[Decimal]]]:
        found: tuple[dict[int, set[Decimal]], dict[int, set[Decimal]]] = defaultdict(set), defaultdict(set)
        for at, number in self.numbers.items():
            for side, index in zip(found, at, strict=True):
                side[index].add(abs(number.value))
        in_rows, in_columns = ({index: frozenset(values) for index, values in side.items()} for side in found)
        return in_rows, in_columns

    @cached_property
    def row_of(self) -> Mapping[int, int]:
        """The row of each figure."""
        return {number.index: row for (row, _), number in self.numbers.items()}

    @cached_property
    def by_figure(self) -> Mapping[int, Operand]:
        """The numbers by their figures."""
        return {number.index: number for number in self.numbers.values()}

    @cached_property
    def below(self) -> dict[int | None, list[int]]:
        """The rows under each row, None for those at the top."""
        found: dict[int | None, list[int]] = defaultdict(list)
        for index, row in self.rows.items():
            found[row.parent if row.parent in self.rows else None].append(index)
        return found


# What an explanation says of a finding on such a page.
PICTURED = "the page is a picture, a digit of it may be misread"


def unsure_pages(document: Document) -> frozenset[int]:
    """The pages whose letters were recognised in a picture, by us or by whoever made the file."""
    return frozenset(page.number for page in document.pages if page.text_layer == "ocr" or page.is_pictured)


def grids(document: Document) -> Iterator[Grid]:
    """The tables of a document that have numbers."""
    rows: dict[int, dict[int, Row]] = defaultdict(dict)
    for index, row in enumerate(document.rows):
        rows[row.table][index] = row
    numbers: dict[int, dict[tuple[int, int], Operand]] = defaultdict(dict)
    several: set[tuple[int, int]] = set()
    for index, located in enumerate(document.figures):
        fact = located.fact
        if located.row is None or fact.column is None or fact.method not in (CELL_VALUE, FORM_VALUE):
            continue
        if fact.column not in document.tables[document.rows[located.row].table].measures:
            continue
        at = located.row, fact.column
        of_table = numbers[document.rows[located.row].table]
        if at in of_table:
            several.add(at)
        elif found := operand(document, index):
            of_table[at] = found
    for table, of_table in sorted(numbers.items()):
        yield Grid(
            columns=document.tables[table].columns,
            rows=rows[table],
            # A fraction with its rate is no one number.
            numbers={at: found for at, found in of_table.items() if at not in several},
            measures=document.tables[table].measures,
            times=_times(document, rows[table], of_table),
        )


def _times(document: Document, rows: Mapping[int, Row], numbers: Mapping[tuple[int, int], Operand]) -> dict[int, Span]:
    """The spans of the ``rows`` that are periods, in their order: those of the first ``numbers`` in them."""
    found: dict[int, Span] = {}
    if not any(row.time for row in rows.values()):
        return found
    for (index, _), number in sorted(numbers.items()):
        fact = document.figures[number.index].fact
        if rows[index].time and fact.period_start and fact.period_end:
            found.setdefault(index, (fact.period_start, fact.period_end))
    return found
