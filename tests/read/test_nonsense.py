"""Text layers whose letters spell nothing, as fonts with a wrong Unicode map leave them, told from honest texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice

import numpy as np
import pytest

from extractor.model.pages import FLAG_HIDDEN, Page
from extractor.read.nonsense import nonsense_of
from tests.layout.printed import Print, page

VIETNAMESE = (
    "Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện công tác cải cách hành chính năm 2024, trong đó các sở, ban, ngành "
    "và Ủy ban nhân dân các huyện, thị xã, thành phố đã hoàn thành nhiệm vụ được giao theo Quyết định số 12/QĐ-UBND; "
    "việc giải quyết thủ tục hành chính được thực hiện đúng thời hạn, mức độ hài lòng của người dân, doanh nghiệp tăng"
)
LETTERS = "".join(sorted({letter for letter in VIETNAMESE if letter.islower()}))
WRONG = ["hộú", "năàh", "phdn", "tyánă", "tẩ", "vúệc", "đạú", "ầân", "ẫhủ", "xớng"]
FRENCH = (
    "Le Comité populaire de la province a approuvé le plan général d'aménagement du territoire à l'horizon 2030, où "
    "les autorités concernées sont chargées d'élaborer des règlements détaillés. La préfecture a été créée en 1997 ; "
    "elle gère les activités économiques, l'énergie, la santé et l'éducation dès août près de cent communes"
)


def set_in_lines(text: str, first: float = 60) -> Page:
    words = iter(text.split())
    lines = iter(lambda: " ".join(islice(words, 10)), "")
    return page(1, *(Print(line, 40, first + 20 * at, 10) for at, line in enumerate(lines)))


def words_of(text: str) -> frozenset[str]:
    found = nonsense_of(set_in_lines(text))
    return found.words if found else frozenset()


def mapped(change: Callable[[str], str], text: str = VIETNAMESE) -> str:
    """The text as a map gives it that leads each letter to another."""
    return "".join(change(letter) if letter.isalpha() else letter for letter in text)


def exchanged(letter: str) -> str:
    """Each letter for the one ten places further among all that the text has."""
    at = LETTERS.find(letter)
    return letter if at < 0 else LETTERS[(at + 10) % len(LETTERS)]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(exchanged, id="letters exchanged"),
        pytest.param(lambda letter: chr(ord(letter) + 1), id="letters shifted"),
        pytest.param(lambda letter: exchanged(letter) if letter.isascii() else letter, id="plain letters exchanged"),
        pytest.param(lambda letter: letter if letter.isascii() else exchanged(letter), id="marked letters exchanged"),
        pytest.param(lambda letter: " " if letter in LETTERS[::2] else letter, id="every second letter lost"),
        pytest.param(lambda letter: letter if letter.isascii() else " ", id="marked letters lost"),
        pytest.param(lambda letter: letter if letter.isascii() else "?", id="a sign for each marked letter"),
        pytest.param(lambda letter: chr(0xE000 + ord(letter)) if letter in LETTERS[::3] else letter, id="no letters"),
        pytest.param(lambda letter: "\ufffd" if letter in "đạ" else letter, id="unknown letters"),
        pytest.param(
            lambda letter: chr(0x100 + ord(letter)) if letter in "cngtyhN" else letter,
            id="letters of other languages, some of which those of the highlands have",
        ),
        pytest.param(lambda letter: chr(ord(letter) + 0xFF0), id="letters of several scripts"),
        pytest.param(lambda letter: chr(ord(letter) + 0x1740), id="letters of several scripts, some of which are none"),
        pytest.param(lambda letter: chr(ord(letter) - 29) if letter.isascii() else letter, id="glyphs shift"),
    ],
)
def test_wrong_maps_leave_words_of_no_language(change):
    assert not words_of(VIETNAMESE)
    assert len(words_of(mapped(change))) >= 5


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The report states that all state-owned enterprises carried out their tasks in the first half of the year; "
            "e-mail, x-ray, eOffice, iPhone, JavaScript, don't, rhythm, html, Gover- nment strengths nth hmm 3x4cm",
            id="English",
        ),
        pytest.param(FRENCH, id="French"),
        pytest.param("Отчет провинции об административной реформе указывает что все департаменты", id="Russian"),
        pytest.param(
            "รายงานของจังหวัด 2024 iPhone 15 เรื่อง การปฏิรูป ບົດລາຍງານ ຂອງແຂວງ ກ່ຽວກັບ របាយការណ៍ របស់ ខេត្ត ស្តីពី កំណែទម្រង់ "
            "ပြည်နယ် အစီရင်ခံစာ दस्तावेज़ تقرير المقاطعة עיתון",
            id="scripts of the neighbours",
        ),
        pytest.param("省人民委員會 關於 行政改革 的 報告 各 部門 已 完成 任務", id="Chinese"),
        pytest.param(
            "Hdră mnuih buôn sang čar mâo bruă ngă, ăt jing knơ̆ng bruă kriê dlăng mơ̆ng buôn sang. Kơ bruă mkra mjing "
            "klei hdĭp mda mrâo, dŭm buôn sang mâo hdră mđĭ kyar bruă duh mkra, msĕ si klei hriăm hră, klei yuôm bhăn",
            id="a language of the highlands",
        ),
        pytest.param(
            "Ea Knuếc Krông Jing Cư M'gar Ea H'đing Quảng Hiệp Ea Tul Cuôr Đăng Ea Kuêh Cư Dliê M'nông Đắk N'đir Đrắk "
            "Kpơng Chư Păh Ia Đơk Y Ngông Niê Kđăm H'Bliă Êban Mlô Hđơk",
            id="names of the highlands",
        ),
        pytest.param(
            "XÃ EA KNUẾC KRÔNG JING CƯ M'GAR EA H'ĐING QUẢNG HIỆP CUÔR ĐĂNG EA KUÊH CƯ DLIÊ ĐRẮK ĐĂK KPƠNG CHƯ PĂH IA "
            "ĐƠK Y NGÔNG NIÊ KĐĂM",
            id="names in capitals",
        ),
        pytest.param(
            "Tòan tỉnh đã hòan thành khỏan chi họach định, ngòai ra lọai hình qúy, gỉai ngân, ðược ðiều ðộng",
            id="tones over the wrong vowel",
        ),
        pytest.param("ninhnhân dân trịsử dụng hếtsức tạikhoản sungtính đainăm quyếtđịnh thựchiện", id="lost blanks"),
        pytest.param(
            "th ống kê ch ính s ách nh ân d ân t ỉnh c ủa c ác s ở b an ng ành tr ên đ ịa b", id="more blanks"
        ),
        pytest.param("NaCl H2SO4 mg/l µg/m3 kg km² pH BOD5 NH4+ PM2.5 mmol kWh MWh mL dB ppm cd hg pb zn", id="units"),
        pytest.param(
            "trong đó n là số mẫu, k là số nhóm, p = 0.05; t là giờ; y = a x + b với h và r; m", id="formulas"
        ),
        pytest.param(
            "theo điểm b khoản 1, các điểm c, d, đ và e khoản 2, điểm g khoản 3, điểm h và k khoản 4, điểm l khoản 5 "
            "và điểm m khoản 6 Điều 7",
            id="items of a law",
        ),
        pytest.param(
            "sgtvt@x.gov.vn snnptnt@x.gov.vn skhcn@x.gov.vn stnmt@x.gov.vn https://x.vn/qd-ttg", id="addresses"
        ),
        pytest.param("UY BAN NHAN DAN Uy ban nhan dan tinh bao cao ket qua thuc hien cong tac cai", id="no accents"),
        pytest.param("C Ộ N G H Ò A b á o c á o k ế t q u ả t h ự c h i ệ n c ô n g t á c", id="letters set apart"),
        pytest.param("\uf0b7 Mục tiêu \uf0a8 Có \uf0a8 Không \uf0fe Đạt " * 9, id="bullets and boxes"),
        pytest.param("TT 1 2 3,5 4.000 12,6 % 100 STT (1) (2) (3)=(2)/(1) x - … *", id="numbers"),
        pytest.param("", id="nothing"),
    ],
)
def test_honest_texts_are_left_alone(text):
    assert not words_of(text)


def among(wrong: int, of: int, *, each: int = 1) -> str:
    """So many different wrong words, each some times, in so many words."""
    right = cycle(["báo", "cáo", "kết", "quả", "thực", "hiện", "công", "tác", "cải", "cách", "hành", "chính"])
    return " ".join([*WRONG[:wrong] * each, *islice(right, of - wrong * each)])


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        pytest.param(among(6, 120), True, id="six words in 120"),
        pytest.param(among(4, 80), False, id="four words in 80"),
        pytest.param(among(5, 120), True, id="one word in 24"),
        pytest.param(among(5, 250), False, id="one word in 50"),
        pytest.param(among(1, 60, each=10), False, id="one word again and again"),
        pytest.param(among(4, 12), True, id="a short page: one word in three"),
        pytest.param(among(2, 8), False, id="two words"),
        pytest.param(among(3, 10), True, id="three words in ten"),
        pytest.param(among(3, 20), False, id="three words in twenty"),
    ],
)
def test_misprints_are_no_wrong_map(text, hit):
    assert bool(words_of(text)) is hit


@pytest.mark.parametrize(("lost", "hit"), [(8, True), (3, False)])
def test_consonants_alone_are_what_is_left_of_words(lost, hit):
    """Of 60 words, each by itself; without a blank before it a cut word would be one of its neighbours."""
    alone = islice(cycle(["ng", "th", "h", "nh", "c", "tr"]), lost)
    words = "được giao " * 26
    assert bool(words_of(words + " ".join(f"{each} giao" for each in alone))) is hit


@pytest.mark.parametrize(("share", "hit"), [(0.3, False), (0.7, True)])
def test_marked_words_that_are_no_syllables_are_another_language_or_a_code(share, hit):
    coded = list(islice(cycle(["keát", "quaû", "thöïc", "hieän", "coâng", "taùc", "caûi"]), round(40 * share)))
    assert bool(words_of(" ".join([*coded, *["dans"] * (40 - len(coded))]))) is hit


@pytest.mark.parametrize(("share", "hit"), [(0.4, False), (0.8, True)])
def test_heads_in_capitals_are_judged_for_themselves(share, hit):
    wrong = list(islice(cycle(["BỆÓ", "KẾỲ", "QUƯA", "THỰỴC", "HIẸẾN", "CÔỂNG"]), round(20 * share)))
    assert bool(words_of(" ".join([*wrong, *["UBND"] * (20 - len(wrong))]))) is hit


@pytest.mark.parametrize(("word", "hit"), [("xml css sql js png jpg", False), ("html xslt cfgs wsdl xsds ngtr", True)])
def test_words_of_four_consonants_are_none(word, hit):
    assert bool(words_of(f"{word} báo cáo kết quả")) is hit


def two_fonts(first: Page, second: Page) -> Page:
    """One page: the glyphs of both, those of the second in another font."""
    columns = ("text", "x0", "top", "x1", "bottom", "size", "upright", "flags")
    parts = first.characters, second.characters
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in columns}
    font = np.repeat(np.arange(2, dtype=np.int32), [len(part) for part in parts])
    return replace(first, characters=replace(parts[0], font=font, **joined), fonts=("Serif", "Serif-Bold"))


def test_one_font_of_a_page_is_nonsense_and_the_other_is_kept():
    heads = set_in_lines(" ".join(WRONG[:6]), first=20)
    body = set_in_lines(f"{VIETNAMESE} " * 8, first=60)
    found = nonsense_of(two_fonts(heads, body))
    assert found.words == set(WRONG[:6])
    assert found.glyphs.tolist() == [True] * len(heads.characters) + [False] * len(body.characters)


@pytest.mark.parametrize(
    ("signs", "hit"),
    [
        pytest.param("!$'*-0369<?BEH#&B,/258;>ADG%A+.147:=@CF", True, id="codes"),
        pytest.param("$5?3#9", False, id="three signs"),
        pytest.param("[x]=3/100%", False, id="a formula"),
        pytest.param("8$7?3#9&2=4<6", True, id="six signs"),
    ],
)
def test_codes_of_glyphs_are_no_text(signs, hit):
    """A font that says nothing of its letters: what is left are its codes, from the first sign of ASCII on."""
    assert bool(words_of(" ".join(f"{at}{signs}{at}" for at in range(8)))) is hit


def test_where_all_fonts_spell_nothing_nothing_is_kept():
    heads, body = set_in_lines(mapped(exchanged), first=20), set_in_lines(mapped(exchanged), first=300)
    assert nonsense_of(two_fonts(heads, body)).glyphs.all()


def test_words_set_in_two_fonts_are_words_of_none_of_them():
    """Where a font lacks the marked letters another one gives them: what is left of each word is no fragment."""
    whole = set_in_lines(f"{VIETNAMESE} " * 3)
    marked = np.array([not letter.isascii() for letter in whole.characters.text])
    mixed = replace(whole, characters=replace(whole.characters, font=marked.astype(np.int32)), fonts=("A", "B"))
    assert nonsense_of(mixed) is None


def test_hidden_nonsense_is_not_what_is_seen():
    hidden = set_in_lines(mapped(exchanged))
    hidden.characters.flags[:] |= FLAG_HIDDEN
    assert nonsense_of(hidden) is None


def test_french_words_are_wrong_where_the_page_is_in_an_old_code():
    assert not words_of(FRENCH)
    legacy = replace(set_in_lines(FRENCH), text_layer="legacy")
    assert nonsense_of(legacy).glyphs.all()
