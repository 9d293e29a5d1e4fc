import json
import math
import pickle
from dataclasses import replace

import pytest

from extractor.errors import DatabaseError
from extractor.model.document import Check
from extractor.store.keys import CHILDREN, child_id, document_id
from extractor.store.rows import clean_text, to_rows
from tests.documents import first_quarter, sample_documents, sha256_of


def test_ids_come_from_the_bytes_and_the_running_number() -> None:
    assert document_id("0" * 64) == 1
    assert document_id("f" * 64) == (2**64 - 1) % 9_000_000_000_000 + 1
    assert child_id(document_id("f" * 64), 7) == document_id("f" * 64) * 1_000_000 + 7
    rows = to_rows(first_quarter())
    ident = document_id(sha256_of("first"))
    for table in ("sections", "footnotes", "tables", "table_rows", "citations", "dates", "figures", "checks"):
        assert [row["id"] - ident * CHILDREN for row in rows[table]] == list(range(1, len(rows[table]) + 1))
    assert [row["id"] - ident * CHILDREN for row in rows["pages"]] == [1, 2]


def test_the_largest_id_fits_into_an_integer_of_sqlite() -> None:
    assert child_id(9_000_000_000_000, CHILDREN - 1) < 2**63
    with pytest.raises(DatabaseError, match="more than 999999 rows"):
        child_id(1, CHILDREN)


def test_rows_of_one_table_have_the_same_columns() -> None:
    for document in sample_documents():
        for rows in to_rows(document).values():
            assert len({tuple(row) for row in rows}) <= 1


def test_the_same_document_gives_the_same_rows_after_a_journey() -> None:
    document = first_quarter()
    assert to_rows(pickle.loads(pickle.dumps(document))) == to_rows(document)


def test_boxes_are_rounded_and_a_side_without_glyph_is_null() -> None:
    document = first_quarter()
    (section,) = document.sections
    odd = replace(document, sections=(replace(section, boxes=((1, 72.00499, math.nan, 80.5, 1 / 3),)),))
    (row,) = to_rows(odd)["sections"]
    assert json.loads(row["boxes"]) == [[1, 72.0, None, 80.5, 0.33]]


def test_a_check_names_its_figures_by_id() -> None:
    document = first_quarter()
    check = Check("sum", "12 = 5 + 7", 12.0, 12.0, 0.0, True, "error", None, (2, 0))
    (row,) = to_rows(replace(document, checks=(check,)))["checks"]
    ident = document_id(document.sha256)
    assert row == {
        "id": ident * CHILDREN + 1,
        "document_id": ident,
        "origin": "document",
        "kind": "sum",
        "statement": "12 = 5 + 7",
        "expected": 12.0,
        "actual": 12.0,
        "difference": 0.0,
        "holds": 1,
        "severity": "error",
        "page": None,
        "figure_ids": json.dumps([ident * CHILDREN + 3, ident * CHILDREN + 1], separators=(",", ":")),
        "explanation": "",
        "boxes": "[]",
        "confidence": 1.0,
    }


def test_text_is_composed_without_changing_its_length() -> None:
    assert clean_text("Tha\u0300nh ho\u0301a") == "Th\u00e0nh h\u00f3a"
    assert clean_text("a\udce9b") == "a?b"
