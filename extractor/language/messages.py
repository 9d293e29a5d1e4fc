"""Messages of the program in the reader's language, known by their shape.

A message is written where something happens, in English and with its values filled in (``2023x is no period``); it may
stand in a database for years. The catalogue holds its shape (``{text} is no period``), so nobody who raises an error
must know who will read it.
"""

from __future__ import annotations

import re
import string
from functools import cache

from extractor.language.catalogue import Words, words_of

# A shape with neither a word of so many letters nor so many letters in all fits almost every text: ``{a}: {b}``,
# ``{first} to {last} of {total}`` (test_messages.py).
LEAST_WORD, LEAST_LETTERS = 4, 7

# Names of values that are numbers: "13 other rows" are no rows of the number "13 other" (test_messages.py).
COUNTS = frozenset(("number", "count"))
A_COUNT, ANYTHING = r"[-+\d.,]+(?: or more)?", ".*?"

# Messages of the program have some hundred letters; what is longer holds what somebody typed or a file says, and a
# shape with three values takes the cube of its length to be told from it. So many messages may stand one in the other:
# an error has a reason, and that another one (test_a_message_without_end_takes_no_time).
LONGEST, DEEPEST = 1_000, 5


def said(message: str, words: Words) -> str:
    """The message in the language of ``words``; as it is where its shape is not known.

    A value in a message may be a message itself, and is said in that language too.
    """
    return _said(message, words, DEEPEST)


def _said(message: str, words: Words, deepest: int) -> str:
    """As ``said``; a message that stands ``deepest`` messages within others is the last that is looked at."""
    if not message or message in words.texts or words.language == "en":
        return words(message)
    if deepest == 0 or len(message) > LONGEST:
        return message
    for pattern, shape in _shapes(words.language):
        if found := pattern.fullmatch(message):
            return words(shape).format(
                **{name: _said(value, words, deepest - 1) for name, value in found.groupdict().items()}
            )
    # An error with the reason why it came to it: ``{error}: {reason}`` has no words of its own.
    first, colon, reason = message.rpartition(": ")
    told = _said(first, words, deepest - 1)
    return message if told == first else f"{told}{colon}{_said(reason, words, deepest - 1)}"


_WORD = re.compile(r"[^\W\d_]+")


@cache
def _shapes(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The shapes with values, as patterns; those with more letters of their own first."""
    known = [(_own(shape), shape) for shape in words_of(language).texts if "{" in shape]
    longest_first = sorted((-letters, shape) for own, shape in known if (letters := _letters(own)))
    return tuple((_pattern(shape), shape) for _, shape in longest_first)


def _own(shape: str) -> str:
    """What a shape says itself, a blank for each value."""
    return " ".join(text for text, *_ in string.Formatter().parse(shape))


def _letters(own: str) -> int:
    """How many letters a shape has of its own; 0 for one that says too little to be known by it."""
    words = _WORD.findall(own)
    letters = sum(map(len, words))
    return letters if letters >= LEAST_LETTERS or any(len(word) >= LEAST_WORD for word in words) else 0


def _pattern(shape: str) -> re.Pattern[str]:
    parts = []
    for text, name, _, _ in string.Formatter().parse(shape):
        parts.append(re.escape(text))
        if name:
            # A value that stands twice is the same twice.
            group = f"(?P<{name}>{A_COUNT if name in COUNTS else ANYTHING})"
            parts.append(f"(?P={name})" if group in parts else group)
    return re.compile("".join(parts), re.DOTALL)
