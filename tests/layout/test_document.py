"""Whole documents set by hand: what a reader sees is what comes out."""

from extractor.model.layout import Layout
from extractor.provenance import locate_all
from tests.layout.drawn import Sheet, read, written
from tests.layout.printed import Print, laid_out, page, ruled, width

MARGIN = 80.0
FULL = "x" * 64
NOTE_RULE = (80.0, 700.0, 220.0, 700.0)


def body(layout: Layout) -> str:
    return next(region.text for region in layout.regions if region.kind == "body")


def marked(text: str, number: str, after: str, foot: float):
    """A line with a raised marker glued behind its text."""
    at = MARGIN + width(text)
    return (
        Print(text, MARGIN, foot),
        Print(number, at, foot - 6, 8),
        Print(after, at + width(number, 8), foot),
    )


def note(number: str, text: str, foot: float):
    return Print(number, MARGIN, foot - 4, 6), Print(text, MARGIN + width(number, 6) + 3, foot, 10)


def two_notes():
    return page(
        1,
        *marked("Ban hành kế hoạch năm 2024", "1", "; kế hoạch khác", 200),
        *marked("trên địa bàn tỉnh", "2", ".", 220),
        *note("1", "Quyết định số 12/QĐ-UBND ngày 05/01/2024.", 715),
        *note("2", "Kế hoạch số 3/KH-UBND", 730),
        Print("ngày 06/01/2024.", MARGIN, 742, 10),
        edges=[NOTE_RULE],
    )


def test_markers_glued_to_a_year_are_linked_to_their_notes():
    layout = laid_out(two_notes())
    assert [(each.number, each.text) for each in layout.footnotes] == [
        ("1", "Quyết định số 12/QĐ-UBND ngày 05/01/2024."),
        ("2", "Kế hoạch số 3/KH-UBND ngày 06/01/2024."),
    ]
    first = layout.footnotes[0]
    assert first.marker_before == "Ban hành kế hoạch năm 2024"
    assert first.marker_page == 1
    assert first.marker_box[1] == MARGIN + width("Ban hành kế hoạch năm 2024")


def test_words_are_read_as_they_are_meant_through_a_pdf(tmp_path):
    def draw(sheet: Sheet) -> None:
        sheet.text(85, 100, "Ủy ban nhân dân tỉnh đã chỉ đạo các sở, ngành thực hiện Kế hoạch số 656/KH-")
        sheet.text(85, 116, "SNV ngày 12/9/2024 và các chương trình, dự án có liên quan trên mạng In-tơ-")
        sheet.text(85, 132, "nét; xem o\ufb03ce \ufb01le, Q U Y Ế T  Đ Ị N H và trans\u00adport.")

    assert read(written(tmp_path / "meant.pdf", draw)).pages[0].text.split("\n")[:3] == [
        "Ủy ban nhân dân tỉnh đã chỉ đạo các sở, ngành thực hiện Kế hoạch số 656/KH-",
        "SNV ngày 12/9/2024 và các chương trình, dự án có liên quan trên mạng In-tơ-",
        "nét; xem office file, QUYẾT ĐỊNH và transport.",
    ]


def test_the_body_holds_no_markers_and_no_notes():
    assert body(laid_out(two_notes())).split("\n")[0].startswith("Ban hành kế hoạch năm 2024; kế hoạch khác")
    assert "Quyết định" not in body(laid_out(two_notes()))


def test_the_page_text_has_markers_as_superscripts_and_ends_with_the_notes():
    text = laid_out(two_notes()).pages[0].text
    assert text.startswith("Ban hành kế hoạch năm 2024¹; kế hoạch khác\ntrên địa bàn tỉnh².\n")
    assert text.endswith("2 Kế hoạch số 3/KH-UBND\nngày 06/01/2024.\n")


def test_a_square_metre_is_no_marker():
    layout = laid_out(page(1, *marked("diện tích 120 m", "2", " đất ở", 200), *two_and_a_note()))
    assert "120 m2 đất ở" in body(layout)


def two_and_a_note():
    return (
        *marked("Kế hoạch kiểm tra", "1", " và", 240),
        *marked("Kế hoạch khác", "2", ".", 260),
        *note("1", "Kế hoạch số 1/KH-UBND.", 715),
        *note("2", "Kế hoạch số 2/KH-UBND.", 730),
    )


