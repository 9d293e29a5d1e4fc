"""What is read of a citation, and what is none."""

from __future__ import annotations

import pytest

from extractor.find.citations.finder import LINE_END, citations_in, find_citations
from extractor.find.normal import normalise
from extractor.model.facts import Citation


def only(text: str) -> Citation:
    found = find_citations(text)
    assert len(found) == 1, [citation.raw for citation in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "doc_type", "identifier"),
    [
        ("Quyết định số 1218/QĐ-UBND", "Quyết định", "1218/QĐ-UBND"),
        ("Nghị quyết số 66.7/2026/NQ-CP", "Nghị quyết", "66.7/2026/NQ-CP"),
        ("Nghị quyết 30c/NQ-CP", "Nghị quyết", "30c/NQ-CP"),
        ("Kế hoạch số 012/KH-UBND", "Kế hoạch", "012/KH-UBND"),
        ("Nghị định số 30-2020/NĐ-CP", "Nghị định", "30-2020/NĐ-CP"),
        ("Công văn số 2104/UBND-NC", "Công văn", "2104/UBND-NC"),
        ("văn bản số 2104/SNV-CCHC&VTLT", "Công văn", "2104/SNV-CCHC&VTLT"),
        ("tại 2104/UBND-NC", "Công văn", "2104/UBND-NC"),
        ("Chương trình hành động số 15-CTr/TU", "Chương trình", "15-CTr/TU"),
        ("Quy định số 37-QĐ/TW", "Quy định", "37-QĐ/TW"),
        ("Thông tri số 08-TT/TU", "Thông tri", "08-TT/TU"),
        ("Luật số 59/2020/QH14", "Luật", "59/2020/QH14"),
        ("Nghị quyết số 35/2023/UBTVQH15", "Nghị quyết", "35/2023/UBTVQH15"),
        ("Thông tư liên bộ số 45/TT-LB", "Thông tư liên tịch", "45/TT-LB"),
        ("Thông tư số 45/LB-TT", "Thông tư liên tịch", "45/LB-TT"),
        ("Văn bản hợp nhất số 12/VBHN-VPQH", "Văn bản hợp nhất", "12/VBHN-VPQH"),
        ("Hợp đồng số 27/2022/HĐ-TV", "Hợp đồng", "27/2022/HĐ-TV"),
        ("Quyết định 25-CP", "Quyết định", "25-CP"),
        ("QCVN 06:2022/BXD", "Quy chuẩn kỹ thuật quốc gia", "QCVN 06:2022/BXD"),
        ("TCVN 6909:2001", "Tiêu chuẩn quốc gia", "TCVN 6909:2001"),
        ("Báo cáo thẩm định số 51/BCTĐ-STP", "Báo cáo", "51/BCTĐ-STP"),
        ("QĐ số 468/QĐ-TTg", "Quyết định", "468/QĐ-TTg"),
        ("NĐ30/2020/NĐ-CP", "Nghị định", "30/2020/NĐ-CP"),
        ("Quyết định số 12/QĐ-UBND.HC", "Quyết định", "12/QĐ-UBND.HC"),
    ],
)
def test_types_and_identifiers(text: str, doc_type: str, identifier: str) -> None:
    found = only(f"theo {text}.")
    assert (found.doc_type, found.identifier) == (doc_type, identifier)


