"""Names of persons under a signature, with the rank or degree that may stand before them."""

from __future__ import annotations

import regex

_RANKS = r"(?:Thượng|Trung|Thiếu|Đại)\s+(?:tướng|tá|uý|úy)|Chuẩn đô đốc"
_DEGREES = r"GS|PGS|TS|ThS|Ths|BS|CK\s?I+|KS|LS|CN"
_WORD = r"\p{Lu}[\p{Ll}']*"
_PERSON = regex.compile(rf"\W*(?:(?:{_RANKS}|{_DEGREES})[.,\s]\s*)*(?<name>(?:{_WORD}[\s.]{{1,2}}){{1,5}}{_WORD})\W*")


def person_name(text: str) -> str | None:
    """The name of the person that a line is, without rank and degree; None for other lines and names in capitals."""
    found = _PERSON.fullmatch(text)
    return found["name"] if found else None
