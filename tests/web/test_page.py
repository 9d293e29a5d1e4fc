"""The page viewer: picture, boxes, text, deep links, and what it says where one of them is missing."""

from __future__ import annotations

import asyncio
import html
import io
import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from extractor.facsimile.cache import Cache
from extractor.facsimile.files import Original
from extractor.facsimile.images import Facsimile
from extractor.guard.warm import BUSY
from extractor.language.catalogue import words_of
from extractor.model.pages import Failure
from extractor.query.pages import page_of
from extractor.store.database import open_read_only
from extractor.web.originals import part_of
from extractor.web.overlay import OFF_PRINT
from extractor.web.pages import page as page_view
from extractor.web.room import reading_room
from extractor.web.views import Asked
from tests.printed_reports import CITED, MARKUP, NOTE, REPORT, SCAN, TURNED, PrintedReports

Run = Callable[[Any], Any]
BASE = "/reports/-"


class Room:
    """A reading room on the printed reports, asked without a network."""

    def __init__(self, run: Run, db: Path, facsimile: Facsimile) -> None:
        self.run, self.db = run, db
        self.room = reading_room(db, facsimile)
        run(self.room.invoke_startup())

    def get(self, address: str, **headers: str) -> Any:
        """The answer, without following it elsewhere."""
        return self.run(self.room.client.get(f"{BASE}/{address}", headers=headers))

    def document(self, path: str) -> str:
        """The id of the document at this path."""
        return str(self.first("select id from documents where path = ?", path))

    def first(self, sql: str, *values: object) -> Any:
        """The first value of the first row."""
        with closing(sqlite3.connect(self.db)) as connection:
            return connection.execute(sql, values).fetchone()[0]


@pytest.fixture(scope="session")
def run() -> Iterator[Run]:
    """Waits for an answer, in a thread of its own: a browser that is driven from this one holds its event loop."""
    with ThreadPoolExecutor(max_workers=1) as thread, asyncio.Runner() as loop:
        yield lambda asked: thread.submit(loop.run, asked).result()


