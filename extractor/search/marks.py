"""Where the words of a query stand in a text, by the same rules as in the index of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.search.full_text import WORD, Query, Term, as_phrase, read_query
from extractor.store.full_text import PART, parted
from patterns.spelling import fold, new_tones


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text from ``start`` to ``end``, as ``printed`` and ``folded`` without marks.

    ``is_parted`` says that punctuation parts it from the word before.
    """

    start: int
    end: int
    folded: str
    printed: str
    is_parted: bool = False


def words_in(text: str) -> list[Word]:
    """The words of a text as the index takes them."""
    places = WORD.finditer(text)
    found: list[Word] = []
    is_parted = False
    for token in WORD.findall(parted(text)):
        if token == PART:
            is_parted = True
            continue
        place = next(places)
        found.append(Word(place.start(), place.end(), fold(token), token, is_parted))
        is_parted = False
    return found


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
    last, breaks = len(wanted) - 1, term.breaks
    # All but the last word are compared at once: a phrase of a hundred words costs little more than its first.
    before, found = [folded for folded, _ in wanted[:-1]], [word.folded for word in words]
    marked = [at for at, (_, printed) in enumerate(wanted) if printed is not None]
    for place in range(len(words) - last):
        if (
            (not before or found[place] == before[0])
            and found[place : place + last] == before
            and _is_same(words[place + last], *wanted[last], beginning=term.beginning)
            and all(_is_same(words[place + at], *wanted[at]) for at in marked if at < last)
            and all(words[place + at].is_parted == breaks[at] for at in range(1, last + 1))
        ):
            yield place, place + last + 1


def _is_same(word: Word, folded: str, printed: str | None, *, beginning: bool = False) -> bool:
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
