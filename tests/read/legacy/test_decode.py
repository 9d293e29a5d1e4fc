"""Pages in TCVN3, VNI and mixtures with Unicode: what is decoded, and what must be left alone."""

from dataclasses import replace
from itertools import product

import numpy as np
import pikepdf
import pytest

from extractor.model.pages import Page
from extractor.options import Options
from extractor.read import reference as plumber
from extractor.read.legacy import decode as legacy
from extractor.read.pages import read_pages
from extractor.read.pdfium import page as pdfium
from extractor.read.quality import unusable
from tests.layout.printed import Print, page
from tests.read.legacy.legacy_files import encoded, legacy_file

REPORT = (
    "Quyết định số 4951/QĐ-UBND ngày 25/12/2023 của Chủ tịch ủy ban nhân dân tỉnh;",
    "Nghị định số 06/2004/NĐ-CP, Thông tư số 35/TT-BTC và Kế hoạch số 12/KH-UBND",
    "về ưu tiên phát triển kinh tế-xã hội ở Trung ương, chương trình mỹ thuật",
    "- Tư pháp: như trên; đạt 95% kế hoạch, 1.234,5 tỷ đồng (hỗ trợ hẳn lỗi)",
)
ENGLISH = "The committee approved the report of 12 May 2004 on §§ 3–5 of the Act"


def in_fonts(*runs: tuple[str, str]) -> Page:
    """A page with one line a run, each in the font of this name."""
    fonts = tuple(dict.fromkeys(font for font, _ in runs))
    read = page(1, *(Print(text, 20, 40 + 20 * at, 8) for at, (_, text) in enumerate(runs)))
    font = np.array([fonts.index(name) for name, text in runs for _ in text], dtype=np.int32)
    return replace(read, fonts=fonts, characters=replace(read.characters, font=font))


def beside(*runs: tuple[str, str]) -> Page:
    """A page with all runs on one line."""
    read = in_fonts(*runs)
    whole = page(1, Print("".join(text for _, text in runs), 20, 40, 8))
    return replace(read, characters=replace(whole.characters, font=read.characters.font))


def decoded(read: Page) -> Page:
    return legacy.decoded(read)[0]


def words(read: Page) -> str:
    return "".join(read.characters.text.tolist())


def latin(text: str, encoding: str = "TCVN3") -> str:
    """Vietnamese as it arrives from a legacy font."""
    return encoded(text, encoding).decode("cp1252")


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [*product(["TCVN3", "VNI"], ["WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding", None])],
)
def test_bytes_of_a_legacy_font_are_read_whatever_encoding_the_file_declares(tmp_path, encoding, declared):
    lines = [[("F1", encoded(line, encoding))] for line in REPORT]
    with plumber.open_file(legacy_file(tmp_path / "a.pdf", lines, declared)) as file:
        read = decoded(file.read_page(1))
    assert (read.text_layer, read.encoding) == ("legacy", encoding)
    assert words(read) == "".join(REPORT)
    assert unusable(read) is None


@pytest.mark.parametrize(
    ("encoding", "declared"), [*product(["TCVN3", "VNI"], ["WinAnsiEncoding", "MacRomanEncoding"])]
)
def test_both_readers_of_pdfs_give_the_same_letters_in_the_same_places(tmp_path, encoding, declared):
    lines = [[("F1", encoded(line, encoding))] for line in REPORT]
    path = legacy_file(tmp_path / "a.pdf", lines, declared)
    pages = []
    for reader in (plumber, pdfium):
        with reader.open_file(path) as file:
            pages.append(decoded(file.read_page(1)))
    reference, fast = (read.characters for read in pages)
    assert fast.text.tolist() == reference.text.tolist()
    assert np.abs(fast.x0 - reference.x0).max() < 1


