"""What checks state and note, in Vietnamese: wholly, with what a report prints as it is."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from extractor.export import finding_words
from extractor.export.finding_words import MOST_JOINED, statement
from extractor.language.catalogue import Words, words_of

VI, EN = words_of("vi"), words_of("en")

TOLD = (
    ("81 văn bản (Đã kiểm tra, p. 1) = 72 Văn bản (Số đã kiểm tra, p. 5)",
     "81 văn bản (Đã kiểm tra, tr. 1) = 72 Văn bản (Số đã kiểm tra, tr. 5)"),
    ("95 (Tổng) = 1 + … + 20 (7 numbers)", "95 (Tổng) = 1 + … + 20 (7 số)"),
    ("Thu không giảm does not fall between 2024-01-01 to 2024-03-31 and 2024-01-01 to 2024-06-30",
     "Thu không giảm không được giảm từ kỳ 01/01/2024 đến 31/3/2024 sang kỳ 01/01/2024 đến 30/6/2024"),
    ("42/44 is 95.4545 %, cut off instead of rounded, as 8 of the 9 rates of this document that tell",
     "42/44 = 95,4545%, bị cắt bỏ phần lẻ thay vì làm tròn, như 8 trong 9 tỷ lệ phân biệt được của tài liệu này"),
    ("the parts come to 31.5, 41 is printed (22 Số A; 9 Số B (tỉnh)); one digit differs between 41 and 31.5",
     "cộng các thành phần được 31,5, in là 41 (22 Số A; 9 Số B (tỉnh)); lệch một chữ số giữa 41 và 31,5"),
    ("the text prints 1.519, the form 1.529: with 1529 the sum in the text is right",
     "phần lời ghi 1.519, biểu ghi 1.529: với 1529 thì phép cộng trong phần lời đúng"),
    ("5.115 + 13.446 comes to 37603, 37.630 is printed; 3 rows; so added up it is right in 1 other column",
     "5.115 + 13.446 được 37603, in là 37.630; cộng 3 dòng; cộng như vậy thì đúng ở 1 cột khác"),
    ("acts are made on days without work too; so printed in a b.pdf page 3, c.pdf page 4, d.pdf page 6, 2 more",
     "cũng có văn bản được ban hành vào ngày nghỉ; in như vậy ở a b.pdf tr. 3, c.pdf tr. 4, d.pdf tr. 6, và 2 chỗ nữa"),
    ("2023-06-03: a.pdf page 3, b.pdf page 4, c.pdf page 6, 200 or more others; 2023-06-04: d.pdf page 1",
     "03/6/2023: a.pdf tr. 3, b.pdf tr. 4, c.pdf tr. 6, và từ 200 chỗ khác trở lên; 04/6/2023: d.pdf tr. 1"),
    ("45/2020/NĐ-CP is dated 2020-04-09 here and 2020-04-08 in 2000 or more of 3000 or more places",
     "45/2020/NĐ-CP ở đây ghi ngày 09/4/2020, còn từ 2000 trở lên trong từ 3000 trở lên chỗ ghi ngày 08/4/2020"),
    ("2 of the 40 figures that can be compared differ from a.pdf: Thu 1 → 2; Chi 3 → 4 …; one may be a draft, or of "
     "another office",
     "2 trong 40 số liệu so sánh được khác với a.pdf: Thu 1 → 2; Chi 3 → 4 …; một trong hai có thể là dự thảo, hoặc "
     "của cơ quan khác"),
)  # fmt: skip

# Words of what checks say that are no Vietnamese syllables.
ENGLISH = re.compile(r"\b(?:the|is|of|and|are|printed|page|between|with|dated|more|not|rows?|columns?|differs?)\b")


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_what_a_check_says_is_said_in_vietnamese(text: str, told: str) -> None:
    assert statement(text, VI) == told


def test_an_english_reader_gets_the_words_of_the_check_with_days_as_they_are_printed() -> None:
    assert statement("it existed until 2025-06-30; 42/44 is 95.4545 %", EN) == (
        "it existed until 30 June 2025; 42/44 is 95.4545 %"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("42/2022/NĐ-CP is dated in the year of its number", "42/2022/NĐ-CP should be dated in the year of its number"),
        ("the date 31/4/2024 exists", "the date 31/4/2024 should exist"),
        ("Thu: -4 is not negative", "Thu: -4 should not be negative"),
        ("a rate is given for Thu", "a rate should be given for Thu"),
        ("30/2020/NĐ-CP is dated on a Sunday, 2020-03-05", "30/2020/NĐ-CP is dated on a Sunday, 5 March 2020"),
    ],
)
def test_what_does_not_hold_is_told_as_what_should_be(text: str, told: str) -> None:
    assert statement(text, EN) == told


def test_no_finding_of_the_sample_reports_stays_english(sample_db: Path) -> None:
    with closing(sqlite3.connect(sample_db)) as connection:
        rows = connection.execute("SELECT statement, explanation FROM checks WHERE NOT holds").fetchall()
    told = [statement(text, VI) for row in rows for text in row if text]
    assert any("ở đây ghi ngày" in text for text in told)
    assert [text for text in told if ENGLISH.search(text)] == []


def test_a_name_of_semicolons_takes_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def said(text: str, words: Words) -> str:
        tried.append(text)
        return text

    monkeypatch.setattr(finding_words, "said", said)
    hostile = "; ".join(["a (b)"] * 200)
    assert statement(hostile, VI) == hostile
    assert len(tried) <= 200 * MOST_JOINED
