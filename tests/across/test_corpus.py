from typing import Any

import pytest

from extractor.across.indicators.gather import NONE, Link, indicator_key
from extractor.across.rows import (
    CandidateRow,
    CheckRow,
    EdgeRow,
    FigureRow,
    InstrumentRow,
    OrganisationRow,
    TableRow,
)
from extractor.model.facts import FORM_VALUE
from extractor.resolve.keys import CandidateIndex, organ_key
from extractor.store.keys import indicator_id, instrument_id, organisation_id
from tests.across.corpus_rows import DECISION, MentionRow, citation, document, settled
from tests.across.counted_rows import Counted

UNDATED = "vn:ubnd@thanh-hoa:qd:x:4951"


def test_an_instrument_is_merged_from_all_its_citations() -> None:
    printed = {"number": "4951", "symbol": "QĐ-UBND", "identifier": "4951/QĐ-UBND"}
    result = settled(
        [
            document(1, period_start="2024-01-01", period_end="2024-03-31"),
            document(2, period_start="2023-01-01", period_end="2023-12-31"),
        ],
        [
            citation(11, 1, doc_type="Quyết định", issued_on="2023-12-25", title="ban hành Kế hoạch", **printed),
            citation(12, 1, doc_type="Quyết định", location="footnote", **printed),
            citation(21, 2, doc_type="Kế hoạch", issuer="Chủ tịch Ủy ban nhân dân tỉnh", year=2023, **printed),
        ],
    )
    assert result.instruments == [
        InstrumentRow(
            id=instrument_id(DECISION),
            key=DECISION,
            doc_type="Quyết định",
            number="4951",
            symbol="QĐ-UBND",
            year=2023,
            identifier="4951/QĐ-UBND",
            issuer="Chủ tịch Ủy ban nhân dân tỉnh",
            issuer_id=organisation_id("ubnd@thanh-hoa"),
            issued_on="2023-12-25",
            title="ban hành Kế hoạch",
            title_from="citation",
            also="[]",
            times_cited=3,
            cited_in=2,
            first_citing_period="2023-01-01/2023-12-31",
            last_citing_period="2024-01-01/2024-03-31",
            anomalies=0,
            document_id=None,
        )
    ]


def test_the_last_citing_period_is_the_one_that_ends_last() -> None:
    """A report of nine months begins before that of the second quarter and says what happened after it."""
    periods = [("2024-01-01", "2024-03-31"), ("2024-01-01", "2024-09-30"), ("2024-04-01", "2024-06-30")]
    result = settled(
        [document(at, period_start=start, period_end=end) for at, (start, end) in enumerate(periods, 1)],
        [citation(10 * at, at, number="4951", symbol="QĐ-UBND", identifier="4951/QĐ-UBND") for at in (1, 2, 3)],
    )
    (instrument,) = result.instruments
    assert instrument.first_citing_period == "2024-01-01/2024-03-31"
    assert instrument.last_citing_period == "2024-01-01/2024-09-30"


def test_own_numbers_in_heads_count_neither_as_citations_nor_as_edges() -> None:
    report = "vn:ubnd@thanh-hoa:bc:d2024:45"
    result = settled(
        [document(1, instrument_key=report, identifier="45/BC-UBND", title="Công tác"), document(2)],
        [
            citation(11, 1, report, location="header", relation="tự thân", identifier="45/BC-UBNĐ"),
            citation(21, 2, report, relation="thực hiện", identifier="45/BC-UBND"),
            citation(22, 2, report, relation="thực hiện", identifier="45/BC-UBND"),
            citation(23, 2, report, identifier="45/BC-UBND"),
        ],
    )
    (instrument,) = result.instruments
    assert (instrument.times_cited, instrument.cited_in, instrument.document_id) == (3, 1, 1)
    assert (instrument.identifier, instrument.title) == ("45/BC-UBND", "Công tác")
    assert result.edges == [
        EdgeRow(2, instrument_id(report), "dẫn chiếu", 1),
        EdgeRow(2, instrument_id(report), "thực hiện", 2),
    ]
    assert result.citation_instrument == dict.fromkeys((11, 21, 22, 23), instrument_id(report))
    assert result.document_instrument == {1: instrument_id(report), 2: None}


