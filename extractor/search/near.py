"""What may have been meant where nothing is found: words of the index that are spelled nearly as those typed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from extractor.search.full_text import WORD, Query, as_phrase, is_accented, read_query
from extractor.search.places import INDEXED, count_some, has_marks, match_of
from extractor.search.spellings import forms
from extractor.store.rows import clean_text
from patterns.spelling import fold

# Words that are offered for one that stands nowhere, and typing errors between them.
MOST_OFFERED, MOST_ERRORS = 4, 2

# Letters of a word from which one typing error is looked for, and two: of three letters, one error makes any other
# word; with two errors in five, "dinh" would stand for "nghi" (test_near.py).
LEAST_LETTERS, LEAST_FOR_TWO = 3, 6

# Letters of a word up to which one that is near is looked for: syllables have up to seven, foreign names twenty, and
# each letter costs 75 looks into the index (test_a_word_without_end_has_none_near).
MOST_LETTERS = 24

# Queries that are shown, and those that are tried for them: each is a look into the index of a millisecond or two.
MOST_SUGGESTED, MOST_TRIED = 3, 40

# Words of a query that are tried: a paragraph that is pasted has no typing error that one would look for.
MOST_WORDS = 8

# Spellings with other marks that are tried for a near word, and near words for each that is typed.
MOST_MARKED, MOST_NEAR = 8, 6

# Hits up to which is counted, and what a suggestion has of those of the best: beside "giai ngan" on a hundred pages
# "giai nan" on five is noise (test_near.py).
MOST_COUNTED, LEAST_SHARE = 5_000, 0.2

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True, slots=True)
class Missing:
    """A word that stands nowhere, and words that do, without marks; those that stand in most texts first."""

    word: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query that finds something, spelled nearly as one that does not; ``hits`` are at most ``MOST_COUNTED``."""

    text: str
    hits: int


def missing_words(connection: sqlite3.Connection, query: Query) -> tuple[Missing, ...]:
    """The words of a query that no page, note or row has, accents aside, each with words that are spelled nearly so."""
    look = _Look(connection)
    words = dict.fromkeys(fold(word) for term in query.terms if not term.beginning for word in term.words)
    missing = [word for word in words if not look.stands(word)]
    near = {word: look.near(word)[:MOST_OFFERED] for word in missing[:MOST_WORDS]}
    return tuple(Missing(word, near.get(word, ())) for word in missing)


def suggestions(connection: sqlite3.Connection, typed: str) -> tuple[Suggestion, ...]:
    """Queries that are meant by one that finds nothing, the likeliest first: each finds something.

    Words that stand nowhere are changed, all at once; where there are none, each of the others by itself. Likely is
    what is often printed as one phrase, else what is on most pages.
    """
    look = _Look(connection)
    tried = list(islice(look.changed(clean_text(typed)), MOST_TRIED))
    for counted in (look.hits_of_phrase, look.hits):
        number = {text: counted(text) for text in tried}
        if most := max(number.values(), default=0):
            best = sorted((text for text in tried if number[text] > most * LEAST_SHARE), key=lambda text: -number[text])
            return tuple(Suggestion(text, look.hits(text)) for text in best[:MOST_SUGGESTED])
    return ()


