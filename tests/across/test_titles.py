"""Which title an instrument has when its citations print several."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.across.corpus_rows import citation, document, settled

SHORT = "quy định về quản lý hội"
LONG = "quy định về quản lý hội, quỹ"


def titled(prints: Sequence[tuple[str, str]]) -> str | None:
    """The title of an instrument of which these documents print these words, a citation each."""
    rows = [citation(at, int(name, 36), title=words) for at, (name, words) in enumerate(prints, 1)]
    documents = [document(ident) for ident in dict.fromkeys(row.document_id for row in rows)]
    instruments = settled(documents, rows).instruments
    return instruments[0].title if instruments else None


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
    assert titled(prints) == expected
    assert titled(prints[::-1]) == expected


def test_of_hundreds_of_wordings_the_frequent_ones_are_compared() -> None:
    misprints = [(f"m{at}", f"quy định số {at}") for at in range(400)]
    assert titled([*misprints, ("a", SHORT), ("b", SHORT)]) == SHORT
