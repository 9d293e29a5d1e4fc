"""The comparison: what is asked, what is offered, what is drawn and said, and where each number leads."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extractor.errors import TrichlucError
from extractor.language.catalogue import words_of
from extractor.store.database import open_read_only
from extractor.web.pages import compare
from extractor.web.pages.compare import CHOSEN_FOR_READER, Compare
from extractor.web.views import Asked
from patterns.names.provinces import provinces
from tests.export.drawn import signs
from tests.query.compared import ON_TIME, Cell, Paper, Said, make_reports, staff

KEY = "bien-che-co-mat"


def shown(path: Path, papers: Sequence[Paper], language: str = "en", **args: str | list[str]) -> Compare:
    path.mkdir(exist_ok=True)
    if not (path / "reports.db").exists():
        make_reports(path / "reports.db", papers)
    given = {name.rstrip("_"): [value] if isinstance(value, str) else value for name, value in args.items()}
    asked = Asked("reports", "/reports/-", words_of(language), {"form": None}, given)  # type: ignore[dict-item]
    with closing(open_read_only(path / "reports.db")) as connection:
        return compare.answer(connection, asked)


TWO_YEARS = [Paper("ha-tinh", "Y", year, [staff(value)]) for year, value in ((2022, 1000.0), (2023, 1100.0))]


def test_each_number_leads_to_its_fact(tmp_path: Path) -> None:
    page = shown(tmp_path, TWO_YEARS, indicator=KEY)
    assert page.compared is not None
    assert [row.address for row in page.compared.rows] == [
        "/reports/-/fact/000000000001a-r1",
        "/reports/-/fact/000000000002a-r1",
    ]
    assert [sign.href for sign in signs(page.compared.chart)] == [row.address for row in page.compared.rows]
    assert page.compared.wide is not None
    assert [cell.address for _, _, cells in page.compared.wide.rows for cell in cells[0]] == [
        row.address for row in page.compared.rows
    ]


def test_changes_numbers_and_periods_are_in_the_language_of_the_reader(tmp_path: Path) -> None:
    page = shown(tmp_path, TWO_YEARS, "vi", indicator=KEY)
    assert page.compared is not None
    last = page.compared.rows[-1]
    assert (last.period, last.value, last.change) == ("năm 2023", "1.100", "+100 (+10 %)")
    english = shown(tmp_path, TWO_YEARS, indicator=KEY)
    assert english.compared is not None
    assert (english.compared.rows[-1].period, english.compared.rows[-1].value) == ("2023", "1,100")


def test_gaps_are_said(tmp_path: Path) -> None:
    other = Cell(ON_TIME, "%", "99", 99.0)
    papers = [
        Paper("ha-tinh", "Y", 2020, [staff(1)]),
        Paper("ha-tinh", "Y", 2021, [other]),
        Paper("ha-tinh", "Y", 2023, [staff(3)]),
    ]
    page = shown(tmp_path, papers, indicator=KEY)
    assert page.compared is not None
    assert [(row.period, row.value, row.is_gap) for row in page.compared.rows] == [
        ("2020", "1", False),
        ("2021", "report without this value", True),
        ("2022", "no report", True),
        ("2023", "3", False),
    ]
    assert page.compared.rows[1].document == "ha-tinh-2021-Y.pdf"


def test_restated_values_stand_with_both_documents(tmp_path: Path) -> None:
    papers = [
        Paper("ha-tinh", "Y", 2022, [staff(100)], name="early.pdf", issued_on="2022-12-20"),
        Paper("ha-tinh", "Y", 2022, [staff(110)], name="late.pdf", issued_on="2023-03-01"),
    ]
    page = shown(tmp_path, papers, "vi", indicator=KEY)
    assert page.compared is not None
    assert [(row.value, row.document, row.mark) for row in page.compared.rows] == [
        ("100", "early.pdf", "các báo cáo nêu khác nhau"),
        ("110", "late.pdf", "các báo cáo nêu khác nhau"),
    ]
    assert page.compared.wide is not None
    assert [[cell.text for cell in cells[0]] for _, _, cells in page.compared.wide.rows] == [["100", "110"]]


def test_of_many_provinces_some_are_chosen_for_the_reader_and_all_on_demand(tmp_path: Path) -> None:
    places = sorted(place for place, entry in provinces().items() if not entry.get("into"))[: CHOSEN_FOR_READER + 2]
    papers = [Paper(place, "Y", 2022, [staff(n)]) for n, place in enumerate(places)]
    page = shown(tmp_path, papers, indicator=KEY)
    assert page.compared is not None
    assert len(page.compared.points) == CHOSEN_FOR_READER
    assert f"Of {len(places)} provinces and organs the {CHOSEN_FOR_READER} with most reports" in page.compared.notes[0]
    assert sum(place.chosen for place in page.form.places) == CHOSEN_FOR_READER
    every = shown(tmp_path, papers, indicator=KEY, place="*")
    assert every.compared is not None
    assert len(every.compared.points) == len(places)


def test_words_that_mean_several_indicators_are_a_choice_and_wrong_ones_have_near_ones(tmp_path: Path) -> None:
    papers = [Paper("ha-tinh", "Y", 2022, [staff(1), Cell("Số biên chế được giao", "Người", "2", 2.0)])]
    several = shown(tmp_path, papers, indicator="biên chế")
    assert several.compared is None
    assert len(several.offered) > 1
    near = shown(tmp_path, papers, indicator="biên chế xyzzy có mặt")
    assert (near.compared, near.is_near) == (None, True)
    nothing = shown(tmp_path, papers)
    assert nothing.offered
    assert nothing.troubles == ()


def test_what_makes_no_sense_is_said_and_the_rest_is_answered(tmp_path: Path) -> None:
    page = shown(tmp_path, TWO_YEARS, "vi", indicator=KEY, from_="hôm qua", place=["Atlantis", "ha-tinh"], within="…")
    assert len(page.troubles) == 3
    assert "“hôm qua” không phải là một kỳ" in page.troubles[0]
    assert page.compared is not None
    assert len(page.compared.points) == 2
    turned = shown(tmp_path, TWO_YEARS, indicator=KEY, from_="2024", to="2022")
    assert turned.troubles == ("2024 begins after 2022 has ended.",)


def test_a_reader_is_told_of_places_to_choose_and_not_of_options_of_a_command(tmp_path: Path) -> None:
    said = Said(ON_TIME, "%", "97%", 97.0, place="huyện Hương Sơn")
    papers = [Paper("ha-tinh", "Y", 2022, [Cell(ON_TIME, "%", "98", 98.0), said])]
    page = shown(tmp_path, papers, "vi", indicator="ho-so-dung-han-ty-le")
    assert page.compared is not None
    (note,) = page.compared.notes
    assert "--place" not in note
    assert "huyện Hương Sơn" in note
    assert page.form.within == (("huyện Hương Sơn", 1),)
    within = shown(tmp_path, papers, indicator="ho-so-dung-han-ty-le", within="huyện Hương Sơn")
    assert within.compared is not None
    assert {row.value for row in within.compared.rows} == {"98", "97"}


def test_the_page_in_the_room(get: Callable[..., Any], base: str) -> None:
    page = get(f"{base}/-/compare", indicator="số kế hoạch đã ban hành")
    assert page.status_code == 200
    assert "<h1" in page.text
    assert len(re.findall(r'<a href="/reports/-/fact/[^"]+"><path', page.text)) == 2
    assert "quý I/2024" in page.text
    english = get(f"{base}/-/compare", indicator="số kế hoạch đã ban hành", lang="en")
    assert "quarter I of 2024" in english.text
    assert "Từng số liệu" not in english.text


def test_forms_to_take_along(get: Callable[..., Any], base: str) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(get(f"{base}/-/compare.csv", indicator="số kế hoạch đã ban hành").text.lstrip("\ufeff"))
        )
    )
    assert [row["value"] for row in rows] == ["12.0", "20.0"]
    book = openpyxl.load_workbook(
        io.BytesIO(get(f"{base}/-/compare.xlsx", indicator="số kế hoạch đã ban hành", lang="en").content)
    )
    heads, *lines = book.worksheets[0].iter_rows(values_only=True)
    values = [dict(zip(heads, line, strict=True)) for line in lines]
    assert [(each["Period"], each["Value"], each["Unit"]) for each in values] == [
        ("quarter I of 2024", 12, "Kế hoạch"),
        ("first half of 2024", 20, "Kế hoạch"),
    ]
    picture = get(f"{base}/-/compare.svg", indicator="số kế hoạch đã ban hành")
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert [sign.href for sign in signs(picture.text)] == ["", ""]
    as_json = get(f"{base}/-/compare.json", indicator="số kế hoạch đã ban hành").json()
    assert [point["value"] for point in as_json["compared"]["points"]] == [12, 20]


@pytest.mark.parametrize("asked", ["", "zzzz", '"><script>alert(1)</script>', "%", "=1+1", "\u202eabc", "x" * 5000])
def test_any_words_get_an_answer_and_are_inert(get: Callable[..., Any], base: str, asked: str) -> None:
    page = get(f"{base}/-/compare", indicator=asked)
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_what_cannot_be_drawn_is_no_fault(get: Callable[..., Any], base: str) -> None:
    for form in ("csv", "svg", "xlsx", "json"):
        assert get(f"{base}/-/compare.{form}", indicator="zzzz").status_code == 200


def test_without_a_chart_the_tables_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(spec: object) -> str:
        raise TrichlucError("the renderer is gone")

    monkeypatch.setattr(compare, "as_svg", fails)
    page = shown(tmp_path, TWO_YEARS, indicator=KEY)
    assert page.compared is not None
    assert page.compared.chart == ""
    assert page.compared.notes == ("The chart could not be drawn: the renderer is gone",)
    assert len(page.compared.rows) == 2
