"""Picks → a sheet: first all that the database says, then numbers, words and pictures."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.export.evidence.cutting import Sizes, cuttings
from extractor.export.evidence.drafts import Draft, drafts
from extractor.export.evidence.pictures import Cutter
from extractor.export.evidence.sheet import Exhibit, Part, Sheet
from extractor.export.evidence.wording import (
    entries,
    hand_words,
    kind_words,
    place_words,
    read_words,
    sentence_parts,
)
from extractor.language.catalogue import Words
from extractor.query.comparison.points import Filter
from extractor.query.facts import Fact
from extractor.query.picks import Pick
from extractor.version import VERSION


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sheet is asked for: the ``picks``, and which values of a series count (``only``).

    ``words`` are those of its language, ``base`` is the address of the room's pages (``/reports/-``), ``database`` its
    name. ``made_on`` is the day on it, None for none; ``note`` what its maker writes on it.
    """

    picks: tuple[Pick, ...]
    words: Words
    base: str
    database: str
    only: Filter = field(default_factory=Filter)
    made_on: str | None = None
    note: str = ""


def sheet_of(connection: sqlite3.Connection, asked: Asked, cutter: Cutter) -> Sheet:
    """The evidence sheet that is ``asked`` for, from the database behind ``connection``.

    ``cutter`` makes the pictures, when the database has said all.
    """
    parts = drafts(connection, asked.picks, asked.only, asked.words)
    sizes = page_sizes(connection, [fact for part in parts for fact in part.facts])
    cutter.expect(sum(len(part.facts) for part in parts))
    shown: dict[str, int] = {}
    made = [_part(part, shown, asked, sizes, cutter) for part in parts]
    notes = (
        (
            asked.words.several(
                "{number} exhibit has no picture, so that the sheet stays small enough to be sent.",
                "{number} exhibits have no picture, so that the sheet stays small enough to be sent.",
                cutter.left_out,
            ),
        )
        if cutter.left_out
        else ()
    )
    return Sheet(
        language=asked.words.language,
        database=asked.database,
        parts=tuple(made),
        notes=notes,
        made_on=asked.made_on,
        version=VERSION,
        note=asked.note,
    )


def page_sizes(connection: sqlite3.Connection, facts: Sequence[Fact]) -> Sizes:
    """Width and height of the pages that facts stand on, with those of their tables."""
    wanted = json.dumps(sorted({fact.document.id for fact in facts}))
    rows = connection.execute(
        "SELECT document_id, number, width, height FROM json_each(?) CROSS JOIN pages ON document_id = value", (wanted,)
    )
    return {(document, number): (width, height) for document, number, width, height in rows}


def _part(draft: Draft, shown: dict[str, int], asked: Asked, sizes: Sizes, cutter: Cutter) -> Part:
    exhibits = []
    for fact in draft.facts:
        repeats = shown.get(fact.id)
        number = shown.setdefault(fact.id, len(shown) + 1)
        exhibits.append(_exhibit(fact, number, asked, None if repeats else (sizes, cutter)))
    steps = tuple(replace(step, exhibit=shown.get(ident or "")) for step, ident in draft.steps)
    return Part(
        kind=draft.kind,
        title=draft.title,
        printed=draft.printed,
        entries=draft.entries,
        exhibits=tuple(exhibits),
        steps=steps,
        notes=draft.notes,
    )


def _exhibit(fact: Fact, number: int, asked: Asked, drawn: tuple[Sizes, Cutter] | None) -> Exhibit:
    """The exhibit of a fact; one that was shown before is named only, and ``drawn`` is None."""
    cut_outs, absent = drawn[1].cut(fact.document, cuttings(fact, drawn[0]), asked.words) if drawn else ((), "")
    return Exhibit(
        number=number,
        id=fact.id,
        kind=kind_words(fact, asked.words),
        raw=" ".join(fact.raw.split()),
        source=fact.document,
        page=fact.page,
        place=place_words(fact, asked.words),
        sentence=sentence_parts(fact),
        entries=entries(fact, asked.words),
        how_read=read_words(fact, asked.words),
        by_hand=hand_words(fact, asked.words),
        address=f"{asked.base}/fact/{fact.id}",
        cut_outs=cut_outs,
        absent=absent,
        repeats=None if drawn else number,
    )
