"""Text against form: small documents whose sentences and rows speak of one thing, or only seem to."""

from __future__ import annotations

import pytest

from extractor.audit.document import audit
from extractor.model.document import Check, Document, Identity, Period
from extractor.model.facts import Figure, Located, Place
from extractor.model.layout import Row
from tests.audit.made import document, marked

Line = tuple[str, str, str, float]


def report(text: str, *lines: Line, location: str = "body") -> Document:
    """A text on page 1 and a form on page 2; a line is number, label, unit and value."""
    figures = marked(text, location=location)
    rows = []
    for at, (stt, label, unit, value) in enumerate(lines):
        parents = [i for i, row in enumerate(rows) if stt.startswith(f"{row.stt}.")]
        rows.append(
            Row(0, at, 2, 2, (), (), stt, label, unit, f"{value:g}", parent=parents[-1] if parents else None,
                value=value, value_kind="number")
        )  # fmt: skip
        fact = Figure(f"{value:g}", 0, 1, value, unit, label=label, method="form-value")
        box = (2, 400.0, 100.0, 420.0, 112.0)
        figures.append(Located(fact, Place(2, 2, 0, 1, "", (box,)), "table", row=at, sentence=""))
    period = Period("H1", "2024-01-01", "2024-06-30", "6 tháng đầu năm 2024")
    return document(figures, identity=Identity(period=period), rows=tuple(rows))


def disagreements(text: str, *lines: Line, location: str = "body") -> list[Check]:
    return [check for check in audit(report(text, *lines, location=location)) if check.kind == "agreement"]


CHECKED: Line = ("2.1", "Số VBQPPL đã kiểm tra theo thẩm quyền", "Văn bản", 46)
REVIEWED: Line = ("3.1", "Số VBQPPL đã rà soát", "Văn bản", 129)
ASSIGNED: Line = ("2.1", "Tổng số biên chế được giao", "Người", 3182)
PRESENT: Line = ("2.2", "Tổng số biên chế có mặt tại thời điểm báo cáo", "Người", 3088)


def test_a_slip_of_the_keyboard_is_an_error_with_both_places() -> None:
    (check,) = disagreements("Đã tự kiểm tra [96|văn bản] và rà soát [129|văn bản QPPL].", CHECKED, REVIEWED)
    assert (check.expected, check.actual, check.difference, check.severity) == (46, 96, 50, "error")
    assert [box[0] for box in check.boxes] == [1, 2]
    assert "one digit differs" in check.explanation
    assert 0.7 < check.confidence < 0.95


def test_the_number_of_the_form_that_mends_the_sentence_is_surest() -> None:
    text = "Biên chế công chức được giao [3.812|biên chế], có mặt [3.088|biên chế], còn thiếu [94|biên chế]."
    (check,) = disagreements(text, ASSIGNED, PRESENT)
    assert (check.expected, check.actual, check.severity) == (3182, 3812, "error")
    assert "the sum in the text is right" in check.explanation
    assert check.confidence > 0.95


def test_other_figures_of_the_sentence_tell_that_one_thing_is_meant() -> None:
    text = "Đã tự kiểm tra [58|văn bản] và rà soát [{}|văn bản QPPL]."
    (together,) = disagreements(text.format(129), CHECKED, REVIEWED)
    (alone,) = disagreements(text.format(300), CHECKED, REVIEWED)
    assert (together.severity, together.actual) == ("error", 58)
    assert (alone.severity, alone.actual) == ("suspicion", 58)
    assert alone.confidence < together.confidence


def test_rates_one_unit_of_the_last_decimal_apart_are_a_matter_of_rounding() -> None:
    (check,) = disagreements(
        "Tỷ lệ giải ngân kế hoạch vốn đầu tư công đạt [45,5%|].",
        ("1", "Tỷ lệ giải ngân kế hoạch vốn đầu tư công", "%", 45.4),
    )
    assert check.severity == "rounding"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        # The same number stands in the form.
        ("Đã rà soát [129|văn bản QPPL].", [CHECKED, REVIEWED]),
        # Another level: the form says which it means.
        ("Số TTHC cấp huyện là [325|TTHC].", [("1.4.1", "Số TTHC cấp tỉnh", "Thủ tục", 335.0)]),
        # A row that counts two things together is no print of one of them.
        (
            "Công bố [20|thủ tục|label=thủ tục mới] mới, [62|thủ tục|label=thủ tục sửa đổi, bổ sung] sửa đổi, bổ sung.",
            [("1.2", "Số TTHC công bố mới và sửa đổi, bổ sung", "Thủ tục", 82.0)],
        ),
        # The whole in the text, a part in the form.
        (
            "Giải quyết tinh giản biên chế [138|người]: khối hành chính [38|người], khối sự nghiệp [100|người].",
            [("2.4", "Số biên chế đã tinh giản trong kỳ", "Người", 38.0)],
        ),
        # Not meant exactly, and a target.
        ("Đã tự kiểm tra hơn [96|văn bản QPPL|qualifier=hơn].", [CHECKED]),
        ("Phấn đấu kiểm tra [96|văn bản QPPL|qualifier=phấn đấu].", [CHECKED]),
        # Another unit.
        ("Đã kiểm tra [47|triệu đồng].", [CHECKED]),
        # Nothing but the size is alike.
        ("Tổ chức [47|hội nghị] tập huấn.", [CHECKED]),
    ],
)
def test_what_does_not_contradict_the_form(text: str, lines: list[Line]) -> None:
    assert disagreements(text, *lines) == []


@pytest.mark.parametrize(
    "time",
    ["period_start=2022-01-01|period_end=2022-12-31", "period_start=2024-01-01|period_end=2024-03-31"],
)
def test_a_figure_of_another_time_is_not_compared(time: str) -> None:
    assert disagreements("Đã tự kiểm tra [96|văn bản QPPL].", CHECKED) != []
    assert disagreements(f"Đã tự kiểm tra [96|văn bản QPPL|{time}].", CHECKED) == []


def test_a_change_is_no_level() -> None:
    assert disagreements("Số văn bản QPPL đã kiểm tra tăng [96|văn bản|change=increase] so với cùng kỳ.", CHECKED) == []


def test_a_row_more_alike_but_far_off_in_number_vetoes_one_a_digit_away() -> None:
    issued: Line = ("1", "Số VBQPPL ban hành", "Văn bản", 312)
    handled: Line = ("4", "Số VBQPPL đã xử lý", "Văn bản", 98)
    text = "Số VBQPPL ban hành là [96|văn bản]."
    assert disagreements(text, handled, issued) == []
    assert disagreements("Số VBQPPL: [96|văn bản|label=Số VBQPPL].", handled, ("1", "Số VBQPPL", "Văn bản", 312)) == []
    (check,) = disagreements("Số VBQPPL đã xử lý là [96|văn bản].", handled, issued)
    assert (check.expected, check.actual) == (98, 96)


def test_a_row_more_alike_that_another_figure_agrees_with_vetoes_nothing() -> None:
    label = "Đã tự kiểm tra văn bản QPPL theo thẩm quyền"
    text = f"Đã tự kiểm tra [96|văn bản QPPL|label={label}] theo thẩm quyền; rà soát [129|VBQPPL]."
    (check,) = disagreements(text, CHECKED, REVIEWED)
    assert (check.expected, check.actual) == (46, 96)
