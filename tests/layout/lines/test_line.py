import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.layout.lines.line import columns, glue, joined_text, lines_by_area, lines_of, part_at
from tests.layout.printed import Print, characters, width

places, sizes = st.integers(0, 30), st.sampled_from((7.0, 12.0, 14.0))


def texts(*prints: Print) -> list[str]:
    return [line.text for line in lines_of(characters(*prints))]


def test_lines_come_from_top_to_bottom_whatever_the_drawing_order():
    assert texts(Print("thứ hai", 80, 120), Print("thứ nhất", 80, 100)) == ["thứ nhất", "thứ hai"]


def test_a_gap_that_was_not_drawn_as_a_blank_is_one():
    assert texts(Print("Ủy", 80, 100), Print("ban", 80 + width("Ủy") + 4, 100)) == ["Ủy ban"]


def test_a_blank_that_was_not_drawn_is_one_beside_kerned_letters_too():
    assert texts(Print("Về", 80, 100), Print("việc", 80 + width("Về") + 3.2, 100)) == ["Về việc"]


def test_blanks_of_condensed_type_part_words():
    prints: list[Print] = []
    x = 80.0
    for each in "TRUNG TÂM HUẤN LUYỆN":
        prints.append(Print(each, x, 100))
        x += width(each) - 3.1
    assert texts(*prints) == ["TRUNG TÂM HUẤN LUYỆN"]


def test_a_gap_in_condensed_type_that_is_as_wide_as_its_blanks_is_one():
    prints: list[Print] = []
    x = 80.0
    for each in "SỞ|VĂN HÓA, THỂ THAO":
        prints += [Print(each, x, 100)] if each != "|" else []
        x += width(each) - 3.1
    assert texts(*prints) == ["SỞ VĂN HÓA, THỂ THAO"]


def test_a_gap_within_a_word_is_none():
    assert texts(Print("Ủ", 80, 100), Print("y", 80 + width("Ủ") + 1, 100)) == ["Ủy"]


def test_several_blanks_are_one():
    assert texts(Print("Số:      /BC-UBND  ", 80, 100)) == ["Số: /BC-UBND"]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("size", [1e31, 7.19e30])
def test_letters_of_a_damaged_size_are_lines_too(size):
    assert lines_of(characters(Print("A", 80, 1e31, size), Print("12", 80, 100)))


def test_a_raised_number_belongs_to_its_line():
    line = lines_of(characters(Print("năm 2024", 80, 100), Print("12", 80 + width("năm 2024"), 94, 8)))[0]
    assert line.text == "năm 202412"
    assert line.size == 14
    assert line.sizes[-2:].tolist() == [8, 8]


def test_small_type_between_lines_stays_a_line_of_its_own():
    assert texts(Print("dòng trên", 80, 100), Print("chú thích", 80, 112, 8), Print("dòng dưới", 80, 130)) == [
        "dòng trên",
        "chú thích",
        "dòng dưới",
    ]


def test_fake_bold_is_read_once_and_a_double_letter_twice():
    assert texts(Print("BÁO", 80, 100), Print("BÁO", 80.3, 100)) == ["BÁO"]
    assert texts(Print("xoong", 80, 100)) == ["xoong"]


def test_type_struck_twice_is_bold():
    once, twice = lines_of(
        characters(
            Print("Thường", 80, 100),
            *(Print("BÁO CÁO", 80 + shift, 120) for shift in (0, 0.3, 0.6)),
        )
    )
    assert (twice.text, twice.bold, once.bold) == ("BÁO CÁO", True, False)


def test_the_letters_of_a_ligature_stand_where_it_stands():
    (line,) = lines_of(characters(Print("o\ufb03ce", 80, 100)))
    assert line.text == "office"
    assert line.x0s.tolist() == [80, 87, 87, 87, 94, 101]


def test_ligatures_are_read_as_their_letters():
    assert texts(Print("o\ufb00 \ufb01le \ufb02ow wa\ufb04e", 80, 100)) == ["off file flow waffle"]


def test_a_soft_hyphen_is_seen_at_the_line_end_only():
    assert texts(Print("Trans\u00adport trans\u00ad", 80, 100)) == ["Transport trans-"]


def test_signs_without_width_are_not_there():
    at = 80 + width("Th")
    assert texts(Print("Th", 80, 100), Print("\u200b", at - 3, 100), Print("anh", at, 100)) == ["Thanh"]


def test_blanks_drawn_over_a_word_do_not_part_it():
    under = Print("ngày 09 tháng 9", 80, 101)
    blanks = (Print(" ", 80 + width("ngày 09 ") + 7 * at - 3, 100, 12) for at in range(7))
    assert texts(under, *blanks) == ["ngày 09 tháng 9"]


def spaced(words: str, letter: float, word: float) -> list[Print]:
    """Words set letter by letter: ``letter`` points of room between letters, a blank of ``word`` between words."""
    prints: list[Print] = []
    x = 80.0
    for text in words.split():
        for each in text:
            prints.append(Print(each, x, 100))
            x += width(each) + letter
        prints.append(Print(" ", x - letter, 100, 2 * word))
        x += word - letter
    return prints


def test_a_word_whose_letters_were_set_apart_is_closed():
    assert texts(*spaced("Cấp hiệu Công an", 4, 9)) == ["Cấp hiệu Công an"]


