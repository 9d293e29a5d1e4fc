"""Everything that is read from one file, ready to be stored, and what a run did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from extractor.model.facts import Citation, Date, Figure, InstrumentRelation, Located, Organisation
from extractor.model.layout import Footnote, PageText, Row, Section, Table
from extractor.model.pages import Box, Failure


@dataclass(frozen=True, slots=True)
class Period:
    """The period that a report speaks of (not that of its outlook). ``start``/``end`` are ISO days.

    ``kind`` is a value of ``documents.period_kind``, None for months that are none of these (``11 tháng``).
    """

    kind: str | None
    start: str
    end: str
    label: str


# All of it may be missing: a report is read to its end whatever its head is like, and what was not found is None, never
# a guess.
@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says of itself in its head, its title and its signature block.

    ``place`` is the slug of its province, ``unit`` the name of the district or commune whose paper it is, as printed
    (``huyện Nga Sơn``).
    ``confidence`` has for each field that was measured and is filled how often such are right.
    """

    doc_type: str | None = None
    number: str | None = None
    symbol: str | None = None
    identifier: str | None = None
    key: str | None = None
    issuer: str | None = None
    issuer_id: str | None = None
    place: str | None = None
    unit: str | None = None
    issued_on: str | None = None
    title: str | None = None
    period: Period | None = None
    as_of: str | None = None
    signer: str | None = None
    signed_by: str | None = None
    signed_at: str | None = None
    family: str | None = None
    confidence: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """A statement about figures or dates, and whether it holds.

    ``kind`` and ``severity`` are the contract's values. ``figures`` index ``Document.figures``; ``difference``
    is ``actual - expected``. ``boxes`` are those of all its numbers and citations, ``confidence`` says how sure the
    verdict is, 0 to 1.
    """

    kind: str
    statement: str
    expected: float | None
    actual: float | None
    difference: float | None
    holds: bool
    severity: str
    page: int | None
    figures: tuple[int, ...] = ()
    explanation: str = ""
    boxes: tuple[Box, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """Everything that is read from one file, ready to be stored.

    Facts refer to each other by their place in these tuples; only ``store`` makes ids of them.
    """

    sha256: str
    file_name: str
    path: str
    page_count: int
    identity: Identity
    pages: tuple[PageText, ...]
    sections: tuple[Section, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    tables: tuple[Table, ...] = ()
    rows: tuple[Row, ...] = ()
    citations: tuple[Located[Citation], ...] = ()
    dates: tuple[Located[Date], ...] = ()
    figures: tuple[Located[Figure], ...] = ()
    mentions: tuple[Located[Organisation], ...] = ()
    relations: tuple[Located[InstrumentRelation], ...] = ()
    checks: tuple[Check, ...] = ()
    failures: tuple[Failure, ...] = ()
    extractor_version: str = ""

    @property
    def status(self) -> str:
        """``partial`` where some page or stage failed, else ``ok``."""
        # Computed, so that no stage can forget to set it.
        return "partial" if self.failures else "ok"

    @property
    def text_layer(self) -> str:
        """The one text layer of all pages, or ``mixed``."""
        layers = {page.text_layer for page in self.pages}
        return layers.pop() if len(layers) == 1 else "mixed" if layers else "digital"


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the citing document when its citations are identified.

    ``place`` is a slug of the registry of provinces (``thanh-hoa``); ``unit`` the slug of the district or commune whose
    paper it is, ``unit_name`` its name with its level (``huyện Nga Sơn``).
    """

    issuer: str | None = None
    issuer_id: str | None = None
    place: str | None = None
    unit: str | None = None
    unit_name: str | None = None
    issued_on: str | None = None
    doc_type: str | None = None
    identifier: str | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any] | Context | None) -> Context:
        """A context from the mapping that the public functions take; unknown names are refused."""
        # The class refuses unknown names by itself: a misspelled ``plase`` must not be passed over.
        if isinstance(given, Context):
            return given
        return cls(**(given or {}))


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What one call of ``ingest`` did: counts of documents and facts, the files that failed, seconds.

    ``rules_changed`` are those of the ingested that were read again for the user's own rules alone. ``corrections`` are
    the user's by state (``applied``, ``waiting``, ``refused``), with those ``withdrawn`` since the last run.
    ``recognised_pages`` are the scanned pages that OCR read, ``kept_pages`` those that it need not, as what it read
    before was kept; ``not_kept`` says why what was read now could not be kept.
    """

    database: str
    files: int
    ingested: int
    unchanged: int
    failed: int
    counts: Mapping[str, int] = field(default_factory=dict)
    failures: tuple[tuple[str, Failure], ...] = ()
    rules_changed: int = 0
    recognised_pages: int = 0
    kept_pages: int = 0
    not_kept: str = ""
    corrections: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    interrupted: bool = False
