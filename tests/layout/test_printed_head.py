"""The lines that a document's head, title, signature and stamps consist of, over all its pages."""

from __future__ import annotations

from extractor.model.layout import Layout
from tests.layout.printed import Print, laid_out, page, right, width

FULL = "x" * 64
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def text_at(*feet: float) -> tuple[Print, ...]:
    return tuple(Print(FULL, 80, foot) for foot in feet)


def header(layout: Layout) -> str:
    return next(region.text for region in layout.regions if region.kind == "header")


def test_a_consolidated_text_has_its_number_and_day_where_it_is_attested() -> None:
    first = page(
        1,
        *(right(line, 90 + 16 * at) for at, line in enumerate(MOTTO)),
        right("LUẬT", 150, 310, 14),
        *text_at(200, 220),
    )
    last = page(
        2,
        *text_at(100),
        Print("VĂN PHÒNG QUỐC HỘI", 80, 140, 12, bold=True),
        right("XÁC THỰC VĂN BẢN HỢP NHẤT", 140),
        Print("Số: 30/VBHN-VPQH", 90, 160, 12),
        right("Hà Nội, ngày 02 tháng 8 năm 2023", 160),
        right("CHỦ NHIỆM", 176),
        right("Bùi Văn Thành", 250),
    )
    layout = laid_out(first, last)
    assert layout.head.left == ("VĂN PHÒNG QUỐC HỘI", "Số: 30/VBHN-VPQH")
    assert layout.head.right[-1] == "Hà Nội, ngày 02 tháng 8 năm 2023"
    assert (layout.head.signature, layout.head.recipients) == (("CHỦ NHIỆM", "Bùi Văn Thành"), ())
    assert "Số: 30/VBHN-VPQH\n" in header(layout)


def test_signature_and_recipients_are_parted_and_stay_out_of_the_body() -> None:
    layout = laid_out(
        page(
            1,
            *text_at(200, 220),
            Print("Nơi nhận:", 80, 300, 12),
            Print("- Lưu: VT.", 80, 314, 11),
            right("TM. ỦY BAN NHÂN DÂN", 300),
            right("Bùi Văn Khang", 380),
        )
    )
    assert layout.head.signature == ("TM. ỦY BAN NHÂN DÂN", "Bùi Văn Khang")
    assert layout.head.recipients == ("Nơi nhận:", "- Lưu: VT.")
    body = next(region.text for region in layout.regions if region.kind == "body")
    assert "Khang" not in body
    assert "Lưu" not in body
    assert layout.pages[0].text.endswith("- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nBùi Văn Khang\n")


def test_what_stands_under_a_signature_is_read_after_it() -> None:
    layout = laid_out(
        page(1, *text_at(200), right("CHỦ TỊCH", 240), right("Bùi Văn Khang", 310), Print("Ghi chú: bản in", 80, 400))
    )
    assert layout.pages[0].text.split("\n")[1:] == ["CHỦ TỊCH", "Bùi Văn Khang", "Ghi chú: bản in", ""]


def test_a_second_head_is_text_column_by_column() -> None:
    def head(organ: str, number: str) -> tuple[Print, ...]:
        return (
            Print(organ, 90, 100, 12, bold=True),
            Print(number, 90, 116, 12),
            *(Print(line, 280, 100 + 16 * at, 12, bold=True) for at, line in enumerate(MOTTO)),
            *text_at(200, 220),
        )

    layout = laid_out(page(1, *head("BỘ Y TẾ", "Số: 21/TT-BYT")), page(2, *head("BỘ XÂY DỰNG", "Số: 2/TT-BXD")))
    assert layout.head.left == ("BỘ Y TẾ", "Số: 21/TT-BYT")
    assert layout.pages[1].text.startswith(f"BỘ XÂY DỰNG\nSố: 2/TT-BXD\n{MOTTO[0]}\n{MOTTO[1]}\n")
    assert "Số: 2/TT-BXD" not in header(layout)


def test_stamps_of_all_pages_are_kept_with_the_head() -> None:
    stamp = ("Ký bởi: Sở Nội vụ", "Thời gian ký: 16/10/2025 17:02:11")
    pages = [
        page(at, *(Print(line, 400, 20 + 8 * row, 7) for row, line in enumerate(stamp)), *text_at(200, 220, 240))
        for at in (1, 2)
    ]
    layout = laid_out(*pages)
    assert layout.head.stamps == (stamp, stamp)
    assert "Ký bởi" not in layout.pages[0].text


def test_a_subject_begins_left_of_the_indent_where_most_full_lines_are_indented() -> None:
    subject = "Kết quả công tác cải cách hành chính sáu tháng đầu năm 2020"
    paragraphs = [
        line
        for at in range(8)
        for line in (Print("x" * 60, 108, 200 + 40 * at), Print("x" * (62 if at < 2 else 20), 80, 220 + 40 * at))
    ]
    layout = laid_out(
        page(
            1,
            Print("UBND TỈNH QUẢNG NGÃI", 90, 90, 12, bold=True),
            *(right(line, 90 + 16 * at) for at, line in enumerate(MOTTO)),
            right("BÁO CÁO", 150, 304, 14),
            right(subject, 168, 304, 14),
            *paragraphs,
        )
    )
    assert layout.head.title == ("BÁO CÁO", subject)


def test_without_bold_type_a_subject_is_centred_or_fills_the_measure_under_the_type_word() -> None:
    first, second = "Tình hình và kết quả công tác kiểm soát thủ tục hành chính cả năm", "và nhiệm vụ năm sau"
    texts = ("BÁO CÁO", first, second, "1. Tình hình")
    places = (300 - width(text, 14) / 2 for text in texts[:3])
    lines = [Print(text, x, 150 + 18 * at) for at, (text, x) in enumerate(zip(texts, (*places, 108), strict=True))]
    left = Print("UBND TỈNH QUẢNG NGÃI", 90, 90, 12)
    motto = (Print(line, 430 - width(line, 12) / 2, 90 + 16 * at, 12) for at, line in enumerate(MOTTO))
    layout = laid_out(page(1, left, *motto, *lines, *(Print("x" * 66, 70, 240 + 20 * at) for at in range(6))))
    assert layout.head.title == ("BÁO CÁO", first, second)


def test_the_head_of_a_form_is_body_where_a_gazette_goes_on_with_a_document() -> None:
    lines = ("CHÍNH PHỦ", "Nghị định số 9/2022/NĐ-CP ngày 30 tháng 11 năm 2022", "(Tiếp theo Công báo số 8 + 9)")
    first = page(1, *(right(line, 60 + 20 * at, 304, 13) for at, line in enumerate(lines)), *text_at(200, 220))
    form = page(2, Print("UBND XÃ …", 80, 60, 12), *(right(line, 60 + 16 * at) for at, line in enumerate(MOTTO)))
    layout = laid_out(first, form)
    assert (layout.head.continues, layout.head.title, layout.head.left) == (True, lines[:2], ())
    body = next(region.text for region in layout.regions if region.kind == "body")
    assert f"UBND XÃ …\n{MOTTO[0]}" in body


def test_marks_that_nobody_sees_are_in_no_line_of_the_head() -> None:
    motto = (right(line, 90 + 16 * at) for at, line in enumerate(MOTTO))
    organ = Print("BỘ\u200e NỘI VỤ\u202c", 80, 90, 12, bold=True)
    assert laid_out(page(1, organ, *motto, *text_at(200, 220))).head.left == ("BỘ NỘI VỤ",)
