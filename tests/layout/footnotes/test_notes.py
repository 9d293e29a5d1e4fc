"""Footnotes on made pages: which markers and notes are found, and what the body holds between them."""

from itertools import pairwise

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from corpus import typefaces
from extractor import find_citations
from extractor.model.layout import Layout
from extractor.provenance import locate_all
from tests.layout.drawn import body, only, read, written
from tests.layout.typeset import FILLER, LEFT, put, stretched, text_page

RULE = 150.0
LONG = "Công văn số 5/UBND-TH ngày 05/7/2024 của tỉnh về việc rà soát thủ tục hành chính, thay thế Công văn ngày"
WORDS = "Kế hoạch cải cách hành chính"


@pytest.fixture
def laid(tmp_path):
    def lay(*pages) -> Layout:
        return read(written(tmp_path / "notes.pdf", *pages))

    return lay


def noted(layout: Layout) -> list[tuple[str, str]]:
    return [(each.number, each.text) for each in layout.footnotes]


def links(layout: Layout) -> list[tuple[str, str | None]]:
    return [(each.number, each.marker_before) for each in layout.footnotes]


@pytest.mark.parametrize(
    ("line", "before", "text"),
    [
        (f"{WORDS} năm 2024^1^ của tỉnh.", f"{WORDS} năm 2024", f"{WORDS} năm 2024 của tỉnh."),
        ("Thực hiện Luật số 95/2025/QH15^1^, các cấp đã làm.", "95/2025/QH15", "QH15, các cấp"),
        (f">b)^1^ {WORDS} của tỉnh", "b)", f"b) {WORDS}"),
        (f">18.^1^ {WORDS} của tỉnh", "18.", f"18. {WORDS}"),
        (f"{WORDS}^(1)^ của tỉnh.", WORDS, f"{WORDS} của tỉnh."),
        (f"{WORDS}^[1]^; tỉnh.", WORDS, f"{WORDS}; tỉnh."),
        (f"{WORDS}.^1^ Tỉnh đã làm.", f"{WORDS}.", f"{WORDS}. Tỉnh đã làm."),
        (f"{WORDS} ^1^, tỉnh đã làm.", WORDS, f"{WORDS}, tỉnh đã làm."),
        (f"{WORDS} _1_ của tỉnh.", WORDS, f"{WORDS} của tỉnh."),
        (f"{WORDS}¹ của tỉnh.", WORDS, f"{WORDS} của tỉnh."),
        (f">**1. Về {WORDS}**^1^", f"1. Về {WORDS}", f"1. Về {WORDS}\n"),
        (f"|**BÁO CÁO {WORDS}**^1^", f"BÁO CÁO {WORDS}", f"BÁO CÁO {WORDS}\n"),
    ],
)
@pytest.mark.parametrize("rule", [None, RULE])
def test_a_marker_is_cut_from_the_text_and_linked_to_its_note(laid, line, before, text, rule):
    layout = laid(text_page([line], ["^1^ Quyết định số 12/QĐ-UBND ngày 05/01/2024."], rule=rule))
    assert noted(layout) == [("1", "Quyết định số 12/QĐ-UBND ngày 05/01/2024.")]
    assert layout.footnotes[0].marker_before.endswith(before)
    assert text in body(layout)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (f"{WORDS} năm 2024^1^ của tỉnh.", f"{WORDS} năm 2024¹ của tỉnh."),
        (f"{WORDS} năm 2024^12^ của tỉnh.", f"{WORDS} năm 2024¹² của tỉnh."),
        (f"{WORDS}^1,2^ của tỉnh trên 120 m^2^ đất", f"{WORDS}¹,² của tỉnh trên 120 m2 đất"),
        (f"{WORDS}^[1]^; tỉnh.", f"{WORDS}[¹]; tỉnh."),
        (f"{WORDS}¹ của tỉnh.", f"{WORDS}¹ của tỉnh."),
    ],
)
def test_the_text_of_the_page_has_markers_as_superscripts_and_plain_labels(laid, line, shown):
    notes = ["^1^ Quyết định số 12/QĐ-UBND.", "^2^ Kế hoạch số 3/KH-UBND."]
    layout = laid(text_page([line, f"{WORDS}^2^ của xã."], notes, rule=RULE))
    page = layout.pages[0]
    assert page.text.split("\n")[1:] == [shown, f"{WORDS}² của xã.", *(note.replace("^", "") for note in notes), ""]
    assert len(page.text) == len(page.x0) == len(page.line)
    assert not set("¹²[") & set(body(layout))


