"""Findings in the reading room, and the verdict of a reader."""

from __future__ import annotations

import asyncio
import csv
import io
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extractor.audit.checks import KINDS, SEVERITIES
from extractor.export.finding_words import by_hand, kind_word, severity_word
from extractor.language.catalogue import words_of
from extractor.verdicts.book import read_book
from extractor.web.room import reading_room
from extractor.web.verdicts import is_sent_from_here

ASK = Callable[..., Any]


class Room:
    """A room on a copy of the sample that a test may judge."""

    def __init__(self, path: Path, loop: asyncio.Runner) -> None:
        self.path, self._loop, self._room = path, loop, reading_room(path)
        loop.run(self._room.invoke_startup())

    def get(self, address: str, **arguments: str) -> Any:
        return self._loop.run(self._room.client.get(f"/reports/-/{address}", params=arguments or None))

    def post(self, address: str, fields: dict[str, str], cookies: dict[str, str], **headers: str) -> Any:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._loop.run(
            self._room.client.post(f"/reports/-/{address}", data=fields, cookies=cookies, headers=names)
        )

    def finding(self, kind: str) -> str:
        with closing(sqlite3.connect(self.path)) as connection:
            query = "SELECT id FROM checks WHERE kind = ? AND NOT holds"
            return str(connection.execute(query, (kind,)).fetchone()[0])

    def form(self, kind: str) -> tuple[dict[str, str], dict[str, str]]:
        page = self.get(f"finding/{self.finding(kind)}")
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', page.text))
        return hidden, dict(page.cookies)

    @property
    def book(self) -> Path:
        return self.path.with_name("reports.reader.db")


@pytest.fixture
def room(sample_db: Path, tmp_path: Path) -> Iterator[Room]:
    path = Path(shutil.copy(sample_db, tmp_path / "reports.db"))
    with asyncio.Runner() as loop:
        yield Room(path, loop)


def test_the_list_says_in_words_what_does_not_add_up(room: Room) -> None:
    page = room.get("findings")
    assert page.status_code == 200
    assert "In tỷ lệ 99,65%, nhưng tính từ hai số liệu thì được 99,69%." in page.text
    assert "Một số hiệu, hai ngày ban hành" in page.text
    assert page.text.index("In tỷ lệ") < page.text.index("4951/QĐ-UBND ở đây ghi ngày")
    narrowed = room.get("findings", kind="identity")
    assert "In tỷ lệ" not in narrowed.text
    assert "Không có điểm không khớp nào." in room.get("findings", place="nowhere").text


def test_a_finding_links_its_numbers_and_marks_them_all(room: Room) -> None:
    check_id = room.finding("rate")
    page = room.get(f"finding/{check_id}", kind="rate").text
    document = check_id.partition("-")[0]
    assert f'href="/reports/-/fact/{document}-f2"' in page
    assert f'href="/reports/-/fact/{document}-f1"' in page
    assert f'src="/reports/-/image/{document}/1"' in page
    assert page.count("<rect ") == 2
    assert "Chia" not in page
    assert "Lấy số thứ nhất chia cho số thứ hai" in page
    assert 'href="/reports/-/findings?kind=rate"' in page


def test_json_and_csv_tell_the_same(room: Room) -> None:
    shown = room.get("findings.json").json()
    rows = list(csv.DictReader(io.StringIO(room.get("findings.csv").content.decode("utf-8-sig"))))
    assert [row["check_id"] for row in rows] == [line["finding"]["check_id"] for line in shown["lines"]]
    assert rows[0]["file_name"] == "thanh-hoa-2024-q1.pdf"
    assert room.get(f"finding/{room.finding('rate')}.json").json()["arithmetic"][1]["sign"] == "≠"


def test_an_unknown_finding_is_said(room: Room) -> None:
    page = room.get("finding/nothing")
    assert page.status_code == 404
    assert "Mã thay đổi khi báo cáo được nạp lại" in page.text


def test_a_verdict_is_kept_and_shown(room: Room) -> None:
    hidden, cookies = room.form("rate")
    check_id = room.finding("rate")
    note = "Đã xem trang 1 <script>"
    fields = {**hidden, "verdict": "true", "note": note, "reader": "Lan"}
    kept = room.post(f"finding/{check_id}/verdict?kind=rate", fields, cookies, sec_fetch_site="same-origin")
    assert kept.status_code == 303
    assert kept.headers["location"] == f"/reports/-/finding/{check_id}?kind=rate#verdict"
    page = room.get(f"finding/{check_id}").text
    assert "Đã xem trang 1 &lt;script&gt;" in page
    assert "Đúng: báo cáo sai ở chỗ này" in room.get("findings", verdict="true").text
    (row,) = csv.DictReader(io.StringIO(room.get("findings.csv", verdict="true").content.decode("utf-8-sig")))
    assert (row["verdict"], row["reader"]) == ("true", "Lan")