def test_of_two_prints_of_one_document_the_better_read_one_stands_for_it() -> None:
    result = settled([document(1, instrument_key=DECISION, text_layer="ocr"), document(2, instrument_key=DECISION)], [])
    assert result.instruments[0].document_id == 2


def test_a_citation_without_key_has_no_instrument() -> None:
    result = settled([document(1)], [citation(11, 1, None)])
    assert (result.instruments, result.edges, result.citation_instrument) == ([], [], {11: None})


def test_two_dates_of_one_number_are_a_suspicion_where_the_rarer_stands() -> None:
    result = settled(
        [document(1), document(2), document(3)],
        [
            citation(11, 1, issued_on="2023-12-25", identifier="4951/QĐ-UBND"),
            citation(21, 2, issued_on="2023-12-26", identifier="4951/QĐ-UBND", page=4),
            citation(22, 2, issued_on="2023-12-26", identifier="4951/QĐ-UBND", page=2),
            citation(31, 3, issued_on="2023-12-25", identifier="4951/QĐ-UBND", page=7),
            citation(32, 3, issued_on="2023-12-25", identifier="4951/QĐ-UBND", page=8),
        ],
    )
    assert result.instruments[0].issued_on == "2023-12-25"
    assert result.instruments[0].anomalies == 1
    assert result.checks == [
        CheckRow(
            document_id=2,
            instrument_id=instrument_id(DECISION),
            kind="identity",
            statement="4951/QĐ-UBND is dated 2023-12-26 here and 2023-12-25 in 3 of 5 places",
            severity="suspicion",
            page=2,
            explanation="2023-12-25: report-1.pdf page 1, report-3.pdf page 7, report-3.pdf page 8; "
            "2023-12-26: report-2.pdf page 2, report-2.pdf page 4",
            citation_ids=(11, 21, 22, 31, 32),
        )
    ]


def test_of_a_document_in_the_corpus_its_own_date_stands_however_often_others_print_another() -> None:
    own = document(1, instrument_key=DECISION, issued_on="2023-12-27", identifier="4951/QĐ-UBND")
    cited = [citation(21, 2, issued_on="2023-12-25"), citation(22, 2, issued_on="2023-12-25", page=3)]
    result = settled([own, document(2)], cited)
    assert (result.instruments[0].issued_on, result.instruments[0].document_id) == ("2023-12-27", 1)
    assert [(check.document_id, check.statement) for check in result.checks] == [
        (2, "4951/QĐ-UBND is dated 2023-12-25 here and 2023-12-27 in its own print")
    ]


def test_the_own_date_is_shown_by_the_number_in_its_head() -> None:
    own = document(1, instrument_key=DECISION, issued_on="2023-12-27")
    head = citation(11, 1, location="header", page=2, identifier="4951/QĐ-UBND")
    (check,) = settled([own, document(2)], [head, citation(21, 2, issued_on="2023-12-25", page=3)]).checks
    assert check.citation_ids == (11, 21)
    assert check.explanation == "2023-12-25: report-2.pdf page 3; 2023-12-27: report-1.pdf page 2"


def test_two_dates_of_one_title_may_be_two_laws() -> None:
    law = "vn:title:luat:2025:to-chuc-chinh-quyen-dia-phuong"
    cited = [citation(11, 1, law, issued_on="2025-02-19"), citation(21, 2, law, issued_on="2025-06-16")]
    assert settled([document(1), document(2)], cited).checks == []


