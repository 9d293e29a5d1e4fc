"""Which row is part of which: by numbering, and without numbers by indentation and bold type."""

from extractor.layout.tables.levels import RowHead, levels_of, number_in, parents_of
from patterns.tables.row_labels import is_total


def rows(*heads: str | tuple[str, str]) -> list[RowHead]:
    """Rows with a number and a label; ``*label`` is a bold heading."""
    pairs = [head if isinstance(head, tuple) else (head, "x") for head in heads]
    return [RowHead(number, label.strip("*"), label[0] == "*", label[0] == "*", 4.0) for number, label in pairs]


def parents(*heads) -> list[int | None]:
    return parents_of(levels_of(rows(*heads)))


def test_roman_groups_dotted_numbers_letters_and_dashes():
    assert levels_of(rows("I.", "1", "1.1.", "1.1.1", "a)", "-", "2", "II")) == [0, 1, 2, 3, 7, 8, 1, 0]
    assert parents("I.", "1", "1.1.", "1.1.1", "a)", "-", "2", "II") == [None, 0, 1, 2, 3, 4, 0, None]


def test_a_table_without_rows_has_no_levels():
    assert levels_of([]) == []


def test_capital_letters_over_roman_numbers():
    assert parents("A", "I", "1", "II", "B", "I", "C", "I") == [None, 0, 1, 0, None, 4, None, 6]


def test_c_and_d_after_roman_numbers_are_roman():
    assert levels_of(rows("I", "V", "C")) == [0, 0, 0]


def test_roman_numbers_with_parts_stand_between():
    assert parents("III", "III.1", "1", "2", "III.2", "1") == [None, 0, 1, 1, 0, 4]


def test_a_total_at_the_end_is_part_of_nothing_and_at_the_top_holds_all():
    assert parents("I", "1", "a", ("", "Tổng cộng")) == [None, 0, 1, None]
    assert parents(("", "Tổng số"), "1", "2", "2.1") == [None, 0, 0, 2]


def test_a_first_row_with_values_and_without_number_holds_all_that_begin_to_count_behind_it():
    assert parents(("", "Diện tích tự nhiên"), "1", "1.1", "2") == [None, 0, 1, 0]
    assert parents(("", "Tỷ lệ bỏ học"), "4", "5") == [None, None, None]


def test_bold_headings_without_number_stand_over_numbered_rows():
    heads = (("", "*Thể chế"), "1", "2", ("", "*Tổ chức"), "1", ("", "Tổng cộng"))
    assert parents(*heads) == [None, 0, 0, None, 3, None]


def test_rows_without_number_belong_to_the_one_above():
    assert parents("V", ("", "Tỷ lệ hài lòng"), ("", "Tỷ lệ đúng hạn"), "VI") == [None, 0, 0, None]


def labelled(*labels: str, numbers: str = "") -> list[int | None]:
    """The parents of rows with these labels; ``numbers`` are their row numbers, ``_`` for none, ``*label`` is bold."""
    marks = numbers.split() or ["_"] * len(labels)
    heads = [
        RowHead(number.strip("_") or number_in(label), label.strip("*"), False, label[0] == "*", 4.0)
        for number, label in zip(marks, labels, strict=True)
    ]
    return parents_of(levels_of(heads))


def test_marks_of_parts_stand_below_rows_without_numbers():
    labels = ("Diện tích lúa", "- Đông xuân", "+ Lúa lai", "- Hè thu", "Diện tích ngô", "- Đông xuân")
    assert labelled(*labels) == [None, 0, 1, 0, None, 4]


def test_what_opens_parts_is_part_of_the_row_above():
    assert labelled("Số hộ", "Trong đó: hộ nghèo", "Số người") == [None, 0, None]
    labels = ("Lao động", "- Cán bộ", "Trong đó: nữ", "- Công chức", "Trong đó: nữ", "Trong đó: đảng viên", "Hộ nghèo")
    assert labelled(*labels, numbers="1 _ _ _ _ _ 2") == [None, 0, 1, 0, 3, 3, None]


def test_rows_behind_an_opener_alone_are_parts_too():
    assert labelled("*Tổng thu", "Trong đó:", "Thu nội địa", "Thu khác", "*Tổng chi") == [None, 0, 0, 0, None]
    assert labelled("Lao động", "Trong đó:", "Nam", "Nữ", "Hộ nghèo", numbers="1 _ _ _ 2") == [None, 0, 0, 0, None]


def test_indentation_and_bold_without_numbers():
    looks = [(True, 4.0), (False, 16.0), (False, 28.2), (False, 28.0), (False, 16.1), (True, 4.0), (False, 4.0)]
    found = levels_of([RowHead("", "x", False, bold, indent) for bold, indent in looks])
    assert parents_of(found) == [None, 0, 1, 1, 0, None, 5]


def test_a_row_without_label_leaves_the_indentation_of_the_others():
    looks = [RowHead("", "", False, False, None), *(RowHead("", "x", False, False, x) for x in (4.0, 12.0, 12.1, 4.0))]
    assert parents_of(levels_of(looks)) == [None, None, 1, 1, None]


def test_rows_that_look_alike_are_level():
    assert levels_of([RowHead("", "x", False, False, None)] * 3) == [1, 1, 1]


def test_numbers_in_labels():
    labels = {"1.2. Số hồ sơ": "1.2.", "II. Thể chế": "II.", "a) Cấp tỉnh": "a)", "- Trong đó": "-", "+ Xã": "+"}
    assert {label: number_in(label) for label in labels} == labels
    assert [number_in(label) for label in ("1.234 hồ sơ", "Số hồ sơ", "2 cấp", "A lô")] == ["", "", "", ""]


def test_totals():
    assert is_total("TỔNG CỘNG:") and is_total("Cộng") and not is_total("Tổng số hồ sơ")
