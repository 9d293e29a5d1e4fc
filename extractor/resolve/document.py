"""``resolve``: layout and findings → the document's record, each fact with its place, each citation identified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TypeVar

from extractor.model.document import Context, Document, Identity
from extractor.model.facts import (
    FORM_VALUE,
    Citation,
    Date,
    Figure,
    Findings,
    InstrumentRelation,
    Located,
    Organisation,
    Place,
    RegionFindings,
)
from extractor.model.layout import Column, Layout, PageText, Region, Row
from extractor.provenance import locate_all
from extractor.resolve.figure_times import Times
from extractor.resolve.head.reading import read_head
from extractor.resolve.hyperlinks import address_over
from extractor.resolve.identity import identify
from extractor.resolve.organisations import Setting, identify_organisations
from extractor.resolve.periods import closing_day
from extractor.resolve.relations.inherited import inherited_relations, sentence_at
from extractor.resolve.relations.relate import Relation, relations_of, with_relation
from extractor.resolve.relations.triggers import active_values
from patterns.columns import PATH, column_role

OWN = "tự thân"
"""The relation of a document's own number."""

_Fact = Citation | Date | Figure | Organisation | InstrumentRelation
Fact = TypeVar("Fact", Citation, Date, Figure, Organisation, InstrumentRelation)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from."""

    sha256: str
    file_name: str
    page_count: int
    version: str


def resolve(layout: Layout, findings: Findings, source: Source) -> Document:
    """The record of a document: its identity, and all facts with place, key and relation. Pure."""
    pages = {page.number: page for page in layout.pages}
    found = list(zip(layout.regions, findings.regions, strict=True))
    identity = _identity(layout, found)
    cited, acts = _citations(layout, found, identity)
    times = Times(layout, _dates(found, "body"), identity.period)
    dates = [(region, date) for region, each in found for date in each.dates]
    figures = [
        *((region, times.of(region, figure)) for region, each in found for figure in each.figures),
        *_form_values(layout.regions, findings, times),
    ]
    mentions = list(_mentions(found, identity))
    facts: Iterable[tuple[Region, _Fact]] = chain(cited, acts, dates, figures, mentions)
    places = iter(locate_all(pages, ((region, fact.start, fact.end) for region, fact in facts)))
    sentences = _Sentences(findings.rows)
    return Document(
        sha256=source.sha256,
        file_name=source.file_name,
        path=source.file_name,
        page_count=source.page_count,
        identity=identity,
        pages=layout.pages,
        sections=layout.sections,
        footnotes=layout.footnotes,
        tables=findings.tables,
        rows=findings.rows,
        citations=tuple(_cited(pages, each, identity) for each in _located(cited, places, sentences)),
        relations=tuple(_located(acts, places, sentences)),
        dates=tuple(_located(dates, places, sentences)),
        figures=tuple(_located(figures, places, sentences)),
        mentions=tuple(_located(mentions, places)),
        failures=layout.failures,
        extractor_version=source.version,
    )


def _identity(layout: Layout, found: Sequence[tuple[Region, RegionFindings]]) -> Identity:
    body = next((region.text for region in layout.regions if region.kind == "body"), "")
    identity = read_head(layout.head, body, _dates(found, "header"))
    as_of = closing_day(_dates(found, "body"), identity.period, identity.issued_on)
    return replace(identity, as_of=as_of)


def _dates(found: Sequence[tuple[Region, RegionFindings]], kind: str) -> tuple[Date, ...]:
    return tuple(date for region, each in found if region.kind == kind for date in each.dates)


def _citations(
    layout: Layout, found: Sequence[tuple[Region, RegionFindings]], identity: Identity
) -> tuple[list[tuple[Region, Citation]], list[tuple[Region, InstrumentRelation]]]:
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
    citations: list[tuple[Region, Citation]] = []
    acts: list[tuple[Region, InstrumentRelation]] = []
    for region, each in found:
        if not each.citations:
            continue
        cited = tuple(islice(identified, len(each.citations)))
        inherited = inherited_relations(layout, region, cited)
        related = relations_of(region.text, cited, context=context, inherited=inherited)
        acts += ((region, act) for act in _acts(cited, related, len(citations)))
        citations += ((region, with_relation(*pair)) for pair in zip(cited, related, strict=True))
    return citations, acts


def _mentions(
    found: Sequence[tuple[Region, RegionFindings]], identity: Identity
) -> Iterator[tuple[Region, Organisation]]:
    """All organs that the text names, as the registry has them."""
    setting = Setting.of(identity)
    for region, findings in found:
        if findings.organisations:
            yield from ((region, each) for each in identify_organisations(findings.organisations, setting))


def _acts(cited: Sequence[Citation], related: Sequence[Relation], before: int) -> Iterator[InstrumentRelation]:
    """What the citations of one region do with each other; ``before`` citations come before them."""
    for at, relation in enumerate(related):
        if relation.actor is None:
            continue
        pair = cited[relation.actor], cited[at]
        passive = next(value for value in active_values() if relation.value.startswith(f"{value} "))
        yield InstrumentRelation(
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


def _cited(pages: Mapping[int, PageText], located: Located[Citation], identity: Identity) -> Located[Citation]:
    """A citation with the address linked over it; the document's own number is said to be so."""
    if url := address_over(pages, located.place.boxes):
        located = replace(located, fact=located.fact.changed(url=url))
    return _own(located, identity) if _is_own(located, identity) else located


