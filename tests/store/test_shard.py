"""Shards: the rows of one document in a file of their own, and what is refused when one comes from elsewhere."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor.model.pages import Failure
from extractor.store import shard as shards
from extractor.store.copying import TABLES
from extractor.store.database import insertion
from extractor.store.keys import document_keys
from extractor.store.rows import to_rows
from extractor.store.shard import (
    ShardError,
    make_failed_shard,
    make_shard,
    opened,
    read_shard,
    save_shard,
    shard_name,
)
from patterns.own.rules import NONE
from tests.documents import first_half, first_quarter, sha256_of

DOCUMENT = first_quarter()
SHA256 = DOCUMENT.sha256


def test_a_shard_holds_the_rows_of_its_document() -> None:
    shard = make_shard(DOCUMENT, "options")
    with opened(shard.content) as connection:
        connection.row_factory = sqlite3.Row
        stored = {
            table: [dict(row) for row in connection.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid")]
            for table in TABLES
        }
    rows = to_rows(DOCUMENT, document_keys([SHA256])[SHA256])
    assert rows["citations"] and rows["table_rows"] and rows["footnotes"]
    for table, expected in rows.items():
        chosen = [{name: row[name] for name in wanted} for row, wanted in zip(stored[table], expected, strict=True)]
        assert chosen == expected
        assert shard.rows.get(table, 0) == len(expected)
    assert stored["documents"][0]["options_key"] == "options"


def test_the_same_document_gives_the_same_bytes() -> None:
    assert make_shard(DOCUMENT, "options").content == make_shard(first_quarter(), "options").content


def test_a_shard_that_was_kept_in_a_file_is_read_again(tmp_path: Path) -> None:
    shard = make_shard(DOCUMENT, "options")
    place = save_shard(shard, tmp_path)
    assert place.name == shard_name(SHA256, "options") and place.name.startswith(SHA256)
    assert [*tmp_path.iterdir()] == [place]
    assert read_shard(place.read_bytes(), SHA256, "options") == shard
    assert shard.has_document


def test_a_failure_has_a_shard_too() -> None:
    failure = Failure("read", None, "it is no PDF", "open it in a viewer")
    shard = make_failed_shard("x/broken.pdf", SHA256, failure, "options")
    assert not read_shard(shard.content, SHA256, "options").has_document
    with opened(shard.content) as connection:
        assert connection.execute("SELECT stage, page, error, hint FROM failures").fetchall() == [
            ("read", None, "it is no PDF", "open it in a viewer")
        ]


def test_names_differ_by_what_changes_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {shard_name(SHA256, "one"), shard_name(SHA256, "two"), shard_name(first_half().sha256, "one")}
    monkeypatch.setattr(shards, "VERSION", "99.0")
    names.add(shard_name(SHA256, "one"))
    monkeypatch.setattr(shards, "digest", lambda: "another registry")
    names.add(shard_name(SHA256, "one"))
    assert len(names) == 5


CONTENT = make_shard(DOCUMENT, "options").content


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is cut off after 0 bytes"),
        (CONTENT[:40], "is cut off after 40 bytes"),
        (CONTENT[:-4096], f"is cut off after {len(CONTENT) - 4096} bytes"),
        (b"%PDF-1.7" + CONTENT[8:], "is no SQLite file"),
        (CONTENT.replace(b"Thanh", b"Thenh"), "its checksum is another"),
        (CONTENT.replace(b"CREATE TABLE shard", b"CREATE TABLE trash"), "but no shard"),
        (make_shard(first_half(), "options").content, "is that of another file"),
    ],
)
def test_what_is_not_whole_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(ShardError, match=said) as refused:
        read_shard(content, SHA256, "options")
    assert refused.value.next_step == "have it made anew: the same command reads the file again"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("VERSION", "0.0.1", "was made with trichluc 0.0.1, here it is"),
        ("SCHEMA_VERSION", 3, "was made with schema 3, here it is"),
        ("digest", lambda: "abc", "was made with the registries abc, here it is"),
        ("in_use", lambda: replace(NONE, digest="abc"), "was made with the rules abc, here it is none"),
    ],
)
def test_what_is_made_otherwise_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: Any, said: str) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(shards, name, value)
        content = make_shard(DOCUMENT, "options").content
    with pytest.raises(ShardError, match=said):
        read_shard(content, SHA256, "options")


def test_other_options_are_refused() -> None:
    with pytest.raises(ShardError, match="was made with the options others, here it is options"):
        read_shard(make_shard(DOCUMENT, "others").content, SHA256, "options")


def test_a_database_is_no_shard(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.execute("CREATE TABLE shard (sha256 TEXT)")
        connection.execute(insertion("shard", ["sha256"]), {"sha256": SHA256})
        connection.commit()
    with pytest.raises(ShardError, match="but no shard"):
        read_shard((tmp_path / "a.db").read_bytes(), SHA256, "options")


def test_a_text_like_the_place_of_the_checksum_stays() -> None:
    """What stands in a document must not be taken for the place of its checksum."""
    named = replace(DOCUMENT, path=f"x/{'0' * 64}.pdf", sha256=sha256_of("zeros"))
    shard = make_shard(named, "options")
    assert read_shard(shard.content, named.sha256, "options").label.path == named.path
