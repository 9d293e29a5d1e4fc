"""``resolve``: layout and findings → the document's record, each fact with its place, each citation identified."""

from __future__ import annotations

import re
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
from extractor.model.pages import Box, Link
from extractor.provenance import locate_all
from extractor.resolve.column_times import CellTimes
from extractor.resolve.figure_times import Times
from extractor.resolve.head.reading import read_head
from extractor.resolve.head.title import is_subject
from extractor.resolve.head_times import Report
from extractor.resolve.identity import identify
from extractor.resolve.organisations import Setting, identify_organisations
from extractor.resolve.periods import closing_day
from extractor.resolve.places import unit_slug
from extractor.resolve.relations.inherited import inherited_relations, sentence_at
from extractor.resolve.relations.relate import Relation, relations_of, with_relation
from extractor.resolve.relations.triggers import active_values
from patterns.tables.columns import PATH, column_role

# The relation of a document's own number, in its head and wherever it is repeated: it is no citation of another.
OWN = "tự thân"

# Of the length of a print: a link is over it from this share on. From .2 to .9 the addresses in 158 documents stay the
# same; test_hyperlinks.py draws a link that only begins in the print.
COVERED = 0.5
# Of the length of a link: one that lies within the print counts from this share on, as offices often link the number
# alone. Without this rule one of 158 documents loses an address; .4 changes nothing.
WITHIN = 0.8

# Behind the number in the stamp of a mail office: ``Số: 45/TTr-SNV; 22/12/2025; 18:56:39; +07:00``.
_STAMPED = re.compile(r"; ?\d{1,2}/\d{1,2}/\d{4}; ?\d{1,2}:\d\d")

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
    """The record of a document: its identity, and all facts with place, key and relation. Pure.

    ``layout`` is the document as a reader sees it and ``findings`` what was found in it, region by region in the same
    order; ``source`` is what the record says of the file. Raises ``ValueError`` where both have not as many regions.
    """
    pages = {page.number: page for page in layout.pages}
    by_region = list(zip(layout.regions, findings.regions, strict=True))
    identity = _identity(layout, by_region)
    cited, acts = _citations(layout, by_region, identity)
    times = Times(layout, _dates(by_region, "body"), identity.period)
    report = Report.of(identity.period, identity.issued_on)
    cells = CellTimes(findings.tables, findings.rows, report, times.of_sections)
    dates = [(region, date) for region, found in by_region for date in found.dates]
    figures = [
        (region, cells.of(region, figure) or times.of(region, figure))
        for region, figure in chain(_found_figures(by_region), _form_values(layout.regions, findings))
    ]
    mentions = list(_mentions(by_region, identity))
    facts: Iterable[tuple[Region, _Fact]] = chain(cited, acts, dates, figures, mentions)
    # all facts in one pass: a page's boxes are read once for all that stand on it
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
        tables=cells.tables,
        rows=findings.rows,
        citations=tuple(_cited(pages, each, identity) for each in _located(cited, places, sentences)),
        relations=tuple(_located(acts, places, sentences)),
        dates=tuple(_located(dates, places, sentences)),
        figures=tuple(_located(figures, places, sentences)),
        mentions=tuple(_located(mentions, places)),
        failures=layout.failures,
        extractor_version=source.version,
    )


def _identity(layout: Layout, by_region: Sequence[tuple[Region, RegionFindings]]) -> Identity:
    body = next((region.text for region in layout.regions if region.kind == "body"), "")
    in_body = (citation for region, found in by_region if region.kind == "body" for citation in found.citations)
    # a day in another year than that of the number is misread itself
    days = (citation.issued_on for citation in in_body if str(citation.year) == (citation.issued_on or "")[:4])
    cited = max(filter(None, days), default=None)
    identity = read_head(layout.head, body, _dates(by_region, "header"), cited)
    as_of = closing_day(_dates(by_region, "body"), identity.period, identity.issued_on)
    return replace(identity, as_of=as_of)


def _dates(by_region: Sequence[tuple[Region, RegionFindings]], kind: str) -> tuple[Date, ...]:
    return tuple(date for region, found in by_region if region.kind == kind for date in found.dates)


def _citations(
    layout: Layout, by_region: Sequence[tuple[Region, RegionFindings]], identity: Identity
) -> tuple[list[tuple[Region, Citation]], list[tuple[Region, InstrumentRelation]]]:
    """All citations with key and relation, and what the cited instruments do with each other."""
    context = Context(
        issuer=identity.issuer,
        issuer_id=identity.issuer_id,
        place=identity.place,
        unit=unit_slug(identity.unit or ""),
        unit_name=identity.unit,
        issued_on=identity.issued_on,
        doc_type=identity.doc_type,
        identifier=identity.identifier,
    )
    identified = iter(identify([citation for _, found in by_region for citation in found.citations], context))
    citations: list[tuple[Region, Citation]] = []
    acts: list[tuple[Region, InstrumentRelation]] = []
    for region, found in by_region:
        if not found.citations:
            continue
        cited = tuple(islice(identified, len(found.citations)))
        inherited = inherited_relations(layout, region, cited)
        # between the cells of a row a line end ends the clause, which it need not within a paragraph: a tab always does
        text = region.text.replace("\n", "\t") if region.kind == "table" else region.text
        related = relations_of(text, cited, context=context, inherited=inherited)
        acts += ((region, act) for act in _acts(cited, related, len(citations)))
        citations += ((region, with_relation(*pair)) for pair in zip(cited, related, strict=True))
    return citations, acts


