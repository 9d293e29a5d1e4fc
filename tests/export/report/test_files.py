"""``export html``: a report for each document, or for one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from extractor.store.database import open_read_only
from tests.export.evidence.sheets import Reader, ids
from tests.export.exports import export, hostile_copy
from tests.printed_reports import PrintedReports


@pytest.fixture(autouse=True)
def _pictures(printed: PrintedReports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRICHLUC_CACHE", str(printed.db.parent / "pictures"))


def test_each_document_is_a_page_and_the_same_twice(printed: PrintedReports, tmp_path: Path) -> None:
    once, again = (export(printed.db, tmp_path / name, "html", language="vi") for name in ("a", "b"))
    with closing(open_read_only(printed.db)) as connection:
        wanted = {f"{ident}.html" for (ident,) in connection.execute("SELECT id FROM documents")}
    assert set(once) == wanted
    assert {name: path.read_bytes() for name, path in once.items()} == {
        name: path.read_bytes() for name, path in again.items()
    }
    report = Reader(once[f"{ids(printed, 'x')[0].partition('-')[0]}.html"].read_text(encoding="utf-8"))
    assert len(report.pictures) == 4


def test_one_document_alone(printed: PrintedReports, tmp_path: Path) -> None:
    document = ids(printed, "x")[0].partition("-")[0]
    assert list(export(printed.db, tmp_path / "one", "html", document=document)) == [f"{document}.html"]


def test_pictures_come_from_folders_that_are_named(printed: PrintedReports, tmp_path: Path) -> None:
    moved = tmp_path / "moved.db"
    moved.write_bytes(printed.db.read_bytes())
    document = ids(printed, "x")[0].partition("-")[0]
    (without,) = export(moved, tmp_path / "without", "html", document=document).values()
    assert "the file is not in the folders" in without.read_text(encoding="utf-8")
    (found,) = export(moved, tmp_path / "with", "html", document=document, files=(printed.folder,)).values()
    assert len(Reader(found.read_text(encoding="utf-8")).pictures) == 4


def test_hostile_text_is_inert(sample_db: Path, tmp_path: Path) -> None:
    written = export(hostile_copy(sample_db, tmp_path / "hostile.db"), tmp_path / "out", "html")
    for path in written.values():
        text = path.read_text(encoding="utf-8")
        assert "script" not in {tag for tag, _ in Reader(text).elements}
        assert "\u202e" not in text and "\x07" not in text