@pytest.fixture(scope="session")
def room(run: Run, printed: PrintedReports, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """The room with its files."""
    facsimile = Facsimile.of(printed.db, cache=tmp_path_factory.mktemp("pictures"))
    yield Room(run, printed.db, facsimile)
    facsimile.close()


def without_files(run: Run, printed: PrintedReports, folder: Path) -> Room:
    """A room that looks for its files in another folder only."""
    return Room(run, printed.db, Facsimile([folder], Cache(folder / "cache"), lambda wanted: Failure("", 1, "", "")))


def test_a_page_shows_its_picture_under_the_boxes_of_its_facts(room: Room) -> None:
    document = room.document(REPORT)
    page = room.get(f"page/{document}/1")
    assert page.status_code == 200
    assert f'href="{BASE}/image/{document}/1"' in page.text
    fact = room.first("select id from citations where raw = ? and document_id = ?", CITED, document)
    box = json.loads(room.first("select boxes from citations where id = ?", fact))[0]
    drawn = re.search(
        rf'<a id="b-{fact}".*?<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', page.text
    )
    assert drawn is not None
    x, y, width, height = (float(side) for side in drawn.groups())
    assert (x, x + width) == pytest.approx((box[1], box[3]), abs=0.02)
    # Around its print: no ink on its rim above and below, and nothing but a rim between both.
    picture = Image.open(io.BytesIO(room.get(f"image/{document}/1").content)).convert("L")
    scale = picture.width / room.first("select width from pages where document_id = ? and number = 1", document)
    inked = (np.asarray(picture)[:, round(x * scale) : round((x + width) * scale)] < 128).any(axis=1)
    top, bottom = round(y * scale), round((y + height) * scale)
    assert not inked[top] and not inked[bottom]
    rows = np.flatnonzero(inked[top:bottom])
    assert rows[0] < 1.5 * OFF_PRINT * scale
    assert bottom - top - rows[-1] < 1.5 * OFF_PRINT * scale + 1
    assert f'<li id="f-{fact}"' in page.text


def test_the_words_of_the_page_lie_over_its_picture(room: Room) -> None:
    page = room.get(f"page/{room.document(REPORT)}/1").text
    lines = [re.sub(r"<[^>]+>", "", line).split() for line in re.findall(r"<text>(.*?)</text>", page)]
    assert CITED.split() in [line[2:] for line in lines]
    assert html.escape("<script>alert(1)</script>.") in page
    assert "<script>alert" not in page


def test_searched_words_are_marked_without_their_accents(room: Room) -> None:
    page = room.get(f"page/{room.document(REPORT)}/1?q=da+giai+quyet").text
    marked = re.findall(r'<mark class="searched">(.*?)</mark>', page)
    assert {word.lower() for word in marked} == {"đã", "giải", "quyết"}
    searched = re.search(r'<g class="searched">(.*?)</g>', page)
    assert searched is not None
    assert searched[1].count("<rect") == len(marked)
    assert f'href="{BASE}/page/{room.document(REPORT)}/2?q=da+giai+quyet"' in page


def test_a_scan_has_boxes_on_its_picture_and_its_text_beside(room: Room) -> None:
    if not shutil.which("tesseract"):
        pytest.skip("needs tesseract")
    document = room.document(SCAN)
    page = room.get(f"page/{document}/1").text
    assert f'href="{BASE}/image/{document}/1"' in page
    assert "Trang này là ảnh quét" in page
    assert "đọc từ ảnh của trang: ảnh không có chữ" in page
    assert '<details class="text-of-page" open>' in page
    assert page.count('class="box on-citations') == 3


def test_a_finding_marks_all_its_numbers(room: Room) -> None:
    page = room.get(f"page/{room.document(REPORT)}/2").text
    finding = re.search(r'<a id="b-[^"]+" class="box on-checks.*?</a>', page)
    assert finding is not None
    assert finding[0].count("<rect") >= 4


def test_the_address_of_a_fact_leads_to_its_page(room: Room) -> None:
    fact = room.first("select id from footnotes where text = ? limit 1", NOTE)
    answer = room.get(f"fact/{fact}")
    assert answer.status_code == 302
    document = fact.partition("-")[0]
    assert answer.headers["location"] == f"{BASE}/page/{document}/1?fact={fact}"
    page = room.get(f"page/{document}/1?fact={fact}").text
    assert re.findall(r'<li id="f-([^"]+)" class="fact on-footnotes marked"', page) == [fact]
    assert room.get(f"fact/{fact}.json").json()["raw"].endswith(NOTE)


def test_every_kind_of_fact_has_its_place(room: Room) -> None:
    expected = {
        "checks": r"/finding/",
        "pages": r"/page/\w+/\d+$",
        "table_columns": r"/page/\w+/2\?fact=\w+-t1$",
        "table_rows": r"/page/\w+/2\?fact=\w+-r\d+$",
        "sections": r"/page/\w+/1\?fact=\w+-s\d+$",
        "mentions": r"/page/\w+/1\?fact=\w+-m\d+$",
        "documents": r"/document/",
        "instruments": r"/instrument/",
    }
    for table, where in expected.items():
        ident = room.first(f"select id from {table} order by id desc limit 1")
        assert re.search(where, room.get(f"fact/{ident}").headers["location"]), table


@pytest.mark.parametrize("ident", ["0123456789ab-c1", "nothing", "%3Cscript%3E", "a-c99999999999999999999", "x%2e%2e"])
def test_a_fact_that_is_gone_is_said(room: Room, ident: str) -> None:
    answer = room.get(f"fact/{ident}")
    assert answer.status_code == 404
    assert "<script>" not in answer.text


def test_addresses_of_before_still_lead_to_the_fact(room: Room) -> None:
    document = room.document(REPORT)
    answer = room.get(f"page/{document}/1?mark=citations:{document}-c2")
    assert answer.headers["location"] == f"{BASE}/page/{document}/1?fact={document}-c2"
    assert room.get(f"page/{document}?n=2").headers["location"] == f"{BASE}/page/{document}/2"


@pytest.mark.parametrize("place", ["DOC/0", "DOC/3", "0123456789ab/1", "DOC/1?fact=DOC-c99", "DOC/1?fact=%00"])
def test_what_a_document_does_not_have_is_not_found(room: Room, place: str) -> None:
    assert room.get(f"page/{place.replace('DOC', room.document(REPORT))}").status_code == 404


def test_a_page_that_cannot_be_drawn_is_shown_with_the_reason(room: Room) -> None:
    document = room.document(MARKUP)
    page = room.get(f"page/{document}/2")
    assert page.status_code == 200
    assert "Không vẽ được trang này" in page.text
    assert "Căn cứ Quyết định số 4951/QĐ-UBND" not in page.text
    assert "the page cannot be drawn" not in page.text
    assert "<b>x" not in page.text
    assert "&lt;b&gt;x.pdf" in page.text
    assert room.get(f"image/{document}/2").status_code == 404


def test_a_missing_file_is_said_with_the_next_step(run: Run, printed: PrintedReports, tmp_path: Path) -> None:
    room = without_files(run, printed, tmp_path)
    document = room.document(REPORT)
    page = room.get(f"page/{document}/1")
    assert page.status_code == 200
    assert "trichluc serve --files" in page.text
    assert "<image" not in page.text
    assert 'class="printed"' in page.text
    assert page.text.count('class="box ') > 5
    for address in (f"image/{document}/1", f"pdf/{document}"):
        answer = room.get(address)
        assert answer.status_code == 404
        assert "serve --files" in answer.text
        assert str(tmp_path) not in answer.text


def test_a_file_that_was_replaced_is_said(run: Run, printed: PrintedReports, tmp_path: Path) -> None:
    (tmp_path / REPORT).write_bytes((printed.folder / TURNED).read_bytes())
    room = without_files(run, printed, tmp_path)
    assert "đã bị thay bằng tệp khác" in room.get(f"page/{room.document(REPORT)}/1").text
    assert "đã bị thay bằng tệp khác" in room.get(f"pdf/{room.document(REPORT)}").text


def test_marks_of_direction_and_markup_in_names_and_text_are_inert(
    run: Run, printed: PrintedReports, tmp_path: Path
) -> None:
    db = tmp_path / "reports.db"
    shutil.copy(printed.db, db)
    name = "\u202efdp.<img src=x onerror=alert(1)>\x07.pdf"
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute(
            "update documents set path = ?, file_name = ?, title = ? where path = ?", [name] * 3 + [REPORT]
        )
        connection.execute("update citations set raw = raw || ?", [name])
    room = Room(run, db, Facsimile([tmp_path], Cache(tmp_path / "cache"), lambda wanted: Failure("", 1, "", "")))
    document = room.document(name)
    page = room.get(f"page/{document}/1?q=img").text
    assert "<img" not in page
    assert "\u202e" not in page
    assert "\x07" not in page
    assert "fdp.&lt;img src=x onerror=alert(1)&gt;.pdf" in page
    assert "<img" not in room.get(f"pdf/{document}").text


def test_a_picture_is_kept_by_the_browser(room: Room) -> None:
    address = f"image/{room.document(REPORT)}/1?width=160"
    first = room.get(address)
    assert (first.status_code, first.headers["content-type"]) == (200, "image/webp")
    assert room.get(address, **{"if-none-match": first.headers["etag"]}).status_code == 304


def test_the_pdf_comes_whole_or_in_parts(room: Room, printed: PrintedReports) -> None:
    address, content = f"pdf/{room.document(MARKUP)}", (printed.folder / MARKUP).read_bytes()
    whole = room.get(address)
    assert (whole.status_code, whole.content) == (200, content)
    assert whole.headers["content-disposition"] == "inline; filename*=UTF-8''%3Cb%3Ex.pdf"
    part = room.get(address, range="bytes=5-9")
    assert (part.status_code, part.content) == (206, content[5:10])
    assert part.headers["content-range"] == f"bytes 5-9/{len(content)}"
    assert room.get(address, range=f"bytes={len(content)}-").status_code == 416


@pytest.mark.parametrize(("error", "status"), [(BUSY, 503), ("crashed", 404)])
def test_a_picture_that_waited_in_vain_may_be_asked_for_again(
    run: Run, printed: PrintedReports, tmp_path: Path, error: str, status: int
) -> None:
    drawn = [Failure("draw", 1, error, "")]
    room = Room(run, printed.db, Facsimile([printed.folder], Cache(tmp_path), lambda wanted: drawn[0]))
    assert room.get(f"image/{room.document(REPORT)}/1").status_code == status


def test_a_pdf_that_goes_while_it_is_asked_for_is_said(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = room.document(REPORT)
    gone = Original("found", REPORT, "0" * 64, tmp_path / "gone.pdf")
    monkeypatch.setattr(room.room.facsimile, "original", lambda connection, ident: gone)
    answer = room.get(f"pdf/{document}")
    assert answer.status_code == 404
    assert REPORT in answer.text
    assert "--files" in answer.text
    assert str(tmp_path) not in answer.text


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("", (0, 9)),
        ("bytes=0-3", (0, 3)),
        ("bytes=8-", (8, 9)),
        ("bytes=-4", (6, 9)),
        ("bytes=-99", (0, 9)),
        ("bytes=4-99", (4, 9)),
        ("bytes=10-", None),
        ("bytes=5-2", None),
        ("bytes=-0", None),
        ("bytes=0-1,4-5", (0, 9)),
        ("lines=1-2", (0, 9)),
    ],
)
def test_a_range_is_read(asked: str, part: tuple[int, int] | None) -> None:
    assert part_of(asked, 10) == part


