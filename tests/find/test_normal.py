"""The normal form and its map back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.find.normal import normalise

ODD = "amĐếộ²³[]1 \n\t\u00a0\u2009\u200b\u00ad\ufffe\u2013\u2212-/0\u0301\u0302\u0323\u031b\u00d0\u0421о"


@pytest.mark.parametrize(
    ("given_text", "normal"),
    [
        ("NQ\u2013HĐND \u2212 12", "NQ-HĐND - 12"),
        ("số\u00a0 \t4884\n/QĐ", "số 4884 /QĐ"),
        ("Quyết đi\u0323nh", "Quyết định"),
        ("Q\u00d0-UBND, \u00f0\u1ed3ng", "QĐ-UBND, đồng"),
        ("QĐ-\u0421\u0420", "QĐ-CP"),
        ("QĐ\ufffe\nUBND", "QĐ-UBND"),
        ("Ủy\u200b ban", "Ủy ban"),
        ("nh\u00adân", "nhân"),
        ("o\u0301\u0302", "ố"),
        ("Q U Y Ế T  Đ Ị N H 12", "QUYẾT ĐỊNH 12"),
        ("số 6 1 / 2 0 1 8 / N Đ - C P", "số 61/2018/NĐ-CP"),
        ("1 2 3 4 5 6", "1 2 3 4 5 6"),
        ("số 20/KH-UBND³ ngày, năm 2024¹² và ¹", "số 20/KH-UBND ngày, năm 2024 và"),
        ("năm 2024 ³, quý I¹,² và 123³/QĐ-UBND", "năm 2024, quý I và 123/QĐ-UBND"),
        ("năm 2024[¹] (quý II²) và 2023(³);", "năm 2024 (quý II) và 2023;"),
        ("120 m², 3 m³/ngày, (5 km²), 7 Nm³, 10⁶ và 10¹²", "120 m², 3 m³/ngày, (5 km²), 7 Nm³, 10⁶ và 10¹²"),
        ("tháng năm² có 10² lượt", "tháng năm có 10² lượt"),
        ("120 m ² đất, 3 m ³/ngày (5 km ²), 7 Nm ³", "120 m² đất, 3 m³/ngày (5 km²), 7 Nm³"),
        ("mặt bằng 40\n cm ²; 9 dm ³ và 2 mm\n²", "mặt bằng 40 cm²; 9 dm³ và 2 mm²"),
        ("quý và năm ², ông Lam ³ (đến năm ²)", "quý và năm, ông Lam (đến năm)"),
    ],
)
def test_what_is_read_as_what(given_text: str, normal: str) -> None:
    assert normalise(given_text).text == normal


def test_words_of_another_script_stay() -> None:
    assert normalise("Москва, ΑΘΗΝΑ").text == "Москва, ΑΘΗΝΑ"


def test_offsets_lead_back_over_shorter_and_longer_forms() -> None:
    text = unicodedata.normalize("NFD", "số  4\u00ad7 Đề")
    normal = normalise(text)
    assert normal.text == "số 47 Đề"
    at = normal.text.index("47")
    assert text[normal.start(at) : normal.end(at + 2)] == "4\u00ad7"
    at = normal.text.index("Đề")
    assert text[normal.start(at) : normal.end(at + 2)] == unicodedata.normalize("NFD", "Đề")


@given(st.text(alphabet=ODD, max_size=60))
def test_the_map_is_ordered_and_stays_inside(text: str) -> None:
    normal = normalise(text)
    starts = [normal.start(at) for at in range(len(normal.text))]
    ends = [normal.end(at + 1) for at in range(len(normal.text))]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))


@given(st.text(alphabet=ODD, max_size=60))
def test_every_character_is_read_from_its_own_print(text: str) -> None:
    normal = normalise(text)
    for at, char in enumerate(normal.text):
        printed = text[normal.start(at) : normal.end(at + 1)]
        assert normalise(printed).text.strip() in (char, "") or char in normalise(printed).text


@given(st.text(alphabet=ODD.replace("\u0301", "").replace("\u0302", "").replace("\u0323", ""), max_size=60))
def test_a_normal_form_is_its_own_normal_form(text: str) -> None:
    once = normalise(text).text
    twice = normalise(once).text
    assert normalise(twice).text == twice


@given(st.text(alphabet=ODD, max_size=60))
def test_an_offset_is_that_of_the_first_character_read_from_there_or_behind(text: str) -> None:
    normal = normalise(text)
    starts = [normal.start(at) for at in range(len(normal.text))]
    for source in range(len(text) + 1):
        assert normal.offset(source) == sum(start < source for start in starts)


def test_changes_of_a_normal_form_keep_its_map() -> None:
    text = "số  12 /\u00adQĐ\u200b- UBND,  ngày"
    normal = normalise(text)
    at = normal.text.index("QĐ")
    changed = normal.changed([(3, 5, "345"), (at, at, "x"), (at + 2, at + 4, "-")])
    assert changed.text == "số 345 /xQĐ-UBND, ngày"
    assert text[changed.start(3) : changed.end(6)] == "12"
    place = changed.text.index("UBND")
    assert text[changed.start(place) : changed.end(place + 4)] == "UBND"
    assert text[changed.start(len(changed.text) - 4) :] == "ngày"
    assert normal.changed([]) == normal
