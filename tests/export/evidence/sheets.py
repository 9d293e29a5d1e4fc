"""Sheets made of the printed reports, and what an HTML reader finds in their page."""

from __future__ import annotations

import base64
import io
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from PIL import Image

from extractor.export.evidence.gather import Asked, sheet_of
from extractor.export.evidence.page import sheet_page
from extractor.export.evidence.pictures import MOST_BYTES, Cutter
from extractor.export.evidence.sheet import Sheet
from extractor.facsimile.folders import remember
from extractor.facsimile.images import Facsimile
from extractor.language.catalogue import words_of
from extractor.query.comparison.points import Filter
from extractor.query.picks import pick
from extractor.store.database import open_read_only
from tests.printed_reports import REPORT, PrintedReports

_SIDES = re.compile(r"(?:left|top|width|height):(-?[\d.]+)%")


@dataclass
class Picture:
    """A picture of the page: what is cut out, and its frames in points of the PDF's page."""

    page: int
    box: tuple[float, float, float, float]
    image: Image.Image
    frames: list[tuple[float, float, float, float]] = field(default_factory=list)


class Reader(HTMLParser):
    """What a page holds: its elements with their attributes, its text, its pictures."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.pictures: list[Picture] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        if tag == "img":
            box = tuple(float(side) for side in str(given["data-box"]).split())
            media, _, packed = str(given["src"]).partition(";base64,")
            assert media == "data:image/webp"
            image = Image.open(io.BytesIO(base64.b64decode(packed, validate=True)))
            image.load()
            self.pictures.append(Picture(int(str(given["data-page"])), box, image))  # type: ignore[arg-type]
        elif given.get("class") == "frame":
            cut = self.pictures[-1].box
            left, top, width, height = (float(side) for side in _SIDES.findall(str(given["style"])))
            across, down = (cut[2] - cut[0]) / 100, (cut[3] - cut[1]) / 100
            x0, y0 = cut[0] + left * across, cut[1] + top * down
            self.pictures[-1].frames.append((x0, y0, x0 + width * across, y0 + height * down))

    def handle_data(self, data: str) -> None:
        self.text += data


def ids(printed: PrintedReports, *facts: str, name: str = REPORT) -> list[str]:
    """The ids of facts of a report, by what stands behind the hyphen."""
    with closing(open_read_only(printed.db)) as connection:
        document = connection.execute("SELECT id FROM documents WHERE file_name = ?", (Path(name).name,)).fetchone()[0]
    return [f"{document}-{each}" for each in facts]


def sheet(
    printed: PrintedReports,
    asked: Sequence[str],
    *,
    language: str = "en",
    folders: Sequence[Path] | None = None,
    most: int = MOST_BYTES,
    made_on: str | None = None,
    only: Filter | None = None,
) -> Sheet:
    """The sheet of ids and keys, its pictures kept in a folder beside the database.

    ``folders`` are those of the originals, None those that were read.
    """
    with closing(open_read_only(printed.db)) as connection:
        picks = tuple(found for each in asked if (found := pick(connection, each)))
        assert len(picks) == len(asked)
        wanted = Asked(picks, words_of(language), "/reports/-", "reports", only or Filter(), made_on)
        facsimile = Facsimile.of(printed.db, folders or (), printed.db.parent / "pictures")
        if folders is not None:
            facsimile.folders = tuple(folders)
        with closing(facsimile):
            return sheet_of(connection, wanted, Cutter(facsimile, most))


def page(made: Sheet) -> Reader:
    """The page of a sheet as a reader of HTML finds it."""
    return Reader(sheet_page(made))


def with_period(printed: PrintedReports, home: Path) -> PrintedReports:
    """A copy of the database below ``home`` whose reports are of the first quarter of 2024, so that they compare."""
    copied = home / "reports.db"
    copied.write_bytes(printed.db.read_bytes())
    remember(copied, [printed.folder])
    with closing(sqlite3.connect(copied)) as connection, connection:
        connection.execute("UPDATE documents SET period_kind='Q1', period_start='2024-01-01', period_end='2024-03-31'")
    return PrintedReports(copied, printed.folder)