@pytest.mark.parametrize(("marker", "label"), [("(1)", "(1)"), ("*", "*"), ("^a^", "^a^")])
def test_markers_that_are_no_raised_digits_stay_in_the_text_of_the_page(laid, marker, label):
    layout = laid(text_page([f"{WORDS}{marker}, các cấp đã làm."], [f"{label} Quyết định số 12/QĐ-UBND."], rule=RULE))
    assert f"{WORDS}{marker.strip('^')}, các cấp" in layout.pages[0].text
    assert f"{WORDS}, các cấp" in body(layout)


def test_a_citation_over_a_marker_is_as_printed_and_read_without_it(laid):
    lines = ["Thực hiện Quyết định số 20/QĐ-UBND^1^ ngày 05/01/2024 của Ủy ban nhân dân tỉnh."]
    layout = laid(text_page(lines, ["^1^ Về việc giao chỉ tiêu."], rule=RULE))
    region = next(region for region in layout.regions if region.kind == "body")
    (citation,) = find_citations(region.text)
    assert (citation.identifier, citation.issued_on) == ("20/QĐ-UBND", "2024-01-05")
    (place,) = locate_all({1: layout.pages[0]}, [(region, citation.start, citation.end)])
    assert place.raw.startswith("Quyết định số 20/QĐ-UBND¹ ngày 05/01/2024")


def test_stacked_markers_are_one_each(laid):
    notes = [f"^{number}^ Công văn số {number}/UBND-TH." for number in range(1, 7)]
    lines = [f"{WORDS}^12^ của tỉnh", f"các {WORDS}^3,4^ của huyện", f"những {WORDS}^5^ ^6^ của xã."]
    layout = laid(text_page(lines, notes, rule=RULE))
    assert [each.marker_before is not None for each in layout.footnotes] == [True] * 6
    for text in (f"{WORDS} của tỉnh\n", f"các {WORDS} của huyện\n", f"những {WORDS} của xã."):
        assert text in body(layout)
    first, second = layout.footnotes[0].marker_box, layout.footnotes[1].marker_box
    assert first[3] <= second[1] + 0.5


def test_a_number_of_two_digits_is_no_stack_where_that_note_stands(laid):
    notes = [f"^{number}^ Công văn số {number}/UBND-TH." for number in (11, 12)]
    layout = laid(text_page([f"{WORDS}^11^ của tỉnh, {WORDS}^12^."], notes, rule=RULE))
    assert [each.number for each in layout.footnotes] == ["11", "12"]
    assert all(each.marker_before for each in layout.footnotes)


@pytest.mark.parametrize("sign", ["*", "**", "†", "‡"])
def test_signs_are_markers_where_a_note_begins_with_them(laid, sign):
    layout = laid(text_page([f"{WORDS}{sign} của tỉnh.", ">* Về nhân sự: đủ"], [f"{sign} Không kể cấp xã."], rule=RULE))
    assert noted(layout) == [(sign, "Không kể cấp xã.")]
    assert f"{WORDS} của tỉnh." in body(layout)
    assert "* Về nhân sự: đủ" in body(layout)


def test_a_sign_in_brackets_is_a_marker(laid):
    layout = laid(text_page([f"{WORDS} (*) của tỉnh."], ["(*) Không kể cấp xã."], rule=RULE))
    assert links(layout) == [("*", f"{FILLER}. {WORDS}"[-len(layout.footnotes[0].marker_before) :])]
    assert f"{WORDS} của tỉnh." in body(layout)


def test_bullets_in_the_text_are_no_signs(laid):
    layout = laid(text_page([f"{WORDS} của tỉnh.", ">* Về nhân sự", ">* Về kinh phí"]))
    assert layout.footnotes == ()


def test_letters_are_markers_where_a_note_begins_with_them(laid):
    layout = laid(
        text_page([f"{WORDS}^a^ của tỉnh và {WORDS}^b^."], ["^a^ Theo Công văn số 1.", "^b^ Theo Công văn số 2."])
    )
    assert noted(layout) == [("a", "Theo Công văn số 1."), ("b", "Theo Công văn số 2.")]
    assert all(each.marker_before for each in layout.footnotes)


@pytest.mark.parametrize("printed", ["(1)", "[1]"])
def test_full_size_markers_in_brackets_need_notes_in_brackets(laid, printed):
    layout = laid(
        text_page([f"{WORDS}{printed}, các cấp đã làm."], [f"{printed} Quyết định số 12/QĐ-UBND."], rule=RULE)
    )
    assert noted(layout) == [("1", "Quyết định số 12/QĐ-UBND.")]
    assert f"{WORDS}, các cấp" in body(layout)


