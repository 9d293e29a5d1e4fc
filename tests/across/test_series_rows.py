"""Findings over the reports of one office, from documents to rows."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from pathlib import Path

from extractor.across.corpus_pass import decide
from extractor.model.document import Document, Identity, Period
from extractor.model.facts import FORM_VALUE, Figure, Located, Place
from extractor.model.layout import PageText, Row, Table
from extractor.store.database import open_database
from tests.documents import page_text
from tests.store.databases import dumped, ingest, query
from tests.tables import cells, columns

ENDS = {"Q1": "2024-03-31", "H1": "2024-06-30", "9M": "2024-09-30"}
LABEL = "Số VBQPPL đã rà soát"
HEADER = ("STT", "Chỉ tiêu", "Đơn vị", "Số liệu", "Ghi chú")


def report(name: str, kind: str, number: float, issued_on: str, place: str = "thanh-hoa") -> Document:
    """A report of one province with one row of a form, on page 1."""
    page: PageText = page_text(1, f"Biểu mẫu 2\n{LABEL} Văn bản {number:g}\n")
    box = (1, 300.0, 96.0, 330.0, 108.0)
    row = Row(0, 0, 1, 1, cells("1", LABEL, "Văn bản", f"{number:g}", ""), (box,), "1", LABEL, "Văn bản", f"{number:g}",
              value=number, value_kind="number")  # fmt: skip
    figure = Figure(f"{number:g}", 0, 2, number, "Văn bản", label=LABEL, method=FORM_VALUE)
    return Document(
        sha256=hashlib.sha256(name.encode()).hexdigest(), file_name=name, path=name, page_count=1,
        identity=Identity(
            doc_type="Báo cáo", issuer=f"Ủy ban nhân dân tỉnh {place}", issuer_id="ubnd", place=place,
            issued_on=issued_on, period=Period(kind, "2024-01-01", ENDS[kind], kind),
        ),
        pages=(page,),
        tables=(Table("Biểu mẫu 2", None, 1, 1, 1, columns(*HEADER), (box,)),),
        rows=(row,),
        figures=(Located(figure, Place(1, 1, 0, 2, f"{number:g}", (box,)), "table", row=0, sentence=""),),
    )  # fmt: skip


FINDINGS = """
SELECT kind, file_name, expected, actual, severity, checks.boxes FROM checks
JOIN documents ON documents.id = document_id WHERE kind IN ('period', 'restated') ORDER BY kind, file_name
"""


def test_findings_of_a_series_stand_at_the_later_report(tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    series = [
        report("q1.pdf", "Q1", 40, "2024-03-14"),
        report("h1.pdf", "H1", 69, "2024-06-14"),
        report("h1-again.pdf", "H1", 71, "2024-07-20"),
        report("9m.pdf", "9M", 64, "2024-09-14"),
        report("elsewhere.pdf", "9M", 2, "2024-09-14", place="lam-dong"),
    ]
    ingest(database, series)
    boxes = json.dumps([[1, 300.0, 96.0, 330.0, 108.0]], separators=(",", ":"))
    assert query(database, FINDINGS) == [
        ("period", "9m.pdf", 71.0, 64.0, "suspicion", boxes),
        ("restated", "h1-again.pdf", 69.0, 71.0, "suspicion", boxes),
    ]


def test_linking_anew_leaves_the_findings_and_their_boxes(tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    ingest(database, [report("h1.pdf", "H1", 69, "2024-06-14"), report("9m.pdf", "9M", 64, "2024-09-14")])
    before = query(database, "SELECT * FROM checks ORDER BY id")
    with closing(open_database(database)) as connection:
        decide(connection, None, "")
    assert len(query(database, FINDINGS)) == 1
    assert query(database, "SELECT * FROM checks ORDER BY id") == before


def test_the_findings_are_the_same_whatever_came_first(tmp_path: Path) -> None:
    series = [
        report("q1.pdf", "Q1", 80, "2024-03-14"),
        report("h1.pdf", "H1", 69, "2024-06-14"),
        report("9m.pdf", "9M", 64, "2024-09-14"),
    ]
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    ingest(one, series)
    for document in reversed(series):
        ingest(other, [document])
    assert len(query(one, FINDINGS)) == 2
    assert query(one, "SELECT * FROM checks ORDER BY id") == query(other, "SELECT * FROM checks ORDER BY id")
    assert dumped(one) == dumped(other)
