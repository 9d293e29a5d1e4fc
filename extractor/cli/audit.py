"""``trichluc audit``."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.audit.checks import ERROR, KINDS, SEVERITIES, unknown
from extractor.cli.line.flags import database_flag, json_flag, raw_flag
from extractor.cli.terminal.language import language, spoken, user_words
from extractor.cli.terminal.output import note, write_csv, write_json, write_line, write_table
from extractor.errors import ExitCode, UsageError
from extractor.query.findings import NO_VERDICT, Finding, Wanted, kinds_in, list_findings
from extractor.verdicts.book import VERDICTS

if TYPE_CHECKING:
    from extractor.language.catalogue import Words
    from extractor.query.findings import Evidence

# Of the lines with tabs, for programs that cut columns; the evidence of a finding stands in one of them.
COLUMNS = (
    "severity", "kind", "statement", "expected", "printed", "difference", "sure", "file", "page", "evidence",
    "verdict", "id",
)  # fmt: skip
INDENT = " " * 4


@click.command()
@database_flag
@json_flag
@click.option("--csv", "as_csv", is_flag=True, help="CSV with all columns, boxes and evidence as JSON.")
@raw_flag
@click.option("--severity", "severities", multiple=True, type=click.Choice(list(SEVERITIES)), help="May be repeated.")
@click.option(
    "--check",
    "--kind",
    "kinds",
    multiple=True,
    metavar=f"[{'|'.join(KINDS)}]",
    help="What was checked; of a newer database its further kinds too. May be repeated.",
)
@click.option("--document", default="", metavar="NAME", help="Only files with this in their name.")
@click.option("--sure", type=click.FloatRange(0, 1), default=0.0, help="Only findings at least so sure, 0 to 1.")
@click.option(
    "--verdict",
    "verdicts",
    multiple=True,
    type=click.Choice([*VERDICTS, NO_VERDICT]),
    help="What a reader said of it in the reading room; none: nobody did. May be repeated.",
)
@click.option("--all", "holding", is_flag=True, help="Also the checks that hold.")
@click.option("--strict", is_flag=True, help="Exit code 5 when something of severity error does not hold.")
@click.pass_context
def audit(
    ctx: click.Context,
    db: Path,
    as_json: bool,
    as_csv: bool,
    raw: bool,
    severities: tuple[str, ...],
    kinds: tuple[str, ...],
    document: str,
    sure: float,
    verdicts: tuple[str, ...],
    holding: bool,
    strict: bool,
) -> None:  # one parameter an option
    """What does not add up, report by report, with evidence.

    Sums, differences and rates; the text against the forms; rates over the whole; impossible, contradicting and odd
    dates; one number with two dates; figures that fall within a year; figures restated in a later report. An error is
    sure, a rounding is how some offices cut decimals, a suspicion wants a look. Look at the page before you print it.
    Notes, such as days of issue on a weekend, are listed with --severity note only.

    \b
    Examples:
      trichluc audit
      trichluc audit --severity error --document thanh-hoa
      trichluc audit --check sum --check agreement --sure 0.9
      trichluc audit --verdict true --csv
      trichluc audit --csv > findings.csv
      trichluc audit --strict --json
    """
    from extractor.cli.terminal.reading import reading

    if as_json and as_csv:
        raise UsageError("--json excludes --csv.", "Give one of them.")
    with reading(db) as connection:
        _refuse_unknown(kinds, kinds_in(connection))
        found = list_findings(connection, Wanted(severities, kinds, document, sure, holding, verdicts))
    if as_json:
        write_json(found)
    elif as_csv:
        write_csv(list(Finding.__dataclass_fields__), map(_row, found), raw=raw)
    # A finding is three lines of prose: a drawn table of ten columns would fold each of its cells.
    elif sys.stdout.isatty():
        _write_reports(found)
    else:
        write_table(COLUMNS, map(_cells, found))
    errors = sum(not finding.holds and finding.severity == ERROR for finding in found)
    note(_summary(found, document))
    # A database may be newer than the program: what it says is shown, counted and named as unknown, never dropped.
    if others := unknown(name for finding in found for name in (finding.kind, finding.severity)):
        note(f"This version does not know {', '.join(others)}: a later one made these checks. Next: update trichluc.")
    if strict and errors:
        ctx.exit(ExitCode.AUDIT_FAILED)


def _refuse_unknown(kinds: Iterable[str], stored: Sequence[str]) -> None:
    """Raises ``UsageError`` for a kind that neither this version nor the database (``stored``) knows."""
    known = dict.fromkeys((*KINDS, *stored))
    if others := [kind for kind in kinds if kind not in known]:
        raise UsageError(f"There are no checks of the kind {', '.join(others)}.", f"The kinds are {', '.join(known)}.")


def _summary(found: Sequence[Finding], document: str) -> str:
    failing = [finding for finding in found if not finding.holds]
    counted = Counter(finding.severity for finding in failing)
    told = ", ".join(
        f"{counted[severity]} {_word(severity)}" for severity in (*SEVERITIES, *unknown(counted)) if counted[severity]
    )
    reports = len({finding.document_id for finding in failing})
    if failing:
        return f"{len(failing)} findings in {reports} reports: {told}."
    more = f" Is there a file with {document!r} in its name? `trichluc status` tells what is in." if document else ""
    return f"No findings.{more}"


def _write_reports(found: Iterable[Finding]) -> None:
    """Report by report, for people."""
    for _, group in groupby(found, key=lambda finding: finding.document_id):
        for line in report_lines(list(group)):
            write_line(line)


def report_lines(findings: Sequence[Finding]) -> list[str]:
    """The findings of one report as lines: what it is, then each with its page, its numbers and how sure it is."""
    first = findings[0]
    about = ", ".join(filter(None, (first.issuer, first.period_label)))
    lines = [f"{first.file_name}" + (f": {about}" if about else "")]
    for finding in findings:
        verdict = spoken("holds") if finding.holds else _word(finding.severity)
        page = user_words()("p. {page}", page=finding.page) if finding.page else ""
        lines += ["", f"  {verdict} ({_named(finding.kind)}) {page}".rstrip(), f"{INDENT}{_told(finding.statement)}"]
        lines += [f"{INDENT}{told}" for told in (_numbers(finding), _told(finding.explanation)) if told]
        lines.append(INDENT + spoken(f"sure: {finding.confidence:.0%}") + f" · {finding.check_id}")
        if finding.verdict:
            said = f": {finding.verdict_note}" if finding.verdict_note else ""
            lines.append(INDENT + spoken(f"verdict of a reader: {_word(finding.verdict)}{said}"))
    return [*lines, ""]


def _named(kind: str) -> str:
    return spoken(f"{kind}, unknown to this version") if unknown([kind]) else _word(kind)


def _word(name: str) -> str:
    """A severity, kind or verdict as scripts know it; for a Vietnamese reader as the reading room calls it."""
    if language() == "en":
        return name
    from extractor.export.finding_words import kind_word, severity_word, verdict_word

    words = user_words()
    told = kind_word(severity_word(verdict_word(name, words), words), words)
    return told[:1].lower() + told[1:]


def _told(text: str) -> str:
    """What a check states or notes; as it is stored, or in Vietnamese."""
    if language() == "en":
        return text
    from extractor.export.finding_words import statement

    return statement(text, user_words())


def _numbers(finding: Finding) -> str:
    told = [
        spoken(f"{name} {value:.15g}")
        for name, value in (("expected", finding.expected), ("printed", finding.actual))
        if value is not None
    ]
    if finding.difference:
        told.append(spoken(f"difference {finding.difference:+.15g}"))
    return ", ".join(told)


def _row(finding: Finding) -> dict[str, Any]:
    """The fields of a finding, lists as JSON."""
    row = asdict(finding)
    lists = {name: json.dumps(row[name], ensure_ascii=False) for name in ("boxes", "evidence")}
    return {**row, **lists, "holds": int(finding.holds)}


def _where(figure: Evidence, words: Words) -> str:
    """The page of a figure, and what a user has corrected of it since the check was made."""
    from extractor.export.correction_words import corrected_words

    return "; ".join(filter(None, (words("p. {page}", page=figure.page), corrected_words(figure.corrections, words))))


def _cells(finding: Finding) -> tuple[object, ...]:
    words = user_words()
    printed = ", ".join(f"{figure.raw} ({_where(figure, words)})" for figure in finding.evidence)
    return (
        spoken("holds") if finding.holds else _word(finding.severity),
        _word(finding.kind),
        _told(finding.statement),
        finding.expected,
        finding.actual,
        finding.difference,
        f"{finding.confidence:.2f}",
        finding.file_name,
        finding.page,
        "; ".join(filter(None, (printed, _told(finding.explanation)))),
        finding.verdict and _word(finding.verdict),
        finding.check_id,
    )
