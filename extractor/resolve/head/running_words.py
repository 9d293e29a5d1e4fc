"""The words of a running text by their letters, to find how it spells what a head prints in misread capitals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, cached_property

import regex

from patterns.spelling import fold, letters, new_tones

_FOLDED_WORD = regex.compile(r"[a-z0-9&]+")

# Between two words of a name stand so many characters at most: a dash with its blanks; more part two names
# (test_running_words.py).
BETWEEN_WORDS = 3


class RunningWords:
    """A text whose words are looked up by their letters.

    It is taken apart once, when it is first asked: most heads have only names that the registries know.
    """

    def __init__(self, text: str) -> None:
        """``text`` is the running text of a document, or the names of a registry, one a line."""
        self._text = text

    def holds(self, letters_of_word: str) -> bool:
        """Whether the text holds these letters (small, with new tones) anywhere, marks and all."""
        return letters_of_word in self._small

    def spelled(self, words: Sequence[str], least: int) -> tuple[int, str]:
        """How many of ``words``, from the first on, the text has in a row, and how it spells them most often.

        What it has in capitals does not count, as capitals are misread. Zero and nothing where it has not at least
        ``least`` of them in a row.
        """
        keys = [letters(word) for word in words]
        runs = [(at, self._run(at, keys)) for at in self._places.get(keys[0], ())] if keys else []
        for width in range(max((run for _, run in runs), default=0), least - 1, -1):
            prints = Counter(self._printed(at, width) for at, run in runs if run >= width)
            usual = [printed for printed, _ in prints.most_common() if not printed.isupper()]
            if usual:
                return width, usual[0]
        return 0, ""

    def _run(self, at: int, keys: Sequence[str]) -> int:
        """How many words from the one at ``at`` on are those of ``keys``."""
        width = 1
        while width < len(keys) and at + width < len(self._words):
            start, _, word = self._words[at + width]
            if word != keys[width] or start - self._words[at + width - 1][1] > BETWEEN_WORDS:
                break
            width += 1
        return width

    def _printed(self, at: int, width: int) -> str:
        return " ".join(self._text[self._words[at][0] : self._words[at + width - 1][1]].split())

    @cached_property
    def _small(self) -> str:
        return new_tones(self._text)

    @cached_property
    def _words(self) -> Sequence[tuple[int, int, str]]:
        """Start, end and letters of each word, in order."""
        folded = self._text.translate(_fold_table()).lower()
        return [(*found.span(), found.group()) for found in _FOLDED_WORD.finditer(folded)]

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """At which of ``_words`` each word stands."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for at, (_, _, word) in enumerate(self._words):
            places[word].append(at)
        return places


@cache
def _fold_table() -> dict[int, str]:
    """Plain letters for those with marks, one for one, so that each keeps its place."""
    marked = (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))
    return {code: plain for code in marked if len(plain := fold(chr(code))) == 1}
