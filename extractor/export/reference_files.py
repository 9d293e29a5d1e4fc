"""The documents of a collection, or the instruments that it cites, for a reference manager."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from extractor.export.plan import Part, Taken
from extractor.export.references import (
    Reference,
    as_bibtex,
    as_csl_json,
    as_ris,
    instrument_reference,
    report_reference,
)
from extractor.store.database import fetch

# So many references are made at a time; their writers hold all that they are given.
STEP = 1_000


def ris_parts(taken: Taken) -> Sequence[Part]:
    """One file."""
    return [Part(f"{taken.of}.ris", partial(_write_steps, taken=taken, form=as_ris))]


def bibtex_parts(taken: Taken) -> Sequence[Part]:
    """One file."""
    return [Part(f"{taken.of}.bib", partial(_write_steps, taken=taken, form=as_bibtex))]


def csl_parts(taken: Taken) -> Sequence[Part]:
    """One file."""
    return [Part(f"{taken.of}.csl.json", partial(_write_csl, taken=taken))]


def references(taken: Taken) -> Iterator[Reference]:
    """The references of the documents, or of the instruments that are cited, as ``taken.of`` says."""
    connection, narrowed = taken.collection.connection, {"document": taken.collection.document}
    query = _INSTRUMENTS if taken.of == "instruments" else _DOCUMENTS
    rows = fetch(connection, query, narrowed)
    for row in taken.counted(taken.of, len(rows), rows):
        if taken.of == "instruments":
            yield instrument_reference(row, taken.words, _address(taken, "instrument", row["instrument_id"]))
        else:
            yield report_reference(row, taken.words, _address(taken, "document", row["id"]))


def _write_steps(path: Path, taken: Taken, form: Callable[[Iterable[Reference]], str]) -> None:
    waiting = references(taken)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        while step := list(islice(waiting, STEP)):
            file.write(form(step))


def _write_csl(path: Path, taken: Taken) -> None:
    path.write_text(as_csl_json(references(taken)), encoding="utf-8", newline="\n")


def _address(taken: Taken, kind: str, key: str) -> str:
    return f"{taken.address.rstrip('/')}/{kind}/{key}" if taken.address else ""


_DOCUMENTS = "SELECT * FROM documents WHERE :document IS NULL OR id = :document ORDER BY id"
_INSTRUMENTS = """
SELECT * FROM citation_index
WHERE times_cited > 0 AND (
    :document IS NULL OR instrument_id IN (SELECT instrument_id FROM citations WHERE document_id = :document)
)
ORDER BY instrument_id
"""
