"""The rows of one document while its figures are taken up: what they stand under, and which indicator each has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractor.across.indicators.match import Context
from extractor.across.rows import FigureRow, TableRow
from extractor.model.facts import CELL_VALUE, FORM_VALUE
from patterns.tables.columns import PATH
from patterns.tables.labels import bare
from patterns.tables.row_labels import is_total

# Methods of the figures that are cells: of a table with several measures, and with one.
CELLS = (CELL_VALUE, FORM_VALUE)


class Assigned(NamedTuple):
    """The indicator of a label, and the print."""

    key: str
    score: float
    label: str
    unit: str | None
    under: str | None


class DocumentRows:
    """What is known of the rows of one document while its figures are taken up."""

    def __init__(self, rows: Mapping[str, TableRow]) -> None:
        self.by_id = rows
        self.contexts: dict[str, Context] = {}
        self.of_row: dict[str, Assigned | None] = {}
        self._labels: dict[str, tuple[str, ...]] = {}

    def labels_of(self, row: TableRow, figure: FigureRow | None = None) -> tuple[str, ...]:
        """The labels of a row and of those above it, its own first; places and totals above it are left out.

        The label of a ``figure`` in it says what the label of its row alone does not.
        """
        labels = self._labels.get(row.id)
        if labels is None:
            parent = self.by_id.get(row.parent_id or "")
            above = self.labels_of(parent) if parent else ()
            if parent and _is_of_places(row, parent):
                above = above[1:]
            labels = self._labels[row.id] = (bare(row.label or ""), *above)
        if figure is None or not figure.label:
            return labels
        # The label of a row that is a place or a time is the head alone.
        is_head = figure.label == figure.head
        said = "" if is_head else figure.label.removesuffix(f"{PATH}{figure.head}") if figure.head else figure.label
        own = tuple(bare(part) for part in reversed(said.split(PATH)))
        return (*own, *(label for label in labels[1:] if label not in own))

    def rows_of_cells(
        self, figures: Sequence[FigureRow], of_figure: Mapping[str, Assigned | None]
    ) -> Mapping[str, Assigned | None]:
        """The indicator of each row: a row of a table with several measures has that of its cells, if they share it."""
        found = dict(self.of_row)
        torn = set()
        for figure in figures:
            row = figure.table_row_id
            if figure.method not in CELLS or row is None or figure.change or row in torn:
                continue
            own, known = of_figure[figure.id], found.setdefault(row, None)
            if known is None:
                found[row] = own
            elif own is None or own.key != known.key:
                found[row] = None
                torn.add(row)
        return found


def _is_of_places(row: TableRow, parent: TableRow) -> bool:
    """Whether the row above says nothing of what is counted: a place, a total, or a sum of places (``Khu vực nông
    thôn`` over its districts). A heading without numbers over places does (``Số hộ nghèo``)."""
    is_sum = row.place is not None and not parent.is_heading
    return parent.place is not None or is_total(parent.label or "") or is_sum
