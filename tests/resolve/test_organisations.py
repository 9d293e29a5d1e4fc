"""Which organ is meant: sentences read by hand, names that several organs bore, places before and after the merger."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.find.organs.finder import find_organisations
from extractor.model.document import Identity, Period
from extractor.model.facts import Organisation
from extractor.resolve.organisations import Setting, identify_organisations

SENTENCES = tomllib.loads((Path(__file__).parent / "mentions.toml").read_text(encoding="utf-8"))["sentence"]
LAM_DONG_2025 = Setting("lam-dong", day="2025-11-10")


def read(text: str, setting: Setting) -> list[Organisation]:
    return list(identify_organisations(find_organisations(text), setting))


def parameters() -> list[Any]:
    return [
        pytest.param(
            sentence,
            id=sentence["text"][:60],
            marks=[pytest.mark.xfail(reason=sentence["known_failure"], strict=True)]
            if "known_failure" in sentence
            else [],
        )
        for sentence in SENTENCES
    ]


@pytest.mark.parametrize("sentence", parameters())
def test_a_reader_finds_these_organs(sentence: dict[str, Any]) -> None:
    setting = Setting(
        sentence.get("place", "thanh-hoa") or None,
        sentence.get("unit"),
        sentence.get("unit_name"),
        sentence.get("day", "2024-06-14"),
    )
    found = [[each.raw, each.key] for each in read(sentence["text"], setting)]
    assert found == sentence["mentions"]


def test_the_sentences_hold_enough_to_mean_something() -> None:
    assert sum(len(sentence["mentions"]) for sentence in SENTENCES) >= 140


@pytest.mark.parametrize(
    ("text", "day", "key", "existed"),
    [
        ("Cục Thuế", "2024-12-31", "cuc-thue@lam-dong", True),
        ("Cục Thuế", "2025-03-01", "ct_thue", True),
        ("Bộ Kế hoạch và Đầu tư", "2025-02-28", "bkhdt", True),
        ("Bộ Kế hoạch và Đầu tư", "2025-03-01", "bkhdt", False),
        ("Sở Giao thông vận tải", "2024-06-01", "sgtvt@lam-dong", True),
        ("Sở Giao thông vận tải", "2025-08-01", "sgtvt@lam-dong_2", False),
        ("UBND tỉnh", "2025-06-30", "ubnd@lam-dong", True),
        ("UBND tỉnh", "2025-07-01", "ubnd@lam-dong_2", True),
        ("UBND tỉnh Bình Thuận", "2025-06-30", "ubnd@binh-thuan", True),
        ("UBND tỉnh Bình Thuận", "2025-07-01", "ubnd@binh-thuan", False),
        ("UBND huyện Di Linh", "2025-06-30", "ubnd@lam-dong/di-linh", True),
        ("UBND huyện Di Linh", "2025-07-01", "ubnd@lam-dong_2/di-linh", False),
        ("UBND xã Di Linh", "2025-07-01", "ubnd@lam-dong_2/di-linh", True),
    ],
)
def test_the_organ_is_that_of_the_day(text: str, day: str, key: str, existed: bool) -> None:
    (found,) = read(text, Setting("lam-dong", day=day))
    assert (found.key, found.existed) == (key, existed)


@pytest.mark.parametrize(
    ("text", "name", "source"),
    [
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh Lâm Đồng", "document"),
        ("Chủ tịch UBND xã Hàm Tân", "Ủy ban nhân dân xã Hàm Tân", "words"),
        ("Tỉnh ủy Lâm Đồng", "Tỉnh ủy Lâm Đồng", "words"),
        ("Thành ủy Huế", "Thành ủy Huế", "words"),
        ("Thành ủy Đà Lạt", "Thành ủy Đà Lạt", "words"),
        ("Huyện ủy Di Linh", "Huyện ủy Di Linh", "words"),
        ("Bộ Nội vụ", "Bộ Nội vụ", None),
        ("Chi cục Thủy sản", "Chi cục Thủy sản", "document"),
    ],
)
def test_the_name_says_the_place(text: str, name: str, source: str | None) -> None:
    (found,) = read(text, LAM_DONG_2025)
    assert (found.name, found.place_from) == (name, source)


def test_what_the_registry_does_not_hold_is_said_to_be_unsure() -> None:
    (known,) = read("Sở Nội vụ", LAM_DONG_2025)
    (unknown,) = read("Sở Kinh tế số", LAM_DONG_2025)
    assert (known.organ_known, unknown.organ_known, unknown.existed) == (True, False, None)
    assert unknown.confidence <= 0.5 < known.confidence


def test_a_district_whose_province_is_not_printed_keeps_it_open_like_its_own_number() -> None:
    setting = Setting.of(Identity(issuer="Ủy ban nhân dân thị xã Bỉm Sơn", issued_on="2024-09-09"))
    assert [each.key for each in read("UBND thị xã, Công an tỉnh", setting)] == ["ubnd@?/bim-son"]


def test_a_blank_day_is_taken_from_the_period() -> None:
    identity = Identity(place="lam-dong_2", period=Period("9M", "2025-01-01", "2025-09-30", "9 tháng"))
    assert [each.key for each in read("HĐND tỉnh", Setting.of(identity))] == ["hdnd@lam-dong_2"]
