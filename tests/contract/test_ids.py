"""Ids come back as they are: through JavaScript, pandas, and from the answers of the library into the database."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas
import pytest
from click.testing import CliRunner

import extractor
from extractor.cli.main import cli
from extractor.store.database import open_read_only
from extractor.store.dump import stored_tables
from extractor.store.keys import LETTERS
from extractor.web.metadata import queries, tables
from extractor.web.room import reading_room
from tests.browser import BROWSER, through_javascript
from tests.export.exports import export

COMMANDS = (
    "status",
    "failures",
    "audit",
    "search ke hoach",
    "cite ubnd 2024",
    "compare ho-so-xa-dung-han-ty-le",
    "indicators list",
)
SAFE = 2**53
"""Above it JavaScript and pandas have no whole numbers."""


def exported(database: Path, folder: Path, form: str) -> dict[str, Path]:
    return {path.stem: path for path in export(database, folder, form).values()}


def answers_of_commands(database: Path) -> Iterator[tuple[str, str]]:
    for command in COMMANDS:
        done = CliRunner().invoke(cli, [*command.split(), "--json", "--db", str(database)])
        assert done.stdout, command
        yield command, done.stdout


def answers_of_the_reading_room(database: Path) -> Iterator[tuple[str, str]]:
    room = reading_room(database)
    with asyncio.Runner() as loop:
        loop.run(room.invoke_startup())
        for name in (*tables(), *queries()):
            parameters = queries().get(name, {}).get("parameters", {})
            asked = {key: parameter["example"] for key, parameter in parameters.items()}
            answer = loop.run(room.client.get(f"/reports/{name}.json", params={"_shape": "objects", **asked}))
            assert answer.status_code == 200, name
            yield f"/{name}", answer.text


def records(database: Path, folder: Path) -> Iterator[tuple[str, str]]:
    for name, path in exported(database, folder, "jsonl").items():
        yield f"{name}.jsonl", f"[{','.join(path.read_text(encoding='utf-8').splitlines())}]"


def values_of(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """All single values within a value of JSON, each with the name that it stands under."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from values_of(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from values_of(inner, name)
    else:
        yield name, value


def is_id(name: str) -> bool:
    return name in ("id", "ids", "figure_ids", "citation_ids") or (name.endswith("_id") and name != "run_id")


@pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed")
def test_javascript_reads_every_answer_and_export_as_it_was_written(sample_corpus: Path, tmp_path: Path) -> None:
    texts = {
        **dict(answers_of_commands(sample_corpus)),
        **dict(answers_of_the_reading_room(sample_corpus)),
        **dict(records(sample_corpus, tmp_path / "out")),
    }
    back = through_javascript(texts, tmp_path)
    assert back.keys() == texts.keys()
    seen = 0
    for name, text in texts.items():
        written = json.loads(text)
        assert json.loads(back[name]) == written, name
        for key, value in values_of(written):
            assert not (isinstance(value, int) and abs(value) > SAFE), (name, key, value)
            if is_id(key) and value is not None and not (key == "id" and isinstance(value, int) and value < 1000):
                assert isinstance(value, str), (name, key, value)
                seen += 1
    assert seen > 10_000


def test_pandas_joins_the_exported_tables_as_sql_does(sample_corpus: Path, tmp_path: Path) -> None:
    frames = {name: pandas.read_csv(path) for name, path in exported(sample_corpus, tmp_path, "csv").items()}
    joined = {}
    with closing(open_read_only(sample_corpus)) as connection:
        for table in stored_tables(connection):
            for link in connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall():
                other, column = link["table"], link["from"]
                named = frames[table][[column]].dropna()
                met = named.merge(frames[other][["id"]], left_on=column, right_on="id") if len(named) else named
                query = f'SELECT count(*) FROM "{table}" AS one JOIN "{other}" AS two ON one."{column}" = two.id'
                joined[table, column] = (len(met), connection.execute(query).fetchone()[0])
        views = connection.execute("SELECT count(figure_id) FROM figures_by_period").fetchone()[0]
    assert {key: counts for key, counts in joined.items() if counts[0] != counts[1]} == {}
    assert joined["citations", "footnote_id"][0] > 50
    assert joined["figures", "table_row_id"][0] > 300
    assert len(frames["figures_by_period"].merge(frames["figures"], left_on="figure_id", right_on="id")) == views


def test_every_id_of_a_comparison_is_one_of_the_database(sample_corpus: Path) -> None:
    frame = extractor.compare("ho-so-xa-dung-han-ty-le", db=sample_corpus)
    facts = frame.dropna(subset=["fact_id"])
    assert len(facts) > 5
    with closing(sqlite3.connect(sample_corpus)) as connection:
        for table in ("table_rows", "figures"):
            stored = pandas.read_sql(f"SELECT id, document_id, page FROM {table}", connection)
            wanted = facts[facts["fact"] == table]
            met = wanted.merge(
                stored, left_on=["fact_id", "document_id", "page"], right_on=["id", "document_id", "page"]
            )
            assert len(met) == len(wanted)


def test_one_id_names_one_fact_in_the_whole_database(sample_corpus: Path) -> None:
    with closing(sqlite3.connect(sample_corpus)) as connection:
        ids = [
            ident
            for table in (*LETTERS, "documents", "instruments", "organisations", "indicators", "indicator_prints")
            for (ident,) in connection.execute(f"SELECT id FROM {table}")
        ]
        assert {sha256[:12] for (sha256,) in connection.execute("SELECT sha256 FROM documents")} <= {*ids}
    assert len({*ids}) == len(ids) > 3000


def test_a_fact_is_opened_at_an_address_made_of_its_id(sample_corpus: Path) -> None:
    room = reading_room(sample_corpus)
    with asyncio.Runner() as loop, closing(sqlite3.connect(sample_corpus)) as connection:
        loop.run(room.invoke_startup())
        for table in ("documents", "citations", "table_rows", "pages", "instruments"):
            for (ident,) in connection.execute(f"SELECT id FROM {table} ORDER BY id DESC LIMIT 2").fetchall():
                answer = loop.run(room.client.get(f"/reports/{table}/{ident}.json", params={"_shape": "objects"}))
                assert [row["id"] for row in answer.json()["rows"]] == [ident]
        (ident,) = connection.execute("SELECT id FROM citations WHERE instrument_id IS NOT NULL LIMIT 1").fetchone()
        page = loop.run(room.client.get(f"/reports/citations/{ident}"))
        assert 'href="/reports/instruments/i' in page.text
