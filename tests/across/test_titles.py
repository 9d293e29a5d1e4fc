"""Which title an instrument has when its citations print several."""

from __future__ import annotations

import pytest

from extractor.across.titles import printed_title

SHORT = "quy định về quản lý hội"
LONG = "quy định về quản lý hội, quỹ"


@pytest.mark.parametrize(
    ("prints", "expected"),
    [
        ([], None),
        ([("a", SHORT)], SHORT),
        # half of them leave out the end
        ([("a", SHORT), ("b", SHORT), ("c", LONG), ("d", LONG)], LONG),
        # one of seven goes on with the next clause
        ([*((name, SHORT) for name in "abcdef"), ("g", f"{SHORT} quy định hội phải")], SHORT),
        # other words of two against three
        ([("a", "về tổ chức hội"), ("b", "về tổ chức hội"), *((name, SHORT) for name in "cde")], SHORT),
        # a document that prints its wording on every page is one voice
        ([*[("a", "về hội và quỹ")] * 9, ("b", SHORT), ("c", SHORT)], SHORT),
        # and alone its citations are counted
        ([*[("a", SHORT)] * 4, ("a", f"{SHORT} Toàn bộ văn bản")], SHORT),
        # the spelling that most print
        ([("a", "Quy định về quản lý hội"), ("b", SHORT), ("c", SHORT)], SHORT),
    ],
)
def test_the_title_is_the_one_that_most_print(prints: list[tuple[str, str]], expected: str | None) -> None:
    assert printed_title(prints) == expected
    assert printed_title(reversed(prints)) == expected


def test_of_hundreds_of_wordings_the_frequent_ones_are_compared() -> None:
    misprints = [(f"m{at}", f"quy định số {at}") for at in range(400)]
    assert printed_title([*misprints, ("a", SHORT), ("b", SHORT)]) == SHORT