@pytest.mark.parametrize(
    ("printed", "identifier"),
    [
        ("Quyết định số 12/QD-UBND", "12/QĐ-UBND"),
        ("Nghị quyết số 12/2021/NQ-HDND", "12/2021/NQ-HĐND"),
        ("Kế hoạch số 12/KH-UBNĐ", "12/KH-UBND"),
        ("Nghị định số 42/2022/NĐCP", "42/2022/NĐ-CP"),
        ("Quyết định số 42/2002/QĐUB", "42/2002/QĐ-UB"),
        ("Quyết định số 42/QĐTTg", "42/QĐ-TTg"),
        ("Quyết định sô 12/QĐ-UBND", "12/QĐ-UBND"),
        ("Nghị quyết số111/2008/NQ-HĐND", "111/2008/NQ-HĐND"),
        ("Quyết định số 4884 /QĐ- UBND", "4884/QĐ-UBND"),
        ("Nghị định số 175/2025/ NĐ-CP", "175/2025/NĐ-CP"),
        ("Luật số 59/2020/QH 14", "59/2020/QH14"),
        ("quyết định số 12/qđ-ubnd", "12/QĐ-UBND"),
        ("Quyết\nđịnh số\n12/QĐ-\nUBND", "12/QĐ-UBND"),
        ("Chỉ thi số 40/2005/CT-TTg", "40/2005/CT-TTg"),
        ("Nghị quyết số 18/NQ-TW", "18/NQ-TW"),
        ("Quyết định số 1O5/QĐ-UBND", "105/QĐ-UBND"),
        ("Quyết định số l2/QĐĐ-UBND", "12/QĐ-UBND"),
        ("Nghị quyết số 35/2023/UBTVQHI5", "35/2023/UBTVQH15"),
        ("Công văn số số 12/VPCP-KSTT", "12/VPCP-KSTT"),
        ("Nghị quyết số 30c/NQ-CP", "30c/NQ-CP"),
    ],
)
def test_typing_noise_is_repaired_and_the_print_kept(printed: str, identifier: str) -> None:
    found = only(printed)
    assert found.identifier == identifier
    assert found.raw == printed.replace("\n", " ")
    assert printed[found.start : found.end] == printed


@pytest.mark.parametrize(
    ("printed", "identifier"),
    [
        ("Quyết định số 12/QĐ-UBND3", "12/QĐ-UBND"),
        ("Công văn số 12/SNV-CCHC12", "12/SNV-CCHC"),
        ("Luật số 95/2025/QH151", "95/2025/QH15"),
        ("Kết luận số 17/KL-BCA-A03", "17/KL-BCA-A03"),
        ("Kế hoạch số 12/KH-BCĐ389", "12/KH-BCĐ389"),
    ],
)
def test_digits_glued_to_a_symbol_are_a_footnote_marker(printed: str, identifier: str) -> None:
    found = only(printed)
    assert found.identifier == identifier
    assert found.raw.endswith(identifier.rpartition("-")[2])


@pytest.mark.parametrize("printed", ["số 20/QĐ-UBND³ ngày", "số 20/QĐ-UBND ³ ngày", "số 20/QĐ-UBND[¹²] ngày"])
def test_raised_markers_are_read_past_and_stay_in_the_span(printed: str) -> None:
    text = f"theo Quyết định {printed} 05/01/2024¹ về 120 m² đất"
    citation = only(text)
    assert (citation.identifier, citation.issued_on) == ("20/QĐ-UBND", "2024-01-05")
    assert text[citation.start : citation.end].startswith(f"Quyết định {printed} 05/01/2024")
    assert text[citation.end] == "¹"


@pytest.mark.parametrize(
    ("tail", "issued_on"),
    [
        (" ngày 05 tháng 3 năm 2020", "2020-03-05"),
        (" ngày 5/3/2020", "2020-03-05"),
        (", ngày 05-03-2020", "2020-03-05"),
        (" 05/3/2020", "2020-03-05"),
        (", 05/ 3/2020", "2020-03-05"),
        (" ngày 05.3.2020", "2020-03-05"),
        (" của UBND tỉnh ngày 05/3/2020", "2020-03-05"),
        (" do UBND tỉnh cấp ngày 05/3/2020", "2020-03-05"),
        (" ngày 31/4/2020", None),
        (" ngày 05/3/20205", None),
        (" năm 2020", None),
    ],
)
def test_dates_beside_a_number(tail: str, issued_on: str | None) -> None:
    assert only(f"Quyết định số 12/QĐ-UBND{tail}.").issued_on == issued_on


def test_impossible_dates_are_told_and_a_plausible_year_is_kept() -> None:
    found = only("Công văn số 12/VPCP-KTTH ngày 29/18/2018")
    assert (found.issued_on, found.year, found.year_source, found.date_error) == (None, 2018, "date", "month 18")


def test_a_year_alone_is_a_qualifier() -> None:
    found = only("Quyết định số 1403/QĐ-TTg năm 2021")
    assert (found.year, found.year_source, found.issued_on) == (2021, "qualifier", None)


def test_a_date_before_the_verb_counts_but_stays_outside() -> None:
    text = "Ngày 05/11/2025, Sở Nội vụ ban hành Công văn số 12/SNV-CCHC về việc"
    found = only(text)
    assert (found.issued_on, found.issuer, found.raw) == ("2025-11-05", "Sở Nội vụ", "Công văn số 12/SNV-CCHC")