def test_items_in_brackets_are_no_markers(laid):
    line = "Các nhóm gồm: (1) xây dựng; (2) giao thông."
    assert line in body(laid(text_page([line, f"{WORDS}^1^."], ["^1^ Công văn số 1/UBND-TH."], rule=RULE)))


@pytest.mark.parametrize(
    "line",
    [
        "Diện tích 120 m^2^ đất ở và 35 km^2^ rừng",
        "Quy mô 10^2^ đơn vị, hệ số x^2^ lần",
        "Nồng độ CO~2~ và H~2~O trong nước",
        "Thể tích 12 cm^3^, 5 dam^3^",
        "Diện tích 120 m ^2^ đất ở và 35 km ^2^ rừng",
    ],
)
def test_powers_and_formulas_are_no_markers(laid, line):
    plain = line.replace("^", "").replace("~", "")
    notes = [f"^{number}^ Công văn số {number}/UBND-TH." for number in (1, 2, 3)]
    marks = [f">{WORDS}^1^, {WORDS}^2^,", f"và {WORDS}^3^."]
    after = laid(text_page([f"{line}.", *marks], notes, rule=RULE))
    assert plain in body(after)
    assert [each.marker_before[-8:] for each in after.footnotes] == [WORDS[-8:]] * 3


def test_a_power_without_notes_stays(laid):
    assert "120 m2 đất" in body(laid(text_page(["Diện tích 120 m^2^ đất."])))


def test_an_extract_begins_with_another_number(laid):
    layout = laid(text_page([f"{WORDS}^17^ của tỉnh."], ["17. Quyết định số 12/QĐ-UBND."]))
    assert noted(layout) == [("17", "Quyết định số 12/QĐ-UBND.")]


def test_a_note_cited_twice_has_its_first_marker_and_both_are_cut(laid):
    layout = laid(
        text_page([f"{WORDS}^1^ của tỉnh;", "công văn của sở^1^."], ["^1^ Công văn số 1/UBND-TH."], rule=RULE)
    )
    (note,) = layout.footnotes
    assert note.marker_before.endswith(WORDS)
    assert "công văn của sở." in body(layout)


def test_numbers_that_begin_again_on_each_page(laid):
    pages = [text_page([f"{WORDS} thứ {n}^1^ của tỉnh."], [f"^1^ Công văn số {n}."], rule=RULE) for n in (7, 8, 9)]
    layout = laid(*pages)
    assert [(each.page, each.marker_page, each.text) for each in layout.footnotes] == [
        (1, 1, "Công văn số 7."),
        (2, 2, "Công văn số 8."),
        (3, 3, "Công văn số 9."),
    ]


@pytest.mark.parametrize(
    "notes", [["1. Công văn số 5/UBND-TH.", "2. Công văn số 6/UBND-TH."], ["1 Công văn số 5/UBND-TH."]]
)
def test_labels_in_plain_type_without_a_rule(laid, notes):
    line = f"{WORDS}^1^ của tỉnh" + (f", {WORDS}^2^." if len(notes) > 1 else ".")
    layout = laid(text_page([line], notes))
    assert [each.number for each in layout.footnotes] == ["1", "2"][: len(notes)]


@pytest.mark.parametrize("rule", [None, RULE])
def test_notes_as_large_as_the_text(laid, rule):
    layout = laid(text_page([f"{WORDS}^1^ của tỉnh."], ["^1^ Công văn số 5/UBND-TH."], note_size=14, rule=rule))
    assert noted(layout) == [("1", "Công văn số 5/UBND-TH.")]


def test_a_marker_that_begins_a_line_is_no_note(laid):
    lines = [f"{WORDS}^1^ của tỉnh, được ban hành theo quyết định của Ủy ban", "^1^ nhân dân tỉnh; các sở làm tiếp"]
    layout = laid(text_page(lines, ["^1^ Công văn số 5/UBND-TH."], rule=RULE))
    assert noted(layout) == [("1", "Công văn số 5/UBND-TH.")]
    assert "nhân dân tỉnh; các sở" in body(layout)


@pytest.mark.parametrize("rule", [None, RULE])
def test_a_plain_number_glued_to_its_note(laid, rule):
    layout = laid(text_page([f"{WORDS}^1^ của tỉnh."], ["1Công văn số 5/UBND-TH."], rule=rule))
    assert noted(layout) == [("1", "Công văn số 5/UBND-TH.")]


