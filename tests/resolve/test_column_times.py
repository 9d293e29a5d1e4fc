"""The time of columns: what their heads name, told from the period of the report where they leave something open."""

from __future__ import annotations

from array import array

import pytest

from extractor.model.document import Period
from extractor.model.facts import Figure
from extractor.model.layout import Column, Region, Row, Table
from extractor.resolve.column_times import CellTimes, column_times
from extractor.resolve.figure_times import Time
from extractor.resolve.head_times import Report, head_time, title_time
from tests.tables import cells

HALF = Report.of(Period("H1", "2024-01-01", "2024-06-30", "6 tháng đầu năm 2024"), "2024-06-15")
QUARTER = Report.of(Period("Q3", "2024-07-01", "2024-09-30", "quý III năm 2024"), None)
NINE = Report.of(Period("9M", "2023-01-01", "2023-09-30", "9 tháng năm 2023"), None)
YEAR = Report.of(Period("Y", "2023-01-01", "2023-12-31", "năm 2023"), "2024-01-10")


def span(start: str, end: str) -> Time:
    return Time(start, end, None)


def day(as_of: str) -> Time:
    return Time(None, None, as_of)


@pytest.mark.parametrize(
    ("head", "report", "time"),
    [
        ("2021", YEAR, span("2021-01-01", "2021-12-31")),
        ("Sơ bộ 2023", YEAR, span("2023-01-01", "2023-12-31")),
        ("Thực hiện năm 2022", HALF, span("2022-01-01", "2022-12-31")),
        ("Tháng 9/2024", HALF, span("2024-09-01", "2024-09-30")),
        ("9 tháng năm 2023", HALF, span("2023-01-01", "2023-09-30")),
        ("Quý II năm 2024 › Tháng 4", YEAR, span("2024-04-01", "2024-04-30")),
        ("Quý II năm 2024 › Cộng quý II", YEAR, span("2024-04-01", "2024-06-30")),
        ("Chia theo quý › Quý I", YEAR, span("2023-01-01", "2023-03-31")),
        ("Hồ sơ tồn kỳ trước", HALF, None),
        ("Thực hiện kỳ trước", HALF, span("2023-07-01", "2023-12-31")),
        ("TH 6T.2023", HALF, span("2023-01-01", "2023-06-30")),
        ("Giải ngân từ 01/01/2024 đến 30/6/2024", HALF, span("2024-01-01", "2024-06-30")),
        ("Giải ngân đến 30/6/2024", HALF, span("2024-01-01", "2024-06-30")),
        ("Giải ngân đến 31/01/2025", HALF, Time(None, None, "2025-01-31")),
        ("Thực hiện từ khởi công đến 31/12/2023", HALF, Time(None, None, "2023-12-31")),
        ("Cộng 6 tháng", HALF, span("2024-01-01", "2024-06-30")),
        ("Thực hiện cả năm", HALF, span("2024-01-01", "2024-12-31")),
        ("Cùng kỳ năm 2023", HALF, span("2023-01-01", "2023-06-30")),
        ("Cùng kỳ năm trước", QUARTER, span("2023-07-01", "2023-09-30")),
        ("Thực hiện cùng kỳ", NINE, span("2022-01-01", "2022-09-30")),
        ("6 tháng đầu năm 2022 › Cùng kỳ", YEAR, span("2021-01-01", "2021-06-30")),
        ("Cùng kỳ 9 tháng", NINE, span("2022-01-01", "2022-09-30")),
        ("Thực hiện năm trước", QUARTER, span("2023-01-01", "2023-12-31")),
        ("Tháng 12 năm trước", QUARTER, span("2023-12-01", "2023-12-31")),
        ("Dự toán năm", QUARTER, span("2024-01-01", "2024-12-31")),
        ("Tháng 5 năm 2024 so với (%) › Kỳ gốc 2019", HALF, span("2024-05-01", "2024-05-31")),
        ("Quý trước", QUARTER, span("2024-04-01", "2024-06-30")),
        ("Tháng trước", QUARTER, span("2024-08-01", "2024-08-31")),
        ("Kỳ báo cáo", QUARTER, span("2024-07-01", "2024-09-30")),
        ("Kỳ trước", QUARTER, span("2024-04-01", "2024-06-30")),
        ("Lũy kế đến hết tháng 9", QUARTER, span("2024-01-01", "2024-09-30")),
        ("Lũy kế từ đầu năm", QUARTER, span("2024-01-01", "2024-09-30")),
        ("Giải ngân đến hết tháng 9 › Tổng số", NINE, span("2023-01-01", "2023-09-30")),
        ("Hộ nghèo đến hết tháng 9", NINE, day("2023-09-30")),
        ("Hộ nghèo (hộ) › Cuối năm 2023", YEAR, day("2023-12-31")),
        ("Số dư đầu năm", YEAR, day("2023-01-01")),
        ("Số cuối kỳ", HALF, day("2024-06-30")),
        ("Dân số đến 31/12/2022", YEAR, day("2022-12-31")),
        ("Từ 15/12/2022 đến 14/6/2023", YEAR, span("2022-12-15", "2023-06-14")),
        ("Năm học 2020-2021", YEAR, span("2020-09-01", "2021-05-31")),
        ("Kế hoạch 2021-2025", YEAR, span("2021-01-01", "2025-12-31")),
        ("Năm 2024 so với năm 2023 (%)", YEAR, span("2024-01-01", "2024-12-31")),
        ("Lũy kế giải ngân từ đầu năm đến 30/6/2024", HALF, span("2024-01-01", "2024-06-30")),
        ("Lũy kế vốn đã bố trí đến hết năm 2023", HALF, day("2023-12-31")),
        ("Thực hiện 3 năm 2021-2023", HALF, span("2021-01-01", "2023-12-31")),
        ("Chỉ số giá tháng 6 năm 2024 so với (%) › Kỳ gốc 2019", HALF, span("2024-06-01", "2024-06-30")),
        ("Giá trị sản xuất (giá so sánh 2010)", HALF, None),
        ("Quý này năm trước", QUARTER, span("2023-07-01", "2023-09-30")),
        ("So sánh quý I/2024 với quý I/2023 › Số vụ", HALF, span("2024-01-01", "2024-03-31")),
        ("Số còn tồn đến nay", HALF, day("2024-06-30")),
        ("Kế hoạch 2025-2021", HALF, None),
        ("TH 6T/2024", YEAR, span("2024-01-01", "2024-06-30")),
        ("Kế hoạch", HALF, None),
        ("So sánh (%) › Cùng kỳ năm trước", HALF, None),
        ("Tăng so với cùng kỳ › Số lượng", HALF, None),
        ("Tổng số", HALF, None),
        ("Năm trước chuyển sang", HALF, None),
    ],
)
def test_the_time_of_a_head(head: str, report: Report, time: Time | None) -> None:
    assert head_time(head, report) == time


