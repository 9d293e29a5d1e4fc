"""What one document says of instruments and organs: its rows as the pass counts them, and as the ledger keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractor.across.rows import CitationRow, DocumentRow
from extractor.resolve.keys import organ_key

HEADER = "header"
"""The location of what a document's own head says."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A document with its citations, and how often it mentions each organ by each name.

    ``keys`` has the instrument of each citation by its id, ``own`` is the key of the document where it is an
    instrument itself: both as the corpus tells them, empty before it was asked.
    """

    document: DocumentRow
    citations: tuple[CitationRow, ...]
    mentions: Mapping[tuple[str, str], int]
    keys: Mapping[str, str] = field(default_factory=dict)
    own: str | None = None

    @property
    def issuer_key(self) -> str | None:
        """The issuing organ's key with its place, as in the document's own key where it has one."""
        document = self.document
        if document.issuer_key is None or "@" in document.issuer_key:
            return document.issuer_key
        own = organ_key(document.instrument_key) if document.instrument_key else None
        if own and own.partition("@")[0] == document.issuer_key:
            return own
        return f"{document.issuer_key}@{document.place}" if document.place else document.issuer_key

    @property
    def printed_keys(self) -> frozenset[str]:
        """The keys that its citations and its head print."""
        return frozenset(filter(None, (self.document.instrument_key, *(row.key for row in self.citations))))

    @property
    def organs(self) -> frozenset[str]:
        """The keys of the organs that it mentions or that issued it."""
        return frozenset((*(key for key, _ in self.mentions), *filter(None, (self.issuer_key,))))

    @property
    def instruments(self) -> frozenset[str]:
        """The keys of the instruments that it cites or is."""
        return frozenset((*self.keys.values(), *filter(None, (self.own,))))

    def cited(self) -> Iterator[tuple[str, CitationRow]]:
        """The citations outside its head, each with the key of its instrument."""
        return ((self.keys[row.id], row) for row in self.citations if row.id in self.keys and row.location != HEADER)

    def heads(self) -> Iterator[tuple[str, CitationRow]]:
        """Those of its head."""
        return ((self.keys[row.id], row) for row in self.citations if row.id in self.keys and row.location == HEADER)


def as_entry(facts: Facts) -> Any:
    """As the ledger keeps it."""
    keys = [facts.keys.get(row.id) for row in facts.citations]
    mentions = [(*named, times) for named, times in facts.mentions.items()]
    return [facts.document, [(row.id, *row[2:]) for row in facts.citations], mentions, keys, facts.own]


def of_entry(entry: Any) -> Facts:
    """As it was given to the ledger."""
    document, rows, mentions, keys, own = entry
    named = DocumentRow(*document)
    citations = tuple(CitationRow(ident, named.id, *row) for ident, *row in rows)
    return Facts(
        document=named,
        citations=citations,
        mentions={(key, name): times for key, name, times in mentions},
        keys={row.id: key for row, key in zip(citations, keys, strict=True) if key is not None},
        own=own,
    )
