"""Confidences: out of the registry, by what is known of a fact, and never against the order of the stages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import extractor
from extractor.confidence import (
    BANDS,
    band,
    citation_path,
    figure_path,
    key_order,
    key_path,
    row_path,
    stated,
    sureness,
)
from extractor.model.document import Check
from extractor.model.facts import CELL_VALUE, Citation, Figure, Located, Place
from extractor.model.layout import PageText
from patterns.confidence import measured, probability
from tests.documents import first_quarter, other_province

LAYERS = (None, 0.95, 0.3)
ORDERS = (0.99, 0.95, 0.9, 0.8, 0.74, 0.7, 0.54, 0.5)


def citation(order: float = 0.99, status: str = "resolved") -> Citation:
    return Citation("Quyết định số 12/QĐ-UBND", 0, 24, key="vn:x", confidence=order, status=status, method="symbol")


def page_with(*words: tuple[float, float, float, float, float]) -> PageText:
    page = other_province().pages[0]
    return replace(page, words=np.array(words, dtype=float).reshape(-1, 5), ocr_confidence=0.9)


def test_a_fact_has_the_confidence_of_its_cell() -> None:
    (found,) = extractor.find_citations("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ")
    assert found.confidence == measured()["citations/text/resolved/plain"].stated
    assert found.key_confidence == measured()["keys/resolved/text/plain"].stated
    (figure,) = extractor.find_figures("đã tiếp nhận 1.250 hồ sơ")
    assert figure.confidence == measured()["figures/text/words/plain"].stated


def test_a_document_states_its_head_its_rows_and_what_it_cites() -> None:
    document = stated(first_quarter())
    assert set(document.identity.confidence) == {"doc_type", "identifier", "issuer", "issued_on", "title", "period"}
    assert document.identity.confidence["issuer"] == measured()["heads/text/issuer"].stated
    assert {row.confidence for row in document.rows} == {measured()["rows/text/form"].stated}
    assert all(located.fact.key_confidence is not None for located in document.citations if located.fact.key)


@pytest.mark.parametrize("sure", LAYERS)
@pytest.mark.parametrize("status", ["resolved", "ambiguous", "unresolved"])
def test_what_a_stage_is_surer_of_is_never_less_probable(sure: float | None, status: str) -> None:
    cited = [citation(order, status) for order in ORDERS]
    read = [probability(citation_path(each, sure), each.confidence) for each in cited]
    keys = [probability(key_path(each, sure), key_order(each)) for each in cited]
    words = [probability(figure_path(Figure("1", 0, 1, 1.0, confidence=order), sure), order) for order in ORDERS]
    for values in (read, keys, words):
        assert values == sorted(values, reverse=True)


def test_a_doubtful_word_makes_a_citation_less_probable() -> None:
    clear, poor = (probability(citation_path(citation(), sure), 0.99) for sure in (0.95, 0.3))
    assert poor < clear < probability(citation_path(citation(), None), 0.99)


def test_an_open_key_is_less_probable_than_a_whole_one() -> None:
    for sure in LAYERS:
        whole, left_open = citation(), citation(status="ambiguous")
        assert probability(key_path(left_open, sure), key_order(left_open)) <= 0.5
        assert probability(key_path(whole, sure), key_order(whole)) > 0.8


def test_what_no_gold_measures_is_no_surer_than_its_stage() -> None:
    bare = Figure("1.274", 0, 5, 1274.0, confidence=0.5)
    assert measured()["figures/text/words/loose"].facts == 0
    assert probability(figure_path(bare, None), bare.confidence) == 0.5
    with pytest.raises(KeyError, match="dates"):
        probability("dates/text", 1.0)


def test_nothing_is_certain() -> None:
    assert max(cell.stated for cell in measured().values()) < 1


def test_the_weakest_word_in_the_boxes_counts() -> None:
    pages = {1: page_with((10, 10, 30, 20, 0.96), (32, 10, 60, 20, 0.4), (10, 40, 60, 50, 0.1))}
    assert sureness(pages, [(1, 10, 8, 60, 22)]) == 0.4
    assert sureness(pages, [(1, 10, 8, 31, 22)]) == 0.96
    # Where no word is found, such as in an empty cell, the page's own confidence counts.
    assert sureness(pages, [(1, 10, 80, 60, 90)]) == 0.9
    assert sureness({1: first_quarter().pages[0]}, [(1, 10, 8, 60, 22)]) is None


def recognised_sum(*sures: float, holds: bool, others: tuple[str, ...] = ()) -> list[Figure]:
    """The figures of a recognised page, side by side, that a sum speaks of; ``sures`` is how sure the engine is."""
    document = other_province()
    words = [(10.0 * at, 10.0, 10.0 * at + 8, 20.0, sure) for at, sure in enumerate(sures)]
    page = replace(page_with(*words), text_layer="ocr", other_readings=others)
    figures = tuple(
        Located(Figure("1", 0, 1, 1.0, method=CELL_VALUE), placed(page.number, word), "table") for word in words
    )
    check = Check("sum", "", 1.0, 1.0, 0.0, holds, "ok" if holds else "suspicion", 1, tuple(range(len(sures))))
    found = stated(replace(document, pages=(page,), figures=figures, checks=(check,), citations=(), rows=()))
    return [located.fact for located in found.figures]


def placed(page: int, word: tuple[float, ...]) -> Place:
    x0, top, x1, bottom, _ = word
    return Place(page, page, 0, 1, "1", ((page, x0, top, x1, bottom),))


def test_arithmetic_raises_or_lowers_what_was_recognised_and_changes_no_digit() -> None:
    proved, refuted = recognised_sum(0.95, 0.6, holds=True), recognised_sum(0.95, 0.6, holds=False)
    assert proved[0].confidence == proved[1].confidence > refuted[0].confidence == refuted[1].confidence
    assert {figure.value for figure in (*proved, *refuted)} == {1.0}


def test_a_figure_has_the_other_reading_of_its_own_words() -> None:
    figures = recognised_sum(0.6, 0.95, holds=True, others=("A47", ""))
    assert [figure.other_reading for figure in figures] == ["A47", None]


def test_a_cell_has_no_band_as_its_order_is_that_of_its_unit() -> None:
    assert figure_path(Figure("1", 0, 1, 1.0, method=CELL_VALUE, confidence=0.5), None) == "figures/text/cell"


def test_bands_part_the_orders_of_the_stages() -> None:
    assert [band(order) for order in (1.0, 0.9, 0.8, 0.7, 0.54, 0.2)] == ["plain"] * 2 + ["leaning"] * 2 + ["loose"] * 2
    assert [least for least, _ in BANDS] == sorted((least for least, _ in BANDS), reverse=True)


def test_a_row_is_measured_by_its_table() -> None:
    document = first_quarter()
    assert row_path(document.rows[0], document.tables, 0.9) == "rows/ocr/form"
