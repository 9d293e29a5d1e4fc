"""Sums and rates of running text over figures made by hand: what is linked is added up, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extractor.audit.checks import ERROR, SUSPICION
from extractor.audit.passages import Operand
from extractor.audit.sentences import rates_in_text, sums_in_text
from extractor.model.document import Check
from extractor.model.layout import Footnote
from tests.audit.made import document, printed, sentence, verdicts


def sums(*operands: Operand) -> list[Check]:
    return list(sums_in_text(document(), [sentence(*operands)]))


def rates(*operands: Operand) -> list[Check]:
    return list(rates_in_text([sentence(*operands)]))


def test_parts_that_make_up_their_whole() -> None:
    found = sums(printed(0, "13"), printed(1, "6", link="component", to=0), printed(2, "7", link="component", to=0))
    assert verdicts(found) == [("sum", True, 13, 13)]
    assert found[0].figures == (0, 1, 2)


@pytest.mark.parametrize(
    ("link", "whole", "parts", "severity"),
    [
        ("component", "100", ("60", "30"), ERROR),
        ("part", "100", ("60", "30"), SUSPICION),
        ("part", "55", ("39", "15"), ERROR),
        ("part", "500", ("300", "100"), SUSPICION),
        ("part", "10", ("6", "3"), SUSPICION),
    ],
)
def test_only_one_reading_makes_an_error(link: str, whole: str, parts: tuple[str, str], severity: str) -> None:
    """Parts that may leave some out are an error only where the miss looks like a slip."""
    (check,) = sums(printed(0, whole), *(printed(at, raw, link=link, to=0) for at, raw in enumerate(parts, 1)))
    assert (check.holds, check.severity) == (False, severity)


@pytest.mark.parametrize(("rest", "holds", "total"), [("500", True, 10), ("400", False, 9.9)])
def test_parts_in_another_scale_of_the_unit_are_converted(rest: str, holds: bool, total: float) -> None:
    """10 tỷ đồng, gồm 6 tỷ đồng, 3,5 tỷ đồng và 500 triệu đồng."""
    parts = [printed(1, "6", "tỷ đồng"), printed(2, "3,5", "tỷ đồng"), printed(3, rest, "triệu đồng")]
    linked = [replace(part, link="component", to=0) for part in parts]
    (check,) = sums(printed(0, "10", "tỷ đồng"), *linked)
    assert verdicts([check]) == [("sum", holds, total, 10)]
    assert check.statement.endswith(f"= 6 + 3,5 + {rest} triệu đồng")


def test_a_part_of_another_unit_may_be_what_is_missing() -> None:
    parts = [printed(1, "1", "ha"), printed(2, "0,3", "ha"), printed(3, "2.000", "m2")]
    (check,) = sums(printed(0, "1,5", "ha"), *(replace(part, link="component", to=0) for part in parts))
    assert (check.holds, check.severity) == (False, SUSPICION)


def test_figures_without_links_are_not_added() -> None:
    assert sums(printed(0, "100"), printed(1, "60"), printed(2, "30")) == []


def test_parts_behind_a_sum_that_is_right_belong_to_the_next_statement() -> None:
    parts = [printed(at, raw, link="component", to=0) for at, raw in ((1, "60"), (2, "40"), (3, "90"))]
    assert verdicts(sums(printed(0, "100"), *parts)) == [("sum", True, 100, 100)]


def test_some_of_the_parts_only_must_not_exceed_their_whole() -> None:
    some = [printed(at, raw, link="some", to=0) for at, raw in ((1, "60"), (2, "30"))]
    assert sums(printed(0, "100"), *some) == []
    (check,) = sums(printed(0, "60"), printed(1, "100", link="part", to=0))
    assert (check.kind, check.holds, check.severity) == ("sum", False, ERROR)


@pytest.mark.parametrize(
    ("whole", "part"),
    [({"is_exact": False}, {}), ({}, {"is_exact": False}), ({"unit": None}, {"unit": None}), ({}, {"unit": None})],
    ids=["whole-not-exact", "part-not-exact", "no-unit", "no-unit-of-parts"],
)
def test_what_is_not_exact_or_has_no_unit_is_not_added(whole: dict[str, Any], part: dict[str, Any]) -> None:
    parts = [printed(at, raw, link="component", to=0, **part) for at, raw in ((1, "6"), (2, "8"))]
    assert sums(printed(0, "13", **whole), *parts) == []


def test_a_whole_that_joins_two_counts_may_be_less_but_not_more() -> None:
    def joined(whole: str) -> list[Check]:
        return sums(printed(0, "720", link="joined", to=2), printed(1, "982", link="joined", to=2), printed(2, whole))

    assert verdicts(joined("1.702")) == [("sum", True, 1702, 1702)]
    assert joined("1.200") == []
    assert [check.severity for check in joined("1.720")] == [ERROR]
    assert [check.severity for check in joined("1.964")] == [SUSPICION]


def test_parts_of_a_note_belong_to_the_sentence_with_its_marker() -> None:
    text = "Hệ thống có 449 điểm cầu."
    whole = sentence(printed(0, "449"), sentence=text)
    parts = [printed(at, raw, link="part", to=None) for at, raw in ((1, "14"), (2, "33"), (3, "403"))]
    note = sentence(*parts, location="footnote", footnote=0)
    footnotes = (Footnote("1", "", 1, 1, (), sentence=text),)
    assert verdicts(list(sums_in_text(document(footnotes=footnotes), [whole, note]))) == [("sum", False, 450, 449)]
    elsewhere = (Footnote("1", "", 1, 1, (), sentence="Một câu khác."),)
    assert list(sums_in_text(document(footnotes=elsewhere), [whole, note])) == []


def test_relations_by_meaning_need_no_link() -> None:
    received = printed(0, "515", label="Tiếp nhận phản ánh")
    found = sums(received, printed(1, "503", label="đã xử lý"), printed(2, "12", label="còn phản ánh"))
    assert verdicts(found) == [("sum", True, 515, 515)]
    staff = [
        printed(0, "3.812", label="được giao"),
        printed(1, "3.088", label="có mặt"),
        printed(2, "94", label="còn thiếu"),
    ]
    assert verdicts(sums(*staff)) == [("difference", False, 3182, 3812)]  # fmt: skip


def test_done_and_not_yet_done_are_all_there_is() -> None:
    parts = [
        printed(1, "369", label="đã xử lý", link="part", to=0),
        printed(2, "25", label="đang xử lý", link="part", to=0),
    ]
    (check,) = sums(printed(0, "444"), *parts)  # fmt: skip
    assert check.severity == ERROR


def test_a_relation_reaches_two_sentences_back() -> None:
    one, two = printed(0, "34", label="Số nhiệm vụ"), printed(1, "09", label="đã hoàn thành")
    rest = printed(2, "28", label="chưa hoàn thành")
    found = list(sums_in_text(document(), [sentence(one), sentence(two), sentence(rest)]))
    assert verdicts(found) == [("sum", False, 37, 34)]
    between = [sentence(printed(at, "5", unit="xã")) for at in (3, 4)]
    assert list(sums_in_text(document(), [sentence(one), *between, sentence(two), sentence(rest)])) == []


def test_a_rate_of_a_linked_count_with_the_whole_before_it() -> None:
    found = rates(printed(0, "499.670"), printed(1, "497.922"), printed(2, "99,65%", "%", link="rate", to=1))
    assert verdicts(found) == [("rate", True, 99.65, 99.65)]
    assert rates(printed(0, "499.670"), printed(1, "497.922"), printed(2, "99,65%", "%")) == []


def test_the_whole_of_a_rate_by_its_links() -> None:
    fraction = rates(
        printed(0, "974.088", link="numerator", to=1),
        printed(1, "986.280"),
        printed(2, "98,76%", "%", link="rate", to=0),
    )
    assert verdicts(fraction) == [("rate", True, 98.76, 98.76)]
    base = rates(
        printed(0, "50", "tỷ đồng"),
        printed(1, "62,6%", "%", link="change", to=0, change="ratio"),
        printed(2, "80", "tỷ đồng", link="base", to=1),
    )
    assert verdicts(base) == [("rate", False, 62.5, 62.6)]
    whole = rates(
        printed(0, "146.611"),
        printed(1, "145.155", link="part", to=0),
        printed(2, "98,81%", "%", link="rate", to=1),
    )
    assert [(check.holds, check.severity) for check in whole] == [(False, ERROR)]


@pytest.mark.parametrize(
    "operands",
    [
        # Two counts with a rate each: both are parts of a whole that is not printed.
        (printed(0, "8.461"), printed(1, "86,2%", "%", link="rate", to=0),
         printed(2, "6.476"), printed(3, "78,4%", "%", link="rate", to=2)),
        # The rate names its whole, which stands elsewhere.
        (printed(0, "11,4", "tỷ USD"), printed(1, "10,9", "tỷ USD"),
         printed(2, "92,0%", "%", "tổng kim ngạch", link="rate", to=1)),
        # The rate of the rest.
        (printed(0, "100"), printed(1, "2"), printed(2, "98%", "%", link="rate", to=1)),
        # Too far off to be that of these two.
        (printed(0, "100"), printed(1, "50"), printed(2, "98%", "%", link="rate", to=1)),
    ],
)  # fmt: skip
def test_rates_with_more_than_one_reading_are_not_checked(operands: tuple[Operand, ...]) -> None:
    assert rates(*operands) == []


def test_a_whole_that_stands_apart_from_its_part_is_a_guess() -> None:
    """Of two counts before a part the nearer one is its whole only where nothing stands between them."""
    first, whole = printed(0, "480", "hộ"), printed(1, "390", "hộ")
    (beside,) = rates_in_text(
        [sentence(first, whole, printed(2, "300", "hộ"), printed(3, "79,6%", "%", link="rate", to=2))]
    )
    apart = (printed(2, "50", "triệu đồng"), printed(3, "300", "hộ"), printed(4, "79,6%", "%", link="rate", to=3))
    (guessed,) = rates_in_text([sentence(first, whole, *apart)])
    assert (beside.severity, guessed.severity) == (ERROR, SUSPICION)


def test_persons_told_by_several_things_overlap() -> None:
    whole = printed(0, "8.910", "đảng viên", "kết nạp đảng viên")
    women = printed(1, "4.908", "đảng viên", "nữ", link="part", to=0)
    minority = printed(2, "3.999", "đảng viên", "dân tộc thiểu số", link="part", to=0)
    men = printed(2, "3.999", "đảng viên", "nam", link="part", to=0)
    assert sums(whole, women, minority) == []
    assert [check.severity for check in sums(whole, women, men)] == [ERROR]
