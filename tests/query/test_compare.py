"""Series over periods and provinces: what is a point, what a gap, what is compared with what."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

import extractor
from extractor.errors import UsageError
from extractor.language.catalogue import words_of
from extractor.query.comparison.changes import lines_over_time
from extractor.query.comparison.compare import Comparison, compare_indicator
from extractor.query.comparison.notes import Note
from extractor.query.comparison.points import Filter, Point
from extractor.query.periods import span_between
from extractor.store.database import open_read_only
from tests.query.compared import ON_TIME, SPENT, STAFF, Cell, Paper, Said, make_reports, staff


def compared(
    path: Path, papers: Sequence[Paper], asked: str, only: Filter | None = None, **options: bool
) -> Comparison:
    path.mkdir(exist_ok=True)
    make_reports(path / "reports.db", papers)
    with closing(open_read_only(path / "reports.db")) as connection:
        return compare_indicator(connection, asked, only, room="/reports", **options)


def shown(points: Sequence[Point]) -> list[tuple[str, str, float | None, str]]:
    return [(each.series, each.period, each.value, each.mark) for each in points]


def test_changes_are_to_the_period_before_of_this_kind_and_to_the_year_before(tmp_path: Path) -> None:
    papers = [
        Paper("ha-tinh", "Q1", 2023, [staff(100)]),
        Paper("ha-tinh", "Q4", 2023, [staff(200)]),
        Paper("ha-tinh", "H1", 2024, [staff(999)]),
        Paper("ha-tinh", "Q1", 2024, [staff(150)]),
    ]
    points = compared(tmp_path, papers, "bien-che-co-mat").points
    changes = {
        each.period: (each.change, each.change_percent, each.year_change, each.year_change_percent) for each in points
    }
    assert changes == {
        "2023-Q1": (None, None, None, None),
        "2023-Q4": (None, None, None, None),
        "2024-Q1": (-50, -25, 50, 50),
        "2024-H1": (None, None, None, None),
    }


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [(1_234_567_890_123.0, 2_234_567_890_124.5, 1_000_000_000_001.5), (12.0, 12.1, 0.1), (0.3, 0.1, -0.2), (0, 0, 0)],
)
def test_changes_and_sums_keep_all_digits_and_no_noise(
    tmp_path: Path, before: float, after: float, change: float
) -> None:
    papers = [
        *(Paper("bac-giang", "Y", year, [staff(value)]) for year, value in ((2023, before), (2024, after))),
        *(Paper("bac-ninh", "Y", year, [staff(value)]) for year, value in ((2023, after), (2024, -before))),
    ]
    points = compared(tmp_path, papers, "bien-che-co-mat", merged=True).points
    assert [each.change for each in points if each.series == "Bắc Giang"] == [None, change]
    sums = [each.value for each in points if each.mark == "sum"]
    assert sums == [{12.0: 24.1, 0.3: 0.4, 0: 0}.get(before, 3_469_135_780_247.5), change]


def test_rates_change_by_percentage_points(tmp_path: Path) -> None:
    rates = [
        Paper("ha-tinh", "Y", year, [Cell(ON_TIME, "%", str(rate), rate)])
        for year, rate in ((2022, 98.5), (2023, 99.25))
    ]
    last = compared(tmp_path, rates, "ho-so-dung-han-ty-le").points[-1]
    assert (last.change, last.change_percent, last.basis) == (0.75, None, "since 1 January")


def test_years_without_report_and_reports_without_value_are_gaps(tmp_path: Path) -> None:
    other = Cell(ON_TIME, "%", "99", 99.0)
    papers = [
        Paper("ha-tinh", "Y", 2020, [staff(1)]),
        Paper("ha-tinh", "Y", 2021, [other]),
        Paper("ha-tinh", "Y", 2023, [staff(3)]),
        Paper("ha-tinh", "Y", 2024, [Cell(STAFF, "Người", "-", None, "dash")]),
        Paper("ha-tinh", "M04", 2022, [other], family="kinh tế - xã hội"),
    ]
    points = compared(tmp_path, papers, "bien-che-co-mat").points
    assert shown(points) == [
        ("Hà Tĩnh", "2020", 1, ""),
        ("Hà Tĩnh", "2021", None, "no value"),
        ("Hà Tĩnh", "2022", None, "no report"),
        ("Hà Tĩnh", "2023", 3, ""),
        ("Hà Tĩnh", "2024", None, ""),
    ]
    assert points[1].file_name == "ha-tinh-2021-Y.pdf"
    assert (points[4].value_kind, points[4].value_raw) == ("dash", "-")
    assert points[3].change is None


def test_restated_values_stand_side_by_side_and_the_latest_report_is_held_against(tmp_path: Path) -> None:
    papers = [
        Paper("ha-tinh", "Y", 2022, [staff(110)], name="late.pdf", issued_on="2023-03-01"),
        Paper("ha-tinh", "Y", 2022, [staff(100)], name="early.pdf", issued_on="2022-12-20"),
        Paper("ha-tinh", "Y", 2022, [staff(100)], name="copy.pdf", issued_on="2022-12-19"),
        Paper("ha-tinh", "Y", 2023, [staff(121)]),
    ]
    points = compared(tmp_path, papers, "bien-che-co-mat").points
    assert [(each.file_name, each.value, each.mark, each.note) for each in points[:2]] == [
        ("early.pdf", 100, "restated", "also in copy.pdf"),
        ("late.pdf", 110, "restated", ""),
    ]
    assert (points[2].change, points[2].change_percent) == (11, 10)


def test_of_two_files_of_one_report_the_one_read_by_ocr_does_not_count(tmp_path: Path) -> None:
    key = "vn:ubnd@ha-tinh:bc:d2023:45"
    papers = [
        Paper("ha-tinh", "Y", 2023, [staff(108)], name="scan.pdf", text_layer="ocr", instrument_key=key),
        Paper("ha-tinh", "Y", 2023, [staff(100)], name="born.pdf", instrument_key=key),
    ]
    assert [(each.file_name, each.mark) for each in compared(tmp_path, papers, "bien-che-co-mat").points] == [
        ("born.pdf", "")
    ]


def test_the_table_goes_before_the_text_which_is_noted_where_it_differs(tmp_path: Path) -> None:
    spoken = Said(ON_TIME, "%", "98,7%", 98.7)
    papers = [
        Paper("ha-tinh", "Y", 2021, [Cell(ON_TIME, "%", "99", 99.0), spoken]),
        Paper("ha-tinh", "Y", 2022, [Cell(ON_TIME, "%", "98,7", 98.7), spoken]),
        Paper("ha-tinh", "Y", 2023, [spoken, Said(ON_TIME, "%", "95%", 95.0, "trên")]),
        Paper("ha-tinh", "Y", 2024, [spoken, Said(ON_TIME, "%", "99%", 99.0, "phấn đấu")]),
    ]
    points = compared(tmp_path, papers, "ho-so-dung-han-ty-le").points
    assert [(each.value, each.location, each.note) for each in points] == [
        (99, "table", "body, page 3: 98,7%"),
        (98.7, "table", ""),
        (98.7, "body", "body, page 3: trên 95%"),
        (98.7, "body", ""),
    ]


def test_a_figure_of_a_period_of_its_own_belongs_there(tmp_path: Path) -> None:
    said = Said(ON_TIME, "%", "97%", 97.0, span=("2023-04-01", "2023-06-30"))
    papers = [Paper("ha-tinh", "H1", 2023, [Cell(ON_TIME, "%", "99", 99.0), said])]
    assert shown(compared(tmp_path, papers, "ho-so-dung-han-ty-le").points) == [
        ("Hà Tĩnh", "2023-Q2", 97, ""),
        ("Hà Tĩnh", "2023-H1", 99, ""),
    ]


def test_units_are_brought_together_or_refused(tmp_path: Path) -> None:
    papers = [
        Paper("ha-tinh", "Y", 2021, [Cell(SPENT, "Triệu đồng", "1.500", 1500.0)]),
        Paper("ha-tinh", "Y", 2022, [Cell(SPENT, "Tỷ đồng", "1,8", 1.8)]),
        Paper("ha-tinh", "Y", 2023, [Cell(SPENT, "Triệu USD", "20", 20.0)]),
    ]
    points = compared(tmp_path, papers, "giai-ngan-thuc-hien").points
    assert [(each.value, each.value_raw, each.unit_raw) for each in points[:2]] == [
        (1500, "1.500", "Triệu đồng"),
        (1800, "1,8", "Tỷ đồng"),
    ]
    assert points[1].note == "printed in Tỷ đồng"
    assert points[1].change == 300
    assert all(each.value is None for each in points[2:])


MERGED = [
    *(Paper("bac-ninh", "Y", year, [staff(100 + year - 2023)]) for year in (2023, 2024)),
    Paper("bac-giang", "Y", 2023, [staff(50)]),
    Paper("bac-ninh", "Y", 2025, [staff(140)]),
]


def test_nothing_is_compared_over_the_merger(tmp_path: Path) -> None:
    found = compared(tmp_path, MERGED, "bien-che-co-mat", Filter(("Bắc Ninh",)))
    assert [(each.period, each.change) for each in found.points] == [("2023", None), ("2024", 1), ("2025", None)]
    assert found.breaks == {"Bắc Ninh": "with Bắc Giang since 1 July 2025: not comparable with what stands before"}
    assert found.breaks["Bắc Ninh"] in found.points[-1].note


def test_merged_puts_the_sums_beside(tmp_path: Path) -> None:
    found = compared(tmp_path, MERGED, "bien-che-co-mat", Filter(("Bắc Ninh",)), merged=True)
    sums = [each for each in found.points if each.series == "Bắc Ninh + Bắc Giang"]
    assert [(each.period, each.value, each.mark) for each in sums] == [("2023", 150, "sum"), ("2024", None, "no value")]
    assert "bac-giang-2023-Y.pdf, page 3" in sums[0].note
    assert sums[1].note == "no value of Bắc Giang"


def test_a_sum_says_where_a_part_of_it_was_restated(tmp_path: Path) -> None:
    later = Paper("bac-giang", "Y", 2023, [staff(60)], name="later.pdf", issued_on="2024-05-01")
    found = compared(tmp_path, [*MERGED, later], "bien-che-co-mat", merged=True)
    (total,) = (each for each in found.points if each.mark == "sum")
    assert total.value == 160
    assert "Bắc Giang: 60, restated (later.pdf, page 3)" in total.note


def test_rates_are_not_summed(tmp_path: Path) -> None:
    rates = [Paper(place, "Y", 2023, [Cell(ON_TIME, "%", "99", 99.0)]) for place in ("bac-ninh", "bac-giang")]
    found = compared(tmp_path, rates, "ho-so-dung-han-ty-le", merged=True)
    assert {each.mark for each in found.points} == {""}
    assert "a rate of several provinces is not the sum of their rates" in found.notes[0]


def test_a_department_and_a_district_have_series_of_their_own(tmp_path: Path) -> None:
    papers = [
        Paper("ha-tinh", "Y", 2023, [staff(100)]),
        Paper("ha-tinh", "Y", 2022, [staff(90)], issuer="Sở Nội vụ", issuer_key="snv"),
        Paper("ha-tinh", "Y", 2023, [staff(7)], issuer="Sở Y tế", issuer_key="syt"),
        Paper("ha-tinh", "Y", 2023, [staff(5)], issuer="UBND huyện Đức Thọ", issuer_key="ubnd@ha-tinh/duc-tho"),
        Paper(None, "Y", 2023, [staff(3)], issuer="Bộ Nội vụ", issuer_key="bnv"),
    ]
    assert shown(compared(tmp_path, papers, "bien-che-co-mat").points) == [
        ("Bộ Nội vụ", "2023", 3, ""),
        ("Hà Tĩnh", "2022", 90, ""),
        ("Hà Tĩnh", "2023", 100, ""),
        ("Sở Y tế (Hà Tĩnh)", "2023", 7, ""),
        ("UBND huyện Đức Thọ (Hà Tĩnh)", "2023", 5, ""),
    ]


def test_a_department_that_reports_on_itself_stays_out_of_the_province_series(tmp_path: Path) -> None:
    def paper(organ: str, title: str, value: float) -> Paper:
        return Paper("ha-tinh", "Y", 2023, [staff(value)], issuer=f"Sở {organ}", issuer_key="snv", title=title)

    papers = [
        paper("Nội vụ", "Kết quả cải cách hành chính năm 2023 của tỉnh Hà Tĩnh", 100),
        paper("Nội vụ", "Kết quả cải cách hành chính của Sở Nội vụ năm 2023", 7),
        replace(paper("Y tế", "Tình hình cán bộ trên địa bàn tỉnh năm 2023", 100), issuer_key="syt"),
    ]
    assert shown(compared(tmp_path, papers, "bien-che-co-mat").points) == [
        ("Hà Tĩnh", "2023", 100, ""),
        ("Sở Nội vụ (Hà Tĩnh)", "2023", 7, ""),
    ]


def test_the_outcome_goes_before_its_estimate_and_the_plan_is_shown_when_asked_for(tmp_path: Path) -> None:
    def said(value: float, scenario: str | None, year: int = 2023) -> Said:
        return Said(STAFF, "Người", f"{value:g}", value, span=_year(year), scenario=scenario)

    papers = [
        Paper("ha-tinh", "H1", 2023, [said(95, "estimate"), said(100, "plan"), said(80, "actual", 2022)]),
        Paper("ha-tinh", "Y", 2023, [said(97, "actual"), said(110, "plan", 2024), said(99, "estimate", 2024)]),
    ]
    points = [each for each in compared(tmp_path, papers, "bien-che-co-mat").points if each.value is not None]
    assert [(each.period, each.value, each.scenario, each.note) for each in points] == [
        ("2022", 80, "actual", ""),
        ("2023", 97, "actual", "estimate 95 in ha-tinh-2023-H1.pdf"),
        ("2024", 99, "estimate", ""),
    ]
    asked = compared(tmp_path / "again", papers, "bien-che-co-mat", Filter(scenarios=("plan",))).points
    plans = [(each.series, each.period, each.value) for each in asked if each.scenario == "plan"]
    assert plans == [("Hà Tĩnh: plan", "2023", 100), ("Hà Tĩnh: plan", "2024", 110)]
    assert [each.change for each in asked if each.scenario == "plan"] == [None, 10]


def test_where_only_a_plan_is_printed_it_says_how_to_see_it(tmp_path: Path) -> None:
    papers = [Paper("ha-tinh", "H1", 2023, [Said(STAFF, "Người", "100", 100, span=_year(2023), scenario="plan")])]
    found = compared(tmp_path, papers, "bien-che-co-mat")
    assert found.points == ()
    assert found.notes == ("No outcome is printed, but what is planned or forecast: --scenario plan shows it.",)


def test_places_within_a_report_are_series_of_their_own_and_shown_when_asked_for(tmp_path: Path) -> None:
    def of(place: str | None, value: float) -> Said:
        return Said(STAFF, "Người", f"{value:g}", value, place=place)

    papers = [
        Paper("ha-tinh", "Y", 2023, [of(None, 100), of("huyện Đức Thọ", 60), of("thị xã Kỳ Anh", 40)]),
        Paper(None, "Y", 2023, [of("ha-tinh", 100), of("nghe-an", 50)], issuer="Bộ Nội vụ", issuer_key="bnv"),
    ]
    found = compared(tmp_path, papers, "bien-che-co-mat")
    assert shown(found.points) == [("Hà Tĩnh", "2023", 100, ""), ("Nghệ An", "2023", 50, "")]
    assert "2 values of places within the reports" in found.notes[0]
    none = compared(tmp_path / "none", papers, "bien-che-co-mat", Filter(places=("mỹ lộc",)))
    assert none.notes[0] == "No place or organ within the reports has 'mỹ lộc' in its name."
    some = compared(tmp_path / "some", papers, "bien-che-co-mat", Filter(("Hà Tĩnh",), places=("duc tho",)))
    assert shown(some.points) == [
        ("Hà Tĩnh", "2023", 100, ""),
        ("huyện Đức Thọ (Hà Tĩnh)", "2023", 60, ""),
    ]


def test_a_difference_is_no_value_of_what_changed(tmp_path: Path) -> None:
    said = [
        Said(STAFF, "Người", "100", 100),
        Said(STAFF, "Người", "5", 5, change="increase"),
    ]
    points = compared(tmp_path, [Paper("ha-tinh", "Y", 2023, said)], "bien-che-co-mat").points
    assert shown(points) == [("Hà Tĩnh", "2023", 100, "")]


def test_a_level_of_an_earlier_day_belongs_to_the_period_that_ends_with_it(tmp_path: Path) -> None:
    said = [Said(STAFF, "Người", "90", 90, as_of="2022-12-31"), Said(STAFF, "Người", "95", 95, as_of="2023-12-31")]
    points = compared(tmp_path, [Paper("ha-tinh", "Y", 2023, said)], "bien-che-co-mat").points
    assert [(each.period, each.value, each.change) for each in points] == [("2022", 90, None), ("2023", 95, 5)]


def test_eleven_months_are_held_against_eleven_months_and_points_follow_in_time(tmp_path: Path) -> None:
    spans = [(f"{year}-01-01", f"{year}-11-30") for year in (2022, 2023)]
    papers = [
        Paper("ha-tinh", "Y", year, [Said(STAFF, "Người", f"{value}", value, span=span)])
        for year, value, span in zip((2022, 2023), (50, 60), spans, strict=True)
    ]
    papers.append(Paper("ha-tinh", "Q1", 2023, [staff(20)]))
    points = [each for each in compared(tmp_path, papers, "bien-che-co-mat").points if each.value is not None]
    assert [each.period_end for each in points] == ["2022-11-30", "2023-03-31", "2023-11-30"]
    assert points[-1].year_change == 10


def _year(year: int) -> tuple[str, str]:
    return f"{year}-01-01", f"{year}-12-31"


@pytest.mark.parametrize("asked", ["Hà Tĩnh", "ha-tinh", "tinh ha tinh"])
def test_provinces_by_name_or_slug_and_periods_between(tmp_path: Path, asked: str) -> None:
    papers = [Paper(place, "Y", year, [staff(year)]) for place in ("ha-tinh", "nghe-an") for year in (2021, 2022, 2023)]
    found = compared(tmp_path, papers, "bien-che-co-mat", Filter((asked,), span_between("2022", "2022-12-31")))
    assert shown(found.points) == [("Hà Tĩnh", "2022", 2022, "")]


def test_a_point_can_be_opened(tmp_path: Path) -> None:
    (point,) = compared(tmp_path, [Paper("ha-tinh", "Y", 2023, [staff(1)])], "bien-che-co-mat").points
    assert point.link == "/reports/-/fact/000000000001a-r1"
    assert (point.boxes, point.page, point.score) == ("[[3,72.0,100.0,500.0,112.0]]", 3, 1.0)


def test_a_frame_long_and_wide(tmp_path: Path) -> None:
    papers = [
        Paper("ha-tinh", "Y", 2022, [staff(100)], name="a.pdf", issued_on="2022-12-20"),
        Paper("ha-tinh", "Y", 2022, [staff(110)], name="b.pdf", issued_on="2023-03-01"),
        Paper("nghe-an", "Y", 2023, [staff(7)]),
    ]
    path = make_reports(tmp_path / "reports.db", papers)
    long = extractor.compare("bien che co mat", db=path, provinces="Hà Tĩnh")
    wide = extractor.compare("bien-che-co-mat", db=path, wide=True)
    assert list(long["value"]) == [100, 110]
    assert list(wide.columns[4:]) == ["Hà Tĩnh", "Hà Tĩnh (restated)", "Nghệ An"]
    assert wide.fillna(0).iloc[:, 4:].to_numpy().tolist() == [[110, 100, 0], [0, 0, 7]]
    empty = extractor.compare("bien-che-co-mat", db=path, first="2025")
    assert list(empty.columns) == list(Point._fields)
    assert empty.empty


def test_a_frame_of_an_unclear_query_is_an_error_that_says_the_keys(tmp_path: Path) -> None:
    papers = [Paper("ha-tinh", "Y", 2022, [staff(100), Cell("Số biên chế đã tinh giản trong kỳ", "Người", "3", 3.0)])]
    path = make_reports(tmp_path / "reports.db", papers)
    with pytest.raises(UsageError) as unclear:
        extractor.compare("biên chế", db=path)
    assert "bien-che-co-mat" in unclear.value.next_step
    with pytest.raises(UsageError):
        extractor.compare("zzz", db=path)


def test_comparing_loads_neither_pdf_libraries_nor_the_segmenter(tmp_path: Path) -> None:
    path = make_reports(tmp_path / "reports.db", [Paper("ha-tinh", "Y", 2022, [staff(100)])])
    code = (
        f"import sys, extractor; extractor.compare('bien-che-co-mat', db={str(path)!r}); "
        "print([m for m in sys.modules if m in ('pypdfium2', 'pdfplumber', 'pikepdf', 'underthesea', 'spacy')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_lines_over_time_have_gaps_and_the_break_of_a_merger(tmp_path: Path) -> None:
    """Bắc Giang and Bắc Ninh are one province since July 2025: the line of years is cut before 2025."""
    papers = [Paper("bac-ninh", "Y", year, [staff(value)]) for year, value in ((2022, 10), (2024, 30), (2025, 70))]
    papers += [Paper("bac-ninh", "Q1", 2024, [staff(5)])]
    points = compared(tmp_path, papers, "bien-che-co-mat").points
    assert list(lines_over_time(points)) == [("Y", [10.0, None, 30.0, 70.0], 3)]
    assert list(lines_over_time(points[:2])) == []


def test_what_begins_anew_in_january_is_not_compared_with_december(tmp_path: Path) -> None:
    """The plan of a year is spent from nothing: 12 % in March follow on 95 % in December, and are no fall."""
    shares = (("Q3", 2023, 60.0), ("Q4", 2023, 95.0), ("Q1", 2024, 12.0))
    papers = [
        Paper("ha-tinh", kind, year, [Cell("Tỷ lệ giải ngân vốn đầu tư công", "%", f"{value:g}", value)])
        for kind, year, value in shares
    ]
    points = compared(tmp_path, papers, "giai-ngan-ty-le").points
    changes = {each.period: (each.change, each.basis) for each in points if each.value is not None}
    assert changes == {
        "2023-Q3": (None, "since 1 January"),
        "2023-Q4": (35, "since 1 January"),
        "2024-Q1": (None, "since 1 January"),
    }


def test_what_is_no_province_is_refused_with_near_names(tmp_path: Path) -> None:
    papers = [Paper("ha-tinh", "Y", 2023, [staff(1)])]
    with pytest.raises(UsageError) as refused:
        compared(tmp_path, papers, "bien-che-co-mat", Filter(("Ha Tihn",)))
    assert "Hà Tĩnh" in refused.value.next_step


@pytest.mark.parametrize("place", ["", " ", "..."])
def test_what_is_no_name_of_a_place_is_refused_and_not_taken_for_all(tmp_path: Path, place: str) -> None:
    with pytest.raises(UsageError):
        compared(tmp_path, [Paper("ha-tinh", "Y", 2023, [staff(1)])], "bien-che-co-mat", Filter(places=(place,)))


def test_where_nothing_is_found_it_says_what_there_is(tmp_path: Path) -> None:
    papers = [Paper("bac-giang", kind, 2023, [staff(1)]) for kind in ("Q1", "Y")]
    make_reports(tmp_path / "reports.db", papers)
    with closing(open_read_only(tmp_path / "reports.db")) as connection:
        later = compare_indicator(connection, "bien-che-co-mat", Filter((), span_between("2024", None)))
        heir = compare_indicator(connection, "bien-che-co-mat", Filter(("Bắc Ninh",)))
    assert later.points == ()
    assert later.notes == ("There are values of 2023-01-01 to 2023-12-31, of Bắc Giang.",)
    assert isinstance(later.notes[0], Note)
    assert later.notes[0].said(words_of("vi")) == "Có số liệu từ 01/01/2023 đến 31/12/2023, của Bắc Giang."
    assert heir.notes[1] == "Bắc Ninh is one with Bắc Giang since 1 July 2025: --merged takes them in."


def test_an_indicator_that_does_not_fit_has_near_ones_and_none_is_taken(tmp_path: Path) -> None:
    found = compared(tmp_path, [Paper("ha-tinh", "Y", 2023, [Cell(ON_TIME, "%", "99", 99.0)])], "hồ sơ sớm hạn")
    assert (found.chosen, found.candidates) == (None, ())
    assert [each.key for each in found.near] == ["ho-so-dung-han-ty-le"]


def test_an_empty_database_says_so(tmp_path: Path) -> None:
    found = compared(tmp_path, [], "bien-che-co-mat")
    assert "holds no indicator" in found.notes[0]
