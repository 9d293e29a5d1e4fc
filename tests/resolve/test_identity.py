"""Keys of instruments and their status."""

from __future__ import annotations

import pytest

from extractor.find.citations.finder import find_citations
from extractor.model.document import Context
from extractor.model.facts import Citation
from extractor.resolve.identity import identify, instrument_key

REPORT = Context(issuer="UBND tỉnh Nghệ An", place="nghe-an", issued_on="2024-06-14", identifier="120/BC-UBND")


def identified(text: str, context: Context = REPORT) -> tuple[Citation, ...]:
    return identify(find_citations(text), context)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Quyết định số 01/QĐ-UBND ngày 05/01/2023", "vn:ubnd@nghe-an:qd:d2023:1"),
        ("Công văn số 39/UBND-TH ngày 05/01/2023", "vn:ubnd@nghe-an:cv:d2023:39"),
        ("Nghị quyết số 07/2022/NQ-HĐND của HĐND tỉnh", "vn:hdnd@nghe-an:nq:2022:7"),
        ("Quyết định số 5/QĐ-UBND ngày 05/01/2023 của UBND tỉnh Hà Tĩnh", "vn:ubnd@ha-tinh:qd:d2023:5"),
        ("Quyết định số 5/QĐ-UBND ngày 05/01/2023 của UBND huyện Đô Lương", "vn:ubnd@nghe-an/do-luong:qd:d2023:5"),
        ("Nghị định số 61/2018/NĐ-CP", "vn:cp:nd:2018:61"),
        ("Nghị quyết số 35/2023/UBTVQH15", "vn:ubtvqh15:nq:2023:35"),
        ("Luật số 59/2020/QH14", "vn:qh14:so:2020:59"),
        ("Kết luận số 50-KL/TW ngày 28/02/2023", "vn:tw:kl:d2023:50"),
        ("Quy định số 22-QĐi/TW ngày 28/7/2021", "vn:tw:qd:d2021:22"),
        ("Hướng dẫn số 02-HD/TU ngày 12/3/2021", "vn:tu@nghe-an:hd:d2021:2"),
        ("Quyết định số 12/QĐ-BNN-TT ngày 5/5/2020", "vn:bnnptnt:qd:d2020:12"),
        ("Thông tư số 105/TCĐT ngày 08/12/1994", "vn:btc:so:d1994:105"),
        ("Công văn số 37/TC-QC ngày 22/01/2024", "vn:tc:cv:d2024:37"),
        ("Công văn số 12/CT-TTHT ngày 5/5/2023 của Cục Thuế tỉnh Nghệ An", "vn:cuc-thue@nghe-an:cv:d2023:12"),
        ("Quyết định số 202-CT ngày 08/6/1992", "vn:cthdbt:so:d1992:202"),
        ("Sắc lệnh số 63 ngày 22/11/1945", "vn:ctn:saclenh:d1945:63"),
        ("Chỉ thị 05 của Bộ Chính trị", "vn:tw:ct:x:5"),
        ("Thông tư 24/2020 ngày 10/3/2020 của Bộ Công an", "vn:bca:tt:2020:24"),
        ("Luật Đất đai 2024", "vn:title:luat:2024:dat-dai"),
        ("Bộ luật Lao động ngày 20 tháng 11 năm 2019", "vn:title:luat:2019:lao-dong"),
        ("QCVN 06:2022/BXD", "vn:bxd:qcvn:2022:6"),
        ("đẩy mạnh Đề án 06/CP", "vn:ttg:qd:d2022:6"),
        ("Kế hoạch số 12/KH-BCĐ ngày 5/5/2020", "vn:bcd@nghe-an:kh:d2020:12"),
    ],
)
def test_keys(text: str, key: str) -> None:
    assert [each.key for each in identified(text)] == [key]