def test_a_head_read_by_ocr_is_one_print_of_the_date_among_others() -> None:
    own = document(1, instrument_key=DECISION, issued_on="2023-12-27", text_layer="ocr")
    cited = [citation(21, 2, issued_on="2023-12-25"), citation(31, 3, issued_on="2023-12-25")]
    result = settled([own, document(2), document(3)], cited)
    assert result.instruments[0].issued_on == "2023-12-25"
    assert [check.document_id for check in result.checks] == [1]


def test_a_number_cited_in_a_document_of_an_earlier_day_is_an_error() -> None:
    key = "vn:ubnd@thanh-hoa:qd:2023:25"
    result = settled(
        [document(1, issued_on="2023-06-14"), document(2, issued_on="2023-12-31")],
        [
            citation(11, 1, key, identifier="25/2023/QĐ-UBND", page=3),
            citation(12, 1, key, identifier=None),
            citation(21, 2, key, identifier="25/2023/QĐ-UBND", issued_on="2023-08-01"),
        ],
    )
    (check,) = result.checks
    assert (check.document_id, check.kind, check.severity, check.page) == (1, "date", "error", 3)
    assert check.statement == "25/2023/QĐ-UBND is not cited before it was issued on 2023-08-01"
    assert check.citation_ids == (11,)
    assert result.instruments[0].anomalies == 1


@pytest.mark.parametrize("fields", [{"issued_on": "2022-06-14"}, {"issued_on": "2023-06-14", "text_layer": "ocr"}])
def test_a_document_whose_own_day_is_in_doubt_cites_no_instrument_too_early_for_sure(fields: Any) -> None:
    """Its file may hold several papers, and a day may be misread in a picture."""
    key = "vn:ubnd@thanh-hoa:qd:2023:25"
    result = settled(
        [document(1, **fields), document(2, issued_on="2023-12-31")],
        [
            citation(11, 1, key, identifier="25/2023/QĐ-UBND"),
            citation(21, 2, key, identifier="25/2023/QĐ-UBND", issued_on="2023-08-01"),
        ],
    )
    assert [check.severity for check in result.checks] == ["suspicion"]


@pytest.mark.parametrize(
    ("key", "issuer", "day", "ended"),
    [
        ("vn:bkhdt:tt:2025:9", "Bộ Kế hoạch và Đầu tư", "2025-08-01", "2025-02-28"),
        ("vn:bkhdt:tt:2024:9", "Bộ Kế hoạch và Đầu tư", "2024-08-01", None),
        ("vn:ubnd@thanh-hoa/nga-son:qd:d2025:9", "UBND huyện Nga Sơn", "2025-07-15", "2025-06-30"),
        ("vn:ubnd@thanh-hoa/nga-son:qd:d2025:9", "UBND xã Nga Sơn", "2025-07-15", None),
        ("vn:ubnd@thanh-hoa/nga-son:qd:d2025:9", "UBND huyện Nga Sơn", "2025-06-30", None),
    ],
)
def test_an_act_dated_after_the_end_of_its_organ_is_a_suspicion(
    key: str, issuer: str, day: str, ended: str | None
) -> None:
    result = settled([document(1)], [citation(11, 1, key, issuer=issuer, issued_on=day)])
    found = [(check.kind, check.severity, check.explanation) for check in result.checks]
    assert found == ([("date", "suspicion", f"it existed until {ended}")] if ended else [])


def test_a_day_without_work_is_a_note_made_once_for_all_reports_of_an_office() -> None:
    saturday = [citation(11, 1, issued_on="2023-06-03"), citation(12, 1, issued_on="2023-06-03"),
                citation(21, 2, issued_on="2023-06-03")]  # fmt: skip
    (check,) = settled([document(1, issuer="A"), document(2, issuer="A")], saturday).checks
    assert (check.document_id, check.kind, check.severity, check.citation_ids) == (1, "date", "note", (11, 12, 21))
    assert check.statement.endswith("is dated on a Saturday, 2023-06-03")
    assert check.explanation.endswith("so printed in report-1.pdf page 1, report-2.pdf page 1")
    assert check.confidence < 0.5
    assert settled([document(1, issuer="A")], [citation(11, 1, issued_on="2023-06-02")]).checks == []


