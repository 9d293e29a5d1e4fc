"""What a reader types → expressions of FTS5: accents optional where none are typed, identifiers as phrases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod

import regex

from extractor.store.full_text import PART, parted
from extractor.store.rows import clean_text
from patterns.spelling import fold, new_tones, old_tones

# Terms of a query that are looked for; what is pasted beyond them is left out, so that any input stays quick
# (test_long_queries_stay_small).
MAX_TERMS = 40

# Characters of a query: a sentence in quotes has some hundred. A phrase is compared with each place of a text, and one
# of thousands of numbers with each word of it (test_cost.py).
MAX_LETTERS = 2_000

# How many times the phrase is asked for beside its words. bm25 favours short texts: a short page with the words here
# and there must not come before a long one with the phrase: once is too little, twice is enough in the test
# (test_words_that_follow_each_other_as_typed_come_first).
PHRASE_WEIGHT = 4

# Spellings of one term with d or đ at each place. They double with each d, so a phrase with more than five is taken as
# typed. The folded index folds all marks of Vietnamese but this one: đ is a letter of its own in Unicode.
MAX_SPELLINGS = 32

_TERM = regex.compile(r'"([^"]*)"|(\S+)')
WORD = regex.compile(r"[\p{L}\p{Nd}\p{Nl}\p{Co}]+")
"""A word of the index: no superscript digits, no signs."""
# Letters that Vietnamese puts marks on.
_MARKABLE = regex.compile(r"[aeiouydAEIOUYD]")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"


Spelled = Callable[[str], Sequence[str]]
"""A word without marks → the words of an index that it may stand for."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must follow each other. The marks of the ``accented`` ones count; a ``beginning`` may go on.

    ``tokens`` are the words as typed, and ``PART`` where punctuation between them ends a phrase.
    """

    text: str
    tokens: tuple[str, ...]
    beginning: bool

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(token for token in self.tokens if token != PART)

    @property
    def accented(self) -> tuple[bool, ...]:
        return tuple(map(is_accented, self.words))

    @property
    def breaks(self) -> tuple[bool, ...]:
        """For each word, whether punctuation parts it from the one before."""
        before = zip(("", *self.tokens), self.tokens, strict=False)
        return tuple(last == PART for last, token in before if token != PART)

    @property
    def is_fixed(self) -> bool:
        """Whether each word stands for itself alone: it is typed with marks, or no mark could be on it."""
        return all(is_accented(word) or not _MARKABLE.search(word) for word in self.words)


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asks for: all terms must occur.

    ``folded`` is the expression for the index without marks, ``exact`` that for the one with marks. What a word without
    marks may stand for in a phrase with some, ``spelled`` knows.
    """

    terms: tuple[Term, ...]

    @property
    def has_marks(self) -> bool:
        return any(any(term.accented) for term in self.terms)

    @property
    def folded(self) -> str:
        return " AND ".join(map(_term, self.terms))

    @property
    def as_typed(self) -> str:
        """The expression for the index with marks that takes words without any as they are typed."""
        return " AND ".join(_any_of(_tones(" ".join(term.tokens)), term.beginning) for term in self.terms)

    @property
    def ranking(self) -> str:
        """``folded`` with the phrase of all words beside it: bm25 adds up all that is asked for."""
        return _with_phrase(self.folded, self.terms, _term)

    def exact(self, spelled: Spelled) -> str:
        """The expression for the index with marks, "" where no mark counts."""
        return " AND ".join(filter(None, (_exact(term, spelled) for term in self.terms))) if self.has_marks else ""

    def is_exact_whole(self, spelled: Spelled) -> bool:
        """Whether ``exact`` holds all terms, so that the other index need not be asked."""
        return all(bool(_phrases(term, spelled)) for term in self.terms)


def read_query(text: str, *, without_accents: bool = False) -> Query:
    """Reads what a reader types.

    Words in double quotes are a phrase, and so is what has no blank in it: ``4951/QĐ-UBND``. A star at the end of a
    term stands for any ending. Everything else is text and never an operator, so no input is an error. Marks that are
    typed count, unless ``without_accents``.
    """
    kept = text if len(text) <= MAX_LETTERS else text[:MAX_LETTERS].rpartition(" ")[0]
    typed = regex.sub(r"\p{C}", " ", clean_text(kept))
    given = [quoted or bare for quoted, bare in _TERM.findall(typed)]
    wanted = [term for term in given[:MAX_TERMS] if WORD.search(term)]
    return Query(tuple(_read_term(fold(term) if without_accents else term) for term in wanted))


