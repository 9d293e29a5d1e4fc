"""What a pick brings into a sheet, before pictures: its facts in their order, and what is said over them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractor.export.comparison_words import mark_said, period_said, scenario_said, series_said
from extractor.export.evidence.sheet import Entry, Step
from extractor.export.evidence.wording import value_words
from extractor.export.finding_words import (
    by_hand,
    kind_word,
    sentence,
    severity_meaning,
    severity_word,
    slips,
    statement,
)
from extractor.language.catalogue import Words
from extractor.language.numbers import printed_number
from extractor.language.printed import printed_day
from extractor.query.comparison.compare import Comparison, compare_indicator
from extractor.query.comparison.points import Filter, Point
from extractor.query.facts import Fact, fact, facts
from extractor.query.instrument.names import instrument_names
from extractor.query.instruments import citing_places, look_up
from extractor.query.picks import FACT, FINDING, INSTRUMENT, Pick
from extractor.store.database import fetch_one

# Facts of one pick, and of a sheet: a series of twenty years by quarter for five provinces fills it. More is a book and
# no sheet (test_gather.py).
MOST = 400


@dataclass(frozen=True, slots=True)
class Draft:
    """A part of a sheet: as ``Part``, with ``facts`` in place of exhibits and their ids in the ``steps`` (by place)."""

    kind: str
    title: str
    printed: bool
    facts: tuple[Fact, ...]
    entries: tuple[Entry, ...] = ()
    steps: tuple[tuple[Step, str | None], ...] = ()
    notes: tuple[str, ...] = ()


def drafts(connection: sqlite3.Connection, picks: Sequence[Pick], only: Filter, words: Words) -> tuple[Draft, ...]:
    """The drafts of all picks, in their order; facts that follow each other are one.

    ``connection`` is that of the database, ``only`` says which values of a series count, ``words`` in which language.
    """
    found: list[Draft] = []
    loose: list[str] = []
    for pick in picks:
        if pick.kind == FACT:
            loose.append(pick.id)
            continue
        found += _of_facts(connection, loose, words)
        loose = []
        if pick.kind == FINDING:
            found.append(_of_finding(connection, pick.id, words))
        elif pick.kind == INSTRUMENT:
            found.append(_of_instrument(connection, pick.id, words))
        else:
            found.append(_of_series(connection, pick.id, only, words))
    return tuple(_bounded([*found, *_of_facts(connection, loose, words)], words))


def _bounded(found: Sequence[Draft], words: Words) -> Iterator[Draft]:
    """The drafts with at most ``MOST`` facts in all; what is left out is said where it would stand."""
    room = MOST
    for draft in found:
        kept = draft.facts[:room]
        room -= len(kept)
        if (lost := len(draft.facts) - len(kept)) > 0:
            said = words.several(
                "{number} exhibit is left out: a sheet holds {most}. Ask for less.",
                "{number} exhibits are left out: a sheet holds {most}. Ask for less.",
                lost,
                most=MOST,
            )
            draft = replace(draft, facts=kept, notes=(*draft.notes, said))
        yield draft


def _of_facts(connection: sqlite3.Connection, idents: Sequence[str], words: Words) -> Iterator[Draft]:
    if found := facts(connection, idents):
        yield Draft(FACT, words("Picked facts"), printed=False, facts=found)


def _of_finding(connection: sqlite3.Connection, ident: str, words: Words) -> Draft:
    check = fact(connection, ident)
    assert check is not None  # it was picked from this database
    row = check.columns
    of_check = [*json.loads(row["figure_ids"]), *json.loads(row["citation_ids"])]
    stands_on = facts(connection, of_check)
    return Draft(
        FINDING,
        statement(row["statement"], words),
        printed=True,
        facts=stands_on or (check,),
        entries=_verdict(check, words),
    )


def _verdict(check: Fact, words: Words) -> tuple[Entry, ...]:
    row = check.columns
    grave = ": ".join(filter(None, (severity_word(row["severity"], words), severity_meaning(row["severity"], words))))
    numbers = (
        (words("Printed"), row["actual"]),
        (words("Expected"), row["expected"]),
        (words("Difference"), row["difference"]),
    )
    sure = words("{percent} %", percent=round((check.confidence or 0) * 100))
    known = (
        (words("What the check says"), words("it holds") if row["holds"] else grave),
        (words("What was compared"), kind_word(row["kind"], words)),
        *((name, printed_number(value, words.language)) for name, value in numbers),
        (words("Why"), "" if row["holds"] else _why(row, words)),
        (words("How to check it"), by_hand(row["kind"], words)),
        (words("How sure"), sure),
        (words("Number of the finding"), check.id),
    )
    return tuple(Entry(name, text) for name, text in known if text)


def _why(row: Mapping[str, Any], words: Words) -> str:
    """Why a check does not hold: what the numbers say, and how the slip may have come about."""
    told = sentence(row["kind"], row["expected"], row["actual"], words)
    return " ".join(filter(None, (told, *slips(row["explanation"], words)))) or statement(row["explanation"], words)


def _of_instrument(connection: sqlite3.Connection, ident: str, words: Words) -> Draft:
    key = fetch_one(connection, "SELECT key FROM instruments WHERE id = ?", (ident,))
    instrument = look_up(connection, key).best[0]
    places = citing_places(connection, instrument, MOST)
    known = (
        (words("Issued by"), instrument.issuer),
        (words("Issued on"), printed_day(instrument.issued_on, words.language)),
        (words("Subject"), instrument.title),
    )
    times = words.several("cited once here", "cited {number} times here", instrument.times_cited)
    lost = instrument.times_cited - len(places)
    left = words("The first {most} places by period are shown; {lost} more are left out.", most=MOST, lost=lost)
    return Draft(
        kind=INSTRUMENT,
        title=instrument_names(connection, (ident,))[ident],
        printed=True,
        facts=facts(connection, [place.citation_id for place in places]),
        entries=(
            *(Entry(name, text, printed=True) for name, text in known if text),
            Entry(words("Key"), key),
            Entry(words("In this collection"), times),
        ),
        notes=(left,) if lost > 0 else (),
    )


def _of_series(connection: sqlite3.Connection, ident: str, only: Filter, words: Words) -> Draft:
    key = fetch_one(
        connection,
        "SELECT leader.key FROM indicators JOIN indicators AS leader"
        " ON leader.id = ifnull(indicators.same_as_id, indicators.id) WHERE indicators.id = ?",
        (ident,),
    )
    found = compare_indicator(connection, key, only)
    return draft_of_series(connection, found, words)


def draft_of_series(connection: sqlite3.Connection, found: Comparison, words: Words) -> Draft:
    """The draft of a comparison that has chosen its indicator, in the order of time.

    ``connection`` is that of the database, ``found`` the comparison, ``words`` the language.
    """
    assert found.chosen is not None
    points = sorted(found.points, key=lambda point: (point.period_end, point.period_start, point.series))
    wanted = [point.fact_id for point in points if point.fact_id]
    return Draft(
        kind="indicator",
        title=found.chosen.name,
        printed=True,
        facts=facts(connection, wanted),
        entries=(
            Entry(words("Unit"), found.chosen.unit or words("none"), printed=bool(found.chosen.unit)),
            Entry(words("Key"), found.chosen.key),
            Entry(words("Values"), printed_number(len(wanted), words.language)),
        ),
        steps=tuple((_step(point, words), point.fact_id) for point in points),
        notes=() if points else (words("There is no value of it in these periods and places."),),
    )


def _step(point: Point, words: Words) -> Step:
    return Step(
        series=series_said(point, words),
        period=period_said(point, words),
        value=value_words(point.value, point.unit, point.qualifier, words),
        printed=" ".join(filter(None, (point.value_raw, point.unit_raw))),
        remark="; ".join(filter(None, (mark_said(point.mark, words), scenario_said(point.scenario, words)))),
        exhibit=None,
    )
