"""A corrected fact in the words of a reader's language: what it holds now, and what was read."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.language.catalogue import Words
from extractor.query.corrections import Corrected


def corrected_words(corrections: Iterable[Corrected], words: Words) -> str:
    """What a user has corrected of a fact, in one line; "" where that is nothing."""
    nothing = words("nothing")
    told = (
        words("{field}: {value}, read as {read}", field=one.field, value=one.value or nothing, read=one.read or nothing)
        for one in corrections
    )
    listed = "; ".join(told)
    return words("corrected by hand ({fields})", fields=listed) if listed else ""


def reason_words(corrections: Iterable[Corrected]) -> str:
    """Why, who and when, each once."""
    return "; ".join(dict.fromkeys(f"{each.reason} ({each.who}, {each.when})" for each in corrections))