def test_a_leap_day_stays_the_last_of_its_month() -> None:
    february = Report.of(Period("M02", "2024-02-01", "2024-02-29", "tháng 2 năm 2024"), None)
    assert head_time("Cùng kỳ", february) == span("2023-02-01", "2023-02-28")


def test_without_a_period_the_day_of_issue_gives_the_year() -> None:
    issued = Report.of(None, "2024-07-02")
    assert head_time("Quý I", issued) == span("2024-01-01", "2024-03-31")
    assert head_time("Cùng kỳ", issued) is None
    assert head_time("Quý I", Report.of(None, None)) is None


def times(
    *columns: Column, title: str | None = None, section: Time | None = None, report: Report = HALF
) -> list[Time | None]:
    table = Table(None, title, 1, 1, 1, columns, ())
    found = column_times(table, report, section)
    return [found[at].time if at in found else None for at in table.measures]


def measure(head: str, **said: object) -> Column:
    return Column(head, "measure", **said)  # type: ignore[arg-type]


def test_a_plan_without_a_time_is_for_the_year_and_an_outcome_for_the_period_of_the_report() -> None:
    plan, outcome = measure("Kế hoạch", scenario="plan"), measure("Thực hiện", scenario="actual")
    assert times(plan, outcome) == [span("2024-01-01", "2024-12-31"), span("2024-01-01", "2024-06-30")]


def test_a_ratio_has_the_time_of_its_numerator() -> None:
    columns = (
        measure("Năm 2022"),
        measure("Năm 2023"),
        measure("So sánh (%)", change="ratio", ratio_of=(1, 0)),
        measure("Tăng", change="increase", terms=((1, 1), (0, -1))),
    )
    assert times(*columns)[2:] == [span("2023-01-01", "2023-12-31")] * 2


def test_the_title_of_the_table_then_its_section_then_the_report_say_the_time() -> None:
    last_year = span("2023-01-01", "2023-12-31")
    assert times(measure("Số hồ sơ"), title="Số hồ sơ năm 2023") == [last_year]
    assert times(measure("Số hồ sơ"), section=last_year) == [last_year]
    assert times(measure("Số hồ sơ")) == [span("2024-01-01", "2024-06-30")]
    assert times(measure("Số hồ sơ"), report=Report.of(None, "2024-07-02")) == [None]


def test_titles_that_name_no_time_or_several_say_none() -> None:
    assert title_time("Chỉ tiêu năm 2023 và dự kiến năm 2024", HALF) is None
    assert title_time("Kết quả thực hiện Kế hoạch năm 2023", HALF) is None
    assert title_time("(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/01/2024)", HALF) is None
    assert title_time("Biên chế (tính đến ngày 31/12/2023)", HALF) == day("2023-12-31")


def row_times(time: str, head: str = "Số hợp đồng", report: Report = HALF, title: str | None = None) -> list[Time]:
    """The time of the figure in a row of this time, under a head."""
    columns = (Column("Năm", "label"), Column(head, "measure"))
    row = Row(0, 1, 1, 1, cells(time, "12"), (), label=time, time=time)
    of_cell = CellTimes([Table(None, title, 1, 1, 1, columns, ())], [row], report, ())
    figure = Figure(raw="12", start=0, end=2, value=12.0, column=1)
    found = of_cell.of(Region("table", "12", array("l"), array("l"), array("l"), row=0), figure)
    return [Time(found.period_start, found.period_end, found.as_of)] if found else []


@pytest.mark.parametrize(
    ("time", "head", "found"),
    [
        ("Năm 2019", "Số hợp đồng", span("2019-01-01", "2019-12-31")),
        ("2020", "Số hợp đồng", span("2020-01-01", "2020-12-31")),
        ("Quý I", "Số hợp đồng", span("2024-01-01", "2024-03-31")),
        ("Năm 2023 › Quý I", "Số hợp đồng", span("2023-01-01", "2023-03-31")),
        ("Quý II", "Năm 2022", span("2022-04-01", "2022-06-30")),
        ("Năm 2021", "Quý III", span("2021-07-01", "2021-09-30")),
        ("Năm học 2021-2022", "Số lớp", span("2021-09-01", "2022-05-31")),
    ],
)
def test_a_row_that_is_a_time_has_it_with_what_the_head_says(time: str, head: str, found: Time) -> None:
    assert row_times(time, head) == [found]


def test_quarters_as_rows_are_those_of_the_year_in_the_title() -> None:
    assert row_times("Quý II", title="Giao dịch bất động sản năm 2022") == [span("2022-04-01", "2022-06-30")]
