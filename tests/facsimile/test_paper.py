"""Where a page is bare: on white paper and on that of a scan."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from extractor.facsimile.images import Facsimile
from extractor.facsimile.paper import paper_of
from extractor.facsimile.picture import Picture
from extractor.store.database import open_read_only
from tests.printed_reports import REPORT, SCAN, PrintedReports


@pytest.mark.parametrize("path", [REPORT, SCAN])
def test_print_is_told_from_the_grain_of_the_paper(printed: PrintedReports, path: str) -> None:
    with closing(open_read_only(printed.db)) as connection, closing(Facsimile.of(printed.db)) as facsimile:
        picture, box = _first_citation(connection, facsimile, path)
    paper = paper_of(picture)
    assert not paper.is_bare(box)
    assert paper.is_bare((20.0, box[1], 70.0, box[3]))  # the margin


def test_nothing_beyond_the_page_is_bare(printed: PrintedReports) -> None:
    with closing(open_read_only(printed.db)) as connection, closing(Facsimile.of(printed.db)) as facsimile:
        picture, _ = _first_citation(connection, facsimile, REPORT)
    paper = paper_of(picture)
    assert paper.is_bare((1.0, 1.0, 9.0, 9.0))
    assert not paper.is_bare((-1.0, 1.0, 9.0, 9.0))
    assert not paper.is_bare((picture.page_width - 9.0, 1.0, picture.page_width + 1.0, 9.0))


def _first_citation(
    connection: sqlite3.Connection, facsimile: Facsimile, path: str
) -> tuple[Picture, tuple[float, float, float, float]]:
    ident, x0, top, x1, bottom = connection.execute(
        "SELECT documents.id, b.value ->> 1, b.value ->> 2, b.value ->> 3, b.value ->> 4 FROM documents"
        " JOIN citations ON document_id = documents.id, json_each(boxes) b WHERE documents.path = ? LIMIT 1",
        [path],
    ).fetchone()
    original = facsimile.original(connection, ident)
    assert original is not None
    picture = facsimile.page(original, 1)
    assert isinstance(picture, Picture)
    return picture, (x0, top, x1, bottom)
