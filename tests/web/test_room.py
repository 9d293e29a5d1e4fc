"""The reading room as a whole: a real Datasette, its pages, its named queries, its refusals."""

from __future__ import annotations

import asyncio
import re
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extractor.audit.checks import KINDS, LISTED
from extractor.errors import DatabaseError, UsageError
from extractor.language.catalogue import LANGUAGES
from extractor.store.dump import OF_THE_PASS
from extractor.web.metadata import column_texts, columns, columns_of, described, queries, tables
from extractor.web.plugin import STYLE_SHEET
from extractor.web.room import SETTINGS, listen, reading_room
from tests.patience import PATIENCE

Get = Callable[..., Any]


@pytest.mark.parametrize("name", sorted(tables()))
def test_every_table_that_is_described_exists_with_its_columns(get: Get, base: str, name: str) -> None:
    answer = get(f"{base}/{name}.json", _shape="objects", _size="1", _extra="columns")
    assert answer.status_code == 200, answer.text
    entry = tables()[name]
    said = {*entry.get("columns", {}), *entry.get("first", []), *entry.get("facets", [])}
    said |= {entry[key] for key in ("sort", "sort_desc", "label_column") if key in entry}
    assert said <= set(answer.json()["columns"])
    assert get(f"{base}/{name}").status_code == 200


def test_every_table_and_view_is_described(get: Get, base: str) -> None:
    found = get(f"{base}.json").json()
    # Datasette hides tables that it is told to hide, and no views.
    listed = {table["name"] for table in found["tables"] if not table["hidden"]}
    listed |= {view["name"] for view in found["views"]}
    assert listed - {name for name, entry in tables().items() if entry.get("hidden")} == {
        name for name, entry in tables().items() if not entry.get("hidden")
    }


@pytest.mark.parametrize("name", sorted(queries()))
def test_every_named_query_runs_without_and_with_its_example(get: Get, base: str, name: str) -> None:
    examples = {key: parameter["example"] for key, parameter in queries()[name].get("parameters", {}).items()}
    for arguments in ({}, examples):
        answer = get(f"{base}/{name}.json", _shape="objects", **arguments)
        assert answer.status_code == 200, answer.text
        assert answer.json().get("error") is None
    assert get(f"{base}/{name}", **examples).status_code == 200


@pytest.mark.parametrize("name", sorted(queries()))
def test_every_parameter_of_a_query_is_explained(name: str) -> None:
    used = set(re.findall(r":([a-z_]+)", queries()[name]["sql"]))
    assert used == set(queries()[name].get("parameters", {}))


def test_a_check_of_a_later_version_is_listed_and_counted(sample_db: Path, tmp_path: Path) -> None:
    own = tmp_path / "later.db"
    own.write_bytes(sample_db.read_bytes())
    with closing(sqlite3.connect(own)) as connection, connection:
        connection.execute("UPDATE checks SET kind = 'shading' WHERE NOT holds")
        (failing,) = connection.execute("SELECT count(*) FROM checks WHERE NOT holds").fetchone()
    room = reading_room(own)

    async def answers() -> tuple[list[dict[str, Any]], str]:
        await room.invoke_startup()
        found = await room.client.get("/later/findings.json", params={"_shape": "array"})
        return found.json(), (await room.client.get("/later/audit_findings")).text

    rows, page = asyncio.run(answers())
    assert [row["kind"] for row in rows] == ["shading"] * failing
    assert "shading" in page


def test_kinds_and_severities_to_choose_from_are_those_of_the_registry() -> None:
    parameters = queries()["findings"]["parameters"]
    assert tuple(parameters["kind"]["choices"]) == KINDS
    assert tuple(parameters["severity"]["choices"]) == LISTED


def rows_of(get: Get, base: str, query: str, **arguments: str) -> list[dict[str, Any]]:
    """The rows of a named query."""
    return list(get(f"{base}/{query}.json", _shape="array", **arguments).json())


@pytest.mark.parametrize("typed", ["chỉ đạo điều hành", "chi dao dieu hanh", "CHI DAO, dieu"])
def test_search_needs_no_accents(get: Get, base: str, typed: str) -> None:
    found = rows_of(get, base, "search", q=typed)
    assert "thanh-hoa-2024-q1.pdf" in {row["file_name"] for row in found}


@pytest.mark.parametrize("typed", ['"', "a AND", "NEAR(", "*", "col:x", "'"])
def test_search_takes_any_sign_as_text(get: Get, base: str, typed: str) -> None:
    assert get(f"{base}/search", q=typed).status_code == 200


def test_search_shows_the_words_that_were_found(get: Get, base: str) -> None:
    assert "<mark>" in get(f"{base}/search", q="ho so").text


