"""Sentences read by ``find`` and added up here: the two rooms together. Each alone has tests with figures by hand."""

from __future__ import annotations

import pytest

from extractor.audit.checks import CHECKS
from extractor.audit.document import WITHIN, audit
from extractor.find.figures.finder import find_figures
from extractor.model.document import Check, Document
from extractor.model.facts import Located
from tests.audit.made import document, measure, place, table, verdicts


def read(text: str) -> Document:
    """A document with the figures of a text of one sentence a line."""
    located = []
    for figure in find_figures(text):
        start, end = text.rfind("\n", 0, figure.start) + 1, text.find("\n", figure.start)
        sentence = text[start : end if end >= 0 else len(text)]
        located.append(Located(figure, place(), "body", sentence=sentence, sentence_start=start))
    return document(located)


def audited(text: str) -> list[Check]:
    return list(audit(read(text)))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Kiểm tra 13 đơn vị, gồm 6 đơn vị cấp sở, 5 đơn vị cấp huyện và 2 cơ quan Trung ương.", ("sum", True, 13, 13)),
        ("Kiểm tra 13 đơn vị: 6 đơn vị cấp sở; 5 đơn vị cấp huyện; 3 cơ quan.", ("sum", False, 14, 13)),
        ("Có 604 viên chức (giáo dục 479 người, y tế 77 người; ngành khác 48 người).", ("sum", True, 604, 604)),
        ("Có 55 văn bản QPPL, trong đó cấp tỉnh 39 văn bản, cấp huyện 15 văn bản.", ("sum", False, 54, 55)),
        ("Có 10 TTHC toàn trình, 20 TTHC một phần; cả 31 TTHC đã kết nối.", ("sum", False, 30, 31)),
        ("Tiếp nhận 515 phản ánh; đã xử lý 503 phản ánh, còn 12 phản ánh.", ("sum", True, 515, 515)),
        ("Được giao 3.812 biên chế; thực có 3.088 biên chế, còn thiếu 94 biên chế.", ("difference", False, 3182, 3812)),
        ("Đã giải quyết 499.670 hồ sơ, đúng hạn 497.922 hồ sơ (đạt 99,65%).", ("rate", True, 99.65, 99.65)),
        ("Giải ngân 50 triệu đồng trên kế hoạch 80 triệu đồng (62,6%).", ("rate", False, 62.5, 62.6)),
        ("Gửi đi đạt 974.088/986.280 văn bản, tỷ lệ 98,76%.", ("rate", True, 98.76, 98.76)),
        ("Giải ngân 50 triệu đồng, bằng 62,6% kế hoạch (80 triệu đồng).", ("rate", False, 62.5, 62.6)),
        (
            "Cung cấp 720 dịch vụ công một phần và 982 dịch vụ công toàn trình; đã tích hợp 1.702 dịch vụ công một "
            "phần và toàn trình.",
            ("sum", True, 1702, 1702),
        ),
        (
            "Cung cấp 315 dịch vụ công một phần và 404 dịch vụ công toàn trình; đã tích hợp 791 dịch vụ công một "
            "phần và dịch vụ công toàn trình.",
            ("sum", False, 719, 791),
        ),
    ],
)
def test_statements_of_a_sentence(text: str, verdict: tuple[str, bool, float, float]) -> None:
    assert verdicts(audited(text)) == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "Tiếp nhận 100 hồ sơ (trong đó trực tuyến 60 hồ sơ).",
        "Có 604 viên chức, chủ yếu là giáo dục 479 người, y tế 77 người.",
        "Có 49 quyết định công bố (với 79 thủ tục mới; 82 thủ tục bãi bỏ).",
        "Tại hơn 621 điểm cầu, gồm 14 điểm cầu cấp tỉnh, 48 điểm cầu cấp huyện.",
        "Phấn đấu kiểm tra 13 đơn vị, gồm 6 sở, 5 huyện.",
        "Ban hành 12 văn bản, tổ chức 5 hội nghị và 3 lớp.",
        "Thu đạt 120 tỷ đồng, tăng 5% so với cùng kỳ 100 tỷ đồng.",
        "Có 09 sở và 26 xã (33 đơn vị có ý kiến thống nhất; 02 đơn vị khác).",
        "Đã giải quyết 100 hồ sơ, quá hạn 2 hồ sơ, tỷ lệ đúng hạn đạt 98%.",
        "Đạt 7,6% (kế hoạch là 8%).",
        "Giải ngân 50 triệu đồng, bằng 62,6% (80 triệu đồng là số của cùng kỳ).",
        "Giải ngân 50 triệu đồng, bằng 62,6% kế hoạch (trong đó vốn tỉnh là 80 triệu đồng).",
        # What is integrated may be less than what there is.
        "Cung cấp 720 dịch vụ công một phần và 982 dịch vụ công toàn trình; đã tích hợp 1.200 dịch vụ công một phần "
        "và toàn trình.",
        # The year 2003 is left out.
        "Cổ phần hóa được 1.852 doanh nghiệp, trong đó năm 2001: 204 doanh nghiệp, năm 2002: 537 doanh nghiệp, "
        "năm 2004: 369 doanh nghiệp.",
        # The whole stands in the sentence before.
        "Máy móc là 11,4 tỷ USD; nhóm nguyên liệu 20,2 tỷ USD, chiếm 59,4% tổng kim ngạch nhập khẩu.",
    ],
)
def test_what_says_no_sum_and_no_rate(text: str) -> None:
    assert audited(text) == []


