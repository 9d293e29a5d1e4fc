"""The chart of series: its signs, lines, gaps and names, as they stand in the picture."""

from __future__ import annotations

import re
from itertools import pairwise

import altair
import pytest

from extractor.export.charts.axes import names_under, value_range, value_steps
from extractor.export.charts.marks import Break, Line, Mark, Panel, SeriesChart
from extractor.export.charts.rendering import as_altair, as_svg
from extractor.export.charts.series import WIDTH, series_spec
from extractor.export.charts.signs import DASHES
from extractor.language.catalogue import words_of
from tests.export.drawn import colours, dashes, lines, signs, texts

ENGLISH = words_of("en")


def years(*values: float | None, name: str = "a", **more: object) -> Line:
    """A line of values of the years from 2020 on."""
    marks = [
        Mark(
            f"{2020 + n}-12-31", value, f"{name} {2020 + n}: {value}", joined=value is not None, under=(str(2020 + n),)
        )
        for n, value in enumerate(values)
    ]
    return Line(name, tuple(marks))


def drawn(*shown: Line, title: str = "title", breaks: tuple[Break, ...] = ()) -> str:
    return as_svg(series_spec(SeriesChart(title, (Panel("", shown),), breaks), ENGLISH))


def test_time_goes_right_and_values_go_up() -> None:
    svg = drawn(years(10, 20, name="a & b"), years(0, name="c"), title="Hồ sơ <mới>")
    ((first, second),) = lines(svg)
    assert first[0] < second[0]
    assert first[1] > second[1]
    assert {"Hồ sơ <mới>", "a & b", "c", "2020", "2021"} <= set(texts(svg))


def test_a_gap_breaks_the_line_and_is_marked() -> None:
    svg = drawn(years(1, 2, None, 3, 4, 5))
    assert [len(run) for run in lines(svg)] == [2, 3]
    assert signs(svg)[0].said == "a 2022: None"
    assert len(signs(svg)) == 6
    assert "no value, or no report" in texts(svg)


def test_two_values_that_are_not_joined_have_no_line_between_them() -> None:
    marks = (Mark("2021-12-31", 1, ""), Mark("2023-12-31", 2, "", joined=False))
    assert lines(drawn(Line("a", marks))) == []


def test_a_break_is_marked_where_it_falls_between_the_days() -> None:
    svg = drawn(years(1, 2), breaks=(Break("2021-07-01", "provinces merged"), Break("2031-07-01", "later")))
    assert [sign.said for sign in signs(svg) if sign.shape == "line"] == ["provinces merged"]
    ((left, right),) = lines(svg)
    (mark,) = (sign for sign in signs(svg) if sign.shape == "line")
    assert left[0] < mark.x < right[0]
    assert "later" not in svg


def test_a_series_keeps_its_colour_and_sign_in_all_panels() -> None:
    panels = (Panel("one", (years(1, 2), years(5, 6, name="b"))), Panel("two", (years(3, 4),)))
    svg = as_svg(series_spec(SeriesChart("", panels), ENGLISH))
    first, second, again = colours(svg)
    assert first == again != second
    assert len({sign.shape for sign in signs(svg) if sign.said.startswith("a")}) == 1
    assert texts(svg).index("one") < texts(svg).index("two")


def test_twelve_series_have_twelve_pairs_of_sign_and_colour_and_eight_signs_without_colour() -> None:
    svg = drawn(*(years(n, n, name=f"series {n}") for n in range(12)))
    assert len({(sign.shape, sign.fill) for sign in signs(svg)}) == 12
    assert len({sign.shape for sign in signs(svg)[:16]}) == 8


def test_what_was_not_done_has_a_dash_of_its_own_and_the_line_changes_where_it_begins() -> None:
    marks = (
        Mark("2021-12-31", 1, "", joined=False),
        Mark("2022-12-31", 2, ""),
        Mark("2023-12-31", 3, "", scenario="estimate"),
    )
    planned = tuple(Mark(f"{year}-12-31", 4, "", joined=year > 2021, scenario="plan") for year in (2021, 2022))
    svg = drawn(Line("a", marks), Line("b", planned))
    assert [len(run) for run in lines(svg)] == [2, 2, 2]
    solid, *dashed = dashes(svg)
    assert dashed == [",".join(map(str, DASHES[kind])) for kind in ("estimate", "plan")]
    assert solid in ("", "1,0")
    assert {"estimate, not the outcome", "planned"} <= set(texts(svg))


