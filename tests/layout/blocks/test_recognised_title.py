"""The title of a scan: lines about one axis, whatever its margins are."""

from __future__ import annotations

import pytest

from extractor.layout.document import lay_out
from extractor.model.pages import Pages
from tests.layout.recognised import Read, scan

AXIS = 290.0
HEAD = (
    (Read("UBND TỈNH KIÊN GIANG", 80, 70), Read("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300, 70)),
    (Read("SỞ Y TẾ", 120, 86), Read("Độc lập - Tự do - Hạnh phúc", 320, 86)),
    (Read("Số: 12/QĐ-SYT", 100, 110), Read("Kiên Giang, ngày 25 tháng 12 năm 2017", 300, 110)),
)
TEXT = (
    Read("Căn cứ Quyết định số 1675/QĐ-UBND ngày 09 tháng 8 năm 2017 của Ủy ban nhân dân tỉnh", 96, 220, 10),
    Read("Kiên Giang về việc quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Sở Y tế", 66, 236, 10),
    Read("tỉnh Kiên Giang;", 66, 252, 10),
)


def about(text: str, foot: float, axis: float = AXIS, before: str = "") -> Read:
    """A line with its middle on the axis; ``before`` stands left of it."""
    lead = len(before) + 1 if before else 0
    return Read(f"{before} {text}".strip(), axis - 3 * len(text) - 6 * lead, foot)


def title(*lines: Read | tuple[Read, Read]) -> tuple[str, ...]:
    return lay_out(Pages((scan(*HEAD, *lines),), 1)).head.title


def test_lines_about_one_axis_are_the_title_and_the_indented_text_is_not() -> None:
    lines = (
        about("QUYẾT ĐỊNH", 150),
        about("Về việc kiện toàn Tổ thẩm định", 166, AXIS - 5),
        about("đề án năm 2018", 182),
    )
    assert title(*lines, *TEXT) == ("QUYẾT ĐỊNH", "Về việc kiện toàn Tổ thẩm định", "đề án năm 2018")


def test_a_numbered_heading_is_not_of_the_title_though_its_end_is_about_the_axis() -> None:
    lines = (about("BÁO CÁO", 150), about("Tình hình cải cách hành chính", 166))
    heading = about("KHAI THỰC HIỆN", 182, before="I. CÔNG TÁC TRIỂN")
    assert title(*lines, heading, *TEXT) == ("BÁO CÁO", "Tình hình cải cách hành chính")


def test_what_stands_after_a_wide_gap_is_not_of_the_title() -> None:
    lines = (about("QUYẾT ĐỊNH", 150), about("Về việc kiện toàn Tổ thẩm định", 166))
    assert title(*lines, about("GIÁM ĐÓC SỞ Y TÉ", 200), *TEXT) == ("QUYẾT ĐỊNH", "Về việc kiện toàn Tổ thẩm định")


@pytest.mark.parametrize("before", ["_—_T7¬", "SỞ . CHÍNH TỈNH BR-VT", "Suá^*?⁄"])
def test_a_stamp_or_stroke_before_a_line_is_left_out(before: str) -> None:
    lines = (about("QUYẾT ĐỊNH", 150), about("Về việc kiện toàn", 166), about("Tổ thẩm định", 182, before=before))
    assert title(*lines, *TEXT)[-1] == "Tổ thẩm định"


def test_words_before_a_line_are_none() -> None:
    lines = (
        about("QUYẾT ĐỊNH", 150),
        about("Về việc kiện toàn", 166),
        about("Tổ thẩm định", 182, before="theo đề nghị"),
    )
    assert title(*lines, *TEXT) == ("QUYẾT ĐỊNH", "Về việc kiện toàn")


def test_strokes_between_the_lines_are_none() -> None:
    lines = (
        about("¬ xa R -", 140, 200),
        about("QUYẾT ĐỊNH", 150),
        about("Về việc kiện toàn", 166),
        about("năm 2018", 182),
    )
    assert title(*lines, *TEXT) == ("QUYẾT ĐỊNH", "Về việc kiện toàn", "năm 2018")


def test_strokes_behind_a_stamp_are_none() -> None:
    lines = (
        about("QUYẾT ĐỊNH", 150),
        about("xa R -", 162, before="ĐẾN na ¬"),
        about("Về việc kiện toàn", 174, before="Ngày..é146,20..26...."),
    )
    assert title(*lines, *TEXT) == ("QUYẾT ĐỊNH", "Về việc kiện toàn")


def test_a_type_word_beside_a_stroke_is_known_in_the_columns_of_the_head() -> None:
    of_head = (Read("HỎA TỐC |", 90, 140), Read("KẾ HOẠCH", 302, 140))
    assert title(of_head, about("Khảo sát giường bệnh", 156, 325), *TEXT) == ("Khảo sát giường bệnh",)


def test_a_letter_has_no_title() -> None:
    assert title(Read("Kính gửi: Các đơn vị trực thuộc.", 180, 160), *TEXT) == ()
