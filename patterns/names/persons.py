"""Names of persons under a signature, with the rank or degree that may stand before them."""

from __future__ import annotations

from patterns.phrases import compiled

_WORD = r"\p{Lu}[\p{Ll}']*"
# Two to six words. Of the signers at hand 70 have three, four have four, one has two; longer names exist (two family
# names, two middle names), though in these reports only lists of provinces are as long. One word alone is no name: 79
# lines hold one, letters of a list and heads of columns.
_PERSON = compiled(rf"\W*(?:(?:$RANK|$DEGREE|CK\s?I+)[.,\s]\s*)*(?<name>(?:{_WORD}[\s.]{{1,2}}){{1,5}}{_WORD})\W*")


def person_name(text: str) -> str | None:
    """The name of the person that a line is, without rank and degree; None for other lines and names in capitals."""
    found = _PERSON.fullmatch(text)
    return found["name"] if found else None
