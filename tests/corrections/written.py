"""Two reports with something to correct, and files of corrections, for tests."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.papers import paper

CITED = "Quyết định số 4951/QĐ-UBND ngày 25/12/2023"
TEXT = f"Sở Nội vụ đã trình ban hành {CITED} của UBND tỉnh Nghệ An. Đã cấp 1.204 giấy phép trong tháng 5 năm 2024."


def write_reports(folder: Path) -> Path:
    """Two reports of one office; each cites one decision and counts something."""
    folder.mkdir()
    for name, month in (("one", 5), ("two", 6)):
        head = ["UBND TỈNH NGHỆ AN", "*SỞ NỘI VỤ", f"Số: 1{month}/BC-SNV"]
        right = ["*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "*Độc lập - Tự do - Hạnh phúc"]
        right.append(f"/Nghệ An, ngày 05 tháng {month} năm 2024")
        title = ["BÁO CÁO", f"Công tác cải cách hành chính tháng {month} năm 2024"]
        parts = [{"head": head, "right": right}, {"title": title}, {"text": [TEXT]}]
        (folder / f"{name}.pdf").write_bytes(paper({"parts": parts}))
    return folder


def correction(**fields: Any) -> str:
    """A table of a file of corrections; reason, who and when are given where they are not among ``fields``."""
    said = {"reason": "typing error", "who": "Lan", "when": "2026-11-30", **fields}
    lines = (f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value}" for name, value in said.items())
    return "\n".join(("[[correction]]", *lines, ""))


def write_corrections(database: Path, tables: Iterable[str]) -> Path:
    """The file beside a database."""
    file = database.parent / "corrections.toml"
    file.write_text("\n".join(tables), encoding="utf-8")
    return file


def rows(database: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query, values).fetchall()


def fact(database: Path, table: str, name: str = "one.pdf", where: str = "1") -> str:
    """The id of the first fact of a table in a report."""
    query = f"SELECT id FROM {table} WHERE document_id = (SELECT id FROM documents WHERE path = ?) AND {where}"
    return str(rows(database, f"{query} ORDER BY rowid", name)[0][0])
