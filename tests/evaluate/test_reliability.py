"""How far stated confidences are from what is right, on a small gold, counted by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extractor.evaluate.extracted import Extracted
from extractor.evaluate.gold import parse_gold
from extractor.evaluate.judged import Judged, judge
from extractor.evaluate.reliability import LEAST_FACTS, OTHERS, distances, groups
from tests.evaluate.test_metrics import FILE, citation, gold_citation


def judged(gold: dict[str, Any], **found: Any) -> list[Judged]:
    head = {"id": "d"} | found.pop("document", {})
    extracted = Extracted(head, page_layers={1: "digital", 2: "ocr"}, **found)
    return list(judge(parse_gold(FILE | gold), extracted))


def facts(
    count: int, right: int, stated: float | None, method: str = "symbol", kind: str = "citations"
) -> list[Judged]:
    return [Judged(kind, kind, str(at), method, "digital", stated, at < right) for at in range(count)]


def cited(ident: str, **fields: Any) -> dict[str, Any]:
    return citation(0) | {"id": ident, "method": "symbol", "confidence": 0.9, "key_confidence": 0.8} | fields


def test_citations_and_their_keys() -> None:
    want = gold_citation(type="Quyết định", date="2024-01-05", key="vn:a")
    other = cited("c2", page=2, identifier="9/QĐ-SYT", raw="9/QĐ-SYT")
    found = cited("c1", doc_type="Quyết định", issued_on="2024-01-06", instrument_keys='["VN:A"]')
    got = judged({"citations": [want]}, citations=[found, other])
    assert [(each.kind, each.id, each.layer, each.stated, each.right) for each in got] == [
        ("citations", "c1", "digital", 0.9, False),  # its day is another
        ("keys", "c1", "digital", 0.8, True),
        ("citations", "c2", "ocr", 0.9, False),
        ("keys", "c2", "ocr", 0.8, False),
    ]


def test_pages_that_the_gold_does_not_describe_are_not_judged() -> None:
    gold = {"citations": [], "annotated_pages": [2]}
    assert judged(gold, citations=[cited("c1")]) == []
    assert len(judged(gold, citations=[cited("c1", page=2)])) == 2


def test_a_gold_of_some_figures_says_nothing_of_others() -> None:
    def figure(ident: str, value: float) -> dict[str, Any]:
        return {"id": ident, "page": 1, "location": "body", "value": value, "unit": "ca", "raw": f"{value} ca"} | {
            "method": "figure.count", "confidence": 1.0, "table_row_id": None,
            "period_start": None, "period_end": None, "as_of": None, "scenario": None, "change": None,
        }  # fmt: skip

    wanted = [{"page": 1, "value": 12, "value_raw": "12", "unit": "ca", "sentence": "12 ca"}]
    both = [figure("f1", 12), figure("f2", 7)]
    assert [(each.id, each.right) for each in judged({"figures": wanted}, figures=both)] == [("f1", True)]
    assert [(each.id, each.right) for each in judged({"body_figures": wanted}, figures=both)] == [
        ("f1", True),
        ("f2", False),
    ]


def table_row(ident: str, *cells: str) -> dict[str, Any]:
    return {"id": ident, "table_id": "t1", "page": 1, "method": "layout", "confidence": 0.9, "cells": json.dumps(cells)}


def test_a_row_is_right_cell_by_cell() -> None:
    rows = [
        table_row("r1", "1", "Lào Cai", "39"),
        table_row("r2", "2", "Nghệ An", "10S"),
        table_row("r3", "STT", "Tỉnh"),
    ]
    table = {"page": 1, "header": ["STT", "Tỉnh", "Số"], "rows": [["1", "Lào Cai", "39"], ["2", "Nghệ An", "105"]]}
    found = {"tables": [{"id": "t1", "page": 1, "page_end": 1}], "rows": rows}
    assert [(each.id, each.right) for each in judged({"tables": [table]}, **found)] == [("r1", True), ("r2", False)]


def test_of_a_gold_of_some_rows_only_those_that_it_names_are_judged() -> None:
    rows = [
        table_row("r1", "1", "Lào Cai", "39"),
        table_row("r2", "2", "Nghệ An", "105"),
        table_row("r3", "3", "Sơn La", "1"),
    ]
    table = {"page": 1, "rows": [["1", "Lào Cai", "39"], ["3", "Sơn La", "7"]], "complete": False}
    found = {"tables": [{"id": "t1", "page": 1, "page_end": 1}], "rows": rows}
    assert [(each.id, each.right) for each in judged({"tables": [table]}, **found)] == [("r1", True), ("r3", False)]


def test_the_fields_of_a_head_that_are_stated() -> None:
    head = {"doc_type": "Báo cáo", "number": "45", "symbol": "BC-SYT", "issuer": "Sở Y tế", "date": "2024-03-15"}
    row = {"doc_type": "Báo cáo", "identifier": "46/BC-SYT", "issued_on": None, "issuer": "Sở Y tế"}
    row["head_confidence"] = '{"doc_type": 0.99, "identifier": 0.9}'
    assert [(each.method, each.stated, each.right) for each in judged({"document": head}, document=row)] == [
        ("doc_type", 0.99, True),
        ("identifier", 0.9, False),
        ("issuer", None, True),
    ]


def test_a_number_that_is_blank_or_written_by_hand_is_judged_where_it_is_stated() -> None:
    row = {"identifier": "45/BC-SYT", "head_confidence": "{}"}
    blank: dict[str, Any] = {"number": None}
    by_hand: dict[str, Any] = {"number": "46", "symbol": "BC-SYT", "identifier": "46/BC-SYT"}
    assert [each.right for each in judged({"document": blank}, document=row)] == [False]
    assert [each.right for each in judged({"document": by_hand | {"handwritten_number": True}}, document=row)] == [
        False
    ]
    assert judged({"document": blank}, document={"identifier": None, "head_confidence": "{}"}) == []


def test_the_mean_distance_counts_each_group_by_its_facts() -> None:
    found = groups([*facts(60, 57, 0.95), *facts(20, 10, 0.9, "title")])
    assert [(each.method, each.facts, each.stated, each.right) for each in found] == [
        ("symbol", 60, pytest.approx(0.95), 0.95),
        ("title", 20, pytest.approx(0.9), 0.5),
    ]
    assert distances(found) == {"citations": pytest.approx(0.4 * 20 / 80)}


def test_small_groups_are_measured_together_and_facts_without_a_confidence_are_not() -> None:
    few = LEAST_FACTS - 1
    found = groups([*facts(few, few, 0.9, "title"), *facts(few, 0, 0.9, "alias"), *facts(50, 50, None)])
    assert [(each.method, each.layer, each.facts, each.right) for each in found] == [(OTHERS, OTHERS, 2 * few, 0.5)]
