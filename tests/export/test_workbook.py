"""Workbooks: what another library reads is what the database has, as values and never as formulas."""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extractor.export import spreadsheet
from extractor.export.relations import BOOLEAN_COLUMNS, DAY_COLUMNS, Column
from extractor.export.spreadsheet import CUT, MOST_LETTERS, as_xlsx
from extractor.export.workbook import OF_THE_INDEX, heads
from extractor.web.metadata import tables
from tests.export.exports import FORMULAS, HOSTILE, export, hostile_copy, rows_of


def read(file: Path | bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Sheet → its rows, the head first. openpyxl leaves Excel's escapes of control signs in texts as they are."""
    book = openpyxl.load_workbook(io.BytesIO(file) if isinstance(file, bytes) else file)
    return {sheet.title: [tuple(map(unescaped, row)) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def unescaped(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    return re.sub("_x([0-9A-F]{4})_", lambda escape: chr(int(escape[1], 16)), cell)


def alike(row: Iterable[Any]) -> str:
    """A row to compare: Excel has one kind of number, with fifteen digits."""
    numbers = (int, float)
    return repr([f"{cell:.15g}" if isinstance(cell, numbers) and not isinstance(cell, bool) else cell for cell in row])


def column_of_each_head(sheets: dict[str, list[tuple[Any, ...]]]) -> dict[tuple[str, str], str]:
    """Sheet and head → the column, as the first sheet says."""
    lines = [line for line in next(iter(sheets.values())) if (line[0] and line[3] is not None) or line[2]]
    return {(line[0], line[1]): line[2] for line in lines}


def shown(column: str, cell: Any) -> Any:
    """A cell of the database as a workbook has it: empty text is an empty cell."""
    if cell is None or cell == "":
        return None
    if column in DAY_COLUMNS:
        return datetime.combine(date.fromisoformat(cell), datetime.min.time())
    if column in BOOLEAN_COLUMNS:
        return bool(cell)
    return cell.replace("\x07", "\ufffd").replace("\x0b", "\ufffd") if isinstance(cell, str) else cell


def test_a_workbook_has_every_row_and_cell(sample_db: Path, tmp_path: Path) -> None:
    hostile = hostile_copy(sample_db, tmp_path / "hostile.db")
    sheets = read(export(hostile, tmp_path / "out", "xlsx")["reports.xlsx"])
    names = column_of_each_head(sheets)
    for name, rows in rows_of(hostile).items():
        title = tables()[name]["en"]
        head, *found = sheets[title]
        columns = [names[title, cell] for cell in head]
        assert set(columns) == set(rows[0] if rows else columns) - OF_THE_INDEX
        wanted = [tuple(shown(column, row[column]) for column in columns) for row in rows]
        assert sorted(map(alike, found)) == sorted(map(alike, wanted))


def test_no_cell_is_a_formula_or_a_link(sample_db: Path, tmp_path: Path) -> None:
    hostile = hostile_copy(sample_db, tmp_path / "hostile.db")
    with zipfile.ZipFile(export(hostile, tmp_path / "out", "xlsx")["reports.xlsx"]) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/"):
                text = parts.read(name).decode()
                assert "<f>" not in text and "<hyperlink" not in text
    head, *rows = read(export(hostile, tmp_path / "out", "xlsx")["reports.xlsx"])["Table rows"]
    assert {row[head.index("Label")] for row in rows} == {row["label"] for row in rows_of(hostile)["table_rows"]}


@pytest.mark.parametrize("text", [*FORMULAS, HOSTILE, "http://example.org/", "_x000D_", "00123", "1.5"])
def test_text_stays_text(text: str) -> None:
    (_, (cell,)) = read(as_xlsx(["h"], [[text]], "t"))["t"]
    assert cell == text.replace("\x07", "\ufffd").replace("\x0b", "\ufffd")


def test_a_sheet_is_ready_to_read(sample_db: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(sample_db, tmp_path, "xlsx")["reports.xlsx"])
    sheet = book["Documents"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).coordinate[:-1]}4"
    heads = [str(cell.value) for cell in sheet[1]]
    assert heads[:4] == ["Id", "Number and symbol", "Type of the document", "Subject"]
    assert sheet["A2"].data_type == "s" and len(str(sheet["A2"].value)) == 12
    assert sheet.column_dimensions["A"].width > 12


@pytest.mark.parametrize("language, title, contents", [("en", "Documents", "Contents"), ("vi", "Tài liệu", "Mục lục")])
def test_the_first_sheet_says_what_the_others_hold(
    sample_db: Path, tmp_path: Path, language: str, title: str, contents: str
) -> None:
    sheets = read(export(sample_db, tmp_path, "xlsx", language=language)["reports.xlsx"])
    assert next(iter(sheets)) == contents
    lines = [tuple(cell or "" for cell in row) for row in sheets[contents]]
    (line,) = [line for line in lines if line[0] == title and line[1].startswith("3 ")]
    assert line[3] == ("One row for each PDF that was read." if language == "en" else "Mỗi tệp PDF đã đọc là một dòng.")
    signer = "Signer" if language == "en" else "Người ký"
    assert (title, signer, "signer", signer) in lines
    assert signer in sheets[title][0]


def test_what_is_longer_than_a_cell_is_cut_and_said(sample_db: Path, tmp_path: Path) -> None:
    path = hostile_copy(sample_db, tmp_path / "long.db")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE pages SET text = ? WHERE number = 1", ("ă" * 40_000,))
    sheets = read(export(path, tmp_path / "out", "xlsx", tables=["pages"])["reports.xlsx"])
    head, *rows = sheets["Pages"]
    place = head.index("The body")
    cut = [str(row[place]) for row in rows if len(str(row[place])) > 30_000]
    assert {len(text) for text in cut} == {MOST_LETTERS}
    assert all(text.endswith(CUT) for text in cut)
    assert [f"{len(cut)} cells are longer" in str(row[3]) for row in sheets["Contents"]].count(True) == 1


def test_more_rows_than_a_sheet_takes_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 301)
    sheets = read(as_xlsx(["n"], ([number] for number in range(650)), "Số liệu"))
    assert {name: len(rows) for name, rows in sheets.items()} == {
        "Số liệu": 301,
        "Số liệu (2)": 301,
        "Số liệu (3)": 51,
    }
    assert [row[0] for name in sheets for row in sheets[name][1:]] == list(range(650))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_once_and_in_words(capfd: pytest.CaptureFixture[str]) -> None:
    book = spreadsheet.Workbook(Path("/dev/full"))
    book.add("t", ["h"], [["1"]])
    with pytest.raises(OSError, match="No space left"):
        book.close()
    del book
    assert capfd.readouterr().err == ""


def test_heads_are_names_and_no_lists_of_codes() -> None:
    said = ["Quan hệ: căn cứ, thực hiện", "body, footnote: phần của trang", "1: đúng", "", "Ngày đầu", "Ngày đầu"]
    columns = [Column(name, "text", about) for name, about in zip("abcdef", said, strict=True)]
    assert heads(columns) == ["Quan hệ", "b", "c", "d", "Ngày đầu (e)", "Ngày đầu (f)"]


def test_a_table_without_rows_is_a_head() -> None:
    assert read(as_xlsx(["kỳ", "giá trị"], [], "So sánh"))["So sánh"] == [("kỳ", "giá trị")]


def test_values_keep_their_types_and_early_days_are_text() -> None:
    row = ["Cao Bằng", 12, 99.65, True, date(2024, 3, 15), date(1890, 1, 1), None, float("inf")]
    _, found = read(as_xlsx(list("abcdefgh"), [row], "x"))["x"]
    assert found == ("Cao Bằng", 12, 99.65, True, datetime(2024, 3, 15), "1890-01-01", None, "inf")


@pytest.mark.parametrize("title", ["a/b:c*?[d]\\", "'", "", "x" * 40, "\x01"])
def test_any_title_becomes_the_name_of_a_sheet(title: str) -> None:
    (name,) = read(as_xlsx(["h"], [["1"]], title))
    assert 0 < len(name) <= 31 and not set("[]:*?/\\") & set(name)
