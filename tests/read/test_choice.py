"""Which text of a page counts: what stands in the file, or what an engine says of the picture."""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pytest

from extractor.errors import MissingPartError
from extractor.model.pages import FLAG_HIDDEN, FLAG_OCR, Failure, Page
from extractor.options import Options
from extractor.read.choice import elsewhere, with_usable_text
from extractor.read.ocr.engine import TimedOutError
from tests.layout.printed import A4, Print, characters, page

TEXT = "Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện công tác cải cách hành chính"
STAMP = "Người ký: Văn phòng Ủy ban nhân dân tỉnh, thời gian ký: 24/10/2022 15:17:35"
LINES = tuple(f"{TEXT} {number}" for number in range(8))
FOREIGN = "bdo cdo kiit qud thuc hi6n cdng t6c cdi c6ch hdnh chinh cria HQi tldng nhiQm vU"
GREEK = "Η έκθεση της επαρχίας για τη διοικητική μεταρρύθμιση αναφέρει ότι όλα τα τμήματα"
SIDEWAYS = "ĩT1ạ ïủlÊN ñảs ủáữ ĩôđ ấíu ưnx lệôĩ ấũp ịạd ốữm ỉọưt ềẽs Ĩọp ẩữn ệơd ửâb ôòụ"
WRONG_MAP = "hộú năàh phdn tyánă tẩ vúệc đạú ầân ẫhủ xớng"
EVERYWHERE = (0.0, 0.0, *A4)


def prints(lines: tuple[str, ...], first: float = 100) -> list[Print]:
    return [Print(line, 60, first + 30 * at, 12) for at, line in enumerate(lines)]


def scan(*lines: str, first: float = 100, picture: tuple[float, float, float, float] = EVERYWHERE) -> Page:
    """A page with a picture, and letters of its own over it."""
    return replace(page(1, *prints(lines, first)), images=np.array([picture]))


def recognised(page: Page) -> Page:
    raise AssertionError("the picture must not be read")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch):
    """Says what OCR reads from now on, or how it fails; the pages that were asked for are in its list."""
    asked: list[int] = []
    says: list[Page | Exception] = []

    def recognised(page: Page) -> Page:
        asked.append(page.number)
        if isinstance(says[0], Exception):
            raise says[0]
        read = says[0].characters
        flags = read.flags | FLAG_OCR
        return replace(page, characters=replace(read, flags=flags), text_layer="ocr", ocr_confidence=reads.confidence)

    def reads(*lines: str, first: float = 100, confidence: float = 0.4) -> list[int]:
        reads.confidence = confidence
        says[:] = [page(1, *prints(lines, first))]
        return asked

    def fails(error: Exception) -> None:
        says[:] = [error]

    monkeypatch.setattr(sys.modules[__name__], "recognised", recognised)
    reads.fails = fails
    return reads


def chosen(of: Page, **options: str) -> tuple[Page, Failure | None]:
    return with_usable_text(of, Options(**options), recognised)


def text_of(of: Page) -> str:
    return "".join(of.characters.text.tolist())


def test_a_page_of_text_is_not_looked_at(engine):
    asked = engine(TEXT)
    found, failure = chosen(page(1, *prints(LINES)))
    assert (found.text_layer, found.text_reason, failure, asked) == ("digital", None, None, [])


def test_good_text_over_a_picture_is_not_looked_at(engine):
    asked = engine(TEXT)
    found, _ = chosen(scan(*LINES))
    assert (found.text_layer, found.text_reason, asked) == ("digital", None, [])


def test_a_picture_without_text_is_read(engine):
    engine(*LINES)
    found, failure = chosen(scan())
    assert text_of(found) == "".join(LINES)
    assert (found.text_reason, failure) == ("read from the picture: a picture without text", None)


def test_a_scan_with_a_stamp_is_read_and_the_stamp_does_not_stand_for_it(engine):
    engine(*LINES)
    found, _ = chosen(scan(STAMP, first=40))
    assert found.text_layer == "ocr"
    assert found.text_reason == "read from the picture: a picture with little text"


def test_a_stamp_on_an_empty_sheet_is_kept(engine):
    engine(STAMP)
    found, failure = chosen(scan(STAMP))
    assert (text_of(found), found.text_layer, failure) == (STAMP, "digital", None)
    assert found.text_reason == "its own text was kept: its picture holds no more"


