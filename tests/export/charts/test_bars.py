"""Counts by year as bars."""

from __future__ import annotations

import pytest

from extractor.export.charts.bars import Bar, bar_spec
from extractor.export.charts.rendering import as_altair, as_svg
from extractor.language.catalogue import words_of
from tests.export.drawn import signs, texts

VIETNAMESE = words_of("vi")


def test_each_bar_says_its_count_and_leads_to_what_it_counts() -> None:
    svg = as_svg(bar_spec("Viện dẫn", [Bar("2023", 1200, "/r/-/x?year=2023"), Bar("2024", 0)], VIETNAMESE))
    assert [(sign.said, sign.href) for sign in signs(svg)] == [("2024: 0", ""), ("2023: 1.200", "/r/-/x?year=2023")]
    assert {"Viện dẫn", "1.200", "2023", "2024"} <= set(texts(svg))


def test_altair_takes_bars() -> None:
    assert as_altair(bar_spec("x", [Bar("2023", 1)], VIETNAMESE)).to_dict()["title"]["text"] == "x"


def test_no_bar_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        bar_spec("x", [], VIETNAMESE)
