"""Footnote markers in running text: small raised numbers, letters and signs, and full-size ones in brackets.

Here stands what may be a marker; whether it is one is decided by the notes (``matching.py``), so m² stays m².
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from extractor.layout.lines.baselines import HARDLY_SMALL, SMALL
from extractor.layout.lines.line import Line

# The foot of a small marker stands above that of its line by at least this share of the size; H₂O is lowered.
# .025 and .1 read all of 47 documents alike.
RAISED = 0.05

# Type that is hardly small is a marker too where it is raised by at least this share of its line's size. A marker of
# 12.4 points in a line of 14, raised by 5 (test_notes.py). .1 and .4 read all of 47 documents
# alike.
HIGH = 0.2

Cuts = Mapping[Line, tuple[tuple[int, int], ...]]
"""The markers in each line, as ranges of its text to leave out."""

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SIGNS = "*†‡"
_TO_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
_TO_SUPERSCRIPTS = str.maketrans("0123456789", SUPERSCRIPTS)
_SMALL = regex.compile(
    rf"(?<![\p{{L}}\d])[\[(]?(?P<label>[\d{SUPERSCRIPTS}]{{1,6}}|[{SIGNS}]{{1,4}}|[ivx]{{1,5}}|[a-zđ])[\])]?(?![\p{{L}}\d])"
)
_FULL_SIZE = regex.compile(
    rf"(?<=[^\s({SIGNS}])\s?\((?P<label>[{SIGNS}]{{1,4}})\)"
    rf"|(?<=[\p{{L}}\d)”’\"%.,;])(?P<label>[{SIGNS}]{{1,4}})(?=$|[\s.,;:)])"
    r"|(?<=[\p{L}\d)”’\"%.])[\[(](?P<label>\d{1,2})[\])](?=$|[\s.,;:)])"
    r"|(?<=[\p{L}\d)”’\"%])\s[\[(](?P<label>\d{1,2})[\])](?=$|[\s.,;:)])"
)
_SIGNED = re.compile(rf"[(\[{SIGNS}{SUPERSCRIPTS}]")
_SUPERSCRIPT = re.compile(rf"[{SUPERSCRIPTS}]")
_SEPARATOR = regex.compile(r"\s?[,;–-]?\s?")
_FORMULA = regex.compile(r"(?:\p{Lu}|(?<!\p{L})\p{L}|\d)$")
_POWER = regex.compile(r"(?:(?:\d\s?|\b)(?:[kcdmµ]|da|h)?m\s?|(?<![\d./-])\d{1,2}|(?<!\p{L})\p{L})$")
# What makes a marker a power or a formula is not longer.
_LONGEST_BEFORE = 6


@dataclass(frozen=True, slots=True, eq=False)
class Marker:
    """What may be a footnote marker: ``line.text[start:end]``, brackets included.

    ``label`` is the number, letter or sign alone. ``cut`` is the stretch to leave out of running text: the marker
    with a blank or a comma that goes with it. ``small`` tells a raised one from one in full size.
    """

    line: Line
    start: int
    end: int
    label: str
    cut: tuple[int, int]
    small: bool = True

    @property
    def key(self) -> tuple[Line, int]:
        """Line and beginning of the cut: what its place in a region is known by."""
        return self.line, self.cut[0]

    @property
    def doubtful(self) -> bool:
        """m², 10⁶, x², CO₂: what stands before makes it a power or a formula as well."""
        before = _POWER if self.is_high else _FORMULA
        first = max(self.start - _LONGEST_BEFORE, 0)
        return self.small and before.search(self.line.text, first, self.start) is not None

    @property
    def is_high(self) -> bool:
        """Whether it stands clearly over the foot of the line, or is a superscript letter."""
        if self.line.text[self.end - 1] in SUPERSCRIPTS:
            return True
        return bool(self.line.bottom_of_type - self.line.bottoms[self.end - 1] > HIGH * self.line.size)


@dataclass(frozen=True, slots=True)
class Label:
    """The number, letter or sign that a line begins with; the note's text begins at ``skip``."""

    text: str
    skip: int
    raised: bool
    bracketed: bool


def markers(line: Line) -> tuple[Marker, ...]:
    """All that may be markers in a line, from left to right."""
    if line.smallest >= HARDLY_SMALL * line.size and not _SIGNED.search(line.text):
        return ()
    return _markers(line)


