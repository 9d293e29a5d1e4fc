"""Notes of scanned pages, where OCR takes raised numbers for other signs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.layout.document import lay_out
from extractor.model.layout import Layout
from extractor.model.pages import Page
from extractor.options import Options
from extractor.read.pages import read_pages
from tests.layout.drawn import body, written
from tests.layout.typeset import put, text_page

WORDS = "Kế hoạch cải cách hành chính"
NOTES = [
    "! Quyết định số 5/QĐ-UBND.",
    "2 Quyết định số 6/QĐ-UBND.",
    "* Kế hoạch số 7/KH-UBND.",
    "4 Kế hoạch số 8/KH-UBND.",
]


@pytest.fixture
def recognised(tmp_path):
    """Lays out pages as if OCR had read them."""

    def lay(*pages) -> Layout:
        read = read_pages(written(tmp_path / "scan.pdf", *pages), Options(ocr="never")).pages
        return lay_out([replace(page, text_layer="ocr") for page in read if isinstance(page, Page)])

    return lay


def noted(layout: Layout) -> list[tuple[str, str]]:
    return [(each.number, each.text) for each in layout.footnotes]


def test_illegible_numbers_are_counted_from_the_legible_ones(recognised):
    layout = recognised(text_page([f"{WORDS} của tỉnh."] * 8, NOTES))
    assert noted(layout) == [(str(at), note[2:]) for at, note in enumerate(NOTES, 1)]
    assert "Quyết định số 5" not in body(layout)


def test_a_line_by_itself_under_the_notes_is_none_of_them(recognised):
    page = text_page([f"{WORDS} của tỉnh."] * 8, NOTES)

    def draw(sheet):
        page(sheet)
        put(sheet, 815, "|(số liệu minh họa)", 8)

    assert noted(recognised(draw))[-1] == ("4", "Kế hoạch số 8/KH-UBND.")


def test_markers_are_the_signs_behind_words_as_many_as_there_are_notes(recognised):
    lines = [f"{WORDS} năm 2024', {WORDS}2;", "Cơ chế “một cửa” của tỉnh và của huyện°.", "Nhiệm vụ của các sở4."]
    layout = recognised(text_page([*lines, *[f"{WORDS} của xã."] * 5], NOTES))
    ends = [each.marker_before.split()[-1] for each in layout.footnotes]
    assert ends == ["2024", "chính", "huyện", "sở"]
    assert "“một cửa” của tỉnh và của huyện." in body(layout)


def test_signs_are_no_markers_where_their_number_is_not_that_of_the_notes(recognised):
    lines = ["Kế hoạch' của tỉnh' và huyện2;", "Nhiệm vụ của các sở*."]
    layout = recognised(text_page([*lines, *[f"{WORDS} của xã."] * 5], NOTES[:2]))
    assert [each.marker_before is None for each in layout.footnotes] == [True, False]
    assert "Kế hoạch' của tỉnh' và huyện;" in body(layout)


def test_a_number_behind_a_year_is_a_marker_and_one_behind_a_unit_is_none(recognised):
    lines = ["Kế hoạch năm 20241 của tỉnh trên 120 m2.", "Nhiệm vụ của các sở2."]
    layout = recognised(text_page([*lines, *[f"{WORDS} của xã."] * 5], NOTES[:2]))
    assert [each.marker_before.split()[-1] for each in layout.footnotes] == ["2024", "sở"]
    assert "năm 2024 của tỉnh trên 120 m2." in body(layout)
    assert "năm 2024¹ của tỉnh trên 120 m2.\nNhiệm vụ của các sở²." in layout.pages[0].text


def test_a_misread_number_is_outvoted(recognised):
    notes = [NOTES[0], "8 Quyết định số 6/QĐ-UBND.", "3 Kế hoạch số 7/KH-UBND.", "!4 Kế hoạch số 8/KH-UBND."]
    assert [each.number for each in recognised(text_page([f"{WORDS} của tỉnh."] * 8, notes)).footnotes] == list("1234")


def test_a_block_goes_on_counting_from_the_page_before(recognised):
    page = text_page([f"{WORDS} của tỉnh."] * 8, ["! Quyết định số 5/QĐ-UBND.", "? Quyết định số 6/QĐ-UBND."])
    assert [each.number for each in recognised(page, page).footnotes] == ["1", "2", "3", "4"]


def test_small_lines_at_the_foot_that_begin_no_notes_are_text(recognised):
    def signed(sheet):
        text_page([f"{WORDS} của tỉnh."] * 8)(sheet)
        put(sheet, 700, "Nơi nhận:", 10)
        put(sheet, 714, "* Bộ Nội vụ;", 10)
        put(sheet, 728, "* Lưu: VT.", 10)

    assert recognised(signed).footnotes == ()
    assert recognised(text_page([f"{WORDS} của tỉnh."] * 8, ["Tổng hợp số liệu đến ngày 15/6."])).footnotes == ()


def test_raised_numbers_that_were_misread_are_those_of_their_order(recognised):
    body_lines = [f"{WORDS} của tỉnh^22^.", f"{WORDS} của các sở^3^;", f"{WORDS} của 5 xã^21^."]
    notes = ["^22^ Quyết định số 5/QĐ-UBND.", "^3^ Quyết định số 6/QĐ-UBND.", "^24^ Kế hoạch số 7/KH-UBND."]
    before = text_page([f"{WORDS} của huyện^21^."], ["^21^ Kế hoạch số 4/KH-UBND."])
    layout = recognised(before, text_page([*body_lines, *[f"{WORDS} của xã."] * 5], notes))
    assert [each.number for each in layout.footnotes] == ["21", "22", "23", "24"]
    assert [(each.marker_before or "").split()[-1] for each in layout.footnotes] == ["huyện", "tỉnh", "sở", "xã"]


def test_a_power_is_no_misread_marker(recognised):
    notes = ["^1^ Quyết định số 5/QĐ-UBND.", "^12^ Quyết định số 6/QĐ-UBND."]
    layout = recognised(text_page([f"{WORDS}^1^ trên 120 m^2^.", *[f"{WORDS} của xã."] * 5], notes))
    assert [each.marker_before is None for each in layout.footnotes] == [False, True]


def test_recognised_notes_need_no_signs_of_their_own(recognised):
    layout = recognised(
        text_page([f"{WORDS} của tỉnh^1^.", *[f"{WORDS} của xã."] * 5], ["^1^ Quyết định số 5/QĐ-UBND."])
    )
    assert noted(layout) == [("1", "Quyết định số 5/QĐ-UBND.")]
