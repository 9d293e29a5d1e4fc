"""What does not add up in the reports: a list with facets, as CSV and JSON to take along."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extractor.audit.checks import KINDS, SEVERITIES
from extractor.export.finding_words import kind_word, sentence, severity_word, verdict_word
from extractor.export.inert import csv_bytes
from extractor.language.printed import printed_place
from extractor.query.finding_list import FACETS, Choice, FindingList, ListedFinding, findings_like
from extractor.query.findings import NO_VERDICT
from extractor.verdicts.book import VERDICTS
from extractor.web.listing import Facet, Paging, facet, paging
from extractor.web.views import Asked, View
from extractor.web.workbooks import FILES, workbook_form

# Findings in a file to take along: more than a year's of a large collection, and quick to make.
MOST_IN_FILE = 20_000

# Findings on one page of the list: each is a few lines.
SIZE = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as the list shows it: its own words, and the address of its page with this list behind it."""

    address: str
    severity: str
    severity_name: str
    kind_name: str
    said: str
    verdict_name: str
    finding: ListedFinding


@dataclass(frozen=True, slots=True)
class Findings:
    """A page of the list; ``unread`` says why verdicts could not be read, "" where they were."""

    lines: tuple[Line, ...]
    facets: tuple[Facet, ...]
    paging: Paging
    of_document: str
    unread: str


def choice_of(asked: Asked) -> Choice:
    """Which findings the arguments of an address choose."""
    chosen = {name: frozenset(map(_value, asked.many(name))) for name in FACETS}
    return Choice(**chosen, document=asked.one("document"))


# Stands in an address for "no value", which an address cannot hold.
UNKNOWN = "-"


def _value(given: str) -> str:
    return "" if given == UNKNOWN else given


def kept_arguments(asked: Asked) -> dict[str, list[str]]:
    """The arguments that choose a list, to go with the address of one of its findings."""
    return {name: list(asked.many(name)) for name in (*FACETS, "document") if asked.many(name)}


def answer(connection: sqlite3.Connection, asked: Asked) -> Findings:
    """A page of the findings that are asked for."""
    choice = choice_of(asked)
    first, size = ((asked.number("page", 1, MOST_IN_FILE) - 1) * SIZE, SIZE)
    if asked.place.get("form") in FILES:
        first, size = 0, MOST_IN_FILE
    found = findings_like(connection, choice, first, size)
    shown = paging(asked, "findings", found.counts.total, SIZE)
    if not found.findings and found.counts.total and first:
        found = findings_like(connection, choice, shown.first - 1, SIZE)
    kept = kept_arguments(asked)
    return Findings(
        lines=tuple(_line(finding, asked, kept) for finding in found.findings),
        facets=_facets(found, asked),
        paging=shown,
        of_document=choice.document,
        unread=found.unread,
    )


def _line(finding: ListedFinding, asked: Asked, kept: Mapping[str, list[str]]) -> Line:
    words = asked.words
    return Line(
        address=asked.address(f"finding/{finding.check_id}", **kept),
        severity=finding.severity if finding.severity in SEVERITIES else "unknown",
        severity_name=severity_word(finding.severity, words),
        kind_name=kind_word(finding.kind, words),
        said=sentence(finding.kind, finding.expected, finding.actual, words),
        verdict_name=verdict_word(finding.verdict.verdict, words) if finding.verdict else "",
        finding=finding,
    )


def _facets(found: FindingList, asked: Asked) -> tuple[Facet, ...]:
    words = asked.words
    titles = {
        "severity": words("Severity"),
        "kind": words("What was checked"),
        "verdict": words("Verdict"),
        "place": words("Place"),
        "year": words("Year of the period"),
    }
    facets = []
    for name, counts in zip(FACETS, found.counts.facets, strict=True):
        values = sorted(map(str, counts), key=lambda value: _order(name, value))
        counted = [(value or UNKNOWN, _label(name, value, asked), counts[value]) for value in values]
        facets.append(facet(asked, "findings", name, titles[name], counted))
    return tuple(facets)


def _order(name: str, value: str) -> Any:
    ranks = {"severity": tuple(SEVERITIES), "kind": KINDS, "verdict": (NO_VERDICT, *VERDICTS)}.get(name)
    if ranks:
        return ranks.index(value) if value in ranks else len(ranks), value
    if name == "year":  # the newest first, none last
        return -int(value) if value.isdigit() else 0, value
    return value == "", printed_place(value)


def _label(name: str, value: str, asked: Asked) -> str:
    words = asked.words
    if name == "severity":
        return severity_word(value, words)
    if name == "kind":
        return kind_word(value, words)
    if name == "verdict":
        return verdict_word(value, words)
    return (printed_place(value) if name == "place" else value) or words("Not known")


COLUMNS = (
    "check_id", "severity", "kind", "statement", "expected", "actual", "difference", "confidence", "document_id",
    "file_name", "doc_type", "identifier", "issuer", "place", "period_start", "period_end", "page",
    "verdict", "note", "reader", "given_at",
)  # fmt: skip


def as_csv(shown: Findings, asked: Asked) -> bytes:
    """The findings with their verdicts as CSV, all that are chosen and not a page of them."""
    return csv_bytes(COLUMNS, rows(shown, asked))


def rows(shown: Findings, asked: Asked) -> Iterator[dict[str, Any]]:
    """The findings with their verdicts, each as a row with ``COLUMNS`` and more."""
    for line in shown.lines:
        finding = line.finding
        row = {name: getattr(of, name, None) for of in (finding.report, finding) for name in of.__dataclass_fields__}
        said = {name: getattr(finding.verdict, name, "") for name in ("verdict", "note", "reader", "given_at")}
        yield {**row, **said, "document_id": finding.report.id}


FORMS = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": workbook_form("audit_findings", COLUMNS, lambda words: words("Findings"), rows),
}
VIEW = View("findings", "findings", "findings.html", answer, FORMS)
