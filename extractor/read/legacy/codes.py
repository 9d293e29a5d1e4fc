"""The encodings from before Unicode, and the ways in which their codes arrive as Unicode characters."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from extractor.read.adapter import family
from patterns.loader import Entry, load

_UNMAPPED = regex.compile(r"\(cid:(\d{1,3})\)")
# A capital's code lies so far below that of its small letter, as in ASCII: the registry lists small accents only.
_SMALL = 0x20

# Fonts with a symbol map put their 256 codes there in Unicode (OpenType, cmap of platform 3, encoding 0).
_SYMBOL_PLANE = 0xF000

# Characters that go by one glyph name: which of the two arrives is up to the maker and the reader of the file.
_ONE_GLYPH = (
    ("\u00ad", "\u2212"), ("\u00b7", "\u2219"), ("\u00b5", "\u03bc"), ("\u00af", "\u02c9"),
    ("\u2126", "\u03a9"), ("\u2206", "\u0394"), ("\u2044", "\u2215"),
    ("\u20ac", "\u00a4"), ("\ufb01", "fi"), ("\ufb02", "fl"),
)  # fmt: skip

_NOT_THERE = "\0"


@dataclass(frozen=True, slots=True)
class Encoding:
    """One legacy encoding. ``table`` maps one code, or a letter and the accent drawn over it, to the letter meant.

    Codes are characters below U+0100. For ``fonts`` and the rest see the registry.
    """

    name: str
    table: Mapping[str, str]
    fonts: regex.Pattern[str]
    capital_fonts: regex.Pattern[str] | None
    small_tones: bool

    @property
    def hyphened(self) -> str | None:
        """The small letter whose code is that of the soft hyphen, which readers of PDFs take for a hyphen."""
        letter = self.table.get("\u00ad", "")
        return letter if letter.islower() else None

    def decode(self, codes: Sequence[str], printed: Sequence[str]) -> list[str]:
        """The letter of each code; ``printed`` where it has none, the empty string for an accent drawn over."""
        letters: list[str] = []
        for at, code in enumerate(codes):
            if len(letters) > at:
                continue
            stacked = self.table.get("".join(codes[at : at + 2])) if at + 1 < len(codes) else None
            letters += [stacked, ""] if stacked else [self.table.get(code, printed[at])]
        return letters


@dataclass(frozen=True, slots=True)
class Arrival:
    """One way in which codes become Unicode, by the encoding that the PDF declares: ``codes`` from the glyph's text."""

    name: str
    codes: Mapping[str, str]

    def code_of(self, glyph: str) -> str:
        """The code that a glyph's text stands for; letters of ASCII stand for themselves."""
        code = self.codes.get(glyph)
        if code is not None or (glyph.isascii() and len(glyph) == 1):
            return code or glyph
        unmapped = _UNMAPPED.fullmatch(glyph)
        number = int(unmapped.group(1)) if unmapped else ord(glyph) - _SYMBOL_PLANE if len(glyph) == 1 else -1
        return chr(number) if 0 < number < 0x100 else _NOT_THERE


@cache
def encodings() -> tuple[Encoding, ...]:
    """All encodings of the registry, in its order."""
    return tuple(_encoding(entry) for entry in load("encodings"))


@cache
def arrivals() -> tuple[Arrival, ...]:
    """The ways in which codes arrive, the usual one first."""
    # loaded late, with what guesses the charset of text files: few documents have a font that is looked at so closely
    from pdfminer.encodingdb import EncodingDB

    latin = {code: chr(code) for code in range(0x80, 0x100)}
    windows = latin | {code: letter for code in range(0x80, 0x100) if (letter := _letter(code, "cp1252"))}
    macintosh = {code: codecs.decode(bytes([code]), "mac_roman") for code in range(0x80, 0x100)}
    standard = latin | {
        code: letter for code, letter in EncodingDB.encodings["StandardEncoding"].items() if code > 0x7F
    }
    return (
        Arrival("WinAnsi", _codes(windows) | {letter: letter for letter in latin.values()}),
        Arrival("MacRoman", _codes(macintosh)),
        Arrival("Standard", _codes(standard)),
    )


@lru_cache(maxsize=1024)
def named_encoding(font: str) -> str | None:
    """The encoding that the name of a font speaks for."""
    return next((each.name for each in encodings() if each.fonts.match(family(font))), None)


def _letter(code: int, encoding: str) -> str | None:
    try:
        return bytes([code]).decode(encoding)
    except UnicodeDecodeError:
        return None


def _codes(letters: Mapping[int, str]) -> dict[str, str]:
    codes = {letter: chr(code) for code, letter in letters.items()}
    for pair in _ONE_GLYPH:
        for one, other in (pair, pair[::-1]):
            if one in codes:
                codes.setdefault(other, codes[one])
    return codes


def _encoding(entry: Entry) -> Encoding:
    table = dict(_single(entry["letters"]))
    bases = {letter: code for code, letter in table.items()}
    for marks in entry.get("marks", ()):
        letters = marks["over"] + marks["over"].upper()
        for code, accents in zip(marks["codes"].split(), marks["add"], strict=True):
            small = int(code, 16)
            for letter in letters:
                composed = unicodedata.normalize("NFC", letter + accents)
                for mark in (small, small - _SMALL):
                    table[bases.get(letter, letter) + chr(mark)] = composed
    capitals = entry.get("capital_fonts")
    return Encoding(
        entry.id,
        table,
        regex.compile(entry["fonts"]),
        regex.compile(capitals) if capitals else None,
        entry.get("small_tones", False),
    )


def _single(runs: Sequence[str]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for run in runs:
        first, letters = run.split(" ")
        pairs += [(chr(int(first, 16) + step), letter) for step, letter in enumerate(letters)]
    return pairs
