"""Which misses of a table are errors: those that leave one reading."""

from __future__ import annotations

from dataclasses import replace

from extractor.audit.document import audit
from extractor.model.document import Check, Document
from tests.audit.made import measure, table
from tests.documents import page_text

COLUMNS = (measure("Tiếp nhận"), measure("Giải quyết"), measure("Trả lại"), measure("Quá hạn"), measure("Tồn"))
ROWS = (
    ("Huyện A", "1.210", "1.120", "130", "214", "311"),
    ("Huyện B", "2.340", "2.250", "220", "325", "412"),
    ("Huyện C", "1.455", "1.300", "105", "180", "250"),
)


def failing(document: Document) -> list[Check]:
    return [check for check in audit(document) if not check.holds]


def with_total(*total: str) -> Document:
    return table(COLUMNS, *ROWS, ("Tổng cộng", *total))


def test_a_table_that_adds_up_says_so() -> None:
    checks = audit(with_total("5.005", "4.670", "455", "719", "973"))
    assert [(check.kind, check.holds) for check in checks] == [("sum", True)] * 5
    assert checks[0].statement == "5.005 hồ sơ (Tổng cộng › Tiếp nhận) = 1.210 + 2.340 + 1.455"


def test_a_slip_in_a_total_that_adds_up_elsewhere_is_an_error() -> None:
    (check,) = failing(with_total("5.005", "4.760", "455", "719", "973"))
    assert (check.severity, check.expected, check.actual, len(check.figures)) == ("error", 4670, 4760, 4)
    assert "swapped" in check.explanation and "4 other columns" in check.explanation


def test_a_stale_total_is_an_error_where_all_other_columns_add_up() -> None:
    (stale,) = failing(with_total("5.005", "4.683", "455", "719", "973"))
    (far,) = failing(with_total("5.005", "4.670", "455", "719", "990"))
    assert (stale.severity, far.severity) == ("error", "error")
    # One column less, and a part that the table leaves out may be what is missing.
    columns, rows = COLUMNS[:3], [row[:4] for row in ROWS]
    (unsure,) = failing(table(columns, *rows, ("Tổng cộng", "5.005", "4.683", "455")))
    assert unsure.severity == "suspicion"


def test_a_column_that_never_adds_up_is_no_sum() -> None:
    columns = (*COLUMNS, measure("Xếp hạng", None))
    rows = [(*row, rank) for row, rank in zip(ROWS, ("1", "3", "2"), strict=True)]
    assert failing(table(columns, *rows, ("Tổng cộng", "5.005", "4.670", "455", "719", "973", "35"))) == []


def test_what_leaves_another_reading_is_a_suspicion() -> None:
    blank = table(
        COLUMNS, *ROWS, ("Huyện D", "10", "", "20", "30", "40"), ("Tổng", "5.015", "4.680", "475", "749", "1.013")
    )  # fmt: skip
    outside = table(
        COLUMNS, ROWS[0], ("  Trong đó: lưu động", "20", "13", "2", "1", "1"), *ROWS[1:],
        ("Tổng cộng", "5.005", "4.683", "455", "719", "973"),
    )  # fmt: skip
    recognised = replace(with_total("5.005", "4.760", "455", "719", "973"), pages=(page_text(1, "", text_layer="ocr"),))
    pictured = replace(with_total("5.005", "4.760", "455", "719", "973"), pages=(page_text(1, "", is_pictured=True),))
    for document in (blank, outside, recognised, pictured):
        found = failing(document)
        assert found and {check.severity for check in found} == {"suspicion"}, found


def test_a_total_that_adds_up_in_few_columns_says_nothing() -> None:
    (first, second) = failing(with_total("5.005", "4.760", "545", "719", "973"))
    assert (first.severity, second.severity) == ("error", "error")
    assert failing(with_total("5.100", "4.760", "545", "791", "973")) == []


def test_two_sums_that_miss_alike_blame_the_number_they_share() -> None:
    """Of a row whose difference is misprinted the total of that column was made before: it is not to blame."""
    columns = (
        measure("Phải thu", "vụ việc"), measure("Đã thu", "vụ việc"),
        measure("Còn phải thu", "vụ việc", terms=((1, 1), (2, -1))),
    )  # fmt: skip
    found = failing(
        table(
            columns,
            ("Tài chính", "2.151", "2.021", "130"),
            ("Xây dựng", "3.259", "2.542", "717"),
            ("Đất đai", "1.777", "1.243", "543"),
            ("Tài sản", "1.619", "1.117", "502"),
            ("Chính sách", "2.032", "1.564", "468"),
            ("Tổng cộng", "10.838", "8.487", "2.351"),
        )
    )
    assert [(check.kind, check.severity, check.actual) for check in found] == [
        ("sum", "suspicion", 2351),
        ("difference", "error", 543),
    ]
    assert "543 (Đất đai" in found[0].explanation


