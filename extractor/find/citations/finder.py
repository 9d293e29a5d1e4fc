"""Finds citations of instruments (trích dẫn văn bản) in a text.

The grammar follows the form of numbers and symbols in Nghị định 30/2020/NĐ-CP, Thông tư 01/2011/TT-BNV and the
Party's Hướng dẫn 36-HD/VPTW; types, organs and names come from the registries in ``patterns``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from extractor.find.citations.aliases import with_aliases
from extractor.find.citations.drafts import Draft
from extractor.find.citations.lists import inherit
from extractor.find.citations.numbers import numbered
from extractor.find.citations.subjects import subject_after
from extractor.find.citations.titles import titled
from extractor.find.normal import Normal, normalise
from extractor.model.facts import Citation

# What holds no digit holds no citation: most cells and headings end here.
_DIGIT = re.compile(r"[0-9]")
# What parts two cells; the normal form makes a blank of it, with all that stand beside it.
TAB, LINE_END = "\t", "\n"
_BLANKS = re.compile(r"\s+")
# What a citation takes over as its draft has it: fetched at once, since each citation has them.
_AS_DRAFTED = (
    "number", "identifier", "year", "issued_on", "issuer", "confidence", "method", "year_source", "pinpoint",
    "range_end", "via", "date_error", "lang",
)  # fmt: skip
_as_drafted = attrgetter(*_AS_DRAFTED)


def find_citations(text: str) -> tuple[Citation, ...]:
    """All citations of a text in its order, with what is printed of each.

    ``text`` is a region of a document as it was read: NFC or NFD, with line breaks and odd dashes. Offsets of the
    result index this text. ``key``, ``status`` and ``relation`` are left to ``resolve``.
    """
    return citations_in(text, normalise(text)) if _DIGIT.search(text) else ()


def citations_in(text: str, normal: Normal, border: str = TAB) -> tuple[Citation, ...]:
    """The citations of a text whose normal form is known, as ``find_citations`` returns them.

    ``text`` is the one given, ``normal`` its normal form, ``border`` what parts two cells of a row in it: tabs in text
    that is copied from a table, in the region of a row line ends.
    """
    if not _DIGIT.search(normal.text):
        return ()
    within = _with_borders(text, normal, border)
    numbers = (read for read in numbered(within) if isinstance(read, Draft))
    drafts = settle([*numbers, *titled(within)])
    # lists before aliases: a name is defined by the whole citation before it, with what that took over
    drafts = with_aliases(within, inherit(within, drafts))
    return tuple(
        _citation(text, normal, draft, subject_after(text, normal, drafts, at)) for at, draft in enumerate(drafts)
    )


def _with_borders(text: str, normal: Normal, border: str) -> str:
    """The normal form with the borders of cells as tabs: a phrase ends at them."""
    if border not in text:
        return normal.text
    pieces: list[str] = []
    at = source = 0
    for begins, ends, source_begins, source_ends in (*normal.edits(), (len(normal.text), 0, len(text), 0)):
        # between edits both texts run in step
        for cell in text[source:source_begins].split(border):
            pieces += (normal.text[at : at + len(cell)], "\t")
            at += len(cell) + 1
        pieces.pop()
        edited = normal.text[begins:ends]
        pieces.append("\t" if edited == " " and border in text[source_begins:source_ends] else edited)
        at, source = ends, source_ends
    return "".join(pieces)


def settle(drafts: Iterable[Draft]) -> list[Draft]:
    """Of drafts that overlap the one that is surer, then longer, stays; the rest is sorted by place."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda draft: (draft.start, -draft.end)):
        while kept and draft.start < kept[-1].end and _rank(draft) > _rank(kept[-1]):
            kept.pop()
        if not kept or draft.start >= kept[-1].end:
            kept.append(draft)
    return kept


def _rank(draft: Draft) -> tuple[bool, int]:
    return draft.identifier is not None, draft.end - draft.start


def _unbroken(blanks: re.Match[str]) -> str:
    """Blanks as they are printed, but one for those in which a line or a cell ends."""
    printed = blanks.group()
    return " " if any(end in printed for end in "\n\r\t") else printed


def _citation(text: str, normal: Normal, draft: Draft, subject: str | None) -> Citation:
    """The citation of a draft.

    text: as it was given. normal: its normal form. draft: what was read. subject: the words behind the citation that
    say what its instrument is about.
    """
    start, end = normal.start(draft.start), normal.end(draft.end)
    raw = text[start:end]
    values: dict[str, Any] = {
        "raw": raw if raw.isprintable() else _BLANKS.sub(_unbroken, raw),
        "start": start,
        "end": end,
    }
    if draft.kind:
        values["doc_type"] = draft.kind.name
    if symbol := draft.symbol:
        values["symbol"] = symbol.text
        if symbol.unit is not None:
            values["unit"] = symbol.unit
        if len(symbol.organs) > 1:
            values["organs"] = symbol.organs
    if title := draft.title or subject:
        values["title"] = title
    for name, value in zip(_AS_DRAFTED, _as_drafted(draft), strict=True):
        if value is not None:
            values[name] = value
    return Citation.of(values)
