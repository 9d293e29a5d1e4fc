"""Text that is wider than its cell."""

import pytest

from tests.layout.drawn import layout_of, rows

XS = [70, 100, 200, 260, 340, 420]
HEAD = ["TT", "Nội dung", "ĐVT", "Kế hoạch", "Thực hiện"]


def drawn(*texts):
    """Three rows, with texts at places of their own in the second one: x, text, and which point of it."""

    def draw(sheet):
        sheet.ruled(XS, 180, [HEAD, ["1", "Thu", "đồng", "12", "15"], ["", "", "", "", ""], ["3", "Chi", "", "9", "8"]])
        for x, text, at in texts:
            sheet.text(x, 234, text, 10, at=at)

    return draw


def test_words_that_go_on_over_an_empty_cell_belong_to_the_first(tmp_path):
    text = "Chi đầu tư phát triển từ nguồn ngân sách"
    layout = layout_of(tmp_path, drawn((85, "2", "middle"), (104, text, "left"), (416, "18", "right")))
    assert rows(layout)[1] == ("2", text, "", "", "18")


def test_words_set_to_the_right_side_belong_to_the_last_cell(tmp_path):
    layout = layout_of(tmp_path, drawn((104, "Chi", "left"), (256, "đồng/người/tháng/năm học", "right")))
    assert rows(layout)[1][:3] == ("", "Chi", "đồng/người/tháng/năm học")


@pytest.mark.parametrize("close", [0, 1])
def test_a_row_number_wider_than_its_column_stands_in_it_whole(tmp_path, close):
    layout = layout_of(tmp_path, drawn((85, "KKKKK", "middle"), (102 + close, "Chi thường xuyên", "left")))
    assert rows(layout)[1][:2] == ("KKKKK", "Chi thường xuyên")
    assert len(layout.tables) == 1


def test_what_overflows_the_table_is_no_text_of_the_page(tmp_path):
    layout = layout_of(tmp_path, drawn((104, "Chi", "left"), (348, "Số thực hiện năm 2023", "left")))
    assert rows(layout)[1][4] == "Số thực hiện năm 2023"
    assert not any("2023" in region.text for region in layout.regions if region.kind == "body")