@pytest.mark.parametrize("backend", ["pdfium", "pdfplumber"])
def test_pages_of_a_file_are_decoded_and_know_what_the_pages_before_were_in(tmp_path, backend):
    path = tmp_path / "a.pdf"
    with pikepdf.open(legacy_file(tmp_path / "b.pdf", [[("F1", encoded(line, "TCVN3"))] for line in REPORT])) as pdf:
        with pikepdf.open(legacy_file(tmp_path / "c.pdf", [[("F1", encoded("12/QĐ-TTg", "TCVN3"))]])) as short:
            pdf.pages.extend(short.pages)
        pdf.save(path)
    pages = read_pages(path, Options(backend=backend, ocr="never"))
    assert pages.failures == ()
    assert [words(read) for read in pages.pages] == ["".join(REPORT), "12/QĐ-TTg"]
    assert {read.encoding for read in pages.pages} == {"TCVN3"}


def test_a_letter_and_its_accent_become_one_glyph_at_the_place_of_the_letter():
    read = page(1, Print("boä", 20, 40, 10), Print(" " + latin("trưởng quyết định nhiệm vụ", "VNI"), 35, 40, 10))
    characters = decoded(read).characters
    assert characters.text[:3].tolist() == ["b", "ộ", " "]
    assert (characters.x0[1], characters.x1[1]) == (25, 35)
    assert characters.x0[2] == 35
    thin = replace(
        read, characters=replace(read.characters, x1=read.characters.x1 - np.eye(1, len(read.characters), 2)[0] * 5)
    )
    assert decoded(thin).characters.x1[1] == 30


def test_unicode_in_a_font_with_a_legacy_name_is_left_alone():
    for line in REPORT:
        read = in_fonts((".VnTime", line), ("VNI-Times", "có cá và cả"))
        assert decoded(read) is read
    small = in_fonts((".VnTime", "Ngô Thị Hà và Lê Ái Vân có mặt"))
    assert words(decoded(small)) == words(small)


@pytest.mark.parametrize(
    "text",
    [
        "Les élèves français ont été reçus à l'hôtel de ville où siège déjà le maire, près de la forêt",
        "Die Behörde für Öffentlichkeit prüfte größere Maßnahmen und übte Kritik an Ämtern",
        "El niño pequeño soñaba con España cada mañana de otoño, según él decía",
        "Số 5 · 6 × 7 ÷ 2 ± 1 là \u00ad 20° và ¼ của § 3: ã, õ, có, cũng đã ô nhiễm",
        "© 2004 ® ª º « » ¬ µ ¶ ¸ ¹ § 3 § 4 § 5",
        ENGLISH,
    ],
)
def test_other_languages_and_signs_are_left_alone(text):
    read = in_fonts(("Times", text))
    assert decoded(read) is read


def test_capital_fonts_print_capitals():
    read = in_fonts(("VnTimeHBold", latin("cộng hòa xã hội chủ nghĩa việt nam")), ("VnTime", latin(REPORT[0])))
    assert words(decoded(read)).startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")


def test_legacy_and_unicode_fonts_on_one_line_are_told_apart():
    read = beside(
        (".VnTime", latin("Theo Quyết định số ")),
        ("Times", "12/QĐ-UBND, có từ Kế hoạch "),
        (".VnTime", latin("của tỉnh")),
    )
    assert words(decoded(read)) == "Theo Quyết định số 12/QĐ-UBND, có từ Kế hoạch của tỉnh"


def test_legacy_and_unicode_in_one_font_are_told_apart_word_by_word():
    read = in_fonts(
        ("Times", latin(REPORT[0])), ("Times", REPORT[1]), ("Times", latin(REPORT[1])), ("Times", "có cá đã về")
    )
    assert words(decoded(read)) == REPORT[0] + REPORT[1] + REPORT[1] + "có cá đã về"


def test_a_single_word_of_unicode_in_a_legacy_font_is_kept():
    line = (".VnTime", latin(" ".join(REPORT)) + " Sè 12/QĐ-TTg, Sè 3")
    assert words(decoded(in_fonts(line))) == " ".join(REPORT) + " Số 12/QĐ-TTg, Số 3"


def test_a_short_span_follows_the_name_of_its_font():
    assert words(decoded(in_fonts((".VnArial", "12/Q§-TTg")))) == "12/QĐ-TTg"
    assert words(decoded(in_fonts(("Arial", "§ 12/3")))) == "§ 12/3"


