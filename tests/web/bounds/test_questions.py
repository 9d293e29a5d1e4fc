"""SQL that a reader wrote: whatever it does, it does it in a process that ends."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.web.bounds import questions
from extractor.web.bounds.questions import INTERRUPTED, Questions
from extractor.web.bounds.reading import Asked


@pytest.fixture
def asking(sample_db: Path) -> Iterator[Questions]:
    """Answers on the sample database with little time."""
    answers = Questions(sample_db, 1.0)
    yield answers
    answers.close()


def asked(sql: str, **bounds: int) -> Asked:
    """A statement that may take half a second."""
    return Asked(sql, {}, 2_000, 500, is_cut=True, **bounds)


def test_rows_are_taken_by_number_and_by_name(asking: Questions) -> None:
    found = asking.ask(asked("""select 1 as a, 'ă' as "b""c", null as a, x'00ff' as d"""))
    (row,) = found.rows
    assert isinstance(row, sqlite3.Row)
    assert tuple(row) == (1, "ă", None, b"\x00\xff")
    assert row['b"c'] == "ă"
    assert [column[0] for column in found.description] == ["a", 'b"c', "a", "d"]


def test_the_functions_of_the_room_are_there(asking: Questions) -> None:
    assert tuple(asking.ask(asked("select fold('Đồng'), holds_words('Thanh Hóa', 'thanh h')")).rows[0]) == ("dong", 1)
    assert asking.ask(asked("select find_hits('ho so')")).rows[0][0].startswith("[[")


def test_values_are_bound(asking: Questions) -> None:
    assert tuple(asking.ask(Asked("select :a || :b", {"a": "x", "b": "y"}, 10, 500)).rows[0]) == ("xy",)


def test_a_fault_is_said_in_the_words_of_sqlite(asking: Questions) -> None:
    for sql, said in {
        "select x from nowhere": "no such table: nowhere",
        "delete from documents": "readonly",
        "attach 'x' as y": "authoriz|too many",
        "select :missing": "binding|missing",
    }.items():
        with pytest.raises(sqlite3.OperationalError, match=said):
            asking.ask(asked(sql))


ENDLESS = "with recursive n(x) as (select 1 union all select x + 1 from n)"
HEAVY = {
    "never ends": f"{ENDLESS} select sum(x) from n",
    "one step without end": "select instr(hex(zeroblob(2000000)), hex(zeroblob(1000000)) || '1')",
    "a function of the room": f"{ENDLESS} select max(fold(hex(zeroblob(100000)) || x)) from n",
    "a sort of everything": f"{ENDLESS} select hex(zeroblob(1000)) || x from n order by 1 desc",
}


@pytest.mark.parametrize("what", HEAVY)
def test_what_takes_too_long_ends_and_the_next_one_is_answered(asking: Questions, what: str) -> None:
    with pytest.raises(sqlite3.OperationalError, match=f"^{INTERRUPTED}$|full|disk"):
        asking.ask(Asked(HEAVY[what], {}, None, 500))
    assert tuple(asking.ask(asked("select 1")).rows[0]) == (1,)


def test_rows_that_would_fill_the_memory_are_cut(asking: Questions) -> None:
    wide = "with recursive n(x) as (select 1 union all select x + 1 from n limit 2000) select zeroblob(2000000) from n"
    found = asking.ask(Asked(wide, {}, 2_000, 60_000, most_bytes=questions.MOST_BYTES, is_cut=True))
    assert found.truncated
    assert 0 < sum(len(row[0]) for row in found.rows) <= questions.MOST_BYTES


def test_an_answer_is_what_a_browser_shows() -> None:
    # 16 MB and 40,000 cells: half of it would cut 2,000 rows of ten columns with a sentence, twice as much is slow.
    assert 8 * 2**20 < questions.MOST_BYTES < 32 * 2**20
    assert 2_000 * 10 < questions.MOST_CELLS < 2_000 * 40