def test_an_emblem_behind_a_short_page_does_not_spoil_its_text(engine):
    """The emblem is read as some letters that the page does not have."""
    engine("Ủy ban nhân dân tỉnh", "báo cáo kết quả", "12 34 56 78", "HỘI CÔNG CHỨNG")
    found, _ = chosen(scan("Ủy ban nhân dân tỉnh", "báo cáo kết quả", "12 34 56 78"))
    assert found.text_layer == "digital"


def test_a_watermark_aslant_on_an_empty_sheet_leaves_an_empty_page(engine):
    engine()
    aslant = scan("BẢN SAO LƯU CỦA VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG")
    glyphs = aslant.characters
    step = np.arange(len(glyphs)) * 6.0
    shifted = replace(aslant, characters=replace(glyphs, top=glyphs.top + step, bottom=glyphs.bottom + step))
    found, failure = chosen(shifted)
    assert (text_of(found), failure) == ("", None)


def test_an_empty_scanned_page_is_empty_and_no_failure(engine):
    engine()
    found, failure = chosen(scan())
    assert (text_of(found), found.text_layer, failure) == ("", "ocr", None)


@pytest.mark.parametrize("layer", [FOREIGN, GREEK], ids=["for another language", "of another script"])
def test_a_poor_layer_under_a_vietnamese_scan_is_not_used(engine, layer):
    engine(*LINES)
    found, failure = chosen(scan(*[layer] * 8))
    assert text_of(found) == "".join(LINES)
    assert "a text layer without Vietnamese letters under a picture" in found.text_reason
    assert failure is None


def test_a_page_of_another_script_keeps_its_own_text(engine):
    engine(*[SIDEWAYS] * 8)
    found, failure = chosen(scan(*[GREEK] * 8))
    assert text_of(found) == GREEK * 8
    assert (found.text_layer, failure) == ("digital", None)


def test_nonsense_is_not_stored_and_named(engine):
    engine(*[SIDEWAYS] * 3)
    found, failure = chosen(scan())
    assert text_of(found) == ""
    assert (failure.stage, failure.page) == ("ocr", 1)
    assert failure.error == "what OCR reads on the page is no Vietnamese: a picture without text"


def test_capitals_that_the_engine_guesses_at_are_not_stored(engine):
    """Another script: hardly a letter that is marked, so that nothing speaks against it but what is no syllable."""
    engine(*["OTMWET IIPOBWHIIHW OB ATMWHHHCTPATHBHOH PEOPME IIEPBOE TIOJIYTOHME"] * 3, confidence=0.57)
    found, failure = chosen(scan())
    assert text_of(found) == ""
    assert failure.error == "what OCR reads on the page is no Vietnamese: a picture without text"


def test_words_without_blanks_that_are_sure_are_no_nonsense(engine):
    engine(*[SIDEWAYS] * 3, confidence=0.95)
    found, failure = chosen(scan())
    assert (text_of(found), failure) == (SIDEWAYS * 3, None)


def test_what_was_asked_for_is_given_even_where_it_is_nonsense(engine):
    engine(*[SIDEWAYS] * 3)
    found, failure = chosen(page(1, *prints(LINES)), ocr="force")
    assert text_of(found) == SIDEWAYS * 3
    assert (found.text_reason, failure) == ("read from the picture: asked for", None)


def test_without_ocr_only_wrong_text_is_left_out():
    found, failure = chosen(scan(*[FOREIGN] * 8), ocr="never")
    assert text_of(found) == ""
    assert failure.error == "no usable text: a text layer without Vietnamese letters under a picture"
    assert failure.hint == "run again without `--ocr never`"
    found, failure = chosen(scan(STAMP), ocr="never")
    assert text_of(found) == STAMP
    assert failure.error == "no usable text: a picture with little text"
    assert found.text_reason == "its own text was kept: its picture was not read"


@pytest.mark.parametrize("error", [TimedOutError(), MissingPartError("Tesseract is not installed", "install it")])
def test_where_ocr_fails_the_failure_has_the_reason_of_both(engine, error):
    engine.fails(error)
    found, failure = chosen(scan())
    assert text_of(found) == ""
    assert failure.error == f"{error.message}: a picture without text"
    assert failure.hint == error.next_step


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        pytest.param((60, 500, 400, 750), "its own text was kept: a picture beside it was not read", id="pasted"),
        pytest.param((300, 600, 560, 812), None, id="stamp"),
    ],
)
def test_a_large_picture_beside_the_text_is_said_and_not_read(engine, picture, reason):
    asked = engine(*LINES)
    found, failure = chosen(scan(*LINES, picture=picture))
    assert (text_of(found), found.text_layer, failure, asked) == ("".join(LINES), "digital", None, [])
    assert found.text_reason == reason


