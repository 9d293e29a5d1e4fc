"""References: what a reference manager is given is what it reads."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from extractor.export.references import (
    Reference,
    as_bibtex,
    as_csl_json,
    as_ris,
    author_with_place,
    instrument_reference,
    report_reference,
)
from extractor.language.catalogue import words_of

REPORT_ROW: dict[str, Any] = {
    "id": "1a91d8db4324",
    "file_name": "cao-bang_2024_9m.pdf",
    "page_count": 8,
    "doc_type": "Báo cáo",
    "identifier": "2703/BC-SNV",
    "instrument_key": "vn:snv@cao-bang:bc:d2024:2703",
    "issuer": "Sở Nội vụ",
    "place": "cao-bang",
    "issued_on": "2024-09-19",
    "title": "Kết quả công tác cải cách hành chính 9 tháng đầu năm",
    "period_kind": "9M",
    "period_start": "2024-01-01",
    "period_end": "2024-09-30",
    "period_label": "9 tháng đầu năm 2024",
}
LAW_ROW: dict[str, Any] = {
    "instrument_id": "i0481058be663a",
    "key": "vn:qh15:so:2023:20",
    "identifier": "20/2023/QH15",
    "doc_type": "Luật",
    "issuer": "Quốc hội",
    "issued_on": "2023-06-22",
    "title": "Giao dịch điện tử",
}
HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> \\input 50% A&B_C #1 $x$ ~ \u202egnp\u202c\x07 ~\nTY  - BOOK"
SEEN = "=cmd|' /C calc'!A0 <script>alert(1)</script> \\input 50% A&B_C #1 $x$ ~ gnp ~ TY - BOOK"


def report(**fields: Any) -> Reference:
    return report_reference({**REPORT_ROW, **fields}, words_of("vi"), "http://127.0.0.1:8001/reports/-/document/1a91")


def law(**fields: Any) -> Reference:
    return instrument_reference({**LAW_ROW, **fields}, words_of("en"))


def entries(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """Type, key and fields of BibTeX, with the signs of TeX read and the braces taken off, as a program shows them."""
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    return [
        (entry.entry_type, entry.key, {field.key: field.value for field in entry.fields}) for entry in library.entries
    ]


def test_a_report_in_ris_is_what_zotero_calls_a_report() -> None:
    (read,) = rispy.loads(as_ris([report()]))
    assert read == {
        "type_of_reference": "RPRT",
        "id": "1a91d8db4324",
        "authors": ["Sở Nội vụ tỉnh Cao Bằng"],
        "title": "Kết quả công tác cải cách hành chính 9 tháng đầu năm",
        "publisher": "Sở Nội vụ tỉnh Cao Bằng",
        "place_published": "Cao Bằng",
        "year": "2024",
        "date": "2024/09/19",
        "issn": "2703/BC-SNV",
        "type_of_work": "Báo cáo",
        "start_page": "1",
        "end_page": "8",
        "name_of_database": "Trích lục",
        "accession_number": "1a91d8db4324",
        "urls": ["http://127.0.0.1:8001/reports/-/document/1a91"],
        "notes": ["Kỳ báo cáo: 9 tháng đầu năm 2024; Tệp: cao-bang_2024_9m.pdf"],
        "language": "vi",
    }


def test_a_law_in_ris_is_a_statute_with_its_number_where_zotero_looks_for_it() -> None:
    (read,) = rispy.loads(as_ris([law()]))
    assert (read["type_of_reference"], read["note"], read["title"]) == (
        "STAT",
        "20/2023/QH15",
        "Luật Giao dịch điện tử",
    )
    assert read["authors"] == ["Quốc hội"]
    assert "issn" not in read and "publisher" not in read


def test_ris_begins_with_a_type_and_has_an_end_for_each() -> None:
    text = as_ris([report(), law()])
    assert text.startswith("TY  - RPRT\n")
    assert text.count("\nER  - ") == 2


def test_bibtex_holds_organs_together_and_letters_as_they_are() -> None:
    text = as_bibtex([report(issuer="Sở Văn hóa, Thể thao và Du lịch", place="cao-bang"), law()])
    assert "author = {{Sở Văn hóa, Thể thao và Du lịch tỉnh Cao Bằng}}" in text
    (kind, key, fields), (law_kind, law_key, law_fields) = entries(text)
    assert (kind, key) == ("techreport", "1a91d8db4324")
    assert fields["number"] == "2703/BC-SNV"
    assert (fields["type"], fields["year"], fields["month"], fields["date"]) == ("Báo cáo", "2024", "9", "2024-09-19")
    assert fields["note"] == "Kỳ báo cáo: 9 tháng đầu năm 2024; Tệp: cao-bang_2024_9m.pdf"
    assert (law_kind, law_key, law_fields["number"]) == ("legislation", "i0481058be663a", "20/2023/QH15")


def test_csl_json_makes_a_line_of_a_bibliography() -> None:
    read = json.loads(as_csl_json([report(), law()]))
    assert [entry["type"] for entry in read] == ["report", "legislation"]
    assert read[0]["author"] == [{"literal": "Sở Nội vụ tỉnh Cao Bằng"}]
    assert read[0]["issued"] == {"date-parts": [[2024, 9, 19]]}
    assert (read[0]["number"], read[0]["number-of-pages"]) == ("2703/BC-SNV", "8")
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(read), formatter.plain)
    for entry in read:
        bibliography.register(Citation([CitationItem(entry["id"])]))
    bibliography.sort()
    lines = sorted(str(line) for line in bibliography.bibliography())
    assert lines[0].startswith("Quốc hội (2023) Luật Giao dịch điện tử")
    assert lines[1].startswith("Sở Nội vụ tỉnh Cao Bằng (2024) Kết quả công tác cải cách hành chính 9 tháng đầu năm")


def test_hostile_text_stays_text_in_every_format() -> None:
    hostile = report(title=HOSTILE, issuer=HOSTILE, file_name="a\x1b[2J.pdf")
    (ris,) = rispy.loads(as_ris([hostile]))
    assert ris["title"] == SEEN
    ((_, _, fields),) = entries(as_bibtex([hostile]))
    assert fields["title"].strip("{}") == SEEN
    (entry,) = json.loads(as_csl_json([hostile]))
    assert entry["title"] == SEEN
    assert "\x1b" not in entry["note"] and "a[2J.pdf" in entry["note"]


def test_a_brace_of_a_title_opens_nothing_in_bibtex() -> None:
    text = as_bibtex([report(title="a } b { c ^ d")])
    assert r"a \textbraceright{} b \textbraceleft{} c \textasciicircum{} d" in text
    assert [key for _, key, _ in entries(text + as_bibtex([law()]))] == ["1a91d8db4324", "i0481058be663a"]


@pytest.mark.parametrize("write", [as_ris, as_bibtex, as_csl_json])
def test_what_is_not_known_is_left_out_and_the_title_says_what_is(write: Any) -> None:
    bare = instrument_reference(
        {**LAW_ROW, "title": None, "issuer": None, "issued_on": None, "doc_type": "Quyết định"}, words_of("vi")
    )
    assert bare.title == "Quyết định số 20/2023/QH15"
    assert "None" not in write([bare])
    assert "Quyết định số 20/2023/QH15" in write([bare])


@pytest.mark.parametrize(
    "issuer, place, author",
    [
        ("Sở Nội vụ", "cao-bang", "Sở Nội vụ tỉnh Cao Bằng"),
        ("Ủy ban nhân dân tỉnh Cao Bằng", "cao-bang", "Ủy ban nhân dân tỉnh Cao Bằng"),
        ("UBND tỉnh", "cao-bang", "UBND tỉnh Cao Bằng"),
        ("Chính phủ", "", "Chính phủ"),
        (None, "cao-bang", ""),
    ],
)
def test_an_organ_has_its_place_once(issuer: str | None, place: str, author: str) -> None:
    assert author_with_place(issuer, place) == author


@pytest.mark.parametrize(
    "doc_type, title, shown",
    [
        ("Luật", "Giao dịch điện tử", "Luật Giao dịch điện tử"),
        ("Nghị định", "Về công tác văn thư", "Nghị định số 20/2023/QH15: Về công tác văn thư"),
        ("Kế hoạch", "Cải cách hành chính", "Cải cách hành chính"),
        ("Kế hoạch", None, "Kế hoạch số 20/2023/QH15"),
        (None, None, "Văn bản số 20/2023/QH15"),
    ],
)
def test_what_is_known_by_its_number_has_it_in_its_title(doc_type: str | None, title: str | None, shown: str) -> None:
    assert law(doc_type=doc_type, title=title).title == shown


def test_a_place_that_bears_an_old_name_again_is_that_place() -> None:
    again = law(doc_type="Tờ trình", issuer="Sở Nội vụ", key="vn:snv@lam-dong_2:ttr:d2026:16")
    assert (again.author, again.place) == ("Sở Nội vụ tỉnh Lâm Đồng", "Lâm Đồng")


@pytest.mark.parametrize(
    "doc_type, kind",
    [("Nghị định", "legislation"), ("Kế hoạch", "report"), ("Tiêu chuẩn quốc gia", "standard"), (None, "report")],
)
def test_the_type_of_an_instrument_decides_what_a_library_keeps_it_as(doc_type: str | None, kind: str) -> None:
    assert law(doc_type=doc_type).kind == kind


def test_dates_may_be_months_or_years() -> None:
    year = replace(report(), issued_on="2024")
    assert json.loads(as_csl_json([year]))[0]["issued"] == {"date-parts": [[2024]]}
    assert "month" not in entries(as_bibtex([year]))[0][2]
