"""``resolve``: layout and findings → the document's record, each fact with its place, each citation identified."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from extractor.model import (
    FORM_VALUE,
    Citation,
    Context,
    Date,
    Document,
    Figure,
    Findings,
    Identity,
    InstrumentRelation,
    Layout,
    Located,
    PageText,
    Region,
    RegionFindings,
    Row,
)
from extractor.provenance import locate
from extractor.resolve.head import read_head
from extractor.resolve.hyperlinks import address_over
from extractor.resolve.identity import identify
from extractor.resolve.inherited import inherited_relations, sentence_at
from extractor.resolve.periods import closing_day
from extractor.resolve.relations import Relation, relations_of, with_relation
from extractor.resolve.triggers import active_values

BODY_START = 3000
"""So many characters of the body may name the issuer that the head leaves out."""

OWN = "tự thân"
"""The relation of a document's own number."""

Fact = TypeVar("Fact", Citation, Date, Figure, InstrumentRelation)
Texts = Mapping[int, PageText]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from."""

    sha256: str
    file_name: str
    page_count: int
    version: str


def resolve(layout: Layout, findings: Findings, source: Source) -> Document:
    """The record of a document: its identity, and all facts with place, key and relation. Pure."""
    texts = {page.number: page for page in layout.pages}
    found = list(zip(layout.regions, findings.regions, strict=True))
    identity = _identity(layout, found)
    citations, relations = _citations(layout, texts, found, identity)
    return Document(
        sha256=source.sha256,
        file_name=source.file_name,
        path=source.file_name,
        page_count=source.page_count,
        identity=identity,
        pages=layout.pages,
        sections=layout.sections,
        footnotes=layout.footnotes,
        tables=layout.tables,
        rows=findings.rows,
        citations=citations,
        relations=relations,
        dates=tuple(_located(texts, region, date) for region, each in found for date in each.dates),
        figures=(
            *(_located(texts, region, figure) for region, each in found for figure in each.figures),
            *_row_figures(texts, layout.regions, findings.rows),
        ),
        failures=layout.failures,
        extractor_version=source.version,
    )


def _identity(layout: Layout, found: Sequence[tuple[Region, RegionFindings]]) -> Identity:
    body = next((region.text for region in layout.regions if region.kind == "body"), "")
    identity = read_head(layout.head, body[:BODY_START], _dates(found, "header"))
    as_of = closing_day(_dates(found, "body"), identity.period, identity.issued_on)
    return replace(identity, as_of=as_of)


def _dates(found: Sequence[tuple[Region, RegionFindings]], kind: str) -> tuple[Date, ...]:
    return tuple(date for region, each in found if region.kind == kind for date in each.dates)


def _citations(
    layout: Layout, texts: Texts, found: Sequence[tuple[Region, RegionFindings]], identity: Identity
) -> tuple[tuple[Located[Citation], ...], tuple[Located[InstrumentRelation], ...]]:
    """All citations with key and relation, and what the cited instruments do with each other."""
    context = Context(
        issuer=identity.issuer,
        issuer_id=identity.issuer_id,
        place=identity.place,
        issued_on=identity.issued_on,
        doc_type=identity.doc_type,
        identifier=identity.identifier,
    )
    identified = iter(identify([citation for _, each in found for citation in each.citations], context))
    citations: list[Located[Citation]] = []
    acts: list[Located[InstrumentRelation]] = []
    for region, each in found:
        cited = tuple(islice(identified, len(each.citations)))
        inherited = inherited_relations(layout, region, cited)
        related = relations_of(region.text, cited, context=context, inherited=inherited)
        acts += _acts(texts, region, cited, related, len(citations))
        for citation, relation in zip(cited, related, strict=True):
            located = _linked(_located(texts, region, with_relation(citation, relation)), texts)
            citations.append(_own(located, identity) if _is_own(citation, region, identity) else located)
    return tuple(citations), tuple(acts)


def _acts(
    texts: Texts, region: Region, cited: Sequence[Citation], related: Sequence[Relation], before: int
) -> Iterator[Located[InstrumentRelation]]:
    """What the citations of one region do with each other; ``before`` citations come before them."""
    for at, relation in enumerate(related):
        if relation.actor is None:
            continue
        pair = cited[relation.actor], cited[at]
        passive = next(value for value in active_values() if relation.value.startswith(f"{value} "))
        act = InstrumentRelation(
            raw="",
            start=min(citation.start for citation in pair),
            end=max(citation.end for citation in pair),
            subject=before + relation.actor,
            relation=active_values()[passive],
            object=before + at,
            trigger=relation.trigger or "",
            method="relation-between",
            confidence=min(citation.confidence for citation in pair),
        )
        yield _located(texts, region, act)


def _linked(located: Located[Citation], texts: Texts) -> Located[Citation]:
    url = address_over(texts, located.place.boxes)
    return replace(located, fact=replace(located.fact, url=url)) if url else located


def _is_own(citation: Citation, region: Region, identity: Identity) -> bool:
    """The number in the head, and the same instrument wherever else it stands ("Kèm theo Báo cáo số …")."""
    if region.kind == "header":
        return True
    same = citation.identifier is not None and citation.identifier == identity.identifier
    return same and citation.doc_type == identity.doc_type and citation.issued_on in (None, identity.issued_on)


def _own(located: Located[Citation], identity: Identity) -> Located[Citation]:
    citation = replace(located.fact, relation=OWN, relation_trigger=None, relation_from=None)
    if citation.identifier == identity.identifier and identity.key:
        citation = replace(citation, key=identity.key, status="resolved")
    return replace(located, fact=citation, location="header")


def _located(texts: Texts, region: Region, fact: Fact) -> Located[Fact]:
    sentence = _sentence(region, fact.start)
    return Located(
        fact, locate(texts, region, fact.start, fact.end), region.kind, region.footnote, region.row, sentence
    )


def _sentence(region: Region, at: int) -> str | None:
    """The sentence of the body, the whole note, or the cell that holds an offset."""
    if region.kind == "body":
        index = sentence_at(region, at)
        return region.text[region.sentences[index].start : region.sentences[index].end] if index is not None else None
    if region.kind == "footnote":
        return region.text
    start = region.text.rfind("\n", 0, at) + 1
    end = region.text.find("\n", at)
    return region.text[start : end if end >= 0 else len(region.text)]


def _row_figures(texts: Texts, regions: Sequence[Region], rows: Sequence[Row]) -> Iterator[Located[Figure]]:
    """The values of statistical forms as figures, each at its cell."""
    by_row = {region.row: region for region in regions if region.kind == "table"}
    for at, row in enumerate(rows):
        if row.value is None or row.value_at is None or row.value_kind != "number":
            continue
        start, end = row.value_at
        figure = Figure(row.value_raw or "", start, end, row.value, row.unit, label=row.label, method=FORM_VALUE)
        yield _located(texts, by_row[at], figure)
