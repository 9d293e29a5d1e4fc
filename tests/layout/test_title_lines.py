"""The lines of a title, and what stands over it where a page has no head."""

from __future__ import annotations

from tests.layout.printed import Print, laid_out, page, right

FULL = "x" * 64
TEXT = tuple(Print(FULL, 80, 260 + 20 * at) for at in range(4))
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def middle(text: str, foot: float, at: float = 304.0) -> Print:
    return right(text, foot, at, 14)


def test_organs_stand_over_the_title_of_a_paper_without_a_head() -> None:
    organs = ("ĐẠI HỌC ĐÀ NẴNG", "TRƯỜNG ĐẠI HỌC", "KINH TẾ", "Số: 12/DS-ĐHKT".upper())
    lines = (Print(organ, 80, 90 + 16 * at, 12, bold=True) for at, organ in enumerate(organs))
    head = laid_out(page(1, *lines, middle("DANH SÁCH VIÊN CHỨC", 180), *TEXT)).head
    assert (head.over, head.title) == (organs, ("DANH SÁCH VIÊN CHỨC",))


def test_a_note_on_the_margin_hides_no_title() -> None:
    note = Print("Số: 2775/SNV; 10/11/2025", 400, 40, 10)
    assert laid_out(page(1, note, middle("PHỤ LỤC", 100), *TEXT)).head.title == ("PHỤ LỤC",)


def test_text_over_a_centred_line_makes_it_no_title() -> None:
    for first in (Print("1. Phạm vi áp dụng", 80, 60), Print(FULL, 80, 60)):
        assert laid_out(page(1, first, middle("PHỤ LỤC", 100), *TEXT)).head.title == ()


def test_a_bold_subject_right_under_the_type_word_may_stand_off_the_middle() -> None:
    organ = Print("VĂN PHÒNG CHÍNH PHỦ", 80, 90, 12, bold=True)
    motto = tuple(right(line, 90 + 16 * at) for at, line in enumerate(MOTTO))
    subject = "Phiên họp của Ban Chỉ đạo"

    def title(at: float) -> tuple[str, ...]:
        return laid_out(page(1, organ, *motto, middle("CÔNG ĐIỆN", 150), middle(subject, 168, at), *TEXT)).head.title

    assert title(340) == ("CÔNG ĐIỆN", subject)
    assert title(217) == ("CÔNG ĐIỆN",)


def test_of_what_stands_over_a_head_capitals_are_kept() -> None:
    rubric = "VĂN BẢN HỢP NHẤT - VĂN PHÒNG QUỐC HỘI"
    text = Print("của một văn bản khác.", 80, 60)
    motto = tuple(right(line, 140 + 16 * at) for at, line in enumerate(MOTTO))
    head = laid_out(page(1, text, middle(rubric, 100), *motto, middle("LUẬT", 200), *TEXT)).head
    assert (head.over, head.title) == ((rubric,), ("LUẬT",))


def test_a_motto_without_anything_under_it_is_no_title() -> None:
    motto = tuple(right(line, 90 + 16 * at) for at, line in enumerate(MOTTO))
    assert laid_out(page(1, *motto)).head.title == ()
    assert laid_out(page(1, *(middle(line, 90 + 16 * at) for at, line in enumerate(MOTTO)))).head.title == ()