def test_article_and_unit_stand_beside_the_span() -> None:
    found = only("theo điểm a khoản 2 Điều 5 Thông tư số 01/2023/TT-VPCP-KSTT")
    assert (found.pinpoint, found.unit) == ("điểm a khoản 2 Điều 5", "KSTT")
    assert found.raw == "Thông tư số 01/2023/TT-VPCP-KSTT"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Quyết định số 1/QĐ-UBND, 2/QĐ-UBND và 3/QĐ-UBND ngày 5/5/2020",
            [("Quyết định", "2020-05-05")] * 3,
        ),
        (
            "Nghị định số 59/2015/NĐ-CP, số 42/2017/NĐ-CP ngày 05/4/2017",
            [("Nghị định", None), ("Nghị định", "2017-04-05")],
        ),
        (
            "Nghị quyết số 01/NQ-CP và Kế hoạch số 12/KH-UBND ngày 5/5/2023",
            [("Nghị quyết", None), ("Kế hoạch", "2023-05-05")],
        ),
        ("Luật số 59/2020/QH14 và số 60/2020/QH14", [("Luật", None), ("Luật", None)]),
        (
            "Kế hoạch số 12/KH-UBND ngày 5/5/2020 và Quyết định số 13/QĐ-UBND cùng ngày",
            [("Kế hoạch", "2020-05-05"), ("Quyết định", "2020-05-05")],
        ),
        (
            "các Kế hoạch số 31, 32/KH-UBND ngày 5/5/2020",
            [("Kế hoạch", "2020-05-05"), ("Kế hoạch", "2020-05-05")],
        ),
    ],
)
def test_lists_pass_types_and_dates_on(text: str, fields: list[tuple[str, str | None]]) -> None:
    assert [(found.doc_type, found.issued_on) for found in find_citations(text)] == fields


def test_issuers_reach_only_organs_that_fit() -> None:
    text = (
        "Tờ trình số 14/TTr-SNV ngày 28/6/2018, Công văn số 22/SNV-CCHC ngày 28/9/2018 "
        "và Báo cáo thẩm định số 18/BCTĐ-STP ngày 25/5/2018 của Sở Tư pháp"
    )
    assert [found.issuer for found in find_citations(text)] == [None, None, "Sở Tư pháp"]


@pytest.mark.parametrize(
    ("phrase", "issuer"),
    [
        ("Hiệp hội Vận tải ô tô tỉnh Bình Thuận kết quả Đại hội", "Hiệp hội Vận tải ô tô tỉnh Bình Thuận"),
        (
            "Hội Thiện nguyện Lan tỏa yêu thương tỉnh Bình Thuận về việc đổi tên",
            "Hội Thiện nguyện Lan tỏa yêu thương tỉnh Bình Thuận",
        ),
        ("Bệnh viện Đa khoa Hà Đông đề nghị hỗ trợ", "Bệnh viện Đa khoa Hà Đông"),
        ("Công ty cổ phần Cấp nước thành phố Vinh", "Công ty cổ phần Cấp nước thành phố Vinh"),
    ],
)
def test_an_issuer_that_no_registry_holds_ends_with_its_place(phrase: str, issuer: str) -> None:
    (found,) = find_citations(f"Công văn số 12/CV-HHVT ngày 02/4/2025 của {phrase}")
    assert found.issuer == issuer


def test_the_sign_of_a_number_may_be_misread() -> None:
    (found,) = find_citations("Quyết định sO 35/2017/QD-UBND ngày 22/11/2017")
    assert (found.raw, found.doc_type) == ("Quyết định sO 35/2017/QD-UBND ngày 22/11/2017", "Quyết định")


def test_an_issuer_after_the_head_word_holds_for_the_list() -> None:
    text = "các Quyết định của UBND tỉnh Lào Cai: số 12/QĐ-UBND ngày 5/5/2020, số 13/QĐ-UBND ngày 6/5/2020"
    assert [found.issuer for found in find_citations(text)] == ["UBND tỉnh Lào Cai"] * 2


def test_a_range_is_one_citation() -> None:
    found = only("từ số 496/QĐ-TTg đến 521/QĐ-TTg")
    assert (found.number, found.range_end) == ("496", "521")


