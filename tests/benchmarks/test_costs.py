"""No text, however it is built, costs much more than a report of its length; and what starts quickly goes on doing so.

Ratios only: each cost is held against another one of the same process. ``citations.py`` searches for slow texts with
megabytes.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import islice

import pytest

from extractor.find.dates import find_dates
from extractor.find.figures.finder import find_figures
from extractor.find.organs.finder import find_organisations, with_short_forms
from extractor.finders import find_citations
from patterns.tables.labels import bare
from tests.benchmarks.costs import costs_at_most
from tests.find.built_texts import PIECES, Built, filled, recipes

REPORT = (
    "Thực hiện Quyết định số 1218/QĐ-UBND ngày 05/4/2024 của UBND tỉnh về việc phê duyệt Kế hoạch cải cách hành chính, "
    "các sở, ban, ngành đã tham mưu ban hành 12 văn bản; tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,7%, tăng 2,1% so với "
    "cùng kỳ năm trước. Công tác tuyên truyền được đẩy mạnh bằng nhiều hình thức (báo, đài, hội nghị), góp phần nâng "
    "cao nhận thức của cán bộ, công chức.\nTrong kỳ, đã tiếp nhận 1.274 hồ sơ, trong đó có 917 hồ sơ trực tuyến, "
    "chiếm 72%. "
)
"""Text as reports have it, a citation every 650 characters."""

LENGTH = 6_000

DEAREST = 40
"""So many times the cost of a report's text: twice what the benchmark allows, as short texts vary more."""

LONGER, GROWN = 10, 30
"""A text ten times as long may cost thirty times as much: in proportion it is 10, with the square of the length 100."""


def organs(text: str) -> object:
    """The names of organs in a text and their short forms."""
    return with_short_forms([text], [find_organisations(text)])


Finder = Callable[[str], object]
USUAL = filled(REPORT, LENGTH)

OF_DATES = ("ngày 5 ", "12/", "tháng ", "ngày ...... ", "từ ngày 1/1 đến ")
OF_FIGURES = (
    "1. ", "12 hồ sơ ", "(5 ", "1.", "trong đó 5, ", "99,5% ", "từ 5 đến ", "hai mươi ", "(5 xã (", "- 5 xã, gồm:\n",
    "1,274 tỷ, gồm 5 tỷ ", "năm 2023 tăng 5% so với ",
)  # fmt: skip
OF_ORGANS = (
    "Sở Nội vụ, ", "UBND tỉnh, ", "các Sở: ", "Chi cục A ", "Chủ tịch ", "Ban Chỉ đạo - ", "HĐND, UBND - ", "Ủy ban ",
    "tỉnh Hà Giang, tỉnh ", "Trung tâm Y", "Phó Chủ tịch, Thường trực ", "(gọi tắt là UBND) ", "Sở A\n", "S", "Uỷ",
)  # fmt: skip

GROWING: list[tuple[Finder, str]] = [
    *((find_citations, piece) for piece in (*PIECES, REPORT)),
    *((find_dates, piece) for piece in OF_DATES),
    *((find_figures, piece) for piece in OF_FIGURES),
    *((organs, piece) for piece in (*OF_ORGANS, REPORT)),
    *((bare, piece) for piece in ("1.", "1.1 ", "- ")),
]


def is_slow(finder: Finder, text: str) -> bool:
    """Whether a text costs too much beside a report of its length."""
    return not costs_at_most(DEAREST * len(text) / LENGTH, partial(finder, text), partial(finder, USUAL))


@pytest.mark.parametrize("before", ["", "Quyết định số 12/QĐ-UBND "])
def test_no_piece_of_the_grammar_of_citations_is_slow(before: str) -> None:
    find_citations(USUAL)  # patterns are compiled by the first call
    assert [piece for piece in PIECES if is_slow(find_citations, before + filled(piece, LENGTH))] == []


def test_brackets_cost_no_look_for_organs_where_no_word_says_that_one_acts() -> None:
    find_citations(USUAL)
    assert not is_slow(find_citations, filled("Luật số 25/QH15 K(", LENGTH))


@pytest.mark.parametrize("seed", range(4))
def test_no_mixture_of_pieces_is_slow(seed: int) -> None:
    mixtures: list[Built] = list(islice(recipes(random.Random(seed)), len(PIECES), len(PIECES) + 60))
    assert [built for built in mixtures if is_slow(find_citations, built.text(LENGTH))] == []


def test_no_piece_of_any_grammar_is_slow_for_organs() -> None:
    organs(USUAL)
    assert [piece for piece in (*OF_ORGANS, *PIECES) if is_slow(organs, filled(piece, LENGTH))] == []


@pytest.mark.parametrize(("finder", "piece"), GROWING)
def test_the_cost_of_a_character_does_not_grow_with_the_text(finder: Finder, piece: str) -> None:
    text = "Quyết định số 12/QĐ-UBND " + filled(piece, LONGER * LENGTH)
    finder(text[:LENGTH])
    assert costs_at_most(GROWN, partial(finder, text), partial(finder, text[:LENGTH]))


def started(program: str) -> Callable[[], object]:
    """A Python process that runs a program, as a call."""
    return partial(subprocess.run, [sys.executable, "-c", program], check=True, capture_output=True)


def children_seconds(call: Callable[[], object]) -> float:
    """Processor time of the processes that a call starts and waits for."""
    before = os.times()
    call()
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


@pytest.mark.skipif(os.name == "nt", reason="times of child processes of POSIX")
@pytest.mark.parametrize(
    ("quick", "slow"),
    [
        ("import extractor; extractor.find_citations", "import extractor; extractor.extract"),
        ("import extractor.finders", "import extractor.pipeline"),
        ("import runpy; from extractor.cli.main import cli; cli.main(['--help'], standalone_mode=False)",
         "import extractor.pipeline"),
    ],
    ids=["find_citations", "finders", "help"],
)  # fmt: skip
def test_what_needs_no_pdf_starts_in_half_the_time(quick: str, slow: str) -> None:
    """A third of it when measured; half of it as a machine that runs tests has cold caches."""
    pairs = ((children_seconds(started(quick)), children_seconds(started(slow))) for _ in range(6))
    assert any(few <= 0.5 * many for few, many in pairs)
