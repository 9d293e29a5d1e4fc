"""Running text that knows its citations, figures and footnote markers by offset.

The texts are written with four signs: ``[name]`` prints an instrument, ``{name:unit}`` prints a figure,
``^`` sets the marker of the next footnote, ``<name>`` is replaced by a word of the report (its period and
the like). So the gold of a report comes from the same source as its pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.instruments import Citation, Instruments
from corpus.series import Figure, Series

SIGN = re.compile(r"\[(?P<citation>[^\]]+)\]|\{(?P<figure>[^}]+)\}|(?P<marker>\^)")
SENTENCE_END = re.compile(r"(?<!^\d)(?<!^\d\d)\.\s+(?=[A-ZĐÀ-Ỹ])")
VARIABLE = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Span:
    """A citation or figure at ``text[start:end]`` of its passage."""

    start: int
    end: int
    fact: Citation | Figure


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A paragraph, note or cell. ``markers`` are pairs of offset and footnote number, ``notes`` their texts.

    ``where`` is ``body``, ``header``, ``footnote N`` or ``table form N row S``.
    """

    text: str
    where: str
    spans: tuple[Span, ...] = ()
    markers: tuple[tuple[int, int], ...] = ()
    notes: tuple[Passage, ...] = ()

    def sentence_at(self, offset: int) -> str:
        """The sentence that holds an offset."""
        start = 0
        for end in [*(m.end() for m in SENTENCE_END.finditer(self.text)), len(self.text)]:
            if offset < end:
                return self.text[start:end].strip()
            start = end
        return self.text.strip()


@dataclass(frozen=True, slots=True)
class Writer:
    """What a text needs to become a passage: the instruments, the figures of the period, the report's words."""

    instruments: Instruments
    series: Series
    words: Mapping[str, str]

    def write(self, source: str, where: str, notes: Sequence[str] = (), first_note: int = 1) -> Passage:
        """Read the signs of ``source``; its ``^`` take ``notes`` in order, numbered from ``first_note``.

        Raises KeyError for an unknown name, ValueError where markers and notes do not pair.
        """
        source = VARIABLE.sub(lambda m: self.words[m[1]], source)
        text, at = "", 0
        spans: list[Span] = []
        markers: list[tuple[int, int]] = []
        for sign in SIGN.finditer(source):
            text += source[at : sign.start()]
            at = sign.end()
            if sign["marker"]:
                markers.append((len(text), first_note + len(markers)))
                continue
            start = len(text)
            if sign["citation"]:
                fact: Citation | Figure = self.instruments.cite(sign["citation"])
                text += fact.raw
                spans.append(Span(start, len(text), fact))
            else:
                fact = self.series.print(sign["figure"])
                text += fact.raw
                spans.append(Span(start, len(text), fact))
                text += fact.tail
        text += source[at:]
        if len(markers) != len(notes):
            raise ValueError(f"{len(markers)} markers, {len(notes)} notes in: {source[:80]}")
        written = tuple(
            self.write(note, f"footnote {number}") for (_, number), note in zip(markers, notes, strict=True)
        )
        return Passage(text, where, tuple(spans), tuple(markers), written)
