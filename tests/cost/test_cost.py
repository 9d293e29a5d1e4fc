"""Cost grows with the length of a text and no faster, whatever the text, and so it does with tables, notes and checks.

Ratios only, of calls of one process in turn: four times as long a text may cost ``GROWN`` times as much, where
proportion is 4 and the square 16. ``dearest.py`` among the benchmarks searches longer.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Sequence
from functools import partial

import pytest

from extractor.audit.grids import grids
from extractor.audit.misses import checks_of_tables
from extractor.audit.spans import Span, made_up
from tests.audit.made import measure, table
from tests.benchmarks.costs import costs_at_most, seconds
from tests.benchmarks.test_costs import REPORT
from tests.cost.pieces import SIGNS, pieces, recipe
from tests.cost.readers import FINDERS, READERS, Reader
from tests.find.built_texts import Built, filled

SHORT, LONGER, GROWN = 6_000, 4, 9.0

USUAL = 5
"""Texts of which a letter costs at most so many times as one of a report are not looked at twice: they are quick."""

QUICK = 0.004
"""Seconds of processor time below which a ratio says nothing."""

SOME = 12
"""Pieces of all grammars that are tried with a reader, beside those known to have been slow: chance by its name."""

DEAREST = 40
"""So many times the cost of a report's letter: twice what the benchmark allows, as short texts vary more."""

WAS_SLOW: dict[str, Sequence[str]] = {
    "find_figures": ("1.1", "1.1.1."),
    "explain_citations": ("5/5 ", "đ/c ", "Luật "),
    "continued": ("a\n", "\n", "- a;\n"),
    "is_page_number": (" ", "\n", "- "),
    "cell_number": ("000 ",),
    "governing_trigger": ("để ", "để; "),
    "trigger_at": ("để ",),
    "read_step": ("ngày 5/5/2020 ",),
    "told": ("đạt ", "tháng 1 "),
    "subject": ("so với ", "1 ", "1% "),
    "shown": ("1.", "a/", "ban hành "),
}
"""What cost the square of its length before, by reader."""


def is_linear(call: Callable[[int], object], length: int = SHORT) -> bool:
    """Whether a call of four times the length costs not much more than four times as much."""
    return costs_at_most(GROWN, partial(call, LONGER * length), partial(call, length))


def grows(reader: Reader, built: Built, usual: float) -> bool:
    """Whether a text costs much more, the longer it is; ``usual`` are the seconds of a report of the greater length."""
    spent = seconds(partial(reader, built.text(LONGER * SHORT)))
    if spent < max(QUICK, USUAL * usual):
        return False
    # One letter less each time: some readers keep what they have read.
    lengths = iter(range(LONGER * SHORT - 1, 0, -1))
    return not costs_at_most(
        GROWN,
        lambda: reader(built.text(next(lengths))),
        lambda: reader(built.text(SHORT - LONGER * SHORT + next(lengths))),
    )


@pytest.mark.parametrize("name", READERS)
def test_no_reader_costs_more_than_the_length_of_its_text(name: str) -> None:
    reader, moments = READERS[name], random.Random(zlib.crc32(name.encode()))
    reader(REPORT)  # patterns are compiled by the first call
    usual = seconds(partial(reader, filled(REPORT, LONGER * SHORT)))
    tried = [*WAS_SLOW.get(name, ()), *moments.sample(SIGNS, SOME), *moments.sample(pieces(), SOME)]
    assert [piece for piece in tried if grows(reader, Built((piece,)), usual)] == []


@pytest.mark.parametrize("name", FINDERS)
def test_no_built_text_is_dear_for_a_finder(name: str) -> None:
    finder, moments = FINDERS[name], random.Random(zlib.crc32(name.encode()))
    usual = partial(finder, filled(REPORT, SHORT))
    usual()
    tried = [recipe(moments) for _ in range(SOME)]
    assert [each for each in tried if not costs_at_most(DEAREST, partial(finder, each.text(SHORT)), usual)] == []


def test_blanks_within_a_citation_cost_their_number() -> None:
    def read(length: int) -> object:
        (citation,) = FINDERS["find_citations"](f"Quyết định số 12/QĐ-UBND ngày{' ' * length}\u00a05/5/2020")  # type: ignore[misc]
        return citation

    assert is_linear(read)


def test_checks_of_a_column_cost_the_number_of_its_rows() -> None:
    columns = (measure("Kế hoạch", "hồ sơ"), measure("Thực hiện", "hồ sơ"), measure("Tỷ lệ", "%", ratio_of=(2, 1)))
    lines = [(f"Mục {at}", "100", f"{at % 90 + 10}", f"{at % 90 + 10 + (at % 9 == 0)}") for at in range(LONGER * 200)]
    made = {length: list(grids(table(columns, *lines[:length]))) for length in (200, LONGER * 200)}
    assert is_linear(lambda length: list(checks_of_tables(made[length], ())), 200)


def test_times_of_thousands_of_rows_cost_their_number() -> None:
    def spans(rows: int) -> dict[int, Span]:
        return {at: (f"{1000 + at}-01-01", f"{1000 + at}-12-31") for at in range(rows)}

    made = {length: spans(length) for length in (1000, LONGER * 1000)}
    assert is_linear(lambda length: [list(made_up(at, made[length])) for at in range(0, length, 20)], 1000)
