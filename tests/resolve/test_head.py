"""The identity of a document from the lines of its head."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.model.layout import Head
from extractor.resolve.head.issuer import read_issuer
from extractor.resolve.head.reading import read_head
from extractor.resolve.head.spelling import usual_case
from extractor.resolve.head.title import read_head_number, read_title

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def report(**changes: Any) -> Head:
    lines: dict[str, Any] = {
        "left": ("ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG", "Số: 109/BC-UBND"),
        "right": (*MOTTO, "Bắc Giang, ngày 24 tháng 3 năm 2025"),
        "title": ("BÁO CÁO", "Công tác cải cách hành chính quý I năm 2025 và nhiệm vụ trọng tâm", "quý II năm 2025"),
        "signature": ("TL. CHỦ TỊCH", "KT. GIÁM ĐỐC SỞ NỘI VỤ", "PHÓ GIÁM ĐỐC", "Trần Văn Bình"),
    }
    return Head(**{**lines, **changes})


@pytest.mark.parametrize("rule", ["______", "¯¯¯¯¯", "— —", "•••", "* * *"])
def test_a_rule_under_an_organ_or_a_type_is_no_name(rule: str) -> None:
    left = ("UBND TỈNH BẮC GIANG", "SỞ NỘI VỤ", rule, "Số: 109/BC-SNV")
    found = read_head(report(left=left, title=("BÁO CÁO", rule, "Công tác lưu trữ năm 2024")), "")
    assert (found.issuer, found.title) == ("Sở Nội vụ", "Công tác lưu trữ năm 2024")


def test_a_report_of_a_province() -> None:
    found = read_head(report(), "Tính đến ngày 15/3/2025, toàn tỉnh tiếp nhận")
    assert (found.doc_type, found.number, found.symbol, found.identifier) == (
        "Báo cáo",
        "109",
        "BC-UBND",
        "109/BC-UBND",
    )
    assert found.key == "vn:ubnd@bac-giang:bc:d2025:109"
    assert (found.issuer, found.issuer_id, found.place) == ("Ủy ban nhân dân tỉnh Bắc Giang", "ubnd", "bac-giang")
    assert (found.issued_on, found.signer) == ("2025-03-24", "Trần Văn Bình")
    assert found.title == "Công tác cải cách hành chính quý I năm 2025 và nhiệm vụ trọng tâm quý II năm 2025"
    assert found.period is not None
    assert (found.period.kind, found.family) == ("Q1", "cải cách hành chính")


def test_blank_number_and_day_are_not_guessed() -> None:
    head = report(
        left=("ỦY BAN NHÂN DÂN", "TỈNH THANH HÓA", "Số:      /BC-UBND"),
        right=(*MOTTO, "Thanh Hóa, ngày      tháng 6 năm 2024"),
        title=("BÁO CÁO", "Kết quả công tác 06 tháng đầu năm"),
    )
    found = read_head(head, "")
    assert (found.number, found.identifier, found.key, found.issued_on) == (None, None, None, None)
    assert found.symbol == "BC-UBND"
    assert found.period is not None
    assert found.period.end == "2024-06-30"


def test_letters_set_apart_are_joined() -> None:
    head = report(
        left=("UBND TỈNH LÂM ĐỒNG", "SỞ NỘI VỤ", "Số: 1 8 1 /BC-SNV"),
        right=(*MOTTO, "Lâm Đồng, ngày 0 5 t h á n g 1 1 năm 2025"),
    )
    found = read_head(head, "")
    assert (found.identifier, found.issued_on, found.issuer) == ("181/BC-SNV", "2025-11-05", "Sở Nội vụ")
    assert found.place == "lam-dong"


def test_a_letter_has_its_subject_below_the_number() -> None:
    head = Head(
        left=("BỘ XÂY DỰNG", "Số: 11410/BXD-KHCN", "V/v: hướng dẫn áp dụng", "thông số kỹ thuật"),
        right=(*MOTTO, "Hà Nội, ngày 23 tháng 7 năm 2026"),
    )
    found = read_head(head, "Kính gửi: các tỉnh")
    assert (found.doc_type, found.title) == ("Công văn", "hướng dẫn áp dụng thông số kỹ thuật")
    assert (found.issuer, found.place) == ("Bộ Xây dựng", None), "an organ of the centre has no place"


def test_a_document_without_head_speaks_through_its_signature() -> None:
    head = Head(title=("BÁO CÁO", "Kết quả công tác năm 2024"), signature=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"))
    found = read_head(head, "trên địa bàn tỉnh Thanh Hóa; cán bộ tỉnh Thanh Hóa học tập tại tỉnh Nghệ An")
    assert (found.issuer, found.place) == ("Ủy ban nhân dân tỉnh Thanh Hóa", "thanh-hoa")


@pytest.mark.parametrize(
    ("body", "issuer", "place"),
    [
        (
            "(Kèm theo Báo cáo số    /BC-UBND ngày   /  /2024 của UBND tỉnh Thanh\nHóa)",
            "Ủy ban nhân dân tỉnh Thanh Hóa",
            "thanh-hoa",
        ),
        ("(Ban hành kèm theo Quyết định số 7/QĐ-BNV ngày 14/3/2024 của Bộ trưởng Bộ Nội vụ)", "Bộ Nội vụ", None),
        (
            "(Kèm theo Quyết định số 7/QĐ-UBND của Chủ tịch UBND tỉnh)\nCác xã của tỉnh Lai Châu",
            "Ủy ban nhân dân tỉnh Lai Châu",
            "lai-chau",
        ),
        ("Danh mục kèm theo Quyết định số 7/QĐ-BNV của Bộ Nội vụ", None, None),
    ],
)
def test_an_annex_without_its_paper_is_of_the_organ_that_it_names(
    body: str, issuer: str | None, place: str | None
) -> None:
    identity = read_head(Head(title=("PHỤ LỤC", "DANH MỤC NHIỆM VỤ")), f"PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n{body}\n")
    assert (identity.issuer, identity.place, identity.identifier) == (issuer, place, None)


@pytest.mark.parametrize(
    ("lines", "name", "place"),
    [
        (("ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG", "Số: 1/BC-UBND"), "Ủy ban nhân dân tỉnh Bắc Giang", "bac-giang"),
        (("UỶ BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI", "Số: 1"), "Ủy ban nhân dân thành phố Hà Nội", "ha-noi"),
        (("HỘI ĐỒNG NHÂN DÂN", "TỈNH CAO BẰNG", "——-", "Số: 1"), "Hội đồng nhân dân tỉnh Cao Bằng", "cao-bang"),
        (("ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG", "SỞ Y TẾ", "Số: 1"), "Sở Y tế", "kien-giang"),
        (("UBND TỈNH BẾN TRE", "SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG", "Số: 1"), "Sở Nông nghiệp và Môi trường", "ben-tre"),
        (("UỶ BAN NHÂN DÂN", "THỊ XÃ BỈM SƠN", "Số: 1"), "Ủy ban nhân dân thị xã Bỉm Sơn", None),
        (("BỘ NỘI VỤ", "Số: 1187/QĐ-BNV"), "Bộ Nội vụ", None),
        (("QUỐC HỘI", "Luật số: 43/2024/QH15"), "Quốc hội", None),
        (("BỘ Y TẾ -", "BỘ TÀI CHÍNH", "Số: 1/2020/TTLT-BYT-BTC"), "Bộ Y tế - Bộ Tài chính", None),
        (("SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "TỈNH SƠN LA", "Số: 1"), "Sở Kế hoạch và Đầu tư tỉnh Sơn La", "son-la"),
        (("TỈNH ỦY LÀO CAI", "BAN THƯỜNG VỤ", "*", "Số 1-BC/TU"), "Ban Thường vụ Tỉnh ủy Lào Cai", "lao-cai"),
        (
            ("HỘI ĐỒNG NHÂN DÂN", "TỈNH LONG AN", "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "Số: 1"),
            "Thường trực Hội đồng nhân dân tỉnh Long An",
            "long-an",
        ),
    ],
)
def test_issuers(lines: tuple[str, ...], name: str, place: str | None) -> None:
    found = read_issuer(Head(left=lines))
    assert (found.name, found.place) == (name, place)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("HỘI NÔNG DÂN VIỆT NAM", "*BAN CHẤP HÀNH TỈNH ĐẮK LẮK"), "Ban Chấp hành Hội nông dân tỉnh Đắk Lắk"),
        (
            ("NGÂN HÀNG NHÀ NƯỚC VIỆT NAM", "*CHI NHÁNH TỈNH YÊN BÁI"),
            "Ngân hàng Nhà nước Việt Nam Chi nhánh tỉnh Yên Bái",
        ),
        (("TỔNG CỤC THUẾ", "*CỤC THUẾ TỈNH BÌNH DƯƠNG"), "Cục Thuế tỉnh Bình Dương"),
        (("CỤC THUẾ", "*THUẾ TỈNH LÂM ĐỒNG"), "Thuế tỉnh Lâm Đồng"),
        (("TỈNH ỦY LÂM ĐỒNG", "*BAN NỘI CHÍNH"), "Ban Nội chính"),
        (("HUYỆN ỦY NGA SƠN", "*ĐẢNG ỦY XÃ NGA AN"), "Đảng ủy xã Nga An"),
        (("UỶ BAN NHÂN DÂN", "*TỈNH THANH HOÁ"), "Ủy ban nhân dân tỉnh Thanh Hóa"),
        (("UBND HUYỆN NGA SƠN", "*TRUNG TÂM PHÁT TRIỂN", "*QUỸ ĐẤT"), "Trung tâm Phát triển quỹ đất"),
        (("ĐOÀN TNCS HỒ CHÍ MINH", "*BCH TỈNH ĐOÀN HÀ TĨNH"), "BCH tỉnh đoàn Hà Tĩnh"),
        (("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "*TRƯỜNG ĐẠI HỌC SƯ PHẠM", "*HÀ NỘI 2"), "Trường Đại học Sư phạm Hà Nội 2"),
        (("UBND TỈNH KON TUM", "*VĂN PHÒNG"), "Văn phòng Ủy ban nhân dân tỉnh Kon Tum"),
    ],
)
def test_bold_type_parts_an_organ_from_its_parent(lines: tuple[str, ...], name: str) -> None:
    head = Head(left=tuple(line.lstrip("*") for line in lines), bold=tuple(line.startswith("*") for line in lines))
    assert read_issuer(head).name == name


def test_a_name_whose_beginning_cannot_be_read_is_that_of_the_symbol() -> None:
    assert read_issuer(Head(left=("TÀI CHÍNH",)), symbol="STC-HTDN").name == "Sở Tài chính"
    assert read_issuer(Head(left=("TÀI CHÍNH",)), symbol="SNV-CCHC").name == "Tài chính"


@pytest.mark.parametrize(
    ("lines", "number", "symbol", "identifier"),
    [
        (("Số: 4951/QĐ-UBND",), "4951", "QĐ-UBND", "4951/QĐ-UBND"),
        (("SỐ 217 HĐBT",), "217", "HĐBT", "217HĐBT"),
        (("Số 12 tháng 5",), None, None, None),
        (("Số 02-HD/TU",), "02", "HD/TU", "02-HD/TU"),
        (("Luật số: 43/2024/QH15",), "43", "QH15", "43/2024/QH15"),
        (("Số: 33/2022/NQ-HĐND",), "33", "NQ-HĐND", "33/2022/NQ-HĐND"),
        (("Số: 88/BC-CAT-PV01",), "88", "BC-CAT-PV01", "88/BC-CAT-PV01"),
        (("11410", "Số:        /BXD-KHCN"), "11410", "BXD-KHCN", "11410/BXD-KHCN"),
        (("Số:  …  /BC-SNV",), None, "BC-SNV", None),
        (("SỞ NỘI VỤ",), None, None, None),
        (("SỞ Y TẺ", "Sóz?4/KH-SYT"), None, "KH-SYT", None),
    ],
)
def test_numbers(lines: tuple[str, ...], number: str | None, symbol: str | None, identifier: str | None) -> None:
    found = read_head_number(lines)
    assert (found.number, found.symbol, found.identifier) == (number, symbol, identifier)


@pytest.mark.parametrize(
    ("lines", "doc_type", "subject"),
    [
        (("BÁO CÁO", "Kết quả", "năm 2024", "I. CÔNG TÁC CHỈ ĐẠO"), "Báo cáo", "Kết quả năm 2024"),
        (("QUYẾT ĐỊNH", "Phê duyệt Đề án", "BỘ TRƯỞNG BỘ NỘI VỤ"), "Quyết định", "Phê duyệt Đề án"),
        (("NGHỊ QUYẾT", "QUY ĐỊNH MỨC THU", "HỘI ĐỒNG NHÂN DÂN TỈNH CAO BẰNG"), "Nghị quyết", "QUY ĐỊNH MỨC THU"),
        (("BÁO CÁO TÌNH HÌNH KINH TẾ", "NĂM 2024"), "Báo cáo", "TÌNH HÌNH KINH TẾ NĂM 2024"),
        (("TỜ TRÌNH", "Về việc trình ký Báo cáo", "Kính gửi: Bộ Nội vụ"), "Tờ trình", "Về việc trình ký Báo cáo"),
        (
            ("PHỤ LỤC IV", "KẾT QUẢ ĐÁNH GIÁ CÁC TIÊU CHÍ VỀ CẢI CÁCH", "TỔ CHỨC BỘ MÁY NĂM 2025"),
            "Phụ lục",
            "KẾT QUẢ ĐÁNH GIÁ CÁC TIÊU CHÍ VỀ CẢI CÁCH TỔ CHỨC BỘ MÁY NĂM 2025",
        ),
        (("Kết quả công tác",), None, "Kết quả công tác"),
        ((), None, None),
    ],
)
def test_titles(lines: tuple[str, ...], doc_type: str | None, subject: str | None) -> None:
    found = read_title(Head(title=lines))
    assert (found.doc_type, found.subject) == (doc_type, subject)


LAW = "Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV,\nkỳ họp thứ 7 thông qua ngày {}."


def test_an_act_of_an_assembly_bears_its_day_at_the_end() -> None:
    head = Head(left=("QUỐC HỘI", "Luật số: 43/2024/QH15"), right=MOTTO, title=("LUẬT", "LƯU TRỮ"))
    assert read_head(head, LAW.format("29 tháng 6 năm 2024")).issued_on == "2024-06-29"
    assert read_head(head, "“" + LAW.format("31 tháng 6 năm 2024")).issued_on is None
    assert read_head(head, "Luật Đất đai được Quốc hội thông qua ngày 18 tháng 01 năm 2024.").issued_on is None
    dated = report(right=(*MOTTO, "Bắc Giang, ngày      tháng 6 năm 2024"))
    assert read_head(dated, LAW.format("29 tháng 6 năm 2024")).issued_on is None


def test_a_consolidated_text_has_its_own_type_and_the_name_of_the_other() -> None:
    head = report(left=("BỘ TÀI CHÍNH", "Số: 12/VBHN-BTC"), title=("NGHỊ ĐỊNH", "Về hóa đơn, chứng từ"))
    found = read_head(head, "")
    assert (found.doc_type, found.title) == ("Văn bản hợp nhất", "Về hóa đơn, chứng từ")


@pytest.mark.parametrize(
    ("stamps", "by", "at"),
    [
        ((("Ký bởi: Sở Nội vụ", "Ngày ký: 05-11-2025 09:12:44 +07:00"),), "Sở Nội vụ", "2025-11-05T09:12:44+07:00"),
        ((("Digitally signed by", "NGUYỄN VĂN AN", "Date: 2024.06.14 10:00:00 +07'00'"),), "NGUYỄN VĂN AN", None),
        (
            (("Người ký: Cổng Thông tin", "Thời gian ký: 2/8/2024 08:00:00"), ("Ký bởi: Bộ Y tế", "1/8/2024 07:30:00")),
            "Bộ Y tế",
            "2024-08-01T07:30:00",
        ),
        ((("SAO Y; UBND tỉnh; 14/06/2024 15:12:11",), ("ĐẾN", "Số: 12", "Ngày: 15/6/2024")), None, None),
        ((("Signature Not Verified",),), None, None),
    ],
)
def test_digital_signatures(stamps: tuple[tuple[str, ...], ...], by: str | None, at: str | None) -> None:
    found = read_head(report(stamps=stamps), "")
    assert found.signed_by == by
    assert found.signed_at == (at if at or not by else "2024-06-14T10:00:00+07:00")
    assert (found.issued_on, found.signer) == ("2025-03-24", "Trần Văn Bình")


@pytest.mark.parametrize(
    ("signed_by", "signer"),
    [("NGUYỄN VĂN AN", "Nguyễn Văn An"), ("ỦY BẠN", None), ("Tỉnh Lâm Đồng", None), ("Sở Nội Vụ", None)],
)
def test_only_a_person_is_the_signer_where_no_name_is_printed(signed_by: str, signer: str | None) -> None:
    found = read_head(report(signature=("GIÁM ĐỐC",), stamps=((f"Ký bởi: {signed_by}",),)), "")
    assert (found.signed_by, found.signer) == (signed_by, signer)


@pytest.mark.parametrize(
    ("lines", "signer"),
    [
        (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "Nguyễn Văn Thi"), "Nguyễn Văn Thi"),
        (("BỘ TRƯỞNG", "Đại tướng Tô Văn Lâm", "THỨ TRƯỞNG", "PGS.TS. Lê Hoài"), "Tô Văn Lâm; Lê Hoài"),
        (("GIÁM ĐỐC", "Phó Giám đốc"), None),
    ],
)
def test_signers(lines: tuple[str, ...], signer: str | None) -> None:
    assert read_head(report(signature=lines), "").signer == signer


@pytest.mark.parametrize(
    ("printed", "usual"),
    [
        ("TỈNH ỦY HÀ TĨNH", "Tỉnh ủy Hà Tĩnh"),
        ("HUYỆN ĐOÀN NGA SƠN", "Huyện đoàn Nga Sơn"),
        ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Sở Lao động - Thương binh và Xã hội"),
        ("SỞ Y TẺ", "Sở Y tế"),
        ("ỦY BAN NHÂN DÂN TỈNH LÂM ĐÒNG", "Ủy ban nhân dân tỉnh Lâm Đồng"),
        ("PHÒNG TƯ PHÁP HUYỆN NGA SƠN", "Phòng Tư pháp huyện Nga Sơn"),
        ("CHI CỤC QUẢN LÝ THỊ TRƯỜNG", "Chi cục Quản lý thị trường"),
        ("Sở Nội vụ", "Sở Nội vụ"),
        ("BAN CHỈ ĐẠO CCHC", "Ban Chỉ đạo CCHC"),
        ("TẬP ĐOÀN DẦU KHÍ VIỆT NAM", "Tập đoàn Dầu khí Việt Nam"),
        ("TỔNG CÔNG TY ĐIỆN LỰC MIỀN BẮC", "Tổng công ty Điện lực miền Bắc"),
        ("ĐẠI HỌC QUỐC GIA HÀ NỘI", "Đại học Quốc gia Hà Nội"),
        ("TRƯỜNG ĐẠI HỌC KINH TẾ QUỐC DÂN", "Trường Đại học Kinh tế quốc dân"),
    ],
)
def test_usual_case(printed: str, usual: str) -> None:
    assert usual_case(printed) == usual


@pytest.mark.parametrize(
    ("left", "unit", "key"),
    [
        (
            ("UBND HUYỆN NGA SƠN", "PHÒNG NỘI VỤ", "Số: 1/BC-PNV"),
            "huyện Nga Sơn",
            "vn:pnv@thanh-hoa/nga-son:bc:d2025:1",
        ),
        (("UBND TỈNH THANH HÓA", "SỞ NỘI VỤ", "Số: 1/BC-SNV"), None, "vn:snv@thanh-hoa:bc:d2025:1"),
        (("SỞ Y TẾ", "TRUNG TÂM Y TẾ HUYỆN NGA SƠN", "Số: 1/BC-TTYT"), None, "vn:ttyt:bc:d2025:1"),
    ],
)
def test_the_unit_below_the_province_is_that_of_the_organ_or_of_the_one_above(
    left: tuple[str, ...], unit: str | None, key: str
) -> None:
    found = read_head(report(left=left, right=(*MOTTO, "Thanh Hóa, ngày 24 tháng 3 năm 2025")), "")
    assert (found.unit, found.key) == (unit, key)