def test_markers_as_a_range_leave_no_dash(laid):
    notes = [f"^{number}^ Công văn số {number}/UBND-TH." for number in (1, 2)]
    assert f"{WORDS} của tỉnh" in body(laid(text_page([f"{WORDS}^1-2^ của tỉnh"], notes, rule=RULE)))


@pytest.mark.parametrize("label", ["^(1)^", "^1^"])
def test_a_note_of_a_table_that_stands_on_the_next_page_takes_no_text_with_it(laid, label):
    def table(sheet):
        text_page([f"{WORDS} của tỉnh."])(sheet)
        sheet.ruled([85, 200, 540], 700, [["Tên", "Số"], ["Huế", ""]])
        put(sheet, 734, "39.202^(1)^", 10, x=204)

    note = f"{label} Tổng diện tích gồm cả tầng hầm."
    layout = laid(table, text_page([note, ">- Khu thứ nhất có hai tòa nhà.", ">5. Tổ chức thực hiện."], fill=False))
    assert "Khu thứ nhất có hai tòa nhà." in body(layout)


def test_an_annex_in_small_type_holds_no_notes(laid):
    annex = text_page([">1. Nhiệm vụ thứ nhất", ">2. Nhiệm vụ thứ hai", ">3. Nhiệm vụ thứ ba"], size=10)
    layout = laid(text_page([f"{WORDS} của tỉnh với 120 m^2^ đất."] * 12), annex)
    assert layout.footnotes == ()
    assert "2. Nhiệm vụ thứ hai" in body(layout)


def test_recipients_under_a_rule_are_no_notes(laid):
    def signed(sheet):
        text_page([f"{WORDS} của tỉnh."] * 10)(sheet)
        put(sheet, 700, "**Nơi nhận:**", 12)
        sheet.rule(LEFT, 702, LEFT + 55, 702)
        put(sheet, 716, "- Như trên;", 11)
        put(sheet, 730, "- Lưu: VT.", 11)

    assert laid(signed).footnotes == ()


def test_several_paragraphs_and_plain_numbers_within_a_note(laid):
    notes = ["^1^ Điều 3 quy định như sau:", ">1. Luật này có hiệu lực từ ngày ký.", ">2. Giấy tờ đã cấp có giá trị."]
    layout = laid(text_page([f"{WORDS}^1^ của tỉnh."], notes, rule=RULE))
    assert noted(layout) == [
        ("1", "Điều 3 quy định như sau: 1. Luật này có hiệu lực từ ngày ký. 2. Giấy tờ đã cấp có giá trị.")
    ]


@pytest.mark.parametrize(
    ("line", "note"),
    [
        (f"{WORDS}^1^ và {WORDS}^2^.", "^1^ Công văn số 5/UBND-TH. ^2^ Công văn số 6/UBND-TH."),
        (f"{WORDS}^1^ và {WORDS}^2^.", "^1^ Công văn số 5/UBND-TH.       ^2^ Công văn số 6/UBND-TH."),
        (f"{WORDS}(1) và {WORDS}(2).", "(1) Công văn số 5/UBND-TH. (2) Công văn số 6/UBND-TH."),
    ],
)
def test_several_notes_on_one_line(laid, line, note):
    layout = laid(text_page([line], [note], rule=RULE))
    assert noted(layout) == [("1", "Công văn số 5/UBND-TH."), ("2", "Công văn số 6/UBND-TH.")]


def test_notes_on_one_line_behind_wide_gaps_need_no_full_stop(laid):
    layout = laid(text_page([f"{WORDS}^1^ và {WORDS}^2^."], ["^1^ Luật Đất đai      ^2^ Luật Nhà ở"], rule=RULE))
    assert noted(layout) == [("1", "Luật Đất đai"), ("2", "Luật Nhà ở")]


def test_a_number_in_brackets_within_a_note_is_no_note(laid):
    layout = laid(text_page([f"{WORDS}^1^ của tỉnh."], ["^1^ Gồm hai phần. (2) Phần sau có biểu."], rule=RULE))
    assert noted(layout) == [("1", "Gồm hai phần. (2) Phần sau có biểu.")]


