"""Sections: headings of reports, laws, decisions and annexes as a tree, and what stands in them."""

import pytest

from extractor.model.layout import Layout
from tests.layout.drawn import read, written
from tests.layout.typeset import FILLER, put, text_page

TEXT = f">{FILLER[:60]} nhiệm vụ."


@pytest.fixture
def laid(tmp_path):
    def lay(*pages) -> Layout:
        return read(written(tmp_path / "sections.pdf", *pages))

    return lay


def tree(layout: Layout) -> list[tuple[int, str, str]]:
    """Level, label and title of each section; the levels must fit the parents."""
    for section in layout.sections:
        parent = layout.sections[section.parent].level if section.parent is not None else 0
        assert section.level == parent + 1
    return [(each.level, each.label, each.title) for each in layout.sections]


def test_a_report(laid):
    lines = [
        ">**I. TÌNH HÌNH CHUNG**",
        ">**1. Về chỉ đạo**",
        TEXT,
        ">**1.1. Về thể chế**",
        TEXT,
        ">**1.1.1. Rà soát văn bản**",
        TEXT,
        ">**a) Kết quả đạt được**",
        TEXT,
        ">**2. Về tổ chức bộ máy**",
        TEXT,
        ">**II. PHƯƠNG HƯỚNG**",
        TEXT,
    ]
    assert tree(laid(text_page(lines))) == [
        (1, "I", "TÌNH HÌNH CHUNG"),
        (2, "1", "Về chỉ đạo"),
        (3, "1.1", "Về thể chế"),
        (4, "1.1.1", "Rà soát văn bản"),
        (5, "a", "Kết quả đạt được"),
        (2, "2", "Về tổ chức bộ máy"),
        (1, "II", "PHƯƠNG HƯỚNG"),
    ]


def test_parts_with_their_titles_below(laid):
    lines = ["|**PHẦN THỨ NHẤT**", "|**ĐÁNH GIÁ CHUNG**", ">**A. KẾT QUẢ**", ">**I. Về thể chế**", TEXT, "|**Phần II**"]
    assert tree(laid(text_page([*lines, "|**PHƯƠNG HƯỚNG**", TEXT]))) == [
        (1, "PHẦN THỨ NHẤT", "ĐÁNH GIÁ CHUNG"),
        (2, "A", "KẾT QUẢ"),
        (3, "I", "Về thể chế"),
        (1, "Phần II", "PHƯƠNG HƯỚNG"),
    ]


def test_a_law(laid):
    lines = [
        "|**Chương I**",
        "|**QUY ĐỊNH CHUNG**",
        ">**Điều 1. Phạm vi điều chỉnh**",
        ">1. Luật này quy định về thủ tục.",
        ">2. Luật này không quy định về phí",
        ">**Điều 2. Đối tượng áp dụng**",
        TEXT,
        "|**Chương II**",
        "|**THỦ TỤC**",
        "|**Mục 1**",
        "|**TIẾP NHẬN**",
        ">**Điều 3. Nơi tiếp nhận**",
        TEXT,
    ]
    assert tree(laid(text_page(lines))) == [
        (1, "Chương I", "QUY ĐỊNH CHUNG"),
        (2, "Điều 1", "Phạm vi điều chỉnh"),
        (2, "Điều 2", "Đối tượng áp dụng"),
        (1, "Chương II", "THỦ TỤC"),
        (2, "Mục 1", "TIẾP NHẬN"),
        (3, "Điều 3", "Nơi tiếp nhận"),
    ]


def test_a_decision_that_approves_a_plan(laid):
    lines = [
        ">**Điều 1.** Phê duyệt Kế hoạch với các nội dung sau:",
        ">**I. MỤC TIÊU**",
        TEXT,
        ">**II. NHIỆM VỤ**",
        TEXT,
        ">**Điều 2.** Quyết định này có hiệu lực kể từ ngày ký.",
        ">Điều 3. Các sở chịu trách nhiệm thi hành Quyết định này.",
    ]
    assert tree(laid(text_page(lines))) == [
        (1, "Điều 1", ""),
        (2, "I", "MỤC TIÊU"),
        (2, "II", "NHIỆM VỤ"),
        (1, "Điều 2", ""),
        (1, "Điều 3", ""),
    ]


def test_an_attached_document_begins_anew(laid):
    decision = text_page([">**Điều 1.** Ban hành Kế hoạch kèm theo.", ">**Điều 2.** Các sở thi hành."])
    plan = text_page(
        ["|**KẾ HOẠCH**", "|**Kiểm tra năm 2025**", "|(Kèm theo Quyết định số 5)", ">**I. MỤC TIÊU**", TEXT], fill=False
    )
    assert tree(laid(decision, plan)) == [
        (1, "Điều 1", ""),
        (1, "Điều 2", ""),
        (1, "KẾ HOẠCH", "Kiểm tra năm 2025"),
        (2, "I", "MỤC TIÊU"),
    ]


