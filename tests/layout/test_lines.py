import unicodedata

from extractor.layout.lines import columns, glue, joined_text, lines_of, part_at
from tests.layout.printed import Print, characters, width


def texts(*prints: Print) -> list[str]:
    return [line.text for line in lines_of(characters(*prints))]


def test_lines_come_from_top_to_bottom_whatever_the_drawing_order():
    assert texts(Print("thứ hai", 80, 120), Print("thứ nhất", 80, 100)) == ["thứ nhất", "thứ hai"]


def test_a_gap_that_was_not_drawn_as_a_blank_is_one():
    assert texts(Print("Ủy", 80, 100), Print("ban", 80 + width("Ủy") + 4, 100)) == ["Ủy ban"]


def test_a_gap_within_a_word_is_none():
    assert texts(Print("Ủ", 80, 100), Print("y", 80 + width("Ủ") + 1, 100)) == ["Ủy"]


def test_several_blanks_are_one():
    assert texts(Print("Số:      /BC-UBND  ", 80, 100)) == ["Số: /BC-UBND"]


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
    assert joined_text(["Kế hoạch 656/KH-", "SNV ngày", "12/9"]) == "Kế hoạch 656/KH-SNV ngày 12/9"


def test_a_page_without_text_has_no_lines():
    assert lines_of(characters()) == []
    assert texts(Print("   ", 80, 100)) == []