@lru_cache(maxsize=1 << 5)  # lines of notes are asked again; a line keeps the boxes of its page
def _markers(line: Line) -> tuple[Marker, ...]:
    found = [*_small_ones(line), *_full_size_ones(line)]
    return tuple(sorted(found, key=lambda marker: marker.start))


def _small_ones(line: Line) -> Iterator[Marker]:
    small = [*_small_glyphs(line), *(letter.start() for letter in _SUPERSCRIPT.finditer(line.text))]
    if not small:
        return
    shown = [" "] * len(line.text)
    for at in small:
        shown[at] = line.text[at]
    end = -1
    for match in _SMALL.finditer("".join(shown)):
        label = match["label"].translate(_TO_DIGITS)
        gap = end >= 0 and _SEPARATOR.fullmatch(line.text, end, match.start()) is not None
        cut = (end, match.end()) if gap else _cut(line.text, *match.span())
        yield Marker(line=line, start=match.start(), end=match.end(), label=label, cut=cut)
        end = match.end()


def _small_glyphs(line: Line) -> list[int]:
    """The places in the text of the glyphs that are small and raised."""
    if line.smallest >= HARDLY_SMALL * line.size:
        return []
    smaller = (line.sizes < HARDLY_SMALL * line.size).nonzero()[0]
    sizes, bottoms = line.sizes[smaller].tolist(), line.bottoms[smaller].tolist()
    small, raised, high = SMALL * line.size, RAISED * line.size, HIGH * line.size
    return [
        at
        for at, size, bottom in zip(smaller.tolist(), sizes, bottoms, strict=True)
        if line.bottom_of_type - bottom > (raised if size < small else high)
    ]


def _full_size_ones(line: Line) -> Iterator[Marker]:
    if not _SIGNED.search(line.text):
        return
    for match in _FULL_SIZE.finditer(line.text):
        start = match.start() + (line.text[match.start()] == " ")
        if line.sizes[start] >= HARDLY_SMALL * line.size or line.text[start] in SIGNS:
            end = match.end()
            cut = _cut(line.text, start, end)
            yield Marker(line=line, start=start, end=end, label=match["label"], cut=cut, small=False)


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    """The marker with the blank before it, where another blank, a stop or the line end follows."""
    if start == 0:
        return (0, end + 1) if text[end : end + 1] == " " else (0, end)
    if text[start - 1] == " " and not text[end : end + 1].isalnum():
        return start - 1, end
    return start, end


def parts_of_stack(label: str) -> list[str]:
    """The numbers in a row that a run of digits may stand for: 12 → 1, 2; 101112 → 10, 11, 12. Empty for one number."""
    for width in range(1, len(label) // 2 + 1 if label.isdigit() else 0):
        parts: list[str] = []
        while sum(map(len, parts)) < len(label):
            parts.append(str(int(label[:width]) + len(parts)))
        if "".join(parts) == label:
            return parts
    return []


def unstacked(marker: Marker, labels: Collection[str]) -> list[Marker]:
    """A marker of digits that stands for several of the notes ``labels``, one by one; else itself."""
    parts = parts_of_stack(marker.label)
    if not parts or marker.label in labels or not all(part in labels for part in parts):
        return [marker]
    return list(_parted(marker, parts)) if marker.end - marker.start == len(marker.label) else [marker]


def _parted(marker: Marker, parts: Sequence[str]) -> Iterator[Marker]:
    at = marker.start
    for position, part in enumerate(parts):
        end = at + len(part)
        cut_from = marker.cut[0] if position == 0 else at
        cut_to = marker.cut[1] if position == len(parts) - 1 else end
        yield replace(marker, start=at, end=end, label=part, cut=(cut_from, cut_to))
        at = end


def without(text: str, cuts: Sequence[tuple[int, int]]) -> str:
    """A line's text without some stretches of it, given in order."""
    at = 0
    pieces: list[str] = []
    for first, last in cuts:
        pieces.append(text[at:first])
        at = max(at, last)
    return "".join([*pieces, text[at:]])


def with_raised(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """A line's text with superscript digits for the digits within some ranges of it, given in order.

    It stays as long as it was, so no offset into it moves. Brackets, commas, letters and signs stay as they are.
    """
    at = 0
    pieces: list[str] = []
    for first, last in ranges:
        pieces += (text[at:first], text[first:last].translate(_TO_SUPERSCRIPTS))
        at = last
    return "".join([*pieces, text[at:]])