def test_an_instrument_is_found_by_loose_words_with_all_who_cite_it(get: Get, base: str) -> None:
    found = rows_of(get, base, "instrument", q="nd 30 2020")
    assert {row["identifier"] for row in found} == {"30/2020/NĐ-CP"}
    assert {row["cited_in"] for row in found} == {"thanh-hoa-2024-q1.pdf", "lam-dong-2024-q1.pdf"}


@pytest.mark.parametrize(
    ("typed", "fit", "identifiers"),
    [
        ("vn:cp:nd:2020:30", "found", {"30/2020/NĐ-CP"}),
        ("30/2020/ND-CP", "found", {"30/2020/NĐ-CP"}),
        ("thanhh hoa qd 4951", "found", {"4951/QĐ-UBND"}),
        ("qd 4915 ubnd 2023", "near", {"4951/QĐ-UBND"}),
        ("nd 30 2021", "near", {"30/2020/NĐ-CP"}),
    ],
)
def test_instruments_that_only_come_near_are_said_to(
    get: Get, base: str, typed: str, fit: str, identifiers: set[str]
) -> None:
    found = rows_of(get, base, "instrument", q=typed)
    assert {row["fit"] for row in found} == {fit}
    assert {row["identifier"] for row in found} == identifiers


@pytest.mark.parametrize("typed", ["", "asdfgh", '"', "'; --", "a" * 5000])
def test_what_names_no_instrument_gives_no_rows(get: Get, base: str, typed: str) -> None:
    assert rows_of(get, base, "instrument", q=typed) == []


@pytest.mark.parametrize("table", ["instruments", "citation_index"])
@pytest.mark.parametrize("typed", ["nghi dinh chinh phu", "30/2020/NĐ-CP", "30/2020/nd-cp", "Nghị định"])
def test_instruments_are_searched_by_their_words(get: Get, base: str, table: str, typed: str) -> None:
    answer = get(f"{base}/{table}.json", _search=typed, _shape="objects").json()
    assert [row["key"] for row in answer["rows"]] == ["vn:cp:nd:2020:30"]


def test_the_citation_in_a_note_comes_with_the_sentence_of_its_marker(get: Get, base: str) -> None:
    found = rows_of(get, base, "instrument", q="30/2020/NĐ-CP")
    sentence = next(row["sentence"] for row in found if row["cited_in"] == "thanh-hoa-2024-q1.pdf")
    assert sentence.startswith("Sở Nội vụ đã tiếp nhận")


def test_footnotes_stand_beside_their_sentence(get: Get, base: str) -> None:
    (note,) = rows_of(get, base, "footnotes_in_context", q="nghi dinh 30")
    assert note["note"] == "1"
    assert note["section"] == "CHỈ ĐẠO, ĐIỀU HÀNH"
    assert rows_of(get, base, "footnotes_in_context", file="lam dong") == []


def test_an_indicator_is_compared_over_periods(get: Get, base: str) -> None:
    found = rows_of(get, base, "indicator_over_periods", indicator="so ke hoach da ban hanh")
    assert [(row["period_start"], row["period_end"], row["value"]) for row in found] == [
        ("2024-01-01", "2024-03-31", 12),
        ("2024-01-01", "2024-06-30", 20),
    ]


def test_findings_are_narrowed_by_severity_and_kind(get: Get, base: str) -> None:
    everything = rows_of(get, base, "findings")
    rates = rows_of(get, base, "findings", severity="error", kind="rate")
    assert [row["statement"] for row in rates] == ["99,65% = 1.270 / 1.274"]
    assert len(everything) > len(rates)


def test_failures_say_what_to_do(get: Get, base: str) -> None:
    (row,) = (row for row in rows_of(get, base, "failed_files") if row["path"] == "lam-dong-2024-q1.pdf")
    assert row["page"] == 2
    assert row["hint"] == "open the file in a viewer and save it again"


def test_facets_and_label_columns_work(get: Get, base: str) -> None:
    found = get(f"{base}/documents.json", _shape="objects", _extra="facet_results").json()["facet_results"]
    # The older line has the facets by their names, the newer one has them one step below.
    assert {facet["name"] for facet in found.get("results", found).values()} >= {
        "doc_type",
        "place",
        "period_kind",
        "status",
    }
    assert "thanh-hoa-2024-q1.pdf" in get(f"{base}/footnotes").text


def test_plain_search_of_a_table_finds_the_barred_letter(get: Get, base: str) -> None:
    assert get(f"{base}/pages.json", _search="dao dieu", _shape="objects").json()["rows"]


def test_columns_for_programs_stay_out_of_the_page_but_not_out_of_the_json(get: Get, base: str) -> None:
    assert 'data-column="char_start"' not in get(f"{base}/citations").text
    assert "char_start" in get(f"{base}/citations.json", _shape="objects", _extra="columns").json()["columns"]


