"""Which of the titles that citations print is an instrument's: the one that most print, as far as they agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from patterns.spelling import fold

# Wordings of one instrument that are compared, the most frequent first: each is held against each, and a decree that
# ten thousand reports cite has hundreds of misprints (test_titles.py).
_MOST_WORDINGS = 40
# The share of those who print the beginning of a title that must print its longer form: in letters of provincial
# offices one in seven went on with the next clause, and one in two left out the end (test_titles.py).
_SHARE = 1 / 3


def printed_title(prints: Iterable[tuple[str, str]]) -> str | None:
    """The title that most documents print, None where none does.

    ``prints`` has for each print the document and the words. A print that goes on where another ends speaks for both;
    the longer one stands where enough of them print it. Where one document prints them all its citations are counted.
    """
    prints = list(prints)
    if len(prints) < 2:
        return prints[0][1] if prints else None
    documents: dict[str, set[str]] = defaultdict(set)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for document, words in prints:
        plain = fold(words)
        documents[plain].add(document)
        spellings[plain][words] += 1
    alone = len(set().union(*documents.values())) == 1
    counts = {plain: spellings[plain].total() if alone else len(known) for plain, known in documents.items()}
    kept = sorted(counts, key=lambda plain: (-counts[plain], plain))[:_MOST_WORDINGS]
    chosen = _agreed({plain: counts[plain] for plain in kept})
    return min(spellings[chosen], key=lambda words: (-spellings[chosen][words], words))


def _agreed(counts: Mapping[str, int]) -> str:
    """Of the wordings with their counts the best supported, and its longest form that enough print."""
    support = {plain: sum(n for other, n in counts.items() if _goes_on(other, plain)) for plain in counts}
    best = min(support, key=lambda plain: (-support[plain], -len(plain), plain))
    least = support[best] * _SHARE
    longer = [plain for plain in counts if _goes_on(plain, best) and support[plain] >= least]
    return min(longer, key=lambda plain: (-len(plain), plain))


def _goes_on(longer: str, plain: str) -> bool:
    return longer == plain or longer.startswith((f"{plain} ", f"{plain},"))
