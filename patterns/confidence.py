"""How often facts of a kind are right: what was measured on documents with gold, by what is known of a fact.

A path goes from the kind to the finest sign (``citations/text/plain``); each beginning of it may have a cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from patterns.loader import load

# Between the parts of a path, as in the ids of the entries.
STEP = "/"


@dataclass(frozen=True, slots=True)
class Measured:
    """A cell: the share of such facts that is right, and on how many facts of how many documents that was measured.

    One without facts is at most as sure as the surer ones beside it.
    """

    stated: float
    facts: int
    right: int
    documents: int


@cache
def measured() -> Mapping[str, Measured]:
    """The cells of the registry by path."""
    return {
        entry.id: Measured(entry["stated"], entry["facts"], entry["right"], entry["documents"])
        for entry in load("confidence")
    }


@cache
def probability(path: str, order: float) -> float:
    """The share of such facts that is right.

    ``path`` says what is known of a fact, ``order`` how sure the stage is that read it. Raises ``KeyError`` where not
    even the kind was measured.
    """
    return stated(measured(), path, order)


def stated(cells: Mapping[str, Measured], path: str, order: float) -> float:
    """As ``probability``, by the ``cells`` of a calibration.

    Where no cell with facts has the whole ``path``, the one of its longest beginning counts, and the fact is no surer
    than ``order``, that of its stage.
    """
    known = nearest(cells, path)
    cell = cells[known]
    return cell.stated if known == path and cell.facts else min(cell.stated, order)


def nearest(cells: Mapping[str, Measured], path: str) -> str:
    """The path of a cell, the longest beginning of ``path`` that has one. Raises ``KeyError`` where none has."""
    known = path
    while known not in cells:
        known, step, _ = known.rpartition(STEP)
        if not step:
            raise KeyError(f"patterns/confidence.toml measures no facts of this kind: {path!r}")
    return known
