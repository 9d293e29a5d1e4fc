"""Indicators of a database: found by key, name, print or words of these, and listed with their prints."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.search.words import words
from extractor.store.database import fetch, fetch_one

# Likeness of texts whose words are all the same. It is kept for these: any other text stays a point below, however
# alike, as words in another order or twice are.
EXACT = 100.0
ALMOST_EXACT = EXACT - 1

# Points of likeness (0 to 100) by which one indicator must lead to be taken without asking
# (test_an_indicator_must_be_alike_and_lead).
CLEARLY_BEST = 10.0

# Likeness of an indicator that holds all words of the query, from which it may be taken without asking.
LEAST_LIKENESS = 85.0

# Likeness of two words, and letters of the one that is asked for, from which it may be a typing error for the other: of
# short words too many differ in a letter ("sơ", "số"). With 90, or from six letters on, "nngân" is not taken for
# "ngân"; 60 finds the same (test_indicators.py).
LEAST_TYPED, SHORTEST_TYPED = 75.0, 4

# Share of the words of a query from which an indicator is near enough to be named where none fits, and the most that it
# is alike: below LEAST_LIKENESS, for it is only named. With nine tenths hardly any is near, .2 finds the same in the
# tests (test_an_indicator_that_does_not_fit_has_near_ones_and_none_is_taken).
NEAR, MOST_NEAR = 0.5, 70.0

# What the share of an indicator's own words counts there against that of the query's: it parts those that tie,
# the shorter text first.
SHARE_OF_TEXT = 0.1

# Indicators that a query is answered with at most.
MOST_OFFERED = 50


@dataclass(frozen=True, slots=True)
class Label:
    """A print of an indicator. ``under`` is what it stands under, ``score`` how well it fits, 0 to 1."""

    label: str
    under: str | None
    unit: str | None
    score: float
    times: int
    documents: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator as it can be asked for. ``ids`` are its own and those of the labels that it stands for.

    ``times`` counts its values, ``documents`` the reports that have one; ``likeness`` is that to what was asked, 0
    to 100. The other fields are columns of ``indicators``.
    """

    key: str
    name: str
    name_en: str | None
    unit: str | None
    form: int | None
    origin: str
    time: str | None
    better: str | None
    numerator: str | None
    denominator: str | None
    times: int
    documents: int
    ids: tuple[str, ...]
    likeness: float = EXACT


def find_indicators(connection: sqlite3.Connection, asked: str) -> tuple[Indicator, ...]:
    """The indicators that a query may mean, most alike first.

    The one with this key alone; else those that hold all words in their name (Vietnamese or English) or in one
    print; else those that are spelled alike. Accents, case and signs don't matter.
    """
    from rapidfuzz import fuzz

    if leader := fetch_one(connection, _LEADER, (asked.strip(),)):
        return _by_ids(connection, {leader: EXACT})
    wanted = words(asked)
    if not wanted:
        return ()
    likeness: dict[str, float] = {}
    for ident, text in _texts(connection, wanted):
        own = words(text)
        if set(wanted) <= set(own):
            alike = EXACT if own == wanted else min(fuzz.ratio(" ".join(wanted), " ".join(own)), ALMOST_EXACT)
            likeness[ident] = max(likeness.get(ident, 0.0), alike)
    return _by_ids(connection, likeness or _typed(connection, wanted))


def near_indicators(connection: sqlite3.Connection, asked: str) -> tuple[Indicator, ...]:
    """The indicators that share most words with a query that fits none."""
    return _by_ids(connection, _near(connection, words(asked)))


def choose(found: tuple[Indicator, ...]) -> Indicator | None:
    """The one indicator that is clearly meant, None where a person must choose.

    A label of the corpus is never taken where an indicator of the registry or the user may be meant.
    """
    if not found:
        return None
    best, rest = found[0], found[1:]
    if not rest:
        return best
    if best.likeness == EXACT and best.origin != "corpus":
        return best if all(each.origin == "corpus" for each in rest if each.likeness == EXACT) else None
    if best.origin == "corpus" and any(each.origin != "corpus" for each in rest):
        return None
    leads = best.likeness >= LEAST_LIKENESS and best.likeness - rest[0].likeness >= CLEARLY_BEST
    return best if leads else None


def list_indicators(connection: sqlite3.Connection, text: str | None = None) -> tuple[Indicator, ...]:
    """The indicators that fit a text (see ``find_indicators``), without one all, those in most reports first."""
    if text:
        return find_indicators(connection, text)
    leaders = [ident for (ident,) in connection.execute("SELECT id FROM indicators WHERE same_as_id IS NULL")]
    found = _by_ids(connection, dict.fromkeys(leaders, EXACT), most=len(leaders))
    return tuple(sorted(found, key=lambda each: (-each.documents, -each.times, each.key)))


def most_reported(connection: sqlite3.Connection, most: int) -> tuple[Indicator, ...]:
    """The indicators in most reports, at most so many."""
    leaders = connection.execute(
        "SELECT id FROM indicators WHERE same_as_id IS NULL ORDER BY documents DESC, times DESC, key LIMIT ?", (most,)
    )
    found = _by_ids(connection, {ident: EXACT for (ident,) in leaders}, most)
    return tuple(sorted(found, key=lambda each: (-each.documents, -each.times, each.key)))