def test_a_law_that_is_called_by_its_title_is_not_the_last_one_that_amended_it() -> None:
    text = (
        "Luật Nhà ở số 27/2023/QH15 được sửa đổi, bổ sung bởi Luật số 43/2024/QH15, Luật số 84/2025/QH15 "
        "(sau đây gọi là Luật Nhà ở); theo quy định của Luật Nhà ở"
    )
    called = [each for each in find_citations(text) if each.via]
    assert [(each.raw, each.number, each.year) for each in called] == [("Luật Nhà ở", "27", 2023)] * 2


def test_an_alias_of_a_law_is_not_read_in_other_words() -> None:
    text = "Luật Nhà ở số 27/2023/QH15 (sau đây gọi là Luật Nhà ở); vi phạm pháp luật nhà ở theo Luật Nhà ở"
    assert [(each.raw, each.start) for each in find_citations(text) if each.via == "alias_use"] == [
        ("Luật Nhà ở", text.rindex("Luật Nhà ở"))
    ]


def test_aliases_are_defined_and_used() -> None:
    text = "Kế hoạch số 12/KH-UBND ngày 5/5/2020 (sau đây gọi tắt là Kế hoạch 12). Kết quả của Kế hoạch 12 là tốt."
    found = find_citations(text)
    assert [(each.raw, each.via, each.year_source) for each in found[1:]] == [
        ("Kế hoạch 12", "alias_definition", "alias"),
        ("Kế hoạch 12", "alias_use", "alias"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "trực 24/24 giờ, hoạt động 24/7; đạt 7/12 xã",
        "xếp 9/63 tỉnh, thành phố; gửi 112.593/112.881 văn bản",
        "giai đoạn 2021 - 2025, năm học 2023-2024; tháng 4/2022; quý II/2023",
        "Mẫu số 02/TP-CC; Biểu số II.06a/VPCP/KSTT",
        "Số:        /BC-SNV      ngày     tháng 12 năm 2024",
        "tỷ lệ 1/500, K4/CQ2, GB/T 7928:2025; QL.1A; 38A-123.45",
        "CÔNG BÁO/Số 881 + 882/Ngày 07-7-2025",
        "Nghị quyết này; Quyết định nêu trên; Nghị quyết 40",
        "Kế hoạch 5 năm 2021-2025; Chương trình 10 năm; 05 Quyết định của UBND tỉnh",
        "100 đồng/kWh; 500đ/người; m3/ngày đêm; ISO 9001:2015",
        "Bản án số 12/2020/HS-ST ngày 3/4/2020; Lưu: VT, THKH",
        "thủ tục 2.001234.000.00.00.H56; số 40/TB; năm 2024 - UBND tỉnh",
        "Quyết định số 2 - Đánh giá",
    ],
)
def test_false_friends_are_no_citations(text: str) -> None:
    assert find_citations(text) == ()


def test_a_bare_number_needs_an_issuer_or_a_day() -> None:
    assert only("Chỉ thị 05 của Bộ Chính trị").identifier is None
    assert only("Thông tư 24/2020 ngày 10/3/2020 của Bộ Công an").year == 2020
    assert find_citations("Chỉ thị 05 đã nêu") == ()


@pytest.mark.parametrize(
    "opening",
    [
        "UBND tỉnh Lào Cai đã ban hành: ",
        "UBND tỉnh Lào Cai đã ban hành ",
        "UBND tỉnh Lào Cai đã ban hành nhiều văn bản chỉ đạo các sở, ban, ngành và UBND các huyện, thị xã, thành phố "
        "thực hiện công tác cải cách hành chính và chuyển đổi số trên địa bàn, cụ thể như sau: ",
        "Căn cứ các văn bản của UBND tỉnh Lào Cai: ",
    ],
)
def test_the_organ_before_a_list_is_the_issuer_of_all_items_that_fit(opening: str) -> None:
    items = (
        "Quyết định số 12/QĐ-UBND ngày 05/3/2024 về việc kiện toàn; Tờ trình số 4/TTr-SNV ngày 06/3/2024; "
        "Kế hoạch số 15/KH-UBND ngày 06/3/2024. Quyết định số 16/QĐ-UBND ngày 07/3/2024"
    )
    issuer = "UBND tỉnh Lào Cai"
    assert [found.issuer for found in find_citations(opening + items)] == [issuer, None, issuer, None]


