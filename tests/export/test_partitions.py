"""Parquet in folders by place and year: nothing is lost, nothing old stays, and DuckDB answers what the docs ask."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from pyarrow import parquet

from extractor.cli.main import cli
from extractor.export.folder import LIST
from tests.export.exports import export, rows_of

DOCS = Path(__file__).parents[2] / "docs"
QUESTIONS = [
    pytest.param(text, id=f"{page.stem}-{number}")
    for page in (DOCS / "duckdb.md", DOCS / "exports.md")
    for number, text in enumerate(
        re.findall(r"^```sql\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.M)
    )
]
OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


@pytest.fixture
def years_db(sample_db: Path, tmp_path: Path) -> Path:
    """The sample documents in two places and three years, one of them without either, and a correction of none."""
    path = tmp_path / "years.db"
    shutil.copy(sample_db, path)
    with closing(sqlite3.connect(path)) as connection:
        ids = [ident for (ident,) in connection.execute("SELECT id FROM documents ORDER BY id")]
        kept = "place = ?, period_start = ?, period_end = ?"
        for ident, values in zip(
            ids,
            [("a/b 50%", "2021-01-01", "2025-12-31"), (None, None, None), ("ha-noi", "2024-01-01", None)],
            strict=True,
        ):
            connection.execute(f"UPDATE documents SET {kept} WHERE id = ?", (*values, ident))
        connection.execute(
            "INSERT INTO corrections (id, field, reason, made_by, made_on, line, state)"
            " VALUES ('z1', 'value', 'typing error', 'Lan', '2026-01-01', 1, 'waiting')"
        )
        connection.commit()
    return path


def asked(question: str) -> list[Any]:
    with closing(duckdb.connect(config=OFFLINE)) as connection:
        return connection.sql(question).fetchall()


def test_every_row_stands_in_the_folder_of_its_document(years_db: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    files = export(years_db, out, "parquet", partitioned=True)
    documents = {row["id"]: row for row in rows_of(years_db)["documents"]}
    seen = 0
    for name, path in files.items():
        table, *folders = Path(name).parts[:-1] or [Path(name).stem]
        read = parquet.read_table(path, partitioning=None).to_pylist()
        for row in read if folders else []:
            document = documents.get(row["id"] if table == "documents" else row["document_id"], {})
            place = {"a/b 50%": "a%2Fb%2050%25", None: "unknown"}.get(document.get("place"), document.get("place"))
            year = {"2021-01-01": "2025", None: "unknown"}.get(document.get("period_start"), "2024")
            assert folders == [f"document_place={place}", f"document_year={year}"]
            seen += 1
    for name, rows in rows_of(years_db).items():
        read = [
            row
            for file, path in files.items()
            if Path(file).stem == name
            for row in parquet.read_table(path, partitioning=None).to_pylist()
        ]
        assert len(read) == len(rows)
        if rows and "id" in rows[0]:
            assert {row["id"] for row in read} == {row["id"] for row in rows}
    assert seen > 20


def test_places_and_years_come_back_as_they_are_stored(years_db: Path, tmp_path: Path) -> None:
    export(years_db, tmp_path / "out", "parquet", partitioned=True, tables=["documents", "citations"])
    source = f"read_parquet('{tmp_path}/out/citations/**/*.parquet', hive_partitioning = true)"
    found = asked(f"SELECT document_place, document_year, count(*), any_value(year) FROM {source} GROUP BY ALL")
    with closing(sqlite3.connect(years_db)) as connection:
        wanted = connection.execute(
            "SELECT COALESCE(place, 'unknown'), COALESCE(substr(COALESCE(period_end, period_start), 1, 4), 'unknown'),"
            " count(*) FROM citations JOIN documents ON documents.id = document_id GROUP BY 1, 2"
        ).fetchall()
    assert sorted((place, year, times) for place, year, times, _ in found) == sorted(wanted)
    # The year of the instrument is none of the document's.
    assert {year for *_, year in found} <= {row["year"] for row in rows_of(years_db)["citations"]}


def test_folders_of_an_earlier_export_do_not_stay(years_db: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = export(years_db, out, "parquet", partitioned=True, tables=["documents", "citations", "pages"])
    with closing(sqlite3.connect(years_db)) as connection:
        connection.execute("UPDATE documents SET place = 'hue', period_start = '2023-01-01', period_end = '2023-12-31'")
        connection.commit()
    after = export(years_db, out, "parquet", partitioned=True, tables=["documents", "citations"])
    there = {path.relative_to(out).as_posix() for path in out.rglob("*.parquet")}
    # What this export does not write is left as it is.
    assert there == after.keys() | {name for name in before if name.startswith("pages/")}
    assert not [path for path in out.rglob("*") if path.is_dir() and not any(path.iterdir())]
    assert all(name in (out / LIST).read_text() for name in there)


def test_an_export_that_is_cut_off_mixes_nothing(
    years_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    export(years_db, out, "parquet", partitioned=True, tables=["citations"])
    with closing(sqlite3.connect(years_db)) as connection:
        connection.execute("UPDATE documents SET period_start = '2019-01-01', period_end = '2019-12-31'")
        connection.commit()

    def full(*arguments: Any, **named: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken, pytest.raises(OSError, match="No space"):
        broken.setattr("pyarrow.parquet.ParquetWriter.write_table", full)
        export(years_db, out, "parquet", partitioned=True, tables=["citations"])
    assert not [*out.rglob("*.parquet")]
    assert len(export(years_db, out, "parquet", partitioned=True, tables=["citations"])) == 3


def test_files_of_others_in_a_folder_of_a_table_stay(years_db: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(years_db, out, "parquet", partitioned=True, tables=["citations"])
    mine = out / "citations" / "mine.txt"
    mine.write_text("mine")
    (tmp_path / "elsewhere" / "document_year=2024").mkdir(parents=True)
    theirs = tmp_path / "elsewhere" / "document_year=2024" / "citations.parquet"
    theirs.write_text("theirs")
    shutil.rmtree(out / "citations" / "document_place=ha-noi")
    (out / "citations" / "document_place=ha-noi").symlink_to(tmp_path / "elsewhere")
    with closing(sqlite3.connect(years_db)) as connection:
        connection.execute("UPDATE documents SET place = 'hue'")
        connection.commit()
    export(years_db, out, "parquet", partitioned=True, tables=["citations"], force=True)
    assert (mine.read_text(), theirs.read_text()) == ("mine", "theirs")


def test_a_table_without_rows_has_its_columns(years_db: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(years_db)) as connection:
        connection.execute("DELETE FROM corrections")
        connection.commit()
    files = export(years_db, tmp_path / "out", "parquet", partitioned=True, tables=["corrections"])
    assert asked(f"SELECT count(*), count(reason) FROM '{next(iter(files.values()))}'") == [(0, 0)]


def test_one_document_is_one_folder(years_db: Path, tmp_path: Path) -> None:
    document = rows_of(years_db)["documents"][0]["id"]
    files = export(
        years_db, tmp_path / "out", "parquet", partitioned=True, document=document, tables=["documents", "citations"]
    )
    assert len(files) == 2
    assert {row["id"] for row in parquet.read_table(files[next(iter(files))], partitioning=None).to_pylist()} == {
        document
    }


@pytest.fixture(scope="module")
def exported(sample_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``output/parquet`` of the sample corpus, as one file a table and in folders."""
    home = tmp_path_factory.mktemp("questions")
    export(sample_corpus, home / "output" / "parquet", "parquet")
    export(sample_corpus, home / "output" / "parquet", "parquet", partitioned=True)
    return home


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_the_docs_ask_is_answered_without_an_extension(
    question: str, exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(exported)
    assert asked(question)
    with closing(duckdb.connect(config=OFFLINE)) as connection:
        connection.sql(question).fetchall()
        loaded = connection.sql("SELECT install_mode FROM duckdb_extensions() WHERE loaded").fetchall()
    assert {mode for (mode,) in loaded} == {"STATICALLY_LINKED"}


def test_the_option_is_of_parquet_alone(years_db: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["export", "csv", str(tmp_path / "out"), "--db", str(years_db), "--partition"])
    assert done.exit_code == 2 and "--partition is of parquet" in done.output
    done = CliRunner().invoke(cli, ["export", "parquet", str(tmp_path / "out"), "--db", str(years_db), "--partition"])
    assert done.exit_code == 0 and "documents/document_place=ha-noi/document_year=2024/documents.parquet" in done.output
