"""Choosing a label, and the observations as a DataFrame."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from extractor.query.compare import Filter, Label, choose, compare_frame, span_between
from extractor.query.periods import Span
from extractor.store.database import open_read_only


def label(text: str, likeness: float) -> Label:
    return Label(text, (text,), 1, 1, likeness)


def test_a_single_label_is_taken() -> None:
    only = label("a", 40)
    assert choose((only,)) is only
    assert choose(()) is None


def test_a_label_must_be_alike_and_lead() -> None:
    assert choose((label("a", 92), label("b", 80))) == label("a", 92)
    assert choose((label("a", 92), label("b", 85))) is None
    assert choose((label("a", 70), label("b", 40))) is None


def test_spans_may_be_open() -> None:
    assert span_between(None, None) is None
    assert span_between("2023-H2", "2024-Q1") == Span("2023-07-01", "2024-03-31")
    open_end = span_between("2023", None)
    assert open_end is not None
    assert open_end.last > "2100"


def test_a_frame_has_a_row_a_value_and_columns_even_when_empty(sample_db: Path) -> None:
    with closing(open_read_only(sample_db)) as connection:
        frame = compare_frame(connection, "số kế hoạch đã ban hành")
        empty = compare_frame(connection, "số kế hoạch đã ban hành", Filter(province="Lào Cai"))
    assert list(frame["value"]) == [12.0, 20.0]
    assert list(empty.columns) == list(frame.columns)
    assert empty.empty
