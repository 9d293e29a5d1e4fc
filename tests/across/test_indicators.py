"""Labels of rows and figures as prints of indicators."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from itertools import pairwise, permutations

import pytest

from extractor.across.indicators.cells import Cell, counted, names_in_text, names_something
from extractor.across.indicators.decisions import Decisions, check_targets, read_decisions
from extractor.across.indicators.document_rows import DocumentRows
from extractor.across.indicators.gather import indicator_key
from extractor.across.indicators.groups import ALIKE, Labelled, led, likeness_of
from extractor.across.indicators.match import match, read_path
from extractor.across.rows import FigureRow, TableRow
from extractor.errors import UsageError
from extractor.store.keys import indicator_id
from patterns.figures.indicators import indicators
from patterns.figures.measures import converted, same_kind
from patterns.segmenter import LONGEST
from patterns.tables.counted import registered_words, subject
from patterns.tables.labels import plain
from tests.across import counted_rows
from tests.across.counted_rows import Counted, same_as


def key_of(path: str) -> str | None:
    label, unit, context = read_path(path)
    found = match(label, unit, context)
    return found.key if found else None


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("Tỉ lệ hồ sơ TTHC do UBND cấp xã tiếp nhận, giải quyết đúng hạn | %", "ho-so-xa-dung-han-ty-le"),
        ("Tỷ lệ hồ sơ thủ tục hành chính cấp huyện giải quyết trước và đúng hạn | %", "ho-so-huyen-dung-han-ty-le"),
        ("3.1.2. Tổng số phản ánh, kiến nghị đã tiếp nhận (PAKN) | PAKN", "pakn"),
        ("Biên chế công chức › Có mặt | Người", "bien-che-co-mat"),
        ("Số liệu về biên chế công chức › Số có mặt tại thời điểm báo cáo | Biên chế", "bien-che-co-mat"),
        ("Số người làm việc hưởng lương từ NSNN › Số có mặt tại thời điểm báo cáo | Người", "nguoi-lam-viec-co-mat"),
        ("Số có mặt tại thời điểm báo cáo | Người", None),
        ("Tỷ lệ giải ngân vốn đầu tư công › Đã giải ngân | Tỷ đồng", "giai-ngan-thuc-hien"),
        ("Tỷ lệ giải ngân vốn đầu tư công › Đã giải ngân | Dự án", None),
        ("Tỷ lệ dự án khởi công đúng hạn › Đã thực hiện | Triệu đồng", None),
        ("Tỷ lệ giải ngân vốn đầu tư công › Vốn đã giải ngân | Triệu đồng", "giai-ngan-thuc-hien"),
        ("Vốn đã giải ngân | Triệu đồng", None),
        ("Duy trì tỷ lệ giải quyết hồ sơ đúng hạn | %", "ho-so-dung-han-ty-le"),
        ("Trong kỳ quyết định công bố TTHC | Quyết định", None),
        ("Số TTHC nội bộ đã công bố | TTHC", None),
        ("Tỷ lệ hồ sơ giải quyết quá hạn | %", None),
        ("Số TTHC cấp tỉnh | %", None),
        ("Tỷ lệ hộ nghèo | %", "ho-ngheo-ty-le"),
        ("Tỷ lệ hộ nghèo cuối năm (theo chuẩn đa chiều) | %", "ho-ngheo-ty-le"),
        ("Tỷ lệ hộ cận nghèo | %", "ho-can-ngheo-ty-le"),
        ("Tỷ lệ hộ nghèo khu vực biên giới | %", None),
        ("Tỷ lệ hộ nghèo | hộ", None),
        ("Thu nội địa | triệu đồng", "thu-noi-dia"),
        ("GTSX ngành công nghiệp (giá so sánh 2010) | tỷ đồng", "gtsx-cong-nghiep"),
        ("Tổng sản lượng thủy sản › Khai thác | tấn", "san-luong-khai-thac"),
        ("Khai thác | tấn", None),
        ("Số đơn tố cáo | vụ việc", None),
        ("Số trường tiểu học | Cái", "truong-tieu-hoc"),
        ("Tổng số hợp tác xã | HTX", "htx"),
    ],
)
def test_a_label_is_read_by_words_unit_and_what_it_stands_under(path: str, key: str | None) -> None:
    assert key_of(path) == key


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "result"),
    [
        (1.8, "Tỷ đồng", "Triệu đồng", 1800),
        (12469022, "triệu đồng", "tỷ đồng", 12469.022),
        (995.0, "‰", "%", 99.5),
        (3, "Cơ quan, đơn vị", "Đơn vị", 3),
        (2, "nghìn hồ sơ", "hồ sơ", 2000),
        (20, "triệu USD", "triệu đồng", None),
        (20, "%", "hồ sơ", None),
        (7, None, "hồ sơ", 7),
    ],
)
def test_units_of_one_kind_are_brought_together(
    value: float, unit: str | None, wanted: str, result: float | None
) -> None:
    assert converted(value, unit, wanted) == result
    assert same_kind(unit, wanted) == (result is not None)


def table(first: int, *rows: tuple[str, str | None, int | None]) -> list[TableRow]:
    """Rows of a table: label, unit, and the place of the row above (from 0); a row without unit is a heading."""
    return [
        TableRow(first + n, label, unit, None if parent is None else first + parent, int(unit is None), "number")
        for n, (label, unit, parent) in enumerate(rows)
    ]


def test_the_same_label_under_two_rows_is_two_indicators() -> None:
    gathered = Counted()
    rows = table(
        1,
        ("Lớp tập huấn", None, None),
        ("Số lượng", "Lớp", 0),
        ("Cuộc thi", None, None),
        ("Số lượng", "Lớp", 2),
    )
    links = gathered.add(None, rows, []).of_row
    assert links[2].indicator_id != links[4].indicator_id
    assert {row.key for row in gathered.rows()} == {"lớp tập huấn › số lượng|lớp", "cuộc thi › số lượng|lớp"}


def test_a_heading_without_number_gives_its_rows_their_meaning() -> None:
    rows = table(
        1,
        ("IV. Cải cách tổ chức bộ máy", None, None),
        ("2. Biên chế công chức", None, 0),
        ("Tổng số được giao", "Người", 1),
        ("3. Số người làm việc hưởng lương từ NSNN", None, 0),
        ("Tổng số được giao", "Người", 3),
    )
    links = Counted().add(None, rows, []).of_row
    assert (links[3].indicator_id, links[5].indicator_id) == (
        indicator_id("bien-che-giao"),
        indicator_id("nguoi-lam-viec-giao"),
    )
    assert links[1].indicator_id is None


def test_the_title_of_a_table_stands_for_the_heading_of_its_form() -> None:
    row = TableRow(1, "Tổng số đơn vị sự nghiệp", "Đơn vị", None, 0, "number", "Cải cách tài chính công")
    above = TableRow(2, "Thực hiện tự chủ tài chính của ĐVSN", None, None, 1, "none", "Cải cách tài chính công")
    below = row._replace(id=3, parent_id=2)
    links = Counted().add(None, [above, below], []).of_row
    assert links[3].indicator_id == indicator_id("tu-chu-dvsn")


def test_figures_in_notes_are_parts_of_their_row_and_not_the_row_again() -> None:
    rows = table(1, ("Số TTHC cấp tỉnh", "Thủ tục", None))
    figure = FigureRow(9, 1, "TTHC cấp tỉnh", "TTHC", "table", "figure.count")
    links = Counted().add(None, rows, [figure])
    assert links.of_row[1].indicator_id == indicator_id("tthc-tinh")
    assert links.of_figure[9].indicator_id == indicator_id(indicator_key("TTHC cấp tỉnh", "TTHC", "tthc-tinh"))


def test_phrases_of_the_text_make_an_indicator_only_where_two_reports_have_them() -> None:
    figures = [
        FigureRow(1, None, "lượt truy cập", "lượt", "body"),
        FigureRow(2, None, "lượt khách", "lượt", "body"),
        FigureRow(3, None, "tỷ lệ giải ngân", "%", "body"),
    ]
    gathered = Counted(repeated=lambda *text: text == ("lượt khách", "lượt"))
    links = gathered.add(None, [], figures).of_figure
    assert [links[n].indicator_id for n in (1, 2, 3)] == [
        None,
        indicator_id("lượt khách|lượt"),
        indicator_id("giai-ngan-ty-le"),
    ]


def cells(*rows: tuple[str, str, str | None]) -> list[str | None]:
    """What cells count: each is told by its row (with the rows above in front), its head and its unit."""
    found = []
    for path, head, unit in rows:
        told = counted(Cell(labels=tuple(reversed(path.split(" › "))), head=head, unit=unit))
        found.append(told and (told.found.key if told.found else told.label))
    return found


def test_plan_and_outcome_of_a_row_are_one_indicator_and_comparisons_none() -> None:
    heads = ["Thực hiện năm 2022", "Năm 2023 › Kế hoạch", "Năm 2023 › Ước thực hiện", "6 tháng đầu năm 2024", "DỰ TOÁN"]
    assert cells(*(("Thu nội địa", head, "tỷ đồng") for head in heads)) == ["thu-noi-dia"] * len(heads)
    assert cells(*(("Số lớp xóa mù chữ", head, "lớp") for head in heads)) == ["Số lớp xóa mù chữ"] * len(heads)
    heads = ["So sánh (%) › KH năm", "Tăng (+), giảm (-)", "Cơ cấu (%)", "Năm 2024 so với năm 2023"]
    assert cells(*(("Thu nội địa", head, "%") for head in heads)) == [None] * len(heads)


def test_a_figure_that_compares_is_of_an_indicator_that_is_a_comparison_only() -> None:
    cell = Cell(labels=("Tổng sản phẩm trên địa bàn",), head="", unit="%", change="increase")
    assert counted(cell._replace(labels=("Tốc độ tăng GRDP",))).found.key == "grdp-tang-truong"  # type: ignore[union-attr]
    assert counted(cell._replace(labels=("Tỷ lệ hộ nghèo",))) is None
    assert counted(cell._replace(labels=("Dịch vụ",), head="Tỷ trọng (%)", change="share")) is None
    assert counted(cell._replace(labels=("Tỷ lệ hộ nghèo",), change=None)).found.key == "ho-ngheo-ty-le"  # type: ignore[union-attr]


def test_row_and_head_name_a_cell_together() -> None:
    assert cells(
        ("Lúa xuân", "Diện tích (ha) › Kế hoạch", "ha"),
        ("Lúa xuân", "Sản lượng (tấn) › Thực hiện", "tấn"),
        ("Mầm non", "Học sinh (người) › Tổng số", "người"),
        ("TỔNG CỘNG", "Hộ nghèo (hộ) › Cuối năm 2023", "hộ"),
        ("TỔNG CỘNG", "Hộ nghèo (hộ) › Tỷ lệ cuối năm 2024 (%)", "%"),
        ("Năm 2019", "Số hợp đồng liên kết (hợp đồng)", "hợp đồng"),
        ("Cúm mùa", "Số mắc theo tháng › Tháng 3", "ca"),
    ) == [
        "dien-tich-lua-xuan", "san-luong-lua-xuan", "hs-mam-non", "ho-ngheo", "ho-ngheo-ty-le",
        "số hợp đồng liên kết", "Cúm mùa › số mắc",
    ]  # fmt: skip


def test_a_row_is_read_with_what_it_stands_under() -> None:
    assert cells(
        ("Dân số trung bình › Thành thị", "Năm 2023", "nghìn người"),
        ("Nông thôn › Tỷ lệ hộ nghèo", "Năm 2023", "%"),
        ("Thu nội địa › Thuế giá trị gia tăng", "Năm 2023", "tỷ đồng"),
        ("Thu từ khu vực ngoài quốc doanh › Thuế giá trị gia tăng", "Năm 2023", "tỷ đồng"),
    ) == ["dan-so-thanh-thi", "Tỷ lệ hộ nghèo", "thue-gtgt", "Thuế giá trị gia tăng"]


def test_cells_of_places_count_what_their_column_says() -> None:
    cell = Cell(labels=("Huyện Nga Sơn",), head="Tổng số hộ nghèo", unit="hộ", is_place=True, place="Huyện Nga Sơn")
    assert counted(cell).found.key == "ho-ngheo"  # type: ignore[union-attr]
    of_years = cell._replace(head="Năm 2023", title="DIỆN TÍCH RỪNG NGẬP MẶN PHÂN THEO HUYỆN")
    assert counted(of_years).label == "diện tích rừng ngập mặn phân theo huyện"  # type: ignore[union-attr]
    assert counted(of_years._replace(title=None)) is None
    in_head = Cell(labels=("Lúa hè thu",), head="Hậu Giang › Diện tích (ha)", unit="ha", place="hau-giang")
    assert counted(in_head).found.key == "dien-tich-lua-he-thu"  # type: ignore[union-attr]


def test_a_sum_over_places_says_nothing_of_what_is_counted_and_a_heading_does() -> None:
    def labels(parent: TableRow) -> tuple[str, ...]:
        district = TableRow("r2", "Huyện Bến Lức", None, "r1", 0, place="Huyện Bến Lức")
        figure = FigureRow("f1", "r2", "Tỷ lệ (%)", "%", place="Huyện Bến Lức", head="Tỷ lệ (%)")
        return DocumentRows({"r1": parent, "r2": district}).labels_of(district, figure)

    assert labels(TableRow("r1", "Khu vực nông thôn", None, None, 0)) == ("",)
    assert labels(TableRow("r1", "Số hộ nghèo", None, None, 1)) == ("", "Số hộ nghèo")


def test_rows_of_persons_name_nothing_and_works_do() -> None:
    assert cells(
        ("Nguyễn Thị Minh", "Năm 2023", "điểm"),
        ("Lĩnh vực giao thông › Cầu Cửa Nhượng", "Giải ngân đến hết tháng 9", "triệu đồng"),
    ) == [None, "Cầu Cửa Nhượng › vốn"]


def test_a_row_is_no_part_of_what_is_measured_in_another_unit() -> None:
    rows = table(1, ("Sản lượng thịt hơi", "Tấn", None), ("Số lao động học nghề may", "Người", 0), ("Tỷ lệ", "%", 0))
    gathered = Counted()
    links = gathered.add(None, rows, []).of_row
    assert links[2].indicator_id == indicator_id("số lao động học nghề may|người")
    assert links[3].indicator_id == indicator_id("san-luong-thit-hoi › tỷ lệ|%")


def test_a_short_label_needs_its_unit() -> None:
    assert cells(("Sản phẩm", "Năm 2023", None), ("Thu nội địa", "Năm 2023", None)) == ["Sản phẩm", "thu-noi-dia"]


@pytest.mark.parametrize(
    "label",
    [
        "Tổng số",
        "đơn vị",
        "1.004203",
        "Đã ban hành kế hoạch; các huyện triển khai",
        "Trong năm đã tổ chức hội nghị. Các đơn vị đã báo cáo",
        " ".join(["từ"] * 40),
    ],
)
def test_a_clause_makes_no_indicator(label: str) -> None:
    assert cells((label, "Năm 2023", "người")) == [None]
    assert not names_something(label)


@pytest.mark.parametrize(
    ("label", "unit", "names"),
    [
        ("lượt khách", "lượt", True),
        ("lượt khách", None, False),
        ("Đối với hồ sơ trễ hạn, các cơ quan đã gửi thư xin lỗi", "thư", False),
        ("Kế hoạch kiểm tra năm 2022 xác định đơn vị", "đơn vị", False),
        ("văn bản theo Nghị định số 138/2020/NĐ-CP", "văn bản", False),
        ("số người", "người", False),
    ],
)
def test_a_phrase_of_the_text_names_what_several_reports_count(label: str, unit: str | None, names: bool) -> None:
    assert names_in_text(label, unit) == names


def test_cells_give_their_row_its_indicator_where_they_share_it() -> None:
    rows = [TableRow(1, "Thu nội địa", "tỷ đồng", None, 0), TableRow(2, "Sản xuất lúa", None, None, 0)]
    figure = FigureRow(9, 1, "Thu nội địa › Kế hoạch", "tỷ đồng", "table", "table-cell", head="Kế hoạch")
    figures = [
        figure,
        figure._replace(id=10, label="Thu nội địa › Thực hiện", head="Thực hiện"),
        figure._replace(id=11, label="Thu nội địa › Tỷ lệ (%)", unit="%", head="Tỷ lệ (%)", change="ratio"),
        figure._replace(id=12, table_row_id=2, label="Sản xuất lúa › Diện tích", unit="ha", head="Diện tích"),
        figure._replace(id=13, table_row_id=2, label="Sản xuất lúa › Sản lượng", unit="tấn", head="Sản lượng"),
    ]
    gathered = Counted()
    links = gathered.add("kinh tế - xã hội", rows, figures)
    wanted = indicator_id("thu-noi-dia")
    assert [links.of_figure[n].indicator_id for n in (9, 10, 11)] == [wanted, wanted, None]
    assert (links.of_row[1].indicator_id, links.of_row[2].indicator_id) == (wanted, None)
    assert next(row.times for row in gathered.rows() if row.key == "thu-noi-dia") == 2


def test_every_print_of_the_registry_means_its_own_indicator() -> None:
    """No two entries claim one label and unit, in full or without what may be left out."""
    for each in indicators().values():
        if each.sector is None:
            continue
        for prints, context in (
            ((each.name, *each.variants), frozenset[str]()),
            (each.short, frozenset({each.parent})),
        ):
            for text in prints:
                assert registered_words(text).needed, f"{each.key}: {text!r} needs no word"
                for label in (re.sub(r"[\[\]]", "", text), re.sub(r"\[[^\]]*\]", "", text)):
                    found = match(label, each.unit, context)  # type: ignore[arg-type]
                    assert found and found.key == each.key, f"{each.key}: {label!r} is {found and found.key}"


def test_the_sectors_have_their_indicators() -> None:
    of_sectors = [each for each in indicators().values() if each.sector]
    assert len(of_sectors) > 250
    assert all(each.unit and each.name_en and each.time and not each.form for each in of_sectors)


def test_labels_of_cells_are_one_only_where_all_words_are() -> None:
    labels = ["Ngô đông › diện tích", "Ngô vụ đông › diện tích", "Diện tích ngô đông"]
    of_cells = [Labelled(label, label, "ha", None, 1, of_cells=True) for label in labels]
    assert same_as(of_cells) == {"Ngô đông › diện tích": "Diện tích ngô đông"}


LABELS = ["Số chợ được nâng cấp", "Số chợ đã được nâng cấp", "Số cầu treo được sửa chữa", "Số lượng chợ được nâng cấp"]


def test_keys_and_groups_are_the_same_in_whatever_order_labels_come() -> None:
    results = set()
    for seed in range(6):
        order = LABELS.copy()
        random.Random(seed).shuffle(order)
        gathered = Counted()
        for number, label in enumerate(order):
            gathered.add(None, table(100 * number + 1, (label, "Công trình", None)), [])
        results.add(tuple((row.id, row.key, row.same_as_id) for row in gathered.rows()))
    ((*rows,),) = results
    assert len({leader or ident for ident, _, leader in rows}) == 2


def test_a_label_that_comes_later_renames_no_key() -> None:
    keys = []
    for count in range(1, len(LABELS) + 1):
        gathered = Counted()
        for number, label in enumerate(LABELS[:count]):
            for again in range(1 + number):
                gathered.add(None, table(100 * number + 10 * again + 1, (label, "Công trình", None)), [])
        keys.append({(row.id, row.key) for row in gathered.rows()})
    assert all(before < after for before, after in pairwise(keys))


def test_what_excludes_each_other_is_never_one_group() -> None:
    labels = [
        "Số dự án hoàn thành đúng hạn trong khu công nghiệp",
        "Số dự án hoàn thành quá hạn trong khu công nghiệp",
        "Số dự án của cấp huyện trong khu công nghiệp",
        "Số dự án của cấp xã trong khu công nghiệp",
    ]
    assert same_as([Labelled(label, label, "Dự án", None, 1) for label in labels]) == {}


def test_labels_are_one_group_where_words_and_the_row_above_are_alike() -> None:
    received = [
        Labelled(label, label, "hồ sơ", None, 1) for label in ("tổng số hồ sơ tiếp nhận", "toàn tỉnh tiếp nhận hồ sơ")
    ]
    assert same_as(received) == {received[0].key: received[1].key}
    sent = [
        Labelled(level, "Gửi đi văn bản", "văn bản", f"van-ban-dien-tu-{level}-ty-le", 1)
        for level in ("so", "huyen", "xa")
    ]
    assert same_as(sent) == {}


def test_grouping_compares_each_label_with_a_few_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """In proportion to the labels: all pairs of these would be ten times as many comparisons."""
    chance, words, compared = random.Random(1), [f"từ{letter}" for letter in "abcdefghijklmnopqrst"], []
    monkeypatch.setattr(counted_rows, "likeness_of", lambda one, other: compared.append(one) or 0.0)
    labels = [
        Labelled(str(n), f"Số công trình {' '.join(chance.choices(words, k=4))}", "cái", None, 1) for n in range(1200)
    ]
    assert same_as(labels) == {}
    assert len(labels) < len(compared) <= 60 * len(labels)


def test_labels_that_are_alike_are_always_found() -> None:
    """Short ones and long ones, with words left out, moved and said again: the same as by comparing all pairs."""
    chance = random.Random(4)
    words = plain("số của hồ sơ chợ cầu treo tỉnh xã đã được nâng cấp sửa chữa tiếp nhận văn bản gửi đi").split()
    labels = [
        Labelled(f"{n:03}", " ".join(chance.choices(words, k=chance.randint(1, 9))), "cái", None, chance.randint(1, 9))
        for n in range(200)
    ]
    for each in labels[:100]:
        moved = each.label.split()
        chance.shuffle(moved)
        labels.append(each._replace(key=f"x{each.key}", label=" ".join(moved)))
    alike: dict[str, dict[str, float]] = defaultdict(dict)
    for one, other in permutations(labels, 2):
        if (found := likeness_of(one, other)) >= ALIKE:
            alike[one.key][other.key] = found
    assert sum(map(len, alike.values())) > 100
    assert same_as(labels) == led(labels, alike)


def test_a_very_long_label_is_cut_before_it_is_segmented() -> None:
    assert match("1." * 10_000 + " tỷ lệ", "%") is None
    assert len(indicator_key("chợ " * 500, "cái")) <= 200
    assert 200 < len(plain("chợ " * 500)) <= LONGEST


MINE = """
# decisions
[[indicator]]
key = "phieu-thu-ve"
name = "Số phiếu thu về"
unit = "Phiếu"