def test_a_day_without_work_that_two_offices_print_is_right() -> None:
    saturday = [citation(11, 1, issued_on="2023-06-03"), citation(21, 2, issued_on="2023-06-03")]
    assert settled([document(1, issuer="A"), document(2, issuer="B")], saturday).checks == []


@pytest.mark.parametrize("identifier", ["12/NQ-HĐND", "37-NQ/TW", "59/2020/QH14"])
def test_assemblies_and_the_party_work_on_weekends(identifier: str) -> None:
    cited = citation(11, 1, identifier=identifier, issued_on="2023-06-03")
    assert settled([document(1)], [cited]).checks == []


@pytest.mark.parametrize("key", ["vn:ubnd@?:qd:d2023:12", "vn:ubnd@da-nang|da-nang_2:qd:2025:12", UNDATED])
def test_an_open_key_may_be_several_instruments_and_its_dates_contradict_nothing(key: str) -> None:
    dated = [citation(11, 1, key, issued_on="2023-01-05"), citation(12, 1, key, issued_on="2023-11-20")]
    assert settled([document(1)], dated).checks == []


def test_a_missing_year_is_taken_from_the_same_document_first() -> None:
    result = settled(
        [document(1), document(2)],
        [
            citation(11, 1, "vn:ubnd@thanh-hoa:qd:d2022:4951"),
            citation(12, 1, UNDATED),
            citation(21, 2, DECISION),
        ],
    )
    assert result.citation_instrument[12] == instrument_id("vn:ubnd@thanh-hoa:qd:d2022:4951")
    assert result.citation_status[12] == "resolved"
    assert {row.key: row.times_cited for row in result.instruments} == {
        "vn:ubnd@thanh-hoa:qd:d2022:4951": 2,
        DECISION: 1,
    }


def test_a_missing_year_is_taken_from_the_corpus_where_only_one_fits() -> None:
    others = [
        "vn:ubnd@lam-dong:qd:d2022:4951",
        "vn:ubnd@thanh-hoa:kh:d2022:4951",
        "vn:ubnd@thanh-hoa:qd:d2022:495",
        "vn:ubnd@thanh-hoa:qd:2022:4951",
    ]
    rows = [citation(10 + number, 2, key) for number, key in enumerate(others)]
    known = document(3, instrument_key=DECISION)
    result = settled([document(1), document(2), known], [citation(5, 1, UNDATED), *rows])
    assert result.citation_instrument[5] == instrument_id(DECISION)


def test_nothing_is_cited_before_its_year() -> None:
    result = settled(
        [document(1, issued_on="2022-06-14"), document(2), document(3, period_end="2022-06-30")],
        [citation(11, 1, UNDATED), citation(21, 2, DECISION), citation(31, 3, UNDATED)],
    )
    assert result.citation_status == {11: "unresolved", 21: "resolved", 31: "unresolved"}
    assert result.candidates == []


def test_a_missing_year_with_several_that_fit_is_ambiguous_with_its_candidates() -> None:
    other = "vn:ubnd@thanh-hoa:qd:d2022:4951"
    result = settled(
        [document(1), document(2)], [citation(11, 1, UNDATED), citation(21, 2, DECISION), citation(22, 2, other)]
    )
    assert result.citation_status[11] == "ambiguous"
    assert result.citation_instrument[11] == instrument_id(UNDATED)
    assert result.candidates == [
        CandidateRow(11, other, instrument_id(other), "the year is not printed; this one is cited in the database"),
        CandidateRow(
            11, DECISION, instrument_id(DECISION), "the year is not printed; this one is cited in the database"
        ),
    ]


def test_a_missing_year_without_any_that_fits_stays_unresolved() -> None:
    result = settled([document(1)], [citation(11, 1, UNDATED, status="resolved")])
    assert result.citation_status == {11: "unresolved"}
    assert result.candidates == []


