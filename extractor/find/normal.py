"""The normal form of a text, and the way back: the only place that normalises.

Normal form: NFC with marks in canonical places, Latin letters for their Cyrillic and Greek look-alikes, ``-`` for
every dash, one blank for any run of blanks and line breaks, no soft hyphens and zero-width characters, words and
numbers that are set letter by letter (``Q U Y Ế T``, ``6 1 / 2 0 1 8``) joined, no raised markers of notes (``số
20/KH-UBND³ ngày``; m², km³ and 10⁶ stay, ``m ²`` is m²).

Text in a legacy encoding must be decoded before: in TCVN3 the soft hyphen is a letter.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

# Cyrillic and Greek letters that look like Latin ones: they come from keyboards and from fonts with wrong tables.
_LOOKALIKES = str.maketrans(
    "АВСЕНКМОРТХасеорхуΑΒΕΗΙΚΜΝΟΡΤΥΧοЅІЈѕіј",
    "ABCEHKMOPTXaceopxyABEHIKMNOPTYXoSIJsij",
)
_LOOKALIKE = "".join(map(chr, _LOOKALIKES))
# What nearly every page has is replaced first, by ``str.replace``: no pattern is as quick. None of it changes the
# length, so it needs no entry in the map.
_COMMON = tuple((old, " ") for old in "\n\r\t\u00a0") + tuple((old, "-") for old in "\u2013\u2014\u2010\u2011")
_RARE = {
    **dict.fromkeys("\v\f\x85\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " "),
    **dict.fromkeys("\u2028\u2029\u202f\u205f\u3000", " "),
    **dict.fromkeys("\u2012\u2015\u2212\uff0d\ufe63", "-"),
    "\u00d0": "Đ",
    "\u0189": "Đ",
    "\u00f0": "đ",
}
_IS_RARE = re.compile(f"[{''.join(_RARE)}]")
_OTHER_SCRIPT = re.compile("[\u0370-\u04ff]")
_MARK = "\u0300-\u036f"
# Only where no letter of the same script stands beside: a word that is Cyrillic throughout stays Cyrillic.
_LOOKALIKE_RUN = regex.compile(rf"(?<![\p{{Cyrillic}}\p{{Greek}}])[{_LOOKALIKE}]+(?![\p{{Cyrillic}}\p{{Greek}}])")
_DROPPED = "\u00ad\u200b-\u200f\u2060\ufeff"
# So many marks on one letter are composed at once: sorting them takes the square of their number. Vietnamese has two.
_MOST_MARKS = 16
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NO_LETTER = r"(?<![^\W\d_])"
_LENGTHS = (rf"{_NO_LETTER}m", rf"{_NO_LETTER}[mcdhkµμN]m")
"""Units of length, each of one width, as a lookbehind needs it."""
_POWERS = "[²³]"


def _marker(first: str, more: str) -> str:
    """A raised number that marks a note: the character ``first``, up to which it may be no power, and ``more``.

    A raised number behind a unit of length or behind 10 is a power (m², km³, 10⁶), and so is a 2 or 3 behind such a
    unit and a blank (``m ²``); behind anything else, such as a year or a symbol, it marks a note: so the text of a
    page has it.
    """
    no_length = "".join(rf"(?<!{unit}{first})(?<!{unit} {_POWERS})" for unit in _LENGTHS)
    no_power = rf"(?<![{_RAISED}]{first}){no_length}(?<!(?<![\d.,/-])10{first})"
    return f"{first}(?={more}){no_power}{more}"


_MORE = rf"[{_RAISED}]*(?:, ?[{_RAISED}]+)*"
_IN_BRACKETS = rf"[{_RAISED}]{_MORE}[\])]"
_MARKER = "|".join(
    (
        _marker(f"[{_RAISED}]", rf"{_MORE}(?![\d{_RAISED}])"),
        _marker(r"[\[(]", _IN_BRACKETS),
        _marker(" ", rf"(?:[\[(]{_IN_BRACKETS}|[{_RAISED}]{_MORE}(?!\w))"),
    )
)
# Units are printed with a gap before their power where that is set in another font: the gap is no blank.
_BEFORE_POWER = rf" (?={_POWERS})(?:{'|'.join(f'(?<={unit} )' for unit in _LENGTHS)})"
_IS_RAISED = re.compile(f"{_marker(f'[{_RAISED}]', '')}|{_BEFORE_POWER}")
_CHANGE = rf" [ {_DROPPED}]* |[{_MARK}]{{1,{_MOST_MARKS}}}|[\ufffe\x02] *|[{_DROPPED}]+"
_CHANGES = re.compile(_CHANGE)
_BLANKS = re.compile(r"  +")
_UNUSUAL = re.compile(f"[{''.join(_RARE)}\u0370-\u04ff{_MARK}\ufffe\x02{_DROPPED}]")

# Titles that are set letter by letter. The first pattern is quick and lets the second be tried on few texts; joined are
# four letters and more, since "a b c" may be an enumeration; three find the same on the sample pages.
_PERHAPS_SPACED_OUT = re.compile(r" . . . ")
_SPACED_OUT = re.compile(r" [^\W\d_] [^\W\d_] [^\W\d_] | [0-9] [/-] [0-9] ")
_SPACED_OUT_RUN = r"(?<!\S)(?:[^\W_]|[/-])(?: (?:[^\W_]|[/-])){3,}(?!\S)"
_CHANGES_SPACED_OUT = re.compile(f"{_SPACED_OUT_RUN}|{_CHANGE}")
_CHANGES_RAISED = re.compile(f"{_SPACED_OUT_RUN}|{_MARKER}|{_BEFORE_POWER}|{_CHANGE}")
# Where such a change may begin: at blanks, at a raised number or what stands before it, and before the second letter of
# what is set letter by letter. The pattern is tried only there: at every character it takes a third of all the time.
_RAISED_NUMBER = re.compile(f"[{_RAISED}]+")
_RUN_OR_LETTER = re.compile(r" (?: +|(?=[\w/-] [\w/-] [\w/-]))")

# Letters of a change that is kept for the next time: longer ones are rare.
_LONGEST_KEPT = 32

# Circumflex, breve and horn: they make a letter of their own, so they go before the tone, in whatever order they are
# typed.
_MARKS_OF_SHAPE = "\u0302\u0306\u031b"


@dataclass(frozen=True, slots=True)
class Normal:
    """A normal form and its map to the text it was made of.

    ``text`` is the normal form. The edits are sorted: from ``_at[i]`` to ``_to[i]`` of the normal form stands what
    ``_source_at[i]`` to ``_source_to[i]`` of the given text was; between edits both run in step.
    """

    text: str
    _at: tuple[int, ...] = ()
    _to: tuple[int, ...] = ()
    _source_at: tuple[int, ...] = ()
    _source_to: tuple[int, ...] = ()

    def start(self, offset: int) -> int:
        """Where the character at ``offset`` of the normal form begins in the given text."""
        edit = bisect_right(self._at, offset) - 1
        if edit < 0:
            return offset
        if offset < self._to[edit]:
            return self._source_at[edit]
        return self._source_to[edit] + max(offset - self._to[edit], 0)

    def end(self, offset: int) -> int:
        """Where the stretch of the normal form that ends before ``offset`` ends in the given text."""
        edit = bisect_left(self._at, offset) - 1
        if edit < 0:
            return offset
        return self._source_to[edit] + max(offset - self._to[edit], 0)

    def offset(self, source: int) -> int:
        """The first offset of the normal form whose character begins at ``source`` of the given text or behind it."""
        edit = bisect_left(self._source_at, source) - 1
        if edit < 0:
            return min(source, len(self.text))
        return min(self._to[edit] + max(source - self._source_to[edit], 0), len(self.text))

    def changed(self, changes: Iterable[tuple[int, int, str]]) -> Normal:
        """The normal form with other text in some places, and its map to the text that this one was made of.

        ``changes`` are the places in order, apart from each other: start, end and what stands there instead. One that
        touches an edit which another has taken along is left out.
        """
        edits = deque(self.edits())
        pieces: list[str] = []
        merged: list[tuple[int, int, int, int]] = []
        last = shift = 0
        for start, end, new in changes:
            if start < last:
                continue
            while edits and edits[0][1] <= start:
                at, to, source_at, source_to = edits.popleft()
                merged.append((at + shift, to + shift, source_at, source_to))
            first, behind = start, end
            while edits and edits[0][0] < end:
                at, to, *_ = edits.popleft()
                first, behind = min(first, at), max(behind, to)
            text = f"{self.text[first:start]}{new}{self.text[end:behind]}"
            pieces += (self.text[last:first], text)
            merged.append((first + shift, first + shift + len(text), self.start(first), self.end(behind)))
            shift += len(text) - (behind - first)
            last = behind
        merged += [(at + shift, to + shift, source_at, source_to) for at, to, source_at, source_to in edits]
        pieces.append(self.text[last:])
        return Normal("".join(pieces), *map(tuple, zip(*merged, strict=True)))

    def edits(self) -> Iterator[tuple[int, int, int, int]]:
        """Where each edit begins and ends in the normal form, and where what it replaces does in the given text."""
        return zip(self._at, self._to, self._source_at, self._source_to, strict=True)


def normalise(text: str) -> Normal:
    """The normal form of a text with its map; text that needs no change costs three quick scans and no map."""
    for old, new in _COMMON:
        text = text.replace(old, new)
    unusual = not text.isascii() and _UNUSUAL.search(text)
    if unusual:
        text = _IS_RARE.sub(lambda found: _RARE[found.group()], text)
        if _OTHER_SCRIPT.search(text):
            text = _LOOKALIKE_RUN.sub(lambda found: found.group().translate(_LOOKALIKES), text)
    if not text.isascii() and _IS_RAISED.search(text):
        return _edited(text, _CHANGES_RAISED.finditer(text) if unusual else _raised_changes(text))
    if _PERHAPS_SPACED_OUT.search(text) and _SPACED_OUT.search(text):
        return _edited(text, _CHANGES_SPACED_OUT.finditer(text))
    if unusual or "\x02" in text:
        return _edited(text, _CHANGES.finditer(text))
    return _edited(text, _BLANKS.finditer(text)) if "  " in text else Normal(text)


def _raised_changes(text: str) -> Iterator[re.Match[str]]:
    """The changes of a text with raised numbers and nothing unusual, as ``_CHANGES_RAISED.finditer`` finds them."""
    blanks: dict[int, re.Match[str]] = {}
    places: set[int] = set()
    for blank in _RUN_OR_LETTER.finditer(text):
        at, to = blank.span()
        if to - at > 1:
            blanks[at] = blank
        else:
            places.add(at - 1)
    places.update(blanks)
    for number in _RAISED_NUMBER.finditer(text):
        at = number.start()
        places.add(at)
        if text[at - 1 : at] in " [(":
            places.update((at - 2, at - 1))
    last = 0
    for place in sorted(places):
        found = (blanks.get(place) or _CHANGES_RAISED.match(text, place)) if place >= last else None
        if found:
            last = found.end()
            yield found


def _edited(text: str, changes: Iterable[re.Match[str]]) -> Normal:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    source_starts: list[int] = []
    source_ends: list[int] = []
    last = length = 0
    for found in changes:
        at, to = found.span()
        if "\u0300" <= text[at] <= "\u036f" and at > last and text[at - 1].isalpha():
            at -= 1
        old = text[at:to]
        new = _replacement(old) if to - at <= _LONGEST_KEPT else _replacement.__wrapped__(old)
        if new == old:
            continue
        pieces += (text[last:at], new)
        length += at - last
        starts.append(length)
        length += len(new)
        ends.append(length)
        source_starts.append(at)
        source_ends.append(to)
        last = to
    pieces.append(text[last:])
    return Normal("".join(pieces), tuple(starts), tuple(ends), tuple(source_starts), tuple(source_ends))


@lru_cache(maxsize=4096)
def _replacement(old: str) -> str:
    if old[1:2] != " " and old[-1] in f"{_RAISED}])":
        return ""
    if old == " ":  # the one before a power; of other blanks only runs are changed
        return ""
    if old[0] == " ":
        return " "
    if old[0] in "\ufffe\x02":
        return "-"
    if old[1:2] == " ":
        letters = old.replace(" ", "")
        return letters if letters.isalpha() or "/" in letters else old
    if old[0] in "\u00ad\ufeff\u2060" or "\u200b" <= old[0] <= "\u200f":
        return ""
    letters = unicodedata.normalize("NFD", old)
    marks = sorted(letters[1:], key=lambda mark: mark not in _MARKS_OF_SHAPE)
    return unicodedata.normalize("NFC", letters[0] + "".join(marks))