def test_notes_without_a_rule_are_known_by_their_type():
    layout = laid_out(page(1, Print(FULL, MARGIN, 180), *two_and_a_note()))
    assert [each.number for each in layout.footnotes] == ["1", "2"]
    assert layout.footnotes[1].marker_before == "Kế hoạch khác"


def test_a_note_runs_on_to_the_next_page():
    first = page(
        1, *marked(FULL, "1", "", 200), *note("1", "Công văn số 5/UBND-TH ngày", 740), edges=[(80, 720, 220, 720)]
    )
    second = page(2, Print(FULL, MARGIN, 200), Print("07/02/2024.", MARGIN, 715, 10), edges=[NOTE_RULE])
    (only,) = laid_out(first, second).footnotes
    assert only.text == "Công văn số 5/UBND-TH ngày 07/02/2024."
    assert (only.page, only.page_end) == (1, 2)


def test_a_sentence_goes_on_over_the_page_end_without_the_notes_between():
    broken = FULL[:-18] + " Nghị quyết số 35"
    first = page(1, Print(broken + "xx", MARGIN, 600), *note("1", "Một chú thích.", 740), edges=[(80, 720, 220, 720)])
    second = page(2, Print("2", 300, 40, 13), Print("của Quốc hội.", MARGIN, 100), Print(FULL, MARGIN + 28, 120))
    layout = laid_out(first, second)
    assert "số 35xx của Quốc hội." in body(layout)
    region = next(each for each in layout.regions if each.kind == "body")
    start = region.text.index("Nghị quyết")
    pages = {each.number: each for each in layout.pages}
    (place,) = locate_all(pages, [(region, start, region.text.index(".", start))])
    assert (place.page, place.page_end) == (1, 2)
    assert place.raw == "Nghị quyết số 35xx của Quốc hội"
    assert [box[0] for box in place.boxes] == [1, 2]


def test_page_numbers_and_running_heads_are_no_text():
    pages = [page(n, Print(f"CÔNG BÁO/Số 12 {n + 40}", 200, 50), Print(FULL, MARGIN, 200)) for n in (1, 2, 3)]
    layout = laid_out(*pages, page(4, Print("4", 300, 50), Print(FULL, MARGIN, 200)))
    assert {each.text for each in layout.pages} == {FULL + "\n"}


def test_captions_at_the_top_of_pages_are_text_although_alike():
    pages = [page(n, Print(f"Biểu mẫu {7 - n}", 260, 60), Print(FULL, MARGIN, 200)) for n in (1, 2, 3)]
    assert [each.text.split("\n")[0] for each in laid_out(*pages).pages] == ["Biểu mẫu 6", "Biểu mẫu 5", "Biểu mẫu 4"]


