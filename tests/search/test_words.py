"""Words of queries and identifiers, and those that an instrument can be asked by."""

from __future__ import annotations

import pytest

from extractor.search.words import instrument_words, words


def identity(key: str, doc_type: str | None = None, identifier: str | None = None) -> set[str]:
    return set(instrument_words(key, doc_type, identifier, None, None, None).identity)


@pytest.mark.parametrize(
    ("key", "spelled"),
    [
        (
            "vn:ubnd@thanh-hoa:qd:d2023:4951",
            "qd quyet dinh quyetdinh ubnd uy ban nhan dan thanh hoa thanhhoa 2023",
        ),
        ("vn:ubnd@ho-chi-minh:qd:2003:137", "ho chi minh hcm tphcm tp 2003"),
        ("vn:ubnd@ca-mau|ca-mau_2:qd:2025:52", "ca mau camau 2025"),
        ("vn:cp:nd:2020:30", "cp chinh phu nd nghi dinh"),
        ("vn:qh14:so:2019:39", "qh14 quoc hoi"),
        ("vn:title:luat:2024:dat-dai", "luat dat dai 2024"),
    ],
)
def test_identity_in_all_spellings(key: str, spelled: str) -> None:
    assert set(spelled.split()) <= identity(key)


def test_the_symbol_is_also_one_word() -> None:
    assert "qdubnd" in identity("vn:ubnd@thanh-hoa:qd:x:1", "Quyết định", "01/QĐ-UBND")


def test_the_second_generation_of_a_province_adds_no_number() -> None:
    assert "2" not in identity("vn:ubnd@ca-mau_2:qd:d2025:1733", "Quyết định", "01733/QĐ-UBND")


def test_number_years_day_and_context() -> None:
    found = instrument_words("vn:cp:nd:d2020:30", "Nghị định", "030/NĐ-CP", "2021-03-05", "Chính phủ", "Văn thư")
    assert (found.number, found.years, found.day) == ("30", {2020, 2021}, "2021-03-05")
    assert found.context == ("chinh", "phu", "van", "thu")
    assert "20210305" in found.identity


def test_a_law_cited_by_its_title_has_no_number() -> None:
    assert instrument_words("vn:title:luat:2024:dat-dai", "Luật", None, None, None, None).number == ""


def test_an_unreadable_key_costs_no_error() -> None:
    assert instrument_words("strange", None, "5/X", None, None, None).number == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("04951/QĐ-UBND", ("4951", "qd", "ubnd")),
        ("30c/NQ-CP", ("30c", "nq", "cp")),
        ("66.13/2026/NQ-CP", ("66.13", "2026", "nq", "cp")),
        ("41/2017/QH14", ("41", "2017", "qh14")),
        ("4951QĐ-UBND", ("4951", "qd", "ubnd")),
        ("Quyết  ĐỊNH của Ủy ban", ("quyet", "dinh", "cua", "uy", "ban")),
        ("000", ("0",)),
        ("", ()),
    ],
)
def test_words_keep_suffixes_and_terms(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected
