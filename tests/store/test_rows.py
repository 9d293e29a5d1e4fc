import json
import math
import pickle
from dataclasses import replace

from extractor.model.document import Check, Document
from extractor.store.keys import LETTERS, document_keys
from extractor.store.rows import Values, clean_text, to_rows
from tests.documents import first_quarter, sample_documents, sha256_of


def rows_of(document: Document) -> dict[str, list[Values]]:
    return to_rows(document, document_keys([document.sha256])[document.sha256])


def test_ids_come_from_the_bytes_and_the_running_number() -> None:
    rows = rows_of(first_quarter())
    ident = sha256_of("first")[:12]
    assert [row["id"] for row in rows["documents"]] == [ident]
    for table, letter in LETTERS.items():
        assert [row["id"] for row in rows[table]] == [f"{ident}-{letter}{n}" for n in range(1, len(rows[table]) + 1)]


def test_a_page_that_is_missing_leaves_its_number_free() -> None:
    document = first_quarter()
    rows = rows_of(replace(document, pages=document.pages[1:]))
    assert [(row["id"], row["number"]) for row in rows["pages"]] == [(f"{sha256_of('first')[:12]}-p2", 2)]


def test_rows_of_one_table_come_in_the_order_of_their_numbers() -> None:
    document = first_quarter()
    dates = rows_of(replace(document, dates=document.dates[:1] * 11))["dates"]
    assert [row["id"] for row in dates] != sorted(row["id"] for row in dates)
    assert [row["rowid"] for row in dates] == sorted(row["rowid"] for row in dates)


def test_rows_of_one_table_have_the_same_columns() -> None:
    for document in sample_documents():
        for rows in rows_of(document).values():
            assert len({tuple(row) for row in rows}) <= 1


def test_the_same_document_gives_the_same_rows_after_a_journey() -> None:
    document = first_quarter()
    assert rows_of(pickle.loads(pickle.dumps(document))) == rows_of(document)


def test_boxes_are_rounded_and_a_side_without_glyph_is_null() -> None:
    document = first_quarter()
    (section,) = document.sections
    odd = replace(document, sections=(replace(section, boxes=((1, 72.00499, math.nan, 80.5, 1 / 3),)),))
    (row,) = rows_of(odd)["sections"]
    assert json.loads(row["boxes"]) == [[1, 72.0, None, 80.5, 0.33]]


def test_a_check_names_its_figures_by_id() -> None:
    document = first_quarter()
    check = Check("sum", "12 = 5 + 7", 12.0, 12.0, 0.0, True, "error", None, (2, 0))
    (row,) = rows_of(replace(document, checks=(check,)))["checks"]
    ident = sha256_of("first")[:12]
    assert row == {
        "rowid": document_keys([document.sha256])[document.sha256].rowid + 1,
        "id": f"{ident}-k1",
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
        "figure_ids": json.dumps([f"{ident}-f3", f"{ident}-f1"], separators=(",", ":")),
        "explanation": "",
        "boxes": "[]",
        "confidence": 1.0,
    }


def test_text_is_composed_without_changing_its_length() -> None:
    assert clean_text("Tha\u0300nh ho\u0301a") == "Th\u00e0nh h\u00f3a"
    assert clean_text("a\udce9b") == "a?b"


def test_columns_are_numbered_over_all_tables_of_a_document() -> None:
    document = first_quarter()
    ident = sha256_of("first")[:12]
    first, (row, figure) = document.tables[0], (document.rows[1], document.figures[-1])
    rows = rows_of(
        replace(
            document,
            tables=(first, replace(first, columns=first.columns[1:])),
            rows=(row, replace(row, table=1)),
            figures=(replace(figure, row=0), replace(figure, row=1, fact=replace(figure.fact, column=2))),
        )
    )
    assert [(column["table_id"], column["position"]) for column in rows["table_columns"]] == [
        *((f"{ident}-t1", at) for at in range(1, 6)),
        *((f"{ident}-t2", at) for at in range(1, 5)),
    ]
    assert [each["table_column_id"] for each in rows["figures"]] == [f"{ident}-o4", f"{ident}-o8"]