def test_a_rate_is_an_error_where_most_rows_have_it_right() -> None:
    columns = (measure("Thực hiện"), measure("Kế hoạch"), measure("Đạt", "%", ratio_of=(1, 2)))
    rows = [("A", "50", "80", "62,5"), ("B", "60", "90", "66,7"), ("C", "70", "90", "77,8")]
    (swapped,) = failing(table(columns, *rows, ("D", "45", "80", "52,6")))
    assert (swapped.kind, swapped.severity, swapped.expected) == ("rate", "suspicion", 56.3)
    (slip,) = failing(table(columns, *rows, ("D", "45", "80", "53,6")))
    assert slip.severity == "error"
    assert failing(table(columns, *rows[:1], ("D", "45", "80", "53,6"))) == []
    (cut,) = failing(table(columns, *rows, ("D", "20", "30", "66,6")))
    assert cut.severity == "rounding"


def test_a_total_made_of_a_wrong_one_follows_from_it() -> None:
    """``còn lại`` is reckoned from the misprinted total of its row: its own total misses by as much."""
    columns = (
        measure("Kế hoạch"), measure("Giải ngân"), measure("Còn lại", terms=((1, 1), (2, -1))), measure("Dự án"),
    )  # fmt: skip
    found = failing(
        table(
            columns,
            ("Y tế", "394.209", "234.050", "160.159", "41"),
            ("  Bệnh viện", "153.839", "81.243", "72.596", "11"),
            ("  Trạm y tế", "240.370", "152.762", "87.608", "30"),
            ("Giáo dục", "206.195", "110.583", "95.612", "35"),
            ("  Trường A", "100.000", "60.000", "40.000", "14"),
            ("  Trường B", "106.195", "50.583", "55.612", "21"),
        )
    )
    assert [(check.severity, check.actual, check.expected) for check in found] == [
        ("error", 234050, 234005),
        ("suspicion", 160159, 160204),
    ]


def test_a_part_that_two_sums_show_to_be_wrong_is_an_error_in_both() -> None:
    columns = (measure("Tổng", terms=((2, 1), (3, 1))), measure("Nam"), measure("Nữ"))
    found = failing(
        table(
            columns,
            ("Huyện A", "230", "110", "120"),
            ("Huyện B", "350", "170", "180"),
            ("Huyện C", "460", "270", "240"),
            ("Huyện D", "570", "260", "310"),
            ("Cộng", "1.610", "760", "850"),
        )
    )
    assert [(check.severity, check.actual, check.expected) for check in found] == [
        ("error", 760, 810),
        ("error", 460, 510),
    ]
    assert all("270 (Huyện C" in check.explanation for check in found)


def test_a_row_read_into_the_wrong_columns_makes_no_error() -> None:
    """One number of the row is lost and the others move up: columns come nowhere near their sums."""
    moved = ("Huyện C", "1.455", "105", "180", "250", "")
    found = failing(table(COLUMNS, *ROWS[:2], moved, ("Tổng cộng", "5.005", "4.670", "455", "719", "973")))
    assert {check.severity for check in found} <= {"suspicion"}


def test_a_long_slip_needs_one_column_and_a_short_one_five() -> None:
    rows = [row[:3] for row in ROWS]
    (long,) = failing(table(COLUMNS[:2], *rows, ("Tổng cộng", "5.005", "4.760")))
    assert long.severity == "error"
    columns = (measure("Tổng", terms=((2, 1), (3, 1))), measure("Nam"), measure("Nữ"))
    lines = [(f"Xã {at}", str(30 + at), "15", str(15 + at)) for at in range(6)]
    (short,) = failing(table(columns, *lines, ("Xã khác", "61", "10", "6")))
    (few,) = failing(table(columns, *lines[:3], ("Xã khác", "61", "10", "6")))
    assert (short.severity, few.severity) == ("error", "suspicion")


def test_a_slip_whose_undoing_mends_the_shares_is_an_error_in_spite_of_a_blank() -> None:
    columns = (measure("Số người", "người"), measure("Tỷ trọng", "%", change="share"), measure("Số hộ", "hộ"))
    found = failing(
        table(
            columns,
            ("Nông nghiệp", "319.640", "35,55", "41"),
            ("Công nghiệp", "282.198", "31,39", "22"),
            ("Dịch vụ", "297.294", "33,06", "37"),
            ("Khác", "", "", "12"),
            ("TỔNG SỐ", "989.132", "100,00", "112"),
        )
    )
    assert [(check.severity, check.expected) for check in found] == [("error", 899132)]


