"""What the numbers of most rows tell of columns."""

from __future__ import annotations

import random
from collections.abc import Sequence

from extractor.find.columns.arithmetic import told_difference, told_ratio, told_share, told_sum
from extractor.find.columns.numbers import MOST_ROWS, Numbers, numbers_of
from extractor.model.layout import Row
from tests.tables import cells


def numbers(*rows: Sequence[str]) -> Numbers:
    """The numbers of rows whose cells all stand in measures."""
    made = [Row(0, at + 1, 1, 1, cells(*texts), ()) for at, texts in enumerate(rows)]
    return numbers_of(made, range(len(rows[0])), ",")


RATIOS = (("487", "415", "85,2"), ("1.582", "1.199", "75,8"), ("320", "301", "94,1"), ("902", "640", "71,0"))


def test_a_ratio_and_its_base() -> None:
    found = told_ratio(numbers(*RATIOS), 2, [0, 1])
    assert found is not None
    assert (found.ratio_of, found.grows) == ((1, 0), False)


def test_a_rate_that_is_cut_off_fits_too() -> None:
    cut = (("487", "415", "85,2"), ("1.582", "1.199", "75,7"), ("320", "301", "94,0"))
    found = told_ratio(numbers(*cut), 2, [0, 1])
    assert found is not None and found.ratio_of == (1, 0)


def test_two_rows_tell_no_ratio_and_four_of_five_do() -> None:
    assert told_ratio(numbers(*RATIOS[:2]), 2, [0, 1]) is None
    misprinted = ("510", "402", "87,8")
    found = told_ratio(numbers(*RATIOS, misprinted), 2, [0, 1])
    assert found is not None and found.ratio_of == (1, 0)
    assert told_ratio(numbers(*RATIOS[:3], misprinted), 2, [0, 1]) is None


def test_rows_with_equal_numbers_tell_nothing() -> None:
    assert told_ratio(numbers(*[("12", "12", "100,0")] * 6), 2, [0, 1]) is None


def test_a_rate_of_growth() -> None:
    rows = (("200", "230", "15,0"), ("80", "60", "-25,0"), ("500", "505", "1,0"))
    found = told_ratio(numbers(*rows), 2, [0, 1], growth=True)
    assert found is not None
    assert (found.ratio_of, found.grows) == ((1, 0), True)
    assert told_ratio(numbers(*rows), 2, [0, 1]) is None


def test_a_sum_of_the_columns_beside_it_with_blanks() -> None:
    rows = (("10", "3", "", "7"), ("12", "4", "8", ""), ("30", "12", "8", "10"), ("5", "5", "", ""))
    found = told_sum(numbers(*rows), 0, [1, 2, 3])
    assert found is not None and found.terms == ((1, 1), (2, 1), (3, 1))
    last = told_sum(numbers(*((b, c, d, a) for a, b, c, d in rows)), 3, [0, 1, 2])
    assert last is not None and last.terms == ((0, 1), (1, 1), (2, 1))


def test_a_sum_of_two_columns_apart() -> None:
    rows = (("169", "136", "60", "33"), ("210", "150", "81", "60"), ("95", "80", "17", "15"))
    found = told_sum(numbers(*rows), 0, [1, 2, 3])
    assert found is not None and found.terms == ((1, 1), (3, 1))


def test_rounded_amounts_may_miss_by_one_and_counts_may_not() -> None:
    amounts = (("10.001", "4.000", "6.000"), ("20.502", "9.500", "11.001"), ("30.999", "10.500", "20.500"))
    found = told_sum(numbers(*amounts), 0, [1, 2])
    assert found is not None and found.terms == ((1, 1), (2, 1))
    assert told_sum(numbers(("11", "4", "6"), ("22", "9", "12"), ("32", "10", "21")), 0, [1, 2]) is None


