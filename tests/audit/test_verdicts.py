"""The one judge: slips of the keyboard, and how grave a sum, a bound or a rate that misses is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.audit.checks import ERROR, ROUNDING, SUSPICION
from extractor.audit.verdicts import bound_check, mistyped, rate_check, sum_check
from tests.audit.made import printed


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


@pytest.mark.parametrize(
    ("whole", "parts", "complete", "severity"),
    [
        ("5", ("3", "1"), True, ERROR),
        ("5", ("3", "1"), False, SUSPICION),
        ("500", ("3", "2"), True, SUSPICION),
        ("18", ("18", "7", "3"), False, ERROR),
        ("55", ("39", "15"), False, ERROR),
        ("449", ("14", "33", "403"), False, ERROR),
        ("500", ("300", "100"), False, SUSPICION),
        ("200", ("120", "90"), False, SUSPICION),
        ("100", ("60", "70"), False, SUSPICION),
        ("100", ("6", "4"), False, SUSPICION),
        ("140", ("23", "81"), False, ERROR),
        ("10,5", ("6,2", "4,2"), True, ROUNDING),
        ("10,5", ("6,2", "3,1"), True, ERROR),
    ],
)
def test_how_grave_a_sum_that_misses_is(whole: str, parts: tuple[str, ...], complete: bool, severity: str) -> None:
    check = sum_check(printed(0, whole), [printed(1, raw) for raw in parts], complete=complete)
    assert (check.holds, check.severity) == (False, severity)


def test_a_part_that_exceeds_its_whole() -> None:
    whole, part = printed(0, "60"), printed(1, "100")
    found = bound_check(whole, [part])
    assert found is not None
    assert (found.severity, found.difference) == (ERROR, 40)
    learners = bound_check(printed(0, "5"), [printed(1, "300")])
    assert learners is not None
    assert learners.severity == SUSPICION
    assert bound_check(part, [whole]) is None


def test_a_rate_is_rounded_half_up_or_cut_off() -> None:
    part, whole = printed(0, "89.081"), printed(1, "193.655")
    told = [rate_check(printed(2, raw, "%"), part, whole) for raw in ("46,00%", "45,99%", "45,89%")]
    assert [(check.holds, check.severity) for check in told] == [(True, ERROR), (False, ROUNDING), (False, ERROR)]
