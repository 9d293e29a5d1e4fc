"""The page of a document: what a reader sees, what is inert, what is said of what is not there."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import rispy
from playwright.sync_api import Page

from extractor.language.catalogue import words_of
from extractor.language.messages import said
from extractor.web.room import reading_room
from tests.documents import sha256_of
from tests.reader import axe, no_overflow, walk

Get = Callable[..., Any]
FIRST, SECOND, THIRD = (sha256_of(name)[:12] for name in ("first", "second", "third"))


def test_the_head_stands_as_on_paper(get: Get, base: str) -> None:
    page = get(f"{base}/-/document/{FIRST}").text
    assert "<title>Báo cáo 45/BC-UBND" in page
    assert "Số: 45/BC-UBND" in page
    assert "ngày 15 tháng 3 năm 2024" in page
    assert "quý I/2024" in page
    assert "15 March 2024" in get(f"{base}/-/document/{FIRST}?lang=en").text


def test_every_fact_leads_to_its_place(get: Get, base: str) -> None:
    page = get(f"{base}/-/document/{FIRST}").text
    linked = set(re.findall(rf'href="{base}/-/fact/{FIRST}-([a-z])\d+"', page))
    assert linked >= set("cdfmnrst")


def test_what_it_cites_leads_to_instruments_and_to_documents_of_the_collection(get: Get, base: str) -> None:
    page = get(f"{base}/-/document/{SECOND}").text
    assert f'href="{base}/-/document/{FIRST}"' in page
    assert f'href="{base}/-/instrument/i' in page


def test_the_marker_stands_in_its_sentence(get: Get, base: str) -> None:
    assert "1.274 hồ sơ<sup>1</sup>, tỷ lệ" in get(f"{base}/-/document/{FIRST}").text


def test_what_was_not_read_is_said(get: Get, base: str) -> None:
    page = get(f"{base}/-/document/{THIRD}?lang=en").text
    assert "Number blank or not read" in page
    assert "the page has no content stream" in page
    assert "not read in full" in page


def test_a_part_and_a_table_have_pages_of_their_own(get: Get, base: str) -> None:
    notes = get(f"{base}/-/document/{FIRST}?part=notes&lang=en").text
    assert "<h1>Footnotes" in notes
    assert 'id="cited"' not in notes
    table = get(f"{base}/-/document/{FIRST}?table={FIRST}-t1").text
    assert "Số kế hoạch đã hoàn thành" in table


def test_what_is_not_there_is_said_in_words(get: Get, base: str) -> None:
    for address in ("document/ffffffffffff", f"document/{FIRST}?part=x", f"document/{FIRST}?table={SECOND}-t1"):
        answer = get(f"{base}/-/{address}")
        assert answer.status_code == 404
        assert "Không tìm thấy" in answer.text


def test_the_beginning_of_an_id_and_a_digest_lead_to_the_document(get: Get, base: str) -> None:
    for written in (FIRST[:6], sha256_of("first")):
        assert "45/BC-UBND" in get(f"{base}/-/document/{written}").text


def test_json_has_the_same_parts(get: Get, base: str) -> None:
    found = get(f"{base}/-/document/{FIRST}.json").json()["document"]
    assert found["head"]["identifier"] == "45/BC-UBND"
    assert found["shown_tables"][0]["rows"][1]["cells"][3]["text"] == "12"
    assert found["counts"]["notes"] == 1


def test_a_reference_manager_takes_it(get: Get, base: str) -> None:
    (entry,) = rispy.loads(get(f"{base}/-/document/{FIRST}.ris").text)
    assert entry["title"] == "Công tác cải cách hành chính quý I năm 2024"
    assert "@techreport" in get(f"{base}/-/document/{FIRST}.bib").text
    (csl,) = json.loads(get(f"{base}/-/document/{FIRST}.csl.json").text)
    assert csl["number"] == "45/BC-UBND"


def changed_room(sample_db: Path, path: Path, change: str) -> Callable[[str], Any]:
    """Fetches from a room on a copy of the sample at ``path`` after one statement that changes it."""
    path.write_bytes(sample_db.read_bytes())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(change)
    room = reading_room(path)

    async def fetched(address: str) -> Any:
        await room.invoke_startup()
        return await room.client.get(address)

    return lambda address: asyncio.run(fetched(address))


def test_where_the_text_of_pages_comes_from_is_said_in_both_languages(sample_db: Path, tmp_path: Path) -> None:
    reason = "read from the picture: letters that spell no words"
    change = f"UPDATE pages SET text_reason = '{reason}' WHERE document_id = '{FIRST}'"
    get = changed_room(sample_db, tmp_path / "copy.db", change)
    page = get(f"/copy/-/document/{FIRST}?lang=en").text
    assert re.search(rf'<a href="/copy/-/page/{FIRST}/1[^"]*">1–2</a>: {reason}', page)
    assert "đọc từ ảnh của trang: chữ không ghép được thành từ" in get(f"/copy/-/document/{FIRST}?lang=vi").text


def test_what_a_head_leaves_open_is_said(sample_db: Path, tmp_path: Path) -> None:
    get = changed_room(
        sample_db, tmp_path / "open.db", f"UPDATE documents SET number = NULL, identifier = NULL WHERE id = '{FIRST}'"
    )
    said = "<dd>number: blank, by hand, or too unsure to read</dd>"
    assert said in get(f"/open/-/document/{FIRST}?lang=en").text
    assert said not in get(f"/open/-/document/{SECOND}?lang=en").text


def test_markup_in_titles_and_file_names_is_inert(sample_db: Path, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    get = changed_room(
        sample_db, tmp_path / "evil.db", f"UPDATE documents SET title = '{evil}', file_name = '{evil}', path = '{evil}'"
    )
    for address in (f"document/{FIRST}", f"document/{FIRST}?part=notes"):
        page = get(f"/evil/-/{address}").text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_marks_of_direction_and_escape_sequences_do_not_reach_a_page(sample_db: Path, tmp_path: Path) -> None:
    get = changed_room(
        sample_db,
        tmp_path / "turned.db",
        "UPDATE documents SET title = 'a' || char(8238) || 'fdp' || char(27) || '[31m'",
    )
    for address in (f"-/document/{FIRST}", "-/documents", f"documents/{FIRST}"):
        page = get(f"/turned/{address}").text
        assert "afdp[31m" in page
        assert not {"\u202e", "\x1b"} & set(page)


def test_a_document_without_a_head_says_what_is_not_known(sample_db: Path, tmp_path: Path) -> None:
    get = changed_room(
        sample_db,
        tmp_path / "bare.db",
        "UPDATE documents SET doc_type = NULL, identifier = NULL, issuer = NULL, issued_on = NULL, title = NULL",
    )
    page = get(f"/bare/-/document/{FIRST}?lang=en").text
    assert "No head was read in this file" in page
    assert "<title>thanh-hoa-2024-q1.pdf" in page


def test_without_its_pdf_the_page_says_so_and_shows_numbers(get: Get, base: str) -> None:
    page = get(f"{base}/-/document/{FIRST}?lang=en").text
    assert "is not where it was read" in page
    assert f"/-/image/{FIRST}/" not in page
    assert '<span class="large-number" aria-hidden="true">2</span>' in page


def test_the_document_holds_in_a_browser_from_a_cell_to_its_page_and_back(page: Page, base: str) -> None:
    page.goto(f"{base}/-/document/{FIRST}")
    axe(page)
    walk(page)
    page.locator("table.printed td.measure a", has_text="12").click()
    page.wait_for_url(f"**/page/{FIRST}/2?fact=*")
    page.go_back()
    no_overflow(page)
    page.locator("nav.parts a", has_text="Cước chú").click()
    assert page.evaluate("location.hash") == "#notes"


def test_what_an_audit_says_of_dates_is_said_in_vietnamese() -> None:
    vi = words_of("vi")
    assert said("42/2022/NĐ-CP is dated in the year of its number", vi) == (
        "ngày của 42/2022/NĐ-CP phải thuộc năm ghi trong số hiệu"
    )
    assert said("42/2022/NĐ-CP is dated 2021-06-24: Nghị định số 42", vi) == (
        "42/2022/NĐ-CP ghi ngày 2021-06-24: Nghị định số 42"
    )