def test_letters_within_roman_numbers(laid):
    lines = [
        ">**I. CẤP TỈNH**",
        ">**A. Kết quả**",
        TEXT,
        ">**B. Tồn tại**",
        TEXT,
        ">**II. CẤP XÃ**",
        ">**A. Kết quả**",
        TEXT,
    ]
    assert tree(laid(text_page(lines))) == [
        (1, "I", "CẤP TỈNH"),
        (2, "A", "Kết quả"),
        (2, "B", "Tồn tại"),
        (1, "II", "CẤP XÃ"),
        (2, "A", "Kết quả"),
    ]


def test_numbers_with_dash_slash_brackets_or_no_blank(laid):
    lines = [
        ">**I- KẾT QUẢ**",
        TEXT,
        ">**1/ Chỉ đạo**",
        TEXT,
        ">**1.1.Thể chế**",
        TEXT,
        ">**a/ Rà soát**",
        TEXT,
        ">**(1) Cấp tỉnh**",
        TEXT,
        ">**(i) Các sở**",
        TEXT,
        ">**- Sở Nội vụ:** đã làm.",
        ">**II/ NHIỆM VỤ**",
        TEXT,
    ]
    assert tree(laid(text_page(lines))) == [
        (1, "I", "KẾT QUẢ"),
        (2, "1", "Chỉ đạo"),
        (3, "1.1", "Thể chế"),
        (4, "a", "Rà soát"),
        (5, "(1)", "Cấp tỉnh"),
        (6, "(i)", "Các sở"),
        (7, "-", "Sở Nội vụ"),
        (1, "II", "NHIỆM VỤ"),
    ]


def test_a_title_under_its_label_may_fill_the_measure(laid):
    title = "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH"
    lines = ["|**Phần thứ nhất**", f"|**{title}**", "|**6 THÁNG ĐẦU NĂM 2024**", TEXT, ">**I. KẾT QUẢ**", TEXT]
    assert tree(laid(text_page(lines))) == [
        (1, "Phần thứ nhất", f"{title} 6 THÁNG ĐẦU NĂM 2024"),
        (2, "I", "KẾT QUẢ"),
    ]


def test_a_type_word_under_the_label_of_an_annex_is_its_title(laid):
    annex = text_page(["|**Phụ lục 1a**", "|**DANH MỤC**", TEXT], fill=False)
    assert tree(laid(text_page([">**I. MỤC TIÊU**", TEXT]), annex)) == [
        (1, "I", "MỤC TIÊU"),
        (1, "Phụ lục 1a", "DANH MỤC"),
    ]


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("PHỤ LỤC I", "|**PHỤ LỤC I**"),
        ("Phụ lục 01", "|**Phụ lục 01**"),
        ("PHỤ LỤC", "|**PHỤ LỤC**"),
        ("Biểu số 02/CCHC", "|**Biểu số 02/CCHC**"),
        ("Mẫu số 01", "|Mẫu số 01"),
        ("PHỤ LỤC II-A", "|**PHỤ LỤC II-A**"),
        ("Phụ lục 2.1", "|**Phụ lục 2.1**"),
    ],
)
def test_annexes_and_forms(laid, label, line):
    annex = text_page([line, "|**DANH MỤC NHIỆM VỤ**", TEXT], fill=False)
    assert tree(laid(text_page([">**I. MỤC TIÊU**", TEXT]), annex)) == [
        (1, "I", "MỤC TIÊU"),
        (1, label, "DANH MỤC NHIỆM VỤ"),
    ]


def test_a_run_in_heading_ends_at_its_colon_or_full_stop(laid):
    lines = [
        ">**1. Về tổ chức:** Tỉnh đã sắp xếp các đơn vị.",
        ">**2. Về nhân sự.** Tỉnh đã tuyển dụng.",
        ">**3.** Tỉnh đã làm.",
        ">4. Theo **Luật Đất đai** tỉnh đã làm.",
    ]
    layout = laid(text_page(lines))
    assert tree(layout) == [(1, "1", "Về tổ chức"), (1, "2", "Về nhân sự")]
    assert layout.sections[0].raw == "1. Về tổ chức:"


def test_the_number_of_a_bold_heading_may_be_plain(laid):
    lines = [">**I. KẾT QUẢ**", ">1. **Về thể chế**", TEXT, ">2. **Về bộ máy:** đã làm.", ">- **Sở Nội vụ:** đã làm."]
    plain = [">3. Theo **Luật Đất đai** tỉnh đã làm.", ">Ông **Nguyễn Văn An**", TEXT]
    assert tree(laid(text_page([*lines, *plain]))) == [
        (1, "I", "KẾT QUẢ"),
        (2, "1", "Về thể chế"),
        (2, "2", "Về bộ máy"),
        (3, "-", "Sở Nội vụ"),
    ]