@pytest.mark.parametrize(
    ("open_key", "candidates"),
    [
        ("vn:ubnd@da-nang|da-nang_2:qd:2025:12", ["vn:ubnd@da-nang:qd:2025:12", "vn:ubnd@da-nang_2:qd:2025:12"]),
        (
            "vn:ubnd@?:qd:2025:12",
            [
                "vn:ubnd@da-nang:qd:2025:12",
                "vn:ubnd@da-nang_2:qd:2025:12",
                "vn:ubnd@hue:qd:2025:12",
                "vn:ubnd@thanh-hoa/nga-son:qd:2025:12",
            ],
        ),
        ("vn:?:tt:2021:40", ["vn:btc:tt:2021:40"]),
        ("vn:ubnd@hue:qd:2025:12", []),
        ("vn:ubnd@?:qd:x:12", []),
        ("vn:ubnd@?:qd:d2025:12", []),
        ("vn:ubnd@?/nga-son:qd:2025:12", ["vn:ubnd@thanh-hoa/nga-son:qd:2025:12"]),
        ("vn:ubnd@thanh-hoa/?:qd:2025:12", ["vn:ubnd@thanh-hoa/nga-son:qd:2025:12"]),
        ("something else", []),
    ],
)
def test_candidates_of_an_open_key(open_key: str, candidates: list[str]) -> None:
    known = [
        "vn:ubnd@hue:qd:2025:12",
        "vn:ubnd@da-nang_2:qd:2025:12",
        "vn:ubnd@da-nang:qd:2025:12",
        "vn:hdnd@da-nang:qd:2025:12",
        "vn:btc:tt:2021:40",
        "vn:ubnd@?:qd:2025:12",
        "vn:ubnd@thanh-hoa/nga-son:qd:2025:12",
    ]
    assert [key for key, _ in CandidateIndex(known).of(open_key)] == candidates


@pytest.mark.parametrize(
    ("key", "organ"),
    [
        (DECISION, "ubnd@thanh-hoa"),
        ("vn:cp:nd:2020:30", "cp"),
        ("vn:ubnd@?:qd:2025:12", None),
        ("vn:title:luat:2024:dat-dai", None),
        ("vn:?:tt:2021:40", None),
    ],
)
def test_organ_of_a_key(key: str, organ: str | None) -> None:
    assert organ_key(key) == organ


@pytest.mark.parametrize(
    ("label", "unit", "key"),
    [
        ("Số kế hoạch đã ban hành", "Kế hoạch", "số kế hoạch đã ban hành|kế hoạch"),
        ("1.1. Số  kế hoạch\nđã ban hành:", "KẾ HOẠCH", "số kế hoạch đã ban hành|kế hoạch"),
        ("a) Trực tuyến", None, "trực tuyến|"),
        ("II. Cải cách thể chế", "", "cải cách thể chế|"),
        ("- Qua bưu chính", "Hồ sơ", "qua bưu chính|hồ sơ"),
        ("06 tháng đầu năm", "%", "06 tháng đầu năm|%"),
        ("30/2020/NĐ-CP", None, "30/2020/nđ-cp|"),
        ("1.000 hồ sơ trở lên", None, "1.000 hồ sơ trở lên|"),
        ("Tỷ lệ", "%", "tỷ lệ|%"),
    ],
)
def test_an_indicator_is_its_label_and_unit_without_numbering(label: str, unit: str | None, key: str) -> None:
    assert indicator_key(label, unit) == key


