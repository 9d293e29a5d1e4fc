"""Each cell knows its place: its text is a span of its row's region."""

from extractor.model.layout import Layout, Row
from tests.layout.drawn import between_text, layout_of

XS = [70, 110, 300, 380, 460, 540]
HEAD = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]


def printed(layout: Layout, row: Row) -> list[str]:
    """What stands in the region of a row at the place of each of its cells."""
    (region,) = (each for each in layout.regions if each.row is not None and layout.rows[each.row] is row)
    return [region.text[cell.start : cell.end] for cell in row.cells]


def test_a_cell_stands_at_its_own_place_and_not_where_its_text_stands_first(tmp_path):
    layout = layout_of(
        tmp_path, between_text(lambda sheet: sheet.ruled(XS, 180, [HEAD, ["2", "Tổ 2", "Tổ", "2", "2"]]))
    )
    (row,) = layout.rows
    assert printed(layout, row) == list(row.texts) == ["2", "Tổ 2", "Tổ", "2", "2"]
    assert [(cell.column, cell.start) for cell in row.cells] == [(0, 0), (1, 2), (2, 7), (3, 10), (4, 12)]


def test_an_empty_cell_stands_behind_the_filled_one_before_it(tmp_path):
    layout = layout_of(tmp_path, between_text(lambda sheet: sheet.ruled(XS, 180, [HEAD, ["1", "Số xã", "", "", "x"]])))
    (row,) = layout.rows
    assert [(cell.start, cell.end) for cell in row.cells] == [(0, 1), (2, 7), (7, 7), (7, 7), (8, 9)]
    assert [cell and cell.column for cell in map(row.cell_at, (0, 1, 2, 6, 7, 8, 9))] == [0, None, 1, 1, None, 4, None]


def test_a_merged_cell_stands_in_its_first_column(tmp_path):
    def draw(sheet):
        sheet.levels([180, 200, 220], XS[0], XS[-1])
        sheet.uprights(XS, 180, 200)
        sheet.uprights([XS[0], *XS[3:]], 200, 220)
        sheet.cells(XS, 194, [HEAD, ["1. Số hồ sơ đã giải quyết", "", "", "15", ""]])

    layout = layout_of(tmp_path, between_text(draw))
    (row,) = layout.rows
    assert printed(layout, row) == list(row.texts) == ["1. Số hồ sơ đã giải quyết", "", "", "15", ""]
    assert (row.stt, row.label, row.value_raw) == ("1.", "Số hồ sơ đã giải quyết", "15")


def test_a_cell_over_codes_and_labels_holds_the_label(tmp_path):
    xs = [70, 110, 180, 320, 400, 480]

    def draw(sheet):
        sheet.text(275, 165, "BIỂU TUYỂN SINH", bold=True, at="middle")
        sheet.text(275, 176, "--------------", at="middle")
        sheet.levels([180, 200, 220, 240, 260], xs[0], xs[-1])
        sheet.uprights([*xs[:2], *xs[3:]], 180, 260)
        sheet.uprights(xs[2:3], 180, 240)
        head = ["TT", "Mã ngành", "Tên ngành", "Chỉ tiêu", "Nhập học"]
        sheet.cells(xs, 194, [head, ["1", "7860100", "An ninh", "253", "251"], ["2", "7860200", "Luật", "40", "38"]])
        sheet.cells(xs, 254, [["", "- Vùng 4", "", "48", "47"]])

    layout = layout_of(tmp_path, draw)
    assert [row.label for row in layout.rows] == ["An ninh", "Luật", "- Vùng 4"]
    assert layout.tables[0].title == "BIỂU TUYỂN SINH"


def test_a_cell_that_runs_over_a_page_end_is_one_span(tmp_path):
    def first(sheet):
        sheet.body(80, 3)
        sheet.ruled(XS, 700, [HEAD, ["1", "Số xã", "Xã", "9", "theo"], ["2", "Tỷ lệ hồ sơ", "%", "50", "theo báo"]])

    def second(sheet):
        sheet.ruled(XS, 60, [["", "đúng hạn", "", "", "cáo"], ["3", "Số hộ", "Hộ", "1", ""]])

    layout = layout_of(tmp_path, first, second)
    row = layout.rows[1]
    assert printed(layout, row) == list(row.texts) == ["2", "Tỷ lệ hồ sơ đúng hạn", "%", "50", "theo báo cáo"]
    assert (row.page, row.page_end) == (1, 2)
