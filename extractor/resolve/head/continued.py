"""What an issue of the gazette prints of a document that it goes on with.

``CHÍNH PHỦ`` / ``Nghị định số 99/2022/NĐ-CP ngày 30 tháng 11 năm 2022`` / ``về đăng ký biện pháp bảo đảm``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.resolve.head.spelling import begins_organ
from extractor.resolve.head.title import HeadNumber, Title, ends_subject, read_head_number
from patterns.days import iso_day
from patterns.instruments.doc_types import by_word
from patterns.instruments.symbols import read_symbol

_NAMED = regex.compile(
    r"(?<type>\p{Lu}\p{L}+(?: \p{L}+){0,3}) (?<number>số\s?:?\s?\S+)\s+ngày\s+"
    r"(?<day>\d{1,2})(?: tháng |[/-])(?<month>\d{1,2})(?: năm |[/-])(?<year>\d{4})(?!\d)\s*(?<subject>.*)"
)


@dataclass(frozen=True, slots=True)
class Continued:
    """A document as an issue names it that goes on with it: title, number, day (ISO) and issuing organ, as printed."""

    title: Title
    number: HeadNumber
    issued_on: str | None
    organ: str | None


def read_continued(lines: Sequence[str]) -> Continued | None:
    """The document that the lines over ``(Tiếp theo Công báo số …)`` name; None where they name none."""
    words = [" ".join(line.split()) for line in lines]
    text = " ".join(filter(None, words))
    begins = 0
    for at, line in enumerate(words):
        found = _NAMED.fullmatch(text, begins) if line else None
        begins += len(line) + 1 if line else 0
        kind = by_word().get(found["type"].casefold()) if found else None
        if found and kind:
            number = read_head_number([found["number"]])
            return Continued(
                title=Title(kind.name, _subject(found["subject"])),
                number=number,
                issued_on=iso_day(int(found["year"]), int(found["month"]), int(found["day"])),
                organ=_organ(lines[:at], number.symbol),
            )
    return None


def _subject(text: str) -> str | None:
    return text if text and not ends_subject(text) else None


def _organ(over: Sequence[str], symbol: str | None) -> str | None:
    """The organ printed over the name; that of the symbol where several are: an act is announced by the President."""
    printed = next((line for line in reversed(over) if begins_organ(line)), None)
    holders = read_symbol(symbol).holders if symbol else ()
    return holders[0].name if holders and (printed is None or " - " in printed) else printed
