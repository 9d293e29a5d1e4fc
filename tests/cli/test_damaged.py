"""A damaged database is named by every command, with the next step; no damage ends in a traceback."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli.main import cli
from extractor.errors import ExitCode
from extractor.store.faults import ASIDE, damage_in
from tests.store.damages import DAMAGES, no_utf8, null_written, page_zeroed, table_missing

# Enough that each kind of damage meets each command in some page of the file; each is copied and read in a hundredth of
# a second.
SEEDS = 200


@pytest.fixture
def calls(sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Every command that reads or writes a database; none of them starts another process."""
    monkeypatch.chdir(tmp_path)
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "gone.pdf").symlink_to(reports / "nowhere.pdf")
    with closing(sqlite3.connect(sample_db)) as connection:
        [document] = connection.execute("SELECT id FROM documents").fetchone()
        [figure] = connection.execute("SELECT id FROM figures").fetchone()
    return [
        ["search", "kế hoạch"],
        ["search", "ke hoach", "--json"],
        ["cite", "4951/QĐ-UBND 2023"],
        ["compare", "số kế hoạch đã ban hành|kế hoạch", "--json"],
        ["show", document],
        ["show", document, "1", "--json"],
        ["audit"],
        ["status", "--json"],
        ["failures"],
        ["indicators", "list"],
        ["corrections", "list"],
        ["evidence", figure, "--out", "-"],
        ["export", "csv", "csv", "--force"],
        ["export", "jsonl", "jsonl", "--force"],
        ["ingest", "reports", "--dry-run"],
        ["ingest", "reports", "--jobs", "1"],
    ]


def run(call: list[str], db: Path) -> Result:
    return CliRunner().invoke(cli, [*call, "--db", str(db)])


def test_random_damages_are_answered_or_named(sample_db: Path, tmp_path: Path, calls: list[list[str]]) -> None:
    db = tmp_path / "damaged.db"
    for seed in range(SEEDS):
        chance, damage = random.Random(seed), DAMAGES[seed % len(DAMAGES)]
        shutil.copy(sample_db, db)
        damage(db, chance)
        for call in chance.sample(calls, 3):
            ran = run(call, db)
            shown = f"{damage.__name__} by seed {seed}, {' '.join(call)}: {ran.output[-500:]}"
            assert isinstance(ran.exception, SystemExit | None), shown
            assert "fault of the program" not in ran.output, shown
            if ran.exit_code not in (ExitCode.DONE, ExitCode.SOME_FAILED):
                assert ran.exit_code in (ExitCode.ERROR, ExitCode.USAGE), shown
                assert "Next: " in ran.stderr or "Nothing" in ran.stderr, shown
        for log in tmp_path.glob("damaged.db-*"):
            log.unlink()


@pytest.mark.parametrize("damage", [no_utf8, null_written, table_missing], ids=lambda damage: damage.__name__)
def test_what_pages_do_not_show_is_found_by_a_look_at_the_rows(sample_db: Path, tmp_path: Path, damage: object) -> None:
    for seed in range(5):
        db = Path(shutil.copy(sample_db, tmp_path / f"{seed}.db"))
        damage(db, random.Random(seed))  # type: ignore[operator]
        found = damage_in(db)
        if damage is table_missing:
            continue
        assert found is not None
        assert found.message.startswith(f"{db} is damaged: ")
        assert found.next_step == ASIDE
    assert damage_in(sample_db) is None


def test_every_command_names_a_database_whose_rows_cannot_be_read(
    sample_db: Path, tmp_path: Path, calls: list[list[str]]
) -> None:
    db = Path(shutil.copy(sample_db, tmp_path / "damaged.db"))
    content = bytearray(db.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start] = 0xFF  # the kind of each page but the first, which holds the schema
    db.write_bytes(content)
    for call in calls:
        ran = run(call, db)
        assert ran.exit_code == ExitCode.ERROR, (call, ran.output)
        assert ran.stderr.startswith(f"Error: {db} is damaged: "), (call, ran.output)
        assert "Next: put back a copy of it" in ran.stderr
    told = CliRunner().invoke(cli, ["--lang", "vi", "status", "--db", str(db)])
    assert told.stderr.startswith(f"Lỗi: {db} bị hỏng: ")


def test_ingest_refuses_a_damaged_database_before_it_reads_anything(
    sample_db: Path, tmp_path: Path, calls: list[list[str]]
) -> None:
    db = Path(shutil.copy(sample_db, tmp_path / "damaged.db"))
    page_zeroed(db, random.Random(1))
    before = db.read_bytes()
    ran = run(calls[-1], db)
    assert ran.exit_code == ExitCode.ERROR
    assert "is damaged" in ran.stderr
    assert "gone.pdf" not in ran.output
    assert db.read_bytes() == before