def stands_within(connection: sqlite3.Connection, found: Sequence[Indicator]) -> Mapping[str, str]:
    """The names of the indicators that labels of the corpus stand within, by the key of each such label.

    Four labels of one report may have one name; ``so-ty-le › gửi đi|văn bản`` is a row under ``so-ty-le``.
    """
    heads = {each.key: each.key.partition(" › ")[0] for each in found if each.origin == "corpus" and " › " in each.key}
    rows = connection.execute(
        "SELECT key, name FROM indicators WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(heads.values()))),),
    )
    names = dict(rows.fetchall())
    return {key: names.get(head, head) for key, head in heads.items()}


def labels_of(connection: sqlite3.Connection, indicator: Indicator) -> tuple[Label, ...]:
    """The prints of an indicator, the most frequent first."""
    return tuple(Label(**row) for row in fetch(connection, _LABELS, (json.dumps(indicator.ids),)))


def _texts(connection: sqlite3.Connection, wanted: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Indicator and a text of it that holds the words (within others too): its name or one of its prints."""
    # LIKE only leaves out most texts; which words are whole is decided by who asks.
    patterns = [f"%{word}%" for word in wanted]
    holds = " AND ".join("texts.plain LIKE ?" for _ in patterns)
    yield from connection.execute(f"{_TEXTS} WHERE {holds}", patterns).fetchall()


def _near(connection: sqlite3.Connection, asked: Iterable[str]) -> dict[str, float]:
    """Indicators of which a text holds some of the words."""
    wanted = set(asked)
    found: dict[str, float] = {}
    for ident, text in connection.execute(_TEXTS) if wanted else ():
        own = set(words(text))
        held = wanted & own
        if len(held) >= NEAR * len(wanted):
            alike = len(held) / len(wanted) + SHARE_OF_TEXT * len(held) / len(own)
            found[ident] = max(found.get(ident, 0.0), alike * MOST_NEAR / (1 + SHARE_OF_TEXT))
    return found


def _typed(connection: sqlite3.Connection, wanted: Sequence[str]) -> dict[str, float]:
    """Indicators of which a text holds all words but for typing errors."""
    from rapidfuzz import fuzz, process

    texts = [(ident, words(text)) for ident, text in connection.execute(_TEXTS)]
    known = sorted({word for _, own in texts for word in own})
    meant = [
        {word, *(each for each, *_ in process.extract(word, known, scorer=fuzz.ratio, score_cutoff=LEAST_TYPED))}
        if len(word) >= SHORTEST_TYPED
        else {word}
        for word in wanted
    ]
    found: dict[str, float] = {}
    for ident, own in texts:
        if all(not each.isdisjoint(own) for each in meant):
            alike = min(fuzz.ratio(" ".join(wanted), " ".join(own)), ALMOST_EXACT)
            found[ident] = max(found.get(ident, 0.0), alike)
    return found


def _by_ids(
    connection: sqlite3.Connection, likeness: Mapping[str, float], most: int = MOST_OFFERED
) -> tuple[Indicator, ...]:
    """The most alike, at most so many: a word such as ``số`` stands in nearly all."""
    rows = fetch(connection, _INDICATORS, (json.dumps(list(likeness)),)) if likeness else []
    # Of equals the indicators of the registry and the user go before labels of the corpus, then those in most reports.
    rows.sort(key=lambda row: (-likeness[row["id"]], row["origin"] == "corpus", -row["documents"], row["key"]))
    return tuple(_indicator(row, likeness[row["id"]]) for row in rows[:most])


def _indicator(row: Mapping[str, Any], likeness: float) -> Indicator:
    fields = {name: value for name, value in row.items() if name not in ("id", "members")}
    return Indicator(**fields, ids=(row["id"], *json.loads(row["members"])), likeness=likeness)


_LEADER = "SELECT COALESCE(same_as_id, id) FROM indicators WHERE key = ?"
_TEXTS = """
SELECT COALESCE(same_as_id, indicators.id), texts.plain
FROM (
    SELECT id AS indicator_id, plain FROM indicators
    UNION ALL SELECT id, lower(name_en) FROM indicators WHERE name_en IS NOT NULL
    UNION ALL SELECT indicator_id, plain FROM indicator_prints
) AS texts JOIN indicators ON indicators.id = texts.indicator_id
"""
_INDICATORS = """
SELECT id, key, name, name_en, unit, form, origin, time, better, numerator, denominator, times, documents,
       (SELECT json_group_array(members.id) FROM indicators AS members WHERE members.same_as_id = indicators.id)
           AS members
FROM indicators WHERE id IN (SELECT value FROM json_each(?))
"""
_LABELS = """
SELECT label, "under", unit, score, times, documents FROM indicator_prints
WHERE indicator_id IN (SELECT value FROM json_each(?)) AND times > 0
ORDER BY times DESC, label, "under"
"""
