"""Sheets of evidence: what is picked comes with its cut-outs, in order, once, and with what was left out."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from extractor.export.evidence import drafts, pictures
from extractor.export.evidence.pictures import OFF_PRINT
from extractor.export.evidence.sheet import HEAD, PLACE
from tests.export.evidence.sheets import ids, page, sheet, with_period
from tests.printed_reports import FIGURE, MARKUP, REPORT, SCAN, TURNED, PrintedReports


def text_in(file: Path, number: int, box: tuple[float, float, float, float]) -> str:
    """What pdfium reads in a box, from the top left, of an unturned page."""
    with pypdfium2.PdfDocument(file) as pdf:
        opened = pdf[number - 1]
        x0, top, x1, bottom = box
        height = opened.get_height()
        text = opened.get_textpage().get_text_bounded(x0, height - bottom, x1, height - top)
    return " ".join(text.split())


def within(frame: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """What a frame is drawn around."""
    x0, top, x1, bottom = frame
    return x0 + OFF_PRINT, top + OFF_PRINT, x1 - OFF_PRINT, bottom - OFF_PRINT


def test_what_is_framed_on_the_page_is_the_print_of_the_fact(printed: PrintedReports) -> None:
    made = sheet(printed, ids(printed, "f1", "f3", "c2", "c3", "f11"))
    read = page(made)
    framed = [
        (picture.page, text_in(printed.folder / REPORT, picture.page, within(frame)))
        for picture in read.pictures
        for frame in picture.frames
    ]
    assert framed == [
        (1, "1.274"),
        (1, "94,3%"),
        (1, "Quyết định số 4951/QĐ-UBND ngày 25/12/2023"),
        (1, "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020"),
        (2, "1.284"),
    ]
    assert [exhibit.raw for exhibit in made.exhibits] == [text for _, text in framed]


def test_a_frame_encloses_the_ink_of_its_number_and_runs_through_none(printed: PrintedReports) -> None:
    """The typeface of the reports reaches .46 of a size below its lines."""
    for picture in page(sheet(printed, ids(printed, "f1", "c2", "f5", "f11"))).pictures:
        ink = np.asarray(picture.image.convert("L")) < 160
        scale = ink.shape[1] / (picture.box[2] - picture.box[0])
        for x0, top, x1, bottom in picture.frames:
            left, right = round((x0 - picture.box[0]) * scale), round((x1 - picture.box[0]) * scale)
            over, under = round((top - picture.box[1]) * scale), round((bottom - picture.box[1]) * scale)
            rows = ink[over : under + 1, left : right + 1].any(axis=1)
            rim = int(scale)  # a point, which a line of the frame is wide
            assert not rows[:rim].any()
            assert not rows[-rim:].any()
            assert rows[rim:-rim].sum() > 5 * scale
            assert bottom - top < 20


def test_a_frame_encloses_the_ink_of_print_that_runs_down(printed: PrintedReports) -> None:
    (picture,) = page(sheet(printed, ids(printed, "c1", name=TURNED))).pictures
    ink = np.asarray(picture.image.convert("L")) < 160
    scale = ink.shape[1] / (picture.box[2] - picture.box[0])
    ((x0, top, x1, bottom),) = picture.frames
    left, right = round((x0 - picture.box[0]) * scale), round((x1 - picture.box[0]) * scale)
    over, under = round((top - picture.box[1]) * scale), round((bottom - picture.box[1]) * scale)
    columns = ink[over : under + 1, left : right + 1].any(axis=0)
    rim = int(scale)
    assert not columns[:rim].any()
    assert not columns[-rim:].any()
    assert columns[rim + 3 : -rim - 3].all()


def test_the_rim_of_a_cut_out_runs_through_no_line(printed: PrintedReports) -> None:
    for picture in page(sheet(printed, ids(printed, "f1", "f3", "c2", "f5"))).pictures:
        ink = np.asarray(picture.image.convert("L")) < 160
        # Rules of a table go on; print stands off the rim.
        assert ink[0].sum() < 20
        assert ink[-1].sum() < 20


def test_a_cut_out_shows_the_lines_around(printed: PrintedReports) -> None:
    (picture,) = page(sheet(printed, ids(printed, "f1"))).pictures
    shown = text_in(printed.folder / REPORT, picture.page, picture.box)
    assert f"các cơ quan đã tiếp nhận {FIGURE}" in shown
    assert "Đã giải quyết 1.201 hồ sơ, tỷ lệ đúng hạn đạt 94,3%." in shown
    assert picture.image.width == pytest.approx(2.5 * (picture.box[2] - picture.box[0]), abs=2)


def test_a_cell_far_from_its_head_comes_with_a_cut_out_of_the_head(printed: PrintedReports) -> None:
    total, first = sheet(printed, ids(printed, "f11", "f5")).exhibits
    assert [cut.cutting.shows for cut in total.cut_outs] == [PLACE]  # the table is low: head and row are one picture
    (picture,) = page(sheet(printed, ids(printed, "f11"))).pictures
    shown = text_in(printed.folder / REPORT, 2, picture.box)
    assert "Lĩnh vực" in shown and "Tổng cộng" in shown
    assert HEAD not in [cut.cutting.shows for cut in first.cut_outs]
    assert total.place == "Biểu số 1 › Tổng cộng › Tiếp nhận"


def test_a_finding_comes_with_its_numbers_and_what_it_says(printed: PrintedReports) -> None:
    (part,) = sheet(printed, ids(printed, "k2")).parts
    assert [exhibit.raw for exhibit in part.exhibits] == ["1.284", "500", "400", "374"]
    said = {entry.name: entry.text for entry in part.entries}
    assert (said["Printed"], said["Expected"], said["Difference"]) == ("1,284", "1,274", "10")
    assert all(len(exhibit.cut_outs) > 0 for exhibit in part.exhibits)


def test_a_finding_without_figures_shows_its_own_place(printed: PrintedReports) -> None:
    (exhibit,) = sheet(printed, ids(printed, "k3")).exhibits
    assert exhibit.kind == "Checked passage"
    (picture,) = page(sheet(printed, ids(printed, "k3"))).pictures
    assert "30/2020/NĐ-CP" in text_in(printed.folder / REPORT, 1, picture.frames[0])


def test_what_a_finding_says_is_in_the_language_of_the_sheet(printed: PrintedReports, tmp_path: Path) -> None:
    copied = with_period(printed, tmp_path)
    with closing(sqlite3.connect(copied.db)) as connection, connection:
        connection.execute(
            "UPDATE checks SET statement = '30/2020/NĐ-CP is dated 2020-05-03 here and 2020-03-05 in its own print',"
            " kind = 'identity', holds = 0, explanation = '2020-05-03: a.pdf page 2; 2020-03-05: b.pdf page 1'"
            " WHERE id LIKE '%-k3'"
        )
    (part,) = sheet(copied, ids(copied, "k3"), language="vi").parts
    assert part.title == "30/2020/NĐ-CP ở đây ghi ngày 03/5/2020, còn chính văn bản ghi ngày 05/3/2020"
    said = {entry.name: entry.text for entry in part.entries}
    assert said["Vì sao"] == "03/5/2020: a.pdf tr. 2; 05/3/2020: b.pdf tr. 1"


def test_a_law_without_number_is_called_by_its_title(printed: PrintedReports, tmp_path: Path) -> None:
    copied = with_period(printed, tmp_path)
    with closing(sqlite3.connect(copied.db)) as connection, connection:
        connection.execute(
            "UPDATE instruments SET doc_type = 'Luật', identifier = NULL, number = NULL, title = 'Đất đai',"
            " year = 2024, key = 'vn:title:luat:2024:dat-dai' WHERE key = 'vn:cp:nd:2020:30'"
        )
    (part,) = sheet(copied, ["vn:title:luat:2024:dat-dai"]).parts
    assert part.title == "Luật Đất đai năm 2024"


def test_all_that_cites_an_instrument(printed: PrintedReports) -> None:
    (part,) = sheet(printed, ["vn:cp:nd:2020:30"]).parts
    assert part.title == "Nghị định số 30/2020/NĐ-CP"
    assert {exhibit.source.file_name for exhibit in part.exhibits} == {REPORT, Path(SCAN).name}
    assert all(exhibit.cut_outs for exhibit in part.exhibits)
    assert {entry.name: entry.text for entry in part.entries}["In this collection"] == "cited 2 times here"


def test_a_series_is_a_table_with_an_exhibit_for_each_value(printed: PrintedReports, tmp_path: Path) -> None:
    (part,) = sheet(with_period(printed, tmp_path), ["tiếp nhận|hồ sơ"], language="vi").parts
    assert part.title == "tiếp nhận"
    (step,) = part.steps
    assert (step.period, step.printed, step.exhibit) == ("quý I/2024", "1.284 hồ sơ", 1)
    assert part.exhibits[0].raw == "1.284"


def test_a_fact_that_is_picked_twice_is_shown_once(printed: PrintedReports) -> None:
    made = sheet(printed, ids(printed, "k1", "f2", "f3"))
    assert [exhibit.number for exhibit in made.exhibits] == [1, 2, 3, 2, 4]
    assert [exhibit.repeats for exhibit in made.exhibits] == [None, None, None, 2, None]
    assert len(page(made).pictures) == 4
    assert "Shown in full as exhibit 2." in page(made).text


def test_a_whole_page_is_drawn_less_sharp(printed: PrintedReports) -> None:
    (picture,) = page(sheet(printed, ids(printed, "p1"))).pictures
    assert picture.frames == [] and picture.box == (30.0, 0.0, 565.0, 842.0)
    assert picture.image.width < 2 * (picture.box[2] - picture.box[0])


def test_many_exhibits_are_drawn_less_sharp(printed: PrintedReports, monkeypatch: pytest.MonkeyPatch) -> None:
    sharp = page(sheet(printed, ids(printed, "f1", "f2"))).pictures[0]
    monkeypatch.setattr(pictures, "MANY", 1)
    small = page(sheet(printed, ids(printed, "f1", "f2"))).pictures[0]
    assert small.box == sharp.box
    assert small.image.width == pytest.approx(sharp.image.width * pictures.LESS_SHARP / pictures.SHARPNESS, abs=2)


def test_a_scan_is_cut_out_alike(printed: PrintedReports) -> None:
    (exhibit,) = sheet(printed, ids(printed, "f1", name=SCAN)).exhibits
    assert exhibit.cut_outs and "OCR" in exhibit.how_read


def test_a_missing_file_is_said_and_the_sheet_holds_what_is_known(printed: PrintedReports, tmp_path: Path) -> None:
    made = sheet(printed, ids(printed, "f1"), folders=[tmp_path], language="vi")
    (exhibit,) = made.exhibits
    assert exhibit.cut_outs == ()
    assert exhibit.absent.startswith("Không có ảnh: không thấy tệp")
    read = page(made)
    assert exhibit.absent in read.text
    assert "Trong quý, các cơ quan đã tiếp nhận 1.274 hồ sơ" in read.text
    assert exhibit.source.sha256 in read.text


def test_another_file_of_this_name_is_not_taken_for_it(printed: PrintedReports, tmp_path: Path) -> None:
    shutil.copy(printed.folder / SCAN, tmp_path / REPORT)
    (exhibit,) = sheet(printed, ids(printed, "f1"), folders=[tmp_path]).exhibits
    assert exhibit.cut_outs == ()
    assert "is another one by now" in exhibit.absent


def test_what_does_not_fit_into_a_sheet_is_said(printed: PrintedReports, monkeypatch: pytest.MonkeyPatch) -> None:
    small = sheet(printed, ids(printed, "f1", "f2", "f3", "f4"), most=1)
    assert [len(exhibit.cut_outs) for exhibit in small.exhibits] == [1, 0, 0, 0]
    assert small.notes == ("3 exhibits have no picture, so that the sheet stays small enough to be sent.",)
    monkeypatch.setattr(drafts, "MOST", 3)
    few = sheet(printed, ids(printed, "f1", "f2", "f3", "f4"))
    assert len(few.exhibits) == 3
    assert few.parts[0].notes == ("1 exhibit is left out: a sheet holds 3. Ask for less.",)


def test_a_page_that_cannot_be_drawn_is_said(printed: PrintedReports) -> None:
    made = sheet(printed, ids(printed, "c1", name=MARKUP), language="en")
    assert [bool(exhibit.cut_outs) or exhibit.absent != "" for exhibit in made.exhibits] == [True]
