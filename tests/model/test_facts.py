"""Citations and figures are made and changed by hand, for speed: both ways equal those of the dataclass."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace

import pytest

from extractor.model.facts import Citation, Figure

GIVEN = {"doc_type": "Quyết định", "number": "12", "symbol": None, "year": 2020, "organs": ("UBND", "HĐND")}


def test_a_citation_made_by_its_values_equals_one_of_the_class() -> None:
    made = Citation.of({"raw": "Quyết định số 12", "start": 4, "end": 20, **GIVEN})
    plain = Citation(raw="Quyết định số 12", start=4, end=20, **GIVEN)
    assert made == plain
    assert hash(made) == hash(plain)
    assert repr(made) == repr(plain)
    assert pickle.loads(pickle.dumps(made)) == plain
    assert [getattr(made, field.name) for field in fields(Citation)] == [
        getattr(plain, field.name) for field in fields(Citation)
    ]


@pytest.mark.parametrize("changes", [{}, {"key": "vn:cp:nd:2020:30", "year": None}, {"number": None, "start": 0}])
def test_a_changed_citation_equals_one_that_is_replaced(changes: dict[str, object]) -> None:
    made = Citation.of({"raw": "Quyết định số 12", "start": 4, "end": 20, **GIVEN})
    before = repr(made)
    assert made.changed(**changes) == replace(made, **changes)  # type: ignore[arg-type]
    assert repr(made) == before


@pytest.mark.parametrize("name", ["keys", "__dict__", "of"])
def test_a_name_that_is_no_field_is_refused(name: str) -> None:
    with pytest.raises(TypeError, match=name):
        Citation.of({"raw": "", "start": 0, "end": 0, name: 1})
    with pytest.raises(TypeError, match=name):
        Citation(raw="", start=0, end=0).changed(**{name: 1})


def test_a_figure_with_a_time_keeps_everything_else() -> None:
    figure = Figure(
        raw="12",
        start=3,
        end=5,
        value=12.0,
        unit="hộ",
        qualifier="trên",
        label="số hộ",
        method="x",
        confidence=0.5,
        scope="cumulative",
        change="ratio",
        base="cùng kỳ",
        link="part",
        linked=1,
        column=2,
        base_at=-1,
        place="thanh-hoa",
        other_reading="17",
    )
    changed = {"period_start", "period_end", "as_of", "time_from", "scenario"}
    unset = [
        field.name for field in fields(Figure) if field.name not in changed and getattr(figure, field.name) is None
    ]
    assert unset == []
    assert figure.with_time("2024-01-01", "2024-03-31", "2024-03-31", "head", "plan") == replace(
        figure,
        period_start="2024-01-01",
        period_end="2024-03-31",
        as_of="2024-03-31",
        time_from="head",
        scenario="plan",
    )
