"""A comparison as a chart: what shares a panel, where lines pass."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

from extractor.cli.compare import comparison_chart
from extractor.query.comparison.compare import compare_indicator
from extractor.store.database import open_read_only
from tests.query.compared import ON_TIME, STAFF, Cell, Paper, make_reports, staff

SVG = "{http://www.w3.org/2000/svg}"


def drawn(path: Path, papers: Sequence[Paper], asked: str, *, merged: bool = False) -> str:
    make_reports(path / "reports.db", papers)
    with closing(open_read_only(path / "reports.db")) as connection:
        return comparison_chart(compare_indicator(connection, asked, merged=merged))


def lines(svg: str) -> list[int]:
    return [len(each.attrib["points"].split()) for each in ElementTree.fromstring(svg).iter(f"{SVG}polyline")]


def rate(value: float) -> Cell:
    return Cell(ON_TIME, "%", f"{value:g}", value)


def test_what_is_counted_over_a_period_has_a_panel_for_each_kind(tmp_path: Path) -> None:
    papers = [Paper("ha-tinh", kind, year, [rate(98 + year - 2022)]) for kind in ("H1", "Y") for year in (2022, 2023)]
    svg = drawn(tmp_path, papers, "ho-so-dung-han-ty-le")
    assert lines(svg) == [2, 2]
    assert "first half-years, since 1 January, %" in svg
    assert "years, since 1 January, %" in svg


def test_quarters_follow_one_another_and_a_missing_one_leaves_a_gap(tmp_path: Path) -> None:
    papers = [Paper("ha-tinh", kind, 2023, [rate(98)]) for kind in ("Q1", "Q2", "Q4")]
    assert lines(drawn(tmp_path, papers, "ho-so-dung-han-ty-le")) == [2]


def test_a_level_is_one_line_over_all_kinds_of_periods_but_not_over_more_than_a_year(tmp_path: Path) -> None:
    periods = (("Y", 2020), ("Q1", 2022), ("H1", 2022), ("Y", 2022))
    papers = [Paper("ha-tinh", kind, year, [staff(100)]) for kind, year in periods]
    svg = drawn(tmp_path, papers, "bien-che-co-mat")
    assert lines(svg) == [3]
    assert "2021, no value: Hà Tĩnh: no report" in svg


def test_no_line_passes_over_the_merger_and_the_sum_is_a_line_of_its_own(tmp_path: Path) -> None:
    papers = [Paper("bac-ninh", "Y", year, [staff(100)]) for year in (2023, 2024, 2025)]
    papers += [Paper("bac-giang", "Y", year, [staff(50)]) for year in (2023, 2024)]
    svg = drawn(tmp_path, papers, "bien-che-co-mat", merged=True)
    assert lines(svg) == [2, 2, 2]
    assert "1 July 2025: provinces merged" in svg
    assert "Bắc Ninh + Bắc Giang, 2024: 150 Người" in svg
    assert "stroke-dasharray" in svg


def test_a_restated_value_is_drawn_beside_the_one_that_stands(tmp_path: Path) -> None:
    papers = [
        Paper("ha-tinh", "Y", 2021, [staff(90)]),
        Paper("ha-tinh", "Y", 2022, [staff(100)], name="early.pdf", issued_on="2022-12-20"),
        Paper("ha-tinh", "Y", 2022, [staff(110)], name="late.pdf", issued_on="2023-03-01"),
    ]
    svg = drawn(tmp_path, papers, "bien-che-co-mat")
    assert lines(svg) == [2]
    assert "2022: 100 Người (early.pdf, page 3)" in svg
    assert "reports differ" in svg


def test_a_dash_is_told_as_printed(tmp_path: Path) -> None:
    papers = [
        Paper("ha-tinh", "Y", 2021, [staff(90)]),
        Paper("ha-tinh", "Y", 2022, [Cell(STAFF, "Người", "-", None, "dash")]),
    ]
    assert "2022, no value: Hà Tĩnh: -" in drawn(tmp_path, papers, "bien-che-co-mat")
