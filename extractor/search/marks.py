"""Where the words of a query stand in a text, by the same rules as in the index of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.search.full_text import WORD, Query, Term, as_phrase, read_query
from patterns.spelling import fold, new_tones


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text from ``start`` to ``end``, as ``printed`` and ``folded`` without marks."""

    start: int
    end: int
    folded: str
    printed: str


def words_in(text: str) -> list[Word]:
    """The words of a text as the index takes them."""
    return [Word(found.start(), found.end(), fold(found[0]), found[0]) for found in WORD.finditer(text)]


def spans_of(query: str, text: str) -> tuple[tuple[int, int], ...]:
    """The places ``(start, end)`` of a text where a term of the query stands, in their order, each character once.

    A term is a word, several that signs join (``4951/QĐ-UBND``) or what stands in quotes: its words must follow each
    other. Marks of Vietnamese are aside in words that are typed without.
    """
    words = words_in(text)
    places = {place for term in read_query(query).terms for place in occurrences(term, words)}
    return _apart(sorted((words[first].start, words[behind - 1].end) for first, behind in places))


def places_of(query: Query, words: Sequence[Word]) -> list[tuple[int, int]]:
    """The first word of each place where a query stands and the one behind it, in their order.

    Where its terms stand as typed, one behind the other, only these: ``so`` alone is on every page.
    """
    phrase = as_phrase(query)
    together = list(occurrences(phrase.terms[0], words)) if phrase else []
    return together or sorted({place for term in query.terms for place in occurrences(term, words)})


def occurrences(term: Term, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """The first word of each place where a term stands, and the one behind it."""
    wanted = [
        (fold(word), new_tones(word) if accented else None)
        for word, accented in zip(term.words, term.accented, strict=True)
    ]
    last = len(wanted) - 1
    for place in range(len(words) - last):
        if all(
            _is_same(words[place + at], folded, printed, beginning=term.beginning and at == last)
            for at, (folded, printed) in enumerate(wanted)
        ):
            yield place, place + last + 1


def _is_same(word: Word, folded: str, printed: str | None, *, beginning: bool) -> bool:
    if beginning:
        return word.folded.startswith(folded) and (printed is None or new_tones(word.printed).startswith(printed))
    return word.folded == folded and (printed is None or new_tones(word.printed) == printed)


def _apart(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)
