"""Which hyperlink lies over a print."""

from __future__ import annotations

import pytest

from extractor.model.pages import Box, Link
from extractor.resolve.document import address_over
from tests.documents import page_text

PRINT: Box = (1, 100.0, 200.0, 200.0, 212.0)
SECOND_LINE: Box = (1, 72.0, 216.0, 112.0, 228.0)


@pytest.mark.parametrize(
    ("links", "address"),
    [
        ([((1, 98.0, 199.0, 202.0, 213.0), "a")], "a"),
        ([((1, 20.0, 199.0, 140.0, 213.0), "a")], None),
        ([((1, 150.0, 199.0, 180.0, 213.0), "a")], "a"),
        ([((1, 98.0, 215.0, 202.0, 229.0), "a")], None),
        ([((1, 98.0, 199.0, 130.0, 213.0), "b"), ((1, 130.0, 199.0, 202.0, 213.0), "a")], "a"),
        ([], None),
    ],
)
def test_a_link_over_most_of_the_print_or_within_it(links: list[tuple[Box, str]], address: str | None) -> None:
    page = page_text(1, "", links=tuple(Link(box, uri) for box, uri in links))
    assert address_over({1: page}, [PRINT]) == address


def test_a_print_of_two_lines_has_a_link_for_each() -> None:
    links = (Link((1, 98.0, 199.0, 202.0, 213.0), "a"), Link((1, 70.0, 215.0, 114.0, 229.0), "a"))
    assert address_over({1: page_text(1, "", links=links)}, [PRINT, SECOND_LINE]) == "a"


def test_a_print_without_a_box_has_no_link() -> None:
    assert address_over({1: page_text(1, "", links=(Link(PRINT, "a"),))}, []) is None
