"""``trichluc audit``."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from extractor.cli.flags import database_flag, json_flag
from extractor.cli.output import note, write_json, write_table
from extractor.errors import ExitCode
from extractor.query.findings import KINDS, SEVERITIES, Finding, list_findings


@click.command()
@database_flag
@json_flag
@click.option("--severity", "severities", multiple=True, type=click.Choice(SEVERITIES), help="May be repeated.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="May be repeated.")
@click.option("--all", "holding", is_flag=True, help="Also the checks that hold.")
@click.option("--strict", is_flag=True, help="Exit code 5 when something of severity error does not hold.")
@click.pass_context
def audit(
    ctx: click.Context,
    db: Path,
    as_json: bool,
    severities: tuple[str, ...],
    kinds: tuple[str, ...],
    holding: bool,
    strict: bool,
) -> None:
    """What does not add up, with evidence.

    Rates, sums and differences; rates over the whole; impossible, contradicting and odd dates; one number with two
    dates. An error is sure, a rounding is how some offices cut decimals, a suspicion wants a look.

    \b
    Example:
      trichluc audit
      trichluc audit --severity error --kind sum --kind rate
      trichluc audit --strict --json
    """
    from extractor.store.database import open_read_only

    with closing(open_read_only(db)) as connection:
        found = list_findings(connection, severities, kinds, holding=holding)
    if as_json:
        write_json(found)
    else:
        columns = ("severity", "kind", "statement", "expected", "printed", "difference", "file", "page", "evidence")
        write_table(columns, map(_cells, found))
    errors = sum(not finding.holds and finding.severity == "error" for finding in found)
    note(f"{sum(not finding.holds for finding in found)} findings, {errors} of them errors.")
    if strict and errors:
        ctx.exit(ExitCode.AUDIT_FAILED)


def _cells(finding: Finding) -> tuple[object, ...]:
    printed = ", ".join(f"{figure.raw} (p. {figure.page})" for figure in finding.evidence)
    evidence = "; ".join(filter(None, (printed, finding.explanation)))
    return (
        "holds" if finding.holds else finding.severity,
        finding.kind,
        finding.statement,
        finding.expected,
        finding.actual,
        finding.difference,
        finding.file_name,
        finding.page,
        evidence,
    )