def _mentions(
    by_region: Sequence[tuple[Region, RegionFindings]], identity: Identity
) -> Iterator[tuple[Region, Organisation]]:
    """All organs that the text names, as the registry has them."""
    setting = Setting.of(identity)
    for region, found in by_region:
        if found.organisations:
            yield from ((region, each) for each in identify_organisations(found.organisations, setting))


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
    """A citation with the address linked over it, and the relation ``OWN`` where it is the document's own number.

    What the subject of a letter cites (``V/v triển khai Nghị quyết số …``) is cited as in the body; the stamp of a mail
    office on an annex is its number.
    """
    if url := address_over(pages, located.place.boxes):
        located = replace(located, fact=located.fact.changed(url=url))
    if located.location == "header" and is_subject(located.sentence or ""):
        located = replace(located, location="body")
    elif located.location == "body" and _is_stamp(located):
        located = replace(located, location="header")
    return _own(located, identity) if _is_own(located, identity) else located


def _is_stamp(located: Located[Citation]) -> bool:
    """Whether the number begins the stamp of a mail office, which has day and time of the paper behind it."""
    ends = located.fact.end - located.sentence_start
    begins = located.fact.start == located.sentence_start
    return begins and _STAMPED.match(located.sentence or "", ends) is not None


def address_over(pages: Mapping[int, PageText], boxes: Sequence[Box]) -> str | None:
    """The address of the hyperlink over some boxes; None where none is. Offices link a number to the instrument's text.

    Its links cover most of the boxes, or lie within them. A link is on the line of a box where it is over the middle of
    its height.
    """
    shared: dict[str, float] = {}
    linked: dict[str, float] = {}
    for box in boxes:
        middle = (box[2] + box[4]) / 2
        for link in pages[box[0]].links:
            if link.box[2] <= middle <= link.box[4] and (width := _shared(box, link)):
                shared[link.uri] = shared.get(link.uri, 0.0) + width
                linked[link.uri] = linked.get(link.uri, 0.0) + link.box[3] - link.box[1]
    most = max(shared, key=lambda uri: (shared[uri], uri), default=None)
    if most is None:
        return None
    length = sum(box[3] - box[1] for box in boxes)
    return most if shared[most] >= COVERED * length or shared[most] >= WITHIN * linked[most] else None


def _shared(box: Box, link: Link) -> float:
    """How much of a box's width a link on the same line covers."""
    return max(0.0, min(box[3], link.box[3]) - max(box[1], link.box[1]))


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
        doc_type = identity.doc_type or citation.doc_type
        citation = citation.changed(doc_type=doc_type, key=identity.key, status="resolved")
    return replace(located, fact=citation, location="header")


def _located(
    facts: Iterable[tuple[Region, Fact]], places: Iterator[Place], sentences: _Sentences | None = None
) -> Iterator[Located[Fact]]:
    """Facts with what is read around them, each at the next of ``places``."""
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
    """What is read around the facts of a document. A sentence is cut out once, however many facts it holds."""

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


def _found_figures(by_region: Iterable[tuple[Region, RegionFindings]]) -> Iterator[tuple[Region, Figure]]:
    for region, found in by_region:
        for figure in found.figures:
            yield region, figure


def _form_values(regions: Sequence[Region], findings: Findings) -> Iterator[tuple[Region, Figure]]:
    """The values of statistical forms as figures of their rows."""
    by_row = {region.row: region for region in regions if region.kind == "table"}
    for at, row in enumerate(findings.rows):
        if row.value_kind != "number":
            continue
        measure = findings.tables[row.table].measures[0]
        yield by_row[at], _form_value(row, measure, findings.tables[row.table].columns[measure])


def _form_value(row: Row, at: int, column: Column) -> Figure:
    """The value of a row as a figure; ``at`` is the index of its column. A head such as ``Số liệu`` says only that."""
    says_it = bool(row.counted) and column_role(column.head) == "value"
    named = (row.counted,) if says_it else (row.counted, column.head)
    return Figure(
        raw=row.value_raw or "",
        start=row.cells[at].start,
        end=row.cells[at].end,
        value=row.value,
        unit=row.unit,
        label=PATH.join(filter(None, named)),
        method=FORM_VALUE,
        column=at,
        scenario=column.scenario or row.scenario,
        change=column.change or row.change,
        base=column.base or row.base,
        place=row.place or column.place,
    )
