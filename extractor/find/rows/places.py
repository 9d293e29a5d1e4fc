"""The places and organs that the rows of a table are of, told by the head over their names and by the names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from extractor.model.layout import Row, Table
from patterns.figures.units import either
from patterns.loader import entry_of
from patterns.names.place_names import bare_name, is_place_or_organ, is_proper_name, province_of
from patterns.spelling import fold
from patterns.tables.columns import names_places
from patterns.tables.row_labels import is_total, says_nothing_alone

# Of the rows with numbers under which no others stand: so many are names where the rows of a table are places. The rest
# are places told in other words ("Văn phòng"). Tables of indicators have some organs among their rows, never most
# (test_rows.py).
MOST = 0.6

# Names without a head over them or a level before them: so many, as two may be anything (test_rows.py).
FEWEST = 3


def places_of(table: Table, rows: Sequence[Row], parents: Sequence[int | None]) -> list[str | None]:
    """The place or organ of each row that is one: the slug of a province, else the name as printed; None for others.

    ``rows`` are those of the ``table``, which has labels; ``parents`` are the rows that they stand under, by their
    place among these.
    """
    column = table.first("label")
    labels = [row.label or "" for row in rows]
    if column is None:
        return [None] * len(rows)
    groups = {parent for parent in parents if parent is not None}
    asked = [
        at
        for at, row in enumerate(rows)
        if labels[at] and not (row.is_heading or at in groups or is_total(labels[at]) or says_nothing_alone(labels[at]))
    ]
    told = [is_place_or_organ(label) or province_of(label) is not None for label in labels]
    names = [each or is_proper_name(label) for each, label in zip(told, labels, strict=True)]
    if _are(asked, told):
        # Under such a head a row is one too where its name does not tell it (Văn phòng), but for groups of rows.
        others = [at not in groups and not says_nothing_alone(label) for at, label in enumerate(labels)]
        is_headed = names_places(table.columns[column].head)
        found = [
            each or (is_headed and other) for each, other in zip(names if is_headed else told, others, strict=True)
        ]
    elif _is_headed(table, column) and _are(asked, names):
        found = names
    else:
        # A heading that names a place holds rows that are of it, whatever the other rows are.
        found = [is_place_or_organ(label) and row.is_heading for label, row in zip(labels, rows, strict=True)]
    are_provinces = _are(asked, [province_of(label) is not None for label in labels])
    return [
        _place(label, may_be_province=are_provinces) if is_one and not is_total(label) else None
        for is_one, label in zip(found, labels, strict=True)
    ]


def _are(asked: Sequence[int], told: Sequence[bool]) -> bool:
    """Whether something is told of most of the rows that are asked."""
    return bool(asked) and sum(told[at] for at in asked) > MOST * len(asked)


def _is_headed(table: Table, column: int) -> bool:
    """Whether the head of the labels is one over places; where none is printed, whether the title says so."""
    head = table.columns[column].head
    if head:
        return names_places(head)
    return table.n_rows >= FEWEST and title_names_places(table.title or "")


def title_names_places(title: str) -> bool:
    """Whether the title of a table says that its rows are places or organs: ``Số hộ nghèo phân theo huyện``."""
    return _titles().search(title) is not None


@cache
def _titles() -> regex.Pattern[str]:
    words = entry_of("place_heads", "title")["words"]
    return regex.compile(rf"(?<!\w)(?:{either(words)})(?!\w)", regex.IGNORECASE)


def _place(label: str, *, may_be_province: bool) -> str:
    """The name, or the slug of the province; among districts a bare name, or that of a city, is no province's."""
    if may_be_province or fold(label).startswith("tinh "):
        return province_of(label) or bare_name(label)
    return bare_name(label)