def test_a_short_span_follows_the_rest_of_its_page():
    read = in_fonts(("F1", latin(REPORT[0])), ("F2", latin("Nguyễn Văn Bình")), ("Symbol", "·"), ("F3", "± 5"))
    assert words(decoded(read)) == REPORT[0] + "Nguyễn Văn Bình" + "·" + "± 5"


def test_a_lone_symbol_follows_the_fonts_around_it():
    for printed, encoding in (("12/Q§-TTg", "TCVN3"), ("12/QÑ-TTg", "VNI")):
        read = in_fonts(("F1", latin(REPORT[0], encoding)), ("F2", printed), ("F3", "§ 5"))
        assert words(decoded(read)) == REPORT[0] + "12/QĐ-TTg" + "§ 5"
        alone = in_fonts(("F1", REPORT[0]), ("F2", printed))
        assert words(decoded(alone)) == words(alone)


def test_words_of_unicode_weigh_against_an_encoding_that_a_few_words_suggest():
    foreign = " gồm Tø, Sø, Mü và Lü"
    assert words(decoded(in_fonts(("Times", foreign)))) != foreign
    text = " ".join(REPORT) + " ".join(f"{first}{rest}" for first in "bcdghklmn" for rest in ("ưới", "ượng", "ạnh"))
    unicode = in_fonts(("Times", text + " ".join(f"{first}ữ{last}" for first in "bclmnst" for last in "ngt") + foreign))
    assert words(decoded(unicode)) == words(unicode)


def test_identifiers_keep_their_hyphens_where_the_letter_of_the_same_code_is_read():
    text = (
        "Thñ t-íng, QĐ".replace("Đ", "§")
        + "-UBND, KH-UBND, TT-BTC, TTr-SNV, BC-\u2013, ch-¬ng tr×nh, nh-, vitamin B-1, T- ph¸p, kinh tÕ-x· héi"
    )
    assert words(decoded(in_fonts(("F1", text)))) == (
        "Thủ tướng, QĐ-UBND, KH-UBND, TT-BTC, TTr-SNV, BC-–, chương trình, như, vitamin B-1, Tư pháp, kinh tế-xã hội"
    )


def test_a_font_stays_what_it_was_on_the_pages_before():
    first = in_fonts(("F1", latin(REPORT[0])), ("F2", REPORT[1]))
    short = in_fonts(("F1", "12/Q§-TTg"), ("F2", "§ 5"))
    assert words(decoded(short)) == words(short)
    _, before = legacy.decoded(first)
    assert {font: reading.encoding.name for font, reading in before.items()} == {"F1": "TCVN3"}
    assert words(legacy.decoded(short, before)[0]) == "12/QĐ-TTg§ 5"
    number, _ = legacy.decoded(in_fonts(("F1", "2")), before)
    assert (number.text_layer, number.encoding) == ("legacy", "TCVN3")


def test_the_number_of_a_footnote_does_not_hide_a_letter_that_looks_like_a_hyphen():
    line, marker = "§Çu t-", "22"
    printed = page(1, Print(line, 20, 40, 10), Print(marker, 20 + 5 * len(line), 36, 6))
    assert words(decoded(replace(printed, fonts=("VnTime",)))) == "Đầu tư22"


def test_an_empty_page_and_a_page_of_ascii_are_left_alone():
    for read in (page(1), in_fonts(("Times", "1. UBND: 25"))):
        assert decoded(read) is read


def test_what_decodes_to_nothing_is_left_for_recognition():
    read = in_fonts(
        ("F1", "¥¦§ ¨©ªx «¬q®¯ w°±²z ³´µ¶ ·¸k¹ º»¼½ ¾¿ÀÁ ÂÃÄÅ ÆÇÈÉ ÊËÌÍ ÎÏÐÑ ÒÓÔÕ Ö×ØÙ ÚÛÜÝ áÅâÆã äÇåÈæ çÉèÊé êËëÌì")
    )
    assert decoded(read) is read
    assert "legacy encoding" in unusable(read)