@pytest.mark.parametrize("signs", [("\n- ", ".\n- "), ("\n1. ", ";\n2. "), ("\na) ", ".\nb) ")])
def test_a_list_with_labels_goes_on_over_full_stops(signs: tuple[str, str]) -> None:
    opened, next_ = signs
    text = (
        f"UBND tỉnh Lào Cai đã ban hành:{opened}Quyết định số 12/QĐ-UBND ngày 05/3/2024 về việc kiện toàn{next_}"
        "Kế hoạch số 15/KH-UBND ngày 06/3/2024.\nQuyết định số 16/QĐ-UBND ngày 07/3/2024"
    )
    assert [found.issuer for found in find_citations(text)] == ["UBND tỉnh Lào Cai", "UBND tỉnh Lào Cai", None]


def test_a_bracket_opens_a_list_of_what_is_issued() -> None:
    text = "HĐND tỉnh Lào Cai ban hành 02 nghị quyết (Nghị quyết số 12/NQ-HĐND, 13/NQ-HĐND ngày 10/12/2023)"
    assert [found.issuer for found in find_citations(text)] == ["HĐND tỉnh Lào Cai"] * 2
    assert only("HĐND tỉnh Lào Cai có 50 đại biểu (Nghị quyết số 12/NQ-HĐND)").issuer is None


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Công văn của Liên minh Hợp tác xã tỉnh số 12/LMHTX-VP ngày 05/3/2024", "Liên minh Hợp tác xã tỉnh"),
        ("Nghị quyết của Đại hội đồng cổ đông số 01/NQ-ĐHĐCĐ ngày 05/3/2024", "Đại hội đồng cổ đông"),
        ("Quyết định của Công ty X số 12/QĐ-CTX ngày 05/3/2024", "Công ty X"),
    ],
)
def test_any_organ_may_stand_between_type_and_number(text: str, issuer: str) -> None:
    found = only(f"theo {text}")
    assert (found.raw, found.issuer) == (text, issuer)


@pytest.mark.parametrize(
    ("before", "issuer"),
    [
        ("Điều lệ được Chủ tịch UBND tỉnh Gia Lai (cũ) phê duyệt theo", "Chủ tịch UBND tỉnh Gia Lai"),
        ("Hội được UBND tỉnh Gia Lai cho phép thành lập tại", "UBND tỉnh Gia Lai"),
        ("Điều lệ của UBND tỉnh Gia Lai được phê duyệt tại", None),
        ("Hội tại UBND tỉnh Gia Lai thực hiện theo", None),
    ],
)
def test_who_approves_by_an_instrument_is_its_issuer(before: str, issuer: str | None) -> None:
    assert only(f"{before} Quyết định số 12/QĐ-UBND ngày 05/3/2019").issuer == issuer


@pytest.mark.parametrize("blank", ["...", "…", "…… ", "____"])
def test_a_number_left_blank_before_its_year_is_no_citation(blank: str) -> None:
    assert find_citations(f"Nghị định số {blank}/2026/NĐ-CP ngày ... tháng ... năm 2026 về phí") == ()


def test_the_blank_between_symbol_and_day_may_be_lost() -> None:
    found = only("Quyết định số 12/QĐ-SYTngày 20 tháng 02 năm 2012")
    assert (found.identifier, found.issued_on) == ("12/QĐ-SYT", "2012-02-20")


def test_the_sign_for_and_may_be_printed_as_in_web_pages() -> None:
    found = only("Số: 45/SNV-CCHC&amp;VTLT; 05/3/2025; 10:59:46")
    assert (found.raw, found.identifier) == ("Số: 45/SNV-CCHC&amp;VTLT", "45/SNV-CCHC&VTLT")


def test_a_title_between_type_and_number_is_no_organ() -> None:
    assert only("Quyết định của Thủ tướng về việc giao vốn số 12/QĐ-TTg").issuer is None


def test_an_issuer_behind_an_item_is_not_that_of_the_next() -> None:
    text = "Quyết định số 1/QĐ-UBND ngày 5/3/2024 của UBND tỉnh Lào Cai; Kế hoạch số 5/KH-UBND ngày 6/3/2024"
    assert [found.issuer for found in find_citations(text)] == ["UBND tỉnh Lào Cai", None]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "các Quyết định số 12, số 15 và số 17 ngày 05/3/2024 của UBND tỉnh",
            [("Quyết định số 12", "12"), ("số 15", "15"), ("số 17 ngày 05/3/2024", "17")],
        ),
        ("Nghị quyết 18, 19 của Bộ Chính trị", [("Nghị quyết 18", "18"), ("19", "19")]),
    ],
)
def test_bare_numbers_of_a_list_share_type_day_and_issuer(text: str, items: list[tuple[str, str]]) -> None:
    found = find_citations(text)
    assert [(each.raw, each.number) for each in found] == items
    assert len({(each.doc_type, each.issued_on, each.issuer) for each in found}) == 1
    assert found[0].issuer


