"""An evidence sheet of what the address names: as a page of the room, and as one file to send."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from datasette import Response
from markupsafe import Markup

from extractor.export.evidence.gather import Asked as AskedOfSheet
from extractor.export.evidence.gather import sheet_of
from extractor.export.evidence.page import exhibits_fragment, exhibits_style, sheet_page, title_of
from extractor.export.evidence.pictures import Cutter
from extractor.export.evidence.sheet import Sheet
from extractor.query.basket import fill_basket
from extractor.query.comparison.points import EVERY_PLACE, SCENARIOS, Filter
from extractor.query.periods import span_between
from extractor.query.picks import DOCUMENT, Pick, pick
from extractor.web.pages.basket import LONGEST_NOTE
from extractor.web.views import Absent, Asked, Elsewhere, View

# What an address may say; the address of the one file says the same.
ASKED = ("id", "note", "place", "within", "from", "to", "scenario")


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """A sheet with its ``title``, and the ``address`` and ``file_name`` of the one file."""

    sheet: Sheet
    title: str
    address: str
    file_name: str

    @property
    def fragment(self) -> Markup:
        """The exhibits as part of a page."""
        return exhibits_fragment(self.sheet)


def answer(connection: sqlite3.Connection, asked: Asked) -> EvidencePage:
    """The sheet of ``?id=…&id=…``; of a series ``place``, ``within``, ``from``, ``to`` and ``scenario`` choose.

    Raises ``Absent`` where no id is known, ``Elsewhere`` for the basket where none is named.
    """
    named = asked.many("id")
    if not named:
        raise Elsewhere(asked.address("basket"))
    if len(named) == 1 and (found := pick(connection, named[0])) and found.kind == DOCUMENT:
        raise Elsewhere(asked.address(f"document/{found.id}"))
    basket = fill_basket(connection, named)
    if not basket.picked:
        raise Absent(asked.words("Nothing in this database has the id {ids}.", ids=", ".join(basket.gone[:3])))
    picks = tuple(Pick(each.kind, each.id, each.id) for each in basket.picked)
    wanted = AskedOfSheet(
        picks=picks,
        words=asked.words,
        base=asked.base,
        database=asked.database,
        only=only(asked),
        made_on=date.today().isoformat(),
        note=asked.one("note")[:LONGEST_NOTE],
    )
    sheet = _with_what_is_gone(sheet_of(connection, wanted, Cutter(asked.facsimile)), len(basket.gone), asked)
    kept: Mapping[str, object] = {name: list(asked.many(name)) for name in ASKED if asked.many(name)}
    return EvidencePage(
        sheet=sheet,
        title=title_of(sheet, asked.words),
        address=asked.address("evidence.html", **{**kept, "lang": asked.words.language}),
        file_name=f"evidence-{picks[0].id}.html",
    )


def only(asked: Asked) -> Filter:
    """Which values of a series an address asks for, as that of a comparison does.

    Raises ``UsageError`` for what is no period.
    """
    scenarios = tuple(each for each in asked.many("scenario") if each in SCENARIOS)
    span = span_between(asked.one("from") or None, asked.one("to") or None)
    provinces = tuple(each for each in asked.many("place") if each != EVERY_PLACE)
    return Filter(provinces, span, asked.many("within"), scenarios)


def _with_what_is_gone(sheet: Sheet, gone: int, asked: Asked) -> Sheet:
    if not gone:
        return sheet
    said = asked.words.several(
        "{number} id that was asked for stands for nothing in this database.",
        "{number} ids that were asked for stand for nothing in this database.",
        gone,
    )
    return replace(sheet, notes=(*sheet.notes, said))


def as_html(page: EvidencePage, asked: Asked) -> bytes:
    """The sheet as one file."""
    return sheet_page(page.sheet).encode()


VIEW = View("evidence", "evidence", "evidence.html", answer, {"html": ("text/html; charset=utf-8", as_html)})


async def style_sheet() -> Response:
    """The style of exhibits, which a file to take along has within."""
    return Response(exhibits_style(), content_type="text/css; charset=utf-8")
