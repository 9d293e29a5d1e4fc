"""The line chart."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from extractor.export.chart import LEFT, ONE_PANEL, RIGHT, TOP, WIDTH, Line, Mark, Panel, line_chart

SVG = "{http://www.w3.org/2000/svg}"
FOOT = TOP + ONE_PANEL


def points(svg: str) -> list[list[tuple[float, float]]]:
    lines = ElementTree.fromstring(svg).iter(f"{SVG}polyline")
    return [[(float(x), float(y)) for x, y in (p.split(",") for p in line.attrib["points"].split())] for line in lines]


def symbols(svg: str, kind: str = "circle") -> list[ElementTree.Element]:
    """The signs of values, those in the legend left out: these say nothing of a point."""
    return [each for each in ElementTree.fromstring(svg).iter(f"{SVG}{kind}") if each.find(f"{SVG}title") is not None]


def circles(svg: str) -> list[tuple[float, float]]:
    return [(float(each.attrib["cx"]), float(each.attrib["cy"])) for each in symbols(svg)]


def texts(svg: str) -> list[tuple[float, float, str]]:
    found = ElementTree.fromstring(svg).iter(f"{SVG}text")
    return [(float(each.attrib["x"]), float(each.attrib["y"]), each.text or "") for each in found]


def years(*values: float | None, name: str = "a", doubted: bool = False) -> Line:
    marks = [
        Mark(f"{2020 + n}-12-31", str(2020 + n), value, doubted, joined=value is not None)
        for n, value in enumerate(values)
    ]
    return Line(name, tuple(marks))


def one(*lines: Line, unit: str = "", heading: str = "") -> list[Panel]:
    return [Panel(heading, unit, lines)]


def test_time_goes_right_and_values_go_up() -> None:
    svg = line_chart("Hồ sơ <mới>", one(years(10, 20, name="a & b"), years(0, name="c"), unit="hồ sơ", heading="years"))
    first, second = points(svg)[0]
    assert first[0] < second[0]
    assert first[1] > second[1]
    assert circles(svg)[2] == (first[0], FOOT)
    assert "Hồ sơ &lt;mới&gt;" in svg
    assert "years, hồ sơ" in svg
    assert "a &amp; b" in svg


def test_a_gap_breaks_the_line_and_is_marked() -> None:
    svg = line_chart("", one(years(1, 2, None, 3, 4, 5)))
    assert [len(run) for run in points(svg)] == [2, 3]
    assert len(circles(svg)) == 5
    assert "2022, no value: a" in svg


def test_a_gap_that_the_line_passes_over_is_marked_all_the_same() -> None:
    marks = (
        Mark("2021-03-31", "Q1", 1),
        Mark("2021-06-30", "H1", None, source="no report"),
        Mark("2021-09-30", "9M", 2),
    )
    svg = line_chart("", one(Line("a", marks)))
    assert [len(run) for run in points(svg)] == [2]
    assert "H1, no value: a: no report" in svg


def test_two_values_that_are_not_joined_have_no_line_between_them() -> None:
    marks = (Mark("2021-12-31", "2021", 1), Mark("2023-12-31", "2023", 2, joined=False))
    assert points(line_chart("", one(Line("a", marks)))) == []


def test_a_break_is_an_upright_line_between_the_days() -> None:
    svg = line_chart("", one(years(1, 2)), [("2021-07-01", "provinces merged"), ("2031-07-01", "later")])
    (mark,) = (each for each in ElementTree.fromstring(svg).iter(f"{SVG}line") if each.attrib.get("class") == "break")
    (left, right) = points(svg)[0]
    assert left[0] < float(mark.attrib["x1"]) < right[0]
    assert mark.attrib["x1"] == mark.attrib["x2"]
    assert "provinces merged" in svg
    assert "later" not in svg


def test_a_series_keeps_its_colour_in_all_panels() -> None:
    panels = [*one(years(1, 2), years(5, 6, name="b")), *one(years(3, 4))]
    first, second, again = ElementTree.fromstring(line_chart("", panels)).iter(f"{SVG}polyline")
    assert first.attrib["stroke"] == again.attrib["stroke"] != second.attrib["stroke"]


def test_panels_stand_under_one_another_on_one_axis_of_time() -> None:
    late = Line("a", (Mark("2024-12-31", "2024", 1), Mark("2025-12-31", "2025", 2)))
    svg = line_chart("", [*one(years(1, 2)), *one(late)])
    above, below = points(svg)
    assert max(y for _, y in above) < min(y for _, y in below)
    assert above[-1][0] < below[0][0]
    assert [text for _, _, text in texts(svg)].count("2020") == 2


def test_of_many_series_two_of_one_colour_differ_in_their_signs() -> None:
    svg = line_chart("", one(*(years(n, n, name=f"series {n}") for n in range(9))))
    assert len(symbols(svg)) == 16
    assert len(symbols(svg, "polygon")) == 2


def test_a_computed_series_is_dashed() -> None:
    lines = one(years(1, 2), Line("a + b", years(3, 4).marks, computed=True))
    plain, computed = ElementTree.fromstring(line_chart("", lines)).iter(f"{SVG}polyline")
    assert "stroke-dasharray" not in plain.attrib
    assert "stroke-dasharray" in computed.attrib


def test_restated_values_are_hollow_and_tied_and_the_line_passes_through_the_one_that_stands() -> None:
    marks = (
        Mark("2021-12-31", "2021", 10),
        Mark("2022-12-31", "2022", 20, doubted=True, stands=False),
        Mark("2022-12-31", "2022", 12, doubted=True),
    )
    svg = line_chart("", one(Line("a", marks)))
    ((_, last),) = points(svg)
    assert [each.attrib["fill"] for each in symbols(svg)][1:] == ["white", "white"]
    assert circles(svg)[2] == last
    (tie,) = (each for each in ElementTree.fromstring(svg).iter(f"{SVG}line") if each.attrib.get("class") == "tie")
    assert (float(tie.attrib["x1"]), float(tie.attrib["y1"])) == circles(svg)[1]
    assert "reports differ" in svg


def test_what_does_not_occur_is_not_in_the_legend() -> None:
    svg = line_chart("", one(years(1, 2), years(None, name="empty")))
    assert "reports differ" not in svg
    assert ">empty<" not in svg
    assert "no value, or no report" not in line_chart("", one(years(1, 2)))


def test_numbers_are_printed_the_vietnamese_way_with_unit_and_place() -> None:
    mark = Mark("2020-12-31", "2020", 1274.5, source="a.pdf, page 3")
    assert "a, 2020: 1.274,5 hồ sơ (a.pdf, page 3)" in line_chart("", one(Line("a", (mark,)), unit="hồ sơ"))


def test_negative_values_move_the_axis() -> None:
    ((low, high),) = points(line_chart("", one(years(-10, 10))))
    assert low[1] == FOOT
    assert high[1] == TOP


def test_rates_that_lie_close_together_can_be_told_apart() -> None:
    ((low, high),) = points(line_chart("", one(years(99.2, 99.8), unit="%")))
    assert low[1] - high[1] > ONE_PANEL / 2


def test_the_axis_has_round_steps() -> None:
    shown = [text for x, _, text in texts(line_chart("", one(years(0, 98.7)))) if x < LEFT and text]
    assert shown == ["0", "20", "40", "60", "80", "100"]


@pytest.mark.parametrize("count", [1, 10, 40, 200])
def test_names_of_years_do_not_cover_each_other(count: int) -> None:
    marks = tuple(Mark(f"{1900 + n}-12-31", str(1900 + n), 1.0) for n in range(count))
    names = sorted(x for x, y, text in texts(line_chart("", one(Line("a", marks)))) if y > FOOT and text.isdigit())
    assert names
    assert all(right - left >= 30 for left, right in pairwise(names))


def test_the_signs_stay_within_the_chart() -> None:
    marks = (Mark("2024-01-01", "day", 1.0), Mark("2024-12-31", "2024", 2.0))
    (first, last) = circles(line_chart("", one(Line("a", marks))))
    assert LEFT <= first[0] < last[0] <= WIDTH - RIGHT


@pytest.mark.parametrize("value", [0.0, 0.004, 1.0, 3e9])
def test_any_size_of_value_can_be_drawn(value: float) -> None:
    ((_, top),) = circles(line_chart("", one(years(value))))
    assert TOP <= top <= FOOT


def test_nothing_to_draw_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        line_chart("", one(years(None)))