@pytest.mark.parametrize(("letters", "layer"), [(46, "digital"), (80, "ocr")])
def test_a_picture_holds_more_where_a_quarter_of_the_letters_stand_elsewhere(engine, letters, layer):
    own = LINES[:3]
    further = [letter for letter in 2 * TEXT if letter.isalnum()]
    engine(*own, "".join(further[:letters]))
    found, failure = chosen(scan(*own))
    assert (found.text_layer, failure) == (layer, None)


def test_letters_elsewhere_are_those_with_no_letter_beside_them():
    own, seen = characters(Print("abc", 100, 100)), characters(Print("abcd", 101, 102), Print("e", 300, 400))
    assert elsewhere(seen, own).tolist() == [False, False, False, False, True]


@pytest.mark.parametrize(("lines", "letters"), [((STAMP,), len(STAMP)), ((FOREIGN,), 0), ((FOREIGN,) * 8, 0)])
def test_only_right_letters_of_the_page_are_lent_to_what_is_read(lines, letters):
    """The reader of the picture gets the page with the letters that it may spell words by."""
    lent = []

    def reads(given: Page) -> Page:
        lent.append(len(given.characters))
        return page(1, *prints(LINES))

    with_usable_text(scan(*lines), Options(), reads)
    assert lent == [letters]


def test_wrong_letters_of_a_page_of_text_are_read_from_what_is_drawn(engine):
    engine(*LINES, confidence=0.9)
    found, failure = chosen(page(1, *prints((WRONG_MAP,) * 8)))
    assert (text_of(found), found.text_layer, failure) == ("".join(LINES), "ocr", None)
    assert found.text_reason == "read from the picture: letters that spell no words"


def test_letters_that_are_drawn_so_are_no_wrong_letters(engine):
    """A language that nobody knows here: OCR misses its marks, and some of its words."""
    engine("hou naah phđn tyána te vuec đau", TEXT)
    own = page(1, *prints((WRONG_MAP,)))
    found, failure = chosen(own)
    assert (text_of(found), found.text_layer, failure) == (WRONG_MAP, "digital", None)
    assert found.text_reason == "its own text was kept: its picture says the same"


def test_half_of_the_wrong_words_must_be_drawn(engine):
    engine("hou naah phđn", TEXT)
    found, _ = chosen(page(1, *prints((WRONG_MAP,))))
    assert found.text_layer == "ocr"


def test_without_ocr_wrong_letters_are_left_out_and_named():
    found, failure = chosen(page(1, *prints((WRONG_MAP,) * 8)), ocr="never")
    assert text_of(found) == ""
    assert (failure.stage, failure.page) == ("ocr", 1)
    assert failure.error == "no usable text: letters that spell no words"


def test_the_fonts_that_are_right_are_kept_where_ocr_cannot_read_the_others(engine):
    engine.fails(MissingPartError("Tesseract is not installed", "install it"))
    whole = page(1, *prints((WRONG_MAP,)), *prints(LINES, first=200))
    glyphs = whole.characters
    fonts = np.where(np.arange(len(glyphs)) < len(WRONG_MAP), 1, 0).astype(np.int32)
    found, failure = chosen(replace(whole, characters=replace(glyphs, font=fonts), fonts=("Serif", "Serif-Bold")))
    assert text_of(found) == "".join(LINES)
    assert failure.error == "Tesseract is not installed: letters that spell no words"
    assert found.text_reason == "its own text was kept: its picture was not read"


def test_nonsense_in_both_is_not_stored(engine):
    engine(*[SIDEWAYS] * 3)
    found, failure = chosen(page(1, *prints((WRONG_MAP,) * 8)))
    assert text_of(found) == ""
    assert failure.error == "what OCR reads on the page is no Vietnamese: letters that spell no words"


def test_letters_that_nobody_sees_are_said_and_no_failure():
    whole = page(1, *prints(LINES))
    whole.characters.flags[len(whole.characters) // 2 :] |= FLAG_HIDDEN
    found, failure = chosen(whole)
    unseen = sum(map(str.isalnum, text_of(whole)[len(whole.characters) // 2 :]))
    assert (found.text_reason, failure) == (f"{unseen} letters on it that nobody sees were left out", None)
