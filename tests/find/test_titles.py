"""Laws by their titles: where a title ends, and which law of a title is meant."""

from __future__ import annotations

import pytest

from extractor.find.citations.finder import find_citations
from extractor.model.facts import Citation


def only(text: str) -> Citation:
    found = find_citations(text)
    assert len(found) == 1, [citation.raw for citation in found]
    return found[0]


def raws(text: str) -> list[str]:
    return [citation.raw for citation in find_citations(text)]


@pytest.mark.parametrize(
    ("text", "raw", "title"),
    [
        ("theo Luật Đất đai năm 2024.", "Luật Đất đai năm 2024", "Đất đai"),
        ("Luật Đất đai 2024 có hiệu lực", "Luật Đất đai 2024", "Đất đai"),
        ("quy định tại Luật Nhà ở 2023; các hộ", "Luật Nhà ở 2023", "Nhà ở"),
        ("LUẬT NHÀ Ở NĂM 2023", "LUẬT NHÀ Ở NĂM 2023", "NHÀ Ở"),
        ("Luật Đất đai (năm 2013) quy định", "Luật Đất đai (năm 2013)", "Đất đai"),
        ("Bộ luật Dân sự 2015", "Bộ luật Dân sự 2015", "Dân sự"),
        ("Luật Phí và lệ phí ngày 25/11/2015;", "Luật Phí và lệ phí ngày 25/11/2015", "Phí và lệ phí"),
        ("Luật Thủ đô\nngày 28/6/2024", "Luật Thủ đô ngày 28/6/2024", "Thủ đô"),
        ("theo Luật Nhà ởnăm 2023 và", "Luật Nhà ởnăm 2023", "Nhà ở"),
        ("LUẬT TỔ CHỨC QUỐC HỘI NĂM 2014", "LUẬT TỔ CHỨC QUỐC HỘI NĂM 2014", "TỔ CHỨC QUỐC HỘI"),
        ("Luật Thi đua,\nkhen thưởng năm 2022", "Luật Thi đua, khen thưởng năm 2022", "Thi đua, khen thưởng"),
        ("Luật Đất đai (sửa đổi) năm 2024", "Luật Đất đai (sửa đổi) năm 2024", "Đất đai"),
        ("Luật Bảo hiểm y tế sửa đổi năm 2014", "Luật Bảo hiểm y tế sửa đổi năm 2014", "Bảo hiểm y tế"),
    ],
)
def test_a_title_ends_at_a_year_or_a_day(text: str, raw: str, title: str) -> None:
    found = only(text)
    assert (found.doc_type, found.raw, found.title) == ("Luật", raw, title)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Luật Doanh nghiệp số 59/2020/QH14", "Doanh nghiệp"),
        ("Luật Quy hoạch số 21/2017/QH14", "Quy hoạch"),
        ("Luật đấu thầu, số 43/2013/QH13", "đấu thầu"),
        ("Luật Đất đai (sửa đổi) số 31/2024/QH15", "Đất đai"),
        (
            "Luật Đầu tư theo phương thức đối tác công tư (PPP) số 64/2020/QH14",
            "Đầu tư theo phương thức đối tác công tư (PPP)",
        ),
        ("Luật Quản lý tài nguyên số, dữ liệu số 312/2031/QH17", "Quản lý tài nguyên số, dữ liệu"),
    ],
)
def test_a_title_ends_at_a_number(text: str, title: str) -> None:
    found = only(text)
    assert (found.doc_type, found.raw, found.title) == ("Luật", text, title)


def test_a_bracket_parts_number_and_title() -> None:
    found = only("1. Luật Lâm nghiệp (số 16/2017/QH14 ngày 15/11/2017): toàn bộ")
    assert (found.doc_type, found.title) == ("Luật", "Lâm nghiệp")
    assert found.raw == "số 16/2017/QH14 ngày 15/11/2017"


