"""The oracle notices what it is there for, and accuses nobody of what is said or was never there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fuzz.oracle import LOST, NONSENSE, SILENT, UNNAMED, Failure, Outcome, Page, Reference, counts, judge

TEXT = "Ủy ban nhân dân tỉnh báo cáo kết quả cải cách hành chính năm 2024 của các sở, ban, ngành và địa phương"
SAID = Failure(1, "the content of the page cannot be decoded", "print it to a new PDF")
REFERENCE = Reference([TEXT, TEXT], [(TEXT, TEXT), (TEXT, TEXT)], frozenset(TEXT.lower().replace(",", "").split()))


def kinds(pages: list[Page] | None, *failures: Failure, reference: Reference = REFERENCE) -> list[str]:
    return [finding.kind for finding in judge(Outcome(pages, failures), reference)]


def test_a_page_that_is_whole_is_no_finding() -> None:
    assert kinds([Page(1, TEXT), Page(2, TEXT)]) == []


def test_a_file_without_a_trace_is_lost() -> None:
    assert kinds(None) == [LOST]


def test_a_blank_page_is_silent_unless_something_says_so() -> None:
    assert kinds([Page(1, ""), Page(2, TEXT)]) == [SILENT]
    assert kinds([Page(1, TEXT[:55]), Page(2, TEXT)]) == [SILENT]
    assert kinds([Page(1, TEXT[:95]), Page(2, TEXT)]) == []
    assert kinds([Page(1, ""), Page(2, TEXT)], SAID) == []
    assert kinds([Page(1, "", hidden=TEXT), Page(2, TEXT)]) == []
    assert kinds([Page(1, "", hidden=TEXT[:20]), Page(2, TEXT)]) == [SILENT]
    assert kinds([Page(1, TEXT), Page(2, "")], SAID) == [SILENT]


def test_a_page_that_is_not_there_is_silent() -> None:
    assert kinds([Page(1, TEXT)]) == [SILENT]
    assert kinds([Page(1, TEXT)], Failure(None, "a page was lost by repair", "print it to a new PDF")) == []


def test_pages_that_poppler_counts_otherwise_are_held_against_the_ones_like_them() -> None:
    one = Reference([TEXT], REFERENCE.whole, REFERENCE.vocabulary)
    assert kinds([Page(1, ""), Page(2, TEXT)], SAID, reference=one) == []
    assert kinds([Page(2, TEXT)], SAID, reference=one) == []
    assert kinds([Page(1, ""), Page(2, TEXT[:40])], reference=one) == [SILENT]
    three = Reference([TEXT, TEXT[:70], TEXT], REFERENCE.whole, REFERENCE.vocabulary)
    assert kinds([Page(1, TEXT[:70]), Page(2, TEXT)], reference=three) == [SILENT]
    assert kinds([Page(1, TEXT), Page(2, "")], Failure(2, "lost", "again"), reference=three) == [SILENT]


def test_what_is_left_out_of_the_whole_file_is_no_loss() -> None:
    usual = Reference([TEXT, TEXT], [(TEXT, TEXT[:50]), (TEXT, TEXT)], REFERENCE.vocabulary)
    assert kinds([Page(1, TEXT[:45]), Page(2, TEXT)], reference=usual) == []
    assert kinds([Page(1, TEXT), Page(2, TEXT[:45])], reference=usual) == [SILENT]


def test_a_page_that_is_drawn_and_not_read_is_silent_though_no_reader_reads_it() -> None:
    unread = Reference(["", TEXT], REFERENCE.whole, REFERENCE.vocabulary)
    assert kinds([Page(1, ""), Page(2, TEXT)], reference=unread) == []
    assert kinds([Page(1, ""), Page(2, TEXT)], reference=replace(unread, ink=lambda page: 0.95)) == [SILENT]
    assert kinds([Page(1, ""), Page(2, TEXT)], reference=replace(unread, ink=lambda page: 0.4)) == []


def test_a_short_page_that_has_changed_places_with_a_long_one_is_no_loss() -> None:
    short = "Nơi nhận: như trên; các sở, ban, ngành; lưu văn thư phòng tổng hợp của tỉnh"
    turned = Reference(
        [short, TEXT * 3], [(TEXT * 3, TEXT * 3), (short, short)], REFERENCE.vocabulary, lambda page: 1.0
    )
    assert SILENT not in kinds([Page(1, short), Page(2, TEXT * 3)], reference=turned)
    assert SILENT in kinds([Page(1, TEXT), Page(2, TEXT * 3)], reference=replace(turned, texts=[TEXT, TEXT * 3]))


def test_a_page_with_hardly_a_letter_is_not_judged() -> None:
    assert kinds([Page(1, "")], reference=Reference(["Trang 5/12"], [], frozenset())) == []


def test_a_page_of_words_that_nobody_knows_is_nonsense() -> None:
    shifted = "".join(chr(ord(letter) + 1) if letter.isalpha() else letter for letter in TEXT)
    assert kinds([Page(1, shifted), Page(2, TEXT)]) == [NONSENSE]
    assert kinds([Page(1, shifted), Page(2, TEXT)], SAID) == []
    assert kinds([Page(1, shifted, reason="read from the picture: its text makes no sense"), Page(2, TEXT)]) == []


@pytest.mark.parametrize(
    ("error", "hint"),
    [
        ("TypeError: 'NoneType' object is not subscriptable", "print it to a new PDF"),
        ("the page cannot be read", "this is a fault of the program"),
        ("the page cannot be read", ""),
        ("", "print it to a new PDF"),
    ],
)
def test_a_failure_in_the_words_of_a_programmer_is_unnamed(error: str, hint: str) -> None:
    assert kinds(None, Failure(None, error, hint)) == [UNNAMED]


def test_findings_are_counted_by_kind() -> None:
    found = judge(Outcome([Page(1, "")], []), REFERENCE)
    assert counts({"a.pdf": found, "b.pdf": judge(Outcome(None, []), REFERENCE)}) == {
        "lost": 1,
        "unnamed": 0,
        "beyond the limit": 0,
        "silent": 2,
        "nonsense": 0,
    }
