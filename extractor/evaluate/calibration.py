"""Facts that gold files judge → how often facts like them are right: the entries of ``patterns/confidence.toml``.

Cells are the beginnings of the paths of facts (``extractor/confidence.py``). Each cell is drawn towards the one that it
is part of, so that few facts say little; what a stage is surer of is never less probable.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.confidence import BANDS, CLARITIES
from extractor.evaluate.judged import Judged
from patterns.confidence import STEP, Measured, stated

# What the cell above counts beside the facts of a cell: as much as twenty facts. A field of a scanned head has ten, and
# with 5 the held-out distance of figures is .036 in place of .020: one half of the documents misleads the other
# (test_calibration.py).
PRIOR = 20.0

# The same for a text layer beside its kind: rows of scans are right in a hundredth, digital ones nearly always, so that
# neither says much of the other.
PRIOR_OF_LAYER = 2.0

# A cell counts half a wrong fact more than was seen: others, such as those of a new gold, are read a little worse
# (test_calibration.py).
UNSEEN = 0.5

# No fact is surer than this, as the rules were tried on the documents that are measured (test_calibration.py).
SUREST = 0.995

# Reports made for tests are nearly perfect and many (3,200 citations beside 280 of real documents). Those of a cell
# count together as so many facts at most: they decide where real ones say nothing, real ones where both speak
# (test_calibration.py).
MADE_AT_MOST = 20

# Cells of fewer facts are left to the cell above: their own share is chance.
LEAST_FACTS = 4


@dataclass(frozen=True, slots=True)
class Known:
    """A judged fact with what is known of it without the gold.

    ``path`` and ``order`` are those of ``patterns.confidence``; ``file`` names its document, ``is_made`` says that this
    was made for tests and is no real one.
    """

    judged: Judged
    path: str
    order: float
    file: str
    is_made: bool


def fit(known: Iterable[Known]) -> dict[str, Measured]:
    """The cells that some facts measure, by path, parents before children."""
    facts = list(known)
    of_path: dict[str, list[Known]] = defaultdict(list)
    for each in facts:
        parts = each.path.split(STEP)
        for end in range(1, len(parts) + 1):
            of_path[STEP.join(parts[:end])].append(each)
    cells: dict[str, Measured] = {}
    for kind in sorted(path for path in of_path if STEP not in path):
        cells[kind] = _cell(of_path[kind], 0.5, 1.0)
        _fit_below(kind, of_path, cells)
    return {path: replace(cell, stated=round(min(cell.stated, SUREST), 3)) for path, cell in cells.items()}


def held_out(known: Iterable[Known]) -> list[tuple[Known, Judged]]:
    """Each fact with the confidence that it gets from the documents of the other half alone."""
    facts = list(known)
    found = []
    for half in (True, False):
        cells = fit(each for each in facts if in_first_half(each.file) is not half)
        found += [
            (each, replace(each.judged, stated=stated(cells, each.path, each.order)))
            for each in facts
            if in_first_half(each.file) is half and each.path.split(STEP)[0] in cells
        ]
    return found


def in_first_half(file: str) -> bool:
    """Whether a document belongs to the first half, by the digest of its name alone."""
    return hashlib.sha256(file.encode()).digest()[0] < 128


def _fit_below(path: str, of_path: Mapping[str, Sequence[Known]], cells: dict[str, Measured]) -> None:
    """The cells under one that is fitted, each drawn towards it."""
    parent = cells[path].stated
    steps = {each[len(path) + 1 :] for each in of_path if each.startswith(path + STEP)}
    names = {step for step in steps if STEP not in step}
    for order in (_BAND_NAMES, CLARITIES):
        if names & set(order):
            _fit_in_order(path, order, of_path, cells)
            names -= set(order)
    for name in sorted(names):
        facts = of_path[f"{path}{STEP}{name}"]
        if len(facts) >= LEAST_FACTS:
            cells[f"{path}{STEP}{name}"] = _cell(facts, parent, PRIOR if STEP in path else PRIOR_OF_LAYER)
    for name in sorted({step for step in steps if STEP not in step}):
        if f"{path}{STEP}{name}" in cells:
            _fit_below(f"{path}{STEP}{name}", of_path, cells)


def _fit_in_order(
    path: str, order: Sequence[str], of_path: Mapping[str, Sequence[Known]], cells: dict[str, Measured]
) -> None:
    """The cells under ``path`` whose names stand in an order, surest first: none is less probable than the next."""
    parent = cells[path].stated
    facts = {name: of_path.get(f"{path}{STEP}{name}", ()) for name in order}
    known = [name for name in order if len(facts[name]) >= LEAST_FACTS]
    found = dict(zip(known, in_order([_cell(facts[name], parent, PRIOR) for name in known]), strict=True))
    # One that is not measured is what the next one below is; below all that are it is no surer than its stage.
    last = replace(found[known[-1]], facts=0, right=0, documents=0) if known else None
    for at, name in enumerate(order):
        below = next((found[each] for each in order[at:] if each in found), last)
        if below is not None:
            cells[f"{path}{STEP}{name}"] = below


def in_order(cells: Sequence[Measured]) -> list[Measured]:
    """Cells whose probabilities never rise from the first to the last: neighbours that do are measured together."""
    pools: list[tuple[float, float, list[Measured]]] = []
    for cell in cells:
        value, weight, members = cell.stated, float(cell.facts), [cell]
        while pools and pools[-1][0] < value:
            before, heavier, others = pools.pop()
            value = (before * heavier + value * weight) / (heavier + weight)
            weight, members = weight + heavier, others + members
        pools.append((value, weight, members))
    return [replace(cell, stated=value) for value, _, members in pools for cell in members]


_BAND_NAMES = tuple(name for _, name in BANDS)


def _cell(facts: Sequence[Known], parent: float, prior: float) -> Measured:
    """The share that is right, drawn towards the cell above; ``prior`` is how many facts that counts for."""
    made = sum(each.is_made for each in facts)
    share = min(1.0, MADE_AT_MOST / made) if made else 1.0
    count = len(facts) - made * (1.0 - share)
    right = sum(share if each.is_made else 1.0 for each in facts if each.judged.right)
    return Measured(
        stated=(right + prior * parent) / (count + prior + UNSEEN),
        facts=len(facts),
        right=sum(each.judged.right for each in facts),
        documents=len({each.file for each in facts}),
    )
