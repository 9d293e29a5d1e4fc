"""Provinces, units and full names in issuer phrases."""

from __future__ import annotations

import pytest

from extractor.resolve.places import full_issuer, generation, place_slug, unit_name, unit_slug, validity


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("UBND tỉnh Bắc Giang", "bac-giang"),
        ("TP. Hồ Chí Minh", "ho-chi-minh"),
        ("TPHCM", "ho-chi-minh"),
        ("ỦY BAN NHÂN DÂN TỈNH THANH HOÁ", "thanh-hoa"),
        ("Bà Rịa – Vũng Tàu", "ba-ria-vung-tau"),
        ("thành phố Huế", "hue"),
        ("tỉnh Thừa Thiên Huế", "thua-thien-hue"),
        ("UBND xã Hòa Bình, huyện Chợ Mới, tỉnh An Giang", "an-giang"),
        ("UBND xã Hòa Bình", None),
        ("UBND tỉnh", None),
    ],
)
def test_provinces(text: str, slug: str | None) -> None:
    assert place_slug(text) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("UBND huyện Nga Sơn", "nga-son"),
        ("UBND thị xã Bỉm Sơn, tỉnh Thanh Hóa", "bim-son"),
        ("UBND thành phố Thanh Hóa", "thanh-hoa"),
        ("UBND Phường 12", "phuong-12"),
        ("Ban Thường vụ Huyện ủy Nga Sơn", "nga-son"),
        ("Thành ủy Đà Nẵng", None),
        ("UBND thành phố Hà Nội", None),
        ("UBND tỉnh Thanh Hóa", None),
    ],
)
def test_units_below_the_province(text: str, slug: str | None) -> None:
    assert unit_slug(text) == slug


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("UBND tỉnh Bắc Giang", "Ủy ban nhân dân tỉnh Bắc Giang"),
        ("ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", "Ủy ban nhân dân tỉnh Lâm Đồng"),
        ("UỶ BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", "Ủy ban nhân dân thành phố Hà Nội"),
        ("SỞ NỘI VỤ", "Sở Nội vụ"),
        ("BỘ KHOA HỌC VÀ CÔNG NGHỆ", "Bộ Khoa học và Công nghệ"),
        ("HĐND TP. Đà Nẵng", "Hội đồng nhân dân thành phố Đà Nẵng"),
    ],
)
def test_full_names(printed: str, full: str) -> None:
    assert full_issuer(printed) == full


def test_generations_of_a_province() -> None:
    assert generation("bac-ninh", "2025-06-30", 2025, None) == "bac-ninh"
    assert generation("bac-ninh", "2025-07-01", 2025, None) == "bac-ninh_2"
    assert generation("bac-ninh", None, 2025, "2025-05-01") == "bac-ninh"
    assert generation("bac-ninh", None, None, None) == "bac-ninh|bac-ninh_2"
    assert generation("ben-tre", "2025-08-01", 2025, None) == "ben-tre"
    assert generation("thanh-hoa", "2025-08-01", 2025, None) == "thanh-hoa"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("UBND huyện Nga Sơn", "huyện Nga Sơn"),
        ("Huyện ủy Nga Sơn", "huyện Nga Sơn"),
        ("Chủ tịch UBND Thị xã Bỉm Sơn", "thị xã Bỉm Sơn"),
        ("UBND thành phố Sầm Sơn, tỉnh Thanh Hóa", "thành phố Sầm Sơn"),
        ("UBND thành phố Hà Nội", None),
        ("UBND tỉnh Hà Nam", None),
    ],
)
def test_units_by_name(text: str, name: str | None) -> None:
    assert unit_name(text) == name


@pytest.mark.parametrize(
    ("place", "days"),
    [
        ("binh-thuan", (None, "2025-06-30")),
        ("lam-dong", (None, "2025-06-30")),
        ("lam-dong_2", ("2025-07-01", None)),
        ("lam-dong_2/ham-tan", ("2025-07-01", None)),
        ("thanh-hoa/nga-son", (None, None)),
        ("?", (None, None)),
    ],
)
def test_how_long_a_province_has_been_there(place: str, days: tuple[str | None, str | None]) -> None:
    assert validity(place) == days
