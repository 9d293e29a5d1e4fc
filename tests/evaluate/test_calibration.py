"""Judged facts → cells: drawn towards the cell above, in the order of the stages, real documents first."""

from __future__ import annotations

import pytest

from extractor.evaluate.calibrate import as_toml
from extractor.evaluate.calibration import LEAST_FACTS, MADE_AT_MOST, Known, fit, held_out, in_first_half, in_order
from extractor.evaluate.judged import Judged
from patterns.confidence import Measured, stated


def facts(path: str, count: int, right: int, *, file: str = "a.pdf", made: bool = False) -> list[Known]:
    kind = path.split("/")[0]
    judged = [Judged(kind, "citations", str(at), "symbol", "digital", None, at < right) for at in range(count)]
    return [Known(each, path, 0.9, file, made) for each in judged]


def test_few_facts_say_little() -> None:
    many = facts("citations/text/resolved", 200, 198)
    few = facts("citations/text/open", 5, 0)
    cells = fit([*many, *few])
    assert cells["citations/text/resolved"].stated == pytest.approx(0.985, abs=0.01)
    assert 0.7 < cells["citations/text/open"].stated < 0.85
    assert (cells["citations/text/open"].facts, cells["citations/text/open"].right) == (5, 0)


def test_a_cell_of_fewer_facts_is_left_to_the_one_above() -> None:
    cells = fit([*facts("heads/text/title", 30, 30), *facts("heads/text/period", LEAST_FACTS - 1, 0)])
    assert "heads/text/period" not in cells
    assert stated(cells, "heads/text/period", 1.0) == cells["heads/text"].stated


def test_text_layers_say_little_of_each_other() -> None:
    cells = fit([*facts("rows/text/table", 200, 200), *facts("rows/ocr/table", 90, 1)])
    assert cells["rows/ocr"].stated < 0.05
    assert cells["rows/text"].stated > 0.98


def test_nothing_is_certain_whatever_was_seen() -> None:
    assert fit(facts("rows/text/form", 500, 500))["rows/text/form"].stated < 1


def test_real_documents_decide_where_both_speak() -> None:
    real = facts("heads/ocr/title", 40, 20)
    made = facts("heads/ocr/title", 4000, 4000, file="made.pdf", made=True)
    value = fit([*real, *made])["heads/ocr/title"].stated
    assert value == pytest.approx((20 + MADE_AT_MOST) / (40 + MADE_AT_MOST), abs=0.05)
    assert fit(made)["heads/ocr/title"].stated > 0.95


def test_bands_follow_the_order_of_the_stages() -> None:
    cells = fit(
        [
            *facts("figures/ocr/words/plain", 50, 40),
            *facts("figures/ocr/words/leaning", 50, 50),
            *facts("figures/ocr/words/loose", 50, 10),
        ]
    )
    plain, leaning, loose = (cells[f"figures/ocr/words/{name}"].stated for name in ("plain", "leaning", "loose"))
    assert plain == leaning > loose


def test_a_band_that_is_not_measured_is_no_surer_than_those_beside_it() -> None:
    cells = fit([*facts("figures/ocr/words/plain", 50, 40), *facts("figures/ocr/words/loose", 50, 10)])
    leaning, loose = cells["figures/ocr/words/leaning"], cells["figures/ocr/words/loose"]
    assert leaning.stated == loose.stated
    cells = fit(facts("figures/ocr/words/plain", 50, 25))
    assert stated(cells, "figures/ocr/words/loose", 0.7) == cells["figures/ocr/words/plain"].stated
    assert stated(cells, "figures/ocr/words/loose", 0.3) == 0.3


def test_pools_of_cells_keep_their_counts() -> None:
    cells = [Measured(0.8, 10, 8, 2), Measured(0.9, 30, 27, 3), Measured(0.5, 5, 2, 1)]
    assert [(cell.stated, cell.facts) for cell in in_order(cells)] == [
        (pytest.approx(0.875), 10),
        (pytest.approx(0.875), 30),
        (0.5, 5),
    ]


def test_a_held_out_fact_has_the_confidence_of_the_other_half() -> None:
    names = [f"{number}.pdf" for number in range(40)]
    first = next(name for name in names if in_first_half(name))
    second = next(name for name in names if not in_first_half(name))
    good, bad = (facts("citations/text/resolved", 100, right, file=file) for right, file in ((100, first), (0, second)))
    told = {each.file: judged.stated or 0.0 for each, judged in held_out([*good, *bad])}
    assert told[first] < 0.1
    assert told[second] > 0.9


def test_the_registry_is_written_with_examples() -> None:
    text = as_toml(fit([*facts("keys/open/text", 9, 3), *facts("rows/text/form", 9, 9)]))
    assert 'id = "keys/open/text"' in text
    assert 'match = ["keys/open/text"]\nreject = ["rows/text/form"]' in text
