"""Citations: matched by page and identifier, then asked for their fields. The document's own number is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.evaluate.compared import folded, identifier_form, letters, likeness
from extractor.evaluate.found import Found, Row
from extractor.evaluate.gold import Gold, GoldCitation
from extractor.evaluate.score import Outcome, compared, extra


def compare_citations(gold: Gold, found: Found) -> Iterator[Outcome]:
    """``citations`` counts those with an identifier; those cited by title alone are ``citations.title_only``."""
    have = [row for row in found.citations if row["location"] != "header" and gold.covers(row["page"])]
    free = [row for row in have if row["identifier"]]
    without = [row for row in have if not row["identifier"]]
    for want in gold.citations:
        if want.location == "header" or not gold.covers(want.page):
            continue
        if want.identifier:
            match = _by_identifier(want, free)
            yield compared("citations", match is not None, f"p{want.page} {want.raw!r}")
            if match is not None:
                free.remove(match)
                yield from _compare_fields(want, match)
                yield from _compare_identity(want, match)
        elif want.title_only:
            match = _by_title(want, without)
            yield compared("citations.title_only", match is not None, f"p{want.page} {want.raw!r}")
            if match is not None:
                yield from _compare_identity(want, match)
    for row in free:
        yield extra("citations", f"p{row['page']} {row['raw']!r} as {row['identifier']}")


def _by_identifier(want: GoldCitation, rows: Sequence[Row]) -> Row | None:
    """The first of the same identifier on the citation's pages, one at the same location before all others."""
    form = identifier_form(want.identifier)
    near = [
        row for row in rows if want.page <= row["page"] <= want.page_end and identifier_form(row["identifier"]) == form
    ]
    same_location = [row for row in near if row["location"] == want.location]
    return next(iter(same_location or near), None)


def _by_title(want: GoldCitation, rows: Sequence[Row]) -> Row | None:
    words = letters(want.raw)
    near = [
        row
        for row in rows
        if want.page <= row["page"] <= want.page_end and (letters(row["raw"]) in words or words in letters(row["raw"]))
    ]
    return max(near, key=lambda row: likeness(row["raw"], want.raw), default=None)


def _compare_fields(want: GoldCitation, got: Row) -> Iterator[Outcome]:
    if want.doc_type:
        same = folded(got["doc_type"]) == folded(want.doc_type)
        yield compared("citations.doc_type", same, f"{want.doc_type!r}, got {got['doc_type']!r}")
    if want.dated:
        same = (got["issued_on"] or None) == want.issued_on
        yield compared("citations.issued_on", same, f"{want.raw!r}: {want.issued_on}, got {got['issued_on']}")
    if want.footnote:
        same = str(got["footnote_number"]) == want.footnote
        yield compared("citations.footnote", same, f"note {want.footnote}, got {got['footnote_number']}")
    printed = letters(got["raw"])
    same = letters(want.identifier) in printed or printed in letters(want.raw)
    yield compared("citations.raw", same, f"{want.raw!r}, got {got['raw']!r}")


def _compare_identity(want: GoldCitation, got: Row) -> Iterator[Outcome]:
    if want.key:
        same = str(got["instrument_key"] or "").casefold() == want.key.casefold()
        yield compared("citations.key", same, f"{want.raw!r}: {want.key}, got {got['instrument_key']}")
    if want.relation:
        same = folded(got["relation"]) == folded(want.relation)
        example = f"p{want.page} {want.raw!r}: {want.relation!r}, got {got['relation']!r}"
        yield compared("citations.relation", same, example)
