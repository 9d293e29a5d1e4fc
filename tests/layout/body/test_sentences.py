"""Sentences and paragraphs: over line ends, pages and tables, and what ends no sentence."""

import pytest

from extractor.layout.body.sections import sentence_spans
from tests.layout.drawn import body, read, written
from tests.layout.typeset import FILLER, LEFT, put, stretched

SHORT = " ".join(FILLER.split()[:14])


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Trung tâm hành chính công TP. Hồ Chí Minh và Tp. Huế đã hoạt động.",
        "Chủ nhiệm: PGS. TS. Nguyễn Văn An, ThS. Trần Bình.",
        "Chủ nhiệm: GS.TS. Nguyễn Văn An, ThS.BS.CKII. Trần Bình.",
        "Văn bản do KT. Chủ tịch ký theo Kế hoạch của Đ/c. Nguyễn Văn An.",
        "Sách do Nxb. Chính trị quốc gia in, tr. 12, No. 5.",
        "Theo ông Nguyễn V. An và bà Trần T. K. Hoa, tỉnh đã làm.",
        "Tiếp nhận 1.234 hồ sơ, đạt 99.5% kế hoạch.",
        "Ban hành ngày 01. 02. 2024 tại tỉnh.",
        "Các sở; các huyện; các xã, v.v. đã làm; không ai chậm.",
        "Các huyện Kỳ Anh, Hương Sơn... đã làm.",
        "1. Về thể chế, tỉnh đã ban hành kế hoạch.",
        "b) Tỉnh đã ban hành kế hoạch.",
        "Điều 7. Hình thức và giá trị sử dụng của thị thực",
        "7a. Nhà đầu tư được cấp thị thực.",
        "II. TÌNH HÌNH CHUNG",
    ],
)
def test_one_sentence(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tỉnh đã làm. Huyện đang làm.", ["Tỉnh đã làm.", "Huyện đang làm."]),
        ("“Luật này có hiệu lực.” Tỉnh đã làm.", ["“Luật này có hiệu lực.”", "Tỉnh đã làm."]),
        ("Sửa như sau: “1. Xe máy.”. Tỉnh đã làm.", ["Sửa như sau: “1. Xe máy.”.", "Tỉnh đã làm."]),
        ("Đạt 99 hồ sơ (xem Phụ lục.) Tỉnh đã làm.", ["Đạt 99 hồ sơ (xem Phụ lục.)", "Tỉnh đã làm."]),
        ("Tỉnh có các huyện như Kỳ Anh… Năm 2024 đã làm.", ["Tỉnh có các huyện như Kỳ Anh…", "Năm 2024 đã làm."]),
        ("Kết thúc năm 2024. 15 đơn vị đã làm.", ["Kết thúc năm 2024.", "15 đơn vị đã làm."]),
        ("Đơn vị xếp loại A. Các đơn vị khác xếp loại B.", ["Đơn vị xếp loại A.", "Các đơn vị khác xếp loại B."]),
        ("- Tỉnh đã làm! Huyện thì sao? Chưa rõ.", ["Tỉnh đã làm!", "Huyện thì sao?", "Chưa rõ."]),
        ("1. Tỉnh đã làm. Huyện đang làm.", ["1. Tỉnh đã làm.", "Huyện đang làm."]),
        ("Điều 1. Duyệt kế hoạch. Điều 2. Các sở thi hành.", ["Điều 1. Duyệt kế hoạch.", "Điều 2. Các sở thi hành."]),
        ("Theo quy định tại Điều 5. Các sở thi hành.", ["Theo quy định tại Điều 5.", "Các sở thi hành."]),
        ("Tỉnh đã làm. 2. Các huyện chưa làm.", ["Tỉnh đã làm.", "2. Các huyện chưa làm."]),
        ("Ngành KH&CN. Tỉnh đã làm.", ["Ngành KH&CN.", "Tỉnh đã làm."]),
    ],
)
def test_where_sentences_end(text, expected):
    assert sentences(text) == expected


def paragraphs(tmp_path, *pages) -> list[str]:
    return body(read(written(tmp_path / "text.pdf", *pages))).splitlines()


def full(*lines: str, top: float = 100):
    """Lines that fill the measure, and a last one in markup."""

    def draw(sheet):
        for at, line in enumerate(lines[:-1]):
            stretched(sheet, top + 20 * at, line)
        put(sheet, top + 20 * (len(lines) - 1), lines[-1])

    return draw


