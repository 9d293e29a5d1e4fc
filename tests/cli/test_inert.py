"""What every command prints of a database, and of files, that are made to deceive: no sign that acts on a terminal."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from extractor.cli.main import COMMANDS, cli
from extractor.cli.terminal import door
from extractor.cli.terminal.door import Door, bold, console, link_in, linked, put_line
from extractor.export.inert import shown

# Clears the screen in both spellings, sets the title, ends a link and begins another one, turns and hides text, ends a
# line twice, rings, is half a character of a tag.
POISON = (
    " \x1b[2J\x9b2J\x1b]0;ha\x07\x1b]8;;\x1b\\\x1b]8;;http://evil.example\x1b\\\u202egnp\u2066\u200b\u061c\ufeff"
    "\x85\u2028\x08\x7f\x0d\U000e0041 [bold]x[/bold] [/] =1+1"
)
# What the program itself writes: styles, and links to its own room.
OWN = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;(id=\d+)?;(http://127\.0\.0\.1:8001/[\w/~+.%-]*)?\x1b\\")
# How a bar is drawn anew.
BAR = re.compile(r"\r?\x1b\[(2K|1A)|\x1b\[\?25[lh]")
# Names that the program looks up or parts: with poison in these there are no rows to be shown.
KEYS = re.compile(r"(^|_)(id|ids|key|sha256|rowid)$|^(boxes|marker_boxes|cells|header|also|options_key)$")
CODES = re.compile("status|kind|severity|relation|role|scenario|change|issued_on|period_|as_of")
DECISION = "vn:ubnd@thanh-hoa:qd:d2023:4951"

READING = [
    ["status"],
    ["failures"],
    ["forget", "DOCUMENT", "--dry-run"],
    ["doctor"],
    ["audit"],
    ["audit", "--severity", "note"],
    ["search", "quyet dinh"],
    ["search", "ke hoach", "--limit", "1"],
    ["cite", DECISION],
    ["cite", "ubnd"],
    ["cite", "qd 4915 ubnd 2023"],
    ["compare", "số kế hoạch đã ban hành"],
    ["compare", "kế hoạch"],
    ["indicators", "list"],
    ["indicators", "list", "ke hoach"],
    ["indicators", "explain", f"Số TTHC{POISON} | Thủ tục"],
    ["corrections", "list"],
    ["rules", "list", "doc_types"],
    ["rules", "explain", "doc_types/qd"],
    ["rules", "try", f"Quyết định số 5/QĐ-UBND{POISON} ngày 1/2/2023"],
    ["evaluate", "gold"],
    ["show", "DOCUMENT"],
]
PLAIN = [
    ["show", "DOCUMENT", "1"],
    ["show", "DOCUMENT", "--all"],
    ["show", "thanh"],
    ["audit", "--csv"],
    ["compare", "số kế hoạch đã ban hành", "--csv"],
    ["compare", "số kế hoạch đã ban hành", "--wide", "--csv"],
    ["compare", "số kế hoạch đã ban hành", "--wide"],
    ["compare", "số kế hoạch đã ban hành", "--plot", "plot.svg"],
    ["evidence", "DOCUMENT-c1"],
    ["export", "csv", "out"],
    ["rules", "test"],
    ["search", f"{POISON}"],
    ["cite", f"x{POISON}"],
    ["show", f"{POISON}"],
    ["compare", f"x{POISON}"],
    [f"show{POISON}"],
    ["show", f"--x{POISON}"],
    ["status", "--db", "\x1b[2J\u202e.db"],
    ["ingest", "reports", "--db", "new.db"],
    ["ingest", "\x1b[2J\u202e*.pdf"],
    ["--debug", "evaluate", f"gold{POISON}"],
    ["publish", "published.db"],
    ["merge", "new.db", f"x{POISON}.db", "--db", "merged.db"],
]


def texts_of(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """All columns of text of all tables."""
    tables = [name for (name,) in connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'"
    )]  # fmt: skip
    return [
        (table, column)
        for table in tables
        for (column,) in connection.execute("SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'", (table,))
    ]


@pytest.fixture(scope="module")
def poisoned(sample_db: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample with poison behind every text, and one in which those of which rows are made keep theirs."""
    made = {}
    for name, kept in (("all", re.compile("^$")), ("some", KEYS)):
        path = tmp_path_factory.mktemp(name) / "poison.db"
        shutil.copy(sample_db, path)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA ignore_check_constraints = 1")
            columns = [(table, column) for table, column in texts_of(connection) if not kept.search(column)]
            assert len(columns) > 100
            for table, column in columns:
                values = connection.execute(f'SELECT DISTINCT "{column}" FROM "{table}"').fetchall()
                is_json = any(value and value[0] in "[{" for (value,) in values)
                if name == "all" or not (is_json or CODES.search(column)):
                    connection.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = "{column}" || ?', (POISON,))
            for table, column in (("table_rows", "cells"), ("tables", "header")) if name == "some" else ():
                rows = connection.execute(f"SELECT id, {column} FROM {table}").fetchall()
                connection.executemany(
                    f"UPDATE {table} SET {column} = ? WHERE id = ?", [(spoiled(text), ident) for ident, text in rows]
                )
            connection.commit()
        made[name] = path
    return made


