"""Sums, rates and ranges over the rows of statistical forms made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.audit.document import audit
from extractor.model.document import Check
from tests.audit.made import Line, form, verdicts


def audited(*lines: Line) -> list[Check]:
    return list(audit(form(*lines)))


def test_wholes_and_parts_of_a_form() -> None:
    checks = audited(
        ("1", "Tổng số VBQPPL do địa phương ban hành", "Văn bản", "52"),
        ("1.1", "Cấp tỉnh ban hành", "Văn bản", "38"),
        ("1.2", "Cấp huyện ban hành", "Văn bản", "15"),
    )
    assert verdicts(checks) == [("sum", False, 53, 52)]


def test_numbering_alone_makes_no_whole() -> None:
    assert audited(
        ("1", "Số cơ quan, tổ chức hành chính đã được phê duyệt", "Cơ quan", "292"),
        ("1.1", "Số ĐVSNCL đã được phê duyệt", "Cơ quan", "1.922"),
        ("1.2", "Số cơ quan có vi phạm", "Cơ quan", "2"),
    ) == []  # fmt: skip


def test_a_blank_part_leaves_a_sum_open() -> None:
    assert audited(
        ("1", "Tổng số TTHC", "Thủ tục", "10"),
        ("1.1", "Số TTHC cấp tỉnh", "Thủ tục", "6"),
        ("1.2", "Số TTHC cấp huyện", "Thủ tục", "3"),
        ("1.3", "Số TTHC cấp xã", "Thủ tục", ""),
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    ("rate", "part", "whole", "found"),
    [
        ("99,64", "199.297", "200.022", [("rate", True, 99.64, 99.64)]),
        ("99,6", "199.297", "200.022", [("rate", True, 99.6, 99.6)]),
        ("98,64", "199.297", "200.022", [("rate", False, 99.64, 98.64)]),
        ("", "5", "10", [("rate", False, 50.0, None)]),
        ("", "0", "0", []),
        ("90", "11", "10", [("sum", False, 10, 11)]),
    ],
)
def test_rates_of_a_form(rate: str, part: str, whole: str, found: list[Any]) -> None:
    checks = audited(
        ("3.1", "Tỷ lệ hồ sơ được giải quyết đúng hạn", "%", rate),
        ("3.1.1", "Tổng số hồ sơ đã giải quyết", "Hồ sơ", whole),
        ("3.1.2", "Số hồ sơ giải quyết đúng hạn", "Hồ sơ", part),
    )
    assert verdicts(checks) == found


def test_a_note_that_is_a_list_of_parts() -> None:
    new, changed = ("64", "TTHC", "TTHC mới"), ("188", "TTHC", "TTHC sửa đổi, bổ sung")
    found = audited(("1.1", "Số TTHC công bố", "Thủ tục", "251", (new, changed)))
    assert verdicts(found) == [("sum", False, 252, 251)]
    assert audited(("1.1", "Số TTHC công bố", "Thủ tục", "251", (new,))) == []


def test_a_note_that_names_the_rest() -> None:
    rest = ("16", "nhiệm vụ", "nhiệm vụ còn lại đang triển khai")
    found = audited(
        ("2.1", "Số nhiệm vụ đề ra trong kế hoạch", "Nhiệm vụ", "64"),
        ("2.2", "Số nhiệm vụ đã hoàn thành", "Nhiệm vụ", "48", (rest,)),
    )
    assert verdicts(found) == [("sum", True, 64, 64)]


def test_a_rate_and_the_fraction_in_its_note() -> None:
    sent = ("816.316/825.197", "văn bản", "văn bản gửi đi")
    found = audited(("5.2", "Tỷ lệ văn bản điện tử", "%", "98,99", (sent,)))
    assert verdicts(found) == [("rate", False, 98.92, 98.99)]


def test_ranges_of_a_form() -> None:
    assert verdicts(audited(("1", "Tỷ lệ hồ sơ giải quyết đúng hạn", "%", "104,5"))) == [("range", False, 100, 104.5)]
    assert audited(("1", "Tỷ lệ thu ngân sách so với dự toán", "%", "104,5")) == []
    assert verdicts(audited(("1", "Số hồ sơ tiếp nhận", "Hồ sơ", "4,5"))) == [("range", False, None, 4.5)]
    assert audited(("1", "Công tác kiểm tra", "điểm", "4,5")) == []  # a score is measured


def test_of_a_lone_whole_only_a_slip_is_an_error() -> None:
    """A form whose other sums are right names all parts; of one sum alone some may be left out."""
    lone = (
        ("1", "Tổng số hộ", "Hộ", "1.210"),
        ("1.1", "Hộ nghèo", "Hộ", "640"),
        ("1.2", "Hộ cận nghèo", "Hộ", "410"),
    )
    kept = tuple(
        line
        for at in (2, 3)
        for line in (
            (f"{at}", "Tổng số văn bản", "Văn bản", "52"),
            (f"{at}.1", "Cấp tỉnh", "Văn bản", "37"),
            (f"{at}.2", "Cấp huyện", "Văn bản", "15"),
        )
    )
    assert [check.severity for check in audited(*lone) if not check.holds] == ["suspicion"]
    assert [check.severity for check in audited(*lone, *kept) if not check.holds] == ["error"]


def test_the_rate_says_which_of_two_counts_is_the_whole() -> None:
    checks = audited(
        ("1", "Tỷ lệ hộ được dùng nước sạch", "%", "90"),
        ("1.1", "Số hộ được dùng nước sạch", "Hộ", "9"),
        ("1.2", "Số hộ trên địa bàn", "Hộ", "10"),
    )
    assert verdicts(checks) == [("rate", True, 90.0, 90.0)]