@pytest.mark.parametrize(
    ("text", "doc_type", "title"),
    [
        ("thực hiện pháp lệnh Ưu đãi người có công với cách mạng năm 2020", "Pháp lệnh", "Ưu đãi người có công"),
        ("theo luật đất đai 2013 thì", "Luật", "đất đai"),
        ("Căn cứ Luật giá ngày 20/6/2012;", "Luật", "giá"),
        ("Luật tổ chức chính quyền địa phương ngày 19/6/2015", "Luật", "tổ chức chính quyền"),
        ("Luật Tổ chức chính quyên địa phương ngày 19/6/2015", "Luật", "Tổ chức chính quyên"),
        ("Luật ban hành văn bản quy phạm pháp luật năm 2015", "Luật", "ban hành văn bản"),
        ("Luật Luật sư năm 2006", "Luật", "Luật sư"),
        ("luật BHXH năm 2014", "Luật", "BHXH"),
        ("luật phòng cháy, chữa cháy 2001", "Luật", "phòng cháy"),
        ("Pháp lệnh về Nhập cảnh, xuất cảnh số 24/1999/PL-UBTVQH10", "Pháp lệnh", "về Nhập cảnh"),
    ],
)
def test_titles_of_the_registry_may_hold_what_others_may_not(text: str, doc_type: str, title: str) -> None:
    found = only(text)
    assert found.doc_type == doc_type
    assert (found.title or "").startswith(title)


def test_a_title_that_the_registry_lacks_is_less_sure() -> None:
    unknown, known = find_citations("Luật Vũ trụ năm 2031, Luật Đất đai năm 2024")
    assert (unknown.title, known.title) == ("Vũ trụ", "Đất đai")
    assert unknown.confidence < known.confidence


@pytest.mark.parametrize(
    "text",
    [
        "Hiến pháp năm 2013",
        "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 1992",
        "Hiến pháp nước CHXHCN Việt Nam ngày 28 tháng 11 năm 2013",
    ],
)
def test_a_constitution_needs_no_title(text: str) -> None:
    assert (only(f"Căn cứ {text};").doc_type, only(f"Căn cứ {text}.").raw) == ("Hiến pháp", text)


def test_each_law_of_a_list_needs_a_year_of_its_own() -> None:
    assert raws("Luật Đất đai, Luật Nhà ở năm 2014 và Luật Kinh doanh bất động sản") == ["Luật Nhà ở năm 2014"]
    assert raws("Luật Khiếu nại 2011, Luật Tố cáo 2018") == ["Luật Khiếu nại 2011", "Luật Tố cáo 2018"]


@pytest.mark.parametrize(
    ("text", "pinpoint"),
    [
        ("khoản 2 Điều 5 Luật Đất đai năm 2013", "khoản 2 Điều 5"),
        ("điểm b khoản 1 Điều 20 của Luật Công chứng 2024).", "điểm b khoản 1 Điều 20"),
    ],
)
def test_the_article_stands_before_the_title(text: str, pinpoint: str) -> None:
    assert only(text).pinpoint == pinpoint


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        # the number is the amending law's
        ("Căn cứ {}Luật Quản lý thuế số 21/2012/QH13", "{}Luật Quản lý thuế số 21/2012/QH13"),
        ("Căn cứ {}Luật Vũ trụ số 412/2033/QH17;", "{}Luật Vũ trụ số 412/2033/QH17"),
        ("bởi Luật sửa đổi Luật Vũ trụ số 412/2033/QH17;", "Luật sửa đổi Luật Vũ trụ số 412/2033/QH17"),
        ("{}Luật Đầu tư công năm 2031.", "{}Luật Đầu tư công năm 2031"),
        ("{}37 Luật có liên quan ngày 20/11/2018", "{}37 Luật có liên quan ngày 20/11/2018"),
        # the registry knows the number as that of the law amended, or the text enacts the amending law
        ("Căn cứ {}Luật Đất đai số 31/2024/QH15", "Luật Đất đai số 31/2024/QH15"),
        ("Quốc hội ban hành {}Luật Vũ trụ số 412/2033/QH17", "Luật Vũ trụ số 412/2033/QH17"),
        ("LUẬT SỬA ĐỔI MỘT SỐ ĐIỀU CỦA LUẬT VŨ TRỤ SỐ 412/2033/QH17", "LUẬT VŨ TRỤ SỐ 412/2033/QH17"),
    ],
)
def test_amending_laws(text: str, raw: str) -> None:
    amending = "Luật sửa đổi, bổ sung một số điều của "
    assert only(text.format(amending)).raw == raw.format(amending)