def test_amounts_are_rounded_from_a_thousand_on() -> None:
    assert told_sum(numbers(("901", "400", "500"), ("922", "409", "512"), ("932", "410", "521")), 0, [1, 2]) is None
    found = told_sum(
        numbers(("1.901", "400", "1.500"), ("1.922", "409", "1.512"), ("1.932", "410", "1.521")), 0, [1, 2]
    )
    assert found is not None


def test_a_difference_says_which_column_is_taken_off() -> None:
    rows = (("1.072", "1.270", "198"), ("200", "231", "31"), ("415", "409", "-6"))
    found = told_difference(numbers(*rows), 2, [0, 1])
    assert found is not None and found.terms == ((1, 1), (0, -1))


def test_a_long_table_is_told_by_its_first_rows() -> None:
    rows = [(str(at + 3), str(at + 2), str(1)) for at in range(MOST_ROWS)]
    assert len(numbers(*rows, *rows).values) == MOST_ROWS


def test_most_of_the_first_sixty_rows_tell() -> None:
    sums = [(str(at + 50), str(at + 30), "20") for at in range(50)]
    others = [("7", "31", "5")] * 150
    assert told_sum(numbers(*sums, *others), 0, [1, 2]) is not None
    assert told_sum(numbers(*sums[:30], *others), 0, [1, 2]) is None


SHARES = (("400", "100"), ("100", "25"), ("61", "15"), ("239", "60"))


def test_shares_of_what_the_row_of_a_hundred_has() -> None:
    found = told_share(numbers(*SHARES), 1, [0], [])
    assert found is not None and (found.is_share, found.whole) == (True, 0)
    last = told_share(numbers(*SHARES[1:], SHARES[0]), 1, [0], [])
    assert last is not None and last.whole == 3


def test_a_row_named_a_total_is_the_whole_where_none_is_a_hundred() -> None:
    rows = (("400", ""), *SHARES[1:])
    assert told_share(numbers(*rows), 1, [0], []) is None
    found = told_share(numbers(*rows), 1, [0], [0])
    assert found is not None and found.whole == 0


def test_several_hundreds_are_the_wholes_of_the_rows_between_them() -> None:
    second = (("50", "100"), ("20", "40"), ("30", "60"))
    found = told_share(numbers(*SHARES, *second), 1, [0], [])
    assert found is not None and (found.is_share, found.whole) == (True, None)
    assert told_share(numbers(*SHARES[1:], SHARES[0], *second[1:], second[0]), 1, [0], []) is not None


def test_two_rows_and_a_column_that_is_the_same_tell_no_shares() -> None:
    assert told_share(numbers(*SHARES[:3]), 1, [0], []) is None
    assert told_share(numbers(("100", "100"), ("25", "25"), ("15", "15"), ("60", "60")), 1, [0], []) is None
    assert told_share(numbers(("90", "100"), ("30", "33,3"), ("30", "33,3"), ("30", "33,3")), 1, [0], []) is None


def test_no_table_of_numbers_by_chance_holds_shares() -> None:
    chance = random.Random(1)
    for _ in range(1000):
        decimals = chance.choice((0, 1))
        rows = [
            [str(chance.randint(10, 900)) for _ in range(6)]
            + [f"{chance.uniform(0, 100):.{decimals}f}".replace(".", ",")]
            for _ in range(chance.randint(4, 12))
        ]
        rows[0][-1] = "100"
        assert told_share(numbers(*rows), 6, range(6), []) is None


def test_marks_of_a_hundred_per_cent_one_below_the_other_are_no_wholes_of_shares() -> None:
    marks = [("5,00", "100,00")] * 4 + [("4,00", "80,00"), ("3,50", "70,00"), ("2,50", "50,00")]
    assert told_share(numbers(*marks), 1, [0], []) is None
    years = [("40", "100"), ("30", "75"), ("10", "25"), ("50", "100"), ("20", "40"), ("30", "60")]
    assert told_share(numbers(*years), 1, [0], []) is not None