def test_a_miss_that_stands_alone_among_things_counted_is_an_error_far_off_too() -> None:
    columns = (measure("Số xã", "xã"), measure("Tổng số xã", "xã"), measure("Tỷ lệ", "%", ratio_of=(1, 2)))
    right = [("Giao thông", "5", "12", "41,7"), ("Thủy lợi", "6", "12", "50,0"), ("Trường học", "7", "12", "58,3"),
             ("Nhà ở", "3", "12", "25,0"), ("Thu nhập", "2", "12", "16,7")]  # fmt: skip
    (alone,) = failing(table(columns, *right, ("Điện", "8", "12", "75,0")))
    assert (alone.severity, alone.expected) == ("error", 66.7)
    # Four rows are too few, a second miss says that the rule is not the table's, and rounded amounts have other bases.
    (few,) = failing(table(columns, *right[1:], ("Điện", "8", "12", "75,0")))
    two = failing(table(columns, *right, ("Điện", "8", "12", "75,0"), ("Chợ", "4", "12", "41,0")))
    amounts = [measure("Giá trị", "tỷ đồng"), measure("Kế hoạch", "tỷ đồng"), columns[2]]
    (rounded,) = failing(table(amounts, *right, ("Điện", "8", "12", "75,0")))
    assert {check.severity for check in (few, *two, rounded)} == {"suspicion"}


def test_a_ratio_that_comes_out_with_another_number_of_its_row_is_a_suspicion() -> None:
    columns = (
        measure("Số xã", "xã"), measure("Tổng số xã", "xã"), measure("Tỷ lệ", "%", ratio_of=(1, 2)),
        measure("Số xã miền núi", "xã"),
    )  # fmt: skip
    right = [(f"Tiêu chí {at}", str(at), "20", f"{5 * at},0", "-") for at in range(3, 9)]
    (check,) = failing(table(columns, *right, ("Tiêu chí 9", "12", "20", "75,0", "16")))
    assert check.severity == "suspicion"


def test_a_number_that_stands_in_the_next_column_was_read_into_the_wrong_one() -> None:
    columns = (
        measure("Kế hoạch"), measure("Giải ngân"), measure("Còn lại", terms=((1, 1), (2, -1))), measure("Dự án"),
    )  # fmt: skip
    right = [(f"Huyện {at}", str(300 + 7 * at), str(100 + 2 * at), str(200 + 5 * at), str(at)) for at in range(2, 11)]
    (slip,) = failing(table(columns, *right, ("Huyện 11", "977", "462", "551", "11")))
    (moved,) = failing(table(columns, *right, ("Huyện 11", "977", "462", "551", "515")))
    (rate,) = failing(table(columns, *right, ("Huyện 11", "977", "462", "47,3", "11")))
    assert (slip.severity, moved.severity, rate.severity) == ("error", "suspicion", "suspicion")


def test_a_share_far_off_is_an_error_where_the_other_shares_have_its_base() -> None:
    columns = (measure("Giá trị", "tỷ đồng"), measure("Cơ cấu", "%", change="share"))
    rows = (("Trồng trọt", "2.000", "20,0"), ("Chăn nuôi", "3.000", "42,0"), ("Lâm nghiệp", "1.500", "15,0"),
            ("Thủy sản", "1.200", "12,0"), ("Dịch vụ", "1.300", "13,0"), ("Khác", "1.000", "10,0"))  # fmt: skip
    (check,) = failing(table(columns, *rows, ("Tổng số", "10.000", "100,0")))
    assert (check.severity, check.actual, check.expected) == ("error", 42, 30)


def test_levels_beside_what_comes_in_over_time_say_nothing() -> None:
    days = (("01-01", "03-31"), ("04-01", "06-30"), ("01-01", "06-30"))
    columns = [
        measure(head, None, period_start=f"2024-{first}", period_end=f"2024-{last}")
        for head, (first, last) in zip(("Quý I", "Quý II", "6 tháng"), days, strict=True)
    ]
    flows = [(f"Thu {at}", str(100 + at), str(200 + 3 * at), str(300 + 4 * at)) for at in range(6)]
    assert failing(table(columns, *flows, ("Dư nợ", "3.869", "4.079", "4.079"))) == []
    (slip,) = failing(table(columns, *flows, ("Chi", "3.869", "4.079", "7.984")))
    assert slip.severity == "error"
