"""The head of a scan as it is printed: what recognition is known to do to its lines is undone before they are read.

Only what stands at a known place is mended: organs over the number, the sign before it, ``V/v``, the day, the type word
and the authority under the subject. Running text stays as it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

import regex

from extractor.model.layout import Head
from extractor.resolve.head.likeness import rightly_spelled
from extractor.resolve.head.running_words import RunningWords
from patterns.instruments.doc_types import type_in_capitals
from patterns.instruments.misread_symbols import meant_symbol
from patterns.loader import entry_of
from patterns.misread import in_digits
from patterns.phrases import compiled, part_words
from patterns.spelling import fold, letters

# ``Só:``, ``só;``, ``ó:``, ``Sóz`` before a number and its symbol.
_SIGN = compiled(r"^\W*(?i:$MISREAD_SIGN)(?:\s?[:;.,]|(?=\s?[^\p{L}\s]))\s*(?P<rest>.*[/⁄].*)$")
# A symbol begins with a letter, or with the year before it: ``2/42 /KH-SYT`` is a number by hand.
_NUMBER = regex.compile(
    r"^(?P<number>[^\s/⁄-]{1,8})\s*(?P<join>[/-]\s*(?:(?:19|20)\d\d\s*[/-]\s*)?)(?P<symbol>\p{Lu}.*?)[^\p{Lu}\p{Ll}\d]*$"
)
_WHOLE_NUMBER = regex.compile(r"\d+\p{Ll}?")
# The symbol behind what is no number.
_SYMBOL = regex.compile(r"/+\s*(?P<symbol>\p{Lu}[\p{L}\d&.]*(?:\s?[/-]\s?\p{Lu}[\p{L}\d&.]*)*)[^\p{Lu}\p{Ll}\d]*$")
# ``--V/w-``, ``V/``, ``V/V`` before the subject of a letter.
_ABOUT = regex.compile(r"^\W{0,3}[Vv]\s?[/⁄|]\s?[vVwWyý]?\W{0,2}\s+(?=\p{L})")
_DAY = regex.compile(
    r"(?P<before>.*?),?\s*ng[àa]y\s?(?P<day>\S{0,3})\s*th[áaắẳảãạ]ng\s?(?P<month>\S{0,3})\s*n[ăaâ]m\s?(?P<year>\d{4})\W*$"
)
_EDGES = regex.compile(r"^[^\p{L}\d(“\"]+|[^\p{L}\d)”\",;]+$")
_SUBSTANCE = regex.compile(r"[\p{L}\d]")
# ``(V/v …)`` under a type word.
_IN_BRACKETS = regex.compile(r"^\(\s*V\s?/\s?v\W*(?P<about>.*?)\)?$")
_STAMP_BEFORE = regex.compile(r"^(?P<stamp>\p{Lu}{3,}(?: \p{Lu}{3,}){0,1})\s*\W+\s*(?P<type>\p{Lu}{2}.*)$")
_FIRST_SENTENCE = compiled(r"$OPENS_REPLY\s[^,.;]{2,60}\ssố\s")


def as_printed(head: Head, body: str) -> Head:
    """The head of a recognised page with its lines as they were printed; ``body`` is the running text."""
    left = [line for line in map(_trimmed, head.left) if line]
    left, misplaced = _without_title(left)
    right, beside = _without_title([line for line in map(_trimmed, head.right) if line])
    title = [*misplaced[:1], *beside[:1], *misplaced[1:], *(line for line in map(_trimmed, head.title) if line)]
    return replace(
        head,
        left=tuple(_left([line.strip(",;") for line in left], RunningWords(body))),
        right=tuple(map(_with_day, right)),
        title=tuple(_title(title)),
    )


def _trimmed(line: str) -> str:
    """A line without stray strokes at its ends; empty where it holds not two letters or digits, or is a stamp."""
    line = _EDGES.sub("", line)
    return "" if len(_SUBSTANCE.findall(line)) < 2 or letters(line) in _stamps() else line


def _without_title(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines of a column of the head, and those from a type word on, which stand under it."""
    at = next((at for at, line in enumerate(lines) if at and type_in_capitals(line)), len(lines))
    return list(lines[:at]), list(lines[at:])


@cache
def _stamps() -> frozenset[str]:
    """Stamps of urgency and secrecy by their letters."""
    return frozenset(map(letters, part_words("URGENCY_STAMP")))


def _left(lines: Sequence[str], body: RunningWords) -> Iterator[str]:
    """The left column: organs, number, subject of a letter."""
    over_number = True
    for line in lines:
        number = _SIGN.match(line)
        about = _ABOUT.match(line)
        if number and over_number:
            over_number = False
            yield _numbered(number["rest"])
        elif about:
            over_number = False
            yield f"V/v {line[about.end() :]}"
        elif over_number:
            yield rightly_spelled(line, body)
        elif letters(line).startswith("kinhgui"):
            return
        else:
            yield line


def _numbered(rest: str) -> str:
    """The line of the number, without its sign; what is no number stands for one written by hand, and is left out."""
    rest = rest.replace("⁄", "/")
    found = _NUMBER.match(rest)
    number = _digits(found["number"]) if found else ""
    if found and _WHOLE_NUMBER.fullmatch(number):
        return f"Số: {number}{found['join']}{meant_symbol(found['symbol'])}"
    symbol = _SYMBOL.search(rest)
    return f"Số: /{meant_symbol(symbol['symbol'])}" if symbol else f"Số: {rest}"


def _digits(text: str) -> str:
    """A text with digits for the letters that print has for them, where that leaves nothing else and one is a digit."""
    meant = in_digits(text)
    return meant if meant.isdigit() else text


def _with_day(line: str) -> str:
    """The line of place and day, in the letters and digits that are meant."""
    found = _DAY.match(line)
    if not found:
        return line
    return f"{found['before']}, ngày {_digits(found['day'])} tháng {_digits(found['month'])} năm {found['year']}"


def _title(lines: Iterable[str]) -> list[str]:
    """The type word rightly spelled, and the subject up to the authority or the preamble, misread or not."""
    title: list[str] = []
    for line in lines:
        stamp = _STAMP_BEFORE.match(line)
        if stamp and letters(stamp["stamp"]) in _stamps():
            line = stamp["type"]
        line = _IN_BRACKETS.sub(r"\g<about>", line)
        if title and _ends(line, len(title)):
            break
        title.append(type_in_capitals(line) or line)
    return title


def _ends(line: str, behind: int) -> bool:
    """Whether a line, ``behind`` so many of the title, is the authority, the preamble or the first sentence."""
    folded = f"{fold(line)} "
    words = [*entry_of("title_ends", "preamble")["words"], *(_authorities() if line.isupper() else ())]
    begins = line[:1].isupper() and any(folded.startswith(f"{fold(word)} ") for word in words)
    return begins or (behind > 1 and _cites(line))


@cache
def _authorities() -> tuple[str, ...]:
    return tuple(entry_of("title_ends", "authority")["words"])


def _cites(line: str) -> bool:
    """Whether a line begins the first sentence of a text that has no preamble: ``Thực hiện Công văn số …``."""
    return _FIRST_SENTENCE.match(line) is not None
