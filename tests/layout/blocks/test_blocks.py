"""The head over the title and the block of the signature, where they begin and end."""

from __future__ import annotations

from extractor.layout.blocks.letterhead import find_letterhead
from extractor.layout.blocks.signatures import find_signature
from extractor.layout.blocks.two_columns import TwoColumns
from extractor.layout.lines.line import lines_of
from tests.layout.printed import Print, page, right, width

FULL = "x" * 64
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
BELOW = "Độc lập - Tự do - Hạnh phúc"


def head(*prints: Print, number: int = 1) -> TwoColumns | None:
    of_page = page(number, *prints)
    return find_letterhead(of_page, lines_of(of_page.characters))


def close_head(left: str, number: Print, *, gap: float, below_at: float) -> TwoColumns | None:
    """That of a page whose left column ends ``gap`` points before the motto."""
    return head(
        Print(left, 80, 60, 12),
        Print(MOTTO, 80 + width(left, 12) + gap, 60, 12, bold=True),
        number,
        Print(BELOW, below_at, 76, 12, bold=True),
        Print(FULL, 80, 160),
    )


def signature(*prints: Print) -> TwoColumns | None:
    of_page = page(3, *prints)
    return find_signature(of_page, lines_of(of_page.characters))


def columns(block: TwoColumns | None) -> tuple[list[str], list[str]]:
    assert block is not None
    return [line.text for line in block.left], [line.text for line in block.right]


def test_columns_that_stand_close_together_are_parted_at_the_motto() -> None:
    left = "NGÂN HÀNG NHÀ NƯỚC VIỆT NAM"
    block = close_head(left, Print("Số: 01/2006/TT-NHNN", 90, 76, 12), gap=10, below_at=276)
    assert columns(block) == ([left, "Số: 01/2006/TT-NHNN"], [MOTTO, BELOW])


