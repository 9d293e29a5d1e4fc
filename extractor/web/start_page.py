"""The figures of the start page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_COUNTED = ("documents", "pages", "instruments", "citations", "footnotes", "figures", "table_rows", "dates")

_RECENT = """
select id, identifier, doc_type, title, file_name, issuer, issued_on, period_label
from documents order by issued_on is null, issued_on desc, id limit 6
"""


@dataclass(frozen=True, slots=True)
class StartPage:
    """Rows by table, how many findings and failures there are, and the latest documents."""

    counts: dict[str, int]
    findings: int
    failures: int
    latest: list[dict[str, Any]]


async def start_page(database: Any) -> StartPage:
    """The figures of ``database``, a Datasette ``Database``."""
    counted = ", ".join(f"(select count(*) from {table}) as {table}" for table in _COUNTED)
    counts = dict((await database.execute(f"select {counted}")).first())
    troubles = (
        await database.execute(
            "select (select count(*) from checks where not holds) as findings,"
            " (select count(*) from failures) as failures"
        )
    ).first()
    latest = [dict(row) for row in (await database.execute(_RECENT)).rows]
    return StartPage(counts, troubles["findings"], troubles["failures"], latest)
