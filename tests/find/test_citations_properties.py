"""Properties that hold for any printing of a citation."""

from __future__ import annotations

import unicodedata

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.find.citations.finder import find_citations
from extractor.finders import find_citations as identified
from extractor.model.facts import Citation
from patterns.instruments.doc_types import doc_types

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


NORMATIVE = ("nd/NĐ-CP", "nq/NQ-CP", "nq/NQ-HĐND", "qd/QĐ-UBND", "qd/QĐ-TTg", "tt/TT-BNV", "nq/UBTVQH15", "luat/QH15")
INDIVIDUAL = ("qd/QĐ-UBND", "kh/KH-UBND", "bc/BC-SNV", "ct/CT-TTg", "tb/TB-VPCP", "ttr/TTr-STC", "qd/QĐ-XYZW")
LETTERS = ("cv/UBND-NC", "cv/SNV-CCHC", "cv/VPCP-KSTT", "cv/BNV-TCBC")
PARTY = ("nq/NQ-TW", "kl/KL-TW", "ct/CT-TU", "ctr/CTr-TU")


@st.composite
def printed_forms(draw: st.DrawFn) -> str:
    """A citation as the form decrees print it: type word, number, symbol, and mostly a day and an issuer."""
    forms, with_year = draw(st.sampled_from([(NORMATIVE, True), (INDIVIDUAL, False), (LETTERS, False), (PARTY, False)]))
    kind, _, symbol = draw(st.sampled_from(forms)).partition("/")
    number = f"{draw(st.integers(1, 29999)):02}" + draw(st.sampled_from(["", "", "", "a", "b"]))
    year = draw(st.integers(1998, 2026))
    day = f" ngày {draw(st.integers(1, 28)):02}/{draw(st.integers(1, 12))}/{year}" if draw(st.booleans()) else ""
    issuer = draw(st.sampled_from(["", " của UBND tỉnh Cao Bằng", " của Bộ Nội vụ"])) if day else ""
    join = "-" if forms is PARTY else "/"
    symbol = symbol.replace("-", "/", 1) if forms is PARTY else symbol
    middle = f"{year}/" if with_year else ""
    return f"{doc_types()[kind].name} số {number}{join}{middle}{symbol}{day}{issuer}"


def canonical(found: Citation) -> str:
    """A citation printed from its fields."""
    day = f" ngày {'/'.join(reversed(found.issued_on.split('-')))}" if found.issued_on else ""
    issuer = f" của {found.issuer}" if found.issuer else ""
    return f"{found.doc_type} số {found.identifier}{day}{issuer}"


@given(printed_forms())
def test_what_is_printed_from_the_fields_is_read_as_the_same(text: str) -> None:
    (first,) = identified(text, context={"place": "cao-bang"})
    (second,) = identified(canonical(first), context={"place": "cao-bang"})
    kept = ("doc_type", "number", "symbol", "identifier", "year", "issued_on", "issuer", "key", "status")
    assert [getattr(second, name) for name in kept] == [getattr(first, name) for name in kept]
    assert canonical(second) == canonical(first)


@given(
    printed_forms(), st.sampled_from(["\n", " \n", "\n "]), st.sampled_from(["/", "-"]), st.sampled_from(["NFC", "NFD"])
)
def test_a_line_may_break_after_a_separator(text: str, line_end: str, separator: str, form: str) -> None:
    broken = unicodedata.normalize(form, text.replace(separator, separator + line_end))
    assert fields(broken) == fields(text)


@given(printed_forms(), st.sampled_from(["Kết quả đạt được như sau. ", "Tỷ lệ 98,7%;\n", "(1) Về thể chế:\n"]), PLAIN)
def test_other_sentences_change_nothing(text: str, before: str, after: str) -> None:
    (alone,) = identified(text)
    (beside,) = identified(f"{before}{text}.\n{after}")
    assert (beside.key, beside.raw, beside.status) == (alone.key, alone.raw, alone.status)
    assert beside.start == len(before) + alone.start


@given(printed_forms())
def test_look_alike_letters_are_read_as_latin(text: str) -> None:
    cyrillic = text.translate(str.maketrans("BCHPTK", "ВСНРТК"))
    assert [each[1] for each in fields(cyrillic)] == [each[1] for each in fields(text)]
