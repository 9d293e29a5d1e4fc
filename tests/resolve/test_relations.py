"""What a text does with the instruments it cites."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Literal

import pytest
import regex

from extractor.find.citations.finder import find_citations
from extractor.model.document import Context
from extractor.resolve.relations import triggers
from extractor.resolve.relations.relate import Relation, inherited_from, relate, relations_of
from extractor.resolve.relations.triggers import heading_trigger
from patterns.loader import load


def relations(text: str, context: Context | None = None, inherited: str | None = None) -> list[str | None]:
    found = find_citations(text)
    taken = (Relation(inherited, source="sentence") if inherited else None,) * len(found)
    return [each.relation for each in relate(text, found, context=context, inherited=taken)]


def of_note(sentence: str, marker: int | None = None) -> str | None:
    found = inherited_from(sentence, len(sentence) if marker is None else marker)
    return found.value if found else None


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
        (
            "Về kiến nghị tại Công văn số 5/STC-NS: thực hiện đúng quy định tại Thông tư số 3/2022/TT-BTC",
            ["dẫn chiếu", "thực hiện"],
        ),
        (
            "Theo Công văn số 2/VP-TH có ý kiến theo đề nghị của Hội Làm vườn tỉnh tại Công văn số 3/HLV",
            ["thực hiện", "theo đề nghị"],
        ),
        (
            "Căn cứ Quyết định số 12/QĐ-UBND ban hành Quy chế,\nTheo đề nghị của Giám đốc Sở Tư pháp tại Tờ trình số "
            "8/TTr-STP và Giám đốc Sở Nội vụ tại Tờ trình số 9/TTr-SNV",
            ["căn cứ", "theo đề nghị", "theo đề nghị"],
        ),
        # an instrument does nothing to itself
        ("Luật Đất đai số 31/2024/QH15 và văn bản hướng dẫn Luật Đất đai số 31/2024/QH15", ["dẫn chiếu", "hướng dẫn"]),
        # what is said of it behind ``nêu trên`` is no title
        (
            "Gửi Quyết định số 5/QĐ-BTP ngày 02/3/2022 nêu trên để tổ chức thực hiện hỗ trợ theo quy định tại "
            "Nghị định số 2/2018/NĐ-CP",
            ["dẫn chiếu", "thực hiện"],
        ),
        (
            "UBND tỉnh ban hành Quyết định số 12/QĐ-UBND, trong đó tại Điều 4 Quyết định số 13/QĐ-UBND có yêu cầu",
            ["ban hành", "dẫn chiếu"],
        ),
        (
            "UBND tỉnh ban hành Kế hoạch số 12/KH-UBND, trong đó có Kế hoạch số 13/KH-UBND",
            ["ban hành", "ban hành"],
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
        (
            "Các quy định tại Thông tư số 6/2003/TT-NHNN của Bộ trưởng về việc góp vốn theo Quyết định số 193/QĐ-TTg "
            "ngày 20/12/2001 của Thủ tướng, hết hiệu lực thi hành.",
            ["bãi bỏ", "thực hiện"],
        ),
        (
            "Quyết định số 12/QĐ-UBND, Quyết định số 13/QĐ-UBND ngày 02/3/2022 hết hiệu lực kể từ ngày 01/7/2024.",
            ["bãi bỏ", "bãi bỏ"],
        ),
        (
            "Nghị định số 1/2020/NĐ-CP quy định việc rà soát các văn bản của cấp huyện được ban hành trước ngày "
            "sắp xếp mà đã hết hiệu lực.",
            ["dẫn chiếu"],
        ),
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
    assert of_note(sentence) == relation


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_prints_of_other_forms_have_the_same_relations(form: Literal["NFC", "NFD"]) -> None:
    text = "Theo đề\nnghị của Giám đốc Sở Nội vụ tại Tờ trình số 8/TTr-SNV; thực hiện Nghị quyết số 4/NQ-CP"
    assert relations(unicodedata.normalize(form, text)) == ["theo đề nghị", "thực hiện"]


def test_only_words_before_the_marker_count() -> None:
    sentence = "Thực hiện Kế hoạch kiểm tra, Sở Nội vụ ban hành Kế hoạch"
    assert of_note(sentence, sentence.index(", Sở")) == "thực hiện"


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("Thực hiện Nghị quyết số 4/NQ-CP, Nghị quyết số 5/NQ-CP", [("Thực hiện", "clause"), ("Thực hiện", "list")]),
        ("theo\nquy định tại Nghị định số 2/2018/NĐ-CP", [("theo quy định tại", "clause")]),
        ("Thông tư số 6/2003/TT-NHNN hết hiệu lực thi hành.", [("hết hiệu lực", "after")]),
        (
            "Nghị định số 2/2018/NĐ-CP được sửa đổi bởi Nghị định số 1/2021/NĐ-CP",
            [("được sửa đổi bởi", "citation"), (None, None)],
        ),
        ("Nghị định số 2/2018/NĐ-CP còn vướng mắc", [(None, None)]),
    ],
)
def test_the_words_that_gave_a_relation_and_where_they_stand(
    text: str, reasons: list[tuple[str | None, str | None]]
) -> None:
    assert [(one.relation_trigger, one.relation_from) for one in relate(text, find_citations(text))] == reasons


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Nghị định số 1/2021/NĐ-CP sửa đổi Nghị định số 2/2018/NĐ-CP", [None, 0]),
        ("Nghị định số 2/2018/NĐ-CP được sửa đổi bởi Nghị định số 1/2021/NĐ-CP", [1, None]),
        (
            "Nghị định số 2/2018/NĐ-CP quy định chi tiết Luật Đất đai năm 2013 (được sửa đổi, bổ sung tại Nghị định số "
            "1/2021/NĐ-CP)",
            [2, 0, None],
        ),
        ("Luật Đất đai năm 2013 (được sửa đổi, bổ sung tại Nghị định số 1/2021/NĐ-CP)", [None, None]),
        ("Luật Đất đai năm 2013 (được sửa đổi, bổ sung tại Nghị quyết số 1/2021/QH14)", [1, None]),
        ("Nghị định số 1/2021/NĐ-CP sửa đổi các Nghị định số 2/2018/NĐ-CP và số 3/2018/NĐ-CP", [None, 0, 0]),
        ("Thực hiện Nghị định số 1/2021/NĐ-CP, Nghị định số 2/2018/NĐ-CP", [None, None]),
    ],
)
def test_which_citation_acts_on_another(text: str, actors: list[int | None]) -> None:
    assert [relation.actor for relation in relations_of(text, find_citations(text))] == actors


@pytest.mark.parametrize(
    ("before", "after", "relation"),
    [
        ("Trong năm 2024", ", UBND tỉnh ban hành 58 quyết định công bố", "ban hành"),
        ("Bên cạnh các kế hoạch của năm 2024", ", UBND tỉnh ban hành Chỉ thị", None),
        ("Số hóa theo Nghị định số 45/2020/NĐ-CP và kế hoạch của tỉnh", ": 120 hồ sơ", "thực hiện"),
        ("Việc thực hiện Công điện số 644/CĐ-TTg được gắn với xếp loại hằng quý", "", "thực hiện"),
        ("Chủ tịch UBND tỉnh ký 11 quyết định công bố thủ tục", ", gồm 12 thủ tục mới", "ban hành"),
        ("Sau điều chỉnh", ", kế hoạch vốn là 12 triệu đồng", None),
    ],
)
def test_the_trigger_of_a_sentence_for_a_marker_within_it(before: str, after: str, relation: str | None) -> None:
    assert of_note(before + after, len(before)) == relation


@pytest.mark.parametrize(
    ("heading", "relation"),
    [
        ("I. CĂN CỨ PHÁP LÝ", "căn cứ"),
        ("Căn cứ xây dựng kế hoạch", "căn cứ"),
        ("1.2. Cơ sở pháp lý", "căn cứ"),
        ("II. Căn cứ vào tình hình thực tế", None),
        ("Kết quả thực hiện nhiệm vụ", None),
        ("Mục đích, yêu cầu", None),
    ],
)
def test_headings_over_what_a_document_is_based_on(heading: str, relation: str | None) -> None:
    found = heading_trigger(heading)
    assert (found.relation if found else None) == relation


def _relation_texts() -> list[str]:
    examples = [text for entry in load("relations") for text in (*(each.text for each in entry.match), *entry.reject)]
    beginnings = [text[: gap.start()] for text in examples for gap in regex.finditer(" ", text)]
    return [*examples, *beginnings, *(text.upper() for text in examples), " ".join(examples), "\n".join(examples)]


@pytest.mark.parametrize("pattern", [triggers._triggers, triggers._near_triggers, triggers._with_number])
def test_triggers_are_found_as_plain_matching_finds_them(pattern: Callable[[], regex.Pattern[str]]) -> None:
    """The search by first letters is only quicker: a trigger whose beginning it cannot tell would be lost silently."""
    for text in _relation_texts():
        for begins in (0, len(text) // 3):
            quick = [found.span() for found in triggers._in_stretch(pattern, text, begins, len(text))]
            assert quick == [found.span() for found in pattern().finditer(text, begins, len(text))], text
    assert any(pattern().search(text) for text in _relation_texts())


def test_light_words_may_be_broken_over_lines() -> None:
    text = (
        "Căn cứ Thông tư số 01/2018/TT-VPCP ngày 23 tháng 11 năm 2018 của\nBộ trưởng, Chủ nhiệm Văn phòng Chính phủ "
        "hướng dẫn thi hành một số quy\nđịnh của Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;"
    )
    assert relations(text) == ["căn cứ", "hướng dẫn"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bãi bỏ các Quyết định sau: Quyết định số 1/QĐ-UBND về giao đất; Quyết định số 2/QĐ-UBND", ["bãi bỏ"] * 2),
        (
            "Bãi bỏ các văn bản sau đây:\n1. Quyết định số 1/QĐ-UBND về việc ban hành Quy chế.\n"
            "2. Chỉ thị số 2/CT-UBND.",
            ["bãi bỏ"] * 2,
        ),
        ("Thay thế các Quyết định: Quyết định số 1/QĐ-UBND; Quyết định số 2/QĐ-UBND", ["thay thế"] * 2),
        (
            "Các nghị định sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành:\n"
            "a) Nghị định số 1/2014/NĐ-CP của Chính phủ;\nb) Nghị định số 2/2017/NĐ-CP.",
            ["bãi bỏ"] * 2,
        ),
        (
            "Nghị định số 9/2024/NĐ-CP bãi bỏ các Nghị định sau: Nghị định số 1/2014/NĐ-CP về đất; "
            "Nghị định số 2/2017/NĐ-CP",
            ["dẫn chiếu", "bị bãi bỏ bởi 9/2024/NĐ-CP", "bị bãi bỏ bởi 9/2024/NĐ-CP"],
        ),
        (
            "UBND tỉnh đã ban hành:\n- Quyết định số 1/QĐ-UBND.\n- Kế hoạch số 2/KH-UBND.\nKế hoạch số 3/KH-UBND.",
            ["ban hành", "ban hành", "dẫn chiếu"],
        ),
        (
            "Luật số 1/2017/QH14 ngày 20/6/2017, được sửa đổi, bổ sung bởi:\nLuật số 2/2025/QH15 ngày 24/6/2025",
            ["được sửa đổi bởi 2/2025/QH15", "dẫn chiếu"],
        ),
        (
            "Các quy định sau đây hết hiệu lực:\na) Điều 11; khoản 1 Điều 12; các Điều 16, 17 của Nghị định số "
            "1/2014/NĐ-CP;\nb) Phụ lục của Nghị định số 2/2017/NĐ-CP.",
            ["bãi bỏ"] * 2,
        ),
        (
            "Bãi bỏ các quy định sau:\na) Khoản 4 Điều 77 của Nghị định số 1/2014/NĐ-CP (đã được sửa đổi, bổ sung tại "
            "Nghị định số 2/2017/NĐ-CP)",
            ["được sửa đổi bởi 2/2017/NĐ-CP", "dẫn chiếu"],
        ),
        ("Hướng dẫn các sở thực hiện: Quyết định số 1/QĐ-UBND", ["thực hiện"]),
        ("bãi bỏ 12 thủ tục theo Quyết định: Quyết định số 1/QĐ-UBND", ["dẫn chiếu"]),
    ],
)
def test_a_colon_opens_the_list_of_its_verb(text: str, expected: list[str]) -> None:
    assert relations(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ban Vận động thành lập Liên đoàn được công nhận tại Quyết định số 1/QĐ-UBND",
        "Ban Chỉ đạo thực hiện Chương trình (Quyết định số 1/QĐ-UBND)",
        "Tổ công tác triển khai Đề án họp định kỳ, Công văn số 1/UBND-NC",
        "Phòng Theo dõi thi hành pháp luật, Công văn số 1/STP-TD",
        "“Hồ sơ thực hiện thủ tục” tại Nghị định số 1/2024/NĐ-CP",
        "cấp xã (kể cả nơi đã triển khai thực hiện) nhận Công văn số 1/UBND-NC",
        "vướng mắc trong tổ chức thi hành, Nghị quyết số 1/2025/QH15",
        "Sở đã chỉ đạo triển khai thực hiện./.\n(Văn bản: Công văn số 1/UBND-NC)",
        "cơ quan thực hiện việc cấp giấy\tNghị định số 1/2014/NĐ-CP",
        "do huyện thực hiện được quy định tại Điều 15 Nghị định số 1/2024/NĐ-CP",
        "Hệ thống thông tin (được sửa đổi, bổ sung tại Nghị định số 1/2025/NĐ-CP)",
    ],
)
def test_verbs_of_names_quotations_and_other_clauses_are_no_triggers(text: str) -> None:
    assert relations(text) == ["dẫn chiếu"]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Ban Chỉ đạo đã triển khai thực hiện các nhiệm vụ tại Công văn số 1/UBND-NC", "thực hiện"),
        ("Ban Chỉ đạo ban hành Kế hoạch số 1/KH-BCĐ", "ban hành"),
        ("Kiện toàn Ban Chỉ đạo thực hiện Chương trình, Quyết định số 1/QĐ-UBND", "ban hành"),
        ("Thực hiện các nhiệm vụ được quy định tại Nghị định số 1/2024/NĐ-CP", "thực hiện"),
        ("Căn cứ quy định tại Điều... Nghị định số 1/2022/NĐ-CP", "căn cứ"),
    ],
)
def test_verbs_beside_such_names_stay_triggers(text: str, relation: str) -> None:
    assert relations(text) == [relation]