def test_a_paragraph_goes_on_over_a_table(tmp_path):
    def draw(sheet):
        stretched(sheet, 100, FILLER)
        sheet.ruled([85, 300, 540], 120, [["Tên", "Số"], ["Huế", "12"]])
        put(sheet, 190, "các nhiệm vụ cải cách hành chính. Tỉnh đã làm.")

    assert paragraphs(tmp_path, draw)[0] == f"{FILLER} các nhiệm vụ cải cách hành chính. Tỉnh đã làm."


def test_a_paragraph_goes_on_over_a_table_with_its_caption_and_unit(tmp_path):
    def draw(sheet):
        stretched(sheet, 100, FILLER)
        put(sheet, 120, "|**Bảng 2. Số hồ sơ theo huyện**")
        put(sheet, 136, "Đơn vị tính: Hồ sơ", 12, x=430)
        sheet.ruled([85, 300, 540], 142, [["Tên", "Số"], ["Huế", "12"]])
        put(sheet, 210, "các nhiệm vụ cải cách hành chính. Tỉnh đã làm.")

    lines = paragraphs(tmp_path, draw)
    assert lines[0] == f"{FILLER} các nhiệm vụ cải cách hành chính. Tỉnh đã làm."
    assert lines[1:] == ["Bảng 2. Số hồ sơ theo huyện", "Đơn vị tính: Hồ sơ"]


def test_a_paragraph_goes_on_over_a_picture(tmp_path):
    def draw(sheet):
        stretched(sheet, 100, FILLER)
        sheet.bar(200, 120, 400, 220)
        put(sheet, 240, "|Hình 1. Sơ đồ tổ chức", 12)
        put(sheet, 270, "các nhiệm vụ cải cách hành chính. Tỉnh đã làm.")

    lines = paragraphs(tmp_path, draw)
    assert lines == [f"{FILLER} các nhiệm vụ cải cách hành chính. Tỉnh đã làm.", "Hình 1. Sơ đồ tổ chức"]


def test_a_new_paragraph_begins_behind_a_table(tmp_path):
    def draw(sheet):
        stretched(sheet, 100, FILLER)
        sheet.ruled([85, 300, 540], 120, [["Tên", "Số"], ["Huế", "12"]])
        put(sheet, 190, ">Năm 2024 tỉnh đã làm.")

    assert paragraphs(tmp_path, draw)[-1] == "Năm 2024 tỉnh đã làm."


def test_a_paragraph_goes_on_on_the_next_page(tmp_path):
    lines = paragraphs(tmp_path, full(FILLER, FILLER, f"{FILLER} tốt"), full("các nhiệm vụ. Tỉnh đã làm."))
    assert len(lines) == 1
    assert lines[0].endswith("tốt các nhiệm vụ. Tỉnh đã làm.")


def test_items_without_indent_begin_paragraphs(tmp_path):
    lines = paragraphs(tmp_path, full(f"{SHORT}:", f"1. {SHORT}.", "2. Tỉnh đã làm."))
    assert [line[:2] for line in lines] == ["Ủy", "1.", "2."]


def test_a_number_at_the_beginning_of_a_line_is_no_item(tmp_path):
    assert len(paragraphs(tmp_path, full(f"{SHORT} theo khoản", "2. Tỉnh đã làm."))) == 1


def test_a_clause_label_with_a_marker_begins_a_paragraph(tmp_path):
    def draw(sheet):
        stretched(sheet, 100, FILLER + ".")
        put(sheet, 120, ">15. Cấp cho phóng viên, báo chí vào hoạt động ngắn hạn tại Việt Nam, kể cả.")
        put(sheet, 140, ">16.^1^ Cấp cho người vào làm việc.")
        sheet.rule(LEFT, 750, LEFT + 150, 750)
        put(sheet, 770, "^1^ Khoản này được bổ sung.", 10)

    assert paragraphs(tmp_path, draw)[-1] == "16. Cấp cho người vào làm việc."


def test_bold_words_in_a_paragraph_begin_none(tmp_path):
    def draw(sheet):
        put(sheet, 100, ">**1. Về công tác chỉ đạo, điều hành cải cách hành chính:** Tỉnh đã ban")
        stretched(sheet, 120, f"hành {SHORT.lower()}")
        put(sheet, 140, "đúng hạn.")

    (line,) = paragraphs(tmp_path, draw)
    assert line.startswith("1. Về công tác chỉ đạo, điều hành cải cách hành chính: Tỉnh đã ban hành ủy ban")
