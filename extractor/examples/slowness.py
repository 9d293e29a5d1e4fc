"""Regular expressions of a user's own rules that cost more than the length of a text: told as a warning, no fault.

They are timed on texts that nobody prints: pieces of their own examples, numbers and signs, again and again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import regex

from patterns.own.entries import Fault, OwnEntry, line_of_key
from patterns.own.fields import REGULAR
from patterns.phrases import expand

# Characters of a text and of a longer one: the square of the length makes sixteen times the cost of it, proportion four
# (test_slowness.py).
_SHORT, _LONGER, _GROWN = 4_000, 4, 9.0

# Seconds of a long text below which no rule is slow, and after which it is for certain: those of the program take some
# thousandths, the square of the length at least a tenth (test_slowness.py).
_QUICK, _ENDLESS = 0.1, 0.5

# How often both are timed before a rule is called slow: what else runs on the machine must not accuse it.
_ROUNDS = 3

_SIGNS = ("1", "1.", "1 ", "a", "a ", "A ", "Aa ", " ", "(", "- ", ", ", "1/")


def slow_fields(own: OwnEntry) -> Iterator[Fault]:
    """The regular expressions of an entry that are slow, each with its line and a text on which it is."""
    for name in ("pattern", *REGULAR.get(own.registry, ())):
        source = own.entry.get(name)
        if isinstance(source, str) and (piece := _slow_on(source, own)) is not None:
            line = own.line + line_of_key(list(own.lines), name) - 1
            yield Fault(own.file, line, f"{own.entry.id}: `{name}` is slow where a text repeats {piece!r}")


def _slow_on(source: str, own: OwnEntry) -> str | None:
    """The piece on whose repetition a pattern is slow; None for none."""
    pattern = regex.compile(expand(source).replace("<type>", "(?:x)"))
    texts = [example.text for example in own.entry.match]
    # An example at the end: a text that lacks what a pattern must have costs nothing.
    end = " ".join(texts[:1])
    cut = (piece for text in texts for piece in (f"{text} ", text[:-1], text[: len(text) // 2]) if piece)
    return next((piece for piece in dict.fromkeys((*_SIGNS, *cut)) if _is_slow(pattern, piece, end)), None)


def _is_slow(pattern: regex.Pattern[str], piece: str, end: str) -> bool:
    long, short = _repeated(piece, _LONGER * _SHORT, end), _repeated(piece, _SHORT, end)
    for _ in range(_ROUNDS):
        spent = _seconds(pattern, long)
        if spent >= _ENDLESS:
            return True
        if spent < _QUICK or spent <= _GROWN * _seconds(pattern, short):
            return False
    return True


def _repeated(piece: str, length: int, end: str) -> str:
    return f"{piece * (length // len(piece) + 1)}"[:length] + f" {end}"


def _seconds(pattern: regex.Pattern[str], text: str) -> float:
    """Processor time in which a text is searched for all that a pattern finds."""
    started = time.process_time()
    try:
        for _ in pattern.finditer(text, timeout=_ENDLESS):
            pass
    except TimeoutError:
        return _ENDLESS
    return time.process_time() - started