def test_the_page_answers_without_a_server(printed: PrintedReports) -> None:
    with closing(open_read_only(printed.db)) as connection:
        (ident,) = connection.execute("select id from documents where path = ?", [REPORT]).fetchone()
        asked = Asked("reports", BASE, words_of("vi"), {"document": ident, "number": "1"}, {"fact": [f"{ident}-c2"]})
        shown = page_view.finish(page_view.answer(connection, asked), asked)
    assert shown.sheet.state == "missing"
    assert (shown.previous, shown.next) == ("", f"{BASE}/page/{ident}/2")
    assert "".join(piece.text for piece in shown.text if piece.is_marked) == CITED


def test_a_fact_over_a_page_end_is_marked_on_both_pages(printed: PrintedReports) -> None:
    with closing(open_read_only(printed.db)) as connection:
        (ident,) = connection.execute("select id from documents where path = ?", [REPORT]).fetchone()
        page = page_of(connection, ident, 1)
    assert page is not None

    found = next(each for each in page.facts if each.kind == "citations")
    fact = replace(found, page=1, page_end=2, columns={"char_start": 4, "char_end": 3})
    assert page_view.span_on(1, fact, 7) == (4, 7)
    assert page_view.span_on(2, fact, 7) == (0, 3)
    assert page_view.span_on(3, fact, 7) is None
    assert page_view.span_on(1, None, 7) is None


def test_the_json_of_a_page_has_its_facts_and_tells_no_folder(room: Room, printed: PrintedReports) -> None:
    answer = room.get(f"page/{room.document(REPORT)}/1.json")
    shown = answer.json()
    assert shown["sheet"]["state"] == "found"
    assert {each["fact"]["kind"] for each in shown["facts"]} >= {"citations", "figures"}
    assert str(printed.folder.parent) not in answer.text
