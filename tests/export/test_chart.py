"""The line chart."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from extractor.export.chart import BOTTOM, HEIGHT, TOP, line_chart

SVG = "{http://www.w3.org/2000/svg}"


def points(svg: str) -> list[list[tuple[float, float]]]:
    lines = ElementTree.fromstring(svg).iter(f"{SVG}polyline")
    return [[(float(x), float(y)) for x, y in (p.split(",") for p in line.attrib["points"].split())] for line in lines]


def test_time_goes_right_and_values_go_up() -> None:
    series = {
        "a & b": [("2023-06-30", "2023-H1", 10.0), ("2023-12-31", "2023", 20.0)],
        "c": [("2023-06-30", "2023-H1", 0.0)],
    }
    svg = line_chart("Hồ sơ <mới>", "hồ sơ", series)
    (first, second), (lowest,) = points(svg)
    assert first[0] < second[0]
    assert first[1] > second[1]
    assert lowest == (first[0], HEIGHT - BOTTOM)
    assert "Hồ sơ &lt;mới&gt; (hồ sơ)" in svg
    assert "a &amp; b" in svg


def test_numbers_are_printed_the_vietnamese_way() -> None:
    assert "2024: 1.274,5" in line_chart("", "", {"a": [("2024-12-31", "2024", 1274.5)]})


def test_negative_values_move_the_axis() -> None:
    ((low, high),) = points(line_chart("", "", {"a": [("2023-12-31", "2023", -10.0), ("2024-12-31", "2024", 10.0)]}))
    assert low[1] == HEIGHT - BOTTOM
    assert high[1] == TOP


def test_the_axis_has_round_steps() -> None:
    svg = line_chart("", "", {"a": [("2024-12-31", "2024", 98.7)]})
    shown = [text.text for text in ElementTree.fromstring(svg).iter(f"{SVG}text") if text.text]
    assert shown[:6] == ["0", "20", "40", "60", "80", "100"]


@pytest.mark.parametrize("value", [0.0, 0.004, 1.0, 3e9])
def test_any_size_of_value_can_be_drawn(value: float) -> None:
    ((only,),) = points(line_chart("", "", {"a": [("2024-12-31", "2024", value)]}))
    assert TOP <= only[1] <= HEIGHT - BOTTOM


def test_nothing_to_draw_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        line_chart("", "", {"a": []})
