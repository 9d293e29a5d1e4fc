"""``resolve``: layout and findings → the document's record, each fact with its place, each citation identified."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from extractor.model import (
    Citation,
    Context,
    Date,
    Document,
    Figure,
    Findings,
    Identity,
    Layout,
    Located,
    PageText,
    Region,
    RegionFindings,
    Row,
)
from extractor.provenance import locate
from extractor.resolve.head import read_head
from extractor.resolve.identity import identify
from extractor.resolve.periods import closing_day
from extractor.resolve.relations import relate, trigger_of

BODY_START = 3000
"""So many characters of the body may name the issuer that the head leaves out."""

OWN = "tự thân"
"""The relation of a document's own number."""

Fact = TypeVar("Fact", Citation, Date, Figure)
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
        citations=tuple(_citations(layout, texts, found, identity)),
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
) -> Iterator[Located[Citation]]:
    context = Context(
        issuer=identity.issuer,
        issuer_id=identity.issuer_id,
        place=identity.place,
        issued_on=identity.issued_on,
        doc_type=identity.doc_type,
        identifier=identity.identifier,
    )
    identified = iter(identify([citation for _, each in found for citation in each.citations], context))
    for region, each in found:
        cited = tuple(islice(identified, len(each.citations)))
        related = relate(region.text, cited, context=context, inherited=_inherited(layout, region))
        for citation in related:
            located = _located(texts, region, citation)
            yield _own(located, identity) if _is_own(citation, region, identity) else located


def _inherited(layout: Layout, region: Region) -> str | None:
    """The relation that a note takes over from the sentence that holds its marker."""
    if region.footnote is None:
        return None
    note = layout.footnotes[region.footnote]
    body = next((each for each in layout.regions if each.kind == note.marker_region == "body"), None)
    if body is None or note.marker_at is None:
        return None
    at = _sentence_at(body, note.marker_at - 1)
    return trigger_of(body.text[body.sentences[at].start : note.marker_at]) if at is not None else None


def _is_own(citation: Citation, region: Region, identity: Identity) -> bool:
    """The number in the head, and the same instrument wherever else it stands ("Kèm theo Báo cáo số …")."""
    if region.kind == "header":
        return True
    same = citation.identifier is not None and citation.identifier == identity.identifier
    return same and citation.doc_type == identity.doc_type and citation.issued_on in (None, identity.issued_on)


def _own(located: Located[Citation], identity: Identity) -> Located[Citation]:
    citation = replace(located.fact, relation=OWN)
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
        index = _sentence_at(region, at)
        return region.text[region.sentences[index].start : region.sentences[index].end] if index is not None else None
    if region.kind == "footnote":
        return region.text
    start = region.text.rfind("\n", 0, at) + 1
    end = region.text.find("\n", at)
    return region.text[start : end if end >= 0 else len(region.text)]


def _sentence_at(region: Region, at: int) -> int | None:
    index = bisect_right(region.sentences, at, key=lambda sentence: sentence.start) - 1
    return index if index >= 0 else None


def _row_figures(texts: Texts, regions: Sequence[Region], rows: Sequence[Row]) -> Iterator[Located[Figure]]:
    """The values of statistical forms as figures, each at its cell."""
    by_row = {region.row: region for region in regions if region.kind == "table"}
    for at, row in enumerate(rows):
        if row.value is None or row.value_at is None or row.value_kind != "number":
            continue
        start, end = row.value_at
        figure = Figure(row.value_raw or "", start, end, row.value, row.unit, label=row.label, method="form-value")
        yield _located(texts, by_row[at], figure)
