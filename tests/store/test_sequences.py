"""Whatever comes, changes and goes, in any order and any number of runs: the database is as if made at once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from extractor.across.corpus_pass import run_corpus_pass
from extractor.model.document import Document
from extractor.model.pages import Failure
from extractor.search import index
from extractor.search.instruments import find_instruments
from extractor.store import full_text
from extractor.store.database import open_database
from extractor.store.full_text import SEARCHED
from extractor.store.writer import Writer
from tests.documents import page_text, sample_documents, sha256_of
from tests.store.databases import dumped

BROKEN = Failure("read", None, "the file ends in the middle", "download it again")
NAMES = ("2024/a.pdf", "2024/b.pdf", "c.pdf")


def documents() -> dict[str, Document]:
    """The sample documents, and of each another that differs in bytes, a name and a page, by SHA-256."""
    made = {}
    for number, one in enumerate(sample_documents()):
        also = replace(
            one, sha256=sha256_of(f"{number} again"), pages=(page_text(1, f"Phụ lục {number}: đường bộ, thu"),)
        )
        for document in (one, also):
            made[document.sha256] = replace(document, path=NAMES[number], file_name=Path(NAMES[number]).name)
    # Two that share the digits of an id: one comes, and the other is renamed with its place in the index.
    for name in ("met", "meets"):
        sha256 = "ab" * 6 + sha256_of(name)[12:]
        made[sha256] = replace(sample_documents()[0], sha256=sha256, path=f"{name}.pdf", file_name=f"{name}.pdf")
    return made


DOCUMENTS = documents()


@dataclass
class State:
    """What a database must hold: the documents, the files that failed, the names seen of each."""

    stored: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    names: dict[str, set[str]] = field(default_factory=dict)


def write(writer: Writer, sha256: str, state: State) -> None:
    writer.write(DOCUMENTS[sha256], "options")
    state.stored.add(sha256)
    state.failed.discard(sha256)
    state.names.setdefault(sha256, set()).add(DOCUMENTS[sha256].path)


def fail(writer: Writer, sha256: str, state: State) -> None:
    """It fails, read with the same options: a document that is stored stays beside its failure."""
    writer.write_failure(DOCUMENTS[sha256].path, sha256, BROKEN, "options")
    state.failed.add(sha256)
    state.names.setdefault(sha256, set()).add(DOCUMENTS[sha256].path)


def fail_otherwise(writer: Writer, sha256: str, state: State) -> None:
    """It fails, read with other options: a document that is stored goes."""
    writer.write_failure(DOCUMENTS[sha256].path, sha256, BROKEN, "others")
    writer.write_failure(DOCUMENTS[sha256].path, sha256, BROKEN, "options")
    state.stored.discard(sha256)
    state.failed.add(sha256)
    state.names.setdefault(sha256, set()).add(DOCUMENTS[sha256].path)


def name(writer: Writer, sha256: str, state: State) -> None:
    if sha256 in state.names:
        writer.write_sources({sha256: ["0/copy.pdf"]})
        state.names[sha256].add("0/copy.pdf")


def forget(writer: Writer, sha256: str, state: State) -> None:
    """One of its names goes, and it with the last."""
    if names := state.names.get(sha256):
        gone = max(names)
        is_last = writer.forget(sha256, [gone])
        names.discard(gone)
        assert is_last == (not names)
    if not names:
        state.stored.discard(sha256)
        state.failed.discard(sha256)
        state.names.pop(sha256, None)


def end_run(writer: Writer) -> None:
    run_corpus_pass(writer.connection)
    writer.finish_run({}, complete=False)  # the next takes the same run up, so that failures are of one


def at_once(database: Path, state: State) -> None:
    with Writer(database) as writer:
        writer.begin_run("options", "0.1.0")
        for sha256 in sorted(state.stored):
            path = min(state.names[sha256])
            writer.write(replace(DOCUMENTS[sha256], path=path, file_name=Path(path).name), "options")
        for sha256 in sorted(state.failed):
            writer.write_failure(min(state.names[sha256]), sha256, BROKEN, "options")
        writer.write_sources({sha256: sorted(names) for sha256, names in state.names.items()})
        end_run(writer)


def answers(path: Path) -> Iterator[Any]:
    """What the indexes answer, with the ranks of the answers, and every word that they hold."""
    with closing(open_database(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for index in [f"{table}{kind}" for table in SEARCHED for kind in ("_fts", "_exact_fts")]:
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
            query = (
                f"SELECT rowid, bm25({index}) FROM {index} WHERE {index} MATCH 'thanh OR quý OR bo OR cáo' ORDER BY 1"
            )
            yield [tuple(row) for row in connection.execute(query)]
        connection.execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab('main', 'instruments_fts', 'instance')")
        yield [tuple(row) for row in connection.execute("SELECT * FROM temp.held")]
        yield find_instruments(connection, "nghi dinh 30 2020")
        yield [connection.execute(f"SELECT count(*) FROM pass_{name}").fetchone()[0] for name in WAITING]


WAITING = ("uncounted", "unsearched", "unindexed")


# Of two hundred that were tried, those that have found something.
@pytest.mark.parametrize("seed", [1, 4, 22, 66])
def test_any_sequence_gives_the_database_of_its_end(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if seed % 2:  # in so small a database most runs would make the indexes anew
        monkeypatch.setattr(full_text, "ANEW_SHARE", 2)
        monkeypatch.setattr(index, "ANEW_SHARE", 2)
    chosen, state, path = random.Random(seed), State(), tmp_path / "a.db"
    for _ in range(4):
        with Writer(path) as writer:
            writer.begin_run("options", "0.1.0")
            for _ in range(chosen.randint(0, 5)):
                act = chosen.choice((write, write, write, fail, fail_otherwise, name, forget))
                act(writer, chosen.choice(sorted(DOCUMENTS)), state)
            if chosen.random() < 0.8:  # else it is cut off
                end_run(writer)
    with Writer(path) as writer:
        writer.begin_run("options", "0.1.0")
        end_run(writer)
    at_once(tmp_path / "whole.db", state)
    assert dumped(path) == dumped(tmp_path / "whole.db")
    assert list(answers(path)) == list(answers(tmp_path / "whole.db"))