@pytest.mark.parametrize(
    ("day", "place"),
    [
        ("ngày 30/6/2025", "lam-dong"),
        ("ngày 01/7/2025", "lam-dong_2"),
        ("năm 2024", "lam-dong"),
        ("năm 2026", "lam-dong_2"),
    ],
)
def test_a_merged_province_is_a_new_organ(day: str, place: str) -> None:
    context = Context(place="lam-dong", issued_on="2026-03-01")
    (found,) = identified(f"Quyết định số 5/QĐ-UBND {day}", context)
    assert found.key is not None
    assert found.key.startswith(f"vn:ubnd@{place}:")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Quyết định số 5/QĐ-UBND ngày 31/12/2024 của UBND tỉnh", "thua-thien-hue"),
        ("Quyết định số 5/QĐ-UBND ngày 01/01/2025 của UBND thành phố", "hue"),
        ("Nghị quyết số 20/2024/NQ-HĐND", "thua-thien-hue"),
        ("Nghị quyết số 20/2025/NQ-HĐND", "hue"),
        ("Quyết định số 5/QĐ-UBND ngày 13/7/2024 của UBND thành phố Huế", "thua-thien-hue"),
        ("Quyết định số 5/QĐ-UBND", "hue"),
    ],
)
def test_a_renamed_province_had_its_old_name(text: str, place: str) -> None:
    (found,) = identified(text, Context(place="hue", issued_on="2025-06-14"))
    assert f"@{place}:" in (found.key or "")


def test_another_report_names_the_city_that_was_no_province_yet_as_printed() -> None:
    (found,) = identified("Quyết định số 5/QĐ-UBND ngày 13/7/2024 của UBND thành phố Huế")
    assert "@hue:" in (found.key or "")


def test_both_generations_stand_where_nothing_decides() -> None:
    (found,) = identified("Quyết định số 52/2025/QĐ-UBND", Context(place="lam-dong", issued_on="2025-11-05"))
    assert (found.key, found.status) == ("vn:ubnd@lam-dong|lam-dong_2:qd:2025:52", "ambiguous")


def test_a_year_is_taken_over_within_the_document() -> None:
    found = identified("Quyết định số 5/QĐ-TTg ngày 05/01/2023. Theo Quyết định số 5/QĐ-TTg")
    assert [each.key for each in found] == ["vn:ttg:qd:d2023:5"] * 2
    assert {each.status for each in found} == {"resolved"}


def test_two_years_leave_it_open() -> None:
    found = identified(
        "Quyết định số 5/QĐ-TTg ngày 05/01/2023; Quyết định số 5/QĐ-TTg ngày 05/01/2022. Quyết định số 5/QĐ-TTg"
    )
    assert (found[2].key, found[2].status) == ("vn:ttg:qd:x:5", "ambiguous")


def test_aliases_have_the_key_of_what_they_name() -> None:
    found = identified("Nghị định số 83/2014/NĐ-CP (sau đây gọi là Nghị định 83); Nghị định 83 quy định")
    assert [each.key for each in found] == ["vn:cp:nd:2014:83"] * 3


def test_the_symbol_makes_the_key_and_another_issuer_is_told() -> None:
    (found,) = identified("Thông tư số 24/2020/TT-BCA ngày 10/3/2020 của Bộ Tài chính")
    assert (found.key, found.issuer_conflict) == ("vn:bca:tt:2020:24", "btc")
    (found,) = identified("Quyết định số 5/QĐ-UBND ngày 05/01/2023 của Chủ tịch UBND tỉnh")
    assert found.issuer_conflict is None


def test_a_document_knows_its_own_number() -> None:
    (found,) = identified("(Kèm theo Báo cáo số 120/BC-UBND của UBND tỉnh)")
    assert found.key == "vn:ubnd@nghe-an:bc:d2024:120"