@pytest.mark.parametrize("text", ["Điều 5, 6 của Nghị định", "năm 2023, 2024 của UBND tỉnh", "Quyết định 12, 15 ngày"])
def test_numbers_of_other_lists_are_no_citations(text: str) -> None:
    assert find_citations(text) == ()


@pytest.mark.parametrize(
    ("printed", "identifier"),
    [
        ("Nghị định số 43/2014NĐ-CP", "43/2014/NĐ-CP"),
        ("Nghị định số 43/2014 NĐ-CP", "43/2014/NĐ-CP"),
        ("Quyết định số 2242QĐ-TTg", "2242/QĐ-TTg"),
        ("Quyết định số 2242 QĐ-TTg", "2242/QĐ-TTg"),
        ("Quyết định số 2242/QĐ TTg", "2242/QĐ-TTg"),
        ("Quyết định2242/QĐ-TTg", "2242/QĐ-TTg"),
        ("Công văn 12UBND-NC", "12/UBND-NC"),
    ],
)
def test_a_lost_sign_is_put_back_with_less_confidence(printed: str, identifier: str) -> None:
    found = only(f"theo {printed} ngày 11/12/2014")
    assert (found.identifier, found.issued_on, found.raw) == (identifier, "2014-12-11", f"{printed} ngày 11/12/2014")
    assert found.confidence < only("theo Quyết định số 12/QĐ-UBND").confidence


@pytest.mark.parametrize("text", ["mã 2242QĐ-TTg", "có 12 TT-BTC", "Kế hoạch 12 QĐ-XYZW", "Quyết định số 12/QĐ Xyzw"])
def test_a_sign_is_put_back_only_behind_a_type_and_before_a_known_organ(text: str) -> None:
    assert find_citations(text) == ()


@pytest.mark.parametrize(
    ("symbol", "unit"), [("UBND-NC2", "NC2"), ("UBND-NC2-TH", "NC2-TH"), ("K4ĐT-TH", "TH"), ("UBND-K2ĐT", "K2ĐT")]
)
def test_digits_within_the_symbol_of_a_letter_are_its_own_before_a_day(symbol: str, unit: str) -> None:
    found = only(f"Công văn số 34/{symbol} ngày 05/3/2024 của UBND tỉnh")
    assert (found.identifier, found.unit, found.issued_on) == (f"34/{symbol}", unit, "2024-03-05")


def test_the_border_of_a_cell_ends_a_phrase() -> None:
    text = "Nghị định số 43/2014/NĐ-CP quy định chi tiết Luật Đất đai\tHiệu lực thi hành ngày 01/7/2014\tcủa Chính phủ"
    assert [(each.raw, each.issuer) for each in find_citations(text)] == [("Nghị định số 43/2014/NĐ-CP", None)]


def test_line_ends_part_the_cells_of_a_row() -> None:
    text = "Nghị định số 43/2014/NĐ-CP quy định chi tiết Luật Đất đai\nHiệu lực thi hành ngày 01/7/2014"
    assert [each.raw for each in citations_in(text, normalise(text), LINE_END)] == ["Nghị định số 43/2014/NĐ-CP"]
    broken = "Nghị định số\n43/2014/NĐ-\nCP"
    assert [each.identifier for each in citations_in(broken, normalise(broken))] == ["43/2014/NĐ-CP"]


def test_a_register_has_type_number_and_day_in_cells_of_their_own() -> None:
    found = only("12\tQuyết định\t12/2015/QĐ-UBND \t 05/3/2015\tVề việc phân cấp")
    assert (found.raw, found.issued_on) == ("Quyết định 12/2015/QĐ-UBND 05/3/2015", "2015-03-05")
    assert only("Căn cứ Quyết định số 12/2015/QĐ-UBND\t05/3/2015\tVề việc").issued_on is None
