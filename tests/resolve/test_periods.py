"""The period of a report from its subject line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.model.document import Period
from extractor.model.facts import Date
from extractor.resolve.periods import closing_day, read_period


@pytest.mark.parametrize(
    ("title", "issued_on", "kind", "start", "end"),
    [
        (
            "Tình hình thực hiện công tác CCHC 06 tháng đầu năm, nhiệm vụ trọng tâm 06 tháng cuối năm 2024",
            None, "H1", "2024-01-01", "2024-06-30",
        ),
        ("Công tác CCHC quý I năm 2025 và nhiệm vụ trọng tâm quý II năm 2025", None, "Q1", "2025-01-01", "2025-03-31"),
        ("Công tác CCHC 09 tháng đầu năm 2022, nhiệm vụ quý IV", None, "9M", "2022-01-01", "2022-09-30"),
        ("Công tác CCHC năm 2022 và phương hướng, nhiệm vụ năm 2023", None, "Y", "2022-01-01", "2022-12-31"),
        ("Công tác y tế tháng 10-2017 và chương trình công tác tháng 11-2017", None, "M10", "2017-10-01", "2017-10-31"),
        ("Kết quả tháng 12, chương trình công tác tháng 01 năm 2025", None, "M12", "2024-12-01", "2024-12-31"),
        ("Tình hình kinh tế - xã hội quý III và 9 tháng năm 2024", None, "9M", "2024-01-01", "2024-09-30"),
        ("Kết quả công tác quý IV", "2025-01-05", "Q4", "2024-10-01", "2024-12-31"),
        ("Kết quả công tác quý I", "2025-03-18", "Q1", "2025-01-01", "2025-03-31"),
        ("Tổng kết công tác cả năm", "2025-03-31", "Y", "2024-01-01", "2024-12-31"),
        ("Tổng kết công tác cả năm", "2025-04-02", "Y", "2025-01-01", "2025-12-31"),
        ("Kết quả thực hiện Kế hoạch CCHC năm 2024 06 tháng đầu năm", None, "H1", "2024-01-01", "2024-06-30"),
        ("Kết quả công tác 11 tháng năm 2024, nhiệm vụ tháng 12", None, None, "2024-01-01", "2024-11-30"),
        ("Tình hình 10 tháng đầu năm 2023", None, None, "2023-01-01", "2023-10-31"),
        ("Kết quả 4 tháng cuối năm 2023", None, None, "2023-09-01", "2023-12-31"),
        ("Tổng kết công tác 12 tháng năm 2024", None, "Y", "2024-01-01", "2024-12-31"),
        ("Tổng kết năm học 2023-2024", None, "multi", "2023-09-01", "2024-05-31"),
        ("Sơ kết giữa nhiệm kỳ 2020-2025", None, "multi", "2020-01-01", "2025-12-31"),
        ("Tổng kết Chương trình giai đoạn 2016 - 2020", None, "multi", "2016-01-01", "2020-12-31"),
    ],
)  # fmt: skip
def test_periods(title: str, issued_on: str | None, kind: str | None, start: str, end: str) -> None:
    period = read_period(title, issued_on)
    assert period is not None
    assert (period.kind, period.start, period.end) == (kind, start, end)


@pytest.mark.parametrize(
    ("title", "kind", "start", "end", "label"),
    [
        ("Kết quả quý II và 06 tháng đầu năm 2024", "H1", "2024-01-01", "2024-06-30", "06 tháng đầu năm 2024"),
        ("Công tác tháng 6 và 6 tháng đầu năm 2024", "H1", "2024-01-01", "2024-06-30", "6 tháng đầu năm 2024"),
        ("Công tác CCHC quý IV và năm 2023", "Y", "2023-01-01", "2023-12-31", "năm 2023"),
        ("Công tác tháng 12 và cả năm 2023, nhiệm vụ năm 2024", "Y", "2023-01-01", "2023-12-31", "cả năm 2023"),
        ("Công tác tháng 12 năm 2023 và cả năm", "Y", "2023-01-01", "2023-12-31", "cả năm 2023"),
        ("Tình hình tháng 9, quý III và 9 tháng năm 2022", "9M", "2022-01-01", "2022-09-30", "9 tháng năm 2022"),
        ("Công tác tháng 11 và 11 tháng năm 2023", None, "2023-01-01", "2023-11-30", "11 tháng năm 2023"),
    ],
)
def test_a_period_joined_to_a_longer_one_that_holds_it(
    title: str, kind: str | None, start: str, end: str, label: str
) -> None:
    period = read_period(title, None)
    assert period is not None
    assert (period.kind, period.start, period.end, period.label) == (kind, start, end, label)


@pytest.mark.parametrize(
    ("title", "kind", "end"),
    [
        ("Kết quả quý II năm 2024, phương hướng nhiệm vụ năm 2024", "Q2", "2024-06-30"),
        ("Kết quả quý IV năm 2023 và năm 2024", "Q4", "2023-12-31"),
        ("Kết quả quý I thực hiện Kế hoạch cải cách hành chính năm 2024", "Q1", "2024-03-31"),
        ("Kết quả quý III và 6 tháng đầu năm 2024", "Q3", "2024-09-30"),
        ("Kết quả 6 tháng đầu năm và quý II năm 2024", "H1", "2024-06-30"),
    ],
)
def test_a_longer_period_that_is_no_report_of_it(title: str, kind: str, end: str) -> None:
    period = read_period(title, None)
    assert period is not None
    assert (period.kind, period.end) == (kind, end)


def test_the_label_says_the_year_that_stands_elsewhere() -> None:
    period = read_period("Kết quả 06 tháng đầu năm, nhiệm vụ 06 tháng cuối năm 2024", None)
    assert period is not None
    assert period.label == "06 tháng đầu năm 2024"


def test_a_year_of_the_head_helps_where_no_day_is_known() -> None:
    assert read_period("Kết quả công tác quý I", None) is None
    period = read_period("Kết quả công tác quý I", None, 2024)
    assert period is not None
    assert period.end == "2024-03-31"


@pytest.mark.parametrize(
    "title",
    ["Tổng kết thực hiện Quyết định số 787/QĐ-UBND ngày 21/8/2025 của Chủ tịch", "Tình hình các chỉ số của tỉnh", ""],
)
def test_titles_without_a_period(title: str) -> None:
    assert read_period(title, "2025-11-05") is None


def test_titles_of_the_reference(gold_folder: Path) -> None:
    for path in sorted(gold_folder.glob("*/gold/*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))["document"]
        wanted = document.get("period")
        if wanted and document.get("subject"):
            period = read_period(document["subject"], document.get("date") or document.get("issued_on"))
            assert period is not None, path.name
            assert (period.start, period.end) == (wanted["start"], wanted["end"]), path.name


def as_of(day: str, role: str | None = "as_of", precision: str = "day") -> Date:
    return Date(day, 0, len(day), day, day, precision, role)


def test_the_closing_day_is_the_one_named_most_within_the_period() -> None:
    period = Period("H1", "2024-01-01", "2024-06-30", "6 tháng đầu năm 2024")
    dates = [as_of("2023-12-31"), as_of("2024-05-31"), as_of("2024-06-11"), as_of("2024-06-11"), as_of("2024-06-29")]
    assert closing_day(dates, period, "2024-06-20") == "2024-06-11"
    assert closing_day([as_of("2024-06-29")], period, "2024-06-20") is None
    assert closing_day([as_of("2024-06-29", role="deadline")], period, None) is None
    assert closing_day([], None, None) is None