def spoiled(text: str) -> str:
    """JSON with poison behind each of its texts."""

    def each(value: Any) -> Any:
        if isinstance(value, list):
            return [each(one) for one in value]
        if isinstance(value, dict):
            return {name: each(one) for name, one in value.items()}
        return value + POISON if isinstance(value, str) else value

    return json.dumps(each(json.loads(text)))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files of deceiving names, and a gold file."""
    (tmp_path / "reports").mkdir()
    for name in ("\x1b[2J\u202efdp.pdf", "b\nError: all is lost\x9b2J.pdf", "a\udce1\u200b.pdf"):
        (tmp_path / "reports" / name).write_bytes(b"")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "x.json").write_text(json.dumps({"file": f"x{POISON}", "sha256": "0"}))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def call(db: Path, *command: str) -> Result:
    with closing(sqlite3.connect(db)) as connection:
        (ident,) = connection.execute("SELECT id FROM documents ORDER BY path LIMIT 1").fetchone()
    arguments = [part.replace("DOCUMENT", ident) for part in command]
    return CliRunner().invoke(cli, arguments, env={"TRICHLUC_DB": str(db)}, color=True)


def assert_inert(result: Result) -> None:
    text = OWN.sub("", result.stdout) + OWN.sub("", BAR.sub("", result.stderr))
    acting = {letter for letter in text if shown(letter) != letter}
    assert not acting, [text[max(0, at - 40) : at + 20] for at in map(text.index, sorted(acting))]
    ends = [found[2] for found in OWN.finditer(result.stdout) if "]8;" in found[0]]
    assert all(bool(address) is (at % 2 == 0) for at, address in enumerate(ends)), ends


@pytest.mark.parametrize("which", ["all", "some"])
@pytest.mark.parametrize("in_terminal", [False, True])
@pytest.mark.parametrize("command", [*READING, *PLAIN], ids=lambda command: ascii(" ".join(command)[:30]))
def test_nothing_that_acts_is_printed(
    poisoned: dict[str, Path],
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
    in_terminal: bool,
    which: str,
) -> None:
    if in_terminal:
        monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda stream: True)
        monkeypatch.setenv("TERM", "xterm-256color")
    result = call(poisoned[which], *command)
    assert_inert(result)
    is_wrong = which == "some" and "--debug" not in command
    assert not is_wrong or "fault of the program" not in result.stderr, result.stderr


@pytest.mark.parametrize("which", ["all", "some"])
@pytest.mark.parametrize("command", READING, ids=lambda command: ascii(" ".join(command)[:30]))
def test_json_is_the_same_value_without_what_acts(
    poisoned: dict[str, Path], place: Path, command: list[str], which: str
) -> None:
    result = call(poisoned[which], *command, "--json")
    assert_inert(result)
    assert which == "all" or "fault of the program" not in result.stderr, result.stderr
    if result.stdout:
        json.loads(result.stdout)


def test_the_poison_is_there_and_read_back_from_json(poisoned: dict[str, Path], place: Path) -> None:
    """Else the tests above would hold of commands that show nothing."""
    result = call(poisoned["some"], "show", "DOCUMENT", "--json")
    assert not result.exit_code, result.stderr
    told = result.stdout
    assert json.loads(told)["head"]["title"].endswith(POISON)
    for command in (["search", "quyet dinh"], ["cite", DECISION], ["show", "DOCUMENT"], ["audit"], ["failures"]):
        shown_of = call(poisoned["some"], *command)
        assert r"\x1b[2J\x9b2J" in shown_of.stdout, (command, shown_of)
    assert r"\x1b[2J\u202efdp.pdf" in call(poisoned["some"], "ingest", "reports", "--db", "new.db").stderr


def test_every_command_is_called() -> None:
    called = {command[0] for command in (*READING, *PLAIN)}
    assert COMMANDS.keys() - called == {"serve"}


def test_only_the_door_writes_to_a_terminal() -> None:
    """No module of the program prints by itself."""
    printing = re.compile(r"click\.(echo|secho|style|pager|prompt)|(?<!\.)\bprint\(|sys\.std(out|err)\.write|Console\(")
    own = Path(door.__file__)
    # Workers have no terminal, the measuring of confidences is no command, and a room has the doors of its command.
    others = {"guard/worker.py", "evaluate/calibrate.py", "web/bounds/statements.py"}
    house = own.parents[2]
    found = [
        path.relative_to(house).as_posix()
        for path in sorted(house.rglob("*.py"))
        if path != own and printing.search(re.sub(r'"""(.|\n)*?"""', "", path.read_text(encoding="utf-8")))
    ]
    assert set(found) <= others, found


def test_a_link_is_ended_by_the_program_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = linked("http://127.0.0.1:8001/r/-/page/1", f"bao-cao{POISON}")
    assert link_in(cell) == ("http://127.0.0.1:8001/r/-/page/1", f"bao-cao{POISON}")
    assert link_in("bao-cao") == ("", "bao-cao")
    put_line(bold(cell))
    assert "\x1b[1m" not in capsys.readouterr().out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    put_line(bold(cell))
    written = capsys.readouterr().out
    assert written.startswith("\x1b[1m\x1b]8;;http://127.0.0.1:8001/r/-/page/1\x1b\\bao-cao \\x1b[2J")
    assert written.endswith("=1+1\x1b]8;;\x1b\\\x1b[22m\n")
    assert written.count("\x1b]8;") == 2


def test_what_is_drawn_is_inert_though_nobody_thought_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that reach the library of tables and bars as they are."""
    from rich.text import Text

    stream = io.StringIO()
    monkeypatch.setattr("sys.stdout", Door(stream))
    console().print(Text("a\x1b[2J\u202eb", style="bold"))
    assert shown(stream.getvalue().replace("\x1b[1m", "").replace("\x1b[0m", "")).strip() == r"a\x1b[2J\u202eb"


def test_csv_is_raw_where_it_is_asked_for(poisoned: dict[str, Path], place: Path) -> None:
    with closing(sqlite3.connect(poisoned["some"])) as connection:
        connection.execute("UPDATE documents SET file_name = '=1+1'")
        connection.commit()
    for command in (["audit", "--csv"], ["compare", "số kế hoạch đã ban hành", "--csv"]):
        for more, name in (((), "'=1+1"), (("--raw",), "=1+1")):
            read = list(csv.DictReader(io.StringIO(call(poisoned["some"], *command, *more).stdout)))
            assert {row["file_name"] for row in read} == {name}, command
