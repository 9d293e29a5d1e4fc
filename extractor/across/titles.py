"""Which of the titles that citations print is an instrument's: the one that most print, as far as they agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping

# Wordings of one instrument that are compared, the most frequent first: each is held against each, and a decree that
# ten thousand reports cite has hundreds of misprints (test_titles.py).
MOST_WORDINGS = 40
# The share of those who print the beginning of a title that must print its longer form: in letters of provincial
# offices one in seven went on with the next clause, and one in two left out the end (test_titles.py).
_SHARE = 1 / 3


def printed_title(counts: Mapping[str, int], spellings: Callable[[str], Mapping[str, int]]) -> str | None:
    """The title that most documents print, None where none does, in the spelling that most citations have.

    A print that goes on where another ends speaks for both; the longer one stands where enough of them print it.
    ``counts`` has how many documents print each title in plain letters (how many citations, where one document prints
    them all), ``spellings`` is asked for how often each spelling of one is printed.
    """
    if not counts:
        return None
    kept = sorted(counts, key=lambda plain: (-counts[plain], plain))[:MOST_WORDINGS]
    spelled = spellings(_agreed({plain: counts[plain] for plain in kept}) if len(kept) > 1 else kept[0])
    return min(spelled, key=lambda words: (-spelled[words], words))


def _agreed(counts: Mapping[str, int]) -> str:
    """Of the wordings with their counts the best supported, and its longest form that enough print."""
    support = {plain: sum(n for other, n in counts.items() if _goes_on(other, plain)) for plain in counts}
    best = min(support, key=lambda plain: (-support[plain], -len(plain), plain))
    least = support[best] * _SHARE
    longer = [plain for plain in counts if _goes_on(plain, best) and support[plain] >= least]
    return min(longer, key=lambda plain: (-len(plain), plain))


def _goes_on(longer: str, plain: str) -> bool:
    return longer == plain or longer.startswith((f"{plain} ", f"{plain},"))
