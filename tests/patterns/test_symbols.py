"""Parts of symbols whose bounds no citation of the other tests reaches."""

from __future__ import annotations

import pytest

from patterns.instruments.symbols import read_symbol


@pytest.mark.parametrize(
    ("printed", "text", "glued"),
    [
        ("QH15", "QH15", 0),
        ("QH151", "QH15", 1),
        # No assembly has a 98th term: it is the ninth, with note 8.
        ("QH98", "QH9", 1),
        # Departments have one or two digits; a number of three is a marker.
        ("UBND-VP12", "UBND-VP12", 0),
        ("UBND-VP123", "UBND-VP", 3),
        ("QĐ-A03", "QĐ-A03", 0),
    ],
)
def test_a_number_belongs_to_the_organ_or_is_a_marker(printed: str, text: str, glued: int) -> None:
    symbol = read_symbol(printed)
    assert (symbol.text, symbol.glued) == (text, glued)


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("NĐCP", "NĐ-CP"),
        ("QĐBYT", "QĐ-BYT"),
        # The longest type goes first: not ``TT`` of an organ ``LTBTC``.
        ("TTLTBTC", "TTLT-BTC"),
        # Two letters behind a type are an organ for three organs only: ``TC`` may be part of a word.
        ("QĐTC", "QĐTC"),
    ],
)
def test_a_lost_hyphen_comes_back_between_a_known_type_and_a_known_organ(printed: str, text: str) -> None:
    assert read_symbol(printed).text == text