@pytest.mark.parametrize("rule", [None, RULE, 455.0])
def test_the_rest_of_a_note_before_the_notes_of_the_next_page(laid, rule):
    first = text_page([f"{WORDS}^1^ của tỉnh."], [f"^1^ {LONG}"], rule=RULE)
    second = text_page([f"{WORDS}^2^ của tỉnh."], ["06/7/2024 của tỉnh.", "^2^ Công văn số 6/UBND-TH."], rule=rule)
    layout = laid(first, second)
    assert noted(layout) == [("1", f"{LONG} 06/7/2024 của tỉnh."), ("2", "Công văn số 6/UBND-TH.")]
    assert (layout.footnotes[0].page, layout.footnotes[0].page_end) == (1, 2)


def test_small_annex_pages_behind_a_note_without_full_stop_are_text(laid):
    first = text_page([f"{WORDS}^1^ của tỉnh."] + [f"{WORDS} của tỉnh."] * 12, ["^1^ Công văn số 5/UBND-TH"], rule=RULE)
    annex = text_page(["nội dung của phụ lục theo từng dòng một"] * 12, size=10, fill=False)
    assert noted(laid(first, annex)) == [("1", "Công văn số 5/UBND-TH")]


def test_a_note_that_fills_a_whole_page(laid):
    text = [f"{WORDS}^1^ của tỉnh."] + [f"{WORDS} của tỉnh."] * 12
    middle = text_page([LONG] * 30, size=10, fill=False)
    layout = laid(text_page(text, [f"^1^ {LONG}"], rule=RULE), middle, text_page(text[1:], ["của tỉnh."], rule=RULE))
    (note,) = layout.footnotes
    assert (note.page, note.page_end) == (1, 3)
    assert note.text.endswith(f"{LONG} của tỉnh.")


@pytest.mark.parametrize("rule", [RULE, 455.0])
def test_a_block_without_any_number_goes_on_with_the_last_note(laid, rule):
    first = text_page([f"{WORDS}^1^ của tỉnh."], ["^1^ Đoạn thứ nhất của chú thích."], rule=RULE)
    second = text_page([f"{WORDS} của tỉnh."], [">3. Đoạn thứ hai của chú thích."], rule=rule)
    assert noted(laid(first, second)) == [("1", "Đoạn thứ nhất của chú thích. 3. Đoạn thứ hai của chú thích.")]


def test_a_marker_whose_note_was_pushed_to_the_next_page(laid):
    layout = laid(
        text_page([f"{WORDS}^1^ của tỉnh."]), text_page(["Đoạn khác."], ["^1^ Công văn số 5/UBND-TH."], rule=RULE)
    )
    assert [(each.page, each.marker_page) for each in layout.footnotes] == [(2, 1)]


@pytest.mark.parametrize("heading", ["Chú thích", "**GHI CHÚ:**"])
@pytest.mark.parametrize("form", ["^{}^ ", "{}. ", "({}) "])
def test_notes_at_the_end_under_a_heading(laid, heading, form):
    notes = [f"{form.format(number)}Công văn số {number}/UBND-TH." for number in (1, 2, 3)]
    layout = laid(
        text_page([f"{WORDS}^1^ của tỉnh và {WORDS}^2^ của sở."]),
        text_page([f"{WORDS}^3^ của huyện."]),
        text_page([f">{heading}", *notes[:2]]),
        text_page(notes[2:], fill=False),
    )
    assert [(each.number, each.page, each.marker_page) for each in layout.footnotes] == [
        ("1", 3, 1),
        ("2", 3, 1),
        ("3", 4, 2),
    ]
    assert "Công văn số 1" not in body(layout)


def test_notes_at_the_end_on_a_page_of_their_own(laid):
    notes = [f"^{number}^ Công văn số {number}/UBND-TH." for number in (1, 2)]
    layout = laid(
        text_page([f"{WORDS}^1^ của tỉnh và {WORDS}^2^ của sở."] + [f"{WORDS} của xã."] * 3),
        text_page(notes, fill=False),
    )
    assert [(each.number, each.page, each.marker_page) for each in layout.footnotes] == [("1", 2, 1), ("2", 2, 1)]


