"""Where the words of a query stand in a text, accents, case and đ aside as the index of words takes them."""

from __future__ import annotations

import regex

from patterns.spelling import fold

# Of a query only so much is marked: what is pasted beyond it costs time and marks everything (test_marks.py).
MAX_TERMS = 40

_TERM = regex.compile(r'"([^"]*)"|(\S+)')
_WORD = regex.compile(r"[\p{L}\p{Nd}\p{Nl}\p{M}]+")


def spans_of(query: str, text: str) -> tuple[tuple[int, int], ...]:
    """The places ``(start, end)`` of a text where a term of the query stands, in their order, each character once.

    A term is a word, several that signs join (``4951/QĐ-UBND``) or what stands in quotes: its words must follow each
    other.
    """
    terms = [words for words in (_folded(term[1] or term[2] or "") for term in _TERM.finditer(query)) if words]
    if not terms:
        return ()
    found = [(fold(word[0]), word.span()) for word in _WORD.finditer(text)]
    folded = [word for word, _ in found]
    marked = set[tuple[int, int]]()
    for term in terms[:MAX_TERMS]:
        for at, word in enumerate(folded):
            if word == term[0] and folded[at : at + len(term)] == term:
                marked.add((found[at][1][0], found[at + len(term) - 1][1][1]))
    return _apart(sorted(marked))


def _folded(term: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(term)]


def _apart(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)
