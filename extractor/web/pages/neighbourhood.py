"""The neighbourhood of an instrument as a picture, a table and a graph for other programs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.export.inert import xml_text
from extractor.language.printed import printed_day, printed_period
from extractor.query.instrument.neighbourhood import Citing, Neighbourhood, Related, Together, read_neighbourhood
from extractor.web.pages.instrument import heading
from extractor.web.radial import Plan, Spot, plan, shortened
from extractor.web.views import Absent, Asked, View

# The thinnest and the thickest edge: thinner ones vanish in print, thicker ones hide arrows.
THIN, THICK = 1.2, 4.0
# Letters of a line in the box of the middle, which holds two.
BOX_LETTERS = 28


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A neighbour as it is shown: ``said`` is how it is connected, ``count`` how often that is so.

    ``label`` and ``under`` are the two lines in the picture, ``edge`` is the width of its edge.
    """

    id: str
    name: str
    title: str | None
    day: str
    said: str
    count: int
    address: str
    label: str
    under: str
    edge: float
    spot: Spot


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbours of a kind: ``acting`` on the instrument, ``acted`` on by it, cited ``together``, ``citing`` it."""

    kind: str
    heading: str
    left: bool
    x: float
    y: float
    neighbours: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The neighbourhood, where all is drawn, and the name of the instrument in lines."""

    neighbourhood: Neighbourhood
    plan: Plan
    lines: tuple[str, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    """What a neighbour is called, before it has a place."""

    id: str
    name: str
    title: str | None
    day: str
    said: str
    count: int
    address: str


def answer(connection: sqlite3.Connection, asked: Asked) -> Picture:
    """The neighbourhood of the instrument that the address names."""
    instrument_id = asked.place["instrument"]
    around = read_neighbourhood(connection, instrument_id)
    if not around:
        raise Absent(asked.words("There is no instrument {name} in this collection.", name=instrument_id))
    words = asked.words
    acting = [_related(asked, one) for one in around.related if not one.active]
    acted = [_related(asked, one) for one in around.related if one.active]
    kinds = (
        ("acting", words("What acts on it"), acting),
        ("citing", words("Who cites it most"), [_citing(asked, one) for one in around.citing]),
        ("acted", words("What it acts on"), acted),
        ("together", words("Cited together with it"), [_together(asked, one) for one in around.together]),
    )
    counts = [len(labels) for _, _, labels in kinds]
    drawn = plan(counts[:2], counts[2:])
    groups = tuple(
        Group(kind, title, sector.left, sector.heading.x, sector.heading.y, _drawn(labels, sector.spots))
        for (kind, title, labels), sector in zip(kinds, drawn.sectors, strict=True)
        if labels
    )
    return Picture(around, drawn, _lines(around.instrument.name), groups)


def _drawn(labels: Iterable[_Label], spots: Iterable[Spot]) -> tuple[Neighbour, ...]:
    listed = list(labels)
    most = max(one.count for one in listed)
    return tuple(
        Neighbour(
            **{name: getattr(one, name) for name in _Label.__slots__},
            label=shortened(one.name),
            under=shortened(" · ".join(filter(None, (one.said, one.day)))),
            edge=round(THIN + (THICK - THIN) * (one.count - 1) / max(1, most - 1), 1),
            spot=spot,
        )
        for one, spot in zip(listed, spots, strict=True)
    )


def _related(asked: Asked, one: Related) -> _Label:
    places = asked.words.several("{number} place", "{number} places", one.times)
    other = one.instrument
    # The verb of whoever acts: the arrow and the heading say who that is.
    said = heading(asked.words, one.relation, True)
    address = asked.address(f"instrument/{other.instrument_id}")
    day = printed_day(other.issued_on, asked.words.language)
    return _Label(other.instrument_id, other.name, other.title, day, f"{said} ({places})", one.times, address)


def _together(asked: Asked, one: Together) -> _Label:
    other, documents = one.instrument, asked.words.several("{number} document", "{number} documents", one.documents)
    day = printed_day(other.issued_on, asked.words.language)
    address = asked.address(f"instrument/{other.instrument_id}")
    said = asked.words("in {documents}", documents=documents)
    return _Label(other.instrument_id, other.name, other.title, day, said, one.documents, address)


def _citing(asked: Asked, one: Citing) -> _Label:
    document, language = one.document, asked.words.language
    when = printed_period(document.period_kind, document.period_start, document.period_end, language)
    said = asked.words.several("{number} time", "{number} times", one.times)
    who = ", ".join(filter(None, (document.name or document.file_name, document.issuer)))
    address = asked.address(f"document/{document.document_id}")
    day = when or printed_day(document.issued_on, language)
    return _Label(document.document_id, who, document.title, day, said, one.times, address)


def _lines(name: str) -> tuple[str, ...]:
    """The name in two lines, parted where its number begins if it has one."""
    first, so, number = name.rpartition(" số ")
    lines = (first, f"số {number}") if so else (name,)
    return tuple(shortened(line, BOX_LETTERS) for line in lines)


def _as_graphml(picture: Picture, asked: Asked) -> bytes:
    """The neighbourhood as GraphML, for Gephi, yEd, Cytoscape or networkx."""
    # Here: only this form needs it, and it takes a third of a second to load.
    import networkx

    middle = picture.neighbourhood.instrument
    graph = networkx.MultiDiGraph()
    graph.add_node(middle.instrument_id, label=xml_text(middle.name), kind="instrument")
    for group in picture.groups:
        for one in group.neighbours:
            graph.add_node(
                one.id, label=xml_text(one.name), kind="document" if group.kind == "citing" else "instrument"
            )
            ends = (
                (middle.instrument_id, one.id)
                if group.kind in ("acted", "together")
                else (one.id, middle.instrument_id)
            )
            graph.add_edge(*ends, kind=group.kind, said=xml_text(one.said), count=one.count)
    return "\n".join(networkx.generate_graphml(graph, named_key_ids=True)).encode() + b"\n"


VIEW = View(
    "neighbourhood",
    r"neighbourhood/(?P<instrument>i[0-9a-z]+)",
    "neighbourhood.html",
    answer,
    {"graphml": ("application/graphml+xml; charset=utf-8", _as_graphml)},
)
