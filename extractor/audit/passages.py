"""Figures of one sentence in their order, with the words between them; a figure as the operand of a check.

An operand is a printed figure with its value as a decimal, its decimals, its page, its index and its link.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from extractor.model.document import Document
from extractor.model.facts import CELL_VALUE, FORM_VALUE, Figure, Located
from patterns.figures.units import family

# Digits that a value keeps as they are printed. What prints more is two numbers, or noise of a scan
# (test_passages.py).
MOST_DIGITS = sys.float_info.dig


@dataclass(frozen=True, slots=True)
class Passage:
    """The operands of a sentence, a note or a note cell; ``gaps[i]`` stands before ``operands[i]``, one more behind.

    ``location``, ``footnote`` and ``row`` say where it stands, as those of ``Located``.
    """

    sentence: str
    operands: tuple[Operand, ...]
    gaps: tuple[str, ...]
    location: str
    footnote: int | None = None
    row: int | None = None


def passages(document: Document) -> tuple[Passage, ...]:
    """All sentences with figures, in the order of the document; values of forms and cells of tables are left out."""
    chosen = [
        (index, located)
        for index, located in enumerate(document.figures)
        if located.sentence and located.fact.method not in (FORM_VALUE, CELL_VALUE)
    ]
    found = (_passage(document, list(group)) for _, group in groupby(chosen, key=_sentence_of))
    return tuple(passage for passage in found if passage.operands)


def _sentence_of(figure: tuple[int, Located[Figure]]) -> tuple[str, int | None, int | None, int, str | None]:
    """What the figures of one sentence share."""
    located = figure[1]
    return located.location, located.footnote, located.row, located.sentence_start, located.sentence


def _passage(document: Document, figures: Sequence[tuple[int, Located[Figure]]]) -> Passage:
    """The passage of the figures of one sentence, which are given with their index; those without a value are left out.

    A figure stands at ``fact.start - sentence_start`` in its sentence.
    """
    first = figures[0][1]
    sentence, begins = first.sentence or "", first.sentence_start
    kept = [(found, located.fact) for index, located in figures if (found := operand(document, index)) is not None]
    starts = [*(fact.start - begins for _, fact in kept), len(sentence)]
    ends = [0, *(fact.end - begins for _, fact in kept)]
    return Passage(
        sentence=sentence,
        operands=tuple(found for found, _ in kept),
        gaps=tuple(sentence[end:start] for end, start in zip(ends, starts, strict=True)),
        location=first.location,
        footnote=first.footnote,
        row=first.row,
    )


# ``Figure.method`` of the two figures of a range (``5 - 7 ngày``): neither is meant exactly.
RANGE = "figure.range"

# Kinds of links that lead from a part to its whole, see ``Figure.link``.
_PART_LINKS = frozenset({"part", "component", "some", "joined"})
_DECIMALS = re.compile(r"[.,](\d+)$")


@dataclass(frozen=True, slots=True)
class Operand:
    """A printed figure. ``index`` is that in ``Document.figures``; ``label`` the phrase it measures.

    ``is_exact`` says that the number is meant exactly: no ``hơn``, no ``khoảng``, no target, no end of a range.
    ``link`` is ``Figure.link``, ``to`` the index of the figure that it leads to, None where that stands in another
    text or there is no link. ``change`` is ``Figure.change``.
    """

    index: int
    raw: str
    value: Decimal
    decimals: int
    unit: str | None
    family: str | None
    label: str
    page: int
    is_exact: bool = True
    link: str | None = None
    to: int | None = None
    change: str | None = None

    @property
    def is_rate(self) -> bool:
        return self.family == "rate"

    @property
    def is_whole_number(self) -> bool:
        return self.value == self.value.to_integral_value()

    @property
    def is_ratio(self) -> bool:
        """Whether it is the rate of a count to a base that the words name: ``bằng 40,5% kế hoạch giao``."""
        return self.link == "change" and self.change == "ratio"

    @property
    def is_part(self) -> bool:
        """Whether its link leads to a whole."""
        return self.link in _PART_LINKS


def operand(document: Document, index: int) -> Operand | None:
    """The figure of this index as an operand; None where it has no value, or more digits than a value keeps."""
    located = document.figures[index]
    figure = located.fact
    if figure.value is None or sum(map(str.isdigit, figure.raw)) > MOST_DIGITS:
        return None
    return Operand(
        index=index,
        raw=figure.raw,
        value=decimal_of(figure.value),
        decimals=decimals(figure),
        unit=figure.unit,
        family=family(figure.unit),
        label=figure.label or "",
        page=located.place.page,
        is_exact=figure.qualifier is None and figure.method != RANGE,
        link=figure.link,
        to=index + figure.linked if figure.linked is not None else None,
        change=figure.change,
    )


@lru_cache(maxsize=1 << 12)
def decimal_of(value: float) -> Decimal:
    """A value as the decimal that was printed."""
    # Of the text of the float, not of the float: Decimal(0.1) has fifty digits.
    return Decimal(int(value)) if value.is_integer() else Decimal(str(value))


def decimals(figure: Figure) -> int:
    """How many decimals are printed: ``99,65%`` 2, ``1.274`` as a count 0."""
    if figure.value is None or not ("," in figure.raw or "." in figure.raw):
        return 0
    printed = _DECIMALS.search(figure.raw.rstrip("%‰ "))
    if not printed:
        return 0
    # Three digits behind a sign are a group of thousands or decimals, and the value says how they were read: "1.274" is
    # one thousand, "0.274" and "1,274" read as a decimal are not.
    reads_as_group = len(printed[1]) == 3 and figure.value == int(figure.value) and figure.value >= 1000
    return 0 if reads_as_group else len(printed[1])
