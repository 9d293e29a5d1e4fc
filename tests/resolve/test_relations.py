"""What a text does with the instruments it cites."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest

from extractor.find.citations import find_citations
from extractor.model import Context
from extractor.resolve.relations import relate, trigger_of


def relations(text: str, context: Context | None = None, inherited: str | None = None) -> list[str | None]:
    return [each.relation for each in relate(text, find_citations(text), context=context, inherited=inherited)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Căn cứ Nghị định số 1/2020/NĐ-CP;\nCăn cứ Nghị định số 2/2020/NĐ-CP;", ["căn cứ", "căn cứ"]),
        (
            "Tiếp tục thực hiện: Nghị quyết số 4/NQ-CP về phân cấp; Nghị quyết số 37-NQ/TW về việc ban hành quy chế;",
            ["thực hiện", "thực hiện"],
        ),
        ("Bãi bỏ Quyết định số 12/QĐ-UBND, Quyết định số 13/QĐ-UBND.", ["bãi bỏ", "bãi bỏ"]),
        ("Quyết định số 12/QĐ-UBND phê duyệt Kế hoạch cải cách.", ["dẫn chiếu"]),
        (
            "Nghị định số 1/2021/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 2/2018/NĐ-CP",
            ["dẫn chiếu", "được sửa đổi bởi 1/2021/NĐ-CP"],
        ),
        (
            "Căn cứ Nghị định số 2/2018/NĐ-CP đã được sửa đổi, bổ sung bởi Nghị định số 1/2021/NĐ-CP;",
            ["được sửa đổi bởi 1/2021/NĐ-CP", "căn cứ"],
        ),
        (
            "Sửa đổi Thông tư số 3/2022/TT-BTC hướng dẫn Nghị định số 2/2018/NĐ-CP",
            ["sửa đổi", "được hướng dẫn bởi 3/2022/TT-BTC"],
        ),
        ("Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 8/TTr-SNV", ["theo đề nghị"]),
        ("Quy chế ban hành kèm theo Quyết định số 12/QĐ-UBND", ["kèm theo"]),
        ("Phúc đáp Công văn số 12/SNV-CCHC của Sở Nội vụ", ["trả lời"]),
        ("phí thu quy định tại Nghị quyết số 1/2020/NQ-HĐND", ["dẫn chiếu"]),
        ("thu phí theo quy định tại Nghị quyết số 1/2020/NQ-HĐND", ["thực hiện"]),
        (
            "theo Nghị định số 2/2018/NĐ-CP (sửa đổi bởi Nghị định số 1/2021/NĐ-CP)",
            ["được sửa đổi bởi 1/2021/NĐ-CP", "thực hiện"],
        ),
        ("Thông tư số 6/2003/TT-NHNN hết hiệu lực thi hành.", ["bãi bỏ"]),
    ],
)
def test_triggers_and_what_they_reach(text: str, expected: list[str]) -> None:
    assert relations(text) == expected


def test_a_note_without_a_trigger_takes_that_of_its_marker() -> None:
    assert relations("Quyết định số 12/QĐ-UBND ngày 5/5/2023.", inherited="ban hành") == ["ban hành"]
    assert relations("Thực hiện Quyết định số 12/QĐ-UBND.", inherited="ban hành") == ["thực hiện"]


def test_what_another_organ_issues_is_only_mentioned() -> None:
    own = Context(issuer="Ủy ban nhân dân tỉnh Nghệ An", place="nghe-an")
    assert relations("Chính phủ ban hành Nghị định số 1/2020/NĐ-CP", own) == ["dẫn chiếu"]
    assert relations("UBND tỉnh ban hành Kế hoạch số 1/KH-UBND", own) == ["ban hành"]


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        (
            "Ban hành các kế hoạch để tổ chức triển khai thực hiện các nội dung, gồm: Kế hoạch thực hiện Nghị quyết",
            "ban hành",
        ),
        ("Để cụ thể hóa nhiệm vụ, tỉnh đã ban hành Quy định về phân cấp", "ban hành"),
        ("Thực hiện Kế hoạch kiểm tra, Chủ tịch UBND tỉnh chỉ đạo Sở Nội vụ ban hành Kế hoạch kiểm tra", "ban hành"),
        ("Các cơ quan tiếp tục triển khai Kế hoạch chi tiết; Công văn hướng dẫn về tuyển dụng", "thực hiện"),
        ("Các văn bản đã được ban hành gồm: Kế hoạch tuyên truyền", "ban hành"),
        ("Tình hình thực hiện nhiệm vụ được theo dõi", None),
    ],
)
def test_the_trigger_of_a_sentence(sentence: str, relation: str | None) -> None:
    assert trigger_of(sentence) == relation


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_prints_of_other_forms_have_the_same_relations(form: Literal["NFC", "NFD"]) -> None:
    text = "Theo đề\nnghị của Giám đốc Sở Nội vụ tại Tờ trình số 8/TTr-SNV; thực hiện Nghị quyết số 4/NQ-CP"
    assert relations(unicodedata.normalize(form, text)) == ["theo đề nghị", "thực hiện"]


def test_only_words_before_the_marker_count() -> None:
    sentence = "Thực hiện Kế hoạch kiểm tra, Sở Nội vụ ban hành Kế hoạch"
    assert trigger_of(sentence[: sentence.index(", Sở")]) == "thực hiện"
