"""From a layout to the record: relations from outside a text, what cited instruments do, hyperlinks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.model.layout import Footnote, Row, Section, Table
from tests.documents import page_text
from tests.resolve.layouts import body, link_over, record, region
from tests.tables import cells, columns

DECREE = "Nghị định số 24/2014/NĐ-CP"
AMENDED = "Thực hiện Nghị định số 2/2018/NĐ-CP được sửa đổi bởi Nghị định số 1/2021/NĐ-CP."


@pytest.mark.parametrize(
    ("titles", "reason"),
    [
        (["Căn cứ pháp lý"], ("căn cứ", "Căn cứ pháp lý", "heading")),
        (["CƠ SỞ PHÁP LÝ", "Văn bản của Trung ương"], ("căn cứ", "CƠ SỞ PHÁP LÝ", "heading")),
        (["Kết quả thực hiện"], ("dẫn chiếu", None, None)),
    ],
)
def test_a_heading_says_what_everything_under_it_is(titles: list[str], reason: tuple[str, str | None, str]) -> None:
    sections = [
        Section(level - 1 if level else None, level + 1, "I", title, 1, 0, title) for level, title in enumerate(titles)
    ]
    page = page_text(1, f"- {DECREE}.")
    document = record(page, [body(page, [f"- {DECREE}."], section=len(titles) - 1)], sections=sections)
    (citation,) = (located.fact for located in document.citations)
    assert (citation.relation, citation.relation_trigger, citation.relation_from) == reason


def test_a_heading_yields_to_a_trigger_of_the_text() -> None:
    page = page_text(1, f"- Thay thế {DECREE}.")
    section = Section(None, 1, "I", "Căn cứ", 1, 0, "Căn cứ")
    document = record(page, [body(page, [f"- Thay thế {DECREE}."], section=0)], sections=[section])
    assert [located.fact.relation for located in document.citations] == ["thay thế"]


def test_a_cell_takes_over_the_head_of_its_column() -> None:
    page = page_text(1, f"1\nLập kế hoạch\n{DECREE}")
    row = Row(0, 1, 1, 1, cells("1", "", "Lập kế hoạch", DECREE), ())
    table = Table(None, None, 1, 1, 1, columns("TT", "Mã", "Nhiệm vụ", "Căn cứ pháp lý"), ())
    document = record(page, [region("table", page, page.text, row=0)], tables=[table], rows=[row])
    (citation,) = (located.fact for located in document.citations)
    assert (citation.relation, citation.relation_from) == ("căn cứ", "heading")


@pytest.mark.parametrize(
    ("line", "location", "relation"),
    [
        ("Số: 45/TTr-SNV; 22/12/2025; 18:56:39; +07:00", "header", "tự thân"),
        ("Số: 45/TTr-SNV; 22/12/2025", "body", "dẫn chiếu"),
    ],
)
def test_the_stamp_of_a_mail_office_on_an_annex_is_its_number(line: str, location: str, relation: str) -> None:
    page = page_text(1, line)
    (citation,) = record(page, [body(page, [line])]).citations
    assert (citation.location, citation.fact.relation) == (location, relation)


def test_a_note_takes_over_the_trigger_of_its_marker() -> None:
    sentence = "UBND tỉnh ban hành 12 kế hoạch."
    page = page_text(1, f"{sentence}\nKế hoạch số 12/KH-UBND ngày 05/3/2024.")
    note = Footnote("1", page.text[len(sentence) + 1 :], 1, 1, (), 1, "body", len(sentence) - 1)
    regions = [body(page, [sentence]), region("footnote", page, note.text, footnote=0)]
    (citation,) = (located.fact for located in record(page, regions, footnotes=[note]).citations)
    assert (citation.relation, citation.relation_trigger, citation.relation_from) == (
        "ban hành",
        "ban hành",
        "sentence",
    )


def test_what_one_cited_instrument_does_with_another() -> None:
    page = page_text(1, f"Mở đầu. {AMENDED}")
    document = record(page, [body(page, ["Mở đầu.", AMENDED])])
    (act,) = document.relations
    assert (act.fact.subject, act.fact.relation, act.fact.object) == (1, "sửa đổi", 0)
    assert act.place.raw == "Nghị định số 2/2018/NĐ-CP được sửa đổi bởi Nghị định số 1/2021/NĐ-CP"
    assert (act.fact.trigger, act.sentence) == ("được sửa đổi bởi", AMENDED)
    relations = [located.fact.relation for located in document.citations]
    assert relations == ["được sửa đổi bởi 1/2021/NĐ-CP", "thực hiện"]


def test_indices_of_relations_count_the_citations_of_all_regions() -> None:
    page = page_text(1, f"{DECREE}\n{AMENDED}")
    document = record(page, [region("footnote", page, DECREE), body(page, [AMENDED])])
    (act,) = document.relations
    assert document.citations[act.fact.subject].fact.identifier == "1/2021/NĐ-CP"
    assert document.citations[act.fact.object].fact.identifier == "2/2018/NĐ-CP"


def test_a_citation_has_the_address_of_the_hyperlink_over_it() -> None:
    text = f"Theo {DECREE} và Nghị định số 2/2018/NĐ-CP."
    page = page_text(1, text)
    page = replace(page, links=(link_over(page, "24/2014/NĐ-CP", "https://vanban.example/24"),))
    document = record(page, [body(page, [text])])
    assert [located.fact.url for located in document.citations] == ["https://vanban.example/24", None]