def test_every_law_that_is_amended_has_its_number() -> None:
    text = "theo Luật sửa đổi một số điều của Luật Vũ trụ số 412/2033/QH17 và Luật Biển sâu số 413/2033/QH17"
    assert raws(text) == ["Luật Vũ trụ số 412/2033/QH17", "Luật Biển sâu số 413/2033/QH17"]


@pytest.mark.parametrize(
    "text",
    [
        "triển khai Luật Đất đai đầu năm 2024, trong năm 2024 và tháng 7/2024",
        "triển khai Luật Đất đai giai đoạn 2021 - 2025; Luật Nhà ở 2021 - 2025",
        "Luật sư Nguyễn Văn A năm 2015; Hội Luật gia tỉnh năm 2020; Câu lạc bộ Luật gia năm 2020",
        "HỘI LUẬT GIA NĂM 2020; Hội Luật Gia năm 2020; VĂN PHÒNG LUẬT SƯ MINH ANH NĂM 2020",
        "sống và làm việc theo Hiến pháp và pháp luật năm 2013",
        "Luật pháp Việt Nam năm 2015; luật pháp quốc tế năm 2020",
        "văn bản quy phạm pháp luật năm 2020, kỷ luật Đảng năm 2021; Ngày Pháp luật Việt Nam năm 2023",
        "Luật Doanh nghiệp, riêng 9 tháng đầu năm 2004",
        "Luật Đất đai có hiệu lực từ ngày 01/8/2024. Luật Đất đai Hiệu lực thi hành ngày 01/7/2014",
        "Luật Đất đai, quy hoạch sử dụng đất năm 2024",
        "Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2024",
        "chương trình xây dựng luật, pháp lệnh năm 2024; các luật năm 2024",
        "dự thảo Luật Việc làm (sửa đổi) năm 2024; dự án Luật Nhà giáo năm 2024",
        "Trường Đại học Luật Hà Nội năm 2020; công ty Luật TNHH Minh Anh năm 2021",
        "Luật Viên chức và các Nghị định năm 2020",
        "theo quy định của Luật Đất đai, Luật Viên chức (24 điều)",
    ],
)
def test_what_is_no_title(text: str) -> None:
    assert raws(text) == []


def test_the_registry_refutes_the_year_of_an_event() -> None:
    assert raws("tuyên truyền Luật An toàn thực phẩm năm 2019, Luật PCTN năm 2021") == []
    assert raws("Hội nghị tập huấn Luật Căn cước ngày 20/6/2024") == []
    # the year of the amendment and that of coming into force are said of a law, and what is older is not known
    assert raws("Luật Bảo hiểm y tế 2014; Luật Cư trú năm 2021; Luật Đất đai năm 1993") == [
        "Luật Bảo hiểm y tế 2014",
        "Luật Cư trú năm 2021",
        "Luật Đất đai năm 1993",
    ]


def test_a_resolution_beside_a_law_keeps_its_number() -> None:
    found = find_citations("Căn cứ Luật Đất đai, Nghị quyết số 43/2022/QH15 và luật Đầu tư; nghị quyết số 29/2021/QH15")
    assert [(each.doc_type, each.title) for each in found] == [("Nghị quyết", None)] * 2
