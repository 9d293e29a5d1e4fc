"""Where and when an indicator is reported: by whom, of which years, of which places within the reports."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from extractor.query.indicators import Indicator
from patterns.names.provinces import provinces

# Places within reports that are offered: a province has some 150 communes; whoever wants another types its name.
MOST_WITHIN = 200


@dataclass(frozen=True, slots=True)
class Reporting:
    """A province, or an organ that belongs to none, with how many reports of each year have the indicator.

    ``asked`` is what stands for it in a comparison: the slug of the province, or the name of the organ.
    """

    name: str
    asked: str
    years: Mapping[str, int]

    @property
    def reports(self) -> int:
        return sum(self.years.values())


def list_reporting(connection: sqlite3.Connection, indicator: Indicator) -> tuple[Reporting, ...]:
    """Who reports the indicator, those with most reports first."""
    years: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for place, issuer, year, count in connection.execute(_REPORTING, {"ids": json.dumps(indicator.ids)}):
        known = provinces().get(place or "")
        name = str(known["name"]) if known else issuer or place or ""
        if name:
            of_one = years[name, known.id if known else name]
            of_one[year] = of_one.get(year, 0) + count
    found = (Reporting(name, asked, of_years) for (name, asked), of_years in years.items())
    return tuple(sorted(found, key=lambda each: (-each.reports, each.name)))


def list_within(connection: sqlite3.Connection, indicator: Indicator) -> tuple[tuple[str, int], ...]:
    """The places and organs within reports that have values of their own, with how many, the most first."""
    rows = connection.execute(_WITHIN, {"ids": json.dumps(indicator.ids), "most": MOST_WITHIN + len(provinces())})
    return tuple((place, times) for place, times in rows if place not in provinces())[:MOST_WITHIN]


_REPORTING = """
WITH held AS (
    SELECT DISTINCT document_id FROM table_rows WHERE indicator_id IN (SELECT value FROM json_each(:ids))
    UNION SELECT document_id FROM figures WHERE indicator_id IN (SELECT value FROM json_each(:ids))
)
SELECT place, iif(place IS NULL, issuer, NULL), substr(period_end, 1, 4), count(*)
FROM held CROSS JOIN documents ON documents.id = held.document_id
WHERE period_start IS NOT NULL AND period_end IS NOT NULL
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
_WITHIN = """
SELECT place, count(*) FROM figures
WHERE indicator_id IN (SELECT value FROM json_each(:ids)) AND place IS NOT NULL
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :most
"""
