"""Names of organs with misread marks and letters, and blanks lost."""

from __future__ import annotations

import pytest

from extractor.resolve.head.likeness import LONGEST, rightly_spelled
from extractor.resolve.head.running_words import RunningWords

BODY = RunningWords(
    "Hội đồng đấu thầu mua thuốc tổ chức họp; Liên đoàn Bóng rổ tỉnh Bình Thuận và các đơn vị.\n"
    "Khoa Hệ thống Thông tin thông báo; HỘI ĐÒNG ĐÁU THẢU"
)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("SƠ Y TE", "SỞ Y TẾ"),
        ("SỐY TẾ", "SỞ Y TẾ"),
        ("SỞYTÉ", "SỞ Y TẾ"),
        ("SỞ NỌI VỤ", "SỞ NỘI VỤ"),
        ("SỞ THÔNG TIN VÀ TRUYÊÈN THÔNG", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"),
        ("UBNDTỈNH KIÊN GIANG", "UBND TỈNH KIÊN GIANG"),
        ("UBND TỈNHLÂM ĐÔNG", "UBND TỈNH LÂM ĐỒNG"),
        ("TỈNH BÀ RỊA-VỮNG TÀU", "TỈNH BÀ RỊA - VŨNG TÀU"),
        ("THÀNH PHÓ HỒ CHÍ MINH", "THÀNH PHỐ HỒ CHÍ MINH"),
        ("SỞ Y TẾ-TÌNH KIÊN GIANG", "SỞ Y TẾ TỈNH KIÊN GIANG"),
        ("TÌNH ỦY KIÊN GIANG", "TỈNH ỦY KIÊN GIANG"),
        ("BAN THƯƠNG VỤ", "BAN THƯỜNG VỤ"),
        ("BAN TÓ CHỨC", "BAN TỔ CHỨC"),
        ("SỞ NGUAI VỤ", "SỞ NGOẠI VỤ"),
        ("UBND HUYÊN ĐẦM DƠI", "UBND HUYỆN ĐẦM DƠI"),
        ("ỦY BAN NHÂN DẦN PHUỒNG 1", "ỦY BAN NHÂN DÂN PHƯỜNG 1"),
        ("SỞ TÀI CHlNH", "SỞ TÀI CHlNH"),  # small letters: no head
    ],
)
def test_known_organs_and_places(read: str, printed: str) -> None:
    assert rightly_spelled(read, RunningWords("")) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("HỘI ĐÒNG ĐÁU THẢU MUA", "HỘI ĐỒNG ĐẤU THẦU MUA"),
        ("THUÓC GNHT&TC", "THUỐC GNHT&TC"),
        ("LIÊN ĐOÀN BÓNG RỎ BÌNH THUẬN", "LIÊN ĐOÀN BÓNG RỔ BÌNH THUẬN"),
        ("KHOA HỆ THÓNG THÔNG TIN", "KHOA HỆ THỐNG THÔNG TIN"),
    ],
)
def test_other_organs_are_spelled_as_the_body_spells_them(read: str, printed: str) -> None:
    assert rightly_spelled(read, BODY) == printed


@pytest.mark.parametrize(
    "name",
    [
        "SỞ NGOẠI VỤ",
        "BỘ NÔNG NGHIỆP",  # and rural development, on the next line
        "SỞ VĂN HÓA, THỂ THAO",
        "CHI CỤC KIỂM LÂM",
        "NGÂN HÀNG NHÀ NƯỚC",
        "VIỆT NAM",
        "CÔNG NGHỆ THÔNG TIN",
        "UỶ BAN NHÂN DÂN",
        "HIỆP HỘI TÔM BÌNH THUẬN",
    ],
)
def test_names_that_are_right_or_unknown_stay(name: str) -> None:
    assert rightly_spelled(name, RunningWords("")) == name


def test_a_line_that_is_no_name_stays() -> None:
    paragraph = " ".join(["SƠ Y TE"] * LONGEST)
    assert rightly_spelled(paragraph, BODY) == paragraph
