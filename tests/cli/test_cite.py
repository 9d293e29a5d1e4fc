"""``trichluc cite`` as a person reads it in a terminal; programs get tables (test_commands.py)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import cite
from extractor.cli.main import cli
from extractor.cli.terminal import links
from extractor.cli.terminal.links import Links, links_to
from tests.query.cited import DECREE, SENTENCE, collection, id_of

Run = Callable[..., Result]
STYLES = re.compile(r"\x1b\]8;;[^\x1b]*\x1b\\|\x1b\[[0-9;]*m")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "báo cáo.db"
    collection(path).close()
    return path


@pytest.fixture
def run(database: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command as in a terminal of 60 signs."""
    for module in (cite, links):
        monkeypatch.setattr(module, "shown_to_a_person", lambda: True)
    monkeypatch.setattr(cite, "terminal_width", lambda: 60)
    monkeypatch.setenv("TERM", "xterm")
    return lambda *call: CliRunner().invoke(cli, ["cite", *call, "--db", str(database)], color=True)


def read(result: Result) -> list[str]:
    """The lines without styles and links."""
    return STYLES.sub("", result.stdout).splitlines()


def test_an_instrument_is_a_card_and_documents_have_their_sentences(run: Run) -> None:
    result = run("30/2020/nđ-cp", "--limit", "2")
    lines = read(result)
    assert lines[:6] == [
        "Nghị định số 30/2020/NĐ-CP",
        "Về <script>alert(1)</script> công tác văn thư",
        "Chính phủ · 5 March 2020 · vn:cp:nd:2020:30",
        "cited 5 times in 3 documents · 1 contradiction · in this",
        "collection: c00000000001.pdf",
        "  ← sửa đổi: Nghị định số 99/2023/NĐ-CP",
    ]
    assert lines[8] == "quarter I of 2023 · UBND · a00000000001.pdf"
    assert lines[9].startswith("    p. 1  Căn cứ Nghị định số 30/2020/NĐ-CP")
    assert " ".join(" ".join(lines[9:11]).split()) == f"p. 1 {SENTENCE}"
    assert "    and 1 more in this document" in lines
    assert "The first 2 of 5 places" in result.stderr


def test_no_line_is_wider_than_the_terminal(run: Run) -> None:
    for query in (DECREE, "nghị định chính phủ", "đất đai"):
        assert max(map(len, read(run(query)))) <= 60


def test_printed_words_are_bold_and_pages_are_links(run: Run) -> None:
    shown = run(DECREE, "--room", "https://phong-doc.example/").stdout
    address = "https://phong-doc.example/b~C3~A1o+c~C3~A1o/-/fact/a00000000001-c1"
    assert f"\x1b]8;;{address}\x1b\\p. 1\x1b]8;;\x1b\\" in shown
    assert "\x1b[1m30/2020/NĐ-CP\x1b[22m" in shown
    assert f"\x1b]8;;https://phong-doc.example/b~C3~A1o+c~C3~A1o/-/instrument/{id_of(DECREE)}\x1b\\" in shown


def test_the_room_is_that_of_serve_and_may_be_none(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b]8;;http://127.0.0.1:8001/" in run(DECREE).stdout
    assert "\x1b]8" not in run(DECREE, "--room", "").stdout
    monkeypatch.setenv("TRICHLUC_ROOM", "http://127.0.0.1:9000")
    assert "\x1b]8;;http://127.0.0.1:9000/" in run(DECREE).stdout
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b]8" not in run(DECREE).stdout


def test_several_that_fit_have_two_lines_each(run: Run) -> None:
    lines = read(run("nghị định chính phủ"))
    assert len(lines) == 6
    assert lines[0] == "Nghị định số 30/2020/NĐ-CP · Chính phủ"
    assert lines[1] == "    5 March 2020 · cited 5 times · vn:cp:nd:2020:30"


def test_it_speaks_vietnamese(run: Run) -> None:
    lines = read(run("--lang", "vi", DECREE))
    assert "được viện dẫn 5 lần trong 3 tài liệu · 1 điểm không khớp ·" in lines
    assert any(line.startswith("quý I/2023 · ") for line in lines)
    assert any(line.startswith("    tr. 1  ") for line in lines)
    assert "2 chỗ đầu trong số 5 chỗ" in run("--lang", "vi", DECREE, "--limit", "2").stderr


def test_long_and_json_are_as_for_programs(run: Run) -> None:
    assert "relation" in run(DECREE, "--long").stdout
    assert run(DECREE, "--json").stdout.startswith("{")


def test_what_a_terminal_obeys_is_left_out(run: Run, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE instruments SET title = ? WHERE key = ?", ("a\x1b]0;x\x07\x1b[2J\u202eb", DECREE))
        connection.execute("UPDATE citations SET raw = ?, sentence = ?", ("\x1b[31mNĐ\ue000", "\x1b[31mNĐ\ue000 x\x9b"))
    shown = run(DECREE).stdout
    for forbidden in ("\x1b]0", "\x07", "\x1b[2J", "\u202e", "\x1b[31m", "\x9b", "\ue000"):
        assert forbidden not in shown


def test_a_room_cannot_end_the_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "shown_to_a_person", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b" not in links_to("http://a\x1b\\b", Path("reports.db")).base
    assert Links("", "reports").to("fact/x", "p. 1") == "p. 1"