[[pin]]
label = "Số phiếu hợp lệ"
under = "Khảo sát"
to = "phieu-thu-ve"

[[split]]
key = "pakn"
unit = "Ý kiến"
to = "y-kien"
name = "Số ý kiến"

[[merge]]
keys = ["tthc-bai-bo", "tthc-cong-bo"]
to = "tthc-cong-bo"
"""


def test_decisions_pin_split_and_merge() -> None:
    rows = table(
        1,
        ("Khảo sát mức độ hài lòng", None, None),
        ("Số phiếu hợp lệ", "Phiếu", 0),
        ("Số phiếu hợp lệ", "Phiếu", None),
        ("Tổng số PAKN đã tiếp nhận", "PAKN", None),
        ("Tổng số PAKN đã tiếp nhận", "Ý kiến", None),
        ("Số TTHC bãi bỏ, thay thế", "Thủ tục", None),
    )
    gathered = Counted(Decisions(read_decisions(MINE, "mine.toml")))
    links = gathered.add(None, rows, []).of_row
    own, loose = indicator_id("phieu-thu-ve"), indicator_id("số phiếu hợp lệ|phiếu")
    assert [links[n].indicator_id for n in range(2, 7)] == [
        own, loose, indicator_id("pakn"), indicator_id("y-kien"), indicator_id("tthc-cong-bo"),
    ]  # fmt: skip
    known = {row.key: (row.name, row.origin) for row in gathered.rows()}
    assert known["phieu-thu-ve"] == ("Số phiếu thu về", "user")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[[pin]]\nlabel = 'a'\n", 1, "lacks to"),
        ("\n\n[[pin]]\nlabel = 'a'\nto = 'pakn'\ncolour = 'red'\n", 3, "colour"),
        ("[[merge]]\nkeys = 'pakn'\nto = 'tthc'\n", 1, "keys may not be 'pakn'"),
        ("[[pins]]\nlabel = 'a'\n", 1, "'pins' is nothing to decide"),
        ("[[split]]\nkey = 'pakn'\nto = 'tthc'\n", 1, "does not say which labels go"),
        ("[[indicator]]\nkey = 'tthc'\nname = 'x'\n", 1, "already"),
        ("[[indicator]]\nkey = 'Tất cả'\nname = 'x'\n", 1, "is no key"),
        ("[[merge]]\nkeys = ['pakn']\nto = 'tthc'\n\n[[merge]]\nkeys = ['tthc']\nto = 'pakn'\n", 1, "into each other"),
        ("[[merge]]\nkeys = ['pakn']\nto = 'tthc'\n[[merge]]\nkeys = ['pakn']\nto = 'vbqppl'\n", 4, "in line 1"),
        ("[[pin]]\nlabel = 'a'\nto = 'pakn2'\n", 1, "there is no indicator 'pakn2'"),
        ("# x\n[[merge]]\nkeys = ['pakn']\nto = 'pakn-ty-le'\n", 2, "do not measure the same"),
        ("[[pin]\n", 1, "is not TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        check_targets(read_decisions(text, "mine.toml"), frozenset(), "mine.toml")
    assert said in refused.value.message
    assert f"line {line}" in refused.value.message
    assert refused.value.next_step


@pytest.mark.parametrize(
    ("title", "counts"),
    [
        (
            "Phụ lục IV KẾT QUẢ ĐÁNH GIÁ TIÊU CHÍ THUỘC CẢI CÁCH THỂ CHẾ NĂM 2025",
            "đánh giá tiêu chí thuộc cải cách thể chế",
        ),
        ("II. DIỆN TÍCH RỪNG", "diện tích rừng"),
        ("Xã hội hóa giáo dục", "xã hội hóa giáo dục"),
    ],
)
def test_the_number_of_an_annex_is_no_part_of_what_its_table_counts(title: str, counts: str) -> None:
    assert subject(title) == counts
