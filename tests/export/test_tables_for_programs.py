"""CSV, JSON Lines, Parquet and data packages: what their own libraries read is what the database has."""

from __future__ import annotations

import csv
import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import pandas
import pytest
from pyarrow import parquet

from extractor.export import parquet as parquet_files
from extractor.export.inert import inert_cell, shown
from extractor.export.parquet import LISTS
from extractor.export.relations import BOOLEAN_COLUMNS, DAY_COLUMNS, JSON_COLUMNS, read_json
from tests.export.exports import FORMULAS, HOSTILE, export, hostile_copy, rows_of


def in_any_order(rows: Any) -> list[str]:
    """Rows of a view have no order of their own."""
    return sorted(json.dumps(row, ensure_ascii=False, default=str) for row in rows)


@pytest.fixture(scope="module")
def hostile_db(sample_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_copy(sample_db, tmp_path_factory.mktemp("hostile") / "hostile.db")


def read_csv(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def as_csv(cell: Any) -> str:
    return "" if cell is None else str(cell)


@pytest.mark.parametrize("raw", [True, False])
def test_csv_has_every_row_and_cell(hostile_db: Path, tmp_path: Path, raw: bool) -> None:
    files = export(hostile_db, tmp_path, "csv", raw=raw)
    for name, rows in rows_of(hostile_db).items():
        shown = [{column: as_csv(cell if raw else inert_cell(cell)) for column, cell in row.items()} for row in rows]
        assert in_any_order(read_csv(files[f"{name}.csv"])) == in_any_order(shown)


def test_every_table_and_view_is_a_file_and_the_search_index_is_none(sample_db: Path, tmp_path: Path) -> None:
    files = export(sample_db, tmp_path, "csv")
    assert {"documents.csv", "citations.csv", "figures.csv", "citation_index.csv", "audit_findings.csv"} <= files.keys()
    assert not [name for name in files if "fts" in name or name.startswith("sqlite")]


def test_csv_holds_line_ends_within_cells(sample_db: Path, tmp_path: Path) -> None:
    rows = read_csv(export(sample_db, tmp_path, "csv")["table_rows.csv"])
    assert {row["note"] for row in rows} >= {"gồm kế hoạch\nbổ sung"}


@pytest.mark.parametrize("formula", [*FORMULAS, HOSTILE, "- cmd|' /C calc'!A0"])
def test_no_cell_begins_a_formula(formula: str) -> None:
    assert inert_cell(formula).startswith("'")
    assert inert_cell(formula).replace("'", "") == shown(formula).replace("'", "")


@pytest.mark.parametrize("cell", ["-", "-5,2%", "+3", "-1.234,5", "Số 4", "", None, -5.5, 12])
def test_numbers_and_signs_alone_stay_as_they_are(cell: Any) -> None:
    assert inert_cell(cell) == cell


def test_csv_for_excel_has_its_mark_and_its_line_ends(sample_db: Path, tmp_path: Path) -> None:
    path = export(sample_db, tmp_path, "csv", excel=True)["documents.csv"]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") and b"\r\n" in path.read_bytes()
    assert [row["page_count"] for row in read_csv(path, "utf-8-sig")] == [
        str(row["page_count"]) for row in rows_of(sample_db)["documents"]
    ]


def test_json_lines_keep_lists_null_and_provenance(sample_db: Path, tmp_path: Path) -> None:
    files = export(sample_db, tmp_path, "jsonl")
    names = {row["id"]: row["file_name"] for row in rows_of(sample_db)["documents"]}
    for name, rows in rows_of(sample_db).items():
        read = [json.loads(line) for line in files[f"{name}.jsonl"].read_text(encoding="utf-8").splitlines()]
        for row in rows:
            row.update({column: read_json(cell) for column, cell in row.items() if column in JSON_COLUMNS})
            if "document_id" in row:
                row["file_name"] = names.get(row["document_id"])
        assert in_any_order(read) == in_any_order(rows)
    citations = [json.loads(line) for line in files["citations.jsonl"].read_text(encoding="utf-8").splitlines()]
    bare = next(citation for citation in citations if citation["raw"] == "Kế hoạch số 02")
    assert bare["identifier"] is None and isinstance(bare["boxes"][0], list) and bare["file_name"].endswith(".pdf")


def typed(column: str, cell: Any) -> Any:
    """A cell of the database as Parquet has it."""
    if cell is None:
        return None
    if column in LISTS:
        return json.loads(cell)
    if column in DAY_COLUMNS:
        return date.fromisoformat(cell)
    return bool(cell) if column in BOOLEAN_COLUMNS else cell


def test_parquet_has_every_row_with_its_type(hostile_db: Path, tmp_path: Path) -> None:
    files = export(hostile_db, tmp_path, "parquet")
    for name, rows in rows_of(hostile_db).items():
        read = parquet.read_table(files[f"{name}.parquet"]).to_pylist()
        wanted = [{column: typed(column, cell) for column, cell in row.items()} for row in rows]
        assert len(read) == len(wanted)
        assert all(row in wanted for row in read)


def test_parquet_says_what_is_what(sample_db: Path, tmp_path: Path) -> None:
    schema = parquet.read_schema(export(sample_db, tmp_path, "parquet")["figures.parquet"])
    kinds = {name: str(schema.field(name).type) for name in ("value", "page", "period_start", "raw", "boxes")}
    assert kinds == {
        "value": "double",
        "page": "int64",
        "period_start": "date32[day]",
        "raw": "string",
        "boxes": "list<element: list<element: double>>",
    }
    assert schema.field("value").metadata[b"about"] == b"Value in the printed unit"


def test_large_tables_are_written_in_groups(sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_files, "ROWS_OF_A_GROUP", 4)
    monkeypatch.setattr(parquet_files, "ROWS_AT_A_TIME", 3)
    path = export(sample_db, tmp_path, "parquet")["citations.parquet"]
    rows = rows_of(sample_db)["citations"]
    groups = parquet.ParquetFile(path).metadata
    assert [groups.row_group(number).num_rows for number in range(groups.num_row_groups)] == [
        min(4, len(rows) - start) for start in range(0, len(rows), 4)
    ]
    assert [row["id"] for row in parquet.read_table(path).to_pylist()] == [row["id"] for row in rows]


def test_a_day_that_no_calendar_has_stops_no_export(sample_db: Path, tmp_path: Path) -> None:
    database = hostile_copy(sample_db, tmp_path / "odd.db")
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE documents SET issued_on = '2023-02-29'")
    path = export(database, tmp_path / "out", "parquet")["documents.parquet"]
    assert {row["issued_on"] for row in parquet.read_table(path).to_pylist()} == {None}
    export(database, tmp_path / "out", "xlsx")


def test_pandas_reads_days_as_days(sample_db: Path, tmp_path: Path) -> None:
    frame = pandas.read_parquet(export(sample_db, tmp_path, "parquet")["documents.parquet"])
    assert frame["issued_on"].dropna().map(lambda day: day.year).tolist() == [2024] * frame["issued_on"].count()


def test_a_data_package_is_valid_with_its_keys(hostile_db: Path, tmp_path: Path) -> None:
    path = export(hostile_db, tmp_path, "datapackage")["datapackage.json"]
    report = frictionless.Package(path).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5]
    rows = rows_of(hostile_db)
    assert {task.name: task.stats.get("rows", 0) for task in report.tasks} == {name: len(rows[name]) for name in rows}


def test_a_data_package_has_types_keys_and_meanings(sample_db: Path, tmp_path: Path) -> None:
    package = frictionless.Package(export(sample_db, tmp_path, "datapackage")["datapackage.json"])
    citations = package.get_resource("citations").schema
    assert citations.primary_key == ["id"]
    assert {(key["fields"][0], key["reference"]["resource"]) for key in citations.foreign_keys} >= {
        ("document_id", "documents"),
        ("instrument_id", "instruments"),
    }
    assert citations.get_field("issued_on").type == "date"
    assert citations.get_field("raw").description == "As printed"
    (first, *_) = package.get_resource("citations").read_rows()
    assert isinstance(first["boxes"], list)


def test_a_data_package_of_one_document_names_only_what_it_has(sample_db: Path, tmp_path: Path) -> None:
    document = rows_of(sample_db)["documents"][0]["id"]
    package = frictionless.Package(export(sample_db, tmp_path, "datapackage", document=document)["datapackage.json"])
    assert package.validate().valid
    assert [row["id"] for row in package.get_resource("documents").read_rows()] == [document]
    cited = {row["instrument_id"] for row in package.get_resource("citations").read_rows()} - {None}
    assert cited <= {row["id"] for row in package.get_resource("instruments").read_rows()}


def test_csv_of_a_data_package_is_exact(hostile_db: Path, tmp_path: Path) -> None:
    read = read_csv(export(hostile_db, tmp_path, "datapackage")["data/documents.csv"])
    assert {row["title"] for row in read} == {HOSTILE}
