"""The lists of pages as workbooks: the rows of the CSV, with types and heads in the reader's language."""

from __future__ import annotations

import asyncio
import codecs
import csv
import io
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extractor.store.keys import instrument_id
from extractor.web import workbooks
from extractor.web.room import reading_room
from extractor.web.workbooks import MEDIA_TYPE

DECREE = "vn:cp:nd:2020:30"


@pytest.fixture(scope="module")
def get(sample_db: Path) -> Any:
    """Asks a reading room on the sample documents."""
    room = reading_room(sample_db)
    with asyncio.Runner() as loop:
        loop.run(room.invoke_startup())

        def ask(path: str) -> Any:
            return loop.run(room.client.get(f"/{sample_db.stem}/-/{path}", follow_redirects=True))

        yield ask


def sheet_of(answer: Any) -> tuple[str, list[tuple[Any, ...]]]:
    assert answer.headers["content-type"] == MEDIA_TYPE
    (sheet,) = openpyxl.load_workbook(io.BytesIO(answer.content))
    return sheet.title, list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize(
    "path, query, title",
    [
        ("findings", "", "Điểm không khớp"),
        ("documents", "", "Tài liệu"),
        ("instruments", "", "Mục lục viện dẫn"),
        ("instrument/{decree}", "", "Viện dẫn"),
        ("basket", f"?id={DECREE}", "Giỏ bằng chứng"),
    ],
)
def test_a_workbook_has_the_rows_of_the_csv(get: Any, path: str, query: str, title: str) -> None:
    address = path.format(decree=instrument_id(DECREE))
    written = get(f"{address}.csv{query}").content
    assert written.startswith(codecs.BOM_UTF8)
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    name, found = sheet_of(get(f"{address}.xlsx{query}"))
    assert name == title
    assert len(found) == len(rows) > 1
    shown = [["" if cell is None else str(cell).removesuffix(" 00:00:00") for cell in row] for row in found[1:]]
    assert [[cell.removesuffix(".0").removeprefix("'") for cell in row] for row in rows[1:]] == shown
    page = get(f"{address}{query}").text
    assert f"{address}.xlsx" in page


def test_heads_are_in_the_language_of_the_reader(get: Any) -> None:
    _, (vietnamese, *_) = sheet_of(get("instruments.xlsx"))
    title, (english, *rows) = sheet_of(get("instruments.xlsx?lang=en"))
    assert title == "Citation index"
    assert "Ngày ban hành" in vietnamese and "Date of issue" in english
    place = english.index("Date of issue")
    assert {type(row[place]) for row in rows} <= {datetime, type(None)}


def test_other_pages_are_answered_while_a_file_is_made(get: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is made in a thread of its own."""
    makers: list[threading.Thread] = []

    def slow(heads: object, rows: object, title: object) -> bytes:
        makers.append(threading.current_thread())
        return b""

    monkeypatch.setattr(workbooks, "as_xlsx", slow)
    get("findings.xlsx")
    assert makers and makers[0] is not threading.main_thread()
