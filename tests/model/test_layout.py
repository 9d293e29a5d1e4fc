from dataclasses import fields, replace

from extractor.model.layout import Cell, Column, Row, Table


def test_a_row_with_its_value_keeps_everything_else() -> None:
    row = Row(
        table=1,
        position=2,
        page=3,
        page_end=4,
        cells=(Cell("12", 0, 5, 7),),
        boxes=((3, 1.0, 2.0, 3.0, 4.0),),
        stt="1.1",
        label="Số văn bản",
        unit="Văn bản",
        value_raw="12",
        note="ghi chú",
        note_is_merged=True,
        is_heading=True,
        level=6,
        parent=7,
        place="thanh-hoa",
        path="Số hồ sơ › Trong đó: nữ",
        time="Năm 2023 › Quý I",
        scenario="plan",
        change="ratio",
        base="cùng kỳ",
    )
    changed = {"unit", "value", "value_kind"}
    plain = [field.name for field in fields(Row) if field.name not in changed and getattr(row, field.name) is None]
    assert plain == []
    assert row.with_value("%", 12.0, "number") == replace(row, unit="%", value=12.0, value_kind="number")


def test_the_measures_of_a_table_follow_its_columns() -> None:
    columns = (Column("TT", "stt"), Column("Nội dung", "label"), Column("Số", "measure"))
    table = Table(label=None, title=None, page=1, page_end=1, n_rows=0, columns=columns, boxes=())
    assert (table.measures, table.is_form) == ((2,), True)
    wider = replace(table, columns=(*columns, Column("Tỷ lệ", "measure")))
    assert (wider.measures, wider.is_form) == ((2, 3), False)