def test_a_lone_part_must_not_exceed_its_whole() -> None:
    (check,) = audited("Tiếp nhận 60 hồ sơ (trong đó trực tuyến 100 hồ sơ).")
    assert (check.kind, check.holds, check.severity) == ("sum", False, "error")


def test_swapped_digits_are_named() -> None:
    (check,) = audited("Được giao 2.541 biên chế; có mặt 2.425 biên chế (thấp hơn số giao 89 biên chế).")
    assert "swapped" in check.explanation


def test_a_sum_far_from_its_whole_is_only_suspicious() -> None:
    (check,) = audited("Có 500 đơn vị, trong đó 3 đơn vị được khen, 2 đơn vị bị phê bình.")
    assert (check.holds, check.severity) == (False, "suspicion")


def test_a_rate_that_is_cut_off_is_a_matter_of_rounding() -> None:
    (check,) = audited("Đã giải quyết 193.655 hồ sơ, đúng hạn 89.081 hồ sơ (đạt 45,99%).")
    assert (check.holds, check.severity, check.expected) == (False, "rounding", 46.0)


def test_amounts_that_are_rounded_give_no_sharp_rate() -> None:
    (check,) = audited("Kim ngạch tăng thêm 3,9 tỷ USD, do yếu tố giá đạt 1,4 tỷ USD, chiếm 35%.")
    assert (check.kind, check.holds) == ("rate", True)


def test_the_habit_of_cutting_off_is_told() -> None:
    cut = "Đã giải quyết 193.655 hồ sơ, đúng hạn 89.081 hồ sơ (đạt 45,99%)."
    rounded = "Đã giải quyết 300 hồ sơ, đúng hạn 200 hồ sơ (đạt 66,67%)."
    either = "Đã giải quyết 400 hồ sơ, đúng hạn 100 hồ sơ (đạt 25%)."
    explanations = [check.explanation for check in audited("\n".join((cut, rounded, either))) if not check.holds]
    assert explanations == [
        "89.081/193.655 is 45.9998 %, cut off instead of rounded, as 1 of the 2 rates of this document that tell"
    ]


def test_a_statement_that_holds_has_the_severity_it_would_fail_with() -> None:
    (check,) = audited("Kiểm tra 11 đơn vị, gồm 6 sở và 5 huyện.")
    assert (check.holds, check.severity, check.difference) == (True, "error", 0)


def test_sentences_without_a_sure_sum_are_no_errors() -> None:
    """What is broken off, of another time, or may leave some out is at most a suspicion."""
    for text in (
        "Tiếp nhận 10 hồ sơ: trực tuyến 6 hồ sơ; trực tiếp 3 hồ sơ.",
        "Tiếp nhận 100 hồ sơ, gồm 60 hồ sơ trực tuyến, 30 hồ sơ trực tiếp, hiện đã giải quyết 90 hồ sơ.",
        "Phát hiện mới 04 ca dương tính (lũy kế từ đầu năm 102 ca).",
        "Giải nhất được cộng 1,0 điểm; giải nhì được cộng 0,75 điểm; giải ba được cộng 0,5 điểm.",
        "Toàn tỉnh tiêm sởi cho 8.461 trẻ, đạt 86,2%; tiêm DPT cho 6.476 trẻ, đạt 78,4%.",
        "Có 500 đơn vị, trong đó 300 đơn vị được khen, 100 đơn vị được thưởng.",
    ):
        assert [check for check in audited(text) if not check.holds and check.severity == "error"] == [], text


@pytest.mark.parametrize(
    "text",
    [
        "Thành lập 12 đoàn kiểm tra, gồm 05 đoàn của Ban Chỉ đạo, 03 đoàn liên ngành và các đoàn của huyện.",
        "Đội ngũ cán bộ có 2.345 người, gồm tiến sĩ 12 người, thạc sĩ 345 người, còn lại là đại học.",
        # Where commas part the parts, what a semicolon parts may be the next statement.
        "Đã xây dựng 45 mô hình, gồm 20 mô hình trồng trọt, 15 mô hình chăn nuôi, 8 mô hình cá; nhân rộng 12 mô hình.",
    ],
)
def test_a_part_that_is_named_without_a_number_leaves_a_sum_open(text: str) -> None:
    assert not [check for check in audited(text) if not check.holds and check.severity == "error"]


def test_a_list_below_its_whole_is_added_up() -> None:
    text = "Kiểm tra 18 cơ quan, gồm:\n- 06 cơ quan cấp sở;\n- 10 UBND cấp huyện;\n- 03 đơn vị sự nghiệp."
    assert verdicts(audited(text)) == [("sum", False, 19, 18)]


def test_each_kind_is_made_by_who_says_so() -> None:
    declared = {kind for maker in WITHIN for kind in maker.kinds}
    assert declared == {check.name for check in CHECKS if check.in_document}


def test_numbers_of_very_different_size_are_audited() -> None:
    columns = measure("Kế hoạch"), measure("Thực hiện"), measure("Tỷ lệ (%)", "%", ratio_of=(2, 1), change="ratio")
    lines = [("Thu", "0,00000000000001", "999.999.999.999.999", "0,00000000000001"), *(("Chi", "10", "5", "50"),) * 3]
    checks = audit(table(columns, *lines))
    assert [check.expected for check in checks if check.kind == "rate"] == [9.99999999999999e30, 50, 50, 50]
