"""A small collection about one decree: who cites it when and where, what amends it, what does not agree about it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from extractor.search.index import index_instruments
from extractor.store.database import insert, open_database, open_read_only
from extractor.store.keys import instrument_id

DECREE, AMENDING, LAW, PLAN, UNCITED = (
    "vn:cp:nd:2020:30", "vn:cp:nd:2023:99", "vn:title:luat:2013:dat-dai", "vn:ubnd@ha-tinh:kh:d2024:41",
    "vn:cp:nd:2011:34",
)  # fmt: skip
HOSTILE = "Về <script>alert(1)</script> công tác văn thư"
SENTENCE = "Căn cứ Nghị định số 30/2020/NĐ-CP và Điều 5 Nghị định số 30/2020/NĐ-CP, tỉnh lập kế hoạch."


def id_of(key: str) -> str:
    """The id of an instrument of the collection."""
    return instrument_id(key)


def collection(path: Path) -> sqlite3.Connection:
    """The collection in a new database at a path, open for reading."""
    with closing(open_database(path, create=True)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        insert(connection, "organisations", [{"id": f"o{n}", "key": f"qh{n}", "name": "Quốc hội"} for n in (13, 15)])
        insert(connection, "instruments", _instruments())
        insert(connection, "documents", _documents())
        citations = list(_citations())
        insert(connection, "citations", citations)
        insert(connection, "footnotes", [_footnote()])
        insert(connection, "citation_edges", _edges(citations))
        insert(connection, "instrument_relations", _relations())
        insert(connection, "checks", [_check()])
        insert(connection, "citation_candidates", [_candidate()])
        index_instruments(connection)
        connection.execute("COMMIT")
    return open_read_only(path)


def _instruments() -> list[dict[str, Any]]:
    known = [
        (DECREE, "Nghị định", "30", "30/2020/NĐ-CP", 2020, "2020-03-05", "Chính phủ", HOSTILE, 5, 3, 1, "c00000000001"),
        (AMENDING, "Nghị định", "99", "99/2023/NĐ-CP", 2023, "2023-12-01", "Chính phủ", None, 2, 1, 0, None),
        (LAW, "Luật", None, None, 2013, None, None, "Đất đai", 1, 1, 0, None),
        (PLAN, "Kế hoạch", "41", "41/KH-UBND", 2024, "2024-02-07", "UBND tỉnh Hà Tĩnh", None, 1, 1, 0, None),
        (UNCITED, "Nghị định", "34", "34/2011/NĐ-CP", 2011, None, "Chính phủ", None, 0, 0, 0, None),
    ]
    names = (
        "key", "doc_type", "number", "identifier", "year", "issued_on", "issuer", "title", "times_cited", "cited_in",
        "anomalies", "document_id",
    )  # fmt: skip
    issuers = {LAW: "o13", UNCITED: "o15"}
    return [
        {"id": id_of(row[0]), "issuer_id": issuers.get(row[0]), **dict(zip(names, row, strict=True))} for row in known
    ]


def _documents() -> list[dict[str, Any]]:
    return [
        _document("a00000000001", "ha-tinh", "Q1", "2023-01-01", "2023-03-31", "2023-03-20", "10/BC-UBND"),
        _document("a00000000002", "ha-tinh", "Y", "2024-01-01", "2024-12-31", "2024-12-15", "99/BC-UBND"),
        # A plan for ten years counts for the year in which it is issued.
        _document("b00000000001", "cao-bang", "multi", "2021-01-01", "2030-12-31", "2021-06-01", None),
        _document("c00000000001", None, None, None, None, "2020-03-05", "30/2020/NĐ-CP"),
    ]


def _document(
    ident: str, place: str | None, kind: str | None, start: str | None, end: str | None, day: str,
    identifier: str | None,
) -> dict[str, Any]:  # fmt: skip
    return {
        "id": ident, "sha256": ident * 5 + "0000", "file_name": f"{ident}.pdf", "path": f"{ident}.pdf",
        "page_count": 9, "doc_type": "Báo cáo", "identifier": identifier, "place": place, "period_kind": kind,
        "period_start": start, "period_end": end, "issued_on": day, "issuer": "Ủy ban nhân dân", "title": HOSTILE,
        "text_layer": "digital", "status": "ok", "extractor_version": "0", "options_key": "0",
        "extracted_at": "2025-01-01T00:00:00+00:00",
    }  # fmt: skip


def _citations() -> list[dict[str, Any]]:
    decree, amended = "Nghị định số 30/2020/NĐ-CP", "được sửa đổi bởi 99/2023/NĐ-CP"
    return [
        _citation(1, "a00000000001", DECREE, "căn cứ", raw=decree, sentence=SENTENCE),
        _citation(2, "a00000000001", DECREE, "căn cứ", raw=decree, sentence=SENTENCE, pinpoint="Điều 5"),
        _citation(
            3,
            "a00000000001",
            DECREE,
            amended,
            raw=decree,
            page=2,
            location="footnote",
            sentence=decree,
            footnote_id="a00000000001-n1",
        ),
        _citation(4, "a00000000002", DECREE, "thực hiện", raw="NĐ 30/2020/NĐ-CP", key="vn:cp:nd:x:30"),
        _citation(5, "b00000000001", DECREE, "thực hiện", raw=decree, issued_on="2020-05-03"),
        _citation(6, "a00000000001", AMENDING, "dẫn chiếu", raw="Nghị định số 99/2023/NĐ-CP", page=2),
        _citation(7, "a00000000001", AMENDING, "dẫn chiếu", raw="Nghị định số 99/2023/NĐ-CP", page=3),
        _citation(8, "a00000000002", LAW, "căn cứ", raw="Luật Đất đai năm 2013"),
        _citation(9, "a00000000002", PLAN, "ban hành", raw="Kế hoạch số 41/KH-UBND"),
        _citation(10, "c00000000001", DECREE, "tự thân", raw="Số: 30/2020/NĐ-CP", location="header"),
        _citation(11, "b00000000001", None, "dẫn chiếu", raw="Nghị định số 30", page=7),
    ]


def _citation(number: int, document: str, cited: str | None, relation: str, **others: Any) -> dict[str, Any]:
    row = {
        "rowid": number, "id": f"{document}-c{number}", "document_id": document, "key": cited,
        "instrument_id": cited and id_of(cited), "page": 1, "page_end": 1, "location": "body", "relation": relation,
        "doc_type": "Nghị định", "identifier": None, "number": "30", "issued_on": "2020-03-05", "sentence": None,
        "footnote_id": None, "pinpoint": None, "char_start": 0, "char_end": 9, "boxes": "[]",
        "status": "resolved" if cited else "ambiguous", "method": "numbered", "confidence": 0.9,
    }  # fmt: skip
    return {**row, **others}


def _footnote() -> dict[str, Any]:
    return {
        "rowid": 1, "search_rowid": 1, "id": "a00000000001-n1", "document_id": "a00000000001", "number": "7",
        "text": "", "folded": "", "page": 2, "page_end": 2, "sentence": "Tỉnh đã ban hành kế hoạch.", "raw": "",
        "boxes": "[]", "method": "block", "confidence": 0.9,
    }  # fmt: skip


def _edges(citations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    counts: dict[tuple[str, str, str], int] = {}
    for row in citations:
        if row["instrument_id"] and row["location"] != "header":
            key = (row["document_id"], row["instrument_id"], row["relation"])
            counts[key] = counts.get(key, 0) + 1
    return [
        {"document_id": document, "instrument_id": cited, "relation": relation, "count": count}
        for (document, cited, relation), count in counts.items()
    ]


def _relations() -> list[dict[str, Any]]:
    said = {
        "relation": "sửa đổi", "trigger": "sửa đổi, bổ sung", "page": 2, "page_end": 2, "location": "body",
        "raw": "Nghị định số 99/2023/NĐ-CP sửa đổi, bổ sung Nghị định số 30/2020/NĐ-CP", "char_start": 0, "char_end": 9,
        "boxes": "[]", "method": "relation-between", "confidence": 0.9,
    }  # fmt: skip
    ends = {"subject_citation_id": "a00000000001-c6", "object_citation_id": "a00000000001-c3"}
    return [
        {"id": f"a00000000001-a{number}", "document_id": "a00000000001", "subject_id": id_of(subject),
         "object_id": id_of(object_), **ends, **said, "relation": relation}
        for number, subject, relation, object_ in (
            (1, AMENDING, "sửa đổi", DECREE), (2, DECREE, "thay thế", UNCITED), (3, DECREE, "sửa đổi", DECREE),
        )
    ]  # fmt: skip


def _check() -> dict[str, Any]:
    return {
        "id": "b00000000001-k300001", "document_id": "b00000000001", "origin": "corpus", "instrument_id": id_of(DECREE),
        "kind": "identity", "statement": "30/2020/NĐ-CP is dated 2020-05-03 here and 2020-03-05 in 1 of 2 places",
        "holds": 0, "severity": "suspicion", "page": 1, "figure_ids": "[]",
        "citation_ids": json.dumps(["a00000000001-c1", "b00000000001-c5"]), "explanation": "", "confidence": 0.7,
    }  # fmt: skip


def _candidate() -> dict[str, Any]:
    reason = "the organ is not printed; this one is possible"
    return {"citation_id": "b00000000001-c11", "key": DECREE, "instrument_id": id_of(DECREE), "reason": reason}
