"""JSON-LD in the terms of the European Legislation Identifier (ELI): instruments, and what cites and changes what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from extractor.export.graph import LINKS, OF_DOCUMENT
from extractor.export.inert import one_line
from extractor.export.plan import Part, Taken
from extractor.export.references import LEGISLATION
from extractor.store.database import fetch
from patterns.instruments.doc_types import type_of_name

ELI = "http://data.europa.eu/eli/ontology#"
VIETNAMESE = "http://publications.europa.eu/resource/authority/language/VIE"

# Relation as the database names it → the property of ELI for it, from the acting instrument to the other. ELI keeps
# ``ensures_implementation_of`` for acts with legal meaning; a plan that carries something out applies it.
PROPERTIES = {
    "căn cứ": "based_on",
    "thực hiện": "applies",
    "hướng dẫn": "ensures_implementation_of",
    "sửa đổi": "amends",
    "thay thế": "repeals",
    "bãi bỏ": "repeals",
    "đính chính": "corrects",
    "hợp nhất": "consolidates",
}

# The whole context stands in the file: no program asks the network what a term means.
CONTEXT: Mapping[str, Any] = {
    "eli": ELI,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: {"@id": f"eli:{name}", "@type": "@id"} for name in ("cites", *sorted(set(PROPERTIES.values())))},
    **{name: {"@id": f"eli:{name}", "@type": "@id"} for name in ("type_document", "passed_by", "language")},
    "date_document": {"@id": "eli:date_document", "@type": "xsd:date"},
    "id_local": "eli:id_local",
    "number": "eli:number",
    "title": {"@id": "eli:title", "@language": "vi"},
    "is_realized_by": "eli:is_realized_by",
    "name": {"@id": "skos:prefLabel", "@language": "vi"},
}


def eli_parts(taken: Taken) -> Sequence[Part]:
    """One file."""
    return [Part("instruments.jsonld", partial(write_eli, taken=taken))]


def write_eli(path: Path, taken: Taken) -> None:
    """Writes instruments, documents, organs and types of what is ``taken`` to the file at ``path``, one a line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {json.dumps(CONTEXT, ensure_ascii=False)},\n"@graph": [')
        for number, node in enumerate(_nodes(taken)):
            file.write(",\n" if number else "\n")
            file.write(json.dumps(node, ensure_ascii=False))
        file.write("\n]}\n")


def _nodes(taken: Taken) -> Iterator[Mapping[str, Any]]:
    connection, narrowed = taken.collection.connection, {"document": taken.collection.document}
    instruments = fetch(connection, _INSTRUMENTS, narrowed)
    documents = fetch(connection, _DOCUMENTS, narrowed)
    links = _links(taken)
    types: dict[str, str] = {}
    for row in taken.counted("instruments", len(instruments) + len(documents), [*instruments, *documents]):
        if row["doc_type"]:
            types[_of("type", row["doc_type"])] = row["doc_type"]
        yield _work(row, taken, links.get(row["id"], {}))
    for row in fetch(connection, "SELECT id, name FROM organisations ORDER BY id"):
        yield {"@id": _of("organisation", row["id"]), "name": one_line(row["name"])}
    for address, name in sorted(types.items()):
        yield {"@id": address, "@type": "skos:Concept", "name": name}


def _work(row: Mapping[str, Any], taken: Taken, links: Mapping[str, set[str]]) -> Mapping[str, Any]:
    title = one_line(row["title"])
    own = _work_address(row["id"], taken)
    known = {
        "id_local": row["key"],
        "number": one_line(row["identifier"]),
        "type_document": _of("type", row["doc_type"]) if row["doc_type"] else None,
        "date_document": row["issued_on"],
        "passed_by": _of("organisation", row["issuer_id"]) if row["issuer_id"] else None,
        "is_realized_by": {
            "@id": f"{own}#vi",
            "@type": "eli:LegalExpression",
            "title": title,
            "language": VIETNAMESE,
        }
        if title
        else None,
        **{name: [_work_address(key, taken) for key in sorted(keys)] for name, keys in sorted(links.items())},
    }
    return {"@id": own, "@type": "eli:LegalResource", **{name: value for name, value in known.items() if value}}


def _links(taken: Taken) -> Mapping[str, Mapping[str, set[str]]]:
    """Instrument or document → property → the instruments that it leads to."""
    connection, narrowed = taken.collection.connection, {"document": taken.collection.document}
    links: dict[str, dict[str, set[str]]] = {}

    def link(source: str, name: str, target: str) -> None:
        links.setdefault(source, {}).setdefault(name, set()).add(target)

    for row in fetch(connection, _CITATIONS, narrowed):
        link(row["source"], "cites", row["target"])
        # A report that speaks of an amendment amends nothing; what it is based on it says of itself.
        acts = row["relation"] == "căn cứ" or _is_law(row["doc_type"])
        if acts and row["relation"] in PROPERTIES:
            link(row["source"], PROPERTIES[row["relation"]], row["target"])
    for row in (*fetch(connection, _RELATIONS, narrowed), *fetch(connection, LINKS, narrowed)):
        link(row["source"], PROPERTIES.get(row["relation"], "cites"), row["target"])
    return links


def _is_law(doc_type: str | None) -> bool:
    known = type_of_name(doc_type)
    return known is not None and known.family in LEGISLATION


def _work_address(key: str, taken: Taken) -> str:
    """Where the room shows it, else a URN: an instrument has an ``i`` before its id, a document is one by itself."""
    kind = "instrument" if key.startswith("i") else "document"
    return f"{taken.address.rstrip('/')}/{kind}/{key}" if taken.address else _of(kind, key)


def _of(kind: str, key: str) -> str:
    return f"urn:trichluc:{kind}:{quote(key, safe='')}"


_INSTRUMENTS = f"""
SELECT id, key, identifier, doc_type, issued_on, title, issuer_id
FROM instruments WHERE :document IS NULL OR id IN {OF_DOCUMENT} ORDER BY id
"""
# A document that is an instrument is one node with it.
_DOCUMENTS = """
SELECT id, id AS key, identifier, doc_type, issued_on, title, issuer_id
FROM documents WHERE instrument_id IS NULL AND (:document IS NULL OR id = :document) ORDER BY id
"""
_CITATIONS = """
SELECT COALESCE(documents.instrument_id, documents.id) AS source, citation_edges.instrument_id AS target,
       citation_edges.relation, documents.doc_type
FROM citation_edges JOIN documents ON documents.id = citation_edges.document_id
WHERE :document IS NULL OR documents.id = :document
ORDER BY documents.id, target, relation
"""
_RELATIONS = """
SELECT DISTINCT subject_id AS source, object_id AS target, relation
FROM instrument_relations
WHERE subject_id IS NOT NULL AND object_id IS NOT NULL AND (:document IS NULL OR document_id = :document)
ORDER BY source, target, relation
"""
