"""How Vietnamese texts are, on words as text layers of scans and OCR have them."""

import numpy as np
import pytest

from extractor.read.vietnamese import MIN_WORDS, Spelling, spelling, spelling_of
from tests.layout.printed import Print, characters

GOOD = (
    "Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện công tác cải cách hành chính năm 2024, trong đó các sở, "
    "ban, ngành đã hoàn thành nhiệm vụ được giao theo Quyết định số 12/QĐ-UBND"
)
# By a program that knows no Vietnamese, by one that knows it badly, and what Tesseract makes of a sheet on its side and
# of Greek.
FOREIGN = (
    "sd luqng hdi vi6n tham dr,r cuQc hqp hi€n c6: hQi vi6n chinh thric, didu nhiQm vg, ho4t tlQng cria HQi tldng, "
    "tr6ch nhiQm thAm dinh nQi dung dE thi5ng nhAt b6o cdo theo quy dinh tai nghi dinh nay"
)
BROKEN = (
    "theo s thir tir mã hang hóa ti mic Vin phi luc, di vi lĩnh vuc giáo duc và dào to, S Giáo dçic báo cáo giá "
    "djch vii, co quan, don vj thuc hiên, hra chçn nhà thu, thông tir ngày tháng nm cüa B Tài chính quy dnh"
)
SIDEWAYS = (
    "€đĩT1 ïủlÊN ñ2s1 ủáữ ĩôđ ấíu ưnx lệôĩ ấũp ịạd ốữm ỉọưt ềẽs Ĩọp ẩữn ệơd ửâb ôòụ ìộr ồạv ăưó ểâq ừơx ơĩs ẽựr ộâk "
    "ũợt ỉđp"
)
GREEK = (
    "ékÔcơn rnc erœpx tơc õtotkKntt Hetœppúôt ơnœvđ éóñtl óàŒtŒ hÍHŒ £Kté ŒtŒw tơk Kdôf ọvtớ Touc éyk œípưc kœl ól "
    "tŒtị eàếø ghŒt ừŒt øtù"
)
ENGLISH = (
    "The report of the province on administrative reform states that all departments have carried out their tasks in "
    "time and that the results of the first half of the year are better than those of the year before"
)


@pytest.mark.parametrize(
    ("text", "good", "nonsense"),
    [
        pytest.param(GOOD, True, False, id="Vietnamese"),
        pytest.param(FOREIGN, False, False, id="OCR for another language"),
        pytest.param(BROKEN, False, False, id="bad OCR"),
        pytest.param(SIDEWAYS, False, True, id="a sheet on its side"),
        pytest.param(GREEK, False, True, id="another script"),
        pytest.param(ENGLISH, False, False, id="another language"),
        pytest.param("STT 12 UBND", True, False, id="hardly a word"),
        pytest.param("Ο νομός ανακοινώνει " * 20, True, False, id="no letters of Vietnamese at all"),
    ],
)
def test_texts_are_told_by_their_syllables(text, good, nonsense):
    found = spelling(text)
    assert (found.is_good, found.is_nonsense) == (good, nonsense), found


def test_the_better_of_two_readings_has_the_larger_balance():
    assert spelling(GOOD).balance > spelling(BROKEN).balance > spelling(SIDEWAYS).balance
    assert spelling(GOOD).balance > spelling(FOREIGN).balance > spelling(GREEK).balance


def test_abbreviations_are_no_words():
    assert spelling("UBND HĐND TTHC QĐ VPUBND") == Spelling(runs=5)


def test_words_of_two_lines_are_not_joined():
    two_lines = characters(Print("báo cáo", 80, 100), Print("kết quả", 80, 120))
    assert spelling_of(two_lines).syllables == 4


def test_what_nobody_sees_does_not_count():
    glyphs = characters(Print("báo cáo kết quả", 80, 100))
    glyphs.flags[:] = 8
    assert spelling_of(glyphs) == Spelling()
    assert spelling_of(glyphs.take(np.zeros(0, dtype=int))) == Spelling()


def test_a_few_foreign_words_spoil_nothing():
    assert spelling(" ".join(ENGLISH.split()[: MIN_WORDS - 1])).is_good


def test_a_stamp_is_right_to_the_letter_and_a_poor_layer_is_not():
    stamp = "Người ký: CỔNG THÔNG TIN ĐIỆN TỬ Email: thongtinchinhphu@chinhphu.vn Cơ quan: VĂN PHÒNG CHÍNH PHỦ"
    assert spelling(stamp).is_proven
    assert spelling(GOOD).is_proven
    for poor in (
        "Ký bởi: SởThông tin vàTruyền thôngtỉnh Khánh HòaEmail",
        "rrr. euArRiNHEAo r4o",
        ",I",
        FOREIGN,
        BROKEN,
    ):
        assert not spelling(poor).is_proven, poor


@pytest.mark.parametrize(("right", "nonsense"), [(1, True), (2, False)])
def test_nonsense_has_a_syllable_in_seven_words_and_what_is_misread_two(right, nonsense):
    assert spelling(" ".join(4 * ((7 - right) * ["lệôĩ"] + right * ["báo"]))).is_nonsense is nonsense


@pytest.mark.parametrize(("broken", "proven"), [(1, True), (3, False)])
def test_a_short_text_is_right_to_the_letter_but_for_one_word_in_ten(broken, proven):
    assert spelling(" ".join(10 * ["báo"] + broken * ["lệôĩ"])).is_proven is proven


# What Tesseract makes of Russian in capitals and of Japanese.
RUSSIAN = (
    "OTMWET IIPOBWHIIHW OB ATMWHHHCTPATHBHOH PEOPME 3A IIEPBOE TIOJIYTOHME COTIACHO TUIAHY TIPABHTEJIBCTBA HAPOJIHBIH "
    "KOMHTET OTMET MPOBUHIIUU OB AJIMUHUCTPATUBHOU PE IIEPBOE NOJIYTOAUE COTJIACHO NJIAHY"
)
JAPANESE = "LLILI LTLLT ILLIL TLTTL TTLIL " * 5


@pytest.mark.parametrize(
    ("text", "confidence", "guessed"),
    [
        pytest.param(RUSSIAN, 0.57, True, id="capitals of another script"),
        pytest.param(JAPANESE, 0.14, True, id="signs of another script"),
        pytest.param(GREEK, 0.3, True, id="another script"),
        pytest.param(ENGLISH, 0.8, False, id="another language"),
        pytest.param(ENGLISH, 0.55, False, id="another language on a bad scan"),
        pytest.param(" ".join([*GOOD.split()[:12], *RUSSIAN.split()[:12]]), 0.45, False, id="a form filled in by hand"),
        pytest.param(GOOD.upper(), 0.4, False, id="capitals on a bad scan"),
        pytest.param(RUSSIAN[:100], 0.3, False, id="hardly a word"),
    ],
)
def test_what_an_engine_guesses_at_is_no_syllables_and_unsure(text, confidence, guessed):
    assert spelling(text).is_guessed(confidence) is guessed, spelling(text)
