"""A document as one page: whole, inert, alone, and the same twice."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace

import pytest

from extractor.export.evidence.pictures import Cutter
from extractor.export.report import report as reports
from extractor.export.report.page import report_page
from extractor.export.report.report import Report, report_of
from extractor.facsimile.images import Facsimile
from extractor.language.catalogue import LANGUAGES, words_of
from extractor.store.database import open_read_only
from tests.export.evidence.sheets import Reader, ids
from tests.printed_reports import MARKUP, NOTE, REPORT, PrintedReports

HOSTILE = "<script>alert(1)</script>\u202e\x07</style>"


def made(printed: PrintedReports, name: str = REPORT, language: str = "en") -> Report:
    document = ids(printed, "x1", name=name)[0].partition("-")[0]
    facsimile = Facsimile.of(printed.db, (), printed.db.parent / "pictures")
    with closing(open_read_only(printed.db)) as connection, closing(facsimile):
        found = report_of(connection, document, words_of(language), "/reports/-", Cutter(facsimile))
    assert found is not None
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_a_document_stands_on_the_page(printed: PrintedReports, language: str) -> None:
    read = Reader(report_page(made(printed, language=language)))
    assert ("html", {"lang": language}) in read.elements
    for text in ("45/BC-UBND", "1.274", NOTE, "Biểu số 1", "Tổng cộng", "Quyết định 4951/QĐ-UBND"):
        assert text in read.text
    rows = [attributes for tag, attributes in read.elements if tag == "tr" and "id" in attributes]
    assert len(rows) == 4
    assert len(read.pictures) == 4  # the numbers of the sum that does not hold


def test_the_page_stands_alone(printed: PrintedReports) -> None:
    text = report_page(made(printed))
    read = Reader(text)
    assert {tag for tag, _ in read.elements}.isdisjoint({"script", "link", "iframe", "object", "base", "form"})
    assert not re.search(r"https?://|url\(|@import", text)
    places = {attributes["id"] for _, attributes in read.elements if "id" in attributes}
    linked = {str(attributes["href"]) for tag, attributes in read.elements if tag == "a"}
    assert {each[1:] for each in linked} <= places


def test_it_is_the_same_bytes_twice(printed: PrintedReports) -> None:
    assert report_page(made(printed)) == report_page(made(printed))


def test_hostile_text_is_inert(printed: PrintedReports) -> None:
    found = made(printed)
    head = replace(found.document.head, title=HOSTILE, issuer=HOSTILE, path=HOSTILE, signer=HOSTILE)
    source = replace(found.source, title=HOSTILE, issuer=HOSTILE, identifier=HOSTILE, file_name=HOSTILE)
    text = report_page(replace(found, document=replace(found.document, head=head), source=source))
    assert "script" not in {tag for tag, _ in Reader(text).elements}
    assert "\u202e" not in text and "\x07" not in text
    assert "<script>alert(1)</script>" in Reader(text).text


def test_what_was_not_read_is_said(printed: PrintedReports) -> None:
    found = made(printed, MARKUP)
    assert found.document.failures
    assert found.document.failures[0].error in Reader(report_page(found)).text


def test_many_findings_are_listed_without_pictures(printed: PrintedReports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MOST_PICTURED", 0)
    found = made(printed)
    assert found.findings == ()
    read = Reader(report_page(found))
    assert read.pictures == []
    assert found.document.findings[0].statement in read.text


def test_there_is_none_of_a_document_that_is_not_there(printed: PrintedReports) -> None:
    with closing(open_read_only(printed.db)) as connection:
        assert report_of(connection, "0" * 12, words_of("en"), "/reports/-", Cutter(None)) is None
