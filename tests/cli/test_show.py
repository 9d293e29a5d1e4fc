"""``trichluc show``: a document or a page as text that fits 80 columns."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extractor.cli.main import cli
from extractor.errors import ExitCode
from tests.documents import sha256_of

FIRST, THIRD = sha256_of("first")[:12], sha256_of("third")[:12]


@pytest.fixture
def run(sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs ``show`` in an empty folder on the sample database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRICHLUC_DB", str(sample_db))
    return lambda *arguments: CliRunner().invoke(cli, ["show", *arguments])


def test_a_document_is_shown_with_the_short_names_of_its_facts(run: Any) -> None:
    ran = run(FIRST)
    assert ran.exit_code == ExitCode.DONE
    assert ran.stdout.startswith("Báo cáo 45/BC-UBND\nCông tác cải cách hành chính quý I năm 2024\n")
    assert "issuer        Ủy ban nhân dân tỉnh Thanh Hóa\n" in ran.stdout
    assert "  n1     [1] Theo Nghị định số 30/2020/NĐ-CP" in ran.stdout
    assert "1.274 hồ sơ[1], tỷ lệ" in ran.stdout
    assert f"/reports/-/fact/{FIRST}-c1" in ran.stderr


def test_a_number_and_day_that_a_head_leaves_open_are_said(run: Any, sample_db: Path, tmp_path: Path) -> None:
    assert "left open" not in run(FIRST).stdout
    copy = tmp_path / "copy.db"
    shutil.copy(sample_db, copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE documents SET number = NULL, identifier = NULL WHERE id = ?", (FIRST,))
    said = run(FIRST, "--db", str(copy)).stdout
    assert "left open     number: blank, by hand, or too unsure to read\n" in said


def test_where_the_text_of_pages_comes_from_is_said(run: Any, sample_db: Path, tmp_path: Path) -> None:
    assert "Where the text comes from" not in run(FIRST).stdout
    copy = tmp_path / "copy.db"
    shutil.copy(sample_db, copy)
    reason = "312 letters on it that nobody sees were left out"
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE pages SET text_reason = ? WHERE document_id = ?", (reason, FIRST))
    said = f"Where the text comes from (1)\n  p. 1–2: {reason}\n"
    assert said in run(FIRST, "--db", str(copy)).stdout
    assert said.replace("1–2", "2") in run(FIRST, "2", "--db", str(copy)).stdout
    assert json.loads(run(FIRST, "2", "--db", str(copy), "--json").stdout)["page"]["text_reasons"] == [
        {"reason": reason, "pages": [2]}
    ]


def test_a_page_has_its_text_and_its_rows(run: Any) -> None:
    ran = run(FIRST, "2")
    assert "STT Chỉ tiêu thống kê" in ran.stdout
    assert "1. | Số kế hoạch đã ban hành | Kế hoạch | 12" in ran.stdout
    assert "Footnotes" not in ran.stdout


def test_a_page_that_was_not_read_says_why(run: Any) -> None:
    ran = run(THIRD, "2")
    assert "This page was not read." in ran.stdout
    assert "the page has no content stream" in ran.stdout


def test_no_line_is_wider_than_eighty_columns(run: Any) -> None:
    for arguments in ((FIRST, "--all"), (FIRST, "1"), (THIRD,)):
        assert max(map(len, run(*arguments).stdout.splitlines())) <= 80


@pytest.mark.parametrize("text", ["thanh-hoa-2024-q1.pdf", FIRST[:4], "45/bc-ubnd", "HOA-2024-Q1"])
def test_a_document_is_named_in_several_ways(run: Any, text: str) -> None:
    assert run(text).stdout.startswith("Báo cáo 45/BC-UBND")


def test_several_documents_are_listed_with_the_next_step(run: Any) -> None:
    ran = run("thanh-hoa")
    assert ran.exit_code == ExitCode.ERROR
    assert [line.split()[0] for line in ran.stdout.splitlines()] == [sha256_of("second")[:12], FIRST]
    assert "give the id of one" in ran.stderr


def test_no_document_and_no_page_are_refused_in_words(sample_db: Path) -> None:
    from extractor.cli.main import main

    with pytest.raises(SystemExit) as refused:
        main(["show", "nothing-like-it", "--db", str(sample_db)])
    assert refused.value.code == ExitCode.ERROR
    with pytest.raises(SystemExit) as beyond:
        main(["show", FIRST, "9", "--db", str(sample_db)])
    assert beyond.value.code == ExitCode.USAGE


def test_json_has_all_of_it(run: Any) -> None:
    found = json.loads(run(FIRST, "--json").stdout)
    assert found["head"]["identifier"] == "45/BC-UBND"
    assert len(found["shown_tables"][0]["rows"]) == 3
    page = json.loads(run(FIRST, "1", "--json").stdout)["page"]
    assert [each["raw"] for each in page["figures"]] == ["1.274 hồ sơ", "99,65%"]
    assert [each["location"] for each in page["citations"]] == ["header", "body", "footnote"]


def test_it_speaks_vietnamese(run: Any) -> None:
    ran = run(FIRST, "--lang", "vi")
    assert "kỳ            quý I/2024" in ran.stdout
    assert "Trong phòng đọc" in ran.stderr


def test_escape_sequences_of_a_document_do_not_reach_the_terminal(sample_db: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    own.write_bytes(sample_db.read_bytes())
    with closing(sqlite3.connect(own)) as connection, connection:
        connection.execute("UPDATE documents SET title = ?", ("a\x1b[31mb\u202ec",))
        connection.execute("UPDATE pages SET text = ?", ("x\x1b]0;y\x07\nz",))
    for page in ((), ("1",)):
        out = CliRunner().invoke(cli, ["show", FIRST, *page, "--db", str(own)]).stdout
        assert not {"\x1b", "\x07", "\u202e"} & set(out)


def test_in_a_terminal_the_short_name_of_a_fact_is_a_link_to_it(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = run(FIRST).stdout
    monkeypatch.setattr("extractor.cli.terminal.links.shown_to_a_person", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    linked = run(FIRST, "--room", "http://127.0.0.1:8001").stdout
    assert f"\x1b]8;;http://127.0.0.1:8001/reports/-/fact/{FIRST}-n1\x1b\\n1\x1b]8;;\x1b\\" in linked
    assert f"/reports/-/finding/{FIRST}-k1\x1b" in linked
    assert re.sub(r"\x1b\]8;;.*?\x1b\\", "", linked) == plain
