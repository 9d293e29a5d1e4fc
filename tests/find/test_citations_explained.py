"""What looks like a citation and is none says why; what is read is read as the finder reads it."""

from __future__ import annotations

import unicodedata

import pytest

from extractor.find.citations.explain import explain_citations
from extractor.find.citations.finder import find_citations


@pytest.mark.parametrize(
    ("text", "raw", "rule"),
    [
        ("STK 123456789 tại Kho bạc", "123456789", "false_friends/account"),
        ("theo Mẫu số 02/TP-CC", "02/TP-CC", "false_friends/form"),
        ("ĐT: 0912 345 678", "0912 345 678", "false_friends/phone"),
        ("đạt 7/12 xã", "7/12 xã", "refusals/fraction"),
        ("gửi kèm số 40/TB", "số 40/TB", "refusals/no-organ"),
        ("giao 12/QĐ-XYZW", "12/QĐ-XYZW", "refusals/unknown-organ"),
        ("Quyết định số 12/QĐ về việc", "Quyết định số 12/QĐ", "refusals/no-issuer"),
        ("Bản án số 12/2020/HS-ST", "Bản án số 12/2020/HS-ST", "refusals/left-out"),
        ("Số:       /BC-SNV", "Số: /BC-SNV", "refusals/blank-number"),
        ("Nghị quyết 40 đã nêu", "Nghị quyết 40", "refusals/bare-number"),
        ("dịp lễ 30/4", "30/4", "refusals/day-or-fraction"),
    ],
)
def test_what_is_refused_says_why(text: str, raw: str, rule: str) -> None:
    citations, refusals = explain_citations(text)
    assert citations == ()
    assert (raw, rule) in [(each.raw, each.rule) for each in refusals]
    assert all(each.reason for each in refusals)


def test_what_is_read_is_not_refused() -> None:
    text = "Thực hiện Quyết định số 12/QĐ-UBND ngày 05/3/2024 của UBND tỉnh, đạt 7/12 xã; Mẫu số 02/TP-CC"
    citations, refusals = explain_citations(text)
    assert citations == find_citations(text)
    assert [each.raw for each in citations] == ["Quyết định số 12/QĐ-UBND ngày 05/3/2024"]
    assert [each.raw for each in refusals] == ["7/12 xã", "02/TP-CC"]


def test_offsets_of_refusals_index_the_given_text() -> None:
    text = unicodedata.normalize("NFD", "đạt\n7/12\u00a0xã; số  40/TB")
    refusals = explain_citations(text)[1]
    assert [" ".join(text[each.start : each.end].split()) for each in refusals] == [each.raw for each in refusals]
    assert len(refusals) == 2


def test_plain_words_refuse_nothing() -> None:
    assert explain_citations("Công tác cải cách hành chính năm 2024 đạt 95% kế hoạch.") == ((), ())