def as_phrase(query: Query) -> Query | None:
    """The same words as one phrase, as they were typed one behind the other; None for a single term."""
    return Query((_read_term(" ".join(term.text for term in query.terms)),)) if len(query.terms) > 1 else None


def match_expression(text: str) -> str:
    """What a reader types as an expression of FTS5 for the folded index, empty where no letter or digit is in it."""
    query = read_query(text)
    return query.ranking if query.terms else ""


def is_accented(word: str) -> bool:
    """Whether a word has marks of Vietnamese: tones, breves, circumflexes, horns, the bar of đ."""
    return fold(word) != word.casefold()


def without_markers(text: str, closing: str = "") -> str:
    """An excerpt without the markers of notes (``năm 2024³``, ``2024[³]``); powers stay: m², km³, 10⁶.

    text: from a page or a note. closing: the mark that may stand behind a found word, before what is raised.
    """
    shown: str = _markers(closing).sub(lambda found: found["power"] or "", text)
    return shown


@lru_cache
def _markers(closing: str) -> regex.Pattern[str]:
    mark = f"(?:{regex.escape(closing)})?" if closing else ""
    raised = rf"[{_RAISED}]+(?:, ?[{_RAISED}]+)*"
    length = r"(?<![^\W\d_])(?:[kKcdhmµN]|da)?m"
    power = rf"(?:{length}|(?<![\d.,/-])10){mark}[{_RAISED}]+"
    return regex.compile(rf"(?P<power>{power})|[\[(]{raised}[\])]|{raised}")


def _read_term(text: str) -> Term:
    # Abbreviations of places are told by the blank before them.
    tokens = WORD.findall(parted(f" {text}"))
    while tokens and tokens[-1] == PART:
        tokens.pop()
    while tokens and tokens[0] == PART:
        tokens.pop(0)
    return Term(text, tuple(tokens), text.endswith("*"))


def _with_phrase(every: str, terms: tuple[Term, ...], expression: Callable[[Term], str]) -> str:
    if len(terms) < 2:
        return every
    phrase = expression(_read_term(" ".join(term.text for term in terms)))
    return " OR ".join([phrase] * PHRASE_WEIGHT + [f"({every})"]) if phrase else every


def _term(term: Term) -> str:
    return _any_of(_spellings(" ".join(term.tokens)), term.beginning)


def _exact(term: Term, spelled: Spelled) -> str:
    """The marks of a term: all of it where its words are spelled in few ways, else its words with marks, wherever they
    stand."""
    if phrases := _phrases(term, spelled):
        return _any_of(phrases, term.beginning)
    words, last = term.words, len(term.words) - 1
    parts = (
        _any_of(_tones(word), term.beginning and place == last)
        for place, (word, accented) in enumerate(zip(words, term.accented, strict=True))
        if accented
    )
    return " AND ".join(parts)


def _phrases(term: Term, spelled: Spelled) -> list[str]:
    """The spellings of a term in the index with marks; none where they are too many, or no word is typed with marks."""
    if term.is_fixed:
        return _tones(" ".join(term.tokens))
    if not any(term.accented) or (term.beginning and not is_accented(term.tokens[-1])):
        return []
    choices = [
        [token] if token == PART or is_accented(token) else list(dict.fromkeys((token.lower(), *spelled(token))))
        for token in term.tokens
    ]
    if prod(map(len, choices)) > MAX_SPELLINGS:
        return []
    return list(dict.fromkeys(one for chosen in product(*choices) for one in _tones(" ".join(chosen))))


def _any_of(spellings: list[str], beginning: bool) -> str:
    ending = "*" if beginning else ""
    return "({})".format(" OR ".join(f'"{spelling}"{ending}' for spelling in spellings))


def _tones(text: str) -> list[str]:
    """A text with the tones of open syllables in either place: offices print ``hòa`` and ``hoà``."""
    return list(dict.fromkeys((text.lower(), new_tones(text), old_tones(text))))


def _spellings(text: str) -> list[str]:
    """A d may stand for đ; who types đ means it."""
    letters = [("d", "đ") if letter in "dD" else (letter,) for letter in text]
    if 2 ** sum(len(choice) > 1 for choice in letters) > MAX_SPELLINGS:
        return [text]
    return ["".join(chosen) for chosen in product(*letters)]
