"""Numbers and words that a narrow cell breaks over two lines."""

import pytest

from tests.layout.drawn import headers, layout_of, rows

XS = [70, 100, 300, 335, 370, 540]
HEAD = ["TT", "Chỉ tiêu", "Dự\ntoán", "Thực\nhiện", "Ghi chú"]


def table(*cells: str, xs=XS):
    def draw(sheet):
        sheet.ruled(xs, 180, [HEAD, ["1", *cells], ["2", "Thu khác", "12", "15", ""]], 40)

    return draw


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("1.402.\n067", "1.402.067"),
        ("9.039.0\n00", "9.039.000"),
        ("1.402\n.067", "1.402.067"),
        ("687.1\n49", "687.149"),
        ("100,0\n0", "100,00"),
        ("-70,6\n4", "-70,64"),
        ("12.44\n7.30\n0", "12.447.300"),
        ("2.0025\n16", "2.002516"),
        ("1.234\n5.678", "1.234 5.678"),
        ("2019\n2020", "2019 2020"),
        ("15\n20", "15 20"),
    ],
)
def test_a_number_over_two_lines_of_a_narrow_cell_is_one(tmp_path, printed, read):
    layout = layout_of(tmp_path, table("Thu nội địa", printed, "15", ""))
    assert rows(layout)[0][2] == read
    assert read in layout.pages[0].text


def test_numbers_one_over_the_other_in_a_wide_cell_stay_two(tmp_path):
    layout = layout_of(tmp_path, table("Thu nội địa", "15", "16", "687.1\n49"))
    assert rows(layout)[0][4] == "687.1 49"


@pytest.mark.parametrize(
    ("printed", "wide", "read"),
    [
        ("ST\nT", 95, "STT"),
        ("Th\nứ tự", 95, "Thứ tự"),
        ("Đơn\nvị", 100, "Đơn vị"),
        ("Số\n(giường\n)", 120, "Số (giường)"),
        ("tấn/n\năm", 105, "tấn/năm"),
        ("KH\nUTH", 95, "KH UTH"),
        ("TT/\nNO", 95, "TT/ NO"),
    ],
)
def test_a_word_over_two_lines_of_a_narrow_cell_is_one(tmp_path, printed, wide, read):
    def draw(sheet):
        sheet.ruled(
            [70, wide, 300, 540], 180, [[printed, "Chỉ tiêu", "Số liệu"], ["1", "Thu", "12"], ["2", "Chi", "9"]], 40
        )

    assert headers(layout_of(tmp_path, draw))[0][0] == read
