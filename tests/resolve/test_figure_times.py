"""The time of a figure: its own, that of the heading above it, that of the report."""

from __future__ import annotations

import pytest

from extractor.model.facts import Figure
from extractor.model.layout import Footnote, Head, Section
from tests.documents import page_text
from tests.resolve.layouts import body, record, region

TITLE = Head(title=("BÁO CÁO", "Công tác cải cách hành chính năm 2024"))


def figure_under(heading: str, sentence: str, head: Head = TITLE) -> Figure:
    page = page_text(1, f"{heading}\n{sentence}")
    section = Section(None, 1, "I", heading, 1, 0, heading)
    document = record(page, [body(page, [heading, sentence])], sections=[section], head=head)
    return document.figures[-1].fact


@pytest.mark.parametrize(
    ("heading", "sentence", "time"),
    [
        ("I. KẾT QUẢ", "Tiếp nhận 12 hồ sơ.", ("2024-01-01", "2024-12-31", None, "document")),
        ("I. KẾT QUẢ QUÝ III NĂM 2024", "Tiếp nhận 12 hồ sơ.", ("2024-07-01", "2024-09-30", None, "section")),
        ("II. NHIỆM VỤ QUÝ IV", "Tiếp nhận 12 hồ sơ.", ("2024-10-01", "2024-12-31", None, "section")),
        ("I. KẾT QUẢ (tính đến ngày 15/6/2024)", "Có 12 hồ sơ.", (None, None, "2024-06-15", "section")),
        ("I. Kết quả thực hiện Kế hoạch năm 2023", "Có 12 hồ sơ.", ("2024-01-01", "2024-12-31", None, "document")),
        ("I. KẾT QUẢ QUÝ III NĂM 2024", "Trong năm 2023, có 12 hồ sơ.", ("2023-01-01", "2023-12-31", None, "sentence")),
        ("I. KẾT QUẢ", "Trong quý II, có 12 hồ sơ.", ("2024-04-01", "2024-06-30", None, "sentence")),
    ],
)
def test_the_nearest_time_governs(heading: str, sentence: str, time: tuple[str | None, ...]) -> None:
    figure = figure_under(heading, sentence)
    assert (figure.period_start, figure.period_end, figure.as_of, figure.time_from) == time


def test_without_any_time_there_is_none() -> None:
    figure = figure_under("I. KẾT QUẢ", "Tiếp nhận 12 hồ sơ.", Head())
    assert (figure.period_start, figure.period_end, figure.as_of, figure.time_from) == (None, None, None, None)


def test_a_note_has_the_time_of_the_section_that_its_marker_stands_in() -> None:
    heading, note = "I. KẾT QUẢ QUÝ III NĂM 2024", "Gồm 12 văn bản."
    page = page_text(1, f"{heading}\n{note}")
    section = Section(None, 1, "I", heading, 1, 0, heading)
    regions = [body(page, [heading]), region("footnote", page, note, footnote=0)]
    footnote = Footnote("1", note, 1, 1, (), section=0)
    document = record(page, regions, sections=[section], footnotes=[footnote], head=TITLE)
    assert [located.fact.period_start for located in document.figures] == ["2024-07-01"]