def test_one_indicator_for_rows_and_figures_of_all_documents() -> None:
    indicators = Counted()
    first = indicators.add(
        "cchc",
        [
            TableRow(101, "I. Chỉ đạo", None, None, 1),
            TableRow(102, "1. Số chợ", "Chợ", 101, 0, "number"),
            TableRow(103, "1.1. Đã xong", "Chợ", 102, 0, "dash"),
        ],
        [FigureRow(11, 102, "1. Số chợ", "Chợ", "table", FORM_VALUE), FigureRow(12, 101, None, None)],
    )
    second = indicators.add(
        "cchc",
        [TableRow(200, "Chỉ đạo", None, None, 1), TableRow(201, "Số chợ", "chợ", 200, 0, "blank")],
        [FigureRow(21, 201, "Số chợ › năm 2023", "Chợ"), FigureRow(22, 201, None, None, "table", FORM_VALUE)],
    )
    keys = ("chỉ đạo › số chợ|chợ", "số chợ › đã xong|chợ", "số chợ › số chợ › năm 2023|chợ")
    markets, finished, earlier = (Link(indicator_id(key), 1.0) for key in keys)
    assert first == ({101: NONE, 102: markets, 103: finished}, {11: markets, 12: NONE})
    assert second == ({200: NONE, 201: markets}, {21: earlier, 22: markets})
    found = {
        row.key: (row.name, row.unit, row.family, row.parent_id, row.times, row.documents) for row in indicators.rows()
    }
    assert found == {
        keys[0]: ("Số chợ", "Chợ", "cchc", None, 2, 2),
        keys[1]: ("Đã xong", "Chợ", "cchc", markets.indicator_id, 1, 1),
        keys[2]: ("Số chợ › năm 2023", "Chợ", "cchc", None, 1, 1),
    }


def test_the_family_of_an_indicator_only_where_all_agree() -> None:
    indicators = Counted()
    indicators.add(
        "cchc", [TableRow(1, "Số chợ", "Chợ", None, 0, "number"), TableRow(2, "Số cầu", "Cầu", 1, 0, "number")], []
    )
    indicators.add("ktxh", [TableRow(3, "Số chợ", "Chợ", None, 0, "number")], [])
    assert {row.name: row.family for row in indicators.rows()} == {"Số chợ": None, "Số cầu": "cchc"}


def test_organisations_come_from_issuers_mentions_and_cited_instruments() -> None:
    result = settled(
        [
            document(1, issuer="Ủy ban nhân dân tỉnh Thanh Hóa", issuer_key="ubnd", place="thanh-hoa"),
            document(2, issuer="Bộ Nội vụ", issuer_key="bnv"),
        ],
        [
            citation(11, 1, "vn:cp:nd:2020:30", issuer="Chính phủ"),
            citation(12, 1, "vn:cp:nd:2021:61"),
            citation(13, 1, "vn:snv@thanh-hoa:kh:d2023:1075"),
            citation(14, 1, DECISION, issuer="Chủ tịch UBND tỉnh"),
            citation(15, 1, "vn:qh15:so:2024:39"),
            citation(16, 1, "vn:skh@thanh-hoa:kh:d2023:7"),
        ],
        mentions=[MentionRow(1, "stc@thanh-hoa", "Sở Tài chính")],
    )
    named = {
        "bnv": ("Bộ Nội vụ", "bnv", None, "ministry", "2002", None),
        "cp": ("Chính phủ", "cp", None, "central", "1992", None),
        "qh15": ("Quốc hội", "qh15", None, "assembly", "1946", None),
        "skh@thanh-hoa": ("skh@thanh-hoa", "skh", "thanh-hoa", None, None, None),
        "snv@thanh-hoa": ("Sở Nội vụ", "snv", "thanh-hoa", "province", None, None),
        "stc@thanh-hoa": ("Sở Tài chính", "stc", "thanh-hoa", "province", None, None),
        "ubnd@thanh-hoa": ("Ủy ban nhân dân tỉnh Thanh Hóa", "ubnd", "thanh-hoa", "province", "1976", None),
    }
    assert result.organisations == sorted(
        OrganisationRow(organisation_id(key), key, *rest) for key, rest in named.items()
    )
    assert result.document_issuer == {1: organisation_id("ubnd@thanh-hoa"), 2: organisation_id("bnv")}
    assert result.mention_organisation == [organisation_id("stc@thanh-hoa")]
