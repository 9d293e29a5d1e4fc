"""What all documents print of one indicator → its row, the rows of its prints, and the label by which it is grouped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from extractor.across.indicators.decisions import Decisions
from extractor.across.indicators.document_rows import Assigned
from extractor.across.indicators.gather import most_frequent
from extractor.across.indicators.groups import Labelled
from extractor.across.rows import IndicatorPrintRow, IndicatorRow
from extractor.store.keys import indicator_id, print_id
from patterns.figures.indicators import family_of, indicators
from patterns.tables.columns import PATH


class Seen(NamedTuple):
    """A label of an indicator: how often it is met, how often with a value, in how many documents with one, and how
    often in cells of tables.
    """

    printed: Assigned
    met: int
    times: int
    documents: int
    cells: int


class Known(NamedTuple):
    """What was seen of one indicator. ``times`` and ``documents`` count values, with those of the indicators that it
    stands for; ``parents`` are ids, and ``leader`` is that of the one that stands for it.
    """

    key: str
    seen: Sequence[Seen]
    families: Collection[str | None]
    parents: Collection[str | None]
    times: int
    documents: int
    leader: str | None = None


def indicator_row(known: Known, decisions: Decisions) -> IndicatorRow:
    """The row of an indicator. Parent and family of what the corpus makes only where all prints agree."""
    in_registry = indicators().get(known.key)
    given = in_registry or decisions.own.get(known.key)
    ident = indicator_id(known.key)
    parent = _only(known.parents)
    return IndicatorRow(
        id=ident,
        key=known.key,
        name=given.name if given else most_frequent(_labels(known.seen)),
        name_en=given.name_en or None if given else None,
        unit=(given.unit if given else None) or most_frequent(_units(known.seen)) or None,
        family=family_of(in_registry) if in_registry else _only(known.families),
        form=given.form if given else None,
        origin="registry" if in_registry else "user" if given else "corpus",
        time=given.time if given else None,
        better=given.better if given else None,
        numerator=given.numerator if given else None,
        denominator=given.denominator if given else None,
        parent_id=None if parent == ident else parent,
        same_as_id=known.leader,
        times=known.times,
        documents=known.documents,
    )


def print_rows(key: str, seen: Iterable[Seen]) -> list[IndicatorPrintRow]:
    """One row a label of an indicator that is printed with a value, by id."""
    found: dict[str, IndicatorPrintRow] = {}
    for each in seen:
        printed = each.printed
        if not each.times:
            continue
        row = IndicatorPrintRow(
            id=print_id(f"{printed.under}{PATH}{printed.label}|{printed.unit}|{key}"),
            indicator_id=indicator_id(key),
            label=printed.label,
            under=printed.under,
            unit=printed.unit,
            score=printed.score,
            times=each.times,
            documents=each.documents,
        )
        # One label may fit better here than there, by what it stands under.
        if other := found.get(row.id):
            row = row._replace(
                score=max(row.score, other.score),
                times=row.times + other.times,
                documents=max(row.documents, other.documents),
            )
        found[row.id] = row
    return sorted(found.values())


def labelled(key: str, seen: Sequence[Seen], documents: int, decisions: Decisions) -> Labelled | None:
    """The label by which an indicator is compared with others; None for one that is what it is.

    key: of the indicator. seen: its labels. documents: how many have it. decisions: of the user.
    """
    # Only what the corpus makes is grouped: the registry and the user have said what is one.
    if key in indicators() or key in decisions.own or not seen:
        return None
    return Labelled(
        key=key,
        label=most_frequent(_labels(seen)),
        unit=most_frequent(_units(seen)) or None,
        under=min((each.printed.under or "" for each in seen if each.times), default="") or None,
        documents=documents,
        of_cells=any(each.cells for each in seen),
    )


def _labels(seen: Iterable[Seen]) -> Counter[str]:
    found: Counter[str] = Counter()
    for each in seen:
        found[each.printed.label] += each.met
    return found


def _units(seen: Iterable[Seen]) -> Counter[str]:
    found: Counter[str] = Counter()
    for each in seen:
        found[" ".join((each.printed.unit or "").split())] += each.met
    return found


def _only(values: Collection[str | None]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None
