"""The first audit: sums, rates, differences, ranges and dates, each on a small document made here."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractor.audit.document import audit
from extractor.audit.verdicts import mistyped
from extractor.find.dates import find_dates
from extractor.find.figures.finder import find_figures
from extractor.find.numbers import read_value
from extractor.model.document import Check, Document, Identity
from extractor.model.facts import Citation, Figure, Located, Place
from extractor.model.layout import Footnote, Row


def place(page: int = 1) -> Place:
    return Place(page, page, 0, 1, "", ())


def text_figures(text: str, **where: Any) -> list[Located[Figure]]:
    """The figures of a text of one sentence a line, each with its sentence."""
    located = []
    for figure in find_figures(text):
        start = text.rfind("\n", 0, figure.start) + 1
        end = text.find("\n", figure.start)
        sentence = text[start : end if end >= 0 else len(text)]
        located.append(Located(figure, place(), where.pop("location", "body"), sentence=sentence, **where))
    return located


def document(figures: list[Located[Figure]], **fields: Any) -> Document:
    return Document(
        "0" * 64, "a.pdf", "a.pdf", 1, fields.pop("identity", Identity()), (), figures=tuple(figures), **fields
    )


def audited(text: str) -> list[Check]:
    return list(audit(document(text_figures(text))))


def form(*lines: tuple[str, str, str, str] | tuple[str, str, str, str, str]) -> list[Check]:
    """The checks of one form; a line is stt, label, unit, value and perhaps a note. Parents go by the numbers."""
    rows: list[Row] = []
    figures: list[Located[Figure]] = []
    for at, (stt, label, unit, value_raw, *note) in enumerate(lines):
        parents = [i for i, row in enumerate(rows) if stt.startswith(f"{row.stt}.")]
        value, kind = read_value(value_raw, unit, label, decimal=",", is_heading=False)
        rows.append(
            Row(0, at, 1, 1, (), (), stt, label, unit, value_raw, "".join(note) or None,
                parent=parents[-1] if parents else None, value=value, value_kind=kind)
        )  # fmt: skip
        if kind == "number":
            figure = Figure(value_raw, 0, len(value_raw), value, unit, label=label, method="form-value")
            figures.append(Located(figure, place(), "table", row=at, sentence=value_raw))
        if note:
            figures += [Located(f, place(), "table", row=at, sentence=note[0]) for f in find_figures(note[0])]
    return list(audit(document(figures, rows=tuple(rows))))


def verdicts(checks: list[Check]) -> list[tuple[str, bool, float | None, float | None]]:
    return [(check.kind, check.holds, check.expected, check.actual) for check in checks]


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


def test_parts_in_a_note_belong_to_the_sentence_with_its_marker() -> None:
    sentence = "Hệ thống có 449 điểm cầu."
    note = "Trong đó có 14 điểm cầu cấp tỉnh, 33 điểm cầu cấp huyện, 403 điểm cầu cấp xã."
    figures = text_figures(sentence) + [
        Located(figure, place(), "footnote", footnote=0, sentence=note) for figure in find_figures(note)
    ]
    footnote = Footnote("1", note, 1, 1, (), sentence=sentence)
    assert verdicts(list(audit(document(figures, footnotes=(footnote,))))) == [("sum", False, 450, 449)]


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


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("1720", "1702", "two neighbouring digits are swapped"),
        ("96", "46", "one digit differs"),
        ("1274", "124", "there is a digit too many"),
        ("124", "1274", "a digit is lost"),
        ("81", "72", None),
        ("9", "6", None),
        ("1234", "4321", None),
        ("50", "50", None),
    ],
)
def test_slips_of_the_keyboard(one: str, other: str, slip: str | None) -> None:
    assert mistyped(Decimal(one), Decimal(other)) == slip


def test_wholes_and_parts_of_a_form() -> None:
    checks = form(
        ("1", "Tổng số VBQPPL do địa phương ban hành", "Văn bản", "52"),
        ("1.1", "Cấp tỉnh ban hành", "Văn bản", "38"),
        ("1.2", "Cấp huyện ban hành", "Văn bản", "15"),
    )
    assert verdicts(checks) == [("sum", False, 53, 52)]


def test_numbering_alone_makes_no_whole() -> None:
    assert form(
        ("1", "Số cơ quan, tổ chức hành chính đã được phê duyệt", "Cơ quan", "292"),
        ("1.1", "Số ĐVSNCL đã được phê duyệt", "Cơ quan", "1.922"),
        ("1.2", "Số cơ quan có vi phạm", "Cơ quan", "2"),
    ) == []  # fmt: skip


def test_a_blank_part_leaves_a_sum_open() -> None:
    assert form(
        ("1", "Tổng số TTHC", "Thủ tục", "10"),
        ("1.1", "Số TTHC cấp tỉnh", "Thủ tục", "6"),
        ("1.2", "Số TTHC cấp huyện", "Thủ tục", "3"),
        ("1.3", "Số TTHC cấp xã", "Thủ tục", ""),
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    ("rate", "part", "whole", "found"),
    [
        ("99,64", "199.297", "200.022", [("rate", True, 99.64, 99.64)]),
        ("99,6", "199.297", "200.022", [("rate", True, 99.6, 99.6)]),
        ("98,64", "199.297", "200.022", [("rate", False, 99.64, 98.64)]),
        ("", "5", "10", [("rate", False, 50.0, None)]),
        ("", "0", "0", []),
        ("90", "11", "10", [("sum", False, 10, 11)]),
    ],
)
def test_rates_of_a_form(rate: str, part: str, whole: str, found: list[Any]) -> None:
    checks = form(
        ("3.1", "Tỷ lệ hồ sơ được giải quyết đúng hạn", "%", rate),
        ("3.1.1", "Tổng số hồ sơ đã giải quyết", "Hồ sơ", whole),
        ("3.1.2", "Số hồ sơ giải quyết đúng hạn", "Hồ sơ", part),
    )
    assert verdicts(checks) == found


def test_notes_of_a_form_hold_parts_rests_and_fractions() -> None:
    assert verdicts(form(("1.1", "Số TTHC công bố", "Thủ tục", "251", "64 TTHC mới; 188 TTHC sửa đổi, bổ sung."))) == [
        ("sum", False, 252, 251)
    ]
    assert verdicts(
        form(
            ("2.1", "Số nhiệm vụ đề ra trong kế hoạch", "Nhiệm vụ", "64"),
            ("2.2", "Số nhiệm vụ đã hoàn thành", "Nhiệm vụ", "48", "16 nhiệm vụ còn lại đang triển khai."),
        )
    ) == [("sum", True, 64, 64)]
    assert verdicts(form(("5.2", "Tỷ lệ văn bản điện tử", "%", "98,99", "Gửi đi 816.316/825.197 văn bản"))) == [
        ("rate", False, 98.92, 98.99)
    ]


def test_ranges_of_a_form() -> None:
    assert verdicts(form(("1", "Tỷ lệ hồ sơ giải quyết đúng hạn", "%", "104,5"))) == [("range", False, 100, 104.5)]
    assert form(("1", "Tỷ lệ thu ngân sách so với dự toán", "%", "104,5")) == []
    assert verdicts(form(("1", "Số hồ sơ tiếp nhận", "Hồ sơ", "4,5"))) == [("range", False, None, 4.5)]
    assert form(("1", "Công tác kiểm tra", "điểm", "4,5")) == []  # a score is measured


def cited(identifier: str, day: str, **fields: Any) -> Located[Citation]:
    return Located(Citation(identifier, 0, 1, identifier=identifier, issued_on=day, **fields), place(), "body")


def test_dates_of_citations() -> None:
    found = audit(
        document(
            [],
            identity=Identity(issued_on="2024-06-14"),
            citations=(
                cited("60/2021/NĐ-CP", "2022-06-21"),
                cited("30/2020/NĐ-CP", "2020-03-05"),
                cited("99/QĐ-UBND", "2024-07-01"),
                cited("98/QĐ-UBND", "2024-06-08"),
                cited("07/NQ-HĐND", "2024-06-08"),
            ),
        )
    )
    failing = [(check.statement.split()[0], check.severity) for check in found if not check.holds]
    assert failing == [("60/2021/NĐ-CP", "error"), ("99/QĐ-UBND", "error")]
    assert [check.statement.split()[0] for check in found if check.holds] == ["30/2020/NĐ-CP"]


def test_impossible_days() -> None:
    dates = tuple(Located(date, place(), "body") for date in find_dates("ngày 31/4/2024 và ngày 20 tháng 6"))
    found = audit(document([], dates=dates))
    assert [(check.kind, check.severity, check.holds) for check in found] == [("date", "error", False)]


def test_a_statement_that_holds_has_the_severity_it_would_fail_with() -> None:
    (check,) = audited("Kiểm tra 11 đơn vị, gồm 6 sở và 5 huyện.")
    assert (check.holds, check.severity, check.difference) == (True, "error", 0)
