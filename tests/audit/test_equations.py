"""Sums and ratios of printed numbers, each off by what its print leaves open."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.audit.checks import DIFFERENCE, RATE, SUM
from extractor.audit.equations import addition, division, has_other_reading
from tests.audit.made import printed


@pytest.mark.parametrize(
    ("unit", "whole", "parts", "holds"),
    [
        ("hồ sơ", "30", ("10", "20"), True),
        ("hồ sơ", "31", ("10", "20"), False),
        # Each of three amounts is off by half a unit at most.
        ("tỷ đồng", "31", ("10", "20"), True),
        ("tỷ đồng", "32", ("10", "20"), False),
        ("ha", "10,2", ("3,45", "6,72"), True),
        ("ha", "10,3", ("3,45", "6,72"), False),
        (None, "31", ("10", "20"), True),
    ],
)
def test_things_are_exact_and_amounts_are_rounded(
    unit: str | None, whole: str, parts: tuple[str, ...], holds: bool
) -> None:
    terms = [(printed(at, raw, unit), 1) for at, raw in enumerate(parts, 1)]
    assert addition(SUM, (0, 1), printed(0, whole, unit), terms).holds is holds


def test_a_decrease_is_printed_without_its_sign() -> None:
    terms = [(printed(1, "1.942"), 1), (printed(2, "2.298"), -1)]
    signed = addition(DIFFERENCE, (0, 1), printed(0, "356"), terms)
    unsigned = addition(DIFFERENCE, (0, 1), printed(0, "356"), terms, is_signed=False)
    assert (signed.holds, unsigned.holds, unsigned.words) == (False, True, "1.942 - 2.298")


@pytest.mark.parametrize(
    ("rate", "part", "base", "scale", "less", "holds"),
    [
        ("111,42", "814,4", "730,9", 100, 0, True),
        ("111,24", "814,4", "730,9", 100, 0, False),
        # 3,9 may be 3,85 to 3,95, and 1,4 accordingly: 34 to 38 %.
        ("35", "1,4", "3,9", 100, 0, True),
        # 10 of 3 is 271 to 420 %: much further up than down.
        ("410", "10", "3", 100, 0, True),
        ("260", "10", "3", 100, 0, False),
        ("17,69", "950,0", "807,2", 100, 100, True),
        ("17,96", "950,0", "807,2", 100, 100, False),
        ("15,5", "84,5", "100,0", -100, -100, True),
        ("1,2", "120,0", "100,0", 1, 0, True),
    ],
)
def test_a_ratio_lies_where_its_rounded_operands_allow(
    rate: str, part: str, base: str, scale: int, less: int, holds: bool
) -> None:
    operands = printed(0, rate, "%"), printed(1, part, "triệu USD"), printed(2, base, "triệu USD")
    found = division(RATE, (0, 1), *operands, scale=scale, less=less)
    assert found is not None and found.holds is holds


def test_nothing_is_divided_by_what_may_be_nothing() -> None:
    assert division(RATE, (0, 1), printed(0, "100", "%"), printed(1, "1", "ha"), printed(2, "0", "ha")) is None
    assert division(RATE, (0, 1), printed(0, "100", "%"), printed(1, "1", "ha"), printed(2, "0,00", "ha")) is None


@pytest.mark.parametrize(
    ("whole", "parts", "slip"),
    [
        ("234.050", ("234.000", "5"), "two neighbouring digits are swapped"),
        ("23,6", ("20,0", "6,3"), "two neighbouring digits are swapped"),
        ("234.100", ("234.000", "5"), None),
        # Of two digits any two numbers are a slip too often.
        ("31", ("10", "3"), None),
    ],
)
def test_a_slip_of_the_keyboard_is_one_of_three_digits_or_more(
    whole: str, parts: tuple[str, ...], slip: str | None
) -> None:
    terms = [(printed(at, raw, "ha"), 1) for at, raw in enumerate(parts, 1)]
    assert addition(SUM, (0, 1), printed(0, whole, "ha"), terms).slip == slip


def test_a_point_that_may_be_meant_the_other_way_explains_a_miss() -> None:
    right = [(printed(1, "1.234"), 1), (printed(2, "100"), 1)]
    as_decimal = addition(SUM, (0, 1), printed(0, "101,234", "ha"), right)
    assert as_decimal.missed == Decimal("-1232.766") and has_other_reading(as_decimal)
    assert not has_other_reading(addition(SUM, (0, 1), printed(0, "1.344"), right))
