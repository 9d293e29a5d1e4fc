"""The identity of a document from the lines of its head."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.model import Head
from extractor.resolve.head import read_head
from extractor.resolve.head_issuer import read_issuer
from extractor.resolve.head_number import read_head_number
from extractor.resolve.head_spelling import usual_case
from extractor.resolve.head_title import read_title

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def report(**changes: Any) -> Head:
    lines: dict[str, Any] = {
        "left": ("ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG", "Số: 109/BC-UBND"),
        "right": (*MOTTO, "Bắc Giang, ngày 24 tháng 3 năm 2025"),
        "title": ("BÁO CÁO", "Công tác cải cách hành chính quý I năm 2025 và nhiệm vụ trọng tâm", "quý II năm 2025"),
        "signature": ("TL. CHỦ TỊCH", "KT. GIÁM ĐỐC SỞ NỘI VỤ", "PHÓ GIÁM ĐỐC", "Trần Văn Bình"),
    }
    return Head(**{**lines, **changes})


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
    ],
)
def test_issuers(lines: tuple[str, ...], name: str, place: str | None) -> None:
    found = read_issuer(Head(left=lines))
    assert (found.name, found.place) == (name, place)


@pytest.mark.parametrize(
    ("lines", "number", "symbol", "identifier"),
    [
        (("Số: 4951/QĐ-UBND",), "4951", "QĐ-UBND", "4951/QĐ-UBND"),
        (("Số 02-HD/TU",), "02", "HD/TU", "02-HD/TU"),
        (("Luật số: 43/2024/QH15",), "43", "QH15", "43/2024/QH15"),
        (("Số: 33/2022/NQ-HĐND",), "33", "NQ-HĐND", "33/2022/NQ-HĐND"),
        (("11410", "Số:        /BXD-KHCN"), "11410", "BXD-KHCN", "11410/BXD-KHCN"),
        (("Số:  …  /BC-SNV",), None, "BC-SNV", None),
        (("SỞ NỘI VỤ",), None, None, None),
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
        (("Kết quả công tác",), None, "Kết quả công tác"),
        ((), None, None),
    ],
)
def test_titles(lines: tuple[str, ...], doc_type: str | None, subject: str | None) -> None:
    found = read_title(Head(title=lines))
    assert (found.doc_type, found.subject) == (doc_type, subject)


@pytest.mark.parametrize(
    ("printed", "usual"),
    [
        ("PHÒNG TƯ PHÁP HUYỆN NGA SƠN", "Phòng Tư pháp huyện Nga Sơn"),
        ("CHI CỤC QUẢN LÝ THỊ TRƯỜNG", "Chi cục Quản lý thị trường"),
        ("Sở Nội vụ", "Sở Nội vụ"),
    ],
)
def test_usual_case(printed: str, usual: str) -> None:
    assert usual_case(printed) == usual
