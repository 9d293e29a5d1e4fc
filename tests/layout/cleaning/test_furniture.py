"""Page numbers and running lines are left out by their form, their words and their repetition; text stays."""

from __future__ import annotations

import pytest

from extractor.layout.cleaning.furniture import is_page_number, without_furniture
from extractor.layout.lines.line import lines_of
from extractor.model.pages import Page
from tests.layout.printed import Print, page

TEXT = Print("Thực hiện Kế hoạch năm 2024 của tỉnh", 80, 200)
TOP, FOOT = 50, 810


def left(*pages: Page) -> list[list[str]]:
    """What stays on each page, but for the line of text in the middle."""
    lines = without_furniture(pages, [lines_of(each.characters) for each in pages])
    return [[line.text for line in of_page if line.text != TEXT.text] for of_page in lines]


@pytest.mark.parametrize("text", ["3", "- 3 -", "– 12 –", "Trang 3", "Trang 3/12", "trang 3 / 12", "Page 4"])
def test_a_page_number_is_known_by_its_form(text: str) -> None:
    assert is_page_number(text)
    assert left(page(3, Print(text, 290, FOOT), TEXT)) == [[]]


@pytest.mark.parametrize("text", ["3.", "Biểu mẫu 3", "Năm 2024", "(1)", "12 hồ sơ"])
def test_other_lines_with_a_number_are_text(text: str) -> None:
    assert not is_page_number(text)
    assert left(page(3, Print(text, 290, FOOT), TEXT)) == [[text]]


def test_a_number_further_from_the_edge_must_run_with_the_pages() -> None:
    assert left(*(page(at, Print(str(at), 290, 105), TEXT) for at in (1, 2, 3))) == [[], [], []]
    years = [["2022"], ["2023"], ["2025"]]
    assert left(*(page(at, Print(year, 290, 105), TEXT) for at, [year] in enumerate(years))) == years


def test_a_number_in_the_middle_of_the_page_is_text() -> None:
    assert left(page(3, Print("3", 290, 400), TEXT)) == [["3"]]


def test_roman_page_numbers_are_known_by_their_repetition() -> None:
    pages = [page(at, Print(text, 290, FOOT), TEXT) for at, text in enumerate(("ii", "iii", "iv"), 2)]
    assert left(*pages) == [[], [], []]
    assert left(page(1, Print("I", 290, TOP), TEXT)) == [["I"]]


def test_running_heads_that_alternate_with_their_number_on_either_side() -> None:
    even, odd = "{} CÔNG BÁO TỈNH", "CÔNG BÁO TỈNH {}"
    pages = [page(at, Print((odd if at % 2 else even).format(at + 40), 100, TOP), TEXT) for at in (1, 2)]
    assert left(*pages) == [[], []]


def test_the_running_head_of_the_gazette_is_known_on_a_single_page() -> None:
    assert left(page(1, Print("CÔNG BÁO/Số 881 + 882/Ngày 14-7-2025 90", 100, TOP), TEXT)) == [[]]


def test_lines_with_pages_of_pages_and_addresses_at_the_foot() -> None:
    feet = ("Báo cáo CCHC quý I - Trang {}/6", "https://congbao.example.vn/van-ban")
    pages = [
        page(at, Print(feet[0].format(at), 80, FOOT - 20), Print(feet[1], 80, FOOT), TEXT) for at in (1, 2, 3, 4, 5, 6)
    ]
    assert left(*pages) == [[]] * 6


def test_the_path_of_the_file_is_no_text() -> None:
    assert left(page(1, Print(r"D:\VanBan\2024\BC quy I.docx", 80, FOOT, 8), TEXT)) == [[]]


def test_an_address_that_stands_once_is_text() -> None:
    assert left(page(1, Print("https://dichvucong.gov.vn", 80, FOOT), TEXT), page(2, TEXT), page(3, TEXT)) == [
        ["https://dichvucong.gov.vn"],
        [],
        [],
    ]


def test_titles_of_annexes_and_heads_of_documents_are_text_although_they_stand_alike() -> None:
    annexes = [page(at, Print("PHỤ LỤC", 270, 60), TEXT) for at in (1, 2, 3)]
    assert left(*annexes) == [["PHỤ LỤC"]] * 3
    head = (
        Print("UBND TỈNH KON TUM", 60, 55, 12),
        Print("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 280, 55, 12),
        Print("Độc lập - Tự do - Hạnh phúc", 300, 70, 12),
    )
    papers = [page(at, *head, TEXT) for at in (1, 2, 3)]
    assert (
        left(*papers) == [["UBND TỈNH KON TUM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]] * 3
    )
