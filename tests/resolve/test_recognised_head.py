"""Heads of scans: what recognition did to their lines is undone."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.find.document import find_all
from extractor.layout.document import lay_out
from extractor.model.layout import Head
from extractor.model.pages import Pages
from extractor.resolve.document import Source, resolve
from extractor.resolve.head.reading import read_head
from extractor.resolve.head.recognised import as_printed
from tests.layout.recognised import Read, scan

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập —- Tự do - Hạnh phức")


def scanned(**changes: Any) -> Head:
    lines: dict[str, Any] = {
        "left": (". UBNDTỈNH KIÊN GIANG _", "SƠ Y TE", "Só: 2325/SYT-NVY"),
        "right": (*MOTTO, "Kiên Giang, ngày 25 tháng 12 năm 2017"),
        "recognised": True,
    }
    return Head(**{**lines, **changes})


def test_parent_and_own_organ_stay_apart() -> None:
    found = read_head(scanned(), "")
    assert (found.issuer, found.issuer_id, found.place) == ("Sở Y tế", "syt", "kien-giang")
    assert (found.identifier, found.issued_on) == ("2325/SYT-NVY", "2017-12-25")


@pytest.mark.parametrize(
    ("left", "issuer"),
    [
        (("BỘ NÔNG NGHIỆP", "VÀ PHÁT TRIÊN NÔNG THÔN"), "Bộ Nông nghiệp và Phát triển nông thôn"),
        (("SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"), "Sở Văn hóa, Thể thao và Du lịch"),
        (("HỘI ĐÒNG NHÂN DÂN", "THÀNH PHÓ ĐÀ NĂNG"), "Hội đồng nhân dân thành phố Đà Nẵng"),
        (("TÌNH ỦY KIÊN GIANG", "*"), "Tỉnh ủy Kiên Giang"),
        (("THỦ TƯỚNG CHÍNH PHÙ",), "Thủ tướng Chính phủ"),
    ],
)
def test_names_over_lines(left: tuple[str, ...], issuer: str) -> None:
    assert read_head(scanned(left=(*left, "Số: 15/QĐ-UBND")), "").issuer == issuer


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("só; 15/QĐ-UBND", "15", "QĐ-UBND"),
        ("ó: /GM-HĐĐT", None, "GM-HĐĐT"),
        ("Só:⁄⁄UBND-VP", None, "UBND-VP"),
        ("Sóz#/SYT-NVY", None, "SYT-NVY"),
        ("Số: c9 /TTr-SNV", None, "TTr-SNV"),
        ("Số: 1O5/QĐ-UBND", "105", "QĐ-UBND"),
        ("Số: 51/2025/TT-BCA „", "51", "TT-BCA"),
        ("Số: 51/2025/TT-BNMT", "51", "TT-BNMT"),
        ("Số: 12/TTr-SNgŸ", "12", "TTr-SNgV"),
        ("só:9O6O /QĐ-SYT ˆ", "9060", "QĐ-SYT"),
        ("Só:2/42 /KH-SYT", None, "KH-SYT"),
        ("Số 02-HD/TU", "02", "HD/TU"),
    ],
)
def test_the_sign_before_a_number_is_misread_and_what_is_no_number_is_none(
    line: str, number: str | None, symbol: str
) -> None:
    found = read_head(scanned(left=("UBND TỈNH KIÊN GIANG", line)), "")
    assert (found.number, found.symbol) == (number, symbol)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Khánh Hòa, ngày 1Š tháng 8 năm 2016", "2016-08-15"),
        ("Kiên Giang, ngày 02 thẳng 01 năm 2018", "2018-01-02"),
        ("Lâm Đồng, ngày 06 tháng I1 năm 2025", "2025-11-06"),
        ("Kiên Giang, ngày Ð_ tháng 4 năm 2018", None),
        ("Kiên Giang, ngày (Ò tháng 10 năm 2017", None),
    ],
)
def test_letters_for_digits_in_the_day(line: str, day: str | None) -> None:
    assert read_head(scanned(right=(*MOTTO, line)), "").issued_on == day


@pytest.mark.parametrize("sign", ["V/v", "--V/w-", "V/", "V/V"])
def test_the_subject_of_a_letter_ends_before_stamps_and_the_address(sign: str) -> None:
    left = (
        "UBND TỈNH KIÊN GIANG",
        "SỞ Y TÉ",
        "Số: 12/SYT-NVY",
        f"{sign} bàn giao tài sản",
        "của Dự án",
        "HỎA TỐC |",
        "Kính gửi:",
    )
    found = read_head(scanned(left=left), "")
    assert (found.doc_type, found.title) == ("Công văn", "bàn giao tài sản của Dự án")


@pytest.mark.parametrize(
    ("title", "doc_type", "subject"),
    [
        (
            ("QUYẾTĐỊNH", "Về việc kiện toàn Tổ thẩm định", "GIÁM ĐÓC SỞ Y TÉ"),
            "Quyết định",
            "Về việc kiện toàn Tổ thẩm định",
        ),
        (
            ("THÔNG BẢO.", "danh sách", "xét duyệt đề cương", "Cân cứ Kế hoạch số 5"),
            "Thông báo",
            "danh sách xét duyệt đề cương",
        ),
        (("GIÁY MỜI", "Hội nghị thông báo", "Thực hiện Công văn số 15/PAS-KSDB của"), "Giấy mời", "Hội nghị thông báo"),
        (("HỎA TỐC | KÉ HOẠCH", "Khảo sát giường bệnh"), "Kế hoạch", "Khảo sát giường bệnh"),
        (("THÔNG BÁO", "(V/v Tăng cường giám sát)"), "Thông báo", "Tăng cường giám sát"),
    ],
)
def test_type_word_and_subject(title: tuple[str, ...], doc_type: str, subject: str) -> None:
    found = read_head(scanned(title=title), "")
    assert (found.doc_type, found.title) == (doc_type, subject)


def test_a_type_word_among_the_columns_is_the_title() -> None:
    head = as_printed(
        scanned(
            left=("SỞ Y TẾ", "Số: 12/KH-SYT", "HỎA TỐC |"),
            right=(*MOTTO, "Kiên Giang, ngày 25 tháng 12 năm 2017", "_ KÉ HOẠCH"),
            title=("Khảo sát",),
        ),
        "",
    )
    assert head.left == ("SỞ Y TẾ", "Số: 12/KH-SYT")
    assert head.title == ("KẾ HOẠCH", "Khảo sát")


def test_a_scan_that_is_older_than_what_it_cites_has_its_day_misread() -> None:
    head = scanned(right=(*MOTTO, "Kiên Giang, ngày 27 tháng 3 năm 2016"))
    assert read_head(head, "", (), "2018-02-28").issued_on is None
    assert read_head(head, "", (), "2016-03-27").issued_on == "2016-03-27"


def test_a_cited_day_in_another_year_than_its_number_tells_nothing_of_the_head() -> None:
    page = scan(
        (Read("UBND TỈNH KIÊN GIANG", 80, 70), Read(MOTTO[0], 300, 70)),
        (Read("SỞ Y TẾ", 120, 86), Read(MOTTO[1], 320, 86)),
        (Read("Số: 2325/QĐ-SYT", 90, 110), Read("Kiên Giang, ngày 25 tháng 12 năm 2017", 300, 110)),
        Read("QUYẾT ĐỊNH", 267, 140),
        Read("Về việc kiện toàn Ban Chỉ đạo", 210, 156),
        Read("Căn cứ Thông tư số 11/2016/TT-BYT ngày 11 tháng 5 năm 2026 của Bộ trưởng Bộ Y tế;", 80, 200, 10),
        Read("Căn cứ Quyết định số 1675/QĐ-UBND ngày 09 tháng 8 năm 2017 của Ủy ban nhân dân tỉnh;", 80, 216, 10),
    )
    laid = lay_out(Pages((page,), 1))
    assert resolve(laid, find_all(laid), Source("0" * 64, "scan.pdf", 1, "1")).identity.issued_on == "2017-12-25"
