"""The full-text index: which tables it covers, keeping and building it, and đ and accents for searching and sorting."""

from __future__ import annotations

import sqlite3
from unicodedata import normalize

SEARCHED = ("pages", "footnotes", "table_rows")
"""Tables whose ``text`` is searched; the index points to their ``search_rowid``."""

PART = "\uffa0"
"""A letter that nobody sees, which stands as a word of its own in searched texts where punctuation ends a phrase."""

# What the views of searched texts write anew, in their order (test_the_views_part_texts_as_typed_phrases_are_parted):
# line ends, abbreviations of places whose dot ends nothing, then the signs that end a phrase, commas, dots and colons
# only before a blank, as they also stand in numbers (``12.469,5``, ``QCVN 01:2021``). No dash and no quote: who asks
# for "kinh tế xã hội" means ``kinh tế - xã hội`` too.
PARTING = (
    ("\n", " "),
    *((f" {place}. ", f" {place} ") for place in ("TP", "Tp", "TX", "TT")),
    *((f"{sign} ", f"{sign}{PART} ") for sign in ",.:"),
    *((sign, f"{sign}{PART} ") for sign in ";!?()|…"),
)

# Of the documents, how many the index must lack to be built anew rather than added to: adding to it costs as much from
# four fifths on, and a third of that where it lacks three in ten. For speed: answers are the same (test_sequences.py).
ANEW_SHARE = 0.8

_ADD = """
INSERT INTO {index} (rowid, {columns}) SELECT search_rowid, {columns} FROM {table}_fts_text WHERE search_rowid IN (
    SELECT search_rowid FROM {table} WHERE document_id IN (
        SELECT id FROM documents WHERE sha256 IN (SELECT sha256 FROM pass_unsearched)
    )
) ORDER BY search_rowid
"""

# Unicode treats đ as a letter of its own, so no setting of FTS5 folds it to d (test_full_text.py).
_D = str.maketrans("đĐ", "dD")

# Breve, circumflex and horn make letters of their own, which sort behind the plain one: a ă â, e ê, o ô ơ, u ư. ``~``
# is the last character of ASCII, so that ăn comes behind az.
_LETTER_MARKS = {"\u0306": "~", "\u0302": "~~", "\u031b": "~~~"}
# Tones decide only between words that are alike without them, in the order of dictionaries: none, huyền, hỏi, ngã, sắc,
# nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def update_index(connection: sqlite3.Connection) -> None:
    """Add the documents that the index has not: what goes or changes, triggers of the schema have taken out already.

    Within the transaction that is open on ``connection``.
    """
    query = "SELECT count(*) FROM documents WHERE sha256 IN (SELECT sha256 FROM pass_unsearched)"
    lacking = connection.execute(query).fetchone()[0]
    if lacking > ANEW_SHARE * connection.execute("SELECT count(*) FROM documents").fetchone()[0]:
        rebuild_index(connection)
    elif lacking:
        for table in SEARCHED:
            connection.execute(_ADD.format(index=f"{table}_fts", columns="text, folded", table=table))
            connection.execute(_ADD.format(index=f"{table}_exact_fts", columns="text", table=table))
    connection.execute("DELETE FROM pass_unsearched")  # of documents that came and went again as well


def rebuild_index(connection: sqlite3.Connection) -> None:
    """Build the index anew from the stored texts."""
    for table in SEARCHED:
        for index in (f"{table}_fts", f"{table}_exact_fts"):
            connection.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
    connection.execute("DELETE FROM pass_unsearched")


def parted(text: str) -> str:
    """A text as the views of the schema have it for the index: ``PART`` where punctuation ends a phrase."""
    for sign, written in PARTING:
        text = text.replace(sign, written)
    return text


def folded_words(text: str) -> str:
    """The words of a text that hold a đ, with d in its place: what the index needs beside the text itself."""
    return " ".join(word.translate(_D) for word in text.split() if "đ" in word or "Đ" in word)


def sort_key(text: str) -> str:
    """A string whose code points order Vietnamese as dictionaries do: ``d`` before ``đ``, tones only in a tie."""
    letters: list[str] = []
    tones: list[str] = []
    for char in normalize("NFD", text.casefold().replace("đ", "d~")):
        if char in _TONES:
            tones[-1:] = [_TONES[char]]
        else:
            letters.append(_LETTER_MARKS.get(char, char))
            tones.append("0")
    return f"{''.join(letters)}\t{''.join(tones)}"
