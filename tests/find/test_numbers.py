"""Printed numbers, a document's habit, and the value cells of statistical forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.find.numbers import decimal_habit, read_number, read_value


@pytest.mark.parametrize(
    ("raw", "decimal", "value"),
    [
        ("1.274", None, 1274),
        ("12.469.022", None, 12469022),
        ("99,65%", None, 99.65),
        ("99,82 %", None, 99.82),
        ("44,7", None, 44.7),
        ("08", None, 8),
        ("1,274", None, 1274),
        ("1,274", ",", 1.274),
        ("1.274", ".", 1.274),
        ("12,469,022", ",", 12469022),
        ("99.65%", ",", 99.65),
        ("99.654%", None, 99.654),
        ("0,037%", None, 0.037),
        ("0.125", None, 0.125),
        ("10.28", None, 10.28),
        ("1.274,5", None, 1274.5),
        ("1,274.5", None, 1274.5),
        ("1 274 500", None, 1274500),
        ("1\u00a0274", None, 1274),
        ("-5,2", None, -5.2),
        ("+630,36", None, 630.36),
        ("+1.346", None, 1346),
        ("\u201312", None, -12),
        ("+", None, None),
        ("9" * 400, None, None),
        ("1.5.2.", None, None),
        ("12.34.567", None, None),
        ("1.2745.123", None, None),
        ("", None, None),
        ("năm", None, None),
    ],
)
def test_read_number(raw: str, decimal: str | None, value: float | None) -> None:
    assert read_number(raw, decimal=decimal) == value


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["toàn tỉnh có 2.133 TTHC, đạt 99,65%"], ","),
        (["1,274 văn bản; 12,469,022 đồng", "đạt 99.65%"], "."),
        (["đạt 99.65% trên 1.274 hồ sơ, 2.133 TTHC, 517.417 hồ sơ"], ","),
        (["vốn 1.5 tỷ đồng"], "."),
        (["2.1. Công tác kiểm soát 2.2. Kết quả"], None),
        (["vốn 1,274 tỷ đồng"], None),
        ([], None),
    ],
)
def test_decimal_habit(texts: list[str], sign: str | None) -> None:
    assert decimal_habit(texts) == sign


@pytest.mark.parametrize(
    ("raw", "unit", "heading", "read"),
    [
        ("238.146", "Hồ sơ", False, (238146, "number")),
        ("0", "Hồ sơ", False, (0, "number")),
        ("-", "Người", False, (None, "dash")),
        ("–", "Người", False, (None, "dash")),
        ("", "Người", False, (None, "blank")),
        ("", "", True, (None, "none")),
        ("", "%", True, (None, "blank")),
        ("1", "Có = 1; Không = 0", False, (1, "code")),
        ("Có", "Có = 1; Không = 0", False, (1, "code")),
        ("2", "Chưa có = 0 2 cấp = 1 3 cấp = 2", False, (2, "code")),
        ("99.654", "%", False, (99.654, "number")),
        ("45 người", "Người", False, (45, "number")),
        ("Đang thực hiện", "Văn bản", False, (None, "text")),
        ("45 hồ sơ", "Người", False, (None, "text")),
    ],
)
def test_read_value(raw: str, unit: str, heading: bool, read: tuple[float | None, str]) -> None:
    assert read_value(raw, unit, "Tỷ lệ", decimal=",", is_heading=heading) == read


def test_a_count_under_percent_keeps_its_groups() -> None:
    assert read_value("1.274", "%", "Số hồ sơ giải quyết", decimal=",") == (1274, "number")
    assert read_value("1.274", "%", "Tỷ lệ hồ sơ giải quyết", decimal=",") == (1.274, "number")


def test_what_is_counted_is_whole_whatever_the_habit() -> None:
    assert read_value("1,274", "Hồ sơ", "Số hồ sơ", decimal=",") == (1274, "number")
    assert read_value("1,274", "Tỷ đồng", "Số vốn", decimal=",") == (1.274, "number")


def test_form_rows_of_the_reference(gold_folder: Path) -> None:
    wrong = [
        (path.name, row["stt"], row["value_raw"])
        for path in sorted(gold_folder.glob("*/gold/*.json"))
        for row in json.loads(path.read_text(encoding="utf-8")).get("table_rows") or []
        if read_value(row["value_raw"], row["unit"], row["indicator"], decimal=",", is_heading=row["section_heading"])
        != (row["value"], row["value_kind"])
    ]
    assert wrong == []
