"""GraphML and JSON-LD: what networkx and rdflib read is who cites what in the database."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from pathlib import Path

import networkx
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, SKOS, XSD

from extractor.export.eli import ELI as ONTOLOGY
from tests.export.exports import HOSTILE, export, hostile_copy, rows_of

ELI = Namespace(ONTOLOGY)


def read_graph(path: Path) -> networkx.MultiDiGraph:
    return networkx.read_graphml(path, force_multigraph=True)


def with_relations(database: Path, path: Path) -> Path:
    """A copy in which one instrument amends another and a decision is based on a decree."""
    hostile_copy(database, path)
    with sqlite3.connect(path) as connection:
        first, second = [row[0] for row in connection.execute("SELECT id FROM instruments ORDER BY id LIMIT 2")]
        document, citation = connection.execute("SELECT document_id, id FROM citations LIMIT 1").fetchone()
        for number, relation in enumerate(("sửa đổi", "sửa đổi", "hướng dẫn")):
            connection.execute(
                'INSERT INTO instrument_relations (id, document_id, subject_id, relation, object_id, "trigger", page,'
                " subject_citation_id, object_citation_id, page_end, location, raw, char_start, char_end, boxes,"
                " method, confidence) VALUES (?, ?, ?, ?, ?, '', 1, ?, ?, 1, 'body', '', 0, 0, '[]', '', 1)",
                (f"r{number}", document, first, relation, second, citation, citation),
            )
    return path


def test_a_network_has_every_document_instrument_and_citation(sample_db: Path, tmp_path: Path) -> None:
    graph = read_graph(export(sample_db, tmp_path, "graphml")["citations.graphml"])
    rows = rows_of(sample_db)
    kinds = Counter(data["kind"] for _, data in graph.nodes(data=True))
    assert kinds == {"document": len(rows["documents"]), "instrument": len(rows["instruments"])}
    cites = {
        (source, target, data["relation"]): data["count"]
        for source, target, data in graph.edges(data=True)
        if data["kind"] == "cites"
    }
    assert cites == {
        (row["document_id"], row["instrument_id"], row["relation"]): row["count"] for row in rows["citation_edges"]
    }
    prints = {(source, target) for source, target, data in graph.edges(data=True) if data["kind"] == "prints"}
    assert prints == {(row["id"], row["instrument_id"]) for row in rows["documents"] if row["instrument_id"]}


def test_nodes_have_what_their_rows_have(sample_db: Path, tmp_path: Path) -> None:
    graph = read_graph(export(sample_db, tmp_path, "graphml")["citations.graphml"])
    for row in rows_of(sample_db)["citation_index"]:
        node = graph.nodes[row["instrument_id"]]
        assert node["times_cited"] == row["times_cited"]
        assert (node.get("issued_on"), node.get("doc_type"), node["key"]) == (
            row["issued_on"],
            row["doc_type"],
            row["key"],
        )
    for row in rows_of(sample_db)["documents"]:
        assert graph.nodes[row["id"]]["file_name"] == row["file_name"]


def test_what_one_instrument_does_with_another_is_an_edge_with_its_count(sample_db: Path, tmp_path: Path) -> None:
    database = with_relations(sample_db, tmp_path / "relations.db")
    graph = read_graph(export(database, tmp_path / "out", "graphml")["citations.graphml"])
    acts = sorted(
        (data["relation"], data["count"]) for _, _, data in graph.edges(data=True) if data["kind"] == "acts on"
    )
    assert acts == [("hướng dẫn", 1), ("sửa đổi", 2)]
    titles = {data["title"] for _, data in graph.nodes(data=True) if "title" in data}
    assert titles == {HOSTILE.replace("\x07", "\ufffd").replace("\x0b", "\ufffd")}


def read_eli(path: Path, monkeypatch: pytest.MonkeyPatch) -> Graph:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a context was asked for from the network")

    monkeypatch.setattr("urllib.request.urlopen", refuse)
    return Graph().parse(path, format="json-ld")


def test_json_ld_has_every_instrument_and_relation(
    sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = with_relations(sample_db, tmp_path / "relations.db")
    graph = read_eli(export(database, tmp_path / "out", "eli")["instruments.jsonld"], monkeypatch)
    rows = rows_of(database)
    lone = [row for row in rows["documents"] if row["instrument_id"] is None]
    assert len(set(graph.subjects(RDF.type, ELI.LegalResource))) == len(rows["instruments"]) + len(lone)
    own = {row["id"]: row["instrument_id"] or row["id"] for row in rows["documents"]}
    assert len(list(graph.triples((None, ELI.cites, None)))) == len(
        {(own[row["document_id"]], row["instrument_id"]) for row in rows["citation_edges"]}
    )
    ((amending, _, amended),) = graph.triples((None, ELI.amends, None))
    first, second = sorted(row["id"] for row in rows["instruments"])[:2]
    assert (str(amending), str(amended)) == (f"urn:trichluc:instrument:{first}", f"urn:trichluc:instrument:{second}")
    assert len(list(graph.triples((None, ELI.ensures_implementation_of, None)))) == 1


def test_json_ld_says_of_an_instrument_what_is_known(
    sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = read_eli(export(sample_db, tmp_path, "eli")["instruments.jsonld"], monkeypatch)
    for row in rows_of(sample_db)["instruments"]:
        subject = URIRef(f"urn:trichluc:instrument:{row['id']}")
        assert str(graph.value(subject, ELI.id_local)) == row["key"]
        day = graph.value(subject, ELI.date_document)
        assert day == (Literal(row["issued_on"], datatype=XSD.date) if row["issued_on"] else None)
        kind = graph.value(subject, ELI.type_document)
        assert (str(graph.value(kind, SKOS.prefLabel)) if kind else None) == row["doc_type"]
        expression = graph.value(subject, ELI.is_realized_by)
        assert (graph.value(expression, ELI.title) if expression else None) == (
            Literal(row["title"], lang="vi") if row["title"] else None
        )


def test_a_report_that_speaks_of_an_amendment_amends_nothing(
    sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = hostile_copy(sample_db, tmp_path / "amends.db")
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE OR IGNORE citation_edges SET relation = 'sửa đổi'")
    graph = read_eli(export(database, tmp_path / "out", "eli")["instruments.jsonld"], monkeypatch)
    assert list(graph.triples((None, ELI.amends, None))) == []
    assert list(graph.triples((None, ELI.cites, None))) != []


def test_addresses_of_the_room_are_the_names_of_instruments_where_it_is_given(sample_db: Path, tmp_path: Path) -> None:
    path = export(sample_db, tmp_path, "eli", address="http://localhost:8001/reports/-/")["instruments.jsonld"]
    graph = json.loads(path.read_text(encoding="utf-8"))["@graph"]
    assert graph[0]["@id"].startswith("http://localhost:8001/reports/-/instrument/i")
