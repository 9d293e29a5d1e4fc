"""The index of instruments: every word that each can be asked by, in the order of how often they are cited."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from extractor.search.words import instrument_words
from extractor.store.pass_state import keep_state, state

# The columns that words are taken from, in the order of the arguments of ``instrument_words``.
SOURCES = ("key", "doc_type", "identifier", "issued_on", "issuer", "title", "also")

_KNOWLEDGE = "instruments_index"

# A rank has three parts: how often, 22 bits; a digest of the key, 20; and room for those that share both, 7. With 49
# bits it stays below 10**15, the 15 digits of a spreadsheet (test_a_rank_is_a_number_of_fifteen_digits_at_most). What
# is cited more often than the first can say is in the order of digests. Of ten million instruments that are cited once,
# ten share a slot; who makes keys on purpose until they meet leaves the last of them without a rank: such an instrument
# is found by its key and its citations, not by words (test_what_has_no_room_in_its_slot_waits_for_it).
MOST_TIMES, DIGEST_DIGITS, ROOM = 2**22 - 1, 5, 2**7

# Of the instruments, how many must have changed to have all made anew: taking one out costs as much as putting it in.
ANEW_SHARE = 0.5

# For memory: slots whose instruments are held at once.
SLOTS_AT_ONCE = 10_000


class _Place(NamedTuple):
    """What the index has of an instrument, or is to have: its rank there and what its words are made of."""

    rank: int
    sources: tuple[Any, ...]


def index_instruments(connection: sqlite3.Connection, knowledge: str = "") -> None:
    """Give the instruments their ranks, the most cited first, and bring the index of their words up to date.

    ``connection`` is within the transaction that has changed them, triggers have noted which; ``knowledge`` is what
    else the words depend on (version, registries): all is made anew where it is another than the last time.
    ``citation_rank`` is the rowid in the index, so a match comes in this order and can end after the first few.
    """
    [changed] = connection.execute("SELECT count(*) FROM pass_unindexed WHERE citation_rank IS NOT NULL").fetchone()
    [number] = connection.execute("SELECT count(*) FROM instruments").fetchone()
    if state(connection, _KNOWLEDGE) != knowledge or changed > ANEW_SHARE * number:
        _empty(connection)
        keep_state(connection, _KNOWLEDGE, knowledge)
    counted: Counter[str] = Counter()
    slots = _take_out_changed(connection, counted)
    for ident, times, key in connection.execute(_WITHOUT_RANK):
        slots[slot_of(times, key)].append(ident)
    # Upwards by rank: the index writes what it holds in memory wherever a lower rowid comes than the last one.
    ordered = sorted(slots.items())
    for first in range(0, len(ordered), SLOTS_AT_ONCE):
        _settle(connection, ordered[first : first + SLOTS_AT_ONCE], counted)
    connection.executemany(_ADD_WORDS, [(word, times) for word, times in counted.items() if times])
    connection.execute("DELETE FROM instrument_words WHERE instruments = 0")
    connection.execute("DELETE FROM pass_unindexed")


def slot_of(times: int, key: str) -> int:
    """The slot of ranks of an instrument with this key that is cited so often: the most cited first, of equals in the
    order of a digest of the key, which one more instrument does not change."""
    digest = int(hashlib.sha256(key.encode()).hexdigest()[:DIGEST_DIGITS], 16)
    return (MOST_TIMES - min(times, MOST_TIMES)) * (1 << 4 * DIGEST_DIGITS) + digest


def _empty(connection: sqlite3.Connection) -> None:
    """Nothing is in the index, and no instrument has a rank."""
    connection.execute("INSERT INTO instruments_fts(instruments_fts) VALUES ('delete-all')")
    connection.execute("DELETE FROM instrument_words")
    connection.execute("UPDATE instruments SET citation_rank = NULL WHERE citation_rank IS NOT NULL")
    connection.execute("DELETE FROM pass_unindexed")


def _take_out_changed(connection: sqlite3.Connection, counted: Counter[str]) -> defaultdict[int, list[str]]:
    """Take what has changed or is gone out of the index, and return the slots in which it stood, as yet empty."""
    gone = [_Place(rank, tuple(json.loads(sources))) for rank, sources in connection.execute(_CHANGED)]
    connection.executemany(_TAKE_OUT, (_entry(place, counted, -1) for place in gone))
    connection.execute(_FORGET_RANKS)
    return defaultdict(list, {place.rank // ROOM: [] for place in gone})


def _settle(connection: sqlite3.Connection, slots: Iterable[tuple[int, list[str]]], counted: Counter[str]) -> None:
    """Give those that come into some slots their ranks, in the order of the keys, and those behind them the next.

    connection: that of ``index_instruments``. slots: each with the ids of what comes into it. counted: of words, to be
    added to.
    """
    gone, come = [], []
    for slot, new in slots:
        found = connection.execute(_IN_SLOT, (slot * ROOM, (slot + 1) * ROOM, json.dumps(new)))
        for number, (ident, rank, *sources) in enumerate(sorted(found, key=lambda row: row[2])):
            wanted = slot * ROOM + number if number < ROOM else None
            if wanted != rank:
                gone += [_Place(rank, tuple(sources))] if rank is not None else []
                come.append((ident, wanted, tuple(sources)))
    connection.executemany(_TAKE_OUT, (_entry(place, counted, -1) for place in gone))
    connection.executemany(_SET_RANK, ((rank, ident) for ident, rank, _ in come))
    placed = (_Place(rank, sources) for _, rank, sources in come if rank is not None)
    connection.executemany(_PUT_IN, (_entry(place, counted, 1) for place in placed))


def instrument_of_key(connection: sqlite3.Connection, key: str) -> str | None:
    """The id of the instrument that goes by a key, its own or a further one; None where none does."""
    row = connection.execute(_OF_KEY, {"key": key.strip().casefold()}).fetchone()
    return str(row[0]) if row else None


def matching(connection: sqlite3.Connection, expression: str, limit: int) -> list[int]:
    """The ranks of the instruments that an expression finds, the most cited first.

    ``connection`` is that of a database with the index, ``expression`` one of FTS5, ``limit`` how many ranks at most.
    """
    # By rowid and not by bm25: the rowid is the citation rank, so the search ends after the first few matches, however
    # frequent a word is.
    query = "SELECT rowid FROM instruments_fts WHERE instruments_fts MATCH ? ORDER BY rowid LIMIT ?"
    return [rank for (rank,) in connection.execute(query, (expression, limit))]


def vocabulary(connection: sqlite3.Connection) -> list[str]:
    """All words without leading digits that an instrument can be asked by."""
    return [word for (word,) in connection.execute("SELECT word FROM instrument_words")]


def word_counts(connection: sqlite3.Connection, words: Iterable[str]) -> dict[str, int]:
    """In how many instruments each of the words stands; words of none are left out."""
    query = "SELECT instruments FROM instrument_words WHERE word = ?"
    found = ((word, connection.execute(query, (word,)).fetchone()) for word in words)
    return {word: row[0] for word, row in found if row}


def _entry(place: _Place, counted: Counter[str], times: int) -> tuple[int, str, str, str, str]:
    """The row of the index for an instrument; ``times`` is added to what is counted of each of its words."""
    found = instrument_words(*place.sources)
    for word in {word for word in (*found.identity, *found.context) if not word[0].isdigit()}:
        counted[word] += times
    _, doc_type, identifier, _, issuer, title, _ = place.sources
    printed = " ".join(filter(None, (identifier, doc_type, issuer, title)))
    return place.rank, found.number, " ".join(found.identity), " ".join(found.context), printed


# A database that was brought up to date has further keys from the end of its next run on.
_OF_KEY = """
SELECT id FROM instruments WHERE key = :key
UNION ALL SELECT instrument_id FROM instrument_keys WHERE key = :key
LIMIT 1
"""

_CHANGED = "SELECT citation_rank, sources FROM pass_unindexed WHERE citation_rank IS NOT NULL ORDER BY citation_rank"
_FORGET_RANKS = """
UPDATE instruments SET citation_rank = NULL
WHERE citation_rank IS NOT NULL AND id IN (SELECT instrument_id FROM pass_unindexed)
"""
_WITHOUT_RANK = "SELECT id, times_cited, key FROM instruments WHERE citation_rank IS NULL"
_IN_SLOT = f"""
SELECT id, citation_rank, {", ".join(SOURCES)} FROM instruments WHERE citation_rank >= ? AND citation_rank < ?
UNION ALL SELECT id, citation_rank, {", ".join(SOURCES)} FROM instruments WHERE id IN (SELECT value FROM json_each(?))
"""
_SET_RANK = "UPDATE instruments SET citation_rank = ? WHERE id = ?"
# The index keeps no text of its own: what is taken out must be told as it was put in.
_TAKE_OUT = """
INSERT INTO instruments_fts (instruments_fts, rowid, number, identity, context, printed)
VALUES ('delete', ?, ?, ?, ?, ?)
"""
_PUT_IN = "INSERT INTO instruments_fts (rowid, number, identity, context, printed) VALUES (?, ?, ?, ?, ?)"
_ADD_WORDS = """
INSERT INTO instrument_words (word, instruments) VALUES (?, ?)
ON CONFLICT (word) DO UPDATE SET instruments = instruments + excluded.instruments
"""
