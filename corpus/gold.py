"""The truth about a report as JSON: what a careful reader finds on its pages, and on which page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from corpus.instruments import Citation, parts
from corpus.passage import Passage, Span
from corpus.report import Report
from corpus.series import Figure, Rule

Entry = dict[str, Any]
Fact = TypeVar("Fact", Citation, Figure)


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as it was printed somewhere: in a passage or a row of a form."""

    where: str
    page: int
    raw: str
    value: float

    def entry(self) -> Entry:
        return {"where": self.where, "page": self.page, "raw": self.raw, "value": self.value}


def page_of(report: Report, passage: Passage, offset: int) -> int:
    """The page that holds an offset of a passage."""
    for placed in report.placed:
        if placed.passage is passage and placed.start <= offset < placed.end:
            return placed.page
    raise LookupError(f"{passage.text[offset : offset + 40]!r} was not placed")


def passages(report: Report) -> list[Passage]:
    """Every passage once, in the order of the pages."""
    seen: dict[int, Passage] = {}
    for placed in report.placed:
        seen.setdefault(id(placed.passage), placed.passage)
    return list(seen.values())


def facts(report: Report, kind: type[Fact]) -> Iterator[tuple[Passage, Span, Fact]]:
    """All citations, or all figures, of the running text and the cells, each with its place."""
    for passage in passages(report):
        for span in passage.spans:
            if isinstance(span.fact, kind):
                yield passage, span, span.fact


def document(report: Report) -> Entry:
    meta = report.meta
    number = meta["number"] or None
    return {
        "doc_type": meta["doc_type"],
        "issuer": meta["issuer"],
        "issuer_full": meta["issuer_full"],
        "number": number,
        "symbol": meta["symbol"],
        "identifier": f"{number}/{meta['symbol']}" if number else None,
        "issued_on": meta["issued_on"].isoformat() if number else None,
        "subject": " ".join(meta["subject"]),
        "place": meta["place"],
        "period": {
            "kind": meta["period"],
            "start": meta["period_start"].isoformat(),
            "end": meta["period_end"].isoformat(),
        },
        "pages": len(report.pages),
        "text_layer": meta["text_layer"],
    }


def citations(report: Report) -> Iterator[Entry]:
    for passage, span, fact in facts(report, Citation):
        page, page_end = page_of(report, passage, span.start), page_of(report, passage, span.end - 1)
        entry: Entry = {"raw": fact.raw, "type": fact.doc_type, "identifier": fact.identifier}
        entry |= {"date": fact.issued_on, "where": passage.where, "page": page}
        if page_end != page:
            entry["page_end"] = page_end
        if fact.key:
            entry["key"] = fact.key
        if fact.relation:
            entry["relation"] = fact.relation
        yield entry


def footnotes(report: Report) -> Iterator[Entry]:
    for passage in passages(report):
        for (offset, number), note in zip(passage.markers, passage.notes, strict=True):
            yield {
                "number": number,
                "page": page_of(report, note, 0),
                "text": note.text,
                "before_marker": passage.text[max(0, offset - 40) : offset],
            }


def table_rows(report: Report) -> Iterator[Entry]:
    for form in report.forms:
        for at, row in enumerate(form.rows):
            yield {
                "form": form.number,
                "stt": row.stt,
                "indicator": row.label,
                "unit": row.unit,
                "value_raw": row.value_raw,
                "value": row.value,
                "value_kind": row.value_kind,
                "note": row.note.text,
                "note_from_merged_cell": bool(row.merged),
                "page": report.placement.pages[form.number, at],
            }


def body_figures(report: Report) -> Iterator[Entry]:
    for passage, span, fact in facts(report, Figure):
        if passage.where.startswith("table"):
            continue
        yield {
            "where": passage.where,
            "page": page_of(report, passage, span.start),
            "value_raw": fact.raw,
            "value": fact.value,
            "unit": fact.unit,
            "sentence": passage.sentence_at(span.start),
        }


