"""GraphML: documents and instruments as nodes, what cites and changes what as edges; written as it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from extractor.export.inert import xml_text
from extractor.export.plan import Part, Taken
from extractor.language.printed import printed_place
from extractor.resolve.key_names import name_of_key

# Attribute → its type in GraphML. A node has those of its row; Gephi shows ``label``.
OF_NODES = {
    **dict.fromkeys(("label", "kind", "doc_type", "identifier", "issuer", "issued_on", "title", "key"), "string"),
    **dict.fromkeys(("file_name", "place", "period_start", "period_end"), "string"),
    "times_cited": "int",
}
OF_EDGES = {"kind": "string", "relation": "string", "count": "int"}

# Kinds of edges: a document cites an instrument; an instrument acts on another, as documents say (``count`` times) or
# the registry of laws; a document is the print of an instrument.
CITES, ACTS_ON, PRINTS = "cites", "acts on", "prints"


def graph_parts(taken: Taken) -> Sequence[Part]:
    """One file."""
    return [Part("citations.graphml", partial(write_graph, taken=taken))]


def write_graph(path: Path, taken: Taken) -> None:
    """Writes the graph of what is ``taken`` to the file at ``path``, row by row: it may be larger than memory."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for domain, kinds in (("node", OF_NODES), ("edge", OF_EDGES)):
            for name, kind in kinds.items():
                file.write(f'<key id="{domain}_{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n')
        file.write('<graph edgedefault="directed">\n')
        for key, attributes in _nodes(taken):
            file.write(f"<node id={quoteattr(key)}>{_attributes('node', attributes)}</node>\n")
        for number, (source, target, attributes) in enumerate(_edges(taken)):
            ends = f"source={quoteattr(source)} target={quoteattr(target)}"
            file.write(f'<edge id="e{number}" {ends}>{_attributes("edge", attributes)}</edge>\n')
        file.write("</graph>\n</graphml>\n")


def _nodes(taken: Taken) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for row in _rows(taken, "documents", _DOCUMENTS):
        label = row["identifier"] or row["title"] or row["file_name"]
        yield row.pop("id"), {"label": label, "kind": "document", **row, "place": printed_place(row["place"])}
    for row in _rows(taken, "instruments", _INSTRUMENTS):
        label = row["identifier"] or row["title"] or name_of_key(row["key"])
        yield row.pop("id"), {"label": label, "kind": "instrument", **row}


def _edges(taken: Taken) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for kind, query in ((CITES, _CITATIONS), (ACTS_ON, _RELATIONS), (ACTS_ON, LINKS), (PRINTS, _PRINTS)):
        for row in _rows(taken, kind, query):
            yield row.pop("source"), row.pop("target"), {"kind": kind, **row}


def _rows(taken: Taken, name: str, query: str) -> Iterator[dict[str, Any]]:
    connection, narrowed = taken.collection.connection, {"document": taken.collection.document}
    total = connection.execute(f"SELECT COUNT(*) FROM ({query})", narrowed).fetchone()[0]
    cursor = connection.execute(query, narrowed)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in taken.counted(name, total, cursor))


def _attributes(domain: str, attributes: Mapping[str, Any]) -> str:
    return "".join(
        f'<data key="{domain}_{name}">{escape(xml_text(str(value)))}</data>'
        for name, value in attributes.items()
        if value is not None and value != ""
    )


_DOCUMENTS = """
SELECT id, doc_type, identifier, issuer, issued_on, title, file_name, place, period_start, period_end
FROM documents WHERE :document IS NULL OR id = :document ORDER BY id
"""
# The instruments that a document cites, is, or sets in relation.
OF_DOCUMENT = """(
    SELECT instrument_id FROM citation_edges WHERE document_id = :document
    UNION SELECT instrument_id FROM documents WHERE id = :document
    UNION SELECT subject_id FROM instrument_relations WHERE document_id = :document
    UNION SELECT object_id FROM instrument_relations WHERE document_id = :document
)"""
_INSTRUMENTS = f"""
SELECT instrument_id AS id, key, doc_type, identifier, issuer, issued_on, title, times_cited
FROM citation_index WHERE :document IS NULL OR instrument_id IN {OF_DOCUMENT} ORDER BY instrument_id
"""
_CITATIONS = """
SELECT document_id AS source, instrument_id AS target, relation, count
FROM citation_edges WHERE :document IS NULL OR document_id = :document
ORDER BY document_id, instrument_id, relation
"""
_RELATIONS = """
SELECT subject_id AS source, object_id AS target, relation, COUNT(*) AS count
FROM instrument_relations
WHERE subject_id IS NOT NULL AND object_id IS NOT NULL AND (:document IS NULL OR document_id = :document)
GROUP BY subject_id, object_id, relation ORDER BY subject_id, object_id, relation
"""
# What the registry of laws or titles say and no document of the collection does.
LINKS = f"""
SELECT subject_id AS source, object_id AS target, relation FROM instrument_links AS link
WHERE (:document IS NULL OR (subject_id IN {OF_DOCUMENT} AND object_id IN {OF_DOCUMENT})) AND NOT EXISTS (
    SELECT 1 FROM instrument_relations AS said
    WHERE said.subject_id = link.subject_id AND said.object_id = link.object_id AND said.relation = link.relation
      AND (:document IS NULL OR said.document_id = :document)
)
ORDER BY subject_id, object_id, relation
"""
_PRINTS = """
SELECT id AS source, instrument_id AS target
FROM documents WHERE instrument_id IS NOT NULL AND (:document IS NULL OR id = :document) ORDER BY id
"""
