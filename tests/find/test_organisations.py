"""Names of organs in a text: where they stand, what belongs to them, what only looks like one."""

from __future__ import annotations

import unicodedata

import pytest

from extractor.find.citations.finder import find_citations
from extractor.find.normal import normalise
from extractor.find.organs.finder import find_organisations, organisations_in, with_short_forms

REPORT = (
    "Sở Nội vụ đã tham mưu UBND tỉnh ban hành Kế hoạch số 24/KH-UBND ngày 19/01/2024; các sở, ban, ngành và UBND các "
    "huyện, thị xã, thành phố đã triển khai; Chủ tịch UBND tỉnh ký 62 quyết định công bố danh mục thủ tục hành chính.\n"
    "Trong kỳ, đã tiếp nhận 1.274 hồ sơ, trong đó có 917 hồ sơ trực tuyến, chiếm 72%; tỷ lệ đúng hạn đạt 98,7%. "
)


def printed(text: str) -> list[str]:
    return [each.raw for each in find_organisations(text)]


def test_a_name_stands_where_it_is_printed() -> None:
    text = "Theo đề nghị của Giám đốc Sở\nNội vụ,   UBND\u00a0tỉnh Thanh Hóa quyết định"
    assert [text[each.start : each.end] for each in find_organisations(text)] == [
        "Giám đốc Sở\nNội vụ",
        "UBND\u00a0tỉnh Thanh Hóa",
    ]
    assert printed(text)[0] == "Giám đốc Sở Nội vụ"


def test_offsets_are_those_of_the_given_spelling() -> None:
    text = unicodedata.normalize("NFD", "Giao Sở Nội vụ và Ủy ban nhân dân tỉnh Hà Tĩnh thực hiện")
    found = find_organisations(text)
    assert [unicodedata.normalize("NFC", text[each.start : each.end]) for each in found] == [
        "Sở Nội vụ",
        "Ủy ban nhân dân tỉnh Hà Tĩnh",
    ]


@pytest.mark.parametrize(
    ("text", "role", "place"),
    [
        ("Phó Chủ tịch UBND tỉnh", "Phó Chủ tịch", "tỉnh"),
        ("lãnh đạo Sở Y tế Lào Cai", "lãnh đạo", "Lào Cai"),
        ("Ban Thường vụ Huyện ủy Nga Sơn", "Ban Thường vụ", "Nga Sơn"),
        ("Bộ trưởng Bộ Nội vụ", "Bộ trưởng", None),
        ("UBND TP. Đà Nẵng", None, "TP. Đà Nẵng"),
        ("UBND xã Tân Hội, tỉnh Lâm Đồng", None, "xã Tân Hội, tỉnh Lâm Đồng"),
    ],
)
def test_role_and_place_belong_to_the_name(text: str, role: str | None, place: str | None) -> None:
    (found,) = find_organisations(text)
    assert (found.raw, found.role, found.place_raw) == (text, role, place)


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 4951/QĐ-UBND; Công văn 839/UBND-THKH; Báo cáo số /BC-UBND",
        "các sở, ban, ngành; các bộ, ngành Trung ương; Bộ phận Một cửa; sở hữu trí tuệ; bộ máy",
        "UBND các huyện; UBND cấp xã; HĐND hai cấp; UBND 126 xã, phường; mỗi UBND xã",
        "Công văn, Chính sách, Tổng số, Thủ tục, Văn bản, Báo cáo, Thông tin, Trung bình, Ban đầu, Hội nghị",
    ],
)
def test_no_single_organ_is_named(text: str) -> None:
    assert printed(text) == []


def test_the_title_of_a_law_names_no_organ_but_its_issuer_is_one() -> None:
    text = "Luật Công an nhân dân năm 2018; Luật Tòa án nhân dân tối cao năm 2024; Nghị quyết 41/2017/QH14 của Quốc hội"
    normal = normalise(text)
    assert [each.raw for each in organisations_in(text, normal, find_citations(text))] == ["Quốc hội"]


def test_a_name_ends_with_its_paragraph() -> None:
    assert printed("Chi cục Thủy sản\nNuôi trồng Thủy hải sản") == ["Chi cục Thủy sản"]
    assert printed("4. Giao Công an Thành phố\nKhẩn trương phối hợp") == ["Công an Thành phố"]
    assert printed("của UBND tỉnh Thanh\nHóa)\nBiểu mẫu 1") == ["UBND tỉnh Thanh Hóa"]
    assert printed("UBND huyện Gò Quao Ngày 27/11/2017") == ["UBND huyện Gò Quao"]


def test_a_short_form_counts_from_where_it_is_brought_in() -> None:
    texts = [
        "Trung tâm đã họp. Trung tâm Xúc tiến đầu tư tỉnh (sau đây gọi tắt là Trung tâm) tham mưu; Trung tâm chủ trì.",
        "Trung tâm báo cáo UBND tỉnh. Trung tâm-A không phải.",
    ]
    first, second = with_short_forms(texts, [find_organisations(text) for text in texts])
    assert [(each.raw, each.name) for each in first] == [
        ("Trung tâm Xúc tiến đầu tư tỉnh", "Trung tâm Xúc tiến đầu tư"),
        ("Trung tâm", "Trung tâm Xúc tiến đầu tư"),
    ]
    assert first[1].start > texts[0].index("tham mưu")
    assert [each.raw for each in second] == ["Trung tâm", "UBND tỉnh"]


def test_a_short_form_that_is_a_name_anyhow_stays_what_it_is() -> None:
    text = "Ủy ban nhân dân tỉnh (sau đây gọi tắt là UBND tỉnh) ban hành; UBND tỉnh chỉ đạo."
    (found,) = with_short_forms([text], [find_organisations(text)])
    assert [each.raw for each in found] == ["Ủy ban nhân dân tỉnh", "UBND tỉnh", "UBND tỉnh"]
    assert {each.method for each in found} == {"organ.level"}
