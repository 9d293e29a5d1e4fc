"""Stamps are taken out of the lines wherever they stand, and what only looks like one stays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extractor.layout.cleaning.stamps import Stamp, without_stamps
from extractor.layout.cleaning.watermarks import visible_text
from extractor.layout.lines.line import lines_of
from extractor.model.pages import FLAG_HIDDEN, FLAG_WIDGET, Characters
from tests.layout.printed import Print, characters, width

BODY = tuple(Print("Thực hiện Kế hoạch cải cách hành chính", 80, 200 + 20 * at) for at in range(6))


def read(*prints: Print) -> tuple[list[str], tuple[Stamp, ...]]:
    lines, stamps = without_stamps(lines_of(characters(*prints, *BODY)))
    return [line.text for line in lines if line.text != BODY[0].text], stamps


def flagged(flag: int, *prints: Print) -> Characters:
    """The body, and runs that all bear a flag."""
    plain = characters(*prints, *BODY)
    count = sum(len(run.text) for run in prints)
    flags = np.where(np.arange(len(plain)) < count, flag, 0).astype(np.uint8)
    return replace(plain, flags=flags)


def texts(glyphs: Characters) -> list[str]:
    return [line.text for line in lines_of(glyphs) if line.text != BODY[0].text]


def test_a_signature_beside_the_head_with_a_name_over_two_lines() -> None:
    rest, stamps = read(
        Print("SỞ NỘI VỤ", 80, 40, 12),
        Print("Ký bởi: Ủy ban nhân dân", 400, 40, 7),
        Print("tỉnh Lâm Đồng", 400, 48, 7),
        Print("Thời gian ký: 16/10/2025 17:02:11", 400, 56, 7),
    )
    assert rest == ["SỞ NỘI VỤ"]
    assert stamps == (("Ký bởi: Ủy ban nhân dân", "tỉnh Lâm Đồng", "Thời gian ký: 16/10/2025 17:02:11"),)


def test_an_arrival_stamp_left_of_the_title_leaves_the_title() -> None:
    rest, stamps = read(
        Print("ĐẾN", 30, 100, 12),
        Print("Số: 4312", 70, 100, 9),
        Print("Ngày: 17/6/2024", 70, 112, 9),
        Print("BÁO CÁO", 270, 112, 14, bold=True),
    )
    assert rest == ["BÁO CÁO"]
    assert set(stamps[0]) == {"ĐẾN", "Số: 4312", "Ngày: 17/6/2024"}


def test_the_number_of_the_document_is_no_line_of_an_arrival_stamp() -> None:
    rest, _ = read(Print("ĐẾN", 30, 100, 9), Print("Số: 45/BC-UBND", 30, 112, 9))
    assert "Số: 45/BC-UBND" in rest


def test_items_of_a_list_in_the_type_of_the_text_are_no_stamp() -> None:
    items = ("Người ký: Trưởng phòng", "Cơ quan: Phòng Nội vụ", "Ngày ký: 12/5/2024")
    rest, stamps = read(*(Print(item, 80, 400 + 20 * at) for at, item in enumerate(items)))
    assert (rest, stamps) == (list(items), ())


def test_headings_in_capitals_are_no_stamp() -> None:
    assert read(Print("ĐẾN NĂM 2030", 80, 400)) == (["ĐẾN NĂM 2030"], ())
    assert read(Print("BAN SAO Y TẾ", 80, 400)) == (["BAN SAO Y TẾ"], ())


def test_a_copy_stamp_on_one_line() -> None:
    stamp = "SAO Y; VĂN PHÒNG UBND TỈNH; 25/07/2025 10:25:14 +07:00"
    assert read(Print(stamp, 260, 20, 9)) == ([], ((stamp,),))


def test_of_what_widgets_draw_the_stamp_goes_and_the_number_stays() -> None:
    glyphs = flagged(
        FLAG_WIDGET,
        Print("181", 100, 100, 13),
        Print("Ký bởi: Sở Nội vụ", 80, 205, 13),
        Print("Ngày ký: 05/11/2025 09:12:44", 80, 219, 13),
    )
    apart = visible_text(glyphs)
    assert texts(apart.characters) == ["181"]
    assert apart.stamps == (("Ký bởi: Sở Nội vụ", "Ngày ký: 05/11/2025 09:12:44"),)


def test_hidden_text_is_kept_apart() -> None:
    apart = visible_text(flagged(FLAG_HIDDEN, Print("UY BAN NHAN DAN", 80, 100), Print("TINH", 80, 120)))
    assert (texts(apart.characters), apart.hidden) == ([], "UY BAN NHAN DAN\nTINH\n")
    assert visible_text(characters(*BODY)).hidden == ""


def test_large_type_behind_the_text_is_a_watermark_and_a_large_title_is_none() -> None:
    assert texts(visible_text(characters(Print("MẬT", 90, 270, 80), *BODY)).characters) == []
    assert texts(visible_text(characters(Print("NIÊN GIÁM", 90, 150, 60), *BODY)).characters) == ["NIÊN GIÁM"]


def test_slanted_text_is_a_watermark_and_a_raised_number_is_none() -> None:
    slanted = [Print(letter, 100 + 9 * at, 320 - 8 * at, 16) for at, letter in enumerate("BẢN DỰ THẢO")]
    assert texts(visible_text(characters(*slanted, *BODY)).characters) == []
    text = "diện tích 120 m"
    raised = (Print(text, 80, 400), Print("2", 80 + width(text), 394, 8), Print(" đất", 80 + width(text) + 4, 400))
    assert texts(visible_text(characters(*raised, *BODY)).characters) == [f"{text}2 đất"]
