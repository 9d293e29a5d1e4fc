"""The reports of documents as files of an export, one a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from extractor.export.plan import Part, Taken
from extractor.store.database import file_of

# The name by which the progress of this export is told.
NAME = "html"


def report_parts(taken: Taken) -> Sequence[Part]:
    """A file for each document, named by its id."""
    query = "SELECT id FROM documents WHERE :document IS NULL OR id = :document ORDER BY id"
    rows = taken.collection.connection.execute(query, {"document": taken.collection.document})
    documents = [ident for (ident,) in rows]
    writing = _Writing(taken, len(documents))
    return [Part(f"{ident}.html", partial(writing.write, ident)) for ident in documents]


@dataclass(slots=True)
class _Writing:
    """Writes the reports one after the other, with one process that draws for all of them."""

    taken: Taken
    total: int
    done: int = 0
    facsimile: object = None

    def write(self, document: str, path: Path) -> None:
        """Writes the report of a document to the file at ``path``."""
        # Here: whoever asks for the help page of the command needs no templates.
        from extractor.export.evidence.pictures import Cutter
        from extractor.export.report.page import report_page
        from extractor.export.report.report import report_of
        from extractor.facsimile.images import Facsimile

        connection, words = self.taken.collection.connection, self.taken.words
        file = file_of(connection) or Path()
        facsimile = self.facsimile if isinstance(self.facsimile, Facsimile) else Facsimile.of(file, self.taken.files)
        self.facsimile = facsimile
        self.done += 1
        is_whole = False
        try:
            report = report_of(connection, document, words, f"/{file.stem}/-", Cutter(facsimile))
            assert report is not None  # it was listed within the same transaction
            path.write_text(report_page(report), encoding="utf-8", newline="\n")
            is_whole = True
        finally:
            if self.done == self.total or not is_whole:
                facsimile.close()
        self.taken.progress(NAME, self.done, self.total)
