"""What whole papers of offices of many kinds say of themselves, from the PDF to the identity."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor import extract
from extractor.model.document import Document
from extractor.store.keys import document_keys
from extractor.store.rows import Values, to_rows
from tests.papers import paper

PAPERS = tomllib.loads((Path(__file__).parent / "heads.toml").read_text(encoding="utf-8"))["paper"]


def read(spec: dict[str, Any], folder: Path) -> Document:
    path = folder / "paper.pdf"
    path.write_bytes(paper(spec))
    return extract(path)


def named(name: str) -> dict[str, Any]:
    return next(spec for spec in PAPERS if spec["name"].startswith(name))


@pytest.mark.parametrize("spec", PAPERS, ids=lambda spec: spec["name"])
def test_heads_of_other_papers(spec: dict[str, Any], tmp_path: Path) -> None:
    identity = read(spec, tmp_path).identity
    assert {field: getattr(identity, field) or "" for field in spec["expect"]} == spec["expect"]


def test_the_text_over_a_head_is_read_first_and_the_running_head_is_none(tmp_path: Path) -> None:
    text = read(named("pages of the gazette"), tmp_path).pages[0].text
    assert text.startswith("quy định tại khoản 2 Điều này thì")
    order = [
        text.index(words) for words in ("Các quy định trước đây", "BỘ XÂY DỰNG", "CỘNG HÒA", "THÔNG TƯ\n", "Căn cứ")
    ]
    assert order == sorted(order)


def test_stamps_are_no_text_and_no_date(tmp_path: Path) -> None:
    document = read(named("letter with a signature stamp"), tmp_path)
    text = document.pages[0].text
    assert not any(
        words in text for words in ("Ký bởi", "Email", "Kon Tum\nThời", "14.06.2024", "ĐẾN", "4312", "Chuyển")
    )
    assert text.startswith("UBND TỈNH KON TUM\nSỞ NỘI VỤ\nSố: 980/SNV-CCHC\nV/v đôn đốc báo cáo CCHC\nCỘNG HÒA")
    assert {date.fact.first for date in document.dates} == {"2024-06-13", "2024-06-20"}


def pages_of(document: Document) -> list[Values]:
    return to_rows(document, document_keys([document.sha256])[document.sha256])["pages"]


def test_what_widgets_draw_stands_at_its_place_and_is_marked(tmp_path: Path) -> None:
    (page, *_) = pages_of(read(named("report whose number and day are form fields"), tmp_path))
    assert "Số: 181" in page["text"]
    stretches = json.loads(page["filled_in"])
    assert [page["text"][start:end] for start, end in stretches] == ["181", "05"]
    (plain, *_) = pages_of(read(named("decision of a provincial chairman"), tmp_path))
    assert plain["filled_in"] is None


def test_hidden_text_is_stored_beside_the_text_and_nothing_is_read_from_it(tmp_path: Path) -> None:
    spec = {"parts": [{"text": ["Ủy ban nhân dân tỉnh ban hành 12 văn bản."]}, {"hidden": "Quyết định số 9/QĐ-UBND"}]}
    document = read(spec, tmp_path)
    assert document.citations == ()
    (row,) = pages_of(document)
    assert (row["text"], row["hidden_text"]) == (
        "Ủy ban nhân dân tỉnh ban hành 12 văn bản.\n",
        "Quyết định số 9/QĐ-UBND\n",
    )
    (plain,) = pages_of(read({"parts": spec["parts"][:1]}, tmp_path))
    assert plain["hidden_text"] is None


def test_what_the_subject_of_a_letter_cites_is_cited_and_its_own_number_is_not(tmp_path: Path) -> None:
    document = read(named("letter that carries out another letter"), tmp_path)
    assert [(each.location, each.fact.relation, each.fact.identifier) for each in document.citations] == [
        ("header", "tự thân", "1611/STC-QLNS"),
        ("body", "thực hiện", "902/UBND-KT"),
    ]
    assert document.citations[1].fact.issued_on == "2024-03-11"


def test_a_paper_behind_the_first_is_a_section_of_its_own(tmp_path: Path) -> None:
    document = read(named("submission with the report behind it"), tmp_path)
    assert [(each.level, each.label, each.title, each.page) for each in document.sections] == [
        (1, "BÁO CÁO", "Công tác cải cách hành chính quý I năm 2025", 2)
    ]
    assert read(named("decision of a provincial chairman"), tmp_path).sections[0].label == "Điều 1"
