"""The rows that the second pass takes and returns. Their fields are columns of the tables they are named after."""

from __future__ import annotations

from typing import NamedTuple

# How sure a contradiction over several documents is: the number is printed, but may be that of another instrument. An
# order, measured on nothing.
LIKELY = 0.7


class DocumentRow(NamedTuple):
    """A row of ``documents``."""

    id: str
    file_name: str
    instrument_key: str | None
    doc_type: str | None
    number: str | None
    symbol: str | None
    identifier: str | None
    issuer: str | None
    issuer_key: str | None
    issued_on: str | None
    title: str | None
    place: str | None
    period_start: str | None
    period_end: str | None
    family: str | None
    text_layer: str


class CitationRow(NamedTuple):
    """A row of ``citations``."""

    id: str
    document_id: str
    key: str | None
    status: str
    location: str
    page: int
    doc_type: str | None
    number: str | None
    symbol: str | None
    identifier: str | None
    year: int | None
    issued_on: str | None
    issuer: str | None
    title: str | None
    relation: str | None
    date_error: str | None
    issuer_conflict: str | None
    url: str | None


class TableRow(NamedTuple):
    """A row of ``table_rows`` with the title of its table."""

    id: str
    label: str | None
    unit: str | None
    parent_id: str | None
    is_heading: int
    value_kind: str | None = None
    title: str | None = None
    place: str | None = None


class FigureRow(NamedTuple):
    """A row of ``figures`` with the head of its column."""

    id: str
    table_row_id: str | None
    label: str | None
    unit: str | None
    location: str = "table"
    method: str = ""
    change: str | None = None
    place: str | None = None
    head: str | None = None


class InstrumentRow(NamedTuple):
    """A row of ``instruments``."""

    id: str
    key: str
    doc_type: str | None
    number: str | None
    symbol: str | None
    year: int | None
    identifier: str | None
    issuer: str | None
    issuer_id: str | None
    issued_on: str | None
    title: str | None
    title_from: str | None
    also: str
    times_cited: int
    cited_in: int
    first_citing_period: str | None
    last_citing_period: str | None
    anomalies: int
    document_id: str | None


class OrganisationRow(NamedTuple):
    """A row of ``organisations``; dates are as the registry has them: ISO days, months or years."""

    id: str
    key: str
    name: str
    code: str
    place: str | None
    kind: str | None
    valid_from: str | None
    valid_to: str | None


class IndicatorRow(NamedTuple):
    """A row of ``indicators``."""

    id: str
    key: str
    name: str
    name_en: str | None
    unit: str | None
    family: str | None
    form: int | None
    origin: str
    time: str | None
    better: str | None
    numerator: str | None
    denominator: str | None
    parent_id: str | None
    same_as_id: str | None
    times: int
    documents: int


class IndicatorPrintRow(NamedTuple):
    """A row of ``indicator_prints``."""

    id: str
    indicator_id: str
    label: str
    under: str | None
    unit: str | None
    score: float
    times: int
    documents: int


class EdgeRow(NamedTuple):
    """A row of ``citation_edges``; ``times`` is its column ``count``, a name that tuples need for themselves."""

    document_id: str
    instrument_id: str
    relation: str
    times: int


class CandidateRow(NamedTuple):
    """A row of ``citation_candidates``."""

    citation_id: str
    key: str
    instrument_id: str | None
    reason: str


class CheckRow(NamedTuple):
    """A row of ``checks`` that no single document shows. About an instrument or about figures; ``difference`` is
    ``actual - expected``.
    """

    document_id: str
    instrument_id: str | None
    kind: str
    statement: str
    severity: str
    page: int
    explanation: str
    citation_ids: tuple[str, ...] = ()
    figure_ids: tuple[str, ...] = ()
    expected: float | None = None
    actual: float | None = None
    difference: float | None = None
    confidence: float = LIKELY