def test_a_verdict_without_browser_answers_in_json(room: Room) -> None:
    hidden, cookies = room.form("rate")
    address = f"finding/{room.finding('rate')}/verdict.json"
    answer = room.post(address, {**hidden, "verdict": "false"}, cookies).json()
    assert (answer["ok"], answer["verdict"]["verdict"], answer["kind"]) == (True, "false", "rate")


@pytest.mark.parametrize(
    ("changed", "headers", "status"),
    [
        ({}, {"sec_fetch_site": "cross-site"}, 403),
        ({}, {"origin": "http://other.example"}, 403),
        ({}, {"origin": "null"}, 403),
        ({"token": ""}, {}, 403),
        ({"token": "made.up"}, {}, 403),
        ({"verdict": "perhaps"}, {}, 400),
        ({"note": "x" * 4001}, {}, 400),
        ({"reader": "x" * 201}, {}, 400),
    ],
)
def test_what_no_reader_sent_is_not_kept(
    room: Room, changed: dict[str, str], headers: dict[str, str], status: int
) -> None:
    hidden, cookies = room.form("rate")
    fields = {**hidden, "verdict": "true", "note": "giữ lại", **changed}
    refused = room.post(f"finding/{room.finding('rate')}/verdict", fields, cookies, **headers)
    assert refused.status_code == status
    # What another site sends is refused before the room sees it: by what the browser says, or by the newest Datasette.
    early = ("another site", "csrf") if headers else ()
    assert 'role="alert"' in refused.text or any(said in refused.text.lower() for said in early)
    if "note" not in changed and not headers:
        assert "giữ lại</textarea>" in refused.text
    assert not room.book.exists()


def test_the_mark_of_one_finding_does_not_fit_another(room: Room) -> None:
    hidden, cookies = room.form("identity")
    address = f"finding/{room.finding('rate')}/verdict"
    assert room.post(address, {**hidden, "verdict": "true"}, cookies).status_code == 403
    assert not room.book.exists()


def test_a_file_that_cannot_be_written_is_said_and_what_was_typed_stays(room: Room) -> None:
    room.book.mkdir()
    hidden, cookies = room.form("rate")
    fields = {**hidden, "verdict": "true", "note": "giữ lại"}
    said = room.post(f"finding/{room.finding('rate')}/verdict.json", fields, cookies)
    assert said.status_code == 503
    assert "reports.reader.db" in said.json()["error"]
    assert str(room.path.parent) not in said.text
    page = room.post(f"finding/{room.finding('rate')}/verdict", fields, cookies)
    assert "giữ lại</textarea>" in page.text
    assert "Không đọc được các nhận định đã lưu." in room.get("findings").text


def test_a_verdict_of_a_finding_that_is_gone_is_refused_in_words(room: Room) -> None:
    hidden, cookies = room.form("rate")
    check_id = room.finding("rate")
    with closing(sqlite3.connect(room.path)) as connection, connection:
        connection.execute("DELETE FROM checks WHERE id = ?", (check_id,))
    refused = room.post(f"finding/{check_id}/verdict", {**hidden, "verdict": "true"}, cookies)
    assert refused.status_code == 404
    assert "không còn nữa" in refused.text
    assert read_book(room.book) == {}


@pytest.mark.parametrize(
    ("headers", "here"),
    [
        ({"host": "127.0.0.1:8001", "origin": "http://127.0.0.1:8001"}, True),
        ({"host": "127.0.0.1:8001", "origin": "http://127.0.0.1:9000"}, False),
        ({"host": "a", "origin": "null", "sec-fetch-site": "same-origin"}, True),
        ({"host": "a", "origin": "http://a", "sec-fetch-site": "same-site"}, False),
        ({"host": "a", "sec-fetch-site": "none"}, False),
        ({"host": "a"}, True),
    ],
)
def test_who_sends_is_told_by_the_browser(headers: dict[str, str], here: bool) -> None:
    assert is_sent_from_here(headers, "http") is here


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_and_severity_has_words(language: str) -> None:
    words = words_of(language)
    unknown = by_hand("shading", words)
    for kind in KINDS:
        assert kind_word(kind, words) != kind
        assert by_hand(kind, words) != unknown
    assert all(severity_word(severity, words) != severity for severity in SEVERITIES)
    assert kind_word("shading", words) == "shading"


def test_nothing_is_reckoned_where_there_is_no_formula(room: Room) -> None:
    shown = room.get(f"finding/{room.finding('identity')}.json").json()
    assert shown["arithmetic"] == []
    assert len(shown["pages"]) == 2
