"""Pages and tables that stand sideways or upside down, drawn and read back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.layout.cleaning.rotation import Rotation
from tests.layout.drawn import A4, Sheet, body, headers, only, read, rows, written

HEAD = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]
XS = [60, 100, 330, 430, 520, 770]
LANDSCAPE = (842.0, 595.0)


def first(sheet: Sheet) -> None:
    sheet.text(415, 60, "Biểu mẫu 1", at="middle")
    sheet.text(415, 78, "Kiểm soát thủ tục hành chính", at="middle", bold=True)
    sheet.ruled(
        XS, 100, [HEAD, ["1", "Số thủ tục đã công bố", "Thủ tục", "1.234", ""], ["2", "Số hồ sơ", "Hồ sơ", "9", "x"]]
    )


def second(sheet: Sheet) -> None:
    sheet.text(415, 40, "2", at="middle")
    sheet.ruled(XS, 60, [["3", "Số phản ánh", "Phản ánh", "17", "đã xử lý"], ["4", "Số đối thoại", "Cuộc", "2", ""]])


def sideways(draw, angle):
    """The landscape drawing on a portrait page, turned."""

    def turned(sheet: Sheet) -> None:
        corner = {90: (A4[0], 0), 270: (0, A4[1]), 180: LANDSCAPE}[angle]
        inner = Sheet(sheet.canvas, LANDSCAPE)
        sheet.canvas.saveState()
        sheet.canvas.translate(corner[0], sheet.height - corner[1])
        sheet.canvas.rotate(-angle)
        sheet.canvas.translate(0, -inner.height)
        draw(inner)
        sheet.canvas.restoreState()

    return turned


def boxes_hold_glyphs(layout) -> bool:
    """Whether the boxes of the first row hold exactly the glyphs of its text, on the page as displayed."""
    page, row = layout.pages[0], layout.rows[0]
    start = page.text.index(row.texts[1])
    span = slice(start, start + len(row.texts[1]))
    _, x0, top, x1, bottom = row.boxes[0]
    with np.errstate(invalid="ignore"):
        inside = (page.x0 >= x0 - 1) & (page.x1 <= x1 + 1) & (page.top >= top - 1) & (page.bottom <= bottom + 1)
    printed = ~np.isnan(page.x0)
    return bool(inside[span][printed[span]].all()) and int(inside.sum()) <= sum(map(len, row.texts))


@pytest.mark.parametrize("angle", [90, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_form_on_sideways_pages_is_read_like_any_other(tmp_path, angle, rotate):
    path = written(tmp_path / "t.pdf", sideways(first, angle), sideways(second, angle), rotate=rotate)
    layout = read(path)
    table = only(layout)
    assert (table.label, table.title) == ("Biểu mẫu 1", "Kiểm soát thủ tục hành chính")
    assert table.header == tuple(HEAD)
    assert (table.page, table.page_end, table.is_form) == (1, 2, True)
    assert [(row.stt, row.label, row.unit, row.value_raw, row.note) for row in layout.rows] == [
        ("1", "Số thủ tục đã công bố", "Thủ tục", "1.234", ""),
        ("2", "Số hồ sơ", "Hồ sơ", "9", "x"),
        ("3", "Số phản ánh", "Phản ánh", "17", "đã xử lý"),
        ("4", "Số đối thoại", "Cuộc", "2", ""),
    ]
    assert layout.failures == ()
    assert (layout.pages[0].width, layout.pages[0].height) == (A4 if rotate in (0, 180) else A4[::-1])
    assert boxes_hold_glyphs(layout)


def test_the_box_of_a_sideways_table_is_that_on_the_page_as_displayed(tmp_path):
    table = only(read(written(tmp_path / "t.pdf", sideways(first, 90))))
    x0, top, x1, bottom = 595 - 160, 60, 595 - 100, 770
    assert table.boxes[0] == pytest.approx((1, x0, top, x1, bottom), abs=0.1)


def test_a_page_upside_down_is_read(tmp_path):
    layout = read(written(tmp_path / "t.pdf", sideways(first, 180), size=LANDSCAPE))
    assert only(layout).header == tuple(HEAD)
    assert boxes_hold_glyphs(layout)


@pytest.mark.parametrize("angle", [90, 270])
def test_a_sideways_table_on_an_upright_page_stands_at_its_place(tmp_path, angle):
    def draw(sheet: Sheet) -> None:
        sheet.body(80, 5)
        with sheet.turned(angle, 340 if angle == 90 else 200, 200 if angle == 90 else 560):
            inner = Sheet(sheet.canvas, A4)
            inner.ruled(
                [0, 40, 200, 280, 340], 0, [["TT", "Tên xã", "Số hộ", "Ghi chú"], ["1", "Xã Nga An", "312", ""]]
            )
        sheet.body(620, 5)

    layout = read(written(tmp_path / "t.pdf", draw))
    assert headers(layout) == [("TT", "Tên xã", "Số hộ", "Ghi chú")]
    assert rows(layout) == [("1", "Xã Nga An", "312", "")]
    text = layout.pages[0].text
    assert 4 < text[: text.index("Xã Nga An")].count("\n") < text.count("\n") - 4
    assert "Xã" not in body(layout)
    assert only(layout).boxes[0][3] - only(layout).boxes[0][1] == pytest.approx(40, abs=0.1)


def test_a_vertical_head_and_a_margin_note_stay_readable_and_out_of_sentences(tmp_path):
    def draw(sheet: Sheet) -> None:
        sheet.body(80, 3)
        xs = [70, 110, 300, 340, 400]
        sheet.levels([150, 230, 250, 270], xs[0], xs[-1])
        sheet.uprights(xs, 150, 270)
        sheet.cells(xs, 190, [["TT", "Tên xã", "", "Số hộ"]])
        with sheet.turned(270, 312, 225):
            Sheet(sheet.canvas, A4).text(2, 12, "Xếp hạng", 10)
        sheet.cells(xs, 244, [["1", "Nga An", "3", "312"], ["2", "Nga Hải", "1", "408"]])
        with sheet.turned(90, 560, 300):
            Sheet(sheet.canvas, A4).text(0, 12, "Bản lưu tại văn phòng", 10)
        sheet.body(300, 3)

    layout = read(written(tmp_path / "t.pdf", draw))
    assert headers(layout) == [("TT", "Tên xã", "Xếp hạng", "Số hộ")]
    assert "Bản lưu tại văn phòng\n" in layout.pages[0].text
    assert "Bản lưu" not in body(layout)


def test_turning_there_and_back_changes_nothing():
    box = (10.0, 20.0, 40.0, 25.0)
    for angle in (0, 90, 180, 270):
        rotation = Rotation(angle, 595.0, 842.0)
        assert rotation.back(*rotation.upright(*box)) == pytest.approx(box)


SIDE = st.floats(0, 800)
LENGTH = st.floats(0, 400)


@given(st.sampled_from([0, 90, 180, 270]), st.floats(-4, 4), SIDE, SIDE, LENGTH, LENGTH)
def test_what_stood_askew_comes_back_as_it_was(angle, skew, x0, top, wide, high):
    rotation = Rotation(angle, *A4, skew)
    box = (x0, top, x0 + wide, top + high)
    assert rotation.upright(*rotation.back(*box)) == pytest.approx(box, abs=1e-6)


@given(st.floats(-4, 4), SIDE, SIDE, LENGTH, LENGTH)
def test_a_box_on_a_page_askew_holds_the_corners_of_what_it_marks(skew, x0, top, wide, high):
    left, upper, right, lower = Rotation(0, *A4, skew).back(x0, top, x0 + wide, top + high)
    turn = np.exp(1j * np.radians(skew))
    middle = complex(*A4) / 2
    corners = [complex(x, y) for x in (x0, x0 + wide) for y in (top, top + high)]
    seen = [(corner - middle) * turn + middle for corner in corners]
    assert min(each.real for each in seen) == pytest.approx(left, abs=1e-6)
    assert max(each.real for each in seen) == pytest.approx(right, abs=1e-6)
    assert min(each.imag for each in seen) == pytest.approx(upper, abs=1e-6)
    assert max(each.imag for each in seen) == pytest.approx(lower, abs=1e-6)


def test_a_skew_turns_clockwise_as_it_is_read_on_the_page():
    _, left, _, _ = Rotation(0, *A4, 2.0).back(0.0, 400.0, 10.0, 400.0)
    _, right, _, _ = Rotation(0, *A4, 2.0).back(585.0, 400.0, 595.0, 400.0)
    assert right - left == pytest.approx(585 * np.sin(np.radians(2)), abs=0.5), "lines fall to the right"
