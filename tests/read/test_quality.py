from dataclasses import replace

import numpy as np
import pytest

from extractor.model.pages import FLAG_HIDDEN
from extractor.read.choice import doubtful
from extractor.read.quality import much_unseen, picture_share, unusable
from tests.layout.printed import A4, Print, page

VIETNAMESE = "Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện công tác cải cách hành chính năm 2024"
TCVN3 = "UBND tØnh b¸o c¸o kÕt qu¶ thùc hiÖn c«ng t¸c c¶i c¸ch hµnh chÝnh n¨m 2004"
WITHOUT_MARKS = "UY BAN NHAN DAN TINH BAO CAO KET QUA THUC HIEN CONG TAC CAI CACH HANH CHINH"


BROKEN = (
    "Sờ Tài chính báo cáo giá djch vii cüa co quan, don vj thuc hiên tü ngày có hiu luc; giao Sò Y té kiêm tra vic "
    "niêm yét giá tai các bnh vin cong lp và nhà thuoc trên dja bàn tinh"
)


def scanned(text: str):
    return pictured(text, (0.0, 0.0, *A4))


def pictured(text: str, picture: tuple[float, float, float, float]):
    return replace(page(1, Print(text, 20, 100, 10)), images=np.array([picture], dtype=float))


def test_vietnamese_text_is_usable_with_or_without_a_picture_behind():
    assert unusable(page(1, Print(VIETNAMESE, 20, 100, 10))) is None
    assert unusable(scanned(VIETNAMESE * 6)) is None
    assert doubtful(scanned(f"{VIETNAMESE} " * 6)) is None


def test_an_empty_page_is_usable_and_a_picture_alone_is_not():
    assert unusable(page(1)) is None
    assert "picture" in unusable(scanned(""))


def test_a_screenshot_is_read_where_it_is_all_that_a_page_has():
    assert unusable(pictured("", (70, 50, 520, 260))) == "a picture without text"
    assert unusable(pictured("", (70, 50, 130, 110))) is None, "a crest"
    assert unusable(pictured(VIETNAMESE, (70, 50, 520, 260))) is None


def test_a_picture_with_little_text_is_doubtful():
    stamp = scanned("Ký bởi: Văn phòng Ủy ban nhân dân tỉnh, thời gian ký 17.10.2025 08:15:02")
    assert unusable(stamp) is None
    assert doubtful(stamp) == "a picture with little text"


def test_a_layer_made_without_vietnamese_is_doubtful_under_a_picture_only():
    assert "without Vietnamese letters" in doubtful(scanned(WITHOUT_MARKS * 6))
    assert doubtful(page(1, Print(WITHOUT_MARKS, 20, 100, 10))) is None


def test_a_layer_of_broken_words_is_doubtful_under_a_picture_only():
    assert "broken words" in doubtful(scanned(f"{BROKEN} " * 4))
    assert doubtful(page(1, Print(BROKEN, 20, 100, 10))) is None


def test_legacy_encodings_are_not_taken_for_text():
    assert "legacy encoding" in unusable(page(1, Print(TCVN3, 20, 100, 10)))


def test_glyphs_without_a_meaning_are_no_text():
    codes = "".join(map(chr, range(0xE001, 0xE009)))
    assert "without a meaning" in unusable(page(1, Print(VIETNAMESE + 2 * codes, 20, 100, 10)))
    assert "without a meaning" in unusable(page(1, Print(6 * codes, 20, 100, 10)))


def test_bullets_and_boxes_are_no_letters_without_a_meaning():
    assert unusable(page(1, Print(VIETNAMESE + 6 * "\uf0b7\uf0a8\uf0fe\uf0e0", 20, 100, 10))) is None
    assert unusable(page(1, Print(40 * "\uf0fe", 20, 100, 10))) is None


def test_a_page_of_signs_is_no_text():
    arrows = "".join(chr(0x2190 + 7 * at) if letter.isalpha() else letter for at, letter in enumerate(VIETNAMESE))
    assert unusable(page(1, Print(arrows, 20, 100, 10))) == "glyphs without a meaning"
    assert unusable(page(1, Print(f"{arrows} {VIETNAMESE}", 20, 100, 10))) is None
    assert unusable(page(1, Print("│┌┐└┘─" + "─" * 60, 20, 100, 8), Print(VIETNAMESE, 20, 120, 10))) is None
    assert unusable(page(1, Print("─" * 60, 20, 100, 8))) is None


def test_control_codes_in_the_place_of_letters_are_no_text():
    assert "without a meaning" in unusable(page(1, Print(VIETNAMESE + " Ngh\x03\x04 \x1fnh" * 3, 20, 100, 10)))
    assert unusable(page(1, Print(VIETNAMESE + "\x03", 20, 100, 10))) is None


def test_a_logo_is_no_scan():
    assert picture_share(replace(page(1), images=np.array([[10.0, 10.0, 60.0, 60.0]]))) < 0.01


def partly_hidden(shown: int, hidden: int):
    """A page with so many letters that are seen, and so many that nobody sees."""
    whole = page(1, Print((shown + hidden) * "a", 20, 100, 10))
    whole.characters.flags[shown:] |= FLAG_HIDDEN
    return whole


@pytest.mark.parametrize(
    ("shown", "hidden", "said"),
    [
        pytest.param(1600, 74, 0, id="a margin that was cut off"),
        pytest.param(2000, 150, 150, id="a paragraph"),
        pytest.param(2000, 90, 0, id="a line"),
        pytest.param(450, 55, 55, id="a line of a short page"),
        pytest.param(900, 55, 0, id="a line of half a page"),
        pytest.param(100, 18, 0, id="numbers of items"),
        pytest.param(0, 300, 300, id="all of it"),
        pytest.param(2000, 0, 0, id="nothing"),
    ],
)
def test_much_that_nobody_sees_is_said(shown, hidden, said):
    assert much_unseen(partly_hidden(shown, hidden)) == said


def test_what_nobody_sees_is_no_text_of_a_scan():
    hidden = scanned(VIETNAMESE * 6)
    hidden.characters.flags[:] |= FLAG_HIDDEN
    assert unusable(hidden) == "a picture without text"
    stamped = scanned("Ký bởi: Ủy ban nhân dân tỉnh, " + VIETNAMESE * 6)
    stamped.characters.flags[30:] |= FLAG_HIDDEN
    assert doubtful(stamped) == "a picture with little text"