@dataclass
class _Look:
    """One search for what was meant: the words that were looked up already."""

    connection: sqlite3.Connection
    _standing: dict[tuple[str, bool], bool] = field(default_factory=dict)
    _near: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _spelled: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def changed(self, text: str) -> Iterator[str]:
        """A query with other words in place of those that stand nowhere, or with one other word."""
        places = [found.span() for found in WORD.finditer(text)][:MOST_WORDS]
        typed = [text[start:end] for start, end in places]
        missing = [at for at, word in enumerate(typed) if not self.stands(word)]
        for changed in [missing] if missing else [[at] for at in range(len(typed))]:
            for chosen in product(*(self._alternatives(typed[at]) for at in changed)):
                yield _with_words(text, [(*places[at], word) for at, word in zip(changed, chosen, strict=True)])

    def hits(self, text: str) -> int:
        """On how many pages a query is found."""
        return self._count(read_query(text), MOST_COUNTED)

    def hits_of_phrase(self, text: str) -> int:
        """On how many pages the words of a query stand as one phrase."""
        query = read_query(text)
        return self._count(as_phrase(query) or query, MOST_COUNTED)

    def stands(self, word: str) -> bool:
        """Whether a word is in the index, with the marks that it is typed with."""
        if is_accented(word) and has_marks(self.connection):
            return bool(self._those_standing([word.lower()], marked=True))
        return bool(self._those_standing([fold(word)]))

    def near(self, word: str) -> tuple[str, ...]:
        """Words without marks that are one typing error from a folded one, or two where it is long and none is; those
        on most pages first."""
        if not LEAST_LETTERS <= len(word) <= MOST_LETTERS:
            return ()
        if word not in self._near:
            texts = {other: self.hits(other) for other in self._those_standing(sorted(_one_error(word)))}
            near = sorted(texts, key=lambda other: (-texts[other], other))
            self._near[word] = tuple(near) if near or len(word) < LEAST_FOR_TWO else self._far(word)
        return self._near[word]

    def _alternatives(self, word: str) -> list[str]:
        """Words of the index that may be meant by one: with other marks where it has any, and spelled nearly so."""
        folded = fold(word)
        near = self.near(folded)[:MOST_NEAR]
        if not is_accented(word):
            return list(near)
        standing = [form for other in (folded, *near) for form in self._those_standing(forms(other), marked=True)]
        marked = [form for form in standing if is_accented(form) and form != word.lower()]
        return marked[: MOST_MARKED + MOST_NEAR] or standing[:MOST_MARKED]

    def _count(self, query: Query, most: int) -> int:
        if not query.terms:
            return 0
        with_marks = has_marks(self.connection)
        return count_some(self.connection, match_of(self.connection, query, "page", with_marks, self._spelled), most)

    def _those_standing(self, words: Sequence[str], *, marked: bool = False) -> list[str]:
        """Those of some words that stand anywhere, in their order."""
        indexes = [f"{table}_exact_fts" if marked else f"{table}_fts" for table in INDEXED.values()]
        query = " UNION ALL ".join(f"SELECT 1 FROM {index} WHERE {index} MATCH :word" for index in indexes)
        for word in words:
            if (word, marked) not in self._standing:
                found = self.connection.execute(f"SELECT * FROM ({query}) LIMIT 1", {"word": f'"{word}"'}).fetchone()
                self._standing[word, marked] = found is not None
        return [word for word in words if self._standing[word, marked]]

    def _far(self, word: str) -> tuple[str, ...]:
        """Words of pages with the same first letter: hardly any error is in it, and the others need not be read."""
        self.connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.pages_words USING fts5vocab('main', 'pages_fts', 'row')"
        )
        query = "SELECT term, doc FROM temp.pages_words WHERE term >= ? AND term < ?"
        texts = dict(self.connection.execute(query, (word[0], chr(ord(word[0]) + 1))).fetchall())
        found = process.extract(word, texts.keys(), scorer=OSA.distance, score_cutoff=MOST_ERRORS, limit=20)
        return tuple(term for term, _, _ in sorted(found, key=lambda one: (one[1], -texts[one[0]])))


def _with_words(text: str, changed: Sequence[tuple[int, int, str]]) -> str:
    for start, end, word in sorted(changed, reverse=True):
        text = text[:start] + word + text[end:]
    return text


def _one_error(word: str) -> set[str]:
    """What one typing error makes of a word: a letter too many, too few, another, or two that changed places."""
    parted = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {a + b[1:] for a, b in parted if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in parted if len(b) > 1}
    found |= {a + letter + b[skip:] for a, b in parted for letter in _LETTERS for skip in (0, 1)}
    return found - {word, ""}