def test_a_heading_set_letter_by_letter_is_read_as_words():
    for drawn in ("Q U Y Ế T  Đ Ị N H", "Q U Y Ế T   Đ Ị N H", "Q U Y Ế T Đ Ị N H"):
        assert texts(Print(drawn, 80, 100)) == ["QUYẾT ĐỊNH"]
    assert texts(Print("C Ộ N G  H Ò A  X Ã  H Ộ I", 80, 100)) == ["CỘNG HÒA XÃ HỘI"]
    assert texts(*spaced("BÁO CÁO", 5, 12)) == ["BÁO CÁO"]
    assert texts(Print("Điều 1 của Q U Y Ế T  Đ Ị N H này", 80, 100)) == ["Điều 1 của QUYẾT ĐỊNH này"]


def test_single_letters_that_spell_nothing_stay_apart():
    for line in ("A B C D", "I I I", "x y z t", "B C T T"):
        assert texts(Print(line, 80, 100)) == [line]


def test_gaps_around_some_letters_are_no_blanks_where_blanks_are_drawn():
    x = 80.0
    prints = []
    for run in ("C", "ấ", "p ", "hi", "ệu ", "c", "ấ", "p ", "x", "ã ", "y ", "t", "ế"):
        prints.append(Print(run, x, 100))
        x += width(run) + (0 if run.endswith(" ") else 4)
    assert texts(*prints) == ["Cấp hiệu cấp xã y tế"]


def test_words_of_one_letter_stay_words():
    for line in ("ở y tế xã", "ý kiến ở đó", "các điểm a, b, c và d khoản 1", "loại B an toàn", "tổ C ấm cúng"):
        assert texts(Print(line, 80, 100)) == [line]


@given(st.lists(st.tuples(st.sampled_from("aơ1 "), places, places, sizes, st.integers(0, 2)), max_size=40))
def test_lines_of_an_area_do_not_depend_on_other_areas(drawn):
    page = characters(*(Print(letter, 5.0 * x, 4.0 * foot, size) for letter, x, foot, size, _ in drawn))
    areas = np.array([area for *_, area in drawn], dtype=np.int32)
    together = [
        [(line.text, (line.x0, line.top, line.x1, line.bottom)) for line in lines]
        for lines in lines_by_area(page, areas, 3)
    ]
    apart = [
        [(line.text, (line.x0, line.top, line.x1, line.bottom)) for line in lines_of(page.take(areas == area))]
        for area in range(3)
    ]
    assert together == apart


def test_a_part_of_a_line_has_its_own_box():
    (line,) = lines_of(characters(Print("năm 2024", 80, 100)))
    part = line.part(3, 8)
    assert (part.text, part.x0, part.x1) == ("2024", 80 + width("năm "), 80 + width("năm 2024"))
    assert part.x0s.tolist() == line.x0s[4:].tolist()


def test_a_moved_line_stands_where_its_boxes_stand():
    (line,) = lines_of(characters(Print("năm 2024", 80, 100)))
    moved = line.moved(line.boxes.values + np.float32(10))
    assert (moved.x0, moved.top, moved.bottom_of_type) == (90, 96, 110)


def test_decomposed_letters_are_composed_and_keep_their_place():
    decomposed = unicodedata.normalize("NFD", "ế")
    line = lines_of(characters(Print("h", 80, 100), Print(decomposed, 87, 100), Print("t", 108, 100)))[0]
    assert line.text == "hết"
    assert line.x0s[1] == 87


def test_a_number_filled_in_over_blanks_has_no_blanks_in_it():
    blanks = Print("Số:         /BC-UBND", 80, 100)
    assert texts(blanks, Print("181", 80 + width("Số: "), 101)) == ["Số: 181 /BC-UBND"]


def test_columns_are_parted_at_wide_gaps_only():
    line = lines_of(characters(Print("Số: 12/BC-UBND", 80, 100), Print("Hà Tĩnh, ngày 5", 300, 100)))[0]
    assert [part.text for part in columns(line, 20)] == ["Số: 12/BC-UBND", "Hà Tĩnh, ngày 5"]
    left, right = part_at(line, 290)
    assert (left.text, right.text) == ("Số: 12/BC-UBND", "Hà Tĩnh, ngày 5")
    assert right.x0 == 300


def test_a_symbol_broken_at_its_hyphen_is_glued_and_a_dash_is_not():
    assert glue("Kế hoạch 656/KH-", "SNV") == ""
    assert glue("kinh tế -", "Xã hội") == " "
    assert glue("các", "Sở") == " "
    assert glue("giai đoạn 2021-", "2025") == ""
    assert glue("In-tơ-", "nét") == ""
    assert glue("Nơi nhận:-", "Như trên") == " "
    assert joined_text(["Kế hoạch 656/KH-", "SNV ngày", "12/9"]) == "Kế hoạch 656/KH-SNV ngày 12/9"


def test_a_page_without_text_has_no_lines():
    assert lines_of(characters()) == []
    assert texts(Print("   ", 80, 100)) == []


def test_boxes_can_be_asked_for_until_they_are_closed():
    first, second = lines_of(characters(Print("thứ nhất", 80, 100), Print("thứ hai", 80, 120)))
    assert first.x0s[0] == 80
    assert first.boxes is second.boxes
    first.boxes.close()
    with pytest.raises(ValueError, match="closed"):
        second.part(4, 7)
    assert (second.text, second.x0, second.bottom) == ("thứ hai", 80, 120)


def test_lines_that_look_alike_are_two():
    first, second = (lines_of(characters(Print("như nhau", 80, 100)))[0] for _ in range(2))
    assert first != second
    assert len({first, second, first}) == 2
