"""What stands behind a citation and says what its instrument is about."""

from __future__ import annotations

import pytest

from extractor.find.citations.finder import find_citations

DECREE = "Nghị định số 126/2024/NĐ-CP ngày 08/10/2024 của Chính phủ"
LETTER = "Công văn số 12/SNV-CCHC"
ABOUT = "quy định về tổ chức, hoạt động và quản lý hội"


def subjects(text: str) -> list[str | None]:
    return [citation.title for citation in find_citations(text)]


@pytest.mark.parametrize(
    "end",
    [
        "", ".", "; Căn cứ", ", Bộ Nội vụ đề nghị các tỉnh", ", có hiệu lực từ ngày 26/11/2024", " thì hội phải", "./.",
        " (sau đây gọi là Nghị định)", "”. Qua kiểm tra", " như sau:", " quy định: “Hội”", ", theo đó", " và",
        "\nHiệu lực thi hành từ ngày 26/11/2024", "\n2. Tổ chức thực hiện", "\tToàn bộ", ", khoản 1 Điều 2", " đã nêu",
    ],
)  # fmt: skip
def test_a_subject_ends_where_the_text_says_something_of_the_instrument(end: str) -> None:
    assert subjects(f"{DECREE} {ABOUT}{end}") == [ABOUT]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (f"{DECREE} về quản lý hội quần chúng", "quản lý hội quần chúng"),
        (f"{LETTER} V/v: báo cáo cải cách hành chính", "báo cáo cải cách hành chính"),
        (f"{LETTER} ngày 5/5/2025, về việc báo cáo cải cách hành chính", "báo cáo cải cách hành chính"),
        (f"{LETTER} gửi Hội Làm vườn tỉnh về việc tổ chức đại hội nhiệm kỳ", "tổ chức đại hội nhiệm kỳ"),
        # an issuer with words that the registry does not hold
        (
            "Thông báo số 46-TB/TW của Ban Chấp hành Trung ương Đảng Cộng Sản Việt Nam về kết luận thanh tra",
            "kết luận thanh tra",
        ),
        # several issuers
        (
            "Thông tư liên tịch số 15/2015/TTLT-BTNMT-BNV-BTC của Bộ Tài nguyên và Môi trường, Bộ Nội vụ "
            "và Bộ Tài chính hướng dẫn chức năng, nhiệm vụ",
            "hướng dẫn chức năng, nhiệm vụ",
        ),
        # the organs that it is about, and not one that acts
        (f"{LETTER} về kiểm tra Tỉnh ủy, UBND tỉnh Thanh Hóa; Biên bản", "kiểm tra Tỉnh ủy, UBND tỉnh Thanh Hóa"),
        (f"{LETTER} về việc tư vấn, chẩn đoán, điều trị trước sinh.", "tư vấn, chẩn đoán, điều trị trước sinh"),
        (f"{LETTER} về báo cáo theo đúng quy định.", "báo cáo theo đúng quy định"),
        # a comma in its own quotation marks, and the lines of a paragraph
        (f"{LETTER} về Đề án “Xác định Chỉ số, đã sửa” của tỉnh; đề nghị", "Đề án “Xác định Chỉ số, đã sửa” của tỉnh"),
        (f"{LETTER} về việc báo cáo\ncải cách hành chính", "báo cáo cải cách hành chính"),
        (f"{LETTER} về Điều lệ (bổ sung) của Hội.", "Điều lệ (bổ sung) của Hội"),
    ],
)  # fmt: skip
def test_a_subject_begins_behind_day_and_issuer(text: str, subject: str) -> None:
    assert subjects(text)[0] == subject


def test_what_a_subject_is_about_may_be_cited() -> None:
    inner = "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về thực hiện cơ chế một cửa"
    assert subjects(f"Thông tư số 01/2018/TT-VPCP hướng dẫn thi hành một số quy định của {inner}; Căn cứ") == [
        f"hướng dẫn thi hành một số quy định của {inner}",
        "thực hiện cơ chế một cửa",
    ]


def test_the_next_citation_of_a_list_is_no_part_of_a_subject() -> None:
    listed = f"{LETTER} về việc báo cáo cải cách hành chính, Công văn số 13/SNV-CCHC; Công văn số 14/SNV-CCHC"
    assert subjects(listed) == ["báo cáo cải cách hành chính", None, None]


def test_an_amendment_of_several_names_them_all() -> None:
    amended = "sửa đổi, bổ sung một số điều của Nghị định số 103/2024/NĐ-CP và Nghị định số 104/2024/NĐ-CP"
    assert subjects(f"Nghị định số 291/2025/NĐ-CP {amended}; Căn cứ")[0] == amended


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 126/2024/NĐ-CP quy định hội phải sửa đổi điều lệ",
        f"{DECREE} quy định: “Hội phải sửa đổi điều lệ”",
        f"{DECREE} và các văn bản có liên quan về quản lý hội",
        f"{DECREE} ban hành.",
        # a text that lost its signs
        f"{DECREE} về " + "quản lý hội quần chúng " * 30,
    ],
)
def test_other_words_are_no_subject(text: str) -> None:
    assert subjects(text) == [None]


def test_a_subject_is_spelled_as_the_text_has_it() -> None:
    assert subjects(f"{LETTER} về kế hoạch giai đoạn 2021\u00a0–\u00a02025") == ["kế hoạch giai đoạn 2021 – 2025"]