def groups(report: Report) -> Iterator[tuple[str, dict[str, Printed]]]:
    """Figures that a reader compares with each other: those of one paragraph, and those of one form."""
    for passage in passages(report):
        if passage.where.startswith("table"):
            continue
        found: dict[str, Printed] = {}
        for span in passage.spans:
            if isinstance(span.fact, Figure) and span.fact.name and span.fact.value is not None:
                page = page_of(report, passage, span.start)
                found.setdefault(span.fact.name, Printed(passage.where, page, span.fact.raw, span.fact.value))
        yield passage.where, found
    for form in report.forms:
        where = f"table form {form.number}"
        named: dict[str, Printed] = {}
        for at, row in enumerate(form.rows):
            if row.name and row.value is not None:
                page = report.placement.pages[form.number, at]
                named[row.name] = Printed(f"{where} row {row.stt}", page, row.value_raw, row.value)
        yield where, named


def _rule_check(rule: Rule, where: str, printed: Mapping[str, Printed]) -> Entry:
    stated = printed[rule.name]
    operands = [printed[name] for name in rule.operands]
    computed = rule.of([operand.value for operand in operands])
    holds = abs(computed - stated.value) < 1e-9
    sign = {"sum": " + ", "difference": " - ", "rate": " / "}[rule.kind]
    made_of = sign.join(operand.raw for operand in operands)
    return {
        "kind": rule.kind,
        "description": f"{where}: {stated.raw} {'=' if holds else '≠'} {made_of}",
        "stated": stated.entry(),
        "operands": [operand.entry() for operand in operands],
        "computed": computed,
        "holds": holds,
        "severity": "ok" if holds else "find",
    }


def _agreement_checks(report: Report) -> Iterator[Entry]:
    """Figures of the body that the annex prints with another value."""
    found = list(groups(report))
    annex = {name: figure for where, named in found if where.startswith("table") for name, figure in named.items()}
    for where, named in found:
        for name in named.keys() & annex.keys() if not where.startswith("table") else ():
            body, table = named[name], annex[name]
            if body.value != table.value:
                yield {
                    "kind": "agreement",
                    "description": f"{body.raw} in the {where}, {table.raw} in the {table.where}",
                    "stated": body.entry(),
                    "operands": [table.entry()],
                    "computed": table.value,
                    "holds": False,
                    "severity": "find",
                }


def _date_checks(report: Report) -> Iterator[Entry]:
    for passage, span, fact in facts(report, Citation):
        year = parts(fact.identifier)[1] if fact.identifier else None
        if year and fact.issued_on:
            holds = fact.issued_on.startswith(year)
            yield {
                "kind": "date",
                "description": f"year of the symbol and of the date: {fact.identifier}, {fact.issued_on}",
                "stated": {
                    "where": passage.where,
                    "page": page_of(report, passage, span.start),
                    "raw": fact.raw,
                    "value": int(fact.issued_on[:4]),
                },
                "operands": [],
                "computed": int(year),
                "holds": holds,
                "severity": "ok" if holds else "find",
            }


def checks(report: Report) -> Iterator[Entry]:
    """Every statement that the report makes about its own figures and dates, true or planted false."""
    found = [
        _rule_check(rule, where, printed)
        for where, printed in groups(report)
        for rule in report.series.rules
        if {rule.name, *rule.operands} <= printed.keys()
    ]
    found += [*_agreement_checks(report), *_date_checks(report)]
    for number, check in enumerate(found, 1):
        yield {"id": f"C{number:02}"} | check


def gold_of(report: Report, file: str) -> Entry:
    """The whole gold of a report."""
    return {
        "file": file,
        "document": document(report),
        "citations": list(citations(report)),
        "footnotes": list(footnotes(report)),
        "table_rows": list(table_rows(report)),
        "body_figures": list(body_figures(report)),
        "checks": list(checks(report)),
    }