def test_bold_headings_without_number(laid):
    lines = [">**Về công tác chỉ đạo**", TEXT, ">**1. Về thể chế**", TEXT, ">**Kết quả nổi bật:**", TEXT]
    assert tree(laid(text_page(lines))) == [
        (1, "", "Về công tác chỉ đạo"),
        (2, "1", "Về thể chế"),
        (3, "", "Kết quả nổi bật"),
    ]


def test_bold_headings_in_small_letters_stand_under_those_in_capitals(laid):
    lines = [">**ĐÁNH GIÁ CHUNG**", TEXT, ">**Kết quả đạt được**", TEXT, ">**PHƯƠNG HƯỚNG NHIỆM VỤ**", TEXT]
    assert tree(laid(text_page(lines))) == [
        (1, "", "ĐÁNH GIÁ CHUNG"),
        (2, "", "Kết quả đạt được"),
        (1, "", "PHƯƠNG HƯỚNG NHIỆM VỤ"),
    ]


def test_plain_headings_that_end_in_a_colon(laid):
    lines = [">1. Công tác chỉ đạo, điều hành:", TEXT, ">2. Cải cách thể chế:", TEXT]
    assert tree(laid(text_page(lines))) == [(1, "1", "Công tác chỉ đạo, điều hành"), (1, "2", "Cải cách thể chế")]


def test_plain_numbered_headings_over_text(laid):
    lines = [">1. Nguyên tắc áp dụng", TEXT, ">2. Tổ chức thực hiện", ">2.1. Các sở", TEXT, ">2.2. Các huyện", TEXT]
    assert tree(laid(text_page(lines))) == [
        (1, "1", "Nguyên tắc áp dụng"),
        (1, "2", "Tổ chức thực hiện"),
        (2, "2.1", "Các sở"),
        (2, "2.2", "Các huyện"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [">1. Sở Nội vụ", ">2. Sở Tài chính", ">3. Sở Y tế", TEXT],
        [">1. Tỉnh đã ban hành kế hoạch.", ">2. Tỉnh đã kiểm tra.", TEXT],
        [">2. Sở Nội vụ", TEXT],
        [">- UBND TỈNH", ">- HĐND TỈNH", TEXT],
        [">a) UBND", TEXT],
        [">**- Ghi chú:** số liệu đến ngày 15/12", TEXT],
        ["|**Bảng 1. Số hồ sơ**"],
        [">Điều 5 của Luật này quy định", TEXT],
        [">“Điều 5. Hiệu lực", TEXT],
    ],
)
def test_numbered_text_is_no_heading(laid, lines):
    assert tree(laid(text_page(lines))) == []


def test_a_signature_is_no_heading(laid):
    def draw(sheet):
        text_page([">**I. MỤC TIÊU**", TEXT])(sheet)
        put(sheet, 300, "**Nguyễn Văn An**", x=380)
        put(sheet, 400, "Ghi thêm một dòng.")

    assert len(laid(draw).sections) == 1


def test_sentences_and_tables_know_their_section(laid):
    def draw(sheet):
        text_page([">**I. TÌNH HÌNH CHUNG**", TEXT, ">**II. SỐ LIỆU**", "Số liệu như sau:"])(sheet)
        sheet.ruled([85, 300, 540], 220, [["Tên", "Số"], ["Huế", "12"]])
        put(sheet, 300, ">**III. KẾT LUẬN**")
        put(sheet, 320, TEXT)
        sheet.ruled([85, 300, 540], 340, [["Tên", "Số"], ["Vinh", "13"]])

    layout = laid(text_page(["Lời đầu."]), draw)
    assert [table.section for table in layout.tables] == [1, 2]
    region = next(each for each in layout.regions if each.kind == "body")
    of = {region.text[each.start : each.end]: each.section for each in region.sentences}
    assert of["Lời đầu."] is None
    assert of["Số liệu như sau:"] == 1
    assert of[f"{TEXT[1:]}"] == 2


def test_a_note_knows_the_section_of_its_marker(laid):
    lines = [">**I. MỤC TIÊU**", TEXT, ">**II. NHIỆM VỤ**", "Tỉnh đã ban hành kế hoạch^1^ kiểm tra."]
    (note,) = laid(text_page(lines, ["^1^ Kế hoạch số 5/KH-UBND."], rule=150)).footnotes
    assert (note.section, note.sentence) == (1, "Tỉnh đã ban hành kế hoạch kiểm tra.")
