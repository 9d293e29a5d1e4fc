"""What the columns of a table are made of: by the printed formulas of its head, else by the numbers of most rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from patterns.tables.formulas import Formula, column_number, read_formula


@dataclass(frozen=True, slots=True)
class Relation:
    """Of what a column is made, by the indexes of columns: as ``Column.ratio_of`` and ``Column.terms``.

    ``formula`` is the print, None where the numbers tell it; ``grows`` where a ratio is a rate of growth; ``is_share``
    where it holds the shares of rows in a whole, which is the row ``whole`` where there is one such row.
    """

    formula: str | None = None
    ratio_of: tuple[int, int] | None = None
    terms: tuple[tuple[int, int], ...] = ()
    grows: bool = False
    is_share: bool = False
    whole: int | None = None

    @property
    def base(self) -> int | None:
        """The column that a ratio or difference is measured against: its base, or the one that is taken off."""
        if self.ratio_of:
            return self.ratio_of[1]
        taken = [at for at, sign in self.terms if sign < 0]
        return taken[0] if len(taken) == 1 and len(self.terms) == 2 else None


def printed_relations(numbers: Sequence[str]) -> dict[int, Relation]:
    """What the row of column numbers says, for each column that has a formula.

    ``numbers`` is that row as printed, one text a column. A formula that names a column which is not there is kept
    as print alone.
    """
    read = {at: number for at, text in enumerate(numbers) if text and (number := column_number(text))}
    columns = {name: at for at, (name, _) in reversed(read.items())}
    return {at: _relation(numbers[at], formula, columns, at) for at, (_, formula) in read.items() if formula}


def _relation(printed: str, formula: str, columns: dict[str, int], own: int) -> Relation:
    found = read_formula(formula)
    if found is None or not _is_known(found, columns, own):
        return Relation(formula=printed)
    ratio = found.ratio and (columns[found.ratio[0]], columns[found.ratio[1]])
    terms = tuple((columns[name], sign) for name, sign in found.terms)
    return Relation(formula=printed, ratio_of=ratio, terms=terms, grows=found.grows)


def _is_known(formula: Formula, columns: dict[str, int], own: int) -> bool:
    """Whether all columns of a formula are there, and none of them is its own."""
    names = (*(formula.ratio or ()), *(name for name, _ in formula.terms))
    return all(name in columns and columns[name] != own for name in names)