def test_restated_values_are_hollow_and_the_line_passes_through_the_one_that_stands() -> None:
    marks = (
        Mark("2021-12-31", 10, "first"),
        Mark("2022-12-31", 20, "replaced", doubted=True, stands=False),
        Mark("2022-12-31", 12, "stands", doubted=True),
    )
    svg = drawn(Line("a", marks))
    ((_, last),) = lines(svg)
    of = {sign.said: sign for sign in signs(svg)}
    assert (of["replaced"].fill, of["stands"].fill) == ("white", "white")
    assert of["first"].fill != "white"
    assert (of["stands"].x, of["stands"].y) == pytest.approx(last, abs=0.01)
    assert of["replaced"].y < last[1]
    assert "reports differ: all values" in texts(svg)


def test_what_does_not_occur_is_not_said() -> None:
    svg = drawn(years(1, 2), years(None, name="empty"))
    assert "empty" not in texts(svg)
    assert "reports differ: all values" not in texts(svg)
    assert "planned" not in texts(svg)


def test_each_point_leads_to_its_cell() -> None:
    marks = tuple(Mark(f"202{n}-12-31", n, str(n), address=f"/reports/-/fact/ab-f{n}") for n in range(3))
    assert [sign.href for sign in signs(drawn(Line("a", marks)))] == [f"/reports/-/fact/ab-f{n}" for n in range(3)]


def test_the_picture_is_the_same_bytes_and_names_no_other_host() -> None:
    chart = SeriesChart("t", (Panel("p", (years(1, None, 3),)),))
    one, two = series_spec(chart, ENGLISH), series_spec(chart, ENGLISH)
    two["usermeta"] = {"asked": "again, so that it is not taken from memory"}
    assert as_svg(one) == as_svg(two)
    assert set(re.findall(r"https?://[^\"<]+", as_svg(one))) == {"http://www.w3.org/2000/svg"}


def test_text_of_documents_is_inert() -> None:
    evil = '"><script>alert(1)</script><a href="javascript:alert(1)">\u202ex'
    mark = Mark("2021-12-31", 1, evil, under=("2021",), address="javascript:alert(1)")
    svg = drawn(Line(evil, (mark,)), title=evil)
    assert "<script" not in svg
    assert [sign.href for sign in signs(svg)] == [""]
    assert signs(svg)[0].said == evil.replace("\u202e", r"\u202e")


def test_numbers_have_the_signs_of_the_language() -> None:
    chart = SeriesChart("", (Panel("", (years(1000, 2500.5),)),))
    assert "2.000" in texts(as_svg(series_spec(chart, words_of("vi"))))
    assert "2,000" in texts(as_svg(series_spec(chart, ENGLISH)))


def test_altair_takes_the_chart_as_it_is() -> None:
    marks = (Mark("2021-12-31", 1, "x", scenario="plan"), Mark("2022-12-31", None, "y", joined=False))
    chart = SeriesChart("t", (Panel("p", (Line("a", marks), years(1, 2, name="b"))),), (Break("2021-05-01", "z"),))
    assert isinstance(as_altair(series_spec(chart, ENGLISH)), altair.VConcatChart)


def test_names_at_the_right_do_not_cover_each_other() -> None:
    svg = drawn(*(years(50, 50 + n / 1000, name=f"tỉnh {n}") for n in range(12)))
    places = sorted(
        float(place) for place in re.findall(r'<text text-anchor="start" transform="translate\(668,([\d.]+)\)', svg)
    )
    assert len(places) == 12
    assert all(later - earlier > 14 for earlier, later in pairwise(places))


def test_rates_that_lie_close_together_can_be_told_apart_and_counts_begin_at_0() -> None:
    assert value_steps(*value_range([99.2, 99.8])) == [99.0, 99.2, 99.4, 99.6, 99.8]
    assert value_steps(*value_range([10, 98.7])) == [0, 20, 40, 60, 80, 100]
    assert value_steps(*value_range([-10, 10])) == [-10, -5, 0, 5, 10]


@pytest.mark.parametrize("value", [0.0, 0.004, 1.0, 3e9])
def test_any_size_of_value_has_steps_around_it(value: float) -> None:
    steps = value_steps(*value_range([value]))
    assert steps[0] <= value <= steps[-1]
    assert len(steps) > 1


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (10, 10), (16, 8), (40, 8), (100, 10)])
def test_names_of_years_do_not_cover_each_other(count: int, shown: int) -> None:
    names = {f"{1900 + n}-12-31": (str(1900 + n),) for n in range(count)}
    assert len(names_under(names, (f"{1900}-06-01", f"{1900 + count}-06-30"), WIDTH)) == shown


def test_nothing_to_draw_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        drawn(years(None))