def test_a_motto_broken_by_a_narrow_column_begins_the_head() -> None:
    block = head(
        Print("UBND TỈNH BÌNH PHƯỚC", 80, 60, 12, bold=True),
        right("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", 60),
        Print("Số: 12/BC-UBND", 90, 76, 12),
        right("NAM", 76),
        right(BELOW, 92),
        Print(FULL, 80, 160),
    )
    assert columns(block) == (
        ["UBND TỈNH BÌNH PHƯỚC", "Số: 12/BC-UBND"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM", BELOW],
    )


def test_a_left_column_that_all_but_touches_the_motto_is_no_part_of_it() -> None:
    left = "BẢO HIỂM XÃ HỘI VIỆT NAM"
    block = close_head(left, Print("Số: 512/BC-BHXH", 100, 76, 12), gap=5, below_at=290)
    assert columns(block) == ([left, "Số: 512/BC-BHXH"], [MOTTO, BELOW])


def test_a_motto_over_the_whole_width_is_no_head_without_lines() -> None:
    assert head(Print(MOTTO, 80, 300, 28), Print(BELOW, 80, 340, 28), Print(FULL, 80, 400)) is None


def test_a_head_may_begin_in_the_middle_of_a_page() -> None:
    block = head(
        *(Print(FULL, 80, 100 + 20 * at) for at in range(18)),
        Print("BỘ XÂY DỰNG", 90, 520, 12, bold=True),
        Print(MOTTO, 280, 520, 12, bold=True),
        Print(BELOW, 300, 536, 12, bold=True),
        Print("Số: 2/TT-BXD", 90, 552, 12),
        Print(FULL, 80, 620),
    )
    assert columns(block) == (["BỘ XÂY DỰNG", "Số: 2/TT-BXD"], [MOTTO, BELOW])
    assert block is not None
    assert block.first == 18


def test_the_name_of_the_state_in_running_text_is_no_motto() -> None:
    lines = ("Luật này được Quốc hội nước", "Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV thông qua")
    assert head(*(Print(line, 80, 100 + 20 * at) for at, line in enumerate(lines))) is None


def test_the_motto_in_the_middle_is_that_of_a_form() -> None:
    form = (right(MOTTO, 100, 297), right(BELOW, 116, 297), Print(FULL, 80, 200))
    assert head(*form, number=7) is None
    assert columns(head(*form, number=1))[0] == []


def test_recipients_and_signature_side_by_side() -> None:
    block = signature(
        Print(FULL, 80, 100),
        Print("Nơi nhận:", 80, 140, 12),
        right("KT. CHỦ TỊCH", 140),
        Print("- Như trên;", 80, 154, 11),
        right("PHÓ CHỦ TỊCH", 156),
        right("Bùi Văn Khang", 230),
    )
    assert columns(block) == (["Nơi nhận:", "- Như trên;"], ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Bùi Văn Khang"])


def test_a_capacity_as_wide_as_the_text_stands_beside_the_recipients() -> None:
    block = signature(
        Print("Nơi nhận:", 80, 140, 12),
        Print("NGƯỜI CÓ THẨM QUYỀN CỦA TRUNG TÂM ĐĂNG KÝ", 210, 140, 12),
        Print("- Như trên;", 80, 154, 11),
        right("GIAO DỊCH, TÀI SẢN", 156),
    )
    assert columns(block) == (
        ["Nơi nhận:", "- Như trên;"],
        ["NGƯỜI CÓ THẨM QUYỀN CỦA TRUNG TÂM ĐĂNG KÝ", "GIAO DỊCH, TÀI SẢN"],
    )


def test_recipients_on_one_wide_line_are_a_block() -> None:
    line = "Nơi nhận: Như trên; các sở, ban, ngành; Ủy ban nhân dân các huyện; Lưu: VT."
    assert columns(signature(Print(FULL, 80, 100), Print(line, 80, 140, 12))) == ([line], [])


def test_a_signature_without_recipients_ends_with_the_name() -> None:
    block = signature(
        Print(FULL, 80, 100), right("CHỦ TỊCH QUỐC HỘI", 140), right("Vương Đình Hải", 215), Print("PHỤ LỤC", 270, 300)
    )
    assert columns(block) == ([], ["CHỦ TỊCH QUỐC HỘI", "Vương Đình Hải"])


def test_an_authority_over_the_preamble_is_no_signature() -> None:
    assert signature(right("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", 100, 297), Print(FULL, 80, 140)) is None
    assert signature(right("CHỦ TỊCH", 100), Print(FULL, 80, 140), Print(FULL, 80, 160)) is None


def test_two_signatures_stand_over_the_recipients() -> None:
    block = signature(
        Print(FULL, 80, 100),
        right("BỘ TRƯỞNG", 140, 170),
        right("THỨ TRƯỞNG", 140),
        right("Hồ Văn Lộc", 210, 170),
        right("Phạm Quang Sơn", 210),
        Print("Nơi nhận:", 80, 250, 12),
        Print("- Lưu: VT.", 80, 264, 11),
    )
    assert columns(block) == (
        ["BỘ TRƯỞNG", "Hồ Văn Lộc", "Nơi nhận:", "- Lưu: VT."],
        ["THỨ TRƯỞNG", "Phạm Quang Sơn"],
    )


def test_the_attestation_of_a_consolidated_text() -> None:
    block = signature(
        Print(FULL, 80, 100),
        Print("VĂN PHÒNG QUỐC HỘI", 80, 140, 12, bold=True),
        right("XÁC THỰC VĂN BẢN HỢP NHẤT", 140),
        Print("Số: 30/VBHN-VPQH", 90, 160, 12),
        right("Hà Nội, ngày 02 tháng 8 năm 2023", 160),
        right("CHỦ NHIỆM", 176),
        right("Bùi Văn Thành", 250),
    )
    assert columns(block)[0] == ["VĂN PHÒNG QUỐC HỘI", "Số: 30/VBHN-VPQH"]
    assert columns(block)[1][-2:] == ["CHỦ NHIỆM", "Bùi Văn Thành"]


def test_a_motto_with_misread_letters_begins_the_head() -> None:
    block = close_head("UBND TỈNH AN GIANG", Print("Số: 12/BC-UBND", 90, 76, 12), gap=10, below_at=276)
    misread = head(
        Print("UBND TỈNH AN GIANG", 80, 60, 12),
        Print("CỘNG HÒAA XÃ HỘI CHỦ NGHĨA YIỆT NAM", 80 + width("UBND TỈNH AN GIANG", 12) + 10, 60, 12),
        Print("Số: 12/BC-UBND", 90, 76, 12),
        Print("Độc lập —- Tự do ~- Hạnh phúc", 276, 76, 12),
        Print(FULL, 80, 160),
    )
    assert columns(misread)[0] == columns(block)[0] == ["UBND TỈNH AN GIANG", "Số: 12/BC-UBND"]


def test_a_motto_run_together_or_broken_within_words_begins_the_head() -> None:
    for motto, below in (
        ("CỘNGHÒA XÃ HỘICHỦ NGHĨAVIỆT NAM", "Độc lập -Tựdo -Hạnh phúc"),
        ("CỘ NG HÒA XÃ HỘI CH Ủ NGHĨA VIỆT NAM", "Độc lập Tự do Hạnh phúc"),
        ("VIỆT NAM DÂN CHỦ CỘNG HÒA", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
    ):
        block = head(Print("BỘ Y TẾ", 80, 60, 12, bold=True), right(motto, 60), right(below, 76), Print(FULL, 80, 160))
        assert columns(block) == (["BỘ Y TẾ"], [motto, below])


def test_a_title_left_of_the_middle_ends_the_head() -> None:
    block = head(
        Print("TRƯỜNG ĐẠI HỌC ĐIỆN LỰC", 60, 60, 12, bold=True),
        right(MOTTO, 60),
        right(BELOW, 76),
        right("THÔNG TIN TUYỂN SINH NĂM 2025", 110, 270, 14),
        Print("1. Tên cơ sở đào tạo", 113, 130),
        Print(FULL, 80, 150),
    )
    assert columns(block) == (["TRƯỜNG ĐẠI HỌC ĐIỆN LỰC"], [MOTTO, BELOW])


def test_whom_a_letter_is_for_ends_the_head_beside_a_list_too() -> None:
    block = head(
        Print("SỞ Y TẾ", 80, 60, 12, bold=True),
        right(MOTTO, 60),
        right(BELOW, 76),
        Print("Số: 12/SYT-VP", 80, 92, 12),
        Print("Kính gửi:", 180, 130),
        Print("- Các sở, ban, ngành;", 290, 130),
        Print(FULL, 80, 160),
    )
    assert columns(block) == (["SỞ Y TẾ", "Số: 12/SYT-VP"], [MOTTO, BELOW])


def test_columns_of_a_form_go_on_below_a_motto_in_the_middle() -> None:
    block = head(
        right(MOTTO, 60, 298),
        right(BELOW, 76, 298),
        Print("PHIẾU YÊU CẦU ĐĂNG KÝ", 80, 110, 12, bold=True),
        Print("PHẦN GHI CỦA CƠ QUAN", 320, 110, 12),
        Print("BIỆN PHÁP BẢO ĐẢM BẰNG ĐỘNG SẢN", 80, 126, 12, bold=True),
        Print("Số tiếp nhận:", 320, 142, 12),
        Print("Kính gửi: Trung tâm đăng ký", 80, 158, 12),
        Print("(Ký và ghi rõ họ, tên)", 320, 158, 12),
        Print(FULL, 80, 190),
        number=2,
    )
    assert columns(block)[0] == [
        "PHIẾU YÊU CẦU ĐĂNG KÝ",
        "BIỆN PHÁP BẢO ĐẢM BẰNG ĐỘNG SẢN",
        "Kính gửi: Trung tâm đăng ký",
    ]
