"""Figures of the text that misprint a cell of a table: what else the text prints of its row and column decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extractor.audit.document import audit
from extractor.model.document import Check, Document, Identity, Period
from extractor.model.layout import Column
from tests.audit.made import marked, measure, table, verdicts

YEAR = Period(kind="Y", start="2024-01-01", end="2024-12-31", label="năm 2024")
COLUMNS = (
    measure("Kế hoạch năm 2024", "ha", scenario="plan"),
    measure("Thực hiện năm 2024", "ha", scenario="actual"),
)
ROWS = (
    ("Đất khu công nghiệp", "224,80", "177,61"),
    ("Đất giao thông", "70,55", "60,90"),
    ("Đất ở đô thị", "72,90", "63,78"),
    ("Đất ở nông thôn", "22,25", "19,84"),
)


def findings(
    text: str, columns: Sequence[Column] = COLUMNS, rows: Sequence[Sequence[str]] = ROWS
) -> list[tuple[str, bool, float | None, float | None]]:
    """What does not hold of a document of a year with sentences, one a line, beside a table."""
    document: Document = table(columns, *rows)
    scenarios = {at: column.scenario for at, column in enumerate(columns, 1)}
    figures = [
        replace(each, fact=replace(each.fact, scenario=scenarios[each.fact.column or 1])) for each in document.figures
    ]
    for sentence in text.splitlines():
        figures += marked(sentence)
    read = replace(document, figures=tuple(figures), identity=Identity(period=YEAR))
    return verdicts([check for check in audit(read) if not check.holds])


def test_a_slip_beside_a_quoted_number_of_the_column_is_an_error() -> None:
    text = "Đất khu công nghiệp [177,61|ha]; đất giao thông [60,90|ha]; đất ở đô thị [{}|ha]."
    assert findings(text.format("73,78")) == [("agreement", False, 63.78, 73.78)]
    assert findings(text.format("63,78")) == []
    assert findings(text.format("51,20")) == []


def test_the_sentence_must_name_the_row() -> None:
    assert findings("Đất khu công nghiệp [177,61|ha]; đường sắt [73,78|ha].") == []
    assert findings("Đất khu công nghiệp [177,61|ha]; đất ở nông thôn [73,78|ha].") == []


def test_a_text_that_quotes_nothing_of_a_table_is_not_held_against_it() -> None:
    assert findings("Đất ở đô thị [73,78|ha].") == []
    assert findings("Đất khu công nghiệp [177,61|ha].\nĐất ở đô thị [73,78|ha].") == [
        ("agreement", False, 63.78, 73.78)
    ]


@pytest.mark.parametrize(
    "said", ["|scenario=plan", "|change=increase", "|period_start=2023-01-01|period_end=2023-12-31"]
)
def test_plans_changes_and_other_years_are_other_things(said: str) -> None:
    assert findings(f"Đất khu công nghiệp [177,61|ha]; đất giao thông [60,90|ha]; đất ở đô thị [73,78|ha{said}].") == []


def test_an_amount_rounded_or_in_another_unit_agrees() -> None:
    columns = (measure("Thực hiện", "triệu đồng"), measure("Dự toán", "triệu đồng", scenario="plan"))
    rows = (("Thu nội địa", "2.582.734", "5.100.000"), ("Thu xuất nhập khẩu", "952.210", "1.900.000"))
    assert findings("Thu nội địa [2.582,7|tỷ đồng]; thu xuất nhập khẩu [952.210|triệu đồng].", columns, rows) == []
    assert findings("Thu nội địa [2.528.734|triệu đồng]; thu xuất nhập khẩu [952.210|triệu đồng].", columns, rows) == [
        ("agreement", False, 2582734, 2528734)
    ]


def test_of_a_total_the_head_of_the_column_must_be_said() -> None:
    columns = (measure("Tiếp nhận"), measure("Đã giải quyết"), measure("Đúng hạn"))
    rows = (
        ("Sở A", "100.302", "98.100", "97.000"),
        ("Sở B", "126.000", "122.091", "116.388"),
        ("TỔNG CỘNG", "226.302", "220.191", "213.388"),
    )
    text = "Tiếp nhận [226.302|hồ sơ]; đã giải quyết [{}|hồ sơ]."
    assert findings(text.format("220.911"), columns, rows) == [("agreement", False, 220191, 220911)]
    assert findings("Tiếp nhận [226.302|hồ sơ]; thu phí của [220.911|hồ sơ].", columns, rows) == []


def test_levels_are_not_mixed() -> None:
    columns = (measure("Cấp tỉnh", "tỷ đồng"), measure("Cấp huyện", "tỷ đồng"))
    rows = (("Chi đầu tư", "2.637,1", "1.517,7"), ("Chi thường xuyên", "3.704,6", "2.712,6"))
    text = "Cấp tỉnh chi đầu tư [2.637,1|tỷ đồng]; cấp huyện chi thường xuyên [3.740,6|tỷ đồng]."
    assert findings(text, columns, rows) == []


def of_places(text: str, *lines: tuple[str, ...]) -> list[Check]:
    """What does not hold of sentences beside a table of places without a total row."""
    columns = (measure("Số học sinh tuyển mới", "học sinh"), measure("Học sinh nữ", "học sinh"))
    document = table(columns, *lines)
    rows = tuple(replace(row, place=row.label) for row in document.rows)
    figures = [*document.figures, *(each for sentence in text.splitlines() for each in marked(sentence))]
    read = replace(document, rows=rows, figures=tuple(figures), identity=Identity(period=YEAR))
    return [check for check in audit(read) if not check.holds and check.kind == "agreement"]


def test_the_text_prints_the_total_that_a_table_of_places_leaves_out() -> None:
    """The sum of one column in the sentence says that the other number is that of its column too."""
    lines = (("Huyện A", "1.210", "520"), ("Huyện B", "2.340", "930"), ("Huyện C", "1.455", "610"),
             ("Huyện D", "1.030", "-"))  # fmt: skip
    text = "Toàn tỉnh có số học sinh tuyển mới [{}|học sinh]; số học sinh nữ [2.060|học sinh]."
    (slip,) = of_places(text.format("6.335"), *lines)
    assert (slip.severity, slip.expected, slip.actual, len(slip.figures)) == ("error", 6035, 6335, 5)
    assert of_places(text.format("6.035"), *lines) == of_places(text.format("7.140"), *lines) == []
    assert of_places(text.format("6.335").replace("2.060", "2.110"), *lines) == []
    # A place whose number is not printed leaves the sum open.
    assert of_places(text.format("6.335"), *lines, ("Huyện E", "", "")) == []
    assert of_places(text.format("5.305"), *lines[:3]) == []
