"""The page of a sheet: it stands alone, nothing in it acts, and it says the same twice."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.export.evidence.page import css_string, sheet_page
from extractor.language.catalogue import LANGUAGES
from tests.export.evidence.sheets import Reader, ids, page, sheet
from tests.printed_reports import MARKUP, PrintedReports

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202eevil\x07</style>"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_alone(printed: PrintedReports, language: str) -> None:
    made = sheet(printed, ids(printed, "k2", "c2", "n1", "d1", "t1"), language=language)
    text = sheet_page(made)
    read = Reader(text)
    assert ("html", {"lang": language}) in read.elements
    assert {tag for tag, _ in read.elements}.isdisjoint({"script", "link", "iframe", "object", "base", "form"})
    assert not [attributes for _, attributes in read.elements for name in attributes if name.startswith("on")]
    for tag, attributes in read.elements:
        for name in ("src", "href", "srcset", "action"):
            if (address := attributes.get(name)) is not None:
                assert address.startswith(("#", "data:image/webp;base64,")), tag
    assert not re.search(r"https?://|url\(|@import", text)


def test_every_link_within_the_page_leads_somewhere(printed: PrintedReports) -> None:
    read = page(sheet(printed, ["tiếp nhận|hồ sơ", *ids(printed, "k2", "f11")]))
    places = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    linked = {str(attributes["href"])[1:] for tag, attributes in read.elements if tag == "a"}
    assert linked and linked <= set(places)
    assert len(places) == len(set(places))


def test_two_pages_of_one_sheet_are_the_same_bytes(printed: PrintedReports) -> None:
    asked = [*ids(printed, "k2", "c2"), "tiếp nhận|hồ sơ"]
    assert sheet_page(sheet(printed, asked)) == sheet_page(sheet(printed, asked))


def test_the_day_of_making_is_said_where_there_is_one(printed: PrintedReports) -> None:
    made = sheet(printed, ids(printed, "f1"), language="vi", made_on="2026-11-29")
    assert "Lập ngày 29/11/2026." in page(made).text
    assert "Lập ngày" not in page(replace(made, made_on=None)).text


def test_hostile_text_is_inert(printed: PrintedReports) -> None:
    made = sheet(printed, ids(printed, "f4", "k1"))
    exhibit = made.exhibits[0]
    hostile = replace(
        exhibit,
        raw=HOSTILE,
        place=HOSTILE,
        sentence=(HOSTILE, HOSTILE, HOSTILE),
        source=replace(exhibit.source, file_name=HOSTILE, title=HOSTILE, issuer=HOSTILE, doc_type=HOSTILE),
    )
    part = replace(made.parts[0], title=HOSTILE, exhibits=(hostile,))
    text = sheet_page(replace(made, parts=(part,)))
    read = Reader(text)
    assert "script" not in {tag for tag, _ in read.elements}
    assert all(str(attributes["src"]).startswith("data:") for tag, attributes in read.elements if tag == "img")
    assert "<script>alert(1)</script>" in read.text  # as text
    assert "\u202e" not in text and "\x07" not in text


def test_a_file_name_that_would_be_markup_is_text(printed: PrintedReports) -> None:
    assert Path(MARKUP).name in page(sheet(printed, ids(printed, "c1", name=MARKUP))).text


def test_the_sentence_marks_the_print(printed: PrintedReports) -> None:
    text = sheet_page(sheet(printed, ids(printed, "f1")))
    assert "đã tiếp nhận <mark>1.274</mark> hồ sơ" in text


def test_a_title_in_a_style_sheet_is_letters_only() -> None:
    assert css_string('a"</style>é') == '"a\\000022\\00003c\\00002fstyle\\00003e\\0000e9"'