def test_markers_in_a_table_are_linked_and_no_part_of_its_values(laid):
    def with_values(sheet):
        notes = ["^1^ Không kể cấp xã.", "^2^ Ước tính."]
        text_page([">**I. SỐ LIỆU**", f"{WORDS} của tỉnh."], notes, rule=RULE)(sheet)
        xs = [85, 125, 330, 420, 540]
        sheet.levels([200, 220, 240], xs[0], xs[-1])
        sheet.uprights(xs, 200, 240)
        for x, text in zip(xs, ["**STT**", "**Chỉ tiêu**", "**Đơn vị tính**", "**Số liệu**"], strict=False):
            put(sheet, 214, text, 10, x=x + 4)
        for x, text in zip(xs, ["1", "Tổng số hồ sơ^1^", "Hồ sơ", "5^2^"], strict=False):
            put(sheet, 234, text, 10, x=x + 4)

    layout = laid(with_values)
    (row,) = layout.rows[-1:]
    assert row.texts == ("1", "Tổng số hồ sơ", "Hồ sơ", "5")
    assert [(each.number, each.marker_region) for each in layout.footnotes] == [("1", "table"), ("2", "table")]
    assert [each.section for each in layout.footnotes] == [0, 0]


def test_notes_of_a_table_stay_with_it(laid):
    def draw(sheet):
        text_page([f"{WORDS}^1^ của tỉnh."], ["^1^ Công văn số 5/UBND-TH."], rule=RULE)(sheet)
        bottom = sheet.ruled([85, 200, 540], 200, [["Tên", "Số"], ["Huế", "12"]])
        put(sheet, bottom + 14, "Ghi chú: (1) Số liệu ước tính.", 10)
        put(sheet, bottom + 28, "(2) Không kể cấp xã.", 10)

    layout = laid(draw)
    assert noted(layout) == [("1", "Công văn số 5/UBND-TH.")]
    assert "(2) Không kể cấp xã." in body(layout)


def test_numbered_rows_between_rules_drawn_cell_by_cell_are_no_notes(laid):
    xs = [LEFT, LEFT + 60, 400, 540]
    cells = [("TT", "Nội dung", "Số liệu"), *((str(n), f"Tên {n}", str(37 - n)) for n in range(1, 7))]

    def annex(sheet):
        for at in range(8):
            for left, right in pairwise(xs):
                sheet.rule(left, 200 + 16 * at, right, 200 + 16 * at)
        for at, row in enumerate(cells):
            for x, text in zip(xs, row, strict=False):
                sheet.text(x + 4, 212 + 16 * at, text, 9)

    layout = laid(text_page([f"{WORDS} của tỉnh."] * 20), annex)
    assert layout.footnotes == ()
    assert only(layout).n_rows == 6


def test_a_marker_in_the_head_is_linked_and_no_part_of_the_number(laid):
    def draw(sheet):
        put(sheet, 60, "ỦY BAN NHÂN DÂN", 12, x=100)
        put(sheet, 60, "**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**", 12, x=270)
        put(sheet, 76, "**TỈNH HÀ TĨNH**", 12, x=110)
        put(sheet, 76, "**Độc lập - Tự do - Hạnh phúc**", 12, x=310)
        put(sheet, 96, "Số: 12/BC-UBND^1^", 13, x=100)
        put(sheet, 96, "Hà Tĩnh, ngày 5 tháng 6 năm 2024", 13, x=300)
        put(sheet, 130, "|**BÁO CÁO**")
        text_page([f"{WORDS} của tỉnh."], ["^1^ Thay thế Báo cáo số 11/BC-UBND."], rule=RULE, top=170)(sheet)

    layout = laid(draw)
    assert "Số: 12/BC-UBND" in layout.head.left
    assert [(each.number, each.marker_region) for each in layout.footnotes] == [("1", "header")]


def test_a_sentence_goes_on_over_the_notes(laid):
    def first(sheet):
        text_page([], ["^1^ Công văn số 5/UBND-TH."], rule=RULE)(sheet)
        stretched(sheet, 140, "Tỉnh đã ban hành và tổ chức thực hiện kế hoạch")
        put(sheet, 160, "Năm 2024^1^ tỉnh đã ban hành kế hoạch kiểm tra công tác cải cách hành")

    layout = laid(first, text_page(["chính tại các sở. Tỉnh đã làm."], fill=False))
    assert "cải cách hành chính tại các sở." in body(layout)


def test_a_marker_hardly_smaller_than_its_line_stands_in_it(laid):
    def draw(sheet):
        put(sheet, 120, WORDS, x=LEFT)
        at = LEFT + stringWidth(WORDS, typefaces.REGULAR, 14)
        sheet.text(at, 115, "1", 12.4)
        sheet.text(at + 7, 120, "; các sở, ban, ngành đã thực hiện.", 14)
        put(sheet, 766, "^1^ Quyết định số 12/QĐ-UBND.", 10)

    layout = laid(draw)
    assert links(layout) == [("1", WORDS)]
    assert f"{WORDS}; các sở" in body(layout)
