"""Lines and column heads that are known by their words (``patterns/landmarks.toml``, ``patterns/forms.toml``)."""

from __future__ import annotations

from functools import cache

import regex

from patterns.loader import load
from patterns.spelling import fold

_NUMBER = r"(?:\s*(?:số|so)?\s*[:.]?\s*(?:\d{1,3}[a-z]?|[ivxlc]{1,6}|[a-z])(?:[.-]\d{1,2})*)?\s*[:.]?"


def landmark(text: str) -> str | None:
    """The id of the landmark that this line is, or None."""
    if len(text) > 120:
        return None
    folded = fold(text)
    return next((name for name, pattern in _landmarks() if pattern.fullmatch(folded)), None)


def column_role(head: str) -> str | None:
    """What a column with this head holds: ``stt``, ``label``, ``unit``, ``value``, ``note``, or None."""
    parts = [_bare(part) for part in head.split(" › ")]
    return next((role for part in reversed(parts) if (role := _roles().get(part))), None)


def _bare(head: str) -> str:
    return fold(regex.sub(r"\([^()]{0,40}\)", "", head)).strip(" .:")


@cache
def _landmarks() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    tails = {"whole": r"\W*", "start": r".*", "numbered": _NUMBER}
    return tuple(
        (
            entry.id,
            regex.compile(
                r"\W*(?:" + "|".join(regex.escape(fold(word)) for word in entry["words"]) + ")" + tails[entry["at"]]
            ),
        )
        for entry in load("landmarks")
    )


@cache
def _roles() -> dict[str, str]:
    return {_bare(word): entry.id for entry in load("forms") for word in entry["words"]}