def _is_own(located: Located[Citation], identity: Identity) -> bool:
    """The number in the head, and the same instrument wherever else it stands ("Kèm theo Báo cáo số …")."""
    if located.location == "header":
        return True
    citation = located.fact
    same = citation.identifier is not None and citation.identifier == identity.identifier
    return same and citation.doc_type == identity.doc_type and citation.issued_on in (None, identity.issued_on)


def _own(located: Located[Citation], identity: Identity) -> Located[Citation]:
    citation = located.fact.changed(relation=OWN, relation_trigger=None, relation_from=None)
    if citation.identifier == identity.identifier and identity.key:
        citation = citation.changed(key=identity.key, status="resolved")
    return replace(located, fact=citation, location="header")


def _located(
    facts: Iterable[tuple[Region, Fact]], places: Iterator[Place], sentences: _Sentences | None = None
) -> Iterator[Located[Fact]]:
    """Facts at their places, of which they take as many as they are, with what is read around them."""
    for region, fact in facts:
        begins, around = sentences.around(region, fact.start) if sentences else (0, None)
        yield Located(
            fact=fact,
            place=next(places),
            location=region.kind,
            footnote=region.footnote,
            row=region.row,
            sentence=around,
            sentence_start=begins,
        )


class _Sentences:
    """What is read around the facts of a document: each once, however many facts it holds."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._known: dict[tuple[Region, int], str] = {}

    def around(self, region: Region, at: int) -> tuple[int, str | None]:
        """The sentence, the whole note, the cell or the line of the head that holds an offset, and where it begins."""
        if region.kind == "footnote":
            return 0, region.text
        span = self._span(region, at)
        if span is None:
            return 0, None
        start, end = span
        known = self._known.get((region, start))
        return start, known if known is not None else self._known.setdefault((region, start), region.text[start:end])

    def _span(self, region: Region, at: int) -> tuple[int, int] | None:
        if region.kind == "body":
            index = sentence_at(region, at)
            return (region.sentences[index].start, region.sentences[index].end) if index is not None else None
        if region.row is not None:
            cell = self._rows[region.row].cell_at(at)
            return (cell.start, cell.end) if cell else None
        end = region.text.find("\n", at)
        return region.text.rfind("\n", 0, at) + 1, end if end >= 0 else len(region.text)


def _form_values(regions: Sequence[Region], findings: Findings, times: Times) -> Iterator[tuple[Region, Figure]]:
    """The values of statistical forms as figures of their rows."""
    by_row = {region.row: region for region in regions if region.kind == "table"}
    for at, row in enumerate(findings.rows):
        if row.value_kind != "number":
            continue
        measure = findings.tables[row.table].measures[0]
        figure = _form_value(row, measure, findings.tables[row.table].columns[measure])
        yield by_row[at], times.of(by_row[at], figure)


def _form_value(row: Row, at: int, column: Column) -> Figure:
    """The value of a row as a figure; ``at`` is the index of its column. A head such as ``Số liệu`` says only that."""
    named = (row.label or "",) if column_role(column.head) == "value" else (row.label or "", column.head)
    return Figure(
        raw=row.value_raw or "",
        start=row.cells[at].start,
        end=row.cells[at].end,
        value=row.value,
        unit=row.unit,
        label=PATH.join(filter(None, named)),
        period_start=column.period_start,
        period_end=column.period_end,
        as_of=column.as_of,
        method=FORM_VALUE,
        time_from="head" if column.period_end or column.as_of else None,
        column=at,
    )
