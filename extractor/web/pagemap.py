"""One page of a document: its text, and a map of the sheet on which every fact that was read has its box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from datasette import NotFound, Response

from extractor.web.cells import FACTS, page_address, parsed_boxes

# The tables that are drawn, each with the column that names its facts.
_DRAWN = {"citations": "raw", "figures": "raw", "dates": "raw", "footnotes": "text", "tables": "title"}


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A box on the sheet, in points from its top left, and the fact that stands in it."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    label: str
    address: str
    marked: bool


async def page_map(request: Any, datasette: Any) -> Any:
    """Shows a page; ``?mark=citations:ID`` marks one fact on it.

    Answers 404 for a document, page or fact that is not there.
    """
    place = request.url_vars
    try:
        database = datasette.get_database(place["database"])
    except KeyError:
        raise NotFound(f"There is no database {place['database']}") from None
    document = await _one(database, "select * from documents where id = ?", place["document"])
    page = await _one(
        database,
        "select * from pages where document_id = ? and number = ?",
        place["document"],
        place["number"],
    )
    if document is None or page is None:
        raise NotFound(
            f"There is no page {place['number']} of a document {place['document']}. If the file has this page,"
            " it could not be read: the named query failed_files says why."
        )
    base = datasette.urls.database(database.name)
    marked = await _marked(database, request.args.get("mark"))
    shown = {
        "database": database.name,
        "base": base,
        "document": document,
        "page": page,
        "marked": marked,
        "parts": marked_parts(page["text"], marked, page["number"]),
        "rectangles": await _rectangles(database, base, page, marked),
    }
    return Response.html(await datasette.render_template("page_map.html", shown, request=request))


def marked_parts(text: str, fact: dict[str, Any] | None, number: int) -> tuple[str, str, str]:
    """The text of a page before, in and after the marked fact; all of it before where none is marked in it.

    ``text`` is that of page ``number`` (from 1); ``fact`` is a row with ``page``, ``char_start`` and ``char_end``, and
    with ``page_end`` where it may run on; None marks nothing. The offsets of a fact that runs over a page end hold for
    its first and its last page.
    """
    if fact is None or fact.get("char_start") is None or fact.get("char_end") is None:
        return text, "", ""
    last = fact.get("page_end") or fact["page"]
    start = fact["char_start"] if number == fact["page"] else 0
    end = fact["char_end"] if number == last else len(text)
    if not (fact["page"] <= number <= last and 0 <= start < end):
        return text, "", ""
    return text[:start], text[start:end], text[end:]


async def _marked(database: Any, mark: str | None) -> dict[str, Any] | None:
    if not mark:
        return None
    kind, _, fact_id = mark.partition(":")
    if kind not in FACTS:
        raise NotFound(f"Nothing of the kind {kind} can be marked on a page")
    fact = await _one(database, f"select * from {kind} where id = ?", fact_id)
    if fact is None:
        raise NotFound(f"There is no row {fact_id} in {kind}")
    return {**fact, "kind": kind}


async def _rectangles(database: Any, base: str, page: dict[str, Any], marked: dict[str, Any] | None) -> list[Rectangle]:
    """The boxes of the page, tables first so that they lie under what is in them, the marked fact last."""
    drawn: list[Rectangle] = []
    for kind in reversed(_DRAWN):
        found = await database.execute(
            f"select id, boxes, {_DRAWN[kind]} as label from {kind}"
            " where document_id = ? and boxes is not null and exists"
            " (select 1 from json_each(boxes) where json_extract(value, '$[0]') = ?)",
            [page["document_id"], page["number"]],
        )
        for fact in found.rows:
            drawn += _of_fact(kind, dict(fact), page, base, marked=False)
    if marked is not None:
        drawn += _of_fact(marked["kind"], marked, page, base, marked=True)
    return drawn


def _of_fact(kind: str, fact: dict[str, Any], page: dict[str, Any], base: str, *, marked: bool) -> list[Rectangle]:
    label = str(fact.get("label") or fact.get("raw") or fact.get("title") or "")
    address = page_address(base, page["document_id"], page["number"], kind, fact["id"])
    return [
        Rectangle(
            kind=kind,
            x=x0,
            y=top,
            width=x1 - x0,
            height=bottom - top,
            label=label,
            address=address,
            marked=marked,
        )
        for number, x0, top, x1, bottom in parsed_boxes(fact["boxes"])
        if number == page["number"]
    ]


async def _one(database: Any, sql: str, *values: object) -> dict[str, Any] | None:
    row = (await database.execute(sql, list(values))).first()
    return None if row is None else dict(row)
