"""What the registry of laws says of amendments stands in the networks; references have whole names."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from extractor.cli.main import cli
from extractor.store.database import open_read_only
from extractor.store.keys import instrument_id
from tests.query.cited_laws import AMENDING, LAND, laws_collection

SPACE = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("laws") / "laws.db"
    laws_collection(path)
    return path


def exported(database: Path, folder: Path, *call: str) -> str:
    ran = CliRunner().invoke(cli, ["export", *call, "--out", str(folder), "--db", str(database)])
    assert ran.exit_code == 0, ran.output
    return Path(ran.stdout.splitlines()[0]).read_text(encoding="utf-8")


def test_a_law_amends_another_in_json_ld(database: Path, tmp_path: Path) -> None:
    graph = json.loads(exported(database, tmp_path / "o", "eli"))["@graph"]
    (amending,) = (node for node in graph if node["@id"].endswith(instrument_id(AMENDING)))
    assert [each.rpartition(":")[2] for each in amending["amends"]] == [instrument_id(LAND)]
    (law,) = (node for node in graph if node["@id"].endswith(instrument_id(LAND)))
    assert law["is_realized_by"]["title"] == "Đất đai"


def test_a_law_acts_on_another_in_the_graph(database: Path, tmp_path: Path) -> None:
    root = ElementTree.fromstring(exported(database, tmp_path / "o", "graphml"))
    ends = {
        (edge.get("source"), edge.get("target"))
        for edge in root.iter(f"{SPACE}edge")
        if {each.get("key"): each.text for each in edge}.get("edge_relation") == "sửa đổi"
    }
    assert (instrument_id(AMENDING), instrument_id(LAND)) in ends
    nodes = [node.get("id") for node in root.iter(f"{SPACE}node")]
    assert {end for pair in ends for end in pair} <= set(nodes)


@pytest.mark.parametrize("form", ["ris", "bibtex", "csl-json"])
def test_references_have_the_name_of_the_law(database: Path, tmp_path: Path, form: str) -> None:
    written = exported(database, tmp_path / "o", form, "--of", "instruments")
    assert "Luật Đất đai" in written
    assert "vn:title:" not in written


def test_one_document_has_no_links_of_what_it_does_not_cite(database: Path, tmp_path: Path) -> None:
    with closing(open_read_only(database)) as connection:
        query = "SELECT id FROM documents WHERE file_name LIKE 'thanh-hoa%'"
        (document,) = (row[0] for row in connection.execute(query))
    assert '"amends": [' not in exported(database, tmp_path / "o", "eli", "--document", document)
