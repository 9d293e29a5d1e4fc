"""Dates of citations that contradict the number, the calendar or the document."""

from __future__ import annotations

from typing import Any

from extractor.audit.document import audit
from extractor.find.dates import find_dates
from extractor.model.document import Identity
from extractor.model.facts import Citation, Located
from tests.audit.made import document, place


def cited(identifier: str, day: str, **fields: Any) -> Located[Citation]:
    return Located(Citation(identifier, 0, 1, identifier=identifier, issued_on=day, **fields), place(), "body")


def test_dates_of_citations() -> None:
    found = audit(
        document(
            [],
            identity=Identity(issued_on="2024-06-14"),
            citations=(
                cited("60/2021/NĐ-CP", "2022-06-21"),
                cited("30/2020/NĐ-CP", "2020-03-05"),
                cited("99/QĐ-UBND", "2024-07-01"),
                cited("98/QĐ-UBND", "2024-06-08"),
                cited("07/NQ-HĐND", "2024-06-08"),
            ),
        )
    )
    failing = [(check.statement.split()[0], check.severity) for check in found if not check.holds]
    assert failing == [("60/2021/NĐ-CP", "error"), ("99/QĐ-UBND", "error")]
    assert [check.statement.split()[0] for check in found if check.holds] == ["30/2020/NĐ-CP"]


def test_impossible_days() -> None:
    dates = tuple(Located(date, place(), "body") for date in find_dates("ngày 31/4/2024 và ngày 20 tháng 6"))
    found = audit(document([], dates=dates))
    assert [(check.kind, check.severity, check.holds) for check in found] == [("date", "error", False)]