def test_the_page_of_a_row_shows_what_is_there_and_leads_on(get: Get, base: str, ask: Callable[..., Any]) -> None:
    document = ask("select id from documents where file_name = 'thanh-hoa-2024-q1.pdf'")
    page = get(f"{base}/documents/{document}").text
    assert "Ủy ban nhân dân tỉnh Thanh Hóa" in page
    assert 'class="col-signer"' not in page
    assert f"{base}/footnotes?document_id={document}" in page


def test_nothing_comes_from_another_host(get: Get, base: str) -> None:
    for address in ("/", base, f"{base}/citations", f"{base}/search?q=ho"):
        loaded = re.findall(r'<(?:script|img|link rel="stylesheet")[^>]*(?:src|href)="([^"]+)"', get(address).text)
        assert f"/{STYLE_SHEET}" in loaded, address
        assert all(re.match(r"/[^/]", source) for source in loaded), address
    assert "url(" not in get("/reading-room/room.css").text


def test_the_room_only_reads(get_sql: Get, base: str, ask: Callable[..., Any]) -> None:
    before = ask("select count(*) from documents")
    for sql in ("delete from documents", "with x as (select 1) insert into sources values ('a', 'b')"):
        assert get_sql(f"{base}.json", sql=sql).status_code == 400
    assert ask("select count(*) from documents") == before


def test_settings_are_known_to_datasette(sample_db: Path) -> None:
    room = reading_room(sample_db)
    assert {name: room.setting(name) for name in SETTINGS} == SETTINGS


def test_a_missing_database_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError) as caught:
        reading_room(tmp_path / "none.db")
    assert "trichluc ingest" in caught.value.next_step


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.db"
    stranger.write_bytes(b"not a database at all")
    with pytest.raises(DatabaseError):
        reading_room(stranger)


def test_a_port_in_use_says_which_to_take() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError) as caught:
            listen("127.0.0.1", port)
    assert str(port) in caught.value.message
    assert f"--port {port + 1}" in caught.value.next_step


def test_a_free_port_can_be_listened_on_at_once() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname(), timeout=PATIENCE):
        pass


def test_every_column_is_described_in_both_languages(sample_db: Path) -> None:
    with closing(sqlite3.connect(sample_db)) as connection:
        present = columns_of(connection)
    for language in LANGUAGES:
        missing = [
            f"{table}.{column}"
            for table in tables()
            for column in present[table]
            if not table.startswith(OF_THE_PASS) and not column_texts(table, language).get(column)
        ]
        assert not missing, f"extractor/web/columns.toml lacks {missing}"
    described_nowhere = {
        f"{table}.{column}"
        for table, texts in columns().items()
        if table not in ("common", "results")
        for column in texts
        if column not in present[table]
    }
    assert not described_nowhere


@pytest.mark.parametrize("name", sorted(queries()))
def test_every_column_of_a_named_query_has_a_head(get: Get, base: str, name: str) -> None:
    found = get(f"{base}/{name}.json", _shape="objects", _extra="columns").json()
    assert set(found["columns"]) - {"fact", "fact_id", "rank", "document_id"} <= set(columns()["results"])


def test_plain_pages_speak_one_language(get: Get, base: str) -> None:
    for address in (base, f"{base}/documents", f"{base}/citations", f"{base}/findings", f"{base}/search"):
        vietnamese, english = get(address).text, get(f"{address}?lang=en").text
        assert '<html lang="vi">' in vietnamese
        assert '<html lang="en">' in english
        for name in tables():
            said, meant = described("vi")[name], described("en")[name]
            assert meant["about"] not in vietnamese, (address, name)
            assert said["about"] not in english, (address, name)


def test_titles_say_what_a_page_is(get_sql: Get, base: str, ask: Callable[..., Any]) -> None:
    document = ask("select id from documents where file_name = 'thanh-hoa-2024-q1.pdf'")
    for address, title in {
        base: "Dữ liệu: các bảng và câu hỏi",
        f"{base}/documents": "Tài liệu",
        f"{base}/documents/{document}": "Tài liệu: thanh-hoa-2024-q1.pdf",
        f"{base}/findings": "Điểm không khớp",
        f"{base}?sql=select+1": "Câu hỏi bằng SQL",
    }.items():
        assert f"<title>{title} · Trích lục</title>" in get_sql(address).text


def test_a_row_leads_to_its_page_in_the_room(get: Get, base: str, ask: Callable[..., Any]) -> None:
    for table, page in {"documents": "document", "citations": "fact", "instruments": "instrument"}.items():
        row = ask(f"select id from {table} limit 1")
        assert f'href="{base}/-/{page}/{row}"' in get(f"{base}/{table}/{row}").text
