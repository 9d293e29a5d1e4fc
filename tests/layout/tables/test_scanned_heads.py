"""Heads of tables on recognised pages, where no type is bold: told by what stands under them and how they are set."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from extractor.layout.page import raw_page
from extractor.layout.tables.drafts import TableDraft
from extractor.layout.tables.scanned_heads import names_row_numbers
from extractor.read.ocr.reading import Reading
from extractor.read.ocr.recognition import with_reading
from tests.layout.printed import page
from tests.layout.recognised import SCALE, Read, words_of

XS = (60.0, 110.0, 300.0, 420.0, 540.0)
TOP, PITCH = 100.0, 30.0


def table(*rows: Sequence[str], xs: Sequence[float] = XS) -> TableDraft:
    """A ruled table as an engine reads it; ``^`` before a text centres it in its cell."""
    ys = [TOP + PITCH * at for at in range(len(rows) + 1)]
    words, line = [], 0
    for at, row in enumerate(rows):
        for text, x0, x1 in zip(row, xs, xs[1:], strict=False):
            shown = text.lstrip("^")
            x = x0 + (x1 - x0 - 6 * len(shown)) / 2 if text.startswith("^") else x0 + 4
            words += words_of(Read(shown, x, ys[at] + 20), line)
            line += 1
    rules = [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]
    read = Reading(words, rules=SCALE * np.array(rules))
    (found,) = raw_page(with_reading(page(1), read, SCALE)).tables
    return found


PEOPLE = [("1", "Trần Văn An", "Chủ tịch hội", "Tán thành"), ("2", "Lê Thị Ba", "Ủy viên", "Tán thành")]


@pytest.mark.parametrize(
    "head",
    [
        ("Sff", "Họ và tên", "Chức vụ", "Ý kiến"),
        ("TT", "Họ và tên", "0", "Ý kiến"),
        ("", "Họ và tên", "Chức vụ", "Ý kiến"),
        ("Lần", "Họ và tên", "Chức vụ", "Ý kiến"),
    ],
)
def test_what_stands_over_rows_that_are_numbered_from_one_on_is_the_head(head: tuple[str, ...]) -> None:
    found = table(head, *PEOPLE)
    assert (found.n_head, found.header) == (1, head)


def test_a_row_centred_over_others_is_the_head() -> None:
    names = [("Cha", "Trần Văn An", "Nông dân", "Đã mất"), ("Mẹ", "Lê Thị Ba", "Giáo viên", "Nghỉ hưu")]
    head = ("^Quê", "^Họ và tên", "^Việc làm", "^Nơi ở")
    assert table(head, *names).n_head == 1
    assert not table(*names).n_head
    assert not table(tuple(text.lstrip("^") for text in head), *names).n_head
    assert not table(head, *(tuple(f"^{text}" for text in row) for row in names)).n_head


def test_a_row_in_capitals_over_others_is_the_head() -> None:
    assert table(("", "CHỨC VỤ", "SỐ PHIẾU", "TỶ LỆ"), *(("Ông An", "Ủy viên", "Đủ", "Đạt"),) * 2).n_head == 1
    assert not table(*(("", "CHỨC VỤ", "SỐ PHIẾU", "TỶ LỆ"),) * 2).n_head


def test_what_goes_on_from_the_page_before_is_no_head() -> None:
    assert not table(("", "và các xã ven biển", "của huyện", "theo kế hoạch"), *PEOPLE).n_head
    assert not table(("", "Xã Hòa Thuận", "", ""), *PEOPLE).n_head
    assert not table(("7", "Phạm Văn Năm", "Ủy viên", "Tán thành"), *PEOPLE).n_head
    assert not table(("", "12", "15", "Tán thành"), *PEOPLE).n_head


def test_column_numbers_are_known_where_one_of_them_is_misread() -> None:
    heads = ("Đơn vị", "Chức vụ", "Ý kiến", "Ngày")
    found = table(heads, ("q)", "(2)", "(3)", "(4)"), ("Sở Y tế", "Trưởng", "Tán thành", "Hôm nay"))
    assert (found.n_head, found.header) == (2, heads)
    assert not table(heads, ("Sở", "(2)", "(3)", "(9)"), ("Sở Y tế", "Trưởng", "Tán", "Nay")).n_head


@pytest.mark.parametrize("text", ["STT", "Stt", "TT", "Số TT", "Sô TT", "SIT", "S T T"])
def test_heads_of_row_numbers(text: str) -> None:
    assert names_row_numbers(text)


@pytest.mark.parametrize("text", ["Tên", "Số", "Sở", "Tổ", "1", ""])
def test_other_first_heads(text: str) -> None:
    assert not names_row_numbers(text)
