"""What is not counted of an instrument but looked up by an index: the first places of a date, its own document."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from extractor.across.checks import PLACES_SHOWN, Asked, Cited, Here, Place, Witness
from extractor.across.counted import ISSUER_ON, PARTING, SPELLING, TITLED_IN, UNDATED, WORDING, WRONG
from extractor.across.instruments import COUNTED, LAYERS, OwnDocument, Printed
from extractor.across.one_instrument import OneInstrument
from extractor.across.tallies import Tallies
from extractor.across.titles import MOST_WORDINGS, printed_title
from extractor.store.keys import instrument_id


class LookUps:
    """Looks up within the transaction of the pass; ``tallies`` and ``one`` are those of the documents of now."""

    def __init__(self, connection: sqlite3.Connection, tallies: Tallies, one: OneInstrument) -> None:
        self._connection = connection
        self._tallies = tallies
        self._one = one
        # The same few documents are named at many instruments.
        self._file_name = lru_cache(maxsize=4096)(self._read_file_name)

    def printed(self, key: str) -> Printed:
        """What is printed of an instrument."""
        counts = self._tallies.counts(key, COUNTED)
        row = self._connection.execute(_OWN, (instrument_id(key),)).fetchone()
        return Printed(
            key=key,
            counts=counts,
            law=self._one.law(key),
            document=OwnDocument(*row) if row else None,
            cited_title=self._title(key, counts[TITLED_IN][""].documents) if counts[TITLED_IN] else None,
        )

    def asked(self, key: str) -> Asked:
        """What is to be looked up of an instrument where it is told."""
        return Asked(
            places=lru_cache(maxsize=None)(lambda day: self._places(key, day)),
            issuers=lambda day: len(self._tallies.beginning(key, ISSUER_ON, f"{day}{PARTING}", limit=2)) > 1,
            cited_before=lambda day: self._tallies.documents_before(key, UNDATED, day),
            wrong=self._wrong(key, ""),
        )

    def here(self, key: str, document_id: str) -> Here:
        """What a document prints of an instrument."""
        ident = instrument_id(key)
        [written, layer, own] = self._connection.execute(_HERE, (document_id,)).fetchone()
        is_own = own == ident
        return Here(
            document_id=document_id,
            issued_on=written,
            text_layer=layer,
            cited=[Cited(*row) for row in self._connection.execute(_CITED_HERE, (document_id, ident))],
            own_day=written if is_own else None,
            own=self._head(ident, document_id) if is_own else Witness(1, None),
            wrong=self._wrong(key, document_id),
        )

    def _title(self, key: str, documents: int) -> str | None:
        if documents == 1:
            found = self._tallies.counts(key, (WORDING,))[WORDING]
            counts = {plain: count.times for plain, count in found.items()}
        else:
            most = self._tallies.most(key, WORDING, MOST_WORDINGS)
            counts = {plain: count.documents for plain, count in most.items()}
        return printed_title(counts, lambda plain: self._spellings(key, plain))

    def _spellings(self, key: str, plain: str) -> Mapping[str, int]:
        found = self._tallies.beginning(key, SPELLING, f"{plain}{PARTING}")
        return {value.partition(PARTING)[2]: count.times for value, count in found.items()}

    def _places(self, key: str, day: str) -> Sequence[Place]:
        """The first pages that print a day of an instrument: citations, and heads of documents that are it."""
        ident = instrument_id(key)
        found: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for document_id, page in self._connection.execute(_PAGES, (ident, day, PLACES_SHOWN)):
            ids = self._connection.execute(_CITED_ON, (ident, day, document_id, page))
            found[document_id, page] += [each for (each,) in ids]
        for (document_id,) in self._connection.execute(_DOCUMENTS, (ident, day, PLACES_SHOWN)).fetchall():
            page, head = self._head(ident, document_id)
            found[document_id, page] += [head] if head else []
        return [
            Place(document_id, page, self._file_name(document_id), tuple(ids))
            for (document_id, page), ids in sorted(found.items())[:PLACES_SHOWN]
        ]

    def _head(self, ident: str, document_id: str) -> Witness:
        """Where a document that is an instrument says so."""
        row = self._connection.execute(_HEAD_OF, (ident, document_id)).fetchone()
        return Witness(*row) if row else Witness(1, None)

    def _wrong(self, key: str, document_id: str) -> Mapping[str, Sequence[Place]]:
        """The titles of other laws that are printed with the number of an instrument, in all documents or in one."""
        found: defaultdict[str, dict[tuple[str, int], list[str]]] = defaultdict(lambda: defaultdict(list))
        for value in self._tallies.beginning(key, WRONG, ""):
            title, document, page, ident = value.split(PARTING)
            if document_id in ("", document):
                found[title][document, int(page)].append(ident)
        return {
            title: [Place(*at, self._file_name(at[0]), tuple(ids)) for at, ids in sorted(places.items())]
            for title, places in found.items()
        }

    def _read_file_name(self, document_id: str) -> str:
        [name] = self._connection.execute("SELECT file_name FROM documents WHERE id = ?", (document_id,)).fetchone()
        return str(name)


_LAYER = " ".join(f"WHEN '{layer}' THEN {number}" for number, layer in enumerate(LAYERS))
_OWN = f"""
SELECT id, issued_on, title, text_layer FROM documents WHERE instrument_id = ?
ORDER BY CASE text_layer {_LAYER} END, id LIMIT 1
"""
_HERE = "SELECT issued_on, text_layer, instrument_id FROM documents WHERE id = ?"
_CITED_HERE = """
SELECT id, page, issued_on, identifier FROM citations
WHERE document_id = ? AND +instrument_id = ? AND location <> 'header' ORDER BY rowid
"""
_PAGES = """
SELECT DISTINCT document_id, page FROM citations
WHERE instrument_id = ? AND issued_on = ? AND location <> 'header' ORDER BY document_id, page LIMIT ?
"""
_CITED_ON = """
SELECT id FROM citations
WHERE instrument_id = ? AND issued_on = ? AND document_id = ? AND page = ? AND location <> 'header'
"""
_DOCUMENTS = "SELECT id FROM documents WHERE instrument_id = ? AND issued_on = ? ORDER BY id LIMIT ?"
_HEAD_OF = """
SELECT page, id FROM citations WHERE instrument_id = ? AND location = 'header' AND document_id = ?
ORDER BY rowid DESC LIMIT 1
"""
