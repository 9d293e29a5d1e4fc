"""Figures over the reports of one office: falling within a year, and restated."""

from __future__ import annotations

from typing import Any

from extractor.across.rows import CheckRow
from extractor.across.series.contradictions import Counted, Report, Value, comparable, series_checks, value_of_each

REVIEWED, STAFF, PAID, SHARE = 1, 2, 3, 4
INDICATORS = {
    REVIEWED: Counted("Số VBQPPL đã rà soát", "Văn bản", "flow"),
    STAFF: Counted("Tổng số biên chế có mặt", "Người", "level"),
    PAID: Counted("Đã thực hiện", "Triệu đồng", "cumulative"),
    SHARE: Counted("Tỷ lệ giải ngân", "%", "cumulative"),
}
ENDS = {"Q1": "2024-03-31", "H1": "2024-06-30", "9M": "2024-09-30", "Y": "2024-12-31"}


def report(ident: int, kind: str, **fields: Any) -> Report:
    standard = Report(ident, 7, "cchc", "2024-01-01", ENDS[kind], ENDS[kind], f"{kind}-{ident}.pdf")
    return standard._replace(**fields)


def value(report: Report, indicator: int, number: float, unit: str | None = None) -> Value:
    unit = unit or INDICATORS[indicator].unit
    return Value(report.id * 100 + indicator, report.id, indicator, number, unit, f"{number:g}", 5, 1.0)


def found(*printed: Value, reports: list[Report], indicators: dict[int, Counted] | None = None) -> list[CheckRow]:
    values = {each.id: value_of_each(one for one in printed if one.document_id == each.id) for each in reports}
    groups = comparable(reports)
    return [check for group in groups for check in series_checks(group, values, indicators or INDICATORS)]


def test_what_counts_from_january_on_does_not_fall() -> None:
    first, half, nine = reports = [report(1, "Q1"), report(2, "H1"), report(3, "9M")]
    (check,) = found(
        value(first, REVIEWED, 40), value(half, REVIEWED, 69), value(nine, REVIEWED, 64), reports=reports
    )  # fmt: skip
    assert (check.kind, check.document_id, check.severity) == ("period", 3, "suspicion")
    assert (check.expected, check.actual, check.difference) == (69, 64, -5)
    assert check.figure_ids == (301, 201)
    assert "H1-2.pdf page 5" in check.explanation


def test_levels_and_rates_may_fall() -> None:
    first, half = reports = [report(1, "Q1"), report(2, "H1")]
    printed = [value(first, STAFF, 3644), value(half, STAFF, 3382), value(first, SHARE, 45.4), value(half, SHARE, 40.1)]
    assert found(*printed, reports=reports) == []


def test_the_order_is_that_of_the_periods_and_a_year_begins_anew() -> None:
    late, early = reports = [report(1, "H1"), report(2, "Q1")]
    assert found(value(late, REVIEWED, 69), value(early, REVIEWED, 40), reports=reports) == []
    next_year = report(3, "Q1", period_start="2025-01-01", period_end="2025-03-31")
    assert found(value(late, REVIEWED, 69), value(next_year, REVIEWED, 20), reports=[late, next_year]) == []


def test_units_are_brought_together() -> None:
    first, half = reports = [report(1, "Q1"), report(2, "H1")]
    assert found(value(first, PAID, 900), value(half, PAID, 1.2, "Tỷ đồng"), reports=reports) == []
    (check,) = found(value(first, PAID, 900), value(half, PAID, 0.8, "Tỷ đồng"), reports=reports)
    assert (check.expected, check.actual) == (900, 800)


def test_one_period_in_two_reports_with_two_values() -> None:
    old, new = reports = [report(1, "H1", issued_on="2024-06-14"), report(2, "H1", issued_on="2024-07-20")]
    (check,) = found(value(old, STAFF, 3644), value(new, STAFF, 3640), reports=reports)
    assert (check.kind, check.document_id, check.expected, check.actual) == ("restated", 2, 3644, 3640)
    assert found(value(old, STAFF, 3644), value(new, STAFF, 3644), reports=reports) == []


def test_offices_and_families_are_kept_apart() -> None:
    old, other = report(1, "H1"), report(2, "H1", office=8)
    assert found(value(old, STAFF, 3644), value(other, STAFF, 12), reports=[old, other]) == []
    other = report(2, "H1", family="kiem-soat-tthc")
    assert found(value(old, STAFF, 3644), value(other, STAFF, 12), reports=[old, other]) == []


def test_an_indicator_with_two_values_in_one_report_says_nothing() -> None:
    first, half = reports = [report(1, "Q1"), report(2, "H1")]
    printed = [value(first, REVIEWED, 69), value(first, REVIEWED, 12)._replace(id=199), value(half, REVIEWED, 40)]
    assert found(*printed, reports=reports) == []


def test_reports_that_differ_as_a_whole_give_one_finding() -> None:
    indicators = {ident: Counted(f"Số việc {ident}", "Văn bản", "flow") for ident in range(1, 11)}
    first, half = reports = [report(1, "Q1"), report(2, "H1")]
    printed = [
        Value(each.id * 100 + ident, each.id, ident, number, "Văn bản", f"{number:g}", 5, 1.0)
        for ident in indicators
        for each, number in ((first, 40.0), (half, 30.0))
    ]
    (check,) = found(*printed, reports=reports, indicators=indicators)
    assert check.kind == "period"
    assert len(check.figure_ids) == 20
    assert "10 of the 10 figures" in check.explanation
