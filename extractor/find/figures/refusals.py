"""Numbers that count nothing: positions, names, years, sections, addresses. By the registry ``not_figures``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import regex

from extractor.find.figures.units import unit_after
from patterns.figures.units import either
from patterns.loader import load
from patterns.phrases import compiled, with_words

_AT_LINE_START = "(?m:^)"
_LINE_END = re.compile(r"\n")
# Letters beside a number in which the words stand that make it a name or a position. Half and twice as many find the
# same on the sample pages.
_LOOK_BACK = 30
_SIGNS = ".,;:()[]“”\"'…-\0"


def refused_spans(text: str, left: str) -> Iterator[tuple[int, int]]:
    """Spans of a text whose digits are no figures whatever stands around them.

    ``left`` is the text with NUL for the dates and citations in it: only what has digits there can be refused.
    """
    lowered = text.lower()
    starts = [0, *(end.end() for end in _LINE_END.finditer(text))] if "\n" in text else (0,)
    for in_left, opens_line, needs, pattern in _patterns():
        if needs:
            source = left if in_left else lowered
            for need in needs:
                if need in source:
                    break
            else:
                continue
        if opens_line:
            for start in starts:
                if match := pattern.match(text, start):
                    yield match.span()
            continue
        for match in pattern.finditer(text):
            yield match.span()


def is_refused(text: str, start: int, end: int) -> bool:
    """Whether the words next to the number ``text[start:end]`` make it a name, a position or a period.

    A word such as ``đợt`` or ``tổ`` refuses only where no unit follows: ``tổ 5``, but ``tổ 5 người``.
    """
    window = max(0, start - _LOOK_BACK)
    behind = text[end : end + _LOOK_BACK].split(None, 1)
    if behind and behind[0].strip(_SIGNS).lower() in _first_words() and (span := _after().match(text, end)):
        return not _is_duration(text, window, start, span.end())
    words = text[window:start].rsplit(None, 1)
    last = words[-1].strip(_SIGNS).lower() if words else ""
    if last not in _words_before():
        return False
    hard, soft = _before(last)
    if hard and hard.match(text, window, start):
        return True
    return bool(soft and soft.match(text, window, start)) and unit_after(text, end, guess=False) is None


def _is_duration(text: str, window: int, start: int, end: int) -> bool:
    """Whether a span such as ``15 năm``, which names a time elsewhere, measures how long something is or was.

    It begins at ``start`` and ends at ``end``; words before it are looked for from ``window`` on.
    """
    if _measured().match(text, end) or (_limits().match(text, window, start) and not _deadline().match(text, end)):
        return True
    unit = unit_after(text, end - len(text[start:end].lstrip("0123456789.,")), guess=False)
    return unit is not None and unit.end > end


@cache
def _limits() -> regex.Pattern[str]:
    return regex.compile(rf"(?ri)(?<!\w)(?:{_any_of('limits')})\s{{1,3}}")


@cache
def _measured() -> regex.Pattern[str]:
    return regex.compile(rf"\s{{1,3}}(?:{_any_of('measured')})(?!\w)")


@cache
def _deadline() -> regex.Pattern[str]:
    return regex.compile(rf"\s{{1,3}}(?:{_any_of('deadline')})(?!\w)")


def _any_of(field: str) -> str:
    return either(word for entry in load("not_figures") for word in entry.get(field, ()))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(word.lower().split()[0] for entry in load("not_figures") for word in entry.get("after", ()))


@cache
def _patterns() -> tuple[tuple[bool, bool, tuple[str, ...], regex.Pattern[str]], ...]:
    """For each pattern whether it is tried by what is left, whether it opens a line, the strings it needs, itself."""
    return tuple(
        (
            not any(map(str.isalpha, "".join(needs))),
            entry["pattern"].startswith(_AT_LINE_START),
            needs,
            compiled(entry["pattern"]),
        )
        for entry in load("not_figures")
        if entry.get("pattern")
        for needs in [with_words(entry.get("needs", ()))]
    )


@cache
def _words_before() -> Mapping[str, tuple[list[str], list[str]]]:
    """By their last word the words that refuse the number behind them always, and where no unit follows."""
    words: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for entry in load("not_figures"):
        for word in entry.get("before", ()):
            words[word.lower().split()[-1]][not entry.get("hard")].append(word)
    return dict(words)


@cache
def _before(last: str) -> tuple[regex.Pattern[str] | None, regex.Pattern[str] | None]:
    """The words with a last word, as patterns."""
    hard, soft = _words_before()[last]
    return _ending(hard), _ending(soft)


def _ending(words: Sequence[str]) -> regex.Pattern[str] | None:
    if not words:
        return None
    # "Tổng số 24" counts, "số 24" names
    return regex.compile(rf"(?r)(?<!\w)(?<!tổng\s)(?<!Tổng\s)(?:{'|'.join(map(_word, words))})[\s:]{{1,3}}")


@cache
def _after() -> regex.Pattern[str]:
    words = [word for entry in load("not_figures") for word in entry.get("after", ())]
    return regex.compile(rf"\s{{1,3}}(?:{'|'.join(map(_word, words))})(?!\w)")


def _word(word: str) -> str:
    """A word of the registry: as written or in capitals throughout, a small first letter also as capital."""
    forms = {word, word.upper(), word[0].upper() + word[1:]}
    return either(forms)
