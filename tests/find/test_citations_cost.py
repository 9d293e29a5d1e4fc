"""No text, however it is built, costs much more than a report of its length; the benchmark does it with megabytes."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from extractor.finders_citations import find_citations
from tests.find.built_texts import PIECES, Built, filled, recipes
from tests.find.seconds import least_seconds

PARAGRAPH = (
    "Thực hiện Quyết định số 1218/QĐ-UBND ngày 05/4/2024 của UBND tỉnh về việc phê duyệt Kế hoạch cải cách hành chính, "
    "các sở, ban, ngành đã tham mưu ban hành 12 văn bản; tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,7%, tăng 2,1% so với "
    "cùng kỳ năm trước. Công tác tuyên truyền được đẩy mạnh bằng nhiều hình thức (báo, đài, hội nghị), góp phần nâng "
    "cao nhận thức của cán bộ, công chức.\nTrong kỳ, đã tiếp nhận 1.274 hồ sơ, trong đó có 917 hồ sơ trực tuyến, "
    "chiếm 72%. "
)
LENGTH = 6_000
DEAREST = 40
"""So many times the cost of a report's text: twice what the benchmark allows, as short texts on a busy machine vary."""


def cost(text: str) -> float:
    """Seconds of processor time a character."""
    return least_seconds(find_citations, text, tries=1) / len(text)


@pytest.fixture(scope="module")
def of_a_report() -> float:
    """The cost of text as reports have it, a citation every 650 characters."""
    text = filled(PARAGRAPH, 10 * LENGTH)
    find_citations(text)
    return min(cost(text) for _ in range(5))


def too_dear(text: str, of_a_report: float) -> bool:
    """Whether a text costs too much each of five times: one disturbance is no proof."""
    return all(cost(text) > DEAREST * of_a_report for _ in range(5))


@pytest.mark.parametrize("before", ["", "Quyết định số 12/QĐ-UBND "])
def test_no_piece_of_the_grammar_is_dear(before: str, of_a_report: float) -> None:
    assert [piece for piece in PIECES if too_dear(before + filled(piece, LENGTH), of_a_report)] == []


@pytest.mark.parametrize("seed", range(4))
def test_no_mixture_of_pieces_is_dear(seed: int, of_a_report: float) -> None:
    mixtures: list[Built] = list(islice(recipes(random.Random(seed)), len(PIECES), len(PIECES) + 60))
    assert [built for built in mixtures if too_dear(built.text(LENGTH), of_a_report)] == []


@pytest.mark.parametrize("piece", [*PIECES, PARAGRAPH])
def test_the_cost_of_a_character_does_not_grow_with_the_text(piece: str) -> None:
    text = "Quyết định số 12/QĐ-UBND " + filled(piece, 10 * LENGTH)
    of_a_part = min(cost(text[:LENGTH]) for _ in range(3))
    assert min(cost(text) for _ in range(3)) < 3 * of_a_part + 1e-7
