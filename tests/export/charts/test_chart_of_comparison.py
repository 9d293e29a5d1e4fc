"""A comparison as a chart: what shares a panel, where lines pass, what a point says."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from extractor.export.charts.comparison import READABLE, Choice, chart_of, comparison_chart, comparison_spec
from extractor.export.charts.rendering import as_svg
from extractor.language.catalogue import words_of
from extractor.query.comparison.compare import Comparison, compare_indicator
from extractor.query.comparison.points import Filter
from extractor.store.database import open_read_only
from patterns.names.provinces import provinces
from tests.export.drawn import dashes, lines, signs, texts
from tests.query.compared import ON_TIME, STAFF, Cell, Paper, Said, make_reports, staff


def found(
    path: Path, papers: Sequence[Paper], asked: str, *, merged: bool = False, only: Filter | None = None
) -> Comparison:
    make_reports(path / "reports.db", papers)
    with closing(open_read_only(path / "reports.db")) as connection:
        return compare_indicator(connection, asked, only, merged=merged, room="/reports")


def drawn(compared: Comparison, language: str = "en", how: Choice | None = None) -> str:
    return as_svg(comparison_spec(compared, words_of(language), how))


def rate(value: float) -> Cell:
    return Cell(ON_TIME, "%", f"{value:g}", value)


def said(svg: str) -> list[str]:
    return [sign.said for sign in signs(svg)]


def test_what_is_counted_over_a_period_has_a_panel_for_each_kind(tmp_path: Path) -> None:
    papers = [Paper("ha-tinh", kind, year, [rate(98 + year - 2022)]) for kind in ("H1", "Y") for year in (2022, 2023)]
    svg = drawn(found(tmp_path, papers, "ho-so-dung-han-ty-le"))
    assert [len(run) for run in lines(svg)] == [2, 2]
    assert {"first half-years, since 1 January", "years, since 1 January"} <= set(texts(svg))


def test_quarters_follow_one_another_and_a_missing_one_leaves_a_gap(tmp_path: Path) -> None:
    papers = [Paper("ha-tinh", kind, 2023, [rate(98)]) for kind in ("Q1", "Q2", "Q4")]
    assert [len(run) for run in lines(drawn(found(tmp_path, papers, "ho-so-dung-han-ty-le")))] == [2]


def test_a_level_is_one_line_over_all_kinds_of_periods_but_not_over_more_than_a_year(tmp_path: Path) -> None:
    periods = (("Y", 2020), ("Q1", 2022), ("H1", 2022), ("Y", 2022))
    svg = drawn(
        found(tmp_path, [Paper("ha-tinh", kind, year, [staff(100)]) for kind, year in periods], "bien-che-co-mat")
    )
    assert [len(run) for run in lines(svg)] == [3]
    assert "Hà Tĩnh, 2021: no report" in said(svg)


def test_no_line_passes_over_the_merger_and_the_sum_is_a_line_of_its_own(tmp_path: Path) -> None:
    papers = [Paper("bac-ninh", "Y", year, [staff(100)]) for year in (2023, 2024, 2025)]
    papers += [Paper("bac-giang", "Y", year, [staff(50)]) for year in (2023, 2024)]
    svg = drawn(found(tmp_path, papers, "bien-che-co-mat", merged=True))
    assert [len(run) for run in lines(svg)] == [2, 2, 2]
    assert dashes(svg).count("5,2") == 1
    assert "1 July 2025: provinces merged" in texts(svg)
    assert any(each.startswith("Bắc Ninh + Bắc Giang, 2024: 150 Người (Bắc Ninh: 100") for each in said(svg))


def test_a_restated_value_is_drawn_beside_the_one_that_stands(tmp_path: Path) -> None:
    papers = [
        Paper("ha-tinh", "Y", 2021, [staff(90)]),
        Paper("ha-tinh", "Y", 2022, [staff(100)], name="early.pdf", issued_on="2022-12-20"),
        Paper("ha-tinh", "Y", 2022, [staff(110)], name="late.pdf", issued_on="2023-03-01"),
    ]
    svg = drawn(found(tmp_path, papers, "bien-che-co-mat"))
    assert [len(run) for run in lines(svg)] == [2]
    of = {sign.said: sign for sign in signs(svg)}
    assert of["Hà Tĩnh, 2022: 100 Người (early.pdf, page 3)"].fill == "white"
    assert (of["Hà Tĩnh, 2022: 110 Người (late.pdf, page 3)"].y) == lines(svg)[0][1][1]


def test_a_dash_is_told_as_printed(tmp_path: Path) -> None:
    papers = [
        Paper("ha-tinh", "Y", 2021, [staff(90)]),
        Paper("ha-tinh", "Y", 2022, [Cell(STAFF, "Người", "-", None, "dash")]),
    ]
    assert "Hà Tĩnh, 2022: -" in said(drawn(found(tmp_path, papers, "bien-che-co-mat")))


def test_a_plan_stands_beside_the_outcome_in_a_dash_and_with_a_name_of_its_own(tmp_path: Path) -> None:
    papers = [
        Paper("ha-tinh", "Y", year, [rate(98), Said(ON_TIME, "%", "99%", 99.0, scenario="plan")])
        for year in (2022, 2023)
    ]
    svg = drawn(found(tmp_path, papers, "ho-so-dung-han-ty-le", only=Filter(scenarios=("plan",))), "vi")
    assert sorted(dashes(svg)) in (["", "2,3"], ["1,0", "2,3"])
    assert "Hà Tĩnh: kế hoạch" in texts(svg)
    assert "Hà Tĩnh, năm 2022: 98 % (ha-tinh-2022-Y.pdf, trang 3)" in said(svg)


def test_points_lead_to_their_cells_where_that_is_asked_for(tmp_path: Path) -> None:
    compared = found(tmp_path, [Paper("ha-tinh", "Y", 2022, [staff(1)])], "bien-che-co-mat")
    assert [sign.href for sign in signs(drawn(compared, how=Choice(linked=True)))] == [compared.points[0].link]
    assert [sign.href for sign in signs(drawn(compared))] == [""]


def test_of_many_provinces_those_with_most_values_are_drawn_and_that_is_said(tmp_path: Path) -> None:
    places = sorted(place for place, entry in provinces().items() if not entry.get("into"))[: READABLE + 3]
    papers = [Paper(place, "Y", 2022, [staff(n)]) for n, place in enumerate(places)]
    papers.append(Paper(places[-1], "Y", 2023, [staff(5)]))
    chart = chart_of(found(tmp_path, papers, "bien-che-co-mat"), words_of("en"))
    names = [line.name for panel in chart.panels for line in panel.lines]
    assert len(names) == READABLE
    assert str(provinces()[places[-1]]["name"]) in names
    assert chart.remarks == (f"{READABLE} of {READABLE + 3} series are drawn, those with most values",)


def test_each_series_can_have_a_panel_of_its_own(tmp_path: Path) -> None:
    papers = [Paper(place, "Y", 2022, [staff(1)]) for place in ("ha-tinh", "thanh-hoa")]
    chart = chart_of(found(tmp_path, papers, "bien-che-co-mat"), words_of("en"), Choice(split=True))
    assert [panel.heading for panel in chart.panels] == [
        "Hà Tĩnh, at the end of the period",
        "Thanh Hóa, at the end of the period",
    ]


def test_a_notebook_gets_the_same_chart(tmp_path: Path) -> None:
    compared = found(tmp_path, [Paper("ha-tinh", "Y", 2022, [staff(1)])], "bien-che-co-mat")
    chart = comparison_chart("bien-che-co-mat", db=tmp_path / "reports.db")
    assert chart.to_dict()["vconcat"] == comparison_spec(compared, words_of("en"))["vconcat"]