@pytest.mark.parametrize(
    ("status", "text"),
    [
        ("resolved", "Nghị định số 61/2018/NĐ-CP"),
        ("unresolved", "Quyết định số 5/QĐ-TTg"),
        ("unresolved", "Quyết định số 5/QĐ-UBND ngày 05/01/2023"),
    ],
)
def test_status(status: str, text: str) -> None:
    assert identified(text, Context())[0].status == status


def test_the_head_of_a_document_gives_the_same_key_as_its_citation() -> None:
    key = instrument_key(
        "Báo cáo", "120", "BC-UBND", issued_on="2024-06-14", issuer="Ủy ban nhân dân tỉnh Nghệ An", context=Context()
    )
    assert key == "vn:ubnd@nghe-an:bc:d2024:120"
    assert instrument_key("Nghị định", "61", "NĐ-CP", year=2018, issued_on="2018-04-23") == "vn:cp:nd:2018:61"


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("Quyết định số 01/QĐ-UBND ngày 05/01/2023", ("symbol", True, "document")),
        ("Quyết định số 01/QĐ-UBND ngày 05/01/2023 của UBND tỉnh Hà Tĩnh", ("symbol", True, "words")),
        ("Nghị định số 61/2018/NĐ-CP", ("symbol", True, None)),
        ("Quyết định số 15/QĐ-XYZT ngày 05/01/2023", ("symbol", False, None)),
        ("Thông tư 24/2020 ngày 10/3/2020 của Bộ Công an", ("words", True, None)),
        ("Sắc lệnh số 63 ngày 22/11/1945", ("type", True, None)),
        ("Luật Đất đai 2024", ("type", True, None)),
        ("TT40/2021", (None, None, None)),
        ("triển khai Đề án 06", ("alias", True, None)),
    ],
)
def test_what_organ_and_place_were_read_from(text: str, reasons: tuple[str | None, bool | None, str | None]) -> None:
    (found,) = identified(text)
    assert (found.issuer_from, found.organ_known, found.place_from) == reasons


def test_without_a_citing_place_the_place_is_open_and_has_no_reason() -> None:
    (found,) = identified("Quyết định số 01/QĐ-UBND ngày 05/01/2023", Context())
    assert (found.status, found.place_from) == ("unresolved", None)


def test_what_another_citation_of_the_document_settled_says_so() -> None:
    dated, bare = identified("Quyết định số 12/QĐ-UBND ngày 05/01/2023; theo Quyết định số 12/QĐ-UBND")
    assert (dated.evidence, bare.evidence, bare.key) == (None, "document", dated.key)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Quyết định số 12/QĐ-UBND ngày 05/3/2024", "vn:ubnd@thanh-hoa/nga-an:qd:d2024:12"),
        ("Nghị quyết số 3/NQ-HĐND ngày 05/3/2024 của HĐND xã", "vn:hdnd@thanh-hoa/nga-an:nq:d2024:3"),
        ("Công văn số 4/SNV-CCHC ngày 05/3/2024", "vn:snv@thanh-hoa:cv:d2024:4"),
        ("Quyết định số 12/QĐ-UBND ngày 05/3/2024 của UBND tỉnh", "vn:ubnd@thanh-hoa:qd:d2024:12"),
        ("Quyết định số 12/QĐ-UBND ngày 05/3/2024 của UBND huyện", "vn:ubnd@thanh-hoa/?:qd:d2024:12"),
        ("Kế hoạch số 5-KH/HU ngày 05/3/2024", "vn:hu@thanh-hoa/?:kh:d2024:5"),
        ("Công văn số 6/PNV ngày 05/3/2024", "vn:pnv@thanh-hoa/?:cv:d2024:6"),
    ],
)
def test_the_paper_of_a_commune_cites_its_own_organs_and_leaves_those_of_its_district_open(text: str, key: str) -> None:
    context = Context(issuer="Ủy ban nhân dân xã Nga An", place="thanh-hoa", issued_on="2024-06-14")
    assert [each.key for each in identified(text, context)] == [key]
