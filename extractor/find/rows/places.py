"""The places and organs that the rows of a table are of, told by the head over their names and by the names."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model.layout import Row, Table
from patterns.columns import names_places
from patterns.place_names import bare_name, is_place_or_organ, is_proper_name, province_of
from patterns.row_labels import is_total

# Of the rows with numbers: so many are names where the rows of a table are places. The rest are groups of them ("Khối
# huyện"), or a place that is told in other words. Tables of indicators have some organs among their rows, never most
# (test_places.py).
MOST = 0.6

# Names without a head over them or a level before them: so many, as two may be anything (test_places.py).
FEWEST = 3


def places_of(table: Table, rows: Sequence[Row]) -> list[str | None]:
    """The place or organ of each row that is one: the slug of a province, else the name as printed; None for others.

    ``rows`` are those of the ``table``, which has labels.
    """
    column = table.first("label")
    labels = [row.label or "" for row in rows]
    if column is None:
        return [None] * len(rows)
    asked = [at for at, row in enumerate(rows) if labels[at] and not row.is_heading and not is_total(labels[at])]
    told = [is_place_or_organ(label) or province_of(label) is not None for label in labels]
    names = [each or is_proper_name(label) for each, label in zip(told, labels, strict=True)]
    if _are(asked, told):
        found = names if names_places(table.columns[column].head) else told
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
    title = (table.title or "").casefold()
    return table.n_rows >= FEWEST and any(f"theo {level}" in title for level in _LEVELS)


_LEVELS = ("huyện", "địa phương", "địa bàn", "đơn vị", "tỉnh", "xã", "quận")


def _place(label: str, *, may_be_province: bool) -> str:
    """The name, or the slug of the province; a bare name is a province's only in a table of provinces."""
    return province_of(label, with_level=not may_be_province) or bare_name(label)
