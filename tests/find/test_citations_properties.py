"""Properties that hold for any printing of a citation."""

from __future__ import annotations

import unicodedata

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.find.citations import find_citations

CITED = (
    "Quyết định số 4884/QĐ-UBND ngày 21/12/2023",
    "Nghị quyết số 35/2023/UBTVQH15 ngày 12 tháng 7 năm 2023",
    "Nghị quyết số 37-NQ/TW ngày 24/12/2018 của Bộ Chính trị",
    "Công văn số 839/UBND-THKH ngày 17/01/2024; Phương án số 25/PA-UBND ngày 22/01/2024",
    "các Quyết định số 31/QĐ-TTg, 32/QĐ-TTg ngày 5/5/2020 của Thủ tướng Chính phủ",
    "Luật Doanh nghiệp số 59/2020/QH14 ngày 17/6/2020",
)
PLAIN = st.text(alphabet="abc ôếđ,.;\n", max_size=30)
texts = st.sampled_from(CITED)


def fields(text: str) -> list[tuple[str | None, ...]]:
    return [(each.doc_type, each.identifier, each.issued_on, each.issuer) for each in find_citations(text)]


@st.composite
def reprinted(draw: st.DrawFn) -> tuple[str, str]:
    """A text and another print of it: other blanks, line ends, dashes, decomposed letters."""
    text = draw(texts)
    blanks = st.sampled_from([" ", "\n", "\u00a0", "  ", " \n", "\u2009"])
    printed = regex.sub(" ", lambda _: draw(blanks), text)
    dash = draw(st.sampled_from("-\u2010\u2011\u2013\u2212"))
    form = draw(st.sampled_from(["NFC", "NFD"]))
    return text, unicodedata.normalize(form, printed.replace("-", dash))


@given(reprinted())
def test_the_print_does_not_change_what_is_read(prints: tuple[str, str]) -> None:
    text, printed = prints
    assert fields(printed) == fields(text)


@given(reprinted())
def test_offsets_cut_the_raw_text_out_of_the_given_text(prints: tuple[str, str]) -> None:
    _, printed = prints
    for found in find_citations(printed):
        assert regex.sub(r"\s*\n\s*", " ", printed[found.start : found.end]) == found.raw


@given(texts, PLAIN, PLAIN)
@settings(max_examples=60)
def test_words_around_change_nothing(text: str, before: str, after: str) -> None:
    around = f"{before}. {text}. {after}"
    assert fields(around) == fields(text)


@given(texts, texts)
def test_paragraphs_add_up(first: str, second: str) -> None:
    joined = find_citations(f"{first}.\n\n{second}.")
    assert [each.raw for each in joined] == [e.raw for e in find_citations(first)] + [
        e.raw for e in find_citations(second)
    ]


@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text: str) -> None:
    for found in find_citations(text):
        assert 0 <= found.start < found.end <= len(text)
