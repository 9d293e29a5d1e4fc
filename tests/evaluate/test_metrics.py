"""Each metric on a small gold and a small answer, counted by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from extractor.evaluate.evaluation import score_document
from extractor.evaluate.extracted import Extracted
from extractor.evaluate.gold import parse_gold
from extractor.evaluate.score import Score

FILE = {"file": "report.pdf", "document": {}, "citations": []}


def scores(gold: dict[str, Any], found: Extracted) -> dict[str, Score]:
    return score_document(parse_gold(FILE | gold), found)


def counts(score: Score) -> tuple[int, int, int]:
    return score.hit, score.missed, score.extra


def gold_citation(**fields: Any) -> dict[str, Any]:
    return {"raw": "Quyết định số 12/QĐ-UBND", "page": 1, "identifier": "12/QĐ-UBND", "where": "body"} | fields


def citation(ident: int, **fields: Any) -> dict[str, Any]:
    row = dict.fromkeys(("doc_type", "issued_on", "relation", "instrument_keys", "footnote_number"))
    row |= {"id": ident, "page": 1, "location": "body", "raw": "Quyết định số 12/QĐ-UBND", "identifier": "12/QĐ-UBND"}
    return row | fields


def test_head_asks_only_what_the_gold_gives() -> None:
    head = {
        "doc_type": "Báo cáo",
        "number": "45",
        "symbol": "BC-UBND",
        "date": "2024-03-15",
        "issuer": "UBND tỉnh Thanh Hóa",
        "issuer_full": "Ủy ban nhân dân tỉnh Thanh Hóa",
        "period": {"start": "2024-01-01", "end": None},
    }
    row = {
        "doc_type": "báo cáo",
        "identifier": "045/BC–UBND",
        "issued_on": "2024-03-16",
        "issuer": "Ủy ban nhân dân tỉnh Thanh Hóa",
        "period_start": None,
    }
    result = scores({"document": head}, Extracted(row))
    assert {metric: counts(score) for metric, score in result.items()} == {
        "document.doc_type": (1, 0, 0),
        "document.identifier": (1, 0, 0),
        "document.issued_on": (0, 1, 0),
        "document.issuer": (1, 0, 0),
        "document.period_start": (0, 1, 0),
    }


def test_a_number_written_by_hand_is_not_asked() -> None:
    head = {"identifier": "45/BC-UBND", "handwritten_number": True}
    assert scores({"document": head}, Extracted({"identifier": None})) == {}


def test_both_names_of_the_identifier_are_read() -> None:
    for name in ("identifier", "canonical_id"):
        want = {"raw": "x", "page": 1, name: "12/QĐ-UBND"}
        assert counts(scores({"citations": [want]}, Extracted({}, citations=[citation(1)]))["citations"]) == (1, 0, 0)


def test_citations_are_matched_once_by_page_and_identifier() -> None:
    want = [gold_citation(), gold_citation(), gold_citation(page=2), gold_citation(where="header")]
    have = [citation(1, identifier="012/QĐ-UBND"), citation(2, page=3), citation(3, location="header")]
    assert counts(scores({"citations": want}, Extracted({}, citations=have))["citations"]) == (1, 2, 1)


def test_a_citation_over_two_pages_may_stand_on_either() -> None:
    want = [gold_citation(page=1, page_end=2)]
    assert counts(scores({"citations": want}, Extracted({}, citations=[citation(1, page=2)]))["citations"]) == (1, 0, 0)


def test_the_same_location_goes_before_the_order_of_the_rows() -> None:
    want = [gold_citation(where="footnote:7", key="right")]
    have = [
        citation(1, instrument_keys='["wrong"]', footnote_number=None),
        citation(2, location="footnote", instrument_keys='["right"]', footnote_number="7"),
    ]
    result = scores({"citations": want}, Extracted({}, citations=have))
    assert counts(result["citations.footnote"]) == (1, 0, 0)
    assert counts(result["citations.key"]) == (1, 0, 0)
    assert counts(result["citations"]) == (1, 0, 1)


def test_fields_are_asked_of_what_was_matched() -> None:
    want = [gold_citation(type="Quyết định", date=None, relation="căn cứ")]
    have = [citation(1, doc_type="Quy định", issued_on="2024-01-01", relation="CĂN CỨ", raw="Kế hoạch số 3")]
    result = scores({"citations": want}, Extracted({}, citations=have))
    assert counts(result["citations.doc_type"]) == (0, 1, 0)
    assert counts(result["citations.issued_on"]) == (0, 1, 0)
    assert counts(result["citations.relation"]) == (1, 0, 0)
    assert counts(result["citations.raw"]) == (0, 1, 0)


def test_pages_that_are_not_annotated_do_not_count() -> None:
    gold = {"annotated_pages": [1], "citations": [gold_citation(page=2)]}
    assert scores(gold, Extracted({}, citations=[citation(1, page=2)])) == {}


def test_an_act_cited_by_title_is_its_own_metric() -> None:
    want = [{"raw": "Luật Đất đai 2024", "page": 1, "title_only": True, "key": "vn:title:luat:2024:dat-dai"}]
    have = [
        citation(
            1,
            identifier=None,
            raw="Luật Đất đai",
            instrument_keys='["vn:qh15:so:2024:31", "VN:title:luat:2024:dat-dai"]',
        )
    ]
    result = scores({"citations": want}, Extracted({}, citations=have))
    assert counts(result["citations.title_only"]) == (1, 0, 0)
    assert counts(result["citations.key"]) == (1, 0, 0)
    assert "citations" not in result


def test_footnotes_by_page_and_number_with_text_and_marker() -> None:
    want = [
        {"page": 1, "number": 1, "text": "Quyết định số 12/QĐ-UBND.", "marker_before": "đã ban hành Kế hoạch"},
        {"page": 2, "number": 2, "text": "x"},
    ]
    have = [
        {"page": 1, "number": "1", "text": "Quyết định số 12/QĐ-UBND.", "marker_before": "ban hành Kế hoạch"},
        {"page": 1, "number": "2", "text": "x", "marker_before": None},
    ]
    result = scores({"footnotes": want}, Extracted({}, footnotes=have))
    assert counts(result["footnotes"]) == (1, 1, 1)
    assert counts(result["footnotes.text"]) == (1, 0, 0)
    assert counts(result["footnotes.marker"]) == (1, 0, 0)


def gold_row(**fields: Any) -> dict[str, Any]:
    row = {"form": 1, "stt": "1.", "indicator": "Số văn bản đã ban hành", "unit": "Văn bản", "value": 36}
    return row | {"value_kind": "number", "note": "", "note_from_merged_cell": False} | fields


def table_row(ident: int, **fields: Any) -> dict[str, Any]:
    row = {"id": ident, "table_id": 1, "stt": "1", "label": "Số văn bản đã ban hành", "unit": "văn bản"}
    return row | {"value": 36.0, "value_raw": "36", "value_kind": "number", "note": "", "cells": "[]"} | fields


def test_rows_by_number_and_label_with_their_cells() -> None:
    want = [
        gold_row(),
        gold_row(stt="1.1", value=None, value_kind="dash", note="99 thủ tục"),
        gold_row(stt="2", note="gộp", note_from_merged_cell=True),
    ]
    have = [
        table_row(1, label="Tổng số cuộc kiểm tra"),
        table_row(2),
        table_row(3, stt="1.1.", value=0.0, value_kind="number", note="98 thủ tục"),
        table_row(4, stt="2", note="khác"),
    ]
    result = scores({"table_rows": want}, Extracted({}, rows=have))
    assert counts(result["rows"]) == (3, 0, 0)
    assert counts(result["rows.value"]) == (2, 1, 0)
    assert counts(result["rows.value_kind"]) == (2, 1, 0)
    assert counts(result["rows.unit"]) == (3, 0, 0)
    assert counts(result["rows.note"]) == (0, 1, 0)


def test_tables_count_cells_and_whole_rows() -> None:
    want = {"page": 3, "page_end": 4, "header": ["TT", "Tên"], "rows": [["1", "Đất đai"], ["2", "Hộ tịch"]]}
    have = [
        table_row(1, cells=json.dumps(["TT", "Tên"])),
        table_row(2, cells=json.dumps(["1", "Đất  đai"])),
        table_row(3, cells=json.dumps(["2", "Hộ khẩu"])),
        table_row(4, table_id=2, cells=json.dumps(["1", "Đất đai"])),
    ]
    tables = [{"id": 1, "page": 4, "page_end": 4}, {"id": 2, "page": 5, "page_end": None}]
    result = scores({"tables": [want]}, Extracted({}, rows=have, tables=tables))
    assert counts(result["tables.cells"]) == (3, 1, 1)
    assert counts(result["tables.rows"]) == (1, 1, 0)
    incomplete = scores({"tables": [want | {"complete": False}]}, Extracted({}, rows=have, tables=tables))
    assert counts(incomplete["tables.cells"]) == (3, 1, 0)


def figure(ident: int, value: float | None, unit: str | None, **fields: Any) -> dict[str, Any]:
    return {"id": ident, "page": 1, "location": "body", "value": value, "unit": unit, "raw": str(value)} | fields


def test_figures_by_page_and_value_with_unit() -> None:
    want = [
        {"page": 1, "value": 17, "value_raw": "17", "unit": "văn bản", "sentence": "đã ban hành 17 văn bản"},
        {"page": 1, "value": 5, "value_raw": "05", "unit": "đơn vị", "sentence": "có 05 sở, ngành"},
        {"page": 1, "value": 9, "value_raw": "9", "unit": "cuộc", "sentence": "9 cuộc"},
        {"page": 1, "value": None, "value_raw": "", "unit": "cuộc", "sentence": ""},
    ]
    have = [
        figure(1, 17.0, "người"),
        figure(2, 17.0, "văn bản QPPL"),
        figure(3, 5.0, "sở"),
        figure(4, None, None),
        figure(5, 9.0, "cuộc", location="table"),
    ]
    result = scores({"body_figures": want}, Extracted({}, figures=have))
    assert counts(result["figures"]) == (2, 1, 2)
    assert counts(result["figures.unit"]) == (2, 0, 0)
    partial = scores({"figures": want}, Extracted({}, figures=have))
    assert counts(partial["figures"]) == (2, 1, 0)


def gold_check(name: str, severity: str, **fields: Any) -> dict[str, Any]:
    check = {"id": name, "kind": "sum", "holds": False, "severity": severity, "description": "a = b + c"}
    return check | {"stated": {"page": 1, "raw": "16", "value": 16}, "operands": [], "computed": 15} | fields


def check(ident: int, **fields: Any) -> dict[str, Any]:
    row = {"id": ident, "kind": "sum", "holds": 0, "severity": "error", "page": 1, "expected": 15.0, "actual": 16.0}
    return row | {"statement": "16 = 9 + 6", "explanation": ""} | fields


def test_what_is_asked_of_a_figure_beside_its_unit() -> None:
    asked = {"page": 2, "value": 60, "value_raw": "60", "scenario": "plan", "period_start": "2025-01-01",
             "period_end": "2025-12-31"}  # fmt: skip
    row = {"id": 1, "page": 2, "location": "body", "raw": "60", "value": 60.0, "unit": None, "scenario": "plan",
           "change": None, "as_of": None, "period_start": "2024-01-01", "period_end": "2024-12-31"}  # fmt: skip
    result = scores({"body_figures": [asked]}, Extracted({}, figures=[row]))
    assert {metric: counts(score) for metric, score in result.items()} == {
        "figures": (1, 0, 0),
        "figures.period": (0, 1, 0),
        "figures.scenario": (1, 0, 0),
    }


def cell(ident: int, x0: float, raw: str, **said: Any) -> dict[str, Any]:
    row = dict.fromkeys(("unit", "scenario", "change", "as_of", "period_start", "period_end", "indicator_id", "label"))
    boxes = json.dumps([[3, x0, 10, x0 + 20, 20]])
    return {**row, "id": ident, "page": 3, "table_row_id": "r1", "raw": raw, "boxes": boxes, "location": "table"} | said


def test_numbers_of_a_table_by_row_and_print_with_what_is_said_of_them() -> None:
    def fact(raw: str, **said: Any) -> dict[str, Any]:
        return {"table": 1, "row": 1, "page": 3, "label": "Thu nội địa", "path": "Năm", "raw": raw} | said

    facts = [
        fact("1.250", unit="tỷ đồng", scenario="plan", indicator=True),
        fact("1.250", scenario="actual"),
        fact("48"),
    ]
    row = {
        "id": "r1",
        "table_id": "t1",
        "page": 3,
        "page_end": 3,
        "cells": json.dumps(["1", "Thu nội địa", "1.250", "1.250", "48%", "7"]),
    }
    other = row | {"id": "r2", "cells": json.dumps(["2", "Thu nội địa khác", "9"])}
    figures = [
        cell(2, 200, "1.250", unit="tỷ đồng", scenario="estimate"),
        cell(1, 100, "1.250", unit="Tỷ đồng", scenario="plan", indicator_id="n1"),
        cell(3, 300, "48%"),
        cell(4, 400, "7"),
    ]
    result = scores({"facts": facts}, Extracted({}, rows=[other, row], figures=figures))
    assert {metric: counts(score) for metric, score in result.items()} == {
        "facts": (3, 0, 1),
        "facts.unit": (1, 0, 0),
        "facts.scenario": (1, 1, 0),
        "facts.indicator": (1, 0, 0),
        "facts.whole": (2, 1, 0),
    }


def test_faults_are_met_by_failing_errors_that_name_the_value() -> None:
    want = [
        gold_check("C1", "find"),
        gold_check("C2", "find", stated={"page": 2, "value": 40}, computed=41),
        gold_check("C3", "ok", holds=True),
    ]
    have = [check(1), check(2, severity="suspicion", page=2, expected=41.0), check(3, page=1, expected=7.0, actual=8.0)]
    assert counts(scores({"checks": want}, Extracted({}, checks=have))["audit"]) == (1, 1, 1)


def test_an_error_that_is_only_a_rounding_is_one_too_many_and_others_are_excused() -> None:
    rounding = [gold_check("C1", "rounding")]
    assert counts(scores({"checks": rounding}, Extracted({}, checks=[check(1)]))["audit"]) == (0, 0, 1)
    assert scores({"checks": [gold_check("C1", "accept")]}, Extracted({}, checks=[check(1)])) == {}


def test_a_date_fault_is_met_by_the_name_of_the_instrument() -> None:
    named = "60/2021/NĐ-CP is dated in 2022"
    want = [gold_check("C1", "find", kind="date", description=named, stated={}, computed=None)]
    have = [check(1, statement="60/2021/NĐ-CP, ngày 21/6/2022", expected=None, actual=None)]
    assert counts(scores({"checks": want}, Extracted({}, checks=have))["audit"]) == (1, 0, 0)


def test_words_in_order() -> None:
    gold = {"reading_order_text": {"1": "một hai ba bốn"}, "document": {"text_layer": "none"}}
    result = scores(gold, Extracted({}, page_texts={1: "một  ba\nhai bốn năm"}))
    assert counts(result["words.scan"]) == (3, 1, 2)


def test_a_word_with_a_raised_marker_is_the_word_with_a_plain_one() -> None:
    gold = {"reading_order_text": {"1": "năm 20243"}, "document": {"text_layer": "digital"}}
    assert counts(scores(gold, Extracted({}, page_texts={1: "năm 2024³"}))["words.digital"]) == (2, 0, 0)


def test_a_document_that_is_not_there_is_all_missed() -> None:
    gold = {"citations": [gold_citation()], "footnotes": [{"page": 1, "number": 1, "text": "x"}]}
    result = scores(gold, Extracted(None))
    assert counts(result["citations"]) == (0, 1, 0)
    assert counts(result["footnotes"]) == (0, 1, 0)


def test_ratios() -> None:
    score = Score(hit=3, missed=1, extra=2)
    assert (score.precision, score.recall, score.f1) == (0.6, 0.75, 2 / 3)
    empty = replace(score, hit=0, missed=0, extra=0)
    assert (empty.precision, empty.recall, empty.f1) == (None, None, None)
