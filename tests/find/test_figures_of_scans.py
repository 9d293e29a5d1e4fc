"""Numbers of recognised text: those that count, and those of lists, rows, notes, addresses and noise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.find.document import find_all
from extractor.layout.document import lay_out
from tests.layout.printed import Print, page


def read(*lines: str, text_layer: str = "ocr") -> list[tuple[str, str | None]]:
    """Print and unit of the figures of a page with these lines."""
    prints = [Print(line, 60, 100 + 20 * at) for at, line in enumerate(lines)]
    found = find_all(lay_out((replace(page(1, *prints), text_layer=text_layer),)))
    return [(figure.raw, figure.unit) for region in found.regions for figure in region.figures]


@pytest.mark.parametrize(
    ("line", "figures"),
    [
        ("Số phiếu không hợp lệ: 3", [("3", "phiếu")]),
        ("Kết quả kiểm tra trong tháng đạt 12 và tăng 3 vụ", [("12", None), ("3", "vụ")]),
        (
            "Các bệnh khác: Thương hàn (7/29), Viêm não virus (0/1)",
            [("7", None), ("29", None), ("0", None), ("1", None)],
        ),
        ("Tổng số học viên là 46, trong đó nữ 20 người", [("46", "học viên"), ("20", "người")]),
        ("Trong tháng có 1.291 cas mắc bệnh", [("1.291", "cas")]),
    ],
)
def test_a_number_with_a_reason_is_a_figure(line: str, figures: list[tuple[str, str | None]]) -> None:
    assert read(line) == figures


@pytest.mark.parametrize(
    "lines",
    [
        ("Thành phần gồm các ông bà có tên sau", "2. Ông: Nguyễn Văn An, Trưởng phòng"),
        ("áp dụng theo mẫu phiếu số 1, 2, 3 và tài liệu",),
        ("Căn cứ Mẫu số 11, 12, 13 ban hành kèm theo",),
        ("Cục Cảnh sát quản lý hành chính 7.",),
        ("Di động: 0918.182268, mã hàng hóa: 01.0001",),
        ("Ký tên và đóng dấu p# 7 z",),
        ("Lý lịch của đương sự, tổng lượng chất thải (6.2)",),
        ("Kiểm tra thực hành vào thứ 2 và 3 của tuần",),
        ("8 | Tự kiểm tra về an toàn lao động",),
        ("3) Lãnh đạo bệnh viện giới thiệu thành phần",),
        ("Thời gian từ 0§h00 đến 11h00 hằng ngày",),
    ],
)
def test_one_without_is_none(lines: tuple[str, ...]) -> None:
    assert read(*lines) == []


def test_pages_with_a_text_layer_need_no_reason() -> None:
    line = "Kiểm tra thực hành tại khu phố vào thứ 2 và 3 của tuần"
    assert (read(line, text_layer="digital"), read(line)) == ([("3", None)], [])