def headed():
    return page(
        1,
        Print("ỦY BAN NHÂN DÂN", 90, 70, 13),
        Print("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 260, 70, 13, bold=True),
        Print("TỈNH HÀ TĨNH", 100, 85, 13, bold=True),
        Print("Độc lập - Tự do - Hạnh phúc", 290, 85, 13, bold=True),
        Print("Số:     /BC-UBND", 90, 102, 13),
        Print("Hà Tĩnh, ngày     tháng 6 năm 2024", 280, 102, 13),
        Print("BÁO CÁO", 270, 130, 14, bold=True),
        Print("Kết quả 6 tháng đầu năm 2024", 206, 146, 14, bold=True),
        Print("I. TÌNH HÌNH CHUNG", MARGIN + 28, 180, 14, bold=True),
        Print("1. Về chỉ đạo", MARGIN + 28, 200, 14, bold=True),
        Print("Năm 2024 có nhiều việc. Tỉnh đã làm.", MARGIN + 28, 220),
        Print("2. Không phải đề mục", MARGIN + 28, 240),
        Print(FULL, MARGIN, 300),
    )


def test_the_head_is_read_column_by_column():
    head = laid_out(headed()).head
    assert head.left == ("ỦY BAN NHÂN DÂN", "TỈNH HÀ TĨNH", "Số: /BC-UBND")
    assert head.right[-1] == "Hà Tĩnh, ngày tháng 6 năm 2024"
    assert head.title == ("BÁO CÁO", "Kết quả 6 tháng đầu năm 2024")


def test_headings_are_a_tree_and_a_numbered_paragraph_is_none():
    layout = laid_out(headed())
    assert [(each.level, each.label, each.title, each.parent) for each in layout.sections] == [
        (1, "I", "TÌNH HÌNH CHUNG", None),
        (2, "1", "Về chỉ đạo", 0),
    ]


def test_sentences_know_their_section():
    layout = laid_out(headed())
    region = next(each for each in layout.regions if each.kind == "body")
    sentences = {region.text[each.start : each.end]: each.section for each in region.sentences}
    assert sentences["Năm 2024 có nhiều việc."] == 1
    assert sentences["Tỉnh đã làm."] == 1


XS = [80.0, 120.0, 300.0, 380.0, 450.0, 540.0]


def form_page(number: int, rows: list[list[str]], top: float = 140.0, extra=()):
    ys = [top + 20 * at for at in range(len(rows) + 1)]
    cells = [
        Print(text, XS[column] + 3, ys[at] + 16, 10)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    ]
    return page(number, *extra, *cells, edges=ruled(XS, ys))


HEAD = ["STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú"]


def test_a_form_over_two_pages_is_one_table_and_its_second_head_is_dropped():
    first = form_page(
        1,
        [HEAD, ["1", "Tổng số hồ sơ", "Hồ sơ", "1.234", ""], ["1.1", "Đúng hạn", "Hồ sơ", "-", ""]],
        extra=(Print("Biểu mẫu 3", 275, 110, 10), Print("Một cửa", 292, 125, 10)),
    )
    second = form_page(2, [HEAD, ["1.2", "Quá hạn", "Hồ sơ", "4", "do lỗi"], ["a)", "Vì mạng", "Hồ sơ", "0", ""]])
    layout = laid_out(first, second)
    (table,) = layout.tables
    assert (table.label, table.title, table.page, table.page_end, table.n_rows) == ("Biểu mẫu 3", "Một cửa", 1, 2, 4)
    assert table.is_form
    assert [(row.stt, row.label, row.value_raw, row.note, row.level, row.parent) for row in layout.rows] == [
        ("1", "Tổng số hồ sơ", "1.234", "", 1, None),
        ("1.1", "Đúng hạn", "-", "", 2, 0),
        ("1.2", "Quá hạn", "4", "do lỗi", 2, 0),
        ("a)", "Vì mạng", "0", "", 7, 2),
    ]


def test_a_row_broken_by_the_page_end_is_mended():
    first = form_page(1, [HEAD, ["1", "Tổng số", "Hồ sơ", "9", "xem"], ["2", "Tỷ lệ hồ sơ", "%", "50", "theo báo"]])
    second = form_page(2, [["", "đúng hạn", "", "", "cáo"], ["3", "Khác", "Hồ sơ", "1", ""]])
    layout = laid_out(first, second)
    assert [row.label for row in layout.rows] == ["Tổng số", "Tỷ lệ hồ sơ đúng hạn", "Khác"]
    assert layout.rows[1].note == "theo báo cáo"
    assert [box[0] for box in layout.rows[1].boxes] == [1, 2]


def test_a_row_of_column_numbers_belongs_to_the_head():
    numbers = ["(1)", "(2)", "(3)", "(4)", "(5)"]
    layout = laid_out(form_page(1, [HEAD, numbers, ["1", "Tổng số", "Hồ sơ", "9", ""], ["2", "3", "Hồ sơ", "5", ""]]))
    assert layout.tables[0].header == tuple(HEAD)
    assert layout.tables[0].numbers == tuple(numbers)
    assert [row.label for row in layout.rows] == ["Tổng số", "3"]


def test_a_mark_of_another_kind_stands_in_a_row_of_column_numbers():
    rows = [["Đơn vị", "Tổng số", "Lần đầu", "Nhiều lần", "Ghi chú"], ["MS", "1=2+3", "2", "3", ""]]
    layout = laid_out(form_page(1, [*rows, ["Nga An", "9", "5", "4", ""], ["Nga Hải", "8", "5", "3", ""]]))
    assert layout.tables[0].numbers == ("MS", "1=2+3", "2", "3", "")
    assert [row.texts[0] for row in layout.rows] == ["Nga An", "Nga Hải"]


def test_other_tables_keep_their_cells():
    rows = [["Tên", "Lớp", "Năm", "Nơi", "Số"], ["An", "1", "2020", "Huế", ""]]
    layout = laid_out(form_page(1, rows))
    assert not layout.tables[0].is_form
    assert layout.rows[-1].texts == ("An", "1", "2020", "Huế", "")
    assert layout.rows[-1].value_raw is None
