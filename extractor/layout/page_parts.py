"""One page taken apart: head, body lines, tables, signature block, note block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractor.layout.grids import Grid, TooManyEdgesError, find_grids
from extractor.layout.lines import Line, lines_of
from extractor.layout.notes import block_start
from extractor.layout.page_tables import TableDraft, caption, table_draft
from extractor.layout.zones import Margins, TwoColumns, find_head, find_signature, margins
from extractor.model import FLAG_HIDDEN, Failure, Floats, Page

COMMON = 0.25
"""A type size is common from this share of the commonest."""


@dataclass(frozen=True, slots=True, eq=False)
class RawPage:
    """A page's lines outside tables, its tables, and its edges outside tables."""

    page: Page
    lines: list[Line]
    tables: tuple[TableDraft, ...]
    rules: Floats
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PageParts:
    """A page in parts. ``body`` holds lines and tables from top to bottom; each zone is read column by column."""

    page: Page
    margins: Margins
    head: TwoColumns | None
    signature: TwoColumns | None
    body: tuple[Line | TableDraft, ...]
    notes: tuple[Line, ...]


def raw_page(page: Page) -> RawPage:
    """Tables found by their rules, and the lines outside them."""
    characters = page.characters
    characters = characters.take(characters.upright & (characters.flags & FLAG_HIDDEN == 0))
    failure = _sideways(page)
    try:
        grids = find_grids(page.edges)
    except TooManyEdgesError as error:
        grids = []
        failure = Failure("layout", page.number, str(error), "look at the page; its tables are not in the database")
    drafts = [draft for grid in grids if (draft := table_draft(page.number, grid, characters))]
    outside = _outside(
        characters.x0, characters.x1, characters.top, characters.bottom, [draft.grid for draft in drafts]
    )
    edges = page.edges
    free = _outside(edges[:, 0], edges[:, 2], edges[:, 1], edges[:, 3], grids)
    return RawPage(page, lines_of(characters.take(outside)), tuple(drafts), edges[free], failure)


def _sideways(page: Page) -> Failure | None:
    """Sideways text is left out; where it is most of a page, that is said."""
    upright = page.characters.upright
    if len(upright) == 0 or upright.mean() > 0.5:
        return None
    hint = "turn the page (for example `qpdf --rotate=+90:PAGE in.pdf out.pdf`) and read it again"
    return Failure("layout", page.number, "most of the page's text stands sideways and was left out", hint)


def _outside(x0: Floats, x1: Floats, top: Floats, bottom: Floats, grids: Sequence[Grid]) -> NDArray[np.bool_]:
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    outside = np.ones(len(x), dtype=bool)
    for grid in grids:
        outside &= ~((x >= grid.x0 - 1) & (x <= grid.x1 + 1) & (y >= grid.top - 1) & (y <= grid.bottom + 1))
    return outside


def body_size(pages: Sequence[RawPage]) -> float:
    """The type size of the text outside tables: the largest that is common, as notes can be longer than the text."""
    counted: dict[float, int] = {}
    for raw in pages:
        for line in raw.lines:
            counted[line.size] = counted.get(line.size, 0) + len(line.text)
    most = max(counted.values(), default=0)
    return max((size for size, count in counted.items() if count >= COMMON * most), default=0.0)


def page_parts(raw: RawPage, lines: list[Line], size: float, expected: int, *, first: bool) -> PageParts:
    """The page taken apart; ``lines`` are those without furniture, ``expected`` is the next footnote's number."""
    notes_at = block_start(raw.page, lines, size, expected, raw.rules)
    upper, notes = lines[:notes_at], lines[notes_at:]
    head = find_head(raw.page, upper) if first else None
    signature = find_signature(raw.page, upper)
    taken = {at for zone in (head, signature) if zone for at in range(zone.first, zone.last)}
    free = [line for at, line in enumerate(upper) if at not in taken]
    measure = margins(raw.page, free)
    tables = [_captioned(table, free, raw.page) for table in raw.tables]
    body: list[Line | TableDraft] = [*free, *tables]
    body.sort(key=_top)
    return PageParts(raw.page, measure, head, signature, tuple(body), tuple(notes))


def _top(element: Line | TableDraft) -> float:
    return element.grid.top if isinstance(element, TableDraft) else element.bottom_of_type


def _captioned(table: TableDraft, lines: list[Line], page: Page) -> TableDraft:
    above = [line for line in lines if line.bottom_of_type <= table.grid.top + 2]
    label, title = caption(above, (table.grid.x0 + table.grid.x1) / 2, page.width)
    return replace(table, label=label, title=title)
