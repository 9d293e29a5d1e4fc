"""One law is one instrument: cited by number, by title and year, by a number without its year."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extractor.across.rows import CitationRow, DocumentRow, InstrumentRow
from extractor.finders import find_citations
from extractor.store.keys import instrument_id
from tests.across.corpus_rows import Settled, document, settled

LAND = "vn:qh15:so:2024:31"
LAND_TITLE = "vn:title:luat:2024:dat-dai"
GOVERNMENT_OF_FEBRUARY, GOVERNMENT_OF_JUNE = "vn:qh15:so:2025:65", "vn:qh15:so:2025:72"
GOVERNMENT_TITLE = "vn:title:luat:2025:to-chuc-chinh-quyen-dia-phuong"


def cited(first: int, document_id: int, text: str) -> list[CitationRow]:
    """The rows of the citations of a text, their ids counted from ``first``."""
    rows = []
    for number, found in enumerate(find_citations(text), first):
        fields: dict[str, Any] = {name: getattr(found, name, None) for name in CitationRow._fields}
        rows.append(
            CitationRow(
                **{**fields, "id": number, "document_id": document_id, "location": "body", "page": 1, "url": None}
            )
        )
    return rows


def corpus(*texts: str, days: tuple[str, ...] = ()) -> Settled:
    """What the pass makes of documents with these texts, each of a day or of none."""
    documents: list[DocumentRow] = []
    citations: list[CitationRow] = []
    for at, text in enumerate(texts, 1):
        documents.append(document(at, issued_on=days[at - 1] if days else None))
        citations += cited(10 * at, at, text)
    return settled(documents, citations)


def instruments(result: Settled) -> dict[str, InstrumentRow]:
    return {row.key: row for row in result.instruments}


def test_a_law_by_number_and_by_title_is_one() -> None:
    result = corpus("Luật Đất đai số 31/2024/QH15", "Theo Luật Đất đai năm 2024; Luật Đất đai ngày 18/01/2024")
    law = instruments(result)[LAND]
    assert set(instruments(result)) == {LAND}
    assert (law.times_cited, law.cited_in, law.title, law.title_from) == (3, 2, "Đất đai", "registry")
    assert json.loads(law.also) == [LAND_TITLE]
    assert [key for key, _ in result.instrument_keys] == [LAND, LAND_TITLE]
    assert {ident for _, ident in result.instrument_keys} == {instrument_id(LAND)}
    assert result.citation_evidence == {20: "registry", 21: "registry"}


def test_a_law_that_only_its_title_names_has_its_number_from_the_registry() -> None:
    law = instruments(corpus("Theo Bộ luật Dân sự năm 2015"))["vn:qh13:so:2015:91"]
    assert (law.identifier, law.number, law.symbol, law.title) == ("91/2015/QH13", "91", "QH13", "Dân sự")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Luật NSNN năm 2015", "vn:qh13:so:2015:83"),
        ("Luật Ban hành VBQPPL năm 2015", "vn:qh13:so:2015:80"),
        ("Luật Khoa học công nghệ năm 2013", "vn:qh13:so:2013:29"),
        ("Luật sửa đổi Luật Bảo hiểm y tế năm 2014", "vn:qh13:so:2014:46"),
    ],
)
def test_a_law_is_known_by_a_shortened_title(text: str, key: str) -> None:
    assert set(instruments(corpus(text))) == {key}


def test_a_title_that_the_registry_lacks_is_that_of_the_number_that_is_printed_with_it() -> None:
    title = "vn:title:luat:2031:bien-dao"
    texts = ("Luật Biển đảo số 12/2031/QH17", "Luật Biển đảo năm 2031")
    assert json.loads(instruments(corpus(*texts))["vn:qh17:so:2031:12"].also) == [title]
    # two numbers with one title: either may be meant
    assert title in instruments(corpus(*texts, "Luật Biển đảo số 21/2031/QH17"))


def test_a_title_of_a_year_without_such_a_law_stays_what_it_is() -> None:
    assert set(instruments(corpus("Luật Đất đai năm 1987, Luật Đất đai số 31/2024/QH15"))) == {
        LAND,
        "vn:title:luat:1987:dat-dai",
    }


@pytest.mark.parametrize(
    ("text", "day", "key"),
    [
        ("Luật Tổ chức chính quyền địa phương ngày 16/6/2025", "2025-09-01", GOVERNMENT_OF_JUNE),
        ("Luật Tổ chức chính quyền địa phương ngày 19/02/2025", "2025-09-01", GOVERNMENT_OF_FEBRUARY),
        # before June there was but one
        ("Luật Tổ chức chính quyền địa phương năm 2025", "2025-04-01", GOVERNMENT_OF_FEBRUARY),
        # the one that the document cites by number
        (
            "Luật số 72/2025/QH15; Luật Tổ chức chính quyền địa phương năm 2025",
            "2025-09-01",
            GOVERNMENT_OF_JUNE,
        ),
    ],
)
def test_of_two_laws_with_one_title_a_day_or_the_document_tells(text: str, day: str, key: str) -> None:
    result = corpus(text, days=(day,))
    assert [known for known, _ in result.instrument_keys] == [key]
    assert json.loads(instruments(result)[key].also) == [GOVERNMENT_TITLE]


def test_two_laws_with_one_title_stay_two_where_nothing_tells() -> None:
    result = corpus("Luật Tổ chức chính quyền địa phương năm 2025", days=("2025-09-01",))
    assert set(instruments(result)) == {GOVERNMENT_TITLE}
    assert result.citation_status == {10: "ambiguous"}
    assert [(row.key, row.reason) for row in result.candidates] == [
        (key, "2 laws of that year have this title; this one is in the registry of laws")
        for key in (GOVERNMENT_OF_FEBRUARY, GOVERNMENT_OF_JUNE)
    ]


def test_a_decree_without_its_year_is_the_one_with_it() -> None:
    result = corpus("Nghị định số 126/2024/NĐ-CP", "Nghị định số 126/NĐ-CP ngày 08/10/2024", "Nghị định 126/NĐ-CP")
    decree = instruments(result)["vn:cp:nd:2024:126"]
    assert (decree.times_cited, json.loads(decree.also)) == (3, ["vn:cp:nd:d2024:126"])
    assert result.citation_evidence == {20: "corpus", 30: "corpus"}


@pytest.mark.parametrize(
    "text",
    [
        # decisions of the Prime Minister have both numberings
        "Quyết định số 25/2021/QĐ-TTg và Quyết định số 25/QĐ-TTg ngày 06/01/2021",
        "Nghị quyết số 12/2023/NQ-HĐND và Nghị quyết số 12/NQ-HĐND ngày 06/7/2023",
        # before 1997 no number held its year
        "Nghị định số 64/1993/NĐ-CP và Nghị định số 64/NĐ-CP ngày 27/9/1993",
    ],
)
def test_what_is_numbered_both_ways_stays_two(text: str) -> None:
    assert len(instruments(corpus(text))) == 2


def test_laws_are_linked_by_the_registry_and_decrees_by_their_titles() -> None:
    result = corpus(
        "Luật số 43/2024/QH15; Luật Đất đai năm 2024; Luật số 27/2023/QH15; Luật số 35/2018/QH14",
    )
    acting = instrument_id("vn:qh15:so:2024:43")
    assert [row[:] for row in result.instrument_links] == sorted(
        (acting, "sửa đổi", instrument_id(key), "registry") for key in (LAND, "vn:qh15:so:2023:27")
    )


def test_a_title_links_what_it_amends_and_not_what_that_is_about() -> None:
    title = "sửa đổi, bổ sung một số điều của Thông tư số 13/2022/TT-BTC hướng dẫn Nghị định số 10/2022/NĐ-CP"
    own = document(9, instrument_key="vn:btc:tt:2025:67", title=title, doc_type="Thông tư", identifier="67/2025/TT-BTC")
    rows = cited(10, 9, "Thông tư số 13/2022/TT-BTC và Nghị định số 10/2022/NĐ-CP")
    links = settled([own], rows).instrument_links
    assert [row[:] for row in links] == [
        (instrument_id("vn:btc:tt:2025:67"), "sửa đổi", instrument_id("vn:btc:tt:2022:13"), "title")
    ]


def test_a_consolidated_text_is_linked_to_the_law_in_force_on_its_day() -> None:
    own = document(
        9,
        instrument_key="vn:vpqh:vbhn:d2013:16",
        title="Luật Thi đua, khen thưởng",
        doc_type="Văn bản hợp nhất",
        identifier="16/VBHN-VPQH",
        issued_on="2013-12-13",
    )
    rows = cited(10, 9, "Luật số 15/2003/QH11, Luật số 06/2022/QH15")
    links = settled([own], rows).instrument_links
    assert [row[1:] for row in links] == [("hợp nhất", instrument_id("vn:qh11:so:2003:15"), "title")]


def test_neither_order_nor_repetition_changes_the_instruments() -> None:
    texts = ("Luật Đất đai năm 2024", "Luật Đất đai số 31/2024/QH15", "Nghị định số 126/NĐ-CP ngày 08/10/2024")
    keys = [set(instruments(corpus(*order))) for order in (texts, texts[::-1])]
    assert keys[0] == keys[1]


def test_the_number_of_one_law_with_the_title_of_another_is_a_suspicion() -> None:
    result = corpus("Luật Đất đai số 27/2023/QH15", "Luật Nhà ở số 27/2023/QH15 và Luật Đất đai số 31/2024/QH15")
    assert [(row.document_id, row.kind, row.severity, row.statement) for row in result.checks] == [
        (1, "identity", "suspicion", "27/2023/QH15 is the number of Luật Nhà ở, not of Luật Đất đai")
    ]


@pytest.mark.parametrize(
    "text",
    [
        # the amended law in the title of the amending one
        "Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng số 39/2013/QH13",
        "Luật Thi đua, khen thưởng số 39/2013/QH13",
        # a day that only one source states
        "Luật số 65/2025/QH15 ngày 20/02/2025",
        # a shorter title
        "Luật Khoa học công nghệ số 29/2013/QH13",
    ],
)
def test_what_may_be_right_is_no_finding(text: str) -> None:
    assert corpus(text).checks == []


def test_an_organ_that_no_registry_holds_is_called_as_printed() -> None:
    result = corpus("Quyết định số 29/QĐ-ĐHCNTT-CTSV ngày 24/12/2012")
    assert [(row.key, row.name) for row in result.organisations] == [("dhcntt", "ĐHCNTT")]
