"""What lies in a basket: facts, findings, instruments and indicators by their ids, in the order of the reader."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.query.facts import Fact, facts
from extractor.query.instrument.names import instrument_names
from extractor.query.picks import FACT, FINDING, INDICATOR, INSTRUMENT, Pick, pick

# A reader's evening; a longer list is an export and no basket. ``static/basket.js`` keeps as many (test_basket.py).
MOST = 1000


@dataclass(frozen=True, slots=True)
class Picked:
    """A thing in the basket: its ``kind`` as in ``picks``, a ``title``, and the ``fact`` where it is one.

    A finding has itself as its ``fact``.
    """

    id: str
    kind: str
    title: str
    fact: Fact | None


@dataclass(frozen=True, slots=True)
class Basket:
    """What is there, in order, the ids that stand for nothing here (``gone``), and how many were one too many."""

    picked: tuple[Picked, ...]
    gone: tuple[str, ...]
    over: int


def fill_basket(connection: sqlite3.Connection, asked: Iterable[str]) -> Basket:
    """The basket of some ids and keys, each once, at most ``MOST``."""
    wanted = list(dict.fromkeys(each.strip() for each in asked if each.strip()))
    known = facts(connection, wanted[:MOST])  # one query a table, not one an id
    of_fact = {each.id: each for each in known}
    picks: list[Pick] = []
    gone: list[str] = []
    for each in wanted[:MOST]:
        if each in of_fact:
            picks.append(Pick(FINDING if of_fact[each].kind == "checks" else FACT, each, each))
        elif (found := pick(connection, each)) and found.kind in (INSTRUMENT, INDICATOR):
            picks.append(found)
        else:
            gone.append(each)
    titles = _titles(connection, [each.id for each in picks if each.id not in of_fact])
    picked = (
        Picked(each.id, each.kind, titles.get(each.id) or of_fact[each.id].raw, of_fact.get(each.id)) for each in picks
    )
    return Basket(tuple(picked), tuple(gone), max(len(wanted) - MOST, 0))


def _titles(connection: sqlite3.Connection, idents: list[str]) -> dict[str, str]:
    indicators = connection.execute(_INDICATORS, (json.dumps(idents),)) if idents else ()
    return {**instrument_names(connection, idents), **dict(map(tuple, indicators))}


_INDICATORS = "SELECT id, name FROM indicators WHERE id IN (SELECT value FROM json_each(?))"
